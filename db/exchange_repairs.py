"""The rows of the sheet of repairs: everything that came, the anonymous figures, too."""
from collections.abc import Iterator

from peewee import JOIN, SQL

from db import undated
from db.classification import COLUMNS, Erase, uncovered
from db.exchange_facts import Facts, stays
from db.exchange_people import asked_responsible, received_on, responsible_name, with_responsible
from db.exchange_rows import Found, asked, found
from db.masking import mask
from db.models import Person, Repair
from db.names import full
from db.words import Purpose

# the moves of a repair, '2026-11-23T13:05:07Z angenommen', one per line
MOVES = SQL("""(SELECT group_concat(move, char(10)) FROM (SELECT at || ' ' || state AS move FROM repair_state
               WHERE repair_id = "t1"."id" ORDER BY id))""").alias('repair_state.moves')
_GOES = uncovered('repair', frozenset({Purpose.FORMER}))   # what the erasure after a pick-up takes
_MASKED = tuple(name for name, kept in COLUMNS['repair'].items() if kept.erase is Erase.MASK)


def repairs(_known: Facts) -> Iterator[Found]:
    query = with_responsible(Repair.select(*asked(Repair, Person), *asked_responsible(), MOVES,
                                           stays(Person).alias('person.stays'),
                                           undated.ready_on_no_day().alias('repair.is_dayless'))
                             .join(Person, JOIN.LEFT_OUTER)).order_by(Repair.serial)
    for row in found(query):
        if row['repair', 'erase_at'] is not None:
            row = as_after_erasure(row)
        yield row | {('', 'name'): full(row['person', 'first_name'] or '', row['person', 'last_name'] or ''),
                     ('', 'responsible'): responsible_name(row),
                     ('membership', 'person'): row['responsible', 'public_id'],
                     ('', 'received_on'): received_on(row),
                     ('', 'ready_on'): None if row['repair', 'is_dayless'] else row['repair', 'ready_at'],
                     ('', 'collected_on'): row['repair', 'collected_at']}


def as_after_erasure(row: Found) -> Found:
    """Fetched, and some minutes later most of it goes: what is about to be erased does not leave the house."""
    own = {('repair', name): None for name in row['repair', 'extra'] or {}}
    row = row | {('repair', name): _nothing(name) for name in _GOES} | own
    row |= {('responsible', name): None for name in ('public_id', 'first_name', 'last_name')}
    if row['person', 'id'] is None or row['person', 'stays']:
        return row
    names = [row['person', 'first_name'], row['person', 'last_name']]
    values = [row['person', name] for name in ('phone', 'phone_2', 'email', 'email_2')]
    home = [row['person', 'street'], row['person', 'postcode']]
    masked = {('repair', name): mask(row['repair', name], names, values, home, inside=True) for name in _MASKED}
    return row | masked | {key: None for key in row if key[0] == 'person'}


def _nothing(name: str) -> str | None:
    return None if Repair._meta.fields[name].null else ''
