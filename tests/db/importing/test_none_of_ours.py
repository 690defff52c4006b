"""Lists that look like one of ours and are none, and those which only half say what they are."""
import pytest

from db.importing.drafts import Choices, Plan, Result
from db.importing.headings import LENT, SIDE_BY_SIDE
from db.importing.targets import SheetKind
from tests.db.importing.lists import CUSTOMERS, TEAM, customer, planned

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
