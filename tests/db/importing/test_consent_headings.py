"""Which heading asks for the consent, which ends it, and which only has a word of it (D1)."""
from datetime import date

import pytest

from db.importing import showing
from db.importing.desk import FROM_LIST
from db.importing.drafts import Choices, Evidence, Line, Result
from db.importing.meanings import meaning
from db.importing.targets import CUSTOMERS as ITEMS
from db.importing.targets import TEAM as MEMBERS
from db.importing.targets import TELLING
from db.words import Audience, Purpose
from tests.db.importing.lists import CUSTOMERS, FORMER, customer, planned, stored
from tests.db.stories import rows

PROOF = Choices(evidence={'Team': Evidence('Unterschrift', date(2026, 10, 1))})
HEADS = ['Vorname', 'Name', 'Telefon', 'Aufgabe']


def team(said: dict[str, str], choices: Choices | None = None) -> Line:
    """What comes of one member, by the cells of the columns behind the usual ones."""
    (line,) = planned(choices, Team=[[*HEADS, *said], ['Anja', 'Weiß', '0351 1234567', 'Kuchen', *said.values()]]).lines
    return line


@pytest.mark.parametrize('heading', [
    'Einwilligung', 'Einverstanden', 'Einverstanden?', 'Einverständnis', 'Zustimmung', 'Zustimmung Datenspeicherung',
    'Datenschutz', 'DSGVO', 'Datenschutz ok', 'DSGVO o.k.', 'Einwilligung Daten', 'Daten speichern?', 'Speichern ok',
    'Einwilligung liegt vor', 'Einwilligung erteilt', 'Einwilligung (ja/nein)', 'Einwilligung Unterschrift',
    'Datenschutz unterschrieben', 'Unterschrift DSGVO', 'Einverständniserklärung', 'Datenschutzerklärung ja/nein',
    'Einwilligung zur Datenspeicherung', 'Einwilligung nach DSGVO', 'Einwilligung (mündlich/schriftlich)',
    'Mit Datenspeicherung einverstanden', 'Darf gespeichert werden', 'Einw. unterschr.', 'Speicherung erlaubt',
    'Einwilligung zur Speicherung personenbezogener Daten', 'darf bleiben (DSGVO)',
    'Zustimmung (ja/nein/offen)', 'DSGVO-Formular unterschrieben', 'Dürfen wir Daten speichern?',
    'Einverständniserkl.', 'Datenschutzerkl. unterschr.?', 'Einw. Liste', 'Einwilligung Teamliste',
    'Einverständnis erklärt?', 'Darf das Repair-Café Ihre Angaben speichern?', 'Dürfen wir deine Angaben speichern?',
    'Ich willige in die Speicherung meiner Daten ein', 'Speicherung der Kontaktdaten', 'Kontaktdaten speichern',
    'Ich bin damit einverstanden, dass meine Daten gespeichert werden.',
    'Ich bin damit einverstanden, dass meine Daten bis zur Abholung gespeichert werden.',
    'Sind Sie damit einverstanden, dass wir Ihre Daten speichern?',
    'Ich stimme der Speicherung meiner Daten bis zur Abholung zu.',
    'Ich habe die Datenschutzerklärung gelesen und stimme zu.',
    'Darf das Repair-Café deine Kontaktdaten speichern, bis das Gerät abgeholt ist?',
    'Dürfen wir Ihre Kontaktdaten speichern?', 'Speicherung der Angaben ok?',
    'Dürfen wir dich auf die Teamliste setzen?', 'Dürfen wir Sie als Ansprechperson speichern?',
    'Ich bin einverstanden', 'Ich bin mit der Speicherung meiner Daten einverstanden',
    'Ich bin einverstanden, dass meine Daten bis zur Abholung gespeichert werden.',
    'Bist du einverstanden, dass wir deine Daten speichern?', 'Ich stimme der Speicherung meiner Daten zu',
    'Stimmen Sie der Speicherung Ihrer persönlichen Daten zu?', 'Ich stimme der Datenschutzerklärung zu',
    'Datenschutzerklärung gelesen und akzeptiert', 'Datenschutzerklärung (gelesen + akzeptiert)', 'DSGVO akzeptiert',
    'Datenschutz akzeptiert', 'Datenschutzerkl. gelesen/akzeptiert', 'Datenschutzbestimmungen akzeptiert',
    'Ich akzeptiere die Datenschutzerklärung', 'Haben Sie die Datenschutzerklärung gelesen und akzeptiert?',
    'Ich habe die Datenschutzhinweise gelesen und bin einverstanden', 'Akzeptierst du die Datenschutzerklärung?',
    'Darf gespeichert bleiben', 'Darf weiterhin gespeichert bleiben'])
