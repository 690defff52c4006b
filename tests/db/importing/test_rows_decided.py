"""Row by row: what is no data, what somebody decides in the preview, and who stands there already."""
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from db.importing.book import Row
from db.importing.drafts import Choices, Evidence, Result
from db.kinds import Kind
from db.who import Who
from db.words import Outcome
from tests.db.importing.lists import CUSTOMERS, TEAM, customer, customers, planned
from tests.db.stories import drop_off, own, owner
from tests.personas import NOW

pytestmark = pytest.mark.usefixtures('store')


# ---- what is no data -------------------------------------------------------------------------------------------------
def test_titles_sums_and_repeated_headings_are_told_apart() -> None:
    rows = [CUSTOMERS, customer(), ['---'], ['Summe', '4'], CUSTOMERS, [' '], ['November 2026'], []]
    lines = planned(Kunden=rows).lines
    assert [(line.row.number, line.result) for line in lines] == [
        (2, Result.STORED), (3, Result.NOT_DATA), (4, Result.NOT_DATA), (5, Result.NOT_DATA), (6, Result.NOT_DATA),
        (7, Result.NOT_DATA)]


@pytest.mark.parametrize('row', [
    ['Σ', '4 Geräte', '', '', '', '', '', '', '1 fertig'], ['∑', '12'], ['Summe', '5', '', '2 repariert'],
    ['Gesamt:', '7 Stück', '3', '2', '1', '1', '14,5 kg'], ['', 'Ø', '2,5 kg'], ['Ges.', '12 Reparaturen', '67 %']])
def test_a_sum_with_words_is_no_item(row: list[str]) -> None:
    """Nothing is invented: what is counted below a list was brought by nobody."""
    plan = planned(Kunden=[CUSTOMERS, customer(), row])
    assert [line.result for line in plan.lines] == [Result.STORED, Result.NOT_DATA]


@pytest.mark.parametrize('row', [customer(Datum='Gesamt', Gegenstand='2 Lampen'), customer(Datum='Summe', Telefon='')])
def test_what_only_begins_like_a_sum_is_a_row(row: list[str]) -> None:
    assert customers(row)[0].result is Result.STORED


@pytest.mark.parametrize('said', ['– ab hier neu seit Sommer –', '*** Winterpause ***', '--- Neue ---'])
def test_a_remark_between_two_rules_is_nobody(said: str) -> None:
    (line,) = planned(Team=[TEAM, ['', said]]).lines
    assert line.result is Result.NOT_DATA


def test_a_sheet_nobody_can_read_is_listed_row_by_row() -> None:
    lines = planned(Tabelle1=[['a', 'b'], ['x', 'y']]).lines
    assert [line.result for line in lines] == [Result.NOT_UNDERSTOOD] * 2


# ---- decided in the preview ------------------------------------------------------------------------------------------
def test_a_proof_for_a_sheet_counts_where_nothing_was_said() -> None:
    rows = [CUSTOMERS, customer(Einwilligung=''), customer(Einwilligung='nein', Telefon='0351 1111111'),
            customer(Einwilligung='noch fragen', Telefon='0351 2222222')]
    proof = Choices(evidence={'Kunden': Evidence('Unterschrift', date(2026, 10, 1))})
    lines = planned(proof, Kunden=rows).lines
    assert [line.result for line in lines] == [Result.STORED, Result.REPAIR_ONLY, Result.REPAIR_ONLY]
    assert lines[0].person is not None
    assert lines[0].person.given[0].how == 'Unterschrift'
    assert lines[0].person.given[0].on == datetime.fromisoformat('2026-10-01T12:00+02:00')


def test_a_proof_for_one_row_does_not_outweigh_a_no() -> None:
    rows = [CUSTOMERS, customer(Einwilligung='noch fragen'), customer(Einwilligung='nein', Telefon='0351 1111111')]
    proof = Evidence('mündlich')
    lines = planned(Choices(rows={('Kunden', 2): proof, ('Kunden', 3): proof}), Kunden=rows).lines
    assert [line.result for line in lines] == [Result.STORED, Result.REPAIR_ONLY]


def test_columns_can_be_sent_elsewhere() -> None:
    rows = [[*CUSTOMERS, 'Farbe'], [*customer(), 'rot']]
    plan = planned(Choices(columns={('Kunden', 11): 'new', ('Kunden', 6): 'leave'}), Kunden=rows)
    repair = plan.lines[0].repair
    assert repair is not None
    assert repair.values['extra'] == {'eigen_farbe': 'rot'}
    assert repair.values['fault'] == ''
    assert plan.others['custom_column'][0].values['label'] == 'Farbe'


