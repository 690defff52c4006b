"""What may come in of an organisation where nobody has said yes: nothing that is, or names, a person (D1)."""
from time import perf_counter

import pytest

from db.importing import naming, showing
from db.importing.drafts import Line, Plan, Result
from tests.db.importing.lists import CUSTOMERS, TEAM, customer, planned

pytestmark = pytest.mark.usefixtures('store')

HEADINGS = ['Organisation', 'Ansprechpartner', 'Funktion', 'Thema', 'Telefon', 'Mail', 'Webseite', 'Zentrale', 'Notiz',
            'Einwilligung']
UNSAID = ['', 'nein', 'noch fragen']


def external(**said: str) -> list[str]:
    return [said.get(heading, '') for heading in HEADINGS]


def one(**said: str) -> Line:
    (line,) = planned(Extern=[HEADINGS, external(**said)]).lines
    return line


def comes(line: Line) -> dict[str, str]:
    """What would stand in the store of the organisation."""
    return {name: text for name, text in line.organisation.values.items() if text} if line.organisation else {}


# ---- people with names like places -----------------------------------------------------------------------------------
@pytest.mark.parametrize('name', ['Herr Post', 'Otto Post', 'Frau Rathaus', 'Alle, Herr', 'Post'])
def test_d1_somebody_called_post_is_a_person(name: str) -> None:
    line = one(Organisation='Sparkasse', Ansprechpartner=name, Telefon='0171 2345673', Mail='otto.post@sparkasse.de')
    assert line.result is Result.HELD_BACK
    assert comes(line) == {'name': 'Sparkasse'}


def test_d1_so_is_one_with_a_column_for_the_first_name_or_the_salutation() -> None:
    for heading, text in (('Vorname', 'O.'), ('Anrede', 'Herr')):
        rows = [['Organisation', heading, 'Nachname', 'Telefon', 'Einwilligung'],
                ['Sparkasse', text, 'Rathaus', '0171 2345673', '']]
        (line,) = planned(Extern=rows).lines
        assert line.result is Result.HELD_BACK
        assert comes(line) == {'name': 'Sparkasse'}


def test_d1_behind_an_exchange_stands_no_mailbox_of_somebodys_own() -> None:
    line = one(Organisation='Stadtwerke', Ansprechpartner='Zentrale', Mail='lisa.krause@amt.example.org')
    assert line.result is Result.HELD_BACK
    line = one(Organisation='Stadtwerke', Ansprechpartner='Zentrale', Telefon='0351 860')
    assert (line.result, comes(line)['phone']) == (Result.STORED, '0351 860')


# ---- what is called the exchange -------------------------------------------------------------------------------------
@pytest.mark.parametrize('phone', [
    '0171 2345672 privat, bitte nicht über die Zentrale', '0171 2345672 (Zentrale)', '+49 171 2345672 Zentrale',
    '0351 4880 Zentrale nach Krause fragen', '0351 4880, 0351 4881 (Zentrale)'])
def test_d1_only_a_number_and_its_label_are_the_exchange(phone: str) -> None:
    line = one(Organisation='Amt', Ansprechpartner='Lisa Krause', Telefon=phone, Einwilligung='nein')
    assert comes(line) == {'name': 'Amt'}


@pytest.mark.parametrize('phone', ['Frau Krause privat 0171 2345671', 'Krause 0351 2345671', '0171 2345671'])
def test_d1_nor_does_a_column_make_a_number_the_organisations(phone: str) -> None:
    line = one(Organisation='Amt', Ansprechpartner='Lisa Krause', Zentrale=phone, Einwilligung='nein')
    assert comes(line) == {'name': 'Amt'}


def test_d1_nor_does_a_yes_of_one_person_for_another() -> None:
    line = one(Organisation='Amt', Ansprechpartner='Kim Uhl', Zentrale='Frau Krause privat 0171 2345671',
               Einwilligung='ja')
    assert line.result is Result.STORED
    assert comes(line) == {'name': 'Amt'}


@pytest.mark.parametrize(('column', 'phone'), [
    ('Telefon', '0351 4880 (Zentrale)'), ('Telefon', 'Tel. Zentrale: 0351 4880'), ('Zentrale', '0351 4880')])
