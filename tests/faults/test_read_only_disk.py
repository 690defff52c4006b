"""R7: the disk can only be read, or fails while the program runs: a sentence, and nothing is half written."""
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from tests.e2e.cafe import Cafe
from tests.faults.disks import in_memory, new_image, of_image, pull_out, run
from tests.outside import Caller

pytestmark = pytest.mark.faults


@pytest.fixture
def on_disk(template: Path, tmp_path: Path) -> Iterator[Cafe]:
    with in_memory(tmp_path / 'disk', 60) as disk:
        cafe = Cafe(template, disk)
        cafe.log = tmp_path / 'server.log'
        yield cafe
        cafe.kill()


@pytest.mark.parametrize('words', [(), ('check',), ('due',), ('user', 'list'), ('backup', '/nirgendwo/x.sqlite'),
                                   ('restore', '{good}'), ('demo',)])
def test_r7_every_command_says_so(on_disk: Cafe, tmp_path: Path, words: tuple[str, ...]) -> None:
    good = tmp_path / 'gut.sqlite'
    assert on_disk.run('backup', str(good)).returncode == 0
    run('mount', '-o', 'remount,ro', str(on_disk.place))
    done = on_disk.run(*(word.format(good=good) for word in words))
    assert (done.returncode, done.stderr.count('\n')) == (1, 1), done.stderr
    assert done.stderr.endswith('.\n')
    run('mount', '-o', 'remount,rw', str(on_disk.place))
    assert on_disk.run('user', 'list').returncode == 0


def test_r7_the_disk_fails_under_the_running_program(template: Path, tmp_path: Path) -> None:
    """As a stick that is pulled out. SQLite's shared memory lies there, too, so the system may end the program; nothing
    is acknowledged any more, and once the stick is back everything that was is there."""
    image, place = new_image(tmp_path / 'stick.image', 80), tmp_path / 'stick'
    with of_image(image, place) as disk, ending(Cafe(template, disk)) as cafe:
        os.sync()   # what the program has not written itself
        cafe.log = tmp_path / 'server.log'
        cafe.start()
        counter = Caller(cafe.url, 'tresen')
        acknowledged = [counter.drop_off().json()['number'] for _ in range(5)]
        pull_out(disk)
        with suppress(httpx.TransportError):
            refused = counter.post('/annahme/schein', json={})
            assert refused.status_code in (503, 507)
            assert re.search('nichts (mehr ge)?speicher', refused.text), 'it may look like damage, too'
    assert 'Traceback' not in cafe.output()
    with of_image(image, place), ending(cafe):
        cafe.start()
        assert {counter.get(f'/r/{number}').status_code for number in acknowledged} == {200}
        assert counter.drop_off().status_code == 200


@contextmanager
def ending(cafe: Cafe) -> Iterator[Cafe]:
    try:
        yield cafe
    finally:
        cafe.kill()
