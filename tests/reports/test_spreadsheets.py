"""Spreadsheets hold what was put into them: texts as texts, dates as dates, nothing that runs by itself (S10, R11)."""
import csv
import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from python_calamine import load_workbook

from db.defusing import restored
from reports import csvs, xlsx
from reports.sheets import SheetValues, Title, Value
from tests.db.exchanging import NASTY
from tests.db.naughty import LETTERS

TITLES = (Title('Name'), Title('am', 'date'), Title('Zahl', 'number'), Title('ja?', 'yes_no'),
          Title('Stand', 'choice', choices=('fertig', 'in Arbeit')), Title('Kennung', machine=True))


def book(tmp_path: Path, *sheets: SheetValues) -> bytes:
    target = io.BytesIO()
    xlsx.write(target, sheets, tmp_path)
    assert not list(tmp_path.iterdir()), 'what was under way is gone'
    return target.getvalue()


def back(content: bytes, name: str = 'Team') -> list[list[object]]:
    return load_workbook(io.BytesIO(content)).get_sheet_by_name(name).to_python()


def part(content: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read(name).decode()


# ---- xlsx ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize('text', [*NASTY, *LETTERS.values(), ' vorn und hinten ', 'zwei\nZeilen', 'Tab\thier',
                                  '_x005F_x0041_', '_x0041_x0042_', '<r>_x005F_x0041_</r>', '_x004_', '<r> </r>'])
def test_r11_a_text_comes_back_as_it_was(tmp_path: Path, text: str) -> None:
    content = book(tmp_path, SheetValues('Team', (Title('Name'),), [(text,)]))
    assert back(content)[1] == [text]


def test_s10_nothing_in_it_runs(tmp_path: Path) -> None:
    content = book(tmp_path, SheetValues('Team', TITLES, [(text, None, None, text, text, text) for text in NASTY]))
    sheet = part(content, 'xl/worksheets/sheet1.xml')
    assert '<f>' not in sheet
    assert '<hyperlink' not in sheet
    assert set(re.findall(r'<c [^>]*t="(\w+)"', sheet)) == {'inlineStr'}


def test_dates_numbers_and_nothing(tmp_path: Path) -> None:
    rows: list[tuple[Value, ...]] = [('a', date(2026, 11, 23), 3.5, 'ja', 'fertig', 'x'),
                                     (None, None, None, '', None, None),
                                     ('b', date(1900, 1, 15), 123456789012345, 'nein', '', 'y')]
    found = back(book(tmp_path, SheetValues('Team', TITLES, rows)))
    assert found[1] == ['a', date(2026, 11, 23), 3.5, 'ja', 'fertig', 'x']
    assert found[3] == ['b', '15.01.1900', 123456789012345, 'nein', '', 'y']


def test_people_find_their_way(tmp_path: Path) -> None:
    """The head stays in view, every column can be filtered, what machines need is folded away."""
    content = book(tmp_path, SheetValues('Team', TITLES, [('a', None, None, '', '', '')], hint='Eine Zeile je Person.'))
    sheet = part(content, 'xl/worksheets/sheet1.xml')
    assert 'state="frozen"' in sheet
    assert '<autoFilter ref="A1:F2"' in sheet
    assert re.search(r'<col min="6" max="6" [^>]*hidden="1" [^>]*outlineLevel="1"', sheet)
    assert '"fertig,in Arbeit"' in sheet
    assert '"ja,nein"' in sheet
    assert 'Eine Zeile je Person.' in part(content, 'xl/comments1.xml')


def test_phones_typed_later_keep_their_zero(tmp_path: Path) -> None:
    content = book(tmp_path, SheetValues('Team', (Title('Telefon', 'phone'),)))
    column = re.search(r'<col min="1" max="1" [^>]*style="(\d+)"', part(content, 'xl/worksheets/sheet1.xml'))
    assert column
    formats = re.findall(r'<xf numFmtId="(\d+)"', part(content, 'xl/styles.xml').partition('<cellXfs')[2])
    assert formats[int(column[1])] == '49', 'text'


def test_too_many_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, 'MOST_ROWS', 2)
    with pytest.raises(ValueError, match='mehr Zeilen'):
        xlsx.write(io.BytesIO(), [SheetValues('Team', (Title('a'),), [('x',)] * 3)], tmp_path)


def test_a_large_one_needs_no_large_memory(tmp_path: Path) -> None:
    import tracemalloc
    tracemalloc.start()
    with (tmp_path / 'large.xlsx').open('wb') as target:
        scratch = tmp_path / 'scratch'
        scratch.mkdir()
        xlsx.write(target, [SheetValues('Team', (Title('a'),) * 10, (('x' * 40,) * 10 for _ in range(3000)))], scratch)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3_000_000


# ---- csv -------------------------------------------------------------------------------------------------------------
def as_csv(*rows: tuple[Value, ...]) -> bytes:
    return b''.join(csvs.lines(SheetValues('Team', TITLES[:len(rows[0])], rows)))


@pytest.mark.parametrize('text', [*NASTY, *LETTERS.values(), 'zwei\nZeilen'])
def test_r11_csv_text_comes_back_as_it_was(text: str) -> None:
    lines = list(csv.reader(io.StringIO(as_csv((text,)).decode('utf-8-sig'), newline=''), delimiter=';'))
    assert [restored(cell) for cell in lines[1]] == [text]


@pytest.mark.parametrize('text', ['=1+1', '+49 351', '-', '@a', '\tx'])
def test_s10_a_csv_cell_never_begins_like_a_formula(text: str) -> None:
    assert f'"\'{text}"'.encode() in as_csv((text,))


def test_a_german_spreadsheet_opens_it_without_questions() -> None:
    content = as_csv(('Şeyma', date(2026, 11, 23), 3.5))
    assert content.decode('utf-8-sig') == '"Name";"am";"Zahl"\r\n"Şeyma";"23.11.2026";"3,5"\r\n'
    assert content.startswith(b'\xef\xbb\xbf')


def test_one_file_per_sheet() -> None:
    target = io.BytesIO()
    rows = [('a', None, None, '', '', '')] * 1200
    csvs.zipped(target, [SheetValues('Team', TITLES, rows), SheetValues('Extern', TITLES)])
    packed = zipfile.ZipFile(target)
    assert packed.namelist() == ['team.csv', 'extern.csv']
    assert len(packed.read('team.csv').splitlines()) == 1201
