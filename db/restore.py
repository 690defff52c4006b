"""The way back from a backup: verify, set the old aside, swap, erase again whom the ledger names, open (R5, D7)."""
import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from db import backup, journal, ledger, retention
from db.disk import to_disk
from db.errors import Refused
from db.i18n import _
from db.modelfields import to_text
from db.store import FILE, MIGRATIONS, close_store, open_store
from db.who import COMMAND_LINE

ASIDE = '-vor-der-Wiederherstellung'


def restore(source: Path, folder: Path, now: datetime, passphrase: str = '') -> int:
    """Put the backup in the place of the store in `folder`, which nobody else may have open (`store.held_alone`).

    Returns how many erasures were carried out again. Raises `Refused`, and then the old store is as it was.
    """
    ready = backup.bring(source, folder / FILE, passphrase)
    try:
        ledger.merge(folder, source.parent)   # the stick may know of erasures that this computer has lost
        known = _look(ready)
        _log_everybody_out(ready, now)
        set_aside(folder, now)
    except BaseException:
        ready.unlink(missing_ok=True)
        raise
    swap(ready, folder / FILE)
    again = [line for line in ledger.read(folder) if line.id not in known]
    open_store(folder)
    with journal.writing(COMMAND_LINE, now, 'backup.restore') as batch:
        batch.did('setting')
    retention.scrub(now)
    return len(again)


def _look(path: Path) -> set[str]:
    """The erasures that a store knows of. Raises `Refused` for one that a newer version of the program has made."""
    known = {file.stem for file in MIGRATIONS.glob('[0-9]*.py')}
    with closing(sqlite3.connect(f'{path.as_uri()}?mode=ro&immutable=1', uri=True)) as outside:
        made = {row[0] for row in outside.execute('SELECT name FROM schema_migration')}
        erased = {row[0] for row in outside.execute('SELECT public_id FROM erasure')}
    if not made <= known:
        raise Refused(_('Diese Sicherung stammt von einer neueren Version des Programms. Bitte zuerst das Programm '
                        'erneuern.'))
    return erased


def _log_everybody_out(path: Path, now: datetime) -> None:
    """Whoever was logged in then is not so now (S8), and a tablet may have been removed since. Before it takes its
    place: a kill must not leave them in."""
    with closing(sqlite3.connect(path)) as outside:
        outside.execute('DELETE FROM session')
        knows_tablets = outside.execute("SELECT 1 FROM sqlite_master WHERE name = 'device'").fetchone()
        if knows_tablets:   # older ones do not
            outside.execute('UPDATE device SET revoked_at = ? WHERE revoked_at IS NULL', [to_text(now)])
        outside.commit()


def set_aside(folder: Path, now: datetime) -> None:
    """What is there now becomes a backup among the others, and goes with them after fourteen days. A store that is
    damaged is copied as it lies there."""
    if not (folder / FILE).exists():
        return
    place = folder / backup.FOLDER
    try:
        open_store(folder)
        backup.make(place, now, ASIDE)
    except Refused:
        place.mkdir(mode=0o700, exist_ok=True)
        kept = backup.name_for(now, ASIDE + backup.DAMAGED)
        for end in ('', '-wal'):
            with suppress(FileNotFoundError):
                shutil.copyfile(folder / f'{FILE}{end}', place / f'{kept}{end}')
    finally:
        close_store()


def swap(ready: Path, file: Path) -> None:
    """An old `-wal` beside a new file would bring deleted rows back, and every check would call it sound: it goes
    first. A kill in between leaves the old store without its log, which was empty (closing has emptied it), or the
    new one."""
    for end in ('-wal', '-shm'):
        file.with_name(f'{file.name}{end}').unlink(missing_ok=True)
    to_disk(file.parent)
    ready.replace(file)
    to_disk(file.parent)