def test_the_exchange_is_nobodys_own(column: str, phone: str) -> None:
    line = one(Organisation='Amt', Ansprechpartner='Lisa Krause', Einwilligung='nein', **{column: phone})
    assert comes(line) == {'name': 'Amt', 'phone': '0351 4880'}


# ---- of a row that is held back --------------------------------------------------------------------------------------
@pytest.mark.parametrize('topic', ['Spende, Peter Zander fragen', 'über Herrn Zander', 'Räume, Lisa', 'Spende 0351 48',
                                   'Strom (a@example.org)'])
def test_d1_a_topic_that_may_name_others_stays_out(topic: str) -> None:
    line = one(Organisation='Amt', Ansprechpartner='Kim Uhl', Thema=topic, Einwilligung='nein')
    assert comes(line) == {'name': 'Amt'}
    line = one(Organisation='Amt', Ansprechpartner='Kim Uhl', Thema='Strom (Uhl fragen)', Einwilligung='nein')
    assert comes(line) == {'name': 'Amt', 'topic': 'Strom (… fragen)'}


def test_d1_an_address_that_is_somebodys_stays_out_with_them() -> None:
    for more in ({'Thema': 'über Herrn Zander', 'Mail': 'info@zander.de'}, {'Webseite': 'lisa-zander.example.org'},
                 {'Mail': 'info@lisa-zander.example.org'}):
        line = one(Organisation='Amt', Ansprechpartner='Kim Uhl', Einwilligung='nein', **more)
        assert comes(line) == {'name': 'Amt'}


# ---- rows without a name ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize('more', [
    {'Telefon': '0171 2345671 (Frau Krause)', 'Mail': 'lisa.krause@bauhof.de'}, {'Telefon': '0171 2345671 (Krause)'},
    {'Mail': 'lisa.krause@bauhof.de'}, {'Mail': 'l.krause@bauhof.de'}, {'Notiz': 'Frau Krause, 0171 2345672'},
    {'Notiz': 'Krause 0171 2345672'}, {'Thema': 'Frau Krause 0171 2345677'}, {'Thema': 'Krause 0171 2345677'},
    {'Funktion': 'Geschäftsführerin Lisa Krause'}, {'Funktion': 'Krause, Lisa'}, {'Notiz': 'lisa krause fragen'},
    {'Telefon': '0171 2345671 privat'}, {'Zentrale': 'Krause 0171 2345671'},
    {'Webseite': 'lisa-krause.example.org'}, {'Notiz': 'nach Frau Krause fragen'}, {'Funktion': 'Lisa vom Empfang'},
    {'Notiz': 'Hr.Zander'}, {'Funktion': 'Lisa-Marie Krause'}])
def test_d1_an_empty_column_of_names_is_no_way_past_the_consent(more: dict[str, str]) -> None:
    line = one(Organisation='Bauhof', **more)
    assert line.result is Result.HELD_BACK
    assert comes(line) == {'name': 'Bauhof'}


@pytest.mark.parametrize('name', ['Amt (Herr Zander 0171 2345674)', 'Amt (Zander 0171 2345674)', 'Amt, Lisa Krause',
                                  'Amt lisa.krause@example.org'])
def test_d1_nor_is_the_name_of_the_organisation(name: str) -> None:
    for said in UNSAID:
        line = one(Organisation=name, Einwilligung=said)
        assert (line.result, line.organisation) == (Result.HELD_BACK, None)


@pytest.mark.parametrize('more', [
    {'Organisation': 'Robert Bosch GmbH', 'Telefon': '0351 4880', 'Mail': 'info@example.org'},
    {'Mail': 'service-dresden@example.org', 'Thema': 'Altgeräte',
     'Notiz': 'Mo-Fr 8.00-12.00 Uhr, zu bis 12.10.2026, 01067 Dresden'},
    {'Notiz': 'Anne-Frank-Schule nebenan', 'Webseite': 'www.example.org', 'Zentrale': '0351 4880'}])
