"""R5, D7: the log of a killed program lies beside another file. It brings nobody back and nothing in between."""
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db import handover
from db.clock import utc_now
from db.store import FILE, close_store, open_store
from db.who import Who
from tests.db.stories import drop_off, owner, residue
from tests.e2e.cafe import Cafe
from tests.e2e.conftest import running
from tests.outside import Caller

pytestmark = pytest.mark.long

WORDS = ['Wiśniewska', 'wisniewska', '03511234567']


@pytest.fixture
def cafe(template: Path, tmp_path: Path) -> Iterator[Cafe]:
    yield from running(Cafe(template, tmp_path / 'cafe'))


def killed_after_much(cafe: Cafe, who: Who) -> Path:
    """A backup with Şeyma in it; she withdraws, twenty more come, and the program is killed. Its log stays there."""
    close_store()
    open_store(cafe.folder, thorough=False)
    seyma = owner(drop_off(who, utc_now()).number, utc_now())
    good = cafe.place / 'gut.sqlite'
    assert cafe.run('backup', str(good)).returncode == 0
    assert handover.withdraw(seyma, None, who, utc_now())
    counter = Caller(cafe.url, 'tresen')
    for _ in range(20):
        assert counter.drop_off(item='Radio von später').status_code == 200
    cafe.kill()
    stale = cafe.place / 'log'
    shutil.copy(cafe.folder / f'{FILE}-wal', stale)
    close_store()
    stale.rename(cafe.folder / f'{FILE}-wal')
    return good


def items(cafe: Cafe) -> tuple[int, list[tuple[str]]]:
    with closing(sqlite3.connect(cafe.folder / FILE)) as store:
        assert store.execute('PRAGMA integrity_check').fetchall() == [('ok',)]
        (people,) = store.execute('SELECT count(*) FROM person').fetchone()
        return people, store.execute('SELECT item FROM repair').fetchall()


def test_r5_the_command_puts_the_log_away(cafe: Cafe, anja: Who) -> None:
    good = killed_after_much(cafe, anja)
    done = cafe.run('restore', str(good))
    assert done.returncode == 0, done.stderr
    assert '1 Löschungen seit damals wurden wiederholt.' in done.stdout
    assert items(cafe) == (0, [('Toaster',)])
    cafe.start()
    assert Caller(cafe.url, 'tresen').drop_off().status_code == 200


def test_d7_copied_over_by_hand_nobody_comes_back(cafe: Cafe, anja: Who) -> None:
    """What a helpful neighbour does. SQLite would mix the two; the program refuses and says how it is done."""
    good = killed_after_much(cafe, anja)
    shutil.copy(good, cafe.folder / FILE)
    for words in ((), ('due',), ('check',)):
        refused = cafe.run(*words)
        assert (refused.returncode, refused.stderr.count('\n')) == (1, 1), refused.stderr
        assert 'das Protokoll einer anderen' in refused.stderr
        assert './run.sh restore DATEI' in refused.stderr
    assert cafe.run('restore', str(good)).returncode == 0
    assert items(cafe) == (0, [('Toaster',)])
    good.unlink()
    shutil.rmtree(cafe.folder / 'sicherungen')
    assert residue(cafe.folder, WORDS) == []
