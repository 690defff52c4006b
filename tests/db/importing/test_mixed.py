"""One sheet for everybody: each row is treated by the kind that its own cell says."""
import pytest

from db.importing import report, showing
from db.importing.drafts import Choices, Plan, Result
from db.importing.mixed import kind_said
from db.importing.targets import SheetKind
from tests.db.importing.lists import CUSTOMERS, TEAM, Rows, customer, planned

pytestmark = pytest.mark.usefixtures('store')

HEADINGS = ['Art', 'Name', 'Firma', 'Telefon', 'Gegenstand', 'Aufgabe', 'Einwilligung', 'Bemerkung']
ROWS = [['Mitglied', 'Jürgen Weiß', '', '0351 112233', '', 'Fahrrad', 'ja', ''],
        ['Kundin', 'Emine Özdemir', '', '0351 7654321', 'Toaster', '', 'ja', 'abends'],
        ['Extern', '', 'Wertstoffhof', '0351 100300', '', '', '', ''],
        ['Extern', 'Kim Vogel', 'Makerspace', '0351 100301', '', '', 'ja', ''],
        ['Ehemaliges Mitglied', 'Renate Pohl', '', '0351 998877', '', '', 'ja', ''],
        ['Helferin', 'Anja Berg', '', '0351 445566', '', 'Kuchen', 'nein', ''],
        ['Kundin', 'Nora Nein', '', '0351 999', 'Radio', '', '', '']]


def mixed(rows: Rows = ROWS, heading: str = 'Art', name: str = 'Kontakte', choices: Choices | None = None) -> Plan:
    return planned(choices, **{name: [[heading, *HEADINGS[1:]], *rows]})


@pytest.mark.parametrize('heading', ['Art', 'Typ', 'Rolle', 'Gruppe', 'Kategorie der Person', 'Wer ist das'])
def test_each_row_by_its_own_kind(heading: str) -> None:
    plan = mixed(heading=heading)
    assert [line.result for line in plan.lines] == [
        Result.STORED, Result.STORED, Result.STORED, Result.STORED, Result.STORED, Result.HELD_BACK,
        Result.REPAIR_ONLY]
    member, kundin, place, contact, former = plan.lines[:5]
    assert member.person is not None
    assert member.person.membership is not None
    assert member.person.membership.values['tasks'] == 'Fahrrad'
    assert kundin.repair is not None
    assert kundin.repair.values['item'] == 'Toaster'
    assert place.organisation is not None
    assert contact.person is not None
    assert contact.person.contacts[0].links['organisation'].values['name'] == 'Makerspace'
    assert former.person is not None
    assert former.person.membership is not None
    assert former.person.membership.values['ended'] is True
    assert [len(plan.others[table]) for table in ('repair', 'organisation')] == [2, 2]   # nothing is made up


def test_the_report_of_a_mixed_sheet_adds_up() -> None:
    told = report.as_json(mixed([*ROWS, ['Vielleicht', 'Uwe Alt', '', '', '', '', 'ja', '']]), applied=False)
    assert told['sheets'] == {'Kontakte': 'mixed'}
    assert sum(told['counts'].values()) == len(told['rows']) == len(ROWS) + 1
    assert [row['row'] for row in told['rows']] == list(range(2, len(ROWS) + 3))


@pytest.mark.parametrize('word', ['Vielleicht', 'Mitglied?', 'Kundin/Team', ''])
def test_a_word_that_is_no_kind_is_never_guessed(word: str) -> None:
    line = mixed([*ROWS, [word, 'Uwe Alt', '', '0351 555555', 'Lampe', '', 'ja', '']]).lines[-1]
    assert (line.result, line.person, line.repair) == (Result.NOT_UNDERSTOOD, None, None)
    assert line.reason.startswith(f'In der Spalte „Art“ steht {f"„{word}“" if word else "nichts"}.')


def test_d1_whose_kind_is_not_understood_is_not_named_elsewhere() -> None:
    rows = [[*ROWS[0], ''], [*ROWS[1], 'Uwe'], [*ROWS[2], ''], ['Wichtel', 'Uwe Alt', '', '', '', '', 'ja', '', '']]
    lines = planned(Kontakte=[[*HEADINGS, 'zuständig'], *rows]).lines
    assert lines[1].repair is not None
    assert 'Uwe' not in str(lines[1].repair.values)


