"""D4, D5: kill −9 at twenty points inside an erasure. Before or after, never between, and the next run leaves nothing.

A child process works on its own copy of the folder and is stopped for real, between statements and inside of them: in
the transaction, between the ledger's line and the commit, and while the file is rewritten.
"""
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db import handover, slips
from db.retention import run_due
from db.store import close_store, open_store
from db.who import COMMAND_LINE, Who
from tests.db.stories import drop_off, rows
from tests.db.test_killed import Verb, before_and_after, facts, in_child, only_person
from tests.unpacking import residue

pytestmark = pytest.mark.long

POINTS = 20
TRACES = ('Wiśniewska', 'wisniewska', '0351 1234567', '03511234567', 'Netzteil von', 'zqnotiz')
LATER = timedelta(hours=1)


def something_here(who: Who, now: datetime) -> None:
    """With an older name in its history, a fault that names her, and something else already fetched."""
    drop_off(who, now, item='Radio', accessories='Netzteil von Şeyma', fault='Frau Wiśniewska (0351 1234567): klemmt')
    handover.hand_back(drop_off(who, now, person=only_person()).number, who, now)


def fetched(who: Who, now: datetime) -> None:
    for name in ('Şeyma', 'Emine', 'Olaf'):
        taken = drop_off(who, now, first_name=name, last_name='Wiśniewska', phone='0351 1234567',
                         accessories='Netzteil von ihr', fault='Frau Wiśniewska: klemmt')
        handover.hand_back(taken.number, who, now)


def by_the_team(who: Who, now: datetime) -> None:
    handover.withdraw(only_person(), None, who, now)


def with_the_slip(_who: Who, now: datetime) -> None:
    ((token,),) = rows("SELECT token FROM repair WHERE state <> 'abgeholt'")
    slips.withdraw(token, now)


def what_is_due(who: Who, now: datetime) -> None:
    run_due(now + LATER, who)


STORIES: dict[str, tuple[Callable[[Who, datetime], None], Verb, int]] = {
    'the team erases': (something_here, by_the_team, 1),
    'a customer erases': (something_here, with_the_slip, 1),
    'three are due': (fetched, what_is_due, 3),
}


@pytest.mark.parametrize(('story', 'verb', 'people'), STORIES.values(), ids=STORIES)
def test_d4_killed_at_twenty_points(store: Path, anja: Who, now: datetime, story: Callable[[Who, datetime], None],
                                    verb: Verb, people: int) -> None:
    story(anja, now)
    assert {word for word, __ in residue(store, TRACES)} >= {'Wiśniewska', 'Netzteil von'}
    before, after, ticks = before_and_after(store, verb, anja, now)
    left = []
    for point in range(1, POINTS + 1):
        killed = store.with_name(f'killed{point}')
        shutil.copytree(store, killed)
        assert in_child(killed, verb, anja, now, max(1, ticks * point // (POINTS + 1))) == -1
        open_store(killed)
        left.append(whole(people, before, after))
        assert rows('PRAGMA integrity_check') == [('ok',)]
        assert rows('PRAGMA foreign_key_check') == []
        finish(verb, anja, now)
        assert residue(killed, TRACES) == []
        close_store()
        shutil.rmtree(killed)
    assert left[0] == people, 'the first kill comes before anything is done'
    assert left[-1] == 0, 'the last one after everything is done, while the file is cleaned'
    assert left == sorted(left, reverse=True), 'what is done stays done'


def whole(people: int, before: object, after: object) -> int:
    """How many are still there: each with everything of theirs, or with nothing."""
    (here,), = rows('SELECT count(*) FROM person')
    found = facts()
    if here in (0, people):
        assert found == (before if here else after)
    for count in ('SELECT count(DISTINCT person_id) FROM consent', 'SELECT count(DISTINCT person_id) FROM person_word',
                  'SELECT count(DISTINCT person_id) FROM repair WHERE person_id IS NOT NULL'):
        assert rows(count) == [(here,)]
    return int(here)


def finish(verb: Verb, who: Who, now: datetime) -> None:
    """As it goes on after a kill: whoever asked asks again, and what runs by itself runs."""
    if rows('SELECT 1 FROM person'):
        verb(who, now)
    assert run_due(now + 2 * LATER, COMMAND_LINE).clean
    assert rows('SELECT count(*) FROM person') == [(0,)]
