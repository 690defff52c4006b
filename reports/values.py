"""What the papers are made from: plain words and numbers, nothing that could be asked for more."""
from dataclasses import dataclass


@dataclass(frozen=True)
class ConsentPrint:
    """One line on the slip that says what is true for this person."""
    yes: bool
    text: str


@dataclass(frozen=True)
class TicketValues:
    cafe_name: str
    number: str  # 26-0417-7
    item: str
    short_name: str = ''  # „Şeyma W."; empty when nobody's name is stored
    received: str = ''  # „Mo 23.11.2026, 14:05 Uhr"
    received_on: str = ''  # „23.11.2026", for the tag
    accessories: str = ''
    fault: str = ''
    taken_by: str = ''
    responsible: str = ''
    warning: str = ''  # „Nicht einschalten! Kabel beschädigt"
    opening: tuple[str, ...] = ()
    address: str = ''  # where to fetch it
    phone: str = ''  # of the café
    place: str = ''  # where it lies, for the tag
    collect_by: str = ''  # „23.02.2027"
    will_call: bool = False  # only where a customer's phone is stored
    ask_on: str = ''  # „Mo 07.12.2026": when to ask, for those who are not called
    consents: tuple[ConsentPrint, ...] = ()
    texts: tuple[str, ...] = ()  # short paragraphs in small print
    liability: str = ''  # stands under its own heading, apart from the consents
    slip_code: str = ''  # HTTP://192.168.178.42:8080/T/ABCDEFGHJKMNPQRS
    tag_code: str = ''  # the number and nothing else


@dataclass(frozen=True)
class AccessEntry:
    """One thing: labelled values, each with all its lines, and what belongs below it."""
    title: str = ''
    rows: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class AccessSection:
    title: str
    entries: tuple[AccessEntry, ...]
    hint: str = ''


@dataclass(frozen=True)
class AccessValues:
    name: str
    cafe_name: str
    reach: tuple[str, ...]  # address and phone of the café
    stamp: str  # „23.11.2026, 14:05 Uhr"
    sections: tuple[AccessSection, ...] = ()


@dataclass(frozen=True)
class Change:
    """A figure and what it was a week ago; None where there was no week before."""
    now: int
    before: int | None = None


@dataclass(frozen=True)
class StateAges:
    """Open repairs in one state by the days they have been here: up to 7, 8–30, 31–90, more. Of those that are
    `dayless` nobody knows."""
    state: str
    counts: tuple[int, int, int, int]
    dayless: int = 0

    @property
    def total(self) -> int:
        return sum(self.counts) + self.dayless


@dataclass(frozen=True)
class WeekCount:
    label: str  # „KW 47"
    accepted: int
    collected: int


@dataclass(frozen=True)
class TaskLine:
    lead: str  # bold: a number, a name, „Hinzufügen:"
    text: str = ''
    code: str = ''  # the address of a repair, drawn as a QR code


@dataclass(frozen=True)
class TaskGroup:
    title: str
    hint: str
    lines: tuple[TaskLine, ...]
    more: int = 0  # how many there are beyond the lines


@dataclass(frozen=True)
class WaitingLine:
    """Ready, and not picked up."""
    number: str
    item: str
    who: str  # first name and initial, or „ohne Namen"
    since: str
    days: int
    code: str = ''  # HTTP://192.168.178.42:8080/R/26-0417-7
    has_day: bool = True  # else it was ready before a list brought it, nobody knows since when


@dataclass(frozen=True)
class WeeklyValues:
    """`looks_ahead`: what is to be done belongs on it; a week long over shows its figures only."""
    week: str  # „KW 47"
    cafe_name: str
    span: str  # „16.11.–22.11.2026"
    stamp: str  # „22.11.2026, 20:00 Uhr"
    accepted: Change
    collected: Change
    open: Change
    overdue: Change
    repaired: Change | None = None  # per cent of the last eight weeks; None when nothing was finished
    ready: int = 0
    states: tuple[StateAges, ...] = ()
    weeks: tuple[WeekCount, ...] = ()
    tasks: tuple[TaskGroup, ...] = ()
    waiting: tuple[WaitingLine, ...] = ()  # longest first
    waiting_more: int = 0
    looks_ahead: bool = True
