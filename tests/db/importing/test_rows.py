"""What becomes of rows: each sheet by its rules, every row with a result and a reason."""
from datetime import date

import pytest

from db.importing import left_out
from db.importing.drafts import Line, Result
from db.words import Outcome, Purpose, State
from tests.db.importing.lists import CUSTOMERS, EXTERNAL, TEAM, customer, customers, planned
from tests.personas import NOW

pytestmark = pytest.mark.usefixtures('store')


def one(line: Line) -> tuple[Result, dict[str, object]]:
    assert line.reason
    return line.result, {name: value for name, value in (line.person.values if line.person else {}).items()
                         if value and name != 'extra'}


# ---- customers -------------------------------------------------------------------------------------------------------
def test_a_customer_with_a_yes_comes_in_with_the_repair() -> None:
    (line,) = customers(customer())
    assert one(line) == (Result.STORED, {'first_name': 'Emine', 'last_name': 'Özdemir', 'phone': '0351 7654321'})
    assert line.person is not None
    assert [(yes.purpose, yes.how) for yes in line.person.given] == [(Purpose.REPAIR, 'laut Liste')]
    assert line.repair is not None
    assert line.repair.values['item'] == 'Toaster'
    assert line.repair.values['received_at'].date() == date(2026, 10, 10)


@pytest.mark.parametrize('said', ['', 'nein', 'Zustimmung noch holen!', 'ja?'])
def test_d1_without_a_yes_the_repair_comes_in_alone(said: str) -> None:
    (line,) = customers(customer(Einwilligung=said, Bemerkung='Frau Özdemir anrufen', E_Mail='e@example.org',
                                 Defekt='Emine Özdemir (0351 7654321) sagt: heizt nicht'))
    assert line.result is Result.REPAIR_ONLY
    assert line.person is None
    assert line.repair is not None
    told = ' '.join(str(value) for value in line.repair.values.values())
    assert 'heizt nicht' in told
    assert not any(word in told for word in ('Emine', 'zdemir', '7654321', 'example', 'anrufen'))


def test_d4_what_was_fetched_brings_no_contact_data() -> None:
    (line,) = customers(customer(Status='abgeholt'))
    assert (line.result, line.person) == (Result.REPAIR_ONLY, None)
    assert line.repair is not None
    assert line.repair.values['state'] == State.COLLECTED


@pytest.mark.parametrize(('heading', 'said', 'gone'), [
    ('abgeholt am', '14.10.', True), ('abgeholt?', '✓', True), ('abgeholt', 'ja, 14.10.', True),
    ('abgeholt', 'x', True),
    ('Abgeholt am', 'abgeh. Sa', True), ('abgeholt', 'geholt', True), ('abgeholt', 'nein', False),
    ('abgeholt', 'kommt Mo', False), ('Abholung', '14.10.', False), ('abgeholt', '', False), ('abgeholt', '?', False),
    ('abgeholt', 'liegt vor', False), ('abgeholt', 'vorhanden', False), ('abgeholt?', 'ja (mündl.)', True)])
def test_d4_fetched_is_fetched_without_a_year(heading: str, said: str, gone: bool) -> None:
    (line,) = planned(Kunden=[[*CUSTOMERS, heading], [*customer(Status=''), said]]).lines
    assert (line.person is None) is gone
    assert line.repair is not None
    assert (line.repair.values['state'] == State.COLLECTED) is gone


def test_several_items_of_one_customer_are_one_person() -> None:
    lines = customers(customer(), customer(Gegenstand='Lampe', Telefon='+49 (0)351 / 765 43 21'),
                      customer(Gegenstand='Radio', Telefon='', Vorname='emine', Nachname='Oezdemir'))
    assert [line.result for line in lines] == [Result.STORED, Result.MERGED, Result.MERGED]
    assert len({id(line.person) for line in lines}) == 1
    assert len({id(line.repair) for line in lines}) == 3


def test_the_same_name_with_another_number_is_somebody_else() -> None:
    lines = customers(customer(), customer(Telefon='0176 1234567', Gegenstand='Lampe'))
    assert [line.result for line in lines] == [Result.STORED, Result.STORED]


