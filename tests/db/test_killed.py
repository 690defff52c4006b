"""D4, R2: the program is killed in the middle of something, and the store is as before or as after, never between.

The process is real and so is the kill: a child works on its own copy of the store and is stopped with SIGKILL after so
many steps of SQLite's machine, which lie between statements, inside them, and inside the cleaning of the file.
"""
import multiprocessing
import os
import shutil
import signal
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db import handover, people
from db.connection import db
from db.intake import Intake, take_in
from db.retention import run_due
from db.store import close_store, open_store
from db.who import COMMAND_LINE, Who
from tests.db.stories import SEYMA, drop_off, joins, leaves, owner, residue, rows

ROUNDS, PER_TICK = 9, 20
SEYMAS_WORDS = ['Wiśniewska', 'wisniewska', '03511234567', '0351 1234567', 'Netzteil von']
fork = multiprocessing.get_context('fork')
Verb = Callable[[Who, datetime], object]
Facts = list[list[tuple[object, ...]]]


def facts() -> Facts:
    """Everything a person would see, without what is drawn by lot."""
    return [rows(query) for query in (
        'SELECT id, first_name, last_name, phone, street, on_former, was_customer, words FROM person ORDER BY id',
        'SELECT person_id, purpose, ended_at, ended_because FROM consent ORDER BY id',
        'SELECT number, person_id, state, item, accessories, fault, erase_at, token IS NULL, words FROM repair '
        'ORDER BY id',
        'SELECT repair_id, state FROM repair_state ORDER BY id',
        'SELECT person_id, ended, skills FROM membership ORDER BY id',
        'SELECT word, person_id FROM person_word ORDER BY word, person_id',
        'SELECT open, word, repair_id FROM repair_word ORDER BY word, repair_id',
        'SELECT table_name, row_id, verb, field, old, new FROM change_value JOIN change ON change.id = change_id '
        "WHERE field <> 'public_id' ORDER BY change_value.id",
        'SELECT rule, at FROM erasure ORDER BY rule')]


def in_child(folder: Path, verb: Verb, who: Who, now: datetime, ticks: int) -> int:
    """Run the verb in another process that is killed after so many ticks; 0 lets it finish. Returns the ticks used,
    or -1 when it was killed."""
    counted = fork.Value('i', 0)

    def work() -> None:
        def tick() -> int:
            counted.value += 1
            if counted.value == ticks:
                os.kill(os.getpid(), signal.SIGKILL)
            return 0
        open_store(folder)
        db.connection().set_progress_handler(tick, PER_TICK)
        verb(who, now)
    child = fork.Process(target=work)
    child.start()
    child.join()
    assert child.exitcode in (0, -signal.SIGKILL)
    return int(counted.value) if child.exitcode == 0 else -1


def before_and_after(store: Path, verb: Verb, who: Who, now: datetime) -> tuple[Facts, Facts, int]:
    """What holds before and after the verb, and how many ticks it takes; the store itself is left as it was."""
    before = facts()
    close_store()
    done = store.with_name('done')
    shutil.copytree(store, done)
    ticks = in_child(done, verb, who, now, 0)
    open_store(done)
    after = facts()
    close_store()
    assert before != after
    return before, after, ticks


def toaster(who: Who, now: datetime) -> str:
    return drop_off(who, now, accessories='Netzteil von Şeyma', fault='Frau Wiśniewska: klemmt').number


def everything_due(who: Who, now: datetime) -> None:
    handover.hand_back(toaster(who, now), who, now)


def one_here(who: Who, now: datetime) -> None:
    toaster(who, now)


def a_member_with_a_toaster(who: Who, now: datetime) -> None:
    drop_off(who, now, person=joins(who, now, **SEYMA, street='Hauptstr. 1', skills='Elektro'))


def only_person() -> str:
    return str(rows('SELECT public_id FROM person')[0][0])


def only_number() -> str:
    return str(rows('SELECT number FROM repair')[0][0])


STORIES: dict[str, tuple[Callable[[Who, datetime], None], Verb]] = {
    'erasing what is due': (everything_due, lambda who, now: run_due(now + timedelta(hours=1), who)),
    'withdrawing': (one_here, lambda who, now: handover.withdraw(only_person(), None, who, now)),
    'a member leaves with a toaster here': (
        a_member_with_a_toaster, lambda who, now: leaves(only_person(), who, now, keep=False)),
    'handing back': (one_here, lambda who, now: handover.hand_back(only_number(), who, now)),
    'taking in': (one_here, lambda who, now: take_in(
        Intake('zweite-annahme', 'Radio', True, first_name='Emine', last_name='Özdemir', later=True), who, now)),
}


@pytest.mark.parametrize(('story', 'verb'), STORIES.values(), ids=STORIES)
def test_d4_killed_anywhere_it_is_before_or_after(
        store: Path, anja: Who, now: datetime, story: Callable[[Who, datetime], None], verb: Verb) -> None:
    story(anja, now)
    before, after, ticks = before_and_after(store, verb, anja, now)
    seen = []
    for number in range(ROUNDS):
        killed = store.with_name(f'killed{number}')
        shutil.copytree(store, killed)
        assert in_child(killed, verb, anja, now, max(1, ticks * (number + 1) // (ROUNDS + 1))) == -1
        open_store(killed)
        found = facts()
        close_store()
        assert found in (before, after)
        seen.append(found == after)
        shutil.rmtree(killed)
    assert not seen[0]
    assert seen == sorted(seen), 'once it is done it stays done'


def test_d4_after_a_kill_the_next_run_finishes_and_leaves_no_residue(store: Path, anja: Who, now: datetime) -> None:
    everything_due(anja, now)
    verb: Verb = STORIES['erasing what is due'][1]
    *_, ticks = before_and_after(store, verb, anja, now)
    for number in range(ROUNDS):
        killed = store.with_name(f'killed{number}')
        shutil.copytree(store, killed)
        in_child(killed, verb, anja, now, max(1, ticks * (number + 1) // (ROUNDS + 1)))
        open_store(killed)
        assert run_due(now + timedelta(days=3), COMMAND_LINE).clean
        assert residue(killed, SEYMAS_WORDS) == []
        assert rows('SELECT count(*) FROM person') == [(0,)]
        close_store()
        shutil.rmtree(killed)


def test_r2_what_was_acknowledged_is_there_after_a_kill(store: Path, anja: Who, now: datetime) -> None:
    """A child takes items in as fast as it can and says each number after the commit."""
    close_store()
    said, heard = os.pipe()
    child = fork.Process(target=keep_taking_in, args=(store, anja, now, heard))
    child.start()
    os.close(heard)
    with os.fdopen(said) as lines:
        acknowledged = [lines.readline().strip() for _ in range(15)]
        os.kill(child.pid or 0, signal.SIGKILL)
        acknowledged += [line.strip() for line in lines if line.endswith('\n')]
    child.join()
    open_store(store)
    stored = [number for (number,) in rows('SELECT number FROM repair ORDER BY serial')]
    assert stored[:len(acknowledged)] == acknowledged
    assert len(stored) - len(acknowledged) <= 1
    assert rows('PRAGMA integrity_check') == [('ok',)]
    assert people.read(owner(acknowledged[0], now)).name == 'N0'


def keep_taking_in(folder: Path, who: Who, now: datetime, pipe: int) -> None:
    open_store(folder)
    for number in range(10_000):
        ticket = drop_off(who, now, first_name=f'N{number}')
        os.write(pipe, f'{ticket.number}\n'.encode())
