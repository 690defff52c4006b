"""`export` and `ords` as somebody types them: whole files for their owner only, or one plain sentence."""
import csv
import json
import stat
import subprocess
import zipfile
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from python_calamine import load_workbook

from db import repairs
from db.clock import utc_now
from db.store import close_store
from db.who import Who
from db.words import Outcome, State
from tests.commands import command
from tests.db.stories import drop_off, nameless, rows

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(store: Path, tmp_path: Path, anja: Who) -> Run:
    """`run('export', 'datei.xlsx')` in a folder of its own, beside a café with a toaster and a radio."""
    drop_off(anja, utc_now() - timedelta(hours=2), 'Toaster')
    number = nameless(anja, utc_now() - timedelta(hours=2), 'Radio', fault='Herr Müller sagt: brummt').number
    repairs.move(number, State.READY, anja, utc_now() - timedelta(hours=1), Outcome.FIXED)
    place = tmp_path / 'außer Haus'
    place.mkdir()
    return partial(command, store, place=place)


def made(tmp_path: Path, name: str) -> Path:
    file = tmp_path / 'außer Haus' / name
    assert stat.S_IMODE(file.stat().st_mode) == 0o600, 'for its owner only (S13)'
    assert [path.name for path in file.parent.iterdir()] == [name], 'nothing beside it'
    return file


def test_a_spreadsheet_of_everything(run: Run, tmp_path: Path) -> None:
    done = run('export', 'café.xlsx')
    assert (done.returncode, done.stdout) == (0, 'Geschrieben: café.xlsx\n')
    book = load_workbook(str(made(tmp_path, 'café.xlsx')))
    assert book.sheet_names == ['Team', 'Kundinnen', 'Extern', 'Ehemalige', 'Reparaturen', 'Einwilligungen']
    assert len(book.get_sheet_by_name('Reparaturen').to_python()) == 3
    assert rows("SELECT verb, actor_id FROM change WHERE verb LIKE 'export%'") == [('export.xlsx', None)]


@pytest.mark.parametrize(('words', 'name'), [(['alles.json'], 'alles.json'), (['alles.zip'], 'alles.zip'),
                                             (['team.vcf'], 'team.vcf'), (['k.csv', '--sheet', 'kundinnen'], 'k.csv')])
def test_other_kinds_go_by_the_end_of_the_name(run: Run, tmp_path: Path, words: list[str], name: str) -> None:
    assert run('export', *words).returncode == 0
    file = made(tmp_path, name)
    if name.endswith('json'):
        assert len(json.loads(file.read_text('utf-8'))['repairs']) == 2
    elif name.endswith('zip'):
        assert 'reparaturen.csv' in zipfile.ZipFile(file).namelist()
    elif name.endswith('csv'):
        assert '"Toaster"' in file.read_text('utf-8-sig')


def test_open_repair_data_without_a_word_about_people(run: Run, tmp_path: Path) -> None:
    done = run('ords', 'ords.csv')
    assert (done.returncode, done.stdout) == (0, 'Geschrieben: ords.csv\n')
    with made(tmp_path, 'ords.csv').open(encoding='utf-8') as file:
        (row,) = csv.DictReader(file)
    assert (row['product_category'], row['repair_status'], row['problem']) == ('Portable radio', 'Fixed', '')


def test_papers_say_where_they_are(run: Run, tmp_path: Path) -> None:
    number = rows('SELECT number FROM repair')[0][0]
    done = run('ticket', number, '-o', 'schein.pdf')
    assert (done.returncode, done.stdout) == (0, 'Geschrieben: schein.pdf\n')
    assert made(tmp_path, 'schein.pdf').read_bytes().startswith(b'%PDF')
    made(tmp_path, 'schein.pdf').unlink()
    assert run('weekly', '-o', 'woche.pdf').stdout == 'Geschrieben: woche.pdf\n'
    assert made(tmp_path, 'woche.pdf').read_bytes().startswith(b'%PDF')


@pytest.mark.parametrize(('words', 'sentence'), [
    (['export', 'liste.pdf'], 'Die Datei soll auf .xlsx'), (['export', 'liste'], 'Die Datei soll auf .xlsx'),
    (['export', 'liste.csv'], 'auf .csv mit --sheet'), (['export', 'x.csv', '--sheet', 'Unsinn'], 'Ein Blatt „Unsinn“'),
    (['export', 'gibt/es/nicht.xlsx'], 'lässt sich nicht schreiben'), (['ords', '.'], 'lässt sich nicht schreiben')])
def test_what_cannot_be_is_one_sentence(run: Run, tmp_path: Path, words: list[str], sentence: str) -> None:
    done = run(*words)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert 'Traceback' not in done.stderr
    assert 'Schreibe' not in done.stderr or 'lässt sich nicht schreiben' in sentence, 'nothing was begun'
    assert not list((tmp_path / 'außer Haus').iterdir())


def test_what_stood_there_stays_when_it_cannot_be(run: Run, tmp_path: Path) -> None:
    file = tmp_path / 'außer Haus' / 'k.csv'
    file.write_text('von gestern')
    assert run('export', 'k.csv', '--sheet', 'Unsinn').returncode == 1
    assert file.read_text() == 'von gestern'


def test_without_a_store_there_is_a_sentence(run: Run, store: Path) -> None:
    close_store()
    (store / 'kontaktbuch.sqlite').unlink()
    done = run('export', 'x.xlsx')
    assert done.returncode == 1
    assert 'liegt kein Kontaktbuch' in done.stderr


def test_each_command_says_what_it_does(run: Run) -> None:
    assert '.xlsx' in run('export', '--help').stdout
    assert 'Open Repair Data' in run('ords', '--help').stdout