def test_a_row_that_stands_there_twice_comes_in_once() -> None:
    lines = customers(customer(), customer())
    assert [line.result for line in lines] == [Result.STORED, Result.MERGED]
    assert lines[0].repair is lines[1].repair


def test_a_doubled_row_is_named_and_never_dropped_without_a_word() -> None:
    """Equal in every cell: more likely the same row twice than two items that nobody cared to tell apart."""
    no = customer(Nachname='Klein', Telefon='', Einwilligung='nein')
    lines = customers(customer(), customer(Gegenstand='Lampe'), customer(), no, no)
    assert [line.result for line in lines] == [Result.STORED, Result.MERGED, Result.MERGED, Result.REPAIR_ONLY,
                                               Result.REPAIR_ONLY]
    assert 'Zeile 2' in lines[2].reason
    assert 'Zeile 5' in lines[4].reason
    assert lines[2].repair is lines[0].repair
    assert lines[4].repair is lines[3].repair


def test_a_list_without_names_is_a_count() -> None:
    rows = [['Datum', 'Gerät', 'Ergebnis'], *[['3.10.2026', 'Fahrrad', 'repariert']] * 3, ['3.10.2026', 'Lampe', '']]
    plan = planned(Statistik=rows)
    assert [line.result for line in plan.lines] == [Result.REPAIR_ONLY] * 4
    assert [repair.values['item'] for repair in plan.others['repair']] == ['Fahrrad'] * 3 + ['Lampe']
    with_numbers = [['Nr.', 'Gerät', 'Ergebnis'], ['17', 'Fahrrad', 'repariert'], ['17', 'Fahrrad', 'repariert']]
    assert len(planned(Statistik=with_numbers).others['repair']) == 1


@pytest.mark.parametrize('other', [{'Bemerkung': 'der zweite'}, {'Datum': '11.10.2026'}, {'Ansprechperson': 'Anja'},
                                   {'Defekt': 'heizt nicht.'}])
def test_rows_that_differ_in_anything_are_two_repairs(other: dict[str, str]) -> None:
    plan = planned(Kunden=[CUSTOMERS, customer(), customer(**other)])
    assert [line.result for line in plan.lines] == [Result.STORED, Result.MERGED]
    assert len(plan.others['repair']) == 2
    assert len(plan.people) == 1
    assert 'die Reparatur kommt dazu' in plan.lines[1].reason


def test_dates_that_are_not_exact_are_kept_as_text() -> None:
    (line,) = customers(customer(Datum='Ende Oktober'))
    assert line.repair is not None
    assert 'Datum: Ende Oktober' in line.repair.values['note']


def test_states_in_the_teams_own_words() -> None:
    (line,) = customers(customer(Status='wartet auf Ersatzteil (bestellt 12.10.)'))
    assert line.repair is not None
    assert line.repair.values['state'] == State.WAITING
    assert 'bestellt 12.10.' in line.repair.values['note']


def test_what_cannot_be_repaired_is_ready_to_be_fetched() -> None:
    (line,) = customers(customer(Status='nicht reparierbar'))
    assert line.repair is not None
    assert (line.repair.values['state'], line.repair.values['outcome']) == (State.READY, Outcome.END_OF_LIFE)


def finished(ready: str, outcome: str = '') -> tuple[object, ...]:
    heads = ['Datum', 'Name', 'Gerät', 'fertig am', 'Ergebnis', 'Einwilligung']
    (line,) = planned(Kunden=[heads, ['3.10.2026', 'Emine Özdemir', 'Toaster', ready, outcome, 'ja']]).lines
    assert line.repair is not None
    values = line.repair.values
    return values['state'], values.get('outcome'), values.get('ready_at') and f"{values['ready_at']:%d.%m.%Y}", \
        values['note']


def test_who_was_helped_is_not_waiting_for_it() -> None:
    assert finished('', 'repariert') == (State.READY, Outcome.FIXED, f'{NOW:%d.%m.%Y}', '')
    assert finished('', 'Beratung') == (State.READY, '', f'{NOW:%d.%m.%Y}', 'Ergebnis: Beratung')
    assert finished('12.10.2026', 'repariert') == (State.READY, Outcome.FIXED, '12.10.2026', '')
    assert finished('12.10.2026') == (State.READY, '', '12.10.2026', '')
    assert finished('24.12.2026') == (State.ACCEPTED, '', None, 'fertig am: 24.12.2026')      # still to come
    assert finished('12.10.2026', 'in Arbeit') == (
        State.WORKING, '', None, 'Ergebnis: in Arbeit\nfertig am: 12.10.2026')


