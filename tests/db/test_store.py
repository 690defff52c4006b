"""Opening the store: pragmas on every connection, private files, one server per folder, damage noticed (R1, R3, R6)."""
import multiprocessing
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from db import backup, exporting, health
from db.clock import utc_now
from db.connection import PRAGMAS, Database, db
from db.errors import Refused
from db.holding import held_alone, in_use
from db.restore import restore
from db.store import FILE, MIGRATIONS, close_store, open_store
from db.who import Who
from tests.db.stories import at_once, count, drop_off, raw, rows

fork = multiprocessing.get_context('fork')
ROOT = Path(__file__).parents[2]
WANTED = {'journal_mode': 'wal', 'synchronous': 2, 'foreign_keys': 1, 'secure_delete': 1, 'busy_timeout': 5000}


def pragmas(_: int = 0) -> dict[str, object]:
    return {name: rows(f'PRAGMA {name}')[0][0] for name in WANTED}


# ---- R1: every connection --------------------------------------------------------------------------------------------
def test_r1_the_connection_has_its_pragmas(store: Path) -> None:
    assert pragmas() == WANTED


def test_r1_so_has_each_thread_and_each_reconnection(store: Path) -> None:
    assert at_once(pragmas) == [WANTED] * 8
    close_store()
    db.connect()
    assert pragmas() == WANTED


def test_r1_a_connection_that_does_not_take_them_is_refused() -> None:
    in_memory = Database(':memory:', autoconnect=False, pragmas=PRAGMAS)   # cannot have a write-ahead log
    with pytest.raises(RuntimeError, match='journal_mode'):
        in_memory.connect()


def test_d1_foreign_keys_are_checked_while_writing(store: Path) -> None:
    with pytest.raises(Exception, match='FOREIGN KEY'):
        db.execute_sql("INSERT INTO contact (person_id) VALUES (4711)")


def test_nothing_is_left_to_temporary_files(store: Path) -> None:
    assert rows('PRAGMA temp_store') == [(2,)]


# ---- S13: only for the one who runs it -------------------------------------------------------------------------------
def mode(path: Path) -> str:
    return oct(stat.S_IMODE(path.stat().st_mode))


def test_s13_folder_and_files_are_private(store: Path, anja: Who, now: datetime) -> None:
    drop_off(anja, now)
    assert (store / f'{FILE}-wal').exists()
    assert mode(store) == '0o700'
    assert {path.name: mode(path) for path in store.iterdir()} == {path.name: '0o600' for path in store.iterdir()}


SERVER = '''
import os, sys, time
from pathlib import Path
os.umask(0o022)
from db.holding import held_alone
from db.store import open_store
with held_alone(Path(sys.argv[1])):
    open_store(Path(sys.argv[1]))
    print('offen', flush=True)
    time.sleep(60)
'''


def server(folder: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, '-c', SERVER, folder], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == 'offen\n'
    return process


