"""Who is under 16 comes in by a parent's yes only (D14)."""
import pytest

from db.importing.drafts import Result
from db.importing.under_age import NEEDS_A_PARENT
from tests.db.importing.lists import planned

HEADINGS = ['Name', 'Telefon', 'Gegenstand', 'Einwilligung']


def row(name: str, consent: str = 'ja') -> list[str]:
    return [name, '0211 334455', 'Toaster', consent]


@pytest.mark.usefixtures('store')
@pytest.mark.parametrize('name', ['Leon (14 Jahre)', 'Leon Berg (15 J.)', 'Leon Berg, 9 Jahre', 'Berg, Leon (8-jährig)',
                                  'Leon Berg (minderjährig)', 'Leon Berg (Kind)'])
def test_d14_the_yes_of_a_child_is_not_enough(name: str) -> None:
    (line,) = planned(Kunden=[HEADINGS, row(name)]).lines
    assert (line.result, line.person, line.may_decide) == (Result.REPAIR_ONLY, None, True)
    assert line.reason.startswith(NEEDS_A_PARENT)


@pytest.mark.usefixtures('store')
@pytest.mark.parametrize('name', ['Leon Berg (16 Jahre)', 'Ida Berg (72 J.)', 'Leon Berg (2)', 'Leon Kind',
                                  'Leon Berg'])
def test_who_is_older_or_only_counted_says_it_themselves(name: str) -> None:
    (line,) = planned(Kunden=[HEADINGS, row(name)]).lines
    assert line.result is Result.STORED


@pytest.mark.usefixtures('store')
@pytest.mark.parametrize(('first', 'comes'), [('Emil (12)', False), ('Emil (15)', False), ('Emil (16)', True),
                                              ('Emil, 12', False), ('Emil; 15', False), ('Emil/9', False),
                                              ('Emil, 16', True), ('Emil, 2', True), ('Emil, 12 Geräte', True),
                                              ('Emil (2)', True), ('Emil (72)', True), ('Emil', True)])
def test_d14_a_number_behind_the_name_may_be_the_age(first: str, comes: bool) -> None:
    (line,) = planned(Kunden=[['Nachname', 'Vorname', *HEADINGS[1:]], ['Götz', first, *row('')[1:]]]).lines
    assert (line.person is not None) is comes


@pytest.mark.usefixtures('store')
@pytest.mark.parametrize(('name', 'comes'), [('Emil Kern, 12', False), ('Kern, Emil, 12', False),
                                             ('Emil Kern, 42', True), ('Emil Kern, Weg 12', True),
                                             ('Emil Kern, 12.3.26', True)])
def test_d14_so_it_is_behind_the_whole_name(name: str, comes: bool) -> None:
    (line,) = planned(Kunden=[HEADINGS, row(name)]).lines
    assert (line.result is Result.STORED) is comes
    assert not line.person or line.person.values['last_name'] == 'Kern'


@pytest.mark.usefixtures('store')
def test_d14_a_parent_may_have_said_it() -> None:
    asked = planned(Kunden=[[*HEADINGS, 'Einwilligung der Eltern'], [*row('Leon Berg (14 Jahre)'), 'ja'],
                            [*row('Ole Berg (14 Jahre)'), ''], [*row('Ida Berg (14 Jahre)'), 'nein']])
    assert [line.person is not None for line in asked.lines] == [True, False, False]


@pytest.mark.usefixtures('store')
@pytest.mark.parametrize(('heading', 'text', 'comes'), [
    ('Alter', '14', False), ('Alter', '15 Jahre', False), ('Alter', '34', True), ('Geburtsdatum', '3.4.2013', False),
    ('Geburtsdatum', '24.11.2010', False), ('Geburtsdatum', '23.11.2010', True), ('Jahrgang', '2012', False),
    ('Jahrgang', '1980', True), ('Alter', '', True)])
def test_d14_a_column_says_the_age(heading: str, text: str, comes: bool) -> None:
    team = planned(Team=[['Vorname', 'Nachname', heading, 'Telefon', 'Aufgabe', 'Einwilligung'],
                         ['Leon', 'Berg', text, '0211 334455', 'Kuchen', 'ja']]).lines[0]
    guest = planned(Kunden=[['Name', heading, *HEADINGS[1:]], ['Leon Berg', text, *row('')[1:]]]).lines[0]
    assert [team.person is not None, guest.person is not None] == [comes, comes]
    assert team.result is (Result.STORED if comes else Result.HELD_BACK)


@pytest.mark.usefixtures('store')
def test_the_age_of_a_person_is_none_of_an_item() -> None:
    person, item = (planned(Kunden=[headings, cells]).lines[0] for headings, cells in (
        (['Name', 'Alter', *HEADINGS[1:]], ['Ida Berg', '34', *row('')[1:]]),
        ([*HEADINGS[:3], 'Alter', 'Einwilligung'], [*row('Ida Berg')[:3], '14', 'ja'])))
    assert person.repair is not None
    assert item.repair is not None
    assert person.repair.values.get('age') is None
    assert person.repair.values['note'] == 'Alter: 34'
    assert item.person is not None
    assert item.repair.values['age'] == 14
