"""The question about the proof, for a sheet or for one row. Nothing is ticked beforehand (D3)."""
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

from nicegui import ui

from db.clock import utc_now
from db.errors import Refused
from db.i18n import _
from db.importing.drafts import Evidence
from db.kinds import parse_date
from db.words import HOW
from pages.side import answers
from pages.theme import Text, box, button, choose, field, say, show_error


class Proof:
    """„Liegt für dieses Blatt ein Nachweis vor?“ Nothing is ticked beforehand (D3)."""

    def __init__(self, sheet: str, held: Evidence | None, on_answer: Callable[[Evidence | None], Any]) -> None:
        self.on_answer = on_answer
        with box('kb-asked', 'fieldset'):
            title = Text('h5', _('Liegt für dieses Blatt ein Nachweis vor?'))
            title.props['id'] = name = f'proof-{title.id}'
            Text('p', _('Zum Beispiel unterschriebene Zettel im Ordner. Ein Ja gilt für die Zeilen, in denen nichts '
                        'dazu steht; ein Nein in der Liste bleibt ein Nein.'), 'kb-small kb-mute')
            self.answer = ui.radio({True: _('Ja, es gibt einen'), False: _('Nein, nur was in der Liste steht')},
                                   value=True if held else None).classes('kb-choice kb-choice--row')
            self.answer.props['aria-labelledby'] = name
            with box('kb-form kb-proof') as self.more:
                self.how = choose(_('Wie zugestimmt wurde'), list(HOW), held.how if held else None)
                self.on = field(_('Wann'), f'{held.on:%d.%m.%Y}' if held and held.on else '',
                                hint=_('Leer: heute festgehalten.'))
                button(_('Für „{sheet}“ festhalten').format(sheet=sheet), 'soft', on_click=self.say)
            self.more.set_visibility(bool(held))
        self.answer.on_value_change(self.answered)

    async def answered(self) -> None:
        self.more.set_visibility(bool(self.answer.value))
        if self.answer.value is False:
            await self.on_answer(None)

    async def say(self) -> None:
        proof = read_proof(self.how, self.on)
        if proof is not None:
            await self.on_answer(proof)


def read_proof(how: ui.select, on: ui.input) -> Evidence | None:
    """What was entered, or None with the sentence beside the field."""
    show_error(how, '')
    show_error(on, '')
    if not how.value:
        show_error(how, _('Bitte angeben, wie zugestimmt wurde.'))
        return None
    try:
        day: date | None = parse_date(str(on.value or '').strip())
        if day and day > utc_now().date():
            raise Refused(_('Die Einwilligung kann nicht aus der Zukunft sein.'))
    except Refused as refusal:
        show_error(on, refusal.sentence)
        return None
    return Evidence(str(how.value), day)


def ask_for_row(on_proof: Callable[[Evidence], Awaitable[None]], row: int, name: str) -> None:
    """A proof for one row."""
    with ui.dialog(value=True) as dialog, box('kb-sure'):
        Text('h2', _('Nachweis für Zeile {n}').format(n=row))
        Text('p', _('Liegt für {name} ein Ja vor? Wie und wann wurde zugestimmt?').format(
            name=name or _('diese Zeile')))
        how = choose(_('Wie zugestimmt wurde'), list(HOW))
        on = field(_('Wann'), hint=_('Leer: heute festgehalten.'))

        async def keep() -> None:
            proof = read_proof(how, on)
            if proof is not None:
                page = ui.context.client
                dialog.close()
                await on_proof(proof)
                with page:
                    say(_('Festgehalten. Gespeichert wird es mit „Übernehmen“.'))
        with answers():
            button(_('Festhalten'), 'fill', on_click=keep)
            button(_('Abbrechen'), 'quiet', on_click=dialog.close)
    dialog.on('hide', dialog.delete)
