"""D1, D2: nobody is stored without consent, whichever tool writes into the file.

All of it through plain `sqlite3`, with foreign keys on and off and with recursive triggers on and off.
"""
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from db.models import Person
from tests.db.stories import raw

MOMENT = "'2026-11-23T13:05:00Z'"
ENDED = f"ended_at = {MOMENT}, ended_because = 'withdrawn'"
TEXT = {'repair': 1, 'former': 2, 'member': 3, 'messenger': 4, 'external': 5}


def yes(number: int, person: int, purpose: str = 'repair', verb: str = 'INSERT') -> str:
    return (f'{verb} INTO consent (id, person_id, purpose, text_id, given_at, how) '
            f"VALUES ({number}, {person}, '{purpose}', {TEXT[purpose]}, {MOMENT}, 'Papier')")


def person(number: int, verb: str = 'INSERT') -> str:
    return f"{verb} INTO person (id, public_id, first_name) VALUES ({number}, 'p{number}', 'Emine')"


SOMEBODY = "INSERT INTO person (public_id, first_name) VALUES ('px', 'Emine')"

# Emine (1) agreed to one purpose, and once to another; Jörg (2) to two.
LEGAL = (yes(1, 1), yes(2, 1, 'former'), person(1), f'UPDATE consent SET {ENDED} WHERE id = 2',
         yes(3, 2, 'member'), yes(4, 2, 'messenger'), person(2))

WITHOUT_CONSENT = {
    'no consent at all': [SOMEBODY],
    'with an id': [person(7)],
    'or ignore': [person(7, 'INSERT OR IGNORE')],
    'or replace': [person(7, 'INSERT OR REPLACE')],
    'or fail': [person(7, 'INSERT OR FAIL')],
    'or rollback': [person(7, 'INSERT OR ROLLBACK')],
    'replace': [person(7, 'REPLACE')],
    'upsert nothing': [person(7) + ' ON CONFLICT DO NOTHING'],
    'upsert onto a new id': [person(1) + ' ON CONFLICT (id) DO UPDATE SET id = 7'],
    'copied from another': ["INSERT INTO person (public_id) SELECT 'copy' FROM person"],
    'consent has ended': [yes(9, 7), f'UPDATE consent SET {ENDED} WHERE id = 9', person(7)],
    'consent of somebody else': [yes(9, 8), person(7)],
    'person before the consent': [person(7), yes(9, 7)],
    'consent for nobody (-1)': [yes(9, -1), SOMEBODY],
    'consent for somebody called -1': [yes(9, -1), person(-1), SOMEBODY],
    'or replace beside -1': [yes(9, -1), SOMEBODY.replace('INSERT', 'INSERT OR REPLACE')],
}
LAST_CONSENT = {
    'ended': [f'UPDATE consent SET {ENDED} WHERE id = 1'],
    'ended, or ignore': [f'UPDATE OR IGNORE consent SET {ENDED} WHERE id = 1'],
    'ended, or replace': [f'UPDATE OR REPLACE consent SET {ENDED} WHERE id = 1'],
    'both ended in one go': [f'UPDATE consent SET {ENDED} WHERE person_id = 2'],
    'one ended, then the other': [f'UPDATE consent SET {ENDED} WHERE id = {number}' for number in (3, 4)],
    'deleted': ['DELETE FROM consent WHERE id = 1'],
    'all deleted': ['DELETE FROM consent'],
    'an ended one deleted': ['DELETE FROM consent WHERE id = 2'],
    'one of two deleted': ['DELETE FROM consent WHERE id = 4'],
    'replaced by an ended one': ['INSERT OR REPLACE INTO consent (id, person_id, purpose, text_id, given_at, how, '
                                 f"ended_at, ended_because) VALUES (1, 1, 'repair', 1, {MOMENT}, 'Papier', {MOMENT}, "
                                 "'withdrawn')"],
    'replaced by somebody else’s': [yes(1, 2, verb='INSERT OR REPLACE')],
    'replaced by itself': [yes(1, 1, verb='REPLACE')],
    'upserted to another person': [yes(1, 1) + ' ON CONFLICT (id) DO UPDATE SET person_id = 2'],
    'upserted to an end': [yes(1, 1) + f' ON CONFLICT (id) DO UPDATE SET {ENDED}'],
    'given to somebody else': ['UPDATE consent SET person_id = 2 WHERE id = 1'],
    'pushed out by another id': ['UPDATE OR REPLACE consent SET id = 1 WHERE id = 4'],
    'an existing id, or ignore': [yes(1, 1, verb='INSERT OR IGNORE')],
}
OTHER_ID = {
    'id': ['UPDATE person SET id = 7 WHERE id = 1'],
    'rowid': ['UPDATE person SET rowid = 7 WHERE id = 1'],
    'or ignore': ['UPDATE OR IGNORE person SET id = 7 WHERE id = 1'],
    'onto another': ['UPDATE OR REPLACE person SET id = 2 WHERE id = 1'],
    'with a consent for it': [yes(9, 7), 'UPDATE person SET id = 7 WHERE id = 1'],
}
CHANGED = {
    'id': '9', 'person_id': '1', 'purpose': "'former'", 'text_id': '2', 'given_at': "'2020-01-01T00:00:00Z'",
    'how': "'E-Mail'", 'recorded_by_id': '1', 'listed_at': "'2020-01-01T00:00:00Z'",
    'ended_at': "'2020-01-01T00:00:00Z'", 'ended_because': "'expired'",
}
CONSENT_CHANGED = {
    **{f'{column} while in force': [f'UPDATE consent SET {column} = {value} WHERE id = 3']
       for column, value in CHANGED.items()},
    **{f'{column} after its end': [f'UPDATE consent SET {column} = {value} WHERE id = 2']
       for column, value in (CHANGED | {'person_id': '2'}).items()},
    **{f'{column} together with its end': [f'UPDATE consent SET {ENDED}, {column} = {value} WHERE id = 3']
       for column, value in CHANGED.items() if not column.startswith('ended')},
    **{f'{column}, or ignore': [f'UPDATE OR IGNORE consent SET {ENDED}, {column} = {value} WHERE id = 3']
       for column, value in CHANGED.items() if not column.startswith('ended')},
    'the end taken back': ['UPDATE consent SET ended_at = NULL, ended_because = NULL WHERE id = 2'],
    'rowid': ['UPDATE consent SET rowid = 9 WHERE id = 3'],
    'an end without a reason': [f'UPDATE consent SET ended_at = {MOMENT} WHERE id = 3'],
    'an end for no known reason': [f"UPDATE consent SET ended_at = {MOMENT}, ended_because = 'egal' WHERE id = 3"],
    'a purpose nobody knows': [yes(9, 1).replace("'repair'", "'werbung'")],
    'the text of another purpose': [yes(9, 1).replace("'repair', 1", "'repair', 2")],
    'a text that does not exist': [yes(9, 1).replace("'repair', 1", "'repair', 99")],
    'no text': [yes(9, 1).replace("'repair', 1", "'repair', NULL")],
}
TEXT_COLUMNS = ('id', 'purpose', 'audience', 'language', 'version', 'title', 'text', 'yes', 'no', 'created_at')
ANOTHER_TEXT = ('INSERT{} INTO consent_text '
                '(id, purpose, audience, language, version, title, text, yes, no, created_at) '
                f"VALUES ({{}}, 'repair', 'outside', 'de', {{}}, 'x', 'x', 'x', 'x', {MOMENT})")
