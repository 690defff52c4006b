"""Sheets are told from their names and columns, headings from many words for the same thing."""
import pytest

from db.importing.book import RawSheet, Row
from db.importing.drafts import Result
from db.importing.headings import Layout, understand
from db.importing.meanings import meaning
from db.importing.targets import TARGETS, TELLING, SheetKind
from tests.db.importing.lists import CUSTOMERS, EXTERNAL, FORMER, TEAM, Rows, planned


def layout(rows: Rows, name: str = 'Tabelle1', spans: tuple[tuple[int, int, int, int], ...] = ()) -> Layout:
    return understand(RawSheet(name, tuple(Row(place, tuple(row)) for place, row in enumerate(rows, start=1)),
                               spans=spans), {})


@pytest.mark.parametrize(('headings', 'kind'), [
    (CUSTOMERS, SheetKind.CUSTOMERS), (TEAM, SheetKind.TEAM), (EXTERNAL, SheetKind.EXTERNAL),
    (FORMER, SheetKind.FORMER)])
def test_sheets_are_told_from_their_columns(headings: list[str], kind: SheetKind) -> None:
    assert layout([headings]).kind is kind


@pytest.mark.parametrize(('name', 'kind'), [
    ('Mitglieder', SheetKind.TEAM), ('Kund_innen', SheetKind.CUSTOMERS), ('Ehemalige Mitglieder', SheetKind.FORMER),
    ('Ansprechpersonen extern', SheetKind.EXTERNAL), ('Helferliste 2026', SheetKind.TEAM),
    ('Tabelle1', SheetKind.UNKNOWN)])
def test_sheets_are_told_from_their_names(name: str, kind: SheetKind) -> None:
    assert layout([['Name', 'Telefon', 'Einwilligung']], name).kind is kind


def test_headings_below_titles() -> None:
    found = layout([['Repair-Café Musterstadt'], [], ['Stand: 3.11.2026'], TEAM, ['Anja', 'Bergmann']])
    assert found.row == 3
    assert found.targets[:2] == ('first_name', 'name')


def test_two_rows_of_headings() -> None:
    rows = [['Datum', 'Kunde', '', 'Gerät', '', 'Einwilligung', ''],
            ['', 'Name', 'Telefon', 'Art', 'Problem', 'ja/nein', 'Datum'],
            ['3.10.2026', 'Anna Becker', '0351 1234', 'Toaster', 'kalt', 'ja', '3.10.2026']]
    found = layout(rows, 'Annahme')
    assert found.row == 1
    assert found.targets == ('received_at', 'name', 'phone', 'item', 'fault', 'consent', 'consent_on')


def test_a_heading_twice_is_used_once() -> None:
    found = layout([['Datum', 'Datum', 'Name', 'Gegenstand', 'Einwilligung', 'Einwilligung']])
    assert found.targets == ('received_at', 'note', 'name', 'item', 'consent', 'consent')   # both must say yes


def test_columns_are_told_from_what_stands_in_them() -> None:
    found = layout([['Name', 'Gegenstand', '', 'Sonst wo'], ['Anna', 'Toaster', '0351 12345', 'a@b.de'],
                    ['Bernd', 'Radio', '0351 12346', 'b@b.de']], 'Kunden')
    assert found.targets == ('name', 'item', 'phone', 'email')


@pytest.mark.parametrize('cells', [['0.0.00', '0.0.00'], ['3.4.61', '0.0.00'], ['03.04.1961', '5. Mai 1970'],
                                   ['0351 12345', '0351 12346'], ['a@b.de', 'c@b.de']])
@pytest.mark.parametrize('heading', ['Geburtstag', 'geb.', 'Geb.-Dat.', 'Geburtsdatum', 'Birthday'])
def test_a_birthday_is_never_taken_for_anything_else(heading: str, cells: list[str]) -> None:
    for name in ('Team', 'Kunden'):
        found = layout([['Vorname', 'Nachname', heading], ['Eva', 'Plath', cells[0]], ['Uwe', 'Kern', cells[1]]], name)
        assert (found.targets[2], found.maybe_consent) == ('note', ())


