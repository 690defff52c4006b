"""R8: the two nights in which the clock is changed. The store knows only UTC, so each of them has 24 real hours."""
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from db import accounts, backup, figures, handover, keeping, repairs, retention, sessions
from db.clock import days_between, local, show_time, show_when, today
from db.store import close_store, open_store
from db.weeks import current
from db.who import Who
from db.words import State
from tests.db.stories import count, drop_off, nameless, rows
from tests.personas import PASSWORDS

AUTUMN = datetime(2026, 10, 25, 1, 0, tzinfo=UTC)   # 3:00 is 2:00 once more
SPRING = datetime(2027, 3, 28, 1, 0, tzinfo=UTC)    # 2:00 is 3:00
NIGHTS = pytest.mark.parametrize('change', [AUTUMN, SPRING], ids=['autumn', 'spring'])
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def test_these_are_the_nights() -> None:
    assert [show_time(AUTUMN - MINUTE), show_time(AUTUMN)] == ['02:59', '02:00']
    assert [show_time(SPRING - MINUTE), show_time(SPRING)] == ['01:59', '03:00']


@NIGHTS
def test_d4_half_an_hour_of_grace_is_half_an_hour(store: Path, tresen: Who, change: datetime) -> None:
    for offset in range(-90, 100, 10):
        now = change + offset * MINUTE
        number = drop_off(tresen, now).number
        handover.hand_back(number, tresen, now)
        assert retention.run_due(now + 29 * MINUTE).erased == 0
        assert count('person') == 1
        assert retention.run_due(now + 30 * MINUTE).erased == 1
        assert count('person') == 0


@NIGHTS
def test_what_happened_stays_in_its_order(store: Path, mira: Who, change: datetime) -> None:
    """Also in the hour that there is twice."""
    number = nameless(mira, change - 50 * MINUTE).number
    for offset, state in ((-30, State.WORKING), (-10, State.WAITING), (10, State.WORKING), (40, State.READY)):
        repairs.move(number, state, mira, change + offset * MINUTE)
    told = [line.text for line in repairs.read(number, change + HOUR).history]
    assert told == [State.READY, State.WORKING, State.WAITING, State.WORKING, State.ACCEPTED]


@NIGHTS
def test_the_week_of_the_night_counts_everything_once(store: Path, tresen: Who, change: datetime) -> None:
    week = current(change)
    moments = [week.start, change - HOUR, change - MINUTE, change, change + 59 * MINUTE, week.end - MINUTE]
    for moment in moments:
        nameless(tresen, moment)
    nameless(tresen, week.start - MINUTE)
    nameless(tresen, week.end)
    assert figures.week(week.end + HOUR, week.name).accepted[0] == len(moments)
    assert (week.end - week.start) in (timedelta(hours=167), timedelta(hours=169))


@NIGHTS
def test_r4_there_is_a_backup_for_each_day(store: Path, change: datetime) -> None:
    """One for each day in the café, those of 23 and of 25 hours among them, and it is made at its first look."""
    close = [change + hours * HOUR for hours in range(-36, 37)]
    for moment in close:
        keeping.daily(moment)
    made = [found.at for found in backup.found(store / backup.FOLDER)]
    days = {today(moment) for moment in close}
    assert len(days) in {4, 5}
    assert made == sorted((next(moment for moment in close if today(moment) == day) for day in days), reverse=True)


@NIGHTS
def test_s8_a_session_runs_for_half_an_hour(store: Path, change: datetime) -> None:
    for offset in (-70, -40, -20, 0, 20):
        now = change + offset * MINUTE
        token = accounts.log_in('Mira', PASSWORDS['mira'], '::1', now).token
        assert sessions.session(token, now + 30 * MINUTE, slide=False) is not None
        assert sessions.session(token, now + 31 * MINUTE, slide=False) is None


@NIGHTS
def test_days_are_calendar_days(change: datetime) -> None:
    evening = change.replace(hour=0) - 4 * HOUR
    assert days_between(evening, change) == 1
    assert days_between(change - HOUR, change + HOUR) == 0
    assert days_between(change, change + timedelta(days=1)) == 1


def test_a_promise_names_the_clock_on_the_wall() -> None:
    assert show_when(SPRING + 20 * MINUTE, SPRING - 10 * MINUTE) == 'um 03:20'
    assert show_when(AUTUMN + 20 * MINUTE, AUTUMN - 10 * MINUTE) == 'um 02:20'
    assert local(AUTUMN - HOUR).utcoffset() != local(AUTUMN).utcoffset()


@NIGHTS
def test_reopened_that_night_nothing_is_missing(store: Path, tresen: Who, change: datetime) -> None:
    numbers = {nameless(tresen, change + offset * MINUTE).number for offset in range(-60, 61, 15)}
    close_store()
    open_store(store)
    assert {number for (number,) in rows('SELECT number FROM repair')} == numbers
