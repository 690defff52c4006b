"""A plan as the preview shows it: each row of the file beside what would be stored of it."""
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from db.clock import show_date
from db.columns import KINDS
from db.fields import Column, described, own_columns
from db.folding import fold_written_out
from db.i18n import _
from db.importing import new_columns
from db.importing.consenting import shortened
from db.importing.desk import FROM_LIST
from db.importing.drafts import Draft, Line, PersonDraft, Plan, Result
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
    OWN,
    REPAIRS_OR_CONSENTS,
    TARGETS,
    TEAM,
    SheetKind,
)
from db.kinds import Kind, show
from db.models import MODELS
from db.names import full

_PARTS = {'person': 'member', 'membership': 'form', 'contact': 'form', 'organisation': 'form', 'repair': 'detail'}
_NOT_SHOWN = frozenset({'serial', 'token', 'request_id', 'extra', 'ready_at', 'reviewed'})
Own = Mapping[str, Mapping[str, Column]]    # the café's own columns by table and name, those that come along included
_NEEDS_CONSENT = (TEAM, CUSTOMERS, EXTERNAL, FORMER, SheetKind.MIXED)


@dataclass(frozen=True)
class Told:
    """`differs`: this does not stand in the file like that."""
    label: str
    text: str
    differs: bool = False


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
    maybe_consent: tuple[ShownColumn, ...] = ()    # to be asked for, never taken unasked


def sheets(plan: Plan, hidden: Iterable[str]) -> tuple[ShownSheet, ...]:
    rows: dict[str, list[Line]] = {name: [] for name in plan.layouts}
    for line in plan.lines:
        rows[line.sheet].append(line)
    own_file = any(layout.kind in REPAIRS_OR_CONSENTS for layout in plan.layouts.values())
    made = {f"{OWN}{one.values['table']}.{one.values['name']}": KINDS[Kind(one.values['kind'])]
            for one in plan.others['custom_column'] if one.is_new}
    return tuple(_sheet(name, layout, rows[name], made, name in hidden, own_file)
                 for name, layout in plan.layouts.items())


def _sheet(name: str, layout: Layout, lines: list[Line], made: Mapping[str, str], hidden: bool,
           own_file: bool) -> ShownSheet:
    asks, columns = layout.kind in _NEEDS_CONSENT and not own_file, _columns(layout, lines, made)
    counts = {result: count for result in Result if (count := sum(line.result is result for line in lines))}
    return ShownSheet(name, layout.kind, counts, asks, hidden, columns, own_file,
                      tuple(columns[place] for place in layout.maybe_consent) if asks else ())


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
def rows(plan: Plan, sheet: str, result: Result | None, offset: int, limit: int) -> tuple[tuple[ShownRow, ...], int]:
    """Some of the rows of a sheet, and how many there are."""
    lines = [line for line in plan.lines if line.sheet == sheet and (result is None or line.result is result)]
    own = {table: {column.name: column for column in (*own_columns(table), *(
        new_columns.column_of(one) for one in plan.others['custom_column'] if one.values['table'] == table))}
        for table in _PARTS}
    return tuple(_row(line, plan.layouts[sheet], own) for line in lines[offset:offset + limit]), len(lines)


def _row(line: Line, layout: Layout, own: Own) -> ShownRow:
    said = tuple(Told(layout.headings[place] if place < len(layout.headings) else '', as_shown(line.row.text(place)))
                 for place in line.row.filled)
    known = {one.text.casefold() for one in said}
    stored = tuple(Told(label, text, text.casefold() not in known and FROM_LIST not in text)
                   for label, text in _stored(line, own))
    name = line.name or (full(line.person.values.get('first_name') or '', line.person.values.get('last_name') or '')
                         if line.person else '')
    return ShownRow(line.sheet, line.row.number, line.result, line.reason, name, said, stored, line.may_decide)


def as_shown(text: str) -> str:
    """A spreadsheet's date as people write it."""
    found = re.fullmatch(r'(\d{4})-(\d\d)-(\d\d)', text)
    return f'{found[3]}.{found[2]}.{found[1]}' if found else text


def _stored(line: Line, own: Own) -> list[tuple[str, str]]:
    if line.result is Result.HELD_BACK:   # the person stays out; the organisation may come alone
        return _of(line.organisation, own) if line.organisation is not None else []
    if line.result in (Result.NOT_DATA, Result.NOT_UNDERSTOOD):
        return []
    found: list[tuple[str, str]] = []
    if line.person is not None:
        found += _of(line.person, own) + (_of(line.person.membership, own) if line.person.membership else [])
        for contact in line.person.contacts:
            found += _of(contact, own)
        found += [(_('Einwilligung'), _given(yes.purpose.label, yes.how, yes.on)) for yes in line.person.given]
    if line.organisation is not None:
        found += _of(line.organisation, own)
    if line.repair is not None:
        found += _of(line.repair, own) + _more_of_repair(line.repair)
    return found


def _of(draft: Draft, own: Own) -> list[tuple[str, str]]:
    """The filled columns of one row under their labels."""
    model = MODELS[draft.table]
    names = [name for name in getattr(model, _PARTS[draft.table]) if name not in _NOT_SHOWN]
    found = []
    for name in names:
        column = described(model, name, frozenset())
        text = show(column.kind, draft.values.get(name))
        if text and text != _('nein'):
            found.append((column.label, text))
    extra = {name: value for name, value in draft.values.get('extra', {}).items() if value not in (None, '')}
    return found + [(column.label, show(column.kind, extra[name])) for name, column in own[draft.table].items()
                    if name in extra]


def _more_of_repair(draft: Draft) -> list[tuple[str, str]]:
    values = draft.values
    helper = draft.links.get('responsible')
    person = helper.links.get('person') if helper else None
    name = full(person.values.get('first_name') or '', person.values.get('last_name') or '') if isinstance(
        person, PersonDraft) else ''
    day: Any = values.get('received_at')
    return [(label, text) for label, text in (
        (_('Stand'), values.get('state') or ''), (_('Ergebnis'), values.get('outcome') or ''),
        (_('Angenommen am'), show_date(day)),
        (_('Abgeholt am'), show_date(values.get('collected_at'))), (_('Ansprechperson'), name)) if text]


def _given(purpose: str, how: str, on: Any) -> str:
    return ', '.join(filter(None, (purpose, how, show(Kind.DATE, on)[:10] if on else '')))


def summary(plan: Plan) -> str:
    """What would come in, in one line."""
    if all(line.result is Result.NOT_DATA for line in plan.lines) and not plan.brings_something:
        return _('In der Datei stehen keine Angaben, nur Überschriften: Es gibt nichts zu übernehmen.')
    counts = plan.counts
    told = _('{stored} neu, {merged} zusammengeführt, {alone} nur als Reparatur, {held} nicht übernommen.').format(
        stored=counts[Result.STORED], merged=counts[Result.MERGED], alone=counts[Result.REPAIR_ONLY],
        held=counts[Result.HELD_BACK] + counts[Result.NOT_UNDERSTOOD])
    return told if plan.brings_something else told + _(' So gibt es nichts zu übernehmen.')