def test_a_whole_heading_asks_for_it(store: object, heading: str) -> None:
    assert {meaning(heading, kind) for kind in TELLING} == {'consent'}
    assert team({heading: 'ja'}).result is Result.STORED
    assert team({heading: '3.10.2026'}).result is Result.STORED
    assert team({heading: 'nein'}).result is Result.HELD_BACK


@pytest.mark.parametrize('heading', ['Einwilligung am', 'Zustimmung vom', 'Datum der Einwilligung', 'DSGVO am',
                                     'Datum Datenschutz', 'Einwilligung unterschrieben am', 'Einw. vom',
                                     'Einwilligungsdatum', 'Datenschutzerklärung gelesen und akzeptiert am'])
def test_a_heading_asks_for_its_day(store: object, heading: str) -> None:
    assert {meaning(heading, kind) for kind in TELLING} == {'consent_on'}
    assert team({heading: '3.10.2026'}).person.given[0].on.date() == date(2026, 10, 3)  # type: ignore[union-attr]


@pytest.mark.parametrize('said', ['x', 'ja', '3.10.2026'])
@pytest.mark.parametrize('heading', [
    'Nicht einverstanden', 'Keine Daten speichern', 'Daten löschen nach DSGVO', 'Einwilligung nicht erteilt',
    'Zustimmung zurückgenommen', 'Einwilligung widersprochen', 'Widerspruch DSGVO', 'Daten speichern verboten',
    'DSGVO gelöscht am', 'Einwilligung entzogen', 'Zustimmung abgelehnt', 'Datenschutz verweigert', 'Widerspruch',
    'Will nicht gespeichert werden', 'Einwilligung: nein', 'ohne Einwilligung', 'Einwilligung zurückgezogen am',
    'Ich bin nicht einverstanden', 'kein Einverständnis', 'Einwilligung bis zur Abholung widerrufen',
    'Bitte löschen', 'Daten löschen', 'Widerspruch DSGVO erhalten am', 'Einwilligung ungültig',
    'Datenschutz nicht akzeptiert', 'DSGVO abgelehnt'])
def test_d1_a_heading_that_says_no_is_one(store: object, heading: str, said: str) -> None:
    assert {meaning(heading, kind) for kind in TELLING} == {'withdrawn'}
    assert team({heading: said}).result is Result.HELD_BACK
    assert team({heading: said}, PROOF).result is Result.HELD_BACK
    assert team({heading: said, 'Einwilligung': 'ja'}).result is Result.HELD_BACK
    assert team({heading: 'nein', 'Einwilligung': 'ja'}).result is Result.STORED


@pytest.mark.parametrize('said', ['x', 'ja', '3.10.2026'])
@pytest.mark.parametrize(('heading', 'offered'), [
    ('Einwilligung angefragt', False), ('Einwilligung verschickt', False), ('Einwilligung nötig?', True),
    ('Einwilligung Zettel', True), ('Datenschutz-Karteikarte', True), ('Datenschutzschulung', False),
    ('Mit Entsorgung einverstanden', False), ('Datenschutz-Verpflichtung', False),
    ('Datenschutzverpflichtung am', False), ('Einverständnis Kostenvoranschlag', False), ('Einwilligung Foto', False),
    ('Datenschutzformular', True), ('Löschfrist DSGVO', False), ('Widerrufsbelehrung', False),
    ('Widerruf Foto', False), ('Datenschutzerklärung erhalten', False), ('Datenschutzerklärung mitgegeben', False),
    ('Datenschutzerklärung gegeben', True), ('AGB und Datenschutz', True), ('Hausordnung und Datenschutz', True),
    ('AGB und Datenschutz akzeptiert', True), ('Datenschutz bestätigt', True), ('Datenschutzvereinbarung', True),
    ('Datenschutzbestimmungen unterschrieben', True), ('AGB akzeptiert', False), ('Ich akzeptiere die AGB', False),
    ('Nutzungsbedingungen akzeptiert', False), ('Hausordnung akzeptiert', False), ('Datenschutzhinweise', False),
    ('Datenschutzerklärung gelesen und verstanden', False), ('Datenschutzerklärung zur Kenntnis genommen', False),
    ('Datenschutz (Foto) akzeptiert', False), ('Datenschutzerklärung erhalten und akzeptiert', False),
    ('Haftungsausschluss und Datenschutz akzeptiert', False), ('bleibt gespeichert', True)])
