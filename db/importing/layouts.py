"""How a sheet is read: as somebody has chosen in the preview, or else as it looks."""
from dataclasses import replace

from db.connection import db
from db.fields import Column, own_limit
from db.importing import mixed, new_columns, sections, whose
from db.importing.book import Cell, RawSheet
from db.importing.content import NAMES
from db.importing.desk import Desk
from db.importing.headings import Layout, open_for_consent, understand
from db.importing.meanings import key_of
from db.importing.new_kinds import kind_of
from db.importing.no_consent import heeded, obeyed
from db.importing.said import OWN_TABLES as TABLES_OF
from db.importing.targets import KIND, NEW, OWN, SheetKind


def layout_of(sheet: RawSheet, desk: Desk, is_member: whose.IsMember, typed: bool) -> Layout:
    own = {kind: {key_of(column.label): f'{OWN}{table}.{column.name}' for table in reversed(tables)
                  for column in desk.own[table]} for kind, tables in TABLES_OF.items()}
    chosen = desk.choices.kinds.get(sheet.name)
    wanted = {column: target for (name, column), target in desk.choices.columns.items() if name == sheet.name}
    layout = understand(sheet, own)
    if chosen == SheetKind.MIXED:
        titles = None if KIND in wanted.values() else sections.by_titles(sheet, own, layout)
        layout = titles or mixed.as_said(sheet, own, layout, wanted)
    elif chosen == SheetKind.UNKNOWN:       # it stays out
        layout = replace(layout, kind=SheetKind.UNKNOWN)
    elif chosen is not None:
        layout = understand(sheet, own, SheetKind(chosen))
    else:
        refused = frozenset(one for one, target in wanted.items() if target != KIND)
        layout = sections.of_several(sheet, own, layout, refused) or layout
    if not NAMES & set(wanted.values()):
        layout = whose.with_customers(layout, sheet, is_member)
    layout = whose.with_helpers(layout, sheet, is_member)
    columns = obeyed(layout, wanted)
    if layout.kind is SheetKind.MIXED:
        return heeded(layout, mixed.decided(layout, columns), wanted)
    targets = tuple(columns.get(column, target) for column, target in enumerate(layout.targets))
    if NEW in targets:
        targets = tuple(_new_column(desk, layout, column, cells(sheet, layout, column), typed) if target == NEW
                        else target for column, target in enumerate(targets))
    return heeded(layout, open_for_consent(replace(layout, targets=targets), columns), wanted)


def cells(sheet: RawSheet, layout: Layout, column: int) -> list[Cell]:
    """What stands below a heading."""
    first = 0 if layout.row is None else layout.row + 1
    return [row.cells[column] for row in sheet.rows[first:] if row.text(column)]


def _new_column(desk: Desk, layout: Layout, column: int, values: list[Cell], typed: bool) -> str:
    """A column of the café's own for what fits nowhere."""
    kind = kind_of(values, typed)
    table, label = TABLES_OF[layout.kind][0], (layout.headings[column] or f'Spalte {column + 1}')[:60]
    taken = {row[0] for row in db.execute_sql('SELECT name FROM custom_column WHERE table_name = ?', (table,))}
    taken |= {one.name for one in desk.own[table]}
    name = new_columns.name_for(key_of(label), taken)
    made = Column(name, label, kind, own=True, limit=own_limit(kind),
                  purposes=new_columns.usual_purposes(table))
    desk.plan.add(new_columns.draft_of(table, made, desk.plan))
    desk.own = {**desk.own, table: (*desk.own[table], made)}
    return f'{OWN}{table}.{name}'
