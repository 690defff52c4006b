"""Backups: whole, verified, none older than fourteen days; and the way back from one (D7, R3–R5).

In the data folder they lie as plain SQLite files. What leaves it is sealed with a passphrase in the age format
(age-encryption.org/v1, scrypt), so that `age -d FILE > kontaktbuch.sqlite` opens it without this program.
"""
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyrage
from peewee import DatabaseError

from db import connection, consent
from db.clock import today
from db.connection import db
from db.disk import to_disk
from db.errors import Damaged, Refused, fault_of, why
from db.i18n import _
from db.modelfields import to_text
from db.unfinished import LOGS, begun

FOLDER = 'sicherungen'
KEPT, AHEAD = timedelta(days=14), timedelta(hours=24)   # D7; how far a clock may have been ahead
SEALED, SEAL, PLAIN = '.age', b'age-encryption.org/v1', b'SQLite format 3\0'
SHORTEST_PASSPHRASE = 12
_NAME = re.compile(r'kontaktbuch-(\d{4}-\d\d-\d\dT\d{6}Z)[\w.-]*')
DAMAGED = '-beschaedigt'   # in the name of a file that is kept only because nothing better is there
NOT_THERE = _('Dort lässt sich nicht sichern: {reason}')
NO_BACKUP = _('Das ist keine Sicherung des Kontaktbuchs, oder ihr Anfang ist beschädigt.')
_STAMP = '%Y-%m-%dT%H%M%SZ'


@dataclass(frozen=True)
class Backup:
    path: Path
    at: datetime

    @property
    def good(self) -> bool:
        """Not kept as the last resort, and not an empty file, as a disk that failed may leave it."""
        with suppress(OSError), self.path.open('rb') as file:
            return DAMAGED not in self.path.name and file.read(len(SEAL)).startswith((PLAIN, SEAL))
        return False


# ---- making ----------------------------------------------------------------------------------------------------------
def make(place: Path, now: datetime, note: str = '') -> Backup:
    """A backup of the open store in `place`. Raises `Refused` when it cannot be made; then nothing is left there."""
    made = place / name_for(now, note)
    with told():
        place.mkdir(mode=0o700, exist_ok=True)
        copy(made)
    return Backup(made, now)


def name_for(now: datetime, note: str = '') -> str:
    return f'kontaktbuch-{now.astimezone(UTC):{_STAMP}}{note}.sqlite'


def copy(target: Path, passphrase: str = '') -> None:
    """A whole and verified copy of the open store, sealed if there is a passphrase. It appears when it is complete.

    Raises `Refused` for a damaged store, which must not take the place of a good backup, and for a disk that is full.
    """
    if not target.parent.is_dir():
        raise Refused(NOT_THERE.format(reason=_('Diesen Ordner gibt es nicht.')))
    if target.suffix == SEALED and not passphrase:
        raise Refused(_('Eine Datei mit der Endung {end} ist verschlüsselt. Dazu braucht es ein Passwort.')
                      .format(end=SEALED), 'passphrase')
    with told(), begun(target) as part:
        if passphrase:
            part.write_bytes(sealed(passphrase))
        else:
            _write(part)
        _settle(part, target)


def sealed(passphrase: str) -> bytes:
    """The same as bytes. The plain copy it is made from never leaves the data folder, and goes at once."""
    with told(), begun(connection.folder() / 'kontaktbuch.sqlite') as plain:
        _write(plain)
        content = pyrage.passphrase.encrypt(plain.read_bytes(), passphrase)
    if pyrage.passphrase.decrypt(content, passphrase)[:16] != PLAIN:
        raise Refused(_('Die verschlüsselte Sicherung ließ sich nicht wieder lesen.'))
    return bytes(content)


def _write(part: Path) -> None:
    if [row[0] for row in db.execute_sql('PRAGMA quick_check').fetchall()] != ['ok']:
        db.damaged = True
        raise Refused(_('Die Datei ist beschädigt. Es wurde nicht gesichert, damit die letzte gute Sicherung bleibt.'))
    db.execute_sql('VACUUM INTO ?', (str(part),))   # never a copy of the file, which may be in the middle of something
    verify(part)


def _settle(part: Path, target: Path) -> None:
    """On the disk before it has its name, and its name before anybody is told."""
    part.chmod(0o600)
    to_disk(part)
    os.replace(part, target)
    to_disk(target.parent)


