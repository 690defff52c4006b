"""Files that are being made. They are locked while somebody works on them: what a kill has left is told from them by
that, and goes."""
import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

OURS, UNFINISHED = 'kontaktbuch', '.part'
LOGS = ('-journal', '-wal', '-shm')   # what SQLite keeps beside a file


@contextmanager
def begun(target: Path) -> Iterator[Path]:
    """An empty file beside `target` that only its user may read. It goes at the end, unless it has got its name."""
    name = target.name if target.name.startswith(OURS) else f'{OURS}.{target.name}'
    part = target.with_name(f'.{name}.{secrets.token_hex(4)}{UNFINISHED}')
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with suppress(OSError):   # a disk that knows no locks: nothing is swept there either
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield part
    finally:
        remove(part)
        os.close(descriptor)


def sweep(*places: Path) -> None:
    """What was left in the middle goes: it may hold people who are erased by now (D5)."""
    for place in places:
        with suppress(OSError):
            for part in place.glob(f'.{OURS}*{UNFINISHED}'):   # on a stick lie other programs' things, too
                with suppress(OSError), part.open('rb') as opened:
                    fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    remove(part)


def remove(file: Path) -> None:
    """Its logs first: a kill in between must not leave one alone."""
    for end in (*LOGS, ''):
        file.with_name(f'{file.name}{end}').unlink(missing_ok=True)
