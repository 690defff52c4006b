"""The café's own columns: added, changed, put in order, retired and taken back, without a migration or a restart.

A column says for which purposes it may be kept, as every other one does (`db.classification`); where it belongs
proposes them. A retired column is gone from every screen at once. Its values stay for 14 days, so that it can be taken
back, and are then erased from the rows, the history and the file (`db.columns_gone`).
"""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from db import journal, kinds
from db.columns_gone import KEPT, refresh_rows
from db.connection import db
from db.errors import Refused, Unknown
from db.fields import Column
from db.i18n import _
from db.kinds import Kind
from db.models import MODELS, CustomColumn
from db.own_order import NOTHING, filled_sql, index
from db.who import Who
from db.words import Purpose

LABEL = Column('label', _('Name der Spalte'), Kind.TEXT, required=True, limit=60)
HINT = Column('hint', _('Hinweis unter dem Feld'), Kind.TEXT, limit=200)
CHOICES = Column('choices', _('Werte zum Auswählen'), Kind.LONG_TEXT, limit=2000,
                 hint=_('Eine Zeile je Wert. Was schon eingetragen ist, bleibt stehen.'))

KINDS: dict[Kind, str] = {
    Kind.TEXT: _('Text'), Kind.LONG_TEXT: _('Langer Text'), Kind.NUMBER: _('Zahl'), Kind.DATE: _('Datum'),
    Kind.YES_NO: _('Ja oder Nein'), Kind.CHOICE: _('Auswahl'), Kind.PHONE: _('Telefon'), Kind.EMAIL: _('E-Mail'),
}


@dataclass(frozen=True)
class Place:
    """Where a column can belong. `until` says when its values go, `uses` whose labels are taken there."""
    table: str
    title: str
    purposes: tuple[Purpose, ...]
    until: str
    uses: tuple[tuple[str, str], ...]


PLACES: dict[str, Place] = {place.table: place for place in (
    Place('membership', _('Team'), (Purpose.MEMBER,),
          _('Wird gelöscht, sobald jemand das Team verlässt.'), (('person', 'member'), ('membership', 'form'))),
    Place('repair', _('Reparaturen und Kund:innen'), (Purpose.REPAIR,),
          _('Wird nach der Abholung gelöscht, wie die Kontaktdaten.'), (('repair', 'detail'),)),
    Place('contact', _('Extern: Ansprechpersonen'), (Purpose.EXTERNAL,),
          _('Wird gelöscht, sobald die Person ihr Ja zurücknimmt.'), (('person', 'external'), ('contact', 'form'))),
    Place('organisation', _('Extern: Organisationen'), (),
          _('Geht mit der Organisation. Bitte nichts über Personen eintragen.'), (('organisation', 'form'),)),
    Place('person', _('Ehemalige'), (Purpose.FORMER,),
          _('Wird mit der Person gelöscht, spätestens nach zwei Jahren.'), (('person', 'former'),)),
)}


@dataclass(frozen=True)
class OwnColumn:
    """`filled` counts the rows that hold something; `back_until` says how long a retired column can be taken back."""
    id: int
    table: str
    name: str
    label: str
    kind: Kind
    hint: str
    choices: tuple[str, ...]
    hidden: bool
    filled: int
    retired_at: datetime | None = None
    back_until: datetime | None = None


# ---- reading ---------------------------------------------------------------------------------------------------------
def all_columns() -> tuple[OwnColumn, ...]:
    """By place and in their order, the retired ones last."""
    rows = list(CustomColumn.select().order_by(CustomColumn.position, CustomColumn.id))
    order = {table: place for place, table in enumerate(PLACES)}
    rows.sort(key=lambda row: (row.retired_at is not None, order.get(row.table, len(order))))
    return tuple(_read(row) for row in rows)


def _read(row: CustomColumn) -> OwnColumn:
    retired_at: datetime | None = row.retired_at
    return OwnColumn(row.id, row.table, row.name, row.label, Kind(row.kind), row.hint, tuple(row.choices),
                     bool(row.hidden), _filled(row), retired_at, retired_at + KEPT if retired_at else None)


def _filled(row: CustomColumn) -> int:
    column = Column(row.name, row.label, Kind(row.kind))
    return int(db.execute_sql(f'SELECT COUNT(*) FROM "{row.table}" '  # noqa: S608  names are ours
                              f'WHERE {filled_sql(column)}').fetchone()[0])


