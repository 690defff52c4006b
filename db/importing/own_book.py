"""Our own export, recognised by its sheets and headings and read back column by column (`db.exchange_layout`)."""
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from db.clock import BERLIN
from db.errors import Refused
from db.exchange_layout import CONSENTS, EXTERNAL, KINDS, OWN, READ_ONLY, REPAIRS, SHEETS, TEAM, Heading, layout
from db.fields import Column
from db.i18n import _
from db.importing import new_columns
from db.importing.book import Book, RawSheet, Row, as_text
from db.importing.dates import exact_day
from db.importing.drafts import NotUnderstood, Plan
from db.importing.targets import SheetKind
from db.kinds import Kind
from db.modelfields import from_text
from db.models import CustomColumn
from db.words import State

KINDS_OF = {'Team': SheetKind.TEAM, 'Kundinnen': SheetKind.CUSTOMERS, 'Extern': SheetKind.EXTERNAL,
            'Ehemalige': SheetKind.FORMER, 'Reparaturen': SheetKind.REPAIRS, 'Einwilligungen': SheetKind.CONSENTS,
            OWN: SheetKind.COLUMNS}
_OWN_TABLES = {'Team': ('membership', 'person'), 'Kundinnen': ('repair', 'person'),
               'Extern': ('contact', 'person', 'organisation'), 'Ehemalige': ('person',), 'Reparaturen': ('repair',)}
_NEEDED = {('person', 'first_name'), ('person', 'last_name'), ('person', 'public_id'), ('organisation', 'name'),
           ('repair', 'number'), ('repair', 'item'), ('repair', 'state')}
REFUSED = ('membership', 'refused_messenger_at')
_NOES = {REFUSED, (READ_ONLY, 'refused_on')}
_SINCE_THEN = {('consent', 'listed_at')}   # files of an earlier version do not have it
Values = dict[tuple[str, str], Any]


@dataclass(frozen=True)
class Unfit:
    """A cell that its column does not take."""
    heading: Heading
    text: str


@dataclass
class OwnSheet:
    """`headings` per column of the file; None where it stands for nothing we know."""
    raw: RawSheet
    headings: tuple[Heading | None, ...]
    titles: tuple[str, ...]
    unknown: tuple[int, ...] = field(default=())

    @property
    def rows(self) -> tuple[Row, ...]:
        return self.raw.rows[1:]

    def read(self, row: Row, unfit: 'list[Unfit] | None' = None) -> Values:
        """By table and column. What its column does not take is `unfit`; without that list, and where nobody could say
        any more who or what the row is about, it raises `NotUnderstood`."""
        found: Values = {}
        for place, heading in enumerate(self.headings):
            if heading is None or heading.table == READ_ONLY:
                continue
            try:
                found[heading.key] = _value(heading.column, row, place)
            except Refused as refusal:
                if unfit is None or heading.key in _NEEDED:
                    raise NotUnderstood(f'{heading.title}: {refusal.sentence}') from None
                unfit.append(Unfit(heading, row.text(place)))
        self._read_no(row, found, unfit)
        return found

    def _read_no(self, row: Row, found: Values, unfit: 'list[Unfit] | None') -> None:
        """When somebody said no to the messenger group: where its moment cannot be read any more, the day does."""
        cells = {place: heading for place, heading in enumerate(self.headings)
                 if heading is not None and heading.key in _NOES and row.text(place)}
        moments = [moment(row.text(place)) for place in cells]
        days = [exact_day(row.cells[place]) for place in cells]
        found[REFUSED] = next(filter(None, moments), None) or next(map(_noon, filter(None, days)), None)
        if unfit is not None and found[REFUSED] is None:
            unfit.extend(Unfit(heading, row.text(place)) for place, heading in cells.items())

    def text(self, row: Row, title: str) -> str:
        return row.text(self.titles.index(title)) if title in self.titles else ''


def is_own(book: Book) -> bool:
    """The sheets that make it whole, with the ids that only we write."""
    sheets = {sheet.name: sheet for sheet in book.sheets if sheet.rows}
    return {REPAIRS, CONSENTS, TEAM, EXTERNAL} <= set(sheets) and all(
        {heading.title for heading in layout(name)
         if heading.machine and not heading.column.own and heading.key not in _SINCE_THEN}
        <= {as_text(cell) for cell in sheets[name].rows[0].cells} for name in (REPAIRS, CONSENTS))


