"""Who said no, or nothing, is not named in what others say either (D1)."""
import pytest

from db.importing.drafts import Result
from db.importing.elsewhere import MASKED
from tests.db.importing.lists import CUSTOMERS, EXTERNAL, TEAM, customer, planned, stored
from tests.db.stories import rows

pytestmark = pytest.mark.usefixtures('store')

ABSENT = customer(Vorname='Moritz', Nachname='Fahrenkrog', Telefon='0171 5554321', Einwilligung='nein')


@pytest.mark.parametrize(('said', 'kept'), [
    ('Moritz Fahrenkrog bringt das Kabel', '… … bringt das Kabel'), ('Fahrenkrog, Moritz fragen', '…, … fragen'),
    ('wie bei Herrn Fahrenkrog', 'wie bei Herrn …'), ('Fahrenkrogs Wecker auch', '… Wecker auch'),
    ('Moritz Fahrenkrogs Wecker', '… … Wecker'), ('anrufen: 0171/555 43 21', 'anrufen: …'),
    ('holt +49 171 5554321 ab', 'holt … ab')])
def test_d1_nobody_is_named_in_a_note_or_a_fault(said: str, kept: str) -> None:
    plan = planned(Kunden=[CUSTOMERS, ABSENT, customer(Bemerkung=said), customer(Nachname='Pilz', Defekt=said)])
    of_note, of_fault = (draft.values for draft in plan.others['repair'][1:])
    assert (of_note['note'], of_fault['fault']) == (kept, kept)
    assert all(line.reason.endswith(MASKED) for line in plan.lines[1:])


@pytest.mark.parametrize('said', ['Moritz holt es', 'Fahrenkrog-Schraube', 'Tel. 0351 999999', 'Herr Pilz wartet'])
def test_what_may_be_anybody_or_anything_stays(said: str) -> None:
    plan = planned(Kunden=[CUSTOMERS, ABSENT, customer(Bemerkung=said)])
    assert plan.others['repair'][1].values['note'] == said
    assert MASKED not in plan.lines[1].reason


def test_a_colour_a_trade_and_one_of_the_family_stay() -> None:
    absent = [customer(Nachname=name, Vorname='Uwe', Telefon='', Einwilligung='') for name in ('Weiß', 'Schneider')]
    said = ['Gehäuse weiß, Schneider war dran', 'Herr Schneider kommt']
    plan = planned(Kunden=[CUSTOMERS, *absent, customer(Bemerkung=said[0]),
                           customer(Vorname='Ute', Nachname='Schneider', Telefon='', Bemerkung=said[1])])
    assert [draft.values['note'] for draft in plan.others['repair'][2:]] == said


def test_cells_of_a_sheet_nobody_can_read_are_no_names() -> None:
    plan = planned(Kunden=[CUSTOMERS, customer(Defekt='Kabel defekt, Peter Klein fragen')],
                   Zettel=[['Kabel defekt', 'x y'], ['Peter Klein', 'a b']])
    assert plan.others['repair'][0].values['fault'] == 'Kabel defekt, … … fragen'


def test_whoever_comes_in_by_another_row_may_be_named() -> None:
    there = customer(Vorname='Jana', Nachname='Pilz', Telefon='0351 777777')
    gone = customer(Vorname='Jana', Nachname='Pilz', Telefon='0351 777777', Gegenstand='Uhr', Status='abgeholt')
    plan = planned(Kunden=[CUSTOMERS, there, gone, customer(Bemerkung='Jana Pilz, 0351 777777')])
    assert plan.others['repair'][2].values['note'] == 'Jana Pilz, 0351 777777'


def test_d1_nor_in_what_a_member_or_an_organisation_says() -> None:
    member = ['Gitta', 'Lau', '0171 9101', '', 'vertritt Moritz Fahrenkrog', 'nein', 'ja']
    place = ['Bauhof', 'Inge Zorn', '', '', '', 'Moritz Fahrenkrog kennt den Weg', 'ja']
    plan, __ = stored(Kunden=[CUSTOMERS, ABSENT], Team=[TEAM, member], Extern=[EXTERNAL, place])
    assert [line.result for line in plan.lines[1:]] == [Result.STORED, Result.STORED]
    assert rows('SELECT tasks FROM membership') == [('vertritt … …',)]
    assert rows('SELECT topic FROM organisation') == [('… … kennt den Weg',)]
    assert rows("SELECT COUNT(*) FROM change_value WHERE new LIKE '%ahrenkrog%'") == [(0,)]


def test_the_same_list_again_finds_what_was_masked() -> None:
    there = customer(Defekt='wie bei Moritz Fahrenkrog', Bemerkung='Fahrenkrogs Wecker auch')
    member = ['Gitta', 'Lau', '0171 9101', '', 'Kuchen', 'nein', 'ja', 'Vertretung: Moritz Fahrenkrog']
    for __ in range(2):
        stored(Kunden=[CUSTOMERS, ABSENT, there], Team=[[*TEAM, 'Hinweis'], member])
    assert rows('SELECT COUNT(*) FROM repair') == rows('SELECT COUNT(*) FROM person') == [(2,)]
    assert rows("SELECT note, version FROM person WHERE last_name = 'Lau'") == [('Vertretung: … …', 1)]


def test_the_preview_shows_what_the_file_says() -> None:
    plan = planned(Kunden=[CUSTOMERS, ABSENT, customer(Bemerkung='Moritz Fahrenkrog fragen')])
    assert plan.lines[1].row.text(10) == 'Moritz Fahrenkrog fragen'
