"""The store to measure on: filled once with `db.stress`, kept for a while, and copied for each run."""
import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db import store, stress
from db.clock import utc_now
from tests.bench.table import say
from tests.personas import set_up_cafe

ROOT = Path(__file__).parents[2]
MADE_FROM = ('db/stress*.py', 'db/bulk.py', 'db/folding.py', 'db/migrations/*.py')
KEPT_FOR = 3 * 86_400   # seconds: older ones hold people whose time with us ends during a run


@contextmanager
def copied(people: int) -> Iterator[Path]:
    """A folder with a filled store of its own; goes at the end."""
    filled = _filled(people)
    with tempfile.TemporaryDirectory(prefix='kontaktbuch-bench-run-') as place:
        folder = Path(place) / 'data'
        shutil.copytree(filled, folder)
        yield folder


def _filled(people: int) -> Path:
    kept = Path(tempfile.gettempdir()) / f'kontaktbuch-bench-{os.getuid()}'
    kept.mkdir(mode=0o700, exist_ok=True)
    _tidy(kept)
    folder = kept / f'{people}-{_fingerprint()}'
    if not folder.exists():
        _make(folder.with_suffix('.new'), people)
        folder.with_suffix('.new').rename(folder)   # only a whole one gets the name
    return folder


def _make(folder: Path, people: int) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    store.open_store(folder)
    set_up_cafe()
    started = time.monotonic()
    stress.fill(people, utc_now(), _show)
    store.close_store()
    say(f'\r{people} Personen und Reparaturen in {time.monotonic() - started:.0f} s angelegt.')


def _show(done: int, total: int) -> None:
    if sys.stdout.isatty():
        sys.stdout.write(f'\rLege an: {100 * done // total} %')
        sys.stdout.flush()


def _fingerprint() -> str:
    """Another schema or filler makes another store."""
    files = sorted(path for pattern in MADE_FROM for path in ROOT.glob(pattern))
    return hashlib.sha256(b''.join(path.read_bytes() for path in files)).hexdigest()[:12]


def _tidy(kept: Path) -> None:
    for folder in kept.iterdir():
        if time.time() - folder.stat().st_mtime > KEPT_FOR:
            shutil.rmtree(folder, ignore_errors=True)
