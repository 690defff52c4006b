"""The report of an import tells why a row stayed out, and nothing of what stood in it."""
import json

import pytest

from db.importing import command, report
from db.importing.drafts import Plan
from tests.db.importing.lists import CUSTOMERS, TEAM, Rows, customer, planned

pytestmark = pytest.mark.usefixtures('store')

ASK = 'erst Sohn Tim Krause fragen, 0171 9876543'
LEFT = '2023 wegen Krebs, Sohn „Tim“ räumt den Schrank aus und bringt den Schlüssel vorbei'


def reasons(plan: Plan) -> list[str]:
    told = report.as_json(plan, applied=False)
    lines = command.summary(told, False)
    return [*(row['reason'] for row in told['rows']), *lines]


def said(plan: Plan) -> str:
    return json.dumps(report.as_json(plan, applied=False), ensure_ascii=False)


def test_d1_a_cell_for_the_consent_is_not_quoted() -> None:
    plan = planned(Kunden=[CUSTOMERS, customer(Einwilligung=ASK)])
    assert f'„{ASK}“ ist kein klares Ja.' in plan.lines[0].reason      # on the screen it stands beside the row
    assert reasons(plan)[0].startswith('Der Eintrag unter „Einwilligung“ ist kein klares Ja. Die Reparatur kommt ohne')
    assert not any(word in said(plan) for word in ('Tim', 'Krause', '9876543'))


@pytest.mark.parametrize(('sheets', 'words', 'kept'), [
    ({'Team': [[*TEAM, 'Ausgeschieden'], ['Rita', 'Held', '', '', '', '', 'ja', LEFT]]}, ('Krebs', 'Tim', 'Schlüssel'),
     'Ist laut Liste ausgeschieden („…“).'),
    ({'Kontakte': [['Art', 'Name', 'Telefon', 'Einwilligung'], ['Mitglied', 'Anja Berg', '0351 1', 'ja'],
                   ['Extern', 'Kim Vogel', '0351 2', 'ja'],
                   ['Mag Herr Zander', 'Uwe Alt', '', '']]}, ('Zander', 'Uwe'), 'In der Spalte „Art“ steht „…“.'),
    ({'Team': [[*TEAM, 'Widerrufen'], ['Rita', 'Held', '', '', '', '', 'ja', 'am Telefon, Mann krank']]}, ('krank',),
     'Die Einwilligung wurde laut Liste widerrufen oder fehlt (Spalte „Widerrufen“): „…“.')])
def test_d1_nor_is_any_other_cell(sheets: dict[str, Rows], words: tuple[str, ...], kept: str) -> None:
    plan = planned(**sheets)
    assert words[0] in ' '.join(line.reason for line in plan.lines)
    assert any(kept in reason for reason in reasons(plan))
    assert not any(word in said(plan) for word in words)


def test_what_is_no_quotation_stays() -> None:
    plan = planned(Kunden=[CUSTOMERS, customer(Einwilligung='nein'), customer(Gegenstand='x' * 300)])
    assert reasons(plan)[:2] == [line.reason for line in plan.lines]
    assert 'Die Liste sagt „nein“.' in reasons(plan)[0]


def test_the_name_of_a_sheet_stays_though_a_cell_has_the_word() -> None:
    """A csv file is called as it likes."""
    plan = planned(Winter=[CUSTOMERS, customer(Nachname='Winter'), customer(Nachname='Winter', Einwilligung='nein')])
    assert 'In Zeile 3 auf dem Blatt „Winter“ sagt dieselbe Person Nein' in reasons(plan)[0]


def test_of_two_cells_that_say_the_same_the_one_that_was_asked_is_named() -> None:
    plan = planned(Team=[['Aufgabe', 'Name', 'Einwilligung'], ['folgt', 'Eva Kern', 'folgt']])
    assert reasons(plan)[0].startswith('Der Eintrag unter „Einwilligung“ ist kein klares Ja.')


def test_our_own_page_is_named_though_a_cell_has_the_word() -> None:
    plan = planned(Kunden=[['Name', 'Telefon', 'Gerät', 'Zettel da'], ['Eva Kern', '0211 12345', 'Austausch', 'ja'],
                           ['Ida Neu', '0211 12346', 'Radio', 'ja']])
    assert all('Unter „Austausch“ lässt sie sich wählen.' in reason for reason in reasons(plan)[:2])


def test_d1_nor_is_a_cell_quoted_that_is_read_below_its_heading() -> None:
    heads = ['Datenschutz' if one == 'Einwilligung' else one for one in CUSTOMERS]
    for said in ('gegeben, von Anna notiert', 'gegeben, Newsletter widerrufen'):
        plan = planned(Kunden=[heads, customer(Einwilligung=said)])
        assert reasons(plan)[0].startswith('Der Eintrag unter „Datenschutz“ ist kein klares Ja. Die Reparatur')
