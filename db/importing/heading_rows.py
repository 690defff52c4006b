"""Which row of a sheet holds the headings, and what stands in it and in the row of groups above it."""
import re
from collections.abc import Sequence

from db.importing.book import RawSheet, Row
from db.importing.content import is_somebody, tells_itself
from db.importing.meanings import known_heading
from db.importing.ticked import names_what_is_ticked

LOOKED_AT = 40         # rows among which the headings are searched


def heading_row(sheet: RawSheet) -> int | None:
    """The row with most words that are headings somewhere; at least two of them, or what stands below must tell."""
    begin = next((place for place, row in enumerate(sheet.rows) if row.touched), 0)
    scores = [(heading_score(row), -place) for place, row in enumerate(sheet.rows[:begin + LOOKED_AT])]
    best, place = max(scores, default=(0, 0))
    if best >= 2:
        return -place
    found = [one for one in scores if stands_above(sheet.rows[-one[1]], sheet.rows[1 - one[1]:51 - one[1]])]
    return -max(found)[1] if found else None


def stands_above(row: Row, below: Sequence[Row]) -> bool:
    """Words over columns of names, numbers, addresses or days, and no data itself."""
    texts = [row.text(column) for column in row.filled]
    if len(texts) < 2 or any(re.search(r'[\d@]', text) or is_somebody(text) for text in texts):
        return False
    columns = [[text for one in below if (text := one.text(column))] for column in row.filled]
    return sum(map(tells_itself, columns)) + heading_score(row) >= 2 and any(map(tells_itself, columns))


def heading_score(row: Row) -> int:
    return len({known for place in row.filled if (known := known_heading(row.text(place)))})


def with_second_row(sheet: RawSheet, place: int) -> tuple[int, int, list[tuple[str, str]]]:
    """First and last row of headings, and per column its heading and that of the group it stands under."""
    row = sheet.rows[place]
    below = sheet.rows[place + 1] if place + 1 < len(sheet.rows) else None
    if below is not None and (looks_like_headings(below) or names_what_is_ticked(
            below, sheet.rows[place + 2:place + 52])):
        return place, place + 1, joined(spread(sheet, place), below)
    above = sheet.rows[place - 1] if place else None
    if above is not None and len(above.filled) >= 2 and not re.search(r'\d', ''.join(map(above.text, above.filled))):
        return place - 1, place, joined(spread(sheet, place - 1), row)
    return place, place, [(row.text(column), '') for column in range(widest(sheet))]


def looks_like_headings(row: Row) -> bool:
    known, unknown = set(), 0
    for place in row.filled:
        found = known_heading(row.text(place))
        known.add(found)
        unknown += not found
        if 5 * unknown > 2 * len(row.filled):     # too many nobody knows; the others need not be looked up
            return False
    return len(known - {''}) >= 2


def widest(sheet: RawSheet) -> int:
    return max((len(row.cells) for row in sheet.rows), default=0)


def spread(sheet: RawSheet, place: int) -> list[str]:
    """A row of group headings with each group over all its columns: those merged with it, or up to the next group."""
    row, width = sheet.rows[place], widest(sheet)
    texts = [row.text(column) for column in range(width)]
    merged = {span[1]: span[3] for span in sheet.spans if span[0] <= place <= span[2]}
    for column in [column for column in range(width) if texts[column]]:
        until = merged.get(column)
        for right in range(column + 1, width if until is None else until + 1):
            if texts[right] or (until is None and merged and right not in merged.values()):
                break
            texts[right] = texts[column]
    return texts


def joined(groups: list[str], row: Row) -> list[tuple[str, str]]:
    """A column without a heading of its own has that of its group."""
    groups += [''] * (len(row.cells) - len(groups))
    return [(row.text(column) or group, group if row.text(column) else '') for column, group in enumerate(groups)]
