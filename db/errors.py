"""What a rule says when it refuses: one exception type, one sentence a volunteer understands."""
import errno
import sqlite3

from peewee import DatabaseError, OperationalError

from db.i18n import _

_REASONS = {errno.ENOENT: _('Diese Datei oder diesen Ordner gibt es nicht.'),
            errno.EACCES: _('Dazu fehlt die Erlaubnis.'),
            errno.EPERM: _('Dazu fehlt die Erlaubnis.'), errno.ENOSPC: _('Die Platte ist voll.'),
            errno.EROFS: _('Dort lässt sich nur lesen.'), errno.EISDIR: _('Das ist ein Ordner.'),
            errno.ENOTDIR: _('Das ist kein Ordner.'), errno.EEXIST: _('Dort liegt schon eine Datei.'),
            errno.EIO: _('Der Datenträger meldet einen Fehler.'),
            errno.ENAMETOOLONG: _('Der Name ist zu lang.'),
            errno.EFBIG: _('Größer darf eine Datei dort nicht werden.')}


_OF_THE_DISK = ('locked', 'busy', 'full', 'readonly', 'read-only', 'disk i/o', 'unable to open', 'no space',
                'quota', 'file too large')

_OF_DAMAGE = ('malformed', 'not a database')


def why(problem: OSError) -> str:
    """What the operating system says, in plain words."""
    return _REASONS.get(problem.errno or 0) or f'{problem.strerror}.'


class Refused(Exception):
    """A rule refuses. `sentence` is German and ready for the screen; `field` names the column it belongs to."""

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class Conflict(Refused):
    """Somebody else saved the same row in the meantime."""


class Unknown(Refused):
    """There is no such row (any more)."""


class Unavailable(Refused):
    """The store itself cannot take it just now (R7). `passes`: worth another try by itself in a moment."""

    def __init__(self, sentence: str, passes: bool) -> None:
        super().__init__(sentence)
        self.passes = passes


class Damaged(Unavailable):
    """The file does not hold what it should (R3). The next start says which backup leads back."""

    def __init__(self) -> None:
        super().__init__(_('Die Datei des Kontaktbuchs ist beschädigt, deshalb wird nichts mehr gespeichert. Bitte das '
                           'Programm beenden und neu starten: Dann steht dort, wie es zurück zur letzten guten '
                           'Sicherung geht.'), passes=False)


def unavailable(fault: str) -> Unavailable | None:
    """What SQLite or the system says, as a sentence; None for what is a mistake of ours. A file limit shows up as
    "disk I/O error", not as "full". Nobody else has a "table" locked: this connection has not read it to the end."""
    fault = fault.lower()
    if not any(word in fault for word in _OF_THE_DISK) or 'table is locked' in fault:
        return None
    if 'locked' in fault or 'busy' in fault:
        return Unavailable(_('Das Kontaktbuch ist gerade beschäftigt. Bitte gleich noch einmal.'), passes=True)
    return Unavailable(_('Auf diesem Computer lässt sich gerade nichts speichern, vielleicht ist die Platte voll. '
                         'Bitte Platz schaffen und noch einmal versuchen.'), passes=False)


def fault_of(problem: BaseException | None) -> Unavailable | None:
    """The sentence behind an exception of SQLite or of the system; None for what is a mistake of ours. A full disk
    rolls back by itself, and the second rollback then hides why: so the whole chain is looked at. While rows are
    fetched the exceptions are SQLite's own, not peewee's."""
    if not isinstance(problem, DatabaseError | sqlite3.DatabaseError | OSError):
        return None
    of_the_disk = isinstance(problem, OperationalError | sqlite3.OperationalError | OSError)
    faults = []
    while problem is not None:
        if any(word in str(problem).lower() for word in _OF_DAMAGE):
            return Damaged()
        faults.append(unavailable(str(problem)) if of_the_disk else None)
        problem = problem.__context__
    return next(filter(None, faults), None)
