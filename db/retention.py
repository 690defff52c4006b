"""What is erased when, by itself, and how the file is cleaned afterwards (D4, D10).

Deleted is not erased: names rest in freed pages and in the write-ahead log until `scrub` has rewritten the file.
"""
import ctypes
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from peewee import OperationalError

from db import columns_gone, journal, names, settings
from db.clock import show_date, show_time
from db.connection import db, folder, waiting_at_most
from db.consent import FORMER_TERM
from db.erasure import anonymise, close, prove, shrink
from db.i18n import _
from db.journal import Batch
from db.modelfields import from_text, to_text
from db.models import Consent, Erasure, Person, Repair, Setting
from db.reserve import erasing, keep
from db.who import COMMAND_LINE, Who
from db.words import Ended, Purpose, State

log = logging.getLogger(__name__)

SCRUB_WAIT = 500                         # milliseconds: somebody at the counter waits, and the next run comes soon
CORRECTION = timedelta(minutes=5)        # what a time server sets right is no jump
LONGEST_GRACE = timedelta(minutes=settings.LONGEST_GRACE)
CLOCK_JUMP = timedelta(days=7)           # D10: after a longer silence nobody is erased by term without a look


@dataclass(frozen=True)
class Rule:
    """What is erased when: `due` finds row ids, `erase` handles one of them in a transaction of its own and says
    whether it was still due: somebody may have tapped „Rückgängig“ just then, or another process been quicker."""
    name: str
    words: str
    due: Callable[[datetime], list[int]]
    erase: Callable[[Batch, int], bool]
    by_term: bool


@dataclass(frozen=True)
class DueRun:
    """`waiting` counts what a doubtful clock holds back, `failed` what went wrong and is tried again; `clean` says
    that the file holds no residue."""
    erased: int
    waiting: int
    clean: bool
    failed: int = 0


@dataclass(frozen=True)
class DueLine:
    title: str
    short: str
    detail: str
    href: str
    late: bool


# ---- the rules -------------------------------------------------------------------------------------------------------
def _handed_back(now: datetime) -> list[int]:
    return _repairs(Repair.erase_at <= now)


def _out_of_reach(now: datetime) -> list[int]:
    """No grace is that long: the clock was ahead of its time when these were handed back (R8)."""
    return _repairs(Repair.erase_at > now + LONGEST_GRACE)


def _repairs(condition: Any) -> list[int]:
    return [row[0] for row in Repair.select(Repair.id).where(condition).order_by(Repair.erase_at).tuples()]


def _after_pick_up(batch: Batch, repair_id: int) -> bool:
    repair = Repair.get_by_id(repair_id)
    if repair.erase_at is None or batch.now < repair.erase_at <= batch.now + LONGEST_GRACE:
        return False
    person = Person.get_or_none(Person.id == repair.person_id) if repair.person_id else None
    Repair.update(erase_at=None).where(Repair.id == repair_id).execute()
    if person is None:
        anonymise(batch, repair, None)
        prove(batch, 'pick-up', repair=repair.request_id)
        return True
    here, later = Repair.state != State.COLLECTED, Repair.erase_at > batch.now
    if Repair.select().where(Repair.person == person.id, here | later).exists():
        close(batch, repair)   # something of theirs is still here, or was fetched later and has its own moment
        return True
    shrink(batch, person, {Purpose.REPAIR: Ended.FULFILLED}, 'pick-up')
    return True


def _kept_too_long(now: datetime) -> Any:
    return Consent.select(Consent.person).where(
        Consent.purpose == Purpose.FORMER, Consent.ended_at.is_null(), Consent.given_at <= now - FORMER_TERM)


def _former_too_long(now: datetime) -> list[int]:
    return [row[0] for row in _kept_too_long(now).tuples()]


def _former_expired(batch: Batch, person_id: int) -> bool:
    if not _kept_too_long(batch.now).where(Consent.person == person_id).exists():
        return False
    shrink(batch, Person.get_by_id(person_id), {Purpose.FORMER: Ended.EXPIRED}, 'term')
    return True


RULES = (
    Rule('pick-up', _('nach der Abholung'), _handed_back, _after_pick_up, by_term=False),
    # while the clock is in doubt it may as well be wrong now, and the moment right: that is for a person to say
    Rule('pick-up', _('nach der Abholung'), _out_of_reach, _after_pick_up, by_term=True),
    Rule('term', _('nach zwei Jahren bei den Ehemaligen'), _former_too_long, _former_expired, by_term=True),
    Rule('column', _('nach dem Stilllegen einer eigenen Spalte'), columns_gone.due, columns_gone.erase, by_term=True),
)


