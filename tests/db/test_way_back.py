"""R2, R5, D7: what a backup meets where it comes back to: old logs, other computers, commands at work, old accounts."""
import multiprocessing
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db import accounts, backup, handover, ledger
from db import restore as way_back
from db import store as opening
from db.errors import Refused, Unavailable
from db.holding import held_alone, in_use, in_use_by_nobody
from db.restore import restore
from db.store import FILE, close_store, open_store
from db.unfinished import LOGS
from db.who import COMMAND_LINE, Who
from tests.db.stories import count, drop_off, files_of_at_most, owner, rows
from tests.personas import PASSWORDS

HOUR = timedelta(hours=1)
NO_LEDGER = 'kein Verzeichnis der Löschungen'
ROOT = Path(__file__).parents[2]
fork = multiprocessing.get_context('fork')


def taken(store: Path, now: datetime) -> Path:
    """Closes the store, too."""
    made = backup.make(store / backup.FOLDER, now).path
    close_store()
    return made


def is_wal(file: Path) -> bool:
    return file.read_bytes()[18:20] == b'\x02\x02'


def killed_while_writing(file: Path) -> None:
    """A program that writes into a file without a log of its own is killed in the middle: half of it stands in the
    file, and what was there before in a journal beside it."""
    def write() -> None:
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute('PRAGMA cache_size = 1')
            other.execute('BEGIN IMMEDIATE')
            other.execute('CREATE TABLE half (x)')
            other.execute("INSERT INTO half WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 2000) "
                          "SELECT hex(zeroblob(100)) FROM n")
            other.execute('UPDATE setting SET value = value')
            os.kill(os.getpid(), signal.SIGKILL)
    process = fork.Process(target=write)
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert file.with_name(f'{file.name}-journal').stat().st_size > 0


# ---- killed in the first moments -------------------------------------------------------------------------------------
def test_r2_a_new_store_appears_when_it_has_a_log(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite's own steps from a new file to one with a log cannot be killed at any moment; a name is given at one."""
    found = []
    monkeypatch.setattr(opening, '_look', lambda file: found.append((is_wal(file), os.listdir(folder))))
    open_store(folder)
    close_store()
    assert found == [(True, found[0][1])]
    assert not [name for name in found[0][1] if name.endswith(('.part', *LOGS))]


def test_r2_what_comes_back_has_a_log_before_it_takes_its_place(store: Path, now: datetime,
                                                                monkeypatch: pytest.MonkeyPatch) -> None:
    source, seen = taken(store, now), []
    swap = way_back.swap
    monkeypatch.setattr(way_back, 'swap', lambda ready, file: (seen.append(is_wal(ready)), swap(ready, file)))
    restore(source, store, now + HOUR)
    assert seen == [True]


def test_r2_killed_at_the_first_opening_of_a_copied_backup(store: Path, anja: Who, now: datetime) -> None:
    number = drop_off(anja, now).number
    source = taken(store, now)
    shutil.copy(source, store / FILE)
    killed_while_writing(store / FILE)
    open_store(store)
    assert rows('SELECT number FROM repair') == [(number,)]
    assert rows('PRAGMA integrity_check') == [('ok',)]
    assert not rows("SELECT 1 FROM sqlite_master WHERE name = 'half'")


@pytest.mark.parametrize('end', LOGS)
def test_r5_no_log_of_the_old_file_stays_beside_the_new_one(store: Path, anja: Who, now: datetime, end: str) -> None:
    """The store is damaged, so opening it has not emptied its log."""
    number = drop_off(anja, now).number
    source = taken(store, now)
    old = store.with_name('alt.sqlite')
    shutil.copy(source, old)
    if end == '-journal':
        killed_while_writing(old)
    else:
        with closing(sqlite3.connect(old)) as other:
            other.execute('PRAGMA journal_mode = wal')
            other.execute('UPDATE repair SET number = 0')
            other.commit()
            for each in LOGS[1:]:
                shutil.copy(f'{old}{each}', f'{old}{each}.kept')
        old.with_name(f'{old.name}{end}.kept').rename(old.with_name(f'{old.name}{end}'))
    (store / FILE).write_bytes(b'kaputt' * 5000)
    beside = store / f'{FILE}{end}'
    shutil.move(f'{old}{end}', beside)
    before = beside.read_bytes()
    way_back.set_aside(store, now + HOUR)
    beside.write_bytes(before)   # whatever looking at the damaged file has done to it
    with backup.brought(source, store / FILE) as ready:
        way_back.swap(ready, store / FILE)
    assert not beside.exists()
    open_store(store)
    assert rows('SELECT number FROM repair') == [(number,)]
    assert rows('PRAGMA integrity_check') == [('ok',)]


def test_r3_what_cannot_be_opened_is_set_aside_with_its_journal(store: Path, now: datetime) -> None:
    """A backup copied over by hand, killed at its first opening, beside the log of the file that was there before."""
    source = taken(store, now).rename(store.with_name('gut.sqlite'))
    shutil.copy(source, store / FILE)
    killed_while_writing(store / FILE)
    journal = (store / f'{FILE}-journal').read_bytes()
    (store / f'{FILE}-wal').write_bytes(b'ein altes Protokoll')
    restore(source, store, now + HOUR)
    kept = {path.name.partition('.sqlite')[2]: path.read_bytes() for path in (store / backup.FOLDER).iterdir()}
    assert set(kept) == {'', '-wal', '-journal'}
    assert (kept['-wal'], kept['-journal']) == (b'ein altes Protokoll', journal)


def test_r5_a_store_is_brought_back_with_its_log(store: Path, tmp_path: Path, anja: Who, now: datetime) -> None:
    """The folder of a computer whose program was killed: the last rows stand in the log only."""
    drop_off(anja, now)
    rows('PRAGMA wal_checkpoint(TRUNCATE)')
    drop_off(anja, now, item='Radio')
    old = tmp_path / 'alt'
    old.mkdir()
    for end in ('', '-wal'):
        shutil.copy(store / f'{FILE}{end}', old / f'{FILE}{end}')
    close_store()
    before = {path.name: path.read_bytes() for path in old.iterdir()}
    restore(old / FILE, tmp_path / 'neu', now + HOUR)
    assert rows('SELECT item FROM repair ORDER BY id') == [('Toaster',), ('Radio',)]
    assert {path.name: path.read_bytes() for path in old.iterdir()} == before, 'the source stays as it is'


def test_d7_a_log_beside_a_backup_is_not_its_own(store: Path, tmp_path: Path, anja: Who, now: datetime) -> None:
    source = backup.make(store / backup.FOLDER, now).path
    drop_off(anja, now)
    shutil.copy(store / f'{FILE}-wal', f'{source}-wal')
    close_store()
    restore(source, tmp_path / 'neu', now + HOUR)
    assert rows('SELECT item FROM repair') == []


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


def command(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, ROOT / 'dashboard.py', *words], capture_output=True, text=True, timeout=60,
                          env=os.environ | {'KONTAKTBUCH_DATA': str(folder)}, check=False)


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


def test_s8_a_backup_copied_over_by_hand_lets_nobody_in(store: Path, now: datetime) -> None:
    token = accounts.log_in('Mira', PASSWORDS['mira'], '::1', now).token
    source = backup.make(store / backup.FOLDER, now).path
    accounts.log_out(token, now)
    close_store()
    shutil.copy(source, store / FILE)
    open_store(store)
    assert accounts.session(token, now) is None


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