def test_own_columns_are_found_by_their_name() -> None:
    own('repair', 'farbe')
    own('repair', 'gebaut', Kind.DATE)
    (line,) = planned(Kunden=[[*CUSTOMERS, 'farbe', 'Gebaut'], [*customer(), 'rot', '3.10.2020']]).lines
    assert line.repair is not None
    assert line.repair.values['extra'] == {'farbe': 'rot', 'gebaut': '2020-10-03'}


def test_german_numbers_of_own_columns_are_understood_and_others_are_named() -> None:
    own('repair', 'preis', Kind.NUMBER)
    heads = [*CUSTOMERS, 'preis']
    lines = planned(Kunden=[heads, [*customer(), '1.234,50 €'], [*customer(Gegenstand='Radio'), 'ca. 5']]).lines
    assert lines[0].repair is not None
    assert lines[0].repair.values['extra'] == {'preis': 1234.5}
    assert lines[1].repair is not None
    assert lines[1].repair.values['extra'] == {}
    assert 'ca. 5' in lines[1].repair.values['note']
    assert '„ca. 5“ passt nicht in die Spalte „Preis“' in lines[1].reason


@pytest.mark.parametrize(('text', 'number'), [('30 40', None), ('4711 0815', None), ('1 234', 1234), ('- 5', -5)])
def test_two_numbers_are_not_run_together(text: str, number: int | None) -> None:
    own('repair', 'preis', Kind.NUMBER)
    (line,) = planned(Kunden=[[*CUSTOMERS, 'preis'], [*customer(), text]]).lines
    assert line.repair is not None
    assert line.repair.values['extra'] == ({} if number is None else {'preis': number})
    assert (f'Preis: {text}' in line.repair.values['note']) is (number is None)


@pytest.mark.parametrize(('cell', 'number'), [
    (1761234567, '01761234567'), (1761234567.0, '01761234567'), (491761234567, '+491761234567'),
    ('0351/123456', '0351/123456'), ('Tel. 0351 123456', '0351 123456'), ('+49 351 1', '+49 351 1')])
def test_phones_of_own_columns_get_their_zero_back(cell: Any, number: str) -> None:
    own('membership', 'werkstatt', Kind.PHONE)
    (line,) = planned(Team=[[*TEAM, 'Werkstatt'], ['Anja', 'Berg', '', '', '', '', 'ja', cell]]).lines
    assert line.person is not None
    assert line.person.membership is not None
    assert line.person.membership.values['extra'] == {'werkstatt': number}


@pytest.mark.parametrize('cell', [491760000000.0, '4,9176E+11', '0351 1 oder 0351 222222', 'nur abends'])
def test_what_is_no_number_of_an_own_column_is_named(cell: Any) -> None:
    own('membership', 'werkstatt', Kind.PHONE)
    (line,) = planned(Team=[[*TEAM, 'Werkstatt'], ['Anja', 'Berg', '', '', '', '', 'ja', cell]]).lines
    assert line.person is not None
    assert line.person.membership is not None
    assert line.person.membership.values['extra'] == {}
    assert 'Werkstatt: ' in line.person.values['note']
    assert 'passt nicht in die Spalte „Werkstatt“' in line.reason


# ---- who stands there already ----------------------------------------------------------------------------------------
def test_somebody_of_the_store_is_found_again(anja: Who, now: datetime) -> None:
    before = now - timedelta(days=1)
    number = drop_off(anja, before, first_name='Emine', last_name='Özdemir', phone='0351 7654321').number
    (line,) = customers(customer(Gegenstand='Lampe', Einwilligung=''))
    assert line.result is Result.MERGED      # the yes of yesterday still holds
    assert line.person is not None
    assert line.person.public == owner(number, NOW)


def test_a_no_of_somebody_in_the_store_is_pointed_out(anja: Who, now: datetime) -> None:
    drop_off(anja, now, first_name='Emine', last_name='Özdemir', phone='0351 7654321')
    (line,) = planned(Team=[TEAM, ['Emine', 'Özdemir', '0351 7654321', '', '', '', 'nein']]).lines
    assert line.result is Result.HELD_BACK
    assert 'widerrufen' in line.reason


