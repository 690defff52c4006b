"""The half of Austausch that gives: everything at once, cards for a phone, open repair data, and lists to fill in."""
from collections.abc import Callable

from nicegui import ui

from db import exchange_cards
from db.events import Changed
from db.exchange_cards import EXTERNAL, TEAM
from db.exchange_layout import SHEETS
from db.i18n import _
from db.who import Who
from pages import confirm, export_reading, guard, live
from pages.downloads import hand_out
from pages.exports import Wanted
from pages.theme import Text, box, button, choose, dress, say


async def draw() -> None:
    """The sections under each other; the page brings its own heading."""
    loads = Loads()
    everything(loads)
    await cards(loads)
    await export_reading.draw()
    to_fill_in()


def part(title: str, line: str, key: str) -> ui.element:
    with box('kb-settings__part', 'section', id=key) as made:
        Text('h2', title)
        Text('p', line, 'kb-mute')
    return made


# ---- everything ------------------------------------------------------------------------------------------------------
def everything(loads: 'Loads') -> None:
    text = _('Eure Daten gehören euch. In den Dateien stehen Namen und Telefonnummern: Bitte nur dort aufheben, wo '
             'sonst niemand hineinsieht.')
    with part(_('Alles mitnehmen'), text, 'mitnehmen'), box('kb-offers', 'ul'):
        with offer(_('Excel-Tabelle'), _('Team, Kund:innen, Extern und Ehemalige, dazu alle Reparaturen und '
                                         'Einwilligungen. Lässt sich hier wieder einlesen.')):
            loads(_('Excel laden …'), 'fill', 'o_table_view', lambda: Wanted('xlsx'))
        with offer(_('CSV-Tabellen'), _('Einfacher Text mit Strichpunkten, eine Datei je Blatt.')):
            sheet = choose(_('Blatt'), {'': _('alle Blätter'), **{name: name for name in SHEETS}}, '')
            loads(_('CSV laden …'), 'line', 'o_table_rows', lambda: Wanted('csv', str(sheet.value or '')))
        with offer(_('JSON'), _('Alles in einer Datei, für andere Programme.')):
            loads(_('JSON laden …'), 'line', 'o_data_object', lambda: Wanted('json'))


def offer(title: str, line: str) -> ui.element:
    """What there is on the left; what is yielded takes the buttons on the right."""
    with box('kb-offer', 'li'):
        with box('kb-offer__text'):
            Text('h3', title)
            Text('p', line, 'kb-small kb-mute')
        return box('kb-offer__acts')


class Loads:
    """Buttons that hand files out; where whole lists leave, the password is asked first (S12)."""

    def __init__(self) -> None:
        self.sure = confirm.Sure('exchange')

    def __call__(self, word: str, kind: str, icon: str, wanted: Callable[[], Wanted]) -> None:
        async def begin(who: Who) -> None:
            now_wanted = wanted()
            if now_wanted.made.asks:
                await self.sure.first(who, lambda sure: load(now_wanted, sure))
            else:
                await load(now_wanted, who)
        begin_it = guard.act('exchange')(begin)
        button(word, kind, icon=icon, on_click=lambda: begin_it())


async def load(wanted: Wanted, who: Who) -> None:
    say(_('Die Datei entsteht …'))
    await hand_out(wanted, who)


# ---- cards for a phone -----------------------------------------------------------------------------------------------
async def cards(loads: 'Loads') -> None:
    people = await named()
    with part(_('Ins Adressbuch'), _('Kontakte für Handy oder E-Mail-Programm (vCard). Ohne Notizen.'), 'adressbuch'):
        with box('kb-cardpick'):
            group = choose(_('Wer'), {TEAM: _('das Team'), EXTERNAL: _('Extern')}, TEAM)
            chosen = dress(ui.select(people[TEAM], label=_('Nur diese'), value=[], multiple=True).classes('kb-field'),
                           hint=_('Leer: alle.'), dropdown_icon='o_expand_more', clear_icon='o_close')
            chosen.props('use-chips clearable')

        def offer_them(keep: bool = False) -> None:
            now = people[str(group.value)]
            chosen.set_options(now, value=[one for one in chosen.value or () if keep and one in now])

        async def again(_changed: Changed) -> None:
            people.update(await named())
            offer_them(keep=True)
        group.on_value_change(lambda: offer_them())
        live.watch({'person', 'membership', 'contact', 'organisation'}, again)
        with box('kb-does'):
            loads(_('Kontakte laden'), 'soft', 'o_contact_phone', lambda: Wanted(
                'vcf', group=str(group.value), chosen=tuple(chosen.value) if chosen.value else None))


async def named() -> dict[str, dict[str, str]]:
    """Everybody of whom there is a card, per group."""
    return {group: {card.public_id: card.name for card in await live.read_once(exchange_cards.cards, group)}
            for group in (TEAM, EXTERNAL)}


# ---- lists to fill in ------------------------------------------------------------------------------------------------
def to_fill_in() -> None:
    text = _('Vier Blätter mit genau den Spalten, die sich hier einlesen lassen.')
    with part(_('Liste zum Ausfüllen'), text, 'vorlage'), box('kb-does'):
        button(_('Leere Vorlage'), 'soft', icon='o_note_add', to='/austausch/vorlage.xlsx')
        button(_('Ausgefülltes Beispiel'), 'line', icon='o_description', to='/austausch/beispiel.xlsx')
