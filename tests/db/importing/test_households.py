"""Frau Plath and Herr Plath on one number are two people, each with a yes of their own (D1)."""
import pytest

from db.importing.drafts import Result
from db.importing.marks import marks, marks_in_notes
from db.importing.salutations import who_is_greeted
from db.models import Person, Repair
from tests.db.importing.lists import planned, stored
from tests.db.stories import rows

pytestmark = pytest.mark.usefixtures('store')

ITEMS = ['Datum', 'Anrede', 'Name', 'Telefon', 'Gegenstand', 'Einwilligung']
MEMBERS = ['Anrede', 'Name', 'Telefon', 'Aufgabe', 'Einwilligung']
HOUSEHOLD, MOBILE = '0351 1234567', '0171 1234567'
TWO = [('Frau Plath', 'Herr Plath'), ('Fr. Plath', 'Hr. Plath'), ('Frau Dr. Plath', 'Herr Dr. Plath'),
       ('Plath, Frau', 'Plath, Herr'), ('Familie Plath', 'Frau Plath'), ('Eheleute Plath', 'Herr Plath'),
       ('Herr und Frau Plath', 'Frau Plath'), ('Eva Plath (Mutter)', 'Eva Plath (Tochter)'),
       ('Plath (Mutter)', 'Plath (Vater)'), ('Frau Kim Plath', 'Herr Kim Plath'), ('Plath (Opa)', 'Plath (Vater)')]


def brings(name: str, item: str, yes: str = 'ja', phone: str = HOUSEHOLD, salutation: str = '') -> list[str]:
    return ['1.10.2026', salutation, name, phone, item, yes]


@pytest.mark.parametrize(('salutation', 'who'), [
    ('Frau Dr.', {'woman'}), ('Fr.', {'woman'}), ('Herrn', {'man'}), ('Hr', {'man'}), ('Frl.', {'woman'}),
    ('Fräulein', {'woman'}), ('Herr und Frau', {'household'}), ('Fam.', {'household'}), ('Dr.', set()), ('', set())])
def test_whom_a_salutation_greets(salutation: str, who: set[str]) -> None:
    assert who_is_greeted(salutation) == who


@pytest.mark.parametrize('phone', [HOUSEHOLD, MOBILE])
@pytest.mark.parametrize('names', TWO)
def test_d1_two_of_a_household_are_two_and_neither_has_the_others_yes(names: tuple[str, str], phone: str) -> None:
    one, other = names
    first, second = planned(Kunden=[ITEMS, brings(one, 'Radio', phone=phone), brings(other, 'Uhr', phone=phone)]).lines
    assert [first.result, second.result] == [Result.STORED, Result.STORED]
    assert first.person is not second.person
    first, second = planned(Kunden=[ITEMS, brings(one, 'Radio', phone=phone),
                                    brings(other, 'Uhr', '', phone=phone)]).lines
    assert (first.result, second.result, second.person) == (Result.STORED, Result.REPAIR_ONLY, None)


def test_d1_a_column_of_salutations_tells_them_apart_too() -> None:
    lines = planned(Kunden=[ITEMS, brings('Plath', 'Radio', salutation='Frau'),
                            brings('Plath', 'Uhr', '', salutation='Herr')]).lines
    assert [line.result for line in lines] == [Result.STORED, Result.REPAIR_ONLY]


def test_neither_of_two_is_lost_on_the_list_of_the_team() -> None:
    plan, __ = stored(Team=[MEMBERS, ['Frau', 'Plath', HOUSEHOLD, 'Kuchen', 'ja'],
                            ['Herr', 'Plath', HOUSEHOLD, 'Holz', 'ja']])
    assert [line.result for line in plan.lines] == [Result.STORED, Result.STORED]
    assert sorted(rows('SELECT tasks FROM membership')) == [('Holz',), ('Kuchen',)]


@pytest.mark.parametrize('names', [('Frau Plath', 'Plath'), ('Plath', 'Frau Plath'), ('Plath', 'Familie Plath')])
def test_d1_a_surname_with_and_without_frau_is_one_only_by_a_yes_of_each(names: tuple[str, str]) -> None:
    one, other = names
    lines = planned(Kunden=[ITEMS, brings(one, 'Radio'), brings(other, 'Uhr')]).lines
    assert lines[0].person is lines[1].person is not None
    lines = planned(Kunden=[ITEMS, brings(one, 'Radio'), brings(other, 'Uhr', '')]).lines
    assert (lines[1].result, lines[1].person) == (Result.REPAIR_ONLY, None)


def test_with_a_first_name_frau_says_nothing_new() -> None:
    lines = planned(Kunden=[ITEMS, brings('Frau Eva Plath', 'Radio'), brings('Eva Plath', 'Uhr', '')]).lines
    assert lines[0].person is lines[1].person is not None
    lines = planned(Kunden=[ITEMS, brings('Frau Plath', 'Radio'), brings('Frau Plath', 'Uhr', '')]).lines
    assert lines[0].person is lines[1].person is not None


@pytest.mark.parametrize(('agrees', 'refuses', 'comes'), [
    ('Frau Plath', 'Herr Plath', True), ('Frau Plath', 'Plath', False), ('Plath', 'Herr Plath', False),
    ('Frau Plath', 'Familie Plath', False), ('Familie Plath', 'Frau Plath', False)])
def test_d1_whose_no_it_is(agrees: str, refuses: str, comes: bool) -> None:
    line = planned(Kunden=[ITEMS, brings(agrees, 'Radio'), brings(refuses, 'Uhr', 'nein')]).lines[0]
    assert (line.person is not None) is comes


@pytest.mark.parametrize('names', [*TWO, ('Frau Plath', 'Plath'), ('Plath', 'Frau Plath')])
def test_the_same_list_again_doubles_nobody(names: tuple[str, str]) -> None:
    sheets = {'Kunden': [ITEMS, *(brings(name, item) for name, item in zip(names, ('Radio', 'Uhr'), strict=True)),
                         brings('Kern', 'Föhn', phone='0351 7654321', salutation='Herr'),
                         brings('Kern', 'Föhn', phone='0351 7654321', salutation='Frau')],
              'Team': [MEMBERS, ['Frau', 'Alt', HOUSEHOLD, 'Kuchen', 'ja'], ['Herr', 'Alt', HOUSEHOLD, 'Holz', 'ja']]}
    stored(**sheets)
    before = Person.select().count(), Repair.select().count()
    plan, __ = stored(**sheets)
    assert {line.result for line in plan.lines} == {Result.MERGED}
    assert (Person.select().count(), Repair.select().count()) == before
    silent = planned(Kunden=[ITEMS, brings('Kern', 'Lampe', '', '0351 7654321', 'Herr')]).lines[0]
    assert silent.result is Result.MERGED


def test_the_note_keeps_who_was_greeted_but_not_whom_of_several() -> None:
    assert marks_in_notes(['Anrede: Herr']) == marks('', {}, 'Herr')
    assert marks_in_notes(['Name: (Mutter)']) == marks('(Mutter)', {})
    assert marks_in_notes(['Name: Karl Meier und Uwe Alt jun.', 'Notiz: Tochter holt ab']) == marks('', {})