def test_what_fits_nowhere_comes_into_the_note_under_its_heading() -> None:
    rows = [[*CUSTOMERS, 'Kosten', 'Straße'], [*customer(Bemerkung='nur abends'), '5 €', 'Weg 3']]
    (line,) = planned(Kunden=rows).lines
    assert line.repair is not None
    assert line.repair.values['note'].split('\n') == ['nur abends', 'Kosten: 5 €', 'Adresse: Weg 3']


@pytest.mark.parametrize(('said', 'first', 'last', 'phone', 'email'), [
    ('Hilde Brack, Tel. 0341 51511', 'Hilde', 'Brack', '0341 51511', ''),
    ('Brack, Hilde (0341/51511)', 'Hilde', 'Brack', '0341 51511', ''),
    ('Gerd Thoma\n+49 171 5252525, gerd@thoma.example', 'Gerd', 'Thoma', '0171 5252525', 'gerd@thoma.example'),
    ('Fam. Thoma / Handy: 0171 5252525', '', 'Thoma', '0171 5252525', '')])
def test_a_number_beside_the_name_is_no_name(said: str, first: str, last: str, phone: str, email: str) -> None:
    rows = [['Name / Tel.', 'Gerät', 'Einwilligung'], [said, 'Lampe', 'ja']]
    (line,) = planned(Kunden=rows).lines
    assert line.person is not None
    told = {name: text for name, text in (('first_name', first), ('phone', phone), ('email', email)) if text}
    assert line.person.values == {'extra': {}, 'was_customer': False, 'last_name': last, **told}


def test_d1_nor_does_it_come_in_without_a_yes() -> None:
    rows = [['Name / Tel.', 'Gerät', 'Fehler', 'Einwilligung'], ['Gerd Thoma, 0171 5252525', 'Lampe',
                                                                'Thoma anrufen: 0171/5252525', 'nein']]
    plan = planned(Kunden=rows)
    assert plan.people == []
    assert plan.others['repair'][0].values['fault'] == '… anrufen: …'


@pytest.mark.parametrize('said', ['Anna Berg (geb. 01.02.1970)', 'Anna Berg 2', 'Anna Berg; Peter Klein'])
def test_not_every_digit_beside_a_name_is_a_number(said: str) -> None:
    (line,) = planned(Kunden=[['Name', 'Gerät', 'Einwilligung'], [said, 'Lampe', 'ja']]).lines
    assert line.person is not None
    assert 'phone' not in line.person.values


@pytest.mark.parametrize('names', [('Yvonne', 'Krahl'), ('Krahl', 'Yvonne')])
def test_a_name_over_two_columns(names: tuple[str, str]) -> None:
    (line,) = planned(Kunden=[['Kunde', '', 'Gerät', 'Einwilligung'], [*names, 'Lampe', 'ja']]).lines
    assert line.person is not None
    assert (line.person.values['first_name'], line.person.values['last_name']) == ('Yvonne', 'Krahl')


def test_a_remark_beside_the_name_is_no_surname() -> None:
    (line,) = planned(Kunden=[['Kunde', '', 'Gerät', 'Einwilligung'], ['Yvonne Krahl', 'eilt', 'Lampe', 'ja']]).lines
    assert line.repair is not None
    assert line.repair.values['note'] == 'Spalte 2: eilt'


def test_no_name_is_no_person() -> None:
    (line,) = customers(customer(Nachname='', Vorname=''))
    assert (line.result, line.person) == (Result.REPAIR_ONLY, None)


def test_without_a_name_it_is_told_what_else_stays_out() -> None:
    (line,) = customers(customer(Nachname='', Vorname='', Bemerkung='abends'))
    assert line.reason == 'Ohne Namen: Die Reparatur kommt ohne Person hinein, ohne Telefon und Notiz.'
    (line,) = customers(customer(Nachname='', Vorname='', Telefon=''))
    assert line.reason == 'Ohne Namen: Die Reparatur kommt ohne Person hinein.'


