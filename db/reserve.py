"""A few megabytes in reserve: when the disk is full they are given up, so that erasing still works (R7)."""
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from db.connection import folder
from db.errors import Unavailable

FILE = 'reserve'
SIZE = 4_000_000     # bytes: the log of a large erasure needs a tenth of it
ROOM = 10 * SIZE     # what must be free before it is taken

P = ParamSpec('P')
Result = TypeVar('Result')


def keep(place: Path) -> None:
    """Take the reserve, unless it is there or there is hardly any room."""
    path = place / FILE
    with suppress(OSError):
        if _size(path) >= SIZE or shutil.disk_usage(place).free < ROOM:
            return
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.posix_fallocate(descriptor, 0, SIZE)   # a hole in a file would hold no room
        except OSError:
            path.unlink()   # one that holds nothing would count as there
        finally:
            os.close(descriptor)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def give_up(place: Path) -> bool:
    """True when there was a reserve, and now there is its room."""
    with suppress(OSError):
        (place / FILE).unlink()
        return True
    return False


def erasing(verb: Callable[P, Result]) -> Callable[P, Result]:
    """For verbs that erase: on a full disk they give up the reserve and try once more. Nothing is half done before
    the second try, because the first was rolled back."""
    @wraps(verb)
    def tried(*args: P.args, **kwargs: P.kwargs) -> Result:
        try:
            return verb(*args, **kwargs)
        except Unavailable as fault:
            if fault.passes or not give_up(folder()):
                raise
        return verb(*args, **kwargs)
    return tried
