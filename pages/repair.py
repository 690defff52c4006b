"""One repair: where it stands, whose it is, what is known, what has happened, and the next step.

The parts are in repair_step.py, repair_person.py and repair_facts.py. Each draws itself once and then shows the
newest `RepairView`, changing only what differs: whoever types here keeps text and focus whatever others save.
"""
from asyncio import Lock
from dataclasses import dataclass

from nicegui import ui

from db import fields, numbers, repairs, settings
from db.clock import utc_now
from db.errors import Unknown
from db.events import Changed
from db.fields import Column
from db.i18n import _
from db.repairs import RepairView, TeamMember
from db.who import may
from pages import guard, live
from pages.bridge import in_store
from pages.repair_facts import Facts, History
from pages.repair_person import PersonBox, Responsible
from pages.repair_step import NextStep, Title
from pages.theme import Text, box, head
from pages.today_counter import OpenByNumber, suggest

TABLES = {'repair', 'person', 'membership', 'setting'}
GRACE = ('setting', 'grace_minutes')   # the sentence about what happens to the data names it


@dataclass(frozen=True)
class Drawn:
    """What is read once, for the parts that do not follow what others do."""
    columns: tuple[Column, ...]
    places: tuple[str, ...]


async def build(number: str) -> None:
    try:
        await Screen(number).open()
    except Unknown:
        unknown(await in_store(repairs.meant, number))


class Screen:
    """The whole screen of one repair and what it shows at the moment."""

    def __init__(self, number: str) -> None:
        self.number = number
        self.view: RepairView | None = None
        self.reading = Lock()   # one look after the other: no answer overtakes a newer one
        live.watch(TABLES, self.changed)   # before the first look: what is saved from then on appears

    async def open(self) -> None:
        """Raises `Unknown` when there is no such repair."""
        async with self.reading:
            code = numbers.read_code(self.number)
            view, team = await in_store(seen, code.number or code.token or '')
            if view.number != self.number:   # by token, without dashes, in another case: one address per repair
                ui.navigate.to(f'/r/{view.number}')
                return
            self.draw(view, await in_store(drawn_once))
            self.show(view, team)

    def draw(self, view: RepairView, once: Drawn) -> None:
        if may(guard.viewer(), 'lists'):
            ui.link(_('Reparaturen'), '/reparaturen').classes('kb-small kb-only-wide kb-back')
        self.title = Title(view)
        with box('kb-two'):
            self.step = NextStep(view.number, self.refresh)
            with box('kb-stack', 'aside', aria_label=_('Person und Zuständigkeit')):
                self.person = PersonBox(view.number, self.refresh)
                self.responsible = Responsible(view.number, self.refresh)
            with box('kb-stack'):
                self.facts = Facts(view, once.columns, once.places, self.refresh)
                self.history = History()

    async def changed(self, changed: Changed) -> None:
        async with self.reading:   # while the screen is built nobody knows yet whose repair this is
            concerned = self.view is not None and concerns(self.view, changed)
        if concerned:
            await self.refresh()

    async def refresh(self) -> None:
        async with self.reading:
            self.show(*await in_store(seen, self.number))

    def show(self, view: RepairView, team: list[TeamMember]) -> None:
        self.view = view
        for part in (self.title, self.step, self.person, self.facts, self.history):
            part.show(view)
        self.responsible.show(view, team)


def concerns(view: RepairView, changed: Changed) -> bool:
    person = view.person and ('person', view.person.public_id)
    return 'membership' in changed.tables or bool(changed.rows & {('repair', view.number), person, GRACE})


def seen(number: str) -> tuple[RepairView, list[TeamMember]]:
    return repairs.read(number, utc_now()), repairs.team()


def drawn_once() -> Drawn:
    return Drawn(settings.with_categories(fields.columns('repair', 'detail')), settings.read().places)


def unknown(meant: tuple[str, ...]) -> None:
    """No such repair: say so, offer what was probably meant, and a field to type it again."""
    head(_('Diese Nummer gibt es nicht'), _('Vielleicht ist eine Ziffer verrutscht.'))
    with box('kb-stack'):
        if meant:
            suggest(box('kb-meant'), meant)
        with box(tag='section'):
            Text('h2', _('Noch einmal versuchen'))
            OpenByNumber()
