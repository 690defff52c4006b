"""Somebody says yes in one row and no in another: the no wins, and the report names it (D1)."""
import pytest

from db.importing.drafts import Choices, Evidence, Plan, Result
from tests.db.importing.lists import CUSTOMERS, TEAM, Rows, customer, customers, planned

pytestmark = pytest.mark.usefixtures('store')

NO = 'In Zeile {} auf dem Blatt „{}“ sagt dieselbe Person Nein, und das Nein gilt.'


def member(said: str, phone: str = '0351 1234', first: str = 'Anja') -> list[str]:
    return [first, 'Berg', phone, '', 'Kuchen', '', said]


def results(plan: Plan) -> list[str]:
    return [line.result.value for line in plan.lines]


@pytest.mark.parametrize('no', ['nein', 'Nein, möchte nicht mehr', 'widerrufen', 'bitte löschen'])
def test_d1_a_no_further_down_wins(no: str) -> None:
    plan = planned(Team=[TEAM, member('ja'), member(no)])
    assert results(plan) == ['held_back', 'held_back']
    assert plan.people == []
    assert plan.lines[0].reason.startswith(NO.format(3, 'Team'))
    assert not plan.lines[0].may_decide


def test_d1_so_does_one_further_up_and_one_on_another_sheet_of_the_kind() -> None:
    assert results(planned(Team=[TEAM, member('nein'), member('ja', phone='')])) == ['held_back', 'held_back']
    plan = planned(Mitglieder=[TEAM, member('ja')], Helfer=[TEAM, member('nein')])
    assert NO.format(2, 'Helfer') in plan.lines[0].reason


def test_d1_the_repair_of_a_customer_comes_in_alone() -> None:
    lines = customers(customer(), customer(Gegenstand='Lampe', Einwilligung='nein'))
    assert [(line.result, line.person) for line in lines] == [(Result.REPAIR_ONLY, None)] * 2
    assert NO.format(3, 'Kunden') in lines[0].reason


def test_who_was_asked_again_and_said_yes_has_said_yes() -> None:
    lines = customers(customer(Datum='3.5.2026', Einwilligung='nein'), customer(Gegenstand='Lampe'))
    assert [line.result for line in lines] == [Result.REPAIR_ONLY, Result.STORED]
    assert 'In Zeile 2 auf dem Blatt „Kunden“ sagt dieselbe Person Nein; dieses Ja ist jünger.' in lines[1].reason


def test_d3_a_no_to_the_team_is_none_to_a_repair_but_a_withdrawal_is_one_to_everything() -> None:
    sheets: dict[str, Rows] = {'Team': [TEAM, member('nein')],
                               'Kunden': [CUSTOMERS, customer(Vorname='Anja', Nachname='Berg', Telefon='0351 1234')]}
    assert results(planned(**sheets)) == ['held_back', 'stored']
    sheets['Team'] = [[*TEAM, 'Widerruf'], [*member('ja'), 'Oktober']]
    assert results(planned(**sheets)) == ['held_back', 'repair_only']


def test_d1_the_day_of_the_yes_is_none_of_the_withdrawal() -> None:
    heads = ['Name', 'Aufgabe', 'Einwilligung am', 'Widerruf']
    rows = [heads, ['Anja Berg', 'Kuchen', '1.1.2025', 'ja'], ['Anja Berg', 'Rad', '3.5.2025', '']]
    assert results(planned(Team=rows)) == ['held_back', 'held_back']
    rows[1][3] = '2.2.2025'
    assert results(planned(Team=rows)) == ['held_back', 'stored']


def test_d1_nobody_vouches_for_them_in_a_row_that_says_nothing() -> None:
    proof = Choices(evidence={'Team': Evidence('Unterschrift')})
    plan = planned(proof, Team=[TEAM, member(''), member('nein'), member('', first='Uwe')])
    assert results(plan) == ['held_back', 'held_back', 'stored']


def test_somebody_of_the_same_name_is_not_meant() -> None:
    plan = planned(Team=[TEAM, member('ja'), member('nein', phone='0176 555555'), ['Kim', '', '', '', '', '', 'ja'],
                         ['Kim', '', '', '', '', '', 'nein']])
    assert results(plan) == ['stored', 'held_back', 'stored', 'held_back']


@pytest.mark.parametrize('said', ['Widerruf', 'widerrufen am 3.11.2026', 'bitte löschen'])
def test_d1_a_withdrawal_where_the_consent_is_asked_is_one_to_everything(said: str) -> None:
    weiss = ['Jürgen', 'Weiß', '0351 112233', '', 'Fahrrad', 'nein']
    plan = planned(Team=[TEAM, [*weiss, said]],
                   Kunden=[CUSTOMERS, customer(Vorname='Jürgen', Nachname='Weiß', Telefon='0351 112233')])
    assert [line.result for line in plan.lines] == [Result.HELD_BACK, Result.REPAIR_ONLY]
