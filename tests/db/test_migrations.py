"""The store is made by migrations alone; they lead to exactly what the models and the triggers say."""
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from peewee import IntegrityError, OperationalError
from playhouse.migrations import Runner

from db import store as opening
from db.connection import db
from db.errors import Refused
from db.messenger import answer_of
from db.models import MODELS
from db.store import FILE, MIGRATIONS, close_store, open_store
from db.triggers import TRIGGERS
from tests.db.stories import row_counts, rows

HISTORY = {'schema_migration', 'sqlite_sequence'}


@pytest.fixture
def empty(folder: Path) -> Iterator[Path]:
    """An empty file, opened with the pragmas and nothing else."""
    folder.mkdir()
    db.init(str(folder / FILE))
    db.connect()
    yield folder
    close_store()


def words(sql: str | None) -> str:
    """A statement without the liberties of layout and quoting."""
    return re.sub(r'\s+', ' ', re.sub(r'\s*([(),])\s*', r'\1', (sql or '').replace('"', '').replace("'", '’'))).strip()


def checks(sql: str) -> set[str]:
    """The CHECK clauses of a table, whichever column they stand with."""
    found, text = set(), words(sql)
    for match in re.finditer(r'CHECK\s?\(', text):
        depth, end = 1, match.end()
        while depth:
            depth += {'(': 1, ')': -1}.get(text[end], 0)
            end += 1
        found.add(text[match.end():end - 1])
    return found


def table(connection: Any, name: str, sql: str) -> dict[str, Any]:
    def pragma(what: str, of: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in connection.execute(f'PRAGMA {what}("{of}")')]
    indexes = {}
    for __, index, unique, origin, partial in pragma('index_list', name):
        made_by = connection.execute('SELECT sql FROM sqlite_master WHERE name = ?', (index,)).fetchone()
        where = words(made_by[0] if made_by else None).partition(' WHERE ')[2]
        indexes[index] = (unique, origin, partial, [row[2] for row in pragma('index_info', index)], where)
    return {'columns': {row[1]: row[2:] for row in pragma('table_info', name)}, 'indexes': indexes,
            'links': {row[2:] for row in pragma('foreign_key_list', name)}, 'checks': checks(sql),
            'deferred': words(sql).upper().count('DEFERRABLE INITIALLY DEFERRED'),
            'autoincrement': 'AUTOINCREMENT' in sql.upper(), 'without_rowid': 'WITHOUT ROWID' in sql.upper()}


def described(file: Path) -> dict[str, Any]:
    with closing(sqlite3.connect(file)) as connection:
        found = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        return {'triggers': {name: words(sql) for name, sql in triggers},
                **{name: table(connection, name, sql) for name, sql in found if name not in HISTORY}}


def test_an_empty_file_migrated_to_the_end_is_what_the_models_say(empty: Path, tmp_path: Path) -> None:
    Runner(db, str(MIGRATIONS)).up()
    close_store()
    db.init(str(tmp_path / 'models.sqlite'))
    db.connect()
    db.create_tables(MODELS.values())
    for trigger in TRIGGERS.values():
        db.execute_sql(trigger)
    close_store()
    migrated, declared = described(empty / FILE), described(tmp_path / 'models.sqlite')
    assert set(migrated) == set(declared)
    for name, facts in declared.items():
        assert migrated[name] == facts, name
    assert len(declared['triggers']) == len(TRIGGERS)
    assert len(declared['consent']['checks']) == 3, 'the comparison looks into CHECK clauses'


def test_running_again_does_nothing(store: Path) -> None:
    close_store()
    before = (store / FILE).read_bytes()
    open_store(store)
    counts = row_counts()
    assert Runner(db, str(MIGRATIONS)).up() == []
    assert row_counts() == counts
    close_store()
    assert (store / FILE).read_bytes() == before


def test_what_is_stored_outlives_the_next_start(store: Path) -> None:
    names = rows('SELECT name FROM account ORDER BY id')
    close_store()
    open_store(store)
    assert rows('SELECT name FROM account ORDER BY id') == names == [('Anja',), ('Mira',), ('Tresen',)]


BROKEN = '''
def up(migrator, db):
    db.execute_sql('CREATE TABLE half (id INTEGER)')
    db.execute_sql('ALTER TABLE person ADD COLUMN half TEXT')
    db.execute_sql("INSERT INTO setting (name, value) VALUES ('half', '1')")
    db.execute_sql('CREATE TABLE person (id INTEGER)')
'''


def test_a_migration_that_fails_half_way_leaves_nothing(store: Path, tmp_path: Path) -> None:
    steps = tmp_path / 'migrations'
    shutil.copytree(MIGRATIONS, steps)
    (steps / '9999_broken.py').write_text(BROKEN)
    close_store()
    before = described(store / FILE)
    db.connect()
    with pytest.raises(OperationalError):
        Runner(db, str(steps)).up()
    assert not rows("SELECT 1 FROM setting WHERE name = 'half'")
    assert [step.name for step in Runner(db, str(steps)).status() if not step.applied] == ['9999_broken']
    close_store()
    assert described(store / FILE) == before


