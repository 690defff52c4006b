"""R11: signs that turn the direction of what is read stay out of what a list brings, and the row says so."""
import pytest

from db.importing.directions import TAKEN_OUT
from db.models import Person
from tests.db.importing.lists import CUSTOMERS, customer, planned, stored

pytestmark = pytest.mark.usefixtures('store')


@pytest.mark.parametrize('sign', [*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))])
def test_r11_a_name_is_stored_as_it_is_read(sign: str) -> None:
    plan, __ = stored(Kunden=[CUSTOMERS, customer(Nachname=f'{sign}Klug', Telefon=f'{sign}0351 7654321\u202c')])
    assert [(one.last_name, one.phone) for one in Person.select()] == [('Klug', '0351 7654321')]
    assert plan.lines[0].reason.endswith(f' {TAKEN_OUT}')


def test_r11_only_the_row_that_has_one_says_so_also_of_the_second_list_on_a_sheet() -> None:
    lines = planned(Kunden=[CUSTOMERS, customer(), [''], CUSTOMERS, customer(Nachname='Klug\u202e'),
                            customer(Nachname='\u202eNein', Einwilligung='')]).lines
    assert [line.row.number for line in lines if TAKEN_OUT in line.reason] == [5, 6]


def test_r11_what_only_says_which_way_a_word_is_read_stays() -> None:
    (line,) = planned(Kunden=[CUSTOMERS, customer(Nachname='שָׁלוֹם\u200f')]).lines
    assert line.person is not None
    assert (line.person.values['last_name'], TAKEN_OUT in line.reason) == ('שָׁלוֹם\u200f', False)


@pytest.mark.parametrize(('said', 'told'), [
    ('Sa 17. Okt.', 'Sa 17. Okt.'), ('ca. 17. Okt.', 'ca. 17. Okt.'), ('Samstag, 17.10. vormittags', ''),
    ('17. Okt. von Uhl', '17. Okt'), ('17. Okt. 0351 7654321', '17. Okt'), ('Mai 2026 (Uhl)', 'Mai 2026')])
def test_d1_a_day_that_is_not_exact_is_kept_as_it_is_written_where_it_names_nobody(said: str, told: str) -> None:
    (line,) = planned(Kunden=[['gebracht am', *CUSTOMERS[1:]], [said, *customer(Einwilligung='')[1:]]]).lines
    assert line.repair is not None
    assert line.repair.values['note'] == f'gebracht am: {told or said}'
