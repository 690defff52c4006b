"""Taking data out: one moment for a whole file, a place for what is under way, and a line in the journal."""
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from db import journal
from db.connection import db, folder
from db.who import Who

FILES = ('xlsx', 'csv', 'json', 'vcf', 'ords')
SCRATCH = 'unterwegs'   # in the data folder, which nobody else may read
LEFT_OVER = 3600        # seconds after which what lies there was left by a program that was killed


@contextmanager
def moment() -> Iterator[None]:
    """What is read inside is of one moment, whatever others save meanwhile."""
    with db.atomic('DEFERRED'):
        yield


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for large files while they are made. Nothing stays in it, and what a kill has left goes, too."""
    sweep()
    place = folder() / SCRATCH
    place.mkdir(mode=0o700, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place, ignore_cleanup_errors=True) as own:
        yield Path(own)


def sweep() -> None:
    """What a program that was killed has left (D8). Younger ones may belong to a command beside this server."""
    place = folder() / SCRATCH
    for old in place.iterdir() if place.is_dir() else ():
        with suppress(FileNotFoundError):   # somebody else has just finished
            if old.stat().st_mtime < time.time() - LEFT_OVER:
                shutil.rmtree(old, ignore_errors=True)


def note(file: str, who: Who, now: datetime) -> None:
    """Who took out what when. Nothing about whom: that stands in the file."""
    with journal.writing(who, now, f'export.{file}') as batch:
        batch.did('export')
