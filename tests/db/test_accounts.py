"""Logins: the first account, guessing slowed, sessions that end everywhere, one organiser always left (S4–S9)."""
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import argon2
import pytest

from db import accounts, handover, repairs
from db.accounts import RIGHTS, Role, log_in, may
from db.connection import db
from db.errors import Refused
from db.events import on_change
from db.sessions import log_out, session
from db.throttle import Throttle
from db.who import COMMAND_LINE, Who
from tests.db.naughty import CONTROL, LETTERS, LONG
from tests.db.stories import at_once, count, joins, leaves, raw, residue, row_counts, rows
from tests.personas import CAFE, PASSWORDS, persona

ROOT = Path(__file__).parents[2]
HERE, THERE = '192.168.178.20', '192.168.178.21'
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
WRONG = 'Name oder Passwort stimmt nicht. Bitte noch einmal.'
ANJA = PASSWORDS['anja']


def refused(verb: Callable[[], Any]) -> str:
    with pytest.raises(Refused) as refusal:
        verb()
    return refusal.value.sentence


def guess(now: datetime, name: str = 'Anja', address: str = HERE, typed: str = 'falsch-falsch-falsch') -> str:
    return refused(lambda: log_in(name, typed, address, now))


# ---- the first account -----------------------------------------------------------------------------------------------
def test_s7_there_is_no_default_account(bare_store: Path, now: datetime) -> None:
    assert accounts.needs_setup()
    assert count('account') == 0
    for name in ('admin', 'Anja', ''):
        assert guess(now, name, typed='admin') == WRONG
    anja = accounts.set_up(CAFE, 'Anja', ANJA, now)
    assert (anja.name, anja.role) == ('Anja', Role.ORGANISER)
    assert not accounts.needs_setup()
    assert rows("SELECT value FROM setting WHERE name = 'cafe_name'") == [(f'"{CAFE}"',)]


def test_s7_only_one_first_account(bare_store: Path, now: datetime) -> None:
    def one(number: int) -> bool:
        try:
            accounts.set_up(CAFE, f'Anja {number}', ANJA, now)
        except Refused:
            return False
        return True
    assert sum(at_once(one, 4)) == 1
    assert count('account') == 1
    assert 'schon eingerichtet' in refused(lambda: accounts.set_up(CAFE, 'Mallory', ANJA, now))


@pytest.mark.parametrize(('cafe', 'name', 'password', 'field'), [
    ('', 'Anja', ANJA, 'cafe_name'), (CAFE, '', ANJA, 'name'), (CAFE, 'Anja', 'kurz', 'password'),
    (CAFE, 'x' * 81, ANJA, 'name'), (CAFE, 'An\x00ja', ANJA, 'name'), ('x' * 81, 'Anja', ANJA, 'cafe_name')])
def test_s7_setting_up_is_all_or_nothing(
        bare_store: Path, now: datetime, cafe: str, name: str, password: str, field: str) -> None:
    before = row_counts()
    with pytest.raises(Refused) as refusal:
        accounts.set_up(cafe, name, password, now)
    assert refusal.value.field == field
    assert row_counts() == before


# ---- logging in ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize('name', ['Anja', 'anja', 'ANJA', ' Anja '])
def test_logging_in_with_the_name_in_any_case(store: Path, now: datetime, name: str) -> None:
    done = log_in(name, ANJA, HERE, now)
    assert done.who == persona('Anja') == session(done.token, now)
    assert rows("SELECT last_login_at FROM account WHERE name = 'Anja'") == [('2026-11-23T13:05:00Z',)]


def test_s8_each_login_has_a_session_of_its_own_and_the_store_only_its_hash(store: Path, now: datetime) -> None:
    tokens = {log_in('Anja', ANJA, HERE, now).token for _ in range(5)}
    assert len(tokens) == count('session') == 5
    assert all(len(token) >= 40 for token in tokens)
    assert residue(store, tokens) == []


