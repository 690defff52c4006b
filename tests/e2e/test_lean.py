"""The program stays small on a small computer: nothing is loaded that it does not need."""
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.cafe import Cafe


@pytest.fixture(scope='module')
def cafe(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cafe]:
    fresh = Cafe(template, tmp_path_factory.mktemp('lean'))
    try:
        fresh.start()   # not forked: as people start it
        yield fresh
    finally:
        fresh.kill()


@pytest.mark.parametrize('package', ['aiohttp', 'cryptography'])
def test_idle_it_carries_no(package: str, cafe: Cafe) -> None:
    """Their compiled parts would stand among what the process has mapped."""
    mapped = Path(f'/proc/{cafe.pid}/maps').read_text('utf-8')
    assert 'orjson' in mapped   # what it does need is seen there
    assert package not in mapped
