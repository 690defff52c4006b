"""A unique word in every personal text field of every table, found by the classification and not by a list (D5, D6)."""
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from peewee import ForeignKeyField, TextField

from db import journal
from db.classification import COLUMNS, Erase
from db.models import MODELS, Contact, CustomColumn, Membership, Person, Repair, Row
from db.search import refresh_person
from db.who import Who
from db.words import Purpose
from tests.db.stories import person_row

FIRST, LAST, PHONE, PHONE_2 = 'Zqvorname', 'Zqnachname', '0351 9182736', '0176 19283746'
EMAIL, EMAIL_2 = 'zqmail@example.org', 'zqzweite@example.org'
OF_A_PERSON = {'first_name': FIRST, 'last_name': LAST, 'phone': PHONE, 'phone_2': PHONE_2, 'email': EMAIL,
               'email_2': EMAIL_2}
OWN = ('zqeigen',)
TOLD = (f'{FIRST}s Gerät: Frau {LAST} ({PHONE}, +49 (0)176/19283746, {EMAIL}) sagt, {LAST.upper()} wartet')


def text_columns(table: str, erase: Erase) -> list[str]:
    """Columns that hold text and are erased this way. Tokens are random and blanked, which is tested by name."""
    fields = MODELS[table]._meta.fields
    return [name for name, kept in COLUMNS[table].items() if kept.erase is erase and name not in ('extra', 'token')
            and isinstance(fields[name], TextField | type(Person.first_name)) and not isinstance(
                fields[name], ForeignKeyField)]


def word_for(row: Row, name: str) -> str:
    return f'zq{row._meta.table_name}{row._pk}{name.replace("_", "")}'


def own_columns() -> None:
    """Two columns the café added itself, to each table that belongs to a person."""
    for table in ('person', 'membership', 'contact', 'repair'):
        for number, kind in enumerate(('text', 'long_text')):
            CustomColumn.create(table=table, name=f'eigen_{number}', label=f'Eigenes {number}', kind=kind, choices=[],
                                purposes=[purpose.value for purpose in Purpose])


def put_in(public_id: str, who: Who, now: datetime, *, keep_place: bool = False) -> list[str]:
    """Fill everything this person has, twice, so that the journal remembers old and new. Returns what was put in.

    `keep_place`: an item in the house keeps its place and its power, which are no secrets (D13).
    """
    person = person_row(public_id)
    rows: list[Any] = [person]
    rows += [row for table in (Membership, Contact, Repair) for row in table.select().where(table.person == person.id)]
    words: list[str] = []
    for older in (True, False):
        with journal.writing(who, now, 'canary') as batch:
            for row in rows:
                values = wanted(row, older, keep_place)
                batch.update(row, values)
                words += needles(values)
            refresh_person(person.id)
    return sorted(set(words))


def wanted(row: Any, older: bool, keep_place: bool) -> dict[str, Any]:
    table, end = row._meta.table_name, 'alt' if older else 'neu'
    values: dict[str, Any] = {name: word_for(row, name) + end for name in text_columns(table, Erase.CLEAR)}
    values |= dict.fromkeys(text_columns(table, Erase.MASK), f'{TOLD} {end}')
    if table == 'person':
        values |= OF_A_PERSON
    if table == 'repair' and keep_place:
        values = {name: value for name, value in values.items() if name not in ('place', 'power')}
    return values | {'extra': {f'eigen_{number}': f'{word_for(row, "eigen")}{number}{end}' for number in range(2)}}


def needles(values: dict[str, Any]) -> Iterable[str]:
    """What to look for in the bytes: the canaries, and names and numbers also as the search index holds them."""
    yield from (FIRST, LAST, PHONE, PHONE_2, EMAIL, EMAIL_2, '03519182736', '017619283746', '9182736', '19283746')
    for value in values.values():
        if isinstance(value, dict):
            yield from value.values()
        elif str(value).startswith('zq'):
            yield value