def verify(path: Path) -> None:
    """Raises `Refused` unless this is a whole store of ours in which nobody stands without consent."""
    try:
        with closing(sqlite3.connect(f'{path.absolute().as_uri()}?mode=ro&immutable=1', uri=True)) as outside:
            sound = [row[0] for row in outside.execute('PRAGMA integrity_check')] == ['ok']
            tables = {row[0] for row in outside.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if sound and not {'schema_migration', 'person', 'consent'} <= tables:
                raise Refused(_('Das ist keine Sicherung des Kontaktbuchs.'))
            sound = sound and not outside.execute('PRAGMA foreign_key_check').fetchone()
            if sound and outside.execute(consent.PEOPLE_WITHOUT).fetchone() != (0,):
                raise Refused(_('In dieser Datei stehen Personen ohne Einwilligung. Ein anderes Programm hat sie '
                                'verändert.'))
    except sqlite3.DatabaseError:
        sound = False
    if not sound:
        raise Refused(_('Diese Sicherung ist beschädigt.'))


@contextmanager
def told(sentence: str = NOT_THERE) -> Iterator[None]:
    """Every fault of the disk as a sentence."""
    try:
        yield
    except OSError as problem:
        raise Refused(sentence.format(reason=why(problem))) from None
    except (DatabaseError, sqlite3.DatabaseError) as problem:
        fault = fault_of(problem)
        db.damaged = db.damaged or isinstance(fault, Damaged)
        raise (fault or problem) from None


# ---- keeping ---------------------------------------------------------------------------------------------------------
def found(place: Path) -> list[Backup]:
    """What lies in a place, the newest first. A place that cannot be read holds nothing."""
    backups = []
    with suppress(OSError):
        for path in place.iterdir():
            named = _NAME.fullmatch(path.name)
            if named:
                backups.append(Backup(path, datetime.strptime(named[1], _STAMP).replace(tzinfo=UTC)))
    return sorted(backups, key=lambda backup: backup.at, reverse=True)


def last_good(place: Path) -> Backup | None:
    return next((backup for backup in found(place) if backup.good), None)


def prune(place: Path, now: datetime) -> None:
    """What is older than fourteen days goes, and what a clock ahead of its time has named; never the last good one."""
    past = [backup for backup in found(place) if backup.good and backup.at <= now + AHEAD]
    last = past[0] if past else last_good(place)
    for backup in found(place):
        if backup != last and not -AHEAD <= now - backup.at <= KEPT:
            with suppress(OSError):
                backup.path.unlink()


def due(place: Path, now: datetime) -> bool:
    """Is there none of this day in the café? One from the future does not count: the clock was wrong then."""
    return not any(backup.good and backup.at <= now and today(backup.at) == today(now) for backup in found(place))


# ---- the way back ----------------------------------------------------------------------------------------------------
def is_sealed(path: Path) -> bool:
    if path.is_dir():
        newest = last_good(path)
        raise Refused(_('Das ist ein Ordner. Bitte die Datei darin angeben: {file}').format(
            file=newest.path if newest else path / 'kontaktbuch-….sqlite'))
    if not path.is_file():
        raise Refused(_('Diese Datei gibt es nicht: {file}').format(file=path))
    with told(_('Die Datei lässt sich nicht lesen: {reason}')), path.open('rb') as file:
        start = file.read(len(SEAL))
    if not start.startswith((SEAL, PLAIN)):
        raise Refused(_('Diese Datei ist leer.') if not start else NO_BACKUP)
    return start == SEAL


def unsealed(source: Path, passphrase: str) -> bytes:
    """What a sealed file holds. Raises `Refused` for a wrong passphrase and for a damaged file."""
    with told(_('Die Datei lässt sich nicht lesen: {reason}')):
        content = source.read_bytes()
    try:
        return bytes(pyrage.passphrase.decrypt(content, passphrase))
    except pyrage.DecryptError:
        raise Refused(_('Die Sicherung lässt sich so nicht öffnen: Entweder stimmt das Passwort der Sicherung nicht, '
                        'oder die Datei ist beschädigt.')) from None


@contextmanager
def brought(source: Path, beside: Path, passphrase: str = '') -> Iterator[Path]:
    """A verified copy of the backup, ready to take the place of the file `beside`. The source stays as it is, and the
    copy goes at the end, unless it has taken that place."""
    with told(), begun(beside) as part:
        if is_sealed(source):
            part.write_bytes(unsealed(source, passphrase))
        else:
            _with_its_log(source, part)
        _into_wal(part)
        verify(part)
        yield part


def _with_its_log(source: Path, part: Path) -> None:
    """Where a program was killed, its last rows stand only in the log. Beside a backup, which has none, lies the log
    of another file: it would bring back what was erased (R5)."""
    shutil.copyfile(source, part)
    for end in LOGS[:1] if has_no_log(part) else LOGS[:2]:
        with suppress(FileNotFoundError):
            shutil.copyfile(source.with_name(f'{source.name}{end}'), part.with_name(f'{part.name}{end}'))


def has_no_log(file: Path) -> bool:
    """A backup is no file with a log, and says so in its header."""
    with file.open('rb') as opened:
        header = opened.read(20)
    return header[:16] == PLAIN and header[18:] == b'\x01\x01'


def _into_wal(part: Path) -> None:
    """As the store is. SQLite would do so at the first opening: killed in the middle of that, it leaves a file that
    must be put right before anybody can look into it."""
    try:
        with closing(sqlite3.connect(part)) as outside:
            outside.execute('PRAGMA journal_mode = wal')
            outside.execute('PRAGMA wal_checkpoint(TRUNCATE)')
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        raise Refused(_('Diese Sicherung ist beschädigt.')) from None


def shut_out(outside: sqlite3.Connection, now: datetime) -> None:
    """Whoever was logged in then is not so now (S8), and since then a tablet may have been removed and a PIN replaced
    because somebody else knew it."""
    tables = {row[0] for row in outside.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if 'session' in tables:
        outside.execute('DELETE FROM session')
    if 'device' in tables:   # older ones do not know any
        outside.execute('UPDATE device SET revoked_at = ? WHERE revoked_at IS NULL', [to_text(now)])
    if outside.execute("SELECT 1 FROM pragma_table_info('account') WHERE name = 'pin'").fetchone():
        outside.execute("UPDATE account SET pin = '', pin_misses = 0")
