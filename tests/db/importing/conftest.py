"""Thousands of little lists are planned here, one after the other."""
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from db.importing import remembered


@pytest.fixture(scope='package', autouse=True)
def patterns_stay() -> Iterator[None]:
    """After each plan `re` forgets its patterns, those of phone numbers, too: to compile them anew is a quarter of the
    time. test_remembered.py looks at what is forgotten."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(remembered, 're', SimpleNamespace(purge=lambda: None))
        yield
