"""Tablets at the counter: enrolled, listed, removed; everybody on one is at the counter, for five minutes (S8, S9)."""
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playhouse.migrations import Runner

from db import accounts, devices, sessions
from db.connection import db
from db.devices import DeviceLine, enrol, revoke
from db.errors import Refused, Unknown
from db.events import Changed, on_change
from db.sessions import LoggedIn, session
from db.store import FILE, MIGRATIONS, close_store
from db.who import COMMAND_LINE, RIGHTS, Role, Who, may
from tests.db.naughty import CONTROL, LETTERS
from tests.db.stories import at_once, count, residue, rows
from tests.personas import PASSWORDS, persona

HERE = '192.168.178.20'
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def tablet(store: Path, anja: Who, now: datetime) -> str:
    """The token of an enrolled one."""
    return enrol('Tablet links', anja, now)


def line(token: str) -> DeviceLine:
    found = devices.find(token)
    assert found
    return found


def logs_in(name: str, now: datetime, device: str = '') -> LoggedIn:
    return accounts.log_in(name, PASSWORDS[name.lower()], HERE, now, line(device).id if device else None)


# ---- enrolling -------------------------------------------------------------------------------------------------------
def test_an_enrolled_tablet_is_listed_and_known_by_its_cookie(tablet: str, now: datetime) -> None:
    assert devices.devices() == [DeviceLine(line(tablet).id, 'Tablet links', 'Anja', now, now)]
    assert len(tablet) >= 40
    for other in ('', 'x', tablet[:-1], tablet.swapcase(), '\ud800'):
        assert devices.find(other) is None


def test_the_store_holds_only_a_hash_of_the_cookie(store: Path, tablet: str) -> None:
    assert residue(store, [tablet]) == []


def test_every_tablet_has_a_cookie_of_its_own(tablet: str, anja: Who, now: datetime) -> None:
    second = enrol('Tablet links', anja, now)   # two may be called the same
    assert second != tablet
    assert [one.name for one in devices.devices()] == ['Tablet links'] * 2


def test_one_enrolled_from_the_command_line_says_so(store: Path, now: datetime) -> None:
    enrol('Tablet', COMMAND_LINE, now)
    assert devices.devices()[0].enrolled_by == 'Befehlszeile'


@pytest.mark.parametrize('name', ['', '  ', 'x' * 61, 'Tab\nlet', *CONTROL.values()])
def test_r11_a_name_that_is_none_is_refused(store: Path, anja: Who, now: datetime, name: str) -> None:
    with pytest.raises(Refused) as refusal:
        enrol(name, anja, now)
    assert refusal.value.field == 'name'
    assert count('device') == 0


@pytest.mark.parametrize('name', LETTERS.values())
def test_r11_any_name_people_give_stays_as_it_is(store: Path, anja: Who, now: datetime, name: str) -> None:
    assert line(enrol(name[:60].strip(), anja, now)).name == name[:60].strip()


# ---- one at a time ---------------------------------------------------------------------------------------------------
def test_s8_who_unlocks_it_is_who_acts_in_all_of_its_tabs(tablet: str, anja: Who, now: datetime) -> None:
    laptop = logs_in('Mira', now)
    other = enrol('Tablet rechts', anja, now)
    first, elsewhere = logs_in('Mira', now, tablet), logs_in('Mira', now, other)
    told: list[Changed] = []
    stop = on_change(told.append)
    second = logs_in('Anja', now, tablet)
    stop()
    assert session(first.token, now) is None
    assert all(session(one.token, now) for one in (laptop, elsewhere, second))
    assert [change.tables for change in told] == [{'device'}], 'its open pages are asked at once'


def test_a_locked_tablet_is_unlocked_without_a_word_to_others(tablet: str, now: datetime) -> None:
    told: list[Changed] = []
    stop = on_change(told.append)
    logs_in('Mira', now, tablet)
    stop()
    assert [change.tables for change in told] == [{'change'}], 'the journal alone has a new line'


# ---- who is at it ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize('name', ['Anja', 'Mira', 'Tresen'])
def test_s9_whoever_logs_in_on_a_tablet_is_at_the_counter(tablet: str, now: datetime, name: str) -> None:
    done = logs_in(name, now, tablet)
    who = session(done.token, now)
    assert who == done.who == Who(persona(name).account, name, Role.COUNTER, line(tablet).id)
    assert {right for right in RIGHTS if may(who, right)} == {'counter', 'repair', 'own'}


def test_the_same_person_may_all_they_may_elsewhere(tablet: str, now: datetime) -> None:
    logs_in('Anja', now, tablet)
    assert session(logs_in('Anja', now).token, now) == persona('Anja')


def test_s8_five_minutes_without_a_use_lock_it(tablet: str, now: datetime) -> None:
    token = logs_in('Anja', now, tablet).token
    assert session(token, now + 4 * MINUTE)
    assert session(token, now + 9 * MINUTE), 'using it keeps it'
    assert session(token, now + 14 * MINUTE + SECOND) is None


