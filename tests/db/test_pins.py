"""A PIN of one's own: it opens a tablet and nothing else, and five misses close it until the password (S6, S8)."""
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import argon2
import pytest

from db import accounts, devices, journal_lines, own, pins, sessions
from db.errors import Refused
from db.journal_lines import Question
from db.pins import CLOSED, PinOwner, set_pin, unlock
from db.sessions import session
from db.throttle import Throttle
from db.who import Role, Who
from tests.db.naughty import CONTROL, LETTERS, LONG
from tests.db.stories import at_once, count, joins, leaves, raw, residue, rows
from tests.personas import PASSWORDS, PINS, persona

HERE, THERE = '192.168.178.20', '192.168.178.21'
HOUR = timedelta(hours=1)
RIGHT, WRONG = PINS['mira'], '135790'


@pytest.fixture
def tablet(store: Path, anja: Who, now: datetime) -> int:
    """Mira has a PIN, and there is a tablet to type it on."""
    token = devices.enrol('Tablet links', anja, now)
    set_pin(persona('Mira').account or 0, RIGHT, anja, now)
    found = devices.find(token)
    assert found
    return found.id


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """For what five misses do; that guessing is slowed besides has tests of its own."""
    monkeypatch.setattr(accounts, 'pin_guesses', Throttle(free=1000))
    monkeypatch.setattr(accounts, 'addresses', Throttle(free=1000))