def test_days_under_no_heading_are_no_phones() -> None:
    found = layout([['Vorname', 'Nachname', 'Aufgabe', ''], ['Eva', 'Plath', 'Kasse', '0.0.00'],
                    ['Uwe', 'Kern', 'Kasse', '0.0.00']], 'Team')
    assert found.targets[3] == 'note'


@pytest.mark.parametrize(('heading', 'target'), [
    ('wie ausgegangen', 'state'), ('intern: Stand', 'state'), ('Erg.', 'outcome'), ('abgeh.', 'collected_on')])
def test_short_and_roundabout_headings_of_a_repair(heading: str, target: str) -> None:
    assert layout([['Name', 'Gerät', heading], ['Eva', 'Radio', 'Zebra']], 'Kunden').targets[2] == target


@pytest.mark.parametrize(('cells', 'target'), [
    (['geht wieder, mitgenommen', 'bleibt hier, ET bestellt', 'in Arbeit bei Ali', 'fertig – angerufen', 'offen'],
     'state'),
    (['repariert', 'Ersatzteil', 'in Arb.', 'in Arb.', 'repariert'], 'state'), (['fertig', 'offen'], 'state'),
    (['geht nicht', 'defekt', 'kaputt', 'Kabel fertig'], 'note'), (['offen', 'bezahlt', 'bar', '5 Euro'], 'note'),
    (['fertig', 'Kuchen', 'Klaus'], 'note'), (['wartet', 'brummt laut', 'läuft heiß'], 'note')])
def test_a_column_of_states_is_told_from_most_of_its_cells(cells: list[str], target: str) -> None:
    rows = [['Name', 'Gerät', 'Kringel'], *(['Eva', 'Radio', cell] for cell in cells)]
    assert layout(rows, 'Kunden').targets[2] == target


@pytest.mark.parametrize('heading', ['Messenger', 'WhatsApp', 'in Signal-Gruppe?', 'Zustimmung WhatsApp',
                                     'Einwilligung Messenger-Gruppe', 'Einwilligung Foto', 'Datenschutz-Info erhalten',
                                     'Newsletter-Einwilligung', 'Einwilligung gültig bis', 'Unterschrift Haftung'])
def test_d3_other_consents_are_not_this_one(heading: str) -> None:
    assert 'consent' not in layout([['Vorname', 'Nachname', 'Aufgabe', heading]], 'Team').targets


@pytest.mark.parametrize('heading', ['keine Einwilligung', 'Einwilligung fehlt', 'Einwilligung widerrufen am',
                                     'Widerruf'])
def test_d1_a_cross_under_a_no_is_a_no(heading: str) -> None:
    assert layout([['Vorname', 'Nachname', 'Aufgabe', heading]], 'Team').targets[-1] == 'withdrawn'


@pytest.mark.parametrize('heading', ['Einwilligung', 'Datenschutz unterschrieben', 'DSGVO', 'Zustimmung (ja/nein)',
                                     'Einverständnis', 'Einwilligung Datenspeicherung', 'darf bleiben (DSGVO)'])
def test_words_for_the_consent(heading: str) -> None:
    assert layout([['Vorname', 'Nachname', 'Aufgabe', heading]], 'Team').targets[-1] == 'consent'


def test_the_same_word_means_what_it_means_on_its_sheet() -> None:
    assert layout([['Name', 'Gegenstand', 'Ansprechperson']], 'Kunden').targets[-1] == 'responsible'
    assert layout([['Organisation', 'Ansprechperson', 'Thema']], 'Extern').targets[1] == 'name'
    assert layout([['Name', 'Ansprechpartner', 'Telefon']], 'Extern').targets[:2] == ('organisation', 'name')


def test_nothing_is_made_of_what_has_no_headings() -> None:
    assert layout([['a', 'b'], ['x', 'y']]).kind is SheetKind.UNKNOWN


