"""Numbers for screens and reports, counted from the store at each call."""
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from peewee import JOIN, SQL, fn

from db import todo, undated, weeks
from db.clock import BERLIN
from db.clock import today as local_day
from db.connection import db
from db.errors import Refused
from db.i18n import _
from db.modelfields import to_text
from db.models import Account, Membership, Organisation, Repair, RepairState
from db.names import initials
from db.repair_history import Brought, brought
from db.todo import DueRow, Group, MessengerRow, TaskRow
from db.weeks import Week
from db.words import Outcome, State

__all__ = ['DueRow', 'FeedLine', 'Group', 'MessengerRow', 'TaskRow', 'Today', 'WeekBar', 'WeekFigures', 'today', 'week']

WEEKS_SHOWN, FEED_LENGTH = 8, 6
AGES = (7, 30, 90)   # days; the last group is older
OPEN_NOW = f"state <> '{State.COLLECTED}'"   # a literal, or SQLite does not use the index of open repairs
IS_OPEN = SQL(OPEN_NOW)
READY_STATES = f"('{State.READY}', '{State.UNCOLLECTED}')"


@dataclass(frozen=True)
class WeekBar:
    week: str
    number: int
    came: int
    went: int


@dataclass(frozen=True)
class FeedLine:
    at: datetime
    who: str
    initials: str
    text: str
    href: str


@dataclass(frozen=True)
class Today:
    """What matters now. `counts` are open repairs by the key of their state."""
    open: int
    counts: dict[str, int]
    uncollected: Group[TaskRow] = field(default_factory=Group)
    nameless: Group[TaskRow] = field(default_factory=Group)
    unassigned: Group[TaskRow] = field(default_factory=Group)
    messenger: Group[MessengerRow] = field(default_factory=Group)
    due: Group[DueRow] = field(default_factory=Group)
    weeks: tuple[WeekBar, ...] = ()
    feed: tuple[FeedLine, ...] = ()
    people: int = 0
    repairs: int = 0


@dataclass(frozen=True)
class WeekFigures:
    """One week: pairs are (this week, the week before). `ages` counts open repairs per state by `AGES`."""
    week: Week
    accepted: tuple[int, int]
    collected: tuple[int, int]
    open: tuple[int, int]
    overdue: tuple[int, int]
    repaired: tuple[int | None, int | None]   # per cent of what was handed back in eight weeks with a known outcome
    ready: int
    ages: dict[State, tuple[int, int, int, int]]
    dayless: dict[State, int]   # open as well, and no list has said since when
    weeks: tuple[WeekBar, ...]
    uncollected: Group[TaskRow]
    nameless: Group[TaskRow]
    unassigned: Group[TaskRow]
    messenger: Group[MessengerRow]
    due: Group[DueRow]


# ---- today -----------------------------------------------------------------------------------------------------------
def today(now: datetime, lists: bool = True) -> Today:
    """`lists=False` leaves out everything with names, for the counter role."""
    counts = open_by_state()
    if not lists:
        return Today(sum(counts.values()), counts)
    return Today(sum(counts.values()), counts, todo.uncollected(now), todo.nameless(now), todo.unassigned(now),
                 todo.messenger(), todo.due(now), bars(weeks.current(now)), feed(),
                 Membership.select().count() + Organisation.select().count(), Repair.select().limit(1).count())


def open_by_state() -> dict[str, int]:
    found = dict(Repair.select(Repair.state, fn.COUNT(Repair.id)).where(IS_OPEN).group_by(Repair.state).tuples())
    return {state.key: found.get(state.value, 0) for state in State if state is not State.COLLECTED}


def bars(last: Week) -> tuple[WeekBar, ...]:
    """Eight weeks up to and including `last`, the oldest first."""
    shown = [last.shifted(-back) for back in reversed(range(WEEKS_SHOWN))]
    return tuple(WeekBar(one.name, one.number, _came(one), _went(one))
                 for one in shown)


def _came(one: Week) -> int:
    """Without what a list brought in that does not say when it came: that was no week's work."""
    return _count(f'received_at >= ? AND received_at < ? AND {undated.CAME_ON_A_DAY}', one.start, one.end)


def _went(one: Week) -> int:
    return _count('collected_at >= ? AND collected_at < ?', one.start, one.end)


def _count(condition: str, *moments: datetime) -> int:
    """One number from an index; plain SQL, because a page asks for thirty of them."""
    sql = f'SELECT COUNT(*) FROM repair WHERE {condition}'  # noqa: S608  the conditions stand in this file
    return db.execute_sql(sql, tuple(to_text(moment) for moment in moments)).fetchone()[0]


def feed() -> tuple[FeedLine, ...]:
    """What just happened to repairs, the newest first. No customer is named."""
    moves = list(RepairState.select(RepairState, Repair, Account).join(Repair)
                 .join_from(RepairState, Account, JOIN.LEFT_OUTER).order_by(RepairState.id.desc())
                 .limit(2 * FEED_LENGTH))     # a list mostly brings two with each repair, and they are one line
    came = brought(move.repair.id for move in moves)
    return tuple(dict.fromkeys(_feed_line(move, came.get(move.repair.id)) for move in moves))[:FEED_LENGTH]


def _feed_line(move: RepairState, came: Brought | None) -> FeedLine:
    if came is not None and move.at <= came.at:
        return _said(came.at, came.who, _('hat {number} aus einer Liste übernommen'), move)
    who = move.actor.name if isinstance(move.actor, Account) else _('Befehlszeile')
    earlier = RepairState.select().where(RepairState.repair == move.repair.id, RepairState.id < move.id).exists()
    text = (_('hat {number} angenommen') if move.state == State.ACCEPTED and not earlier
            else _('hat {number} herausgegeben') if move.state == State.COLLECTED
            else _('hat {number} auf „{state}“ gesetzt'))
    return _said(move.at, who, text, move)


