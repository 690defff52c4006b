"""The stress filler takes short cuts past the verbs; these tests say that nobody can tell from the store."""
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from db import intake, organisations, people, retention, search, sheets, store, stress
from db.classification import uncovered
from db.connection import db
from db.errors import Refused
from db.intake import Intake
from db.sheets import Question
from db.who import COMMAND_LINE
from db.words import Purpose, State
from tests.personas import NOW

N = 400
DERIVED = {
    'person': 'SELECT id, sort_name, words, on_former FROM person ORDER BY id',
    'repair': 'SELECT id, words FROM repair ORDER BY id',
    'organisation': 'SELECT id, sort_name, words FROM organisation ORDER BY id',
    'person_word': 'SELECT * FROM person_word ORDER BY 1, 2',
    'repair_word': 'SELECT * FROM repair_word ORDER BY 1, 2, 3',
}


def rows(sql: str) -> list[tuple[Any, ...]]:
    return list(db.execute_sql(sql).fetchall())


def count(table: str, condition: str = '1') -> int:
    return int(rows(f'SELECT COUNT(*) FROM {table} WHERE {condition}')[0][0])


@pytest.fixture
def filled(bare_store: Path) -> Path:
    stress.fill(N, NOW)
    return bare_store


def test_as_many_as_were_asked_for(filled: Path) -> None:
    assert (count('person'), count('repair')) == (N, N)
    assert count('membership', 'NOT ended') == 4
    assert count('repair', f"state <> '{State.COLLECTED}'") == 20


def test_rebuilding_what_is_derived_changes_nothing(filled: Path) -> None:
    """R10"""
    before = {table: rows(sql) for table, sql in DERIVED.items()}
    assert all(before.values())
    search.rebuild()
    assert {table: rows(sql) for table, sql in DERIVED.items()} == before


def test_everything_points_somewhere_and_everybody_agreed(filled: Path) -> None:
    """D1"""
    assert rows('PRAGMA foreign_key_check') == []
    assert count('person', 'id NOT IN (SELECT person_id FROM consent WHERE ended_at IS NULL)') == 0
    with pytest.raises(sqlite3.IntegrityError, match='D1'):
        db.connection().execute("INSERT INTO person (public_id, first_name) VALUES ('x', 'Mallory')")
    store.close_store()
    store.open_store(filled)   # raises where the store is not whole


def test_what_nobody_agreed_to_keep_is_not_kept(filled: Path) -> None:
    """A collected item of somebody who stays findable holds no more than their consent covers (D4)."""
    gone = f"state = '{State.COLLECTED}'"
    assert count('repair', f'{gone} AND person_id IS NULL') > N / 10
    for column in uncovered('repair', frozenset({Purpose.FORMER})):
        field = {'responsible': 'responsible_id'}.get(column, column)
        assert count('repair', f"{gone} AND {field} NOT IN ('', '{{}}')") == 0, column


def test_the_same_input_gives_the_same_rows(bare_store: Path, tmp_path: Path) -> None:
    def everything() -> list[list[tuple[Any, ...]]]:
        return [rows(f'SELECT * FROM {table} ORDER BY 1, 2') for table in
                ('person', 'consent', 'repair', 'repair_state', 'organisation', 'membership', 'contact', 'change')]

    stress.fill(50, NOW)
    first = everything()
    store.open_store(tmp_path / 'second')
    stress.fill(50, NOW)
    assert everything() == first


def test_every_sheet_has_somebody(filled: Path) -> None:
    totals = {name: sheets.read(name, Question(), NOW).total for name in sheets.SHEETS}
    assert totals['team'] == 4
    assert totals['kundinnen'] == 20
    assert totals['extern'] == 2 + 1   # contacts, and the organisations that have none
    assert totals['ehemalige'] > N * 0.8
    assert totals['reparaturen'] == N


def test_the_counter_goes_on_where_it_ends(filled: Path) -> None:
    last = rows('SELECT MAX(serial) FROM repair WHERE serial / 10000000 = 2026')[0][0]
    taken = intake.take_in(Intake('after-the-flood', 'Toaster', store=True, first_name='Mira'), COMMAND_LINE, NOW)
    assert int(taken.number.split('-')[1]) == last % 10_000_000 + 1


def test_nothing_is_due_at_once(filled: Path) -> None:
    """Else the first start would erase what was just made for looking at."""
    assert retention.run_due(NOW).erased == 0
    assert count('person') == N


def test_progress_reaches_the_end(bare_store: Path) -> None:
    shown: list[tuple[int, int]] = []
    stress.fill(30, NOW, lambda done, total: shown.append((done, total)))
    assert shown[-1] == (60, 60)


def add_organisation(now: datetime) -> None:
    organisations.add({'name': 'Stadt'}, COMMAND_LINE, now)


def add_repair(now: datetime) -> None:
    intake.take_in(Intake('one-toaster', 'Toaster', store=False), COMMAND_LINE, now)


@pytest.mark.parametrize('add', [add_organisation, add_repair])
def test_a_store_in_use_is_refused(bare_store: Path, add: Any) -> None:
    add(NOW)
    with pytest.raises(Refused, match='nicht leer'):
        stress.fill(50, NOW)
    assert count('person') == 0


def test_a_handful_is_refused(bare_store: Path) -> None:
    with pytest.raises(Refused, match='mindestens'):
        stress.fill(3, NOW)


def test_people_can_be_read_and_found(filled: Path) -> None:
    first, last, public_id = rows('SELECT first_name, last_name, public_id FROM person ORDER BY id DESC LIMIT 1')[0]
    assert people.read(public_id).name == f'{first} {last}'
    assert any(hit.title == f'{first} {last}' for hit in search.find(f'{last} {first}').people)
