"""The raw SQLite floor: the same kind of work with `sqlite3` alone, on plain tables with the same rows and disk."""
import random
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.measuring import Figure, Floor, once, times

TABLES = '''
    PRAGMA journal_mode = wal;
    CREATE TABLE item (id INTEGER PRIMARY KEY, number TEXT, name TEXT, state TEXT, at TEXT, fault TEXT);
    CREATE TABLE word (word TEXT, item INTEGER, PRIMARY KEY (word, item)) WITHOUT ROWID;
    INSERT INTO item SELECT id, number, item, state, received_at, fault FROM store.repair;
    INSERT INTO word SELECT DISTINCT word, person_id FROM store.person_word;
    CREATE INDEX item_at ON item (at);
'''
LIST = 'SELECT * FROM item ORDER BY at DESC LIMIT 25'
BEGINNING = ('SELECT item.* FROM word JOIN item ON item.id = word.item '
             'WHERE word >= ? AND word < ? LIMIT 25')


@dataclass(frozen=True)
class Floors:
    search: Floor
    insert: Floor
    list: Floor
    figures: tuple[Figure, ...]


def measure(folder: Path, words: Sequence[str]) -> Floors:
    """In a file of its own beside the store in `folder`."""
    connection = sqlite3.connect(folder.parent / 'floor.sqlite', isolation_level=None)
    connection.execute('ATTACH ? AS store', (str(folder / 'kontaktbuch.sqlite'),))
    connection.executescript(TABLES)
    connection.execute('DETACH store')
    connection.execute('PRAGMA synchronous = FULL')
    figures = (
        Figure('roh: Wortanfang, 25 Zeilen', times(
            lambda word=word: connection.execute(BEGINNING, (word, word + '\U0010ffff')).fetchall() for word in words)),
        Figure('roh: eine Zeile schreiben, FULL', once(lambda: insert(connection) for __ in range(100))),
        Figure('roh: Liste von 25', times(lambda: connection.execute(LIST).fetchall() for __ in range(100))),
    )
    connection.close()
    search, written, listed = (Floor(figure.name, figure.median) for figure in figures)
    return Floors(search, written, listed, figures)


def insert(connection: sqlite3.Connection) -> None:
    connection.execute('BEGIN IMMEDIATE')
    connection.execute('INSERT INTO item (number, name, state, at, fault) VALUES (?, ?, ?, ?, ?)',
                       (f'{random.random()}', 'Toaster', 'angenommen', '2026-11-23T13:05:00Z', 'Rastet nicht ein'))
    connection.execute('COMMIT')