def test_nothing_is_written(store: Path) -> None:
    before = (store / 'kontaktbuch.sqlite').read_bytes()
    customers(customer())
    assert (store / 'kontaktbuch.sqlite').read_bytes() == before
    assert Row(1, ('a',)).touched


def test_a_sheet_that_could_be_any_can_be_told() -> None:
    rows = [['Name', 'Telefon', 'Einwilligung'], ['Anna Berg', '0351 1', 'ja']]
    (line,) = planned(Liste=rows).lines
    assert line.result is Result.NOT_UNDERSTOOD
    assert 'lässt es sich wählen' in line.reason
    (line,) = planned(Choices(kinds={'Liste': 'team'}), Liste=rows).lines
    assert line.result is Result.STORED


@pytest.mark.parametrize('said', ['entsorgt', 'wurde verschrottet'])
def test_nobody_has_fetched_what_was_thrown_away_and_its_contact_goes_all_the_same(said: str) -> None:
    gone, here = customers(customer(Status=said), customer(Status=f'wird {said.split()[-1]}', Gegenstand='Lampe'))
    assert (gone.result, here.result) == (Result.REPAIR_ONLY, Result.STORED)
    assert 'abgeholt' not in gone.reason
    assert 'nicht mehr da' in gone.reason
    assert gone.repair is not None
    assert gone.repair.values['outcome'] == Outcome.END_OF_LIFE


@pytest.mark.parametrize('heading', ['ausgetreten am', 'Austritt', 'ausgeschieden am'])
def test_who_left_was_a_member_where_no_column_says_what_they_were(store: object, heading: str) -> None:
    def only(heads: list[str], cells: list[str]) -> tuple[dict[str, Any] | None, str]:
        (line,) = planned(Ehemalige=[['Name', *heads, 'Telefon', 'Einwilligung'],
                                     ['Eva Kern', *cells, '0911 12345', 'ja']]).lines
        assert line.person is not None
        return line.person.membership and line.person.membership.values, line.person.values.get('note') or ''
    member = {'ended': True, 'ended_on': date(2024, 12, 31), 'extra': {}}
    assert only([heading], ['31.12.2024']) == (member, '')
    assert only([heading], ['Ende 2024']) == (member | {'ended_on': None}, f'{heading}: Ende 2024')
    assert only(['war bei uns', heading], ['Team', '31.12.2024']) == (member, '')
    assert only(['war bei uns', heading], ['Kundin', '31.12.2024'])[0] is None
    assert only(['Art', heading], ['Praktikantin', '31.12.2024'])[0] is None
    assert only([heading], [''])[0] is None
    assert only(['ausgeschieden / abgeholt'], ['31.12.2024'])[0] is None


@pytest.mark.parametrize('heading', ['Kürzel', 'Kurzzeichen', 'Namenskürzel'])
@pytest.mark.parametrize(('said', 'surname', 'note'), [
    ('SaM', 'Meinecke', ''), ('sam', 'Meinecke', ''), ('AB', 'Busch', ''), ('A.B.', 'Busch', ''), ('Anna', 'Berg', ''),
    ('Ann', 'Berg', ''), ('XX', '', 'Ansprechperson: XX'), ('RoF', '', ''), ('SaM/AB', '', '')])
def test_a_list_says_by_what_its_people_are_called(store: object, heading: str, said: str, surname: str,
                                                   note: str) -> None:
    people = [('AB', 'Andreas Busch', 'ja'), ('Ann', 'Anna Berg', 'ja'), ('SaM', 'Sabine Meinecke', 'ja'),
              ('XX', 'Uwe Xaver', 'ja'), ('XX', 'Ida Xaver', 'ja'), ('RoF', 'Rolf Fricke', 'nein')]
    team = [[heading, 'Name', 'Aufgabe', 'Einwilligung'], *([short, name, 'Holz', yes] for short, name, yes in people)]
    plan = planned(Team=team, Kunden=[CUSTOMERS, customer(Ansprechperson=said)])
    repair = plan.lines[-1].repair
    assert repair is not None
    assert [one.values['last_name'] for one in plan.people if one.membership is not None
            and one.membership is repair.links.get('responsible')] == [surname] * bool(surname)
    assert repair.values['note'] == note
    assert ('darf nicht gespeichert werden' in plan.lines[-1].reason) is (said == 'RoF')