# ---- changing --------------------------------------------------------------------------------------------------------
def add(table: str, label: str, kind: Kind, who: Who, now: datetime, *, choices: Sequence[str] = (),
        hint: str = '', hidden: bool = False) -> str:
    """Returns the name under which rows hold its values. It is never used twice."""
    with journal.writing(who, now, 'column.add') as batch:
        if table not in PLACES:
            raise Refused(_('Wohin gehört die Spalte?'), 'table')
        label = _label(table, label)
        next_id = _next_id()
        row = CustomColumn(id=next_id, table=table, name=f'eigen_{next_id}', label=label, kind=kind.value,
                           choices=_choices(kind, choices), hint=HINT.parse(hint), hidden=hidden,
                           position=_last(table) + 1, purposes=[purpose.value for purpose in PLACES[table].purposes])
        batch.insert(row)
        db.execute_sql(index(table, Column(row.name, label, kind)))
        batch.shows('custom_column', row.name)
    return str(row.name)


def change(column_id: int, who: Who, now: datetime, *, label: str, hint: str, choices: Sequence[str],
           hidden: bool) -> None:
    """What a column is called and how it shows. Its kind stays: the values that are there would not fit another."""
    with journal.writing(who, now, 'column.change') as batch:
        row = _running(column_id)
        values = {'label': _label(row.table, label, row.id), 'hint': HINT.parse(hint), 'hidden': hidden,
                  'choices': _choices(Kind(row.kind), choices)}
        if batch.update(row, values):
            batch.shows('custom_column', row.name)


def move(column_id: int, way: int, who: Who, now: datetime) -> None:
    """One place up (-1) or down (1) among the columns of its place; at the end nothing happens."""
    with journal.writing(who, now, 'column.move') as batch:
        row = _running(column_id)
        rows = list(CustomColumn.select().where(CustomColumn.table == row.table)
                    .order_by(CustomColumn.position, CustomColumn.id))
        running = [place for place, one in enumerate(rows) if one.retired_at is None]   # a retired one keeps its place
        here = next(nth for nth, place in enumerate(running) if rows[place].id == row.id)
        there = here + (1 if way > 0 else -1)
        if 0 <= there < len(running):
            first, second = running[here], running[there]
            rows[first], rows[second] = rows[second], rows[first]
            for place, one in enumerate(rows, start=1):
                batch.update(one, {'position': place})
            batch.shows('custom_column', row.name)


def retire(column_id: int, who: Who, now: datetime) -> None:
    """Gone from every screen; what stood in it can be taken back for 14 days."""
    with journal.writing(who, now, 'column.retire') as batch:
        row = _running(column_id)
        batch.update(row, {'retired_at': now})
        batch.shows('custom_column', row.name)
    refresh_rows(row.table, row.name)


def take_back(column_id: int, who: Who, now: datetime) -> None:
    """It stands where it stood."""
    with journal.writing(who, now, 'column.take_back') as batch:
        row = CustomColumn.get_or_none(CustomColumn.id == column_id)
        if row is None or row.retired_at is None or now >= row.retired_at + KEPT:
            raise Unknown(_('Diese Spalte lässt sich nicht mehr zurückholen.'))
        _label(row.table, row.label, row.id)
        batch.update(row, {'retired_at': None})
        batch.shows('custom_column', row.name)
    refresh_rows(row.table, row.name)


# ---- rules -----------------------------------------------------------------------------------------------------------
def _running(column_id: int) -> CustomColumn:
    row = CustomColumn.get_or_none(CustomColumn.id == column_id, CustomColumn.retired_at.is_null())
    if row is None:
        raise Unknown(_('Diese Spalte gibt es nicht mehr.'))
    return row


def _label(table: str, text: str, column_id: int = 0) -> str:
    """A name that no other field there has: people, imports and exports know a column by it."""
    label = str(LABEL.parse(text))
    own = CustomColumn.select(CustomColumn.label).where(
        CustomColumn.table == table, CustomColumn.id != column_id, CustomColumn.retired_at.is_null()).tuples()
    declared = [MODELS[of]._meta.fields[name].verbose_name for of, use in PLACES[table].uses
                for name in getattr(MODELS[of], use)]
    if label.casefold() in {taken.casefold() for taken in (*declared, *(row[0] for row in own))}:
        raise Refused(_('„{label}“ gibt es dort schon.').format(label=label), 'label')
    return label


def _choices(kind: Kind, lines: Sequence[str]) -> list[str]:
    if kind is not Kind.CHOICE:
        return []
    found: dict[str, str] = {}
    for line in lines:
        word = kinds.clean(line, 60)
        if word.casefold() == NOTHING.casefold():
            raise Refused(_('„{word}“ steht von selbst zur Wahl.').format(word=word), 'choices')
        if word:
            found.setdefault(word.casefold(), word)
    if not found:
        raise Refused(_('Bitte mindestens einen Wert, jeden in einer eigenen Zeile.'), 'choices')
    return list(found.values())


def _last(table: str) -> int:
    return max((row[0] for row in CustomColumn.select(CustomColumn.position)
                .where(CustomColumn.table == table).tuples()), default=0)


def _next_id() -> int:
    row = db.execute_sql("SELECT seq FROM sqlite_sequence WHERE name = 'custom_column'").fetchone()
    return (row[0] if row else 0) + 1