def test_a_list_without_a_column_of_names_is_not_blamed_on_its_rows() -> None:
    rows = [['Gegenstand', 'Telefon', 'Einwilligung'], ['Toaster', '0351 7654321', 'ja']]
    (line,) = planned(Kunden=rows).lines
    assert line.result is Result.REPAIR_ONLY
    assert 'keine Spalte mit Namen zu erkennen' in line.reason
    assert 'ohne Telefon.' in line.reason
    (line,) = planned(Team=[['Handy', 'Aufgabe'], ['0351 7654321', 'Kuchen']]).lines
    assert line.result is Result.NOT_UNDERSTOOD
    assert 'keine Spalte mit Namen zu erkennen' in line.reason


def test_a_name_under_a_heading_nobody_knows_brings_its_contact_data() -> None:
    rows = [['Menschlein', 'Gegenstand', 'Rückruf', 'Einwilligung'], ['Anna Becker', 'Toaster', '0351 7654321', 'ja'],
            ['Kim Vogel', 'Radio', '0351 1111111', '']]
    lines = planned(Kunden=rows).lines
    assert one(lines[0]) == (Result.STORED, {'first_name': 'Anna', 'last_name': 'Becker', 'phone': '0351 7654321'})
    assert (lines[1].result, lines[1].person) == (Result.REPAIR_ONLY, None)


def test_no_item_is_no_customer() -> None:
    row = customer(Gegenstand='', Defekt='', Status='')
    (line,) = customers(row)
    assert (line.result, line.person) == (Result.HELD_BACK, None)


def test_r11_signs_that_cannot_be_stored_are_told() -> None:
    (line,) = customers(customer(Nachname='Öz\x00demir'))
    assert line.result is Result.NOT_UNDERSTOOD
    assert 'Zeichen' in line.reason


@pytest.mark.parametrize('name', ["O'Brien", '<b>Müller</b>', '{{7*7}}', "'; DROP TABLE person", '=2+5', '@foo', '-',
                                  '🔧', 'Null', 'نور', '+49'])
def test_r11_odd_names_come_in_as_they_are(name: str) -> None:
    (line,) = customers(customer(Nachname=name, Vorname='Kim'))
    assert line.person is not None
    assert line.person.values.get('last_name', '') == ('' if name == '-' else name)


def test_a_long_text_is_not_cut_off() -> None:
    (line,) = customers(customer(Gegenstand='Lampe ' * 30))
    assert line.repair is not None
    assert len(line.repair.values['item']) == 100
    assert ('Lampe ' * 30).strip() in line.repair.values['note']


def test_a_number_without_its_last_digits_is_no_number() -> None:
    (line,) = customers(customer(Telefon='4,9176E+11'))
    assert line.person is not None
    assert not line.person.values.get('phone')
    assert line.repair is not None
    assert 'Telefon: 4,9176E+11 (vom Tabellenprogramm gerundet' in line.repair.values['note']
    assert 'Ziffern weggelassen' in line.reason


# ---- what is too long ------------------------------------------------------------------------------------------------
def test_a_note_that_is_too_long_comes_in_as_far_as_it_fits_and_the_reason_says_so() -> None:
    long = 'Motor läuft. ' * 200
    plan = planned(Kunden=[[*CUSTOMERS, 'Kosten'], [*customer(Bemerkung=long, Datum='Ende Oktober'), '5 €']])
    (line,) = plan.lines
    assert line.result is Result.STORED
    assert line.repair is not None
    lines = line.repair.values['note'].split('\n')
    assert lines[1:] == ['Kosten: 5 €', 'Datum: Ende Oktober']      # what is short is there as a whole
    assert lines[0].endswith(' …')
    assert 1900 < len(line.repair.values['note']) <= 2000
    kept = len(lines[0]) - 2
    assert f'„Notiz“ passt nicht ganz in die Notiz (höchstens 2000 Zeichen): {len(long.strip()) - kept} Zeichen' in (
        line.reason)
    assert long.strip() in left_out.as_csv(plan).decode()


