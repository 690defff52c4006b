"""Who says no anywhere in a file, looked for before the first row is planned: a no counts wherever it stands (D1)."""
from datetime import date

from db.clock import today
from db.importing import mixed
from db.importing.book import Book
from db.importing.consenting import decide, is_ended, says_plainly_no, withdrawal
from db.importing.dates import exact_day, find_days
from db.importing.desk import Desk
from db.importing.drafts import NotUnderstood
from db.importing.later import refused_later
from db.importing.objections import objection
from db.importing.plan_people import basics
from db.importing.refused import Refusals
from db.importing.said import Said, said_on
from db.importing.targets import FORMER


def collect(book: Book, desk: Desk) -> Refusals:
    """Only rows with a no are read to the end: there are few of them."""
    found = Refusals()
    for sheet in book.sheets:
        layout = desk.plan.layouts[sheet.name]
        for row in sheet.rows[0 if layout.row is None else layout.row + 1:]:
            part = mixed.part_of(layout, row) if row.filled else None
            if part is None:
                continue
            said = desk.readings.of(row, part, book.typed)
            later, refuses = next(refused_later(said), ''), _refuses(said, today(desk.now))
            if not refuses and not later:
                continue
            try:
                values = basics(said, single_is_first=True)
            except NotUnderstood:
                continue
            if later:   # asked beside another consent, whose day is not its own
                day = _only_day(later) or exact_day(said.cell('received_at'))
                found.add_all(values, said, sheet.name, FORMER, day, False)
            if refuses:
                found.add_all(values, said, sheet.name, part.kind, *_when(said))
    return found


def _when(said: Said) -> tuple[date | None, bool]:
    """Its day, and whether it is a withdrawal: of that only its own day counts, the others are those of the yes that
    it ends."""
    in_words = next(filter(None, map(withdrawal, said.asked)), '')
    if is_ended(said.text('withdrawn')) or objection(said):
        return exact_day(said.cell('withdrawn')), True
    return (_only_day(in_words), True) if in_words else (said_on(said), False)


def _only_day(text: str) -> date | None:
    days = find_days(text)
    return days[0] if len(days) == 1 else None


def _refuses(said: Said, day: date) -> bool:
    return decide(said.asked, said.text('consent_on'), said.text('withdrawn'), day).plain_no or any(
        map(says_plainly_no, said.asked)) or bool(objection(said))
