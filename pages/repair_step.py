"""The head of a repair and its next step: the way so far, the buttons of the rule table, what happens to the data."""
from collections.abc import Awaitable, Callable
from functools import partial

from nicegui import ui

from db import handover, repairs
from db.clock import utc_now
from db.i18n import _
from db.names import thing
from db.repairs import RepairView
from db.who import Who
from db.words import Outcome, State
from pages import guard
from pages.bridge import in_store
from pages.theme import ICONS, Text, box, button, choose, say, state

Refresh = Callable[[], Awaitable[None]]
PATH = (State.ACCEPTED, State.WORKING, State.WAITING, State.READY)
ENDED = (State.READY, State.COLLECTED, State.UNCOLLECTED)   # here the question „Wie ist es ausgegangen?“ makes sense

# the address is an attribute, so no data gets into the script
PRINT = 'async (event) => (await kontaktbuch.print(event.currentTarget.dataset.pdf)) || emit()'


class Title:
    """Number, item and state; the ticket to print."""

    def __init__(self, view: RepairView) -> None:
        pdf = f'/r/{view.number}/schein.pdf'
        with box('kb-head'):
            with box('kb-head__text'):
                Text('h1', view.number, 'kb-bignr').props('tabindex=-1')
                with box('kb-what-is'):
                    self.item = Text('span', '')
                    self.chip = box(tag='span')
            with box('kb-head__acts') as self.paper:
                to_print = button(_('Schein drucken'), 'line', icon='o_print').props(f'data-pdf={pdf}')
                to_print.on('click', not_printed, js_handler=PRINT)
                # tablets often print the page instead of the frame: then the PDF itself helps
                ui.link(_('PDF öffnen'), pdf, new_tab=True).classes('kb-open-pdf')
        self.state: State | None = None

    def show(self, view: RepairView) -> None:
        self.item.set_text(thing(view.item, view.brand))
        self.paper.set_visibility(not view.closed)
        if view.state is not self.state:
            self.state = view.state
            self.chip.clear()
            with self.chip:
                state(view.state)


def not_printed() -> None:
    say(_('Der Schein ließ sich nicht öffnen. Bitte die Seite neu laden und noch einmal versuchen.'), 'error')


class NextStep:
    """What can be done next. Every button is there from the start; the rule table says which are seen, and where."""

    def __init__(self, number: str, refresh: Refresh) -> None:
        self.number, self.refresh = number, refresh
        self.seen: tuple[State, ...] | None = None
        self.path_of: tuple[State, frozenset[State]] | None = None
        move = guard.act('repair')(self.move)
        undo = guard.act('repair')(self.undo)
        with box('kb-next', 'section'):
            self.heading = Text('h2', _('Wie geht es weiter?'), 'kb-sr').props('tabindex=-1')
            self.path = box('kb-path', 'ol')
            with box('kb-next__row') as self.row:
                self.buttons = {to: button(word_on_button(to), 'line kb-big', icon=ICONS[to.key],
                                           on_click=lambda to=to: move(to)) for to in State}
                self.back = button(_('Rückgängig'), 'fill kb-big', icon='o_undo', on_click=lambda: undo())
            with box('kb-what', role='status') as self.what:
                self.what_icon = ui.icon('o_info')
                self.promise = Text('p', '')
            self.went = Went(number, refresh)

    async def move(self, who: Who, to: State) -> None:
        if to is State.COLLECTED:
            await in_store(handover.hand_back, self.number, who, utc_now())
        else:
            await in_store(repairs.move, self.number, to, who, utc_now())
        await self.refresh()
        self.heading.run_method('focus')   # the button that had the focus is gone

    async def undo(self, who: Who) -> None:
        await in_store(handover.undo, self.number, who, utc_now())
        await self.refresh()
        self.heading.run_method('focus')

    def show(self, view: RepairView) -> None:
        self.show_path(view)
        if view.next_states != self.seen:
            self.seen = view.next_states
            self.settle()
            for to, made in self.buttons.items():
                made.set_visibility(to in view.next_states)
            for place, to in enumerate(view.next_states):
                usual, other = 'kb-fill', 'kb-line'   # the first of the table is the usual next step
                self.buttons[to].classes(add=other if place else usual, remove=usual if place else other)
                self.buttons[to].move(target_index=place)   # not by style: the keyboard follows the same order
        self.back.set_visibility(view.can_undo)
        self.what.set_visibility(bool(view.promise))
        self.what_icon.set_name('o_schedule' if view.erase_at else 'o_info')
        self.promise.set_text(view.promise)
        self.went.show(view)

    def settle(self) -> None:
        """The buttons change places: taps are not heard for a moment."""
        self.row.classes(**{'add' if len(self.seen or ()) > 3 else 'remove': 'kb-next__row--many'})
        ticks = 'kb-next__row--tick' in self.row.classes
        self.row.classes(add='kb-next__row--tock' if ticks else 'kb-next__row--tick',
                         remove='kb-next__row--tick' if ticks else 'kb-next__row--tock')

    def show_path(self, view: RepairView) -> None:
        been = view.passed
        if (view.state, been) != self.path_of:
            self.path_of = (view.state, been)
            self.path.clear()
            with self.path:
                draw_path(view.state, been)


