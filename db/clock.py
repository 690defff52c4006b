"""Moments are UTC in the store and Europe/Berlin on screens and paper (R8)."""
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo('Europe/Berlin')
WEEKDAYS = ('Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag')


def utc_now() -> datetime:
    """This moment, in whole seconds: what the store can hold."""
    return datetime.now(UTC).replace(microsecond=0)


def local(moment: datetime) -> datetime:
    return moment.astimezone(BERLIN)


def today(now: datetime) -> date:
    """The calendar day in the café."""
    return local(now).date()


def show_date(day: date | datetime | None) -> str:
    if day is None:
        return ''
    if isinstance(day, datetime):
        day = local(day).date()
    return f'{day:%d.%m.%Y}'


def show_time(moment: datetime) -> str:
    return f'{local(moment):%H:%M}'


def show_moment(moment: datetime | None) -> str:
    return f'{local(moment):%d.%m.%Y, %H:%M}' if moment else ''


def show_when(moment: datetime, now: datetime) -> str:
    """'um 15:40', and 'am 24.11.2026 um 00:15' where that is another day."""
    if today(moment) == today(now):
        return f'um {show_time(moment)}'
    return f'am {show_date(moment)} um {show_time(moment)}'


def show_weekday(moment: datetime) -> str:
    return WEEKDAYS[local(moment).weekday()]


def days_between(earlier: datetime, later: datetime) -> int:
    """Calendar days in the café, so that yesterday evening is one day ago."""
    return (local(later).date() - local(earlier).date()).days
