"""Sums and notes below a list are neither people nor items, and „dito“ is nobody's yes (D1)."""
import pytest

from db.importing.drafts import Result
from db.importing.no_name import counts, is_vacant, refers
from tests.db.importing.lists import TEAM, customer, customers, planned

KUNDEN = ['Nr', 'Name', 'Telefon', 'Gerät', 'Status', 'Einwilligung']
MEMBERS = ['Name', 'Telefon', 'Einwilligung']
PLAIN = ['1', 'Anna Apfel', '0351 123456', 'Toaster', 'fertig', 'ja']


@pytest.mark.usefixtures('store')
@pytest.mark.parametrize('row', [
    ['Spenden gesamt', '', '', '43,50 €'], ['davon repariert', '', '', '4'], ['', 'Offen', '', '3'],
    ['', 'Fertig', '', '2'], ['', '', '', 'Übertrag', '7'], ['', '', 'Kasse:', '12'], ['repariert', '', '', '2'],
    ['nicht repariert', '', '', '1'], ['Spenden', '', '', '43,50 EUR'], ['', 'Summe', '', '7 Stück', '3'],
    ['', 'Durchschnittsalter', '12'], ['', 'Kunden insgesamt', '', '9'], ['', 'Ø Alter', '', '54'], ['', '', '', '17']])
def test_what_is_counted_between_the_rows_was_brought_by_nobody(row: list[str]) -> None:
    plan = planned(Kunden=[KUNDEN, PLAIN, row, [*PLAIN[:3], 'Lampe', *PLAIN[4:]]])
    assert plan.lines[1].result is Result.NOT_DATA
    assert 'Summe' in plan.lines[1].reason
    assert len(plan.others['repair']) == 2


@pytest.mark.usefixtures('store')
@pytest.mark.parametrize('row', [
    ['2', 'Anna Apfel', '0351 123456', '3', 'fertig', 'ja'], ['2', '', '', '2 Lampen', '', ''],
    ['2', 'Anna Summer', '0351 1234567', 'Lampe', '', 'ja'], ['2', 'Karl Kasse', '', 'Lampe', '', 'ja'],
    ['2', '', '', 'Kasse', 'in Arbeit', ''], ['2', 'Summer', '0351 1234567', 'Lampe', '', 'ja'],
    ['2', 'Frei', '0351 1234567', 'Lampe', '', 'ja'], ['2', 'Anna Frei', '', 'Lampe', '', 'ja']])
def test_an_item_or_a_person_with_such_a_word_is_one(row: list[str]) -> None:
    line = planned(Kunden=[KUNDEN, row]).lines[0]
    assert line.result is (Result.STORED if row[1] else Result.REPAIR_ONLY)


COUNTED = ['Datum', 'Name', 'Telefon', 'Gegenstand', 'Anzahl', 'Status', 'Einwilligung']


@pytest.mark.usefixtures('store')
@pytest.mark.parametrize('row', [
    ['Summe', '', '', 'Geräte', '8', '', ''], ['Übertrag', '', '', 'Geräte', '8', '', ''],
    ['', 'Zwischensumme', '', 'Geräte', '8', '5 fertig', ''], ['', 'Summe:', '', 'Geräte', '8 Stück', '', ''],
    ['9', '5', '4', '', '', '', 'Summe'], ['9', '5', '4', '2', '1', 'Summe', ''], ['', '22 Geräte', '', '', '', '', ''],
    ['', '', '', '22 Geräte', '', '', ''], ['Besucher', '22', '', '', '', '', ''], ['Helfer', '5', '', '', '', '', ''],
    ['', 'Besucher', '22', '', '', '', ''], ['', '', '', 'Geräte: 22', '', '', ''],
    ['', 'Besucher', '', '22', '', '', ''], ['', '', '', '14 Geräte', '', '9 repariert', ''],
    ['1.10.2026', 'Summe', '', 'Geräte', '8', '', '']])
def test_a_sum_says_what_it_is_of(row: list[str]) -> None:
    (line,) = planned(Kunden=[COUNTED, row]).lines
    assert (line.result, line.repair) == (Result.NOT_DATA, None)
    assert 'Summe' in line.reason


