"""People of one name: told apart by where they live and by „jun.“, each with a yes of their own (D1)."""
import pytest

from db.importing.drafts import PersonDraft, Result
from db.importing.known import People
from db.importing.marks import Marks, marks, marks_in_notes
from db.models import Person, Repair
from tests.db.importing.lists import planned, stored

pytestmark = pytest.mark.usefixtures('store')

MEMBERS = ['Name', 'Adresse', 'Telefon', 'Aufgaben', 'Notiz', 'in der Messenger-Gruppe', 'Einwilligung']
ITEMS = ['Name', 'Adresse', 'Telefon', 'Gegenstand', 'Was ist kaputt?', 'Status', 'Notiz', 'Einwilligung']


def member(name: str, address: str = '', phone: str = '', yes: str = 'ja', note: str = '') -> list[str]:
    return [name, address, phone, 'Holz', note, '', yes]


def brings(name: str, item: str, phone: str = '', yes: str = 'ja', address: str = '', note: str = '') -> list[str]:
    return [name, address, phone, item, 'geht nicht', 'angenommen', note, yes]


def home(text: str) -> Marks:
    return marks_in_notes([f'Adresse: {text}'])


@pytest.mark.parametrize(('one', 'other'), [
    ('Hauptstr. 1, 01067 Dresden', 'Am Markt 5, 04109 Leipzig'), ('Dresden', 'Leipzig'), ('Dresden', '04109 Leipzig'),
    ('Hauptstr. 1', 'Hauptstr. 2'), ('Hauptstr. 1', 'Hauptstr. 1 a'), ('Hauptstr. 1, Dresden', 'Hauptstr. 1, Leipzig'),
    ('01067 Dresden', '01307 Dresden'), ('Hauptstr. 1, 01067 Dresden', 'Leipzig')])
def test_another_home_speaks_against(one: str, other: str) -> None:
    assert home(one).speak_against(home(other))
    assert home(other).speak_against(home(one))


@pytest.mark.parametrize(('one', 'other'), [
    ('Hauptstr. 1, 01067 Dresden', 'Hauptstraße 1, 01067 Dresden'), ('Hauptstr. 1', 'Dresden'), ('', 'Dresden'),
    ('Hauptstr. 1a', 'HAUPTSTRASSE 1 A'), ('Frankfurt', 'Frankfurt am Main'), ('01067 Dresden', 'Dresden'),
    ('Hauptstraße', 'Dresden'), ('Hauptstr. 1, 01067 Dresden', 'Hauptstr. 1, 01076 Dresden'), ('DD', 'Dresden')])
def test_the_same_home_in_other_words_does_not(one: str, other: str) -> None:
    assert not home(one).speak_against(home(other))
    assert not home(other).speak_against(home(one))


def test_another_generation_speaks_against_where_both_are_said() -> None:
    younger, older = marks('jun.', {}), marks('Dr. (senior)', {})
    assert younger.oppose(older)
    assert not younger.oppose(marks('', {}))
    assert marks_in_notes(['Bemerkung: bringt Senior mit', 'Kunde: sen.']).suffixes == {'sen'}
    assert not marks_in_notes(['Bemerkung: bringt Senior mit']).suffixes


# ---- in one file -----------------------------------------------------------------------------------------------------
def test_in_two_towns_they_are_two() -> None:
    rows = [MEMBERS, member('Karl Meier', 'Hauptstr. 1, 01067 Dresden'),
            member('Karl Meier', 'Am Markt 5, 04109 Leipzig'), member('Karl Meier', 'Hauptstraße 1, Dresden')]
    first, second, third = planned(Team=rows).lines
    assert [first.result, second.result, third.result] == [Result.STORED, Result.STORED, Result.MERGED]
    assert third.person is first.person
    held = planned(Team=[*rows[:2], member('Karl Meier', 'Am Markt 5, 04109 Leipzig', yes='')]).lines[1]
    assert held.result is Result.HELD_BACK


PERHAPS = 'Doppelt? Jemand mit diesem Namen steht schon'
HOUSEHOLD, MOBILE = '0351 1234567', '0171 1234567'


def test_one_number_of_father_and_son_is_of_two() -> None:
    rows = [ITEMS, brings('Karl Meier sen.', 'Radio', HOUSEHOLD), brings('Karl Meier jun.', 'Lampe', HOUSEHOLD),
            brings('Karl Meier sen.', 'Uhr', HOUSEHOLD), brings('Karl Meier jun.', 'Föhn', HOUSEHOLD)]
    lines = planned(Kunden=rows).lines
    assert [line.result for line in lines] == [Result.STORED, Result.STORED, Result.MERGED, Result.MERGED]
    assert lines[0].person is lines[2].person is not lines[1].person is lines[3].person
    assert not any('Doppelt?' in line.reason for line in lines)


@pytest.mark.parametrize('names', [('Karl Meier', 'Karl Meier jun.'), ('Karl Meier sen.', 'Karl Meier'),
                                   ('Meier jun., Karl', 'Karl Meier')])
