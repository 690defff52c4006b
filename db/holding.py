"""Who may have the data folder: its user only (S13), one server, or a restore and nobody else (R6)."""
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from db.connection import folder as folder_of_the_store
from db.errors import Refused, why
from db.i18n import _

SERVER = 'server.lock'
OURS = ('kontaktbuch.sqlite', '.kontaktbuch', 'sicherungen', 'loeschungen.jsonl', 'reserve', SERVER,
        'migrate.lock', 'commands.lock', '.nicegui', 'zertifikate',
        'unterwegs')   # how the names of what we put there begin


def take(folder: Path) -> None:
    """The folder and everything this process writes are for its user only (S13). A folder that holds other people's
    things, such as /tmp, keeps its own ways; `check` says so."""
    os.umask(0o077)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not foreign(folder):
            folder.chmod(0o700)
    except OSError as problem:
        raise Refused(_('Der Ordner {folder} lässt sich nicht benutzen: {reason}')
                      .format(folder=folder, reason=why(problem))) from None
    _belongs_to_us(folder)


def _unusable(place: Path, reason: str) -> Refused:
    return Refused(_('Die Datei {place} lässt sich nicht benutzen: {reason}').format(place=place, reason=reason))


def _belongs_to_us(folder: Path) -> None:
    """SQLite would only say that it cannot open something. Raises `Refused`."""
    for path in folder.iterdir():
        if path.name.startswith(OURS) and not os.access(path, os.R_OK | os.W_OK):
            with suppress(OSError):
                if path.stat().st_uid != os.geteuid():
                    raise _unusable(path, _('Das gehört einem anderen Konto dieses Computers. Wurde das Programm '
                                            'einmal mit sudo gestartet?'))


def keep_clear(target: Path, folder: Path) -> None:
    """What is written on request must not take the place of the store or of the erasure ledger. Raises `Refused`."""
    place = Path(os.path.realpath(target))   # which does not mind a link that leads to itself
    if place.parent == folder.resolve() and place.name.startswith(OURS):
        raise Refused(_('{file} gehört zum Kontaktbuch selbst. Bitte einen anderen Namen nehmen.').format(file=target))


def foreign(folder: Path) -> list[str]:
    """What lies there and is none of ours."""
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith(OURS))


@contextmanager
def held_alone(folder: Path) -> Iterator[IO[bytes]]:
    """Only one server per folder (R6). Raises `Refused` while another process holds it."""
    with _locked(folder, SERVER, fcntl.LOCK_EX,
                 _('Das Kontaktbuch läuft für diesen Ordner schon: {folder}. '
                   'Bitte das andere Fenster benutzen oder dort beenden.').format(folder=folder)) as lock:
        yield lock


def note_addresses(folder: Path, slips: str, team: str) -> None:
    """Where phones reach the server: a command beside it prints these into its codes, as the server does. What stood
    there is written over, not taken away first: a disk that is full has no room for it again."""
    note = os.open(folder / SERVER, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        os.ftruncate(note, os.write(note, f'{slips} {team}'.encode('ascii')))
    finally:
        os.close(note)


def noted_addresses() -> tuple[str, str]:
    """For slips and for the team, of the server that runs on the open store, else of the last one that did; '' where
    none has."""
    with suppress(OSError, ValueError):
        slips, team = (folder_of_the_store() / SERVER).read_text('ascii').split()
        return slips, team
    return '', ''


@contextmanager
def in_use(folder: Path) -> Iterator[None]:
    """For a command, which works on the store beside others and the server. Raises `Refused` during a restore."""
    with _locked(folder, 'commands.lock', fcntl.LOCK_SH,
                 _('Gerade wird eine Sicherung zurückgeholt. Bitte danach noch einmal.')):
        yield


@contextmanager
def in_use_by_nobody(folder: Path) -> Iterator[None]:
    """For a restore: what a command wrote meanwhile would be lost. Raises `Refused` while one is at work."""
    with _locked(folder, 'commands.lock', fcntl.LOCK_EX,
                 _('Gerade arbeitet noch ein anderer Befehl mit diesem Ordner. Bitte warten, bis er fertig ist, und '
                   'dann noch einmal.')):
        yield


@contextmanager
def _locked(folder: Path, name: str, how: int, refusal: str) -> Iterator[IO[bytes]]:
    take(folder)
    try:
        lock = (folder / name).open('ab')
    except OSError as problem:
        raise _unusable(folder / name, why(problem)) from None
    with lock:
        try:
            fcntl.flock(lock, how | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(refusal) from None
        yield lock
