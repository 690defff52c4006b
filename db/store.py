"""Opening the store: one folder, one file, checked before anyone writes."""
import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from peewee import DatabaseError
from playhouse.migrations import Runner

from db.clock import utc_now
from db.connection import db
from db.consent import ensure_texts
from db.errors import Refused, why
from db.i18n import _
from db.models import MODELS

FILE = 'kontaktbuch.sqlite'
MIGRATIONS = Path(__file__).parent / 'migrations'


def open_store(folder: Path) -> None:
    """Open (or make) the store in `folder`, migrate it and check it (D1, R1, R3, S13).

    Raises `Refused` with a sentence when the folder cannot be used or the file is damaged.
    """
    if not db.is_closed():
        db.close()
    _own(folder)
    db.init(str(folder / FILE))
    try:
        db.connect()
        _check_file()
        _migrate(folder)
        _check_links()
    except (DatabaseError, sqlite3.DatabaseError) as problem:
        db.close()
        raise Refused(_('Die Datei {file} lässt sich nicht öffnen ({reason}). Es wurde nichts geändert.')
                      .format(file=FILE, reason=problem)) from None


def _own(folder: Path) -> None:
    """The folder and everything this process writes are for its user only (S13)."""
    os.umask(0o077)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as problem:
        raise Refused(_('Der Ordner {folder} lässt sich nicht benutzen: {reason}')
                      .format(folder=folder, reason=why(problem))) from None


def _check_file() -> None:
    rows = [row[0] for row in db.execute_sql('PRAGMA quick_check').fetchall()]
    if rows != ['ok']:
        db.close()
        raise Refused(_('Die Datei {file} ist beschädigt. Es wurde nichts geändert. '
                        'Bitte die letzte Sicherung verwenden.').format(file=FILE))
    tables = set(db.get_tables())
    if tables and 'schema_migration' not in tables:
        db.close()
        raise Refused(_('Die Datei {file} gehört einem anderen Programm. Es wurde nichts geändert.').format(file=FILE))


def _migrate(folder: Path) -> None:
    """One process at a time: several commands may meet a new folder at the same moment (R6)."""
    with (folder / 'migrate.lock').open('ab') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        Runner(db, str(MIGRATIONS)).up()
        ensure_texts(utc_now())


def _check_links() -> None:
    """Foreign keys read back as on (`db.connection`), and nothing points into the void."""
    real = [table for table in MODELS if not table.endswith('_word')]   # the search words can be made anew
    if any(db.execute_sql(f'PRAGMA foreign_key_check("{table}")').fetchone() for table in real):
        db.close()
        raise Refused(_('In der Datei {file} fehlen Zeilen, auf die andere zeigen. Es wurde nichts geändert.')
                      .format(file=FILE))


def close_store() -> None:
    """Close this thread's connection."""
    if not db.is_closed():
        db.close()


@contextmanager
def connected() -> Iterator[None]:
    """Every thread keeps its own long-lived connection; opened at the first use."""
    db.connect(reuse_if_open=True)
    yield


@contextmanager
def held_alone(folder: Path) -> Iterator[IO[bytes]]:
    """Only one server per folder (R6). Raises `Refused` while another process holds it."""
    _own(folder)
    with (folder / 'server.lock').open('ab') as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(_('Das Kontaktbuch läuft für diesen Ordner schon: {folder}. '
                            'Bitte das andere Fenster benutzen oder dort beenden.').format(folder=folder)) from None
        yield lock