@pytest.mark.parametrize(('kind', 'target', 'headings'), [
    (SheetKind.CUSTOMERS, 'fault', ["worum geht's", 'Macke', 'Was fehlt?', 'Schadensbild', 'Was ist das Problem?']),
    (SheetKind.CUSTOMERS, 'item', ['Was soll repariert werden?', 'Reparaturgut']),
    (SheetKind.CUSTOMERS, 'model', ['Modell / Typ', 'Typ-Nr.', 'Gerätemodell']),
    (SheetKind.CUSTOMERS, 'ready_on', ['fertig am', 'Fertig', 'repariert am']),
    (SheetKind.CUSTOMERS, 'collected_on', ['Abgeholt (Datum)', 'Rückgabedatum', 'Ausgehändigt am']),
    (SheetKind.CUSTOMERS, 'received_at', ['gekommen am', 'Annahmetag', 'Datum/Uhrzeit']),
    (SheetKind.CUSTOMERS, 'state', ['Wie weit?', 'aktueller Stand']),
    (SheetKind.CUSTOMERS, 'outcome', ['Repariert?', 'Hat es geklappt?', 'Reparatur erfolgreich (ja / nein)']),
    (SheetKind.CUSTOMERS, 'finding', ['Was wurde gemacht?', 'Fehlerursache']),
    (SheetKind.CUSTOMERS, 'responsible', ['Wer kümmert sich?', 'Repariert durch']),
    (SheetKind.CUSTOMERS, 'fault', ['Beschreibe kurz den Fehler', 'Bitte schildern Sie das Problem']),
    (SheetKind.CUSTOMERS, 'received_at', ['Startzeit', 'Zeitstempel']),
    (SheetKind.CUSTOMERS, 'place', ['Wo liegt es?', 'Regal/Fach']),
    (SheetKind.CUSTOMERS, 'name', ['Wem gehört es?', 'Kunde/Kundin', 'Abgegeben von']),
    (SheetKind.CUSTOMERS, 'phone', ['Tel. dienstl.', 'Tel. p.', 'Rückruf unter']),
    (SheetKind.TEAM, 'tasks', ['Was macht er/sie', 'macht:', 'Hilft bei', 'Einsatzgebiet']),
    (SheetKind.TEAM, 'skills', ['Was kann er/sie', 'Know-how', 'Kann reparieren']),
    (SheetKind.TEAM, 'started_on', ['Helfer seit', 'Seit wann?']), (SheetKind.TEAM, 'left_on', ['aufgehört am']),
    (SheetKind.EXTERNAL, 'topic', ["Worum geht's?", 'Kooperation', 'Weshalb']),
    (SheetKind.EXTERNAL, 'organisation', ['Firma / Verein', 'Verein oder Firma']),
    (SheetKind.EXTERNAL, 'function', ['Was macht er/sie', 'Rolle dort']),
    (SheetKind.EXTERNAL, 'organisation_phone', ['Zentrale', 'Telefon der Organisation', 'Tel. Zentrale']),
    (SheetKind.FORMER, 'ended_on', ['aufgehört am', 'Dabei bis']),
    (SheetKind.FORMER, 'was', ['Mitglied oder Kundin?'])])
def test_words_of_everyday_life(kind: SheetKind, target: str, headings: list[str]) -> None:
    assert {heading: meaning(heading, kind) for heading in headings} == dict.fromkeys(headings, target)


def test_no_word_means_two_things_on_one_sheet() -> None:
    for kind in TELLING:
        for special in (True, False):
            words = [(alias, target.name) for target in TARGETS if bool(target.only) is special
                     and (not special or kind in target.only) for alias in dict.fromkeys(target.aliases)]
            twice = {alias for alias, name in words if len({other for one, other in words if one == alias}) > 1}
            assert not twice, kind


# ---- headings that nobody knows --------------------------------------------------------------------------------------
PEOPLE = ['Anna Becker', 'Özdemir, Emine', 'Frau Dr. Vogel', 'Hans-Peter von der Heide', 'Łukasz Nowak']


