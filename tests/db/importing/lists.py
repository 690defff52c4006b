"""Lists as teams keep them, made short: sheets of rows, as a book or as the bytes of a file."""
import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from db.importing import applying, planning, reading
from db.importing.book import Book, RawSheet, Row
from db.importing.drafts import Choices, Line, Plan
from db.who import COMMAND_LINE
from tests.personas import NOW

Rows = Sequence[Sequence[Any]]
CUSTOMERS = ['Datum', 'Nachname', 'Vorname', 'Telefon', 'E-Mail', 'Gegenstand', 'Defekt', 'Ansprechperson', 'Status',
             'Einwilligung', 'Bemerkung']
TEAM = ['Vorname', 'Name', 'Telefon', 'E-Mail', 'Aufgabe', 'in Messenger-Gruppe?', 'Datenschutz unterschrieben']
EXTERNAL = ['Organisation', 'Name', 'Funktion', 'Telefon', 'Mail', 'Thema', 'Datenschutz ok']
FORMER = ['Art', 'Name', 'Vorname', 'Telefon', 'ausgeschieden / abgeholt', 'Einwilligung', 'Notiz']


def book(typed: bool = True, **sheets: Rows) -> Book:
    """Sheets by name, row by row."""
    return Book('liste.xlsx', tuple(
        RawSheet(name, tuple(Row(place, tuple(row)) for place, row in enumerate(rows, start=1)))
        for name, rows in sheets.items()), typed)


def customer(**said: str) -> list[str]:
    """One row under `CUSTOMERS`; what is not said stands as it mostly does."""
    usual = {'Datum': '10.10.2026', 'Nachname': 'Özdemir', 'Vorname': 'Emine', 'Telefon': '0351 7654321',
             'Gegenstand': 'Toaster', 'Defekt': 'heizt nicht', 'Status': 'in Arbeit', 'Einwilligung': 'ja'}
    told = usual | {name.replace('_', '-'): text for name, text in said.items()}
    return [told.get(name, '') for name in CUSTOMERS]


# a row of somebody who said yes from the start: by it a list that comes again is seen to be the same
SAME = customer(Nachname='Anker', Vorname='Ida', Telefon='0351 5550', Gegenstand='Uhr', Defekt='steht')


def planned(choices: Choices | None = None, now: datetime = NOW, **sheets: Rows) -> Plan:
    read = book(**sheets)
    return accounted_for(read, planning.make(read, choices or Choices(), now))


def accounted_for(read: Book, plan: Plan) -> Plan:
    """Every row below the first headings of its sheet has exactly one line with a reason, whatever the list is like."""
    below = [(sheet.name, row.number) for sheet in read.sheets for row in sheet.rows
             if row.touched and row.number > headings_end(sheet.name, plan)]
    assert sorted((plan.parts.get(line.sheet, line.sheet), line.row.number) for line in plan.lines) == sorted(below)
    assert all(line.reason for line in plan.lines)
    return plan


def headings_end(sheet: str, plan: Plan) -> int:
    """The number of the last row of headings, 0 where there are none."""
    place = plan.layouts[sheet].row
    return 0 if place is None else place + 1


def customers(*rows: Sequence[Any], now: datetime = NOW) -> list[Line]:
    return planned(now=now, Kunden=[CUSTOMERS, *rows]).lines


def stored(now: datetime = NOW, **sheets: Rows) -> tuple[Plan, str]:
    read = book(**sheets)
    plan, batch = applying.apply(read, Choices(), COMMAND_LINE, now)
    return accounted_for(read, plan), batch


def xlsx(sheets: dict[str, Rows], *, hidden: Sequence[str] = (),
         formulas: Sequence[tuple[str, int, int, str, Any]] = (),
         merged: Sequence[tuple[str, int, int, int, int, str]] = ()) -> bytes:
    """A spreadsheet as programs write it; dates are dates, numbers are numbers."""
    held = io.BytesIO()
    made = xlsxwriter.Workbook(held, {'in_memory': True, 'strings_to_formulas': False})
    day = made.add_format({'num_format': 'dd.mm.yyyy'})
    for name, rows in sheets.items():
        page = made.add_worksheet(name)
        for place, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    page.write_datetime(place, column, datetime.combine(value, datetime.min.time()), day)
                elif value != '':
                    page.write(place, column, value)
        for sheet, row, column, formula, result in formulas:
            if sheet == name:
                page.write_formula(row, column, formula, None, result)
        for sheet, *where, text in merged:
            if sheet == name:
                page.merge_range(*where, text)
        if name in hidden:
            page.hide()
    made.close()
    return held.getvalue()


def read(content: bytes, name: str = 'liste.xlsx') -> Book:
    return reading.read(content, name)
