"""A list that names no day: the repair comes in as of today, the row says so, and nobody publishes that day."""
from datetime import UTC, date, datetime, timedelta

import pytest

from db import figures, ords, repairs, settings, todo, weeks
from db.importing import applying, planning, showing
from db.importing.drafts import Choices, Line
from db.models import Repair
from db.sheet_rows import repair_rows
from db.who import COMMAND_LINE, Who
from db.words import Outcome, State
from pages.moments import waiting, waiting_since
from pages.nameless import who_asks
from pages.ticket_values import ticket_values
from pages.today_tasks import since_when
from pages.weekly_values import weekly_values
from tests.db.importing.lists import CUSTOMERS, SAME, Rows, book, customer, customers, planned, stored
from tests.db.stories import drop_off
from tests.personas import NOW

pytestmark = pytest.mark.usefixtures('store')

NO_DAY = 'Das Annahmedatum steht nicht in der Liste; als Datum gilt heute.'


def count(*rows: list[str], day: str = 'Datum') -> Rows:
    return [[day, 'Gerät', 'Ergebnis', 'abgeholt am'], *rows]


@pytest.mark.parametrize('said', ['ja', 'nein'])
def test_the_row_says_that_the_day_is_todays(said: str) -> None:
    (line,) = customers(customer(Datum='', Einwilligung=said))
    assert NO_DAY in line.reason
    (line,) = customers(customer(Datum='Ende Oktober', Einwilligung=said))
    assert 'Das Annahmedatum steht nicht genau in der Liste; als Datum gilt heute.' in line.reason
    (line,) = customers(customer(Einwilligung=said))
    assert 'Annahmedatum' not in line.reason


def test_no_day_that_nobody_knows_goes_out() -> None:
    stored(Statistik=count(['', 'Toaster', 'repariert', ''], ['2024', 'Lampe', 'repariert', ''],
                           ['3.10.2026', 'Radio', 'repariert', ''], ['', 'Mixer', 'repariert', '4.10.2026'],
                           ['', 'Drucker', '', '']))
    assert {row.partner_product_category: row.event_date for row in ords.rows()} == {
        'Radio': date(2026, 10, 3), 'Küchenmaschine/Mixer': date(2026, 10, 4)}
    assert (ords.counts().rows, ords.counts().undated) == (2, 2)
    assert ords.to_read() == ()


def test_no_week_had_the_work_of_days_that_nobody_knows() -> None:
    """Neither this one, in which the list came in, nor one that is over."""
    stored(Statistik=count(['', 'Toaster', 'repariert', 'ja'], ['2024', 'Lampe', 'repariert', ''],
                           ['10.10.2026', 'Radio', 'repariert', 'ja'], ['', 'Mixer', 'repariert', '11.10.2026'],
                           ['', 'Drucker', '', ''], ['10.10.2026', 'Uhr', '', '']))
    this = figures.week(NOW, weeks.current(NOW).name)
    assert (this.accepted, this.collected, this.open) == ((0, 0), (0, 0), (3, 3))
    assert [(bar.came, bar.went) for bar in this.weeks[:-1] if bar.came or bar.went] == [(3, 1)]
    assert figures.week(NOW, '2026-W30').open == (0, 0)


def test_what_is_ready_since_a_day_came_by_then() -> None:
    (line,) = customers_ready_since('1.10.2026')
    assert line.repair is not None
    assert line.repair.values['received_at'] == line.repair.values['ready_at'] < NOW - timedelta(days=30)
    assert ('Das Annahmedatum steht nicht genau in der Liste; als Datum gilt der Tag, seit dem es fertig ist.'
            in line.reason)
    (line,) = customers_ready_since('Oktober')
    assert NO_DAY in line.reason


def test_what_was_fetched_on_a_day_came_by_then_and_the_row_says_so() -> None:
    (line,) = customers(customer(Datum='', Status='abgeholt 4.10.2026'))
    assert line.repair is not None
    assert line.repair.values['received_at'] == line.repair.values['collected_at']
    assert 'Das Annahmedatum steht nicht genau in der Liste; als Datum gilt der Tag der Abholung.' in line.reason


@pytest.mark.parametrize(('said', 'day'), [('31.11.26', '31.11.26'), ('Mo 30.2.2026', '30.2.2026'),
                                           ('2026-02-30', '2026-02-30'), ('45.1.26 um 15 Uhr', '45.1.26')])
