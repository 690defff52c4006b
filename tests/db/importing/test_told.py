"""How a repair that came with a list is told: who imported it took nothing in, and a list names days and no hours."""
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from db import access, figures, repairs
from db.access import Entry
from db.clock import local
from db.importing import applying, planning
from db.importing.drafts import Choices, Evidence, Plan
from db.models import Person, Repair
from db.store import close_store, open_store
from db.who import COMMAND_LINE, Who
from db.words import State
from tests.db.importing.lists import CUSTOMERS, SAME, book, customer
from tests.db.importing.test_round_trip import exported
from tests.db.stories import drop_off
from tests.personas import NOW

pytestmark = pytest.mark.usefixtures('store')

LATER = NOW + timedelta(days=1)
CAME = ('23.11. 14:05', 'Anja', 'aus einer Liste übernommen')


def comes(who: Who, *rows: Sequence[Any], heads: Sequence[str] = CUSTOMERS) -> Plan:
    return applying.apply(book(Kunden=[heads, *rows]), Choices(), who, NOW)[0]


def lines(number: str) -> list[tuple[str, str, str]]:
    return [(f'{local(line.at):%d.%m.}' if line.is_day else f'{local(line.at):%d.%m. %H:%M}', line.who, line.text)
            for line in repairs.read(number, NOW).history]


@pytest.mark.parametrize(('said', 'told'), [
    ({}, [(*CAME[:2], 'aus einer Liste übernommen: in Arbeit'), ('10.10.', 'laut Liste', 'angenommen')]),
    ({'Status': ''}, [CAME, ('10.10.', 'laut Liste', 'angenommen')]),
    ({'Status': 'fertig'}, [(*CAME[:2], 'aus einer Liste übernommen: fertig'), ('10.10.', 'laut Liste', 'angenommen')]),
    ({'Status': 'abgeholt am 20.10.2026'}, [
        CAME, ('20.10.', 'laut Liste', 'abgeholt'), ('10.10.', 'laut Liste', 'angenommen')]),
    ({'Status': 'abgeholt'}, [(*CAME[:2], 'aus einer Liste übernommen: abgeholt'), (
        '10.10.', 'laut Liste', 'angenommen')]),
    ({'Datum': ''}, [(*CAME[:2], 'aus einer Liste übernommen: in Arbeit')]),
    ({'Datum': 'Herbst', 'Status': ''}, [CAME]),
    ({'Datum': '', 'Status': 'abgeholt'}, [(*CAME[:2], 'aus einer Liste übernommen: abgeholt')]),
    ({'Datum': '23.11.2026', 'Status': ''}, [CAME, ('23.11.', 'laut Liste', 'angenommen')])])
def test_the_history_says_that_it_came_with_a_list(said: dict[str, str], told: list[Any], anja: Who) -> None:
    (line,) = comes(anja, customer(**said)).lines
    assert line.repair is not None
    assert lines(line.repair.public) == told
    view = repairs.read(line.repair.public, NOW)
    assert view.taken_by == ''
    assert view.passed == {State.ACCEPTED, view.state}


@pytest.mark.parametrize('state', ['in Arbeit', 'wartet auf Ersatzteil', 'fertig', 'nicht abgeholt'])
def test_each_state_has_one_line_however_long_the_preview_was_looked_at(state: str, anja: Who) -> None:
    read = book(Kunden=[CUSTOMERS, customer(Status=state)])
    plan = planning.make(read, Choices(), NOW - timedelta(minutes=9))
    applying.apply(read, Choices(), anja, NOW, made=plan)
    assert plan.lines[0].repair is not None
    assert lines(plan.lines[0].repair.public) == [
        (*CAME[:2], f'aus einer Liste übernommen: {state}'), ('10.10.', 'laut Liste', 'angenommen')]


def test_what_people_do_with_it_afterwards_is_theirs(anja: Who, mira: Who) -> None:
    (line,) = comes(anja, customer(Status='')).lines
    assert line.repair is not None
    repairs.move(line.repair.public, State.READY, mira, LATER)
    assert lines(line.repair.public) == [
        ('24.11. 14:05', 'Mira', 'fertig'), CAME, ('10.10.', 'laut Liste', 'angenommen')]


