"""What may come in of an organisation where nobody has said yes: nothing that is, or names, a person (D1)."""
from collections.abc import Callable

import pytest

from db.importing import left_out, naming, showing
from db.importing.drafts import Choices, Line, Plan, Result
from db.names import full
from db.words import Purpose
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


@pytest.mark.parametrize('piece', ['a', 'a@', 'Lisa ', '1', '1 ', 'Frau ', ', '])
@pytest.mark.parametrize('look', [naming.names, naming.names_in_title, naming.is_neutral, naming.has_number,
                                  naming.called])
def test_d1_a_huge_cell_is_looked_through_at_once(look: Callable[[str], object], piece: str) -> None:
    """Whoever reads it again from each of its signs is stopped by the time limit of every test."""
    look(piece * (400_000 // len(piece)))


# ---- whose a number is --------------------------------------------------------------------------------------------
@pytest.mark.parametrize('asked', [HEADINGS, HEADINGS[:-1]])
@pytest.mark.parametrize(('more', 'kept'), [
    ({'Telefon': '0171 2345671'}, {}), ({'Telefon': '+49 151 2345671'}, {}), ({'Zentrale': '0160/2345671'}, {}),
    ({'Telefon': '0171 2345671, 0351 48800'}, {'phone': '0351 48800'}),
    ({'Mail': 'uhl@example.org'}, {}), ({'Mail': 'kuhl@example.org'}, {}), ({'Mail': 'neuhof@example.org'}, {}),
    ({'Mail': 'krause@krause-netz.de, info@example.org'}, {'email': 'info@example.org'})])
def test_d1_what_may_be_somebodys_own_is_left_out_and_told(more: dict[str, str], kept: dict[str, str],
                                                           asked: list[str]) -> None:
    row = external(**{'Organisation': 'Wertstoffladen'} | more)[:len(asked)]
    plan = planned(Extern=[asked, row])
    (line,) = plan.lines
    assert (line.result, comes(line)) == (Result.STORED, {'name': 'Wertstoffladen'} | kept)
    assert 'bleibt weg: Sie kann jemandem gehören, und ein Ja steht nicht dabei.' in line.reason
    assert line in left_out.left_behind(plan)


@pytest.mark.parametrize('mail', ['redaktion@example.org', 'spenden-nord@example.org', 'bauhof@example.org',
                                  'wertstoffladen@example.org', 'repaircafe@example.org', 'umweltamt@example.org'])
def test_a_mailbox_of_the_place_comes_in(mail: str) -> None:
    assert comes(one(Organisation='Wertstoffladen', Mail=mail))['email'] == mail


def test_with_a_yes_the_number_comes_in() -> None:
    assert comes(one(Organisation='Hof', Telefon='0171 2345671', Einwilligung='ja'))['phone'] == '0171 2345671'


@pytest.mark.parametrize('heading', ['Ansprechpartner', 'Ansprechpartner vor Ort', 'Inhaber', 'z. Hd.', 'Vorsitzende'])
@pytest.mark.parametrize('name', ['Uhl', 'Xiomara', 'wechselnd'])
def test_d1_whatever_stands_in_a_column_of_people_is_a_person(heading: str, name: str) -> None:
    for rows in ([['Organisation', heading, 'Thema'], ['Werk', name, 'Räume']],
                 [['Organisation', 'Thema', heading, 'Einwilligung'], ['Werk', 'Räume', name, '']]):
        (line,) = planned(Extern=rows).lines
        assert line.result is Result.HELD_BACK
        assert name not in str(comes(line))
        assert comes(line)['name'] == 'Werk'


@pytest.mark.parametrize('heading', ['Für', 'Von wem', 'Wessen'])
def test_d1_so_is_whoever_it_is_for(heading: str) -> None:
    rows = [['Organisation', heading, 'Thema', 'Notiz', 'ok'], ['Werk', 'Uhl', 'Uhl sagt: Räume', 'Uhl fragen', 'nein'],
            ['Hof', '', 'Zander sagt: Müll', '', 'nein'], ['Amt', '', 'Räume', '', '']]
    lines = planned(Extern=rows).lines
    assert [comes(line).get('name') for line in lines] == ['Werk', 'Hof', 'Amt']
    assert 'Uhl' not in str([comes(line) for line in lines])
    assert 'Zander' not in str([comes(line) for line in lines])


def test_d1_a_name_beside_a_number_is_one_where_nobody_is_asked() -> None:
    rows = [['Organisation', 'Telefon', 'Thema'], ['Werk', '0351 48800 Uhl', ''], ['Hof', '0351 48801 (Mo-Fr)', '']]
    lines = planned(Extern=rows).lines
    assert [comes(line).get('phone') for line in lines] == [None, '0351 48801']
    assert 'Uhl' not in str([comes(line) for line in lines])


# ---- on a sheet of several kinds ----------------------------------------------------------------------------------
def test_an_organisation_on_a_sheet_for_everybody_needs_no_yes() -> None:
    rows = [['Art', 'Name', 'Organisation', 'Gerät', 'Telefon', 'Einwilligung'],
            ['Mitglied', 'Anja Berg', '', '', '', 'ja'], ['Kundin', 'Emine Özdemir', '', 'Toaster', '', 'ja'],
            ['Verein', '', 'Naturfreunde', '', '0351 48800', ''], ['Firma', '', 'Werk', 'Altgeräte', '', ''],
            ['Amt', 'Umweltamt Nord', '', '', '0351 48801', ''], ['Firma', 'Neuhaus', '', '', '0351 48802', '']]
    lines = planned(Alle=rows).lines
    assert [comes(line).get('name') for line in lines[2:]] == ['Naturfreunde', 'Werk', 'Umweltamt Nord', None]
    assert [line.result for line in lines[2:]] == [Result.STORED] * 3 + [Result.HELD_BACK]
    assert comes(lines[4])['phone'] == '0351 48801'


@pytest.mark.parametrize('name', ['Lisa Neuverein', 'Frau Sparkasse', 'Bauhof 0171 2345671', 'Neuhof', 'Peter Museum',
                                  'Sparkasse Uhl', 'Wertstoffhof Schulze', 'Amt', 'Kramer Stiftung'])
def test_d1_who_may_be_a_person_is_no_institution(name: str) -> None:
    rows = [['Name', 'Telefon', 'Thema', 'Webseite'], [name, '0351 48800', 'Räume', '']]
    (line,) = planned(Extern=rows).lines
    assert comes(line) == {}


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


# ---- what stands under some other heading ----------------------------------------------------------------------------
@pytest.mark.parametrize(('text', 'kept'), [
    ('Mi Nachm. zu', True), ('Mo-Fr 8-12 Uhr', True), ('Rabatt 10 %', True), ('Parkplatz hinten', True),
    ('1.9.2026', True), ('gut', True), ('Schlüssel holen', True), ('nur Di', True),
    ('immer nach vorne durchgehen', True),
    ('Krause', False), ('krause', False), ('Krause fragen', False), ('Krauses Laden', False), ('Kakteen', False),
    ('Hof', False)])
def test_a_remark_costs_an_organisation_nothing_but_what_may_be_a_name(text: str, kept: bool) -> None:
    rows = [['Einrichtung', 'Ansprechpartner', 'Telefon', 'Mail', 'Thema', 'Einwilligung', 'Sonst.'],
            ['Wertstoffhof', '', '0911 97400', 'info@hof.example.org', 'Altgeräte', '', text]]
    (line,) = planned(Partner=rows).lines
    assert (line.result, comes(line)) == (Result.STORED, {
        'name': 'Wertstoffhof', 'phone': '0911 97400', 'email': 'info@hof.example.org', 'topic': 'Altgeräte'} | (
            {'note': f'Sonst.: {text}'} if kept else {}))
    assert ('„Sonst.“ bleibt weg' in line.reason) is not kept


@pytest.mark.parametrize('text', ['Frau Krause', 'Lisa', 'Krause 0171 2345672', 'privat', 'nein'])
def test_d1_under_some_other_heading_somebody_may_be_named_as_well(text: str) -> None:
    rows = [['Einrichtung', 'Ansprechpartner', 'Telefon', 'Einwilligung', 'Sonst.'],
            ['Wertstoffhof', '', '0911 97400', '', text]]
    (line,) = planned(Partner=rows).lines
    assert (line.result, comes(line)) == (Result.HELD_BACK, {'name': 'Wertstoffhof'})


# ---- somebody where the organisation should stand --------------------------------------------------------------------
@pytest.mark.parametrize(('said', 'name'), [
    ('Paul Richter', 'Paul Richter'), ('Richter, Paul', 'Paul Richter'), ('Frau Krause', 'Krause'),
    ('Anna von der Heide', 'Anna von der Heide'), ('Paul Richter 0172 4444444', 'Paul Richter')])
def test_a_yes_of_somebody_below_organisation_is_theirs(said: str, name: str) -> None:
    for beside in ('', 'Zentrale'):
        line = one(Organisation=said, Ansprechpartner=beside, Thema='Strom', Telefon='0351 7654321',
                   Einwilligung='ja, Mail vom 3.2.26')
        assert (line.result, line.organisation) == (Result.STORED, None)
        assert line.person is not None
        assert full(line.person.values.get('first_name', ''), line.person.values['last_name']) == name
        assert [(yes.purpose, yes.how, str(yes.on)[:10]) for yes in line.person.given] == [
            (Purpose.EXTERNAL, 'laut Liste', '2026-02-03')]
        assert [one.links.get('organisation', '') for one in line.person.contacts] == ['']
        assert 'Thema: Strom' in line.person.values['note']
        assert ('Ansprechpartner: Zentrale' in line.person.values['note']) is bool(beside)


def test_d1_without_a_yes_they_stay_out_and_their_no_counts_everywhere() -> None:
    line = one(Organisation='Paul Richter', Telefon='0351 7654321', Zentrale='0351 4880')
    assert (line.result, line.person, line.organisation, line.name) == (Result.HELD_BACK, None, None, 'Paul Richter')
    lines = planned(Extern=[HEADINGS, external(Organisation='Paul Richter', Einwilligung='nein'),
                            external(Organisation='Amt', Ansprechpartner='Paul Richter', Einwilligung='ja')]).lines
    assert [line.result for line in lines] == [Result.HELD_BACK] * 2


@pytest.mark.parametrize('heading', ['Telefon der Organisation', 'E-Mail der Organisation', 'Notiz zur Organisation'])
def test_what_is_told_of_no_organisation_is_told_of_them(heading: str) -> None:
    (line,) = planned(Extern=[['Organisation', heading, 'Einwilligung'], ['Paul Richter', '0351 4880', 'ja']]).lines
    assert line.person is not None
    assert line.person.values['note'] == f'{heading}: 0351 4880'


@pytest.mark.parametrize('name', ['Bauamt', 'Schneiderei Lisa Krause', 'Robert Bosch GmbH', 'Frau Rathaus, Bauamt',
                                  'Paul-Schule', 'Lisa Kirche'])
def test_the_words_of_a_yes_that_is_nobodys_stay_with_the_organisation(name: str) -> None:
    line = one(Organisation=name, Telefon='0351 4880', Einwilligung='ja, Mail vom 3.2.26')
    assert line.person is None
    assert comes(line) == {'name': name, 'phone': '0351 4880', 'note': 'Einwilligung: ja, Mail vom 3.2.26'}


# ---- one column for organisations and people -------------------------------------------------------------------------
@pytest.mark.parametrize('heading', ['Firma / Wer', 'Firma/Name', 'Wer / Firma', 'Organisation oder Person'])
@pytest.mark.parametrize('sheet', ['Extern', 'Liste'])
def test_below_firma_and_wer_each_cell_is_told_apart(heading: str, sheet: str) -> None:
    lines = planned(**{sheet: [[heading, 'Telefon', 'Thema', 'Einwilligung'],
                               ['Elektro Maier GmbH', '0351 4880', 'Strom', ''],
                               ['Paul Richter', '0351 7654321', '', 'ja'], ['Richter', '0351 7654322', '', '']]}).lines
    assert [(line.result, bool(line.person), bool(line.organisation)) for line in lines] == [
        (Result.STORED, False, True), (Result.STORED, True, False), (Result.HELD_BACK, False, False)]


def test_beside_a_column_of_names_it_is_the_organisations() -> None:
    (line,) = planned(Extern=[['Name', 'Firma / Wer', 'Einwilligung'], ['Paul Richter', 'Elektro Maier', 'ja']]).lines
    assert line.organisation is not None
    assert line.organisation.values['name'] == 'Elektro Maier'


@pytest.mark.parametrize(('heading', 'points'), [('Laden', True), ('Organisation', False)])
def test_where_no_column_names_organisations_the_row_says_where_to_choose_one(heading: str, points: bool) -> None:
    (line, __) = planned(Choices(kinds={'Extern': 'external'}), Extern=[
        [heading, 'Telefon', 'Einwilligung'], ['Maier 3' if points else '', '0351 4880', 'ja'],
        ['Bauamt 4', '0351 4881', 'ja']]).lines
    assert line.result is Result.NOT_UNDERSTOOD
    assert ('Unter „Spalten“ lässt sich wählen' in line.reason) is points
