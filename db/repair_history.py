"""How a repair came here and went on: what people did, and what a list says of it.

A list tells days and no hours, and not who was at the counter. Whoever imported it took nothing in: that has a line of
its own, at the moment of the import.
"""
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from peewee import JOIN

from db import undated
from db.i18n import _
from db.listed import BROUGHT, BY_LIST
from db.models import Account, Change, Repair, RepairState
from db.repair_views import HistoryLine
from db.words import State


@dataclass(frozen=True)
class Brought:
    """That a repair came with a list: when, and who imported it."""
    at: datetime
    who: str


@dataclass(frozen=True)
class Story:
    """`passed` are the states it has really been in; `taken_by` is empty where nobody is known to have taken it in."""
    lines: tuple[HistoryLine, ...]
    passed: frozenset[State]
    taken_by: str


def brought(repair_ids: Iterable[int]) -> dict[int, Brought]:
    """Those of these repairs that came with a list."""
    rows = (Change.select(Change.row, Change.at, Account.name)
            .join(Account, JOIN.LEFT_OUTER, on=Change.actor == Account.id)
            .where(Change.table == 'repair', Change.row.in_(set(repair_ids)), Change.verb == BROUGHT).tuples())
    return {row: Brought(at, name or _('Befehlszeile')) for row, at, name in rows}


def story(row: Repair) -> Story:
    """The newest first."""
    moves = list(RepairState.select(RepairState, Account).join(Account, JOIN.LEFT_OUTER)
                 .where(RepairState.repair == row.id).order_by(RepairState.id.desc()))
    came = brought([row.id]).get(row.id)
    listed = [move for move in moves if came and move.at <= came.at]
    lines = [HistoryLine(move.at, _who(move), move.state) for move in moves[:len(moves) - len(listed)]]
    if came:
        lines += _as_the_list_tells(row.request_id, listed, came)
    return Story(tuple(lines), frozenset(State(move.state) for move in moves),
                 _who(moves[-1]) if moves and not came else '')


def _who(move: RepairState) -> str:
    return move.actor.name if move.actor else _('Befehlszeile')


def _as_the_list_tells(request_id: str, moves: list[RepairState], came: Brought) -> Iterable[HistoryLine]:
    """Of the state whose day the list does not name only that it came so."""
    told = [move for move in moves if _names_day(request_id, move, came)]
    stood = [move.state for move in moves[:1] if move not in told and move.state != State.ACCEPTED]
    text = _('aus einer Liste übernommen')
    yield HistoryLine(came.at, came.who, f'{text}: {stood[0]}' if stood else text)
    for move in told:
        yield HistoryLine(move.at, BY_LIST, move.state, is_day=request_id.startswith(undated.FROM_LIST))


def _names_day(request_id: str, move: RepairState, came: Brought) -> bool:
    if move.state == State.ACCEPTED:
        return undated.came_on_a_day(request_id)
    return bool(move.at < came.at) and not request_id.startswith((undated.DONE, undated.DONE_LATER))
