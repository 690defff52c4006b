"""A list that names no day: the repair comes in as of today, the row says so, and nobody publishes that day."""
from datetime import date, timedelta

import pytest

from db import ords
from tests.db.importing.lists import CUSTOMERS, Rows, customer, customers, stored
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


def test_a_second_time_it_is_the_same_repair() -> None:
    for days in (0, 3):
        stored(NOW + timedelta(days=days), Kunden=[CUSTOMERS, customer(Datum='', Status='fertig')])
    assert ords.counts().undated == 1