def test_our_own_file_tells_hours_and_not_who_stood_there(
        store: Path, tmp_path: Path, anja: Who, mira: Who, now: datetime) -> None:
    number = drop_off(mira, now).number
    mine = exported()
    close_store()
    open_store(tmp_path / 'other')
    applying.apply(mine, Choices(), COMMAND_LINE, LATER)
    assert lines(number) == [('24.11. 14:05', 'Befehlszeile', 'aus einer Liste übernommen'),
                             ('23.11. 14:05', 'laut Liste', 'angenommen')]
    view = repairs.read(number, LATER)
    assert (view.taken_by, view.has_hour) == ('', True)
    facts = {fact.column: fact.shown for fact in report(COMMAND_LINE, 'repairs', 'Wiśniewska')[0].facts}
    assert facts['received_at'] == '23.11.2026, 14:05'


@pytest.mark.parametrize(('said', 'told'), [
    ({'Datum': ''}, []), ({}, [('10.10.', 'laut Liste', 'angenommen')])])
def test_in_another_store_a_day_nobody_knows_is_told_of_as_little(said: dict[str, str], told: list[Any], tmp_path: Path,
                                                                  anja: Who) -> None:
    """There its state is older than the import, because it stands as of the first."""
    (line,) = comes(anja, customer(**said, Status='abgeholt')).lines
    assert line.repair is not None
    mine = exported()
    close_store()
    open_store(tmp_path / 'other')
    applying.apply(mine, Choices(), COMMAND_LINE, LATER)
    assert lines(line.repair.public) == [
        ('24.11. 14:05', 'Befehlszeile', 'aus einer Liste übernommen: abgeholt'), *told]


def test_what_was_fetched_today_was_not_fetched_later_than_now(anja: Who) -> None:
    """A day stands at noon, and that may be still to come."""
    early = NOW.replace(hour=8)
    read = book(Kunden=[CUSTOMERS, customer(Datum='', Status='abgeholt am 23.11.2026')])
    applying.apply(read, Choices(), anja, early)
    assert Repair.get().collected_at == early


def test_heute_says_once_for_each_that_it_came_with_a_list(anja: Who, mira: Who) -> None:
    plan = comes(anja, customer(), customer(Gegenstand='Lampe', Status='abgeholt am 20.10.2026'))
    first, second = (line.repair.public for line in plan.lines if line.repair)
    repairs.move(first, State.READY, mira, LATER)
    assert [(line.at, line.who, line.text) for line in figures.feed()] == [
        (LATER, 'Mira', f'hat {first} auf „fertig“ gesetzt'),
        (NOW, 'Anja', f'hat {second} aus einer Liste übernommen'),
        (NOW, 'Anja', f'hat {first} aus einer Liste übernommen')]


def test_six_lines_stand_there_though_a_list_brings_two_moves_with_each(anja: Who) -> None:
    comes(anja, *(customer(Gegenstand=f'Lampe {n}') for n in range(9)))
    assert len(figures.feed()) == 6


def report(who: Who, key: str, name: str = 'Özdemir') -> tuple[Entry, ...]:
    made = access.report(Person.get(Person.last_name == name).public_id, who, LATER)
    return next(one.entries for one in made.sections if one.key == key)


def test_d9_the_access_report_invents_no_hour_and_nobody_at_the_counter(anja: Who, mira: Who) -> None:
    (line,) = comes(anja, customer(Status='fertig')).lines
    assert line.repair is not None
    repairs.move(line.repair.public, State.WORKING, mira, LATER)
    (repair,) = report(anja, 'repairs')
    facts = {fact.column: fact.shown for fact in repair.facts}
    assert facts['received_at'] == '10.10.2026'
    assert [tuple(fact.shown for fact in part.facts) for part in repair.parts] == [
        ('angenommen', '10.10.2026', 'laut Liste'), ('fertig', '23.11.2026 (Tag der Übernahme)', 'laut Liste'),
        ('in Arbeit', '24.11.2026, 14:05', 'Mira')]
    brought = next(one for one in report(anja, 'history') if one.title == 'Aus einer Datei übernommen'
                   and one.facts[-1].value == 'repair')
    assert {part.facts[0].value: part.facts[2].shown for part in brought.parts}['received_at'] == '10.10.2026'


