"""Signs that turn the direction of what is read behind them: they stay out of what comes in.

A surname behind one stands mirrored in every list, and address books put them around numbers. Marks that only say which
way a word is read (U+200E, U+200F) do no harm and stay.
"""
import re
from collections.abc import Iterable
from dataclasses import replace

from db.i18n import _
from db.importing.book import Book, Row
from db.importing.drafts import Plan

TAKEN_OUT = _('Unsichtbare Zeichen, die die Leserichtung umdrehen, kommen nicht mit.')
_TURNS = re.compile('[\u202a-\u202e\u2066-\u2069]')
Place = tuple[str, int]      # sheet and number of a row


def straight(book: Book) -> tuple[Book, set[Place]]:
    """The book without them, and the rows in which there were any."""
    found: set[Place] = set()
    sheets = []
    for sheet in book.sheets:
        rows = tuple(_straight(row) for row in sheet.rows)
        found |= {(sheet.name, row.number) for row, before in zip(rows, sheet.rows, strict=True) if row is not before}
        sheets.append(replace(sheet, rows=rows))
    return (replace(book, sheets=tuple(sheets)), found) if found else (book, found)


def _straight(row: Row) -> Row:
    if not any(isinstance(cell, str) and _TURNS.search(cell) for cell in row.cells):
        return row
    return replace(row, cells=tuple(_TURNS.sub('', cell) if isinstance(cell, str) else cell for cell in row.cells))


def tell(plan: Plan, rows: Iterable[Place]) -> Plan:
    """Each of these rows says so, as far as something of it comes in."""
    held = set(rows)
    for line in plan.lines if held else ():
        if (plan.parts.get(line.sheet, line.sheet), line.row.number) in held and (
                line.person or line.repair or line.organisation):
            line.reason = f'{line.reason} {TAKEN_OUT}'
    return plan
