"""R2, R4, R5: killed at each step of a migration, of a backup and of a restore: it is as before or as after.

A step is whatever Python tells its auditors of (a file opened, renamed, removed …) and each statement of SQLite.
"""
import multiprocessing
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from db import accounts, backup, handover, sessions
from db import store as opening
from db.restore import restore
from db.store import FILE, MIGRATIONS, close_store, open_store
from db.who import Who
from tests.db.stories import drop_off, owner, rows
from tests.personas import PASSWORDS

fork = multiprocessing.get_context('fork')
HOUR = timedelta(hours=1)
# a few steps spread over all of them, or really each
FILES = ('open', 'os.rename', 'os.remove', 'os.chmod', 'os.mkdir', 'os.truncate', 'shutil.copyfile')
HOW_MANY = pytest.mark.parametrize('most', [8, pytest.param(10_000, marks=pytest.mark.long)], ids=['some', 'each'])
LATER = '''
def up(migrator, db):
    db.execute_sql('ALTER TABLE repair ADD COLUMN later TEXT')
    db.execute_sql('CREATE TABLE later (id INTEGER PRIMARY KEY)')
    db.execute_sql("UPDATE repair SET later = 'ja'")
'''


def in_child(work: Callable[[], object], below: Path, at: int) -> int:
    """Do it in another process that is killed at this step; 0 lets it finish. Returns how many steps there are."""
    counted, connect = fork.Value('i', 0), sqlite3.connect

    def step(*_what: object) -> None:
        counted.value += 1
        if counted.value == at:
            os.kill(os.getpid(), signal.SIGKILL)

    def heard(event: str, what: tuple[Any, ...]) -> None:
        if event in FILES and str(what[0]).startswith(str(below)):
            step()

    def traced(*args: Any, **options: Any) -> sqlite3.Connection:
        connection = connect(*args, **options)
        connection.set_trace_callback(step)
        return connection

    def child() -> None:
        sqlite3.connect = sqlite3.dbapi2.connect = traced
        sys.addaudithook(heard)
        work()
    process = fork.Process(target=child)
    process.start()
    process.join()
    assert process.exitcode == (-signal.SIGKILL if at else 0)
    return int(counted.value)


def killed(folder: Path, work: Callable[[Path], object], most: int) -> Iterator[Path]:
    """The folder as each kill has left it."""
    close_store()

    def copied(name: str) -> Path:
        copy = folder.with_name(name)
        shutil.copytree(folder, copy)
        return copy
    whole = copied('whole')
    steps = in_child(lambda: work(whole), whole, 0)
    assert steps > 10
    for at in sorted({1 + steps * number // most for number in range(min(most, steps))} if most < steps
                     else range(1, steps + 1)):
        copy = copied(f'killed-{at}')
        in_child(lambda copy=copy: work(copy), copy, at)
        yield copy
        close_store()
        shutil.rmtree(copy)


def sound() -> None:
    assert rows('PRAGMA integrity_check') == [('ok',)]
    assert not rows('PRAGMA foreign_key_check')


@HOW_MANY
def test_r4_a_backup(store: Path, anja: Who, now: datetime, most: int) -> None:
    number = drop_off(anja, now).number

    def work(folder: Path) -> None:
        open_store(folder)
        backup.make(folder / backup.FOLDER, now)
    done = []
    for folder in killed(store, work, most):
        place = folder / backup.FOLDER
        made = backup.found(place)
        for each in made:
            backup.verify(each.path)
        done.append(bool(made))
        for part in place.glob('.*.part'):
            os.utime(part, (0, 0))
        open_store(folder)
        assert rows('SELECT number FROM repair') == [(number,)]
        sound()
        assert not list(place.glob('.*.part')), 'what was half made is swept away'
        backup.make(place, now + HOUR)
    assert done == sorted(done)
    assert not done[0]


@HOW_MANY
def test_r5_a_restore(store: Path, tmp_path: Path, anja: Who, now: datetime, most: int) -> None:
    """Şeyma was erased since the backup, a radio came in since, and Mira has logged out since."""
    token = accounts.log_in('Mira', PASSWORDS['mira'], '::1', now).token
    seyma = owner(drop_off(anja, now).number, now)
    source = backup.make(store / backup.FOLDER, now).path.rename(tmp_path / 'gut.sqlite')
    handover.withdraw(seyma, None, anja, now)
    sessions.log_out(token, now)
    drop_off(anja, now, item='Radio', first_name='Emine', last_name='Özdemir', phone='0351 998877')
    before, after = (['Radio', 'Toaster'], ['Emine']), (['Toaster'], [])
    seen = []
    for folder in killed(store, lambda folder: restore(source, folder, now + HOUR), most):
        open_store(folder)
        found = (sorted(item for (item,) in rows('SELECT item FROM repair')),
                 [name for (name,) in rows('SELECT first_name FROM person')])
        assert found in (before, after)
        assert sessions.session(token, now) is None, 'S8'
        sound()
        seen.append(found == after)
        close_store()
        assert restore(source, folder, now + 2 * HOUR) in (0, 1)
        assert rows('SELECT item FROM repair') == [('Toaster',)]
        assert rows('SELECT count(*) FROM person') == [(0,)]
    assert seen == sorted(seen)
    assert not seen[0]


@HOW_MANY
def test_r4_a_migration(store: Path, tmp_path: Path, anja: Who, now: datetime, most: int,
                        monkeypatch: pytest.MonkeyPatch) -> None:
    number = drop_off(anja, now).number
    steps = tmp_path / 'migrations'
    shutil.copytree(MIGRATIONS, steps)
    (steps / '0999_later.py').write_text(LATER)
    close_store()
    monkeypatch.setattr(opening, 'MIGRATIONS', steps)
    for folder in killed(store, open_store, most):
        with closing(sqlite3.connect(folder / FILE)) as outside:
            applied = outside.execute("SELECT count(*) FROM schema_migration WHERE name = '0999_later'").fetchone()[0]
            columns = {row[1] for row in outside.execute('PRAGMA table_info(repair)')}
            made = outside.execute("SELECT count(*) FROM sqlite_master WHERE name = 'later'").fetchone()[0]
        assert ('later' in columns, made) == (bool(applied), applied), 'all of it or nothing'
        open_store(folder)
        assert rows('SELECT number, later FROM repair') == [(number, 'ja')]
        sound()
        assert any('vor-dem-Erneuern' in each.path.name for each in backup.found(folder / backup.FOLDER))


@HOW_MANY
def test_r2_the_very_first_start(tmp_path: Path, most: int) -> None:
    empty = tmp_path / 'empty'
    empty.mkdir()
    for folder in killed(empty, open_store, most):
        open_store(folder)
        assert rows('SELECT count(*) FROM consent_text')[0][0] > 0
        sound()
