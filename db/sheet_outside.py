"""The outside: contacts, and organisations without one. Two tables in one list."""
from datetime import datetime
from typing import Any

from peewee import JOIN, SQL, Value, fn

from db import own_order
from db.fields import Column
from db.folding import terms
from db.i18n import _
from db.matching import holds
from db.models import Contact, Organisation, Person
from db.sheet_counts import several
from db.sheet_parts import Question, SheetPage
from db.sheet_rows import contact_rows, organisation_rows

Only = tuple[tuple[Column, str, str], ...]   # own columns with their table, and what rows must hold


def outside(question: Question, own: tuple[Column, str] | None, only: Only, now: datetime) -> SheetPage:
    """One row per contact, and one per organisation that has none; ordered by organisation, then person, or by a
    column of the café's own."""
    contacts = (Contact.select(Contact.id, Value(0).alias('alone'), fn.COALESCE(Organisation.sort_name, '').alias('a'),
                               Person.sort_name.alias('b'), _of_contact(own).alias('own')).join(Person)
                .join_from(Contact, Organisation, JOIN.LEFT_OUTER))
    alone = (Organisation.select(Organisation.id, Value(1).alias('alone'), Organisation.sort_name.alias('a'),
                                 Value('').alias('b'), _of_organisation(own).alias('own'))
             .where(Organisation.id.not_in(
                 Contact.select(Contact.organisation).where(Contact.organisation.is_null(False)))))
    asked = terms(question.text) or [question.text.strip()] * bool(question.text.strip())
    for term in asked:
        contacts, alone = contacts.where(holds(Person.words, term)), alone.where(holds(Organisation.words, term))
    for column, table, option in only:
        contacts = contacts.where(own_order.only(column, EXTRA[table], option))
        alone = alone.where(own_order.only(column, Organisation.extra, option) if table == 'organisation'
                            else SQL('1' if option in (own_order.NO, own_order.NOTHING) else '0'))
    by_own = [SQL(f'"own" {"DESC" if question.descending else "ASC"} NULLS LAST')] if own else []
    return _page(list(contacts.union_all(alone).order_by(*by_own, SQL('a'), SQL('b')).tuples()), question, now)


EXTRA = {'contact': Contact.extra, 'organisation': Organisation.extra}


def _of_contact(own: tuple[Column, str] | None) -> Any:
    return own_order.key(own[0], EXTRA[own[1]]) if own else SQL('NULL')


def _of_organisation(own: tuple[Column, str] | None) -> Any:
    return own_order.key(own[0], Organisation.extra) if own and own[1] == 'organisation' else SQL('NULL')


def _page(keys: list[tuple[Any, ...]], question: Question, now: datetime) -> SheetPage:
    limit, offset = question.page
    page = keys[offset:offset + limit]
    people, places = [key[0] for key in page if not key[1]], [key[0] for key in page if key[1]]
    drawn = {(row_id, 0): row for row_id, row in contact_rows(people, now).items()}
    drawn |= {(row_id, 1): row for row_id, row in organisation_rows(places, now).items()}
    return SheetPage(tuple(drawn[key[0], key[1]] for key in page if (key[0], key[1]) in drawn), len(keys), {},
                     several(len(keys), _('Kontakt'), _('Kontakte')))
