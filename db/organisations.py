"""Organisations we work with. Without a person's name they need no consent."""
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db import journal, search
from db.errors import Refused, Unknown
from db.fields import split
from db.i18n import _
from db.models import Contact, Organisation, Person
from db.names import full
from db.numbers import random_letters
from db.who import Who


@dataclass(frozen=True)
class OrganisationView:
    """`contacts` are (public id, name, function)."""
    public_id: str
    version: int
    name: str
    values: dict[str, Any]
    contacts: tuple[tuple[str, str, str], ...]


def by_public_id(public_id: str) -> Organisation:
    row = Organisation.get_or_none(Organisation.public_id == public_id)
    if row is None:
        raise Unknown(_('Diese Organisation steht nicht (mehr) im Kontaktbuch.'))
    return row


def read(public_id: str) -> OrganisationView:
    row = by_public_id(public_id)
    contacts = (Contact.select(Contact, Person).join(Person).where(Contact.organisation == row.id)
                .order_by(Person.sort_name))
    values = {name: getattr(row, name) for name in row.form} | dict(row.extra)
    return OrganisationView(row.public_id, row.version, row.name, values, tuple(
        (one.person.public_id, full(one.person.first_name, one.person.last_name), one.function) for one in contacts))


def add(values: Mapping[str, Any], who: Who, now: datetime) -> str:
    """Returns the public id."""
    with journal.writing(who, now, 'organisation.add') as batch:
        declared, own = split('organisation', values)
        _named(declared)
        row = Organisation(public_id=random_letters(12).lower(), **_allowed(declared), extra=own)
        batch.insert(row)
        search.refresh_organisation(row)
        batch.shows('organisation', row.public_id)
    return str(row.public_id)


def save(public_id: str, version: int, values: Mapping[str, Any], who: Who, now: datetime) -> int:
    """Returns the new version. Raises `Conflict` when somebody else saved since `version`."""
    with journal.writing(who, now, 'organisation.save') as batch:
        row = by_public_id(public_id)
        declared, own = split('organisation', values)
        _named({'name': row.name, **declared})
        changes = _allowed(declared) | ({'extra': {**row.extra, **own}} if own else {})
        if batch.update(row, changes, expected=version):
            search.refresh_organisation(row)
            batch.shows('organisation', row.public_id)
        return int(row.version)


def remove(public_id: str, who: Who, now: datetime) -> None:
    """An organisation goes; people who were contacts there stay as contacts of their own."""
    with journal.writing(who, now, 'organisation.remove') as batch:
        row = by_public_id(public_id)
        for contact in Contact.select().where(Contact.organisation == row.id):
            batch.update(contact, {'organisation': None})
            search.refresh_person(contact.person_id)
        batch.did('organisation', row.id)
        batch.shows('organisation', row.public_id)
        row.delete_instance()


def all_names() -> tuple[tuple[str, str], ...]:
    """(public id, name) for choosing."""
    return tuple(Organisation.select(Organisation.public_id, Organisation.name)
                 .order_by(Organisation.sort_name).tuples())


def _named(values: Mapping[str, Any]) -> None:
    if not values.get('name'):
        raise Refused(_('Wie heißt die Organisation?'), 'name')


def _allowed(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in Organisation.form}
