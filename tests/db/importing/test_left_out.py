"""What stays out is handed over as a table: below the headings of the list, to be worked through and brought again."""
import csv
import io

import pytest

from db.importing import left_out
from tests.db.importing.lists import CUSTOMERS, TEAM, customer, planned

pytestmark = pytest.mark.usefixtures('store')


def test_each_value_stands_below_its_heading() -> None:
    plan = planned(Team=[[*TEAM, 'Telefon'], ['Nora', 'Nein', '0351 1', '', 'Fahrrad', '', 'nein', '0351 2']],
                   Kunden=[CUSTOMERS, customer(), customer(Nachname='Vielleicht', Defekt='=1+1', Einwilligung='')])
    first, second = csv.DictReader(io.StringIO(left_out.as_csv(plan).decode('utf-8-sig')), delimiter=';')
    assert (first['Blatt'], first['Zeile'], first['Ergebnis']) == ('Team', '2', 'zurückgehalten')
    assert first['Grund'].startswith('Die Liste sagt „nein“.')
    assert [first.get(name, '') for name in (*TEAM, 'Telefon (8)')] == [
        'Nora', 'Nein', '0351 1', '', 'Fahrrad', '', 'nein', '0351 2']
    assert (second['Nachname'], second['Gegenstand'], second['Vorname']) == ('Vielleicht', 'Toaster', 'Emine')
    assert second['Defekt'] == "'=1+1", 'a spreadsheet would run it'
    assert second['Aufgabe'] == ''


def test_a_value_without_a_heading_has_the_number_of_its_column() -> None:
    plan = planned(Team=[TEAM, ['Nora', 'Nein', '0351 1', '', '', '', '', 'kommt selten']])
    (row,) = csv.DictReader(io.StringIO(left_out.as_csv(plan).decode('utf-8-sig')), delimiter=';')
    assert row['Spalte 8 (ohne Überschrift)'] == 'kommt selten'


def test_s10_headings_run_nothing_and_ours_stay_ours() -> None:
    plan = planned(Team=[[*TEAM, '=1+1', 'Grund'], ['Nora', 'Nein', '0351 1', '', '', '', '', 'a', 'b']])
    (row,) = csv.DictReader(io.StringIO(left_out.as_csv(plan).decode('utf-8-sig')), delimiter=';')
    assert (row["'=1+1"], row['Grund (9)']) == ('a', 'b')
    assert row['Grund'].startswith('In der Spalte Einwilligung steht nichts.')
