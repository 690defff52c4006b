"""Numbers for Heute and the weekly overview agree with a count over what really happened."""
import random
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from db import figures, handover, members, people, repairs, todo, weeks
from db.clock import BERLIN, local
from db.errors import Refused
from db.retention import run_due
from db.weeks import Week
from db.who import COMMAND_LINE, Who
from db.words import NEXT, Outcome, Purpose, State
from tests.db.stories import drop_off, joins, leaves, looked_at, nameless, rows
from tests.once import filled_once
from tests.personas import NOW, given, persona

START = NOW - timedelta(weeks=11)
DAY = timedelta(days=1)


def history(who: Who) -> None:
    """Eleven weeks of a café: items come, move along, go; at odd hours, so that midnights and Sundays are hit."""
    chance = random.Random(2026)
    moment, here = START, []
    while moment < NOW:
        moment += timedelta(minutes=chance.randrange(30, 1800))
        if moment >= NOW:
            break
        if chance.random() < 0.35 or not here:
            ticket = (nameless(who, moment) if chance.random() < 0.3 else
                      drop_off(who, moment, later=chance.random() < 0.5, first_name=f'N{len(here)}',
                               phone=f'0351 1{len(here)}000'))
            here.append(ticket.number)
            continue
        number = chance.choice(here)
        state = chance.choice(NEXT[repairs.read(number, moment).state])
        outcome = chance.choice((None, *Outcome))
        if state is State.COLLECTED:
            handover.hand_back(number, who, moment, outcome)
            here.remove(number)
        else:
            repairs.move(number, state, who, moment, outcome)


