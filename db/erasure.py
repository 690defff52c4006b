"""Ending purposes and erasing people.

One way for all of it: `shrink` ends purposes; what no remaining purpose covers goes in the same transaction (D4, D5).
The file is rewritten afterwards by `db.retention.scrub`, because deleted is not erased.
"""
from collections.abc import Mapping
from typing import Any

from db import accounts, consent, ledger, search, sessions
from db.classification import COLUMNS, Erase, uncovered
from db.clock import today
from db.i18n import _
from db.journal import Batch
from db.ledger import Line
from db.masking import mask
from db.modelfields import from_text
from db.models import (
    Account,
    Change,
    ChangeValue,
    Consent,
    Contact,
    CustomColumn,
    Erasure,
    Membership,
    Person,
    PersonWord,
    Repair,
    Row,
    SavedView,
    Session,
)
from db.numbers import random_letters
from db.telling import told_roles
from db.words import Ended, Purpose, State

REASON_GONE = 'Grund gelöscht'     # a safety warning stays with the item, its words go
NOTHING_FITS = '!'                  # in place of a password's hash
TOLD = ('fault', 'finding')          # sentences about what happened; the others are words of things
KEPT_IN_HOUSE = ('token', 'place', 'responsible', 'power')   # what finding and returning an item needs (D13)


def shrink(batch: Batch, person: Person, ended: Mapping[Purpose, Ended], rule: str, again: Line | None = None) -> bool:
    """End these purposes; clear what no remaining purpose covers, or erase the person. True when they are gone.
    `again` is the line of an erasure that is repeated after a restore (`db.replay`)."""
    if Purpose.MEMBER in ended:
        ended = {Purpose.MESSENGER: Ended.FULFILLED, **ended}   # the group is for members only
    remaining = consent.in_force(person.id) - set(ended)
    if not remaining - {Purpose.MESSENGER}:
        erase_person(batch, person, rule, again)
        return True
    told_roles(batch, person)   # before a contact or a membership goes
    for purpose, because in ended.items():
        consent.end(batch, person.id, purpose, because)
    for repair in Repair.select().where(Repair.person == person.id):
        if ended.get(Purpose.REPAIR) is Ended.WITHDRAWN or not remaining & {Purpose.REPAIR, Purpose.FORMER}:
            anonymise(batch, repair, person)
        elif Purpose.REPAIR not in remaining:
            shrink_row(repair, remaining)
    if Purpose.MEMBER not in remaining:
        _end_membership(batch, person, remaining)
    if Purpose.EXTERNAL in ended:
        _drop(Contact, Contact.person == person.id)
    if Purpose.FORMER in remaining and Purpose.REPAIR in ended:
        batch.update(person, {'was_customer': True})
    shrink_row(person, remaining)
    for contact in Contact.select().where(Contact.person == person.id):
        shrink_row(contact, remaining)
    search.refresh_person(person.id, everything=True)
    prove(batch, rule, again, person=person.public_id, ended=ended)
    return False


def erase_person(batch: Batch, person: Person, rule: str, again: Line | None = None) -> None:
    """The person first, then their consents: the order the triggers ask for. Repairs stay as anonymous figures."""
    told_roles(batch, person)
    for repair in Repair.select().where(Repair.person == person.id):
        anonymise(batch, repair, person)
    for table, owner in ((Membership, Membership.person), (Contact, Contact.person), (Consent, Consent.person)):
        for row in table.select(table.id).where(owner == person.id):
            _forget_values(table, row.id)
    _drop(Contact, Contact.person == person.id)
    for membership in Membership.select().where(Membership.person == person.id):
        _free_repairs(batch, membership)
    _drop(Membership, Membership.person == person.id)
    PersonWord.delete().where(PersonWord.person == person.id).execute()
    _close_account(batch, person.id)
    _forget_values(Person, person.id)
    Person.delete().where(Person.id == person.id).execute()
    Consent.delete().where(Consent.person == person.id).execute()
    prove(batch, rule, again, person=person.public_id, gone=True)


def _close_account(batch: Batch, person_id: int) -> None:
    """The account of somebody who is erased: closed everywhere and without their name. The only organiser's stays
    open, or nobody could get in any more."""
    for row in Account.select().where(Account.person == person_id):
        Account.update(person=None).where(Account.id == row.id).execute()
        if not accounts.is_last_organiser(row):
            sessions.end_all(batch, row)
            Session.delete().where(Session.account == row.id).execute()
            SavedView.delete().where(SavedView.account == row.id).execute()
            Account.update(active=False, name=_('Zugang {n}').format(n=row.id), name_key=random_letters(20),
                           password=NOTHING_FITS, pin='', pin_misses=0, last_login_at=None
                           ).where(Account.id == row.id).execute()


