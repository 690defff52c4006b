"""Everything about one person, for the person (D9: access and portability, Art. 15 and 20 GDPR).

What is told follows from `db.classification`: every column of every row that belongs to them, except those that it
names as untold. Nobody else is named but those who wrote something down or look after a repair.
"""
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from db import consent, journal, names, settings
from db.access_lists import (
    Told,
    as_listed,
    in_no_words,
    label_in_list,
    shown_in_history,
    told_days,
    without_hours,
)
from db.access_words import LABELS, UNTIL, Fact, done, each_link_once, fact, label_of, own_columns
from db.bulk import parts
from db.classification import UNTOLD, told
from db.exporting import moment
from db.i18n import _
from db.kinds import Kind, show
from db.listed import origin, taken_over
from db.modelfields import to_text
from db.models import (
    Account,
    Change,
    ChangeValue,
    Consent,
    Contact,
    Membership,
    Person,
    Repair,
    RepairState,
    Row,
    SavedView,
    Session,
)
from db.people import by_public_id
from db.repair_history import Brought, brought
from db.who import Role, Who
from db.words import Purpose

Days = dict[Told, str]
Came = dict[int, datetime | None]   # consents out of a list


@dataclass(frozen=True)
class Entry:
    """One row of the store. `parts` are rows below it: the moves of a repair, the values of a change."""
    title: str
    facts: tuple[Fact, ...]
    parts: tuple['Entry', ...] = ()


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Report:
    """`terms` says for each purpose in force how long it lasts; `listed_on` on which days something of it came with a
    list, `told_here` whether something did not."""
    public_id: str
    name: str
    at: datetime
    sections: tuple[Section, ...]
    terms: tuple[tuple[str, str], ...]
    recipients: tuple[str, ...]
    listed_on: tuple[date, ...]
    told_here: bool


def report(public_id: str, who: Who, now: datetime) -> Report:
    """Raises `Unknown` when there is no such person. That it was made is written down, and what stood in it is not.

    Nobody else's save waits for the reading, which may take seconds where much has happened.
    """
    with journal.writing(who, now, 'access.report') as batch:
        batch.did('person', by_public_id(public_id).id)
    with moment(), each_link_once():
        person = by_public_id(public_id)
        rows = {table._meta.table_name: list(table.select().where(table.person == person.id).order_by(table.id))
                for table in (Consent, Membership, Contact, Repair, Account)}
        return Report(person.public_id, names.full(person.first_name, person.last_name), now,
                      tuple(section for section in _sections(person, rows) if section.entries),
                      tuple(_terms(person)), tuple(_recipients(rows['membership'])),
                      *origin({'person': [person], **rows}))


def _sections(person: Person, rows: dict[str, list[Any]]) -> Iterator[Section]:
    days = told_days(rows['repair'], rows['consent'])
    came = taken_over(rows['consent'])
    yield Section('person', _('Angaben zur Person'), (_entry('', person),))
    yield Section('consents', _('Einwilligungen'), tuple(
        Entry(Purpose(row.purpose).label, in_no_words(without_hours(_facts(row), row.id, days), row.id, came))
        for row in rows['consent']))
    yield Section('memberships', _('Im Team'), tuple(_entry('', row) for row in rows['membership']))
    yield Section('looks_after', _('Betreute Reparaturen'), tuple(_looked_after(rows['membership'])))
    yield Section('contacts', _('Kontakt für eine Organisation'), tuple(_entry('', row) for row in rows['contact']))
    yield Section('repairs', _('Reparaturen'), tuple(_of_repairs(rows['repair'], days)))
    yield Section('accounts', _('Zugang zum Programm'), tuple(_of_account(row) for row in rows['account']))
    yield Section('history', _('Was geändert wurde'), tuple(_history({'person': [person], **rows}, days, came)))


# ---- rows ------------------------------------------------------------------------------------------------------------
def _entry(title: str, row: Row, parts: Iterable[Entry] = ()) -> Entry:
    return Entry(title, tuple(_facts(row)), tuple(parts))


def _of_repairs(rows: list[Repair], days: Days) -> Iterator[Entry]:
    moves = _below(RepairState, RepairState.repair, rows)
    came = brought(row.id for row in rows)
    return (_of_repair(row, moves[row.id], came.get(row.id), days) for row in rows)


def _of_repair(row: Repair, moves: Iterable[RepairState], came: Brought | None, days: Days) -> Entry:
    title = names.thing(row.item, row.brand)
    if came is None:
        return _entry(title, row, (_entry('', move) for move in moves))
    return Entry(title, without_hours(as_listed(_facts(row), row.request_id, came), row.id, days), tuple(
        Entry('', as_listed(_facts(move), row.request_id, came)) for move in moves))


def _of_account(row: Account) -> Entry:
    sessions = Session.select().where(Session.account == row.id).order_by(Session.created_at)
    views = SavedView.select().where(SavedView.account == row.id).order_by(SavedView.id)
    return _entry('', row, [*(_entry(_('Anmeldung'), one) for one in sessions),
                            *(_entry(_('Gespeicherte Ansicht'), one) for one in views)])


