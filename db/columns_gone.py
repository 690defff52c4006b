"""What stood in a retired column goes: from the rows, from what the history remembers, from the search, from the file.

Some rows at a time, so that nobody at the counter waits for a large list.
"""
from datetime import datetime, timedelta

from db import search_many
from db.connection import db
from db.erasure import prove
from db.journal import Batch
from db.models import CustomColumn
from db.own_order import index_name, path, value_sql

KEPT = timedelta(days=14)
AT_ONCE = 200   # rows in one transaction


def due(now: datetime) -> list[int]:
    """Columns whose time is over, as often as it takes to empty them."""
    rows = CustomColumn.select().where(CustomColumn.retired_at <= now - KEPT)
    return [row.id for row in rows for _part in range(len(holding(row.table, row.name)) // AT_ONCE + 1)]


def erase(batch: Batch, column_id: int) -> bool:
    """Empty some rows; with the last ones the column itself goes."""
    column = CustomColumn.get_or_none(CustomColumn.id == column_id)
    if column is None or column.retired_at is None or column.retired_at > batch.now - KEPT:
        return False
    table, name = column.table, column.name
    ids = holding(table, name)
    db.connection().executemany(
        f'UPDATE "{table}" SET extra = json_remove(extra, {path(name)}) '  # noqa: S608  names are ours
        'WHERE id = ?', [(row_id,) for row_id in ids[:AT_ONCE]])
    search_many.refresh(table, ids[:AT_ONCE])
    if len(ids) <= AT_ONCE:
        _forget(table, name)
        db.execute_sql(f'DROP INDEX IF EXISTS "{index_name(table, name)}"')
        column.delete_instance()
        batch.shows('custom_column', name)
        prove(batch, 'column')
    return True


def refresh_rows(table: str, name: str) -> None:
    """The search learns or forgets what stands in a column. Each part is a transaction of its own: it can be done
    again at any time (R10)."""
    ids = holding(table, name)
    for start in range(0, len(ids), AT_ONCE):
        with db.atomic('IMMEDIATE'):
            search_many.refresh(table, ids[start:start + AT_ONCE])


def holding(table: str, name: str) -> list[int]:
    """The rows in which something stands."""
    return [row[0] for row in db.execute_sql(
        f'SELECT id FROM "{table}" WHERE {value_sql(name)} IS NOT NULL')]  # noqa: S608  names are ours


def _forget(table: str, name: str) -> None:
    """The history keeps the change and loses the value; where nothing else was changed, its line about it goes."""
    at = path(name)
    db.execute_sql(
        f'UPDATE change_value SET old = json_remove(old, {at}), new = json_remove(new, {at}) '  # noqa: S608
        f'WHERE field = ? AND change_id IN (SELECT id FROM "change" WHERE table_name = ?) '
        f'AND (json_type(old, {at}) IS NOT NULL OR json_type(new, {at}) IS NOT NULL)', ('extra', table))
    db.execute_sql(
        "DELETE FROM change_value WHERE field = 'extra' AND COALESCE(json(old), '{}') = COALESCE(json(new), '{}') "
        'AND change_id IN (SELECT id FROM "change" WHERE table_name = ?)', (table,))
