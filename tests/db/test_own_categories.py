"""Categories of the café's own: written down in the settings, suggested at the counter, chosen, read in a list, and
sent out as the standard's category they name."""
from datetime import datetime
from pathlib import Path

import pytest

from db import fields, ords, repairs, settings
from db.errors import Refused
from db.own_categories import read, read_all
from db.suggestions import category, suggestions
from db.who import Who
from db.words import State
from tests.db.importing.lists import CUSTOMERS, customer, planned
from tests.db.stories import nameless

LINES = 'Thermomix = Küchenmaschine/Mixer\nKeramik'


@pytest.fixture
def own(store: Path, anja: Who, now: datetime) -> None:
    settings.save({'categories': LINES}, anja, now)


@pytest.mark.parametrize(('line', 'number', 'standard'), [
    ('Keramik', None, ''), ('Thermomix = Küchenmaschine/Mixer', 37, 'Food processor'),
    ('Thermomix=küchenmaschine', 37, 'Food processor'), ('Einrad = Fahrrad', None, '')])
def test_a_line_names_it_and_what_it_counts_as(line: str, number: int | None, standard: str) -> None:
    found = read(line)
    assert (found.name, found.number, found.standard) == (line.partition('=')[0].strip(), number, standard)


@pytest.mark.parametrize(('line', 'sentence'), [
    ('= Toaster', 'fehlt der Name'), ('toaster', 'schon eingebaut'), ('Kleidung', 'schon eingebaut'),
    ('Thermomix = Gerät', '„Gerät“ ist keine eingebaute Kategorie'), ('Thermomix =', 'keine eingebaute Kategorie'),
    ('x' * 61, 'höchstens 60 Zeichen')])
def test_another_line_is_refused_at_its_field(line: str, sentence: str, store: Path, anja: Who, now: datetime) -> None:
    with pytest.raises(Refused, match=sentence) as refusal:
        settings.save({'categories': f'Keramik\n{line}'}, anja, now)
    assert refusal.value.field == 'categories'
    assert settings.read().categories == ()


def test_the_same_twice_is_one() -> None:
    assert [one.name for one in read_all(['Keramik', 'keramik'])] == ['keramik']


@pytest.mark.usefixtures('own')
def test_the_counter_suggests_and_keeps_it(anja: Who, now: datetime) -> None:
    mine = settings.categories_of_own()
    assert suggestions('Vase aus Keramik', mine)[0] == 'Keramik'
    assert suggestions('Toaster', mine) == suggestions('Toaster'), 'the built-in ones stay as they are'
    assert category('Keramik', 'Vase', mine) == 'Keramik'
    number = nameless(anja, now, 'Thermomix TM5').number
    assert repairs.read(number, now).category == 'Thermomix'


@pytest.mark.usefixtures('own')
def test_a_repair_can_be_of_it(anja: Who, now: datetime) -> None:
    (column,) = [one for one in settings.with_categories(fields.columns('repair', 'detail')) if one.name == 'category']
    assert column.choices[-2:] == ('Thermomix', 'Keramik')
    assert column.parse('keramik') == 'Keramik'
    with pytest.raises(Refused):
        column.parse('Blech')


@pytest.mark.usefixtures('own')
def test_a_list_may_say_it() -> None:
    lines = planned(Kunden=[[*CUSTOMERS, 'Kategorie'], [*customer(Gegenstand='Vase'), 'keramik'],
                            customer(Gegenstand='Thermomix TM 31')]).lines
    assert [line.repair and line.repair.values['category'] for line in lines] == ['Keramik', 'Thermomix']


@pytest.mark.usefixtures('own')
def test_it_goes_out_as_what_it_counts_as_or_not_at_all(anja: Who, now: datetime) -> None:
    for item in ('Thermomix', 'Keramik'):
        repairs.move(nameless(anja, now, item).number, State.READY, anja, now)
    (row,) = ords.rows()
    assert (row.partner_product_category, row.product_category, row.product_category_id) == (
        'Thermomix', 'Food processor', 37)
    assert ords.counts().unpowered == 1
