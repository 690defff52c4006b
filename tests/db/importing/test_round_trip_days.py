"""Of a day that no list has named our own file tells none, and after the way back nobody knows it still."""
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from db import repairs, todo
from db.models import Repair
from db.who import Who
from db.words import Outcome, State
from tests.db.importing.lists import CUSTOMERS, customer, stored
from tests.db.importing.test_round_trip import exported, imported
from tests.db.importing.test_round_trip_consents import moves as moves
from tests.db.importing.test_round_trip_consents import sheet
from tests.db.stories import rows
from tests.personas import NOW

pytestmark = pytest.mark.usefixtures('store')

BEFORE = NOW - timedelta(days=3)
HEADS = [*CUSTOMERS, 'fertig seit']
Moves = Callable[..., None]
DAYS = ('Angenommen am', 'Fertig am', 'Abgeholt am')


def comes(day: str, state: str, since: str = '') -> str:
    plan, __ = stored(BEFORE, Kunden=[HEADS, [*customer(Datum=day, Status=state), since]])
    (line,) = plan.lines
    assert line.repair is not None
    return line.repair.public


def waiting() -> list[tuple[str, bool, int]]:
    return [(row.item, row.has_day, row.days) for row in todo.uncollected(NOW).rows]


@pytest.mark.parametrize(('day', 'since', 'has_day'), [
    ('', '', False), ('Herbst', '', False), ('1.10.2026', '', False), ('1.10.2026', '12.10.2026', True),
    ('', '12.10.2026', True)])
def test_who_is_to_be_called_is_so_after_the_way_back(moves: Moves, day: str, since: str, has_day: bool) -> None:
    comes(day, 'fertig', since)
    before = waiting()
    assert [one[1] for one in before] == [has_day]
    moves()
    assert waiting() == before


@pytest.mark.parametrize(('day', 'state', 'since', 'told'), [
    ('', 'fertig', '', {}), ('Herbst', 'in Arbeit', '', {}), ('', 'abgeholt', '', {}), ('', 'nicht abgeholt', '', {}),
    ('1.10.2026', 'fertig', '', {'Angenommen am': date(2026, 10, 1)}),
    ('1.10.2026', 'in Arbeit', '', {'Angenommen am': date(2026, 10, 1)}),
    ('1.10.2026', 'fertig', '12.10.2026', {'Angenommen am': date(2026, 10, 1), 'Fertig am': date(2026, 10, 12)}),
    ('', 'abgeholt 4.10.2026', '', {'Angenommen am': date(2026, 10, 4), 'Abgeholt am': date(2026, 10, 4)})])
def test_no_cell_tells_the_day_of_the_import_as_another(moves: Moves, day: str, state: str, since: str,
                                                        told: dict[str, date]) -> None:
    comes(day, state, since)
    wanted = {name: f'{one:%Y-%m-%d}' for name, one in told.items()}
    facts = rows('SELECT number, request_id, received_at, ready_at, collected_at, state FROM repair')
    for __ in range(2):
        (row,) = sheet('Reparaturen')
        assert {name: row[name] for name in DAYS if name in row} == wanted
        assert row['Angenommen (UTC)'] == facts[0][2]
        assert [one.get('Angenommen am') for one in sheet('Kundinnen')] == [
            wanted.get('Angenommen am')] * ('abgeholt' not in state or state.startswith('nicht'))
        moves()
        assert rows('SELECT number, request_id, received_at, ready_at, collected_at, state FROM repair') == facts


@pytest.mark.parametrize(('state', 'goes'), [
    ('fertig', State.WORKING), ('in Arbeit', State.WAITING), ('nicht abgeholt', State.WORKING), ('offen', None)])
def test_what_becomes_ready_here_is_ready_since_then_after_the_way_back(moves: Moves, anja: Who, state: str,
                                                                        goes: State | None) -> None:
    number = comes('', state)
    if goes:
        repairs.move(number, goes, anja, NOW - timedelta(days=1))
    repairs.move(number, State.READY, anja, NOW, Outcome.FIXED)
    for __ in range(2):
        assert sheet('Reparaturen')[0]['Fertig am'] == f'{NOW:%Y-%m-%d}'
        assert waiting() == []
        moves()


def test_our_own_file_of_a_list_again_into_the_same_store_changes_nothing(store: Path) -> None:
    comes('', 'fertig')
    imported(exported())
    assert (Repair.select().count(), waiting()) == (1, [('Toaster', False, 3)])
