"""A list that names no day: the repair comes in as of today, the row says so, and nobody publishes that day."""
from datetime import date, timedelta

import pytest

from db import figures, ords, repairs, settings, weeks
from db.importing import showing
from db.importing.drafts import Line
from db.models import Repair
from db.who import Who
from db.words import Outcome, State
from pages.ticket_values import ticket_values
from tests.db.importing.lists import CUSTOMERS, Rows, customer, customers, planned, stored
from tests.db.stories import drop_off
from tests.personas import NOW

pytestmark = pytest.mark.usefixtures('store')

NO_DAY = 'Das Annahmedatum steht nicht in der Liste; als Datum gilt heute.'


def count(*rows: list[str], day: str = 'Datum') -> Rows:
    return [[day, 'Gerät', 'Ergebnis', 'abgeholt am'], *rows]


@pytest.mark.parametrize('said', ['ja', 'nein'])
def test_the_row_says_that_the_day_is_todays(said: str) -> None:
    (line,) = customers(customer(Datum='', Einwilligung=said))
    assert NO_DAY in line.reason
    (line,) = customers(customer(Datum='Ende Oktober', Einwilligung=said))
    assert 'Das Annahmedatum steht nicht genau in der Liste; als Datum gilt heute.' in line.reason
    (line,) = customers(customer(Einwilligung=said))
    assert 'Annahmedatum' not in line.reason


def test_no_day_that_nobody_knows_goes_out() -> None:
    stored(Statistik=count(['', 'Toaster', 'repariert', ''], ['2024', 'Lampe', 'repariert', ''],
                           ['3.10.2026', 'Radio', 'repariert', ''], ['', 'Mixer', 'repariert', '4.10.2026'],
                           ['', 'Drucker', '', '']))
    assert {row.partner_product_category: row.event_date for row in ords.rows()} == {
        'Radio': date(2026, 10, 3), 'Küchenmaschine/Mixer': date(2026, 10, 4)}
    assert (ords.counts().rows, ords.counts().undated) == (2, 2)
    assert ords.to_read() == ()


def test_no_week_had_the_work_of_days_that_nobody_knows() -> None:
    """Neither this one, in which the list came in, nor one that is over."""
    stored(Statistik=count(['', 'Toaster', 'repariert', 'ja'], ['2024', 'Lampe', 'repariert', ''],
                           ['10.10.2026', 'Radio', 'repariert', 'ja'], ['', 'Mixer', 'repariert', '11.10.2026'],
                           ['', 'Drucker', '', ''], ['10.10.2026', 'Uhr', '', '']))
    this = figures.week(NOW, weeks.current(NOW).name)
    assert (this.accepted, this.collected, this.open) == ((0, 0), (0, 0), (3, 1))
    assert [(bar.came, bar.went) for bar in this.weeks[:-1] if bar.came or bar.went] == [(3, 1)]
    assert figures.week(NOW, '2026-W30').open == (0, 0)


def test_what_is_ready_since_a_day_came_by_then() -> None:
    (line,) = customers_ready_since('1.10.2026')
    assert line.repair is not None
    assert line.repair.values['received_at'] == line.repair.values['ready_at'] < NOW - timedelta(days=30)
    assert ('Das Annahmedatum steht nicht genau in der Liste; als Datum gilt der Tag, seit dem es fertig ist.'
            in line.reason)
    (line,) = customers_ready_since('Oktober')
    assert NO_DAY in line.reason


def test_what_was_fetched_on_a_day_came_by_then_and_the_row_says_so() -> None:
    (line,) = customers(customer(Datum='', Status='abgeholt 4.10.2026'))
    assert line.repair is not None
    assert line.repair.values['received_at'] == line.repair.values['collected_at']
    assert 'Das Annahmedatum steht nicht genau in der Liste; als Datum gilt der Tag der Abholung.' in line.reason


@pytest.mark.parametrize(('said', 'day'), [('31.11.26', '31.11.26'), ('Mo 30.2.2026', '30.2.2026'),
                                           ('2026-02-30', '2026-02-30'), ('45.1.26 um 15 Uhr', '45.1.26')])
def test_a_day_that_there_is_not_is_called_so(said: str, day: str) -> None:
    plan = planned(Kunden=[CUSTOMERS, customer(Datum=said), customer(Datum=said, Status='abgeholt 4.10.2026')])
    assert f'Den {day} gibt es nicht; als Datum gilt heute.' in plan.lines[0].reason
    assert f'Den {day} gibt es nicht; als Datum gilt der Tag der Abholung.' in plan.lines[1].reason
    assert 'steht nicht genau' not in ''.join(line.reason for line in plan.lines)
    assert showing.sheets(plan, ())[0].told == '1 Datum gilt als heute.'


@pytest.mark.parametrize('said', ['', '30.11.2206', '31. Herbst 2026', 'Ende Oktober', '31.11.'])
def test_of_any_other_text_nobody_says_so(said: str) -> None:
    (line,) = customers(customer(Datum=said))
    assert 'gibt es nicht' not in line.reason


@pytest.mark.parametrize('state', ['fertig seit 3.10.', 'fertig seit 3.10.2026'])
def test_a_day_within_the_words_of_a_state_makes_no_intake(state: str) -> None:
    (line,) = customers(customer(Datum='', Status=state))
    assert line.repair is not None
    assert line.repair.values['received_at'] == NOW
    assert line.repair.values['note'] == f'Stand laut Liste: {state}'
    assert NO_DAY in line.reason


def customers_ready_since(day: str) -> list[Line]:
    return planned(Kunden=[['Gegenstand', 'Status', 'fertig seit'], ['Toaster', 'fertig', day]]).lines


def test_what_is_done_here_goes_out_with_that_day(anja: Who) -> None:
    plan, __ = stored(Statistik=count(['', 'Toaster', '', '']))
    (number,) = [line.repair.public for line in plan.lines if line.repair]
    repairs.move(number, State.READY, anja, NOW + timedelta(days=1), Outcome.FIXED)
    assert [row.event_date for row in ords.rows()] == [(NOW + timedelta(days=1)).date()]


def test_a_second_time_it_is_the_same_repair() -> None:
    for days in (0, 3):
        stored(NOW + timedelta(days=days), Kunden=[CUSTOMERS, customer(Datum='', Status='fertig')])
    assert ords.counts().undated == 1


@pytest.mark.parametrize('day', ['2026-05-10 00:00:00', '10.05.2026 00:00'])
def test_midnight_is_no_hour_and_the_same_list_again_doubles_nothing(day: str) -> None:
    for later in (0, 1):
        stored(NOW + timedelta(days=later), Kunden=[CUSTOMERS, customer(Datum=day)])
    assert Repair.select().count() == 1


def test_the_slip_of_what_a_list_brought_tells_no_hour_and_nobody_at_the_counter(mira: Who) -> None:
    plan, __ = stored(Kunden=[CUSTOMERS, customer(Datum='16.10.2026')])
    (line,) = plan.lines
    assert line.repair is not None
    printed = ticket_values(repairs.read(line.repair.public, NOW), settings.read())
    assert (printed.received, printed.taken_by) == ('Fr 16.10.2026', '')
    here = ticket_values(repairs.read(drop_off(mira, NOW).number, NOW), settings.read())
    assert here.received.endswith(' Uhr')
    assert here.taken_by == 'Mira'
