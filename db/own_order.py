"""How the café's own columns are sorted and narrowed in the store, although their values lie in `extra`.

Each column has an index over the same expression (`index`), so that a page of 100,000 rows takes a millisecond. It is
made of SQLite's own functions alone: with one of ours in it, no other tool could write into the file any more.
"""
from typing import Any

from peewee import SQL, NodeList

from db.fields import Column
from db.i18n import _
from db.kinds import Kind

YES, NO, FILLED, NOTHING = _('ja'), _('nein'), _('ausgefüllt'), _('ohne Angabe')
_ALIKE = (('ä', 'a'), ('Ä', 'a'), ('ö', 'o'), ('Ö', 'o'), ('ü', 'u'), ('Ü', 'u'), ('ß', 'ss'))   # DIN 5007-1
_FIELD = '\0'   # no text from outside holds it
_MOST_LETTERS = 60


def options(column: Column) -> tuple[str, ...]:
    """By which words a list may be narrowed to some of its rows."""
    if column.kind is Kind.YES_NO:
        return (YES, NO)
    return (*column.choices, NOTHING) if column.kind is Kind.CHOICE else (FILLED, NOTHING)


def ordering(column: Column, extra: Any, descending: bool) -> Any:
    """Numbers as numbers, dates as dates, words as in a German book. What is empty comes last, either way."""
    return NodeList((key(column, extra), SQL('DESC NULLS LAST' if descending else 'ASC NULLS LAST')))


def key(column: Column, extra: Any) -> Any:
    return _around(_key(column, _FIELD), extra)


def only(column: Column, extra: Any, option: str) -> Any:
    """The condition for rows in which the column holds this option, one of `options`."""
    return _around(only_sql(column, _FIELD, option), extra)


def only_sql(column: Column, extra: str, option: str) -> str:
    if option == YES and column.kind is Kind.YES_NO:
        return f'{_key(column, extra)} = 1'
    if option == FILLED and column.kind is not Kind.CHOICE:
        return filled_sql(column, extra)
    if option in (NO, NOTHING) and option not in column.choices:
        return f'{_key(column, extra)} IS NULL'
    return f'{_key(column, extra)} = {_alike(_quoted(option))} AND {value_sql(column.name, extra)} = {_quoted(option)}'


def filled_sql(column: Column, extra: str = 'extra') -> str:
    """Something stands there, a no included. As a range, for which SQLite takes the index; it holds no no."""
    return (f'{value_sql(column.name, extra)} IS NOT NULL' if column.kind is Kind.YES_NO
            else f'{_key(column, extra)} > -9e999')


def value_sql(name: str, extra: str = 'extra') -> str:
    return f'json_extract({extra}, {path(name)})'


def path(name: str) -> str:
    return _quoted(f'$."{name}"')


def index(table: str, column: Column) -> str:
    return (f'CREATE INDEX IF NOT EXISTS "{index_name(table, column.name)}" ON "{table}" '
            f'({_key(column, "extra")})')


def index_name(table: str, name: str) -> str:
    return f'own_{table}_{name}'


def _key(column: Column, extra: str) -> str:
    value = value_sql(column.name, extra)
    match column.kind:
        case Kind.YES_NO:
            return f'nullif({value}, 0)'
        case Kind.NUMBER | Kind.DATE:
            return f"nullif({value}, '')"
    return f"nullif({_alike(f'substr({value}, 1, {_MOST_LETTERS})')}, '')"


def _alike(words: str) -> str:
    for letter, plain in _ALIKE:
        words = f"replace({words}, '{letter}', '{plain}')"
    return f'lower({words})'


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _around(sql: str, extra: Any) -> Any:
    """The expression with a field of a query in it."""
    first, *others = sql.split(_FIELD)
    parts = [SQL(first)]
    for other in others:
        parts += [extra, SQL(other)]
    return NodeList(tuple(parts), glue='')
