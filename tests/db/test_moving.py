"""Moving a repair along: only along the ways of the rule table, with a line of history for each step."""
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path

import pytest

from db import handover, repairs
from db.errors import Conflict, Refused, Unknown
from db.events import on_change
from db.models import Repair
from db.retention import run_due
from db.who import COMMAND_LINE, Who
from db.words import NEXT, REASONS, Outcome, State
from tests.db.stories import drop_off, joins, leaves, nameless, owner, row_counts, rows

# The shortest way to each state, so that every pair can be tried.
WAY = {State.ACCEPTED: (), State.WORKING: (State.WORKING,), State.WAITING: (State.WAITING,),
       State.READY: (State.READY,),
       State.UNCOLLECTED: (State.READY, State.UNCOLLECTED)}


def brought_to(state: State, who: Who, now: datetime) -> str:
    number = drop_off(who, now).number
    for step in WAY.get(state, ()):
        repairs.move(number, step, who, now)
    if state is State.COLLECTED:
        handover.hand_back(number, who, now)
    return number


def state_of(number: str) -> str:
    return str(rows('SELECT state FROM repair WHERE number = ?', number)[0][0])


# ---- the ways --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(('here', 'there'), list(product(State, State)))
def test_only_the_ways_of_the_table_are_open(store: Path, mira: Who, now: datetime, here: State, there: State) -> None:
    number = brought_to(here, mira, now)
    steps = rows('SELECT count(*) FROM repair_state')
    if there is here or (there in NEXT[here] and there is not State.COLLECTED):
        repairs.move(number, there, mira, now)
        assert state_of(number) == there
        assert rows('SELECT count(*) FROM repair_state')[0][0] - steps[0][0] == (there is not here)
    else:
        with pytest.raises(Refused, match='geht es nicht zu'):
            repairs.move(number, there, mira, now)
        assert state_of(number) == here
        assert rows('SELECT count(*) FROM repair_state') == steps


@pytest.mark.parametrize('state', State)
def test_the_buttons_come_from_the_same_table(store: Path, mira: Who, now: datetime, state: State) -> None:
    assert repairs.read(brought_to(state, mira, now), now).next_states == NEXT[state]


def test_abgeholt_is_reachable_from_every_open_state() -> None:
    assert all(State.COLLECTED in ways for state, ways in NEXT.items() if state is not State.COLLECTED)
    assert NEXT[State.COLLECTED] == ()


# ---- what is remembered ----------------------------------------------------------------------------------------------
def test_the_history_tells_who_did_what_the_newest_first(store: Path, tresen: Who, mira: Who, now: datetime) -> None:
    number = drop_off(tresen, now).number
    repairs.move(number, State.WORKING, mira, now + timedelta(days=1))
    repairs.move(number, State.READY, COMMAND_LINE, now + timedelta(days=2))
    assert [(line.who, line.text, line.at) for line in repairs.read(number, now).history] == [
        ('Befehlszeile', 'fertig', now + timedelta(days=2)), ('Mira', 'in Arbeit', now + timedelta(days=1)),
        ('Tresen', 'angenommen', now)]


def test_a_double_tap_makes_one_step(store: Path, mira: Who, now: datetime) -> None:
    number = drop_off(mira, now).number
    repairs.move(number, State.WORKING, mira, now)
    before = row_counts()
    repairs.move(number, State.WORKING, mira, now + timedelta(seconds=1))
    assert row_counts() == before


def test_ready_since_counts_from_the_first_time_until_it_goes_back_to_work(
        store: Path, mira: Who, now: datetime) -> None:
    number = drop_off(mira, now).number
    repairs.move(number, State.READY, mira, now)
    repairs.move(number, State.UNCOLLECTED, mira, now + timedelta(days=40))
    repairs.move(number, State.READY, mira, now + timedelta(days=41))
    assert repairs.read(number, now).ready_at == now
    repairs.move(number, State.WORKING, mira, now + timedelta(days=42))
    assert repairs.read(number, now).ready_at is None
    repairs.move(number, State.READY, mira, now + timedelta(days=43))
    assert repairs.read(number, now).ready_at == now + timedelta(days=43)


def test_other_screens_are_told_of_the_repair_and_its_person(store: Path, mira: Who, now: datetime) -> None:
    number = drop_off(mira, now).number
    heard = []
    stop = on_change(heard.append)
    repairs.move(number, State.WORKING, mira, now)
    stop()
    assert [(changed.rows, changed.by) for changed in heard] == [
        ({('repair', number), ('person', owner(number, now))}, 'Mira')]


# ---- what came of it -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(('outcome', 'reason'), [(outcome, reason) for outcome in Outcome
                                                 for reason in ('', *REASONS.get(outcome, ()))])
def test_outcome_and_reason_are_kept(store: Path, mira: Who, now: datetime, outcome: Outcome, reason: str) -> None:
    number = drop_off(mira, now).number
    repairs.move(number, State.READY, mira, now, outcome, reason)
    view = repairs.read(number, now)
    assert (view.outcome, view.reason) == (outcome, reason)