def test_a_word_that_says_more_than_the_kind_is_kept() -> None:
    lines = mixed([*ROWS, ['Reparateur', 'Uwe Alt', '', '', '', '', 'ja', '']]).lines
    assert lines[-1].person is not None
    assert lines[-1].person.values['note'] == 'Art: Reparateur'
    assert lines[0].person is not None
    assert not lines[0].person.values.get('note')


def test_roles_and_kinds_of_devices_are_no_kinds_of_rows() -> None:
    team = [[*TEAM, 'Rolle'], *([first, 'Weiß', '', '', '', '', 'ja', role] for first, role in (
        ('Jürgen', 'Reparateur'), ('Anja', 'Helferin'), ('Uwe', 'Kasse')))]
    plan = planned(Team=team)
    assert plan.layouts['Team'].kind is SheetKind.TEAM
    assert [line.result for line in plan.lines] == [Result.STORED] * 3
    items = [['Art', *CUSTOMERS], ['Elektro', *customer()], ['Textil', *customer(Gegenstand='Jacke')]]
    assert planned(Liste=items).layouts['Liste'].kind is SheetKind.CUSTOMERS


def test_d3_a_member_who_has_left_said_yes_to_the_team_only() -> None:
    rows = [['Name', 'Status', 'Aufgabe', 'Einwilligung'], ['Anja Berg', 'aktiv', 'Kuchen', 'ja'],
            ['Uwe Alt', 'ausgeschieden', '', 'ja'], ['Kim Vogel', 'nicht mehr dabei', '', 'ja']]
    lines = planned(Team=rows).lines
    assert [line.result for line in lines] == [Result.STORED, Result.HELD_BACK, Result.HELD_BACK]
    assert lines[1].reason.startswith('Ist laut Liste ausgeschieden')


def test_a_list_of_items_may_say_who_brings_them() -> None:
    items = [['Typ', *CUSTOMERS], ['Gast', *customer()], ['Mitglied', *customer(Gegenstand='Jacke')]]
    plan = planned(Liste=items)
    assert plan.layouts['Liste'].kind is SheetKind.CUSTOMERS
    assert [line.repair is not None for line in plan.lines] == [True, True]


@pytest.mark.parametrize('name', ['Ehemalige', 'Tabelle1'])
def test_those_who_left_were_members_or_customers(name: str) -> None:
    rows = [['Art', 'Name', 'Telefon', 'ausgeschieden', 'Einwilligung'], ['Mitglied', 'Renate Pohl', '', '2024', 'ja'],
            ['Kundin', 'Zoë Straßer', '', '2025', 'ja']]
    assert planned(**{name: rows}).layouts[name].kind is SheetKind.FORMER


def test_a_sheet_that_could_be_any_is_what_all_its_rows_say() -> None:
    rows = [['Name', 'Typ', 'Telefon', 'Einwilligung'], ['Anna Berg', 'Mitglied', '0351 1', 'ja'],
            ['Uwe Alt', 'Mitglied', '', 'ja']]
    plan = planned(Liste=rows)
    assert plan.layouts['Liste'].kind is SheetKind.TEAM
    assert all(line.person and line.person.membership for line in plan.lines)


def test_somebody_may_say_that_it_is_of_one_kind_or_that_the_column_is_not_about_that() -> None:
    plan = mixed(choices=Choices(kinds={'Kontakte': 'team'}))
    assert plan.layouts['Kontakte'].kind is SheetKind.TEAM
    plan = mixed(choices=Choices(columns={('Kontakte', 0): 'note'}))
    assert plan.layouts['Kontakte'].kind is not SheetKind.MIXED
    plan = mixed(choices=Choices(columns={('Kontakte', 0): 'kind', ('Kontakte', 7): 'leave', ('Kontakte', 5): 'note'}))
    assert plan.lines[0].person is not None
    assert plan.lines[0].person.values['note'] == 'Aufgabe: Fahrrad'
    assert plan.lines[1].repair is not None
    assert 'abends' not in plan.lines[1].repair.values['note']


