"""A cell of 32,000 signs where a name, a number or a day should stand is none of them, and read at once (R11)."""
import pytest

from db.importing.drafts import Result
from db.importing.names import Name, full_name
from tests.db.importing.lists import CUSTOMERS, TEAM, Rows, customer, planned
from tests.portions import first_of

pytestmark = pytest.mark.usefixtures('store')
SIGNS = 32_000
TOO_LONG = 'ist dafür zu lang und kommt höchstens in die Notiz.'
PATTERNS = ['1234567890', 'abcdefghij', 'Anna Adler ', ',', '/', 'a b ', 'ja ', '(', '1.2.', 'a@b.de ', ' und ', '+49 ',
            'x', ';', '&', '0351 123456, ', 'ab@']


def huge(pattern: str) -> str:
    return (pattern * SIGNS)[:SIGNS].strip()


@pytest.mark.parametrize('heading', first_of(4, [
    'Nachname', 'Telefon', 'Einwilligung', 'Bemerkung', 'Vorname', 'E-Mail', 'Datum', 'Status', 'Ansprechperson',
    'Gegenstand', 'Defekt']))
def test_r11_huge_cells_of_any_column_are_read_at_once(heading: str) -> None:
    """One alone took half a minute: all of them would take longer than any test may (pyproject.toml)."""
    lines = planned(Kunden=[CUSTOMERS, *(customer(**{heading: huge(pattern)}) for pattern in PATTERNS)]).lines
    assert [bool(line.reason) for line in lines] == [True] * len(PATTERNS)


@pytest.mark.parametrize('heads', first_of(1, [['Name', 'Telefon', 'Gegenstand', 'Einwilligung'],
                                            ['Name', 'Aufgabe', 'Chat', 'Einwilligung']]))
def test_r11_nor_do_those_of_both_names_take_longer(heads: list[str]) -> None:
    for pattern in PATTERNS:
        assert planned(Liste=[heads, [huge(pattern), '0351 123456', 'Lampe', 'ja']]).lines


@pytest.mark.parametrize(('heading', 'label'), [('Telefon', 'Telefon'), ('E-Mail', 'E-Mail'), ('Vorname', 'Vorname'),
                                                ('Datum', 'Datum'), ('Status', 'Status')])
def test_r11_it_costs_its_row_nothing_but_itself_and_begins_the_note(heading: str, label: str) -> None:
    (line,) = planned(Kunden=[CUSTOMERS, customer(**{heading: huge('1234567890')})]).lines
    assert line.result is Result.STORED
    assert line.repair is not None
    assert line.repair.values['note'].startswith(f'{label}: 1234567890')
    assert f'Was unter „{heading}“ steht, {TOO_LONG}' in line.reason
    assert 'kommen nicht mit' in line.reason


def test_r11_a_row_with_nothing_else_says_why_nobody_is_in_it() -> None:
    row = ['', huge('Anna '), '0351 123', '', '', 'ja', 'ja']
    (line,) = planned(Team=[TEAM, row]).lines
    assert line.result is Result.NOT_UNDERSTOOD
    assert line.reason == f'In dieser Zeile steht kein Name. Was unter „Name“ steht, {TOO_LONG}'


def test_r11_nobody_is_called_by_so_many_signs() -> None:
    whole = ('Anna Adler ' * 100).strip()
    assert full_name(whole) == Name(rest=whole)


@pytest.mark.parametrize('several', ['Anna Adler, ' * 40, 'Anna Adler und ' * 30])
def test_a_long_cell_of_several_people_is_still_one_of_names(several: str) -> None:
    rows: Rows = [['Name', 'Telefon', 'Gegenstand', 'Einwilligung'], [several[:480], '0351 123456', 'Lampe', 'ja']]
    (line,) = planned(Kunden=rows).lines
    assert TOO_LONG not in line.reason
