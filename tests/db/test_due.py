"""What erases itself: also after days off, and not by the hundred when the clock is wrong (D4, D10)."""
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db import handover, people, retention, settings, todo
from db.retention import clock_doubted, confirm_clock, due_soon, run_due
from db.who import COMMAND_LINE, Who
from db.words import Purpose
from tests.db.stories import at_once, count, drop_off, owner, raw, residue, row_counts, rows
from tests.personas import given

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
TERM = timedelta(days=730)


def handed_back(who: Who, now: datetime, **person: str) -> str:
    number = drop_off(who, now, **person).number
    handover.hand_back(number, who, now)
    return number


def former(who: Who, now: datetime, name: str = 'Ünal') -> str:
    return people.add('former_customer', {'first_name': name}, given(Purpose.FORMER), who, now)


def daily(until: datetime, since: datetime) -> None:
    """The program runs every day, so that the clock is trusted."""
    while since < until:
        run_due(since)
        since += DAY * 6
    run_due(until)


# ---- after the pick-up -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize('off', [30 * MINUTE, DAY, 6 * DAY, 20 * DAY, 400 * DAY], ids=str)
def test_d4_it_happens_even_if_the_program_was_off_in_between(
        store: Path, tresen: Who, now: datetime, off: timedelta) -> None:
    run_due(now)
    handed_back(tresen, now)
    assert run_due(now + off).erased == 1
    assert count('person') == 0


def test_several_people_go_each_at_their_time(store: Path, tresen: Who, now: datetime) -> None:
    for number in range(3):
        handed_back(tresen, now + number * 10 * MINUTE, first_name=f'Nr{number}', phone=f'0351 100{number}')
    assert [run_due(now + minutes * MINUTE).erased for minutes in (29, 30, 45, 60, 90)] == [0, 1, 1, 1, 0]


def test_running_it_twice_or_from_eight_places_at_once_is_harmless(store: Path, tresen: Who, now: datetime) -> None:
    for number in range(4):
        handed_back(tresen, now, first_name=f'Zqvorname{number}', phone=f'0351 100{number}')
    at_once(lambda _: run_due(now + DAY))
    assert (count('person'), count('consent')) == (0, 0)
    before = row_counts()
    assert run_due(now + DAY).erased == 0
    assert row_counts() == before
    assert rows("SELECT count(*) FROM erasure WHERE rule = 'pick-up'") == [(4,)]
    assert residue(store, ['Zqvorname', '0351 100', '0351100']) == []


