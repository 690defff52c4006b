"""How many repairs are in which state: one line of large numbers, each the way to its list."""
from nicegui import ui

from db.figures import Today
from db.i18n import _
from db.words import OPEN, State
from pages.theme import ICONS, Text, box


class Strip:
    def __init__(self, *, links: bool) -> None:
        self.links = links
        self.numbers: dict[State, Text] = {}
        with box('kb-strip', 'nav' if links else 'section', aria_label=_('Offene Reparaturen nach Stand')):
            with self._cell('/kundinnen'):
                self.open = Text('span', '', 'kb-strip__n')
                Text('span', _('offen, davon'), 'kb-strip__w')
            self.cells = {state: self._state(state) for state in OPEN}

    def _cell(self, to: str) -> ui.element:
        return ui.link(target=to) if self.links else box()

    def _state(self, state: State) -> ui.element:
        with self._cell(f'/reparaturen?stand={state.key}') as cell:
            self.numbers[state] = Text('span', '', 'kb-strip__n')
            with box('kb-strip__w', 'span'):
                ui.icon(ICONS[state.key])
                Text('span', state.value)
        return cell

    def show(self, day: Today) -> None:
        self.open.set_text(str(day.open))
        for state, number in self.numbers.items():
            number.set_text(str(day.counts.get(state.key, 0)))
        # a state that is rare and never good news shows only when there is one
        self.cells[State.UNCOLLECTED].set_visibility(bool(day.counts.get(State.UNCOLLECTED.key)))
