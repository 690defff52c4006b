"""R4: the folder of the backups, or the second place, cannot be read or written. The café goes on, Heute says so, and
once it is well again the next look makes what is missing.

Root may read everything; so the program runs without that right, as it does for anybody else.
"""
import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from db import backup, keeping
from db.store import FILE
from db.who import Who
from tests.e2e.cafe import Cafe
from tests.outside import Caller

pytestmark = pytest.mark.long

NOT_ROOT = ['setpriv', '--bounding-set=-dac_override,-dac_read_search', '--']


@pytest.fixture
def cafe(template: Path, tmp_path: Path) -> Iterator[Cafe]:
    cafe = Cafe(template, tmp_path / 'cafe')
    if os.geteuid() == 0:
        cafe.program = [*NOT_ROOT, *cafe.program]
    folder = cafe.folder / backup.FOLDER
    folder.mkdir()
    try:
        yield cafe
    finally:
        cafe.kill()
        folder.chmod(0o700)


@pytest.mark.parametrize('mode', [0o000, 0o500], ids=['unreadable', 'read-only'])
def test_r4_the_cafe_goes_on_and_says_so(cafe: Cafe, mode: int) -> None:
    folder = cafe.folder / backup.FOLDER
    folder.chmod(mode)
    cafe.start()
    anja = Caller(cafe.url, 'anja')
    assert anja.drop_off().status_code == 200
    told = cafe.run('check')
    assert told.returncode == 1
    assert 'Dazu fehlt die Erlaubnis.' in told.stdout
    assert 'Dazu fehlt die Erlaubnis.' in anja.get('/').text
    assert 'Traceback' not in cafe.output()
    cafe.kill()
    folder.chmod(0o700)
    cafe.start()
    cafe.run('due')
    shown = cafe.run('check').stdout
    assert 'letzte gute' in shown, shown


def test_r3_damaged_and_no_look_at_the_backups(cafe: Cafe) -> None:
    """Nothing is said about backups that nobody could look at."""
    assert cafe.run('backup', str(cafe.folder / backup.FOLDER / backup.name_for(datetime.now().astimezone()))
                    ).returncode == 0
    (cafe.folder / backup.FOLDER).chmod(0)
    (cafe.folder / FILE).write_bytes(b'kaputt' * 5000)
    refused = cafe.run()
    assert (refused.returncode, refused.stderr.count('\n')) == (1, 1), refused.stderr
    assert 'lässt sich nicht lesen' in refused.stderr


def test_r4_the_second_place_is_a_file_by_now(store: Path, tmp_path: Path, anja: Who, now: datetime) -> None:
    stick = tmp_path / 'stick'
    stick.mkdir()
    keeping.set_second(str(stick), 'ein Satz für den Stick', anja, now)
    shutil.rmtree(stick)
    stick.write_text('etwas anderes')
    keeping.daily(now)
    assert 'gerade nicht da' in keeping.status().second_problem
    assert keeping.status().last == now
