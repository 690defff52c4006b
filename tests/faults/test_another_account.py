"""S13: a file of ours that belongs to somebody else, as after one start with sudo."""
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import pytest

from db import holding
from db.errors import Refused
from db.store import FILE

pytestmark = pytest.mark.faults
NOBODY = 65534


@contextmanager
def somebody_else() -> Iterator[None]:
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.fixture
def theirs(template: Path) -> Iterator[Path]:
    """A data folder of an account that is not root; where it lies, everybody may pass."""
    place = Path(mkdtemp(prefix='kontaktbuch-'))
    place.chmod(0o755)
    folder = Path(shutil.copytree(template, place / 'data'))
    for path in (folder, *folder.rglob('*')):
        os.chown(path, NOBODY, NOBODY)
    yield folder
    shutil.rmtree(place)


@pytest.mark.parametrize('name', [FILE, 'commands.lock', 'loeschungen.jsonl'])
def test_s13_after_one_start_with_sudo_it_says_which_file_is_whose(theirs: Path, name: str) -> None:
    with somebody_else(), holding.in_use(theirs):
        pass
    (theirs / name).touch()
    os.chown(theirs / name, 0, 0)
    (theirs / name).chmod(0o600)
    with somebody_else(), pytest.raises(Refused) as refusal, holding.in_use(theirs):
        pass
    assert f'{name} lässt sich nicht benutzen: Das gehört einem anderen Konto' in refusal.value.sentence
