"""People: find, read, add, save. A person is added only together with a consent (D1)."""
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from peewee import JOIN

from db import consent, journal, messenger, names, search
from db.connection import db
from db.consent import ConsentLine, Given
from db.covered import NEEDED, REFUSALS, no_future, only_covered
from db.errors import Refused, Unknown
from db.fields import split
from db.i18n import _
from db.journal import Batch
from db.kinds import storable
from db.known import same_person
from db.messenger import Act, Answer
from db.models import Contact, Membership, Organisation, Person, Repair
from db.numbers import random_letters
from db.telling import told_roles
from db.who import Who
from db.words import Purpose, State


@dataclass(frozen=True)
class MembershipView:
    id: int
    running: bool
    started_on: date | None
    ended_on: date | None
    tasks: str
    skills: str
    in_messenger: bool
    answer: Answer                # to the messenger group

    @property
    def group_act(self) -> Act | None:
        return messenger.act(self.running, self.in_messenger, self.answer)


@dataclass(frozen=True)
class ContactView:
    function: str
    organisation: str
    organisation_id: str   # public id, '' without


@dataclass(frozen=True)
class PersonView:
    """Everything about one person that a screen shows. `values` holds person, membership and contact columns."""
    public_id: str
    version: int
    name: str
    short: str
    initials: str
    values: dict[str, Any]
    consents: tuple[ConsentLine, ...]
    purposes: frozenset[Purpose]
    sheets: tuple[str, ...]
    membership: MembershipView | None
    contact: ContactView | None
    repairs: tuple[tuple[str, str, State], ...] = field(default=())


# ---- finding ---------------------------------------------------------------------------------------------------------
def by_public_id(public_id: str) -> Person:
    """Raises `Unknown` with a sentence when there is no such person (any more)."""
    person = Person.get_or_none(Person.public_id == storable(public_id))
    if person is None:
        raise Unknown(_('Diese Person steht nicht (mehr) im Kontaktbuch.'))
    return person


# ---- reading ---------------------------------------------------------------------------------------------------------
def read(public_id: str) -> PersonView:
    person = by_public_id(public_id)
    membership = last_membership(person.id)
    contact = (Contact.select(Contact, Organisation).join(Organisation, JOIN.LEFT_OUTER)
               .where(Contact.person == person.id).first())
    repairs = tuple((row.number, row.item, State(row.state)) for row in
                    Repair.select().where(Repair.person == person.id).order_by(Repair.serial.desc()))
    values = {**_values(person), **_values(membership), **_values(contact)}
    return PersonView(
        public_id=person.public_id, version=person.version, values=values,
        name=names.full(person.first_name, person.last_name), short=names.short(person.first_name, person.last_name),
        initials=names.initials(person.first_name, person.last_name),
        consents=_told(person.id), purposes=consent.in_force(person.id),
        sheets=_sheets(person, membership, contact, repairs), membership=_membership_view(membership),
        contact=_contact_view(contact), repairs=repairs)


def last_membership(person_id: int) -> Membership | None:
    return (Membership.select().where(Membership.person == person_id)
            .order_by(Membership.ended, Membership.id.desc()).first())


def _values(row: Any) -> dict[str, Any]:
    if row is None:
        return {}
    own = dict(row.extra)
    return {**{name: getattr(row, name) for name, held in row._meta.fields.items()
               if hasattr(held, 'kind') and name not in ('sort_name', 'words')}, **own}


def _told(person_id: int) -> tuple[ConsentLine, ...]:
    """A no is worth a line only where it was once a yes, or where somebody was asked: whoever brings something is
    asked whether they may be contacted later."""
    lines = consent.lines(person_id)
    was_asked = any(line.purpose is Purpose.REPAIR and (line.yes or line.detail) for line in lines)
    return tuple(line for line in lines
                 if line.yes or line.detail or (line.purpose is Purpose.FORMER and was_asked))


def _membership_view(row: Membership | None) -> MembershipView | None:
    return row and MembershipView(row.id, not row.ended, row.started_on, row.ended_on, row.tasks, row.skills,
                                  row.in_messenger, messenger.answer_of(row.person_id))


def _contact_view(row: Contact | None) -> ContactView | None:
    organisation = row.organisation if row else None
    return row and ContactView(row.function, organisation.name if organisation else '',
                               organisation.public_id if organisation else '')


def _sheets(person: Person, membership: Membership | None, contact: Contact | None,
            repairs: tuple[tuple[str, str, State], ...]) -> tuple[str, ...]:
    facts = {'team': bool(membership and not membership.ended),
             'kundinnen': any(state is not State.COLLECTED for __, __, state in repairs),
             'extern': contact is not None, 'ehemalige': bool(person.on_former)}
    return tuple(sheet for sheet, stands in facts.items() if stands)


# ---- writing ---------------------------------------------------------------------------------------------------------
def next_id() -> int:
    """The id the next person gets. Chosen beforehand, because the consent is written first; never used twice."""
    row = db.execute_sql("SELECT seq FROM sqlite_sequence WHERE name = 'person'").fetchone()
    return (row[0] if row else 0) + 1


