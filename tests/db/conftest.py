"""The store as most tests here need it: a copy of the template, opened as it is.

Migrating and checking are what `open_store` does besides; they have tests of their own, and twelve hundred tests go
faster without.
"""
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.connection import db
from db.store import FILE, close_store


@pytest.fixture
def store(template: Path, folder: Path) -> Iterator[Path]:
    shutil.copytree(template, folder)
    db.init(str(folder / FILE))
    db.connect()
    yield folder
    close_store()
