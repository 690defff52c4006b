"""R7: the disk is full, to the last byte. Whoever types is told and keeps what was typed, erasing still works, and with
room again everything goes on by itself."""
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest

from db import handover, ledger, reserve
from db.clock import utc_now
from db.retention import run_due
from db.store import FILE, close_store, open_store
from db.who import Who
from tests.db.stories import count, drop_off, owner, residue, rows
from tests.e2e.cafe import Cafe
from tests.faults.disks import fill, in_memory
from tests.outside import Caller

pytestmark = pytest.mark.faults
MEGABYTES = 80   # room for the reserve, and then for little else
NO_ROOM = 'Auf diesem Computer lässt sich gerade nichts speichern, vielleicht ist die Platte voll.'
WORDS = ['Wiśniewska', 'wisniewska', '03511234567']


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with in_memory(tmp_path / 'disk', MEGABYTES) as disk:
        yield disk


@pytest.fixture
def cafe(template: Path, disk: Path, tmp_path: Path) -> Iterator[Cafe]:
    cafe = Cafe(template, disk)
    cafe.log = tmp_path / 'server.log'
    try:
        cafe.start()
        cafe.wait_for_backup()
        yield cafe
    finally:
        cafe.kill()


def stored(cafe: Cafe, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(cafe.folder / FILE)) as store:
        return store.execute(sql).fetchall()


def fill_up(cafe: Cafe, counter: Caller, disk: Path) -> Path:
    """Until nothing more can be saved: the log has some room of its own."""
    filler = fill(disk)
    for _ in range(2_000):
        if counter.drop_off(fault='x' * 900).status_code != 200:
            return filler
    raise AssertionError('the disk does not get full')


def test_r7_whoever_types_is_told_and_it_goes_on_by_itself(cafe: Cafe, disk: Path) -> None:
    counter, request = Caller(cafe.url, 'tresen'), str(uuid4())
    filler = fill_up(cafe, counter, disk)
    refused = counter.drop_off(request, item='Radio im Regen')
    assert refused.status_code == 507
    assert refused.json()['sentence'].startswith(f'Alles Getippte bleibt hier. {NO_ROOM}')
    for path in ('/', '/annahme', '/annahme/stand'):
        assert counter.get(path).status_code == 200, 'people go on reading'
    filler.unlink()
    assert counter.drop_off(request, item='Radio im Regen').status_code == 200
    assert stored(cafe, "SELECT count(*) FROM repair WHERE item = 'Radio im Regen'") == [(1,)]
    assert stored(cafe, 'PRAGMA integrity_check') == [('ok',)]
    assert 'Traceback' not in cafe.output()


def test_r7_erasing_works_on_a_full_disk(cafe: Cafe, disk: Path, anja: Who, now: datetime) -> None:
    """Beside the running program, whose other connections hold the log open."""
    close_store()
    open_store(cafe.folder, thorough=False)
    seyma = owner(drop_off(anja, utc_now()).number, utc_now())
    fill_up(cafe, Caller(cafe.url, 'tresen'), disk)
    assert handover.withdraw(seyma, None, anja, utc_now())
    assert count('person') == 0
    close_store()
    cafe.kill()
    (disk / 'voll').unlink()
    open_store(cafe.folder)
    assert run_due(utc_now()).clean
    assert residue(cafe.folder, WORDS) == []
    assert rows('PRAGMA integrity_check') == [('ok',)]


def test_d7_a_line_of_the_ledger_that_fits_only_by_half_is_written_with_the_reserve(
        template: Path, disk: Path, tmp_path: Path, anja: Who, now: datetime) -> None:
    """The disk takes its beginning and says nothing. Whoever was erased then must not come back with an old file."""
    folder, aside = disk / 'data', tmp_path / 'aside.sqlite'
    close_store()
    shutil.copytree(template, folder)
    open_store(folder)
    seyma = owner(drop_off(anja, now).number, now)
    rows('VACUUM INTO ?', str(aside))
    for _ in range(60):   # the log gets room of its own
        drop_off(anja, now, fault='x' * 900)
    rows('PRAGMA wal_checkpoint(RESTART)')
    (folder / ledger.FILE).write_text('\n' * (4096 - 50))
    fill(disk)
    assert handover.withdraw(seyma, None, anja, now)
    assert not (folder / reserve.FILE).exists()
    assert [line.person for line in ledger.read(folder)] == [seyma]
    close_store()
    (disk / 'voll').unlink()
    shutil.copy(aside, folder / FILE)
    open_store(folder)
    assert count('person') == 0


def test_r7_the_program_starts_on_a_full_disk(cafe: Cafe, disk: Path) -> None:
    counter = Caller(cafe.url, 'tresen')
    number = counter.drop_off().json()['number']
    cafe.stop()
    fill(disk)
    cafe.start()
    assert counter.get(f'/r/{number}').status_code == 200


def test_r4_no_backup_is_a_sentence_and_leaves_nothing_half_made(cafe: Cafe, disk: Path) -> None:
    fill(disk)
    done = cafe.run('backup', str(disk / 'sicherung.sqlite'))
    assert (done.returncode, done.stderr.count('\n')) == (1, 1), done.stderr
    assert 'Platte' in done.stderr
    assert not [path.name for path in disk.rglob('*') if path.name.endswith('.part') or 'sicherung.' in path.name]


def test_r7_a_first_start_without_room_is_a_sentence(disk: Path, bare_template: Path, tmp_path: Path) -> None:
    cafe = Cafe(bare_template, tmp_path)
    cafe.folder = disk / 'neu'
    filler = fill(disk)
    done = cafe.run('user', 'add', 'Anja', '--role', 'leitung', '--password', 'ein langes Passwort')
    assert (done.returncode, done.stderr.count('\n')) == (1, 1), done.stderr
    filler.unlink()
    assert cafe.run('user', 'add', 'Anja', '--role', 'leitung', '--password', 'ein langes Passwort').returncode == 0
