"""The first 200 real repairs through the same verbs as the screens; every figure agrees with a count."""
import csv
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from db import figures, handover, intake, numbers, repairs, sheets, weeks
from db.clock import BERLIN
from db.retention import run_due
from db.sheets import Question
from db.who import Who
from db.words import Outcome, State
from tests.db.stories import count, looked_at, nameless, residue, rows
from tests.once import filled_once
from tests.personas import NOW, persona

FILE = Path(__file__).parents[3] / 'shared' / 'data' / 'real_repairs_de.csv'
OUTCOMES = {'Fixed': Outcome.FIXED, 'Repairable': Outcome.REPAIRABLE, 'End of life': Outcome.END_OF_LIFE,
            'Unknown': Outcome.UNKNOWN}
# A few of the kind, for a machine on which the file does not lie beside the project.
FEW = [('2012-06-20', 'Drucker', 'Fixed', 'Papiereinzug klemmt'), ('2012-06-20', 'Kopfhörer', 'Unknown', ''),
       ('2012-07-03', 'Staubsauger', 'End of life', 'Motor defekt, "riecht"'),
       ('2012-07-03', 'Lampe', 'Repairable', 'Kabel\nblank')]


@dataclass(frozen=True)
class Row:
    day: date
    item: str
    outcome: Outcome
    fault: str
    number: int

    @property
    def received(self) -> datetime:
        return datetime.combine(self.day, time(14, self.number % 60), BERLIN).astimezone(UTC)

    @property
    def collected(self) -> datetime | None:
        """Every third is still here; the others went one to nineteen days later."""
        return self.received + timedelta(days=1 + self.number % 19) if self.number % 3 else None


def real() -> list[Row]:
    with FILE.open(encoding='utf-8', newline='') as file:
        found = [(line['event_date'], line['partner_product_category'].rpartition('~')[2], line['repair_status'],
                  line['problem'])
                 for line, __ in zip(csv.DictReader(file), range(200), strict=False)]
    assert len(found) == 200
    return table(found)


def table(lines: list[tuple[str, str, str, str]]) -> list[Row]:
    return [Row(date.fromisoformat(day), item.strip(), OUTCOMES[outcome], fault.strip()[:1000], number)
            for number, (day, item, outcome, fault) in enumerate(sorted(lines))]


ROWS = real() if FILE.exists() else table(FEW * 50)


def happens(row: Row, who: Who) -> str:
    """Every fifth without a name; the others with one of their own, every other of them to be found later."""
    if row.number % 5 == 0:
        ticket = nameless(who, row.received, row.item, fault=row.fault)
    else:
        ticket = intake.take_in(intake.Intake(f'echte-annahme-{row.number}', row.item, True, row.number % 2 == 0,
                                              first_name='Zqvorname', last_name=f'Zqname{row.number}',
                                              phone=f'0351 77{row.number:05}', fault=row.fault), who, row.received)
    if row.collected:
        repairs.move(ticket.number, State.READY, who, row.collected - timedelta(hours=1))
        handover.hand_back(ticket.number, who, row.collected, row.outcome)
    return ticket.number


@pytest.fixture(scope='module')
def written(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled_once(tmp_path_factory, 'real', template,
                       lambda: [happens(row, persona('Tresen')) for row in ROWS])[0]


@pytest.fixture
def cafe(written: Path, tmp_path: Path) -> Iterator[Path]:
    yield from looked_at(shutil.copytree(written, tmp_path / 'data'))


def test_every_line_is_a_repair_with_its_words(cafe: Path) -> None:
    stored = rows('SELECT item, fault, received_at FROM repair ORDER BY id')
    assert [(item, fault) for item, fault, __ in stored] == [(row.item, row.fault) for row in ROWS]
    assert [at for *__, at in stored] == [f'{row.received:%Y-%m-%dT%H:%M:%SZ}' for row in ROWS]


def test_numbers_run_through_each_year(cafe: Path) -> None:
    years = Counter[int]()
    for number, row in zip([number for (number,) in rows('SELECT number FROM repair ORDER BY id')], ROWS, strict=True):
        years[row.day.year] += 1
        assert number == numbers.make(row.day.year, years[row.day.year])


def weeks_of(rows_: list[Row]) -> list[weeks.Week]:
    return sorted({weeks.of(row.day) for row in rows_}, key=lambda week: week.name)


def test_the_weekly_figures_agree_with_a_count(cafe: Path) -> None:
    for week in weeks_of(ROWS):
        found = figures.week(NOW, week.name)
        gone = [row for row in ROWS if row.collected and week.start <= row.collected < week.end]
        lately = [row for row in ROWS if row.collected and week.shifted(-7).start <= row.collected < week.end
                  and row.outcome is not Outcome.UNKNOWN]
        assert found.accepted[0] == sum(weeks.of(row.day) == week for row in ROWS)
        assert found.collected[0] == len(gone)
        assert found.open[0] == sum(row.received < week.end <= (row.collected or NOW) for row in ROWS)
        assert found.repaired[0] == (round(100 * sum(row.outcome is Outcome.FIXED for row in lately) / len(lately))
                                     if lately else None)


def test_heute_and_the_lists_agree_with_a_count(cafe: Path) -> None:
    here = [row for row in ROWS if not row.collected]
    today = figures.today(NOW)
    assert today.open == today.counts['angenommen'] == len(here)
    assert today.unassigned.total == len(here)
    assert sheets.read('kundinnen', Question(), NOW).total == len(here)
    assert sheets.read('reparaturen', Question(), NOW).total == len(ROWS)
    kept = [row for row in ROWS if row.collected and row.number % 5 and row.number % 2 == 0]
    assert sheets.read('ehemalige', Question(), NOW).total == len(kept)


def test_favourites_are_what_was_brought_most(cafe: Path) -> None:
    brought = Counter(category for (category,) in rows("SELECT category FROM repair WHERE category <> ''"))
    assert len(brought) > 1
    (first,) = intake.favourites(NOW + timedelta(days=1), 1)
    assert brought[next(one for one in brought if intake.tile_of(one) == first)] == brought.most_common(1)[0][1]


def test_d4_in_the_end_only_those_who_want_it_and_those_with_something_here_are_left(cafe: Path) -> None:
    """Whoever wanted to be found later goes after two years."""
    end = max(row.collected for row in ROWS if row.collected) + timedelta(hours=1)
    named = [row for row in ROWS if row.number % 5]
    gone = [row for row in named if row.collected and (row.number % 2 or row.received <= end - timedelta(days=730))]
    assert run_due(end).clean
    assert count('person') == len(named) - len(gone)
    assert residue(cafe, [word for row in gone for word in (f'0351 77{row.number:05}', f'035177{row.number:05}')]) == []
    assert count('repair') == len(ROWS)
    assert [outcome for (outcome,) in rows("SELECT outcome FROM repair WHERE state = 'abgeholt' ORDER BY id")] == [
        row.outcome for row in ROWS if row.collected]