def test_d1_another_question_is_at_most_offered(store: object, heading: str, offered: bool, said: str) -> None:
    assert {meaning(heading, kind) for kind in TELLING} == {''}
    plan = planned(Team=[[*HEADS, heading], ['Anja', 'Weiß', '0351 1234567', 'Kuchen', said]])
    assert plan.lines[0].result is Result.HELD_BACK
    assert [one.heading for one in showing.sheets(plan, ())[0].maybe_consent] == ([heading] if offered else [])


# what the question says besides of a withdrawal, of erasing or of a leaflet is no answer
@pytest.mark.parametrize('heading', [
    'Einwilligung (jederzeit widerrufbar)', 'Einwilligung (freiwillig, jederzeit widerruflich)',
    'Einwilligung (kann widerrufen werden)', 'Einwilligung Datenspeicherung (Widerruf jederzeit möglich)',
    'Einwilligung, jederzeit widerrufbar, Löschung nach Abholung',
    'Einwilligung – Daten werden nach Abholung gelöscht',
    'Einwilligung (Daten werden nach der Reparatur wieder gelöscht)', 'Einwilligung (Infoblatt gelesen)',
    'Einverständnis zur Speicherung meiner Daten – kann jederzeit widerrufen werden',
    'Einverständnis (kann jederzeit zurückgezogen werden)', 'Zustimmung (gilt bis auf Widerruf)',
    'DSGVO-Einwilligung (jederzeit widerrufbar)', 'Datenspeicherung bis Abholung ok? (danach Löschung)',
    'Datenschutz: Ich willige ein, dass meine Daten gespeichert werden (Löschung nach Abholung).',
    'Ich willige ein, dass meine Daten gespeichert werden',
    'Hiermit willige ich in die Speicherung meiner Kontaktdaten ein. Die Einwilligung ist freiwillig '
    'und jederzeit widerruflich.',
    'Ich bin damit einverstanden, dass das Repair-Café Lindenau meine Angaben bis zur Abholung des '
    'Geräts speichert. Diese Einwilligung kann ich jederzeit widerrufen.',
    'Ich bin einverstanden, dass meine Daten bis zur Abholung gespeichert werden. Ein Widerruf ist '
    'jederzeit möglich.', 'Ich bin einverstanden, dass meine Daten gespeichert und danach gelöscht werden',
    'Ich bin einverstanden, dass meine Daten gespeichert werden. Das kann ich jederzeit widerrufen.',
    'Ich bin einverstanden, dass meine Daten gespeichert werden. Sie können Ihre Einwilligung '
    'jederzeit widerrufen.', 'Ich bin mit der Speicherung meiner Daten einverstanden (Info-Blatt gelesen)',
    'Ich habe die Datenschutzhinweise gelesen und bin mit der Speicherung meiner Daten einverstanden',
    'Ich stimme der Speicherung meiner Daten zu. Sie werden nach der Abholung gelöscht.',
    'Ich stimme der Speicherung meiner Daten zu. Nach der Abholung werden sie gelöscht.',
    'Dürfen wir Ihre Daten bis zur Abholung speichern? (nein = Reparatur trotzdem möglich)',
    'Sind Sie einverstanden, dass wir Ihre Kontaktdaten speichern, bis Sie Ihr Gerät abholen?',
    'Bist du einverstanden, dass wir deine Daten speichern, bis du dein Gerät abholst?'])
def test_d1_a_question_that_tells_how_it_ends_still_asks(store: object, heading: str) -> None:
    assert {meaning(heading, kind) for kind in TELLING} == {'consent'}
    results = [team({heading: said}).result for said in ('Ja, ich bin einverstanden', 'Ja', '', 'Nein', 'widerrufen')]
    assert results == [Result.STORED] * 2 + [Result.HELD_BACK] * 3


