"""Somebody says yes in one row and no in another: the no wins, and the report names it (D1)."""
import pytest

from db.importing.drafts import Choices, Evidence, Plan, Result
from db.words import Purpose
from tests.db.importing.lists import CUSTOMERS, FORMER, TEAM, Rows, customer, customers, planned, stored

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


# ---- to be contacted later -------------------------------------------------------------------------------------------
LATER = [*CUSTOMERS, 'Darf später kontaktiert werden']


def asked_later(said: str, day: str = '10.10.2026', item: str = 'Toaster', **more: str) -> list[str]:
    return [*customer(Datum=day, Gegenstand=item, **more), said]


def kept(plan: Plan) -> list[bool]:
    """Of each row whether it says yes to being kept afterwards."""
    return [Purpose.FORMER in {yes.purpose for yes in line.person.given} if line.person else False
            for line in plan.lines]


@pytest.mark.parametrize('no', ['nein', 'Nein, danke', 'bitte löschen', 'will nicht'])
def test_d1_a_no_to_later_contact_wins_over_a_yes_in_another_row(no: str) -> None:
    for rows in ([asked_later('ja', ''), asked_later(no, '', 'Lampe')],
                 [asked_later(no, '', 'Lampe'), asked_later('ja', '')]):
        plan = planned(Kunden=[LATER, *rows])
        assert kept(plan) == [False, False]
        assert [line.result for line in plan.lines] == [Result.STORED, Result.MERGED], 'the items are none of it (D3)'
        assert any('und das Nein gilt' in line.reason for line in plan.lines)


@pytest.mark.parametrize(('yes', 'no', 'counts'), [
    ('10.10.2026', '3.5.2026', True), ('3.5.2026', '10.10.2026', False), ('3.5.2026', '3.5.2026', False),
    ('10.10.2026', '', False), ('', '3.5.2026', False)])
def test_d1_only_a_younger_yes_to_later_contact_counts(yes: str, no: str, counts: bool) -> None:
    plan = planned(Kunden=[LATER, asked_later('ja', yes), asked_later('nein', no, 'Lampe')])
    assert plan.people[0].purposes == ({Purpose.REPAIR, Purpose.FORMER} if counts else {Purpose.REPAIR})


def test_d1_a_no_among_the_former_wins_over_the_yes_of_a_customer() -> None:
    former = ['Kundin', 'Özdemir', 'Emine', '0351 7654321', '', 'nein', '']
    for state in ('in Arbeit', 'abgeholt'):
        plan = planned(Kunden=[LATER, asked_later('ja', Status=state)], Ehemalige=[FORMER, former])
        assert kept(plan) == [False, False]
        assert NO.format(2, 'Ehemalige') in plan.lines[0].reason
    former[5] = 'ja'
    assert kept(planned(Kunden=[LATER, asked_later('ja')], Ehemalige=[FORMER, former]))[0]


def test_d1_and_the_no_of_a_customer_or_a_member_over_a_yes_among_the_former() -> None:
    former = ['Kundin', 'Özdemir', 'Emine', '0351 7654321', '', 'ja', '']
    plan = planned(Kunden=[LATER, asked_later('nein')], Ehemalige=[FORMER, former])
    assert results(plan) == ['stored', 'held_back']
    assert NO.format(2, 'Kunden') in plan.lines[1].reason
    former = ['Mitglied', 'Berg', 'Anja', '0351 1234', '', 'ja', '']
    plan = planned(Team=[[*TEAM, LATER[-1]], [*member('ja'), 'nein']], Ehemalige=[FORMER, former])
    assert results(plan) == ['stored', 'held_back']