@pytest.fixture(scope='module')
def written(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled_once(tmp_path_factory, 'weeks', template, lambda: history(persona('Mira')))[0]


@pytest.fixture
def eleven_weeks(written: Path, tmp_path: Path) -> Iterator[Path]:
    yield from looked_at(shutil.copytree(written, tmp_path / 'data'))


# ---- counted by hand -------------------------------------------------------------------------------------------------
def moment(text: str) -> datetime:
    return datetime.strptime(text, '%Y-%m-%dT%H:%M:%SZ').replace(tzinfo=UTC)


def came() -> dict[int, datetime]:
    return {row: moment(at) for row, at in rows('SELECT id, received_at FROM repair')}


def moves() -> list[tuple[int, str, datetime]]:
    made = rows('SELECT repair_id, state, at FROM repair_state ORDER BY id')
    return [(row, state, moment(at)) for row, state, at in made]


def state_at(when: datetime) -> dict[int, str]:
    """The state of every repair in the house at a moment."""
    found = {row: state for row, state, at in moves() if at < when}
    return {row: state for row, state in found.items() if state != State.COLLECTED}


def in_week(when: datetime, week: Week) -> bool:
    year, number, __ = local(when).isocalendar()
    return (year, number) == (week.year, week.number)


def went_in(week: Week) -> int:
    return sum(state == State.COLLECTED and in_week(at, week) for __, state, at in moves())


LAST_WEEKS = [weeks.of(date(2026, 11, 23)).shifted(-back) for back in range(10)]


@pytest.mark.parametrize('week', LAST_WEEKS, ids=lambda week: week.name)
def test_a_week_agrees_with_a_count(eleven_weeks: Path, now: datetime, week: Week) -> None:
    found, before = figures.week(now, week.name), week.shifted(-1)
    end, end_before = min(week.end, now), min(before.end, now)
    assert found.accepted == tuple(sum(in_week(at, one) for at in came().values()) for one in (week, before))
    assert found.collected == (went_in(week), went_in(before))
    assert found.open == (len(state_at(end)), len(state_at(end_before)))
    assert {state: sum(groups) for state, groups in found.ages.items()} == {
        state: list(state_at(end).values()).count(state.value) for state in State if state is not State.COLLECTED}
    assert found.ready == sum(found.ages[State.READY])


@pytest.mark.parametrize('week', LAST_WEEKS[:4], ids=lambda week: week.name)
def test_ages_are_days_of_the_calendar(eleven_weeks: Path, now: datetime, week: Week) -> None:
    end, started = min(week.end, now), came()
    groups = [0, 0, 0, 0]
    for row in state_at(end):
        days = (local(end).date() - local(started[row]).date()).days
        groups[(days > 7) + (days > 30) + (days > 90)] += 1
    found = figures.week(now, week.name).ages.values()
    assert [sum(one[group] for one in found) for group in range(4)] == groups


def test_ages_a_week_a_month_a_quarter(store: Path, mira: Who, now: datetime) -> None:
    for days in (0, 7, 8, 30, 31, 90, 91, 400):
        nameless(mira, now - days * DAY)
    assert figures.week(now, '2026-W48').ages[State.ACCEPTED] == (2, 2, 2, 2)


@pytest.mark.parametrize('week', LAST_WEEKS, ids=lambda week: week.name)
def test_repaired_is_a_share_of_what_was_handed_back_with_a_known_outcome(
        eleven_weeks: Path, now: datetime, week: Week) -> None:
    since = week.shifted(-7).start
    collected = rows('SELECT outcome, collected_at FROM repair WHERE collected_at IS NOT NULL')
    outcomes = [outcome for outcome, at in collected
                if since <= moment(at) < week.end and outcome not in ('', 'unbekannt')]
    expected = round(100 * outcomes.count('repariert') / len(outcomes)) if outcomes else None
    assert figures.week(now, week.name).repaired[0] == expected


def test_heute_agrees_with_a_count(eleven_weeks: Path, now: datetime) -> None:
    today = figures.today(now)
    states = [state for (state,) in rows("SELECT state FROM repair WHERE state <> 'abgeholt'")]
    assert today.open == len(states) == len(state_at(now))
    assert today.counts == {state.key: states.count(state.value) for state in State if state is not State.COLLECTED}
    assert len(set(states)) >= 4, 'the story is rich enough'
    assert [(bar.number, bar.came, bar.went) for bar in today.weeks] == [
        (week.number, sum(in_week(at, week) for at in came().values()), went_in(week))
        for week in reversed(LAST_WEEKS[:8])]
    assert sum(bar.went for bar in today.weeks) > 10


def test_the_lists_of_heute_agree_with_a_count(eleven_weeks: Path, now: datetime) -> None:
    today = figures.today(now)
    late = f'{now - 28 * DAY:%Y-%m-%dT%H:%M:%SZ}'
    for group, condition in (
            (today.uncollected,
             f"state IN ('fertig', 'nicht abgeholt') AND person_id IS NOT NULL AND ready_at <= '{late}'"),
            (today.nameless, "state = 'fertig' AND person_id IS NULL"),
            (today.unassigned,
             "state IN ('angenommen', 'in Arbeit', 'wartet auf Ersatzteil') AND responsible_id IS NULL")):
        expected = {number for (number,) in rows(f'SELECT number FROM repair WHERE {condition}')}
        assert group.total == len(expected)
        assert {row.number for row in group.rows} <= expected
        assert len(group.rows) == min(10, len(expected))
        assert [row.since for row in group.rows] == sorted(row.since for row in group.rows), 'the longest first'


def test_s9_the_counter_gets_numbers_and_no_names(eleven_weeks: Path, now: datetime) -> None:
    full, counter = figures.today(now), figures.today(now, lists=False)
    assert (counter.open, counter.counts) == (full.open, full.counts)
    assert not any((counter.uncollected.rows, counter.nameless.rows, counter.unassigned.rows, counter.due.rows,
                    counter.messenger.rows, counter.feed))


# ---- weeks -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(('name', 'hours'), [('2026-W13', 167), ('2026-W43', 169), ('2026-W47', 168),
                                             ('2026-W53', 168)])
def test_r8_a_week_with_a_change_of_the_clock_is_an_hour_longer_or_shorter(name: str, hours: int) -> None:
    week = weeks.parse(name)
    assert week.end - week.start == timedelta(hours=hours)
    assert week.start.astimezone(BERLIN).strftime('%A %H:%M') == 'Monday 00:00'


