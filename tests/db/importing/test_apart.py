"""Several lists below each other on one sheet: each is read by its own headings, and no row is lost or invented."""
from collections.abc import Sequence
from itertools import permutations

import pytest

from db.importing import report
from db.importing.book import Row
from db.importing.drafts import Choices, Result
from db.importing.heading_rows import looks_like_headings
from db.importing.meanings import known_heading
from db.importing.targets import SheetKind
from tests.db.importing.lists import CUSTOMERS, Rows, customer, planned
from tests.portions import first_of

pytestmark = pytest.mark.usefixtures('store')

TEAM_BLOCK: Rows = [['Unser Team'], ['Name', 'Handy', 'Einwilligung'], ['Gitta Lau', '0171 9101', 'ja'],
                    ['Horst Nix', '0171 9102', 'nein']]
ITEMS: Rows = [['Geräte in der Werkstatt'], ['Gerät', 'Besitzer', 'Handy', 'Fehler', 'Einwilligung'],
               ['Ofen', 'Inge Zorn', '0171 9103', 'kalt', 'ja'], ['Rad', 'Jan Wirth', '0171 9104', 'platt', '']]
PLACES: Rows = [['Wichtige Kontakte'], ['Organisation', 'Ansprechpartner', 'Telefon', 'Einwilligung'],
                ['Bauhof', 'Herr Kalb', '0341 9105', 'nein'], ['Wertstoffhof', '', '0341 9106', '']]


def test_each_is_read_by_its_own_headings() -> None:
    plan = planned(Blatt=[*TEAM_BLOCK, [], *ITEMS, [], *PLACES])
    assert {name: layout.kind for name, layout in plan.layouts.items()} == {
        'Blatt': SheetKind.TEAM, 'Blatt, ab Zeile 6': SheetKind.CUSTOMERS, 'Blatt, ab Zeile 11': SheetKind.EXTERNAL}
    assert [person.values['last_name'] for person in plan.people] == ['Lau', 'Zorn']
    assert [draft.values['item'] for draft in plan.others['repair']] == ['Ofen', 'Rad']
    assert [draft.values['name'] for draft in plan.others['organisation']] == ['Bauhof', 'Wertstoffhof']


def test_the_report_counts_every_row_on_the_sheet_of_the_file() -> None:
    told = report.as_json(planned(Blatt=[*TEAM_BLOCK, [], *ITEMS, [], *PLACES]), applied=False)
    assert told['sheets'] == {'Blatt': 'mixed'}
    assert {row['sheet'] for row in told['rows']} == {'Blatt'}
    assert {3, 4, 8, 9, 13, 14} <= {row['row'] for row in told['rows']}
    assert [row['result'] for row in told['rows'] if row['row'] == 4] == ['held_back']


BLOCKS: list[Rows] = [
    [['TEAM'], ['Name', 'Telefon', 'Einwilligung'], ['Anna Apfel', '0351 123', 'ja'], ['Bernd Birne', '0351 4', '']],
    [['KUNDEN'], ['Name', 'Telefon', 'Gegenstand', 'Status', 'Einwilligung'],
     ['Carla Kirsch', '0351 125', 'Toaster', 'fertig', 'ja'], ['Detlef Dattel', '', 'Mixer', 'in Arbeit', 'nein']],
    [['EXTERN'], ['Organisation', 'Telefon'], ['Stadt', '0351 100']],
    [['Ehemalige:'], ['Name', 'Einwilligung'], ['Uwe Alt', 'ja'], ['---']]]


def test_below_a_title_that_says_the_kind_two_headings_are_enough() -> None:
    plan = planned(Liste=[*BLOCKS[0], [], *BLOCKS[1], [], *BLOCKS[2]])
    assert [draft.values['name'] for draft in plan.others['organisation']] == ['Stadt']
    assert [(line.row.number, line.result) for line in plan.lines] == [
        (3, Result.STORED), (4, Result.HELD_BACK), (6, Result.NOT_DATA), (7, Result.NOT_DATA), (8, Result.STORED),
        (9, Result.REPAIR_ONLY), (11, Result.NOT_DATA), (12, Result.NOT_DATA), (13, Result.STORED)]


@pytest.mark.parametrize('rows', [[['Stadt', 'Müller'], ['Köln', 'Meier']], [['Name', '0351 1'], ['x', '0351 2']],
                                  [['Telefon', 'Telefon'], ['Name', 'Name']], [['Organisation', 'Telefon']]])
def test_two_words_below_a_title_begin_no_list_by_themselves(rows: Rows) -> None:
    assert list(planned(Liste=[*BLOCKS[0], [], ['EXTERN'], *rows]).layouts) == ['Liste']


