"""R2, R5: a kill in the very first moments of a store, and the logs that lie beside a file that comes back."""
import multiprocessing
import os
import shutil
import signal
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db import backup
from db import restore as way_back
from db import store as opening
from db.restore import restore
from db.store import FILE, close_store, open_store
from db.unfinished import LOGS
from db.who import Who
from tests.db.stories import drop_off, rows

HOUR = timedelta(hours=1)
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
