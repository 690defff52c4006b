"""The search index of many rows at once: the same words that `db.search` finds for each, read and written in bulk.

One by one, five thousand rows took half a minute; nearly all of it went into building the same few statements again.
"""
from collections.abc import Callable, Collection, Iterable
from typing import Any, NamedTuple

from peewee import JOIN

from db.bulk import parts
from db.connection import db
from db.fields import own_columns
from db.folding import sort_key, words
from db.models import Consent, Contact, Membership, Organisation, Person, Repair
from db.search import is_former, joined, texts, words_of_repair
from db.words import Purpose, State


class Kept(NamedTuple):
    """A table of words, the columns that are its key, and the rows that hold their own words once more."""
    table: str
    key: tuple[str, ...]
    rows: str


PEOPLE = Kept('person_word', ('word', 'person_id'), 'person')
REPAIRS = Kept('repair_word', ('open', 'word', 'repair_id'), 'repair')


def refresh(table: str, ids: Collection[int]) -> None:
    """What is found by these rows of `table`, and by whatever shows their words as its own."""
    _REFRESH[table](ids)


def refresh_people(ids: Iterable[int]) -> None:
    """Their repairs follow where a word of theirs has changed; where they stand in a list follows, too."""
    for some in parts(set(ids)):
        people = list(Person.select().where(Person.id.in_(some)))
        found = _texts_of(people)
        for row, more in _beside(some):
            found[row.person_id] += more
        changed = _keep(PEOPLE, {(word, owner) for owner, theirs in found.items() for word in words(theirs)},
                        {row.id: row.words for row in people})
        _place(people)
        refresh_repairs(row[0] for row in Repair.select(Repair.id).where(Repair.person.in_(changed)).tuples())


def _beside(people: Collection[int]) -> Iterable[tuple[Any, list[str]]]:
    """Memberships and contacts, each with what its person is found by."""
    own = {model: own_columns(model._meta.table_name) for model in (Membership, Contact, Organisation)}
    for row in Membership.select().where(Membership.person.in_(people)):
        yield row, texts(row, own[Membership])
    for row in (Contact.select(Contact, Organisation).join(Organisation, JOIN.LEFT_OUTER)
                .where(Contact.person.in_(people))):
        yield row, texts(row, own[Contact]) + (texts(row.organisation, own[Organisation]) if row.organisation else [])


def _place(people: list[Person]) -> None:
    """In the order of the names, and among those who were here."""
    some = [row.id for row in people]
    former, here, outside = (
        {owner for (owner,) in model.select(model.person).where(model.person.in_(some), *conditions).tuples()}
        for model, *conditions in ((Consent, Consent.purpose == Purpose.FORMER, Consent.ended_at.is_null()),
                                   (Repair, Repair.state != State.COLLECTED), (Contact,)))
    ended: dict[int, list[bool]] = {row_id: [] for row_id in some}
    for owner, is_over in Membership.select(Membership.person, Membership.ended).where(
            Membership.person.in_(some)).tuples():
        ended[owner].append(is_over)
    moved = []
    for row in people:
        order = sort_key(row.last_name, row.first_name)
        is_kept = row.id in former and is_former(ended[row.id], row.id in here, row.was_customer, row.id in outside)
        if (order, is_kept) != (row.sort_name, row.on_former):
            moved.append((order, is_kept, row.id))
    db.connection().executemany('UPDATE person SET sort_name = ?, on_former = ? WHERE id = ?', moved)


def refresh_repairs(ids: Iterable[int]) -> None:
    own = own_columns('repair')
    for some in parts(set(ids)):
        repairs = list(Repair.select().where(Repair.id.in_(some)))
        theirs = _texts_of(Person.select().where(Person.id.in_({row.person_id for row in repairs})))
        _keep(REPAIRS, {(row.state != State.COLLECTED, word, row.id) for row in repairs
                        for word in words_of_repair(row, own, theirs.get(row.person_id, []))},
              {row.id: row.words for row in repairs})


def refresh_organisations(ids: Iterable[int]) -> None:
    """The people there follow where a word has changed."""
    changed = []
    for some in parts(set(ids)):
        rows = list(Organisation.select().where(Organisation.id.in_(some)))
        found = {owner: joined(words(theirs)) for owner, theirs in _texts_of(rows).items()}
        changed += _write_words('organisation', found, {row.id: row.words for row in rows})
    for some in parts(set(changed)):
        refresh_people(row[0] for row in Contact.select(Contact.person).where(Contact.organisation.in_(some)).tuples())


def _refresh_people_of(model: type[Membership | Contact]) -> Callable[[Collection[int]], None]:
    def refresh_them(ids: Collection[int]) -> None:
        for some in parts(set(ids)):
            refresh_people(row[0] for row in model.select(model.person).where(model.id.in_(some)).tuples())
    return refresh_them


_REFRESH: dict[str, Callable[[Collection[int]], None]] = {
    'person': refresh_people, 'membership': _refresh_people_of(Membership), 'contact': _refresh_people_of(Contact),
    'organisation': refresh_organisations, 'repair': refresh_repairs}


# ---- the pieces ------------------------------------------------------------------------------------------------------
def _texts_of(rows: Iterable[Any]) -> dict[int, list[str]]:
    found = list(rows)
    own = own_columns(found[0]._meta.table_name) if found else ()
    return {row.id: texts(row, own) for row in found}


def _keep(kept: Kept, wanted: set[tuple[Any, ...]], before: dict[int, str]) -> list[int]:
    """Only the difference is written. `before` holds the words of each row as they stand there. Returns whose words
    have changed."""
    key, owner = ', '.join(kept.key), kept.key[-1]
    held = {tuple(row) for row in db.execute_sql(
        f'SELECT {key} FROM {kept.table} WHERE {owner} IN ({", ".join("?" * len(before))})',  # noqa: S608  names are ours
        tuple(before))}
    db.connection().executemany(
        f'DELETE FROM {kept.table} WHERE {" AND ".join(f"{name} = ?" for name in kept.key)}',  # noqa: S608
        held - wanted)
    db.connection().executemany(
        f'INSERT INTO {kept.table} ({key}) VALUES ({", ".join("?" * len(kept.key))})',  # noqa: S608
        sorted(wanted - held))
    found: dict[int, set[str]] = {row_id: set() for row_id in before}
    for *__, word, row_id in wanted:
        found[row_id].add(word)
    _write_words(kept.rows, {row_id: joined(theirs) for row_id, theirs in found.items()}, before)
    return sorted({row[-1] for row in held ^ wanted})


def _write_words(table: str, found: dict[int, str], before: dict[int, str]) -> list[int]:
    changed = [row_id for row_id, theirs in found.items() if theirs != before[row_id]]
    db.connection().executemany(f'UPDATE "{table}" SET words = ? WHERE id = ?',  # noqa: S608  names are ours
                                [(found[row_id], row_id) for row_id in changed])
    return changed
