"""A plan as the preview shows it: each row of the file beside what would be stored of it."""
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from db.clock import show_date
from db.columns import KINDS
from db.fields import own_columns
from db.folding import fold_written_out
from db.i18n import _
from db.importing import new_columns
from db.importing.assumed import Assumed, assumed, summed_up
from db.importing.consenting import shortened
from db.importing.contacts import phones
from db.importing.dates import exact_day
from db.importing.drafts import Line, Plan, Result
from db.importing.headings import Layout
from db.importing.no_consent import never_asks
from db.importing.said import OWN_TABLES
from db.importing.targets import (
    CUSTOMERS,
    EXTERNAL,
    FORMER,
    KIND,
    LEAVE,
    NEW,
    NOTE,
    OURS_ALONE,
    OWN,
    TARGETS,
    TEAM,
    SheetKind,
)
from db.importing.told import PARTS, Members, Own, Told, stored
from db.kinds import Kind, phone_key
from db.names import full

_ISO_DAY = re.compile(r'(\d{4})-(\d\d)-(\d\d)')

NOTHING_COMES = _('So gibt es nichts zu übernehmen.')
NOTHING_CHANGES = _('Nichts davon ändert etwas: Alles aus dieser Liste steht schon genau so da.')
NOTHING_ELSE = _('Nichts davon ändert etwas: Was hineindarf, steht schon genau so da.')   # some of it stays out
_NEEDS_CONSENT = (TEAM, CUSTOMERS, EXTERNAL, FORMER, SheetKind.MIXED)


@dataclass(frozen=True)
class ShownRow:
    sheet: str
    row: int
    result: Result
    reason: str
    name: str
    said: tuple[Told, ...]
    stored: tuple[Told, ...]
    may_decide: bool


@dataclass(frozen=True)
class ShownColumn:
    """`example`: the first values under the heading. `becomes`: the kind of the new own column it would be."""
    place: int
    heading: str
    target: str
    example: str
    becomes: str = ''


@dataclass(frozen=True)
class ShownSheet:
    name: str
    kind: SheetKind
    counts: dict[Result, int]
    asks: bool            # is a consent needed for what stands here?
    hidden: bool
    columns: tuple[ShownColumn, ...]
    own_file: bool = False
    assumed: tuple[Assumed, ...] = ()       # what some of its rows do not say plainly
    told: str = ''                          # of how many that is so
    maybe_consent: tuple[ShownColumn, ...] = ()    # to be asked for, never taken unasked


def sheets(plan: Plan, hidden: Iterable[str]) -> tuple[ShownSheet, ...]:
    rows: dict[str, list[Line]] = {name: [] for name in plan.layouts}
    for line in plan.lines:
        rows[line.sheet].append(line)
    own_file = any(layout.kind in OURS_ALONE for layout in plan.layouts.values())
    made = {f"{OWN}{one.values['table']}.{one.values['name']}": KINDS[Kind(one.values['kind'])]
            for one in plan.others['custom_column'] if one.is_new}
    return tuple(_sheet(name, layout, rows[name], made, name in hidden, own_file)
                 for name, layout in plan.layouts.items())


def _sheet(name: str, layout: Layout, lines: list[Line], made: Mapping[str, str], hidden: bool,
           own_file: bool) -> ShownSheet:
    asks, columns = layout.kind in _NEEDS_CONSENT and not own_file, _columns(layout, lines, made)
    counts = {result: count for result in Result if (count := sum(line.result is result for line in lines))}
    reasons = [line.reason for line in lines]
    found = {what for reason in reasons for what in assumed(reason)}
    return ShownSheet(name, layout.kind, counts, asks, hidden, columns, own_file, tuple(sorted(found)),
                      summed_up(reasons), tuple(columns[place] for place in layout.maybe_consent) if asks else ())


def _columns(layout: Layout, lines: list[Line], made: Mapping[str, str]) -> tuple[ShownColumn, ...]:
    return tuple(ShownColumn(place, heading, target, shortened(' · '.join(dict.fromkeys(
        as_shown(text) for line in lines[:30] if (text := line.row.text(place)))), 90), made.get(target, ''))
        for place, (heading, target) in enumerate(zip(layout.headings, layout.targets, strict=False)))


