"""The rows of the four sheets as people know them."""
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from peewee import JOIN, SQL, fn

from db import undated
from db.exchange_facts import Facts
from db.exchange_layout import CUSTOMER_WORD, CUSTOMERS, EXTERNAL, FORMER, MEMBER_WORD, TEAM
from db.exchange_rows import Found, asked, found
from db.models import Contact, Membership, Organisation, Person, Repair
from db.names import full
from db.words import State

Responsible = Person.alias()
OPEN = Repair.state != SQL(f"'{State.COLLECTED}'")   # a literal: else its index is not used


def team(known: Facts) -> Iterator[Found]:
    query = (Membership.select(*asked(Membership, Person)).join(Person).where(~Membership.ended)
             .order_by(Person.sort_name, Membership.id))
    for row in found(query):
        yield row | _about(row, known, TEAM)


def customers(known: Facts) -> Iterator[Found]:
    """One row per item in the house, also without a name."""
    query = (with_responsible(Repair.select(*asked(Repair, Person), *asked_responsible()).join(Person, JOIN.LEFT_OUTER))
             .where(OPEN).order_by(Repair.received_at, Repair.id))
    for row in found(query):
        about = _about(row, known, CUSTOMERS) if row['person', 'id'] else {}
        yield row | about | {('', 'responsible'): responsible_name(row),
                             ('', 'received_on'): received_on(row)}


def received_on(row: Found) -> datetime | None:
    """None where it is only the day of the import."""
    return row['repair', 'received_at'] if undated.came_on_a_day(row['repair', 'request_id']) else None


def external(known: Facts) -> Iterator[Found]:
    """Contacts by their organisation, then organisations without one."""
    query = (Contact.select(*asked(Contact, Person, Organisation)).join(Person)
             .join_from(Contact, Organisation, JOIN.LEFT_OUTER)
             .order_by(fn.COALESCE(Organisation.sort_name, ''), Person.sort_name, Contact.id))
    for row in found(query):
        yield row | _about(row, known, EXTERNAL)
    there = Contact.select(Contact.organisation).where(Contact.organisation.is_null(False))
    yield from found(Organisation.select(*asked(Organisation)).where(Organisation.id.not_in(there))
                     .order_by(Organisation.sort_name, Organisation.id))


def former(known: Facts) -> Iterator[Found]:
    query = Person.select(*asked(Person)).where(Person.on_former).order_by(Person.sort_name, Person.id)
    for row in found(query):
        person = row['person', 'id']
        member = known.last_membership(person)
        words = [MEMBER_WORD] * bool(member) + [CUSTOMER_WORD] * bool(row['person', 'was_customer'])
        whole = row | member
        yield whole | _about(whole, known, FORMER) | {('', 'was'): ', '.join(words),
                                                      ('', 'last_collected'): known.collected.get(person)}


def _about(row: Found, known: Facts, sheet: str) -> Found:
    """What stands beside somebody's own columns."""
    person = row['person', 'id']
    agreed = known.agreed[sheet]
    return {('', 'agreed'): 'ja' if person in agreed else None, ('', 'agreed_on'): agreed.get(person),
            ('membership', 'earlier'): known.earlier(person, row.get(('membership', 'id'))),
            ('membership', 'refused_messenger_at'): known.refused.get(person),   # also one of an earlier membership
            ('', 'refused_on'): known.refused[person] if person in known.no else None}


# ---- who looks after a repair ----------------------------------------------------------------------------------------
def asked_responsible() -> list[Any]:
    return [getattr(Responsible, name).alias(f'responsible.{name}')
            for name in ('public_id', 'first_name', 'last_name')]


def with_responsible(query: Any) -> Any:
    return (query.join_from(Repair, Membership, JOIN.LEFT_OUTER, on=Repair.responsible == Membership.id)
            .join_from(Membership, Responsible, JOIN.LEFT_OUTER, on=Membership.person == Responsible.id))


def responsible_name(row: Found) -> str:
    return full(row['responsible', 'first_name'] or '', row['responsible', 'last_name'] or '')