def test_d1_the_day_of_another_consent_is_none_of_the_no() -> None:
    """Who was asked in 2025 for the list may have said later that this is all."""
    heads = ['Name', 'Aufgabe', 'Einwilligung am', LATER[-1]]
    plan = planned(Team=[heads, ['Anja Berg', 'Kuchen', '1.2.2025', 'nein'], ['Anja Berg', 'Rad', '3.5.2026', 'ja']])
    assert plan.people[0].purposes == {Purpose.MEMBER}
    plan = planned(Team=[heads, ['Anja Berg', 'Kuchen', '1.2.2025', 'nein (2.2.2025)'],
                         ['Anja Berg', 'Rad', '3.5.2026', 'ja']])
    assert plan.people[0].purposes == {Purpose.MEMBER, Purpose.FORMER}


def test_a_yes_to_later_contact_is_no_younger_than_the_one_beside_it() -> None:
    (line,) = planned(Kunden=[LATER, asked_later('ja', Einwilligung='ja, 3.4.2020')]).lines
    assert kept(planned(Kunden=[LATER, asked_later('ja', Einwilligung='ja, 3.4.2020')])) == [False]
    assert 'ist älter als zwei Jahre' in line.reason
    (line,) = planned(Kunden=[LATER, asked_later('ja', Einwilligung='ja, 3.4.2026')]).lines
    assert line.person is not None
    assert {f'{yes.on:%d.%m.%Y}' for yes in line.person.given if yes.on} == {'03.04.2026'}


def test_what_is_no_clear_yes_to_later_contact_stays_readable() -> None:
    (line,) = planned(Kunden=[LATER, asked_later('vielleicht')]).lines
    assert line.repair is not None
    assert 'Darf später kontaktiert werden: vielleicht' in line.repair.values['note']
    assert 'steht kein klares Ja' in line.reason
    (line,) = planned(Kunden=[LATER, asked_later('vielleicht', Status='abgeholt')]).lines
    assert 'steht kein klares Ja' in line.reason


def test_a_no_where_the_store_says_yes_asks_somebody_to_look() -> None:
    stored(Kunden=[LATER, asked_later('ja')])
    (line,) = planned(Kunden=[LATER, asked_later('nein', item='Lampe')]).lines
    assert 'Im Kontaktbuch steht ein Ja zum späteren Kontakt und bleibt stehen.' in line.reason
    assert 'bleibt stehen' not in planned(Kunden=[LATER, asked_later('ja', item='Lampe')]).lines[0].reason


@pytest.mark.parametrize(('one', 'other', 'counts'), [
    ('ja', 'ja', True), ('ja', '', True), ('', 'ja', True), ('ja', 'nein', False), ('nein', 'ja', False),
    ('ja', 'vielleicht', False), ('vielleicht', 'ja', False)])
def test_d1_of_two_columns_for_later_each_must_say_yes(one: str, other: str, counts: bool) -> None:
    for sheets in ({'Kunden': [[*LATER, 'Später kontaktieren'], [*customer(), one, other]]},
                   {'Team': [[*TEAM, LATER[-1], 'Später kontaktieren'], [*member('ja'), one, other]]}):
        plan = planned(**sheets)
        assert kept(plan) == [counts]
        assert set(plan.layouts[plan.lines[0].sheet].targets[-2:]) == {'consent_former'}


def test_d1_of_two_days_somebody_chose_for_the_consent_none_is_passed_over() -> None:
    """Whatever is chosen in the preview, no cell is dropped."""
    chosen = Choices(columns={('Kunden', 11): 'consent_on', ('Kunden', 12): 'consent_on', ('Kunden', 13): 'item'})
    heads = [*CUSTOMERS, 'Erster Tag', 'Zweiter Tag', 'Dazu']
    (line,) = planned(chosen, Kunden=[heads, [*customer(), '3.10.2026', 'nein', 'Kabel']]).lines
    assert line.result is Result.REPAIR_ONLY
    (line,) = planned(chosen, Kunden=[heads, [*customer(), '3.10.2026', '4.10.2026', 'Kabel']]).lines
    assert line.repair is not None
    assert (line.repair.values['item'], line.repair.values['note']) == ('Toaster', 'Dazu: Kabel')
