"""How one row of a sheet reads: plain strings per column, ready for a table cell."""
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from peewee import JOIN, fn

from db.clock import days_between, show_date
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
class _Repair(NamedTuple):
    """A line of the query below, for which whole rows of four tables would take twice as long. `first` and `last` are
    None without a person, `their_first` and `their_last` without somebody who looks after it."""
    id: int
    number: str
    state: str
    item: str
    brand: str
    place: str
    received_at: datetime
    collected_at: datetime | None
    extra: dict[str, Any]
    first: str | None
    last: str | None
    phone: str | None
    their_first: str | None
    their_last: str | None


def repair_rows(ids: list[int], now: datetime) -> tuple[SheetRow, ...]:
    query = (Repair.select(Repair.id, Repair.number, Repair.state, Repair.item, Repair.brand, Repair.place,
                           Repair.received_at, Repair.collected_at, Repair.extra, Person.first_name, Person.last_name,
                           Person.phone, Responsible.first_name, Responsible.last_name)
             .join(Person, JOIN.LEFT_OUTER)
             .join_from(Repair, Membership, JOIN.LEFT_OUTER, on=Repair.responsible == Membership.id)
             .join_from(Membership, Responsible, JOIN.LEFT_OUTER, on=Membership.person == Responsible.id)
             .where(Repair.id.in_(ids)))
    own, rows = own_columns('repair'), {row[0]: _Repair(*row) for row in query.tuples()}
    return tuple(_repair_row(rows[row_id], own, now) for row_id in ids if row_id in rows)


def _repair_row(row: _Repair, own: tuple[Column, ...], now: datetime) -> SheetRow:
    days = days_between(row.received_at, now)
    is_open = row.state != State.COLLECTED
    who = row.their_first or '', row.their_last or ''
    return SheetRow(row.number, f'/r/{row.number}', {
        'name': full(row.first or '', row.last or '') or _('ohne Namen'), 'state': row.state,
        'item': thing(row.item, row.brand), 'number': row.number, 'place': row.place, 'who': short(*who),
        'phone': show_phone(row.phone or ''),
        'age': age(days) if is_open else show_date(row.collected_at), **_own(row, own)},
        state=State(row.state).key, late=is_open and days > LATE_DAYS,
        initials=initials(*who) if any(who) else '')


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
    members = dict(Membership.select(Membership.person, Membership.ended_on)
                   .where(Membership.person.in_(ids), Membership.ended).tuples())
    last = dict(Repair.select(Repair.person, fn.MAX(Repair.collected_at)).where(Repair.person.in_(ids))
                .group_by(Repair.person).tuples())
    until = last | members
    return tuple(_former_row(row, own, row.id in members, until.get(row.id)) for row in rows)


def _former_row(row: Person, own: tuple[Column, ...], member: bool, until: date | datetime | None) -> SheetRow:
    kinds = [_('Mitglied')] * member + [_('Kund:in')] * row.was_customer
    return SheetRow(row.public_id, f'/ehemalige?person={row.public_id}', {
        'name': _name(row), 'kind': ', '.join(kinds), 'phone': show_phone(row.phone), 'email': row.email,
        'until': show_date(until), **_own(row, own)}, initials=initials(row.first_name, row.last_name))


def contact_rows(ids: list[int], _now: datetime) -> dict[int, SheetRow]:
    """By id, without those that went in between."""
    query = (Contact.select(Contact.id, Contact.function, Contact.extra,
                            Person.public_id, Person.first_name, Person.last_name, Person.phone, Person.email,
                            Organisation.id, Organisation.name, Organisation.topic, Organisation.phone,
                            Organisation.email, Organisation.extra)
             .join(Person).join_from(Contact, Organisation, JOIN.LEFT_OUTER))
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
