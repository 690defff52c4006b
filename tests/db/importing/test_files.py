"""Nothing hangs, nothing lies: files that are broken, locked, renamed, empty or too large end in one plain sentence."""
import io
import os
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest

from db.errors import Refused
from db.importing import planning, reading
from db.importing.book import as_text
from db.importing.drafts import Choices, Result
from db.importing.limits import PARTS
from tests.db.importing.lists import CUSTOMERS, customer, read, xlsx
from tests.personas import NOW

LOCKED = (b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + b'\x00' * 504
          + 'EncryptedPackage'.encode('utf-16-le') + b'\x00' * 2000)


def bomb(size: int = 400_000_000) -> bytes:
    """Half a megabyte that unpacks to hundreds."""
    held = io.BytesIO(xlsx({'Kunden': [CUSTOMERS]}))
    with zipfile.ZipFile(held, 'a', zipfile.ZIP_DEFLATED) as packed, packed.open('xl/media/image1.png', 'w') as part:
        for __ in range(size // 1_000_000):
            part.write(b'\x00' * 1_000_000)
    return held.getvalue()


def far_cell() -> bytes:
    """One cell in the last corner of a sheet: a rectangle of seventeen thousand million cells."""
    held = io.BytesIO(xlsx({'Kunden': [CUSTOMERS, ['x']]}))
    parts = {name: zipfile.ZipFile(held).read(name) for name in zipfile.ZipFile(held).namelist()}
    parts['xl/worksheets/sheet1.xml'] = parts['xl/worksheets/sheet1.xml'].replace(
        b'</sheetData>', b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w') as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(('content', 'words'), [
    (b'', 'steht nichts'), (b'\n\n ;;\n', 'steht nichts'), (b'PK\x03\x04' + os.urandom(400), 'beschädigt'),
    (xlsx({'Kunden': [CUSTOMERS, customer()]})[:-400], 'beschädigt'), (LOCKED, 'Passwort'),
    (b'%PDF-1.4 ...', 'keine Tabelle'), (b'\x89PNG\r\n\x1a\n' + os.urandom(200), 'keine Tabelle'),
    (b'<html><table><tr><td>a</td></tr></table></html>', 'keine Tabelle'), (os.urandom(5000), 'keine Tabelle'),
    (b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + os.urandom(3000), 'beschädigt'), (b'x;y\n' * 8_000_000, 'zu groß')])
def test_one_plain_sentence(content: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words) as refused:
        read(content)
    assert 'liste.xlsx' in refused.value.sentence


def test_what_unpacks_too_far_is_refused_quickly() -> None:
    content, began = bomb(), time.monotonic()
    assert len(content) < 1_000_000
    with pytest.raises(Refused, match='zu groß'):
        read(content)
    assert time.monotonic() - began < 20


def in_parts(number: int) -> bytes:
    """A list with so many empty parts beside its own."""
    held = io.BytesIO(xlsx({'Kunden': [CUSTOMERS, customer()]}))
    with zipfile.ZipFile(held, 'a') as packed:
        for place in range(number):
            packed.writestr(f'xl/media/image{place}.png', b'')
    return held.getvalue()


