"""What a spreadsheet is made from: names, titles, and rows of plain values that may come one after the other."""
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

Value = str | int | float | date | None


@dataclass(frozen=True)
class Title:
    """The head of a column. `kind` is text, long_text, number, date …; `machine`: nothing people need to read."""
    text: str
    kind: str = 'text'
    machine: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class SheetValues:
    """`hint`: one line for those who fill it in, shown at the first title."""
    name: str
    titles: tuple[Title, ...]
    rows: Iterable[tuple[Value, ...]] = ()
    hint: str = ''
