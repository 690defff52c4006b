"""The search index of many rows at once is the one that is kept row by row (R10), for a fraction of the questions."""
from datetime import datetime
from pathlib import Path

import pytest

from db import columns, handover, organisations, people, repairs, search_many
from db.connection import db
from db.kinds import Kind
from db.who import Who
from tests.db.stories import drop_off, joins, leaves, nameless, outside, ready, rows

INDEX = ('SELECT id, words, sort_name, on_former FROM person ORDER BY 1',
         'SELECT id, words FROM repair ORDER BY 1',
         'SELECT id, words FROM organisation ORDER BY 1', 'SELECT word, person_id FROM person_word ORDER BY 1, 2',
         'SELECT open, word, repair_id FROM repair_word ORDER BY 1, 2, 3')
TABLES = ('person', 'membership', 'contact', 'organisation', 'repair')


def index() -> list[list[tuple[object, ...]]]:
    return [rows(query) for query in INDEX]


def ids(table: str) -> list[int]:
    return [row[0] for row in rows(f'SELECT id FROM "{table}"')]


@pytest.fixture
def named(store: Path, anja: Who, now: datetime) -> dict[str, str]:
    """Somebody of each kind, with a column of the café's own at each place. Returns their names."""
    own = {table: columns.add(table, 'Farbe', Kind.TEXT, anja, now) for table in TABLES}
    at = organisations.add({'name': 'Zoo', own['organisation']: 'Ocker'}, anja, now)
    outside(anja, now, at, **{own['contact']: 'Grün'})
    outside(anja, now, **{own['contact']: 'Weiß'})
    joerg = joins(anja, now, **{own['membership']: 'Rot'})
    for person in (joerg, ''):   # a member with a lamp, and somebody whose item is fetched
        drop_off(anja, now, item='Lampe', **({'person': joerg, 'phone': '0351 7'} if person else {'later': True}))
    number = drop_off(anja, now, item='Uhr', first_name='Olena', last_name='S.', later=True).number
    repairs.save(number, 1, {own['repair']: 'Blau'}, anja, now)
    ready(number, anja, now)
    handover.hand_back(number, anja, now)
    nameless(anja, now)
    kept = joins(anja, now, last_name='Öz')
    leaves(kept, anja, now, keep=True)
    people.save(kept, people.read(kept).version, {own['person']: 'Gelb'}, anja, now)
    return own


@pytest.mark.parametrize('spoil', [
    'DELETE FROM person_word', 'DELETE FROM repair_word', "UPDATE person SET words = 'x'",
    "UPDATE repair SET words = ''", "UPDATE organisation SET words = ''",
    "INSERT INTO person_word VALUES ('falsch', 1)", 'UPDATE repair_word SET open = 1 - open',
    "UPDATE person SET sort_name = 'x'", 'UPDATE person SET on_former = 1 - on_former',
    'UPDATE person SET on_former = 0'])
def test_r10_it_finds_the_same_words_as_one_by_one(named: dict[str, str], spoil: str) -> None:
    good = index()
    assert len(good[3]) > 10
    rows(spoil)
    assert index() != good
    for table in ('organisation', 'person', 'repair'):
        search_many.refresh(table, ids(table))
    assert index() == good


@pytest.mark.parametrize('table', TABLES)
def test_a_column_that_goes_and_comes_back_leaves_the_index_as_it_was(named: dict[str, str], anja: Who, now: datetime,
                                                                     table: str) -> None:
    good = index()
    column = next(one for one in columns.all_columns() if one.name == named[table])
    columns.retire(column.id, anja, now)
    assert index() != good
    columns.take_back(column.id, anja, now)
    assert index() == good


@pytest.mark.parametrize('table', ['membership', 'repair'])
def test_retiring_a_column_asks_no_question_for_each_row(store: Path, anja: Who, now: datetime, table: str) -> None:
    """Five thousand rows took half a minute, in which nobody could save."""
    name = columns.add(table, 'Farbe', Kind.TEXT, anja, now)
    column, asked = columns.all_columns()[0].id, []
    for many in (2, 30):
        for _ in range(many):
            joins(anja, now, phone='') if table == 'membership' else nameless(anja, now)
        rows(f"UPDATE \"{table}\" SET extra = json_object(?, 'Grün')", name)
        counted: list[object] = []
        db.query_hooks.append(lambda *_, counted=counted: counted.append(1))
        columns.retire(column, anja, now)
        db.query_hooks.pop()
        asked.append(len(counted))
        columns.take_back(column, anja, now)
    assert asked[0] == asked[1], asked
