"""Row by row: the team, other places, and those who were here."""
from datetime import date, datetime

import pytest

from db.importing.drafts import Choices, Evidence, Result
from db.words import Purpose
from tests.db.importing.lists import CUSTOMERS, EXTERNAL, FORMER, TEAM, customer, planned

pytestmark = pytest.mark.usefixtures('store')


# ---- team ------------------------------------------------------------------------------------------------------------
def test_a_member_and_the_messenger_as_a_fact() -> None:
    (line, unsure) = planned(Team=[TEAM, ['Anja', 'Bergmann', 1712223344.0, 'a@example.org', 'Leitung', 'ja', 'ja'],
                                   ['Łukasz', 'Nowak', '', '', '', 'noch hinzufügen', '18.1.2025']]).lines
    assert line.person is not None
    assert line.person.membership is not None
    assert line.person.membership.values['in_messenger'] is True
    assert line.person.purposes == {Purpose.MEMBER}      # never a consent (D3)
    assert line.person.values['phone'] == '0171 2223344'
    assert unsure.person is not None
    assert unsure.person.membership is not None
    assert unsure.person.membership.values['in_messenger'] is False
    assert 'noch hinzufügen' in unsure.person.values['note']
    assert unsure.person.given[0].on == datetime.fromisoformat('2025-01-18T12:00+01:00')


def test_d1_members_without_a_yes_stay_out() -> None:
    lines = planned(Team=[TEAM, ['Erika', '', '', 'e@example.org', 'Kuchen', 'ja', ''],
                          ['Uwe', 'B', '', '', '', 'x', 'nein']]).lines
    assert [line.result for line in lines] == [Result.HELD_BACK] * 2
    assert all(line.person is None for line in lines)


# ---- other places ----------------------------------------------------------------------------------------------------
def test_an_organisation_without_a_name_needs_no_consent() -> None:
    lines = planned(Extern=[EXTERNAL, ['Wertstoffhof', '', '', '0351 1', '', 'Altgeräte', ''],
                            ['Sparkasse', 'Herr Pohl', 'Spenden', '0351 2', '', '', 'nein'],
                            ['Sparkasse', 'Kim Vogel', '', '', 'k@example.org', '', 'ja, E-Mail vom 3.5.26']]).lines
    assert [line.result for line in lines] == [Result.STORED, Result.HELD_BACK, Result.STORED]
    assert lines[0].person is None
    assert lines[0].organisation is not None
    assert lines[0].organisation.values['phone'] == '0351 1'
    assert lines[2].person is not None
    assert lines[2].person.contacts[0].links['organisation'].values['name'] == 'Sparkasse'


EXTERNAL_LONG = [*EXTERNAL, 'Webseite', 'Zentrale', 'Ort', 'Bemerkung']


@pytest.mark.parametrize('said', ['nein', '', 'noch fragen'])
def test_d1_the_person_goes_and_the_organisation_stays(said: str) -> None:
    row = ['Sparkasse', 'Herr Karl Pohl', 'Spenden', '0351 2222222', 'pohl@example.org', 'Geld (Pohl fragen)', said,
           'sparkasse.example.org', '0351 4880', 'Weg 3', 'Pohl ist nett']
    (line,) = planned(Extern=[EXTERNAL_LONG, row]).lines
    assert (line.result, line.person) == (Result.HELD_BACK, None)
    assert 'Die Organisation kommt ohne sie hinein' in line.reason
    assert line.organisation is not None
    assert {name: text for name, text in line.organisation.values.items() if text} == {
        'name': 'Sparkasse', 'topic': 'Geld (… fragen)', 'website': 'sparkasse.example.org', 'phone': '0351 4880'}


def test_d1_an_organisation_named_after_the_person_goes_too() -> None:
    (line,) = planned(Extern=[EXTERNAL, ['Elektro Pohl', 'Karl Pohl', '', '', '', '', 'nein']]).lines
    assert (line.result, line.organisation) == (Result.HELD_BACK, None)
    assert 'ihr Name nennt die Person' in line.reason


@pytest.mark.parametrize('heading', ['Notfallkontakt', 'Partner/in', 'Im Notfall anrufen', 'Ehemann', 'Angehörige',
                                     'Vertretung durch', 'Stellvertretung', 'Betreuerin', 'Bevollmächtigte Person',
                                     'Tochter', 'Nachbarin', 'Abholung durch', 'Wer holt ab?'])
def test_d1_whoever_is_somebody_elses_is_not_taken_along(heading: str) -> None:
    """A member's yes is none of the husband whose number stands beside."""
    told = 'Karl 0171 5550012'
    (line,) = planned(Team=[[*TEAM, heading], ['Anja', 'Berg', '0351 1', '', 'Kuchen', '', 'ja', told]]).lines
    assert (line.result, line.reason) == (
        Result.STORED, f'Kommt auf die Teamliste. „{heading}“ nennt jemanden, der nicht gefragt wurde, und bleibt weg.')
    assert told not in str([line.person and line.person.values, line.person and line.person.membership])
    rows = [[*TEAM, heading], ['Anja', 'Berg', '0351 1', '', 'Kuchen', '', 'ja', told]]
    (line,) = planned(Choices(columns={('Team', 7): 'note'}), Team=rows).lines      # who has asked may say so
    assert line.person is not None
    assert line.person.values['note'] == f'{heading}: {told}'


