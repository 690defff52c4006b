"""What is to be done after reading the weekly page: lists to tick off, each repair with the code that opens it."""
from collections.abc import Sequence
from dataclasses import dataclass

from db.i18n import _
from reports import qr, signs
from reports.inks import ACCENT, DANGER, INK, LINE, SOFT_INK
from reports.paper import MM, Sheet
from reports.summary import number
from reports.typeset import Block, Font, Led, fit, led, wrap
from reports.values import TaskGroup, TaskLine, WaitingLine

_TITLE = Font(10.5, bold=True)
_HINT = Font(8.5)
_LINE = Font(9, leading=1.3)
_CODE = 10 * MM  # a code of 25 modules: 0.4 mm each
_CELL = 12.4 * MM  # leaves four modules of white between two codes
_INDENT = 4 * MM  # behind the coloured rule
_BETWEEN = 4 * MM
_COLUMNS = 2
_GUTTER = 8 * MM


# ---- tasks ---------------------------------------------------------------------------------------------------------

@dataclass(frozen=True)
class _Group:
    """One group, measured."""
    heading: Led
    hint: Block
    lines: tuple[Led, ...]
    cells: tuple[TaskLine, ...]
    more: Block

    @property
    def height(self) -> float:
        lines = sum(line.height for line in self.lines)
        return self.heading.height + self.hint.height + lines + _depth(self.cells) + self.more.height


def tasks(sheet: Sheet, groups: Sequence[TaskGroup], left: float, top: float, width: float, room: float) -> float:
    """All groups in two columns. When the room is short, each shows fewer lines and says how many more there are."""
    column = (width - _GUTTER) / _COLUMNS
    groups = [group for group in groups if group.lines or group.more]
    for most in (10, 8, 6, 4, 2, 1, 0):
        placed = _placed([_measured(group, column - _INDENT, most) for group in groups])
        if all(start + group.height <= room for group, _place, start in placed):
            break
    deepest = top
    for group, place, start in placed:
        if start + group.height <= room:  # more groups than a page can hold: the summary has counted them all
            _draw(sheet, group, left + place * (column + _GUTTER), top + start, column)
            deepest = max(deepest, top + start + group.height)
    return deepest


def _measured(group: TaskGroup, width: float, most: int) -> _Group:
    shown = group.lines[:most]
    more = group.more + len(group.lines) - len(shown)
    count = number(len(group.lines) + group.more)
    return _Group(
        heading=led(group.title, f'· {count}', _TITLE, width, 1),
        hint=wrap(group.hint, _HINT, width, 2),
        lines=tuple(led(line.lead, line.text, _LINE, width - _TICK, 2) for line in shown if not line.code),
        cells=tuple(line for line in shown if line.code),
        more=wrap(_('… und {n} weitere').format(n=number(more)) if shown and more else '', _HINT, width))


def _placed(groups: Sequence[_Group]) -> list[tuple[_Group, int, float]]:
    """Each group in turn below the shorter column: (group, column, start)."""
    depths = [0.0] * _COLUMNS
    placed = []
    for group in groups:
        place = depths.index(min(depths))
        placed.append((group, place, depths[place]))
        depths[place] += group.height + _BETWEEN
    return placed