def test_a_program_whose_migration_fails_says_so_and_the_last_one_still_opens(
        store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = tmp_path / 'migrations'
    shutil.copytree(MIGRATIONS, steps)
    (steps / '9999_broken.py').write_text(BROKEN)
    close_store()
    with monkeypatch.context() as patch:
        patch.setattr(opening, 'MIGRATIONS', steps)
        with pytest.raises(Refused, match=FILE):
            open_store(store)
    open_store(store)
    assert rows('SELECT count(*) FROM account') == [(3,)]


# ---- what only the journal knew --------------------------------------------------------------------------------------
IMPORT, SECOND, HERE = '2026-05-01T10:00:00Z', '2026-06-01T10:00:00Z', '2026-07-01T10:00:00Z'
CONSENTS = {   # how, what the journal tells of it (moment, verb, whether it names the words), since when by a list
    'by a proof': ('Unterschrift', [(IMPORT, 'import.insert', False)], IMPORT),
    'by a list': ('laut Liste', [(IMPORT, 'import.insert', False)], IMPORT),
    'back with our own file': ('Papier', [(SECOND, 'import.insert', True)], None),
    'by a list, back with our own file': ('laut Liste', [(SECOND, 'import.insert', True)], SECOND),
    'by hand': ('laut Liste', [(HERE, 'person.add.member', True)], None),
    'asked here': ('mündlich', [(HERE, 'person.add.member', True)], None),
    'by a proof, ended here': ('E-Mail', [(IMPORT, 'import.insert', False), (HERE, 'membership.end', False)], IMPORT),
    'the journal knows nothing': ('mündlich', [], None)}


def journaled(table: str, row: int, at: str, verb: str, field: str = '') -> None:
    line = db.execute_sql('INSERT INTO change (batch, at, verb, table_name, row_id, version) VALUES (?, ?, ?, ?, ?, 1)',
                          (at, at, verb, table, row)).lastrowid
    if field:
        db.execute_sql('INSERT INTO change_value (change_id, field, new) VALUES (?, ?, ?)', (line, field, '1'))


def of_an_older_version(row: int, how: str, memberships: int = 1) -> None:
    with db.atomic():
        db.execute_sql('INSERT INTO consent (id, person_id, purpose, text_id, given_at, how) VALUES '
                       "(?, ?, 'member', 1, ?, ?)", (row, row, IMPORT, how))
        db.execute_sql('INSERT INTO person (id, public_id) VALUES (?, ?)', (row, f'p{row}'))
        for __ in range(memberships):
            db.execute_sql('INSERT INTO membership (person_id) VALUES (?)', (row,))


@pytest.fixture
def older(empty: Path) -> Path:
    """The store of the version before."""
    Runner(db, str(MIGRATIONS)).up('0007_reviewed_faults')
    db.execute_sql('INSERT INTO consent_text (id, purpose, audience, version, title, text, yes, no, created_at) '
                   "VALUES (1, 'member', 'team', 1, 'Frage', 'Worte', 'Ja', 'Nein', ?)", (IMPORT,))
    return empty


def test_d2_a_yes_of_a_list_is_known_as_one_in_an_older_store(older: Path) -> None:
    for row, (how, lines, __) in enumerate(CONSENTS.values(), 1):
        of_an_older_version(row, how)
        for at, verb, words in lines:
            journaled('consent', row, at, verb, 'text' if words else 'how')
    close_store()
    open_store(older)
    assert dict(zip(CONSENTS, (at for at, in rows('SELECT listed_at FROM consent ORDER BY id')), strict=True)) == {
        name: since for name, (*__, since) in CONSENTS.items()}
    with pytest.raises(IntegrityError, match='D1: the last consent'):   # what the change had to put aside is back
        db.execute_sql("UPDATE consent SET listed_at = NULL WHERE how = 'Unterschrift'")


def test_d3_a_no_to_the_messenger_group_is_known_in_an_older_store(older: Path) -> None:
    """Of whoever came back it stands with the last membership: there it counts as before."""
    for row, memberships in ((1, 1), (2, 2), (3, 1)):
        of_an_older_version(row, 'mündlich', memberships)
    for row, at in ((1, IMPORT), (1, HERE), (2, SECOND)):
        journaled('person', row, at, 'consent.refuse.messenger')
    close_store()
    open_store(older)
    assert rows('SELECT person_id, refused_messenger_at FROM membership ORDER BY id') == [
        (1, HERE), (2, None), (2, SECOND), (3, None)]
    assert [answer_of(person).name for person in (1, 2, 3)] == ['NO', 'NO', 'NONE']
