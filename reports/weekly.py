"""The weekly overview: one page that says how the café stands and what is to be done. No phone number is on it."""
from db.i18n import _
from reports import charts, signs, todo
from reports.inks import ACCENT, ACCENT_SOFT, INK, SOFT_INK
from reports.paper import MM, Sheet
from reports.summary import number, open_tasks, sentences
from reports.typeset import Font, fit, led, wrap
from reports.values import (
    Change,
    StateAges,
    TaskGroup,
    TaskLine,
    WaitingLine,
    WeekCount,
    WeeklyValues,
)

__all__ = ['Change', 'StateAges', 'TaskGroup', 'TaskLine', 'WaitingLine', 'WeekCount', 'WeeklyValues', 'weekly']

_LEFT = 17 * MM
_WIDTH = 176 * MM
_BOTTOM = 281 * MM
_SECTION = Font(14, bold=True)


def weekly(values: WeeklyValues) -> bytes:
    """The PDF: one page, whatever the week was like."""
    sheet = Sheet(210 * MM, 297 * MM, title=_('Wochenübersicht {week}').format(week=values.week))
    top = _title(sheet, values)
    top = charts.key_figures(sheet, values, _LEFT, top, _WIDTH) + 4.5 * MM
    top = sheet.led(led(_('Kurz gesagt:'), sentences(values), Font(11, leading=1.35), _WIDTH, 4), _LEFT, top, INK)
    top = _charts(sheet, values, top + 6 * MM)
    if open_tasks(values):
        top = _tasks(sheet, values, top)
    elif values.looks_ahead and not values.waiting:
        top = _all_done(sheet, top)
    if values.waiting:
        _waiting(sheet, values, top)
    _foot(sheet, values)
    return sheet.bytes()


def _title(sheet: Sheet, values: WeeklyValues) -> float:
    sheet.fill(0, 0, sheet.width, 2.2 * MM, ACCENT)
    title = wrap(_('Wochenübersicht {week}').format(week=values.week), Font(22, bold=True), _WIDTH)
    base = 19 * MM
    sheet.text(title, _LEFT, base - title.font.base, INK)
    room = _WIDTH - title.width - 8 * MM
    about = wrap(' · '.join(part for part in (values.cafe_name, values.span) if part), Font(11), room, 1)
    if not about.whole:  # a long name stands above the dates
        name = fit(values.cafe_name, Font(10), room, most=2, smallest=7)
        about = fit(values.span, Font(10), room)
        sheet.text(name, _LEFT + _WIDTH, base - about.font.base - name.height, SOFT_INK, 'right')
    sheet.text(about, _LEFT + _WIDTH, base - about.font.base, SOFT_INK, 'right')
    return base + 5.5 * MM


def _charts(sheet: Sheet, values: WeeklyValues, top: float) -> float:
    """Both side by side; one alone takes the left place; none takes no place."""
    half = (_WIDTH - 10 * MM) / 2
    left, end = _LEFT, top
    if any(state.total for state in values.states):
        end = charts.ages(sheet, values.states, left, top, half)
        left += half + 10 * MM
    if any(week.accepted or week.collected for week in values.weeks):
        end = max(end, charts.weeks(sheet, values.weeks, left, top, half, end - top - 12 * MM))
    return end + 6 * MM if end > top else top


def _tasks(sheet: Sheet, values: WeeklyValues, top: float) -> float:
    top = sheet.text(wrap(_('Das ist zu tun'), _SECTION, _WIDTH), _LEFT, top, INK) + 2 * MM
    reserved = 0.0
    if values.waiting:  # the list below keeps room for its first lines
        reserved = _SECTION.line + 10 * MM + todo.waiting_height(min(len(values.waiting), 4))
    return todo.tasks(sheet, values.tasks, _LEFT, top, _WIDTH, _BOTTOM - top - reserved) + 7 * MM


def _waiting(sheet: Sheet, values: WeeklyValues, top: float) -> None:
    title = _('Fertig, aber nicht abgeholt (länger als 4 Wochen) · {n}') if all(
        line.has_day for line in values.waiting) else _(
        'Fertig, aber nicht abgeholt (länger als 4 Wochen oder Tag unbekannt) · {n}')
    title = title.format(n=number(len(values.waiting) + values.waiting_more))
    top = sheet.text(fit(title, _SECTION, _WIDTH), _LEFT, top, INK) + 2 * MM
    todo.waiting(sheet, values.waiting, values.waiting_more, _LEFT, top, _WIDTH, _BOTTOM - top)


def _all_done(sheet: Sheet, top: float) -> float:
    height = 16 * MM
    sheet.fill(_LEFT, top, _WIDTH, height, ACCENT_SOFT, radius=1.6 * MM)
    signs.tick(sheet, _LEFT + 6 * MM, top + (height - 14) / 2, 14, ACCENT)
    text = _('Nichts zu tun: Keine Aufgabe ist offen, und nichts wartet zu lange auf Abholung.')
    words = fit(text, Font(11), _WIDTH - 18 * MM)
    sheet.text(words, _LEFT + 15 * MM, top + (height - words.height) / 2, INK)
    return top + height


def _foot(sheet: Sheet, values: WeeklyValues) -> None:
    top = 285 * MM
    words = _('Vertraulich: enthält Namen. Nach dem Abarbeiten vernichten. Stand {stamp}').format(stamp=values.stamp)
    page = wrap(_('Seite {n}').format(n=1), Font(8), _WIDTH)
    sheet.text(page, _LEFT + _WIDTH, top, SOFT_INK, 'right')
    sheet.text(fit(words, Font(8), _WIDTH - page.width - 5 * MM, smallest=6), _LEFT, top, SOFT_INK)
