"""Short ways of saying what happens at the café, and of looking into what the program leaves behind."""
import resource
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from db import consent, journal, members, people, repairs, search
from db.connection import db
from db.consent import Given
from db.intake import Intake, Taken, take_in
from db.kinds import Kind
from db.models import CustomColumn, Person
from db.store import FILE, close_store, connected, open_store
from db.who import Who
from db.words import Purpose, State
from tests.personas import given
from tests.unpacking import residue as residue  # stories end with: nothing is left

SEYMA = {'first_name': 'Şeyma', 'last_name': 'Wiśniewska', 'phone': '0351 1234567'}
OEZDEMIR = {'first_name': 'Emine', 'last_name': 'Özdemir', 'phone': '+49 (0)351 / 76 54 321'}


def drop_off(who: Who, now: datetime, item: str = 'Toaster', **more: Any) -> Taken:
    """Somebody brings something; Şeyma with a yes, unless it is said otherwise."""
    said = {'store': True, **(SEYMA if not {'first_name', 'last_name', 'person'} & set(more) else {}), **more}
    return take_in(Intake(str(uuid4()), item, **said), who, now)


def nameless(who: Who, now: datetime, item: str = 'Radio', **more: Any) -> Taken:
    return take_in(Intake(str(uuid4()), item, False, **more), who, now)


def owner(number: str, now: datetime) -> str:
    """The public id of the person a repair belongs to."""
    person = repairs.read(number, now).person
    assert person is not None
    return person.public_id


def joins(who: Who, now: datetime, **values: Any) -> str:
    """Somebody joins the team. Returns the public id."""
    return people.add('member', {'first_name': 'Jörg', 'last_name': 'Rademacher', **values},
                      given(Purpose.MEMBER), who, now)


def outside(who: Who, now: datetime, organisation: str = '', **values: Any) -> str:
    """Somebody we talk to at another place. Returns the public id."""
    return people.add('external', {'first_name': 'Łucja', 'last_name': 'Groß', **values},
                      given(Purpose.EXTERNAL), who, now, organisation)


def findable(public_id: str, how: str, who: Who, now: datetime) -> None:
    """Somebody who is stored already says yes to being contacted later, as with a drop-off, here without an item."""
    with journal.writing(who, now, 'person.save') as batch:
        person = people.by_public_id(public_id)
        consent.record(batch, person.id, Given(Purpose.FORMER, how))
        search.refresh_person(person.id)


def leaves(public_id: str, who: Who, now: datetime, keep: bool) -> bool:
    return members.end_membership(public_id, keep, 'mündlich', who, now)


def ready(number: str, who: Who, now: datetime) -> None:
    repairs.move(number, State.READY, who, now)


def own(table: str, name: str, kind: Kind = Kind.TEXT, purposes: tuple[Purpose, ...] = (), **more: Any) -> None:
    """A column that Dieter adds himself."""
    CustomColumn.create(table=table, name=name, kind=kind.value, purposes=[purpose.value for purpose in purposes],
                        **{'label': name.title(), 'choices': [], **more})


# ---- the same from several threads -----------------------------------------------------------------------------------
def at_once(verb: Callable[[int], Any], times: int = 8) -> list[Any]:
    """Call `verb(0)`, `verb(1)`, … in as many threads, each with a connection of its own, as the server does."""
    def one(number: int) -> Any:
        with connected():
            try:
                return verb(number)
            finally:
                db.close()
    with ThreadPoolExecutor(times) as threads:
        return list(threads.map(one, range(times)))


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Nothing this process writes may be longer: as where there is no more room."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


# ---- one long story for many tests that only look -------------------------------------------------------------------
def looked_at(folder: Path) -> Iterator[Path]:
    open_store(folder)
    yield folder
    close_store()


# ---- looking into the store ------------------------------------------------------------------------------------------
def raw(folder: Path, *, foreign_keys: bool = True, timeout: float = 5) -> sqlite3.Connection:
    """The file as any other tool opens it: none of the program's code in between."""
    connection = sqlite3.connect(folder / FILE, isolation_level=None, timeout=timeout)
    connection.execute(f'PRAGMA foreign_keys = {int(foreign_keys)}')
    return connection


def rows(query: str, *values: Any) -> list[tuple[Any, ...]]:
    """What the store holds, past the models."""
    return [tuple(row) for row in db.execute_sql(query, values).fetchall()]


def count(table: str) -> int:
    return int(rows(f'SELECT count(*) FROM "{table}"')[0][0])


def row_counts() -> dict[str, int]:
    """How many rows each table has: what a refused verb must leave as it was."""
    return {name: count(name) for (name,) in rows("SELECT name FROM sqlite_master WHERE type = 'table'")}


def person_row(public_id: str) -> Person:
    return Person.get(Person.public_id == public_id)
