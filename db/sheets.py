"""The four sheets and the list of repairs: read a page at a time, searched, sorted and counted in the store.

Which sheet somebody stands on follows from facts: a running membership, an open repair, a contact, a consent to be
kept. While something is searched the word index leads and at most `MOST_HITS` rows are ordered; otherwise the index
behind the sheet's order does, so that a page costs the same anywhere in it.
"""
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import JOIN, SQL

from db import own_order, sheet_counts
from db.connection import db
from db.fields import Column, own_columns
from db.folding import terms
from db.i18n import _
from db.matching import FORMERS, GONE_REPAIRS, OPEN_REPAIRS, Index, holds, matching
from db.models import MODELS, Contact, Membership, Person, Repair
from db.sheet_outside import Only, outside
from db.sheet_parts import MOST_HITS, Question, SheetColumn, SheetPage
from db.sheet_rows import (
    SheetRow,
    contact_rows,
    former_rows,
    member_rows,
    repair_rows,
)
from db.words import Purpose, State


@dataclass(frozen=True)
class Sheet:
    """One list: what it is called, which columns it shows, by what it may be sorted, where its rows come from.

    A page is read in two steps: `ids` finds and orders ids, narrow and mostly from an index; `draw` reads and draws
    the few rows that are shown. `search` are the word indexes that lead a question, in the order of their hits.
    """
    name: str
    title: str
    shown: tuple[SheetColumn, ...]
    default: tuple[str, bool]
    orders: dict[str, Any]
    tables: tuple[str, ...]
    purpose: Purpose
    ids: Callable[[str], Any]
    key: Any
    draw: Callable[[list[int], datetime], tuple[SheetRow, ...]]
    search: tuple[Index, ...] = ()

    @property
    def columns(self) -> tuple[SheetColumn, ...]:
        """Declared columns and the café's own."""
        return self.shown + tuple(SheetColumn(own.name, own.label, own.kind, True, True, own_order.options(own))
                                  for own, __ in self.own.values())

    @property
    def own(self) -> dict[str, tuple[Column, str]]:
        """The café's own columns of this list by name, each with its table. People stand on several lists: each shows
        what is kept for its purpose."""
        return {column.name: (column, table) for table in self.tables for column in own_columns(table, listed=True)
                if not column.purposes or self.purpose in column.purposes}


# ---- where rows come from: ids, joined only with what the order needs ------------------------------------------------
def _members(_order: str) -> Any:
    return Membership.select(Membership.id).join(Person).where(~Membership.ended)


def _repairs(order: str) -> Any:
    query = Repair.select(Repair.id)
    if order == 'name':
        return query.join(Person, JOIN.LEFT_OUTER)
    if order == 'who':
        return (query.join(Membership, JOIN.LEFT_OUTER, on=Repair.responsible == Membership.id)
                .join(Person, JOIN.LEFT_OUTER, on=Membership.person == Person.id))
    return query


def _open_repairs(order: str) -> Any:
    return _repairs(order).where(Repair.state != SQL(f"'{State.COLLECTED}'"))   # a literal: else its index is not used


def _formers(_order: str) -> Any:
    return Person.select(Person.id).where(Person.on_former)


_NAME = SheetColumn('name', _('Name'), 'name', True)
_PHONE = SheetColumn('phone', _('Telefon'), 'phone')
_EMAIL = SheetColumn('email', _('E-Mail'), 'email')
_ITEM = SheetColumn('item', _('Gegenstand'), 'item')
_STATE = SheetColumn('state', _('Stand'), 'state')
_NUMBER = SheetColumn('number', _('Nummer'), 'number', True)
_AGE = SheetColumn('age', _('seit'), 'age', True)

