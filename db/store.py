"""Opening the store: one folder, one file, checked before anyone writes."""
import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from peewee import DatabaseError
from playhouse.migrations import Runner

from db import backup, consent, holding, ledger, reserve
from db.clock import show_moment, utc_now
from db.connection import db
from db.disk import to_disk
from db.errors import Damaged, Refused, Unavailable, fault_of, unavailable
from db.i18n import _
from db.ledger import Line
from db.modelfields import from_text
from db.models import MODELS
from db.replay import replay
from db.triggers import TRIGGERS
from db.unfinished import begun, sweep

FILE = 'kontaktbuch.sqlite'
BEFORE = '-vor-dem-Erneuern'   # in the name of the backup before a migration
MIGRATIONS = Path(__file__).parent / 'migrations'


def open_store(folder: Path, *, thorough: bool = True) -> None:
    """Open (or make) the store in `folder`, migrate it and check it (D1, D7, R1, R3, S13).

    `thorough` reads the whole file first; a command beside a running server need not.
    Raises `Refused` with a sentence when the folder cannot be used or the file is damaged.
    """
    if not db.is_closed():
        db.close()
    holding.take(folder)
    try:
        _open(folder, thorough)
    except Unavailable as fault:
        if fault.passes or not reserve.give_up(folder):
            raise
        _open(folder, thorough)


def _open(folder: Path, thorough: bool) -> None:
    try:
        _begin(folder)
        _look(folder / FILE)
        _settle_in(folder / FILE)
        db.init(str(folder / FILE))
        db.connect()
        if thorough:
            _check_file(folder)
        renewed = _migrate(folder)
        _check_triggers(folder, thorough)
        if thorough:
            _check_links(folder)
        ledger.begin(folder)
        _without_copies_of(replay(ledger.read(folder), utc_now()), folder, renewed)
        reserve.keep(folder)
        if thorough:
            sweep(folder, folder / backup.FOLDER)
    except (DatabaseError, sqlite3.DatabaseError, OSError) as problem:
        close_store()
        fault = unavailable(str(problem))
        if fault is not None:
            raise fault from None
        if isinstance(fault_of(problem), Damaged):
            raise damaged(folder) from None
        raise _cannot_open(problem, _way_back(folder)) from None
    except Damaged:
        close_store()
        raise damaged(folder) from None
    except Refused:
        close_store()
        raise


def damaged(folder: Path) -> Refused:
    return Refused(_('Die Datei {file} ist beschädigt. Es wurde nichts geändert. {way}')
                   .format(file=FILE, way=_way_back(folder)))


def lost(folder: Path) -> Refused | None:
    """What is to be said where the file is gone and its backups are there: that is no new café (R3)."""
    if (folder / FILE).exists() or not backup.found(folder / backup.FOLDER):
        return None
    return Refused(_('Im Ordner {folder} liegen Sicherungen, aber das Kontaktbuch ist fort. Soll wirklich ein neues '
                     'beginnen, bitte einen anderen Ordner nehmen. {way}').format(folder=folder, way=_way_back(folder)))


def _cannot_open(reason: object, way: str = '') -> Refused:
    return Refused(_('Die Datei {file} lässt sich nicht öffnen ({reason}). Es wurde nichts geändert. {way}')
                   .format(file=FILE, reason=reason, way=way).strip())


def _begin(folder: Path) -> None:
    """A new store appears when it is complete enough to be killed at any moment: SQLite's own first steps are not."""
    if (folder / FILE).exists():
        if not (folder / FILE).is_file() or (folder / FILE).stat().st_size:
            return
        raise damaged(folder)   # as a disk that failed leaves it: not even a killed start of ours does
    if gone := lost(folder):
        raise gone
    with _making(folder):
        if not (folder / FILE).exists():
            with begun(folder / FILE) as part:
                with closing(sqlite3.connect(part)) as outside:
                    outside.execute('PRAGMA journal_mode = wal')
                to_disk(part)
                part.rename(folder / FILE)
                to_disk(folder)


