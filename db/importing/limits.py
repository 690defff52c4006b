"""How much a file may hold, and the way to say that it cannot be read. Nothing here knows of the store."""
from typing import Any

MEMORY = 1_500_000_000      # bytes the reading process may use
SECONDS = 60                # of processor time
UNPACKED = 300_000_000      # bytes of all parts of one packed file
PARTS = 2_000
CELLS = 20_000_000          # of the rectangle that holds everything of a sheet
ROWS = 200_000
COLUMNS = 400               # filled cells of one row: a calendar of a whole year has 366 and a name


class Unreadable(Exception):
    """The word says why: empty, large, wide, locked, broken, other."""


def trimmed(cells: list[Any]) -> list[Any]:
    """Without the empty cells at its end."""
    while cells and cells[-1] == '':
        cells.pop()
    return cells


def check_width(rows: list[list[Any]]) -> None:
    """No list of people has hundreds of columns, and each is looked at by itself. One cell far away is no width."""
    if any(len(row) > COLUMNS and sum(bool(str(cell).strip()) for cell in row) > COLUMNS for row in rows):
        raise Unreadable('wide')
