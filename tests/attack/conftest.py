"""The running program as somebody sees it who means harm: every address it answers, and a full café behind them.

`fort` is for tests that must change nothing; whoever wants to break something has a `cafe` of their own.
"""
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.e2e.cafe import ROOT, Cafe
from tests.e2e.nursery import nursery
from tests.outside import Caller
from tests.personas import PASSWORDS
from tests.sample import Sample

# read from the program itself, so that an address nobody thought of is walked, too
ROUTES = '''
import json, sys
from pathlib import Path
from nicegui import app
from pages import server
server.build(Path(sys.argv[1]))
print(json.dumps([[route.path, sorted(getattr(route, "methods", None) or ["GET"])] for route in app.routes]))
'''
# what a stranger must never read; all of it stands in the sample
NAMES = ('Rademacher', 'Özdemir', 'Groß', '7654321', '888 12', 'joerg@example.org')


@dataclass(frozen=True)
class Route:
    """As the program has it, and as somebody would ask it."""
    path: str
    methods: tuple[str, ...]
    asked: str


@pytest.fixture(scope='session')
def sample(filled_template: tuple[Path, Sample]) -> Sample:
    return filled_template[1]


@pytest.fixture(scope='session')
def routes(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> list[Route]:
    told = subprocess.run([sys.executable, '-c', ROUTES, tmp_path_factory.mktemp('routes')], cwd=ROOT, text=True,
                          capture_output=True, check=True).stdout
    words = {'{number}': sample.number, '{token}': '0' * 16, '{key:path}': 'x', '{path:path}': 'y', '{key}': 'x',
             '{name}': 'x', '{word}': 'x', '{public_id}': sample.joerg}

    def asked(path: str) -> str:
        for word, example in words.items():
            path = path.replace(word, example)
        assert '{' not in path, f'nobody knows yet how to ask {path}'
        return path
    return [Route(path, tuple(methods), asked(path)) for path, methods in json.loads(told)]


@pytest.fixture(scope='session')
def fort(filled_template: tuple[Path, Sample], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cafe]:
    yield from stormed(Cafe(filled_template[0], tmp_path_factory.mktemp('stormed')))


@pytest.fixture
def cafe(filled_template: tuple[Path, Sample], tmp_path: Path) -> Iterator[Cafe]:
    yield from stormed(Cafe(filled_template[0], tmp_path))


def stormed(cafe: Cafe) -> Iterator[Cafe]:
    cafe.nursery = nursery()
    try:
        cafe.start()
        yield cafe
        assert cafe.answers(), cafe.output()
        assert not [word for word in (*NAMES, *PASSWORDS.values()) if word in cafe.output()], 'D8: no names in logs'
    finally:
        cafe.kill()


@pytest.fixture(scope='session')
def anja(fort: Cafe) -> Caller:
    return Caller(fort.url, 'anja')


@pytest.fixture(scope='session')
def tresen(fort: Cafe) -> Caller:
    return Caller(fort.url, 'tresen')


@pytest.fixture
def stranger(fort: Cafe) -> Caller:
    return Caller(fort.url)
