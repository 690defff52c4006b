"""How one row of a sheet reads: plain strings per column, ready for a table cell."""
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from peewee import JOIN, fn

from db.clock import days_between, local, show_date
from db.fields import Column, own_columns
from db.i18n import _
from db.kinds import show_phone
from db.models import Contact, Membership, Organisation, Person, Repair
from db.names import full, initials, short, thing
from db.words import State

Responsible = Person.alias()
LATE_DAYS = 28   # longer than four weeks stands out


@dataclass(frozen=True)
class SheetRow:
    """`key` is a public id or a number; `state` the key of a state or ''; `late` marks what lies too long."""
    key: str
    href: str
    cells: dict[str, str]
    state: str = ''
    late: bool = False
    initials: str = field(default='')


def _own(row: Any, own: tuple[Column, ...]) -> dict[str, str]:
    return {column.name: column.show(row.extra.get(column.name)) for column in own}


def _name(person: Any) -> str:
    return full(person.first_name, person.last_name) if person else ''


def _in_order(ids: list[int], query: Any, key: Any) -> list[Any]:
    """The rows with these ids, in their order. A row that went in between is left out."""
    rows = {row._pk: row for row in query.where(key.in_(ids))}
    return [rows[row_id] for row_id in ids if row_id in rows]


# ---- repairs ---------------------------------------------------------------------------------------------------------
def repair_rows(ids: list[int], now: datetime) -> tuple[SheetRow, ...]:
    query = (Repair.select(Repair.id, Repair.number, Repair.state, Repair.item, Repair.brand, Repair.place,
                           Repair.received_at, Repair.collected_at, Repair.extra, Repair.person, Repair.responsible,
                           Person.first_name, Person.last_name, Person.phone,
                           Membership.id, Responsible.first_name, Responsible.last_name)
             .join(Person, JOIN.LEFT_OUTER)
             .join_from(Repair, Membership, JOIN.LEFT_OUTER, on=Repair.responsible == Membership.id)
             .join_from(Membership, Responsible, JOIN.LEFT_OUTER, on=Membership.person == Responsible.id))
    own = own_columns('repair')
    return tuple(_repair_row(row, own, now) for row in _in_order(ids, query, Repair.id))


def _repair_row(row: Repair, own: tuple[Column, ...], now: datetime) -> SheetRow:
    person = row.person if isinstance(row.person, Person) else None
    member = row.responsible.person if isinstance(row.responsible, Membership) else None
    days = days_between(row.received_at, now)
    is_open = row.state != State.COLLECTED
    return SheetRow(row.number, f'/r/{row.number}', {
        'name': _name(person) or _('ohne Namen'), 'state': row.state,
        'item': thing(row.item, row.brand), 'number': row.number, 'place': row.place,
        'who': short(member.first_name, member.last_name) if member else '',
        'phone': show_phone(person.phone) if person else '',
        'age': age(days) if is_open else show_date(row.collected_at), **_own(row, own)},
        state=State(row.state).key, late=is_open and days > LATE_DAYS,
        initials=initials(member.first_name, member.last_name) if member else '')


def age(days: int) -> str:
    return _('heute') if days <= 0 else _('1 Tag') if days == 1 else _('{days} Tage').format(days=days)


# ---- people ----------------------------------------------------------------------------------------------------------
def member_rows(ids: list[int], _now: datetime) -> tuple[SheetRow, ...]:
    rows = _in_order(ids, Membership.select(Membership, Person).join(Person), Membership.id)
    own = own_columns('membership') + own_columns('person')
    return tuple(SheetRow(row.person.public_id, f'/team?person={row.person.public_id}', {
        'name': _name(row.person), 'tasks': row.tasks, 'skills': row.skills, 'phone': show_phone(row.person.phone),
        'email': row.person.email, 'messenger': _('ist drin') if row.in_messenger else '',
        'since': show_date(row.started_on),
        **{column.name: column.show({**row.person.extra, **row.extra}.get(column.name)) for column in own}},
        initials=initials(row.person.first_name, row.person.last_name)) for row in rows)


def former_rows(ids: list[int], _now: datetime) -> tuple[SheetRow, ...]:
    own, rows = own_columns('person'), _in_order(ids, Person.select(
        Person.id, Person.public_id, Person.first_name, Person.last_name, Person.phone, Person.email,
        Person.was_customer, Person.extra), Person.id)
    members = {row.person_id: row for row in Membership.select().where(Membership.person.in_(ids), Membership.ended)}
    last = dict(Repair.select(Repair.person, fn.MAX(Repair.collected_at)).where(Repair.person.in_(ids))
                .group_by(Repair.person).tuples())
    return tuple(_former_row(row, own, members.get(row.id), last.get(row.id)) for row in rows)


def _former_row(row: Person, own: tuple[Column, ...], member: Membership | None, collected: Any) -> SheetRow:
    kinds = [_('Mitglied')] if member else []
    kinds += [_('Kund:in')] if row.was_customer else []
    until = show_date(member.ended_on) if member else show_date(local(collected)) if collected else ''
    return SheetRow(row.public_id, f'/ehemalige?person={row.public_id}', {
        'name': _name(row), 'kind': ', '.join(kinds), 'phone': show_phone(row.phone), 'email': row.email,
        'until': until, **_own(row, own)}, initials=initials(row.first_name, row.last_name))


def contact_rows(ids: list[int], _now: datetime) -> dict[int, SheetRow]:
    """By id, without those that went in between."""
    query = Contact.select(Contact, Person, Organisation).join(Person).join_from(Contact, Organisation, JOIN.LEFT_OUTER)
    own, rows = (own_columns('contact'), own_columns('organisation')), _in_order(ids, query, Contact.id)
    return {row.id: _contact_row(row, *own) for row in rows}


def _contact_row(row: Contact, own: tuple[Column, ...], theirs: tuple[Column, ...]) -> SheetRow:
    organisation = row.organisation if isinstance(row.organisation, Organisation) else None
    return SheetRow(row.person.public_id, f'/extern?person={row.person.public_id}', {
        'organisation': organisation.name if organisation else '', 'name': _name(row.person),
        'function': row.function, 'topic': organisation.topic if organisation else '',
        'phone': show_phone(row.person.phone or (organisation.phone if organisation else '')),
        'email': row.person.email or (organisation.email if organisation else ''), **_own(row, own),
        **(_own(organisation, theirs) if organisation else {})},
        initials=initials(row.person.first_name, row.person.last_name))


def organisation_rows(ids: list[int], _now: datetime) -> dict[int, SheetRow]:
    own = own_columns('organisation')
    return {row.id: _organisation_row(row, own) for row in _in_order(ids, Organisation.select(), Organisation.id)}


def _organisation_row(row: Organisation, own: tuple[Column, ...]) -> SheetRow:
    return SheetRow(row.public_id, f'/extern?organisation={row.public_id}', {
        'organisation': row.name, 'name': '', 'function': '', 'topic': row.topic, 'phone': show_phone(row.phone),
        'email': row.email, **_own(row, own)})
