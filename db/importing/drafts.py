"""What an import would write: rows as they will stand, and per row of the file what becomes of it."""
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from db.i18n import _
from db.importing.book import Row
from db.importing.headings import Layout
from db.importing.marks import NO_MARKS, Marks
from db.words import Audience, Purpose, State


class Result(StrEnum):
    STORED = 'stored'
    MERGED = 'merged'
    REPAIR_ONLY = 'repair_only'
    HELD_BACK = 'held_back'
    NOT_DATA = 'not_data'
    NOT_UNDERSTOOD = 'not_understood'

    @property
    def label(self) -> str:
        return {Result.STORED: _('gespeichert'), Result.MERGED: _('zusammengeführt'),
                Result.REPAIR_ONLY: _('Reparatur ohne Person'), Result.HELD_BACK: _('zurückgehalten'),
                Result.NOT_DATA: _('keine Daten'), Result.NOT_UNDERSTOOD: _('nicht verstanden')}[self]

    def to_come(self, count: int = 1) -> str:
        """The label before anything is stored: of one row, or of several."""
        told = {Result.STORED: (_('wird gespeichert'), _('werden gespeichert')),
                Result.MERGED: (_('wird zusammengeführt'), _('werden zusammengeführt'))}
        return told[self][count != 1] if self in told else self.label

    def counted(self, count: int, *, to_come: bool = False) -> str:
        """'17 Reparaturen ohne Person'."""
        is_one_word = self is not Result.REPAIR_ONLY or count == 1
        word = self.to_come(count) if to_come else self.label
        return f'{count} {word}' if is_one_word else _('{n} Reparaturen ohne Person').format(n=count)


@dataclass(frozen=True)
class Evidence:
    """What an organiser says there is as a proof, for a sheet or a row, and at which moment they say so."""
    how: str
    on: date | None = None
    at: datetime | None = None


@dataclass(frozen=True)
class Choices:
    """What somebody has decided in the preview; empty on the command line. Columns and rows by sheet name."""
    kinds: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[tuple[str, int], str] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    rows: Mapping[tuple[str, int], Evidence] = field(default_factory=dict)
    shown: frozenset[str] = frozenset()     # hidden sheets that shall come in
    met: Mapping[tuple[str, int], frozenset[str]] = field(default_factory=dict)     # whom of the store a row has meant

    def having_met(self, plan: 'Plan') -> 'Choices':
        """Each row with all whom it has meant so far: another choice may make it somebody else's."""
        return replace(self, met={**self.met, **{row: who | self.met.get(row, frozenset())
                                                 for row, who in plan.met.items()}})


@dataclass
class Yes:
    """A consent to be written; without `text` it comes with a list now. Our own export says with which it came before,
    and when (`listed`), and when and why it ended."""
    purpose: Purpose
    how: str
    on: datetime | None = None
    audience: Audience | None = None
    text: int | None = None
    listed: datetime | None = None
    ended: tuple[datetime, str] | None = None
    by: int | None = None


@dataclass(eq=False)
class Draft:
    """One row of a table. `before` is what stands in the store now, empty for a new row; `links` are foreign keys to
    other drafts."""
    table: str
    values: dict[str, Any]
    before: dict[str, Any] = field(default_factory=dict)
    id: int | None = None
    version: int = 0
    public: str = ''
    links: dict[str, 'Draft'] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        return self.id is None

    @property
    def changed(self) -> dict[str, Any]:
        return {name: value for name, value in self.values.items() if self.before.get(name) != value}

    @property
    def writes(self) -> bool:
        """A new row, or one that will read differently."""
        return not self.before or bool(self.changed)

    @property
    def extra(self) -> dict[str, Any]:
        return self.values.setdefault('extra', {})


