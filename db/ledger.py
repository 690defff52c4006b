"""The erasure ledger: a file beside the database that a restored backup cannot take back (D7).

Each erasure writes one line of random ids before its transaction commits. Whenever the store is opened, lines whose
proof is missing in the database are carried out: after a restore, after somebody has copied an old file over the new
one, and after a kill between line and commit. What was rolled back is struck out.
"""
import fcntl
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from db.disk import to_disk, write_all
from db.modelfields import from_text, to_text
from db.words import Ended, Purpose

FILE = 'loeschungen.jsonl'
WITHOUT_LINE = frozenset({'import.undo'})   # proofs by these rules: an import taken back may come in again


@dataclass(frozen=True)
class Line:
    """`id` is the one of the proof in the database. A person whose purposes ended, wholly or in part (`ended` says
    which and why), or a repair of nobody (its request id)."""
    id: str
    at: str
    rule: str
    person: str = ''
    repair: str = ''
    ended: Mapping[str, str] = field(default_factory=dict)
    gone: bool = False


@dataclass(frozen=True)
class Book:
    """What a ledger says. `unreadable` counts whole lines that are none of ours, or of a newer program."""
    lines: Mapping[str, Line]
    struck: frozenset[str]
    unreadable: int = 0

    @property
    def ids(self) -> frozenset[str]:
        return self.struck | set(self.lines)


def line_of(id_: str, at: datetime, rule: str, **more: Any) -> Line:
    return Line(id_, to_text(at), rule, **more)


def begin(folder: Path) -> None:
    """An empty one says that nobody was erased; none at all, that nobody knows."""
    if not (folder / FILE).exists():
        with suppress(OSError):
            (folder / FILE).touch(0o600)
            to_disk(folder)   # its name, too


def note(folder: Path, lines: Iterable[Line]) -> None:
    """On the disk before this returns. Raises `OSError` when it cannot be: then the erasure must not commit."""
    _append(folder, [_of_line(line) for line in lines])


def strike(folder: Path, lines: Iterable[Line]) -> None:
    """These were rolled back, if they stand there already. If even that cannot be written they are carried out at the
    next start: somebody had asked for them, or their time had come."""
    with suppress(OSError):
        _append(folder, [_of_struck(line.id) for line in lines])


def read(folder: Path) -> tuple[Line, ...]:
    """All lines that count, oldest first."""
    return tuple(open_book(folder).lines.values())


def merge(folder: Path, other: Path) -> int:
    """Take over what only another copy of the ledger knows, such as the one on the stick. Returns how many lines.
    What cannot be read there is left there."""
    mine, theirs = open_book(folder), open_book(other)
    new = [line for id_, line in theirs.lines.items() if id_ not in mine.ids]
    struck = sorted(theirs.struck - mine.struck)
    _append(folder, [*(_of_line(line) for line in new), *(_of_struck(id_) for id_ in struck)])
    return len(new)


# ---- reading ---------------------------------------------------------------------------------------------------------
def open_book(folder: Path) -> Book:
    """What was cut off by a kill in the middle of a line was never committed, and is no fault."""
    try:
        texts = (folder / FILE).read_text('utf-8', errors='replace').splitlines()
    except FileNotFoundError:
        texts = []
    lines: dict[str, Line] = {}
    struck: set[str] = set()
    unreadable = 0
    for text in (text.strip('\0 ') for text in texts):   # a power cut may leave zeros where a line was to be
        if not text or (text.startswith('{') and text.count('{') > text.count('}')):
            continue
        try:
            entry = json.loads(text)
            if 'struck' in entry:
                struck.add(str(entry['struck']))
            else:
                line = _checked(Line(**entry))
                lines[line.id] = line
        except (ValueError, TypeError, AttributeError, RecursionError):
            unreadable += 1
    return Book({id_: line for id_, line in lines.items() if id_ not in struck}, frozenset(struck), unreadable)


def _checked(line: Line) -> Line:
    """Raises `ValueError` or `TypeError` for what could not be carried out."""
    texts = (line.id, line.at, line.rule, line.person, line.repair)
    if not all(isinstance(text, str) and text.isascii() for text in texts) or not line.id or line.gone not in (0, 1):
        raise ValueError(line)
    if to_text(from_text(line.at)) != line.at:
        raise ValueError(line.at)
    for purpose, because in line.ended.items():
        Purpose(purpose), Ended(because)
    return line


# ---- writing ---------------------------------------------------------------------------------------------------------
def _of_line(line: Line) -> str:
    return json.dumps(asdict(line))


def _of_struck(id_: str) -> str:
    return json.dumps({'struck': id_})


def _append(folder: Path, texts: list[str]) -> None:
    """Whole, or not at all: half a line would be an erasure that nobody repeats. Begins a new line wherever the last
    one was cut off by a kill."""
    if not texts:
        return
    new = not (folder / FILE).exists()
    with _held(folder / FILE) as descriptor:
        before = os.fstat(descriptor).st_size
        try:
            write_all(descriptor, ''.join(f'\n{text}\n' for text in texts).encode())
            os.fsync(descriptor)
        except OSError:
            with suppress(OSError):
                os.ftruncate(descriptor, before)
            raise
    if new:
        to_disk(folder)   # its name, too


@contextmanager
def _held(path: Path) -> Iterator[int]:
    """By one writer at a time: what one takes back must not be another's."""
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)