def test_names_under_a_heading_nobody_knows() -> None:
    rows = [['Tag', 'Menschlein', 'Gegenstand', 'Einwilligung'],
            *(['3.10.2026', name, 'Toaster', 'ja'] for name in PEOPLE)]
    assert layout(rows).targets == ('received_at', 'name', 'item', 'consent')


def test_makes_of_devices_are_no_names() -> None:
    rows = [['Name', 'Gegenstand', 'Dingsda'], ['', 'Toaster', 'Bosch Siemens'], ['', 'Radio', 'Grundig Yacht Boy'],
            ['', 'Lampe', 'Ikea Ps']]
    assert layout(rows).targets[2] == 'note'
    assert layout([row[1:] for row in rows], 'Kunden').targets == ()   # nor is this any list of people


def test_headings_nobody_knows_stand_above_what_tells_itself() -> None:
    rows = [['Nähtreff'], ['Menschlein', 'Draht', 'Dingsda'], *([name, '0351 7654321', 'x'] for name in PEOPLE)]
    found = layout(rows, 'Team')
    assert (found.row, found.kind, found.targets) == (1, SheetKind.TEAM, ('name', 'phone', 'note'))
    assert layout(rows[2:], 'Team').row is None      # somebody's data is no heading
    assert layout(rows).kind is SheetKind.UNKNOWN


def test_beside_a_column_of_names_others_stay_in_the_note() -> None:
    rows = [['Name', 'Gegenstand', 'Dingsda'], *([name, 'Radio', name] for name in PEOPLE)]
    assert layout(rows).targets == ('name', 'item', 'note')


def test_d1_of_two_columns_that_could_be_the_names_none_is_taken() -> None:
    rows = [['Menschlein', 'Gegenstand', 'Dingsda'], *([name, 'Radio', name] for name in PEOPLE)]
    assert layout(rows).targets == ('note', 'item', 'note')
    again = [[*row[:2], 'Jürgen Weiß'] for row in rows[1:]]   # who repairs them all brought none of them
    assert layout([rows[0], *again]).targets == ('name', 'item', 'note')


def test_first_names_alone_are_names_of_the_team() -> None:
    rows = [['Menschlein', 'Handy', 'Aufgabe'], ['Anna', '0176 1234567', 'Kuchen'], ['Jürgen', '', 'Fahrrad']]
    assert layout(rows).targets == ('name', 'phone', 'tasks')


def test_numbers_days_and_states_under_headings_nobody_knows() -> None:
    rows = [['Name', 'Gegenstand', 'Draht', 'Reingekommen', 'Wie weit'],
            ['Anna Becker', 'Toaster', '0351 1234567', '03.10.2026', 'in Arbeit'],
            ['Emine Özdemir', 'Radio', '0176 7654321', '4. Okt. 2026', 'FERTIG!!'],
            ['Kim Vogel', 'Lampe', '0351 7654321', '05.10.2026', 'wartet auf Ersatzteil']]
    assert layout(rows).targets == ('name', 'item', 'phone', 'received_at', 'state')


def test_days_that_are_something_else_stay_in_the_note() -> None:
    def day(heading: str, *days: str) -> str:
        return layout([['Name', 'Gegenstand', heading], *(['Anna Becker', 'Radio', one] for one in days)]).targets[2]
    assert day('Reingekommen', '03.10.2026', '05.10.2026') == 'received_at'
    assert day('Geburtstag', '03.10.2026', '05.10.2026') == 'note'
    assert day('Reingekommen', '03.10.1956', '05.10.1960') == 'note'
    assert day('Einwilligung Foto', '03.10.2026', '05.10.2026') == 'note'
    team = [['Name', 'Aufgabe', 'Mitmachtag'], ['Anna', 'Kuchen', '03.10.2026'], ['Uwe', 'Holz', '05.10.2026']]
    assert layout(team).targets == ('name', 'tasks', 'note')


