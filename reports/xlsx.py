"""A spreadsheet of several sheets, written row by row so that a large store needs no large memory.

Every text is written as text: nothing that begins like a formula or a link becomes one (S10). Dates are real ones,
because people sort by them; columns of text are marked as such, so that a phone typed later keeps its zero.
"""
from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING

from db.i18n import _
from reports.csvs import as_text
from reports.sheets import SheetValues, Title, Value

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_575        # what a spreadsheet can hold below its titles
TEAL, GREY, PALE = '#0a6b6b', '#5b6b70', '#eef3f3'
WIDTHS = {'long_text': 44, 'date': 13, 'number': 11, 'yes_no': 12, 'email': 30, 'phone': 18}
USUAL, WIDEST = 20, 60
FILLED_IN = 2000             # rows of an empty template that help with choosing
LONGEST_CHOICES = 255        # what a spreadsheet takes as a list
DIGITS = 16                  # of a number; what has more would lose some
FIRST_DAY = date(1900, 3, 1)   # spreadsheets know a 29.02.1900


def write(target: IO[bytes], sheets: Iterable[SheetValues], scratch: Path) -> None:
    """`scratch` is a folder for what is under way; nothing stays there. Raises `ValueError` for too many rows."""
    import xlsxwriter  # rarely needed, so a program that only runs does not hold it

    from reports.xlsx_page import Page
    book = xlsxwriter.Workbook(target, {
        'constant_memory': True, 'tmpdir': str(scratch), 'strings_to_formulas': False, 'strings_to_urls': False,
        'strings_to_numbers': False, 'default_date_format': 'dd.mm.yyyy'})
    book.set_properties({'title': _('Kontaktbuch')})
    formats = _Formats(book)
    for sheet in sheets:
        _sheet(book.add_worksheet(sheet.name, Page), sheet, formats)
    book.close()


class _Formats:
    def __init__(self, book: Workbook) -> None:
        top = {'valign': 'top'}   # 49 is text
        self.title = book.add_format({'bold': True, 'font_color': 'white', 'bg_color': TEAL, 'valign': 'vcenter',
                                      'border': 1, 'border_color': 'white'})
        self.machine_title = book.add_format({'font_color': GREY, 'bg_color': PALE, 'valign': 'vcenter'})
        self.text = book.add_format({'num_format': 49, **top})
        self.machine = book.add_format({'num_format': 49, 'font_color': GREY, **top})
        self.day = book.add_format({'num_format': 'dd.mm.yyyy', 'align': 'left', **top})
        self.number = book.add_format({'num_format': 'General', 'align': 'left', **top})

    def of(self, title: Title) -> Format:
        if title.machine:
            return self.machine
        return {'date': self.day, 'number': self.number}.get(title.kind, self.text)


def _sheet(page: Worksheet, sheet: SheetValues, formats: _Formats) -> None:
    page.freeze_panes(1, 0)
    page.set_row(0, 24)
    if sheet.hint:
        page.write_comment(0, 0, sheet.hint, {'x_scale': 2.4, 'y_scale': 1.6})
    for place, title in enumerate(sheet.titles):
        page.write_string(0, place, title.text, formats.machine_title if title.machine else formats.title)
        folded = {'level': 1, 'hidden': True} if title.machine else {}   # a „+“ above them opens them
        page.set_column(place, place, width(title), formats.of(title), folded)
    if any(title.machine for title in sheet.titles):
        page.set_column(len(sheet.titles), len(sheet.titles), None, None, {'collapsed': True})
    last = 0
    for last, row in enumerate(sheet.rows, start=1):
        if last > MOST_ROWS:
            raise ValueError(_('Das sind mehr Zeilen, als in eine Tabelle passen.'))
        for place, value in enumerate(row):
            _cell(page, last, place, value, formats, machine=sheet.titles[place].machine)
    page.autofilter(0, 0, max(last, 1), len(sheet.titles) - 1)
    page.ignore_errors({'number_stored_as_text': f'A1:XFD{MOST_ROWS + 1}'})
    _help_choosing(page, sheet.titles, max(last, FILLED_IN))


def _cell(page: Worksheet, row: int, place: int, value: Value, formats: _Formats, *, machine: bool) -> None:
    if value is None or value == '':
        return
    if isinstance(value, str):
        page.write_string(row, place, value, formats.machine if machine else formats.text)
    elif isinstance(value, date):
        if value < FIRST_DAY:
            page.write_string(row, place, f'{value:%d.%m.%Y}', formats.text)
        else:
            page.write_datetime(row, place, value, formats.day)
    elif float(f'{value:.{DIGITS}g}') != value:
        page.write_string(row, place, as_text(value), formats.text)
    else:
        page.write_number(row, place, value, formats.number)


def width(title: Title) -> float:
    return max(WIDTHS.get(title.kind, USUAL), min(len(title.text) + 3, WIDEST)) if not title.machine else USUAL


def _help_choosing(page: Worksheet, titles: tuple[Title, ...], last: int) -> None:
    """A list to choose from; what is not in it may be typed all the same."""
    for place, title in enumerate(titles):
        choices = title.choices or ((_('ja'), _('nein')) if title.kind == 'yes_no' else ())
        if choices and not title.machine and len(','.join(choices)) <= LONGEST_CHOICES and not _has_comma(choices):
            page.data_validation(1, place, last, place, {'validate': 'list', 'source': list(choices),
                                                         'error_type': 'information', 'show_error': False})


def _has_comma(choices: tuple[str, ...]) -> bool:
    return any(',' in choice for choice in choices)