@pytest.mark.parametrize(('name', 'span'), [('2026-W47', '16.11.–22.11.2026'), ('2026-W53', '28.12.–03.01.2027'),
                                            ('2027-W01', '04.01.–10.01.2027')])
def test_how_a_week_is_called(name: str, span: str) -> None:
    assert (weeks.parse(name).name, weeks.parse(name).span) == (name, span)


@pytest.mark.parametrize(('typed', 'name'), [('2026-W47', '2026-W47'), ('2026-47', '2026-W47'), ('2026w7', '2026-W07'),
                                             (' 2026-W47 ', '2026-W47')])
def test_a_week_as_it_is_typed(typed: str, name: str) -> None:
    assert weeks.parse(typed).name == name


@pytest.mark.parametrize('typed', ['', '47', '2026-W54', '2026-W00', '2027-W53', '1900-W01', '9999-W01', '2026-W',
                                   'W47', '2026-11-23',
                                   '\x00', '２０２６-W47 x'])
def test_r11_a_week_that_does_not_exist(store: Path, now: datetime, typed: str) -> None:
    with pytest.raises(Refused, match='Diese Woche gibt es nicht'):
        weeks.parse(typed)


@pytest.mark.parametrize(('when', 'name'), [
    (datetime(2026, 11, 23, 8, tzinfo=UTC), '2026-W47'),    # Monday: the week just over
    (datetime(2026, 11, 24, 8, tzinfo=UTC), '2026-W48'),
    (datetime(2026, 11, 22, 22, 59, tzinfo=UTC), '2026-W47'),
    (datetime(2026, 11, 22, 23, 1, tzinfo=UTC), '2026-W47'),   # already Monday in Berlin
    (datetime(2027, 1, 4, 8, tzinfo=UTC), '2026-W53')])
def test_the_week_somebody_means_without_saying_so(store: Path, when: datetime, name: str) -> None:
    assert figures.week(when).week.name == name


@pytest.mark.parametrize(('when', 'name'), [
    (datetime(2026, 11, 22, 22, 59, 59, tzinfo=UTC), '2026-W47'),
    (datetime(2026, 11, 22, 23, 0, tzinfo=UTC), '2026-W48'),
    (datetime(2026, 3, 29, 21, 59, 59, tzinfo=UTC), '2026-W13'), (datetime(2026, 3, 29, 22, 0, tzinfo=UTC), '2026-W14'),
    (datetime(2026, 10, 25, 22, 59, 59, tzinfo=UTC), '2026-W43'),
    (datetime(2026, 10, 25, 23, 0, tzinfo=UTC), '2026-W44')])
def test_r8_a_drop_off_belongs_to_the_week_in_berlin(store: Path, mira: Who, when: datetime, name: str) -> None:
    nameless(mira, when)
    assert figures.week(when + 30 * DAY, name).accepted[0] == 1
    beside = [figures.week(when + 30 * DAY, weeks.parse(name).shifted(shift).name) for shift in (-1, 1)]
    assert [week.accepted[0] for week in beside] == [0, 0]


def test_a_quiet_week_is_all_noughts(store: Path, now: datetime) -> None:
    quiet = figures.week(now, '2026-W47')
    assert (quiet.accepted, quiet.collected, quiet.open, quiet.overdue, quiet.repaired, quiet.ready) == (
        (0, 0), (0, 0), (0, 0), (0, 0), (None, None), 0)
    assert set(quiet.ages.values()) == {(0, 0, 0, 0)}
    assert figures.today(now).open == 0


# ---- what was open then ----------------------------------------------------------------------------------------------
def test_what_was_open_then_stays_so_afterwards(store: Path, mira: Who, now: datetime) -> None:
    number = drop_off(mira, now - 14 * DAY).number
    before = figures.week(now, '2026-W47').open
    handover.hand_back(number, mira, now)
    run_due(now + DAY)
    assert figures.week(now + DAY, '2026-W47').open == before == (1, 1)
    assert figures.open_at(now + DAY) == 0