@pytest.mark.parametrize('phone', [HOUSEHOLD, ''])
def test_d1_without_jun_on_one_number_somebody_else_may_be_meant(names: tuple[str, str], phone: str) -> None:
    one, other = names
    first, second, again = planned(Kunden=[ITEMS, brings(one, 'Radio', phone), brings(other, 'Lampe', phone),
                                           brings(one, 'Uhr', phone)]).lines
    assert (first.result, second.result, again.result) == (Result.STORED, Result.STORED, Result.MERGED)
    assert first.person is again.person is not second.person
    assert PERHAPS in second.reason
    assert PERHAPS not in first.reason + again.reason
    silent = planned(Kunden=[ITEMS, brings(one, 'Radio', phone), brings(other, 'Lampe', phone, yes='')]).lines[1]
    assert (silent.result, silent.person) == (Result.REPAIR_ONLY, None)


def test_d1_a_silent_row_without_jun_is_surely_neither_of_two() -> None:
    rows = [ITEMS, brings('Karl Meier', 'Radio', HOUSEHOLD), brings('Karl Meier', 'Uhr', HOUSEHOLD, yes='')]
    assert planned(Kunden=rows).lines[1].result is Result.MERGED
    rows.insert(1, brings('Karl Meier jun.', 'Lampe', HOUSEHOLD))
    rows.append(brings('Karl Meier jun.', 'Föhn', HOUSEHOLD, yes=''))
    assert [line.result for line in planned(Kunden=rows).lines] == [
        Result.STORED, Result.STORED, Result.REPAIR_ONLY, Result.MERGED]


@pytest.mark.parametrize('own', [MOBILE, 'karl@example.org'])
def test_what_is_somebodys_own_makes_them_one(own: str) -> None:
    rows = [ITEMS, brings('Karl Meier', 'Radio', own), brings('Karl Meier jun.', 'Lampe', own)]
    rows[0] = [*ITEMS[:2], 'Kontakt', *ITEMS[3:]]
    lines = planned(Kunden=rows).lines
    assert lines[0].person is lines[1].person is not None
    assert PERHAPS not in lines[1].reason
    rows[2][-1] = ''
    assert planned(Kunden=rows).lines[1].person is None, 'for a yes that the row does not say it takes more (D1)'


def test_other_numbers_and_other_homes_are_no_doubles() -> None:
    rows = [ITEMS, brings('Karl Meier', 'Radio', HOUSEHOLD), brings('Karl Meier jun.', 'Lampe', '0351 7654321'),
            brings('Ina Neu', 'Radio', address='Leipzig'), brings('Ina Neu jun.', 'Radio', address='Dresden')]
    lines = planned(Kunden=rows).lines
    assert {line.result for line in lines} == {Result.STORED}
    assert not any('Doppelt?' in line.reason for line in lines)


def test_a_number_outweighs_another_home() -> None:
    """People move, and their number stays."""
    rows = [MEMBERS, member('Karl Meier', '01067 Dresden', '0171 1234567'),
            member('Karl Meier', '04109 Leipzig', '0171 1234567')]
    assert planned(Team=rows).lines[1].result is Result.MERGED
    rows[2][-1] = ''
    assert planned(Team=rows).lines[1].result is Result.HELD_BACK


def test_d1_a_no_of_the_father_is_none_of_the_son() -> None:
    rows = [ITEMS, brings('Karl Meier jun.', 'Lampe', '0351 1234567'),
            brings('Karl Meier sen.', 'Uhr', '0351 1234567', 'nein')]
    assert [line.result for line in planned(Kunden=rows).lines] == [Result.STORED, Result.REPAIR_ONLY]
    rows[2][0] = 'Karl Meier'
    lines = planned(Kunden=rows).lines
    assert {line.result for line in lines} == {Result.REPAIR_ONLY}
    assert 'Vielleicht ist es dieselbe Person, und das Nein gilt.' in lines[0].reason


@pytest.mark.parametrize(('name', 'last'), [
    ('Karl Meier jun.', 'Meier jun.'), ('Meier sen., Karl', 'Meier sen.'), ('Karl Meier Junior', 'Meier jun.'),
    ('Karl Meier jr', 'Meier jun.'), ('Karl Meier, M.A.', 'Meier'), ('Amartya Sen', 'Sen'),
    ('Karl Meier (Sohn)', 'Meier')])
def test_the_surname_says_which_of_two_it_is(name: str, last: str) -> None:
    """In a list, at the counter and as an Ansprechperson: a repair's note is seen nowhere there."""
    person = planned(Kunden=[ITEMS, brings(name, 'Radio', HOUSEHOLD)]).lines[0].person
    assert person is not None
    assert person.values['last_name'] == last


def test_a_member_with_jun_looks_after_items_by_the_bare_name_too() -> None:
    rows = [[*ITEMS[:-1], 'Ansprechperson', ITEMS[-1]], [*brings('Eva Berg', 'Radio')[:-1], 'Karl Meier', 'ja']]
    plan = planned(Team=[MEMBERS, member('Karl Meier jun.')], Kunden=rows)
    assert plan.others['repair'][0].links['responsible'] is plan.others['membership'][0]


