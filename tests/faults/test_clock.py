"""R8, D10: the computer's clock is a year behind or ten years ahead, as after an empty battery.

The program runs with such a clock, in a process of its own; afterwards the clock is right again.
"""
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from db import accounts, handover, sessions
from db.clock import utc_now
from db.store import FILE, close_store, open_store
from db.who import Who
from tests.db.stories import drop_off, joins, leaves, owner
from tests.e2e.cafe import DASHBOARD, Cafe
from tests.outside import Caller
from tests.personas import PASSWORDS

pytestmark = pytest.mark.long

# everything in the program asks `db.clock.utc_now`; what comes by name afterwards gets this one
WRONG = '''
import runpy, sys
from datetime import timedelta
sys.path.insert(0, sys.argv[1])
from db import clock
right, off = clock.utc_now, timedelta(days=int(sys.argv[2]))
clock.utc_now = lambda: right() + off
sys.argv = [sys.argv[3], *sys.argv[4:]]
runpy.run_path(sys.argv[0], run_name="__main__")
'''
YEARS = pytest.mark.parametrize('years', [-1, 10])


@pytest.fixture
def cafe(template: Path, tmp_path: Path) -> Iterator[Cafe]:
    """Not started yet."""
    cafe = Cafe(template, tmp_path / 'cafe')
    yield cafe
    cafe.kill()


@contextmanager
def wrong(cafe: Cafe, years: int) -> Iterator[Cafe]:
    """Ends the program and puts the clock right."""
    program, cafe.program = cafe.program, [sys.executable, '-c', WRONG, DASHBOARD.parent, str(365 * years), DASHBOARD]
    try:
        yield cafe
        cafe.kill()
    finally:
        cafe.program = program


def people(cafe: Cafe) -> set[str]:
    with closing(sqlite3.connect(cafe.folder / FILE)) as store:
        return {name for (name,) in store.execute('SELECT first_name FROM person')}


def three_kept(cafe: Cafe, who: Who) -> None:
    """A member, somebody who left and wants to stay findable, and Şeyma, whose toaster is here."""
    close_store()
    open_store(cafe.folder)
    now = utc_now()
    joins(who, now, first_name='Jörg')
    leaves(joins(who, now, first_name='Karl', last_name='Ehemals'), who, now, keep=True)
    drop_off(who, now)
    close_store()


@YEARS
def test_r8_nobody_is_lost_and_work_goes_on(cafe: Cafe, anja: Who, years: int) -> None:
    three_kept(cafe, anja)
    assert cafe.run('due').returncode == 0
    numbers = []
    with wrong(cafe, years):
        cafe.start()
        counter = Caller(cafe.url, 'tresen')
        numbers.append(counter.drop_off().json()['number'])
        for path in ('/', '/annahme', f'/r/{numbers[0]}', f'/r/{numbers[0]}/schein.pdf'):
            assert counter.get(path).status_code == 200, path
        assert cafe.run('due').returncode == 0
        assert people(cafe) == {'Jörg', 'Karl', 'Şeyma'}, 'D10: nobody goes by term while the clock is in doubt'
        assert 'Sie ist gesprungen.' in cafe.run('check').stdout
    cafe.start()
    counter = Caller(cafe.url, 'tresen')
    numbers += [counter.drop_off().json()['number'] for _ in range(2)]
    assert len(set(numbers)) == 3
    assert {counter.get(f'/r/{number}').status_code for number in numbers} == {200}
    assert people(cafe) == {'Jörg', 'Karl', 'Şeyma'}
    assert 'Traceback' not in cafe.output()


@YEARS
def test_d4_what_was_picked_up_goes_when_it_is_time(cafe: Cafe, anja: Who, years: int) -> None:
    close_store()
    open_store(cafe.folder)
    number = drop_off(anja, utc_now()).number
    assert owner(number, utc_now())
    handover.hand_back(number, anja, utc_now() - timedelta(minutes=10))
    close_store()
    with wrong(cafe, years):
        assert cafe.run('due').returncode == 0
        assert people(cafe) == set(), 'no moment is further away than the longest grace: one of the clocks was wrong'
    assert cafe.run('due').returncode == 0
    assert people(cafe) == set()


@YEARS
def test_s8_a_session_of_the_wrong_time_does_not_last(store: Path, years: int) -> None:
    """With the clock ten years ahead somebody logs in; set right, that session must not run for ten years."""
    now = utc_now()
    then = now + timedelta(days=365 * years)
    token = accounts.log_in('Mira', PASSWORDS['mira'], '::1', then).token
    assert sessions.session(token, then) is not None
    assert sessions.session(token, now) is None
