"""From a book to a plan: every row below the headings gets one line. Nothing is written."""
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cache, partial

from peewee import DoesNotExist

from db.connection import db
from db.errors import Refused
from db.i18n import _
from db.importing import before_yes, damage, directions, elsewhere, mixed, no_data, no_name, sections
from db.importing.absent import MASKED, Absent
from db.importing.apart import each_list
from db.importing.book import Book, Cell, RawSheet, Row
from db.importing.breath import uncollected
from db.importing.content import NAMES
from db.importing.desk import Desk
from db.importing.drafts import Choices, Line, NotUnderstood, PersonDraft, Plan, RepairDraft, Result
from db.importing.headings import Layout
from db.importing.layouts import layout_of
from db.importing.meanings import key_of
from db.importing.own_book import is_own
from db.importing.plan_external import external_row
from db.importing.plan_own import OwnFile
from db.importing.plan_people import basics, former_row, named, team_row
from db.importing.plan_repairs import customer_row, link_fetched
from db.importing.remembered import forgetting
from db.importing.responsible import resolve
from db.importing.said import Said
from db.importing.targets import CUSTOMERS, EXTERNAL, FORMER, TEAM
from db.importing.team import Team, asked, keys_of_team, names_of_members, not_stored, shorts_in
from db.importing.who_says_no import collect

Progress = Callable[[int, int], None]
PLANNERS = {TEAM: team_row, CUSTOMERS: customer_row, EXTERNAL: external_row, FORMER: former_row}
HIDDEN = _('Das Blatt „{sheet}“ ist in der Datei ausgeblendet. Bitte einblenden, wenn es dazugehört.')
NO_KIND = _('Aus diesem Blatt geht nicht hervor, wer oder was hier steht: Es fehlen Überschriften wie Name, Telefon, '
            'Gegenstand.')
WHICH_KIND = _('Aus dem Namen des Blatts und den Überschriften geht nicht hervor, ob hier das Team, Kund:innen, '
               'Kontakte oder Ehemalige stehen. Unter „Austausch“ lässt es sich wählen.')
ABOVE_HEADINGS = _('Diese Zeile steht über den Überschriften ihrer Liste.')
_NUMBERED = re.compile(r'(?:lfd|laufende|auftrags?|reparatur|schein|zettel|ticket|beleg)?(?:nr|nummer|no)|id|ticket')

TRIES = 5
CHANGES = _('Im Kontaktbuch wird gerade viel geändert. Bitte gleich noch einmal.')


def silent(_done: int, _all_of: int) -> None:
    """Nobody watches."""


@forgetting()
def make(book: Book, choices: Choices, now: datetime, progress: Progress = silent) -> Plan:
    """What an import of this book would do to the store as it is now. Raises `Refused` where it
    changes all the time."""
    with uncollected():
        for __ in range(TRIES):
            seen = fingerprint()
            try:
                plan = _make(book, choices, now, progress)
                plan.members = names_of_members()
                return plan
            except (KeyError, AttributeError, DoesNotExist):    # somebody may have been erased meanwhile
                if fingerprint() == seen:
                    raise
    raise Refused(CHANGES)


def _make(book: Book, choices: Choices, now: datetime, progress: Progress) -> Plan:
    """Who stays out is known for sure when all rows are planned: where others name somebody else than was thought, it
    begins again."""
    if is_own(book) and not choices.kinds and not choices.columns:
        plan = Plan(book.name, {}, seen=fingerprint(), at=now)
        OwnFile(book, Desk(plan, choices, now)).run()
        return plan
    book, turned = directions.straight(book)
    book = each_list(book)
    desk = Desk(Plan(book.name, {}, seen=fingerprint(), at=now), choices, now)
    _look_through(book, desk)
    plan = _planned(book, desk, progress)
    absent = elsewhere.of(desk)
    if elsewhere.differ(plan, desk.absent, absent):
        plan = _planned(book, _begun_again(desk, absent), progress)
    return directions.tell(plan, turned)


