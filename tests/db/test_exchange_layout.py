"""The headings of the café's own file: unambiguous, own columns among them, what only the program needs behind."""
from pathlib import Path

import pytest

from db import exchange_example
from db.classification import COLUMNS
from db.exchange_layout import FOUR, OWN, SHEETS, layout, layouts, template
from db.models import MODELS
from tests.db.exchanging import own_columns
from tests.db.stories import own

NOT_TAKEN = {   # what a file needs not say: made anew, or only for the moment
    'person': {'id', 'sort_name', 'words', 'on_former', 'extra'},
    'membership': {'id', 'ended', 'extra'},   # ended: which sheet they stand on
    'organisation': {'id', 'extra', 'sort_name', 'words'},
    'contact': {'id', 'person', 'organisation', 'extra'},
    'repair': {'id', 'serial', 'person', 'responsible', 'erase_at', 'extra', 'words', 'fault_review'},
    'consent': {'id', 'person', 'text'},
    'consent_text': {'id', 'purpose'},
}


def test_the_sheets_are_those_people_know(store: Path) -> None:
    assert tuple(layouts()) == SHEETS
    own('repair', 'farbe')
    assert tuple(layouts()) == (*SHEETS, OWN)


@pytest.mark.parametrize('sheet', [*SHEETS, OWN])
def test_no_title_stands_twice_and_machines_read_last(store: Path, sheet: str) -> None:
    own_columns()
    headings = layout(sheet)
    titles = [heading.title.casefold() for heading in headings]
    assert len(set(titles)) == len(titles)
    assert [heading.machine for heading in headings] == sorted(heading.machine for heading in headings)
    assert all(len(heading.title) < 60 for heading in headings)


def test_no_value_stands_under_two_titles(store: Path) -> None:
    own_columns()
    for headings in layouts().values():
        keys = [heading.key for heading in headings]
        assert len(set(keys)) == len(keys)


def test_an_own_column_that_is_called_like_another_is_told_apart(store: Path) -> None:
    own('person', 'a', label='Telefon')
    own('membership', 'b', label='Telefon')
    titles = [heading.title for heading in layout('Team')]
    assert [title for title in titles if 'Telefon' in title] == [
        'Telefon', 'Zweites Telefon', 'Telefon (eigene Spalte)', 'Telefon (eigene Spalte) 2']


def test_every_column_of_the_store_has_a_place(store: Path) -> None:
    """A new column is forgotten here, unless it is said why it need not come along."""
    places = {heading.key for headings in layouts().values() for heading in headings}
    for table, left_out in NOT_TAKEN.items():
        for column in COLUMNS[table]:
            assert ((table, column) in places) is (column not in left_out), f'{table}.{column}'


def test_what_is_named_is_in_the_store(store: Path) -> None:
    made_up = {('membership', 'earlier'), ('membership', 'person'), ('repair_state', 'moves')}
    for headings in layouts().values():
        for table, column in {heading.key for heading in headings if heading.table} - made_up:
            assert column in MODELS[table]._meta.fields


def test_the_template_is_for_people(store: Path) -> None:
    own_columns()
    assert tuple(template()) == FOUR
    for headings in template().values():
        assert not any(heading.machine for heading in headings)
        assert 'Einwilligung' in [heading.title for heading in headings]
    assert 'Farbe' in [heading.title for heading in template()['Kundinnen']]


def test_the_example_fits_the_template(store: Path) -> None:
    assert not exchange_example.forgotten()
    for name, headings in template().items():
        rows = list(exchange_example.rows(name, headings))
        assert len(rows) >= 2
        assert all(any(row) for row in rows)