@pytest.mark.parametrize(('day', 'told'), [
    ('Sa 7. Nov', 'nicht bekannt (übernommen am 23.11.2026)'), ('', 'nicht bekannt (übernommen am 23.11.2026)'),
    ('23.11.2026', '23.11.2026')])
def test_d9_the_day_of_the_import_is_not_told_as_the_one_of_the_intake(day: str, told: str, anja: Who) -> None:
    comes(anja, customer(Datum=day))
    assert {fact.column: fact.shown for fact in report(anja, 'repairs')[0].facts}['received_at'] == told
    assert history(anja, 'received_at') == [('', told)]


# ---- a day has no hour, whichever list named it and wherever it is told ---------------------------------------------
SINCE = [*CUSTOMERS, 'fertig seit']


def history(who: Who, column: str) -> list[tuple[str, str]]:
    """What the report says a value was before, and after."""
    return [(part.facts[1].shown, part.facts[2].shown) for change in report(who, 'history') for part in change.parts
            if part.facts[0].value == column]


def ready(said: str, day: str, **more: str) -> list[str]:
    return [*customer(Status='nicht abgeholt', Einwilligung=said, **more), day]


def test_d9_what_a_later_list_says_has_no_hour_either(anja: Who, mira: Who) -> None:
    comes(anja, ready('', ''), SAME, heads=SINCE)
    later = datetime(2026, 12, 20, 9, tzinfo=NOW.tzinfo)
    plan, __ = applying.apply(book(Kunden=[SINCE, ready('ja', '5.12.2026'), SAME]), Choices(), anja, later)
    assert history(anja, 'ready_at') == [('', '05.12.2026')]
    assert {fact.column: fact.shown for fact in report(anja, 'repairs')[0].facts}['ready_at'] == '05.12.2026'
    assert plan.lines[0].repair is not None
    repairs.move(plan.lines[0].repair.public, State.WORKING, mira, later)
    repairs.move(plan.lines[0].repair.public, State.READY, mira, later)
    assert history(anja, 'ready_at') == [('', '05.12.2026'), ('05.12.2026', ''), ('', '20.12.2026, 10:00')]
    assert {fact.column: fact.shown for fact in report(anja, 'repairs')[0].facts}['ready_at'] == '20.12.2026, 10:00'


@pytest.mark.parametrize(('said', 'told'), [
    ('ja, 31.05.2026', '31.05.2026'), ('ja', '23.11.2026 (Tag der Übernahme)'), ('ja, 23.11.2026', '23.11.2026')])
def test_d9_a_yes_out_of_a_list_has_a_day_only(said: str, told: str, anja: Who) -> None:
    comes(anja, customer(Einwilligung=said))
    assert [fact.shown for fact in report(anja, 'consents')[0].facts if fact.column == 'given_at'] == [told]
    assert history(anja, 'given_at') == [('', told)]


def test_d9_a_proof_for_the_list_has_a_day_only(anja: Who) -> None:
    proof = Evidence('schriftlich', date(2026, 5, 31))
    applying.apply(book(Kunden=[CUSTOMERS, customer(Einwilligung='')]), Choices(evidence={'Kunden': proof}), anja, NOW)
    assert history(anja, 'given_at') == [('', '31.05.2026')]


def test_d9_what_was_said_here_keeps_its_hour(
        store: Path, tmp_path: Path, anja: Who, mira: Who, now: datetime) -> None:
    """At noon sharp, too; and in a file of our own."""
    noon = datetime(2026, 11, 20, 12, tzinfo=local(now).tzinfo)
    drop_off(mira, noon)
    assert [fact.shown for fact in report(anja, 'consents', 'Wiśniewska')[0].facts if fact.column == 'given_at'] == [
        '20.11.2026, 12:00']
    drop_off(mira, now, 'Radio', first_name='Emine', last_name='Özdemir', phone='0351 7654321')
    mine = exported()
    close_store()
    open_store(tmp_path / 'other')
    applying.apply(mine, Choices(), COMMAND_LINE, LATER)
    assert history(COMMAND_LINE, 'given_at') == history(COMMAND_LINE, 'received_at') == [('', '23.11.2026, 14:05')]
