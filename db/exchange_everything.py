"""Everything the café knows about people, places and repairs, as plain nested values: what the JSON file holds.

Accounts, passwords, sessions and the history of changes stay here: they are about this program, not about the café.
Own columns stand under `own`. Who waits for the erasure after a pick-up is left out, as in every file.
"""
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from datetime import datetime
from itertools import groupby
from typing import Any

from peewee import JOIN

from db import settings
from db.exchange_facts import stays
from db.exchange_people import asked_responsible, with_responsible
from db.exchange_repairs import as_after_erasure
from db.exchange_rows import Found, asked, found
from db.fields import own_columns
from db.journal import plain
from db.listed import has_words
from db.modelfields import to_text
from db.models import (
    Account,
    Consent,
    ConsentText,
    Contact,
    CustomColumn,
    Membership,
    Organisation,
    Person,
    Repair,
    RepairState,
)

FORMAT, VERSION = 'kontaktbuch', 1
LEFT_OUT = {'id', 'words', 'sort_name', 'on_former', 'extra', 'person', 'organisation', 'responsible', 'serial',
            'erase_at', 'repair', 'actor', 'text', 'recorded_by'}
OF_THIS_COMPUTER = {'lan', 'backup_place'}
Part = tuple[str, Any]   # a name, and a value or an iterator of values


def everything(now: datetime) -> Iterator[Part]:
    """The parts of the whole, in their order; lists come one entry after the other."""
    yield 'format', FORMAT
    yield 'version', VERSION
    yield 'exported_at', to_text(now)
    yield 'cafe', {name: value for name, value in asdict(settings.read()).items() if name not in OF_THIS_COMPUTER}
    yield 'columns', (_values(row, 'custom_column') for row in found(
        CustomColumn.select(*asked(CustomColumn)).where(CustomColumn.retired_at.is_null())
        .order_by(CustomColumn.table, CustomColumn.position, CustomColumn.id)))
    yield 'consent_texts', ({'id': row['consent_text', 'id'], **_values(row, 'consent_text'),
                             'text': row['consent_text', 'text']}
                            for row in found(ConsentText.select(*asked(ConsentText)).order_by(ConsentText.id)))
    yield 'organisations', _organisations()
    yield 'people', _people()
    yield 'repairs', _repairs()


def _organisations() -> Iterator[dict[str, Any]]:
    own = _own_names('organisation')
    for row in found(Organisation.select(*asked(Organisation)).order_by(Organisation.id)):
        yield _values(row, 'organisation') | _own(row, 'organisation', own)


def _people() -> Iterator[dict[str, Any]]:
    own = {table: _own_names(table) for table in ('person', 'membership', 'contact')}
    memberships = _beside('membership', Membership.select(*asked(Membership)))
    contacts = _beside('contact', Contact.select(
        *asked(Contact), Organisation.public_id.alias('organisation.public_id')).join(Organisation, JOIN.LEFT_OUTER))
    consents = _beside('consent', Consent.select(*asked(Consent), Account.name.alias('account.name'))
                       .join(Account, JOIN.LEFT_OUTER, on=Consent.recorded_by == Account.id))
    for row in found(Person.select(*asked(Person)).where(stays(Person)).order_by(Person.id)):
        person = row['person', 'id']
        yield {**_values(row, 'person'), **_own(row, 'person', own['person']),
               'memberships': [_values(one, 'membership') | _own(one, 'membership', own['membership'])
                               for one in memberships(person)],
               'contacts': [{**_values(one, 'contact'), **_own(one, 'contact', own['contact']),
                             'organisation': one['organisation', 'public_id']} for one in contacts(person)],
               'consents': [{**_values(one, 'consent'), 'text': _wording(one),
                             'recorded_by': one['account', 'name']} for one in consents(person)]}


def _wording(row: Found) -> int | None:
    """None where it came with a list: nobody knows what was asked."""
    return row['consent', 'text'] if has_words(row['consent', 'how'], row['consent', 'listed_at']) else None


def _repairs() -> Iterator[dict[str, Any]]:
    own = _own_names('repair')
    moves = _beside('repair_state', RepairState.select(*asked(RepairState)), owner='repair')
    for row in found(with_responsible(Repair.select(*asked(Repair, Person), *asked_responsible(),
                                                    stays(Person).alias('person.stays'))
                                      .join(Person, JOIN.LEFT_OUTER)).order_by(Repair.id)):
        if row['repair', 'erase_at'] is not None:
            row = as_after_erasure(row)
        yield {**_values(row, 'repair'), **_own(row, 'repair', own), 'person': row['person', 'public_id'],
               'responsible': row['responsible', 'public_id'],
               'moves': [_values(one, 'repair_state') for one in moves(row['repair', 'id'])]}


# ---- how rows become plain values ------------------------------------------------------------------------------------
def _values(row: Found, table: str) -> dict[str, Any]:
    declared = _DECLARED[table]
    return {name: plain(row[table, name]) for name in declared}


def _own(row: Found, table: str, names: tuple[str, ...]) -> dict[str, Any]:
    return {'own': {name: row[table, name] for name in names if row.get((table, name)) is not None}}


def _own_names(table: str) -> tuple[str, ...]:
    return tuple(column.name for column in own_columns(table))


def _beside(table: str, query: Any, owner: str = 'person') -> Callable[[int], Iterable[Found]]:
    """The rows that belong to an owner, asked for by rising ids: both lists are walked once, side by side."""
    model = query.model
    rows = found(query.order_by(getattr(model, owner), model.id))
    groups = groupby(rows, lambda row: int(row[table, owner]))
    waiting: list[tuple[int, list[Found]]] = []

    def of(wanted: int) -> list[Found]:
        while not waiting or waiting[0][0] < wanted:
            waiting.clear()
            owner_id, held = next(groups, (0, iter(())))
            if not owner_id:
                return []
            waiting.append((owner_id, list(held)))
        return waiting[0][1] if waiting[0][0] == wanted else []
    return of


_DECLARED = {model._meta.table_name: tuple(name for name in model._meta.fields if name not in LEFT_OUT)
             for model in (Person, Membership, Contact, Consent, ConsentText, Organisation, Repair, RepairState)}
_DECLARED['custom_column'] = ('table', 'name', 'label', 'kind', 'choices', 'hint', 'purposes')