def create(batch: Batch, values: Mapping[str, Any], given: Collection[Given]) -> Person:
    """The consents first, then the person they permit (the triggers insist). Part of a verb's transaction."""
    if not (values.get('first_name') or values.get('last_name')):
        raise Refused(_('Wie heißt die Person? Vorname oder Nachname genügt.'), 'first_name')
    only_covered(values, {one.purpose for one in given})
    declared, own = split('person', values)
    person = Person(id=next_id(), public_id=random_letters(12).lower(), **declared, extra=own)
    for one in given:
        consent.record(batch, person.id, one)
    batch.insert(person)
    batch.shows('person', person.public_id)
    return person


def add(kind: str, values: Mapping[str, Any], given: tuple[Given, ...], who: Who, now: datetime,
        organisation: str = '') -> str:
    """Add a person with the facts that put them on a sheet. Returns the public id.

    `kind` is one of `NEEDED`; the consent for it must be among `given`. `organisation` is a public id.
    Raises `Refused` without that consent or without a name.
    """
    needed = NEEDED[kind]
    if needed not in {one.purpose for one in given}:
        raise Refused(REFUSALS[needed], 'consent')
    no_future(values, now)
    with journal.writing(who, now, f'person.add.{kind}') as batch:
        values = {**values, 'was_customer': kind == 'former_customer'}
        known = same_person(values)
        person = create(batch, values, given) if known is None else _join(batch, known, kind, values, given)
        if kind in ('member', 'former_member'):
            declared, own = split('membership', values)
            inside = {'in_messenger': True} if messenger.is_inside(person.id) else {}
            batch.insert(Membership(person=person.id, **{**declared, **inside, 'ended': kind == 'former_member'},
                                    extra=own if kind == 'member' else {}))
        if kind == 'external':
            declared, own = split('contact', values)
            batch.insert(Contact(person=person.id, organisation=_organisation_id(organisation), extra=own, **{
                name: value for name, value in declared.items() if name == 'function'}))
        search.refresh_person(person.id)
        told_roles(batch, person)
    return person.public_id


def _join(batch: Batch, person: Person, kind: str, values: Mapping[str, Any], given: Collection[Given]) -> Person:
    """A customer comes into the team, somebody who left comes back: a further purpose for the same person. What is
    typed now takes the place of what stood there."""
    stands = {'member': Membership.select().where(Membership.person == person.id, ~Membership.ended),
              'external': Contact.select().where(Contact.person == person.id)}
    if kind in stands and stands[kind].exists():
        raise Refused(_('{name} steht schon auf dieser Liste.').format(
            name=names.full(person.first_name, person.last_name)), 'first_name')
    only_covered(values, consent.in_force(person.id) | {one.purpose for one in given})
    for one in given:
        consent.record(batch, person.id, one)
    declared, own = split('person', values)
    typed = {name: value for name, value in declared.items() if value not in (None, '', False)}
    batch.update(person, typed | ({'extra': {**person.extra, **own}} if own else {}))
    return person


def save(public_id: str, version: int, values: Mapping[str, Any], who: Who, now: datetime) -> int:
    """Save person, membership and contact columns. Returns the new version.

    Raises `Conflict` when somebody else saved this person since `version`, `Refused` when no name would be left.
    """
    no_future(values, now)
    with journal.writing(who, now, 'person.save') as batch:
        person = by_public_id(public_id)
        merged = {'first_name': person.first_name, 'last_name': person.last_name, **values}
        if not (merged['first_name'] or merged['last_name']):
            raise Refused(_('Wie heißt die Person? Vorname oder Nachname genügt.'), 'first_name')
        membership = last_membership(person.id)
        held = {**_values(person), **_values(membership)}
        only_covered({name: value for name, value in values.items() if value != held.get(name)},
                      consent.in_force(person.id))
        touched = batch.update(person, _with_extra(person, values), expected=version)
        for row in (membership, Contact.get_or_none(Contact.person == person.id)):
            touched = (row is not None and batch.update(row, _with_extra(row, values))) or touched
        if touched:
            person.version = version + 1   # it covers everything on their page
            person.save(only=[Person.version])
            search.refresh_person(person.id)
            told_roles(batch, person)
        return person.version


def _with_extra(row: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    declared, own = split(row._meta.table_name, values)
    allowed = {name: value for name, value in declared.items()
               if name in {*getattr(row, 'form', ()), *getattr(row, 'member', ())}}
    return {**allowed, **({'extra': {**row.extra, **own}} if own else {})}


def _organisation_id(public_id: str) -> int | None:
    if not public_id:
        return None
    row = Organisation.get_or_none(Organisation.public_id == public_id)
    if row is None:
        raise Unknown(_('Diese Organisation steht nicht mehr im Kontaktbuch.'), 'organisation')
    return int(row.id)