@pytest.mark.parametrize('reason', ['Ersatzteil zu teuer', 'erfunden', 'vertagt'])
def test_a_reason_belongs_to_its_outcome(store: Path, mira: Who, now: datetime, reason: str) -> None:
    number = drop_off(mira, now).number
    with pytest.raises(Refused, match='passt nicht zu') as refusal:
        repairs.move(number, State.READY, mira, now, Outcome.FIXED, reason)
    assert refusal.value.field == 'reason'
    assert state_of(number) == 'angenommen'


def test_an_outcome_can_be_said_and_changed_at_any_time(store: Path, mira: Who, now: datetime) -> None:
    number = drop_off(mira, now).number
    repairs.set_outcome(number, Outcome.END_OF_LIFE, 'Abnutzung zu groß', mira, now)
    handover.hand_back(number, mira, now)
    assert repairs.read(number, now).outcome is Outcome.END_OF_LIFE
    repairs.set_outcome(number, Outcome.FIXED, '', mira, now)
    view = repairs.read(number, now)
    assert (view.outcome, view.reason, view.state) == (Outcome.FIXED, '', State.COLLECTED)


# ---- who looks after it ----------------------------------------------------------------------------------------------
def test_somebody_of_the_team_takes_it_over_and_gives_it_back(store: Path, mira: Who, now: datetime) -> None:
    joins(mira, now)
    number = drop_off(mira, now).number
    (joerg,) = repairs.team()
    repairs.assign(number, joerg.membership_id, mira, now)
    view = repairs.read(number, now)
    assert (view.responsible, view.responsible_initials) == ('Jörg R.', 'JR')
    repairs.assign(number, None, mira, now)
    assert repairs.read(number, now).responsible == ''


@pytest.mark.parametrize('keep', [True, False])
def test_somebody_who_left_cannot_take_it_over(store: Path, mira: Who, now: datetime, keep: bool) -> None:
    person = joins(mira, now)
    (joerg,) = repairs.team()
    number = drop_off(mira, now).number
    leaves(person, mira, now, keep)
    with pytest.raises(Refused) as refusal:
        repairs.assign(number, joerg.membership_id, mira, now)
    assert refusal.value.field == 'responsible'
    assert repairs.team() == []


# ---- details ---------------------------------------------------------------------------------------------------------
def test_details_are_saved_and_nothing_else(store: Path, mira: Who, now: datetime) -> None:
    number = drop_off(mira, now).number
    version = repairs.read(number, now).version
    repairs.save(number, version, {'finding': 'Feder gebrochen', 'place': 'Regal 2', 'state': 'abgeholt', 'number': '1',
                                   'token': 'x', 'person': None}, mira, now)
    view = repairs.read(number, now)
    assert (view.finding, view.place, view.state, view.number) == ('Feder gebrochen', 'Regal 2', 'angenommen', number)
    assert view.person is not None


def test_whoever_saves_second_is_asked_to_look_again(store: Path, mira: Who, tresen: Who, now: datetime) -> None:
    number = drop_off(mira, now).number
    version = repairs.read(number, now).version
    assert repairs.save(number, version, {'note': 'Mira war hier'}, mira, now) == version + 1
    with pytest.raises(Conflict, match='gerade von jemand anderem geändert'):
        repairs.save(number, version, {'note': 'Tresen war hier'}, tresen, now)
    assert repairs.read(number, now).note == 'Mira war hier'


def test_saving_what_is_there_already_changes_nothing(store: Path, mira: Who, now: datetime) -> None:
    number = drop_off(mira, now, brand='Krups').number
    before, version = row_counts(), repairs.read(number, now).version
    assert repairs.save(number, version, {'brand': 'Krups'}, mira, now) == version
    assert row_counts() == before


def test_an_item_keeps_a_name(store: Path, mira: Who, now: datetime) -> None:
    number = nameless(mira, now).number
    with pytest.raises(Refused) as refusal:
        repairs.save(number, 1, {'item': ''}, mira, now)
    assert refusal.value.field == 'item'
    assert Repair.get().item == 'Radio'


@pytest.mark.parametrize('number', ['26-0417-7', 'Quatsch', ''])
def test_nothing_can_be_done_with_a_repair_that_is_not_there(
        store: Path, mira: Who, now: datetime, number: str) -> None:
    for verb in (lambda: repairs.move(number, State.WORKING, mira, now),
                 lambda: repairs.assign(number, None, mira, now),
                 lambda: repairs.save(number, 1, {}, mira, now), lambda: handover.hand_back(number, mira, now),
                 lambda: repairs.set_outcome(number, Outcome.FIXED, '', mira, now),
                 lambda: handover.undo(number, mira, now)):
        with pytest.raises(Unknown):
            verb()


def test_d4_nobody_becomes_responsible_for_what_is_closed(store: Path, anja: Who, now: datetime) -> None:
    joins(anja, now)
    number = drop_off(anja, now).number
    handover.hand_back(number, anja, now)
    run_due(now + timedelta(hours=1))
    (member,) = repairs.team()
    with pytest.raises(Refused, match='abgeschlossen'):
        repairs.assign(number, member.membership_id, anja, now)


@pytest.mark.parametrize('membership', [0, -1, 2**63, 2**70])
def test_r11_a_member_that_cannot_be_is_refused(store: Path, anja: Who, now: datetime, membership: int) -> None:
    with pytest.raises(Refused, match='im Team'):
        repairs.assign(nameless(anja, now).number, membership, anja, now)
