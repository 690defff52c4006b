"""What a file holds, whatever program wrote it: sheets of rows of plain cells."""
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

Cell = str | int | float   # dates come as ISO text, numbers as numbers: those may have lost a zero

SIGNS_OF_NOTHING = re.compile(r'[\s\-–—_=.*/|+#]*')
MOST_DECIMALS = 6     # that a column of numbers takes (`db.kinds`)
_DAY_ZERO = date(1899, 12, 30)   # of a spreadsheet's calendar


@dataclass(frozen=True)
class Row:
    """`number` is the row as people see it in their program, starting at 1. `broken` are columns whose formula has no
    result in the file."""
    number: int
    cells: tuple[Cell, ...]
    broken: tuple[int, ...] = ()

    def text(self, column: int | None) -> str:
        if column is None or column >= len(self.cells):
            return ''
        return self._texts[column]

    def is_number(self, column: int) -> bool:
        return column < len(self.cells) and not isinstance(self.cells[column], str)

    @cached_property
    def _texts(self) -> tuple[str, ...]:
        return tuple(map(as_text, self.cells))

    @cached_property
    def filled(self) -> tuple[int, ...]:
        """The columns in which something stands."""
        return tuple(place for place, text in enumerate(self._texts) if text)

    @property
    def touched(self) -> bool:
        """There is something in the file, if only blanks."""
        return bool(self.broken) or any(cell != '' for cell in self.cells)


@dataclass(frozen=True)
class RawSheet:
    """`spans` are merged cells: first row, first column, last row, last column, counted from 0. `of` is the sheet of
    the file where this is one of several lists on it."""
    name: str
    rows: tuple[Row, ...]
    hidden: bool = False
    spans: tuple[tuple[int, int, int, int], ...] = field(default=())
    of: str = ''


@dataclass(frozen=True)
class Book:
    """`typed` says that numbers and texts can be told apart, which a csv file cannot."""
    name: str
    sheets: tuple[RawSheet, ...]
    typed: bool = True


def as_text(cell: Cell) -> str:
    """As a person reads it: 1067.0 is '1067', 3.5 is '3,5'."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float) and not cell.is_integer():
        return _typed(cell).replace('.', ',')
    return str(int(cell))


def _typed(number: float) -> str:
    """9999999.99 and not 9999999.9900000002, 0.3 and not 0.30000000000000004: what nobody types with so many digits
    behind the comma is shown with 15 of them, as spreadsheets do."""
    whole = f'{Decimal(repr(number)):f}'
    return whole if len(whole.partition('.')[2]) <= MOST_DECIMALS else f'{Decimal(f"{number:.15g}"):f}'


def serial_day(number: Cell) -> date | None:
    """The day a spreadsheet's number stands for when its cell has lost the format of a date (2000 to 2099)."""
    if isinstance(number, str) or not 36_526 <= number < 73_051:
        return None
    return _DAY_ZERO + timedelta(days=int(number))
