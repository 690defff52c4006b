"""The rows of one sheet in the preview: what the file says on the left, what would be stored on the right."""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nicegui import events, ui

from db.i18n import _
from db.importing import showing
from db.importing.assumed import Assumed
from db.importing.drafts import Result
from db.importing.showing import ShownRow, ShownSheet, Told
from db.who import Who
from pages import guard
from pages.theme import Text, box, button, choose

if TYPE_CHECKING:
    from pages.import_preview import Preview

AT_ONCE = 20
ICONS = {Result.STORED: 'o_check_circle', Result.MERGED: 'o_merge', Result.REPAIR_ONLY: 'o_build',
         Result.HELD_BACK: 'o_pan_tool', Result.NOT_DATA: 'o_remove', Result.NOT_UNDERSTOOD: 'o_help_outline'}


def counts(sheet: ShownSheet) -> None:
    """What would become of how many rows, and of how many something is assumed."""
    with box('kb-import__counts', 'ul'):
        for result, count in sheet.counts.items():
            with box(f'kb-result kb-result--{result.value}', 'li'):
                ui.icon(ICONS[result])
                Text('span', result.counted(count, to_come=True))
    if sheet.told:
        Text('p', sheet.told, 'kb-mute')


@dataclass
class Seen:
    """What somebody looks at; it outlives a redraw."""
    only: Result | Assumed | None = None
    rows: int = 0


class Rows:
    """A few rows at a time; a list may have ten thousand."""

    def __init__(self, preview: Preview, sheet: ShownSheet) -> None:
        self.preview, self.sheet, self.offset = preview, sheet, 0
        self.seen = preview.seen.setdefault(sheet.name, Seen())
        self.options: dict[str, Result | Assumed] = {one.value: one for one in sheet.counts}
        self.options |= {one.value: one for one in sheet.assumed}
        if self.seen.only is not None and self.seen.only.value not in self.options:
            self.seen.only = None
        self.asking: dict[int, ui.button] = {}      # by row
        with preview.unfolding(sheet.name, _('Zeilen ansehen')) as self.frame:
            if len(self.options) > 1:
                options = {'': _('alle'), **{one.value: one.to_come(2) for one in sheet.counts},
                           **{one.value: one.label for one in sheet.assumed}}
                now = self.seen.only.value if self.seen.only else ''
                choose(_('Nur'), options, now).on_value_change(lambda event: self.only(str(event.value)))
            self.place = box('kb-compared', 'ol')
            self.more = button(_('Mehr zeigen'), 'soft', on_click=guard.act('exchange')(lambda _who: self.add()))
        self.frame.on_value_change(guard.act('exchange')(self.open))
        self.is_drawn = bool(self.frame.value)
        if self.is_drawn:
            self.add(max(self.seen.rows, AT_ONCE))

    def open(self, _who: Who, event: events.ValueChangeEventArguments) -> None:
        if event.value and not self.is_drawn:
            self.is_drawn = True
            self.add()

    def only(self, chosen: str) -> None:
        self.seen.only, self.offset = self.options.get(chosen), 0
        self.place.clear()
        self.asking.clear()
        self.add()

    def add(self, count: int = AT_ONCE) -> None:
        if self.preview.plan is None:
            return
        rows, total = showing.rows(self.preview.plan, self.sheet.name, self.seen.only, self.offset, count)
        self.offset += len(rows)
        self.seen.rows = self.offset
        with self.place:
            for row in rows:
                self.draw(row)
        self.more.set_visibility(self.offset < total)

    def go_on(self, row: int) -> None:
        """To the row that was decided, or the next one that can be."""
        following = [one for one in self.asking if one >= row] or list(self.asking)[-1:]
        if following:
            made = self.asking[following[0]]
            made.client.run_javascript(f'document.getElementById("{made.html_id}")?.focus()')

    def draw(self, row: ShownRow) -> None:
        with box('kb-compared__one', 'li'):
            with box('kb-compared__head'):
                Text('span', _('Zeile {n}').format(n=row.row), 'kb-mute')
                with box(f'kb-result kb-result--{row.result.value}', 'span'):
                    ui.icon(ICONS[row.result])
                    Text('span', row.result.to_come())
                Text('span', row.reason)
                if (row.sheet, row.row) in self.preview.choices.rows:
                    self.asking[row.row] = button(_('Nachweis zurücknehmen'), 'quiet kb-tight', icon='o_undo',
                                                  on_click=lambda: self.preview.prove_row(row.sheet, row.row, None))
                elif row.may_decide:
                    self.asking[row.row] = button(_('Nachweis liegt vor …'), 'line kb-tight', on_click=lambda: (
                        self.preview.ask_for_row(row.sheet, row.row, row.name)))
            with box('kb-compared__both'):
                told(_('In der Datei'), row.said)
                told(_('Wird gespeichert'), row.stored, _('nichts'))


def told(title: str, parts: tuple[Told, ...], empty: str = '') -> None:
    with box('kb-compared__side'):
        Text('h6', title)
        if not parts:
            Text('p', empty, 'kb-mute')
            return
        with box('kb-pairs', 'dl'):
            for part in parts:
                Text('dt', part.label)
                with box('is-new' if part.differs else '', 'dd'):
                    if part.differs:
                        how = _('anders als bisher') if part.instead else _('anders als in der Datei')
                        ui.icon('o_edit').props(f'aria-label="{how}" role=img')
                    Text('span', part.text)