def test_what_is_taken_back_was_never_handed_back(store: Path, mira: Who, now: datetime) -> None:
    number = drop_off(mira, now - 7 * DAY).number
    handover.hand_back(number, mira, now)
    assert figures.week(now + DAY, '2026-W48').collected == (1, 0)
    handover.undo(number, mira, now)
    assert figures.week(now + DAY, '2026-W48').collected == (0, 0)
    assert figures.open_at(now + DAY) == 1


# ---- single lines ----------------------------------------------------------------------------------------------------
def test_the_feed_says_what_just_happened_and_names_no_customer(
        store: Path, tresen: Who, mira: Who, now: datetime) -> None:
    number = drop_off(tresen, now).number
    repairs.move(number, State.READY, mira, now + timedelta(minutes=1))
    handover.hand_back(number, COMMAND_LINE, now + timedelta(minutes=2))
    assert [(line.who, line.text, line.href) for line in figures.today(now).feed] == [
        ('Befehlszeile', f'hat {number} herausgegeben', f'/r/{number}'),
        ('Mira', f'hat {number} auf „fertig“ gesetzt', f'/r/{number}'),
        ('Tresen', f'hat {number} angenommen', f'/r/{number}')]
    for _ in range(9):
        nameless(mira, now)
    assert len(figures.today(now).feed) == 6


def test_ready_and_not_picked_up_for_longer_than_four_weeks(store: Path, mira: Who, now: datetime) -> None:
    for days in (28, 27, 60):
        number = drop_off(mira, now - 90 * DAY, first_name=f'Nr {days}', phone='0351 1234567', place='Regal 3').number
        repairs.move(number, State.READY, mira, now - days * DAY)
    repairs.move(number, State.UNCOLLECTED, mira, now - 30 * DAY)
    found = figures.today(now).uncollected
    assert [(row.short, row.days, row.late, row.phone_link, row.place) for row in found.rows] == [
        ('Nr 60', 60, True, 'tel:03511234567', 'Regal 3'), ('Nr 28', 28, False, 'tel:03511234567', 'Regal 3')]
    assert found.total == 2


def test_a_new_cafe_and_one_that_is_not(store: Path, mira: Who, now: datetime) -> None:
    assert (figures.today(now).people, figures.today(now).repairs) == (0, 0)
    leaves(joins(mira, now), mira, now, keep=True)
    members.give_messenger(joins(mira, now), 'mündlich', mira, now)
    people.add('former_customer', {'first_name': 'Emine'}, given(Purpose.FORMER), mira, now)
    nameless(mira, now)
    today = figures.today(now)
    assert today.people > 0
    assert today.repairs == 1
    assert today.messenger.total == 1
    assert todo.nameless(now).total == 0, 'not ready yet'


def test_a_nameless_item_nobody_fetches_stays_on_its_list(store: Path, mira: Who, now: datetime) -> None:
    number = nameless(mira, now).number
    repairs.move(number, State.READY, mira, now)
    repairs.move(number, State.UNCOLLECTED, mira, now)
    assert [row.number for row in todo.nameless(now).rows] == [number]


def test_a_week_that_is_over_keeps_its_figures(store: Path, mira: Who, now: datetime) -> None:
    """What was overdue then stays so, although it went back to work or was fetched since."""
    then = now - timedelta(weeks=6)
    numbers = [nameless(mira, then).number for _ in range(3)]
    for number in numbers:
        repairs.move(number, State.READY, mira, then)
    last = weeks.usual(now).shifted(-1).name
    before = figures.week(now, last).overdue
    assert before == (3, 0)
    repairs.move(numbers[0], State.WORKING, mira, now)
    repairs.move(numbers[1], State.UNCOLLECTED, mira, now)
    handover.hand_back(numbers[2], mira, now)
    assert figures.week(now, last).overdue == before
    assert figures.week(now, weeks.current(now).name).overdue[0] == 1
