"""D6: every column of every table is classified in one place, and the classification makes sense."""
from datetime import datetime
from pathlib import Path

import pytest

from db.classification import COLUMNS, Erase, Kept, purposes_of, uncovered
from db.fields import columns
from db.models import MODELS
from db.who import Who
from db.words import Purpose
from tests.db.stories import rows

ALL = [(table, name) for table, described in COLUMNS.items() for name in described]
OF_A_PERSON = ('person', 'membership', 'contact', 'repair')


def test_d6_every_table_is_classified_and_no_other() -> None:
    assert set(COLUMNS) == set(MODELS)


@pytest.mark.parametrize('table', MODELS)
def test_d6_every_column_is_classified_and_no_other(table: str) -> None:
    assert set(COLUMNS[table]) == set(MODELS[table]._meta.fields)


def test_d6_the_store_has_no_table_that_the_models_do_not_know(store: Path) -> None:
    held = {name for (name,) in rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")}
    assert held == {*MODELS, 'schema_migration'}


def kept(table: str, name: str) -> Kept:
    return COLUMNS[table][name]


@pytest.mark.parametrize(('table', 'name'), ALL)
def test_d6_what_is_emptied_or_masked_says_for_which_purposes_it_is_held(table: str, name: str) -> None:
    by_purpose = kept(table, name).erase in (Erase.CLEAR, Erase.MASK)
    assert bool(purposes_of(table, name)) == by_purpose
    assert purposes_of(table, name) <= set(Purpose)


@pytest.mark.parametrize('table', OF_A_PERSON)
def test_d6_whatever_people_type_about_a_person_is_personal(table: str) -> None:
    """Everything with a field on a form, except the figures of a repair."""
    typed = {column.name for use in ('member', 'customer', 'former', 'form', 'counter', 'detail')
             for column in (getattr(MODELS[table], use, ()) and described(table, use))}
    figures = {'age', 'category'}
    assert {name for name in typed if not kept(table, name).personal} <= figures


def described(table: str, use: str) -> list[type]:
    return [type('Name', (), {'name': name}) for name in getattr(MODELS[table], use)]


@pytest.mark.parametrize('table', OF_A_PERSON)
def test_nothing_is_covered_when_no_purpose_remains(table: str) -> None:
    cleared = {name for name, how in COLUMNS[table].items() if how.erase is Erase.CLEAR}
    assert set(uncovered(table, frozenset())) == cleared
    assert set(uncovered(table, frozenset(Purpose))) == set()


def test_a_member_with_a_toaster_keeps_name_and_phone_and_loses_address_and_skills() -> None:
    left = frozenset({Purpose.REPAIR})
    assert {'street', 'postcode', 'city', 'note'} <= set(uncovered('person', left))
    assert not {'first_name', 'last_name', 'phone', 'email'} & set(uncovered('person', left))
    assert {'skills', 'tasks'} <= set(uncovered('membership', left))


def test_d6_a_column_knows_its_purposes(store: Path, anja: Who, now: datetime) -> None:
    street = next(column for column in columns('person', 'member') if column.name == 'street')
    phone = next(column for column in columns('person', 'member') if column.name == 'phone')
    assert street.purposes == {'member', 'external'}
    assert phone.purposes == {'repair', 'former', 'member', 'external'}


def test_the_anonymous_figure_is_what_the_design_lists() -> None:
    stays = {name for name, how in COLUMNS['repair'].items() if how.erase is Erase.STAYS}
    masked = {name for name, how in COLUMNS['repair'].items() if how.erase is Erase.MASK}
    assert stays == {'id', 'number', 'serial', 'request_id', 'version', 'category', 'age', 'state', 'outcome', 'reason',
                     'received_at', 'ready_at', 'collected_at', 'fault_review', 'due_on', 'erase_at'}
    assert masked == {'item', 'brand', 'model', 'fault', 'finding'}
