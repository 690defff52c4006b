"""R5, R6, R7, D7, S8: a backup comes back: what it must not do, whom and what it brings along."""
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db import accounts, backup, devices, handover, ledger, pins, sessions
from db.errors import Refused, Unavailable
from db.holding import held_alone, in_use, in_use_by_nobody
from db.restore import restore
from db.store import FILE, close_store, open_store
from db.who import COMMAND_LINE, Role, Who
from tests.commands import command
from tests.db.stories import count, drop_off, files_of_at_most, owner, rows
from tests.personas import PASSWORDS

HOUR = timedelta(hours=1)
NO_LEDGER = 'kein Verzeichnis der Löschungen'


def taken(store: Path, now: datetime) -> Path:
    """Closes the store, too."""
    made = backup.make(store / backup.FOLDER, now).path
    close_store()
    return made


@pytest.mark.parametrize('damaged', [False, True])
def test_r7_no_room_to_set_the_old_one_aside(store: Path, anja: Who, now: datetime, damaged: bool) -> None:
    """No room is no damage; and half a copy is no backup."""
    source = backup.make(store / backup.FOLDER, now).path.rename(store.with_name('gut.sqlite'))
    room = source.stat().st_size + 100_000
    drop_off(anja, now)
    rows("INSERT INTO setting (name, value) VALUES ('groß', hex(zeroblob(?)))", room)
    close_store()
    if damaged:
        (store / FILE).write_bytes(b'kaputt' * room)
    before = (store / FILE).read_bytes()
    with files_of_at_most(room), pytest.raises(Refused, match=r'Größer darf|Platte voll'):
        restore(source, store, now + HOUR)
    assert (store / FILE).read_bytes() == before
    assert not list((store / backup.FOLDER).iterdir())
    assert not list(store.glob('.*.part*'))


def test_r7_a_store_that_is_busy_is_not_taken_for_damaged(store: Path, now: datetime,
                                                          monkeypatch: pytest.MonkeyPatch) -> None:
    source = taken(store, now).rename(store.with_name('gut.sqlite'))

    def busy(*_what: object) -> None:
        raise Unavailable('Gerade beschäftigt.', passes=True)
    monkeypatch.setattr(backup, 'make', busy)
    with pytest.raises(Unavailable, match='beschäftigt'):
        restore(source, store, now + HOUR)
    assert not list((store / backup.FOLDER).iterdir())


# ---- what a restore must not do --------------------------------------------------------------------------------------
def test_r5_a_refused_restore_leaves_the_ledger_as_it_was(store: Path, tmp_path: Path, now: datetime) -> None:
    source = taken(store, now).rename(tmp_path / 'neuer.sqlite')
    with closing(sqlite3.connect(source)) as other:
        other.execute("INSERT INTO schema_migration (name, applied) VALUES ('9999_morgen', '2027-01-01')")
        other.commit()
    ledger.note(tmp_path, [ledger.line_of('fremd', now, 'withdrawal', person='niemand')])
    with pytest.raises(Refused, match='neueren Version'):
        restore(source, store, now + HOUR)
    assert ledger.read(store) == ()


def test_r6_the_commands_say_so(store: Path, now: datetime) -> None:
    source = taken(store, now)
    with in_use(store):
        restored = command(store, 'restore', str(source))
        assert command(store, 'user', 'list').returncode == 0
    with in_use_by_nobody(store):
        listed = command(store, 'user', 'list')
    for refused in restored, listed:
        assert (refused.returncode, refused.stdout, refused.stderr.count('\n')) == (1, '', 1), refused.stderr


def test_r6_a_command_at_work_holds_a_restore_up_and_the_other_way_round(folder: Path) -> None:
    with in_use(folder), in_use(folder), held_alone(folder), \
            pytest.raises(Refused, match='ein anderer Befehl'), in_use_by_nobody(folder):
        pass
    with in_use_by_nobody(folder), pytest.raises(Refused, match='wird eine Sicherung zurückgeholt'), in_use(folder):
        pass
    with in_use_by_nobody(folder):
        pass


# ---- whom and what it brings back ------------------------------------------------------------------------------------
def test_d7_the_folder_of_another_computer_names_whom_to_erase(store: Path, tmp_path: Path, anja: Who,
                                                               now: datetime) -> None:
    """As it lies on its disk: the ledger is one level above the backups."""
    seyma = owner(drop_off(anja, now).number, now)
    source = backup.make(store / backup.FOLDER, now).path
    handover.withdraw(seyma, None, anja, now)
    close_store()
    told: list[str] = []
    assert restore(source, tmp_path / 'neu', now + HOUR, say=told.append) == 1
    assert (count('person'), told) == (0, [])


