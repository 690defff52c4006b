"""The search index: a plain table of folded words beside each row, kept by the one save path.

No FTS: measured slower for names, and its shadow tables keep what was deleted. Words are erased with two DELETEs.
How it is asked stands in `db.matching`.
"""
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import JOIN

from db import names
from db.connection import db
from db.consent import in_force
from db.fields import Column, own_columns
from db.folding import sort_key, terms, words
from db.i18n import _
from db.kinds import show_phone
from db.matching import GONE_REPAIRS, OPEN_REPAIRS, PEOPLE, matching
from db.models import Contact, Membership, Organisation, Person, PersonWord, Repair, RepairWord
from db.words import Purpose, State


@dataclass(frozen=True)
class Hit:
    title: str
    detail: str
    href: str
    where: str


@dataclass(frozen=True)
class Hits:
    people: tuple[Hit, ...] = ()
    repairs: tuple[Hit, ...] = ()
    organisations: tuple[Hit, ...] = ()


# ---- asking ----------------------------------------------------------------------------------------------------------
def find(question: str, limit: int = 6) -> Hits:
    """The first people, repairs and organisations for what was typed at the top of a page."""
    if not terms(question):
        return Hits()
    return Hits(_people(question, limit), _repairs(question, limit), _organisations(question, limit))


def _people(question: str, limit: int) -> tuple[Hit, ...]:
    found = ', '.join(map(str, matching(PEOPLE, question, limit).ids))
    rows = db.execute_sql(   # each letter typed asks this: composing it from its parts takes longer than answering
        'SELECT first_name, last_name, phone, email, public_id, '  # noqa: S608  numbers of ours
        'EXISTS (SELECT 1 FROM membership m WHERE m.person_id = p.id AND NOT m.ended), '
        f"EXISTS (SELECT 1 FROM repair r WHERE r.person_id = p.id AND r.state <> '{State.COLLECTED}'), "
        'EXISTS (SELECT 1 FROM contact c WHERE c.person_id = p.id), on_former '
        f'FROM person p WHERE id IN ({found}) ORDER BY sort_name')
    return tuple(_person_hit(*row) for row in rows.fetchall())


def _person_hit(first: str, last: str, phone: str, email: str, public_id: str,
                team: int, here: int, outside: int, former: int) -> Hit:
    sheet, where = (('team', _('Team')) if team else ('kundinnen', _('Kund:in')) if here
                    else ('extern', _('Extern')) if outside
                    else ('ehemalige', _('Ehemalige')) if former else ('kundinnen', _('wird gelöscht')))
    return Hit(names.full(first, last), show_phone(phone) or email, f'/{sheet}?person={public_id}', where)


def _repairs(question: str, limit: int) -> tuple[Hit, ...]:
    found: list[int] = []
    for index in (OPEN_REPAIRS, GONE_REPAIRS):   # what is here now comes first
        if len(found) < limit:
            found += matching(index, question, limit - len(found)).ids
    rows = db.execute_sql(
        'SELECT r.number, r.item, r.brand, r.state, p.first_name, p.last_name '  # noqa: S608  numbers of ours
        f'FROM repair r LEFT JOIN person p ON p.id = r.person_id WHERE r.id IN ({", ".join(map(str, found))}) '
        'ORDER BY r.state = ?, r.serial DESC', (State.COLLECTED.value,))
    return tuple(_repair_hit(*row) for row in rows.fetchall())


def _repair_hit(number: str, item: str, brand: str, state: str, first: str | None, last: str | None) -> Hit:
    detail = ' · '.join(filter(None, (number, names.short(first or '', last or ''))))
    return Hit(names.thing(item, brand), detail, f'/r/{number}', state)


def _organisations(question: str, limit: int) -> tuple[Hit, ...]:
    asked = terms(question)
    rows = db.execute_sql(
        'SELECT name, topic, public_id FROM organisation '  # noqa: S608  as often as there are terms
        f'WHERE {" AND ".join(["instr(words, ?) > 0"] * len(asked))} ORDER BY sort_name LIMIT ?',
        (*(f' {term}' for term in asked), limit))
    return tuple(Hit(name, topic, f'/extern?organisation={public_id}', 'Extern')
                 for name, topic, public_id in rows.fetchall())


