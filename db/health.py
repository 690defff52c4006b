"""Is this installation healthy? What `./run.sh check` prints and a line on Heute sums up."""
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from db import backup, connection, consent, folding, holding, keeping, ledger, retention, search
from db.clock import show_moment
from db.connection import db
from db.errors import Refused, why
from db.i18n import _
from db.modelfields import from_text, to_text
from db.models import Erasure, Person, Repair

LEAST_ROOM = 200_000_000   # bytes
LATE = timedelta(days=2)
NEW = timedelta(days=1)


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `words` say what is so, and where it is not well what to do."""
    what: str
    well: bool
    words: str


def quick(now: datetime) -> tuple[Finding, ...]:
    """What takes no time, for a line on Heute."""
    return _backup(now), _second_place(), _room(), _clock(), _erasures(now), _ledger(now)


def thorough(now: datetime) -> tuple[Finding, ...]:
    """Everything; reads the whole file."""
    return _file(), _links(), _consents(), _search(), *quick(now), *_newest(), _folder()


def _file() -> Finding:
    rows = [row[0] for row in db.execute_sql('PRAGMA integrity_check').fetchall()]
    well = rows == ['ok']
    return Finding(_('Datei'), well, _('ist heil') if well else
                   _('ist beschädigt. Zurück zur letzten guten Sicherung: ./run.sh restore DATEI'))


def _links() -> Finding:
    """A start refuses a store whose rows point into the void; only the words of the search can be made anew."""
    void = {row[0] for row in db.execute_sql('PRAGMA foreign_key_check').fetchall()}
    well = not void and bool(db.execute_sql('PRAGMA foreign_keys').fetchone()[0])
    remedy = _('So wird die Suche neu gebaut: ./run.sh check --repair') if all(
        table.endswith('_word') for table in void) else _(
        'Beim nächsten Start öffnet sich das Kontaktbuch so nicht. Zurück zur letzten guten Sicherung: '
        './run.sh restore DATEI')
    return Finding(_('Verweise'), well, _('stimmen') if well else
                   _('Eine Zeile zeigt ins Leere. {remedy}').format(remedy=remedy))


def _consents() -> Finding:
    without = consent.people_without()
    return Finding(_('Einwilligungen'), not without,
                   _('niemand ist ohne Einwilligung gespeichert') if not without else
                   _('{n} Personen stehen ohne Einwilligung da.').format(n=without))


def _search() -> Finding:
    """Every person and every repair has its words, each with a blank before it, and as many stand in the index (they
    can be made anew: `check --repair`)."""
    missing = sum(int(db.execute_sql(
        f"SELECT COUNT(*) FROM {table} WHERE length(words) - length(replace(words, ' ', '')) <> "  # noqa: S608
        f'(SELECT COUNT(*) FROM {table}_word WHERE {table}_id = {table}.id)').fetchone()[0])
        for table in ('person', 'repair'))
    missing += sum(1 for model in (Person, Repair) for row in model.select().where(model.words == '')
                   if folding.words(search.texts(row)))   # who is called 🛠 has none
    return Finding(_('Suche'), not missing, _('ist vollständig') if not missing else
                   _('{n} Zeilen fehlen. So wird sie neu gebaut: ./run.sh check --repair').format(n=missing))


def _backup(now: datetime) -> Finding:
    status = keeping.status()
    if status.problem:
        return Finding(_('Sicherung'), False, status.problem)
    if status.last is None and (problem := _no_good_one(keeping.own_place())):
        return Finding(_('Sicherung'), False, problem)
    if status.last is None:
        new = _is_new(now)
        return Finding(_('Sicherung'), new, _('Es gibt noch keine. Die erste entsteht, wenn das Programm läuft.')
                       if new else _('Es gibt keine. Bitte gleich: Einstellungen → Sicherung → Jetzt sichern.'))
    well = now - status.last < LATE
    words = _('letzte gute: {moment}') if well else _('letzte gute: {moment}. Läuft das Programm täglich?')
    return Finding(_('Sicherung'), well, words.format(moment=show_moment(status.last)))


def _no_good_one(place: Path) -> str:
    """Why, where something is there."""
    try:
        something = list(place.iterdir())
    except FileNotFoundError:
        return ''
    except OSError as problem:
        return _('{place} lässt sich nicht lesen: {reason}').format(place=place, reason=why(problem))
    return _('Im Ordner {place} liegt keine, die sich öffnen lässt.').format(place=place) if something else ''


def _newest() -> Iterator[Finding]:
    """A backup that nobody has opened is a hope."""
    last = backup.last_good(keeping.own_place())
    if last:
        try:
            backup.verify(last.path)
        except Refused as refusal:
            yield Finding(_('Rückweg'), False, _('{file}: {reason} Bitte gleich neu sichern.').format(
                file=last.path.name, reason=refusal.sentence))
        else:
            yield Finding(_('Rückweg'), True, _('die letzte Sicherung lässt sich öffnen'))


def _is_new(now: datetime) -> bool:
    """Has anybody saved something here longer than a day ago? Then there was time for a first backup."""
    first = db.execute_sql('SELECT at FROM change ORDER BY id LIMIT 1').fetchone()
    return not first or now - from_text(first[0]) < NEW


def _second_place() -> Finding:
    status = keeping.status()
    if not status.place:
        return Finding(_('Zweiter Ort'), True, _('keiner eingerichtet'))
    if status.second_problem:
        return Finding(_('Zweiter Ort'), False, status.second_problem)
    return Finding(_('Zweiter Ort'), True, _('letzte gute: {moment}').format(moment=show_moment(status.second)))


def _room() -> Finding:
    free = shutil.disk_usage(connection.folder()).free
    return Finding(_('Platz'), free > LEAST_ROOM, _('{n} MB frei').format(n=free // 1_000_000))


def _folder() -> Finding:
    """Open to others only where other things lie in it, too (`holding.take`)."""
    folder, what = connection.folder(), _('Ordner')
    if not folder.stat().st_mode & 0o077:
        return Finding(what, True, _('ist nur für dieses Konto des Computers'))
    return Finding(what, False, _('Andere Konten dieses Computers sehen hinein, weil Fremdes darin liegt: {names}. '
                                  'Bitte woanders hinlegen und noch einmal prüfen.').format(
                                      names=', '.join(holding.foreign(folder)[:5])))


def _clock() -> Finding:
    doubted = retention.clock_doubted()
    return Finding(_('Uhr'), not doubted, _('geht') if not doubted else
                   _('Sie ist gesprungen. Bitte auf „Heute“ bestätigen, dass das Datum stimmt.'))


def _erasures(now: datetime) -> Finding:
    waiting = Erasure.select().where(Erasure.scrubbed_at.is_null(), Erasure.at < now - timedelta(hours=1)).count()
    return Finding(_('Löschungen'), not waiting, _('sind erledigt') if not waiting else
                   _('{n} warten darauf, dass die Datei gereinigt werden kann.').format(n=waiting))


def _ledger(now: datetime) -> Finding:
    """Without its line an erasure is not repeated when a backup from before is brought back; after fourteen days
    there is no such backup any more. An import taken back is no erasure and has none."""
    what = _('Löschbuch')
    try:
        book = ledger.open_book(connection.folder())
    except OSError as problem:
        return Finding(what, False, _('{file} lässt sich nicht lesen: {reason}').format(file=ledger.FILE,
                                                                                      reason=why(problem)))
    proofs = {id_: (at, rule) for id_, at, rule in Erasure.select(
        Erasure.public_id, Erasure.at, Erasure.rule).tuples()}
    wrong = []
    if missing := len({id_ for id_, (at, rule) in proofs.items()
                       if at > now - backup.KEPT and rule not in ledger.WITHOUT_LINE} - set(book.lines)):
        wrong.append(_('In {file} fehlen Zeilen ({n}). Eine ältere Sicherung brächte Gelöschte zurück. Was am '
                       'zweiten Ort davon steht, kommt von selbst wieder; sonst bitte {days} Tage lang keine ältere '
                       'zurückholen.').format(file=ledger.FILE, n=missing, days=backup.KEPT.days))
    settled = to_text(now - timedelta(minutes=1))   # a line stands there a moment before its proof does
    if waiting := sum(line.at < settled for id_, line in book.lines.items() if id_ not in proofs):
        wrong.append(_('In {file} stehen Löschungen, die hier noch nicht wiederholt sind ({n}). Bitte das Programm '
                       'neu starten.').format(file=ledger.FILE, n=waiting))
    if book.unreadable:
        wrong.append(_('In {file} lassen sich Zeilen nicht lesen ({n}). Sie werden übergangen, auch beim nächsten '
                       'Start. Hat ein neueres Programm sie geschrieben, bitte dieses benutzen; sonst kann man sie '
                       'entfernen, wenn das Programm beendet ist.').format(file=ledger.FILE, n=book.unreadable))
    return Finding(what, not wrong, ' '.join(wrong) or _('ist vollständig'))
