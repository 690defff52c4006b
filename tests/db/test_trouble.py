"""R7: a full disk, somebody else writing for too long. Nothing is half written, and it works again afterwards.

The faults are real: a limit on the size of files in a child process, a lock held by another connection.
"""
import multiprocessing
import os
import resource
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from peewee import OperationalError

from db import handover, journal, retention
from db.clock import utc_now
from db.connection import db
from db.errors import Unavailable
from db.retention import run_due
from db.store import FILE, close_store, open_store
from db.who import Who
from tests.db.stories import count, drop_off, owner, raw, residue, row_counts, rows

fork = multiprocessing.get_context('fork')
NO_ROOM = 'Auf diesem Computer lässt sich gerade nichts speichern, vielleicht ist die Platte voll.'
WORDS = ['Wiśniewska', 'wisniewska', '03511234567']


def on_a_full_disk(folder: Path, verb: Callable[[], object], room: int) -> str:
    """The verb in a child whose files may not grow by more than `room` bytes. Says what came of it."""
    said, heard = os.pipe()

    def work() -> None:
        open_store(folder)
        resource.setrlimit(resource.RLIMIT_FSIZE, ((folder / FILE).stat().st_size + room,) * 2)
        try:
            verb()
        except Unavailable as problem:
            os.write(heard, problem.sentence.encode())
        else:
            os.write(heard, b'done')
    close_store()
    child = fork.Process(target=work)
    child.start()
    os.close(heard)
    child.join()
    with os.fdopen(said) as answer:
        found = answer.read()
    open_store(folder)
    return found


def store_is_sound() -> None:
    assert rows('PRAGMA integrity_check') == [('ok',)]
    assert not rows('PRAGMA foreign_key_check')


@pytest.mark.parametrize('room', [-200_000, 0, 20_000])
def test_r7_no_room_for_a_drop_off_leaves_nothing_half_written(
        store: Path, tresen: Who, now: datetime, room: int) -> None:
    before = row_counts()
    said = on_a_full_disk(store, lambda: [drop_off(tresen, now, fault='x' * 900) for _ in range(400)], room)
    assert said.startswith(NO_ROOM)
    made = count('repair')
    assert count('repair_state') == made
    assert count('person') == min(made, 1)
    assert row_counts()['account'] == before['account']
    store_is_sound()
    drop_off(tresen, now)
    assert count('repair') == made + 1, 'it works again by itself when there is room'


@pytest.mark.parametrize('room', [-240_000, -200_000, -100_000, 0, 100_000])
def test_r7_erasing_on_a_full_disk_is_done_or_not_done_and_finished_later(
        store: Path, tresen: Who, now: datetime, room: int) -> None:
    seyma = owner(drop_off(tresen, now).number, now)
    close_store()
    open_store(store)
    said = on_a_full_disk(store, lambda: handover.withdraw(seyma, None, tresen, now), room)
    assert (said == 'done', count('person')) in ((True, 0), (False, 1))
    assert said == 'done' or said.startswith(NO_ROOM)
    assert count('consent') == count('person')
    store_is_sound()
    if said != 'done':
        handover.withdraw(seyma, None, tresen, now)
    assert run_due(now).clean
    assert residue(store, WORDS) == []


def test_r7_a_file_that_cannot_be_rewritten_still_loses_the_person(
        store: Path, tresen: Who, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """Room for the deleting, none for the cleaning of the file: gone from every table, cleaned with the next run."""
    seyma = owner(drop_off(tresen, now).number, now)
    scrub = retention.scrub

    def without_room(moment: datetime) -> bool:
        rows(f"PRAGMA max_page_count = {rows('PRAGMA page_count')[0][0] // 2}")
        limit = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limit[1]))
        try:
            return scrub(moment)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    with monkeypatch.context() as patch:
        patch.setattr(retention, 'scrub', without_room)
        assert handover.withdraw(seyma, None, tresen, now)
    assert count('person') == 0
    assert rows('SELECT count(*) FROM erasure WHERE scrubbed_at IS NULL') == [(1,)]
    assert run_due(now).clean
    assert residue(store, WORDS) == []


def test_r7_somebody_else_writes_for_too_long(store: Path, tresen: Who, now: datetime) -> None:
    other = raw(store)
    other.execute('BEGIN IMMEDIATE')
    before = row_counts()
    rows('PRAGMA busy_timeout = 20')
    with pytest.raises(Unavailable, match='gerade beschäftigt'):
        drop_off(tresen, now)
    assert row_counts() == before
    other.execute('ROLLBACK')
    other.close()
    assert drop_off(tresen, now).short_name == 'Şeyma W.'


def test_r7_what_is_a_mistake_of_ours_is_not_said_to_pass(anja: Who, now: datetime) -> None:
    """An index is dropped while something is still being read: waiting does not help."""
    unfinished = db.execute_sql('SELECT name FROM sqlite_master')
    with pytest.raises(OperationalError, match='table is locked'), journal.writing(anja, now, 'import.undo'):
        db.execute_sql('DROP INDEX repair_open')
    unfinished.close()


def test_r1_a_reader_never_blocks_a_drop_off(store: Path, tresen: Who, now: datetime) -> None:
    reader = raw(store)
    reader.execute('BEGIN')
    assert reader.execute('SELECT count(*) FROM repair').fetchone() == (0,)
    started = utc_now()
    drop_off(tresen, now)
    assert (utc_now() - started).total_seconds() < 3
    assert reader.execute('SELECT count(*) FROM repair').fetchone() == (0,), 'and reads on undisturbed'
    reader.execute('COMMIT')
    assert reader.execute('SELECT count(*) FROM repair').fetchone() == (1,)
    reader.close()
