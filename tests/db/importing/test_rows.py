"""What becomes of rows: each sheet by its rules, every row with a result and a reason."""
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from db.importing import left_out, showing
from db.importing.assumed import Assumed
from db.importing.book import Row
from db.importing.drafts import Choices, Evidence, Line, Result
from db.kinds import Kind
from db.who import Who
from db.words import Outcome, Purpose, State
from tests.db.importing.lists import CUSTOMERS, EXTERNAL, FORMER, TEAM, customer, customers, planned
from tests.db.stories import drop_off, own, owner
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


# ---- who looks after it ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize('said', ['Jürgen', 'J. Weiß', 'JW', 'J.W.', 'Weiß, Jürgen', 'Jürgen Weiß', 'jürgen w.',
                                  'Weiss', 'Weiß, J.', 'Jürgen (Mo)'])
def test_the_ansprechperson_is_matched_to_the_team(said: str) -> None:
    team = [TEAM, ['Jürgen', 'Weiß', '0351 1', '', '', '', 'ja'], ['Anja', 'Wolf', '0351 2', '', '', '', 'ja']]
    lines = planned(Team=team, Kunden=[CUSTOMERS, customer(Ansprechperson=said)]).lines
    assert lines[2].repair is not None
    assert lines[2].repair.links['responsible'].links['person'] is lines[0].person


@pytest.mark.parametrize(('said', 'is_jens'), [
    ('JvdH', True), ('J.v.d.H.', True), ('J. v. d. H.', True), ('JH', True), ('JVH', False), ('JvH', False),
    ('JvdK', False), ('Jv dH', False), ('jvdh', False)])
def test_a_short_of_a_surname_with_small_words_is_matched_too(said: str, is_jens: bool) -> None:
    team = [TEAM, ['Jens', 'von der Heide', '0351 1', '', '', '', 'ja'], ['Anja', 'Wolf', '0351 2', '', '', '', 'ja']]
    line = planned(Team=team, Kunden=[CUSTOMERS, customer(Ansprechperson=said)]).lines[-1]
    assert line.repair is not None
    assert ('responsible' in line.repair.links) is is_jens


def test_d1_the_short_of_somebody_held_back_stays_out() -> None:
    team = [TEAM, ['Jens', 'von der Heide', '0351 1', '', '', '', 'nein']]
    line = planned(Team=team, Kunden=[CUSTOMERS, customer(Ansprechperson='JvdH')]).lines[-1]
    assert 'JvdH' not in str(line.repair.values)        # type: ignore[union-attr]
    assert line.reason.endswith('Die Ansprechperson darf nicht gespeichert werden und bleibt weg.')


@pytest.mark.parametrize(('said', 'consent', 'told'), [
    ('Sybille', 'ja', 'Als Ansprechperson passt niemand aus dem Team; „Sybille“ steht in der Notiz.'),
    ('Sybille', '', 'Die Ansprechperson steht nicht auf der Teamliste und bleibt weg.'),
    ('Sybille 0351 77', 'ja', 'Die Ansprechperson steht nicht auf der Teamliste und bleibt weg.')])
def test_one_that_fits_nobody_is_told_and_counted(said: str, consent: str, told: str) -> None:
    row = customer(Nachname='Stumm', Telefon='0351 77', Ansprechperson=said, Einwilligung=consent)
    plan = planned(Team=SEVERAL, Kunden=[CUSTOMERS, customer(), row])
    assert plan.lines[-1].reason.endswith(told)
    sheet = showing.sheets(plan, ())[1]
    assert (sheet.told, sheet.assumed) == ('1 Ansprechperson nicht im Team.', (Assumed.HELPER,))
    assert showing.rows(plan, 'Kunden', Assumed.HELPER, 0, 9)[0][0].row == 3


def test_a_name_that_means_two_means_nobody() -> None:
    lines = planned(Team=[TEAM, ['Anna', 'Weiß', '', '', '', '', 'ja'], ['Anna', 'Wolf', '', '', '', '', 'ja']],
                    Kunden=[CUSTOMERS, customer(Ansprechperson='Anna')]).lines
    assert lines[2].repair is not None
    assert 'responsible' not in lines[2].repair.links
    assert 'Ansprechperson: Anna' in lines[2].repair.values['note']


SEVERAL = [TEAM, ['Jürgen', 'Weiß', '', '', '', '', 'ja'], ['Jana', 'Weiß', '', '', '', '', 'ja'],
           ['Jürgen', 'Wolf', '', '', '', '', 'ja'], ['Anja', 'Weiß', '0351 1', '', '', '', 'nein']]


@pytest.mark.parametrize('said', ['J. Weiß', 'JW', 'J.W.', 'Jürgen', 'Weiß, J.', 'Jürgen (Mo)'])
def test_where_several_of_the_team_fit_it_says_so_and_keeps_the_words(said: str) -> None:
    line = planned(Team=SEVERAL, Kunden=[CUSTOMERS, customer(Ansprechperson=said)]).lines[-1]
    assert line.repair is not None
    assert line.repair.values['note'] == f'Ansprechperson: {said}'
    assert line.reason.endswith(f'Als Ansprechperson passen mehrere aus dem Team; „{said}“ steht in der Notiz.')


@pytest.mark.parametrize(('said', 'consent'), [
    ('JW', 'nein'), ('J. Weiß', ''), ('Jürgen 0351 7654329', 'ja'), ('Weiß', 'ja'), ('JW (Anja)', 'ja')])
def test_d1_and_leaves_them_out_where_they_may_not_stand(said: str, consent: str) -> None:
    """Without a person, with a number, or where somebody who stays out is called so as well."""
    line = planned(Team=SEVERAL, Kunden=[CUSTOMERS, customer(Ansprechperson=said, Einwilligung=consent)]).lines[-1]
    assert line.repair is not None
    assert 'Ansprechperson' not in line.repair.values['note']
    assert line.reason.endswith('Als Ansprechperson passen mehrere aus dem Team: Sie bleibt weg.')


def test_d1_somebody_held_back_is_not_named_elsewhere() -> None:
    lines = planned(Kunden=[CUSTOMERS, customer(Ansprechperson='Erika')],
                    Team=[TEAM, ['Erika', 'Fuchs', '0351 1', '', '', '', 'nein']]).lines
    assert lines[0].repair is not None
    assert 'Erika' not in str(lines[0].repair.values)
    assert 'Ansprechperson' in lines[0].reason


def test_d1_nor_is_the_second_of_two_in_one_cell() -> None:
    rows = [['Name', 'Aufgabe', 'WhatsApp', 'Einwilligung'], ['Erika Fuchs & Max Kern', 'Kuchen', 'ja', 'nein']]
    lines = planned(Kunden=[CUSTOMERS, customer(Ansprechperson='Max')], Team=rows).lines
    assert lines[0].repair is not None
    assert 'Max' not in str(lines[0].repair.values)


@pytest.mark.parametrize(('said', 'postcode', 'city'), [('Leipzig', '', 'Leipzig'), ('04177', '04177', ''),
                                                        (4177, '04177', ''), ('04177 Leipzig', '04177', 'Leipzig')])
def test_of_postcode_and_town_one_may_be_missing(said: str | int, postcode: str, city: str) -> None:
    rows = [[*TEAM, 'Straße', 'PLZ/Ort'], ['Uwe', 'Thiel', '', '', '', '', 'ja', 'Gasse 3', said]]
    (line,) = planned(Team=rows).lines
    assert line.person is not None
    values = line.person.values
    assert (values.get('street'), values.get('postcode', ''), values.get('city', ''), values.get('note', '')) == (
        'Gasse 3', postcode, city, '')


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
