"""Whom a phone's address book may hold: members, and people outside; only how to reach them."""
from collections.abc import Collection
from dataclasses import dataclass

from peewee import JOIN

from db.models import Contact, Membership, Organisation, Person
from db.names import full

TEAM, EXTERNAL = 'team', 'extern'


@dataclass(frozen=True)
class Card:
    """`organisation`: where somebody outside is to be found."""
    public_id: str
    first_name: str
    last_name: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    street: str = ''
    postcode: str = ''
    city: str = ''
    organisation: str = ''
    function: str = ''

    @property
    def name(self) -> str:
        return full(self.first_name, self.last_name)


def cards(group: str = TEAM, chosen: Collection[str] | None = None) -> tuple[Card, ...]:
    """The team, or the contacts outside; of these only the `chosen` public ids, when there are any."""
    rows = _team() if group == TEAM else _external()
    return tuple(card for card in rows if chosen is None or card.public_id in chosen)


def _team() -> list[Card]:
    rows = (Membership.select(Membership, Person).join(Person).where(~Membership.ended)
            .order_by(Person.sort_name, Person.id))
    return [_card(row.person) for row in rows]


def _external() -> list[Card]:
    rows = (Contact.select(Contact, Person, Organisation).join(Person)
            .join_from(Contact, Organisation, JOIN.LEFT_OUTER).order_by(Person.sort_name, Person.id))
    return [_card(row.person, row.organisation.name if isinstance(row.organisation, Organisation) else '',
                  row.function) for row in rows]


def _card(person: Person, organisation: str = '', function: str = '') -> Card:
    return Card(person.public_id, person.first_name, person.last_name,
                tuple(phone for phone in (person.phone, person.phone_2) if phone),
                tuple(email for email in (person.email, person.email_2) if email),
                person.street, person.postcode, person.city, organisation, function)
