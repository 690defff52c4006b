"""Titles between the rows: „Ehemalige“ says of whom the rows below it are, „Termin 3.10.2026“ when they came."""
import re
from collections.abc import Mapping
from dataclasses import replace

from db.importing import mixed
from db.importing.book import RawSheet, Row
from db.importing.dates import MONTHS, find_days
from db.importing.headings import Layout, named_after
from db.importing.mixed import kind_at, kind_said
from db.importing.targets import CUSTOMERS, FORMER, NOTE, TEAM, SheetKind

Own = Mapping[SheetKind, Mapping[str, str]]
_BEFORE_DAY = (r'(?i)(?:.*\b(?:termin|repair|reparatur\w*|caf[eé]|annahme\w*|veranstaltung|treffen|vom|am)\b.*'
               r'|[\W_]*(?:(?:mo|di|mi|do|fr|sa|so)\w*\.?,?\s*)?(?:den\s+)?)')
_MONTH = rf'(?:{"|".join(sorted(MONTHS, key=len, reverse=True))}|märz|jänner)\b\.?'
_TIME = r'(?:\D*|\D{0,15}\d{1,2}(?:[:.]\d\d)?(?:\s*(?:uhr|h)?\s*[-–]\s*\d{1,2}(?:[:.]\d\d)?)?\s*(?:uhr|h)\b\D*)'
_EVENT = re.compile(rf'{_BEFORE_DAY}(?:\d{{1,2}}\.\s?(?:\d{{1,2}}\.|{_MONTH})\s?\d{{2,4}}|\d{{4}}-\d\d-\d\d){_TIME}')
# „Termin: 10. Oktober“, „Repair-Café Oktober 2026“
_VAGUE = re.compile(rf'{_BEFORE_DAY}(?P<day>(?<![\d.])(?<![\d.] )\d{{1,2}}\.\s?(?:(?:0?[1-9]|1[0-2])\.|{_MONTH})'
                    rf'(?!\s?\d)|{_MONTH}\s?\d{{4}}(?!\d)){_TIME}')
_OTHER_DAY = re.compile(r'(?i)\b(?:stand|(?:aus)?gedruckt|erstellt|aktualisiert|druck\w*|(?:ge)?änder\w*|ab|bis'
                        r'|seit|nächste\w*)\b')


def of_several(sheet: RawSheet, own: Own, one: Layout, refused: frozenset[int] = frozenset()) -> Layout | None:
    """The layout of a sheet whose rows are of several kinds: a column says so, or titles between them."""
    return mixed.by_row(sheet, own, one, refused) or by_titles(sheet, own, one)


def by_titles(sheet: RawSheet, own: Own, one: Layout) -> Layout | None:
    """Rows above the first title are what the sheet is by itself."""
    if one.row is None or named_after(sheet.name) is FORMER:
        return None
    rows = sheet.rows[one.row + 1:]
    titles = {row.number: kind for row in rows if (kind := title_kind(row))}
    if not titles:
        return None
    parts = mixed.parts_of(sheet, own)
    if one.kind in parts and any(row.filled for row in rows if row.number < min(titles)):
        titles = {rows[0].number - 1: one.kind, **titles}
    kinds = list(dict.fromkeys(titles.values()))
    if len(kinds) < 2 or _are_items(rows, titles, parts):
        return None
    gone = next((row.text(row.filled[0]) for row in rows if titles.get(row.number) is FORMER), '')
    if one.kind is TEAM and gone:    # a yes to stand on the team's list is none to be kept afterwards (D3)
        parts[FORMER] = replace(parts[TEAM], left=gone)
    return replace(mixed.mixed(None, parts, kinds), sections=titles)


def title_kind(row: Row) -> SheetKind | None:
    return kind_said(row.text(row.filled[0]).strip(' :–-')) if len(row.filled) == 1 else None


def _are_items(rows: tuple[Row, ...], titles: Mapping[int, SheetKind], parts: Mapping[SheetKind, Layout]) -> bool:
    """„Mitglieder“ and „Gäste“ over what they bring."""
    items = [place for place, target in enumerate(parts[CUSTOMERS].targets) if target in ('item', 'fault')]
    others = [(row, parts[kind]) for row in rows if len(row.filled) > 1
              and (kind := kind_at(titles, row)) and kind is not CUSTOMERS]
    return bool(others) and 2 * sum(any(row.text(place) and part.targets[place] == NOTE for place in items)
                                    for row, part in others) >= len(others)


# ---- days ------------------------------------------------------------------------------------------------------------
def day_above(sheet: RawSheet, layout: Layout) -> str:
    """The day of the whole list, where a title above its headings or the name of the sheet is one."""
    rows = sheet.rows[:layout.row or 0]
    return next((day for row in reversed(rows) if (day := day_of_title(row)) and day[0].isdigit()),
                _day_of(sheet.of or sheet.name))


def day_of_title(row: Row) -> str:
    """As ISO, or the words of one that is not exact: whatever day stood above, it is no longer that one."""
    text = row.text(row.filled[0]) if len(row.filled) == 1 else ''
    return _day_of(text) or _vague_day_of(text)


def _day_of(text: str) -> str:
    days = find_days(text)
    is_event = len(days) == 1 and len(text) <= 80 and _EVENT.fullmatch(text) and not _OTHER_DAY.search(text)
    return days[0].isoformat() if is_event else ''


def _vague_day_of(text: str) -> str:
    found = _VAGUE.fullmatch(text) if len(text) <= 80 and not _OTHER_DAY.search(text) and not find_days(text) else None
    return found['day'] if found else ''