def run_due(now: datetime, who: Who = COMMAND_LINE) -> DueRun:
    """Erase what is due now, each person in a transaction of their own (D4). Safe to call at any time, and after
    days off. Rules that count years wait for a person when the clock seems to have jumped (D10). One row that fails
    is left for the next run and stops nobody else's erasure."""
    if db.damaged:
        return DueRun(0, 0, clean=False)   # a damaged file is not written any more; restored, it is done at once (R3)
    doubt = _clock_doubt(now)
    erased = waiting = failed = 0
    for rule in RULES:
        due = rule.due(now)
        if rule.by_term and doubt:
            waiting += len(due)
            continue
        for row_id in due:
            try:
                erased += _erase_one(rule, row_id, who, now)
            except Exception:
                log.exception('erasing failed by rule %s, row %s', rule.name, row_id)
                failed += 1
    clean = scrub(now)
    keep(folder())   # it may have been needed
    return DueRun(erased, waiting, clean, failed)


@erasing
def _erase_one(rule: Rule, row_id: int, who: Who, now: datetime) -> bool:
    with journal.writing(who, now, f'erase.{rule.name}') as batch:
        return rule.erase(batch, row_id)


def _clock_doubt(now: datetime) -> bool:
    """True while the last run lies more than seven days back, or ahead, and nobody has confirmed the clock."""
    last = Setting.get_or_none(Setting.name == 'last_due_run')
    seen = from_text(last.value['at']) if last else now
    doubtful = bool(last and last.value.get('doubt')) or _jumped(seen, now)
    if last is None or doubtful != bool(last.value.get('doubt')) or now - seen >= timedelta(hours=1) or now < seen:
        with suppress(OperationalError):   # a full or locked disk must not keep anybody from being erased
            settings.put('last_due_run', {'at': to_text(now), 'doubt': doubtful})
    return doubtful


def _jumped(seen: datetime, now: datetime) -> bool:
    return not -CORRECTION <= now - seen <= CLOCK_JUMP


def clock_right(now: datetime) -> bool:
    """Whether what goes by its age may go now."""
    last = Setting.get_or_none(Setting.name == 'last_due_run')
    return last is None or not (last.value.get('doubt') or _jumped(from_text(last.value['at']), now))


def clock_doubted() -> bool:
    last = Setting.get_or_none(Setting.name == 'last_due_run')
    return bool(last and last.value.get('doubt'))


def confirm_clock(who: Who, now: datetime) -> None:
    """An organiser says that today's date is right: rules that count years may run again."""
    with journal.writing(who, now, 'clock.confirm') as batch:
        settings.put('last_due_run', {'at': to_text(now), 'doubt': False})
        batch.did('setting')
        batch.shows('setting', 'last_due_run')


def when(moment: datetime) -> str:
    """'werden am 23.11.2026 um 15:40 gelöscht': with the day, because it stands on paper, too."""
    return _('werden am {day} um {time} gelöscht').format(day=show_date(moment), time=show_time(moment))


def due_soon(now: datetime, within: timedelta = timedelta(days=30), limit: int = 50) -> tuple[tuple[DueLine, ...], int]:
    """People whose time with us ends within these days, the soonest first, and how many they are."""
    ending = _kept_too_long(now + within)
    rows = (ending.select(Consent.given_at, Person.public_id, Person.first_name, Person.last_name).join(Person)
            .order_by(Consent.given_at).limit(limit))
    return tuple(_due_line(row.person, row.given_at + FORMER_TERM, now) for row in rows), ending.count()


def _due_line(person: Person, ends: datetime, now: datetime) -> DueLine:
    return DueLine(names.full(person.first_name, person.last_name), names.short(person.first_name, person.last_name),
                   _('Frist endet am {day}').format(day=show_date(ends)), f'/ehemalige?person={person.public_id}',
                   ends <= now)


# ---- the file --------------------------------------------------------------------------------------------------------
def scrub(now: datetime) -> bool:
    """Rewrite the file and empty the write-ahead log while an erasure waits for it: VACUUM, then a checkpoint while
    nobody reads. True when no residue is left. Else (somebody reads or writes just now, or the disk is full) the
    erasure stays marked and the next run tries again; what was erased is gone from every table already."""
    done = [row[0] for row in Erasure.select(Erasure.public_id).where(Erasure.scrubbed_at.is_null()).tuples()]
    if not done:
        return True
    try:
        with waiting_at_most(SCRUB_WAIT):
            # first, too: VACUUM writes the whole file into the log, which must not grow while somebody reads
            if not _log_emptied():
                return False
            db.execute_sql('VACUUM')
            give_memory_back()
            if not _log_emptied():
                return False
            Erasure.update(scrubbed_at=now).where(Erasure.public_id.in_(done)).execute()
    except OperationalError:
        return False
    return True


def _log_emptied() -> bool:
    busy, *__ = db.execute_sql('PRAGMA wal_checkpoint(TRUNCATE)').fetchone()
    return not busy


def give_memory_back() -> None:
    """VACUUM has held the whole file in memory (`temp_store`); the C library would keep that for itself."""
    with suppress(OSError, AttributeError):   # another C library
        ctypes.CDLL(None).malloc_trim(0)