def test_a_file_of_too_many_parts_is_refused() -> None:
    assert read(in_parts(PARTS // 2)).sheets
    with pytest.raises(Refused, match='zu groß'):
        read(in_parts(PARTS))


def test_who_reads_for_too_long_is_ended() -> None:
    """A real process that reads three million cells, with one second of a processor for it."""
    content, began = b'Anna;0351;x;' * 12 + b'\n', time.monotonic()
    with pytest.raises(Refused, match='zu groß'):
        reading.read(content * 150_000, 'liste.csv', seconds=1)
    assert time.monotonic() - began < 20
    assert reading.read(content, 'liste.csv', seconds=1).sheets


def test_one_cell_far_away_kills_nobody() -> None:
    with pytest.raises(Refused, match='zu groß'):
        read(far_cell())


@pytest.mark.parametrize('name', ['liste.csv', 'liste.pdf', 'liste', 'liste.xls'])
def test_a_name_does_not_matter(name: str) -> None:
    book = read(xlsx({'Kunden': [CUSTOMERS, customer()]}), name)
    assert [sheet.name for sheet in book.sheets] == ['Kunden']


@pytest.mark.parametrize('encoding', ['utf-8', 'utf-8-sig', 'utf-16', 'utf-16-le', 'utf-16-be', 'cp1252'])
@pytest.mark.parametrize('separator', [';', ',', '\t'])
def test_csv_in_every_dress(encoding: str, separator: str) -> None:
    text = '\r\n'.join(['Repair-Café', 'Name|Straße|Ort', 'Müller|"Weg 3| Hof"|Köln', '']).replace('|', separator)
    (sheet,) = read(text.encode(encoding), 'kunden.csv').sheets
    assert sheet.name == 'kunden'
    assert [list(row.cells) for row in sheet.rows] == [
        ['Repair-Café'], ['Name', 'Straße', 'Ort'], ['Müller', f'Weg 3{separator} Hof', 'Köln']]


def test_rows_have_the_numbers_of_the_file() -> None:
    (sheet,) = read(b'a;b\n\n\nc;d\n', 'x.csv').sheets
    assert [row.number for row in sheet.rows if row.filled] == [1, 4]


def test_numbers_dates_and_yes_come_as_people_read_them() -> None:
    (sheet,) = read(xlsx({'Kunden': [[1067, 3.5, date(2026, 10, 3), True, 1712223344]]})).sheets
    assert [as_text(cell) for cell in sheet.rows[0].cells] == ['1067', '3,5', '2026-10-03', 'ja', '1712223344']


@pytest.mark.usefixtures('store')
def test_formulas_count_with_their_result_and_are_never_run() -> None:
    content = xlsx({'Kunden': [CUSTOMERS, customer(), customer(Nachname='=2+5', Gegenstand='Radio')]}, formulas=[
        ('Kunden', 1, 1, '=CONCATENATE("Wol","ff")', 'Wolff'), ('Kunden', 1, 10, '=HYPERLINK("http://x")', ''),
        ('Kunden', 3, 0, '=A2', '')])
    lines = planning.make(read(content), Choices(), NOW).lines
    assert lines[0].person is not None
    assert lines[0].person.values['last_name'] == 'Wolff'
    assert lines[0].repair is not None
    assert 'Formel ohne Ergebnis' in lines[0].repair.values['note']
    assert lines[1].person is not None
    assert lines[1].person.values['last_name'] == '=2+5'    # a text, and it stays one
    assert lines[2].result is Result.NOT_DATA


@pytest.mark.usefixtures('store')
def test_merged_cells_speak_for_all_their_rows() -> None:
    rows = [CUSTOMERS, customer(), ['', '', '', '', '', 'Lampe'], ['', '', '', '', '', 'Uhr']]
    content = xlsx({'Kunden': rows}, merged=[('Kunden', 1, 1, 3, 1, 'Özdemir'), ('Kunden', 1, 2, 3, 2, 'Emine'),
                                             ('Kunden', 1, 9, 3, 9, 'ja')])
    plan = planning.make(read(content), Choices(), NOW)
    assert [line.result for line in plan.lines] == [Result.STORED, Result.MERGED, Result.MERGED]
    assert len(plan.people) == 1


@pytest.mark.usefixtures('store')
def test_hidden_sheets_are_told_and_come_in_only_when_somebody_says_so() -> None:
    sheets = {'Kunden': [CUSTOMERS, customer()], 'Alt': [CUSTOMERS, customer(Telefon='0351 99')]}
    book = read(xlsx(sheets, hidden=['Alt']))
    plan = planning.make(book, Choices(), NOW)
    assert [line.result for line in plan.lines] == [Result.STORED, Result.HELD_BACK]
    assert 'ausgeblendet' in plan.lines[1].reason
    plan = planning.make(book, Choices(shown=frozenset({'Alt'})), NOW)
    assert [line.result for line in plan.lines] == [Result.STORED, Result.STORED]


@pytest.mark.usefixtures('store')
def test_a_hundred_thousand_rows_are_read() -> None:
    began = time.monotonic()
    book = read(b'Name;Telefon;Gegenstand\n' + b'Anna Becker;0351 123;Lampe\n' * 100_000, 'kunden.csv')
    assert len(book.sheets[0].rows) == 100_001
    assert time.monotonic() - began < 20


def test_an_upload_with_a_path_for_a_name_is_only_a_name(tmp_path: Path) -> None:
    book = read(b'Name;Telefon\nAnna;0351 1\n', '../../etc/passwd.csv')
    assert book.sheets[0].name == 'passwd'
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize('as_text', [True, False])
def test_a_list_with_thousands_of_columns_is_refused_in_a_sentence(as_text: bool) -> None:
    wide = ['Name', 'Einwilligung', *(f'S{place}' for place in range(2000))]
    content = '\n'.join([';'.join(wide)] * 2).encode() if as_text else xlsx({'Kontakte': [['x']], 'Team': [wide]})
    with pytest.raises(Refused, match='mehr als 400 Spalten') as refused:
        read(content)
    assert 'liste.xlsx' in refused.value.sentence


def test_a_calendar_of_a_year_beside_the_names_and_a_cell_far_to_the_right_are_read() -> None:
    (sheet,) = read(xlsx({'Team': [['Name', *range(366)], ['Anna', *[''] * 9000, 'x']]})).sheets
    assert sheet.rows[1].filled == (0, 9001)
