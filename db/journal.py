"""One save path: rows, journal and change event in one transaction.

    with journal.writing(who, now, 'repair.move') as batch:
        batch.update(repair, {'state': State.READY})

Every verb that changes something about people or repairs writes through a `Batch`; history, undo, merging and
import read what it leaves behind.
"""
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from peewee import OperationalError

from db import ledger
from db.connection import db, folder
from db.errors import Conflict, Unavailable, unavailable
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
        self.erased: list[ledger.Line] = []   # stands in the ledger before it is committed

    def insert(self, row: Row) -> None:
        """Store a new row. A row whose id was chosen beforehand is stored under it."""
        row.save(force_insert=True)
        values = {name: _held(row, name) for name in row._meta.fields}
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

    def happened(self, what: str) -> None:
        """A line for what changes no row, such as an export."""
        db.execute_sql('INSERT INTO change (batch, at, actor_id, verb, table_name, row_id, version) '
                       'VALUES (?, ?, ?, ?, ?, 0, 1)',
                       (self.id, to_text(self.now), self.who.account, self.verb, what))

    def shows(self, table: str, key: str) -> None:
        """Screens that show this row are told after the commit."""
        self._shown.add((table, key))

    def _record(self, row: Row, changed: Mapping[str, tuple[Any, Any]]) -> None:
        """Plain SQL: several of these belong to every save, and building them as models was a third of its time."""
        change = db.execute_sql(
            'INSERT INTO change (batch, at, actor_id, verb, table_name, row_id, version) VALUES (?, ?, ?, ?, ?, ?, ?)',
            (self.id, to_text(self.now), self.who.account, self.verb, row._meta.table_name, row._pk,
             getattr(row, 'version', 1))).lastrowid
        db.connection().executemany(
            'INSERT INTO change_value (change_id, field, old, new) VALUES (?, ?, ?, ?)',
            [(change, name, _as_json(old), _as_json(new)) for name, (old, new) in changed.items()
             if name not in NOT_JOURNALED])

    def told(self) -> Changed:
        return Changed(frozenset(self._shown), self.who.name)


def _held(row: Row, name: str) -> Any:
    field = row._meta.fields[name]
    return getattr(row, getattr(field, 'object_id_name', None) or name)


def _fault(problem: BaseException | None) -> Unavailable | None:
    """A full disk rolls back by itself, and the second rollback then hides why: so the whole chain is looked at."""
    if not isinstance(problem, OperationalError | OSError):
        return None
    faults = []
    while problem is not None:
        faults.append(unavailable(str(problem)))
        problem = problem.__context__
    return next(filter(None, faults), None)


@contextmanager
def writing(who: Who, now: datetime, verb: str) -> Iterator[Batch]:
    """One transaction that takes the write lock at once; the change event follows the commit.

    Raises `Unavailable` when the store cannot be written just now: nothing is changed then (R7).
    """
    batch = Batch(who, now, verb)
    noted: list[ledger.Line] = []
    try:
        with db.atomic('IMMEDIATE'):
            yield batch
            noted = batch.erased
            ledger.note(folder(), noted)
            if batch._shown:
                db.after_commit(lambda: emit(batch.told()))
    except BaseException as problem:
        ledger.strike(folder(), noted)
        fault = _fault(problem)
        if fault is None:
            raise
        raise fault from problem
