"""The way back from a backup: verify, set the old aside, swap, erase again whom the ledger names, open (R5, D7)."""
import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from peewee import SqliteDatabase
from playhouse.migrations import Runner

from db import backup, holding, journal, ledger, retention
from db.clock import today
from db.connection import PRAGMAS, db
from db.disk import to_disk
from db.errors import Damaged, Refused, Unavailable
from db.i18n import _
from db.importing.past_imports import BACK
from db.importing.past_imports import SETTING as IMPORTS
from db.importing.undoing import came_again
from db.intake import FLOOR, SERIALS_PER_YEAR
from db.store import FILE, MIGRATIONS, close_store, open_store
from db.unfinished import LOGS
from db.who import COMMAND_LINE

ASIDE = '-vor-der-Wiederherstellung'
GAP = 100   # numbers of a busy day, left out where nobody knows which were given since the backup


@dataclass(frozen=True)
class Facts:
    """What is compared between the store that goes and the one that comes. `born` tells one café's from another's."""
    born: str
    erased: frozenset[str]
    accounts: frozenset[tuple[str, str, str, int]]
    serial: int
    taken_back: frozenset[str]   # imports


def restore(source: Path, folder: Path, now: datetime, passphrase: str = '',
            say: Callable[[str], object] = lambda _sentence: None) -> int:
    """Put the backup in the place of the store in `folder`, which nobody else may have open (`db.holding`).

    Returns how many erasures were carried out again; what else somebody should know is told to `say`. Raises
    `Refused`, and then the old store is as it was.
    """
    if source.resolve() == (folder / FILE).resolve():
        raise Refused(_('Das ist das Kontaktbuch selbst und keine Sicherung.'))
    holding.take(folder)
    with backup.brought(source, folder / FILE, passphrase) as ready:
        _check_age(ready)
        _renew(ready)
        set_aside(folder, now)
        then = _facts(ready)
        before = _facts_of_ours(folder, then)
        told = [*_without_ledger(source, folder, before), *_changed_accounts(before, then), *_lost_pins(ready)]
        _prepare(ready, _floor(before, then, now), now)
        for place in _ledgers(source):   # it may know of erasures that this computer has lost
            ledger.merge(folder, place)
        swap(ready, folder / FILE)
    again = [line for line in ledger.read(folder) if line.id not in then.erased]
    open_store(folder)
    with journal.writing(COMMAND_LINE, now, 'backup.restore') as batch:
        batch.did('setting')
    retention.scrub(now)
    for sentence in (*told, *came_again(before.taken_back if before else (), now)):
        say(sentence)
    return len(again)


def stored_passphrase(source: Path, folder: Path) -> str:
    """The one that the settings of the store in `folder` hold, if it opens this sealed backup; else ''."""
    with suppress(sqlite3.DatabaseError, ValueError), closing(_reading(folder / FILE)) as outside:   # or it is damaged
        row = outside.execute("SELECT value FROM setting WHERE name = 'backup_passphrase'").fetchone()
        phrase = str(json.loads(row[0])) if row else ''
        with suppress(Refused):
            return phrase if phrase and backup.unsealed(source, phrase) else ''
    return ''


def _check_age(path: Path) -> None:
    """Raises `Refused` for a store that a newer version of the program has made."""
    known = {file.stem for file in MIGRATIONS.glob('[0-9]*.py')}
    with closing(_reading(path)) as outside:
        made = {row[0] for row in outside.execute('SELECT name FROM schema_migration')}
    if not made <= known:
        raise Refused(_('Diese Sicherung stammt von einer neueren Version des Programms. Bitte zuerst das Programm '
                        'erneuern.'))


def _renew(ready: Path) -> None:
    """To the tables of this program, while it is nobody's store yet. Opening it would make a copy of it first, which
    held whoever was erased since for another fourteen days (D7): here the backup itself is that copy (R4)."""
    older = SqliteDatabase(str(ready), pragmas=PRAGMAS)
    try:
        Runner(older, str(MIGRATIONS)).up()
    finally:
        older.close()


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f'{path.absolute().as_uri()}?mode=ro', uri=True)


def _facts(path: Path) -> Facts:
    with closing(_reading(path)) as outside:
        ((born,),) = outside.execute('SELECT MIN(applied) FROM schema_migration')
        erased = frozenset(row[0] for row in outside.execute('SELECT public_id FROM erasure'))
        accounts = frozenset(outside.execute('SELECT name, role, password, active FROM account').fetchall())
        serials = outside.execute('SELECT MAX(serial) FROM repair UNION ALL SELECT CAST(value AS INTEGER) FROM setting '
                                  'WHERE name = ?', (FLOOR,)).fetchall()
        imports = outside.execute('SELECT value FROM setting WHERE name = ?', (IMPORTS,)).fetchone()
    back = frozenset(one['batch'] for one in json.loads(imports[0]) if one.get(BACK)) if imports else frozenset()
    return Facts(str(born), erased, accounts, max(row[0] or 0 for row in serials), back)


