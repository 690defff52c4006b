"""R2, R9: kill −9 under load. Nothing that was acknowledged is lost, and what was sent again is one repair.

Four people take items in as fast as the program answers; whoever got no answer sends the same again after the restart,
as the counter's form does.
"""
import random
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from time import sleep
from uuid import uuid4

import httpx
import pytest

from db.store import FILE
from tests.e2e.cafe import Cafe
from tests.outside import Caller

PEOPLE = 4
FEWEST = 7   # answers before each kill
Sent = dict[str, str]   # number by request id, empty while there is no answer


@pytest.mark.parametrize('rounds', [
    pytest.param(3, marks=pytest.mark.faults), pytest.param(30, marks=pytest.mark.long)])
def test_r2_killed_under_load(cafe: Cafe, rounds: int) -> None:
    counters = [Caller(cafe.url, 'tresen') for _ in range(PEOPLE)]
    sent: list[Sent] = [{} for _ in counters]
    for _round in range(rounds):
        with ThreadPoolExecutor(PEOPLE) as people:
            working = [people.submit(bring, *each) for each in zip(counters, sent, strict=True)]
            enough = answered(sent) + FEWEST
            sleep(random.uniform(0.1, 0.4))
            while answered(sent) < enough:   # a busy computer takes longer
                sleep(0.01)
            cafe.kill()
        assert [person.result() for person in working] == [None] * PEOPLE
        cafe.start()
    cafe.kill()
    check(cafe, {request: number for each in sent for request, number in each.items()})


def answered(sent: list[Sent]) -> int:
    return sum(bool(number) for each in sent for number in list(each.values()))


def bring(counter: Caller, sent: Sent) -> None:
    """Until the program is gone."""
    with suppress(httpx.TransportError):
        while True:
            waiting = next((request for request, number in sent.items() if not number), '')
            request = waiting or str(uuid4())
            sent[request] = ''
            answer = counter.drop_off(request, store=True, later=False, first_name='Emine', last_name=request[:8])
            assert answer.status_code == 200, answer.text
            sent[request] = answer.json()['number']


def check(cafe: Cafe, sent: Sent) -> None:
    with closing(sqlite3.connect(cafe.folder / FILE)) as store:
        stored = store.execute('SELECT request_id, number FROM repair').fetchall()
        assert store.execute('PRAGMA integrity_check').fetchall() == [('ok',)]
        assert not store.execute('PRAGMA foreign_key_check').fetchall()
        without = store.execute('SELECT count(*) FROM repair WHERE person_id IS NULL').fetchone()
    acknowledged = {request: number for request, number in sent.items() if number}
    assert len(acknowledged) > 20
    assert acknowledged.items() <= dict(stored).items(), 'everything acknowledged is there'
    assert len(stored) == len(dict(stored)), 'and only once'
    assert {request for request, _number in stored} <= set(sent)
    assert without == (0,)
