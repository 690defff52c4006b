"""Who may not be stored is not named elsewhere: not as Ansprechperson, not in a repair without a person."""
import re
from dataclasses import replace

import pytest

from db.erasure import REASON_GONE
from db.importing import planning
from db.importing.choosing import NO_REASON
from db.importing.drafts import Choices, Line, Plan, RepairDraft, Result
from tests.db.importing.lists import CUSTOMERS, FORMER, TEAM, book, customer, planned
from tests.personas import NOW

pytestmark = pytest.mark.usefixtures('store')

HELD = [TEAM, ['Rita', 'Held', '0351 1', '', '', '', 'nein'], ['Anja', 'Wolf', '', '', '', '', 'ja']]
ANYWAY = ['Rita Held', 'Rita', 'Frau Held', 'R. Held', 'RH', 'Rita H.', 'Rita Held 0171 2345672', 'Rita (Mo)',
          'Rita Held / Otto Krause', 'Otto Krause / Rita', 'Ritas Mann', 'erst Rita fragen', 'Otto (Rita)', 'Rita-Anna',
          'Rh', 'RHe', 'R']


def told(line: Line) -> str:
    assert isinstance(line.repair, RepairDraft)
    return str(line.repair.values)


def looked_after_by(cell: str, **sheets: list[list[str]]) -> Line:
    return planned(**sheets, Kunden=[CUSTOMERS, customer(Ansprechperson=cell)]).lines[-1]


@pytest.mark.parametrize('cell', ANYWAY)
def test_d1_a_held_back_member_is_not_named_as_ansprechperson(cell: str) -> None:
    line = looked_after_by(cell, Team=HELD)
    assert line.result is Result.STORED
    assert 'Ansprechperson' not in told(line)
    assert 'bleibt weg' in line.reason


@pytest.mark.parametrize('sheets', [
    {'Team': [[*TEAM, 'Ausgeschieden'], ['Rita', 'Held', '0351 1', '', '', '', 'ja', '2023']]},
    {'Ehemalige': [FORMER, ['Mitglied', 'Held', 'Rita', '', '2024', 'nein', '']]},
    {'Seltsames': [['Foo', 'Bar'], ['Rita Held', 'Keller']]}])
@pytest.mark.parametrize('cell', ['Rita', 'Rita Held'])
def test_d1_nor_is_anybody_else_who_stays_out(sheets: dict[str, list[list[str]]], cell: str) -> None:
    line = looked_after_by(cell, **sheets)
    assert 'Rita' not in told(line)


@pytest.mark.parametrize('cell', ['Anna', 'Lena', 'Anna-Lena', 'Anna Lena', 'A.-L. Groß', 'Gross'])
def test_d1_nor_is_a_part_of_a_double_name(cell: str) -> None:
    line = looked_after_by(cell, Team=[TEAM, ['Anna-Lena', 'Groß', '', '', '', '', 'nein']])
    assert 'Ansprechperson' not in told(line)


def test_d1_nor_is_a_member_of_a_hidden_sheet() -> None:
    held = hidden_team()
    assert held.lines[0].result is Result.HELD_BACK
    assert 'Rita' not in told(held.lines[-1])


def hidden_team() -> Plan:
    whole = book(Team=[TEAM, ['Rita', 'Held', '0351 1', '', '', '', 'ja']],
                 Kunden=[CUSTOMERS, customer(Ansprechperson='Rita')])
    team, customers = whole.sheets
    return planning.make(replace(whole, sheets=(replace(team, hidden=True), customers)), Choices(), NOW)


@pytest.mark.parametrize('cell', ['Jutta Ohm 0171 2345676', 'Jutta Ohm', 'Jutta'])
def test_d1_a_repair_without_a_person_names_nobody_who_looks_after_it(cell: str) -> None:
    line = planned(Kunden=[CUSTOMERS, customer(Ansprechperson=cell, Einwilligung='nein')]).lines[-1]
    assert line.result is Result.REPAIR_ONLY
    assert 'Jutta' not in told(line)


def test_a_member_looks_after_a_repair_without_a_person() -> None:
    line = planned(Team=HELD, Kunden=[CUSTOMERS, customer(Ansprechperson='Anja Wolf 0351 998877',
                                                          Einwilligung='nein')]).lines[-1]
    assert line.repair is not None
    assert 'responsible' in line.repair.links
    assert 'Anja' not in told(line)


@pytest.mark.parametrize(('cell', 'kept'), [('Otto Krause', True), ('Otto (Mo)', True), ('Otto 0171 2345672', False),
                                            ('Otto und Emil', False), ('Otto fragt seine Frau', False)])
