"""R7: another program holds the store for ten seconds. Whoever types is told in time, keeps it, and one repair comes of
it; whoever reads notices nothing."""
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from time import sleep
from uuid import uuid4

import httpx
import pytest

from db.store import FILE
from tests.e2e.cafe import Cafe
from tests.outside import Caller

pytestmark = pytest.mark.long
HELD = 10   # seconds; the program itself waits for five


def until_taken(counter: Caller, request: str) -> list[httpx.Response]:
    """As the counter's form does: the same again, after a moment."""
    answers = []
    while True:
        answers.append(counter.drop_off(request))
        if answers[-1].status_code == 200:
            return answers
        sleep(0.5)


def test_r7_locked_for_ten_seconds(cafe: Cafe, counter: Caller) -> None:
    number, requests = counter.drop_off().json()['number'], [str(uuid4()) for _ in range(4)]
    counters = [Caller(cafe.url, 'tresen') for _ in requests]
    with closing(sqlite3.connect(cafe.folder / FILE, isolation_level=None)) as other, ThreadPoolExecutor(4) as people:
        other.execute('BEGIN IMMEDIATE')
        typing = [people.submit(until_taken, *each) for each in zip(counters, requests, strict=True)]
        sleep(HELD)
        other.execute('ROLLBACK')
        answers = [person.result() for person in typing]
    for told in answers:
        assert [answer.status_code for answer in told[:-1]] == [503] * (len(told) - 1)
        assert {answer.json()['sentence'] for answer in told[:-1]} <= {
            'Alles Getippte bleibt hier. Das Kontaktbuch ist gerade beschäftigt. Bitte gleich noch einmal.'}
    assert any(len(told) > 1 for told in answers)
    with closing(sqlite3.connect(cafe.folder / FILE)) as store:
        assert store.execute('SELECT count(*) FROM repair').fetchone() == (len(requests) + 1,)
    assert counter.get(f'/r/{number}').status_code == 200


def test_r7_people_go_on_reading(cafe: Cafe, counter: Caller) -> None:
    number = counter.drop_off().json()['number']
    with closing(sqlite3.connect(cafe.folder / FILE, isolation_level=None)) as other:
        other.execute('BEGIN EXCLUSIVE')
        for path in ('/', '/annahme', f'/r/{number}', f'/r/{number}/schein.pdf', '/annahme/stand'):
            assert counter.get(path).status_code == 200, path
        other.execute('ROLLBACK')