def test_a_day_that_there_is_not_is_called_so(said: str, day: str) -> None:
    plan = planned(Kunden=[CUSTOMERS, customer(Datum=said), customer(Datum=said, Status='abgeholt 4.10.2026')])
    assert f'Den {day} gibt es nicht; als Datum gilt heute.' in plan.lines[0].reason
    assert f'Den {day} gibt es nicht; als Datum gilt der Tag der Abholung.' in plan.lines[1].reason
    assert 'steht nicht genau' not in ''.join(line.reason for line in plan.lines)
    assert showing.sheets(plan, ())[0].told == '1 Datum gilt als heute.'


@pytest.mark.parametrize('said', ['', '30.11.2206', '31. Herbst 2026', 'Ende Oktober', '31.11.'])
def test_of_any_other_text_nobody_says_so(said: str) -> None:
    (line,) = customers(customer(Datum=said))
    assert 'gibt es nicht' not in line.reason


@pytest.mark.parametrize('state', ['fertig seit 3.10.', 'fertig seit 3.10.2026'])
def test_a_day_within_the_words_of_a_state_makes_no_intake(state: str) -> None:
    (line,) = customers(customer(Datum='', Status=state))
    assert line.repair is not None
    assert line.repair.values['received_at'] == NOW
    assert line.repair.values['note'] == f'Stand laut Liste: {state}'
    assert NO_DAY in line.reason


def customers_ready_since(day: str) -> list[Line]:
    return planned(Kunden=[['Gegenstand', 'Status', 'fertig seit'], ['Toaster', 'fertig', day]]).lines


def test_what_is_done_here_goes_out_with_that_day(anja: Who) -> None:
    plan, __ = stored(Statistik=count(['', 'Toaster', '', '']))
    (number,) = [line.repair.public for line in plan.lines if line.repair]
    repairs.move(number, State.READY, anja, NOW + timedelta(days=1), Outcome.FIXED)
    assert [row.event_date for row in ords.rows()] == [(NOW + timedelta(days=1)).date()]


def test_a_second_time_it_is_the_same_repair() -> None:
    for days in (0, 3):
        stored(NOW + timedelta(days=days), Kunden=[CUSTOMERS, customer(Datum='', Status='fertig')])
    assert ords.counts().undated == 1


@pytest.mark.parametrize('day', ['2026-05-10 00:00:00', '10.05.2026 00:00'])
def test_midnight_is_no_hour_and_the_same_list_again_doubles_nothing(day: str) -> None:
    for later in (0, 1):
        stored(NOW + timedelta(days=later), Kunden=[CUSTOMERS, customer(Datum=day)])
    assert Repair.select().count() == 1


AFTER_MIDNIGHT = ['10.10.2026 00:30', '10.10.2026 01:59', '2026-12-05 00:30:00', '1.1.2026 00:59', '10.10.2026 23:30']


@pytest.mark.parametrize('said', ['ja', 'nein'])
@pytest.mark.parametrize('day', AFTER_MIDNIGHT)
def test_an_hour_that_the_store_has_on_another_day_doubles_nothing(day: str, said: str) -> None:
    """The store is in UTC, where the day begins an hour or two later than in the café."""
    for later in (0, 1):
        now = NOW + timedelta(days=30 + later)
        stored(now, Kunden=[CUSTOMERS, customer(Datum=day, Einwilligung=said), SAME])
    assert Repair.select().count() == 2
    stored(NOW + timedelta(days=32), Kunden=[CUSTOMERS, customer(Datum=day, Einwilligung='ja'), SAME])
    assert [(row.item, row.person is not None) for row in Repair.select().order_by(Repair.id)] == [
        ('Toaster', True), ('Uhr', True)]


@pytest.mark.parametrize('said', ['ja', 'nein'])
def test_nor_does_a_day_that_comes_in_while_utc_has_the_one_before(said: str) -> None:
    """Today, half past midnight in the café: noon is still to come, and the item stands as of now."""
    for minute, answer in ((30, said), (31, said), (32, 'ja')):
        stored(datetime(2026, 11, 23, 23, minute, tzinfo=UTC), Kunden=[
            CUSTOMERS, customer(Datum='24.11.2026', Einwilligung=answer), SAME])
    assert [row.item for row in Repair.select().where(Repair.person.is_null(False)).order_by(Repair.id)] == [
        'Toaster', 'Uhr']
    assert Repair.select().count() == 2