def test_s4_passwords_are_argon2id_and_nowhere_to_be_read(store: Path, now: datetime) -> None:
    for (password,) in rows('SELECT password FROM account'):
        assert password.startswith('$argon2id$')
    assert residue(store, PASSWORDS.values()) == []


def test_s4_the_program_hashes_at_least_as_strong_as_the_library_says() -> None:
    """Asked in a process of its own, because these tests make hashing cheap."""
    asked = 'from db.accounts import hasher as h; print(h.type.name, h.time_cost, h.memory_cost, h.parallelism)'
    said = subprocess.run([sys.executable, '-c', asked], cwd=ROOT, capture_output=True, text=True,
                          check=True).stdout.split()
    usual = argon2.PasswordHasher()
    assert said[0] == 'ID'
    assert all(int(one) >= least for one, least in zip(
        said[1:], (usual.time_cost, usual.memory_cost, usual.parallelism), strict=True))


def test_s4_a_password_is_hashed_anew_when_the_parameters_change(
        store: Path, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    (before,), = rows("SELECT password FROM account WHERE name = 'Anja'")
    monkeypatch.setattr(accounts, 'hasher', argon2.PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    log_in('Anja', ANJA, HERE, now)
    (after,), = rows("SELECT password FROM account WHERE name = 'Anja'")
    assert before != after
    assert 'm=16,t=2' in after
    assert log_in('Anja', ANJA, HERE, now).who == persona('Anja')


def test_s6_the_same_answer_for_unknown_names_wrong_passwords_and_closed_accounts(
        store: Path, anja: Who, mira: Who, now: datetime) -> None:
    accounts.set_active(mira.account or 0, False, anja, now)
    assert guess(now, 'Anja', 'a') == guess(now, 'Niemand', 'b') == WRONG
    assert guess(now, 'Mira', 'c', PASSWORDS['mira']) == WRONG


def test_s6_unknown_names_cost_a_hash_too(store: Path, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same time for both: the same verification is done, against a hash that nothing fits."""
    asked: list[str] = []
    real = accounts.hasher

    class Counting:
        def verify(self, stored: str, password: str) -> bool:
            asked.append(stored)
            return real.verify(stored, password)

        def hash(self, password: str) -> str:     # that of nobody is made once in a program
            return real.hash(password)
    monkeypatch.setattr(accounts, 'hasher', Counting())
    guess(now, 'Anja', 'a')
    guess(now, 'Niemand', 'b')
    assert len(asked) == 2
    assert asked[0].split('$')[1:4] == asked[1].split('$')[1:4], 'with the same parameters'


# ---- guessing is slowed ----------------------------------------------------------------------------------------------
def waits(now: datetime, times: int) -> list[int]:
    """How long one has to wait after each wrong guess, when one waits no longer than that."""
    found = []
    for _ in range(times):
        assert guess(now) == WRONG
        sentence = guess(now)
        seconds = int(sentence.removeprefix('Zu viele Versuche. Bitte ').split()[0]) if sentence != WRONG else 0
        found.append(seconds)
        now += seconds * SECOND
    return found


def test_s6_the_wait_doubles_up_to_a_quarter_of_an_hour(store: Path) -> None:
    slow, now = Throttle(), datetime(2026, 11, 23).astimezone()
    found = []
    for _ in range(20):
        slow.failed('Anja', now)
        found.append(slow.wait('Anja', now))
        now += found[-1] * SECOND
        assert slow.wait('Anja', now) == 0, 'never locked for ever'
    waited = [seconds for seconds in found if seconds]
    assert waited[:11] == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900]
    assert set(waited[11:]) <= {900}


def test_s6_not_even_the_right_password_is_heard_while_waiting(store: Path, now: datetime) -> None:
    while guess(now) == WRONG:
        continue
    assert refused(lambda: log_in('Anja', ANJA, HERE, now)).startswith('Zu viele Versuche. Bitte ')
    assert log_in('Anja', ANJA, HERE, now + 2 * SECOND).who == persona('Anja')


def test_s6_per_account_from_any_address(store: Path, now: datetime) -> None:
    for number in range(5):
        refused(lambda number=number: log_in('Anja', 'falsch', f'10.0.0.{number}', now))
    assert guess(now, address='10.0.0.99') != WRONG
    assert guess(now, 'Mira', '10.0.0.99') == WRONG


def test_s6_per_address_for_any_account(store: Path, now: datetime) -> None:
    for number in range(10):   # a whole café may share one address
        assert guess(now, f'Name {number}') == WRONG
    assert guess(now, 'Mira') != WRONG
    assert guess(now, 'Mira', THERE) == WRONG


def test_s6_an_account_of_ones_own_is_no_way_to_go_on_guessing(store: Path, now: datetime) -> None:
    for number in range(10):
        assert guess(now, f'Name {number}') == WRONG
        if number < 9:
            log_in('Mira', PASSWORDS['mira'], HERE, now)
    assert guess(now, 'Anja') != WRONG


def test_s6_the_right_password_starts_anew(store: Path, now: datetime) -> None:
    assert [guess(now), guess(now)] == [WRONG] * 2
    log_in('Anja', ANJA, HERE, now)
    assert [guess(now), guess(now)] == [WRONG] * 2


def test_r8_a_clock_set_back_locks_nobody_out(store: Path, now: datetime) -> None:
    slow = Throttle()
    for _ in range(10):
        slow.failed('Anja', now)
    assert slow.wait('Anja', now - timedelta(days=1)) <= 900


def test_r8_a_session_from_far_ahead_began_while_the_clock_was_wrong(store: Path, now: datetime) -> None:
    token = log_in('Anja', ANJA, HERE, now).token
    assert session(token, now - timedelta(minutes=4))
    assert session(token, now - timedelta(minutes=6)) is None


def test_s6_what_is_remembered_stays_bounded(now: datetime) -> None:
    slow = Throttle(keys=100)
    for number in range(1000):
        slow.failed(number, now)
    assert len(slow._misses) == 100


def test_r11_any_name_and_password_get_the_same_answer(store: Path, now: datetime) -> None:
    for number, text in enumerate([*LETTERS.values(), *CONTROL.values(), LONG, '']):
        assert guess(now, text, f'10.0.0.{number}') == WRONG
        assert guess(now + number * HOUR, 'Anja', f'10.0.1.{number}', text) == WRONG
        assert session(text, now) is None
        log_out(text, now)


# ---- sessions --------------------------------------------------------------------------------------------------------
def test_s8_idle_for_half_an_hour(store: Path, now: datetime) -> None:
    token = log_in('Anja', ANJA, HERE, now).token
    assert session(token, now + 29 * MINUTE)
    assert session(token, now + 58 * MINUTE), 'using it keeps it'
    assert session(token, now + 89 * MINUTE) is None
    assert session(token, now + 90 * MINUTE) is None


def test_s8_twelve_hours_at_most(store: Path, now: datetime) -> None:
    token = log_in('Anja', ANJA, HERE, now).token
    for quarter in range(1, 48):
        assert session(token, now + quarter * 15 * MINUTE)
    assert session(token, now + 12 * HOUR + SECOND) is None


def test_s8_only_looking_keeps_no_session_alive(store: Path, now: datetime) -> None:
    token = log_in('Anja', ANJA, HERE, now).token
    assert session(token, now + 20 * MINUTE, slide=False)
    assert session(token, now + 31 * MINUTE) is None


def everywhere(name: str, password: str, now: datetime) -> list[str]:
    return [log_in(name, password, HERE, now).token for _ in range(3)]


def test_s8_logging_out_ends_it_on_every_device_of_this_account_only(store: Path, now: datetime) -> None:
    anjas, miras = everywhere('Anja', ANJA, now), everywhere('Mira', PASSWORDS['mira'], now)
    log_out(anjas[1], now)
    assert [session(token, now) for token in anjas] == [None] * 3
    assert all(session(token, now) for token in miras)


@pytest.mark.parametrize('ending', ['password', 'inactive', 'role'])
def test_s8_a_change_of_the_account_ends_it_everywhere_and_tells_open_pages(
        store: Path, anja: Who, mira: Who, now: datetime, ending: str) -> None:
    tokens, number = everywhere('Mira', PASSWORDS['mira'], now), mira.account or 0
    heard = []
    stop = on_change(heard.append)
    {'password': lambda: accounts.set_password(number, 'ein-ganz-neues-passwort', anja, now),
     'inactive': lambda: accounts.set_active(number, False, anja, now),
     'role': lambda: accounts.set_role(number, Role.COUNTER, anja, now)}[ending]()
    stop()
    assert [session(token, now) for token in tokens] == [None] * 3
    assert ('account', 'Mira') in heard[-1].rows


def test_s8_an_account_closed_and_opened_again_has_no_old_sessions(
        store: Path, anja: Who, mira: Who, now: datetime) -> None:
    (token, *_) = everywhere('Mira', PASSWORDS['mira'], now)
    accounts.set_active(mira.account or 0, False, anja, now)
    accounts.set_active(mira.account or 0, True, anja, now)
    assert session(token, now) is None
    assert log_in('Mira', PASSWORDS['mira'], HERE, now).who == mira


@pytest.mark.parametrize('meanwhile', ['password', 'inactive', 'role'])
def test_s8_whatever_changes_while_a_login_is_hashed_has_the_last_word(
        store: Path, anja: Who, mira: Who, now: datetime, monkeypatch: pytest.MonkeyPatch, meanwhile: str) -> None:
    """Hashing takes a quarter of a second: time enough for an account to be closed."""
    real, number = accounts.hasher, mira.account or 0

    class Slow:
        def verify(self, stored: str, password: str) -> bool:
            monkeypatch.setattr(accounts, 'hasher', real)
            {'password': lambda: accounts.set_password(number, 'ein-ganz-neues-passwort', anja, now),
             'inactive': lambda: accounts.set_active(number, False, anja, now),
             'role': lambda: accounts.set_role(number, Role.COUNTER, anja, now)}[meanwhile]()
            return real.verify(stored, password)
    monkeypatch.setattr(accounts, 'hasher', Slow())
    assert refused(lambda: log_in('Mira', PASSWORDS['mira'], HERE, now)) == WRONG
    assert count('session') == 0


# ---- passwords -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize('password', [
    'vier woerter sind gut', 'Zwölf Zeichen', 'x9' * 3 + 'kL-qm3', 'ß' * 5 + 'äöü mit euro €', '🙂🙃🙂🙃 lacht gern',
    'korrekt-pferd-batterie',
    ' mit leerzeichen am rand ', 'p' + 'a1b2c3d4' * 15 + 'ende123'])
def test_s5_length_counts_and_nothing_else(store: Path, anja: Who, now: datetime, password: str) -> None:
    accounts.add('Dieter', Role.TEAM, password, anja, now)
    assert log_in('Dieter', password, HERE, now).who.name == 'Dieter'


@pytest.mark.parametrize('password', [
    '', 'kurz', 'elf-zeichen', 'x' * 12, 'a' * 64, '123456789012', '012345678901', 'abcdefghijkl', '210987654321',
    'abababababab',
    'Passwort1234', 'passwort!!!!', 'PASSWORT-2026', 'Willkommen2026', 'qwertzuiop12', 'Repaircafé2026', 'hallo1234567',
    'kontaktbuch1', 'Kontaktbuch-2026', 'z' * 60 + 'y' * 69, 'mit NUL\x00 darin', '\ud800' * 12])
def test_s5_too_short_too_long_or_easily_guessed(store: Path, anja: Who, now: datetime, password: str) -> None:
    with pytest.raises(Refused) as refusal:
        accounts.add('Dieter', Role.TEAM, password, anja, now)
    assert refusal.value.field == 'password'
    assert count('account') == 3
    with pytest.raises(Refused):
        accounts.set_password('Anja', password, anja, now)
    assert log_in('Anja', ANJA, HERE, now), 'the old one still opens'


@pytest.mark.parametrize('password', ['Dieter123456', 'dieterdieter', 'DIETER-dieter-1', '2026: Dieter!!'])
def test_s5_the_name_is_no_password(store: Path, anja: Who, now: datetime, password: str) -> None:
    with pytest.raises(Refused, match='leicht zu erraten'):
        accounts.add('Dieter', Role.TEAM, password, anja, now)
    accounts.add('Mark', Role.TEAM, password, anja, now)


# ---- keeping accounts ------------------------------------------------------------------------------------------------
def test_there_is_always_somebody_of_the_leitung(store: Path, anja: Who, mira: Who, now: datetime) -> None:
    number = anja.account or 0
    for verb in (lambda: accounts.set_active(number, False, anja, now),
                 lambda: accounts.set_role(number, Role.TEAM, anja, now)):
        assert refused(verb) == 'Mindestens ein Konto der Leitung muss bleiben.'
    accounts.set_role(mira.account or 0, Role.ORGANISER, anja, now)
    accounts.set_active(number, False, anja, now)
    assert refused(lambda: accounts.set_active(mira.account or 0, False, mira, now))


def test_two_of_the_leitung_at_once_cannot_both_leave(store: Path, anja: Who, mira: Who, now: datetime) -> None:
    accounts.set_role(mira.account or 0, Role.ORGANISER, anja, now)

    def leave(number: int) -> bool:
        try:
            accounts.set_role((anja, mira)[number].account or 0, Role.TEAM, anja, now)
        except Refused:
            return False
        return True
    assert sum(at_once(leave, 2)) == 1


@pytest.mark.parametrize('name', ['Anja', 'anja', 'ANJA', ' Anja', 'A\u0301nja'[:1] + 'nja'])
def test_two_accounts_never_share_a_name(store: Path, anja: Who, now: datetime, name: str) -> None:
    with pytest.raises(Refused, match='gibt es schon') as refusal:
        accounts.add(name, Role.TEAM, 'ein-langes-passwort', anja, now)
    assert refusal.value.field == 'name'


@pytest.mark.parametrize('name', ['', '  ', 'x' * 81, 'An\nja', 'An\x00ja', '\ud800'])
def test_an_account_has_a_proper_name(store: Path, anja: Who, now: datetime, name: str) -> None:
    with pytest.raises(Refused) as refusal:
        accounts.add(name, Role.TEAM, 'ein-langes-passwort', anja, now)
    assert refusal.value.field == 'name'


@pytest.mark.parametrize('account', [4711, 'Niemand', ''])
def test_an_account_that_is_not_there(store: Path, anja: Who, now: datetime, account: int | str) -> None:
    said = refused(lambda: accounts.set_password(account, 'ein-langes-passwort', anja, now))
    assert said == 'Dieses Konto gibt es nicht.'


def test_the_list_of_accounts(store: Path, anja: Who, now: datetime) -> None:
    log_in('Mira', PASSWORDS['mira'], HERE, now)
    assert [(line.name, line.role, line.active, line.last_login, line.member) for line in accounts.accounts()] == [
        ('Anja', Role.ORGANISER, True, None, ''), ('Mira', Role.TEAM, True, now, ''),
        ('Tresen', Role.COUNTER, True, None, '')]


def test_an_account_may_name_a_member_until_they_leave(store: Path, anja: Who, mira: Who, now: datetime) -> None:
    joerg = joins(anja, now)
    (member,) = repairs.team()
    accounts.set_member(mira.account or 0, member.membership_id, anja, now)
    assert accounts.membership_of(mira.account) == member.membership_id
    assert accounts.accounts()[1].member == 'Jörg Rademacher'
    leaves(joerg, anja, now, keep=True)
    assert accounts.membership_of(mira.account) is None
    assert log_in('Mira', PASSWORDS['mira'], HERE, now).who == mira, 'closing it is for the Leitung'


def test_asking_for_one_membership_is_one_query(store: Path, anja: Who, mira: Who, now: datetime) -> None:
    """Every screen of Heute asks, in cafés with dozens of accounts."""
    joins(anja, now)
    joins(anja, now, first_name='Olena')
    olena = next(member for member in repairs.team() if 'Olena' in member.name)
    accounts.set_member(mira.account or 0, olena.membership_id, anja, now)
    asked: list[object] = []

    def counting(*query: object) -> None:
        asked.append(query)
    db.query_hooks.append(counting)
    try:
        assert accounts.membership_of(mira.account) == olena.membership_id
    finally:
        db.query_hooks.remove(counting)
    assert len(asked) == 1


def test_d5_the_account_of_somebody_erased_is_closed_and_has_no_name(
        store: Path, anja: Who, mira: Who, now: datetime) -> None:
    joerg = joins(anja, now)
    accounts.set_member(mira.account or 0, repairs.team()[0].membership_id, anja, now)
    token = log_in('Mira', PASSWORDS['mira'], HERE, now).token
    leaves(joerg, anja, now, keep=False)
    (line,) = (line for line in accounts.accounts() if line.id == mira.account)
    assert (line.active, line.member, 'Mira' in line.name) == (False, '', False)
    assert session(token, now) is None
    assert guess(now, 'Mira', typed=PASSWORDS['mira']) == WRONG
    assert residue(store, ['mira']) == []


def test_d5_the_only_organiser_stays_able_to_log_in(store: Path, anja: Who, now: datetime) -> None:
    person = joins(anja, now, first_name='Anja')
    accounts.set_member(anja.account or 0, repairs.team()[0].membership_id, anja, now)
    handover.withdraw(person, None, anja, now)
    assert log_in('Anja', ANJA, HERE, now).who == anja
    assert accounts.accounts()[0].member == ''


def test_the_command_line_has_no_account(store: Path, now: datetime) -> None:
    accounts.set_password('Mira', 'vom-rechner-im-buero', COMMAND_LINE, now)
    assert log_in('Mira', 'vom-rechner-im-buero', HERE, now).who.name == 'Mira'
    assert accounts.membership_of(COMMAND_LINE.account) is None


# ---- rights ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize('right', RIGHTS)
def test_s9_the_counter_sees_the_counter_and_single_repairs_only(
        store: Path, anja: Who, mira: Who, tresen: Who, right: str) -> None:
    assert may(anja, right)
    assert may(mira, right) == (right not in ('settings', 'privacy', 'exchange'))
    assert may(tresen, right) == (right in ('counter', 'repair', 'own'))


# ---- R7: a store that cannot be written ------------------------------------------------------------------------------
def test_r7_who_is_logged_in_stays_so_while_nothing_can_be_written(store: Path, now: datetime) -> None:
    token = log_in('Mira', PASSWORDS['mira'], '::1', now).token
    other = raw(store)
    other.execute('BEGIN IMMEDIATE')
    rows('PRAGMA busy_timeout = 20')
    assert session(token, now + timedelta(minutes=5)).name == 'Mira'
    other.close()


def test_d5_of_a_closed_account_nothing_is_left_but_its_number(
        store: Path, anja: Who, mira: Who, now: datetime) -> None:
    joerg = joins(anja, now)
    (member,) = repairs.team()
    accounts.set_member(mira.account, member.membership_id, anja, now)
    log_in('Mira', PASSWORDS['mira'], '::1', now)
    accounts.add('Zugang 2', Role.TEAM, 'vier lange gute Woerter', anja, now)   # a name like the one it will get
    handover.withdraw(joerg, None, anja, now)
    assert rows('SELECT name, active, password, last_login_at FROM account WHERE id = ?', mira.account) == [
        (f'Zugang {mira.account}', 0, '!', None)]
    assert rows('SELECT count(*) FROM session WHERE account_id = ?', mira.account) == [(0,)]
    accounts.set_active(mira.account, True, anja, now)
    with pytest.raises(Refused):
        log_in(f'Zugang {mira.account}', PASSWORDS['mira'], '::1', now)
