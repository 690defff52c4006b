"""A column that may ask for the consent, under a heading nobody knows: it is pointed out, and never taken (D1)."""
from datetime import date

import pytest

from db.importing import showing
from db.importing.drafts import Choices, Evidence, Plan, Result
from tests.db.importing.lists import CUSTOMERS, TEAM, planned

pytestmark = pytest.mark.usefixtures('store')

SAID = ['ja', 'x', 'nein', '3.10.2026', '']
PROOF = Evidence('Unterschrift', date(2026, 10, 1))


def team(heading: str = 'Zettel da', said: list[str] = SAID, choices: Choices | None = None) -> Plan:
    rows = [[*row, cell] for row, cell in zip(([name, 'Weiß', '', '', 'Kuchen', ''] for name in (
        'Anja', 'Jürgen', 'Uwe', 'Kim', 'Nora')), said, strict=True)]
    return planned(choices, Team=[[*TEAM[:6], heading], *rows])


def test_d1_it_is_named_and_not_taken() -> None:
    plan = team()
    assert [line.result for line in plan.lines] == [Result.HELD_BACK] * 5
    assert {line.reason for line in plan.lines} == {
        'Keine Spalte ist als Einwilligung erkannt. Gemeint sein könnte „Zettel da“: Unter „Austausch“ lässt sie sich '
        'wählen. Die Person wird nicht gespeichert.'}
    (sheet,) = showing.sheets(plan, ())
    assert [column.heading for column in sheet.maybe_consent] == ['Zettel da']


@pytest.mark.parametrize('heading', ['Einwilligung angefragt am', 'gefragt am', 'DSGVO-Formular ausgegeben',
                                     'Datenschutzerklärung geschickt', 'Datenschutzerklärung mitgegeben',
                                     'DSE mitgegeben am', 'Einwilligung mitgegeben', 'Datenschutzerklärung übergeben',
                                     'Datenschutzerklärung ausgegeben'])
def test_d1_that_somebody_asked_is_no_answer(heading: str) -> None:
    plan = team(heading)
    assert {line.result for line in plan.lines} == {Result.HELD_BACK}
    assert showing.sheets(plan, ())[0].maybe_consent == ()
    assert not any('Gemeint sein' in line.reason for line in plan.lines)


@pytest.mark.parametrize('heading', [
    'Darf in die Liste', 'Darf ins Kontaktbuch?', 'Name darf gespeichert werden?', 'Möchte auf die Liste', 'Freigabe',
    'Darf eingetragen werden', 'Liste ok?', 'Unterschrift', 'Daten behalten?', 'OK', 'Speichern?'])
def test_d1_a_heading_that_sounds_like_it_is_named_beside_unclear_answers(heading: str) -> None:
    said = ['ja', 'ja (mündl.)', 'noch fragen', 'Zettel fehlt', '']
    plan = team(heading, said)
    assert [column.heading for column in showing.sheets(plan, ())[0].maybe_consent] == [heading]
    assert {line.result for line in plan.lines} == {Result.HELD_BACK}
    plan = team(heading, said, Choices(evidence={'Team': PROOF}))      # what is no yes may be a no
    assert [line.result is Result.STORED for line in plan.lines] == [True, True, False, False, True]


def test_chosen_it_counts_row_by_row() -> None:
    plan = team(choices=Choices(columns={('Team', 6): 'consent'}))
    assert [line.result for line in plan.lines] == [
        Result.STORED, Result.STORED, Result.HELD_BACK, Result.STORED, Result.HELD_BACK]
    assert showing.sheets(plan, ())[0].maybe_consent == ()


def test_said_to_be_something_else_the_list_says_nothing() -> None:
    plan = team(choices=Choices(columns={('Team', 6): 'note'}))
    assert showing.sheets(plan, ())[0].maybe_consent == ()
    assert plan.lines[0].reason.startswith('Die Liste sagt nichts über eine Einwilligung.')


def test_d1_a_proof_for_the_sheet_passes_over_what_may_be_a_no() -> None:
    plan = team(choices=Choices(evidence={'Team': PROOF}))
    assert [line.result is Result.STORED for line in plan.lines] == [True, True, False, True, True]
    plan = team(choices=Choices(evidence={'Team': PROOF}, columns={('Team', 6): 'note'}))
    assert [line.result for line in plan.lines] == [Result.STORED] * 5


@pytest.mark.parametrize(('heading', 'said'), [
    ('Darf geöffnet werden', ['ja', 'ja', 'vorsichtig', 'mal sehen', '']), ('Darf auf Fotos', SAID),
    ('Zettel da', ['ja', 'Keller', 'nein', 'Dach', 'oben']), ('Foto ok', SAID), ('Einwilligung Foto', SAID),
    ('WhatsApp', SAID), ('Geburtstag', ['3.10.1970'] * 5), ('Datum der Geburt', SAID)])
def test_what_cannot_be_meant_is_not_offered(heading: str, said: list[str]) -> None:
    plan = team(heading, said)
    assert showing.sheets(plan, ())[0].maybe_consent == ()
    assert plan.lines[0].reason.startswith('Die Liste sagt nichts')