def test_what_is_the_organisations_own_comes_in(more: dict[str, str]) -> None:
    assert one(**{'Organisation': 'Wertstoffhof'} | more).result is Result.STORED


def test_d1_where_the_list_asks_nobody_a_name_is_one_anywhere() -> None:
    rows = [['Organisation', 'Ansprechpartner', 'Thema', 'Notiz'], ['Stadt', '', 'Räume', 'nach Frau Krause fragen'],
            ['Amt', '', 'Müll', 'Annahme 0351 48801']]
    assert [line.result for line in planned(Extern=rows).lines] == [Result.HELD_BACK, Result.STORED]


def test_d1_a_huge_cell_is_looked_through_at_once() -> None:
    started = perf_counter()
    for piece in ('a', 'a@', 'Lisa ', '1', '1 ', 'Frau ', ', '):
        text = piece * (100_000 // len(piece))
        for look in (naming.names, naming.names_in_title, naming.is_neutral, naming.has_number, naming.called):
            look(text)
    assert perf_counter() - started < 10


# ---- signs that cannot be stored -------------------------------------------------------------------------------------
def nothing(plan: Plan) -> bool:
    return not any(plan.drafts.values())


@pytest.mark.parametrize('column', ['Funktion', 'Thema', 'Notiz', 'Zentrale', 'Webseite'])
@pytest.mark.parametrize('said', ['nein', '', 'ja'])
def test_a_row_has_one_line_and_plans_nothing(column: str, said: str) -> None:
    for name in ('Lisa Krause', ''):
        row = external(Organisation='Werkhof', Ansprechpartner=name, Einwilligung=said, **{column: 'x\x07y'})
        plan = planned(Extern=[HEADINGS, row])
        assert [line.result for line in plan.lines] == [Result.NOT_UNDERSTOOD]
        assert nothing(plan)


@pytest.mark.parametrize('place', [2, 4, 5])
def test_d1_nobody_is_half_planned(place: int) -> None:
    row = ['Anja', 'Weiß', '0351 1234567', '', 'Kuchen', '', 'ja']
    row[place] = 'x\x07y'
    plan = planned(Team=[TEAM, row])
    assert [line.result for line in plan.lines] == [Result.NOT_UNDERSTOOD]
    assert nothing(plan)
    plan = planned(Kunden=[CUSTOMERS, customer(Ansprechperson='Anja Weiß')], Team=[TEAM, row])
    assert 'Weiß' not in str([draft.values for drafts in plan.drafts.values() for draft in drafts])


@pytest.mark.parametrize('heading', ['Nachname', 'Telefon', 'Gegenstand', 'Defekt', 'Ansprechperson'])
@pytest.mark.parametrize('said', ['ja', 'nein'])
def test_d1_no_customer_is_half_planned(heading: str, said: str) -> None:
    row = customer(Einwilligung=said)
    row[CUSTOMERS.index(heading)] = 'x\x07y'
    plan = planned(Kunden=[CUSTOMERS, row])
    assert [line.result for line in plan.lines] == [Result.NOT_UNDERSTOOD]
    assert nothing(plan)


def test_a_word_processors_line_break_is_none_of_them() -> None:
    line = one(Organisation='Hof', Notiz='erstens\x0bzweitens', Ansprechpartner='Kim Uhl', Einwilligung='ja')
    assert line.person is not None
    assert line.person.values['note'] == 'erstens\nzweitens'


# ---- shown -----------------------------------------------------------------------------------------------------------
def test_the_preview_shows_what_a_held_back_row_stores() -> None:
    rows = [HEADINGS, external(Organisation='Amt', Ansprechpartner='Kim Uhl', Telefon='0351 4880 (Zentrale)',
                               Webseite='www.example.org', Einwilligung='nein'),
            external(Organisation='Elektro Pohl', Ansprechpartner='Karl Pohl', Einwilligung='nein')]
    shown, __ = showing.rows(planned(Extern=rows), 'Extern', Result.HELD_BACK, 0, 9)
    assert [told.text for told in shown[0].stored] == ['Amt', '0351 4880', 'www.example.org']
    assert shown[1].stored == ()
