"""One repair: where it stands, whose it is, what is known, what has happened, and the next step.

The parts are in repair_step.py, repair_person.py and repair_facts.py. Each draws itself once and then shows the
newest `RepairView`, changing only what differs: whoever types here keeps text and focus whatever others save.
"""
from nicegui import ui

from db import numbers, repairs, settings
from db.clock import utc_now
from db.errors import Unknown
from db.events import Changed
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

TABLES = {'repair', 'person', 'membership'}


async def build(number: str) -> None:
    code = numbers.read_code(number)
    try:
        view = await in_store(repairs.read, code.number or code.token or '', utc_now())
    except Unknown:
        unknown(await in_store(repairs.meant, number))
        return
    if view.number != number:   # by token, without dashes, in another case: one address per repair
        ui.navigate.to(f'/r/{view.number}')
        return
    cafe = await in_store(settings.read)
    Screen(view, await in_store(repairs.team), cafe.places).stay_current()


class Screen:
    """The whole screen of one repair and what it shows at the moment."""

    def __init__(self, view: RepairView, team: list[TeamMember], places: tuple[str, ...]) -> None:
        self.number = view.number
        self.view = view
        if may(guard.viewer(), 'lists'):
            ui.link(_('Reparaturen'), '/reparaturen').classes('kb-small kb-only-wide kb-back')
        self.title = Title(view)
        with box('kb-two'):
            self.step = NextStep(view.number, self.refresh)
            with box('kb-stack', 'aside', aria_label=_('Person und Zuständigkeit')):
                self.person = PersonBox(view.number, self.refresh)
                self.responsible = Responsible(view.number, self.refresh)
            with box('kb-stack'):
                self.facts = Facts(view, places, self.refresh)
                self.history = History()
        self.show(view, team)

    def stay_current(self) -> None:
        live.watch(TABLES, self.changed)

    async def changed(self, changed: Changed) -> None:
        person = self.view.person and ('person', self.view.person.public_id)
        if 'membership' in changed.tables or changed.rows & {('repair', self.number), person}:
            await self.refresh()

    async def refresh(self) -> None:
        self.show(await in_store(repairs.read, self.number, utc_now()), await in_store(repairs.team))

    def show(self, view: RepairView, team: list[TeamMember]) -> None:
        self.view = view
        for part in (self.title, self.step, self.person, self.facts, self.history):
            part.show(view)
        self.responsible.show(view, team)


def unknown(meant: tuple[str, ...]) -> None:
    """No such repair: say so, offer what was probably meant, and a field to type it again."""
    head(_('Diese Nummer gibt es nicht'), _('Vielleicht ist eine Ziffer verrutscht.'))
    with box('kb-stack'):
        if meant:
            suggest(box('kb-meant'), meant)
        with box(tag='section'):
            Text('h2', _('Noch einmal versuchen'))
            OpenByNumber()