# ---- beside columns of one kind --------------------------------------------------------------------------------------
OF_ALL = {'Art': ['Mitglied', 'Mitglied', 'Kunde', 'Kontakt', 'Kontakt', 'ehemalig'],
          'Name': ['Jürgen Weiß', 'Anja Berg', 'Emine Özdemir', 'Kim Vogel', '', 'Renate Pohl'],
          'Was': ['Fahrrad', 'Radio', 'Toaster', '', '', 'Lampe'], 'Ort': ['', '', '', 'Stadtwerke', 'Bauhof', '']}


def beside(*headings: str, choices: Choices | None = None) -> Plan:
    """What members do and customers bring, then where contacts are, under these headings."""
    what, where = headings
    columns = zip(OF_ALL['Art'], OF_ALL['Name'], OF_ALL['Was'], OF_ALL['Ort'], strict=True)
    return planned(choices, Kontakte=[['Art', 'Name', what, where, 'Telefon', 'Einwilligung'],
                                      *([*cells, '', 'ja'] for cells in columns)])


@pytest.mark.parametrize('headings', [('Gerät', 'Organisation'), ('Aufgabe / Gerät', 'Firma / Verein'),
                                      ('Gerät oder Aufgabe', 'Firma'), ('Aufgabe/Gerät', 'Verein/Firma')])
def test_what_members_repair_makes_no_list_of_items(headings: tuple[str, str]) -> None:
    plan = beside(*headings)
    assert plan.layouts['Kontakte'].kind is SheetKind.MIXED
    assert [bool(line.person and line.person.membership) for line in plan.lines] == [True, True, *[False] * 4]
    assert [repair.values['item'] for repair in plan.others['repair']] == ['Toaster']
    assert [place.values['name'] for place in plan.others['organisation']] == ['Stadtwerke', 'Bauhof']
    kept = [plan.people[0].values.get('note'), plan.others['membership'][0].values['tasks']]
    assert 'Fahrrad' in str(kept)


def test_whoever_brings_what_is_broken_brings_an_item() -> None:
    rows = [['Art', 'Name', 'Gerät', 'Defekt', 'Einwilligung'], ['Mitglied', 'Anja Berg', 'Radio', 'stumm', 'ja'],
            ['Kunde', 'Emine Özdemir', 'Toaster', 'kalt', 'ja'], ['Verein', 'Kim Vogel', 'Säge', 'stumpf', 'ja']]
    assert planned(Liste=rows).layouts['Liste'].kind is SheetKind.CUSTOMERS


def test_somebody_may_say_that_it_is_of_several_kinds() -> None:
    items = [['Typ', *CUSTOMERS], ['Gast', *customer()], ['Mitglied', *customer(Vorname='Anja', Nachname='Berg')]]
    plan = planned(Choices(kinds={'Liste': 'mixed'}), Liste=items)
    assert [line.person and bool(line.person.membership) for line in plan.lines] == [False, True]
    rows = [[name, '', 'ja', word] for name, word in (('Anja Berg', 'T'), ('Uwe Alt', 'Kunde'))]
    unsaid = planned(Choices(kinds={'Liste': 'mixed'}), Liste=[['Name', 'Telefon', 'Einwilligung', 'Hm'], *rows])
    assert [line.result for line in unsaid.lines] == [Result.NOT_UNDERSTOOD, Result.HELD_BACK]


def test_d1_where_no_column_says_the_kind_nobody_comes_in_until_one_is_chosen() -> None:
    rows = [['Name', 'Telefon', 'Einwilligung', 'Hm'], ['Anja Berg', '', 'ja', 'oben'], ['Uwe Alt', '', 'ja', 'unten']]
    plan = planned(Choices(kinds={'Liste': 'mixed'}), Liste=rows)
    assert (plan.layouts['Liste'].kind, plan.people) == (SheetKind.MIXED, [])
    assert {line.reason[:30] for line in plan.lines} == {'Keine Spalte sagt von dieser Z'}
    plan = planned(Choices(kinds={'Liste': 'mixed'}, columns={('Liste', 3): 'kind'}), Liste=rows)
    assert plan.lines[0].reason.startswith('In der Spalte „Hm“ steht „oben“.')
    assert 'kind' in showing.targets(SheetKind.MIXED)