def test_s8_a_use_every_ten_seconds_is_noted_and_looking_is_none(tablet: str, now: datetime) -> None:
    token = logs_in('Anja', now, tablet).token
    assert session(token, now + 10 * SECOND)
    assert session(token, now + 5 * MINUTE + 9 * SECOND, slide=False)
    assert session(token, now + 5 * MINUTE + 11 * SECOND) is None


def test_s8_elsewhere_it_is_half_an_hour_as_before(tablet: str, now: datetime) -> None:
    token = logs_in('Anja', now).token
    assert session(token, now + 29 * MINUTE)


def test_s8_twelve_hours_at_most_on_a_tablet_too(tablet: str, now: datetime) -> None:
    token = logs_in('Anja', now, tablet).token
    for quarter in range(1, 180):
        assert session(token, now + quarter * 4 * MINUTE)
    assert session(token, now + 12 * HOUR + SECOND) is None


def test_the_list_says_when_it_was_last_used(tablet: str, now: datetime) -> None:
    token = logs_in('Mira', now + HOUR, tablet).token
    assert line(tablet).seen_at == now + HOUR
    session(token, now + HOUR + MINUTE)
    assert line(tablet).seen_at == now + HOUR + MINUTE


def test_since_when_a_session_runs(tablet: str, now: datetime) -> None:
    token = logs_in('Mira', now, tablet).token
    session(token, now + MINUTE)
    assert sessions.begun(token) == now
    assert sessions.begun('x') is None


# ---- locking ---------------------------------------------------------------------------------------------------------
def test_s8_locking_ends_this_session_and_no_other(tablet: str, now: datetime) -> None:
    here, phone = logs_in('Mira', now, tablet).token, logs_in('Mira', now).token
    told = heard(lambda: sessions.lock(here, now))
    assert session(here, now) is None
    assert session(phone, now)
    assert [change.rows for change in told] == [frozenset({('account', 'Mira')})], 'other tabs of it are told'
    assert heard(lambda: sessions.lock(here, now)) == heard(lambda: sessions.lock('x', now)) == []


def heard(verb: Callable[[], object]) -> list[Changed]:
    told: list[Changed] = []
    stop = on_change(told.append)
    verb()
    stop()
    return told


# ---- removing --------------------------------------------------------------------------------------------------------
def test_s8_a_removed_tablet_ends_what_runs_on_it_and_opens_nothing(tablet: str, anja: Who, now: datetime) -> None:
    other = enrol('Tablet rechts', anja, now)
    ended = [logs_in(name, now, tablet).token for name in ('Mira', 'Tresen')]
    stays = [logs_in('Mira', now, other).token, logs_in('Mira', now).token]
    number = line(tablet).id
    told = heard(lambda: revoke(number, anja, now))
    assert told[-1].rows == {('device', str(number))}
    assert devices.find(tablet) is None
    assert [one.name for one in devices.devices()] == ['Tablet rechts']
    assert [session(token, now) for token in ended] == [None, None]
    assert all(session(token, now) for token in stays)


@pytest.mark.parametrize('number', [0, 4711])
def test_a_tablet_that_is_not_there_cannot_be_removed(tablet: str, anja: Who, now: datetime, number: int) -> None:
    with pytest.raises(Unknown):
        revoke(number, anja, now)


def test_removing_twice_is_once(tablet: str, anja: Who, now: datetime) -> None:
    number = line(tablet).id

    def remove(_time: int) -> bool:
        try:
            revoke(number, anja, now)
        except Unknown:
            return False
        return True
    assert sum(at_once(remove, 4)) == 1


def test_s8_a_login_begun_on_a_tablet_that_is_removed_meanwhile_opens_nothing(
        tablet: str, anja: Who, now: datetime) -> None:
    number = line(tablet).id
    revoke(number, anja, now)
    with pytest.raises(Refused, match='nicht mehr angemeldet'):
        accounts.log_in('Mira', PASSWORDS['mira'], HERE, now, number)
    assert count('session') == 0


# ---- what came before ------------------------------------------------------------------------------------------------
def test_a_store_from_before_the_tablets_keeps_its_accounts_and_sessions(folder: Path, now: datetime) -> None:
    folder.mkdir()
    db.init(str(folder / FILE))
    db.connect()
    Runner(db, str(MIGRATIONS)).up('0001_first_store')
    db.execute_sql("INSERT INTO account (name, name_key, role, password, created_at) "
                   "VALUES ('Anja', 'anja', 'organiser', '$argon2id$', '2026-11-23T13:05:00Z')")
    db.execute_sql('INSERT INTO session VALUES (?, 1, ?, ?, NULL)',
                   [sessions.digest('token'), *['2026-11-23T13:05:00Z'] * 2])
    Runner(db, str(MIGRATIONS)).up()
    assert session('token', now) == Who(1, 'Anja', Role.ORGANISER)
    assert rows('SELECT pin, pin_misses FROM account') == [('', 0)]
    close_store()