@pytest.mark.parametrize('said', ['ja', 'nein'])
def test_the_evening_before_is_another_day(said: str) -> None:
    for day in ('9.10.2026 23:30', '10.10.2026 00:30'):
        stored(Kunden=[CUSTOMERS, customer(Datum=day, Einwilligung=said)])
    assert Repair.select().count() == 2


def test_the_slip_of_what_a_list_brought_tells_no_hour_and_nobody_at_the_counter(mira: Who) -> None:
    plan, __ = stored(Kunden=[CUSTOMERS, customer(Datum='16.10.2026')])
    (line,) = plan.lines
    assert line.repair is not None
    printed = ticket_values(repairs.read(line.repair.public, NOW), settings.read())
    assert (printed.received, printed.taken_by) == ('Fr 16.10.2026', '')
    here = ticket_values(repairs.read(drop_off(mira, NOW).number, NOW), settings.read())
    assert here.received.endswith(' Uhr')
    assert here.taken_by == 'Mira'


# ---- what screens and papers say instead of the day of the import ----------------------------------------------------
def number_of(**cells: str) -> str:
    plan, __ = stored(Kunden=[CUSTOMERS, customer(**cells)])
    (line,) = plan.lines
    assert line.repair is not None
    return line.repair.public


@pytest.mark.parametrize(('day', 'on_slip', 'on_tag'), [
    ('16.10.2026', 'Fr 16.10.2026', '16.10.2026'), ('Sa 7. Nov', '', ''), ('', '', '')])
def test_no_paper_names_the_day_of_the_import(day: str, on_slip: str, on_tag: str) -> None:
    printed = ticket_values(repairs.read(number_of(Datum=day), NOW), settings.read())
    assert (printed.received, printed.received_on) == (on_slip, on_tag)


@pytest.mark.parametrize(('day', 'said'), [('16.11.2026', '7 Tage'), ('Sa 7. Nov', 'Tag unbekannt')])
def test_the_list_names_no_day_that_nobody_knows(day: str, said: str) -> None:
    number_of(Datum=day)
    (row,) = repair_rows([Repair.get().id], NOW)
    assert row.cells['age'] == said


@pytest.mark.parametrize(('state', 'has_day', 'day'), [
    ('fertig', False, ''), ('fertig', False, '16.10.2026'), ('offen', True, '16.10.2026'),
    ('offen', False, 'Sa 7. Nov')])
def test_a_task_says_since_when_only_where_the_list_does(state: str, has_day: bool, day: str) -> None:
    number_of(Datum=day, Status=state, Vorname='', Nachname='', Name='', Einwilligung='nein')
    (row,) = (todo.nameless if state == 'fertig' else todo.unassigned)(NOW).rows
    assert (row.has_day, row.is_listed) == (has_day, True)
    assert (waiting_since(row) == waiting(row) == 'Tag unbekannt') is not has_day


READY_SINCE = [*CUSTOMERS, 'fertig seit']


@pytest.mark.parametrize(('day', 'state', 'since', 'is_called', 'has_day'), [
    ('', 'fertig', '', True, False), ('Herbst', 'fertig', '', True, False), ('10.10.2026', 'fertig', '', True, False),
    ('10.11.2026', 'fertig', '', False, False), ('10.10.2026', 'fertig', '20.10.2026', True, True),
    ('10.10.2026', 'fertig', '20.11.2026', False, True), ('', 'fertig', '20.10.2026', True, True),
    ('', 'nicht abgeholt', '', True, False), ('10.10.2026', 'nicht abgeholt', '', True, True),
    ('10.11.2026', 'nicht abgeholt', '', False, True), ('', 'in Arbeit', '', False, False)])
def test_who_is_to_be_called_also_where_the_list_does_not_say_since_when(
        day: str, state: str, since: str, is_called: bool, has_day: bool) -> None:
    """It came in a preview some minutes ago. What has come less than four weeks ago cannot wait for longer."""
    read = book(Kunden=[READY_SINCE, [*customer(Datum=day, Status=state), since]])
    made = planning.make(read, Choices(), NOW)
    applying.apply(read, Choices(), COMMAND_LINE, NOW + timedelta(minutes=5), made=made)
    found = todo.uncollected(NOW + timedelta(hours=1))
    assert (found.total, [row.has_day for row in found.rows]) == (int(is_called), [has_day] * is_called)
    assert all(row.phone_link for row in found.rows)