@pytest.mark.parametrize(('heading', 'target'), [(heading, target) for target, headings in {
    'received_at': ['Annahme am', 'Abgabe am', 'Eingegangen am', 'Angenommen', 'gebracht am', 'Kam am',
                    'Reingekommen am', 'Datum Eingang', 'Datum der Abgabe', 'Eingang (Datum)', 'Wann abgegeben?'],
    'item': ['Was möchtest du reparieren lassen?', 'Was willst du reparieren lassen?', 'Was haben Sie mitgebracht?',
             'Welches Gerät soll repariert werden?', 'Um welches Gerät geht es?', 'Was sollen wir reparieren?',
             'Was soll in die Reparatur?',
             'Welchen Gegenstand bringst du mit?', 'Welche Dinge sollen wir reparieren?', 'Was kommt zur Reparatur?'],
    'fault': ['Beschreibe das Problem', 'Bitte beschreiben Sie den Fehler', 'Was ist am Gerät kaputt?',
              'Was funktioniert nicht mehr?', 'Welches Problem hat das Gerät?'],
    'name': ['Wie ist dein Name?', 'Wie lautet Ihr Name?', 'Dein Vor- und Nachname', 'Wie heißen Sie?'],
    'phone': ['Unter welcher Nummer erreichen wir dich?', 'Wie lautet deine Telefonnummer?', 'Deine Handynummer'],
    'email': ['Wie lautet deine E-Mail-Adresse?', 'Ihre E-Mail'], 'contact': ['Wie können wir Sie kontaktieren?'],
    'consent': ['Dürfen wir deine Daten speichern?', 'Ich bin einverstanden, dass meine Daten gespeichert werden',
                'Bist du einverstanden, dass wir deine Daten speichern?', 'Stimmst du der Speicherung deiner Daten zu?',
                'Sind Sie mit der Speicherung Ihrer Daten einverstanden?']}.items() for heading in headings])
def test_questions_of_forms_and_words_for_the_day(heading: str, target: str) -> None:
    rest = [one for one in ('Name', 'Gerät', 'Problem', 'Telefon', 'Datum')
            if meaning(one, SheetKind.CUSTOMERS) != target]
    row = [heading, *rest]
    data = ['Toaster' if target == 'item' else '', *('' for __ in rest)]
    assert layout([row, data], 'Kunden').targets[0] == target


def test_a_list_of_items_without_any_word_for_them_has_them_where_they_stand() -> None:
    rows = [['Name', 'Telefon', 'Problem', 'Dingens', 'Abgegeben'], ['Anna Becker', '0351 1234', 'kalt', 'Toaster', ''],
            ['Otto Klein', '0351 1235', 'brummt', 'Radio', ''], ['Ute Groß', '0351 1236', 'wackelt', 'Lampe', '']]
    assert layout(rows, 'Kunden').targets[3] == 'item'
    more = [[*row, text] for row, text in zip(rows, ['Und noch', 'Mixer', 'Uhr', 'Lampe'], strict=True)]
    assert 'item' not in layout(more, 'Kunden').targets     # of two nobody can tell


@pytest.mark.parametrize('heading', ['Was kann er reparieren?', 'Was wurde repariert?', 'Welche Reparatur kostet was?'])
def test_not_every_question_about_repairs_asks_for_the_item(heading: str) -> None:
    assert layout([['Name', 'Telefon', 'Problem', 'Abgegeben', heading], ['a', '', '', '', 'x']],
                  'Kunden').targets[4] != 'item'


@pytest.mark.parametrize(('heading', 'target'), [
    ('Kd.-Name', 'name'), ('Vn.', 'first_name'), ('Nn.', 'last_name'), ('Dat.', 'received_at'), ('Tel-Nr.', 'phone'),
    ('Ansprechp.', 'responsible'), ('Gerät/Fabrikat', 'item'), ('Gegenst.', 'item'), ('Def.', 'fault'),
    ('Stat.', 'state'), ('Zub.', 'accessories'), ('Bearb.', 'responsible'), ('Annahmedat.', 'received_at')])