def targets(kind: SheetKind) -> dict[str, str]:
    """Where a column of such a sheet can go, in the words of a form."""
    found = {NOTE: _('in die Notiz'), LEAVE: _('weglassen'), NEW: _('neue eigene Spalte')}
    if kind not in OWN_TABLES:   # a column of the café's own belongs to one kind
        del found[NEW]
    if kind is SheetKind.MIXED:
        found[KIND] = _('sagt, wohin die Zeile gehört')
    columns = {target.name: target.label for target in TARGETS
               if not target.only or kind in target.only or kind is SheetKind.MIXED}
    columns |= {f'{OWN}{table}.{column.name}': _('{label} (eigene Spalte)').format(label=column.label)
                for table in OWN_TABLES.get(kind, ()) for column in own_columns(table)}
    return found | dict(sorted(columns.items(), key=lambda one: fold_written_out(one[1])))


def fitting(found: dict[str, str], column: ShownColumn) -> dict[str, str]:
    """Of these what may be chosen for a column: what its heading says is something else is no consent (D1)."""
    return {target: label for target, label in found.items()
            if target == column.target or not never_asks(column.heading, target)}


# ---- rows ------------------------------------------------------------------------------------------------------------
def rows(plan: Plan, sheet: str, only: Result | Assumed | None, offset: int,
         limit: int) -> tuple[tuple[ShownRow, ...], int]:
    """Some of the rows of a sheet, and how many there are."""
    lines = [line for line in plan.lines if line.sheet == sheet and (
        only is None or (only in assumed(line.reason) if isinstance(only, Assumed) else line.result is only))]
    own = {table: {column.name: column for column in (*own_columns(table), *(
        new_columns.column_of(one) for one in plan.others['custom_column'] if one.values['table'] == table))}
        for table in PARTS}
    return tuple(_row(line, plan.layouts[sheet], own, plan.members)
                 for line in lines[offset:offset + limit]), len(lines)


def _row(line: Line, layout: Layout, own: Own, members: Members) -> ShownRow:
    said = tuple(Told(layout.headings[place] if place < len(layout.headings) else '', as_shown(line.row.text(place)))
                 for place in line.row.filled)
    in_file = {as_compared(one.text) for one in said}
    numbers = {phone_key(number) for one in said for number in phones(one.text)[0]}
    comes = tuple(replace(one, differs=one.instead or (one.differs and as_compared(one.text) not in in_file and not (
        one.is_phone and phone_key(one.text) in numbers))) for one in stored(line, own, members))
    name = line.name or (full(line.person.values.get('first_name') or '', line.person.values.get('last_name') or '')
                         if line.person else '')
    return ShownRow(line.sheet, line.row.number, line.result, line.reason, name, said, comes, line.may_decide)


def as_shown(text: str) -> str:
    """A spreadsheet's date as people write it."""
    found = _ISO_DAY.fullmatch(text)
    return f'{found[3]}.{found[2]}.{found[1]}' if found else text


def as_compared(text: str) -> str:
    """'1.11.26' and '01.11.2026' are one day."""
    day = exact_day(text)
    return show_date(day) if day else text.casefold()


def summary(plan: Plan) -> str:
    """What would come in, in one line."""
    if all(line.result is Result.NOT_DATA for line in plan.lines) and not plan.brings_something:
        return _('In der Datei stehen keine Angaben, nur Überschriften: Es gibt nichts zu übernehmen.')
    counts = plan.counts
    told = _('{stored} neu, {merged} zusammengeführt, {alone} nur als Reparatur, {held} nicht übernommen.').format(
        stored=counts[Result.STORED], merged=counts[Result.MERGED], alone=counts[Result.REPAIR_ONLY],
        held=stay_out(counts))
    return f'{told} {idle(plan)}'.strip()


def idle(plan: Plan) -> str:
    """Why it would change nothing, if so."""
    if not plan.brings_something:
        return NOTHING_COMES
    if plan.changes_something:
        return ''
    return NOTHING_ELSE if stay_out(plan.counts) else NOTHING_CHANGES


def stay_out(counts: Mapping[str, int]) -> int:
    """Rows that come in neither with a person nor without."""
    return counts[Result.HELD_BACK] + counts[Result.NOT_UNDERSTOOD]
