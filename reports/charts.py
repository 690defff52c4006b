"""The weekly page's figures: five numbers, how long things have been here, what came and what went."""
from collections.abc import Sequence

from reportlab.lib.colors import Color

from db.i18n import _
from reports.inks import ACCEPTED, AGES, COLLECTED, DANGER, INK, LINE, PALE, SOFT_INK, WHITE
from reports.letters import HARD_SPACE
from reports.paper import MM, Sheet
from reports.summary import number
from reports.typeset import Font, fit, wrap
from reports.values import Change, StateAges, WeekCount, WeeklyValues

_SMALL = Font(8)
_LABEL = Font(8.5)
_COUNT = Font(8, bold=True)
_HEADING = Font(11, bold=True)


# ---- five numbers --------------------------------------------------------------------------------------------------

def key_figures(sheet: Sheet, values: WeeklyValues, left: float, top: float, width: float) -> float:
    figures: list[tuple[str, Change | None, bool]] = [
        (_('Angenommen'), values.accepted, False), (_('Abgeholt'), values.collected, False),
        (_('Offen'), values.open, True), (_('Abholung überfällig'), values.overdue, True),
        (_('Repariert, 8 Wochen'), values.repaired, False)]
    gap = 2.5 * MM
    box = (width - gap * (len(figures) - 1)) / len(figures)
    for i, (label, change, more_is_bad) in enumerate(figures):
        unit = HARD_SPACE + '%' if i == len(figures) - 1 else ''
        _figure(sheet, label, change, unit, more_is_bad, left + i * (box + gap), top, box)
    return top + _FIGURE_HEIGHT


_FIGURE_HEIGHT = 19 * MM


def _figure(sheet: Sheet, label: str, change: Change | None, unit: str, more_is_bad: bool, left: float, top: float,
            width: float) -> None:
    sheet.fill(left, top, width, _FIGURE_HEIGHT, PALE, radius=1.6 * MM)
    left, width = left + 3 * MM, width - 5 * MM
    sheet.text(fit(label, _LABEL, width, smallest=6), left, top + 2.2 * MM, SOFT_INK)
    top += 2.2 * MM + _LABEL.line + 1.4 * MM
    value = number(change.now) + unit if change else '–'
    top = sheet.figures(fit(value, Font(22, bold=True), width), left, top, INK) + 1.6 * MM
    if change is None or change.before is None:
        return
    more = change.now - change.before
    text = _('wie Vorwoche')
    if more:
        text = _('{sign} {n} zur Vorwoche').format(sign='▲' if more > 0 else '▼', n=number(abs(more)))
    worse = more_is_bad and more > 0
    sheet.text(fit(text, Font(8, bold=worse), width, smallest=5), left, top, DANGER if worse else SOFT_INK)


# ---- open repairs by state and age ---------------------------------------------------------------------------------

def ages(sheet: Sheet, states: Sequence[StateAges], left: float, top: float, width: float) -> float:
    shown = [state for state in states if state.total]
    legend = [_('bis 7 Tage'), '8–30', '31–90', _('über 90')]
    top = _heading(sheet, _('Offene Reparaturen nach Stand und Alter'), list(zip(AGES, legend, strict=True)),
                   left, top, width)
    start = left + 33 * MM
    most = max(state.total for state in shown)
    total = wrap(number(most), _COUNT, width)
    scale = (left + width - start - total.width - 2 * MM) / most
    for state in shown:
        label = fit(state.state, _LABEL, 31 * MM, smallest=6)
        sheet.text(label, start - 2 * MM, top + (_BAR - label.height) / 2, INK, 'right')
        _bar(sheet, state, start, top, scale)
        top += _BAR + 2.4 * MM
    dayless = sum(state.dayless for state in shown)
    if dayless:
        words = fit(_('{n} ohne bekannten Tag').format(n=number(dayless)), _SMALL, width, smallest=6)
        sheet.fill(left, top + 1.6, 7, 7, LINE)
        top = sheet.text(words, left + 9.5, top, SOFT_INK) + 1 * MM
    return top


_BAR = 5.6 * MM


def _bar(sheet: Sheet, state: StateAges, left: float, top: float, scale: float) -> None:
    count_top = top + (_BAR - _COUNT.line) / 2
    for i, (count, ink) in enumerate(zip((*state.counts, state.dayless), (*AGES, LINE), strict=True)):
        width = count * scale
        if width:
            sheet.fill(left, top, max(width - 0.6, 0.5), _BAR, ink)
        label = wrap(number(count), _COUNT, 20 * MM)
        if label.width + 2 < width:
            sheet.text(label, left + width / 2, count_top, WHITE if i in (2, 3) else INK, 'centre')
        left += width
    sheet.text(wrap(number(state.total), _COUNT, 20 * MM), left + 1.5 * MM, count_top, INK)


# ---- came and went -------------------------------------------------------------------------------------------------

def weeks(sheet: Sheet, counts: Sequence[WeekCount], left: float, top: float, width: float, height: float) -> float:
    legend = [(ACCEPTED, _('angenommen')), (COLLECTED, _('abgeholt'))]
    top = _heading(sheet, _('Angenommen und abgeholt, {n} Wochen').format(n=len(counts)), legend, left, top, width)
    floor = top + max(height, 24 * MM) - 4.5 * MM
    most = max(max(week.accepted, week.collected) for week in counts)
    scale = (floor - top - _COUNT.line) / most
    pitch = width / len(counts)
    bar = min(pitch * 0.4, 8 * MM)
    size = min(fit(number(n), Font(7.5, bold=True), bar + 0.6, smallest=4).font.size
               for week in counts for n in (week.accepted, week.collected))
    for i, week in enumerate(counts):
        last = i == len(counts) - 1
        middle = left + (i + 0.5) * pitch
        for side, count, ink in ((-1, week.accepted, ACCEPTED), (1, week.collected, COLLECTED)):
            at = middle + side * (bar + 0.4) / 2
            sheet.fill(at - bar / 2, floor - count * scale, bar, count * scale, ink)
            label = wrap(number(count), Font(size, bold=last), pitch)
            sheet.text(label, at, floor - count * scale - label.height, INK if last else SOFT_INK, 'centre')
        sheet.text(fit(week.label, Font(7.5, bold=last), pitch, smallest=5), middle, floor + 1 * MM,
                   INK if last else SOFT_INK, 'centre')
    sheet.rule(left, floor, left + width, 0.6, LINE)
    return floor + 4.5 * MM


def _heading(sheet: Sheet, text: str, legend: Sequence[tuple[Color, str]], left: float, top: float,
             width: float) -> float:
    top = sheet.text(fit(text, _HEADING, width, smallest=8), left, top, INK) + 1.2 * MM
    for ink, word in legend:
        label = wrap(word, _SMALL, width)
        sheet.fill(left, top + 1.6, 7, 7, ink)
        sheet.text(label, left + 9.5, top, SOFT_INK)
        left += 9.5 + label.width + 4 * MM
    return top + _SMALL.line + 2 * MM
