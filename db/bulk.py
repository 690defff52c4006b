"""Many rows at once, past peewee's row objects, which would take ten times as long.

Triggers and foreign keys stay on: whatever is refused one by one is refused here, too.
"""
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from db.connection import db
from db.errors import Refused
from db.i18n import _
from db.models import Organisation, Person, Repair, Row

AT_ONCE = 200
Progress = Callable[[int, int], None]   # how many rows of how many are done


def refuse_unless_empty() -> None:
    """Invented people never come between real ones."""
    if any(table.select().exists() for table in (Person, Repair, Organisation)):
        raise Refused(_('Dieses Kontaktbuch ist nicht leer. Bitte einen leeren Ordner nehmen (KONTAKTBUCH_DATA).'))


class Table:
    """Collects rows for some columns of one table; the other columns get their defaults."""

    def __init__(self, model: type[Row], *names: str) -> None:
        columns = [model._meta.fields[name].column_name for name in names]
        named, held = ', '.join(f'"{column}"' for column in columns), ', '.join('?' * len(columns))
        self._sql = f'INSERT INTO "{model._meta.table_name}" ({named}) VALUES ({held})'  # noqa: S608 (names of models)
        self._rows: list[tuple[Any, ...]] = []
        self.first_id = next_id(model._meta.table_name)

    def add(self, *values: Any) -> None:
        self._rows.append(values)

    def extend(self, rows: Iterable[tuple[Any, ...]]) -> None:
        self._rows.extend(rows)

    def write(self, in_order: bool = False) -> None:
        """`in_order` sorts by the first column: a tree of words grows much faster that way."""
        if in_order:
            self._rows.sort()
        db.connection().executemany(self._sql, self._rows)
        self._rows.clear()


def parts(ids: Iterable[int]) -> Iterator[list[int]]:
    """As many as one statement may ask for."""
    ordered = sorted(ids)
    return (ordered[start:start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE))


def next_id(table: str) -> int:
    """Ids are never used twice, also not in a store that is empty again."""
    row = db.execute_sql('SELECT seq FROM sqlite_sequence WHERE name = ?', (table,)).fetchone()
    return (row[0] if row else 0) + 1