def test_only_one_plain_name_comes_into_the_note(cell: str, kept: bool) -> None:
    line = looked_after_by(cell, Team=HELD)
    assert (f'Ansprechperson: {cell}' in told(line)) is kept
    assert kept or 'Otto' not in told(line)


# ---- a repair without a person ---------------------------------------------------------------------------------------
def nameless(**said: str) -> RepairDraft:
    (line,) = planned(Kunden=[[*CUSTOMERS, 'Wessen'], [*customer(Einwilligung='nein', **said), said.get('Wessen', '')]]
                      ).lines
    assert line.result is Result.REPAIR_ONLY
    assert isinstance(line.repair, RepairDraft)
    return line.repair


def test_d1_of_a_date_only_the_day_stays() -> None:
    found = nameless(Datum='05.06.2026 (bringt Jutta Ohm)').values
    assert found['note'] == 'Datum: 05.06.2026'


@pytest.mark.parametrize(('said', 'kept'), [
    ('2027-01-05', '05.01.2027'), ('3/10/2026', '3/10/2026'), ('Juni 2026', 'Juni 2026'), ('Frau Mai', ''),
    ('0351/7654321', ''), ('Mitte Juni 2026, Ohm', 'Juni 2026'), ('5.6. und 7.6., Ohm', '5.6., 7.6.')])
def test_days_as_they_are_written(said: str, kept: str) -> None:
    assert nameless(Datum=said).values['note'] == (kept and f'Datum: {kept}')


def test_d1_of_a_state_only_the_state_stays() -> None:
    found = nameless(Status='in Arbeit, Tochter Gesine ruft an', Defekt='Gesine sagt: heizt nicht').values
    assert 'Gesine' not in str(found)
    assert (found['state'], found['fault'], found['note']) == ('in Arbeit', '… sagt: heizt nicht', '')


def test_d1_a_name_under_an_unknown_heading_is_masked_elsewhere() -> None:
    assert nameless(Wessen='Yildirim', Defekt='Yildirim bringt Kabel').values['fault'] == '… bringt Kabel'
    assert nameless(Ansprechperson='Otto', Defekt='Otto hat das Kabel').values['fault'] == '… hat das Kabel'
    assert nameless(Bemerkung='Kabel gehört Yildirim, nicht eilig', Defekt='Kabel von Yildirim hält nicht'
                    ).values['fault'] == 'Kabel von … hält nicht'


@pytest.mark.parametrize(('fault', 'kept'), [
    ('Ohmstedt sagt: kalt', '… sagt: kalt'), ('Ohmstedts Toaster, holt Zhukowa', '… Toaster, holt Zhukowa'),
    ('Zhukowa ruft an', '… ruft an'), ('Display sagt E5', 'Display sagt E5'), ('Es ruft nach Öl', 'Es ruft nach Öl')])
def test_d1_who_says_it_and_who_has_the_mailbox_is_masked(fault: str, kept: str) -> None:
    rows = [['Kunde', 'E-Mail', 'Gerät', 'Defekt', 'Einwilligung'],
            ['Jutta', 'johmstedt@example.org', 'Radio', fault, 'nein']]
    (line,) = planned(Kunden=rows).lines
    assert line.repair is not None
    assert line.repair.values['fault'] == kept


def test_d1_whoever_is_addressed_is_masked() -> None:
    found = nameless(Defekt='Frau Uhl und Herr Dr. Kern: Kabel lose', Gegenstand='Radio von Fr. Pohl').values
    assert (found['fault'], found['item']) == ('Frau … und Herr Dr. …: Kabel lose', 'Radio von Fr. …')
    assert nameless(Defekt='Frau Rita Uhl, Tochter Anna: Mutter lose').values['fault'] == \
        'Frau … …, Tochter …: Mutter lose'


# ---- as after a withdrawal -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(('yes', 'reason'), [
    ('', 'ohne Kontaktdaten, Notiz, Zubehör und Grund der Warnung.'), ('ja', 'Person und Reparatur kommen hinein.')])
def test_d5_an_item_without_a_yes_keeps_what_a_withdrawal_leaves(yes: str, reason: str) -> None:
    told = {'Zubehör': 'rote Tasche von Oma', 'Nicht einschalten': 'hat Oma erschreckt'}
    (line,) = planned(Kunden=[[*CUSTOMERS, *told], [*customer(Einwilligung=yes), *told.values()]]).lines
    assert reason in line.reason
    assert line.repair is not None
    kept = (line.repair.values['accessories'], line.repair.values['warning'])
    assert kept == (tuple(told.values()) if yes else ('', REASON_GONE))