TEXT_CHANGED = {
    **{column: [f"UPDATE consent_text SET {column} = 'anders' WHERE id = 1"] for column in TEXT_COLUMNS},
    'or ignore': ["UPDATE OR IGNORE consent_text SET text = 'anders'"],
    'deleted': ['DELETE FROM consent_text WHERE id = 1'],
    'an unused one deleted': ['DELETE FROM consent_text WHERE id = 5'],
    'replaced by its id': [ANOTHER_TEXT.format(' OR REPLACE', 1, 2)],
    'replaced by its version': [ANOTHER_TEXT.format(' OR REPLACE', 'NULL', 1)],
    'the same version again': [ANOTHER_TEXT.format('', 'NULL', 1)],
    'upserted': [ANOTHER_TEXT.format('', 1, 2) + " ON CONFLICT (id) DO UPDATE SET text = 'anders'"],
}


def each_way(scope: str) -> Any:
    """With foreign keys and recursive triggers on and off."""
    return pytest.fixture(scope=scope, params=product((True, False), (True, False)),
                          ids=lambda on: f'foreign_keys={on[0]:d},recursive_triggers={on[1]:d}')


@each_way('function')
def file(request: pytest.FixtureRequest, bare_template: Path) -> Iterator[sqlite3.Connection]:
    """A copy of the store with Emine and Jörg in it, opened by another tool."""
    yield from opened_raw(bare_template, *request.param)


@each_way('module')
def kept(request: pytest.FixtureRequest, bare_template: Path) -> Iterator[sqlite3.Connection]:
    """The same for many refusals, each of which must leave it as it was."""
    yield from opened_raw(bare_template, *request.param)


