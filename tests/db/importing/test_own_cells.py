"""Cells of our own file: a number comes back as it was typed, and one that its column refuses costs nobody a place."""
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from db import columns, people, repairs
from db.importing.book import Book, Cell, as_text
from db.importing.drafts import Plan, Result
from db.kinds import Kind, parse_number
from db.models import Person, Repair
from db.store import close_store, open_store
from db.who import Who
from tests.db.importing.lists import read, xlsx
from tests.db.importing.test_round_trip import exported, imported
from tests.db.stories import drop_off, joins, nameless, rows
from tests.personas import NOW

NUMBERS = ['9999999,99', '12345678,9', '1234567,891', '0,1', '-3,5', '0,000001', '123456789012345', '123456789012,5',
           '1234567890,123456', '123456789012,12346', '0', '1,000001']


def ods(cell: str) -> bytes:
    """One cell, as LibreOffice writes it."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, 'w') as packed:
        packed.writestr('mimetype', 'application/vnd.oasis.opendocument.spreadsheet')
        packed.writestr('META-INF/manifest.xml', '<manifest/>')
        packed.writestr('content.xml', f'''<?xml version="1.0" encoding="UTF-8"?><office:document-content
            xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
            xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
            xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
            <table:table table:name="Team"><table:table-row><table:table-cell office:value-type="float"
            office:value="{cell}"><text:p>{cell}</text:p></table:table-cell></table:table-row></table:table>
            </office:spreadsheet></office:body></office:document-content>''')
    return held.getvalue()


@pytest.mark.parametrize('text', NUMBERS)
def test_a_number_is_read_as_it_was_typed(text: str) -> None:
    number = parse_number(text)
    assert number is not None
    for content in (xlsx({'Team': [[number]]}), ods(repr(number)), f'x;y\n{text};z'.encode()):
        (sheet,) = read(content).sheets
        found = as_text(sheet.rows[-1].cells[0])
        assert parse_number(found) == pytest.approx(number, rel=1e-15, abs=0)
    assert as_text(number) == text


@pytest.mark.parametrize(('number', 'text'), [(0.1 + 0.2, '0,3'), (1 / 3, '0,333333333333333'), (2.5, '2,5'),
                                              (1e-7, '0,0000001'), (1761234567.0, '1761234567')])
def test_what_a_spreadsheet_has_calculated_has_no_more_digits_than_it_shows(number: float, text: str) -> None:
    assert as_text(number) == text


def test_an_own_column_of_numbers_comes_back(store: Path, anja: Who, tmp_path: Path) -> None:
    name = columns.add('membership', 'Betrag', Kind.NUMBER, anja, NOW)
    for place, text in enumerate(NUMBERS):
        person = joins(anja, NOW, last_name=f'Nummer {place}', phone=f'0351 77{place:05}')
        people.save(person, 1, {name: parse_number(text)}, anja, NOW)
    before, book = rows('SELECT extra FROM membership ORDER BY 1'), exported()
    close_store()
    open_store(tmp_path / 'leer')
    assert imported(book).counts['not_understood'] == 0
    assert rows('SELECT extra FROM membership ORDER BY 1') == before


# ---- cells that somebody has changed ---------------------------------------------------------------------------------
def changed(book: Book, sheet: str, title: str, cell: Cell) -> Book:
    """The book with another cell in the first row below the headings of a sheet."""
    def row_of(name: str, rows: tuple) -> tuple:  # type: ignore[type-arg]
        if name != sheet:
            return rows
        place = [as_text(one) for one in rows[0].cells].index(title)
        cells = [*rows[1].cells, *[''] * (place + 1 - len(rows[1].cells))]
        cells[place] = cell
        return rows[0], replace(rows[1], cells=tuple(cells)), *rows[2:]
    return replace(book, sheets=tuple(replace(one, rows=row_of(one.name, one.rows)) for one in book.sheets))


@pytest.fixture
def comes_in(store: Path, anja: Who, tmp_path: Path) -> Callable[[str, str, Cell], Plan]:
    """A member with an own column and an item of Şeyma, taken out, one cell changed, and into an empty store."""
    name = columns.add('membership', 'Stunden', Kind.NUMBER, anja, NOW)
    columns.add('repair', 'Preis', Kind.NUMBER, anja, NOW)
    people.save(joins(anja, NOW, note='gern vormittags'), 1, {name: 3}, anja, NOW)
    drop_off(anja, NOW, 'Toaster')
    book = exported()

    def run(sheet: str, title: str, cell: Cell) -> Plan:
        close_store()
        open_store(tmp_path / 'leer')
        return imported(changed(book, sheet, title, cell))
    return run


@pytest.mark.parametrize(('title', 'cell', 'note'), [
    ('Stunden', 'viele', 'gern vormittags\nStunden: viele'), ('E-Mail', 'joerg(at)example', 'gern vormittags\n'
     'E-Mail: joerg(at)example'), ('Telefon', 'bei Mutter', 'gern vormittags\nTelefon: bei Mutter'),
    ('PLZ', 'hinten links im Hof', 'gern vormittags\nPLZ: hinten links im Hof'), ('Fassung', 'neu', 'gern vormittags'),
    ('Ort', 'An\x07na', 'gern vormittags')])
def test_a_refused_cell_stands_in_the_note_and_costs_nobody(comes_in: Callable[[str, str, Cell], Plan], title: str,
                                                            cell: str, note: str) -> None:
    plan = comes_in('Team', title, cell)
    (line,) = (line for line in plan.lines if line.sheet == 'Team')
    assert line.result is Result.STORED
    where = 'steht in der Notiz' if title in note else 'bleibt weg'
    assert f'passt nicht in die Spalte „{title}“ und {where}.' in line.reason
    assert Person.get(Person.last_name == 'Rademacher').note == note


def test_what_is_too_long_for_a_note_is_counted(comes_in: Callable[[str, str, Cell], Plan]) -> None:
    plan = comes_in('Team', 'Notiz', 'wort ' * 500)
    note = Person.get(Person.last_name == 'Rademacher').note
    assert note.startswith('wort wort')
    assert len(note) <= 2000
    assert 'kommen nicht mit' in next(line.reason for line in plan.lines if line.sheet == 'Team')


def test_of_a_repair_it_stands_in_the_note_of_the_repair(comes_in: Callable[[str, str, Cell], Plan]) -> None:
    plan = comes_in('Reparaturen', 'Preis', 'etwa 20')
    assert Repair.get().note == 'Preis: etwa 20'
    assert Person.get(Person.last_name == 'Wiśniewska').note == ''
    assert not plan.counts['not_understood']


def test_who_or_what_it_is_must_be_readable(comes_in: Callable[[str, str, Cell], Plan]) -> None:
    plan = comes_in('Team', 'Vorname', 'An\x07na')
    (line,) = (line for line in plan.lines if line.sheet == 'Team')
    assert (line.result, line.reason[:9]) == (Result.NOT_UNDERSTOOD, 'Vorname: ')


def test_d1_a_yes_with_a_cell_nobody_understands_is_none(comes_in: Callable[[str, str, Cell], Plan]) -> None:
    comes_in('Einwilligungen', 'Zweck', 'alles')
    assert rows("SELECT 1 FROM person WHERE last_name = 'Rademacher'") == []


def test_d1_it_stays_out_where_nobody_has_said_yes(store: Path, anja: Who, tmp_path: Path) -> None:
    columns.add('repair', 'Preis', Kind.NUMBER, anja, NOW)
    nameless(anja, NOW)
    book = exported()
    close_store()
    open_store(tmp_path / 'leer')
    plan = imported(changed(book, 'Reparaturen', 'Preis', 'zahlt Tim Krause'))
    assert Repair.get().note == ''
    assert 'bleibt weg' in next(line.reason for line in plan.lines if line.sheet == 'Reparaturen')


def test_where_somebody_stands_already_nothing_changes(store: Path, anja: Who) -> None:
    name = columns.add('membership', 'Stunden', Kind.NUMBER, anja, NOW)
    people.save(joins(anja, NOW), 1, {name: 3}, anja, NOW)
    before = rows('SELECT note, version FROM person'), rows('SELECT extra FROM membership')
    plan = imported(changed(exported(), 'Team', 'Stunden', 'viele'))
    assert (rows('SELECT note, version FROM person'), rows('SELECT extra FROM membership')) == before
    assert 'Notiz' not in plan.lines[0].reason
    assert repairs.team()
