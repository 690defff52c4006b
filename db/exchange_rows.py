"""Rows for files, read one after the other: values by table and column, of as many tables as the question joins."""
from collections.abc import Iterator
from typing import Any

from db.models import Row

Found = dict[tuple[str, str], Any]   # (table, column); the table is '' for what is only read by people


def asked(*tables: type[Row]) -> list[Any]:
    """Every column of these tables, under names that tell the tables apart."""
    return [held.alias(f'{table._meta.table_name}.{name}') for table in tables
            for name, held in table._meta.fields.items() if name not in ('words', 'sort_name')]


def found(query: Any) -> Iterator[Found]:
    """By table and column; values of the café's own columns stand beside the declared ones."""
    for row in query.dicts().iterator():
        values: Found = {}
        for name, value in row.items():
            table, _dot, column = name.rpartition('.')
            values[table, column] = value
            if column == 'extra' and value:
                values.update({(table, own): held for own, held in value.items()})
        yield values
