"""Backups by themselves: every day in the data folder, and sealed in a second place such as a USB stick (R4)."""
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from db import backup, connection, journal, ledger, retention, settings
from db.backup import FOLDER, SEALED
from db.clock import utc_now
from db.errors import Damaged, Refused, Unavailable, why
from db.events import Changed, emit
from db.i18n import _
from db.modelfields import from_text
from db.models import Setting
from db.replay import replay
from db.unfinished import sweep
from db.who import COMMAND_LINE, Who

MARK = 'LIES-MICH-Kontaktbuch.txt'   # tells a stick that is plugged in from an empty folder, and people what lies there
_ABOUT = _("""Hier liegen Sicherungen des Kontaktbuchs, verschlüsselt mit dem Passwort der Sicherung.
Keine ist älter als 14 Tage. Bitte nichts umbenennen.

Zurück zu einer Sicherung, auf dem Computer des Cafés:
    ./run.sh restore {name}
Ohne das Programm (age-encryption.org):
    age -d {name} > kontaktbuch.sqlite
""")
ALL_WELL = _('Gesichert und geprüft.')
HERE_ONLY = _('Gesichert, hier auf dem Computer. Der zweite Ort fehlt: {place}. Steckt der USB-Stick?')
_followed: dict[str, int] = {}   # by second place: how long our ledger was when it was last taken there
_EXAMPLE = 'kontaktbuch-2026-11-23T031500Z.sqlite.age'


@dataclass(frozen=True)
class Status:
    """What Heute and `check` say. `second` is None while no second place is set."""
    last: datetime | None
    problem: str
    second: datetime | None
    second_problem: str
    place: str


def own_place() -> Path:
    return connection.folder() / FOLDER


def daily(now: datetime, stopping: bool = False) -> None:
    """Make what is due, once a day for each place, and let go of what is too old. When the program is `stopping`, what
    came in since the last one is due, too: it may be off for a week. Never raises because of a disk: what went wrong
    stands in `status`, and the next look tries again."""
    sweep(connection.folder())
    # the second place first: what its ledger knows is erased here before the day's copy is made
    second = _tried(_second, now, stopping)
    problems = {'own': _tried(_own, now, stopping), 'second': second}
    if not connection.db.damaged and problems != _noted('backup_problems', {'own': '', 'second': ''}):
        with suppress(Unavailable), journal.writing(COMMAND_LINE, now, 'backup.noted') as batch:
            settings.put('backup_problems', problems)
            batch.shows('setting', 'backup_problems')


def _tried(part: Callable[[datetime, bool], None], now: datetime, stopping: bool) -> str:
    try:
        part(now, stopping)
    except Refused as refusal:
        return refusal.sentence
    except OSError as problem:   # a stick that was pulled out, a network disk that is gone
        return _('Dort lässt sich nicht sichern: {reason}').format(reason=why(problem))
    return ''


def _own(now: datetime, stopping: bool) -> None:
    _tidy(own_place(), now)
    if _due(own_place(), now, stopping):
        backup.make(own_place(), now)
        emit(Changed(frozenset({('setting', 'backup')})))   # Heute says when the last one was
        _tidy(own_place(), now)


def _second(now: datetime, stopping: bool) -> None:
    place = settings.read().backup_place
    if not place:
        return
    _there(Path(place))
    take_ledger_along(Path(place))   # at each look, whether a copy is due or not
    _tidy(Path(place), now)
    if _due(Path(place), now, stopping):
        _seal_into(Path(place), now)
        _tidy(Path(place), now)


def _tidy(place: Path, now: datetime) -> None:
    """Before a new one is tried, so that a full disk gets some room, and after it: then the last good one may go. What
    has no clock to trust has no age either (R8)."""
    sweep(place)
    if retention.clock_right(now):
        backup.prune(place, now)


def _due(place: Path, now: datetime, stopping: bool) -> bool:
    if backup.due(place, now):
        return True
    last, changed = backup.last_good(place), connection.db.execute_sql(
        'SELECT at FROM change ORDER BY id DESC LIMIT 1').fetchone()
    return bool(stopping and last and changed and from_text(changed[0]) >= last.at)


def _there(place: Path) -> None:
    if gone := _gone(place):
        raise Refused(gone)


def _gone(place: Path) -> str:
    here = (place / MARK).is_file()
    return '' if here else _('Der zweite Ort {place} ist gerade nicht da. Steckt der USB-Stick?').format(place=place)


def _seal_into(place: Path, now: datetime) -> None:
    """With the ledger beside it, so that it can be brought back on another computer and nobody comes back with it."""
    name = backup.name_for(now) + SEALED
    backup.copy(place / name, passphrase())
    ledger.begin(place)
    take_ledger_along(place)


