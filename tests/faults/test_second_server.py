"""R6: a second server, or a restore, on the folder of a running one stops with a sentence and disturbs nothing."""
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.cafe import DASHBOARD, Cafe, ports
from tests.outside import Caller


@pytest.fixture(scope='module')
def cafe(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cafe]:
    """One for all: whatever else is started on its folder must leave it as it is."""
    cafe = Cafe(template, tmp_path_factory.mktemp('first'))
    try:
        cafe.start()
        yield cafe
    finally:
        cafe.kill()


@pytest.fixture(scope='module')
def counter(cafe: Cafe) -> Caller:
    return Caller(cafe.url, 'tresen')


@pytest.mark.parametrize('words', [(), *(pytest.param(words, marks=pytest.mark.faults) for words in (
    ('--lan',), ('demo',), ('restore', '{good}')))])
def test_r6_it_says_so_and_the_first_goes_on(cafe: Cafe, counter: Caller, tmp_path: Path,
                                             words: tuple[str, ...]) -> None:
    number = counter.drop_off().json()['number']
    good = tmp_path / 'gut.sqlite'
    assert cafe.run('backup', str(good)).returncode == 0
    second = subprocess.run([sys.executable, DASHBOARD, *(word.format(good=good) for word in words)], cwd=tmp_path,
                            env=cafe.environment() | {'KONTAKTBUCH_PORT': str(ports.take())}, capture_output=True,
                            text=True, timeout=60, check=False)
    assert second.returncode == 1
    assert second.stderr == (f'Das Kontaktbuch läuft für diesen Ordner schon: {cafe.folder}. '
                             'Bitte das andere Fenster benutzen oder dort beenden.\n')
    assert counter.get(f'/r/{number}').status_code == 200
    assert counter.drop_off().status_code == 200


def test_r6_the_other_commands_work_beside_it(cafe: Cafe, counter: Caller, tmp_path: Path) -> None:
    number = counter.drop_off().json()['number']
    for words in (('user', 'list'), ('due',), ('ticket', number, '-o', str(tmp_path / 'schein.pdf')),
                  ('weekly', '-o', str(tmp_path / 'woche.pdf')), ('backup', str(tmp_path / 'gut.sqlite'))):
        done = cafe.run(*words)
        assert done.returncode == 0, f'{words}: {done.stderr}'
    assert counter.drop_off().status_code == 200


@pytest.mark.faults
def test_r6_after_a_kill_the_next_one_starts_at_once(cafe: Cafe, counter: Caller) -> None:
    cafe.kill()
    cafe.start()
    assert counter.drop_off().status_code == 200


@pytest.mark.long
def test_r6_a_copied_folder_is_a_cafe_of_its_own(cafe: Cafe, tmp_path: Path) -> None:
    cafe.stop()
    other = Cafe(cafe.folder, tmp_path / 'anderswo')
    cafe.start()
    try:
        other.start()
        assert Caller(other.url, 'tresen').drop_off().status_code == 200
    finally:
        other.kill()
        shutil.rmtree(other.folder)
