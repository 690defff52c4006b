"""„Abgeholt“: off the sheet at once, erased after the grace time, taken back until then (D4)."""
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from db import handover, people, repairs, sheets
from db.errors import Refused
from db.events import on_change
from db.retention import run_due
from db.settings import save as save_settings
from db.sheets import Question
from db.who import Who
from db.words import Outcome, Purpose, State
from tests.db.stories import at_once, count, drop_off, joins, nameless, owner, raw, ready, residue, row_counts, rows

MINUTE = timedelta(minutes=1)


def grace(minutes: int, who: Who, now: datetime) -> None:
    save_settings({'grace_minutes': str(minutes)}, who, now)


def on_sheet(now: datetime, sheet: str = 'kundinnen') -> list[str]:
    return [row.cells['name'] for row in sheets.read(sheet, Question(), now).rows]


# ---- off the sheet at once, erased later -----------------------------------------------------------------------------
def test_d4_off_the_sheet_at_once_and_erased_after_the_grace_time(store: Path, tresen: Who, now: datetime) -> None:
    number = drop_off(tresen, now).number
    done = handover.hand_back(number, tresen, now)
    assert done.sentence == 'Kontaktdaten werden um 14:35 gelöscht.'
    assert done.erase_at == now + 30 * MINUTE
    assert on_sheet(now) == []
    assert run_due(now + 29 * MINUTE).erased == 0
    assert count('person') == 1
    assert run_due(now + 30 * MINUTE).erased == 1
    assert (count('person'), count('consent'), count('person_word')) == (0, 0, 0)
    view = repairs.read(number, now)
    assert (view.person, view.token, view.state, view.outcome) == (None, '', State.COLLECTED, Outcome.UNKNOWN)


@pytest.mark.parametrize('minutes', [1, 30, 120])
def test_d4_the_moment_follows_the_setting(store: Path, anja: Who, now: datetime, minutes: int) -> None:
    grace(minutes, anja, now)
    handover.hand_back(drop_off(anja, now).number, anja, now)
    run_due(now + (minutes - 1) * MINUTE)
    assert count('person') == 1
    run_due(now + minutes * MINUTE)
    assert count('person') == 0


def test_d4_without_grace_it_happens_at_once(store: Path, anja: Who, now: datetime) -> None:
    grace(0, anja, now)
    number = drop_off(anja, now).number
    assert 'sofort' in repairs.read(number, now).promise
    handover.hand_back(number, anja, now)
    assert count('person') == 0
    assert not repairs.read(number, now).can_undo


def test_d4_changing_the_setting_later_does_not_move_it(store: Path, anja: Who, now: datetime) -> None:
    number = drop_off(anja, now).number
    handover.hand_back(number, anja, now)
    grace(120, anja, now)
    assert repairs.read(number, now).erase_at == now + 30 * MINUTE
    grace(0, anja, now)
    run_due(now + 29 * MINUTE)
    assert count('person') == 1
    run_due(now + 30 * MINUTE)
    assert count('person') == 0


def test_the_promise_before_is_what_happens_after(store: Path, anja: Who, now: datetime) -> None:
    number = drop_off(anja, now).number
    assert repairs.read(number, now).promise == (
        'Nach „Abgeholt“ steht Şeyma W. nicht mehr bei den Kund:innen. Name, Telefon und Notizen werden '
        '30 Minuten später gelöscht. Bis dahin kannst du es rückgängig machen.')
    done = handover.hand_back(number, anja, now)
    assert repairs.read(number, now).promise == done.sentence == 'Kontaktdaten werden um 14:35 gelöscht.'
    run_due(now + 30 * MINUTE)
    assert repairs.read(number, now).promise == 'Abgeholt. Es sind keine Kontaktdaten gespeichert.'


def test_r8_the_moment_is_told_in_berlin_also_on_the_night_of_the_change(store: Path, anja: Who) -> None:
    """At 00:45 UTC the clock goes from 02:45 summer time back; 30 minutes later it is 02:15 in winter time."""
    night = datetime(2026, 10, 25, 0, 45, tzinfo=UTC)
    done = handover.hand_back(drop_off(anja, night).number, anja, night)
    assert done.sentence == 'Kontaktdaten werden um 02:15 gelöscht.'
    assert done.erase_at == night + 30 * MINUTE
    evening = datetime(2026, 11, 23, 22, 45, tzinfo=UTC)
    done = handover.hand_back(drop_off(anja, evening).number, anja, evening)
    assert done.sentence == 'Kontaktdaten werden am 24.11.2026 um 00:15 gelöscht.'


