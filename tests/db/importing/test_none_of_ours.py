"""Lists that look like one of ours and are none, and those which only half say what they are."""
import pytest

from db import exchange_layout
from db.importing import own_book
from db.importing.drafts import Choices, Plan, Result
from db.importing.not_ours import LENT, SIDE_BY_SIDE
from db.importing.targets import SheetKind
from db.models import CustomColumn
from tests.db.importing.lists import CUSTOMERS, TEAM, customer, planned
from tests.db.stories import own

pytestmark = pytest.mark.usefixtures('store')


def nothing(plan: Plan) -> bool:
    return not any(plan.drafts.values()) and {line.result for line in plan.lines} == {Result.NOT_UNDERSTOOD}


@pytest.mark.parametrize(('sheet', 'heading'), [('Tabelle1', 'Ausgeliehen von'), ('Tabelle1', 'Verliehen an'),
                                                ('Ausleihe', 'Name')])
def test_what_is_lent_out_is_no_repair(sheet: str, heading: str) -> None:
    rows = [['Gerät', heading, 'Datum', 'Einwilligung'], ['Bohrmaschine', 'Jan Kowalski', '3.10.2026', 'ja']]
    plan = planned(**{sheet: rows})
    assert nothing(plan)
    assert plan.lines[0].reason == LENT


@pytest.mark.parametrize(('sheet', 'headings'), [
    ('Leihgeräte', ['Gerät', 'Name', 'Datum', 'Status', 'Einwilligung']),
    ('Tabelle1', ['Gerät', 'Verliehen an', 'Ausgeliehen am', 'Defekt?', 'Einwilligung']),
    ('Tabelle1', ['Leihgerät', 'Name', 'Datum', 'Status', 'Einwilligung']),
    ('Tabelle1', ['Leihgerät', 'Nummer des Leihgeräts', 'Name', 'Status', 'Einwilligung'])])
def test_whether_what_is_lent_still_works_makes_it_no_repair(sheet: str, headings: list[str]) -> None:
    plan = planned(**{sheet: [headings, ['Bohrmaschine', 'Jan Kowalski', '3.10.2026', 'in Ordnung', 'ja']]})
    assert nothing(plan)
    assert plan.lines[0].reason == LENT


@pytest.mark.parametrize('heading', ['Leihgerät', 'geliehen', 'Ausleihe Ersatzgerät', 'Leihgerät zurück?'])
@pytest.mark.parametrize('told', [['Defekt'], ['Status', 'Ansprechperson']])
def test_what_somebody_has_meanwhile_is_one_column_of_many(heading: str, told: list[str]) -> None:
    rows = [['Datum', 'Name', 'Telefon', 'Gegenstand', *told, heading, 'Einwilligung'],
            ['1.11.26', 'Eva Klug', '0341 5', 'Toaster', *['kaputt', '7'][:len(told)], 'Föhn', 'ja'],
            ['2.11.26', 'Udo Klug', '0341 6', 'Mixer', *['brummt', ''][:len(told)], '', 'ja']]
    plan = planned(Tabelle1=rows)
    assert plan.layouts['Tabelle1'].kind is SheetKind.CUSTOMERS
    assert [line.result for line in plan.lines] == [Result.STORED] * 2
    assert f'{heading}: Föhn' in plan.others['repair'][0].values['note']


def test_an_item_and_what_is_lent_for_it_are_two_things() -> None:
    rows = [['Name', 'Telefon', 'Gegenstand', 'Leihgerät', 'Einwilligung'], ['Eva Klug', '0341 5', 'Toaster', '', 'ja']]
    assert planned(Tabelle1=rows).lines[0].result is Result.STORED


def test_the_name_of_an_own_column_says_nothing_about_the_list() -> None:
    rows = [['Gegenstand', 'Name', 'Verliehen', 'Einwilligung'], ['Toaster', 'Eva Klug', 'Föhn', 'ja']]
    assert nothing(planned(Tabelle1=rows))
    own('repair', 'verliehen')
    (line,) = planned(Tabelle1=rows).lines
    assert line.repair is not None
    assert (line.result, line.repair.values['extra']) == (Result.STORED, {'verliehen': 'Föhn'})