def end(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate()


def test_s13_a_folder_that_everybody_could_read_is_closed(folder: Path) -> None:
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    process = server(folder)
    try:
        assert mode(folder) == '0o700'
        assert {path.name: mode(path) for path in folder.iterdir()} == {
            path.name: '0o600' for path in folder.iterdir()}
    finally:
        end(process)


# ---- R6: one server per folder ---------------------------------------------------------------------------------------
def test_r6_a_second_server_stops_with_a_sentence_and_others_work_beside_it(folder: Path) -> None:
    process = server(folder)
    try:
        with pytest.raises(Refused, match='läuft für diesen Ordner schon') as refusal, held_alone(folder):
            pass
        assert str(folder) in refusal.value.sentence
        open_store(folder)   # as ./run.sh ticket does
        assert count('consent_text') == 6
    finally:
        end(process)
        close_store()


def test_r6_a_killed_server_does_not_block_the_next_start(folder: Path) -> None:
    end(server(folder))
    with held_alone(folder):
        open_store(folder)
        assert count('person') == 0
        close_store()


def opens(folder: Path) -> None:
    try:
        open_store(folder)
    except Refused:
        os._exit(1)


def test_r6_four_first_starts_at_once(folder: Path) -> None:
    """The server and three commands, before anything is there."""
    children = [fork.Process(target=opens, args=(folder,)) for _ in range(4)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    assert [child.exitcode for child in children] == [0] * 4
    open_store(folder)
    assert (count('consent_text'), count('schema_migration')) == (6, len(list(MIGRATIONS.glob('0*.py'))))
    close_store()


def test_r2_a_first_start_that_is_killed_is_followed_by_one_that_works(folder: Path) -> None:
    for number in range(8):
        child = fork.Process(target=opens, args=(folder / str(number),))
        child.start()
        time.sleep(number * 0.015)
        os.kill(child.pid or 0, signal.SIGKILL)
        child.join()
        open_store(folder / str(number))
        assert count('consent_text') == 6
        close_store()


def test_r6_another_folder_is_another_cafe(folder: Path, tmp_path: Path) -> None:
    with held_alone(folder), held_alone(tmp_path / 'another'):
        assert (tmp_path / 'another').is_dir()


# ---- what is not a store of ours -------------------------------------------------------------------------------------
def test_somebody_elses_database_is_not_taken_over(folder: Path) -> None:
    folder.mkdir()
    with closing(sqlite3.connect(folder / FILE)) as other:
        other.execute('CREATE TABLE person (name TEXT)')
        other.execute("INSERT INTO person VALUES ('Emine')")
        other.commit()
    with pytest.raises(Refused, match=FILE):
        open_store(folder)
    with closing(sqlite3.connect(folder / FILE)) as other:
        assert other.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall() == [('person',)]
        assert other.execute('SELECT * FROM person').fetchall() == [('Emine',)]


@pytest.mark.parametrize('place', ['a file', 'below a file', 'the store is a folder'])
def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path, place: str) -> None:
    (tmp_path / 'Datei').write_text('Hier liegt schon etwas.')
    (tmp_path / 'Ordner' / FILE).mkdir(parents=True)
    folder = {'a file': tmp_path / 'Datei', 'below a file': tmp_path / 'Datei' / 'data',
              'the store is a folder': tmp_path / 'Ordner'}[place]
    with pytest.raises(Refused) as refusal:
        open_store(folder)
    assert FILE in refusal.value.sentence or str(folder) in refusal.value.sentence
    assert (tmp_path / 'Datei').read_text() == 'Hier liegt schon etwas.'


def test_a_server_whose_folder_cannot_be_used_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / 'Datei').write_text('Hier liegt schon etwas.')
    with pytest.raises(Refused, match='Datei'), held_alone(tmp_path / 'Datei'):
        pass


@pytest.mark.parametrize('lose', [lambda file: file.unlink(), lambda file: os.truncate(file, 0)])
def test_r3_a_store_that_is_lost_is_no_new_cafe(bare_store: Path, now: datetime, lose: Callable[[Path], None]) -> None:
    kept = backup.make(bare_store / 'sicherungen', now)
    close_store()
    for end in ('-wal', '-shm'):
        (bare_store / f'{FILE}{end}').unlink(missing_ok=True)
    lose(bare_store / FILE)
    with pytest.raises(Refused, match='run.sh restore') as refusal:   # noqa: RUF043
        open_store(bare_store)
    assert str(kept.path) in refusal.value.sentence
    assert not (bare_store / FILE).exists() or not (bare_store / FILE).stat().st_size, 'nothing was begun'
    restore(kept.path, bare_store, now)
    assert not db.is_closed()


def test_r3_beside_damaged_backups_alone_it_is_no_new_cafe_either(bare_store: Path, now: datetime) -> None:
    kept = backup.make(bare_store / 'sicherungen', now).path
    kept.rename(kept.with_stem(f'{kept.stem}{backup.DAMAGED}'))
    close_store()
    for path in bare_store.glob(f'{FILE}*'):
        path.unlink()
    with pytest.raises(Refused, match='keine gute Sicherung, vielleicht auf einem USB-Stick'):
        open_store(bare_store)
    assert not (bare_store / FILE).exists()


