"""Several lists below each other on one sheet, each with headings of its own: each is read as a sheet by itself.

A list of its own begins where below a blank row or a title stand other headings than those above, and rows of data
stood between the two. Below a title like „Extern“ two headings are enough.
"""
from collections.abc import Iterator
from dataclasses import replace

from db.importing.book import Book, RawSheet, Row
from db.importing.content import is_somebody
from db.importing.heading_rows import looks_like_headings
from db.importing.meanings import key_of, known_heading
from db.importing.sections import title_kind

FEWEST = 3      # headings that nothing but a list has


def each_list(book: Book) -> Book:
    """The book with every list as a sheet. The rows keep their numbers; what is hidden stays whole."""
    sheets: list[RawSheet] = []
    for sheet in book.sheets:
        starts = [] if sheet.hidden else list(_starts(sheet))
        sheets += _parts(sheet, starts) if len(starts) > 1 else [sheet]
    return replace(book, sheets=tuple(sheets)) if len(sheets) > len(book.sheets) else book


def _starts(sheet: RawSheet) -> Iterator[int]:
    """The place of each row of headings that begins another list."""
    held: frozenset[str] = frozenset()
    data = True     # rows of data since the last headings
    for place, row in enumerate(sheet.rows):
        if len(row.filled) < FEWEST - 1:
            continue
        if (held and not _stands_apart(sheet, place)) or not _are_headings(
                row, FEWEST - 1 if _is_below_kind(sheet, place) else FEWEST):
            data = True
            continue
        keys = frozenset(key_of(row.text(column)) for column in row.filled)
        if data and keys != held:
            held, data = keys, False
            yield place


def _are_headings(row: Row, fewest: int) -> bool:
    texts = [row.text(column) for column in row.filled]
    return len(texts) >= fewest and not any(any(map(str.isdigit, text)) or is_somebody(text) for text in texts) and \
        looks_like_headings(row) and 4 * sum(bool(known_heading(text)) for text in texts) >= 3 * len(texts)


def _stands_apart(sheet: RawSheet, place: int) -> bool:
    """Below nothing, or below a title of its own."""
    return len(sheet.rows[place - 1].filled) < 2 and place + 1 < len(sheet.rows)


def _is_below_kind(sheet: RawSheet, place: int) -> bool:
    """The title right above says of whom the list is."""
    return place > 0 and title_kind(sheet.rows[place - 1]) is not None


def _parts(sheet: RawSheet, starts: list[int]) -> list[RawSheet]:
    """Titles belong to the list below them. Of each part the rows of the others are blank, so that places stay."""
    begins = [0, *(_first_of(sheet, place) for place in starts[1:])]
    return [replace(sheet, name=sheet.name if not begin else f'{sheet.name}, ab Zeile {sheet.rows[begin].number}',
                    rows=tuple(row if begin <= place < end else Row(row.number, ())
                               for place, row in enumerate(sheet.rows)),
                    spans=tuple(span for span in sheet.spans if begin <= span[0] < end), of=sheet.name)
            for begin, end in zip(begins, [*begins[1:], len(sheet.rows)], strict=True)]


def _first_of(sheet: RawSheet, place: int) -> int:
    """Up over the titles, as far as they stand without a blank row between."""
    while place and len(sheet.rows[place - 1].filled) == 1:
        place -= 1
    return place