def _facts_of_ours(folder: Path, then: Facts) -> Facts | None:
    """Of the store that lies there now, if it can be read and the backup is one of it."""
    with suppress(sqlite3.DatabaseError):
        before = _facts(folder / FILE)
        return before if before.born == then.born else None
    return None


def _prepare(ready: Path, floor: int, now: datetime) -> None:
    """Before it takes its place, so that a kill afterwards leaves nothing out: nobody is in (S8), and no number is
    given a second time while the item with the first lies in the shelf."""
    with closing(sqlite3.connect(ready)) as outside:
        backup.shut_out(outside, now)
        if floor:
            outside.execute('INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)', (FLOOR, json.dumps(floor)))
        outside.commit()


def _floor(before: Facts | None, then: Facts, now: datetime) -> int:
    if before:
        return max(before.serial, then.serial)
    return max(then.serial, today(now).year * SERIALS_PER_YEAR) + GAP if then.serial else 0


# ---- whom the backup would bring back --------------------------------------------------------------------------------
def _ledgers(source: Path) -> list[Path]:
    """Where the ledger that belongs to a backup may lie: beside it, as on a stick, or beside the store it is of."""
    above = [source.parent.parent] if source.parent.name == backup.FOLDER else []
    return [source.parent, *above]


def _without_ledger(source: Path, folder: Path, before: Facts | None) -> list[str]:
    """What is said where nobody can know who was erased since. A store that can no longer be read is taken for the
    same café's, if somebody was erased from it."""
    here = before is not None or (_unreadable(folder) and ledger.read(folder))
    if here or any((place / ledger.FILE).exists() for place in _ledgers(source)):
        return []
    return [_('Bei dieser Sicherung liegt kein Verzeichnis der Löschungen ({file}): Wer erst nach ihr gelöscht wurde, '
              'steht wieder im Kontaktbuch und muss noch einmal gelöscht werden. Liegt die Datei noch auf dem alten '
              'Computer, bitte neben die Sicherung legen und sie noch einmal zurückholen.').format(file=ledger.FILE)]


def _unreadable(folder: Path) -> bool:
    try:
        _facts(folder / FILE)
    except sqlite3.DatabaseError:
        return (folder / FILE).exists()
    return False


def _changed_accounts(before: Facts | None, then: Facts) -> list[str]:
    names = sorted({name for name, *__ in before.accounts ^ then.accounts}) if before else []
    return [_('Diese Zugänge sind wieder, wie sie damals waren: {names}. Bitte Rollen, Passwörter und Sperren '
              'ansehen.').format(names=', '.join(names))] if names else []


def _lost_pins(ready: Path) -> list[str]:
    """They go with the tablets they open (`backup.shut_out`)."""
    with closing(_reading(ready)) as outside:
        (lost,) = outside.execute("SELECT COUNT(*) FROM account WHERE pin != ''").fetchone()
    return [_('Tablets und PINs von damals gelten nicht mehr: Bitte die Tablets neu anmelden und die PINs neu setzen.')
            ] if lost else []


# ---- the files -------------------------------------------------------------------------------------------------------
def set_aside(folder: Path, now: datetime) -> None:
    """What is there now becomes a backup among the others, and goes with them after fourteen days. A store that is
    damaged is copied as it lies there."""
    if not (folder / FILE).exists():
        return
    try:
        if not _made_a_backup(folder, now):
            with backup.told():
                _copy_as_it_lies(folder, now)
    finally:
        close_store()


def _made_a_backup(folder: Path, now: datetime) -> bool:
    """False for a store that is damaged. A full disk is no damage: it needs no second copy, and raises."""
    try:
        open_store(folder)
        backup.make(folder / backup.FOLDER, now, ASIDE)
    except Damaged:
        return False
    except Unavailable:
        raise
    except Refused:
        if not db.is_closed() and not db.damaged:
            raise
        return False
    return True


def _copy_as_it_lies(folder: Path, now: datetime) -> None:
    place = folder / backup.FOLDER
    place.mkdir(mode=0o700, exist_ok=True)
    kept = place / backup.name_for(now, ASIDE + backup.DAMAGED)
    try:
        for end in ('', *LOGS[:2]):
            with suppress(FileNotFoundError):
                shutil.copyfile(folder / f'{FILE}{end}', place / f'{kept.name}{end}')
    except OSError:
        for end in ('', *LOGS[:2]):
            (place / f'{kept.name}{end}').unlink(missing_ok=True)
        raise


def swap(ready: Path, file: Path) -> None:
    """An old log beside a new file would bring deleted rows back, or take it apart, and every check would call it
    sound: it goes first. A kill in between leaves the old store without its log, which was empty (closing has emptied
    it), or the new one."""
    for end in LOGS:
        file.with_name(f'{file.name}{end}').unlink(missing_ok=True)
    to_disk(file.parent)
    ready.replace(file)
    to_disk(file.parent)
