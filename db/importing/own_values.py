"""What a row says in the columns of the café's own."""
import re
from typing import Any

from db.errors import Refused
from db.i18n import _
from db.importing import contacts
from db.importing.amounts import amount
from db.importing.book import Cell
from db.importing.consenting import shortened
from db.importing.dates import exact_day
from db.importing.said import Said
from db.importing.targets import OWN
from db.kinds import Kind

_TWO = re.compile(r'\d\s+\d')


def as_meant(kind: Kind, cell: Cell, text: str, typed: bool) -> str:
    """As such a column takes it: a day in any spelling, 1.234,50 €, a phone of which a spreadsheet made a number.
    Raises `Refused` where digits are missing."""
    if kind is Kind.DATE:
        day = exact_day(cell)
        return day.isoformat() if day else text
    if kind is Kind.PHONE:
        if contacts.is_rounded(cell):
            raise Refused(_('Es fehlen Ziffern.'))
        numbers, more = contacts.phones(cell, typed)
        return numbers[0] if len(numbers) == 1 and not more else text
    return _one_number(text) if kind is Kind.NUMBER else text


def _one_number(text: str) -> str:
    """'30 40' are two, and so is '4711 0815': a form would take out the blank."""
    found = amount(text)
    if _TWO.search(found):
        raise Refused(_('Das ist keine Zahl. Beispiel: 12 oder 3,5.'))
    return found


def own_values(said: Said, table: str, allowed: frozenset[str] | None) -> dict[str, Any]:
    """The café's own columns of a table in this row, as JSON keeps them. `allowed` are the purposes at hand."""
    found: dict[str, Any] = {}
    for column in said.own.get(table, ()):
        text = said.text(f'{OWN}{table}.{column.name}')
        if not text:
            continue
        try:
            value = column.parse(as_meant(column.kind, said.cell(f'{OWN}{table}.{column.name}'), text, said.typed))
        except Refused:
            said.note(column.label, text)
            said.remarks.append(_('„{text}“ passt nicht in die Spalte „{label}“ und steht in der Notiz.').format(
                text=shortened(text), label=column.label))
            continue
        if allowed is not None and column.purposes and not column.purposes & allowed:
            said.note(column.label, text)
        else:
            found[column.name] = value.isoformat() if hasattr(value, 'isoformat') else value
    return found
