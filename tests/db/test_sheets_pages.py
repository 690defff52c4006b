"""Pages of a list put together are the whole list, whatever it is sorted by; every odd question is answered (R11, S10).

One filled café for all of it, because nothing here changes anything.
"""
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db import handover, organisations, people, repairs, sheet_outside, sheets
from db.search import find
from db.sheets import SHEETS, Question
from db.who import Who
from db.words import Purpose, State
from tests.db.naughty import BREAKS, CONTROL, LETTERS, LONG
from tests.db.stories import drop_off, joins, looked_at, nameless, outside, own, rows
from tests.once import filled_once
from tests.personas import NOW, given, persona

ODD = [*LETTERS.values(), *CONTROL.values(), *BREAKS.values(), LONG, '(', 'AND', 'a-b', '*', '"', '%', '_',
       '\U0010ffff', '0' * 500,
       '+', 'a ' * 300]


@pytest.fixture(scope='module')
def written(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty open repairs in every state, five collected, and some of everything else."""
    return filled_once(tmp_path_factory, 'lists', template, lambda: fill(persona('Anja'), NOW))[0]


@pytest.fixture
def filled(written: Path, tmp_path: Path) -> Iterator[Path]:
    yield from looked_at(shutil.copytree(written, tmp_path / 'data'))


def fill(who: Who, now: datetime) -> None:
    for number in range(8):
        joins(who, now, first_name=f'Mia{number % 3}', last_name=f'Ä{9 - number}', skills=f'S{number % 4}')
    for number in range(25):
        received = now - timedelta(days=number * 2)
        ticket = drop_off(who, received, item=f'Gerät {number % 7}', first_name=f'Eli{number % 6}', last_name='Öz',
                          phone=f'0351 50{number % 6}', later=number % 2 == 0) if number % 5 else nameless(
                              who, received, item=f'Gerät {number % 7}')
        for step in {1: [State.WORKING], 2: [State.WAITING], 3: [State.READY],
                     4: [State.READY, State.UNCOLLECTED]}.get(number % 5, []):
            repairs.move(ticket.number, step, who, received + timedelta(hours=1))
        if number >= 20:
            handover.hand_back(ticket.number, who, now)
        people.add('former_customer', {'first_name': f'Kim{number % 4}', 'last_name': str(number)},
                   given(Purpose.FORMER), who, now)
    organisations.add({'name': 'Zoo'}, who, now)
    outside(who, now)
    own('repair', 'eigenes')


@pytest.mark.parametrize('sheet', SHEETS)
def test_r11_every_question_is_answered(filled: Path, now: datetime, sheet: str) -> None:
    for text in ODD:
        page = sheets.read(sheet, Question(text), now)
        assert len(page.rows) <= page.total


def test_r11_so_it_is_at_the_top_of_a_page(filled: Path) -> None:
    for text in ODD:
        assert len(find(text).people) <= 6


ORDERS = [(sheet.name, order) for sheet in SHEETS.values() for order in ['', *sheet.orders]]


@pytest.mark.parametrize(('sheet', 'order'), ORDERS)
def test_pages_put_together_are_the_whole(filled: Path, now: datetime, sheet: str, order: str) -> None:
    """Nothing twice, nothing missing, whatever it is sorted by."""
    for descending in (True, False):
        pages_are_whole(sheet, order, descending, now)


def pages_are_whole(sheet: str, order: str, descending: bool, now: datetime) -> None:
    whole = sheets.read(sheet, Question(sort=order, descending=descending, limit=100), now)
    pages = [sheets.read(sheet, Question(sort=order, descending=descending, offset=offset, limit=3), now)
             for offset in range(0, whole.total, 3)]
    assert [row for page in pages for row in page.rows] == list(whole.rows)
    assert {page.total for page in pages} == {whole.total} == {len(whole.rows)}
    assert len({(row.key, row.cells['name']) for row in whole.rows}) == whole.total


@pytest.mark.parametrize(('sheet', 'order', 'shown'), [
    ('team', 'skills', 'skills'), ('kundinnen', 'item', 'item'), ('kundinnen', 'number', 'number'),
    ('kundinnen', 'state', 'state'), ('reparaturen', 'number', 'number')])
def test_sorted_is_sorted(filled: Path, now: datetime, sheet: str, order: str, shown: str) -> None:
    up, down = ([row.cells[shown] for row in sheets.read(sheet, Question(sort=order, descending=way, limit=100),
                                                         now).rows]
                for way in (False, True))
    assert up == sorted(up)
    assert down == sorted(down, reverse=True)
    assert len(set(up)) > 1


def test_whoever_came_last_stands_first_until_it_is_sorted_otherwise(filled: Path, now: datetime) -> None:
    dates = dict(rows('SELECT number, received_at FROM repair'))
    usual, longest = ([dates[row.key] for row in sheets.read('kundinnen', Question(sort=sort, limit=100), now).rows]
                      for sort in ('', 'age'))
    assert usual == sorted(usual, reverse=True)
    assert longest == sorted(longest)


@pytest.mark.parametrize('sheet', SHEETS)
def test_s10_only_columns_of_the_list_sort_it(filled: Path, now: datetime, sheet: str) -> None:
    usual = sheets.read(sheet, Question(), now)
    for sort in ('password', 'person.phone', '1; DROP TABLE person', 'id', 'name--', '\x00', 'phone'):
        assert sort not in SHEETS[sheet].orders
        assert sheets.read(sheet, Question(sort=sort, descending=True), now) == usual


@pytest.mark.parametrize('sheet', ['kundinnen', 'reparaturen'])
def test_a_filter_shows_one_state_and_the_counts_say_how_many(filled: Path, now: datetime, sheet: str) -> None:
    for state in State:
        page = sheets.read(sheet, Question(filter=state.key, limit=100), now)
        held = count_of(state) if sheet == 'reparaturen' or state is not State.COLLECTED else 0
        assert page.total == len(page.rows) == held
        assert {row.cells['state'] for row in page.rows} <= {state.value}
        assert page.counts == {other.key: count_of(other) for other in State if other is not State.COLLECTED}


def count_of(state: State) -> int:
    return int(rows('SELECT count(*) FROM repair WHERE state = ?', state.value)[0][0])


@pytest.mark.parametrize('sheet', SHEETS)
def test_r11_any_filter_is_answered(filled: Path, now: datetime, sheet: str) -> None:
    for filter_ in ('fertig', 'erfunden', "'", 'abgeholt'):
        page = sheets.read(sheet, Question(filter=filter_), now)
        if sheet in ('team', 'extern', 'ehemalige') or filter_ in ('erfunden', "'"):
            assert page.rows == sheets.read(sheet, Question(), now).rows


def test_a_filter_and_a_search_go_together(filled: Path, now: datetime) -> None:
    page = sheets.read('kundinnen', Question('gerät', filter='arbeit', limit=100), now)
    assert page.total == len(page.rows) == count_of(State.WORKING)
    assert sheets.read('kundinnen', Question('eli1 oez', filter='fertig', limit=100), now).rows == tuple(
        row for row in sheets.read('kundinnen', Question('eli1 oez', limit=100), now).rows if row.state == 'fertig')


def test_the_summary_counts_people_and_repairs(filled: Path, now: datetime) -> None:
    (people_here, here, nobody), = rows("SELECT count(DISTINCT person_id), count(person_id), sum(person_id IS NULL) "
                                        "FROM repair WHERE state <> 'abgeholt'")
    assert sheets.read('kundinnen', Question(), now).summary == (
        f'{people_here} Personen mit {here} offenen Reparaturen, {nobody} ohne Namen')
    assert sheets.read('team', Question(), now).summary == '8 Mitglieder'
    assert sheets.read('reparaturen', Question(), now).summary == f'{here + nobody} offen'


def test_a_filter_narrows_what_is_sought(store: Path, anja: Who, now: datetime) -> None:
    """Also where more is found than a list looks at."""
    ready = nameless(anja, now, item='Lampe').number
    for _ in range(sheets.MOST_HITS + 5):
        nameless(anja, now, item='Lampe')
    repairs.move(ready, State.READY, anja, now)
    page = sheets.read('kundinnen', Question(text='lampe', filter=State.READY.key), now)
    assert ([row.key for row in page.rows], page.total) == ([ready], 1)


def test_a_contact_that_goes_while_the_list_is_read_is_left_out(
        store: Path, anja: Who, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    gone, stays = outside(anja, now), outside(anja, now, first_name='Karl')
    draw = sheet_outside.contact_rows

    def drawn(*args: object) -> object:
        handover.withdraw(gone, None, anja, now)
        return draw(*args)
    monkeypatch.setattr(sheet_outside, 'contact_rows', drawn)
    assert [row.key for row in sheets.read('extern', Question(), now).rows] == [stays]


@pytest.mark.parametrize('offset', [2**70, -5])
def test_r11_a_page_far_beyond_the_end_is_empty_or_the_first(
        store: Path, anja: Who, now: datetime, offset: int) -> None:
    joins(anja, now)
    for name in SHEETS:
        assert len(sheets.read(name, Question(offset=offset), now).rows) <= 1