SHEETS: dict[str, Sheet] = {sheet.name: sheet for sheet in (
    Sheet('team', _('Team'), (
        _NAME, SheetColumn('tasks', _('Aufgaben'), 'text', True), SheetColumn('skills', _('Kann gut'), 'text', True),
        _PHONE, _EMAIL, SheetColumn('messenger', _('Messenger'), 'yes_no'),
        SheetColumn('since', _('dabei seit'), 'date', True)), ('name', False),
        {'name': Person.sort_name, 'tasks': Membership.tasks, 'skills': Membership.skills,
         'since': Membership.started_on},
        ('membership', 'person'), Purpose.MEMBER, _members, Membership.id, member_rows),
    Sheet('kundinnen', _('Kund:innen'), (
        _NAME, SheetColumn('state', _('Stand'), 'state', True), SheetColumn('item', _('Gegenstand'), 'item', True),
        _NUMBER, SheetColumn('who', _('Ansprechperson'), 'who', True), _PHONE, _AGE), ('age', True),
        {'name': Person.sort_name, 'state': Repair.state, 'item': Repair.item, 'who': Person.sort_name,
         'number': Repair.serial + 0, 'age': Repair.received_at},   # + 0 keeps SQLite from walking all numbers
        ('repair',), Purpose.REPAIR, _open_repairs, Repair.id, repair_rows, (OPEN_REPAIRS,)),
    Sheet('extern', _('Extern'), (
        SheetColumn('organisation', _('Organisation'), 'name'), SheetColumn('name', _('Person'), 'name'),
        SheetColumn('function', _('Funktion'), 'text'), SheetColumn('topic', _('Thema'), 'text'), _PHONE, _EMAIL),
        ('organisation', False), {}, ('contact', 'organisation'), Purpose.EXTERNAL, _members, Contact.id,
        lambda ids, now: tuple(contact_rows(ids, now).values())),
    Sheet('ehemalige', _('Ehemalige'), (
        _NAME, SheetColumn('kind', _('war'), 'text'), _PHONE, _EMAIL, SheetColumn('until', _('bis'), 'date')),
        ('name', False), {'name': Person.sort_name}, ('person',), Purpose.FORMER, _formers, Person.id, former_rows,
        (FORMERS,)),
    Sheet('reparaturen', _('Reparaturen'), (
        _NUMBER, _STATE, _ITEM, SheetColumn('name', _('Name'), 'name'), SheetColumn('who', _('Ansprechperson'), 'who'),
        SheetColumn('place', _('Platz'), 'text'), _AGE), ('number', True),
        {'number': Repair.serial, 'age': Repair.received_at},
        ('repair',), Purpose.REPAIR, _repairs, Repair.id, repair_rows, (OPEN_REPAIRS, GONE_REPAIRS)),
)}


# ---- reading ---------------------------------------------------------------------------------------------------------
def read(name: str, question: Question, now: datetime) -> SheetPage:
    """One page of a sheet. Unknown sort columns fall back to the sheet's own order, unknown filters to none."""
    sheet = SHEETS[name]
    own = sheet.own
    only = tuple((*own[one], option) for one, option in question.only
                 if one in own and option in own_order.options(own[one][0]))
    if name == 'extern':
        return outside(question, own.get(question.sort), only, now)
    counted = sheet_counts.open_by_state(name)
    state = next((one for one in State if one.key == question.filter), None) if counted else None
    limit, offset = question.page
    query = _narrowed(_ordered(sheet, question, own.get(question.sort)), state, only)
    if question.text.strip():
        query, more = _matching(sheet, query, question.text, state, only)
        found = _read_ids(query.limit(MOST_HITS + 1))
        total, more, ids = min(len(found), MOST_HITS), more or len(found) > MOST_HITS, found[:MOST_HITS][offset:]
    else:
        total = query.order_by().count() if only else sheet_counts.total(name, state, counted)
        more, ids = False, _read_ids(query.offset(offset).limit(limit))
    return SheetPage(sheet.draw(ids[:limit], now), total, counted, sheet_counts.summary(name, total, counted), more)


def _read_ids(query: Any) -> list[int]:
    """Straight from the cursor: two hundred numbers need no conversion."""
    return [row[0] for row in db.execute(query).fetchall()]


def _ordered(sheet: Sheet, question: Question, own: tuple[Column, str] | None) -> Any:
    name, descending = (question.sort, question.descending) if question.sort in sheet.orders else sheet.default
    if own:
        column, table = own
        return sheet.ids('').order_by(own_order.ordering(column, MODELS[table].extra, question.descending),
                                      sheet.key.desc() if question.descending else sheet.key)
    return sheet.ids(name).order_by(*((one.desc() if descending else one) for one in (sheet.orders[name], sheet.key)))


def _narrowed(query: Any, state: State | None, only: Only) -> Any:
    if state:
        query = query.where(Repair.state == SQL(f"'{state.value}'"))
    for column, table, option in only:
        query = query.where(own_order.only(column, MODELS[table].extra, option))
    return query


def _matching(sheet: Sheet, query: Any, text: str, state: State | None, only: Only) -> tuple[Any, bool]:
    """Large sheets are led by the word index; the team looks into its own few rows. Signs alone find nothing."""
    if not terms(text):
        return query.where(sheet.key.is_null()), False
    if not sheet.search:
        for term in terms(text):
            query = query.where(holds(Person.words, term))
        return query, False
    narrowed = [f"r.state = '{state.value}'"] if state else []
    narrowed += [own_order.only_sql(column, 'r.extra', option) for column, __, option in only]
    found = [matching(index._replace(where=' AND '.join(filter(None, (index.where, *narrowed)))), text, MOST_HITS)
             for index in sheet.search]
    ids = [row_id for one in found for row_id in one.ids][:MOST_HITS]
    listed = SQL(f'({", ".join(map(str, ids))})')   # numbers of ours: two hundred placeholders cost a millisecond
    return query.where(sheet.key.in_(listed)), any(one.more for one in found)