def refused(verb: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refusal:
        verb()
    return refusal.value.sentence


def guess(tablet: int, mira: Who, now: datetime, pin: str = WRONG, address: str = HERE) -> str:
    return refused(lambda: unlock(mira.account or 0, pin, tablet, address, now))


def misses() -> int:
    return rows("SELECT pin_misses FROM account WHERE name = 'Mira'")[0][0]


# ---- unlocking -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize('typed', [RIGHT, f' {RIGHT[:3]} {RIGHT[3:]} '])
def test_s8_the_right_pin_makes_it_this_persons_tablet(tablet: int, mira: Who, now: datetime, typed: str) -> None:
    done = unlock(mira.account or 0, typed, tablet, HERE, now)
    assert done.who == session(done.token, now) == Who(mira.account, 'Mira', Role.COUNTER, tablet)


def test_who_can_unlock_is_listed_by_name(tablet: int, anja: Who, mira: Who, tresen: Who, now: datetime) -> None:
    set_pin(anja.account or 0, PINS['anja'], anja, now)
    set_pin(tresen.account or 0, '864209', anja, now)
    accounts.set_active(tresen.account or 0, False, anja, now)
    assert pins.owners() == [PinOwner(anja.account or 0, 'Anja', False), PinOwner(mira.account or 0, 'Mira', False)]
    assert pins.owner(mira.account or 0) == PinOwner(mira.account or 0, 'Mira', False)
    assert pins.owner(tresen.account or 0) is None


def test_somebody_elses_pin_opens_nothing(tablet: int, anja: Who, mira: Who, now: datetime) -> None:
    set_pin(anja.account or 0, PINS['anja'], anja, now)
    assert 'stimmt nicht' in guess(tablet, mira, now, PINS['anja'])


def test_nobody_without_a_pin_gets_in(tablet: int, anja: Who, now: datetime) -> None:
    for number in (anja.account or 0, 0, 4711):
        for typed in ('', RIGHT):
            assert refused(lambda number=number, typed=typed: unlock(number, typed, tablet, HERE, now)) == pins.NONE
    assert count('session') == 0


def test_a_closed_account_cannot_unlock(tablet: int, anja: Who, mira: Who, now: datetime) -> None:
    accounts.set_active(mira.account or 0, False, anja, now)
    assert guess(tablet, mira, now, RIGHT) == pins.NONE


def test_s8_not_on_a_tablet_that_is_removed(tablet: int, anja: Who, mira: Who, now: datetime) -> None:
    devices.revoke(tablet, anja, now)
    assert 'nicht mehr angemeldet' in guess(tablet, mira, now, RIGHT)
    assert count('session') == 0


def test_a_pin_is_no_password(tablet: int, mira: Who, now: datetime) -> None:
    with pytest.raises(Refused):
        accounts.log_in('Mira', RIGHT, HERE, now)


def test_r11_any_text_is_a_wrong_pin(tablet: int, mira: Who, now: datetime, no_waiting: None) -> None:
    for text in (*LETTERS.values(), *CONTROL.values(), LONG, '', '９０７３６１'):
        set_pin(mira.account or 0, RIGHT, mira, now)
        assert guess(tablet, mira, now, text) == 'Eine PIN hat 6 bis 12 Ziffern.'
    assert misses() == 0, 'a slip of the finger is no guess'


# ---- guessing --------------------------------------------------------------------------------------------------------
def test_s8_five_misses_close_it(tablet: int, mira: Who, now: datetime, no_waiting: None) -> None:
    said = [guess(tablet, mira, now) for _ in range(5)]
    assert said == [*(f'Die PIN stimmt nicht. Noch {left} Versuche.' for left in (4, 3, 2)),
                    'Die PIN stimmt nicht. Noch ein Versuch.', CLOSED]
    assert guess(tablet, mira, now, RIGHT) == CLOSED, 'also to the right one'
    assert guess(tablet, mira, now + 24 * HOUR, RIGHT) == CLOSED
    assert pins.owners() == [PinOwner(mira.account or 0, 'Mira', True)]


def test_s8_the_password_opens_it_again(tablet: int, mira: Who, now: datetime, no_waiting: None) -> None:
    for _ in range(5):
        guess(tablet, mira, now)
    accounts.log_in('Mira', PASSWORDS['mira'], HERE, now, tablet)
    assert unlock(mira.account or 0, RIGHT, tablet, HERE, now).who.name == 'Mira'


def test_a_wrong_password_does_not(tablet: int, mira: Who, now: datetime, no_waiting: None) -> None:
    for _ in range(5):
        guess(tablet, mira, now)
    with pytest.raises(Refused):
        accounts.log_in('Mira', 'falsch-falsch-falsch', HERE, now)
    assert guess(tablet, mira, now, RIGHT) == CLOSED


def test_the_right_one_starts_the_count_anew(tablet: int, mira: Who, now: datetime, no_waiting: None) -> None:
    for _ in range(3):
        for _miss in range(4):
            guess(tablet, mira, now)
        unlock(mira.account or 0, RIGHT, tablet, HERE, now)
    assert misses() == 0


def test_s8_two_guesses_at_once_are_two_misses(tablet: int, mira: Who, now: datetime, no_waiting: None) -> None:
    said = at_once(lambda _number: guess(tablet, mira, now), 8)
    assert misses() == 5
    assert len([one for one in said if one.startswith('Die PIN stimmt nicht.')]) <= 4


def test_s8_a_crash_while_it_is_looked_at_gives_no_further_try(
        tablet: int, mira: Who, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, 'verify', lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        unlock(mira.account or 0, RIGHT, tablet, HERE, now)
    assert misses() == 1


def test_s6_guessing_is_slowed_besides(tablet: int, mira: Who, now: datetime) -> None:
    for _ in range(3):
        assert guess(tablet, mira, now).startswith('Die PIN stimmt nicht.')
    assert guess(tablet, mira, now, RIGHT).startswith('Zu viele Versuche.'), 'from any address'
    assert guess(tablet, mira, now, RIGHT, THERE).startswith('Zu viele Versuche.')
    assert misses() == 3, 'who has to wait loses no try'
    assert unlock(mira.account or 0, RIGHT, tablet, HERE, now + timedelta(seconds=2))


def test_s6_guessing_at_many_people_from_one_place_is_slowed(
        tablet: int, anja: Who, mira: Who, now: datetime) -> None:
    for number in range(4):
        account = accounts.add(f'Helfer {number}', Role.TEAM, 'vier wörter sind genug', anja, now)
        set_pin(account, '864209', anja, now)
        for _ in range(3):
            refused(lambda account=account: unlock(account, WRONG, tablet, HERE, now))
    assert guess(tablet, mira, now).startswith('Zu viele Versuche.')


def test_slips_of_many_fingers_on_a_shared_tablet_lock_nobody_out(tablet: int, mira: Who, now: datetime) -> None:
    for minute in range(25):   # a busy afternoon: each mistypes once, then is right
        at = now + timedelta(minutes=minute)
        assert 'Noch 4 Versuche' in guess(tablet, mira, at)
        assert unlock(mira.account or 0, RIGHT, tablet, HERE, at + timedelta(seconds=20)).who.name == 'Mira'


# ---- which ones ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize('pin', ['482915', '000001', '482915482916', '13579024', '112233', '482 915'])
def test_six_to_twelve_digits(store: Path, mira: Who, now: datetime, pin: str) -> None:
    set_pin(mira.account or 0, pin, mira, now)
    assert pins.owners()


@pytest.mark.parametrize(('pin', 'sentence'), [
    ('48291', 'braucht 6 bis 12 Ziffern'), ('4829154829154', 'braucht 6 bis 12 Ziffern'),
    ('48291a', 'nur aus Ziffern'), ('４８２９１５', 'nur aus Ziffern'), ('-48291', 'nur aus Ziffern'),
    *((pin, 'leicht zu erraten') for pin in ('000000', '777777777777', '123456', '987654', '345678901', '210987',
                                             '121212', '123123', '90909090'))])
def test_what_is_no_pin_or_the_first_somebody_tries(
        store: Path, mira: Who, now: datetime, pin: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence) as refusal:
        set_pin(mira.account or 0, pin, mira, now)
    assert refusal.value.field == 'pin'
    assert pins.owners() == []


# ---- keeping it ------------------------------------------------------------------------------------------------------
def test_s4_it_is_hashed_like_a_password_and_nowhere_to_be_read(store: Path, tablet: int) -> None:
    assert rows("SELECT pin FROM account WHERE name = 'Mira'")[0][0].startswith('$argon2id$')
    assert residue(store, [RIGHT]) == []


def test_s4_it_is_hashed_anew_when_the_parameters_change(
        tablet: int, mira: Who, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, 'hasher', argon2.PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    unlock(mira.account or 0, RIGHT, tablet, HERE, now)
    assert 'm=16,t=2' in rows("SELECT pin FROM account WHERE name = 'Mira'")[0][0]


def test_ones_own_needs_the_password(tablet: int, mira: Who, now: datetime) -> None:
    with pytest.raises(Refused, match='Das Passwort stimmt nicht') as refusal:
        own.set_pin(PINS['anja'], 'falsch-falsch-falsch', mira, now)
    assert refusal.value.field == 'password'
    assert unlock(mira.account or 0, RIGHT, tablet, HERE, now), 'the old one still opens'
    own.set_pin(PINS['anja'], PASSWORDS['mira'], mira, now)
    assert unlock(mira.account or 0, PINS['anja'], tablet, HERE, now)


def test_s6_guessing_the_password_there_is_slowed(tablet: int, mira: Who, now: datetime) -> None:
    for _ in range(3):
        refused(lambda: own.set_pin(WRONG, 'falsch-falsch-falsch', mira, now))
    assert refused(lambda: own.set_pin(WRONG, PASSWORDS['mira'], mira, now)).startswith('Zu viele Versuche.')


def test_an_empty_one_takes_it_away(tablet: int, mira: Who, now: datetime) -> None:
    own.set_pin('', PASSWORDS['mira'], mira, now)
    assert pins.owners() == []
    assert guess(tablet, mira, now, '') == pins.NONE


def test_s8_another_pin_ends_what_was_unlocked_with_the_old_one_and_nothing_else(
        tablet: int, anja: Who, mira: Who, now: datetime) -> None:
    unlocked = unlock(mira.account or 0, RIGHT, tablet, HERE, now).token
    laptop = accounts.log_in('Mira', PASSWORDS['mira'], HERE, now).token
    set_pin(mira.account or 0, PINS['anja'], anja, now)
    assert session(unlocked, now) is None
    assert session(laptop, now) == mira


def test_the_first_pin_ends_nothing(store: Path, anja: Who, mira: Who, now: datetime) -> None:
    token = devices.enrol('Tablet', anja, now)
    found = devices.find(token)
    on_tablet = accounts.log_in('Mira', PASSWORDS['mira'], HERE, now, found.id if found else None).token
    own.set_pin(RIGHT, PASSWORDS['mira'], mira, now)
    assert session(on_tablet, now)


def test_another_pin_opens_a_closed_one(tablet: int, anja: Who, mira: Who, now: datetime, no_waiting: None) -> None:
    for _ in range(5):
        guess(tablet, mira, now)
    set_pin(mira.account or 0, PINS['anja'], anja, now)
    assert unlock(mira.account or 0, PINS['anja'], tablet, HERE, now)


def test_s8_whatever_changes_while_it_is_hashed_has_the_last_word(
        tablet: int, anja: Who, mira: Who, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    real = accounts.verify

    def slow(stored: str, typed: str) -> bool:
        monkeypatch.setattr(accounts, 'verify', real)
        set_pin(mira.account or 0, PINS['anja'], anja, now)
        return real(stored, typed)
    monkeypatch.setattr(accounts, 'verify', slow)
    assert guess(tablet, mira, now, RIGHT) == pins.NONE
    assert count('session') == 0


def test_the_list_of_accounts_says_who_has_one(tablet: int, mira: Who, now: datetime, no_waiting: None) -> None:
    def said() -> list[tuple[str, bool, bool]]:
        return [(line.name, line.has_pin, line.pin_closed) for line in accounts.accounts()]
    assert said() == [('Anja', False, False), ('Mira', True, False), ('Tresen', False, False)]
    for _ in range(5):
        guess(tablet, mira, now)
    assert said()[1] == ('Mira', True, True)


def test_d5_it_goes_with_the_person(store: Path, tablet: int, anja: Who, mira: Who, now: datetime) -> None:
    from db import repairs
    joerg = joins(anja, now)
    accounts.set_member(mira.account or 0, repairs.team()[0].membership_id, anja, now)
    leaves(joerg, anja, now, keep=False)
    assert rows('SELECT count(*) FROM account WHERE pin <> ?', '') == [(0,)]
    assert pins.owners() == []


# ---- one's own password ----------------------------------------------------------------------------------------------
def test_ones_own_password_needs_the_old_one(store: Path, mira: Who, now: datetime) -> None:
    with pytest.raises(Refused, match='Das Passwort stimmt nicht') as refusal:
        own.set_password('falsch-falsch', 'vier wörter sind genug', mira, now)
    assert refusal.value.field == 'old'
    with pytest.raises(Refused, match='mindestens 12') as refusal:
        own.set_password(PASSWORDS['mira'], 'kurz', mira, now)
    assert refusal.value.field == 'password'
    token = accounts.log_in('Mira', PASSWORDS['mira'], HERE, now).token
    own.set_password(PASSWORDS['mira'], 'vier wörter sind genug', mira, now)
    assert session(token, now) is None
    assert accounts.log_in('Mira', 'vier wörter sind genug', HERE, now)


# ---- in the journal --------------------------------------------------------------------------------------------------
def test_the_journal_tells_who_unlocked_and_who_guessed_and_no_digit(
        store: Path, tablet: int, anja: Who, mira: Who, now: datetime) -> None:
    guess(tablet, mira, now)
    token = unlock(mira.account or 0, RIGHT, tablet, HERE, now).token
    sessions.lock(token, now)
    set_pin(mira.account or 0, PINS['anja'], anja, now)
    devices.revoke(tablet, anja, now)
    sentences = [line.sentence for line in journal_lines.read(Question()).lines][::-1]
    assert sentences[-5:] == [
        'Falsche PIN für „Mira“ an einem Tablet', 'Mira hat ein Tablet entsperrt', 'Mira hat gesperrt',
        'Anja hat die PIN von „Mira“ geändert', 'Anja hat ein Tablet entfernt']
    assert residue(store, [RIGHT, WRONG]) == []


def told() -> list[str]:
    return [line.sentence for line in journal_lines.read(Question()).lines][::-1]


def test_the_journal_tells_a_first_pin_from_a_new_one_and_from_none(store: Path, anja: Who, mira: Who,
                                                                    now: datetime) -> None:
    for pin in (RIGHT, PINS['anja'], '', RIGHT):
        set_pin(mira.account or 0, pin, anja, now)
    assert told()[-4:] == [
        'Anja hat eine PIN für „Mira“ gesetzt', 'Anja hat die PIN von „Mira“ geändert',
        'Anja hat die PIN von „Mira“ entfernt', 'Anja hat eine PIN für „Mira“ gesetzt']


def test_the_journal_tells_each_miss_and_that_a_pin_is_closed_only_once(
        tablet: int, mira: Who, now: datetime, no_waiting: None) -> None:
    for _ in range(7):
        guess(tablet, mira, now)
    closed = 'Die PIN von „Mira“ ist geschlossen, nach fünf falschen Versuchen'
    assert told()[-6:] == [*['Falsche PIN für „Mira“ an einem Tablet'] * 5, closed]
    assert 'Falsche PIN' not in ' '.join(told()[:-6])
    line = journal_lines.read(Question(kind='login')).lines[0]
    assert (line.sentence, line.who) == (closed, ''), 'nobody knows who guessed'


def test_r7_while_nothing_can_be_written_a_wrong_pin_is_answered_as_always(
        store: Path, tablet: int, mira: Who, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    real, other = accounts.verify, raw(store)
    rows('PRAGMA busy_timeout = 20')

    def full(stored: str, typed: str) -> bool:   # the try is counted by now, the line is not written yet
        other.execute('BEGIN IMMEDIATE')
        return real(stored, typed)
    monkeypatch.setattr(accounts, 'verify', full)
    assert guess(tablet, mira, now) == 'Die PIN stimmt nicht. Noch 4 Versuche.'
    other.close()


def test_a_fifth_try_that_is_right_closes_nothing(tablet: int, mira: Who, now: datetime, no_waiting: None) -> None:
    for _ in range(4):
        guess(tablet, mira, now)
    unlock(mira.account or 0, RIGHT, tablet, HERE, now)
    assert told()[-1] == 'Mira hat ein Tablet entsperrt'


def test_a_tablet_that_locks_by_itself_leaves_no_line(tablet: int, mira: Who, now: datetime) -> None:
    """Nobody has done anything, and a counter would fill the journal with it."""
    token = unlock(mira.account or 0, RIGHT, tablet, HERE, now).token
    before = told()
    assert session(token, now + timedelta(minutes=6)) is None
    assert told() == before


def test_s12_taking_away_none_is_no_line(anja: Who, now: datetime) -> None:
    account = anja.account or 0
    before = rows('SELECT COUNT(*) FROM "change"')
    set_pin(account, '', anja, now)
    assert rows('SELECT COUNT(*) FROM "change"') == before