def anonymise(batch: Batch, repair: Repair, person: Person | None) -> None:
    """Take the person out of a repair. An item still in the house keeps what finding and returning it needs (D13)."""
    people = _ever(person, ('first_name', 'last_name'))
    home = _ever(person, ('street', 'postcode'))
    numbers = _ever(person, ('phone', 'phone_2', 'email', 'email_2'))
    in_house = repair.state != State.COLLECTED
    cleared = {name: _nothing(repair, name) for name in uncovered('repair', frozenset())
               if not (in_house and name in KEPT_IN_HOUSE)} | {'erase_at': None}
    if in_house and repair.warning:
        cleared['warning'] = REASON_GONE
    if in_house:
        cleared['place'] = mask(repair.place, people, numbers)
    masked = {name: mask(getattr(repair, name), people, numbers, home, inside=name in TOLD)
              for name, kept in COLUMNS['repair'].items() if kept.erase is Erase.MASK}
    _forget_values(Repair, repair.id, personal_only=True)
    _write(repair, {**cleared, **masked})
    search.refresh_repair(repair)
    batch.shows('repair', repair.number)


def close(batch: Batch, repair: Repair, again: Line | None = None) -> None:
    """Fetched, while its person has something else here: what belonged to this repair alone goes."""
    shrink_row(repair, frozenset({Purpose.FORMER}))
    search.refresh_repair(repair)
    batch.shows('repair', repair.number)
    prove(batch, 'pick-up', again, repair=repair.request_id)


def _ever(person: Person | None, columns: tuple[str, ...]) -> list[str]:
    """What somebody is called, and was called before a correction or a marriage, as far as the history knows."""
    if person is None:
        return []
    before = ChangeValue.select(ChangeValue.old, ChangeValue.new).join(Change).where(
        Change.table == 'person', Change.row == person.id, ChangeValue.field.in_(columns)).tuples()
    return [text for text in (*(getattr(person, name) for name in columns), *(value for row in before for value in row))
            if isinstance(text, str) and text]


def shrink_row(row: Row, remaining: frozenset[Purpose]) -> None:
    """Clear what no remaining purpose covers: declared columns, and the café's own ones by their purposes."""
    empty(row, uncovered(row._meta.table_name, remaining))
    usual = COLUMNS[row._meta.table_name]['extra'].purposes   # of a column that names none, or is not known any more
    own = {column.name: frozenset(column.purposes) for column in CustomColumn.select().where(
        CustomColumn.table == row._meta.table_name)}   # retired ones, too: their values are still there
    kept = {name: value for name, value in row.extra.items() if (own.get(name) or usual) & remaining}
    if kept != row.extra:
        _forget_values(type(row), row._pk, field='extra')
        _write(row, {'extra': kept})


def empty(row: Row, columns: tuple[str, ...]) -> None:
    """Clear these columns and what the history remembers of them."""
    for name in columns:
        _forget_values(type(row), row._pk, field=name)
    _write(row, {name: _nothing(row, name) for name in columns})


def _nothing(row: Row, name: str) -> Any:
    field = row._meta.fields[name]
    if field.null:
        return None
    return field.default() if callable(field.default) else field.default


def _write(row: Row, values: dict[str, Any]) -> None:
    """Past the journal on purpose: what is erased must not be kept as an old value."""
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save(only=[row._meta.fields[name] for name in (*values, 'version')])


def _end_membership(batch: Batch, person: Person, remaining: frozenset[Purpose]) -> None:
    for row in Membership.select().where(Membership.person == person.id):
        _free_repairs(batch, row)
        if Purpose.FORMER in remaining:
            shrink_row(row, remaining)
            if not row.ended:
                batch.update(row, {'ended': True, 'ended_on': row.ended_on or today(batch.now)})
        else:
            _forget_values(Membership, row.id)
            Repair.update(responsible=None).where(Repair.responsible == row.id).execute()
            row.delete_instance()


def _free_repairs(batch: Batch, membership: Membership) -> None:
    """What somebody looked after waits for another member."""
    for repair in Repair.select().where(Repair.responsible == membership.id, Repair.state != State.COLLECTED.value):
        batch.update(repair, {'responsible': None})
        batch.shows('repair', repair.number)
    batch.shows('membership', str(membership.id))


def _drop(table: type[Row], condition: Any) -> None:
    for row in table.select().where(condition):
        _forget_values(table, row._pk)
    table.delete().where(condition).execute()


def _forget_values(table: type[Row], row_id: int, field: str | None = None, personal_only: bool = False) -> None:
    """History values are personal data; the change rows stay and say that something happened (D5)."""
    name = table._meta.table_name
    condition = ChangeValue.change.in_(Change.select(Change.id).where(Change.table == name, Change.row == row_id))
    if field is not None:
        condition &= ChangeValue.field == field
    if personal_only:
        condition &= ChangeValue.field.in_([column for column, kept in COLUMNS[name].items() if kept.personal])
    ChangeValue.delete().where(condition).execute()


def prove(batch: Batch, rule: str, again: Line | None = None, **what: Any) -> None:
    """The proof, and unless it is a repetition (which keeps its id and moment) the line in the ledger: random ids
    only (D7, D12)."""
    what['ended'] = {purpose.value: because.value for purpose, because in what.get('ended', {}).items()}
    line = again or ledger.line_of(random_letters(12).lower(), batch.now, rule, **what)
    Erasure.create(public_id=line.id, at=from_text(line.at), rule=line.rule, actor=batch.who.account)
    batch.did('erasure')
    if again is None:
        batch.erased.append(line)