def _look_through(book: Book, desk: Desk) -> None:
    """What is known of the sheets and of those who say no before the first row is planned."""
    desk.plan.parts = {sheet.name: sheet.of for sheet in book.sheets if sheet.of}
    members = cache(partial(keys_of_team, book))
    for sheet in book.sheets:
        desk.plan.layouts[sheet.name] = layout_of(sheet, desk, lambda text: asked(text) in members(),
                                                    book.typed)
    desk.refusals = collect(book, desk)
    desk.absent = elsewhere.guessed(book, desk)


def _begun_again(desk: Desk, absent: Absent) -> Desk:
    """Nobody is known yet and no row is planned; how the sheets are read and what their rows say is the same."""
    plan = Plan(desk.plan.file, desk.plan.layouts, seen=desk.plan.seen, at=desk.plan.at, parts=desk.plan.parts)
    for column in desk.plan.others['custom_column']:
        plan.add(column)
    return Desk(plan, desk.choices, desk.now, readings=desk.readings, refusals=desk.refusals, absent=absent,
                own=desk.own)


def _planned(book: Book, desk: Desk, progress: Progress) -> Plan:
    plan = desk.plan
    total, done = sum(len(sheet.rows) for sheet in book.sheets), 0
    for sheet in book.sheets:
        layout = plan.layouts[sheet.name]
        first = 0 if layout.row is None else layout.row + 1
        rows = filled_down(sheet, first)
        earlier: dict[tuple[object, ...], Line] = {}
        day = sections.day_above(sheet, layout)
        if sheet.of not in ('', sheet.name):
            _begin(desk, sheet, layout, sheet.rows[:first], book.typed)
        for row in rows:
            if row.touched:
                day = sections.day_of_title(row) or day
                _one(desk, sheet, layout, row, book.typed, earlier, day)
            done += 1
            if done % 200 == 0:
                progress(done, total)
    _finish(desk)
    progress(total, total)
    return plan


def _begin(desk: Desk, sheet: RawSheet, layout: Layout, above: tuple[Row, ...], typed: bool) -> None:
    """Titles and headings of a list further down on its sheet stand below those of the first, so they count as rows."""
    for row in above:
        if row.touched:
            why = no_data.above(row, len(above))
            desk.line(sheet.name, Said(layout, row, typed), Result.NOT_DATA if why else Result.NOT_UNDERSTOOD,
                      why or ABOVE_HEADINGS)


def fingerprint() -> tuple[int, int]:
    """Changes whenever something is saved or erased."""
    (change,) = db.execute_sql('SELECT COALESCE(MAX(id), 0) FROM change').fetchone()
    (erased,) = db.execute_sql('SELECT COUNT(*) FROM erasure').fetchone()
    return int(change), int(erased)


# ---- the sheet -------------------------------------------------------------------------------------------------------
def filled_down(sheet: RawSheet, first: int) -> list[Row]:
    """The rows below the headings. A cell merged over several rows says the same for each of them."""
    rows = list(sheet.rows[first:])
    for top, left, bottom, right in sheet.spans:
        if bottom > top >= first and right - left < 3:
            for place in range(top + 1, min(bottom, len(sheet.rows) - 1) + 1):
                rows[place - first] = _with(rows[place - first], left, sheet.rows[top].cells[left:left + 1])
    return rows


def _with(row: Row, column: int, cell: tuple[Cell, ...]) -> Row:
    if not cell or row.text(column) or not row.filled:
        return row
    cells = [*row.cells, *[''] * (column + 1 - len(row.cells))]
    cells[column] = cell[0]
    return replace(row, cells=tuple(cells))


# ---- the row ---------------------------------------------------------------------------------------------------------
def _one(desk: Desk, sheet: RawSheet, layout: Layout, row: Row, typed: bool,
         earlier: dict[tuple[object, ...], Line], day: str) -> None:
    part = mixed.part_of(layout, row)
    told = elsewhere.without(row, part or layout, desk.absent) if desk.absent else row
    _told(desk, sheet, layout, part, told, typed, earlier, day)
    if told is not row:
        line = desk.plan.lines[-1]
        line.row = row      # the preview shows what the file says
        if MASKED not in line.reason:
            line.reason += MASKED if line.person or line.repair or line.organisation else ''


