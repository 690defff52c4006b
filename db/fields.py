"""Say a field once: what a model tells about its columns serves form, table, search, import, export and paper.

A peewee field already carries label (`verbose_name`), hint (`help_text`), `choices`, `null` and `max_length`.
The field classes below add only the kind. `columns('person', 'member')` turns the names a model lists under that
use into `Column`s; columns the café adds itself are the same `Column`s, stored in the row's `extra`.
"""
import json
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from db import kinds
from db.classification import purposes_of
from db.connection import db
from db.errors import Refused
from db.i18n import _
from db.kinds import Kind
from db.models import MODELS


@dataclass(frozen=True)
class Column:
    """One field as people meet it. No widget, width or callback: a screen that needs more is written by hand."""
    name: str
    label: str
    kind: Kind
    required: bool = False
    hint: str = ''
    choices: tuple[str, ...] = ()
    limit: int = 200
    purposes: frozenset[str] = field(default_factory=frozenset)
    own: bool = False   # added by the café, its value lives in `extra`
    most_words: int = 0   # of a sentence that is read aloud; 0 is no matter
    between: tuple[int, int] | None = None   # a number from the first to the second
    whole: bool = False                      # and without a comma

    def parse(self, text: str) -> Any:
        """The value to store. Raises `Refused` with this column's name and one sentence."""
        try:
            return self._parse(str(text))
        except Refused as refusal:
            raise Refused(refusal.sentence, self.name) from None

    def _parse(self, text: str) -> Any:
        cleaned = kinds.clean(text, self.limit, lines=self.kind is Kind.LONG_TEXT)
        if self.required and not cleaned:
            raise Refused(_('Hier fehlt noch etwas: {label}.').format(label=self.label))
        match self.kind:
            case Kind.NUMBER:
                return self._number(cleaned)
            case Kind.DATE:
                return kinds.parse_date(cleaned)
            case Kind.YES_NO:
                return kinds.parse_yes_no(cleaned)
            case Kind.PHONE:
                return kinds.parse_phone(cleaned)
            case Kind.EMAIL:
                return kinds.parse_email(cleaned)
            case Kind.CHOICE:
                return kinds.parse_choice(cleaned, self.choices)
        return cleaned

    def _number(self, text: str) -> int | float | None:
        if not self.between:
            return kinds.parse_number(text)
        return kinds.parse_whole(text, *self.between) if self.whole else kinds.parse_within(text, *self.between)

    def warn(self, text: str) -> str | None:
        """A sentence about something that looks odd but may be right, or None."""
        if self.kind is Kind.PHONE:
            return kinds.phone_warning(text.strip())
        return kinds.sentence_warning(text, self.most_words) if self.most_words else None

    def show(self, value: Any) -> str:
        return kinds.show(self.kind, value)

    def words(self, value: Any) -> str:
        """What the search finds it by. A tick says nothing by itself."""
        if self.kind is Kind.YES_NO:
            return ''
        return self.show(value) if self.kind in (Kind.DATE, Kind.NUMBER) else str(value or '')


def described(model: Any, name: str, purposes: frozenset[str]) -> Column:
    """What a peewee field says about itself, as a `Column`."""
    source = model._meta.fields[name]
    return Column(name=name, label=_(source.verbose_name), kind=source.kind, hint=_(source.help_text or ''),
                  required=name in getattr(model, 'required', ()), limit=source.max_length, purposes=purposes,
                  between=getattr(source, 'between', None), choices=tuple(word for word, __ in source.choices or ()))


def parse_all(described_by: tuple[Column, ...], texts: Mapping[str, str]) -> dict[str, Any]:
    """Every text through its column; the first refusal stops it. Columns without a text are left out."""
    return {column.name: column.parse(texts[column.name]) for column in described_by if column.name in texts}


def columns(table: str, use: str) -> tuple[Column, ...]:
    """The columns of a table for one use ('form', 'detail', …), the café's own columns behind the declared ones."""
    model = MODELS[table]
    declared = tuple(described(model, name, purposes_of(table, name)) for name in getattr(model, use))
    return declared + own_columns(table)


def own_limit(kind: Kind) -> int:
    """How many characters a column of the café's own takes."""
    return 2000 if kind is Kind.LONG_TEXT else 200


def own_columns(table: str, *, listed: bool = False) -> tuple[Column, ...]:
    """The columns the café has added to a table, in its order; `listed`: only those that its lists show.
    Asked at every save, so it is one plain statement."""
    rows = db.execute_sql('SELECT name, label, kind, hint, choices, purposes FROM custom_column '
                          'WHERE table_name = ? AND retired_at IS NULL AND NOT (hidden AND ?) ORDER BY position, id',
                          (table, listed)).fetchall()
    return tuple(Column(name=name, label=label, kind=Kind(kind), hint=hint, own=True,
                        choices=tuple(json.loads(choices)), purposes=frozenset(json.loads(purposes)),
                        limit=own_limit(Kind(kind)))
                 for name, label, kind, hint, choices, purposes in rows)


def split(table: str, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Values of declared fields, and values of own columns (as JSON keeps them), that belong to this table.
    Raises `Refused` for a column that was retired while somebody typed: nothing typed is dropped in silence."""
    own = {column.name for column in own_columns(table)}
    declared = {name: value for name, value in values.items() if name in MODELS[table]._meta.fields}
    _none_retired(table, {name for name, value in values.items() if value} - own - declared.keys())
    return declared, {name: value.isoformat() if isinstance(value, date) else value
                      for name, value in values.items() if name in own and name not in declared}


def _none_retired(table: str, names: Set[str]) -> None:
    for name in names:
        for (label,) in db.execute_sql('SELECT label FROM custom_column WHERE table_name = ? AND name = ? '
                                       'AND retired_at IS NOT NULL', (table, name)).fetchall():
            raise Refused(_('Die Spalte „{label}“ wurde gerade stillgelegt. Darin lässt sich nichts mehr speichern.')
                          .format(label=label), name)