# ---- keeping ---------------------------------------------------------------------------------------------------------
def refresh_person(person_id: int, *touched: Repair, everything: bool = False) -> None:
    """Recompute what is derived from a person. Their repairs carry their words, too: all of these follow when a word
    of theirs has changed (or `everything` is asked for), else only the `touched` ones. Idempotent (R10)."""
    person = Person.get_by_id(person_id)
    said = texts(person)
    for row in Membership.select().where(Membership.person == person_id):
        said += texts(row)
    for row in Contact.select(Contact, Organisation).join(Organisation, JOIN.LEFT_OUTER) \
            .where(Contact.person == person_id):
        said += texts(row) + (texts(row.organisation) if row.organisation else [])   # as their line shows it
    found = words(said)
    changed = _keep(PersonWord, PersonWord.person, person_id, found, {})
    (Person.update(words=joined(found), sort_name=sort_key(person.last_name, person.first_name),
                   on_former=_is_former(person)).where(Person.id == person_id).execute())
    repairs = Repair.select().where(Repair.person == person_id) if changed or everything else touched
    _refresh_repairs(repairs, texts(person))


def refresh_repair(repair: Repair) -> None:
    person = Person.get_or_none(Person.id == repair.person_id) if repair.person_id else None
    _refresh_repairs((repair,), texts(person) if person else [])


def refresh_organisation(row: Organisation) -> None:
    """The people there are found by its words, too; they follow when one of those has changed."""
    found = joined(words(texts(row)))
    before = Organisation.select(Organisation.words).where(Organisation.id == row.id).scalar()
    Organisation.update(words=found, sort_name=sort_key(row.name)).where(Organisation.id == row.id).execute()
    if found != before:
        for contact in Contact.select().where(Contact.organisation == row.id):
            refresh_person(contact.person_id)


def rebuild() -> int:
    """Everything derived, from scratch. Returns the number of rows."""
    with db.atomic('IMMEDIATE'):
        PersonWord.delete().execute()
        RepairWord.delete().execute()
        people = [row[0] for row in Person.select(Person.id).tuples()]
        for person_id in people:
            refresh_person(person_id, everything=True)
        nameless = list(Repair.select().where(Repair.person.is_null()))
        for repair in nameless:
            refresh_repair(repair)
        organisations = list(Organisation.select())
        for organisation in organisations:
            refresh_organisation(organisation)
    return len(people) + len(nameless) + len(organisations)


def _refresh_repairs(repairs: Iterable[Repair], of_person: list[str]) -> None:
    own = own_columns('repair')
    for repair in repairs:
        found = words_of_repair(repair, own, of_person)
        is_open = repair.state != State.COLLECTED
        RepairWord.delete().where(RepairWord.repair == repair.id, RepairWord.open != is_open).execute()
        _keep(RepairWord, RepairWord.repair, repair.id, found, {'open': is_open})
        Repair.update(words=joined(found)).where(Repair.id == repair.id).execute()


def words_of_repair(repair: Repair, own: tuple[Column, ...], of_person: list[str]) -> set[str]:
    digits = repair.number.replace('-', '')
    return words(texts(repair, own) + of_person) | {digits, digits[2:]}


def _keep(table: Any, owner: Any, row_id: int, found: set[str], more: dict[str, Any]) -> bool:
    """Only the difference is written: most saves change no word. True when one has changed."""
    held = {row[0] for row in table.select(table.word).where(owner == row_id).tuples()}
    if held - found:
        table.delete().where((owner == row_id) & table.word.in_(list(held - found))).execute()
    if found - held:
        table.insert_many([{'word': word, owner.name: row_id, **more} for word in sorted(found - held)]).execute()
    return held != found


def joined(found: set[str]) -> str:
    """Folded words as `holds` asks for them: a blank before each."""
    return ''.join(f' {word}' for word in sorted(found))


def texts(row: Any, own: tuple[Column, ...] | None = None) -> list[str]:
    """`own`: the café's own columns of this table, for whoever has them at hand already."""
    more = own_columns(row._meta.table_name) if own is None else own
    return [getattr(row, name) for name in row.search] + [column.words(row.extra.get(column.name)) for column in more]


def _is_former(person: Person) -> bool:
    if Purpose.FORMER not in in_force(person.id):
        return False
    ended = [row[0] for row in Membership.select(Membership.ended).where(Membership.person == person.id).tuples()]
    return is_former(
        ended, Repair.select().where(Repair.person == person.id, Repair.state != State.COLLECTED).exists(),
        person.was_customer, Contact.select().where(Contact.person == person.id).exists())


def is_former(ended: Sequence[bool], has_items_here: bool, was_customer: bool, is_contact: bool) -> bool:
    """Of somebody kept with consent: either their membership ended, or they were a customer and have nothing here now,
    or nothing else explains why they are stored: nobody may be stored and stand on no sheet."""
    if ended and all(ended):
        return True
    return not has_items_here and (bool(was_customer) or not (ended or is_contact))