def opened_raw(template: Path, foreign_keys: bool, recursive_triggers: bool) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(':memory:', isolation_level=None)
    with closing(raw(template)) as original:
        original.backup(connection)
    for pragma, value in (('foreign_keys', foreign_keys), ('recursive_triggers', recursive_triggers)):
        connection.execute(f'PRAGMA {pragma} = {int(value)}')
        assert connection.execute(f'PRAGMA {pragma}').fetchone() == (value,)
    together(connection, LEGAL)
    yield connection
    connection.close()


def together(connection: sqlite3.Connection, statements: tuple[str, ...] | list[str]) -> None:
    """In one transaction, which is taken back when one of them is refused."""
    connection.execute('BEGIN')
    try:
        for statement in statements:
            connection.execute(statement)
        connection.execute('COMMIT')
    finally:
        if connection.in_transaction:
            connection.execute('ROLLBACK')


def held(connection: sqlite3.Connection) -> list[list[tuple[object, ...]]]:
    return [connection.execute(f'SELECT * FROM {table} ORDER BY id').fetchall()
            for table in ('person', 'consent', 'consent_text')]


def without_consent(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    return connection.execute('SELECT * FROM person WHERE id NOT IN '
                              '(SELECT person_id FROM consent WHERE ended_at IS NULL)').fetchall()


def refused(connection: sqlite3.Connection, statements: list[str]) -> None:
    before = held(connection)
    with pytest.raises(sqlite3.DatabaseError):
        together(connection, statements)
    assert held(connection) == before
    assert not without_consent(connection)


@pytest.mark.parametrize('statements', WITHOUT_CONSENT.values(), ids=WITHOUT_CONSENT)
def test_d1_nobody_gets_in_without_consent(kept: sqlite3.Connection, statements: list[str]) -> None:
    refused(kept, statements)


@pytest.mark.parametrize('statements', LAST_CONSENT.values(), ids=LAST_CONSENT)
def test_d1_the_last_consent_stays_while_the_person_does(kept: sqlite3.Connection, statements: list[str]) -> None:
    refused(kept, statements)


@pytest.mark.parametrize('statements', OTHER_ID.values(), ids=OTHER_ID)
def test_d1_a_person_keeps_their_id(kept: sqlite3.Connection, statements: list[str]) -> None:
    refused(kept, statements)


@pytest.mark.parametrize('statements', CONSENT_CHANGED.values(), ids=CONSENT_CHANGED)
def test_d2_a_consent_may_only_gain_an_end(kept: sqlite3.Connection, statements: list[str]) -> None:
    refused(kept, statements)


@pytest.mark.parametrize('statements', TEXT_CHANGED.values(), ids=TEXT_CHANGED)
def test_d2_a_text_that_was_shown_never_changes(kept: sqlite3.Connection, statements: list[str]) -> None:
    refused(kept, statements)


def test_every_column_of_a_consent_is_tried(file: sqlite3.Connection) -> None:
    for table, tried in (('consent', set(CHANGED)), ('consent_text', set(TEXT_COLUMNS))):
        assert {row[1] for row in file.execute(f'PRAGMA table_info({table})')} == tried


def test_the_legal_order_works(file: sqlite3.Connection) -> None:
    """A further yes, an end while another holds, new wording as a new version; at last person and consents go."""
    together(file, [yes(9, 1, 'former'), f'UPDATE consent SET {ENDED} WHERE id = 1',
                    f'UPDATE consent SET {ENDED} WHERE id = 4', ANOTHER_TEXT.format('', 9, 2)])
    assert file.execute('SELECT id FROM consent WHERE ended_at IS NULL ORDER BY id').fetchall() == [(3,), (9,)]
    together(file, ['DELETE FROM person WHERE id = 1', 'DELETE FROM consent WHERE person_id = 1'])
    assert file.execute('SELECT id FROM person').fetchall() == [(2,)]
    assert file.execute('SELECT DISTINCT person_id FROM consent').fetchall() == [(2,)]


def test_whoever_was_erased_can_come_back_only_with_a_new_consent(file: sqlite3.Connection) -> None:
    together(file, ['DELETE FROM person WHERE id = 1', 'DELETE FROM consent WHERE person_id = 1'])
    refused(file, [person(1)])
    together(file, [yes(11, 1), person(1)])
    assert not without_consent(file)


def test_the_program_itself_is_refused_too(store: Path) -> None:
    with pytest.raises(Exception, match='D1'):
        Person.create(public_id='p1', first_name='Emine')
    assert Person.select().count() == 0
