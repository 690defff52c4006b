"""`cafe` is a running program of its own, `counter` somebody at its counter."""
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.cafe import Cafe
from tests.outside import Caller


@pytest.fixture
def cafe(template: Path, tmp_path: Path) -> Iterator[Cafe]:
    """To be started by the test, or not at all; it is ended in any case."""
    cafe = Cafe(template, tmp_path)
    try:
        cafe.start()
        yield cafe
    finally:
        cafe.kill()


@pytest.fixture
def counter(cafe: Cafe) -> Caller:
    return Caller(cafe.url, 'tresen')
