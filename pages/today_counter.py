"""How the counter begins: take something in, or open a repair by its number."""
from nicegui import ui

from db import numbers, repairs
from db.i18n import _
from db.who import Who
from pages import guard
from pages.bridge import in_store
from pages.find import open_code
from pages.theme import Text, box, button, field, show_error


def begin() -> None:
    with box('kb-start'):
        button(_('Annahme'), 'fill kb-wide kb-start__go', icon='o_add', to='/annahme')
        with box(tag='section'):
            Text('h2', _('Etwas abholen oder nachsehen'))
            Text('p', _('Nummer vom Schein tippen oder den Schein scannen.'), 'kb-mute')
            OpenByNumber()


class OpenByNumber:
    """A field for a number or a scanned code; a wrong digit is answered with the numbers it may have been."""

    def __init__(self) -> None:
        find = guard.act('repair')(self.find)
        with box('kb-open'):
            self.typed = field(_('Nummer'), placeholder='26-0417-7', autocomplete='off')
            self.typed.on('keydown.enter', lambda: find())
            button(_('Öffnen'), 'soft', on_click=lambda: find())
            self.meant = box('kb-meant', role='status')

    async def find(self, _who: Who) -> None:
        text = str(self.typed.value or '')
        code = numbers.read_code(text)
        self.meant.clear()
        if await open_code(text):
            return
        show_error(self.typed, _('Diese Nummer gibt es nicht. Bitte noch einmal hinsehen.')
                   if code.understood or code.suggestions
                   else _('Das ist keine Nummer. Beispiel: 26-0417-7.'))
        suggest(self.meant, await in_store(repairs.meant, text))


def suggest(inside: ui.element, known: tuple[str, ...]) -> None:
    """„Meinten Sie …?“ with every number one slip away that really exists."""
    with inside:
        if known:
            Text('p', _('Meinten Sie …?'), 'kb-strong')
        for number in known:
            button(number, 'line', to=f'/r/{number}')
