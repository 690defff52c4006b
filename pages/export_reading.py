"""Open repair data on Austausch: the file, and the quick list of texts to read before they may go out.

Nobody's name shall be published by accident: a text goes out when somebody has read it, and what looks like a name or
a number is marked.
"""
from functools import partial

from nicegui import ui

from db import ords
from db.clock import utc_now
from db.events import Changed
from db.i18n import _
from db.ords import Fault, OrdsCounts
from db.who import Who
from db.words import Review
from pages import guard, live
from pages.bridge import in_store
from pages.downloads import hand_out
from pages.exports import Wanted
from pages.theme import Text, box, button, say

AT_ONCE = 8   # texts to read on one screen


async def draw() -> None:
    with box('kb-settings__part', 'section', id='reparaturdaten'):
        Text('h2', _('Offene Reparaturdaten'))
        Text('p', _('Was repariert wurde, hilft anderen: Die Open Repair Alliance sammelt solche Listen. Hinaus geht '
                    'nichts über Personen, nur abgeschlossene Reparaturen von Geräten mit Strom.'), 'kb-mute')
        reading = Reading()
    await reading.look()
    live.watch({'repair'}, reading.again)


class Reading:
    """How many rows there are, and the texts that wait. They are shown only after a tap."""

    def __init__(self) -> None:
        self.opened = False
        self.faults: tuple[Fault, ...] = ()
        with box(role='status'):
            self.facts = box('kb-facts', 'ul')
        load, begin = guard.act('exchange')(self.load), guard.act('exchange')(self.begin)
        with box('kb-does'):
            button(_('Reparaturdaten laden'), 'soft', icon='o_public', on_click=lambda: load())
            self.start = button(_('Texte durchsehen'), 'line', icon='o_rule', on_click=lambda: begin())
        self.list = box('kb-reading')

    async def load(self, who: Who) -> None:
        say(_('Die Datei entsteht …'))
        await hand_out(Wanted('ords'), who)

    async def begin(self, _who: Who) -> None:
        self.opened = True
        await self.look()

    async def again(self, _changed: Changed) -> None:
        """Something came in or went: the numbers are new ones. Texts that somebody is reading stay where they are."""
        if self.faults:
            self.show_facts(await live.read_once(ords.counts))
        else:
            await self.look()

    async def look(self) -> None:
        counts = await live.read_once(ords.counts)
        faults = self.faults = await in_store(ords.to_read, AT_ONCE) if self.opened else ()
        self.show_facts(counts)
        self.start.set_visibility(bool(counts.open) and not self.opened)
        self.list.clear()
        if self.opened:
            with self.list:
                self.show(faults, counts.open)

    def show_facts(self, counts: OrdsCounts) -> None:
        self.facts.clear()
        with self.facts:
            fact(several(counts.rows, _('Eine Reparatur geht hinaus.'), _('{n} Reparaturen gehen hinaus.')),
                 well=counts.rows > 0)
            told((counts.released, _('1 Text ist freigegeben.'), _('{n} Texte sind freigegeben.'), True),
                 (counts.open, _('1 Text ist noch ungelesen und bleibt leer.'),
                  _('{n} Texte sind noch ungelesen und bleiben leer.'), False),
                 (counts.withheld, _('1 Text bleibt hier.'), _('{n} Texte bleiben hier.'), True),
                 (counts.unpowered, _('1 ohne Strom ist nicht dabei.'), _('{n} ohne Strom sind nicht dabei.'), True),
                 (counts.undated, _('1 ohne Tag ist nicht dabei.'), _('{n} ohne Tag sind nicht dabei.'), True),
                 (counts.unnamed, _('1 ohne Kategorie ist nicht dabei.'), _('{n} ohne Kategorie sind nicht dabei.'),
                  True))

    def show(self, faults: tuple[Fault, ...], waiting: int) -> None:
        if not faults:
            Text('p', _('Alles gelesen. Danke!'), 'kb-mute').props('role=status')
            return
        with box('kb-reading__rows', 'ul', aria_label=_('Texte zum Durchsehen')):
            for fault in faults:
                self.row(fault)
        clean = {fault.number: fault.text for fault in faults if not fault.marks}
        with box('kb-does'):
            if clean:
                every = guard.act('exchange')(partial(self.judge, clean, Review.RELEASED))
                button(_('Alle ohne Markierung freigeben ({n})').format(n=len(clean)), 'fill', icon='o_done_all',
                       on_click=lambda: every())
            if waiting > len(faults):
                Text('p', _('Danach kommen {n} weitere.').format(n=waiting - len(faults)), 'kb-small kb-mute')

    def row(self, fault: Fault) -> None:
        release = guard.act('exchange')(partial(self.judge, {fault.number: fault.text}, Review.RELEASED))
        withhold = guard.act('exchange')(partial(self.judge, {fault.number: fault.text}, Review.WITHHELD))
        with box('kb-reading__row', 'li'):
            with box('kb-reading__text'):
                ui.link(f'{fault.item} · {fault.number}', f'/r/{fault.number}').classes('kb-small kb-mute')
                marked(fault)
            with box('kb-reading__acts'):
                button(_('Freigeben'), 'soft', name=_('Freigeben: {n}').format(n=fault.number),
                       on_click=lambda: release())
                button(_('Behalten'), 'quiet', name=_('Behalten: {n}').format(n=fault.number),
                       on_click=lambda: withhold())

    async def judge(self, texts: dict[str, str], verdict: Review, who: Who) -> None:
        done = await in_store(ords.review, texts, verdict, who, utc_now())
        if done < len(texts):
            say(_('Ein Text wurde gerade geändert. Bitte noch einmal lesen.'))
        await self.look()


def told(*lines: tuple[int, str, str, bool]) -> None:
    """Those of which there are some: number, one, several, whether all is well."""
    for number, one, more, well in lines:
        if number:
            fact(several(number, one, more), well=well)


def several(number: int, one: str, more: str) -> str:
    return one if number == 1 else more.format(n=number)


def fact(sentence: str, *, well: bool = True) -> None:
    with box('is-yes' if well else 'is-wait', 'li'):
        ui.icon('o_check' if well else 'o_hourglass_empty')
        Text('span', sentence)


def marked(fault: Fault) -> None:
    """The text with its suspicious words marked; a reader hears them as marked, too."""
    with box('kb-reading__fault', 'p'):
        at = 0
        for start, end in (*fault.marks, (len(fault.text), len(fault.text))):
            if start > at:
                Text('span', fault.text[at:start])
            if end > start:
                Text('mark', fault.text[start:end])
            at = end
