"""R7: the disk can only be read, or fails while the program runs: a sentence, and nothing is half written."""
from collections.abc import Iterator
from pathlib import Path

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
    """As a stick that is pulled out. Put back, everything acknowledged is there."""
    image, place = new_image(tmp_path / 'stick.image', 80), tmp_path / 'stick'
    with of_image(image, place) as disk:
        cafe = Cafe(template, disk)
        cafe.log = tmp_path / 'server.log'
        cafe.start()
        counter = Caller(cafe.url, 'tresen')
        number = counter.drop_off().json()['number']
        pull_out(disk)
        refused, shown = counter.post('/annahme/schein', json={}), counter.get('/')
        cafe.kill()
    print(shown.text[-500:], cafe.output())
    assert (refused.status_code, shown.status_code) == (503, 503)
    assert 'Auf diesem Computer lässt sich gerade nichts speichern' in refused.text
    assert 'Auf diesem Computer lässt sich gerade nichts speichern' in shown.text
    assert 'Traceback' not in cafe.output()
    with of_image(image, place):
        cafe.start()
        assert counter.get(f'/r/{number}').status_code == 200
        assert counter.drop_off().status_code == 200
        cafe.kill()
