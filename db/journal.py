"""One save path: rows, journal and change event in one transaction.

    with journal.writing(who, now, 'repair.move') as batch:
        batch.update(repair, {'state': State.READY})

Every verb that changes something about people or repairs writes through a `Batch`; history, undo, merging and
import read what it leaves behind. What has no values to keep, or none that may be kept, leaves its line with `did`:
every verb is found in the journal afterwards (`db.journal_lines`).
"""
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from db import ledger
from db.connection import db, folder
from db.errors import Conflict, Damaged, fault_of
from db.events import Changed, emit
from db.i18n import _
from db.modelfields import to_text
from db.models import ChangeValue, Row
from db.who import Who

NOT_JOURNALED = {'id', 'version', 'words', 'sort_name', 'on_former', 'serial', 'token', 'public_id', 'request_id'}


def plain(value: Any) -> Any:
    """A value as JSON can hold it."""
    if isinstance(value, Row):
        return value._pk
    if isinstance(value, datetime):
        return to_text(value.replace(tzinfo=value.tzinfo or UTC))
    if isinstance(value, date):
        return value.isoformat()
    return value


def _as_json(value: Any) -> str | None:
    return ChangeValue.new.db_value(plain(value))


class Batch:
    """All changes of one verb: they share an id, a moment and an actor."""

    def __init__(self, who: Who, now: datetime, verb: str) -> None:
        self.id = uuid4().hex
        self.who, self.now, self.verb = who, now, verb
        self._shown: set[tuple[str, str]] = set()
        self._left_a_line = False
        self.erased: list[ledger.Line] = []   # stands in the ledger before it is committed

    def insert(self, row: Row, untold: Collection[str] = ()) -> None:
        """Store a new row. A row whose id was chosen beforehand is stored under it. `untold`: what nobody has said."""
        row.save(force_insert=True)
        values = {name: _held(row, name) for name in row._meta.fields if name not in untold}
        self._record(row, {name: (None, value) for name, value in values.items() if value not in (None, '', {}, False)})

    def update(self, row: Row, values: Mapping[str, Any], expected: int | None = None) -> bool:
        """Set the values that differ; the version goes up by one. False when nothing differed.

        Raises `Conflict` when `expected` is given and somebody else has saved the row since.
        """
        if expected is not None and expected != row.version:
            raise Conflict(_('Das wurde gerade von jemand anderem geändert. Bitte noch einmal hinsehen.'))
        before = {name: _held(row, name) for name in values}
        changed = {name: (before[name], value) for name, value in values.items() if plain(before[name]) != plain(value)}
        if not changed:
            return False
        for name, (__, value) in changed.items():
            setattr(row, name, value)
        only = [row._meta.fields[name] for name in changed]
        if 'version' in row._meta.fields:
            row.version += 1
            only.append(row._meta.fields['version'])
        row.save(only=only)
        self._record(row, changed)
        return True

    def did(self, table: str, row_id: int = 0, fields: Iterable[str] = ()) -> None:
        """Leave a line without values: about a password, a login, an erasure. `fields` are named, no more."""
        change = self._line(table, row_id)
        db.connection().executemany('INSERT INTO change_value (change_id, field) VALUES (?, ?)',
                                    [(change, name) for name in fields])
        self._left_a_line = True

    def shows(self, table: str, key: str) -> None:
        """Screens that show this row are told after the commit."""
        self._shown.add((table, key))

    def _record(self, row: Row, changed: Mapping[str, tuple[Any, Any]]) -> None:
        """Plain SQL: several of these belong to every save, and building them as models was a third of its time."""
        change = self._line(row._meta.table_name, row._pk, getattr(row, 'version', 1))
        db.connection().executemany(
            'INSERT INTO change_value (change_id, field, old, new) VALUES (?, ?, ?, ?)',
            [(change, name, _as_json(old), _as_json(new)) for name, (old, new) in changed.items()
             if name not in NOT_JOURNALED])

    def _line(self, table: str, row_id: int, version: int = 1) -> int:
        return int(db.execute_sql(
            'INSERT INTO change (batch, at, actor_id, verb, table_name, row_id, version) VALUES (?, ?, ?, ?, ?, ?, ?)',
            (self.id, to_text(self.now), self.who.account, self.verb, table, row_id, version)).lastrowid)

    def told(self) -> Changed | None:
        """What screens hear of; a login, say, changes nothing that any but the journal's own screen shows."""
        rows = self._shown or ({('change', self.verb)} if self._left_a_line else None)
        return Changed(frozenset(rows), self.who.name) if rows else None


def _held(row: Row, name: str) -> Any:
    field = row._meta.fields[name]
    return getattr(row, getattr(field, 'object_id_name', None) or name)


@contextmanager
def writing(who: Who, now: datetime, verb: str) -> Iterator[Batch]:
    """One transaction that takes the write lock at once; the change event follows the commit.

    Raises `Unavailable` when the store cannot be written just now: nothing is changed then (R7).
    """
    if db.damaged:
        raise Damaged
    batch = Batch(who, now, verb)
    noted: list[ledger.Line] = []
    try:
        with db.atomic('IMMEDIATE'):
            yield batch
            noted = batch.erased
            ledger.note(folder(), noted)
            told = batch.told()
            if told:
                db.after_commit(lambda: emit(told))
    except BaseException as problem:
        ledger.strike(folder(), noted)
        fault = fault_of(problem)
        db.damaged = db.damaged or isinstance(fault, Damaged)
        if fault is None:
            raise
        raise fault from problem