def test_what_is_called_ready_without_a_day_stands_where_the_day_it_came_has_its_place() -> None:
    """Also what nobody has called ready, because it was not fetched: not above what waits for longer."""
    stored(Kunden=[READY_SINCE, [*customer(Datum='20.10.2026', Status='nicht abgeholt'), ''],
                   [*customer(Datum='1.10.2026', Gegenstand='Uhr', Status='fertig'), '10.10.2026']])
    assert [row.item for row in todo.uncollected(NOW).rows] == ['Uhr', 'Toaster']


def test_of_those_the_longest_known_stand_first_and_the_screen_and_the_paper_say_so() -> None:
    stored(Kunden=[READY_SINCE, [*customer(Datum='', Status='fertig'), ''],
                   [*customer(Gegenstand='Uhr', Status='fertig'), '20.10.2026']])
    found = todo.uncollected(NOW).rows
    assert [(row.item, waiting(row)) for row in found] == [('Uhr', '34 Tage'), ('Toaster', 'Tag unbekannt')]
    late, call = 'Länger als vier Wochen.', 'Bitte anrufen, am längsten zuerst.'
    unknown = 'Bei „Tag unbekannt“ sagt die Liste nicht, seit wann.'
    assert [since_when(rows_) for rows_ in (found, found[:1], found[1:])] == [
        f'{late} {call} {unknown}', f'{late} {call}', f'{call} {unknown}']
    values = weekly_values(figures.week(NOW, weeks.current(NOW).name), settings.read(), NOW)
    assert [line.has_day for line in values.waiting] == [True, False]


def test_what_came_over_the_counter_has_its_day_and_a_slip(mira: Who) -> None:
    drop_off(mira, NOW)
    (row,) = todo.unassigned(NOW).rows
    assert (row.has_day, row.is_listed, waiting_since(row)) == (True, False, 'seit heute')


def test_what_becomes_ready_here_is_ready_since_then(anja: Who) -> None:
    number = number_of(Datum='', Status='offen', Einwilligung='nein')
    repairs.move(number, State.READY, anja, NOW + timedelta(days=1), Outcome.FIXED)
    (row,) = todo.nameless(NOW + timedelta(days=1)).rows
    assert row.has_day


@pytest.mark.parametrize(('listed', 'said'), [
    ([False], 'Wer den Schein hat, fragt nach.'), ([], 'Wer den Schein hat, fragt nach.'),
    ([True], 'Sie kamen mit einer Liste, ohne Namen und ohne Schein.'),
    ([True, False], 'Wer einen Schein hat, fragt nach; aus einer Liste kam es ohne Namen und Schein.')])
def test_only_who_got_a_slip_asks_with_it(listed: list[bool], said: str) -> None:
    assert who_asks([todo.TaskRow('', '', '', '', '', '', 0, False, NOW, is_listed=one) for one in listed]) == said


def test_the_age_of_what_has_no_day_is_none() -> None:
    """Neither in this week nor in a later one; it is open all the same, and nothing that the week has added."""
    stored(Statistik=count(['', 'Lampe', 'repariert', ''], ['', 'Drucker', '', ''], ['20.11.2026', 'Uhr', '', '']))
    for now in (NOW, NOW + timedelta(days=7)):
        week = figures.week(now, weeks.current(now).name)
        assert week.open == (3, 3)
        assert sum(sum(counts) for counts in week.ages.values()) == 1
        assert {state: many for state, many in week.dayless.items() if many} == {State.ACCEPTED: 1, State.READY: 1}
        assert week.ready == 1
    drawn = weekly_values(figures.week(NOW, weeks.current(NOW).name), settings.read(), NOW)
    assert [(state.state, state.total) for state in drawn.states if state.total] == [('angenommen', 2), ('fertig', 1)]


def test_the_paper_says_so_as_well() -> None:
    stored(Kunden=[['Gegenstand', 'Status'], ['Toaster', 'fertig']])
    drawn = weekly_values(figures.week(NOW, weeks.current(NOW).name), settings.read(), NOW)
    assert ('Fertig, ohne Namen', 'Niemand ist anzurufen. Sie kamen mit einer Liste, ohne Namen und ohne Schein.') in [
        (group.title, group.hint) for group in drawn.tasks]
