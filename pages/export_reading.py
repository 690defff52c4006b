"""Open repair data on Austausch: the file, and the quick list of texts to read before they may go out.

Nobody's name shall be published by accident: a text goes out when somebody has read it, and what looks like a name or
a number is marked.
"""
from collections.abc import Awaitable, Callable
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
        self.looks = 0
        self.texts: dict[str, OneText] = {}
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
        if self.texts:
            counts = await live.read_once(ords.counts)
            self.show_facts(counts)
            self.offer_more(counts.open)
        else:
            await self.look()

    async def look(self) -> None:
        self.looks += 1
        mine = self.looks
        counts = await live.read_once(ords.counts)
        faults = await in_store(ords.to_read, AT_ONCE) if self.opened else ()
        if mine != self.looks:
            return      # another look has begun meanwhile: drawn twice, a text would go under somebody's finger
        self.show_facts(counts)
        self.start.set_visibility(bool(counts.open) and not self.opened)
        self.list.clear()
        if self.opened:
            with self.list:
                self.show(faults)
            self.offer_more(counts.open)

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

    def show(self, faults: tuple[Fault, ...]) -> None:
        """What has been read stays where it is until somebody asks for more: otherwise the next text would slide
        under a finger that taps twice."""
        self.texts = {}
        self.finished = Text('p', _('Alles gelesen. Danke!'), 'kb-mute').props('role=status')
        if not faults:
            return
        with box('kb-reading__rows', 'ul', aria_label=_('Texte zum Durchsehen')):
            self.texts = {fault.number: OneText(fault, self.judge) for fault in faults}
        every, more = guard.act('exchange')(self.release_all), guard.act('exchange')(lambda _who: self.look())
        with box('kb-does'):
            self.all = button('', 'fill', icon='o_done_all', on_click=lambda: every())
            self.more = button('', 'soft', icon='o_expand_more', on_click=lambda: more())

    def offer_more(self, waiting: int) -> None:
        """`waiting`: unread texts there are by now, those on the screen among them."""
        unread = [one for one in self.texts.values() if one.verdict is Review.OPEN]
        clean = [one for one in unread if not one.fault.marks]
        self.finished.set_visibility(not unread and waiting == 0)
        if self.texts:
            self.all.set_text(_('Alle ohne Markierung freigeben ({n})').format(n=len(clean)))
            self.all.set_visibility(bool(clean))
            self.more.set_text(_('Weitere zeigen ({n})').format(n=waiting - len(unread)))
            self.more.set_visibility(waiting > len(unread))

    async def release_all(self, who: Who) -> None:
        await self.judge([one for one in self.texts.values() if one.verdict is Review.OPEN and not one.fault.marks],
                         Review.RELEASED, who)

    async def judge(self, texts: list['OneText'], verdict: Review, who: Who) -> None:
        read = {one.fault.number: one.fault.text for one in texts}
        if await in_store(ords.review, read, verdict, who, utc_now()) < len(read):
            say(_('Ein Text wurde gerade geändert. Bitte noch einmal lesen.'))
            await self.look()
            return
        for one in texts:
            if self.texts.get(one.fault.number) is one:   # else somebody has gone on meanwhile
                one.show(verdict)
        counts = await live.read_once(ords.counts)
        self.show_facts(counts)
        self.offer_more(counts.open)


class OneText:
    """A text to read, and below a judgement the way back."""

    def __init__(self, fault: Fault, judge: Callable[[list['OneText'], Review, Who], Awaitable[None]]) -> None:
        self.fault, self.verdict = fault, Review.OPEN
        self.judge = {verdict: guard.act('exchange')(partial(judge, [self], verdict)) for verdict in Review}
        with box('kb-reading__row', 'li'):
            with box('kb-reading__text'):
                ui.link(f'{fault.item} · {fault.number}', f'/r/{fault.number}').classes('kb-small kb-mute')
                marked(fault)
            self.acts = box('kb-reading__acts')
        self.show(Review.OPEN)

    def show(self, verdict: Review) -> None:
        was, self.verdict, number = self.verdict, verdict, self.fault.number
        self.acts.clear()
        with self.acts:
            if verdict is not Review.OPEN:
                word = _('freigegeben') if verdict is Review.RELEASED else _('bleibt hier')
                Text('p', word, 'kb-reading__done').props('role=status')
                focus(self.offer(Review.OPEN, _('Rückgängig'), 'quiet', _('Rückgängig: {n}').format(n=number)))
                return
            first = self.offer(Review.RELEASED, _('Freigeben'), 'soft', _('Freigeben: {n}').format(n=number))
            self.offer(Review.WITHHELD, _('Behalten'), 'quiet', _('Behalten: {n}').format(n=number))
            if was is not Review.OPEN:
                focus(first)

    def offer(self, verdict: Review, word: str, kind: str, name: str) -> ui.button:
        judge = self.judge[verdict]
        return button(word, kind, name=name, on_click=lambda: judge())


def focus(made: ui.button) -> None:
    """The button that was pressed is gone with what it did; whoever pressed it with a key goes on here."""
    made.client.run_javascript(f'if (document.activeElement === document.body) '
                               f'setTimeout(() => document.getElementById("{made.html_id}")?.focus(), 50)')


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