@pytest.mark.parametrize(('text', 'kind'), [
    ('Kund:in', 'customers'), ('Kunde/Kundin', 'customers'), ('BESUCHER*IN', 'customers'), ('Team-Mitglied', 'team'),
    ('Helfer:in', 'team'), ('Extern (Firma)', 'external'), ('Externer Kontakt', 'external'), ('ex-Mitglied', 'former'),
    ('nicht mehr dabei', 'former'), ('Ehemalige', 'former'), ('Kaffeemaschine', None), ('kein Mitglied', None),
    ('externer Helfer', None), ('Kundenbetreuung', None), ('', None)])
def test_words_for_kinds(text: str, kind: str | None) -> None:
    assert kind_said(text) == kind


# ---- an address book -------------------------------------------------------------------------------------------------
BOOK = ['First Name', 'Middle Name', 'Last Name', 'Organization Name', 'Organization Title', 'Birthday', 'Labels',
        'E-mail 1 - Value', 'Phone 1 - Value', 'Address 1 - Street', 'Address 1 - City', 'Address 1 - Postal Code',
        'Einwilligung']


def test_labels_of_an_address_book_say_the_kinds() -> None:
    lines = planned(contacts=[
        BOOK, ['Henrik', 'Ole', 'Bruns', '', '', '', 'Team ::: Annahme ::: * myContacts', '', '0441 998877', 'Weg 5',
               'Oldenburg', '26123', 'ja'],
        ['', '', '', 'Stadtbibliothek', '', '', 'Kooperation', 'info@example.org', '0441 2353021', '', '', '', ''],
        ['Jutta', '', 'Kampen', 'Sportbund', 'Ehrenamt', '', 'Kooperation ::: * myContacts', '', '0441 23530', '', '',
         '', 'ja'],
        ['Wilfried', '', 'Tjarks', '', '', '0.0.00', 'Ehemalige', '', '0441 808080', '', '', '', 'ja'],
        ['Gerda', '', 'Bohlen', '', '', '', 'Kunden', '', '0441 505050', '', '', '', 'ja'],
        ['Mama', '', '', '', '', '', '* myContacts', '', '0441 606060', '', '', '', ''],
        ['Klaas', '', 'Onken', '', '', '', 'Team ::: Kunden', '', '0441 111111', '', '', '', 'ja']]).lines
    assert [line.result for line in lines] == [Result.STORED] * 4 + [Result.HELD_BACK] + [Result.NOT_UNDERSTOOD] * 2
    member, place, contact, former = lines[:4]
    assert member.person is not None
    assert {name: member.person.values.get(name) for name in ('first_name', 'street', 'city', 'postcode')} == {
        'first_name': 'Henrik Ole', 'street': 'Weg 5', 'city': 'Oldenburg', 'postcode': '26123'}
    assert place.organisation is not None
    assert contact.person is not None
    assert contact.person.contacts[0].values['function'] == 'Ehrenamt'
    assert former.person is not None
    assert former.person.values['note'] == 'Birthday: 0.0.00\nLabels: Ehemalige'


@pytest.mark.parametrize('heading', ['Anliegen / Aufgabe', 'Anliegen/Gerät'])
def test_what_is_wanted_is_the_item_of_a_customer(heading: str) -> None:
    rows = [['Rolle', 'Name', 'Telefon', heading, 'Einwilligung'], ['Team', 'Jürgen Weiß', '0351 11223', 'Kasse', 'ja'],
            ['Kundin', 'Emine Özdemir', '0351 76543', 'Toaster', 'ja'], ['Kunde', 'Kim Alt', '0351 76542', 'Radio', '']]
    member, emine, kim = planned(Kontakte=rows).lines
    assert [line.result for line in (member, emine, kim)] == [Result.STORED, Result.STORED, Result.REPAIR_ONLY]
    assert [line.repair and line.repair.values['item'] for line in (emine, kim)] == ['Toaster', 'Radio']
