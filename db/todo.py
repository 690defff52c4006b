"""What waits for somebody: the lists of Heute and of the weekly overview, each capped and with its full count."""
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from peewee import JOIN, SQL, fn

from db import messenger as group
from db import retention, undated
from db.clock import days_between, show_date
from db.i18n import _
from db.kinds import phone_link, show_phone
from db.messenger import Act, Answer
from db.models import Consent, Membership, Person, Repair
from db.names import full, short, thing
from db.words import Purpose, State

SHOWN, PAPER, LATE_DAYS = 10, 40, 28
Line = TypeVar('Line')


@dataclass(frozen=True)
class Group(Generic[Line]):
    """The first rows, and how many there are in all."""
    rows: tuple[Line, ...] = ()
    total: int = 0


@dataclass(frozen=True)
class TaskRow:
    """`short` is '' without a name; `days` since it was ready, or since it came; unless `has_day`, it was here
    before the list that it came with. Whoever brought something that `is_listed` got no slip here."""
    number: str
    item: str
    fault: str
    short: str
    place: str
    phone_link: str
    days: int
    late: bool
    since: datetime
    has_day: bool = True
    is_listed: bool = False


@dataclass(frozen=True)
class MessengerRow:
    public_id: str
    name: str
    short: str
    phone: str
    detail: str
    add: bool
    ask: bool = False


@dataclass(frozen=True)
class DueRow:
    title: str
    short: str
    detail: str
    href: str
    late: bool

    @property
    def who(self) -> str:
        """Whom it is about, unless the title is the name itself."""
        return '' if self.title.startswith(self.short[:-1]) else self.short


# ---- repairs ---------------------------------------------------------------------------------------------------------
def uncollected(now: datetime, limit: int = SHOWN) -> Group[TaskRow]:
    """Ready, with a name, not picked up for longer than four weeks; the longest first. What a list brought in that does
    not say since when is as old as its intake, as far as anybody knows."""
    ready = Repair.state.in_([State.READY.value, State.UNCOLLECTED.value])
    late = now - timedelta(days=LATE_DAYS)
    may_be_late = (Repair.received_at <= late) | SQL(f'NOT ({undated.CAME_ON_A_DAY})')
    return _repairs(now, ready & Repair.person.is_null(False) & ((Repair.ready_at <= late) | (
        may_be_late & (Repair.ready_at.is_null() | undated.ready_on_no_day()))), Repair.ready_at, limit)


def nameless(now: datetime) -> Group[TaskRow]:
    """Ready, and nobody can be called: they come and ask."""
    ready = Repair.state.in_([State.READY.value, State.UNCOLLECTED.value])
    return _repairs(now, ready & _nobody(Repair.person), Repair.ready_at)


def unassigned(now: datetime) -> Group[TaskRow]:
    """Nobody looks after it, and something is still to be done."""
    busy = Repair.state.in_([State.ACCEPTED.value, State.WORKING.value, State.WAITING.value])
    return _repairs(now, busy & _nobody(Repair.responsible), Repair.received_at)


def _nobody(whom: Any) -> Any:
    """Not `IS NULL`: SQLite would go through all the years of its index of people instead of what is open."""
    return fn.COALESCE(whom, 0) == 0


def _repairs(now: datetime, condition: Any, since: Any, limit: int = SHOWN) -> Group[TaskRow]:
    is_open = Repair.state != SQL(f"'{State.COLLECTED}'")   # a literal, or the partial index is not used
    query = (Repair.select(Repair.id, Repair.request_id, Repair.number, Repair.item, Repair.brand, Repair.fault,
                           Repair.place, Repair.received_at, Repair.ready_at, Repair.person,
                           Person.first_name, Person.last_name, Person.phone,
                           undated.ready_on_no_day().alias('is_dayless'))
             .join(Person, JOIN.LEFT_OUTER).where(is_open, condition))
    longest = since if since.name == 'received_at' else fn.COALESCE(since, Repair.received_at)
    found = list(query.order_by(longest, Repair.id).limit(limit))
    rows = tuple(_task(row, since.name if getattr(row, since.name) else 'received_at', now) for row in found)
    return Group(rows, len(rows) if len(rows) < limit else Repair.select().where(is_open, condition).count())