@pytest.mark.usefixtures('store')
@pytest.mark.parametrize('row', [
    ['1.10.2026', '', '', 'Geräte', '8', 'fertig', ''], ['1.10.2026', '', '', '2 Geräte', '2', '', ''],
    ['17', '', '', '2 Geräte', '', '', ''], ['', 'Frau Summe', '0211 334455', 'Geräte', '8', '', 'ja'],
    ['', '', '', 'Lampen', '3', '', ''], ['3.10.', '', '', 'Geräte', '2', '', ''],
    ['', 'Eva Besucher', '', '2 Geräte', '2', '', ''],
    ['1.10.2026', '', '', 'Kasse', '1', '', ''], ['', 'Helfer', '0211 334455', '2 Geräte', '', '', 'ja']])
def test_a_row_that_tells_more_is_none(row: list[str]) -> None:
    (line,) = planned(Kunden=[COUNTED, row]).lines
    assert line.repair is not None


@pytest.mark.usefixtures('store')
@pytest.mark.parametrize('name', ['dito', 'Dito.', 's.o.', 's. o.', 'siehe Ordner', 'siehe oben', 'wie oben',
                                  'dieselbe', 'gleiche Person', 's. Zeile 4'])
def test_d1_who_is_meant_by_another_row_is_stored_by_none(name: str) -> None:
    team, kunden = planned(Team=[MEMBERS, [name, '0351 123456', 'ja']], Kunden=[KUNDEN, ['2', name, *PLAIN[2:]]]).lines
    assert (team.result, kunden.result) == (Result.NOT_UNDERSTOOD, Result.REPAIR_ONLY)
    assert team.person is kunden.person is None
    assert 'verweist' in team.reason
    assert 'verweist nur auf eine andere Stelle' in kunden.reason
    assert kunden.repair is not None
    assert '0351' not in str(kunden.repair.values), 'whose number it is nobody knows'


@pytest.mark.usefixtures('store')
@pytest.mark.parametrize('name', ['unbekannt', 'N.N.', 'ohne Namen', 'Name fehlt', 'frei', 'Reserve', 'Kasse', '???',
                                  'intern', 'Kunde 1', 'Kundin Nr. 12', 'möchte nicht', 'Flohmarktgerät',
                                  'Laufkundschaft', 'möchte gar nicht genannt werden'])
def test_d1_a_place_kept_free_is_no_member_and_an_item_of_nobody_comes_in_alone(name: str) -> None:
    team, kunden = planned(Team=[MEMBERS, [name, '', 'ja']],
                           Kunden=[KUNDEN, ['2', name, '', 'Lampe', 'offen', 'ja']]).lines
    assert team.result in (Result.NOT_UNDERSTOOD, Result.NOT_DATA)
    assert team.person is None
    assert kunden.result is Result.REPAIR_ONLY


REACHED, MAIL = '0351 1234567', 'a@example.org'


@pytest.mark.usefixtures('store')
@pytest.mark.parametrize(('name', 'last'), [
    ('Herr Unbekannt', 'Unbekannt'), ('Frau Gesamt', 'Gesamt'), ('Gesamt', 'Gesamt'), ('Summe', 'Summe'),
    ('Übertrag', 'Übertrag'), ('Anzahl', 'Anzahl'), ('Frau Dr. Summe', 'Summe')])
@pytest.mark.parametrize('reached', [REACHED, MAIL, '+49 351 1234567'])
def test_who_can_be_reached_and_has_said_yes_is_called_so(name: str, last: str, reached: str) -> None:
    for said in ('ja', '3.10.2026'):
        line = planned(Kunden=[KUNDEN, ['2', name, reached, 'Lampe', 'offen', said]]).lines[0]
        assert line.person is not None
        assert line.person.values['last_name'] == last


@pytest.mark.usefixtures('store')
@pytest.mark.parametrize('row', [
    ['Herr Unbekannt', REACHED, ''], ['Herr Unbekannt', '', 'ja'], ['Herr unbekannt', REACHED, 'ja'],
    ['Unbekannt', REACHED, 'ja'], ['Herr N.N.', REACHED, 'ja'], ['Frau Name unbekannt', REACHED, 'ja'],
    ['ohne Namen', REACHED, 'ja'], ['Kein Name', REACHED, 'ja'], ['Gesamt', REACHED, 'nein'], ['Gesamt', '', 'ja'],
    ['Summe', '351', 'ja'], ['Summe', '1234567', 'ja'], ['Summe', 3511234567, 'ja'], ['Gesamt', '0,5 Stück', 'x'],
    ['Gesamt', '12.345,67 €', 'x'], ['davon', REACHED, 'ja'], ['Spenden gesamt', REACHED, 'ja']])
