"""Is that somebody who stands here already? By number, address and name, whichever way they are spelled."""
from collections.abc import Iterable, Mapping
from typing import Any

from peewee import fn

from db.connection import db
from db.folding import fold_written_out
from db.kinds import phone_key
from db.models import Person


def same_person(values: Mapping[str, Any]) -> Person | None:
    """Somebody who stands here already: the same name with the same number or e-mail address. Stored twice, they would
    have to be erased twice."""
    reached = with_phone(values.get('phone') or '') + with_phone(values.get('phone_2') or '') + with_email(
        values.get('email') or '')
    return with_name(reached, values.get('first_name') or '', values.get('last_name') or '')


def with_email(address: str) -> list[Person]:
    """People with this e-mail address."""
    if not address:
        return []
    same = [fn.LOWER(field) == address.lower() for field in (Person.email, Person.email_2)]
    return list(Person.select().where(same[0] | same[1]).order_by(Person.sort_name))


def with_phone(phone: str) -> list[Person]:
    """People with exactly this full number, however it is spelled."""
    key = phone_key(phone)
    if len(key) < 5:
        return []
    ids = [row[0] for row in db.execute_sql('SELECT person_id FROM person_word WHERE word = ?', (key,))]
    if not ids:
        return []   # every new person at the counter
    found = Person.select().where(Person.id.in_(ids)).order_by(Person.sort_name)
    return [person for person in found if key in (phone_key(person.phone), phone_key(person.phone_2))]


def with_name(people: Iterable[Person], first: str, last: str) -> Person | None:
    """The one of these people who is called so, whichever way umlauts are spelled."""
    wanted = fold_written_out(f'{first} {last}').split()
    return next((person for person in people
                 if fold_written_out(f'{person.first_name} {person.last_name}').split() == wanted), None)
