"""D7, R4, R5: the store of an older version of the program comes back, and is renewed on its way."""
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from peewee import SqliteDatabase
from playhouse.migrations import Runner

from db import accounts, backup, devices, handover, people, pins, retention
from db.restore import ASIDE, restore
from db.store import BEFORE, FILE, MIGRATIONS, close_store, open_store
from db.who import Who
from tests.db import canary
from tests.db.stories import count, drop_off, owner, residue, rows
from tests.personas import PASSWORDS

HOUR = timedelta(hours=1)


def taken(store: Path, now: datetime) -> Path:
    return backup.make(store / backup.FOLDER, now).path


def before_tablets(source: Path, target: Path) -> Path:
    """The same café in a file of the first version of the program, which knew neither tablets nor PINs."""
    older = SqliteDatabase(str(target))
    Runner(older, str(MIGRATIONS)).up('0001_first_store')
    older.execute_sql('PRAGMA foreign_keys = OFF')
    older.execute_sql('ATTACH ? AS newer', [str(source)])
    first = ('consent_text', 'consent')   # nobody without consent, here too
    for table in (*first, *(name for name in older.get_tables() if name not in first)):
        if not table.startswith(('schema_', 'sqlite_')):
            known = {column.name for column in older.get_columns(table, 'newer')}
            names = ', '.join(f'"{column.name}"' for column in older.get_columns(table) if column.name in known)
            older.execute_sql(f'INSERT OR IGNORE INTO main."{table}" ({names}) SELECT {names} FROM newer."{table}"')
    older.close()
    return target


def erased_since_an_older_version(store: Path, target: Path, anja: Who, now: datetime) -> list[str]:
    """A copy of the first version's store at `target`; whoever stands in it is erased since. Returns what to look for.
    Nothing that holds them is left in the data folder but what is made from now on."""
    canary.own_columns()
    public_id = owner(drop_off(anja, now, first_name='Emine', phone='0351 1112223').number, now)
    words = canary.put_in(public_id, anja, now, keep_place=True)
    before_tablets(taken(store, now), target)
    shutil.rmtree(store / backup.FOLDER)
    handover.withdraw(public_id, None, anja, now)
    assert residue(store, words) == []
    assert {word for word, __ in residue(target.parent, words) if word in words} == set(words)
    close_store()
    return words


def test_d7_canary_a_backup_of_an_older_version_comes_back_and_no_new_copy_holds_anybody(
        store: Path, tmp_path: Path, anja: Who, now: datetime) -> None:
    old = tmp_path / 'stick' / 'alt.sqlite'
    old.parent.mkdir()
    words = erased_since_an_older_version(store, old, anja, now)
    assert restore(old, store, now + 13 * 24 * HOUR) == 1
    assert count('person') == 0
    assert [copy.path.name for copy in backup.found(store / backup.FOLDER)] == [
        backup.name_for(now + 13 * 24 * HOUR, ASIDE)], 'what was there before, and nothing else'
    assert residue(store, words) == []


def test_d7_canary_a_file_of_an_older_version_copied_over_by_hand_leaves_no_copy(
        store: Path, tmp_path: Path, anja: Who, now: datetime) -> None:
    old = tmp_path / 'stick' / 'alt.sqlite'
    old.parent.mkdir()
    words = erased_since_an_older_version(store, old, anja, now)
    kept = backup.name_for(now - 24 * HOUR, BEFORE)   # from before anybody was erased: the way back of that day
    (store / backup.FOLDER).mkdir()
    (store / backup.FOLDER / kept).write_bytes(b'SQLite format 3')
    killed = backup.name_for(now + HOUR, BEFORE)      # a start that made its copy and came no further
    shutil.copy(old, store / backup.FOLDER / killed)
    shutil.copy(old, store / FILE)
    open_store(store)
    retention.scrub(now)
    assert count('person') == 0
    assert [copy.path.name for copy in backup.found(store / backup.FOLDER)] == [kept]
    assert residue(store, words) == []


def test_r4_the_copy_before_a_renewal_stays_where_nobody_was_erased(store: Path, tmp_path: Path, anja: Who,
                                                                    now: datetime) -> None:
    drop_off(anja, now)
    old = before_tablets(taken(store, now).rename(tmp_path / 'jetzt.sqlite'), tmp_path / 'alt.sqlite')
    close_store()
    shutil.copy(old, store / FILE)
    open_store(store)
    (copy,) = backup.found(store / backup.FOLDER)
    assert BEFORE in copy.path.name


def test_r5_a_backup_of_the_version_before_tablets_comes_back(store: Path, tmp_path: Path, anja: Who,
                                                              now: datetime) -> None:
    number = drop_off(anja, now).number
    accounts.log_in('Mira', PASSWORDS['mira'], '::1', now)
    old = before_tablets(taken(store, now), tmp_path / 'alt.sqlite')
    with closing(sqlite3.connect(old)) as outside:
        assert outside.execute('SELECT number FROM repair').fetchall() == [(number,)]
        with pytest.raises(sqlite3.OperationalError, match='no such'):
            outside.execute('SELECT pin FROM account JOIN device')
    pins.set_pin(anja.account or 0, '482915', anja, now)
    token = devices.enrol('Tablet', anja, now)
    close_store()
    restore(old, store, now + HOUR)
    assert people.read(owner(number, now)).name == 'Şeyma Wiśniewska'
    assert (devices.find(token), devices.devices(), pins.owners(), count('session')) == (None, [], [], 0)
    device = devices.find(devices.enrol('Tablet', anja, now + HOUR))
    pins.set_pin(anja.account or 0, '482915', anja, now + HOUR)
    assert device
    assert pins.unlock(anja.account or 0, '482915', device.id, '::1', now + HOUR).who.device == device.id
    assert rows('PRAGMA foreign_key_check') == []