@contextmanager
def _making(folder: Path) -> Iterator[None]:
    """One process at a time: several commands may meet a new folder at the same moment (R6)."""
    with (folder / 'migrate.lock').open('ab') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _look(file: Path) -> None:
    """Before anything is set that would change the file: is it ours? Raises `Refused` when it is not."""
    if not file.is_file():
        raise _cannot_open(_('es ist keine Datei'))
    if _has_a_log_of_another(file):
        raise Refused(_('Neben der Datei {file} liegt noch das Protokoll einer anderen ({file}-wal). Mit ihm käme '
                        'Gelöschtes zurück. Bitte so zurück zur Sicherung: ./run.sh restore DATEI').format(file=FILE))
    left = file.with_name(f'{file.name}-journal')   # of a kill in the very first moments: only who may write looks in
    mode = 'rw' if left.exists() else 'ro'
    with closing(sqlite3.connect(f'{file.absolute().as_uri()}?mode={mode}', uri=True)) as outside:
        tables = {row[0] for row in outside.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if tables and 'schema_migration' not in tables:
        raise Refused(_('Die Datei {file} gehört einem anderen Programm. Es wurde nichts geändert.').format(file=FILE))
    file.chmod(0o600)


def _has_a_log_of_another(file: Path) -> bool:
    """Where a backup was copied over the store by hand, SQLite would take the old log for its own, and mix the two
    (R5)."""
    log = file.with_name(f'{file.name}-wal')
    return log.exists() and log.stat().st_size > 0 and backup.has_no_log(file)


def _settle_in(file: Path) -> None:
    """A backup that somebody has copied here by hand lets nobody in either."""
    if backup.has_no_log(file):
        with closing(sqlite3.connect(file)) as outside:
            backup.shut_out(outside, utc_now())
            outside.commit()


def _check_file(folder: Path) -> None:
    rows = [row[0] for row in db.execute_sql('PRAGMA quick_check').fetchall()]
    if rows != ['ok']:
        raise damaged(folder)


def _way_back(folder: Path) -> str:
    """R3: what to do now."""
    place = folder / backup.FOLDER
    if place.exists() and not os.access(place, os.R_OK | os.X_OK):
        return _('Der Ordner mit den Sicherungen lässt sich nicht lesen: {place}').format(place=place)
    last = backup.last_good(place)
    if last is None:
        return _('Im Datenordner liegt keine gute Sicherung, vielleicht auf einem USB-Stick.')
    return _('Die letzte gute Sicherung ist vom {moment}. Zurück zu ihr mit: ./run.sh restore {path}').format(
        moment=show_moment(last.at), path=last.path)


def _check_triggers(folder: Path, thorough: bool) -> None:
    """The promise stands in the file itself (D1, D2). Where a tool has removed or changed it, it is made anew, unless
    somebody came in meanwhile without consent."""
    held = {name: _in_one_line(words) for name, words in
            db.execute_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")}
    wrong = [name for name, words in TRIGGERS.items() if held.get(name) != _in_one_line(words)]
    if not wrong and not thorough:
        return
    with db.atomic('IMMEDIATE'):
        if consent.people_without():
            raise Refused(_('In der Datei {file} stehen Personen ohne Einwilligung. Ein anderes Programm hat sie '
                            'verändert. {way}').format(file=FILE, way=_way_back(folder)))
        for name in wrong:
            db.execute_sql(f'DROP TRIGGER IF EXISTS {name}')
            db.execute_sql(TRIGGERS[name])


def _in_one_line(words: str) -> str:
    return ' '.join(words.split())


def _migrate(folder: Path) -> Path | None:
    """Returns the backup that was made before, where anything was to do."""
    made = None
    with _making(folder):
        runner = Runner(db, str(MIGRATIONS))
        steps = runner.status()
        if any(step.applied for step in steps) and not all(step.applied for step in steps):
            made = backup.make(folder / backup.FOLDER, utc_now(), BEFORE).path   # R4
        runner.up()
        consent.ensure_texts(utc_now())
    return made


def _without_copies_of(erased: tuple[Line, ...], folder: Path, made: Path | None) -> None:
    """What was copied before a migration, after these people had been erased for the first time, holds them: an old
    file lay there. It would keep them for fourteen days more (D7). Also what a start has left that was killed before
    it came so far."""
    if erased:
        first = min(from_text(line.at) for line in erased)
        for copy in backup.found(folder / backup.FOLDER):
            if BEFORE in copy.path.name and (copy.at >= first or copy.path == made):
                copy.path.unlink(missing_ok=True)


def _check_links(folder: Path) -> None:
    """Foreign keys read back as on (`db.connection`), and nothing points into the void."""
    real = [table for table in MODELS if not table.endswith('_word')]   # the search words can be made anew
    if any(db.execute_sql(f'PRAGMA foreign_key_check("{table}")').fetchone() for table in real):
        raise Refused(_('In der Datei {file} fehlen Zeilen, auf die andere zeigen. Es wurde nichts geändert. {way}')
                      .format(file=FILE, way=_way_back(folder)))


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