@pytest.mark.parametrize('known', [True, False])
def test_our_own_sheets_with_such_columns_are_ours(known: bool) -> None:
    """Also one by one as csv, and in a café that has no such column."""
    tables = ('membership', 'repair', 'contact', 'person')
    for table in tables:
        own(table, f'leih_{table}', label='Leihgerät')
    headings = {name: [heading.title for heading in layout] for name, layout in exchange_layout.template().items()}
    if not known:
        CustomColumn.delete().execute()
    for name, titles in headings.items():
        assert 'Leihgerät' in titles
        kind = planned(**{name: [titles, ['x'] * len(titles)]}).layouts[name].kind
        assert kind is own_book.KINDS_OF[name]
        if name in ('Team', 'Kundinnen'):
            assert planned(Tabelle1=[titles, ['x'] * len(titles)]).layouts['Tabelle1'].kind is kind


def test_d1_of_two_lists_side_by_side_nobody_gets_the_yes_of_somebody_else() -> None:
    rows = [['Name', 'Tel', 'Einwilligung', 'Name', 'Gerät', 'Einwilligung'],
            ['Uwe Thiel', '0171 5550001', 'ja', 'Jan Kowalski', 'Radio', 'ja']]
    plan = planned(Liste=rows)
    assert nothing(plan)
    assert plan.lines[0].reason == SIDE_BY_SIDE


def test_d1_of_a_sheet_that_somebody_says_is_none_nothing_comes_in() -> None:
    assert nothing(planned(Choices(kinds={'Team': 'unknown'}), Team=[TEAM, ['Uwe', 'Thiel', '', '', '', '', 'ja']]))


def test_who_and_a_number_are_no_list_of_items() -> None:
    rows = [['Wofür', 'Wer', 'Nummer', 'ok'], ['Schlüssel', 'Umweltamt', '0351 44556', ''],
            ['Hausmeister', 'Herr Franke', '0351 44557', '']]
    plan = planned(Nummern=rows)
    assert plan.layouts['Nummern'].kind is SheetKind.EXTERNAL
    assert [line.result for line in plan.lines] == [Result.STORED, Result.HELD_BACK]


def test_what_is_wished_for_is_the_item_where_nothing_else_is() -> None:
    rows = [['Wer?', 'Telefon', 'Reparaturwunsch', 'Einwilligung'],
            ['Monika Adler', '0351 1', 'Nähmaschine', 'ja'], ['Kim Vogel', '0351 2', 'Kabel hält nicht mehr', 'ja']]
    repairs = planned(Warteliste=rows).others['repair']
    assert [(repair.values['item'], repair.values['fault']) for repair in repairs] == [
        ('Nähmaschine', ''), ('ohne Angabe', 'Kabel hält nicht mehr')]


def test_d1_a_row_that_says_no_and_more_speaks_of_itself() -> None:
    (line,) = planned(Kunden=[CUSTOMERS, customer(Einwilligung='nein, nur Reparatur')]).lines
    assert line.reason.startswith('„nein, nur Reparatur“ ist kein klares Ja.')


@pytest.mark.parametrize('heading', ['Einv.', 'Einwilligung (Datum, Art)'])
def test_short_headings_and_a_day_with_how_it_was_given(heading: str) -> None:
    rows = [[*TEAM[:6], heading], *([name, 'Weiß', '', '', '', '', said] for name, said in (
        ('Anja', '12.03.2025 schriftlich'), ('Uwe', '3.10.2026, mündl.'), ('Kim', 'mündlich'),
        ('Eva', '3.10.2026 tel.'),
        ('Ina', '3.10.2026 und 4.10.2026'), ('Tom', '3.10.2026 schriftlich?')))]
    plan = planned(Team=rows)
    assert [line.result is Result.STORED for line in plan.lines] == [True, True, *[False] * 4]
    assert [str(person.given[0].on)[:10] for person in plan.people] == ['2025-03-12', '2026-10-03']