def test_a_warning_without_words_stays_as_it_is() -> None:
    rows = [[*CUSTOMERS, 'Nicht einschalten'], [*customer(Einwilligung=''), 'ja']]
    (line,) = planned(Kunden=rows).lines
    assert line.repair is not None
    assert line.repair.values['warning'] == NO_REASON
    assert line.reason.startswith('In der Spalte Einwilligung steht nichts. Die Reparatur kommt ohne Person hinein, '
                                  'ohne Kontaktdaten und Notiz.')


def test_of_items_nobody_is_named_for_the_reason_tells_it_too() -> None:
    rows = [['Gegenstand', 'Was ist kaputt?', 'Status', 'Zubehör'], ['Radio', 'rauscht', 'angenommen', 'Tasche']]
    (line,) = planned(Kunden=rows).lines
    assert line.repair is not None
    assert line.repair.values['accessories'] == ''
    assert ', ohne Zubehör' in line.reason


WORDS = ['Datum', 'Name', 'Telefon', 'Gegenstand', 'Defekt', 'Ansprechperson', 'Einwilligung']


def described(heading: str, cell: str, fault: str, item: str = 'Lampe', helper: str = '') -> tuple[str, str]:
    row = ['1.10.2026', 'Kim Alt', '0351 111112', item, fault, helper, 'nein', cell]
    (line,) = planned(Kunden=[[*WORDS, heading], row]).lines
    assert isinstance(line.repair, RepairDraft)
    return line.repair.values['item'], line.repair.values['fault']


@pytest.mark.parametrize(('heading', 'cell', 'fault', 'item'), [
    ('Farbe', 'rot', 'rot leuchtet, blinkt nicht', 'Lampe rot'), ('Farbe', 'Schwarz', 'Schwarz angelaufen', 'Mixer'),
    ('Farbe', 'Rot', 'Rot fehlt', 'Lampe'), ('Hinweis', 'weiß nicht', 'geht nicht, weiß nicht warum', 'Radio'),
    ('Hinweis', 'Weiß nicht', 'Kabel weiß, geht nicht', 'Radio'), ('Hinweis', 'liegt bei', 'Kabel liegt lose', 'Lampe'),
    ('Hinweis', 'Liegt bei', 'Kabel liegt lose bei', 'Lampe'), ('Hinweis', 'brummt', 'Lampe brummt', 'Lampe'),
    ('Hm', 'Brummt und springt danach aus', 'brummt und springt danach aus', 'Lampe'),
    ('Bemerkung', 'geht kurz an und danach wieder aus', 'geht kurz und danach aus', 'Lampe'),
    ('Frage', 'fragt noch', 'Display fragt nach PIN', 'Handy'), ('Hm', 'kabel', 'kabel lose', 'Lampe'),
    *[('Hm', one, f'Kabel aus {one} defekt', 'Lampe') for one in ('keller', 'holz', 'flohmarkt', 'bosch', 'büro')],
    ('Hm', 'netzteil lose', 'netzteil lose', 'Lampe'), ('Hm', 'muss bald weg', 'geht bald aus', 'Lampe'),
    ('Hinweis', 'müffelt', 'müffelt und brummt', 'Lampe')])
def test_words_that_name_nobody_stay_in_what_is_told_of_an_item(heading: str, cell: str, fault: str, item: str) -> None:
    assert described(heading, cell, fault, item) == (item, fault)


@pytest.mark.parametrize(('heading', 'cell', 'fault'), [
    ('Hm', 'Krause', 'Krause bringt das Kabel'), ('Hm', 'Weiß', 'Kabel bei Weiß'), ('Hm', 'heidi', 'Kabel hat heidi'),
    ('Hm', 'frau krause', 'Kabel hat krause'), ('Bemerkung', 'Tochter Nele Krause kommt', 'Kabel bei Krause'),
    ('Farbe', 'Heidi', 'Kabel bei Heidi'), ('Name', 'krause', 'Kabel bei krause'),
    ('Hm', 'krause', 'Kabel bei krause'), ('Xy', 'karl krause', 'Kabel bei krause'),
    ('Hm', 'krause', 'Herr krause rief an'),
    ('Name', 'Licht', 'Kabel bei Licht'), ('Abgeholt von', 'licht', 'Kabel bei licht')])
def test_d1_what_may_name_somebody_does_not(heading: str, cell: str, fault: str) -> None:
    told = described(heading, cell, fault)[1]
    named = [word for word in ('Krause', 'krause', 'Weiß', 'heidi', 'Heidi', 'Licht', 'licht') if word in fault]
    assert told == fault.replace(named[0], '…')