def test_short_forms_of_a_worksheet_are_known(heading: str, target: str) -> None:
    assert meaning(heading, SheetKind.CUSTOMERS, exactly=heading != 'Gerät/Fabrikat') == target


@pytest.mark.usefixtures('store')
def test_labels_of_an_address_book_stay_out_and_its_values_come_in() -> None:
    heads = ['Name', 'Given Name', 'Family Name', 'E-mail 1 - Label', 'E-mail 1 - Value', 'Phone 1 - Label',
             'Phone 1 - Value', 'Organization Name', 'Einwilligung']
    row = ['Anna Adler', 'Anna', 'Adler', '* Work', 'a@example.org', 'Mobile', '0171 2345678', 'Stadtwerke', 'ja']
    plan = planned(Kontakte=[heads, row])
    targets = dict(zip(heads, plan.layouts['Kontakte'].targets, strict=True))
    assert (targets['E-mail 1 - Label'], targets['Phone 1 - Label']) == ('leave', 'leave')
    (person,) = plan.people
    told = {name: person.values.get(name, '') for name in ('first_name', 'last_name', 'phone', 'email', 'note')}
    assert told == {'first_name': 'Anna', 'last_name': 'Adler', 'phone': '0171 2345678', 'email': 'a@example.org',
                    'note': ''}


@pytest.mark.usefixtures('store')
def test_a_name_nobody_knows_is_no_short_heading() -> None:
    rows = [['Nn.', 'Vn.', 'Gegenstand', 'Einwilligung'], ['N.N.', '', 'Lampe', ''], ['NN', '', 'Radio', 'ja']]
    assert [line.result for line in planned(Kunden=rows).lines] == [Result.REPAIR_ONLY] * 2


@pytest.mark.parametrize('heading', [
    'Straße / Ort', 'Straße, Ort', 'Straße, PLZ Ort', 'Straße/PLZ/Ort', 'Str., PLZ, Ort', 'Straße, Hausnr., PLZ, Ort',
    'Straße und Ort', 'Straße + Nr. / Wohnort', 'Anschrift (Straße, PLZ, Ort)', 'PLZ Ort, Straße', 'Straße/Stadt'])
@pytest.mark.parametrize(('text', 'street', 'postcode', 'city'), [
    ('Lindenweg 3, 01067 Dresden', 'Lindenweg 3', '01067', 'Dresden'),
    ('Lindenweg 3 / 01067 Dresden', 'Lindenweg 3', '01067', 'Dresden'),
    ('Lindenweg 3 / Dresden', 'Lindenweg 3', '', 'Dresden'),
    ('Lindenweg 3a, Bad Elster', 'Lindenweg 3a', '', 'Bad Elster'),
    ('Lindenweg 3\nDresden', 'Lindenweg 3', '', 'Dresden'), ('01067 Dresden', '', '01067', 'Dresden'),
    ('Lindenweg 3', 'Lindenweg 3', '', ''), ('Am Markt', 'Am Markt', '', ''),
    ('Dresden, Lindenweg 3', 'Dresden, Lindenweg 3', '', ''), ('Hof 1, Haus 2', 'Hof 1, Haus 2', '', '')])
@pytest.mark.usefixtures('store')
def test_a_street_and_a_town_in_one_column_are_an_address(heading: str, text: str, street: str, postcode: str,
                                                          city: str) -> None:
    (line,) = planned(Team=[[*TEAM, heading], ['Emine', 'Özdemir', '0351 1', '', '', '', 'ja', text]]).lines
    assert line.person is not None
    assert [line.person.values.get(name) or '' for name in ('street', 'postcode', 'city')] == [street, postcode, city]


@pytest.mark.parametrize(('heading', 'target'), [
    ('Straße', 'street'), ('Straße / Nr.', 'street'), ('PLZ / Ort', 'postcode_city'), ('Ort', 'city')])
def test_one_of_them_alone_is_none(heading: str, target: str) -> None:
    assert meaning(heading, SheetKind.TEAM) == target