def test_beside_a_column_for_it_nothing_is_offered() -> None:
    plan = planned(Team=[[*TEAM, 'Zettel da'], ['Anja', 'Weiß', '', '', '', '', '', 'ja']])
    assert showing.sheets(plan, ())[0].maybe_consent == ()
    assert plan.lines[0].reason.startswith('In der Spalte Einwilligung steht nichts.')


def test_two_that_may_be_meant_are_both_named() -> None:
    rows = [[*CUSTOMERS[:9], 'Zettel da', ''], ['3.10.2026', 'Berg', 'Anna', '', '', 'Radio', '', '', '', 'ja', 'x']]
    (line,) = planned(Kunden=rows).lines
    assert line.result is Result.REPAIR_ONLY
    assert 'Gemeint sein könnte „Zettel da“ oder „Spalte 11“' in line.reason


def test_a_day_may_be_that_of_the_item_or_that_of_the_yes() -> None:
    rows = [['Name', 'Gegenstand', 'Hm'], ['Anna Berg', 'Radio', '3.10.2026'], ['Kim Alt', 'Lampe', '4.10.2026']]
    plan = planned(Kunden=rows)
    assert plan.layouts['Kunden'].targets[2] == 'received_at'
    assert 'Gemeint sein könnte „Hm“' in plan.lines[0].reason


def test_of_a_web_form_the_question_is_offered_and_not_its_times() -> None:
    question = 'Ich bin mit allem einverstanden, was auf dem Zettel steht'
    rows = [['Startzeit', 'Fertigstellungszeit', 'Ihr Name', 'Gerät', question],
            ['1.10.2026', '1.10.2026', 'Anna Berg', 'Radio', 'Ja'], ['2.10.2026', '2.10.2026', 'Kim Alt', 'Uhr', '']]
    plan = planned(Kunden=rows)
    assert [column.heading for column in showing.sheets(plan, ())[0].maybe_consent] == [question]
    assert {line.result for line in plan.lines} == {Result.REPAIR_ONLY}
    plan = planned(Kunden=[[*rows[0][:4], 'Datenschutzerklärung gelesen'], *rows[1:]])   # who read it agreed to nothing
    assert 'Datenschutzerklärung gelesen' not in plan.lines[0].reason


HALF_CLEAR = ['ja', 'nein', 'ja', 'x', 'fragt noch', 'siehe Zettel', '']


def items(heading: str, said: list[str], choices: Choices | None = None) -> Plan:
    rows = [['1.10.2026', name, f'0351 11111{place}', f'Radio {place}', 'in Arbeit', cell] for place, (name, cell) in
            enumerate(zip(('Anna Berg', 'Kim Alt', 'Uwe Roth', 'Ina Baum', 'Ole Kern', 'Eva Lang', 'Max Feld'), said,
                          strict=True))]
    return planned(choices, Kunden=[['Datum', 'Name', 'Telefon', 'Gegenstand', 'Status', heading], *rows])


@pytest.mark.parametrize('heading', ['Daten ok?', 'Daten?', 'ok?', 'darf?', 'Liste ok', 'Zettel', 'Frage 3'])
def test_d1_one_unclear_answer_makes_no_remark_of_the_column(heading: str) -> None:
    plan = items(heading, HALF_CLEAR)
    assert [column.heading for column in showing.sheets(plan, ())[0].maybe_consent] == [heading]
    assert all('Gemeint sein könnte' in line.reason for line in plan.lines)
    plan = items(heading, HALF_CLEAR, Choices(evidence={'Kunden': PROOF}))
    assert [line.result is Result.STORED for line in plan.lines] == [True, False, True, True, False, False, True]


def test_d1_that_somebody_was_asked_is_no_answer_and_may_be_a_no() -> None:
    plan = items('gefragt?', HALF_CLEAR, Choices(evidence={'Kunden': PROOF}))
    assert [line.result is Result.STORED for line in plan.lines] == [True, False, True, True, False, False, True]


@pytest.mark.parametrize('said', [
    ['nein', 'noch fragen', 'siehe Zettel', 'offen', '', '', ''],
    ['ja', 'weiß nicht', 'will erst lesen', '', '', '', '']])
def test_d1_below_a_heading_that_sounds_like_it_one_plain_answer_is_enough(said: list[str]) -> None:
    plan = items('Daten ok?', said)
    assert [column.heading for column in showing.sheets(plan, ())[0].maybe_consent] == ['Daten ok?']
    plan = items('Daten ok?', said, Choices(evidence={'Kunden': PROOF}))
    assert [line.result is Result.STORED for line in plan.lines] == [text in ('', 'ja') for text in said]


@pytest.mark.parametrize(('heading', 'said'), [
    ('Frage 3', ['ja', 'Kabel fehlt', 'nein', 'kommt Montag', 'brummt', 'liegt bei', 'rot']),
    ('Daten ok?', ['ja', *['Kommt am Montag noch einmal vorbei und bringt das Kabel'] * 6]),
    ('Netzteil dabei', HALF_CLEAR), ('bezahlt', HALF_CLEAR), ('Bemerkung', HALF_CLEAR), ('Hinweis', HALF_CLEAR)])
def test_remarks_and_what_is_said_of_an_item_are_not_offered(heading: str, said: list[str]) -> None:
    assert showing.sheets(items(heading, said), ())[0].maybe_consent == ()
    plan = items(heading, said, Choices(evidence={'Kunden': PROOF}))
    assert {line.result for line in plan.lines} == {Result.STORED}
