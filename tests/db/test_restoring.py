"""R5, D7: back to a backup with one command; whoever was erased since does not come back."""
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db import accounts, backup, devices, handover, keeping, ledger, people, sessions
from db.errors import Refused
from db.restore import restore
from db.store import FILE, close_store, open_store
from db.who import Who
from tests.db import canary
from tests.db.stories import count, drop_off, owner, residue, rows
from tests.personas import PASSWORDS

HOUR = timedelta(hours=1)


def taken(store: Path, now: datetime) -> Path:
    return backup.make(store / backup.FOLDER, now).path


def back(source: Path, store: Path, now: datetime, passphrase: str = '') -> int:
    close_store()
    return restore(source, store, now, passphrase)


def test_r5_everything_is_as_it_was(store: Path, anja: Who, now: datetime) -> None:
    number = drop_off(anja, now).number
    source = taken(store, now)
    drop_off(anja, now, item='Radio')
    assert back(source, store, now + HOUR) == 0
    assert rows('SELECT number FROM repair') == [(number,)]


def test_r5_what_was_there_before_lies_among_the_backups(store: Path, anja: Who, now: datetime) -> None:
    source = taken(store, now)
    drop_off(anja, now, item='Radio von gestern')
    back(source, store, now + HOUR)
    aside = backup.found(store / backup.FOLDER)[0]
    assert back(aside.path, store, now + 2 * HOUR) == 0
    assert rows('SELECT item FROM repair') == [('Radio von gestern',)]


def test_r5_an_old_log_beside_the_file_brings_nothing_back(store: Path, anja: Who, now: datetime) -> None:
    source = taken(store, now)
    drop_off(anja, now, item='Radio von gestern')
    shutil.copy(store / f'{FILE}-wal', store / 'wal')
    close_store()
    (store / 'wal').rename(store / f'{FILE}-wal')   # as a kill leaves it
    back(source, store, now + HOUR)
    assert rows('SELECT count(*) FROM repair') == [(0,)]
    assert rows('PRAGMA integrity_check') == [('ok',)]


def test_d7_canary_backup_erase_restore_and_nothing_is_found(store: Path, anja: Who, now: datetime) -> None:
    canary.own_columns()
    public_id = owner(drop_off(anja, now, first_name='Emine', phone='0351 1112223').number, now)
    words = canary.put_in(public_id, anja, now, keep_place=True)
    source = taken(store, now).rename(store.with_name('auf dem stick.sqlite'))
    assert {word for word, __ in residue(store, words)} == set(words), 'all of it is there before'
    handover.withdraw(public_id, None, anja, now)
    assert residue(store, words) == []
    assert [word for word in words if word.encode() not in source.read_bytes()] == [], 'and all of it in the backup'
    assert back(source, store, now + HOUR) == 1
    shutil.rmtree(store / backup.FOLDER)   # backups are the one place where somebody may rest for fourteen days
    assert count('person') == 0
    assert residue(store, words) == []


def test_d7_on_a_new_computer_the_ledger_of_the_stick_counts(store: Path, tmp_path: Path, anja: Who,
                                                             now: datetime) -> None:
    stick = tmp_path / 'stick'
    stick.mkdir()
    keeping.set_second(str(stick), 'ein Satz für den Stick', anja, now)
    seyma = owner(drop_off(anja, now).number, now)
    keeping.daily(now)
    handover.withdraw(seyma, None, anja, now)
    keeping.follow_ledger()
    older, fresh = backup.found(stick)[-1].path, tmp_path / 'neu'
    close_store()
    fresh.mkdir()
    assert restore(older, fresh, now + 26 * HOUR, 'ein Satz für den Stick') == 1
    assert count('person') == 0


@pytest.mark.parametrize('what', ['nothing', 'a folder', 'a text', 'cut off', 'another database', 'damaged'])
def test_r5_what_is_no_backup_is_refused_and_everything_stays(store: Path, tmp_path: Path, anja: Who, now: datetime,
                                                              what: str) -> None:
    number, source = drop_off(anja, now).number, tmp_path / 'quelle'
    good = taken(store, now).read_bytes()
    match what:
        case 'a folder':
            source.mkdir()
        case 'a text':
            source.write_text('Liebe Leute,')
        case 'cut off':
            source.write_bytes(good[:len(good) // 2])
        case 'another database':
            with closing(sqlite3.connect(source)) as other:
                other.execute('CREATE TABLE fremd (x)')
                other.commit()
        case 'damaged':
            source.write_bytes(good[:40_000] + b'\xff' * 40_000 + good[80_000:])
    with pytest.raises(Refused):
        back(source, store, now)
    open_store(store)
    assert rows('SELECT number FROM repair') == [(number,)]
    assert not [path for path in store.iterdir() if path.name.endswith('.part')]


def test_r5_a_backup_of_a_newer_program_is_refused(store: Path, now: datetime) -> None:
    source = taken(store, now)
    with closing(sqlite3.connect(source)) as other:
        other.execute("INSERT INTO schema_migration (name, applied) VALUES ('9999_morgen', '2027-01-01')")
        other.commit()
    with pytest.raises(Refused, match='neueren Version'):
        back(source, store, now)


def test_s8_nobody_is_logged_in_afterwards(store: Path, now: datetime) -> None:
    token = accounts.log_in('Mira', PASSWORDS['mira'], '::1', now).token
    source = taken(store, now)
    back(source, store, now)
    assert sessions.session(token, now) is None


def test_s8_a_tablet_that_was_removed_since_does_not_come_back(store: Path, anja: Who, now: datetime) -> None:
    token = devices.enrol('Verloren', anja, now)
    source = taken(store, now)
    devices.revoke(devices.devices()[0].id, anja, now)
    back(source, store, now)
    assert devices.find(token) is None


def test_r3_a_damaged_store_is_set_aside_as_it_is(store: Path, anja: Who, now: datetime) -> None:
    number = drop_off(anja, now).number
    source = taken(store, now).rename(store.with_name('gut.sqlite'))
    close_store()
    (store / FILE).write_bytes(b'kaputt' * 5000)
    with pytest.raises(Refused, match='Sicherung'):
        open_store(store)
    restore(source, store, now + HOUR)
    assert rows('SELECT number FROM repair') == [(number,)]
    (aside,) = backup.found(store / backup.FOLDER)
    assert (aside.good, aside.path.read_bytes()[:6]) == (False, b'kaputt')


def test_the_store_itself_is_no_backup(store: Path, anja: Who, now: datetime) -> None:
    drop_off(anja, now)
    close_store()
    with pytest.raises(Refused, match='das Kontaktbuch selbst'):
        restore(store / 'sicherungen' / '..' / FILE, store, now)
    open_store(store)
    assert count('repair') == 1


def test_what_is_kept_stays_kept(store: Path, anja: Who, now: datetime) -> None:
    """The ledger erases whom it names and nobody else."""
    seyma = owner(drop_off(anja, now).number, now)
    karl = owner(drop_off(anja, now, first_name='Karl', last_name='K', phone='0351 777666').number, now)
    source = taken(store, now)
    handover.withdraw(karl, None, anja, now)
    back(source, store, now)
    assert (people.read(seyma).name, count('person'), len(ledger.read(store))) == ('Şeyma Wiśniewska', 1, 1)
