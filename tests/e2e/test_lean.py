"""The program stays small on a small computer: nothing is loaded that it does not need."""
from pathlib import Path

import pytest

from tests.e2e.cafe import Cafe


@pytest.mark.parametrize('package', ['aiohttp', 'cryptography'])
def test_idle_it_carries_no(package: str, shared_cafe: Cafe) -> None:
    """Their compiled parts would stand among what the process has mapped."""
    mapped = Path(f'/proc/{shared_cafe.pid}/maps').read_text('utf-8')
    assert 'orjson' in mapped   # what it does need is seen there
    assert package not in mapped