# ---- against the store -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize('phone', ['', '0351 1234567'])
def test_the_same_list_again_doubles_nobody(phone: str) -> None:
    sheets = {'Team': [MEMBERS, member('Karl Meier', '01067 Dresden'), member('Karl Meier', '04109 Leipzig'),
                       member('Eva Berg jun.', '', phone), member('Eva Berg', '', phone)],
              'Kunden': [ITEMS, brings('Uwe Alt jun.', 'Uhr', phone), brings('Uwe Alt', 'Uhr', phone),
                         brings('Ina Neu', 'Radio', address='Hauptstr. 1, Dresden'),
                         brings('Ina Neu', 'Radio', address='Am Markt 5, Leipzig')]}
    stored(**sheets)
    assert (Person.select().count(), Repair.select().count()) == (8, 4)
    plan, __ = stored(**sheets)
    assert {line.result for line in plan.lines} == {Result.MERGED}
    assert not any('Doppelt?' in line.reason for line in plan.lines)
    assert (Person.select().count(), Repair.select().count()) == (8, 4)


def test_d1_somebody_else_of_the_name_comes_in_by_their_own_yes_alone() -> None:
    stored(Team=[MEMBERS, member('Karl Meier', 'Dresden', '0351 111111')])
    silent = member('Karl Meier', 'Leipzig', yes='', note='hat Epilepsie')
    plan, __ = stored(Team=[MEMBERS, silent])
    assert plan.lines[0].result is Result.HELD_BACK
    plan, __ = stored(Team=[MEMBERS, member('Karl Meier', 'Leipzig')])
    assert plan.lines[0].result is Result.STORED
    assert sorted(row.city or row.street for row in Person.select()) == ['Dresden', 'Leipzig']


def test_the_same_item_makes_nobody_the_same_against_whom_something_speaks() -> None:
    stored(Kunden=[ITEMS, brings('Uwe Alt jun.', 'Uhr')])
    assert planned(Kunden=[ITEMS, brings('Uwe Alt', 'Uhr')]).lines[0].result is Result.MERGED
    assert planned(Kunden=[ITEMS, brings('Uwe Alt sen.', 'Uhr')]).lines[0].result is Result.STORED


def test_d1_by_the_name_alone_nobodys_yes_covers_a_row_that_says_none() -> None:
    stored(Team=[MEMBERS, member('Karl Meier', '', '0351 111111')])
    plan, __ = stored(Team=[MEMBERS, member('Karl Meier', yes='', note='hat Epilepsie')])
    assert plan.lines[0].result is Result.HELD_BACK
    assert 'sagt der Name allein nicht' in plan.lines[0].reason
    assert 'Jemand mit diesem Namen steht schon' in plan.lines[0].reason
    assert Person.get().note == ''
    plan, __ = stored(Team=[MEMBERS, member('Karl Meier', '', '0351 111111', yes='', note='backt Kuchen')])
    assert plan.lines[0].result is Result.MERGED
    assert Person.get().note == 'backt Kuchen'


def test_d1_nor_the_row_of_an_item() -> None:
    stored(Kunden=[ITEMS, brings('Karl Meier', 'Lampe', '0351 111111')])
    rows = [ITEMS, brings('Karl Meier', 'Radio', yes='', note='hat Epilepsie'),
            brings('Karl Meier', 'Uhr', '0351 111111', yes='')]
    alone, sure = stored(Kunden=rows)[0].lines
    assert (alone.result, sure.result) == (Result.REPAIR_ONLY, Result.MERGED)
    assert 'sagt der Name allein nicht' in alone.reason
    assert not any('Epilepsie' in row.note for row in Repair.select())


def test_d1_of_father_and_son_behind_one_number_neither_is_surely_meant() -> None:
    stored(Team=[MEMBERS, member('Eva Berg jun.', '', '0351 1234567'), member('Eva Berg sen.', '', '0351 1234567')])
    (line,) = planned(Team=[MEMBERS, member('Eva Berg', '', '0351 1234567', yes='')]).lines
    assert line.result is Result.HELD_BACK


def test_of_several_of_a_name_none_is_taken() -> None:
    """Neither by a number that none of them has nor without one."""
    stored(Team=[MEMBERS, member('Karl Meier', '', '0351 111111'), member('Karl Meier', '', '0351 222222')])
    people = People()
    karl = {'first_name': 'Karl', 'last_name': 'Meier'}
    assert people.find(karl) is None
    assert people.find({**karl, 'phone': '0351 333333'}) is None
    assert people.find({**karl, 'phone': '0351 222222'}) is not None
    for town in ('Dresden', 'Leipzig'):
        draft = PersonDraft('person', {'first_name': 'Eva', 'last_name': 'Berg'}, marks=home(town))
        people.add(draft)
    eva = {'first_name': 'Eva', 'last_name': 'Berg'}
    assert people.find(eva) is None
    assert people.find({**eva, 'phone': '0351 333333'}) is None
    assert people.find({**eva, 'marks': home('04109 Leipzig')}) is draft
    for __ in range(2):
        people.add(PersonDraft('person', {'first_name': 'Ina', 'last_name': 'Neu'}))
    assert people.find({'first_name': 'Ina', 'last_name': 'Neu'}) is None