@dataclass(eq=False)
class PersonDraft(Draft):
    """`purposes` are those in force, in the store or through this file, `withdrawn` those taken back here, with the
    moment of that; `marks` tell them apart from namesakes."""
    purposes: set[Purpose] = field(default_factory=set)
    withdrawn: dict[Purpose, datetime] = field(default_factory=dict)
    marks: Marks = NO_MARKS
    in_clear_order: bool = False    # the list has said plainly which is the surname
    given: list[Yes] = field(default_factory=list)
    membership: Draft | None = None
    contacts: list[Draft] = field(default_factory=list)

    def agree(self, yes: Yes) -> None:
        if yes.purpose not in self.purposes:
            self.purposes.add(yes.purpose)
            self.given.append(yes)


@dataclass(eq=False)
class RepairDraft(Draft):
    """`wanted` is the Ansprechperson as the list says it; `moves` the states with their moments. `was_nameless`: it
    stands in the store without the person it gets now."""
    wanted: str = ''
    heading: str = ''
    moves: list[tuple[State, datetime]] = field(default_factory=list)
    was_nameless: bool = False
    told_of_day: str = ''       # what its row says where the list names no day
    helper: int | None = None   # the membership that looks after it in the store

    @property
    def writes(self) -> bool:
        return self.was_nameless or super().writes


@dataclass
class Line:
    """A row of the file and what becomes of it."""
    sheet: str
    row: Row
    result: Result
    reason: str
    person: PersonDraft | None = None
    meant: PersonDraft | None = None     # whom it would be about, where it stays out
    repair: Draft | None = None
    organisation: Draft | None = None
    cut: bool = False             # something of it was too long
    may_decide: bool = False      # an organiser may say that there is a proof for this row
    name: str = ''
    without_yes: dict[str, Any] | None = None   # its repair as it would have come in
    known: dict[str, Any] | None = None   # of somebody whose item was fetched: perhaps they are kept as former


@dataclass
class Plan:
    """`seen` tells whether the store has changed since this was made."""
    file: str
    layouts: dict[str, Layout]
    lines: list[Line] = field(default_factory=list)
    people: list[PersonDraft] = field(default_factory=list)
    others: dict[str, list[Draft]] = field(default_factory=lambda: {
        'organisation': [], 'membership': [], 'contact': [], 'repair': [], 'custom_column': []})
    seen: tuple[int, int] = (0, 0)
    at: datetime | None = None      # when it was made: what a list does not date stands as of then
    texts: list[dict[str, Any]] = field(default_factory=list)   # wordings the store does not have
    members: dict[int, str] = field(default_factory=dict)   # of the store: membership → full name
    parts: dict[str, str] = field(default_factory=dict)     # one of several lists on a sheet → the sheet of the file
    _held: set[int] = field(default_factory=set)

    def add(self, draft: Draft) -> Draft:
        """Adding the same draft again changes nothing."""
        if id(draft) not in self._held:
            self._held.add(id(draft))
            if isinstance(draft, PersonDraft):
                self.people.append(draft)
            else:
                self.others[draft.table].append(draft)
        return draft

    @property
    def drafts(self) -> dict[str, list[Draft]]:
        """By table, people first."""
        return {'person': [*self.people], **self.others}

    @property
    def met(self) -> dict[tuple[str, int], frozenset[str]]:
        """Whom of the store each row means, also where it stays out: should they be erased, it means nobody new."""
        return {(line.sheet, line.row.number): frozenset({person.public}) for line in self.lines
                if (person := line.person or line.meant) is not None and person.before}

    @property
    def brings_something(self) -> bool:
        comes = (Result.STORED, Result.MERGED, Result.REPAIR_ONLY)
        return any(line.result in comes for line in self.lines) or any(self.drafts.values())

    @property
    def changes_something(self) -> bool:
        """A list that comes a second time does not."""
        return any(draft.writes for drafts in self.drafts.values() for draft in drafts) or any(
            person.given for person in self.people)

    @property
    def counts(self) -> dict[str, int]:
        return {result.value: sum(line.result is result for line in self.lines) for result in Result}


class NotUnderstood(Exception):
    """This row cannot be stored; the sentence says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
