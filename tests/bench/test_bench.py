"""The benchmark measures what it says; how fast things are is not for a test to say."""
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db import store as store_module
from db import stress
from db.importing import planning, reading
from db.importing.drafts import Choices, Result
from tests.bench import __main__ as bench
from tests.bench import incoming, measuring
from tests.bench.measuring import MEDIAN, MOST, P95, Figure, Floor, Target
from tests.bench.table import Table, aligned, cells
from tests.personas import NOW, set_up_cafe


@pytest.fixture
def filled(bare_store: Path) -> Path:
    set_up_cafe()
    stress.fill(200, NOW)
    store_module.close_store()
    return bare_store


@pytest.mark.long
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


def test_of_a_lag_the_longest_counts() -> None:
    assert Figure('x', (1.0, 2.0, 300.0), Target(200, MOST)).missed
    assert not Figure('x', (1.0, 2.0, 200.0), Target(200, MOST)).missed


def test_a_list_of_any_length_is_one_that_the_import_understands(store: Path, tmp_path: Path) -> None:
    """Otherwise the bench would time refusals."""
    incoming.write_list(tmp_path / 'liste.csv', 60)
    book = reading.read((tmp_path / 'liste.csv').read_bytes(), 'liste.csv')
    plan = planning.make(book, Choices(), NOW)
    assert len(plan.lines) == 60
    assert plan.counts[Result.STORED.value] > 20
    assert plan.counts[Result.REPAIR_ONLY.value] > 5


def test_the_raw_floor_writes_every_row(filled: Path, tmp_path: Path) -> None:
    assert incoming.copied_raw(filled / store_module.FILE, tmp_path / 'raw.sqlite') > 0
    with closing(sqlite3.connect(tmp_path / 'raw.sqlite')) as raw:
        assert raw.execute('SELECT count(*) FROM person').fetchone()[0] >= 100
        assert raw.execute('PRAGMA integrity_check').fetchall() == [('ok',)]
