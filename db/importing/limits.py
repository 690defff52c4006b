"""How much a file may hold, and the way to say that it cannot be read. Nothing here knows of the store."""
from typing import Any

MEMORY = 1_500_000_000      # bytes the reading process may use
SECONDS = 60                # of processor time
UNPACKED = 300_000_000      # bytes of all parts of one packed file
PARTS = 2_000
CELLS = 20_000_000          # of the rectangle that holds everything of a sheet
ROWS = 200_000


class Unreadable(Exception):
    """The word says why: empty, large, locked, broken, other."""


def trimmed(cells: list[Any]) -> list[Any]:
    """Without the empty cells at its end."""
    while cells and cells[-1] == '':
        cells.pop()
    return cells
