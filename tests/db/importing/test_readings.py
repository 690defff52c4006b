"""Each row is understood once while a plan is made, and nobody changes what the next one is told."""
from collections import Counter

import pytest

from db.importing import readings
from db.importing.absent import MASKED
from db.importing.book import Row
from db.importing.drafts import Result
from db.importing.headings import Layout
from db.importing.readings import Readings
from db.importing.said import Said
from db.importing.targets import SheetKind
from tests.db.importing.lists import CUSTOMERS, customer, planned

pytestmark = pytest.mark.usefixtures('store')


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Counter[int]:
    """How often each row was read."""
    found: Counter[int] = Counter()
    plainly = readings.read_row

    def read_row(row: Row, layout: Layout) -> Said:
        found[row.number] += 1
        return plainly(row, layout)
    monkeypatch.setattr(readings, 'read_row', read_row)
    return found


def test_each_row_is_read_once(read: Counter[int]) -> None:
    planned(Kunden=[CUSTOMERS, *(customer(Nachname=f'Pilz{place}', Telefon=f'0351 70000{place}', Einwilligung=yes)
                                 for place, yes in enumerate(('ja', 'nein', '', 'x', 'vielleicht'), start=10))])
    assert read == {2: 1, 3: 1, 4: 1, 5: 1, 6: 1}


def test_also_where_the_plan_begins_again_but_for_what_is_masked(read: Counter[int]) -> None:
    """Who says yes in one row and no in the next stays out, which nobody knows before."""
    one = {'Vorname': 'Moritz', 'Nachname': 'Fahrenkrog', 'Telefon': '0171 5554321'}
    plan = planned(Kunden=[CUSTOMERS, customer(**one), customer(**one, Einwilligung='nein', Gegenstand='Uhr'),
                           customer(Bemerkung='Moritz Fahrenkrog fragen'), customer(Gegenstand='Lampe')])
    assert [line.result for line in plan.lines] == [Result.REPAIR_ONLY] * 2 + [Result.STORED, Result.MERGED]
    assert plan.lines[2].reason.endswith(MASKED)
    assert read == {2: 1, 3: 1, 4: 2, 5: 1}


def test_a_plan_that_begins_again_brings_nothing_of_the_first(read: Counter[int]) -> None:
    one = {'Vorname': 'Moritz', 'Nachname': 'Fahrenkrog', 'Telefon': '0171 5554321'}
    plan = planned(Kunden=[CUSTOMERS, customer(**one), customer(**one, Einwilligung='nein', Gegenstand='Uhr'),
                           customer(Bemerkung='Moritz Fahrenkrog fragen')])
    assert len(plan.lines) == len(plan.others['repair']) == 3
    assert len(plan.people) == 1


def test_who_changes_what_a_row_says_changes_nothing_for_others() -> None:
    row = Row(1, ('Emine', 'ja', 'blau', 'vielleicht'))
    layout = Layout(SheetKind.CUSTOMERS, 0, ('Name', 'Einwilligung', 'Farbe', 'Später'),
                    ('name', 'consent', 'note', 'consent_former'))
    read = Readings()
    said, untouched = read.of(row, layout), read.of(row, layout)
    assert said == untouched
    said.note('Anrede', 'Frau')
    said.asked.clear()
    said.asked_later.clear()
    said.fields['name'] = 0, 'Ida'
    said.remarks.append('Oh.')
    said.told.append('Ah.')
    said.losses.append('Weg.')
    said.too_long['item'] = 1
    assert read.of(row, layout) == untouched
