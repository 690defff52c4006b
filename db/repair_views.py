"""One repair, and who belongs to it, as screens and tickets show them."""
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from db.consent import ConsentLine
from db.words import Outcome, Purpose, State


@dataclass(frozen=True)
class PersonBrief:
    public_id: str
    name: str
    short: str
    phone: str
    phone_link: str
    email: str


@dataclass(frozen=True)
class HistoryLine:
    at: datetime
    who: str
    text: str
    is_day: bool = False       # the hour is not known


@dataclass(frozen=True)
class TeamMember:
    membership_id: int
    public_id: str
    name: str
    short: str
    initials: str


@dataclass(frozen=True)
class RepairView:
    """One repair as screens and tickets show it. `values` holds declared and own columns by name."""
    number: str
    token: str
    version: int
    state: State
    next_states: tuple[State, ...]
    item: str
    category: str
    brand: str
    fault: str
    accessories: str
    warning: str
    place: str
    note: str
    outcome: Outcome
    reason: str
    finding: str
    received_at: datetime
    taken_by: str              # '' where it came in with a list: that does not say who was at the counter
    has_hour: bool             # nor at what hour it was brought
    has_day: bool              # some lists do not even say on which day
    ready_at: datetime | None
    collected_at: datetime | None
    due_on: date | None
    erase_at: datetime | None
    person: PersonBrief | None
    consents: tuple[ConsentLine, ...]
    purposes: frozenset[Purpose]
    history: tuple[HistoryLine, ...]
    passed: frozenset[State]   # the states it has really been in
    responsible_id: int | None
    responsible: str
    responsible_initials: str
    can_undo: bool
    closed: bool                   # fetched, and cleared of everything that belonged to the repair alone
    fixed: frozenset[str]          # columns that cannot be filled any more, because of that
    promise: str
    reasons: dict[Outcome, tuple[str, ...]]   # to choose from
    goes_at: datetime | None   # when the person goes as a whole, if they do
    values: dict[str, Any]