def own_sheets(book: Book, own: dict[str, list[Column]]) -> dict[str, OwnSheet]:
    """`own`: the café's own columns, those of the store and those the file brings."""
    return {sheet.name: _sheet(sheet, own) for sheet in book.sheets if sheet.name in (*SHEETS, OWN) and sheet.rows}


def _sheet(raw: RawSheet, own: dict[str, list[Column]]) -> OwnSheet:
    titles = tuple(as_text(cell) for cell in raw.rows[0].cells)
    declared = {heading.title.casefold(): heading for heading in layout(raw.name) if not heading.column.own}
    free = [(table, column) for table in _OWN_TABLES.get(raw.name, ()) for column in own.get(table, ())]
    headings: list[Heading | None] = []
    for title in titles:
        heading = declared.pop(title.casefold(), None)
        if heading is None:
            hit = next((one for one in free if title == one[1].label or title.startswith(f'{one[1].label} (')), None)
            if hit:
                free.remove(hit)
                heading = Heading(title, hit[0], hit[1])
        headings.append(heading)
    return OwnSheet(raw, tuple(headings), titles, tuple(
        place for place, heading in enumerate(headings) if heading is None))


def columns_in(book: Book) -> Iterator[tuple[str, Column]]:
    """Table and column, with its purposes, of the café's own columns, as the sheet `Spalten` says."""
    raw = next((sheet for sheet in book.sheets if sheet.name == OWN), None)
    if raw is None or not raw.rows:
        return
    sheet = _sheet(raw, {})
    for row in sheet.rows:
        if not row.filled:
            continue
        said = {heading.column.name: row.text(place) for place, heading in enumerate(sheet.headings) if heading}
        try:
            choices, purposes = json.loads(said['choices'] or '[]'), json.loads(said['purposes'] or '[]')
            kind = KINDS[said['kind']]
        except (ValueError, KeyError):
            continue
        if not new_columns.is_sound(said['table'], said['name'], [str(one) for one in purposes]):
            continue
        yield said['table'], Column(said['name'], said['label'], kind, hint=said['hint'], own=True,
                                    choices=tuple(map(str, choices)), purposes=frozenset(map(str, purposes)),
                                    limit=2000 if kind is Kind.LONG_TEXT else 200)


def _value(column: Column, row: Row, place: int) -> Any:
    """As the column holds it: own ones as JSON keeps them. Raises `Refused` for what it does not take."""
    text = row.text(place)
    if not text:
        return None
    if column.kind is Kind.DATE:
        day = exact_day(row.cells[place])
        if day is None:
            raise Refused(_('„{text}“ ist kein Datum.').format(text=text))
        return day.isoformat() if column.own else day
    if column.kind is Kind.LONG_TEXT or column.kind is Kind.TEXT:
        return _as_written(column, text)
    value = column.parse(text)
    return value.isoformat() if isinstance(value, date) else value


def _as_written(column: Column, text: str) -> str:
    return str(column.parse(text.replace('\r\n', '\n')))


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=BERLIN)


def moment(text: Any) -> datetime | None:
    try:
        return from_text(text) if isinstance(text, str) and text.endswith('Z') else None
    except ValueError:
        return None


def values_of(table: str, values: Values, *without: str) -> dict[str, Any]:
    return {name: value for (of_table, name), value in values.items()
            if of_table == table and value is not None and name not in without}


def membership_of(values: Values, now: datetime) -> dict[str, Any]:
    no = values.get(REFUSED)    # its noon may be still to come
    return values_of('membership', values, 'earlier', 'version') | {REFUSED[1]: no and min(no, now)}


def day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        return None


def moves_of(text: str) -> list[tuple[State, datetime]]:
    """'2026-11-23T13:05:07Z angenommen', one per line."""
    pairs = ((moment(at), state) for at, __, state in (line.partition(' ') for line in text.split('\n')))
    return [(State(state), at) for at, state in pairs if at and state in set(State)]


def add_column(plan: Plan, table: str, column: Column) -> None:
    if CustomColumn.select().where(CustomColumn.table == table, CustomColumn.name == column.name).exists():
        return   # retired here: it stays so
    plan.add(new_columns.draft_of(table, column, plan))