@pytest.mark.parametrize('heading', ['Abgegeben durch', 'Bringer', 'Gehört', 'Bastler'])
@pytest.mark.parametrize(('cell', 'fault', 'kept'), [
    ('Grün', 'brummt, Grün hat es gebracht', 'brummt, … hat es gebracht'), ('bosch', 'bosch fragt', '… fragt'),
    ('Heiß', 'mit Heiß absprechen', 'mit … absprechen'), ('silber', 'silber fragt', '… fragt'),
    ('montag', 'montag fragt', '… fragt'), ('Keller', 'Kabel bei Keller', 'Kabel bei …'),
    ('Weiß nicht da', 'Kabel bei Weiß', 'Kabel bei …'), ('weiß nicht', 'weiß nicht warum', 'weiß nicht warum'),
    ('Weiß nicht', 'Kabel weiß', 'Kabel weiß')])
def test_d1_below_a_heading_for_people_a_word_is_a_name(heading: str, cell: str, fault: str, kept: str) -> None:
    assert described(heading, cell, fault)[1] == kept


@pytest.mark.parametrize('heading', ['Abgegeben durch', 'Hm', 'Hinweis', 'Bemerkung'])
@pytest.mark.parametrize(('cell', 'fault'), [
    ('Alice Schwarzer', 'laut Schwarzer kein Licht'), ('Schwarzer Alice', 'laut Schwarzer kein Licht'),
    ('Alice Schwarzer', 'schwarzer fragt'), ('Peter Kärcher', 'Kärcher fragt'), ('petra braune', 'braune fragt nach'),
    ('petra licht', 'licht fragt nach'), ('Licht Petra', 'Licht fragt nach'), ('otto rot fragt noch', 'Kabel hat rot'),
    ('Grün', 'brummt, Grün hat es'), ('Montag', 'Kabel hat Montag'), ('Dr. Grün', 'Kabel hat Grün'),
    ('Pfarrer Grün war da', 'Kabel hat Grün'),
    ('Nachbar Montag war da', 'Kabel hat Montag'), ('mit Dr. Montag reden', 'Kabel hat Montag'),
    ('Nachbar Montag holt es', 'Kabel hat Montag'),
    ('bitte mit Heiß absprechen', 'Kabel hat Heiß'), ('Heiß fragt nach', 'Kabel hat Heiß'),
    ('Grün hat es gebracht', 'Kabel von Grün'), ('Jürgen Weiß nicht da', 'Kabel hat Weiß'),
    ('jürgen weiß nicht da', 'Kabel hat Weiß'), ('Frau Weiß nichts gesagt', 'gehört Weiß'),
    ('frau weiß nichts gesagt', 'gehört Weiß'), ('Weiß nicht erreicht', 'Kabel hat Weiß'),
    ('Otto Montag ruft noch an', 'Kabel hat Montag')])
def test_d1_a_word_that_somebody_is_called_by_is_a_name(heading: str, cell: str, fault: str) -> None:
    told = described(heading, cell, fault)[1]
    words = 'Schwarzer|schwarzer|Kärcher|braune|licht|Licht|rot|Grün|Montag|Heiß|Weiß'
    assert told == re.sub(words, '…', fault, count=1)


@pytest.mark.parametrize(('cell', 'fault'), [
    ('Rote Tasche', 'rote Tasche fehlt'), ('Schwarzer Deckel fehlt', 'schwarzer Deckel'), ('Dringend', 'dringend'),
    ('Brummt', 'Brummt laut'), ('Anna ruft an', 'Display ruft an'), ('Rot leuchtet es', 'rot leuchtet'),
    ('WIRD HEISS UND STINKT', 'wird heiß und stinkt'), ('Kabel weiß, weiß nicht warum', 'Kabel weiß, weiß nicht'),
    ('Weiß nicht, wo das Kabel ist', 'Kabel weiß'), ('Weiß nicht warum', 'Kabel weiß'),
    ('Kabel. Rot leuchtet es', 'rot leuchtet'), ('Akku fragt nach Passwort', 'Akku leer')])
def test_a_remark_without_anybody_masks_nothing(cell: str, fault: str) -> None:
    assert described('Hinweis', cell, fault)[1] == fault


def test_d1_who_looks_after_it_is_masked_however_it_is_written() -> None:
    assert described('Hm', '', 'Kabel bei licht', helper='licht')[1] == 'Kabel bei …'
    assert described('Hm', '', 'weiß nicht warum', helper='weiß nicht')[1] == 'weiß nicht warum'
