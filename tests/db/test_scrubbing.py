"""Deleted is not erased: names rest in pages of an index that were split, and in the log (D5). A few people leave no
such trace, so here are many at once; what is looked at is the cleaning of the file alone."""
import random
from datetime import datetime
from pathlib import Path

import pytest

from db import retention
from db.connection import db
from db.models import Erasure
from db.store import FILE
from tests.db.stories import count, raw, residue, rows

LETTERS = 'abcdefghiklmnoprstuw'
MANY, GOING = 3000, 1000
CANARY = 'zqgeht'   # ends the name of everybody who goes


@pytest.fixture
def deleted(store: Path, now: datetime) -> Path:
    """Names in random order, as people come: that is what splits the pages. The first ones are deleted again."""
    rng = random.Random(5)
    names = {person: ''.join(rng.choices(LETTERS, k=rng.randint(3, 30))) + (CANARY if person <= GOING else 'bleibt')
             for person in rng.sample(range(1, MANY + 1), MANY)}
    with db.atomic():
        many = db.connection().executemany
        many("INSERT INTO consent (person_id, purpose, text_id, given_at, how) VALUES (?, 'repair', 1, ?, 'mündlich')",
             [(person, '2026-11-23T13:05:00Z') for person in names])
        many('INSERT INTO person (id, public_id, last_name, words) VALUES (?, ?, ?, ?)',
             [(person, f'p{person}', name.title(), name) for person, name in names.items()])
        many('INSERT INTO person_word (word, person_id) VALUES (?, ?)',
             [(name, person) for person, name in names.items()])
    with db.atomic():
        for table, column in (('person_word', 'person_id'), ('person', 'id'), ('consent', 'person_id')):
            rows(f'DELETE FROM {table} WHERE {column} <= {GOING}')
        Erasure.create(public_id='many', at=now, rule='pick-up', actor=None, scrubbed_at=None)
    return store


def test_d5_of_many_people_no_name_is_left_in_any_page(deleted: Path, now: datetime) -> None:
    """Without the rewriting four of these names stay, with SQLite 3.40; other versions split elsewhere."""
    file, (pages,) = deleted / FILE, rows('PRAGMA page_count')[0]
    assert rows('PRAGMA freelist_count') > [(pages // 10,)], 'what held them lies there unused'
    assert retention.scrub(now)
    assert residue(deleted, [CANARY]) == []
    assert rows('PRAGMA freelist_count') == [(0,)], 'every page was written anew'
    assert file.stat().st_size == rows('PRAGMA page_count')[0][0] * rows('PRAGMA page_size')[0][0], 'in the file itself'
    assert (count('person'), rows('SELECT count(*) FROM erasure WHERE scrubbed_at IS NULL')) == (MANY - GOING, [(0,)])


def test_d5_while_somebody_reads_the_rewritten_pages_wait_and_so_does_the_mark(
        deleted: Path, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader who comes between the rewriting and the emptying of the log: the names are in the file still."""
    reader = raw(deleted)

    def reads() -> None:
        reader.execute('BEGIN')
        reader.execute('SELECT count(*) FROM person').fetchone()
    monkeypatch.setattr(retention, 'give_memory_back', reads)   # it stands between the two
    assert not retention.scrub(now)
    assert rows('SELECT count(*) FROM erasure WHERE scrubbed_at IS NULL') == [(1,)]
    reader.close()
    monkeypatch.undo()
    assert retention.scrub(now)
    assert residue(deleted, [CANARY]) == []