def take_ledger_along(place: Path) -> None:
    """Both learn what only the other knows: neither may forget an erasure because the other was lost. Whom only the
    other's erased goes now: a backup without its ledger may have brought them back here (D7)."""
    try:
        theirs = {line.id for line in ledger.read(place)}   # before ours: what is just being erased here is not done
        ledger.merge(place, connection.folder())
        ledger.merge(connection.folder(), place)
        lines = [line for line in ledger.read(connection.folder()) if line.id in theirs]
    except OSError as problem:
        raise Refused(_('Dort lässt sich nicht sichern: {reason}').format(reason=why(problem))) from None
    if replay(lines, utc_now()):
        retention.scrub(utc_now())


def follow_ledger() -> None:
    """Whoever was erased just now stands in the second place's ledger seconds later: the next copy is a day away, and
    computers die in between. While nobody is erased it costs one look at a file's size."""
    if connection.db.damaged:
        return
    book = connection.folder() / ledger.FILE
    size = book.stat().st_size if book.exists() else 0
    place = settings.read().backup_place
    if size and place and _followed.get(place) != size:
        with suppress(Refused, OSError):   # `daily` says what is wrong there
            _there(Path(place))
            take_ledger_along(Path(place))
            _followed[place] = size


def now_please(now: datetime) -> str:
    """On demand, in the data folder and, where it is there, in the second place. Returns what has become of it; raises
    `Refused` where there is none at all."""
    backup.make(own_place(), now)
    problem = _tried(_second_now, now, False)
    daily(now)   # what is wrong with the second place stands on Heute at once
    if not problem:
        return ALL_WELL
    place = settings.read().backup_place
    return (HERE_ONLY.format(place=place) if place and _gone(Path(place)) else
            _('Gesichert, hier auf dem Computer. Am zweiten Ort nicht: {problem}').format(problem=problem))


def _second_now(now: datetime, _stopping: bool) -> None:
    if place := settings.read().backup_place:
        _there(Path(place))
        _seal_into(Path(place), now)


def downloaded(who: Who, now: datetime) -> None:
    """A sealed copy of everything has left the house: that stands in the journal."""
    with journal.writing(who, now, 'backup.download') as batch:
        batch.did('setting')


# ---- the second place ------------------------------------------------------------------------------------------------
def set_second(place: str, phrase: str, who: Who, now: datetime) -> None:
    """Where sealed copies go, and the passphrase that seals them; an empty place ends it. The passphrase stays as it
    is when none is given. Raises `Refused` naming the field `backup_place` or `passphrase`."""
    place = place.strip()
    if place:
        _check_place(Path(place))
        if phrase or not passphrase():
            check_passphrase(phrase)
    with journal.writing(who, now, 'settings.backup') as batch:
        settings.put('backup_place', place)
        if place and phrase:
            settings.put('backup_passphrase', phrase)
        batch.did('setting')
        batch.shows('setting', 'backup_place')
    if place:
        (Path(place) / MARK).write_text(_ABOUT.format(name=_EXAMPLE), 'utf-8')


def check_passphrase(phrase: str) -> None:
    if len(phrase) < backup.SHORTEST_PASSPHRASE:
        raise Refused(_('Das Passwort der Sicherung braucht mindestens {n} Zeichen. Bitte gut aufschreiben: Ohne es '
                        'ist die Sicherung verloren.').format(n=backup.SHORTEST_PASSPHRASE), 'passphrase')


def _check_place(place: Path) -> None:
    if not place.is_absolute() or not place.is_dir():
        raise Refused(_('Diesen Ordner gibt es nicht. Beispiel: /media/usb/kontaktbuch'), 'backup_place')
    if place.resolve().is_relative_to(connection.folder().resolve()):
        raise Refused(_('Der zweite Ort muss außerhalb des Datenordners liegen.'), 'backup_place')
    try:
        (place / MARK).touch()
    except OSError as problem:
        raise Refused(_('Dort lässt sich nicht sichern: {reason}').format(reason=why(problem)),
                      'backup_place') from None


def passphrase() -> str:
    return str(_noted('backup_passphrase', ''))


# ---- what people see -------------------------------------------------------------------------------------------------
def status() -> Status:
    place = settings.read().backup_place
    own, second = backup.last_good(own_place()), backup.last_good(Path(place)) if place else None
    problems = _noted('backup_problems', {'own': '', 'second': ''})
    problem = Damaged().sentence if connection.db.damaged else problems['own']
    return Status(own.at if own else None, problem, second.at if second else None,
                  (_gone(Path(place)) or problems['second']) if place else '', place)


def _noted(name: str, default: Any) -> Any:
    row = Setting.get_or_none(Setting.name == name)
    return row.value if row else default
