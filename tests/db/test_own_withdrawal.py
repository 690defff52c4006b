"""A customer takes their yes back with the slip in their hand: no login, nobody named, at once (D5, D13)."""
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db import handover, people, repairs, slips
from db.errors import Unknown
from db.events import Changed, on_change
from db.models import Account
from db.retention import run_due
from db.who import COMMAND_LINE, CUSTOMER, RIGHTS, Who, actor, may
from db.words import Purpose, State
from tests.db.stories import (
    SEYMA,
    at_once,
    count,
    drop_off,
    joins,
    nameless,
    outside,
    owner,
    ready,
    residue,
    row_counts,
    rows,
)

TRACES = ('Wiśniewska', 'wisniewska', '0351 1234567', '03511234567', 'Netzteil', 'zqgeheim')


def preview(token: str, now: datetime) -> slips.OwnWithdrawal:
    return slips.preview(slips.read(token, now))


# ---- what happens ----------------------------------------------------------------------------------------------------
def test_d5_name_number_and_notes_are_gone_at_once(store: Path, tresen: Who, now: datetime) -> None:
    taken = drop_off(tresen, now, later=True, accessories='Netzteil', fault='Frau Wiśniewska: klemmt', place='Regal 3')
    repairs.save(taken.number, 1, {'note': 'zqgeheim'}, tresen, now)
    assert slips.withdraw(taken.token, now)
    assert (count('person'), count('consent')) == (0, 0)
    assert residue(store, TRACES) == []


def test_d13_number_item_place_state_and_the_slip_stay(store: Path, tresen: Who, now: datetime) -> None:
    taken = drop_off(tresen, now, place='Regal 3', fault='Frau Wiśniewska: klemmt')
    ready(taken.number, tresen, now)
    slips.withdraw(taken.token, now)
    view = slips.read(taken.token, now)
    assert (view.number, view.item, view.place, view.state) == (taken.number, 'Toaster', 'Regal 3', State.READY)
    assert (view.person, view.fault) == (None, 'Frau …: klemmt')
    handover.hand_back(taken.number, tresen, now)
    run_due(now + timedelta(hours=1))
    with pytest.raises(Unknown):
        slips.read(taken.token, now)


def test_a_second_tap_is_harmless(store: Path, tresen: Who, now: datetime) -> None:
    taken = drop_off(tresen, now)
    assert slips.withdraw(taken.token, now)
    before = row_counts()
    assert not slips.withdraw(taken.token, now)
    assert row_counts() == before


def test_eight_taps_at_once_erase_once(store: Path, tresen: Who, now: datetime) -> None:
    taken = drop_off(tresen, now)
    assert sorted(at_once(lambda _: slips.withdraw(taken.token, now))) == [False] * 7 + [True]
    assert rows('SELECT rule FROM erasure') == [('slip',)]


def test_everything_somebody_has_here_is_meant(store: Path, tresen: Who, now: datetime) -> None:
    """One yes holds for all of it, so taking it back does, too; each slip goes on leading to its item."""
    first, second = drop_off(tresen, now), drop_off(tresen, now, item='Radio')
    assert owner(first.number, now) == owner(second.number, now)
    slips.withdraw(first.token, now)
    assert not slips.is_stored(slips.read(second.token, now))
    assert slips.read(second.token, now).item == 'Radio'


def test_during_the_grace_time_it_goes_too_and_the_slip_with_it(store: Path, tresen: Who, now: datetime) -> None:
    taken = drop_off(tresen, now)
    handover.hand_back(taken.number, tresen, now)
    assert slips.withdraw(taken.token, now + timedelta(minutes=1))
    assert rows('SELECT person_id, token, erase_at FROM repair') == [(None, None, None)]


def test_only_this_person_goes(store: Path, tresen: Who, now: datetime) -> None:
    other = owner(drop_off(tresen, now, first_name='Olaf', phone=SEYMA['phone']).number, now)
    slips.withdraw(drop_off(tresen, now).token, now)
    assert people.read(other).name == 'Olaf'
    assert count('person') == 1


# ---- another role is not up to a slip --------------------------------------------------------------------------------
def test_a_member_stays_in_the_team(store: Path, mira: Who, now: datetime) -> None:
    joerg = joins(mira, now, phone='0351 7654321', skills='Elektro', street='Zqstraße 1')
    taken = drop_off(mira, now, person=joerg, later=True, accessories='Netzteil')
    assert slips.withdraw(taken.token, now)
    view = people.read(joerg)
    assert (view.purposes, view.sheets) == ({Purpose.MEMBER}, ('team',))
    assert (view.values['phone'], view.values['skills'], view.values['street']) == (
        '0351 7654321', 'Elektro', 'Zqstraße 1')
    assert slips.read(taken.token, now).person is None
    assert residue(store, ['Netzteil']) == []