def test_d7_where_nobody_can_know_who_was_erased_it_is_said(store: Path, tmp_path: Path, anja: Who,
                                                            now: datetime) -> None:
    drop_off(anja, now)
    alone = tmp_path / 'mitgenommen' / 'gut.sqlite'
    alone.parent.mkdir()
    shutil.copy(taken(store, now), alone)
    told: list[str] = []
    restore(alone, tmp_path / 'neu', now + HOUR, say=told.append)
    close_store()
    assert [NO_LEDGER in sentence for sentence in told] == [True]
    told.clear()
    restore(alone, store, now + HOUR, say=told.append)
    close_store()
    assert told == [], 'this café knows whom it has erased'
    (alone.parent / ledger.FILE).touch()
    restore(alone, tmp_path / 'neuer', now + HOUR, say=told.append)
    assert told == [], 'an empty ledger says that it was nobody'


def test_d7_a_damaged_store_of_this_cafe_still_knows_whom_it_has_erased(store: Path, tmp_path: Path, anja: Who,
                                                                        now: datetime) -> None:
    seyma = owner(drop_off(anja, now).number, now)
    source = backup.make(store / backup.FOLDER, now).path.rename(tmp_path / 'gut.sqlite')
    handover.withdraw(seyma, None, anja, now)
    close_store()
    (store / FILE).write_bytes(b'kaputt' * 5000)
    told: list[str] = []
    assert restore(source, store, now + HOUR, say=told.append) == 1
    assert told == []


def test_s8_accounts_that_are_as_they_were_are_named(store: Path, anja: Who, now: datetime) -> None:
    source = backup.make(store / backup.FOLDER, now).path
    accounts.set_password('Mira', 'ein ganz neues Passwort', COMMAND_LINE, now)
    close_store()
    told: list[str] = []
    restore(source, store, now + HOUR, say=told.append)
    assert [sentence.partition('.')[0] for sentence in told] == [
        'Diese Zugänge sind wieder, wie sie damals waren: Mira']


def test_s2_a_role_that_was_taken_away_since_is_named(store: Path, now: datetime) -> None:
    source = backup.make(store / backup.FOLDER, now).path
    (mira,) = (line for line in accounts.accounts() if line.name == 'Mira')
    assert mira.role is not Role.COUNTER
    accounts.set_role(mira.id, Role.COUNTER, COMMAND_LINE, now)
    close_store()
    told: list[str] = []
    restore(source, store, now + HOUR, say=told.append)
    assert told == ['Diese Zugänge sind wieder, wie sie damals waren: Mira. Bitte Rollen, Passwörter und Sperren '
                    'ansehen.']


@pytest.mark.parametrize('by_hand', [False, True])
def test_s8_a_pin_that_was_replaced_since_opens_nothing_any_more(store: Path, anja: Who, now: datetime,
                                                                 by_hand: bool) -> None:
    pins.set_pin(anja.account or 0, '482915', anja, now)
    source = backup.make(store / backup.FOLDER, now).path
    pins.set_pin(anja.account or 0, '735026', anja, now)
    close_store()
    told: list[str] = []
    if by_hand:
        shutil.copy(source, store / FILE)
        open_store(store)
    else:
        restore(source, store, now + HOUR, say=told.append)
        assert [sentence for sentence in told if 'die PINs neu setzen' in sentence]
    assert pins.owners() == []
    device = devices.find(devices.enrol('Tablet', anja, now + HOUR))
    assert device
    with pytest.raises(Refused):
        pins.unlock(anja.account or 0, '482915', device.id, '::1', now + HOUR)


def test_s8_a_backup_copied_over_by_hand_lets_nobody_in(store: Path, anja: Who, now: datetime) -> None:
    token = accounts.log_in('Mira', PASSWORDS['mira'], '::1', now).token
    tablet = devices.enrol('Tablet', anja, now)
    source = backup.make(store / backup.FOLDER, now).path
    sessions.log_out(token, now)
    devices.revoke(devices.devices()[0].id, anja, now)
    close_store()
    shutil.copy(source, store / FILE)
    open_store(store)
    assert sessions.session(token, now) is None
    assert devices.find(tablet) is None


def test_no_number_is_given_twice_after_a_restore(store: Path, anja: Who, now: datetime) -> None:
    """The items that came in since the backup stand in the shelf, with their tags."""
    drop_off(anja, now)
    source = backup.make(store / backup.FOLDER, now).path
    given = [drop_off(anja, now).number for _ in range(3)]
    close_store()
    for hours in (1, 2):   # the second time the store itself no longer knows
        restore(source, store, now + hours * HOUR)
        assert drop_off(anja, now).number[:7] == f'26-000{4 + hours}'
        close_store()
    assert [number[:7] for number in given] == ['26-0002', '26-0003', '26-0004']


def test_where_nobody_knows_the_numbers_since_a_gap_is_left(store: Path, tmp_path: Path, anja: Who,
                                                            now: datetime) -> None:
    drop_off(anja, now)
    source = taken(store, now)
    restore(source, tmp_path / 'neu', now + HOUR)
    assert drop_off(anja, now + HOUR).number[:7] == '26-0102'
