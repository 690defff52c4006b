"""How one row of a sheet reads: plain strings per column, ready for a table cell.

Each letter typed into a long list asks for these rows, and composing a query from its parts takes longer than its
answer: those of the long lists are written out.
"""
import json
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from db import messenger, undated
from db.clock import days_between, show_date
from db.connection import db
from db.fields import Column, own_columns
from db.i18n import _
from db.kinds import show_phone
from db.messenger import Act, Answer
from db.modelfields import from_text
from db.models import Membership, Organisation, Person
from db.names import full, initials, short, thing
from db.words import State

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


def _own(extra: dict[str, Any], own: tuple[Column, ...]) -> dict[str, str]:
    return {column.name: column.show(extra.get(column.name)) for column in own}


def _kept(text: str | None, own: tuple[Column, ...]) -> dict[str, str]:
    """The café's own columns of a row as the store holds them."""
    return _own(json.loads(text) if text else {}, own) if own else {}


def _moment(text: str | None) -> datetime | None:
    return from_text(text) if text else None


def _listed(ids: list[int]) -> str:
    return ', '.join(map(str, ids))


def _name(person: Any) -> str:
    return full(person.first_name, person.last_name) if person else ''


def _in_order(ids: list[int], query: Any, key: Any) -> list[Any]:
    """The rows with these ids, in their order. A row that went in between is left out."""
    rows = {row._pk: row for row in query.where(key.in_(ids))}
    return [rows[row_id] for row_id in ids if row_id in rows]


# ---- repairs ---------------------------------------------------------------------------------------------------------
class _Repair(NamedTuple):
    """A line of the query below. `first` and `last` are None without a person, `their_first` and `their_last` without
    somebody who looks after it."""
    id: int
    number: str
    state: str
    item: str
    brand: str
    place: str
    received_at: str
    collected_at: str | None
    extra: str | None
    request_id: str
    first: str | None
    last: str | None
    phone: str | None
    their_first: str | None
    their_last: str | None


def repair_rows(ids: list[int], now: datetime) -> tuple[SheetRow, ...]:
    found = db.execute_sql(
        'SELECT r.id, r.number, r.state, r.item, r.brand, r.place, r.received_at, r.collected_at, r.extra, '  # noqa: S608
        'r.request_id, p.first_name, p.last_name, p.phone, t.first_name, t.last_name FROM repair r '
        'LEFT JOIN person p ON p.id = r.person_id LEFT JOIN membership m ON m.id = r.responsible_id '
        f'LEFT JOIN person t ON t.id = m.person_id WHERE r.id IN ({_listed(ids)})').fetchall()
    own, rows = own_columns('repair'), {row[0]: _Repair(*row) for row in found}
    return tuple(_repair_row(rows[row_id], own, now) for row_id in ids if row_id in rows)


def _repair_row(row: _Repair, own: tuple[Column, ...], now: datetime) -> SheetRow:
    days = days_between(from_text(row.received_at), now)
    is_open = row.state != State.COLLECTED
    who = row.their_first or '', row.their_last or ''
    return SheetRow(row.number, f'/r/{row.number}', {
        'name': full(row.first or '', row.last or '') or _('ohne Namen'), 'state': row.state,
        'item': thing(row.item, row.brand), 'number': row.number, 'place': row.place, 'who': short(*who),
        'phone': show_phone(row.phone or ''),
        'age': (show_date(_moment(row.collected_at)) if not is_open else age(days)
                if undated.came_on_a_day(row.request_id) else undated.UNKNOWN_DAY),
        **_kept(row.extra, own)},
        state=State(row.state).key, late=is_open and days > LATE_DAYS,
        initials=initials(*who) if any(who) else '')


def age(days: int) -> str:
    return _('heute') if days <= 0 else _('1 Tag') if days == 1 else _('{days} Tage').format(days=days)


# ---- people ----------------------------------------------------------------------------------------------------------
def member_rows(ids: list[int], _now: datetime) -> tuple[SheetRow, ...]:
    rows = _in_order(ids, Membership.select(Membership, Person).join(Person), Membership.id)
    own = own_columns('membership') + own_columns('person')
    answers = messenger.answers([row.person.id for row in rows])
    return tuple(SheetRow(row.person.public_id, f'/team?person={row.person.public_id}', {
        'name': _name(row.person), 'tasks': row.tasks, 'skills': row.skills, 'phone': show_phone(row.person.phone),
        'email': row.person.email, 'messenger': in_the_group(row, answers[row.person.id]),
        'since': show_date(row.started_on),
        **{column.name: column.show({**row.person.extra, **row.extra}.get(column.name)) for column in own}},
        initials=initials(row.person.first_name, row.person.last_name)) for row in rows)