# ---- who stays -------------------------------------------------------------------------------------------------------
def test_d4_whoever_wants_to_be_found_later_stands_with_the_former_at_once(
        store: Path, tresen: Who, now: datetime) -> None:
    number = drop_off(tresen, now, later=True, accessories='Netzteil').number
    seyma = owner(number, now)
    assert handover.hand_back(number, tresen, now).sentence.startswith('Şeyma W. steht jetzt bei den Ehemaligen.')
    assert (on_sheet(now), on_sheet(now, 'ehemalige')) == ([], ['Şeyma Wiśniewska'])
    run_due(now + 30 * MINUTE)
    view = people.read(seyma)
    assert (view.name, view.values['phone'], view.purposes) == ('Şeyma Wiśniewska', '0351 1234567', {Purpose.FORMER})
    repair = repairs.read(number, now)
    assert (repair.accessories, repair.token, repair.item) == ('', '', 'Toaster')
    assert rows("SELECT ended_because FROM consent WHERE purpose = 'repair'") == [('fulfilled',)]


def test_d4_a_second_item_here_keeps_the_person(store: Path, tresen: Who, now: datetime) -> None:
    first, second = (drop_off(tresen, now, item=item).number for item in ('Toaster', 'Radio'))
    done = handover.hand_back(first, tresen, now)
    assert done.erase_at is None
    run_due(now + timedelta(days=1))
    assert on_sheet(now) == ['Şeyma Wiśniewska']
    assert handover.hand_back(second, tresen, now + timedelta(days=2)).erase_at == now + timedelta(days=2, minutes=30)
    run_due(now + timedelta(days=2, minutes=30))
    assert count('person') == 0
    assert rows('SELECT person_id, token FROM repair') == [(None, None)] * 2


def test_d4_a_new_item_during_the_grace_time_keeps_the_person(store: Path, tresen: Who, now: datetime) -> None:
    first = drop_off(tresen, now).number
    handover.hand_back(first, tresen, now)
    second = drop_off(tresen, now + 10 * MINUTE, item='Radio').number
    run_due(now + timedelta(hours=1))
    assert on_sheet(now) == ['Şeyma Wiśniewska']
    handover.hand_back(second, tresen, now + timedelta(days=3))
    run_due(now + timedelta(days=4))
    assert count('person') == 0


def test_d4_a_member_with_a_toaster_stays_a_member(store: Path, mira: Who, now: datetime) -> None:
    joerg = joins(mira, now, street='Hauptstr. 1', skills='Elektro')
    number = drop_off(mira, now, person=joerg, accessories='Netzteil', fault='Jörg sagt: klemmt').number
    assert 'als Mitglied' in handover.hand_back(number, mira, now).sentence
    run_due(now + 30 * MINUTE)
    view = people.read(joerg)
    assert (view.sheets, view.values['street'], view.values['skills']) == (('team',), 'Hauptstr. 1', 'Elektro')
    assert view.repairs == ()
    assert rows('SELECT person_id, accessories, fault FROM repair') == [(None, '', '… sagt: klemmt')]


def test_a_nameless_item_loses_its_notes(store: Path, tresen: Who, now: datetime) -> None:
    number = nameless(tresen, now, fault='Bitte 0351 1234567 anrufen', accessories='Netzteil').number
    done = handover.hand_back(number, tresen, now)
    assert done.sentence == 'Notizen zu dieser Reparatur werden um 14:35 gelöscht.'
    run_due(now + 30 * MINUTE)
    assert rows('SELECT fault, accessories, token, item FROM repair') == [('Bitte … anrufen', '', None, 'Radio')]


# ---- outcome ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize('outcome', Outcome)
def test_the_outcome_can_be_said_with_the_same_tap(store: Path, tresen: Who, now: datetime, outcome: Outcome) -> None:
    number = drop_off(tresen, now).number
    handover.hand_back(number, tresen, now, outcome)
    assert repairs.read(number, now).outcome is outcome