@pytest.mark.parametrize('heading', [
    'Widerruf', 'widerrufen am', 'Einwilligung widerrufen?', 'Einwilligung fehlt',
    'Einwilligung widerrufen (jederzeit möglich)', 'Einwilligung ist widerrufen', 'Einwilligung wurde widerrufen',
    'Einwilligung wieder widerrufen', 'Einwilligung später widerrufen', 'Einwilligung schriftlich widerrufen',
    'Einwilligung jederzeit widerrufen am', 'Einwilligung formlos widerrufen am', 'Einwilligung: Widerruf',
    'Widerruf der Einwilligung', 'Ich widerrufe meine Einwilligung', 'Hat die Einwilligung widerrufen',
    'Widerruf jederzeit möglich', 'Keine Einwilligung (Daten werden nach Abholung gelöscht)',
    'Nicht einverstanden (jederzeit widerrufbar)', 'Einwilligung nicht erteilt (Info-Blatt gelesen)',
    'Will nicht gespeichert werden (jederzeit widerrufbar)',
    'Ich bin nicht einverstanden, dass meine Daten gespeichert werden (Reparatur trotzdem möglich)',
    'Zustimmung später zurückgezogen', 'Zustimmung, danach gelöscht', 'Daten gespeichert, danach wieder gelöscht',
    'Daten nach Abholung löschen', 'Daten werden nach Abholung gelöscht', 'Bitte Daten nach Abholung löschen (DSGVO)',
    'Speicherung widerrufen'])
def test_d1_a_heading_that_tells_of_an_end_is_no_question(store: object, heading: str) -> None:
    assert {meaning(heading, kind) for kind in TELLING} == {'withdrawn'}
    assert [team({heading: said, 'Einwilligung': 'ja'}).result for said in ('x', 'ja')] == [Result.HELD_BACK] * 2


@pytest.mark.parametrize('heading', [
    'Ich erlaube der Werkstatt, meine Daten zu speichern. Diese Einwilligung kann ich jederzeit widerrufen.',
    'Einwilligung Karteikarte (jederzeit widerrufbar)', 'Zustimmung Kontaktbogen (Löschung nach Abholung)'])
def test_d1_of_a_question_with_other_words_somebody_can_say_what_it_is(store: object, heading: str) -> None:
    rows = [[*HEADS, heading], ['Anja', 'Weiß', '0351 1234567', 'Kuchen', 'Ja']]
    plan = planned(Team=rows)
    assert plan.lines[0].result is Result.HELD_BACK
    assert [one.heading for one in showing.sheets(plan, ())[0].maybe_consent] == [heading]
    chosen = Choices(columns={('Team', len(HEADS)): 'consent'})
    assert planned(chosen, Team=rows).lines[0].result is Result.STORED


def test_a_word_of_consent_does_not_date_the_item(store: object) -> None:
    rows = [['Name', 'Gegenstand', 'Datenschutz-Karteikarte'], ['Anna Berg', 'Radio', '3.10.2026'],
            ['Kim Alt', 'Lampe', '4.10.2026']]
    assert planned(Kunden=rows).layouts['Kunden'].targets[2] == 'note'


def test_a_title_over_all_columns_is_no_withdrawal(store: object) -> None:
    rows = [['Liste: nicht ohne Einwilligung verwenden', '', '', '', '', 'Stand'],
            ['Vorname', 'Nachname', 'Telefon', 'Aufgabe', 'Einwilligung', 'Bemerkung'],
            ['Anja', 'Weiß', '0351 1234567', 'Kuchen', 'ja', 'nett']]
    assert planned(Team=rows).layouts['Team'].targets[:4] == ('first_name', 'last_name', 'phone', 'tasks')
    rows = [['Kunde', '', '', 'Keine Einwilligung', ''], ['Vorname', 'Nachname', 'Gegenstand', 'Datum', 'Telefon'],
            ['Anja', 'Weiß', 'Radio', '3.10.2026', '0351 1234567']]
    assert planned(Kunden=rows).layouts['Kunden'].targets[3] == 'withdrawn'


# ---- a signature of whatever -----------------------------------------------------------------------------------------
@pytest.mark.parametrize('heading', ['Datum Unterschrift', 'unterschrieben am', 'Unterschriftsdatum'])
def test_d1_the_day_of_a_signature_is_no_consent(store: object, heading: str) -> None:
    plan = planned(Team=[[*HEADS, heading], ['Anja', 'Weiß', '0351 1234567', 'Kuchen', '3.10.2026']])
    assert plan.lines[0].result is Result.HELD_BACK
    assert [one.heading for one in showing.sheets(plan, ())[0].maybe_consent] == [heading]
    assert team({heading: 'x'}).result is Result.HELD_BACK
    assert team({heading: '3.10.2026', 'Einwilligung': ''}).result is Result.HELD_BACK
    chosen = Choices(columns={('Team', len(HEADS)): 'consent_on'})
    assert team({heading: '3.10.2026'}, chosen).result is Result.STORED


