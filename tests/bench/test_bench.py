"""The benchmark measures what it says; how fast things are is not for a test to say."""
from pathlib import Path

import pytest

from db import store, stress
from tests.bench import __main__ as bench
from tests.bench import measuring
from tests.bench.measuring import MEDIAN, P95, Figure, Floor, Target
from tests.bench.table import Table, aligned, cells
from tests.personas import NOW, set_up_cafe


@pytest.fixture
def filled(bare_store: Path) -> Path:
    set_up_cafe()
    stress.fill(200, NOW)
    store.close_store()
    return bare_store


def test_everything_in_the_store_is_measured(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = Table()
    bench.in_the_store(table, filled)
    shown = capsys.readouterr().out
    for name in ('Finden: ein Name', 'Kund:innen: Suchen', 'Reparaturen: mitten darin', 'Heute', 'Schein',
                 'Annahme mit Namen', 'Kategorie vorschlagen', 'herausgeben', 'widerrufen',
                 'roh: eine Zeile schreiben, FULL'):
        assert f'\n{name}  ' in shown
    assert table.count >= 12
    assert table.verdict()


def test_a_missed_target_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    table = Table()
    table.add(Figure('schnell', (1.0, 2.0), Target(3, P95)))
    table.add(Figure('langsam', (1.0, 2.0, 30.0), Target(3, P95), Floor('roh', 0.5)))
    assert [figure.name for figure in table.missed] == ['langsam']
    assert table.verdict() == '1 von 2 Zielen sind verfehlt: langsam.'
    first, second = capsys.readouterr().out.splitlines()
    assert '✓' in first
    assert '✗' in second


def test_a_figure_is_its_median_or_its_95th_percentile() -> None:
    values = tuple(float(value) for value in range(1, 101))
    assert Figure('x', values, Target(50, P95)).measured == 95
    assert Figure('x', values, Target(51, MEDIAN)).measured == 50.5
    assert not Figure('x', values).missed


def test_the_raw_floor_stands_beside_it() -> None:
    line = aligned(cells(Figure('Suchen', (1.0,), Target(3, P95), Floor('roh', 0.05))))
    assert line.split() == ['Suchen', '1.00', 'ms', '1.00', 'ms', 'p95', '≤', '3', '✓', '0.05', 'ms', '20', '×']


def test_every_call_is_timed_once_after_warming_up() -> None:
    called: list[int] = []
    assert len(measuring.times(lambda number=number: called.append(number) for number in range(5))) == 5
    assert called == [0, 1, 2, 0, 1, 2, 3, 4]