def _said(at: datetime, who: str, text: str, move: RepairState) -> FeedLine:
    first, __, last = who.partition(' ')
    number = move.repair.number
    return FeedLine(at, who, initials(first, last), text.format(number=number, state=move.state), f'/r/{number}')


# ---- one week --------------------------------------------------------------------------------------------------------
def week(now: datetime, name: str | None = None) -> WeekFigures:
    """Figures of one ISO week ('2026-W47'; None is yesterday's). Tasks are those of now. Raises `Refused`."""
    one = weeks.parse(name) if name else weeks.usual(now)
    if one.start > now:
        raise Refused(_('Diese Woche hat noch nicht begonnen.'), 'week')
    before = one.shifted(-1)
    at, at_before = min(one.end, now + timedelta(seconds=1)), min(before.end, now)   # this second counts
    ages, dayless = _ages(at)
    return WeekFigures(
        week=one, accepted=_pair(_came, one), collected=_pair(_went, one),
        open=(open_at(at), open_at(at_before) + _dayless(at_before, at)), overdue=(_overdue(at), _overdue(at_before)),
        repaired=(_repaired(one), _repaired(before)), ready=sum(ages[State.READY]) + dayless[State.READY],
        ages=ages, dayless=dayless, weeks=bars(one),
        uncollected=todo.uncollected(now, limit=todo.PAPER), nameless=todo.nameless(now),
        unassigned=todo.unassigned(now), messenger=todo.messenger(), due=todo.due(now))


def _pair(counted: Callable[[Week], int], one: Week) -> tuple[int, int]:
    return counted(one), counted(one.shifted(-1))


def open_at(moment: datetime) -> int:
    """How many repairs were in the house at a moment: today's number, counted back. What left on a day that
    nobody knows was never in any of them."""
    came_since = _count(f'received_at >= ? AND NOT ({undated.GONE_ON_NO_DAY})', moment)
    return _count(OPEN_NOW) - came_since + _count('collected_at >= ?', moment)


def _dayless(start: datetime, end: datetime) -> int:
    """Those a list brought in between that were in the house at the end of it. They had been there before, nobody knows
    since when, so they are nothing that this week is to have added."""
    came = f'received_at >= ? AND received_at < ? AND NOT ({undated.CAME_ON_A_DAY})'
    return (_count(f'{came} AND {OPEN_NOW}', start, end)
            + _count(f'{came} AND collected_at >= ?', start, end, end))


Ages = dict[State, tuple[int, int, int, int]]


def _ages(moment: datetime) -> tuple[Ages, dict[State, int]]:
    """Repairs in the house at a moment, by the state they were in then and by their age in calendar days; and those
    whose age nobody knows, by their state."""
    midnights = [datetime.combine(local_day(moment) - timedelta(days=days), time.min, BERLIN) for days in AGES]
    then = '(SELECT s.state FROM repair_state s WHERE s.repair_id = repair.id AND s.at < ? ORDER BY s.id DESC LIMIT 1)'
    older = ' + '.join(['(received_at < ?)'] * len(AGES))
    known_age = f'CASE WHEN {undated.CAME_ON_A_DAY} THEN {older} END'
    counted: Counter[tuple[str, int | None]] = Counter()
    for condition, more in ((OPEN_NOW, ()), ('collected_at >= ?', (moment,))):
        rows = db.execute_sql(
            f'SELECT {then}, {known_age}, COUNT(*) FROM repair '  # noqa: S608  the parts stand above
            f'WHERE {condition} AND received_at < ? GROUP BY 1, 2',
            tuple(to_text(one) for one in (moment, *midnights, *more, moment)))
        for state, age, count in rows:
            counted[state or State.ACCEPTED.value, age] += count
    here = [state for state in State if state is not State.COLLECTED]
    return ({state: (counted[state, 0], counted[state, 1], counted[state, 2], counted[state, 3]) for state in here},
            {state: counted[state, None] for state in here})


def _overdue(moment: datetime) -> int:
    """In the house at a moment and ready for longer than four weeks by then, without having gone back to work: read
    from the moves, so that what happens to an item later does not change a week that is over."""
    limit = moment - timedelta(days=todo.LATE_DAYS)
    moves = 'SELECT {} FROM repair_state s WHERE s.repair_id = repair.id AND s.at < ? AND '
    at_work = moves.format('MAX(s.id)') + f's.state NOT IN {READY_STATES}'
    ready_since = moves.format('MIN(s.at)') + f's.id > coalesce(({at_work}), 0)'
    return sum(_count(f'{condition} AND received_at <= ? AND ({ready_since}) <= ?', *more, limit, moment, moment, limit)
               for condition, more in ((OPEN_NOW, ()), ('collected_at >= ?', (moment,))))


def _repaired(last: Week) -> int | None:
    found = dict(Repair.select(Repair.outcome, fn.COUNT(Repair.id))
                 .where(Repair.collected_at >= last.shifted(1 - WEEKS_SHOWN).start, Repair.collected_at < last.end)
                 .group_by(Repair.outcome).tuples())
    known = sum(count for outcome, count in found.items() if outcome not in ('', Outcome.UNKNOWN))
    return round(100 * found.get(Outcome.FIXED.value, 0) / known) if known else None
