"""How a moment is said on a screen: near ones in words, far ones as a date."""
from datetime import datetime

from db.clock import WEEKDAYS, days_between, local, show_date, show_time
from db.i18n import _
from db.todo import TaskRow
from db.undated import UNKNOWN_DAY

MONTHS = ('Januar', 'Februar', 'März', 'April', 'Mai', 'Juni', 'Juli', 'August', 'September', 'Oktober', 'November',
          'Dezember')


def day_and_time(at: datetime, now: datetime) -> str:
    """'heute, 15:40', 'gestern, 15:40', '18.11., 17:05' and, in another year, '18.11.2025, 17:05'."""
    return f'{day(at, now)}, {show_time(at)}'


def long_date(now: datetime) -> str:
    """'Montag, 23. November 2026'."""
    day = local(now)
    return f'{WEEKDAYS[day.weekday()]}, {day.day}. {MONTHS[day.month - 1]} {day.year}'


def days(count: int) -> str:
    return _('heute') if count < 1 else _('1 Tag') if count == 1 else _('{n} Tage').format(n=count)


def since_days(count: int) -> str:
    return _('seit heute') if count < 1 else _('seit gestern') if count == 1 else _('seit {n} Tagen').format(n=count)


def waiting(row: TaskRow) -> str:
    return days(row.days) if row.has_day else UNKNOWN_DAY


def waiting_since(row: TaskRow) -> str:
    return since_days(row.days) if row.has_day else UNKNOWN_DAY


def day(at: datetime, now: datetime) -> str:
    """As `day_and_time`, of what has no hour."""
    match days_between(at, now):
        case 0:
            return _('heute')
        case 1:
            return _('gestern')
    return show_date(at) if local(at).year != local(now).year else f'{local(at):%d.%m.}'