@pytest.mark.parametrize('lock', ['server.lock', 'commands.lock'])
def test_r6_a_lock_that_cannot_be_opened_is_a_sentence(bare_store: Path, lock: str) -> None:
    close_store()
    (bare_store / lock).unlink(missing_ok=True)
    (bare_store / lock).mkdir()
    with pytest.raises(Refused) as refusal, held_alone(bare_store), in_use(bare_store):
        pass
    assert refusal.value.sentence.endswith(f'{lock} lässt sich nicht benutzen: Das ist ein Ordner.')


# ---- R8: moments -----------------------------------------------------------------------------------------------------
def test_r8_moments_are_stored_in_utc(store: Path, anja: Who, now: datetime) -> None:
    drop_off(anja, now)
    assert rows('SELECT received_at FROM repair') == [('2026-11-23T13:05:00Z',)]
    assert utc_now().utcoffset().total_seconds() == 0


# ---- what is not ours stays as it is ---------------------------------------------------------------------------------
def test_r3_the_file_of_another_program_keeps_every_byte(folder: Path) -> None:
    folder.mkdir()
    with closing(sqlite3.connect(folder / FILE)) as other:
        other.execute('CREATE TABLE fremd (x)')
        other.commit()
    before = (folder / FILE).read_bytes()
    with pytest.raises(Refused, match='anderen Programm'):
        open_store(folder)
    assert (folder / FILE).read_bytes() == before


def test_s13_a_folder_with_nothing_but_ours_is_closed_again(store: Path) -> None:
    """As after unpacking it from an archive."""
    close_store()
    store.chmod(0o755)
    open_store(store)
    assert mode(store) == '0o700'


def test_s13_a_folder_with_other_things_in_it_keeps_its_ways(tmp_path: Path) -> None:
    (tmp_path / 'fremd').write_text('x')
    tmp_path.chmod(0o755)
    for _ in range(2):
        open_store(tmp_path)
        close_store()
    assert (mode(tmp_path), mode(tmp_path / FILE)) == ('0o755', '0o600')


def test_s13_that_others_can_look_into_the_folder_is_told(store: Path, now: datetime) -> None:
    def told() -> tuple[bool, str]:
        (found,) = (found for found in health.thorough(now) if found.what == 'Ordner')
        return found.well, found.words
    assert told()[0]
    (store / 'fremd').write_text('x')
    close_store()
    store.chmod(0o755)
    open_store(store)
    well, words = told()
    assert (well, 'liegt: fremd.' in words) == (False, True)


def test_s13_what_an_export_leaves_is_ours(store: Path) -> None:
    with exporting.scratch():
        close_store()
        store.chmod(0o755)
        open_store(store)
        assert mode(store) == '0o700'


# ---- D1: the promise stands in the file ------------------------------------------------------------------------------
def test_d1_a_promise_that_a_tool_has_removed_is_made_anew(store: Path) -> None:
    with closing(raw(store)) as other:
        other.execute('DROP TRIGGER person_needs_consent')
    close_store()
    open_store(store)
    with closing(raw(store)) as other, pytest.raises(sqlite3.IntegrityError, match='D1'):
        other.execute("INSERT INTO person (public_id, extra) VALUES ('x', '{}')")


def test_d1_a_store_with_somebody_who_never_agreed_is_not_opened(store: Path, anja: Who, now: datetime) -> None:
    drop_off(anja, now)
    with closing(raw(store)) as other:
        other.execute('DROP TRIGGER consent_goes_with_person')
        other.execute('DELETE FROM consent')
    close_store()
    with pytest.raises(Refused, match='ohne Einwilligung'):
        open_store(store)


def test_a_command_opens_beside_a_long_write(store: Path) -> None:
    close_store()
    with closing(raw(store)) as other:
        other.execute('BEGIN IMMEDIATE')
        open_store(store, thorough=False)
    assert count('consent_text')