def test_d1_a_word_for_nobody_and_the_number_of_a_sum_make_no_person(row: list[str]) -> None:
    plan = planned(Kunden=[KUNDEN, ['2', *row[:2], 'Lampe', 'offen', row[2]]], Team=[MEMBERS, row])
    assert plan.people == []


@pytest.mark.usefixtures('store')
@pytest.mark.parametrize('name', ['frei', 'offen', 'leer', 'reserve', 'unbesetzt', 'noch frei', 'N.N.', 'vakant',
                                  'kasse', 'rest', 'Platzhalter', 'freier Platz'])
def test_d1_a_free_place_stays_free_whatever_number_stands_there(name: str) -> None:
    plan = planned(Team=[MEMBERS, [name, REACHED, 'ja']], Kunden=[KUNDEN, ['2', name, REACHED, 'Lampe', 'offen', 'ja']])
    assert plan.people == []


@pytest.mark.usefixtures('store')
@pytest.mark.parametrize('name', ['Total Tomas', 'Tomas Total', 'Total Tzvetan', 'Rest Mary', 'Kasse Hugo', 'Frei',
                                  'Rest, Mary-Lou', 'Gesamt Willibald', 'Summe Ayşegül', 'Median Karl', 'Leer'])
def test_who_is_called_like_a_sum_and_has_a_number_is_somebody(name: str) -> None:
    plan = planned(Team=[MEMBERS, [name, REACHED, 'ja']])
    assert [line.result for line in plan.lines] == [Result.STORED]


@pytest.mark.usefixtures('store')
@pytest.mark.parametrize('row', [
    ['Total Geräte', '12', ''], ['Anzahl Leute', '12345', ''], ['Summe Spenden', '12345', ''],
    ['Spenden gesamt', REACHED, 'ja'], ['davon Gäste', '23456', ''], ['Total', '12', ''], ['Rest Kasse', '123456', ''],
    ['Gesamt Helfer', '7', ''], ['Summe Lampen', '54321', ''], ['Total Tomas', '', '']])
def test_d1_what_is_counted_is_nobody(row: list[str]) -> None:
    assert planned(Team=[MEMBERS, row]).people == []


@pytest.mark.usefixtures('store')
def test_one_word_is_not_both_names_of_somebody() -> None:
    """A first name on the team's sheet, a surname among customers."""
    plan = planned(Team=[MEMBERS, ['Rolf', REACHED, 'ja']], Kunden=[KUNDEN, ['2', 'Rolf', REACHED, *PLAIN[3:]]])
    (person,) = plan.people
    assert (person.values.get('first_name'), person.values.get('last_name')) == ('Rolf', None)


@pytest.mark.usefixtures('store')
def test_d1_a_surname_that_says_it_is_the_one_above_is_none() -> None:
    (line,) = customers(customer(Vorname='Anna', Nachname='dito'))
    assert (line.result, line.person) == (Result.REPAIR_ONLY, None)


@pytest.mark.usefixtures('store')
@pytest.mark.parametrize(('first', 'last'), [('Anna', 'Frei'), ('Otto', 'Leer'), ('Rosa', 'Unbekannt')])
def test_two_columns_both_filled_are_a_name(first: str, last: str) -> None:
    row = [first, last, '', '', '', '', 'ja']
    assert planned(Team=[TEAM, row]).lines[0].result is Result.STORED


@pytest.mark.usefixtures('store')
def test_a_free_place_takes_no_word_out_of_other_rows() -> None:
    """Who is held back is named nowhere else, but nobody is called „frei“."""
    lines = planned(Team=[MEMBERS, ['frei', '', '']],
                    Kunden=[[*KUNDEN, 'Bemerkung'], [*PLAIN, 'Platz frei halten']]).lines
    assert lines[1].repair is not None
    assert 'Platz frei halten' in lines[1].repair.values['note']


def test_words() -> None:
    assert not any(map(counts, ['Anna Gesamt', 'Summer', 'Totaler', 'Davonius', 'Kassel', 'Ole', 'Øyvind']))
    assert not refers(['Siehe, Anna', 'Ditte', 'Sofie', 'Vogler', 'Wiebke Oben'])
    assert is_vacant(['unbekannt', 'unbekannt'], True)
    assert not is_vacant(['Leer'], True)
    assert not is_vacant([], False)