@pytest.mark.parametrize('order', first_of(5, [(0, 1, 0), (1, 1, 0), (2, 1, 2), (0, 3, 0), (0, 1, 2, 3), (1, 0, 1), *(
    order for n in (1, 2, 3, 4) for order in permutations(range(4), n))]), ids=str)
@pytest.mark.parametrize('gap', [[[]], [], [[' ']], [[], ['Stand: 3.10.2026']]], ids=['blank', 'none', 'sign', 'title'])
def test_no_row_of_any_of_them_is_lost_or_told_twice(order: tuple[int, ...], gap: Rows) -> None:
    rows: list[Sequence[str]] = []
    for which in order:
        rows += [*(gap if rows else ()), *BLOCKS[which]]
    accounted = planned(Liste=rows)      # asserts it
    no_headings = {line.row.number for line in accounted.lines if line.result is not Result.NOT_DATA}
    assert not no_headings & {place for place, row in enumerate(rows, start=1) if row and row[0] in (
        'Name', 'Organisation')}


def test_d1_a_no_in_one_list_counts_in_the_other() -> None:
    inge: Rows = [['Name', 'Handy', 'Einwilligung'], ['Inge Zorn', '0171 9103', 'Widerruf'], ['Uwe Pilz', '', 'ja']]
    plan = planned(Team=[*inge, [], *ITEMS])
    assert [person.values['last_name'] for person in plan.people] == ['Pilz']


def test_headings_again_begin_no_other_list() -> None:
    plan = planned(Kunden=[CUSTOMERS, customer(), [], CUSTOMERS, customer(Nachname='Pilz', Telefon='')])
    assert list(plan.layouts) == ['Kunden']
    assert len(plan.others['repair']) == 2


@pytest.mark.parametrize('row', [['Telefon', 'Name', 'Gerät'], ['Telefon', 'Datum'], ['Handy', 'Annahme', '2']])
def test_a_row_of_data_begins_none(row: list[str]) -> None:
    plan = planned(Kunden=[['Gerät', 'Fehler', 'Name'], ['Ofen', 'kalt', 'Inge Zorn'], row, ['Rad', 'platt', '']])
    assert list(plan.layouts) == ['Kunden']


def test_two_rows_of_headings_are_one_list() -> None:
    plan = planned(Liste=[['Kunde', '', 'Gerät', ''], ['Name', 'Telefon', 'Bezeichnung', 'Fehler'],
                          ['Inge Zorn', '0171 9103', 'Ofen', 'kalt']])
    assert list(plan.layouts) == ['Liste']


def test_a_title_tells_what_neither_the_sheet_nor_the_headings_do() -> None:
    plan = planned(Tabelle1=[['Kontaktliste der Ehrenamtlichen im Repair-Café Süd'],
                              ['Name', 'Handy', 'Was', 'Einwilligung'], ['Gitta Lau', '0171 9101', 'Nähen', 'ja']])
    assert (plan.layouts['Tabelle1'].kind, plan.lines[0].result) == (SheetKind.TEAM, Result.STORED)


def test_each_list_can_be_told_what_it_is() -> None:
    plan = planned(Choices(kinds={'Blatt, ab Zeile 6': 'unknown'}), Blatt=[*TEAM_BLOCK, [], *ITEMS])
    assert [person.values['last_name'] for person in plan.people] == ['Lau']


def test_d3_helpers_who_have_left_are_no_team() -> None:
    rows = [['Name', 'Mail', 'bis', 'Einwilligung'], ['Olga Brand', 'o@brand.example', '12/2024', 'ja']]
    for name in ('ehem. Helfer', 'Ex-Team', 'Helfer (nicht mehr aktiv)'):
        plan = planned(**{name: rows})
        assert plan.layouts[name].kind is SheetKind.FORMER
        assert plan.others['membership'] == [] or plan.others['membership'][0].values['ended']


def test_of_a_wide_row_of_data_only_some_words_are_looked_up() -> None:
    """Each word is compared with hundreds of headings: of 400 columns and 2,000 rows that would take minutes."""
    words = [f'{chr(97 + n // 26)}{chr(97 + n % 26)}wort' for n in range(400)]
    known_heading.cache_clear()
    assert not looks_like_headings(Row(1, tuple(words)))
    assert known_heading.cache_info().misses <= 161
    assert looks_like_headings(Row(1, ('Name', 'Telefon', 'Gerät', 'xyz', 'abc')))
    assert not looks_like_headings(Row(1, ('Name', 'Telefon', 'xyz', 'abc', 'uvw')))