def test_a_note_that_just_fits_is_whole() -> None:
    (line,) = customers(customer(Bemerkung='x' * 2000))
    assert line.repair is not None
    assert line.repair.values['note'] == 'x' * 2000
    assert 'passt nicht' not in line.reason


def test_a_text_that_is_cut_has_its_whole_beside_it_or_a_sentence() -> None:
    (line,) = customers(customer(Defekt='brummt laut ' * 100, Einwilligung='nein'))
    assert line.repair is not None
    assert len(line.repair.values['fault']) == 1000
    assert '„Was ist kaputt?“ ist zu lang (höchstens 1000 Zeichen): 200 Zeichen kommen nicht mit.' in line.reason


def test_an_organisations_long_note_is_told_too() -> None:
    rows = [[*EXTERNAL, 'Notiz'], ['Hof', '', '', '0351 1', '', '', '', 'montags offen ' * 200]]
    (line,) = planned(Extern=rows).lines
    assert line.organisation is not None
    assert len(line.organisation.values['note']) <= 2000
    assert 'kommen nicht mit' in line.reason


# ---- names -----------------------------------------------------------------------------------------------------------
def by_name(text: str, **said: str) -> Line:
    heads = ['Datum', 'Name', 'Telefon', 'Gegenstand', 'Defekt', 'Einwilligung']
    usual = {'Datum': '10.10.2026', 'Name': text, 'Telefon': '0351 7654321', 'Gegenstand': 'Toaster',
             'Einwilligung': 'ja'} | said
    return planned(Kunden=[heads, [usual.get(head, '') for head in heads]]).lines[0]


def test_of_two_people_the_first_comes_in_and_the_reason_says_so() -> None:
    line = by_name('Anna und Peter Becker')
    assert line.person is not None
    assert (line.person.values['first_name'], line.person.values['last_name']) == ('Anna', 'Becker')
    assert 'mehrere Personen' in line.reason
    assert line.repair is not None
    assert line.repair.values['note'] == 'Name: Anna und Peter Becker'


def test_who_is_kept_after_a_pick_up_keeps_what_is_said_about_them() -> None:
    heads = ['Name', 'Telefon', 'Gegenstand', 'Status', 'Später kontaktieren', 'Einwilligung', 'Bemerkung']
    row = ['Anna und Peter Becker', '4,9176E+11', 'Toaster', 'abgeholt', 'ja', 'ja', 'Kabel war durch']
    (line,) = planned(Kunden=[heads, row]).lines
    assert line.person is not None
    assert line.person.values['note'].split('\n') == ['Name: Anna und Peter Becker', 'Telefon: 4,9176E+11 (vom '
        'Tabellenprogramm gerundet, es fehlen Ziffern: bitte neu erfragen)']
    assert 'steht in der Notiz' in line.reason


def test_names_nobody_can_tell_apart_stay_as_they_are() -> None:
    line = by_name('Becker und Schmidt')
    assert one(line)[1]['last_name'] == 'Becker und Schmidt'
    assert 'bleibt, wie er ist' in line.reason


def test_d1_without_a_yes_none_of_the_two_is_named() -> None:
    line = by_name('Anna Becker und Peter Schmidt, geb. Uhl', Einwilligung='', Defekt='Herr Schmidt (Uhl) ruft an')
    assert line.result is Result.REPAIR_ONLY
    assert line.repair is not None
    assert line.repair.values['fault'] == 'Herr … (…) ruft an'
    assert 'mehrere Personen' not in line.reason


@pytest.mark.parametrize(('said', 'postcode', 'city'), [('Leipzig', '', 'Leipzig'), ('04177', '04177', ''),
                                                        (4177, '04177', ''), ('04177 Leipzig', '04177', 'Leipzig')])
def test_of_postcode_and_town_one_may_be_missing(said: str | int, postcode: str, city: str) -> None:
    rows = [[*TEAM, 'Straße', 'PLZ/Ort'], ['Uwe', 'Thiel', '', '', '', '', 'ja', 'Gasse 3', said]]
    (line,) = planned(Team=rows).lines
    assert line.person is not None
    values = line.person.values
    assert (values.get('street'), values.get('postcode', ''), values.get('city', ''), values.get('note', '')) == (
        'Gasse 3', postcode, city, '')
