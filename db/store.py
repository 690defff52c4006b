"""Opening the store: one folder, one file, checked before anyone writes."""
import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO

from peewee import DatabaseError
from playhouse.migrations import Runner

from db import backup, consent, reserve
from db.clock import show_moment, utc_now
from db.connection import db
from db.errors import Damaged, Refused, Unavailable, fault_of, unavailable, why
from db.i18n import _
from db.models import MODELS
from db.replay import replay
from db.triggers import TRIGGERS

FILE = 'kontaktbuch.sqlite'
MIGRATIONS = Path(__file__).parent / 'migrations'


def open_store(folder: Path, *, thorough: bool = True) -> None:
    """Open (or make) the store in `folder`, migrate it and check it (D1, D7, R1, R3, S13).

    `thorough` reads the whole file first; a command beside a running server need not.
    Raises `Refused` with a sentence when the folder cannot be used or the file is damaged.
    """
    if not db.is_closed():
        db.close()
    _own(folder)
    try:
        _open(folder, thorough)
    except Unavailable as fault:
        if fault.passes or not reserve.give_up(folder):
            raise
        _open(folder, thorough)


def _open(folder: Path, thorough: bool) -> None:
    try:
        _look(folder / FILE)
        db.init(str(folder / FILE))
        db.connect()
        if thorough:
            _check_file(folder)
        _migrate(folder)
        _check_triggers(folder)
        if thorough:
            _check_links()
        replay(folder, utc_now())
        reserve.keep(folder)
        if thorough:
            backup.sweep(folder, folder / backup.FOLDER)
    except (DatabaseError, sqlite3.DatabaseError, OSError) as problem:
        close_store()
        fault = unavailable(str(problem))
        if fault is not None:
            raise fault from None
        if isinstance(fault_of(problem), Damaged):
            raise _damaged(folder) from None
        raise _cannot_open(problem, _way_back(folder)) from None
    except Damaged:
        close_store()
        raise _damaged(folder) from None
    except Refused:
        close_store()
        raise


def _damaged(folder: Path) -> Refused:
    return Refused(_('Die Datei {file} ist beschädigt. Es wurde nichts geändert. {way}')
                   .format(file=FILE, way=_way_back(folder)))


def _cannot_open(reason: object, way: str = '') -> Refused:
    return Refused(_('Die Datei {file} lässt sich nicht öffnen ({reason}). Es wurde nichts geändert. {way}')
                   .format(file=FILE, reason=reason, way=way).strip())


def _own(folder: Path) -> None:
    """The folder and everything this process writes are for its user only (S13). A folder that holds other people's
    things, such as /tmp, keeps its own ways."""
    os.umask(0o077)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if (folder / FILE).exists() or not any(folder.iterdir()):
            folder.chmod(0o700)
    except OSError as problem:
        raise Refused(_('Der Ordner {folder} lässt sich nicht benutzen: {reason}')
                      .format(folder=folder, reason=why(problem))) from None


def _look(file: Path) -> None:
    """Before anything is set that would change the file: is it ours? Raises `Refused` when it is not."""
    if not file.exists():
        return
    if not file.is_file():
        raise _cannot_open(_('es ist keine Datei'))
    if _has_a_log_of_another(file):
        raise Refused(_('Neben der Datei {file} liegt noch das Protokoll einer anderen ({file}-wal). Mit ihm käme '
                        'Gelöschtes zurück. Bitte so zurück zur Sicherung: ./run.sh restore DATEI').format(file=FILE))
    with closing(sqlite3.connect(f'{file.absolute().as_uri()}?mode=ro', uri=True)) as outside:
        tables = {row[0] for row in outside.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if tables and 'schema_migration' not in tables:
        raise Refused(_('Die Datei {file} gehört einem anderen Programm. Es wurde nichts geändert.').format(file=FILE))
    file.chmod(0o600)


def _has_a_log_of_another(file: Path) -> bool:
    """A backup is no file with a log, and says so in its header. Where it was copied over the store by hand, SQLite
    would take the old log for its own all the same, and mix the two (R5)."""
    log = file.with_name(f'{file.name}-wal')
    if not log.exists() or not log.stat().st_size:
        return False
    with file.open('rb') as opened:
        header = opened.read(20)
    return header[:15] == b'SQLite format 3' and header[18:] == b'\x01\x01'


def _check_file(folder: Path) -> None:
    rows = [row[0] for row in db.execute_sql('PRAGMA quick_check').fetchall()]
    if rows != ['ok']:
        raise _damaged(folder)


def _way_back(folder: Path) -> str:
    """R3: what to do now."""
    place = folder / backup.FOLDER
    if place.exists() and not os.access(place, os.R_OK | os.X_OK):
        return _('Der Ordner mit den Sicherungen lässt sich nicht lesen: {place}').format(place=place)
    last = backup.last_good(place)
    if last is None:
        return _('Im Datenordner liegt keine Sicherung, vielleicht auf einem USB-Stick.')
    return _('Die letzte gute Sicherung ist vom {moment}. Zurück zu ihr mit: ./run.sh restore {path}').format(
        moment=show_moment(last.at), path=last.path)


def _check_triggers(folder: Path) -> None:
    """The promise stands in the file itself (D1, D2). Where a tool has removed it, it is made anew, unless somebody
    came in meanwhile without consent."""
    held = {row[0] for row in db.execute_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    missing = [words for name, words in TRIGGERS.items() if name not in held]
    if missing:
        with db.atomic('IMMEDIATE'):
            if consent.people_without():
                raise Refused(_('In der Datei {file} stehen Personen ohne Einwilligung. Ein anderes Programm hat sie '
                                'verändert. {way}').format(file=FILE, way=_way_back(folder)))
            for words in missing:
                db.execute_sql(words)


def _migrate(folder: Path) -> None:
    """One process at a time: several commands may meet a new folder at the same moment (R6)."""
    with (folder / 'migrate.lock').open('ab') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        runner = Runner(db, str(MIGRATIONS))
        steps = runner.status()
        if any(step.applied for step in steps) and not all(step.applied for step in steps):
            backup.make(folder / backup.FOLDER, utc_now(), '-vor-dem-Erneuern')   # R4
        runner.up()
        consent.ensure_texts(utc_now())


def _check_links() -> None:
    """Foreign keys read back as on (`db.connection`), and nothing points into the void."""
    real = [table for table in MODELS if not table.endswith('_word')]   # the search words can be made anew
    if any(db.execute_sql(f'PRAGMA foreign_key_check("{table}")').fetchone() for table in real):
        raise Refused(_('In der Datei {file} fehlen Zeilen, auf die andere zeigen. Es wurde nichts geändert.')
                      .format(file=FILE))


def close_store() -> None:
    """Close this thread's connection."""
    if not db.is_closed():
        db.close()


@contextmanager
def connected() -> Iterator[None]:
    """Every thread keeps its own long-lived connection; opened at the first use. Damage that is met while reading
    ends the writing, too (R3)."""
    db.connect(reuse_if_open=True)
    try:
        yield
    except Exception as problem:
        db.damaged = db.damaged or isinstance(fault_of(problem), Damaged)
        raise


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
