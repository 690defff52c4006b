"""R3: the file is damaged. Nothing is written into it, and a sentence says how to go back to the last good backup."""
import os
import re
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from db import backup, keeping
from db.connection import db
from db.errors import Damaged, Refused
from db.store import FILE, close_store, open_store
from db.who import Who
from tests.db.stories import count, drop_off, raw
from tests.e2e.cafe import Cafe
from tests.outside import Caller

DAMAGED = 'Die Datei des Kontaktbuchs ist beschädigt, deshalb wird nichts mehr gespeichert.'


def spoil(path: Path, at: int, with_bytes: bytes) -> None:
    with path.open('r+b') as file:
        file.seek(at)
        file.write(with_bytes)


DAMAGE: dict[str, Callable[[Path], object]] = {
    'header overwritten': lambda path: spoil(path, 0, b'Nicht mehr SQLite'),
    'header fields': lambda path: spoil(path, 16, b'\xff' * 84),
    'schema page': lambda path: spoil(path, 100, os.urandom(1000)),
    'a page in the middle': lambda path: spoil(path, 4096 * (path.stat().st_size // 8192), os.urandom(4096)),
    'zeroes in the middle': lambda path: spoil(path, 4096 * 3, bytes(4096 * 8)),
    'cut in half': lambda path: os.truncate(path, path.stat().st_size // 2),
    'the last page is missing': lambda path: os.truncate(path, path.stat().st_size - 4096),
    'cut within the header': lambda path: os.truncate(path, 50),
    'a letter': lambda path: path.write_text('Liebes Repair-Café,\n' * 500),
    'a picture': lambda path: path.write_bytes(b'\x89PNG\r\n\x1a\n' + os.urandom(9000)),
}


@pytest.mark.parametrize('damage', DAMAGE.values(), ids=DAMAGE)
def test_r3_a_damaged_file_is_refused_and_left_as_it_is(store: Path, damage: Callable[[Path], object]) -> None:
    close_store()
    damage(store / FILE)
    before = (store / FILE).read_bytes()
    with pytest.raises(Refused, match=FILE) as refusal:
        open_store(store)
    assert refusal.value.sentence.endswith('.')
    assert (store / FILE).read_bytes() == before
    assert db.is_closed()


def test_r3_a_row_that_points_into_the_void_is_noticed_and_the_way_back_is_said(store: Path, now: datetime) -> None:
    made = backup.make(store / backup.FOLDER, now)
    close_store()
    with closing(raw(store, foreign_keys=False)) as other:
        other.execute('INSERT INTO contact (person_id) VALUES (4711)')
    with pytest.raises(Refused, match='fehlen Zeilen') as refusal:
        open_store(store)
    assert f'./run.sh restore {made.path}' in refusal.value.sentence
    assert db.is_closed()


def test_r3_the_store_opens_again_after_the_file_is_back(store: Path, anja: Who, now: datetime) -> None:
    drop_off(anja, now)
    close_store()
    good = (store / FILE).read_bytes()
    os.truncate(store / FILE, 5000)
    with pytest.raises(Refused):
        open_store(store)
    (store / FILE).write_bytes(good)
    open_store(store)
    assert count('repair') == 1


# ---- the whole program -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize('damage', [pytest.param('a page in the middle', marks=pytest.mark.faults), *(
    pytest.param(damage, marks=pytest.mark.long)
    for damage in ('header overwritten', 'the last page is missing', 'cut in half'))])
def test_r3_the_program_says_the_way_back_and_it_leads_there(cafe: Cafe, counter: Caller, damage: str) -> None:
    number = counter.drop_off().json()['number']
    cafe.stop()
    (cafe.folder / backup.FOLDER).mkdir(exist_ok=True)
    good = cafe.folder / backup.FOLDER / 'kontaktbuch-2026-11-20T120000Z.sqlite'
    for path in good.parent.iterdir():
        path.unlink()
    assert cafe.run('backup', str(good)).returncode == 0
    DAMAGE[damage](cafe.folder / FILE)
    refused = cafe.run()
    assert (refused.returncode, refused.stderr.count('\n')) == (1, 1), refused.stderr
    assert 'Es wurde nichts geändert.' in refused.stderr
    way = re.search(r'\./run\.sh (restore) (\S+)', refused.stderr)
    assert way[2] == str(good)
    assert cafe.run(way[1], way[2]).returncode == 0
    cafe.start()
    assert Caller(cafe.url, 'tresen').get(f'/r/{number}').status_code == 200


def spoil_repairs(folder: Path) -> None:
    """Pages of the table that every drop-off writes to."""
    with closing(raw(folder)) as other:
        other.execute('PRAGMA wal_checkpoint(TRUNCATE)')
        roots = [root for (root,) in other.execute("SELECT rootpage FROM sqlite_master WHERE tbl_name = 'repair' "
                                                     'AND rootpage > 0')]
    for root in roots:
        spoil(folder / FILE, (root - 1) * 4096, b'\xff' * 4096)


@pytest.mark.faults
def test_r3_met_while_the_program_runs_it_is_a_sentence_and_nothing_more_is_written(cafe: Cafe) -> None:
    anja = Caller(cafe.url, 'anja')
    anja.drop_off()
    spoil_repairs(cafe.folder)
    for path in ('/', '/reparaturen', '/kundinnen'):
        shown = anja.get(path)
        assert 'Traceback' not in shown.text
    refused = anja.post('/annahme/schein', json={})
    assert refused.status_code in (503, 507)
    assert DAMAGED in refused.text
    assert cafe.run('weekly', '-o', str(cafe.place / 'woche.pdf')).stderr.startswith('Die Datei')


def test_r3_once_it_was_met_nothing_is_written_anywhere(store: Path, anja: Who, now: datetime) -> None:
    """Also where the file is still sound, until it is opened anew."""
    drop_off(anja, now)
    spoil_repairs(store)
    db.close()
    db.connect()
    with pytest.raises(Damaged):
        drop_off(anja, now, first_name='Karl', phone='')
    before = count('person')
    with pytest.raises(Damaged, match='neu starten'):
        keeping.set_second('', '', anja, now)
    assert count('person') == before


def test_r3_the_daily_look_notices_it(store: Path, anja: Who, now: datetime) -> None:
    drop_off(anja, now)
    spoil_repairs(store)
    db.close()
    db.connect()
    keeping.daily(now)
    assert keeping.status().problem == Damaged().sentence
    assert backup.found(store / backup.FOLDER) == []