def _draw(sheet: Sheet, group: _Group, left: float, top: float, width: float) -> None:
    sheet.fill(left, top, 1.6, group.height, ACCENT)
    left, width = left + _INDENT, width - _INDENT
    top = sheet.led(group.heading, left, top, INK)
    top = sheet.text(group.hint, left, top, SOFT_INK)
    for line in group.lines:
        _box(sheet, left, top, line.body.font)
        top = sheet.led(line, left + _TICK, top, INK)
    for i, cell in enumerate(group.cells):
        _cell(sheet, cell, left + i % _COLUMNS * width / _COLUMNS, top + i // _COLUMNS * _CELL, width / _COLUMNS)
    sheet.text(group.more, left, top + _depth(group.cells), SOFT_INK)


_TICK = 4 * MM


def _depth(cells: Sequence[TaskLine]) -> float:
    return -(-len(cells) // _COLUMNS) * _CELL + (1 * MM if cells else 0)


def _box(sheet: Sheet, left: float, top: float, font: Font) -> None:
    signs.empty_box(sheet, left, top + (font.line - 8) / 2, 8, SOFT_INK)


def _cell(sheet: Sheet, line: TaskLine, left: float, top: float, width: float) -> None:
    """A repair: its code, its number, two lines of words."""
    beside = _code(sheet, line.code, left, top + 1.7 * MM)
    left, width = left + beside, width - beside - 2 * MM
    number_font = Font(9, bold=True)
    _box(sheet, left, top + 1.2 * MM, number_font)
    top = sheet.text(fit(line.lead, number_font, width - _TICK, smallest=6), left + _TICK, top + 1.2 * MM, INK)
    sheet.text(wrap(line.text, Font(8, leading=1.15), width, 2), left, top, INK)


def _code(sheet: Sheet, data: str, left: float, top: float) -> float:
    """The code and how far to its right the words begin."""
    modules = qr.matrix(data)
    if modules is None:
        return 0
    qr.draw(sheet.canvas, modules, left, sheet.height - top, _CODE)
    return _CODE + qr.quiet(modules, _CODE) + 0.5 * MM


# ---- ready, and not picked up --------------------------------------------------------------------------------------

def waiting_height(lines: int) -> float:
    return -(-lines // _COLUMNS) * _ROW


def waiting(sheet: Sheet, lines: Sequence[WaitingLine], more: int, left: float, top: float, width: float,
            room: float) -> float:
    """As many as fit, longest first, down the left column and then down the right one."""
    fitting = int(room / _ROW) * _COLUMNS
    if len(lines) > fitting or more:
        fitting = int((room - _HINT.line) / _ROW) * _COLUMNS
    shown = lines[:fitting]
    more += len(lines) - len(shown)
    column = (width - _GUTTER) / _COLUMNS
    depth = -(-len(shown) // _COLUMNS)
    for i, line in enumerate(shown):
        place, row = divmod(i, depth)
        _row(sheet, line, left + place * (column + _GUTTER), top + row * _ROW, column)
    top += depth * _ROW
    if more:
        words = _('… und {n} weitere: in der App unter „Reparaturen“').format(n=number(more))
        top = sheet.text(wrap(words, _HINT, width), left, top + 0.8 * MM, SOFT_INK)
    return top


_ROW = 13 * MM
_DAYS_WIDTH = 40 * MM


def _row(sheet: Sheet, line: WaitingLine, left: float, top: float, width: float) -> None:
    sheet.rule(left, top, left + width, 0.6, LINE)
    waits = _days(sheet, line, left + width, top + 2 * MM)
    beside = _code(sheet, line.code, left, top + 1.5 * MM)
    left, width = left + beside, width - beside - waits - 3 * MM
    top = sheet.led(led(line.number, line.item, Font(10), width, 1), left, top + 2.2 * MM, INK)
    said = _('{who}, fertig seit {date}') if line.has_day else _('{who}, fertig schon vor dem {date}')
    words = said.format(who=line.who, date=line.since)
    sheet.text(fit(words, Font(9), width, smallest=7), left, top + 0.4 * MM, SOFT_INK)


def _days(sheet: Sheet, line: WaitingLine, right: float, top: float) -> float:
    """How long it waits, at the edge, and „?“ where nobody knows. Returns how wide that is."""
    days = wrap(number(line.days) if line.has_day else '?', Font(13, bold=True), _DAYS_WIDTH)
    unit = wrap(_('Tag') if line.has_day and line.days == 1 else _('Tage'), Font(8), _DAYS_WIDTH)
    sheet.text(days, right, top, DANGER if line.has_day else SOFT_INK, 'right')
    sheet.text(unit, right, top + days.height * 0.92, SOFT_INK, 'right')
    return max(days.width, unit.width)