def test_the_day_of_a_signature_dates_the_consent_beside_it(store: object) -> None:
    line = team({'Einwilligung': 'ja', 'unterschrieben am': '3.10.2026'})
    assert line.person.given[0].on.date() == date(2026, 10, 3)  # type: ignore[union-attr]
    assert team({'Einwilligung': 'ja', 'unterschrieben am': 'verweigert'}).result is Result.HELD_BACK


def test_a_long_heading_is_read_at_once(store: object) -> None:
    assert meaning('Datenspeicherung ' * 300 + 'neu', MEMBERS) == ''
    assert meaning('Datenspeicherung ' * 9 + 'neu', MEMBERS) == ''
    for word in ('ich', 'habe', 'akzeptiere', 'sie', 'du', 'gelesen', 'speichern', 'datenschutz'):   # each read one way
        assert meaning(word * (70 // len(word)) + 'qqq', MEMBERS) == ''


# ---- several columns -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(('first', 'second'), [('', 'x'), ('nein', '1.2.2026'), ('x', ''), ('-', 'ja'), ('x', 'nein')])
def test_d1_of_several_withdrawals_one_is_enough(store: object, first: str, second: str) -> None:
    said = {'Einwilligung': 'ja', 'Widerruf': first, 'Nicht einverstanden': second}
    assert team(said).result is Result.HELD_BACK
    assert team(said | {'Widerruf': 'nein', 'Nicht einverstanden': ''}).result is Result.STORED


@pytest.mark.parametrize('said', ['widerrufen', 'Widerruf', 'abgelehnt', 'keine'])
def test_d1_a_withdrawal_in_words_is_one(store: object, said: str) -> None:
    assert team({'Einwilligung': 'ja', 'Widerruf': said}).result is Result.HELD_BACK


@pytest.mark.parametrize('said', ['widerrufen am 1.2.2026', 'nein', 'noch holen', 'ja?'])
def test_d1_where_its_day_should_stand_a_no_is_one(store: object, said: str) -> None:
    assert team({'Einwilligung': 'ja', 'Einwilligung am': said}).result is Result.HELD_BACK
    assert team({'Einwilligung': '', 'Einwilligung am': said}).result is Result.HELD_BACK
    assert team({'Einwilligung am': '3.10.2026', 'Zustimmung vom': said}).result is Result.HELD_BACK
    assert team({'Einwilligung': said, 'Einwilligung am': '3.10.2026'}).result is Result.HELD_BACK


@pytest.mark.parametrize('said', ['2024', 'Mai 2024', '5/2024', 'ca. 2024', '-', '', 'ja', '3.10.2026'])
def test_where_its_day_should_stand_a_year_is_nothing_against_it(store: object, said: str) -> None:
    assert team({'Einwilligung': 'ja', 'Einwilligung am': said}).result is Result.STORED


@pytest.mark.parametrize('said', ['2024', 'Mai 2024', '-', ''])
def test_d1_a_year_alone_is_no_consent(store: object, said: str) -> None:
    assert team({'Einwilligung am': said}).result is Result.HELD_BACK
    is_there = bool(said.strip('-'))
    for asked in ({}, {'Einwilligung': ''}):
        line = team({**asked, 'Einwilligung am': said})
        assert (f'„{said}“ ist kein genauer Tag und allein kein Ja.' in line.reason) is is_there


# ---- a proof for the whole sheet -------------------------------------------------------------------------------------
@pytest.mark.parametrize('said', ['nein danke', 'will nicht', 'nein, bitte löschen', 'Nein', 'vielleicht', 'ja?'])
@pytest.mark.parametrize('asked', [{}, {'Einwilligung': ''}])
def test_d1_a_proof_does_not_pass_over_a_no(store: object, said: str, asked: dict[str, str]) -> None:
    heads, others = [*HEADS, 'Zettel da', *asked], [['Kim', 'Alt', '0351 1', 'Holz', 'nein'],
                                                   ['Uwe', 'Neu', '0351 2', 'Rad', '']]
    rows = [heads, ['Anja', 'Weiß', '0351 1234567', 'Kuchen', said], *others, *(
        [f'Nora{n}', 'Berg', f'0351 77{n}', '', 'ja'] for n in range(5))]
    assert [line.result is Result.STORED for line in planned(PROOF, Team=rows).lines] == [
        False, False, True, *[True] * 5]


def test_d1_a_proof_does_not_pass_over_a_cross_under_a_refusal(store: object) -> None:
    assert team({'Möchte nicht in die Liste': 'x'}, PROOF).result is Result.HELD_BACK
    assert team({'Möchte nicht in die Liste': ''}, PROOF).result is Result.STORED
    plan = planned(Team=[[*HEADS, 'Möchte nicht in die Liste'], ['Anja', 'Weiß', '', 'Kuchen', 'x']])
    assert showing.sheets(plan, ())[0].maybe_consent == ()


def test_d1_a_no_in_a_second_row_is_not_passed_over_either(store: object) -> None:
    rows = [[*HEADS, 'Zettel da'], *(['Anja', 'Weiß', '0351 1234567', 'Kuchen', said] for said in ('ja', 'will nicht'))]
    assert [line.result for line in planned(PROOF, Team=rows).lines] == [Result.STORED, Result.HELD_BACK]


def test_a_proof_covers_whose_year_alone_is_known(store: object) -> None:
    assert team({'Einwilligung': '', 'Einwilligung am': '2024'}, PROOF).result is Result.STORED


# ---- kept afterwards -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize('heading', ['Dürfen wir Sie auch später noch kontaktieren?', 'Später noch kontaktieren?'])
def test_d3_our_own_question_for_later_is_recognised(store: object, heading: str) -> None:
    for said, purposes in (('ja', ['former', 'repair']), ('nein', ['repair']), ('', ['repair'])):
        (line,) = planned(Kunden=[[*CUSTOMERS, heading], [*customer(), said]]).lines
        assert line.person is not None
        assert sorted(str(yes.purpose) for yes in line.person.given) == purposes


@pytest.mark.parametrize(('heading', 'later'), [('Aufbewahren', False), ('Aufbewahren?', False),
                                                ('Bleibt gespeichert', False), ('bleibt gespeichert?', False),
                                                ('Kontaktdaten aufbewahren', True), ('Daten aufbewahren?', True)])
def test_d3_to_keep_the_item_keeps_nobody(store: object, heading: str, later: bool) -> None:
    (line,) = planned(Kunden=[[*CUSTOMERS, heading], [*customer(), 'ja']]).lines
    assert line.person is not None
    assert ('former' in {str(yes.purpose) for yes in line.person.given}) is later
    (line,) = planned(Kunden=[[*CUSTOMERS, heading], [*customer(Status='abgeholt'), 'ja']]).lines
    assert (line.person is not None) is later


@pytest.mark.usefixtures('store')
@pytest.mark.parametrize(('heading', 'said'), [('Einwilligung am', '10.10.2026'), ('Datenschutzerklärung', 'gegeben'),
                                               ('DSGVO erklärt', 'ja')])
def test_d1_beside_a_day_or_a_leaflet_it_is_the_question_and_its_no_is_one(heading: str, said: str) -> None:
    heads = [*CUSTOMERS[:-2], heading, 'Darf gespeichert bleiben']
    (line,) = planned(Kunden=[heads, [*customer()[:-2], said, 'nein']]).lines
    assert line.result is Result.REPAIR_ONLY


@pytest.mark.parametrize('heading', ['Sie haben die Datenschutzerklärung', 'Haben Sie Datenschutz'])
def test_d1_having_a_leaflet_is_no_consent(heading: str) -> None:
    assert meaning(heading, ITEMS) != 'consent'


@pytest.mark.parametrize('heading', ['Darf gespeichert bleiben', 'darf weiter gespeichert bleiben?',
                                     'Darf nach Abholung gespeichert bleiben', 'Darf auch danach gespeichert bleiben'])
@pytest.mark.parametrize(('said', 'asked_for'), [('ja', ['former', 'repair']), ('nein', ['repair']), ('', ['repair']),
                                                 ('bis Ostern', ['repair'])])
def test_d3_beside_the_consent_who_may_stay_is_asked_for_afterwards(store: object, heading: str, said: str,
                                                                   asked_for: list[str]) -> None:
    (line,) = planned(Kunden=[[*CUSTOMERS, heading], [*customer(), said]]).lines
    assert purposes(line) == asked_for
    (line,) = planned(Kunden=[[*CUSTOMERS, heading], [*customer(Einwilligung='nein'), said]]).lines
    assert (line.result, line.person) == (Result.REPAIR_ONLY, None)


@pytest.mark.parametrize('heading', ['bleibt gespeichert', 'Bleibt gespeichert?', 'Daten behalten', 'Daten bleiben'])
def test_d3_that_somebody_stays_is_named_and_no_yes(store: object, heading: str) -> None:
    told = (f'Heißt „{heading}“, dass die Person auch später kontaktiert werden darf, lässt sich die Spalte unter '
            '„Austausch“ so wählen.')
    rows = [[*CUSTOMERS, heading], *([*customer(Telefon=f'0351 765432{n}', Vorname=name), said] for n, (name, said) in
                                     enumerate((('Emine', 'ja'), ('Kim', 'x'), ('Uwe', 'nein'), ('Nora', ''))))]
    lines = planned(Kunden=rows).lines
    assert [told in line.reason for line in lines] == [True, True, False, False]
    assert [purposes(line) for line in lines] == [['repair']] * 4
    for target, later in (('note', ['repair']), ('consent_former', ['former', 'repair'])):
        lines = planned(Choices(columns={('Kunden', len(CUSTOMERS)): target}), Kunden=rows).lines
        assert purposes(lines[0]) == later
        assert not any('lässt sich die Spalte' in line.reason for line in lines)
    lines = planned(Kunden=[[*rows[0], LATER], *([*row, 'ja'] for row in rows[1:])]).lines
    assert not any('lässt sich die Spalte' in line.reason for line in lines)


LATER = 'Später kontaktieren'
FOR_BOTH = ['former', 'member']


def purposes(line: Line) -> list[str]:
    return sorted(str(yes.purpose) for yes in line.person.given) if line.person else []


@pytest.mark.parametrize('heading', [LATER, 'Dürfen wir dich auch später noch kontaktieren?'])
@pytest.mark.parametrize(('said', 'asked_for'), [('ja', FOR_BOTH), ('x', FOR_BOTH), ('3.10.2026', FOR_BOTH),
                                                 ('nein', ['member']), ('', ['member']), ('vielleicht', ['member'])])
def test_d3_a_member_is_asked_for_later_as_well(store: object, heading: str, said: str, asked_for: list[str]) -> None:
    line = team({'Einwilligung': 'ja', heading: said})
    assert (line.result, purposes(line)) == (Result.STORED, asked_for)
    assert line.person is not None
    assert {str(yes.audience) for yes in line.person.given if yes.purpose is Purpose.FORMER} <= {'team'}
    assert ('Darf auch später noch kontaktiert werden.' in line.reason) is (asked_for == FOR_BOTH)
    unclear = said == 'vielleicht'
    assert (f'Unter „{heading}“ steht kein klares Ja.' in line.reason) is unclear
    assert (line.person.values.get('note') or '') == (f'{heading.rstrip(":")}: vielleicht' if unclear else '')


@pytest.mark.parametrize('consent', ['', 'nein', 'noch holen'])
@pytest.mark.parametrize('left', ['', '1.5.2026'])
def test_d1_a_yes_for_later_alone_stores_no_member(store: object, consent: str, left: str) -> None:
    line = team({'Einwilligung': consent, LATER: 'ja', 'Ausgeschieden am': left})
    assert (line.result, line.person) == (Result.HELD_BACK, None)
    assert line.reason.endswith('Das Ja unter „Später kontaktieren“ allein genügt nicht.')


def test_who_has_left_and_may_be_contacted_later_is_a_former_member(store: object) -> None:
    line = team({'Einwilligung': 'ja', LATER: 'ja', 'Ausgeschieden am': '1.5.2026', 'dabei seit': '2019'})
    assert (line.result, purposes(line)) == (Result.STORED, ['former'])
    assert line.person is not None
    assert line.person.given[0].audience is Audience.TEAM
    assert line.person.membership is not None
    assert line.person.membership.values == {'ended': True, 'ended_on': date(2026, 5, 1), 'started_on': None,
                                             'extra': {}}
    assert line.person.values['note'] == 'dabei seit: 2019'
    assert line.reason == ('Laut Liste ausgeschieden, und darf später kontaktiert werden: kommt zu den Ehemaligen. '
                           'Nur für die Teamliste und bleibt weg: „Aufgabe“.')


@pytest.mark.parametrize(('said', 'left'), [('nein', '1.5.2026'), ('', '1.5.2026'), ('vielleicht', '1.5.2026'),
                                            ('ja', '1.5.2030')])
def test_d1_who_has_left_without_a_plain_yes_stays_out(store: object, said: str, left: str) -> None:
    line = team({'Einwilligung': 'ja', LATER: said, 'Ausgeschieden am': left})
    assert (line.result, line.person) == (Result.HELD_BACK, None)
    assert line.reason.startswith('Ist laut Liste ausgeschieden')


@pytest.mark.parametrize(('consent', 'later'), [('1.2.2020', 'ja'), ('ja', '1.2.2020'), ('ja 2020', 'ja'),
                                                ('1.5.2026', 'ja 2020'), ('ja', 'ja, Mai 2020')])
def test_a_yes_for_later_is_not_made_younger(store: object, consent: str, later: str) -> None:
    line = team({'Einwilligung': consent, LATER: later})
    assert purposes(line) == ['member']
    assert line.reason.endswith(('Das Ja unter „Später kontaktieren“ ist älter als zwei Jahre und gilt nicht mehr.',
                                 'Das Ja unter „Später kontaktieren“ kann älter als zwei Jahre sein und gilt nicht.')[
        '1.2.2020' not in (consent, later)])
    assert team({'Einwilligung': consent, LATER: later, 'Ausgeschieden': '1.5.2026'}).result is Result.HELD_BACK


def test_d1_a_no_among_the_former_wins_over_a_yes_for_later(store: object) -> None:
    lines = planned(Team=[[*HEADS, 'Einwilligung', LATER], ['Anja', 'Weiß', '0351 1234567', 'Kuchen', 'ja', 'ja']],
                    Ehemalige=[FORMER, ['Mitglied', 'Weiß', 'Anja', '0351 1234567', '', 'nein', '']]).lines
    assert purposes(lines[0]) == ['member']
    assert 'In Zeile 2 auf dem Blatt „Ehemalige“ sagt dieselbe Person Nein' in lines[0].reason


def test_the_yes_of_a_former_member_is_stored_in_the_words_of_the_team(store: object) -> None:
    stored(Team=[[*HEADS, 'Einwilligung', LATER, 'Ausgeschieden'],
                 ['Anja', 'Weiß', '0351 1234567', 'Kuchen', 'ja', 'ja', ''],
                 ['Uwe', 'Alt', '0351 7654321', 'Annahme', 'ja', 'ja', '1.5.2026']])
    assert rows('SELECT first_name, c.purpose, audience, on_former FROM consent c JOIN person p ON p.id = c.person_id '
                'JOIN consent_text t ON t.id = c.text_id ORDER BY 1, 2') == [
        ('Anja', 'former', 'team', 0), ('Anja', 'member', 'team', 0), ('Uwe', 'former', 'team', 1)]


def test_without_an_item_nothing_was_fetched(store: object) -> None:
    rows = [[*CUSTOMERS, 'Später noch kontaktieren?'], [*customer(Gegenstand='', Defekt='', Status=''), 'ja']]
    (line,) = planned(Kunden=rows).lines
    assert line.result is Result.STORED
    assert line.reason == 'Ohne Gegenstand, und darf später kontaktiert werden: kommt zu den Ehemaligen.'


# ---- a call ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize('heading', ['Dürfen wir später anrufen?', 'Darf später angerufen werden',
                                     'Dürfen wir uns später melden?'])
def test_d3_a_call_when_it_is_ready_keeps_nobody(store: object, heading: str) -> None:
    assert meaning(heading, ITEMS) == meaning(heading, MEMBERS) == ''
    rows = [[*CUSTOMERS, heading], [*customer(), 'ja']]
    (line,) = planned(Kunden=rows).lines
    assert line.result is Result.STORED
    assert line.person is not None
    assert [str(yes.purpose) for yes in line.person.given] == ['repair']
    assert [yes.how for yes in line.person.given] == [FROM_LIST]
    plan = planned(Kunden=[[*CUSTOMERS[:9], heading], [*customer()[:9], 'ja']])
    assert plan.lines[0].result is Result.REPAIR_ONLY
    assert showing.sheets(plan, ())[0].maybe_consent == ()