def _looked_after(memberships: list[Membership]) -> Iterator[Entry]:
    """Whose repair it is does not belong here."""
    ids = [row.id for row in memberships]
    for row in Repair.select(Repair.number, Repair.item, Repair.state).where(
            Repair.responsible.in_(ids)).order_by(Repair.serial):
        yield Entry('', tuple(fact('repair', name, getattr(row, name)) for name in ('number', 'item', 'state')))


def _history(rows: dict[str, list[Any]], days: Days, came: Came) -> Iterator[Entry]:
    changes = sorted((change for table, found in rows.items() for some in parts(row.id for row in found)
                      for change in Change.select().where(Change.table == table, Change.row.in_(some))),
                     key=lambda change: change.id)
    values = _below(ChangeValue, ChangeValue.change, changes)
    for change in changes:
        untold = {*UNTOLD[change.table], *(('text',) if change.table == 'consent' and change.row in came else ())}
        yield _entry(done(change.verb), change, (_changed(change, value, days, came) for value in values[change.id]
                                                 if value.field not in untold))


def _below(table: Any, link: Any, rows: list[Any]) -> defaultdict[int, list[Any]]:
    """The rows of this table that belong to these, by the id of each: one question for many, not one for each."""
    below = defaultdict(list)
    for some in parts(one.id for one in rows):
        for row in table.select().where(link.in_(some)).order_by(table.id):
            below[getattr(row, link.object_id_name)].append(row)
    return below


def _changed(change: Change, value: ChangeValue, days: Days, came: Came) -> Entry:
    """An old and a new value, said as the field itself says them."""
    name = value.field
    label = label_of(change.table, name)
    if change.table == 'consent' and change.row in came:
        label = label_in_list(name, came[change.row]) or label
    both = [Fact('change_value', which, LABELS[which], shown_in_history(change, name, held, days), held)
            for which, held in (('old', value.old), ('new', value.new))]
    return Entry(label, (Fact('change_value', 'field', LABELS['field'], label, name), *both))


def _facts(row: Row) -> Iterator[Fact]:
    table = row._meta.table_name
    for name in told(table):
        if name == 'extra':
            yield from _own(table, row.extra)
        else:
            field = row._meta.fields[name]
            yield fact(table, name, getattr(row, getattr(field, 'object_id_name', None) or name),
                       getattr(row, 'verb', ''))


def _own(table: str, extra: dict[str, Any]) -> Iterator[Fact]:
    """The café's own columns."""
    known = own_columns(table)
    for name, value in extra.items():
        column = known.get(name)
        kind = Kind(column.kind) if column else Kind.TEXT
        yield Fact(table, f'extra.{name}', column.label if column else name, show(kind, value), value)


# ---- beside the rows -------------------------------------------------------------------------------------------------
def _terms(person: Person) -> Iterator[tuple[str, str]]:
    for purpose in sorted(consent.in_force(person.id), key=list(Purpose).index):
        yield purpose.label, UNTIL[purpose]


def _recipients(memberships: list[Membership]) -> Iterator[str]:
    inside = Account.select().where(Account.active, Account.role != Role.COUNTER.value).count()
    yield _('Leitung und Team, im Programm. Zugänge: {n}.').format(n=inside)
    if Account.select().where(Account.active, Account.role == Role.COUNTER.value).exists():
        yield _('Wer an der Annahme steht: einzelne Reparaturen, und bei der vollen Telefonnummer den Vornamen.')
    if any(row.in_messenger for row in memberships):
        yield _('Alle in der Messenger-Gruppe des Teams: Name und Nummer.')
    yield _('Die Wochenübersicht des Teams auf Papier: höchstens Vorname und Anfangsbuchstabe.')
    yield _('Sicherungen auf dem Computer des Cafés: höchstens 14 Tage.')
    if settings.read().backup_place:
        yield _('Verschlüsselte Sicherungen auf einem zweiten Speicher des Cafés: höchstens 14 Tage.')
    yield _('Sonst niemand. Es gibt keine Weitergabe an Firmen oder in andere Länder.')


# ---- for programs ----------------------------------------------------------------------------------------------------
def as_json(made: Report) -> dict[str, Any]:
    """Portable: the columns under their own names, moments in UTC, nothing left out because it is empty."""
    cafe = settings.read()
    return {'report': 'Auskunft nach Art. 15 und 20 DSGVO', 'at': to_text(made.at),
            'controller': {'name': cafe.cafe_name, 'address': cafe.address, 'phone': cafe.phone},
            **{section.key: [_json_of(entry) for entry in section.entries] for section in made.sections},
            'kept': dict(made.terms), 'recipients': list(made.recipients)}


def _json_of(entry: Entry) -> dict[str, Any]:
    own = {fact.label: fact.value for fact in entry.facts if fact.column.startswith('extra.')}
    held: dict[str, Any] = {fact.column: fact.value for fact in entry.facts if not fact.column.startswith('extra.')}
    for part in entry.parts:
        held.setdefault(part.facts[0].table, []).append(_json_of(part))
    return held | ({'own_columns': own} if own else {})