def test_an_outcome_said_before_is_kept(store: Path, tresen: Who, now: datetime) -> None:
    number = drop_off(tresen, now).number
    repairs.move(number, State.READY, tresen, now, Outcome.END_OF_LIFE, 'Ersatzteil zu teuer')
    handover.hand_back(number, tresen, now)
    view = repairs.read(number, now)
    assert (view.outcome, view.reason) == (Outcome.END_OF_LIFE, 'Ersatzteil zu teuer')


def test_a_new_outcome_does_not_keep_the_old_reason(store: Path, tresen: Who, now: datetime) -> None:
    number = drop_off(tresen, now).number
    repairs.move(number, State.READY, tresen, now, Outcome.END_OF_LIFE, 'Ersatzteil zu teuer')
    handover.hand_back(number, tresen, now, Outcome.FIXED)
    view = repairs.read(number, now)
    assert (view.outcome, view.reason) == (Outcome.FIXED, '')


# ---- taking it back --------------------------------------------------------------------------------------------------
def test_taken_back_everything_is_as_before(store: Path, tresen: Who, now: datetime) -> None:
    number = drop_off(tresen, now, later=True).number
    ready(number, tresen, now)
    handover.hand_back(number, tresen, now)
    assert repairs.read(number, now).can_undo
    handover.undo(number, tresen, now + 5 * MINUTE)
    view = repairs.read(number, now)
    assert (view.state, view.collected_at, view.erase_at, view.can_undo) == (State.READY, None, None, False)
    assert (on_sheet(now), on_sheet(now, 'ehemalige')) == (['Şeyma Wiśniewska'], [])
    run_due(now + timedelta(days=1))
    assert count('person') == 1
    handover.hand_back(number, tresen, now + timedelta(days=2))
    run_due(now + timedelta(days=3))
    assert repairs.read(number, now).accessories == ''
    assert on_sheet(now, 'ehemalige') == ['Şeyma Wiśniewska']


@pytest.mark.parametrize('state', [State.ACCEPTED, State.WORKING, State.WAITING, State.READY])
def test_taken_back_to_the_state_before(store: Path, tresen: Who, now: datetime, state: State) -> None:
    number = drop_off(tresen, now).number
    if state is not State.ACCEPTED:
        repairs.move(number, state, tresen, now)
    for _ in range(2):
        handover.hand_back(number, tresen, now)
        handover.undo(number, tresen, now)
        assert repairs.read(number, now).state is state


def test_a_former_customer_stays_one_when_a_slip_is_taken_back(store: Path, tresen: Who, now: datetime) -> None:
    first = drop_off(tresen, now, later=True).number
    handover.hand_back(first, tresen, now)
    run_due(now + timedelta(hours=1))
    later = now + timedelta(days=30)
    second = drop_off(tresen, later, item='Radio').number
    handover.hand_back(second, tresen, later)
    handover.undo(second, tresen, later)
    assert people.read(owner(second, later)).values['was_customer']


@pytest.mark.parametrize('minutes', [30, 31, 60 * 24])
def test_after_its_time_it_cannot_be_taken_back(store: Path, tresen: Who, now: datetime, minutes: int) -> None:
    """Also when the erasing itself is late."""
    number = drop_off(tresen, now).number
    handover.hand_back(number, tresen, now)
    before = row_counts()
    assert not repairs.read(number, now + minutes * MINUTE).can_undo
    with pytest.raises(Refused, match='nicht mehr rückgängig'):
        handover.undo(number, tresen, now + minutes * MINUTE)
    assert row_counts() == before
    run_due(now + minutes * MINUTE)
    with pytest.raises(Refused, match='nicht mehr rückgängig'):
        handover.undo(number, tresen, now + minutes * MINUTE)


def test_with_something_else_here_it_can_be_taken_back_as_well(store: Path, tresen: Who, now: datetime) -> None:
    number = drop_off(tresen, now).number
    drop_off(tresen, now, item='Radio')
    handover.hand_back(number, tresen, now)
    with pytest.raises(Refused):
        handover.undo(number, tresen, now + 30 * MINUTE)
    handover.undo(number, tresen, now + 29 * MINUTE)
    assert repairs.read(number, now).state is State.ACCEPTED