def meanwhile(patch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
    """Something happens between finding what is due and erasing it."""
    first, *others = retention.RULES

    def due(moment: datetime) -> list[int]:
        found = first.due(moment)
        patch.setattr(retention, 'RULES', (first, *others))
        happens()
        return found
    patch.setattr(retention, 'RULES', (replace(first, due=due), *others))


def test_d12_another_process_was_quicker(
        store: Path, tresen: Who, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    handed_back(tresen, now)
    meanwhile(monkeypatch, lambda: run_due(now + DAY))
    assert run_due(now + DAY).erased == 0
    assert count('erasure') == 1


def test_d4_somebody_tapped_undo_just_then(
        store: Path, tresen: Who, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    number = handed_back(tresen, now)
    meanwhile(monkeypatch, lambda: handover.undo(number, tresen, now + 29 * MINUTE))
    assert run_due(now + 30 * MINUTE).erased == 0
    assert people.read(owner(number, now)).sheets == ('kundinnen',)


def test_the_report_says_what_was_done(store: Path, tresen: Who, now: datetime) -> None:
    handed_back(tresen, now)
    assert run_due(now + DAY) == retention.DueRun(erased=1, waiting=0, clean=True)
    assert run_due(now + DAY) == retention.DueRun(erased=0, waiting=0, clean=True)


# ---- the term of two years -------------------------------------------------------------------------------------------
def test_d10_whoever_is_kept_goes_after_two_years(store: Path, mira: Who, now: datetime) -> None:
    former(mira, now)
    daily(now + TERM - MINUTE, now)
    assert count('person') == 1
    assert run_due(now + TERM).erased == 1
    assert count('person') == 0
    assert rows('SELECT rule FROM erasure') == [('term',)]


def test_d10_with_something_here_they_stay_until_it_is_picked_up(store: Path, mira: Who, now: datetime) -> None:
    person = former(mira, now)
    later = now + TERM - DAY
    daily(later, now)
    number = drop_off(mira, later, person=person).number
    run_due(now + TERM)
    assert people.read(person).purposes == {Purpose.REPAIR}
    assert rows("SELECT ended_because FROM consent WHERE purpose = 'former'") == [('expired',)]
    handover.hand_back(number, mira, now + TERM)
    run_due(now + TERM + DAY)
    assert count('person') == 0


def test_d10_it_is_announced_a_month_before(store: Path, mira: Who, now: datetime) -> None:
    person = former(mira, now)
    former(mira, now + 40 * DAY, 'Später')
    assert due_soon(now + TERM - 31 * DAY) == ((), 0)
    (line,), many = due_soon(now + TERM - 30 * DAY)
    assert many == 1
    assert (line.title, line.detail, line.href, line.late) == (
        'Ünal', 'Frist endet am 22.11.2028', f'/ehemalige?person={person}', False)
    assert due_soon(now + TERM)[0][0].late
    assert [row.title for row in todo.due(now + TERM - 30 * DAY).rows] == ['Ünal']


# ---- the clock -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize('jump', [8 * DAY, 800 * DAY, -1 * DAY, -400 * DAY], ids=str)
def test_d10_after_a_jump_of_the_clock_nobody_goes_by_term(
        store: Path, mira: Who, now: datetime, jump: timedelta) -> None:
    moment = now + TERM + 500 * DAY
    for number in range(5):
        former(mira, now, f'Nr{number}')
    rows("INSERT INTO setting VALUES ('last_due_run', ?)",
         f'{{"at": "{moment:%Y-%m-%dT%H:%M:%SZ}", "doubt": false}}')
    run = run_due(moment + jump)
    assert (run.erased, run.waiting) == (0, 5)
    assert clock_doubted()
    assert count('person') == 5
    assert run_due(moment + jump + DAY).waiting == 5, 'the doubt stays until somebody looks'
    confirm_clock(mira, moment + jump + DAY)
    assert not clock_doubted()
    assert run_due(moment + jump + 2 * DAY).erased == 5


def test_d10_after_a_jump_pick_ups_are_still_erased(store: Path, mira: Who, now: datetime) -> None:
    run_due(now)
    handed_back(mira, now)
    assert run_due(now + 9 * DAY).erased == 1
    assert clock_doubted()


def test_d10_a_week_of_holidays_is_no_jump(store: Path, mira: Who, now: datetime) -> None:
    former(mira, now - TERM - DAY)
    rows("INSERT INTO setting VALUES ('last_due_run', ?)", f'{{"at": "{now:%Y-%m-%dT%H:%M:%SZ}", "doubt": false}}')
    assert run_due(now + 7 * DAY).erased == 1


def test_r8_what_was_handed_back_while_the_clock_was_ahead_does_not_stay_for_years(
        store: Path, mira: Who, now: datetime) -> None:
    for number in range(2):
        handed_back(mira, now + 3650 * DAY, first_name=f'Nr{number}', phone=f'0351 100{number}')
    both = handed_back(mira, now + 3650 * DAY)
    handover.hand_back(drop_off(mira, now, item='Radio').number, mira, now + 3651 * DAY)
    assert owner(both, now)
    assert run_due(now).erased == 4
    assert (count('person'), rows('SELECT DISTINCT erase_at, token FROM repair')) == (0, [(None, None)])


@pytest.mark.parametrize('minutes', [1, 30, 119, 120])
def test_d4_the_longest_grace_is_waited_for(store: Path, anja: Who, now: datetime, minutes: int) -> None:
    settings.save({'grace_minutes': str(minutes)}, anja, now)
    handed_back(anja, now)
    assert run_due(now).erased == 0
    assert run_due(now + minutes * MINUTE).erased == 1


def test_r8_while_the_clock_is_in_doubt_a_person_says_which_moment_was_wrong(
        store: Path, anja: Who, now: datetime) -> None:
    """A year behind now, or a year ahead then: both look the same, and only in one case the grace is over."""
    run_due(now)
    handed_back(anja, now)
    behind = now - 365 * DAY
    assert (run_due(behind).waiting, count('person')) == (1, 1)
    confirm_clock(anja, behind)
    assert run_due(behind).erased == 1


def test_r8_a_correction_of_seconds_is_no_jump(store: Path, mira: Who, now: datetime) -> None:
    """The clock of a computer is set right all the time, and two threads do not ask in order."""
    run_due(now)
    run_due(now - timedelta(seconds=2))
    assert not clock_doubted()


def test_a_first_run_has_no_doubt(store: Path, mira: Who, now: datetime) -> None:
    former(mira, now - TERM)
    assert run_due(now).erased == 1
    assert not clock_doubted()


def test_confirming_tells_the_other_screens_who_did_it(store: Path, anja: Who, now: datetime) -> None:
    run_due(now)
    run_due(now + 30 * DAY)
    confirm_clock(anja, now + 30 * DAY)
    assert run_due(now + 30 * DAY, COMMAND_LINE).waiting == 0


# ---- Heute -----------------------------------------------------------------------------------------------------------
def test_heute_says_what_goes_next(store: Path, tresen: Who, now: datetime) -> None:
    number = handed_back(tresen, now)
    (row,) = todo.due(now).rows
    assert (row.title, row.short, row.detail, row.href, row.late) == (
        f'{number}: Kontaktdaten', 'Şeyma W.', 'werden am 23.11.2026 um 14:35 gelöscht', f'/r/{number}', False)
    assert todo.due(now + DAY).rows[0].late
    run_due(now + DAY)
    assert todo.due(now + DAY).total == 0


def test_somebody_back_in_time_keeps_their_name(store: Path, tresen: Who, now: datetime) -> None:
    """Late erasing must not hit a person who brought something new in the meantime."""
    seyma = owner(handed_back(tresen, now), now)
    drop_off(tresen, now + 2 * DAY, item='Radio')
    run_due(now + 3 * DAY)
    assert people.read(seyma).sheets == ('kundinnen',)


def test_d5_waiting_for_a_reader_the_log_does_not_grow(store: Path, anja: Who, now: datetime) -> None:
    """A forgotten window of another tool must not fill the disk."""
    seyma = owner(drop_off(anja, now).number, now)
    reader = raw(store)
    reader.execute('BEGIN')
    reader.execute('SELECT * FROM person').fetchall()
    handover.withdraw(seyma, None, anja, now)
    log = store / 'kontaktbuch.sqlite-wal'
    assert not run_due(now).clean   # and has noted when it ran
    before = log.stat().st_size
    for _ in range(3):
        assert not run_due(now).clean
    assert log.stat().st_size <= before
    reader.close()
    assert run_due(now).clean
