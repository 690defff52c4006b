"""What a screen asks of a list, and what it gets."""
from dataclasses import dataclass, field

from db.sheet_rows import SheetRow

MOST_ROWS, MOST_HITS, FARTHEST = 100, 200, 10_000_000


@dataclass(frozen=True)
class SheetColumn:
    """`kind` is a `Kind` or one of name, state, item, number, who, age: how a screen draws the cell."""
    name: str
    label: str
    kind: str
    sortable: bool = False
    own: bool = False   # added by the café
    options: tuple[str, ...] = ()   # words by which the list can be narrowed


@dataclass(frozen=True)
class Question:
    """What a screen asks of a sheet. `filter` is a state's key or ''; `only` are names of own columns, each with the
    one of its options that rows must hold."""
    text: str = ''
    sort: str = ''
    descending: bool = False
    offset: int = 0
    limit: int = 25
    filter: str = ''
    only: tuple[tuple[str, str], ...] = ()

    @property
    def page(self) -> tuple[int, int]:
        """How many rows, from which on."""
        return max(1, min(self.limit, MOST_ROWS)), max(0, min(self.offset, FARTHEST))


@dataclass(frozen=True)
class SheetPage:
    """`total` counts all rows behind the question; `more` says that a search was cut at `MOST_HITS`."""
    rows: tuple[SheetRow, ...]
    total: int
    counts: dict[str, int] = field(default_factory=dict)
    summary: str = ''
    more: bool = False