def test_a_contact_stays_a_contact(store: Path, mira: Who, now: datetime) -> None:
    lucja = outside(mira, now, function='Spenden')
    slips.withdraw(drop_off(mira, now, person=lucja).token, now)
    assert people.read(lucja).purposes == {Purpose.EXTERNAL}
    assert people.read(lucja).values['function'] == 'Spenden'


# ---- what is said before ---------------------------------------------------------------------------------------------
def test_what_goes_is_named_and_nobody_is(store: Path, tresen: Who, now: datetime) -> None:
    taken = drop_off(tresen, now, email='seyma@example.org', accessories='Netzteil', item='Omas Mixer')
    drop_off(tresen, now, item='Geheimes Radio')
    Account.update(person=people.by_public_id(owner(taken.number, now)).id).where(Account.name == 'Mira').execute()
    said = preview(taken.token, now)
    assert said.goes[:4] == ('Name', 'Telefon', 'E-Mail', 'Zubehör')
    assert 'Ihre Einwilligung' in said.goes
    words = ' '.join((*said.goes, *said.stays, *said.sentences))
    for personal in ('Şeyma', 'Wiśniewska', '1234567', 'seyma', 'Netzteil', 'Mixer', 'Radio', 'Mira'):
        assert personal not in words, personal


@pytest.mark.parametrize('empty', ['phone', 'accessories'])
def test_what_is_not_there_is_not_named(store: Path, tresen: Who, now: datetime, empty: str) -> None:
    taken = drop_off(tresen, now, **{'accessories': 'Netzteil', **SEYMA, empty: ''})
    word = {'phone': 'Telefon', 'accessories': 'Zubehör'}[empty]
    assert word not in preview(taken.token, now).goes


def test_d13_that_nobody_can_call_is_said_while_the_item_is_here(store: Path, tresen: Who, now: datetime) -> None:
    taken = drop_off(tresen, now)
    assert any('Wir können dann nicht mehr anrufen.' in one for one in preview(taken.token, now).sentences)
    assert any('Nachweis für die Abholung' in one for one in preview(taken.token, now).stays)
    handover.hand_back(taken.number, tresen, now)
    said = preview(taken.token, now)
    assert not [one for one in (*said.stays, *said.sentences) if 'anrufen' in one or 'Nachweis' in one]


def test_that_another_role_stays_is_said_only_to_whom_it_concerns(store: Path, mira: Who, now: datetime) -> None:
    member = drop_off(mira, now, person=joins(mira, now))
    assert any('in einer anderen Rolle' in one for one in preview(member.token, now).stays)
    assert not any('Rolle' in one for one in preview(drop_off(mira, now).token, now).stays)


# ---- who did it ------------------------------------------------------------------------------------------------------
def test_d12_proof_and_journal_say_that_it_was_the_customer(store: Path, mira: Who, now: datetime) -> None:
    joerg = joins(mira, now)
    heard: list[Changed] = []
    taken = drop_off(mira, now, person=joerg)
    stop = on_change(heard.append)
    slips.withdraw(taken.token, now)
    stop()
    assert rows('SELECT rule, actor_id FROM erasure') == [('slip', None)]
    assert rows("SELECT actor_id FROM change WHERE verb = 'slip.withdraw' AND table_name = 'consent'") == [(None,)]
    assert [changed.by for changed in heard] == ['Kund:in selbst']
    assert ('repair', taken.number) in heard[0].rows


def test_the_journals_nobody_is_told_apart_by_what_was_done() -> None:
    assert actor(None, 'slip.withdraw') == 'Kund:in selbst'
    assert actor(None, 'erase.pick-up') == 'von selbst'
    assert actor(None, 'account.failed') == 'unbekannt', 'whoever typed the wrong password'
    assert actor(None, 'account.pin_closed') == actor(None, 'account.wrong_password') == 'unbekannt'
    assert actor(None, 'person.save') == COMMAND_LINE.name
    assert actor('Mira', 'consent.withdraw') == 'Mira'


def test_s2_a_customer_may_nothing_else() -> None:
    assert not [right for right in RIGHTS if may(CUSTOMER, right)]
    assert all(may(COMMAND_LINE, right) for right in RIGHTS)


# ---- what opens nothing ----------------------------------------------------------------------------------------------
def test_s3_a_number_is_no_slip(store: Path, tresen: Who, now: datetime) -> None:
    taken = drop_off(tresen, now)
    for text in (taken.number, taken.number.replace('-', ''), f'/r/{taken.number}', '', 'x' * 16):
        for verb in (slips.read, slips.withdraw):
            with pytest.raises(Unknown):
                verb(text, now)
    assert count('person') == 1


def test_without_a_name_there_is_nothing_to_take_back(store: Path, tresen: Who, now: datetime) -> None:
    taken = nameless(tresen, now)
    assert not slips.is_stored(slips.read(taken.token, now))
    assert not slips.withdraw(taken.token, now)
    with pytest.raises(Unknown, match='nichts über Sie gespeichert'):
        slips.preview(slips.read(taken.token, now))