@pytest.mark.parametrize('heading', ['Muttersprache', 'Nachbarschaft', 'Elternabend'])
def test_what_only_sounds_like_somebody_comes_along(heading: str) -> None:
    (line,) = planned(Team=[[*TEAM, heading], ['Anja', 'Berg', '0351 1', '', 'Kuchen', '', 'ja', 'Sorbisch']]).lines
    assert line.person is not None
    assert line.person.values['note'] == f'{heading}: Sorbisch'


def test_what_is_called_the_exchange_or_info_is_nobodys_own() -> None:
    rows = [EXTERNAL, ['Amt', 'Frau Uhl', '', '0351 4880 (Zentrale)', 'info@example.org', '', 'nein'],
            ['Stadtwerke', 'Zentrale', '', '0351 860', '', 'Strom', ''],
            ['Hof', 'Anna Uhl', '', '', 'info@anna-uhl.example.org', '', 'nein']]
    lines = planned(Extern=rows).lines
    assert [line.result for line in lines] == [Result.HELD_BACK, Result.STORED, Result.HELD_BACK]
    assert lines[2].organisation is not None
    assert not lines[2].organisation.values.get('email')
    assert [line.organisation.values['phone'] for line in lines[:2] if line.organisation] == ['0351 4880', '0351 860']
    assert lines[0].organisation is not None
    assert lines[0].organisation.values['email'] == 'info@example.org'


def test_the_organisations_own_columns_of_the_template_are_its_own() -> None:
    rows = [['Organisation', 'Name', 'Telefon', 'Telefon der Organisation', 'Notiz zur Organisation', 'Einwilligung'],
            ['Amt', 'Kim Uhl', '0351 1234567', '0351 4880', 'bis 18 Uhr', 'ja']]
    (line,) = planned(Extern=rows).lines
    assert line.person is not None
    assert line.person.values['phone'] == '0351 1234567'
    assert line.organisation is not None
    assert (line.organisation.values['phone'], line.organisation.values['note']) == ('0351 4880', 'bis 18 Uhr')


# ---- those who were here ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(('heading', 'said'), [('Wer', 'nein'), ('Wer', ''), ('Betreut', 'nein'), ('Betreut', '')])
def test_d1_an_organisations_note_is_no_way_past_the_consent(heading: str, said: str) -> None:
    rows = [['Organisation', heading, 'Telefon', 'Einwilligung'], ['Stadt', 'Frau Uhl', '0351 1234567', said]]
    (line,) = planned(Extern=rows).lines
    assert line.result is Result.HELD_BACK


def test_d1_nor_where_the_list_asks_nobody() -> None:
    rows = [['Organisation', 'Betreut', 'Thema'], ['Stadt', 'Frau Uhl', 'Räume'], ['Amt', 'montags', 'Müll']]
    assert [line.result for line in planned(Extern=rows).lines] == [Result.HELD_BACK, Result.STORED]


def test_d1_a_proof_for_the_sheet_makes_no_member_of_a_remark() -> None:
    rows = [TEAM, ['Jörg', 'Rademacher', '0351 1234567', '', '', '', ''], ['', 'bitte ergänzen!', '', '', '', '', ''],
            ['', '3 Personen', '', '', '', '', '']]
    choices = Choices(evidence={'Team': Evidence('Unterschrift', date(2026, 10, 1))})
    assert [line.result for line in planned(choices, Team=rows).lines] == [
        Result.STORED, Result.HELD_BACK, Result.NOT_DATA]


def test_former_members_and_customers() -> None:
    lines = planned(Ehemalige=[FORMER, ['Mitglied', 'Pohl', 'Renate', '0351 1', '2024', 'ja', 'hilft bei Festen'],
                               ['Kundin', 'Straßer', 'Zoë', '0351 2', '3.5.2026', 'x', ''],
                               ['Kunde', 'Alt', 'Otto', '0351 3', '', '3.4.2012', '']]).lines
    assert [line.result for line in lines] == [Result.STORED, Result.STORED, Result.HELD_BACK]
    assert lines[0].person is not None
    assert lines[0].person.membership is not None
    assert lines[0].person.membership.values['ended'] is True
    assert 'ausgeschieden / abgeholt: 2024' in lines[0].person.values['note']
    assert lines[1].person is not None
    assert lines[1].person.values['was_customer'] is True
    assert 'zwei Jahre' in lines[2].reason


@pytest.mark.parametrize(('day', 'result'), [
    ('25.11.2024', Result.STORED), ('24.11.2024', Result.HELD_BACK), ('23.11.2024', Result.HELD_BACK)])
def test_d10_a_yes_to_be_kept_ends_with_its_second_year(day: str, result: Result) -> None:
    """Whoever would have to go tomorrow does not come in today."""
    (line,) = planned(Ehemalige=[FORMER, ['Kundin', 'Alt', 'Olga', '0351 3', '', day, '']]).lines
    assert line.result is result
    heads = [*CUSTOMERS, 'Darf später kontaktiert werden']
    (line,) = planned(Kunden=[heads, [*customer(Status='abgeholt'), day]]).lines
    assert (line.person is not None) is (result is Result.STORED)


def test_a_former_customer_with_an_item_here_is_one_person() -> None:
    plan = planned(Kunden=[CUSTOMERS, customer()],
                   Ehemalige=[FORMER, ['Kundin', 'Özdemir', 'Emine', '0351-7654321', '3/2026', 'ja', '']])
    assert [line.result for line in plan.lines] == [Result.STORED, Result.MERGED]
    assert len(plan.people) == 1
    assert plan.people[0].purposes == {Purpose.REPAIR, Purpose.FORMER}
