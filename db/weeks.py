"""Calendar weeks as the café counts them: ISO 8601, Monday to Sunday in Europe/Berlin."""
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from db.clock import BERLIN, today
from db.errors import Refused
from db.i18n import _


@dataclass(frozen=True)
class Week:
    year: int
    number: int

    @property
    def name(self) -> str:
        """'2026-W47'."""
        return f'{self.year}-W{self.number:02d}'

    @property
    def monday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def start(self) -> datetime:
        """UTC; a week with a change of the clock is an hour longer or shorter (R8)."""
        return datetime.combine(self.monday, time.min, BERLIN).astimezone(UTC)

    @property
    def end(self) -> datetime:
        """The first moment after the week, UTC."""
        return self.shifted(1).start

    def shifted(self, weeks: int) -> 'Week':
        return of(self.monday + timedelta(weeks=weeks))

    @property
    def span(self) -> str:
        """'16.11.–22.11.2026'."""
        sunday = self.monday + timedelta(days=6)
        return f'{self.monday:%d.%m.}–{sunday:%d.%m.%Y}'


def of(day: date) -> Week:
    year, number, __ = day.isocalendar()
    return Week(year, number)


def current(now: datetime) -> Week:
    return of(today(now))


def usual(now: datetime) -> Week:
    """The week somebody means without saying so: yesterday's. On a Monday that is the one just over."""
    return of(today(now) - timedelta(days=1))


def parse(text: str) -> Week:
    """'2026-W47' or '2026-47'. Raises `Refused` with a sentence."""
    found = re.fullmatch(r'(\d{4})-?W?(\d{1,2})', text.strip(), re.IGNORECASE)
    if found:
        try:
            week = Week(int(found[1]), int(found[2]))
            if 1990 <= week.year <= 2200 and week.monday:
                return week
        except ValueError:
            pass
    raise Refused(_('Diese Woche gibt es nicht. Beispiel: 2026-W47.'), 'week')
