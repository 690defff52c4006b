"""Taking data out: one moment for a whole file, a place for what is under way, and a line in the journal."""
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from db import journal
from db.connection import db, folder
from db.who import Who

SCRATCH = 'unterwegs'   # in the data folder, which nobody else may read; emptied by every export


@contextmanager
def moment() -> Iterator[None]:
    """What is read inside is of one moment, whatever others save meanwhile."""
    with db.atomic('DEFERRED'):
        yield


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for large files while they are made. Nothing stays in it, also nothing that a kill left there."""
    place = folder() / SCRATCH
    sweep()
    place.mkdir(mode=0o700)
    try:
        yield Path(tempfile.mkdtemp(dir=place))
    finally:
        sweep()


def sweep() -> None:
    shutil.rmtree(folder() / SCRATCH, ignore_errors=True)


def note(kind: str, who: Who, now: datetime) -> None:
    """Who took out what when. Nothing about whom: that stands in the file."""
    with journal.writing(who, now, f'export.{kind}') as batch:
        batch.happened('export')