def _told(desk: Desk, sheet: RawSheet, layout: Layout, part: Layout | None, row: Row, typed: bool,
          earlier: dict[tuple[object, ...], Line], day: str) -> None:
    said = desk.readings.of(row, part or layout, typed, desk.own)
    said.day, said.absent = day, desk.absent
    why = no_data.ONE_CELL if row.number in layout.sections else no_data.why(row, part or layout, sheet)
    if why:
        desk.line(sheet.name, said, Result.NOT_DATA, why)
    elif sheet.hidden and sheet.name not in desk.choices.shown:
        desk.line(sheet.name, said, Result.HELD_BACK, HIDDEN.format(sheet=sheet.name), meant=_called_so(desk, said))
    elif part is None:
        desk.line(sheet.name, said, Result.NOT_UNDERSTOOD, mixed.unclear(layout, row),
                  meant=_called_so(desk, said))
    elif part.kind not in PLANNERS:
        desk.line(sheet.name, said, Result.NOT_UNDERSTOOD, NO_KIND if layout.row is None else (
            damage.in_headings(layout.headings) or layout.why or WHICH_KIND), meant=_called_so(desk, said))
    elif said.text('public_id') in desk.people.erased:
        desk.line(sheet.name, said, Result.HELD_BACK, _('Diese Person wurde gelöscht und kommt nicht wieder.'))
    elif said.refers and not (part.kind is CUSTOMERS and said.has('item')):
        desk.line(sheet.name, said, Result.NOT_UNDERSTOOD, no_name.REFERS.format(text=said.refers))
    else:
        before = earlier.get(row.cells)
        if before is not None and before.result in (Result.STORED, Result.MERGED, Result.REPAIR_ONLY):
            result = Result.REPAIR_ONLY if before.result is Result.REPAIR_ONLY else Result.MERGED
            desk.line(sheet.name, said, result, _('Steht genauso in Zeile {n}.').format(n=before.row.number),
                      person=before.person, repair=before.repair, organisation=before.organisation)
            return
        said.forget_who()
        try:
            PLANNERS[part.kind](desk, sheet.name, said)
        except NotUnderstood as problem:
            desk.line(sheet.name, said, Result.NOT_UNDERSTOOD, problem.sentence)
        if len(row.filled) > 2 and not _is_counted(said):
            earlier.setdefault(row.cells, desk.plan.lines[-1])


def _called_so(desk: Desk, said: Said) -> PersonDraft | None:
    """Of a row that nobody has chosen yet to read: who it is as far as its headings tell."""
    try:
        values = basics(desk.readings.of(said.row, said.layout, said.typed), single_is_first=True)
    except NotUnderstood:
        return None
    return desk.people.find(values) if named(values) else None


def _is_counted(said: Said) -> bool:
    """A list of items without people is a count: „Fahrrad, repariert“ three times is three bicycles. With a number of
    its own it would be the same line twice."""
    return said.layout.kind is CUSTOMERS and not said.has(*NAMES) and not any(
        _NUMBERED.fullmatch(key_of(said.layout.headings[place])) for place in said.row.filled
        if place < len(said.layout.headings))


def _finish(desk: Desk) -> None:
    """What needs all rows to be known: who looks after an item, and whose fetched items these are."""
    held_back = not_stored(desk, Result.HELD_BACK, Result.NOT_UNDERSTOOD)   # not to be named elsewhere (D1)
    team = Team(desk.plan.people, held_back, not_stored(desk, Result.REPAIR_ONLY), shorts_in(desk.plan))
    for line in desk.plan.lines:
        if line.known:
            link_fetched(line, desk)
        if isinstance(line.repair, RepairDraft) and line.repair.is_new:
            resolve(line.repair, line, team)
            line.repair.wanted = ''
    before_yes.join(desk)
