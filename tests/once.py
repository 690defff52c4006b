"""Stores that take seconds to fill are filled once in a run, by whichever of its processes comes first."""
import fcntl
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db.store import close_store, open_store

Factory = pytest.TempPathFactory


def filled_once(factory: Factory, name: str, start: Path | None, story: Callable[[], Any]) -> tuple[Path, Any]:
    """The folder of a store that begins as a copy of `start` and in which the story has happened, closed again; and
    what the story tells, as JSON keeps it. Nobody writes there: each takes a copy."""
    place = shared(factory) / name
    place.mkdir(exist_ok=True)
    told = place / 'told.json'
    with (place / 'lock').open('w') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            shutil.rmtree(place / 'data', ignore_errors=True)   # of a process that was stopped half-way
            if start:
                shutil.copytree(start, place / 'data')
            open_store(place / 'data')
            answer = story()
            close_store()
            told.write_text(json.dumps(answer), 'utf-8')
    return place / 'data', json.loads(told.read_text('utf-8'))


def shared(factory: Factory) -> Path:
    """The folder that all processes of this run have in common."""
    own = factory.getbasetemp()
    return own.parent if os.environ.get('PYTEST_XDIST_WORKER') else own