def _task(row: Repair, column: str, now: datetime) -> TaskRow:
    person = row.person if isinstance(row.person, Person) else None
    since = getattr(row, column)
    days = days_between(since, now)
    has_day = not row.is_dayless if column == 'ready_at' else undated.came_on_a_day(row.request_id)
    who = short(person.first_name, person.last_name) if person else ''
    return TaskRow(row.number, thing(row.item, row.brand), row.fault, who, row.place,
                   phone_link(person.phone) if person else '', days, days > LATE_DAYS, since,
                   has_day=has_day,
                   is_listed=row.request_id.startswith(undated.FROM_LIST))


# ---- the messenger group ---------------------------------------------------------------------------------------------
def messenger() -> Group[MessengerRow]:
    """Whom to take out (left, or said no), whom to ask, and whom to add (a running member who said yes), in this
    order."""
    inside, joining = list(_inside()), _to_add()
    answers = group.answers([row.person.id for row in inside])
    does = {row.id: group.act_for(row, answers[row.person.id]) for row in inside}
    rows = [_taken_out(row, answers[row.person.id]) for row in inside if does[row.id] is Act.TAKE_OUT]
    rows += [_asked(row) for row in inside if does[row.id] is Act.ASK]
    many = len(rows) + joining.count()
    rows += [_added(row) for row in joining.limit(SHOWN - len(rows))] if len(rows) < SHOWN else []
    return Group(tuple(rows[:SHOWN]), many)


def _inside() -> Any:
    later = Membership.alias()   # who came back is told by what holds now
    return (Membership.select(Membership.id, Membership.ended, Membership.ended_on, Membership.in_messenger, *_WHO)
            .join(Person).where(Membership.in_messenger, ~fn.EXISTS(later.select(later.id).where(
                later.person == Membership.person, later.id > Membership.id))).order_by(Person.sort_name))


def _to_add() -> Any:
    return (Membership.select(Membership.id, Consent.given_at, *_WHO).join(Person).join(Consent)
            .where(~Membership.ended, ~Membership.in_messenger, Consent.purpose == Purpose.MESSENGER.value,
                   Consent.ended_at.is_null()).order_by(Person.sort_name))


_WHO = (Person.id, Person.public_id, Person.first_name, Person.last_name, Person.phone)


def _taken_out(row: Membership, answer: Answer) -> MessengerRow:
    why = (_('nicht mehr im Team seit {day}').format(day=show_date(row.ended_on)) if row.ended and row.ended_on
           else _('nicht mehr im Team') if row.ended
           else _('hat nicht zugestimmt') if answer is Answer.NO else _('hat die Zustimmung widerrufen'))
    return _messenger_row(row.person, why, add=False)


def _asked(row: Membership) -> MessengerRow:
    return replace(_messenger_row(row.person, _('ist in der Gruppe, Zustimmung fehlt'), add=False), ask=True)


def _added(row: Membership) -> MessengerRow:
    given = row.person.consent.given_at
    return _messenger_row(row.person, _('hat am {day} zugestimmt').format(day=show_date(given)), add=True)


def _messenger_row(person: Person, detail: str, add: bool) -> MessengerRow:
    return MessengerRow(person.public_id, full(person.first_name, person.last_name),
                        short(person.first_name, person.last_name), show_phone(person.phone), detail, add)


# ---- data protection -------------------------------------------------------------------------------------------------
def due(now: datetime, most: int = SHOWN) -> Group[DueRow]:
    """Whose contact data is erased next by itself, and whose time with us ends within a month."""
    going = _about_to_go()
    rows = [DueRow(_('{number}: Kontaktdaten').format(number=row.number),
                   short(row.person.first_name, row.person.last_name), retention.when(row.erase_at),
                   f'/r/{row.number}', row.erase_at <= now) for row in going.limit(most)]
    ending, many = retention.due_soon(now, limit=most)
    rows += [DueRow(line.title, line.short, line.detail, line.href, line.late) for line in ending]
    return Group(tuple(rows[:most]), going.count() + many)


def _about_to_go() -> Any:
    """Handed back, and neither another consent nor something else in the house keeps the person."""
    other, here = Consent.alias(), Repair.alias()
    kept = other.select(other.person).where(
        other.ended_at.is_null(), other.purpose.not_in([Purpose.REPAIR.value, Purpose.MESSENGER.value]))
    busy = here.select(here.person).where(here.state != SQL(f"'{State.COLLECTED}'"), here.person.is_null(False))
    return (Repair.select(Repair.number, Repair.erase_at, Person.first_name, Person.last_name).join(Person)
            .where(Repair.erase_at.is_null(False), Repair.person.not_in(kept), Repair.person.not_in(busy))
            .order_by(Repair.erase_at))