def in_the_group(row: Membership, answer: Answer) -> str:
    """Whether somebody is in it, and what is to be done about that."""
    does = messenger.act_for(row, answer)
    return (_('ist drin, noch fragen') if does is Act.ASK else _('ist drin, entfernen') if does is Act.TAKE_OUT
            else _('ist drin') if row.in_messenger else '')


def former_rows(ids: list[int], _now: datetime) -> tuple[SheetRow, ...]:
    found = db.execute_sql(
        'SELECT p.id, p.public_id, p.first_name, p.last_name, p.phone, p.email, p.was_customer, p.extra, '  # noqa: S608
        'm.id IS NOT NULL, m.ended_on, (SELECT MAX(collected_at) FROM repair r WHERE r.person_id = p.id) '
        'FROM person p LEFT JOIN membership m ON m.person_id = p.id AND m.ended '
        f'WHERE p.id IN ({_listed(ids)}) ORDER BY m.id').fetchall()
    own, rows = own_columns('person'), {row[0]: _Former(*row) for row in found}
    return tuple(_former_row(rows[row_id], own) for row_id in ids if row_id in rows)


class _Former(NamedTuple):
    """A line of the query above."""
    id: int
    public_id: str
    first: str
    last: str
    phone: str
    email: str
    was_customer: int
    extra: str | None
    was_member: int
    ended_on: str | None
    collected_at: str | None


def _former_row(row: _Former, own: tuple[Column, ...]) -> SheetRow:
    kinds = [_('Mitglied')] * row.was_member + [_('Kund:in')] * row.was_customer
    ended_on = date.fromisoformat(row.ended_on) if row.ended_on else None
    until = ended_on if row.was_member else _moment(row.collected_at)
    return SheetRow(row.public_id, f'/ehemalige?person={row.public_id}', {
        'name': full(row.first, row.last), 'kind': ', '.join(kinds), 'phone': show_phone(row.phone),
        'email': row.email, 'until': show_date(until), **_kept(row.extra, own)},
        initials=initials(row.first, row.last))


def contact_rows(ids: list[int], _now: datetime) -> dict[int, SheetRow]:
    """By id, without those that went in between."""
    found = db.execute_sql(
        'SELECT c.id, c.function, c.extra, p.public_id, p.first_name, p.last_name, p.phone, p.email, '  # noqa: S608
        'o.name, o.topic, o.phone, o.email, o.extra FROM contact c JOIN person p ON p.id = c.person_id '
        f'LEFT JOIN organisation o ON o.id = c.organisation_id WHERE c.id IN ({_listed(ids)})').fetchall()
    own, theirs = own_columns('contact'), own_columns('organisation')
    return {row[0]: _contact_row(_Contact(*row), own, theirs) for row in found}


class _Contact(NamedTuple):
    """A line of the query above; what is `their_…` is None without an organisation."""
    id: int
    function: str
    extra: str | None
    public_id: str
    first: str
    last: str
    phone: str
    email: str
    their_name: str | None
    their_topic: str | None
    their_phone: str | None
    their_email: str | None
    their_extra: str | None


def _contact_row(row: _Contact, own: tuple[Column, ...], theirs: tuple[Column, ...]) -> SheetRow:
    return SheetRow(row.public_id, f'/extern?person={row.public_id}', {
        'organisation': row.their_name or '', 'name': full(row.first, row.last),
        'function': row.function, 'topic': row.their_topic or '',
        'phone': show_phone(row.phone or row.their_phone or ''), 'email': row.email or row.their_email or '',
        **_kept(row.extra, own), **(_kept(row.their_extra, theirs) if row.their_name is not None else {})},
        initials=initials(row.first, row.last))


def organisation_rows(ids: list[int], _now: datetime) -> dict[int, SheetRow]:
    own = own_columns('organisation')
    rows = _in_order(ids, Organisation.select(), Organisation.id) if ids else []
    return {row.id: _organisation_row(row, own) for row in rows}


def _organisation_row(row: Organisation, own: tuple[Column, ...]) -> SheetRow:
    return SheetRow(row.public_id, f'/extern?organisation={row.public_id}', {
        'organisation': row.name, 'name': '', 'function': '', 'topic': row.topic, 'phone': show_phone(row.phone),
        'email': row.email, **_own(row.extra, own)})