def test_d4_what_belongs_to_one_item_alone_goes_while_another_is_here(store: Path, tresen: Who, now: datetime) -> None:
    number = drop_off(tresen, now, accessories='Netzteil von Onkel Karl').number
    other = drop_off(tresen, now, item='Radio', accessories='Kopfhörer').number
    done = handover.hand_back(number, tresen, now)
    assert (done.erase_at, 'weil noch etwas hier ist' in done.sentence) == (None, True)
    assert run_due(now + 30 * MINUTE).erased == 1
    view = repairs.read(number, now)
    assert (view.accessories, view.token, view.person.short) == ('', '', 'Şeyma W.')
    assert repairs.read(other, now).accessories == 'Kopfhörer'
    assert residue(store, ['Onkel Karl']) == []


def test_taken_back_the_outcome_is_what_was_said_before(store: Path, tresen: Who, now: datetime) -> None:
    number = drop_off(tresen, now).number
    repairs.set_outcome(number, Outcome.END_OF_LIFE, 'Abnutzung zu groß', tresen, now)
    handover.hand_back(number, tresen, now, Outcome.FIXED)
    handover.undo(number, tresen, now)
    view = repairs.read(number, now)
    assert (view.outcome, view.reason) == (Outcome.END_OF_LIFE, 'Abnutzung zu groß')


def test_what_is_said_after_handing_back_stays_when_it_is_taken_back(store: Path, tresen: Who, now: datetime) -> None:
    number = drop_off(tresen, now).number
    handover.hand_back(number, tresen, now, Outcome.FIXED)
    repairs.set_outcome(number, Outcome.REPAIRABLE, '', tresen, now)
    handover.undo(number, tresen, now)
    assert repairs.read(number, now).outcome is Outcome.REPAIRABLE


def test_taking_back_what_was_not_handed_back_changes_nothing(store: Path, tresen: Who, now: datetime) -> None:
    number = drop_off(tresen, now).number
    before = row_counts()
    handover.undo(number, tresen, now)
    assert row_counts() == before


# ---- twice, and from two screens -------------------------------------------------------------------------------------
def test_handing_back_twice_changes_nothing(store: Path, tresen: Who, now: datetime) -> None:
    number = drop_off(tresen, now).number
    first = handover.hand_back(number, tresen, now)
    before = row_counts()
    assert handover.hand_back(number, tresen, now + 10 * MINUTE, Outcome.FIXED) == first
    assert row_counts() == before
    assert repairs.read(number, now).outcome is Outcome.UNKNOWN


def test_two_screens_at_once_hand_back_once(store: Path, tresen: Who, now: datetime) -> None:
    number = drop_off(tresen, now).number
    done = at_once(lambda _: handover.hand_back(number, tresen, now))
    assert len(set(done)) == 1
    assert rows("SELECT count(*) FROM repair_state WHERE state = 'abgeholt'") == [(1,)]


def test_every_screen_with_the_person_is_told(store: Path, tresen: Who, now: datetime) -> None:
    first, second = (drop_off(tresen, now, item=item).number for item in ('Toaster', 'Radio'))
    seyma = owner(first, now)
    heard = []
    stop = on_change(heard.append)
    handover.hand_back(first, tresen, now)
    handover.hand_back(second, tresen, now)
    heard.clear()
    run_due(now + timedelta(hours=1))
    stop()
    assert frozenset().union(*(changed.rows for changed in heard)) >= {
        ('person', seyma), ('repair', first), ('repair', second)}


def test_d4_nothing_of_it_is_seen_from_outside_before_the_commit(store: Path, tresen: Who, now: datetime) -> None:
    """Another connection reads either the whole of it or nothing."""
    number = drop_off(tresen, now, later=True).number
    outside = raw(store)
    seen = []
    looks = 'SELECT state, collected_at IS NULL, erase_at IS NULL, (SELECT was_customer FROM person) FROM repair'
    stop = on_change(lambda _: seen.append(outside.execute(looks).fetchone()))
    handover.hand_back(number, tresen, now)
    stop()
    outside.close()
    assert seen == [('abgeholt', 0, 0, 1)]


def test_an_open_repair_promises_no_erasure_because_of_another_one(store: Path, tresen: Who, now: datetime) -> None:
    fetched, here = drop_off(tresen, now).number, drop_off(tresen, now, item='Lampe').number
    handover.hand_back(fetched, tresen, now)
    assert repairs.read(here, now).goes_at is None
    handover.hand_back(here, tresen, now)
    assert repairs.read(here, now).goes_at is not None
