"""Who may not be stored is not named in what others say either (D1): „Moritz Fahrenkrog bringt das Kabel nach“."""
from collections.abc import Iterator

from db.folding import fold_written_out
from db.importing import mixed
from db.importing.absent import Absent, keys_of, leftovers, without
from db.importing.book import Book, Cell, Row
from db.importing.content import NAMES
from db.importing.desk import Desk
from db.importing.drafts import Line, Plan, Result
from db.importing.headings import Layout
from db.importing.identity import name_of
from db.importing.names import FIRST_NAMES
from db.importing.namesakes import reached
from db.importing.team import names_in
from db.importing.visits import stands_by
from db.models import Person
from db.words import State


def of(desk: Desk) -> Absent:
    """Those whose rows bring no person, whatever the reason, unless another row or the store has them."""
    plan, results = desk.plan, (Result.HELD_BACK, Result.NOT_UNDERSTOOD, Result.REPAIR_ONLY)
    lines = [line for line in plan.lines if line.person is None and line.result in results]
    stored = [(one.values.get('first_name') or '', one.values.get('last_name') or '') for one in plan.people]
    stored.extend(Person.select(Person.first_name, Person.last_name).tuples())
    return Absent([name for line in lines for name in _names(desk, line)], stored,
                  [cell for line in lines for cell in _cells_of(line.row, _layout(plan, line))],
                  {key for one in plan.people for key in reached(one.values)})


def _names(desk: Desk, line: Line) -> Iterator[tuple[str, str]]:
    """Where no column is that of the names, only what begins with a first name people know: no „Kabel defekt“."""
    plainly = bool(NAMES & set(_layout(desk.plan, line).targets))
    return ((name.first, name.last) for name in names_in(desk, line)
            if plainly or fold_written_out(name.first) in FIRST_NAMES)


def _layout(plan: Plan, line: Line) -> Layout:
    layout = plan.layouts[line.sheet]
    return mixed.part_of(layout, line.row) or layout


def _cells_of(row: Row, layout: Layout) -> Iterator[Cell]:
    """That say how somebody is reached."""
    return (row.cells[column] for column, target in enumerate(layout.targets)
            if column < len(row.cells) and (target in NAMES or target.partition('_')[0] in (
                'phone', 'email', 'contact')))


def guessed(book: Book, desk: Desk) -> Absent:
    """Those whose rows have no yes, or whose items are fetched: whom a plan leaves out but for rare reasons. Known
    before it, no plan need be made twice."""
    names: dict[bool, list[tuple[str, str]]] = {True: [], False: []}
    cells: dict[bool, list[Cell]] = {True: [], False: []}
    for sheet in book.sheets:
        layout = desk.plan.layouts[sheet.name]
        for row in sheet.rows[0 if layout.row is None else layout.row + 1:]:
            part = mixed.part_of(layout, row) if row.filled else None
            if part is None or not NAMES & set(part.targets):
                continue
            said = desk.readings.of(row, part, book.typed)
            comes = desk.in_row(sheet.name, said)[0].yes and stands_by(said, desk.now).state is not State.COLLECTED
            found = name_of(said, True)
            names[comes].append((found.first, found.last))
            names[False] += [] if comes else said.others
            cells[comes] += _cells_of(row, part)
    stored = [*names[True], *Person.select(Person.first_name, Person.last_name).tuples()]
    return Absent(names[False], stored, cells[False], {key for cell in cells[True] for key in keys_of(cell)})


def differ(plan: Plan, one: Absent, other: Absent) -> bool:
    """Is there a row that brings something and reads differently without the ones than without the others?"""
    return one != other and any(
        _reads(plan, line, one) != _reads(plan, line, other)
        for line in plan.lines if line.person or line.repair or line.organisation)


def _reads(plan: Plan, line: Line, absent: Absent) -> tuple[Row, list[str]]:
    layout = _layout(plan, line)
    return without(line.row, layout, absent), leftovers(line.row, layout, absent)
