"""What the café's own file holds, sheet by sheet: a handful of questions to the store, rows one after the other.

Rows are tuples in the order of `exchange_layout.layout`. Who has fetched everything and waits for the erasure is not
in it, and neither is what goes with that: it must not leave the house any more (D4).
"""
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from peewee import JOIN, SQL

from db import exchange_people as people
from db.clock import local
from db.exchange_facts import Facts, facts, stays
from db.exchange_layout import (
    AUDIENCES,
    CONSENTS,
    CUSTOMERS,
    ENDINGS,
    EXTERNAL,
    FORMER,
    KINDS,
    OWN,
    OWN_TABLES,
    REPAIRS,
    TEAM,
    Heading,
    layouts,
)
from db.exchange_repairs import repairs
from db.exchange_rows import Found, asked, found
from db.kinds import Kind
from db.listed import UNKNOWN_WORDS, day_of, has_words
from db.modelfields import to_text
from db.models import Account, Consent, ConsentText, Contact, CustomColumn, Membership, Organisation, Person, Repair
from db.words import Purpose, State

Value = str | int | float | date | None


@dataclass(frozen=True)
class Sheet:
    name: str
    headings: tuple[Heading, ...]
    rows: Iterator[tuple[Value, ...]]


def sheets() -> Iterator[Sheet]:
    """Every sheet of the whole file. Inside of one read transaction all of them are of the same moment."""
    known = facts()
    for name, headings in layouts().items():
        yield Sheet(name, headings, _rows(headings, _FOUND[name](known)))


def counts() -> dict[str, int]:
    """About how many rows each sheet has."""
    return {TEAM: Membership.select().where(~Membership.ended).count(),
            CUSTOMERS: Repair.select().where(Repair.state != SQL(f"'{State.COLLECTED}'")).count(),
            EXTERNAL: max(Contact.select().count(), Organisation.select().count()),
            FORMER: Person.select().where(Person.on_former).count(),
            REPAIRS: Repair.select().count(), CONSENTS: Consent.select().count()}


# ---- values as a spreadsheet knows them ------------------------------------------------------------------------------
def _rows(headings: tuple[Heading, ...], rows: Iterator[Found]) -> Iterator[tuple[Value, ...]]:
    taken = tuple((heading.key, _PLAIN.get(heading.column.kind, _as_is)) for heading in headings)
    for row in rows:
        yield tuple(plain(row.get(key)) for key, plain in taken)


def _as_is(value: Value | datetime) -> Value:
    return to_text(value) if isinstance(value, datetime) else value


def _day(value: Value | datetime) -> Value:
    """Real dates: people sort by them. Moments are the café's day."""
    if isinstance(value, datetime):
        return local(value).date()
    return date.fromisoformat(value) if isinstance(value, str) and value else value


def _yes_no(value: Value | datetime) -> Value:
    return None if value is None else 'ja' if value else 'nein'


_PLAIN: dict[Kind, Callable[[Value | datetime], Value]] = {Kind.DATE: _day, Kind.YES_NO: _yes_no}


# ---- the sheets that make it whole -----------------------------------------------------------------------------------
def _consents(_known: Facts) -> Iterator[Found]:
    """With their words, ended ones, too. People who are about to go take theirs along."""
    query = (Consent.select(*asked(Consent, ConsentText), Person.public_id.alias('person.public_id'),
                            Person.first_name.alias('.first_name'), Person.last_name.alias('.last_name'),
                            Account.name.alias('account.name'))
             .join(Person).where(stays(Person))
             .join_from(Consent, ConsentText, on=Consent.text == ConsentText.id)
             .join_from(Consent, Account, JOIN.LEFT_OUTER, on=Consent.recorded_by == Account.id)
             .order_by(Person.sort_name, Person.id, Consent.id))
    purposes = {purpose.value: purpose.label for purpose in Purpose}
    audiences = {audience.value: word for word, audience in AUDIENCES.items()}
    endings = {ended.value: word for word, ended in ENDINGS.items()}
    for row in found(query):
        given, listed = row['consent', 'given_at'], row['consent', 'listed_at']
        words = {} if has_words(row['consent', 'how'], listed) else _NO_WORDS
        yield row | {('consent', 'purpose'): purposes[row['consent', 'purpose']],
                     ('', 'given_on'): day_of(given, listed), ('', 'listed_on'): listed,
                     ('', 'ended_on'): row['consent', 'ended_at'],
                     ('consent', 'ended_because'): endings.get(row['consent', 'ended_because']),
                     ('consent_text', 'audience'): audiences[row['consent_text', 'audience']],
                     ('consent', 'recorded_by'): row['account', 'name']} | words


# of a yes that came with a list: the words it is stored with were read to nobody
_NO_WORDS = {('consent_text', name): None for name in ('title', 'yes', 'no', 'version', 'created_at')} | {
    ('consent_text', 'text'): UNKNOWN_WORDS}


def _own_columns(_known: Facts) -> Iterator[Found]:
    kinds = {kind.value: word for word, kind in KINDS.items()}
    query = (CustomColumn.select(*asked(CustomColumn)).where(CustomColumn.retired_at.is_null())
             .order_by(CustomColumn.table, CustomColumn.position, CustomColumn.id))
    for row in found(query):
        yield row | {('', 'where'): OWN_TABLES.get(row['custom_column', 'table']),
                     ('custom_column', 'kind'): kinds[row['custom_column', 'kind']],
                     ('custom_column', 'choices'): _listed(row['custom_column', 'choices']),
                     ('custom_column', 'purposes'): _listed(row['custom_column', 'purposes'])}


def _listed(values: list[str]) -> str:
    return json.dumps(values, ensure_ascii=False)


_FOUND: dict[str, Callable[[Facts], Iterator[Found]]] = {
    TEAM: people.team, CUSTOMERS: people.customers, EXTERNAL: people.external, FORMER: people.former,
    REPAIRS: repairs, CONSENTS: _consents, OWN: _own_columns}