def word_on_button(to: State) -> str:
    return _('Abgeholt') if to is State.COLLECTED else to.value


def draw_path(now: State, been: frozenset[State]) -> None:
    """The usual way; „nicht abgeholt“ stands on it only while it is so. A step that never was gets no tick."""
    steps = (*PATH, *([State.UNCOLLECTED] if now is State.UNCOLLECTED else []), State.COLLECTED)
    here = steps.index(now)
    for place, step in enumerate(steps):
        done = place < here and step in been
        css = 'is-now' if step is now else 'is-done' if done else 'is-skipped' if place < here else ''
        with box(css, 'li') as item:
            ui.icon('o_check' if done else ICONS[step.key])
            Text('span', step.value)
        if step is now:
            item.props('aria-current=step')


class Went:
    """„Wie ist es ausgegangen?“ – asked beside the next step, never in its way."""

    def __init__(self, number: str, refresh: Refresh) -> None:
        self.number, self.refresh = number, refresh
        self.reasons: dict[Outcome, tuple[str, ...]] = {}
        self.showing = False   # the widgets change because they are filled, not because somebody tapped
        with box('kb-went') as self.box:
            Text('h3', _('Wie ist es ausgegangen?')).props('id=kb-went')
            self.outcome = ui.radio([outcome.value for outcome in Outcome], on_change=self.said)
            self.outcome.classes('kb-choice').props('aria-labelledby=kb-went')
            self.reason = choose(_('Grund'), {'': _('keine Angabe')})
            self.reason.on_value_change(self.said)

    def said(self) -> Awaitable[None] | None:
        """Somebody tapped. What `show` fills in is so already: it must not be saved, least of all half of it."""
        if self.showing:
            return None
        outcome = Outcome(self.outcome.value or Outcome.UNKNOWN)
        reason = self.reason.value if self.reason.value in self.reasons.get(outcome, ()) else ''
        return guard.act('repair')(partial(self.keep, outcome, reason))()

    async def keep(self, outcome: Outcome, reason: str, who: Who) -> None:
        try:
            await in_store(repairs.set_outcome, self.number, outcome, reason, who, utc_now())
        finally:
            await self.refresh()   # a refused tap goes back to what is stored

    def show(self, view: RepairView) -> None:
        self.box.set_visibility(view.state in ENDED)
        self.showing = True
        try:
            self.fill(view)
        finally:
            self.showing = False

    def fill(self, view: RepairView) -> None:
        self.reasons = dict(view.reasons)
        if view.reason:   # stays, even if it is none of the reasons any more
            self.reasons[view.outcome] = tuple(dict.fromkeys((*view.reasons.get(view.outcome, ()), view.reason)))
        reasons = self.reasons.get(view.outcome, ())
        options = {'': _('keine Angabe')} | {reason: reason for reason in reasons}
        self.reason.set_visibility(bool(reasons))
        if options != self.reason.options or view.reason != self.reason.value:
            self.reason.set_options(options, value=view.reason)
        self.outcome.set_value(view.outcome.value)
