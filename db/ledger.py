"""The erasure ledger: a file beside the database that a restored backup cannot take back (D7).

Each erasure writes one line of random ids before its transaction commits. Whenever the store is opened, lines whose
proof is missing in the database are carried out: after a restore, after somebody has copied an old file over the new
one, and after a kill between line and commit. What was rolled back is struck out.
"""
import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from db.modelfields import to_text

FILE = 'loeschungen.jsonl'


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


def line_of(id_: str, at: datetime, rule: str, **more: Any) -> Line:
    return Line(id_, to_text(at), rule, **more)


def begin(folder: Path) -> None:
    """An empty one says that nobody was erased; none at all, that nobody knows."""
    with suppress(OSError):
        (folder / FILE).touch(0o600)


def note(folder: Path, lines: Iterable[Line]) -> None:
    """On the disk before this returns. Raises `OSError` when it cannot be: then the erasure must not commit."""
    _append(folder, [json.dumps(asdict(line)) for line in lines])


def strike(folder: Path, lines: Iterable[Line]) -> None:
    """These were rolled back, if they stand there already. If even that cannot be written they are carried out at the
    next start: somebody had asked for them, or their time had come."""
    with suppress(OSError):
        _append(folder, [json.dumps({'struck': line.id}) for line in lines])


def read(folder: Path) -> tuple[Line, ...]:
    """All lines that count, oldest first. What was cut off by a kill in the middle of a line is skipped."""
    found: dict[str, Line] = {}
    for entry in _entries(folder / FILE):
        if 'struck' in entry:
            found.pop(str(entry['struck']), None)
        else:
            with suppress(TypeError):
                line = Line(**entry)
                found[line.id] = line
    return tuple(found.values())


def merge(folder: Path, other: Path) -> int:
    """Take over what only another copy of the ledger knows, such as the one on the stick. Returns how many lines."""
    known = {line.id for line in read(folder)}
    new = [line for line in read(other) if line.id not in known]
    if new:
        note(folder, new)
    return len(new)


def _entries(path: Path) -> list[dict[str, Any]]:
    try:
        texts = path.read_text('utf-8', errors='replace').splitlines()
    except FileNotFoundError:
        return []
    entries = []
    for text in texts:
        with suppress(ValueError):
            entry = json.loads(text)
            if isinstance(entry, dict):
                entries.append(entry)
    return entries


def _append(folder: Path, texts: list[str]) -> None:
    """Begins a new line wherever the last one was cut off."""
    if not texts:
        return
    descriptor = os.open(folder / FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, ''.join(f'\n{text}\n' for text in texts).encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
