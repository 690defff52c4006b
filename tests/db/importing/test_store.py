"""From plan to store: all or nothing, the same twice, and taken back."""
import shutil
import sqlite3
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from db import handover, people, repairs, search, sheets
from db.connection import db
from db.errors import Unknown
from db.importing import applying, planning, undoing
from db.importing.drafts import Choices, Result
from db.ledger import read as read_ledger
from db.sheets import Question
from db.who import COMMAND_LINE, Who
from db.words import Purpose, State
from tests.db.importing.lists import CUSTOMERS, EXTERNAL, FORMER, TEAM, Rows, book, customer, stored
from tests.db.stories import drop_off, nameless, residue, row_counts, rows
from tests.db.test_killed import in_child
from tests.personas import NOW

LISTS: dict[str, Rows] = {
    'Team': [TEAM, ['Jürgen', 'Weiß', '0351 112233', '', 'Fahrrad', 'ja', 'ja']],
    'Kunden': [CUSTOMERS, customer(Ansprechperson='Jürgen'), customer(Gegenstand='Lampe'),
               customer(Nachname='Nein', Vorname='Nora', Telefon='0351 999', Einwilligung='nein'),
               customer(Status='abgeholt', Gegenstand='Uhr')],
    'Extern': [EXTERNAL, ['Stadt', 'Frau Lehmann', 'Ehrenamt', '0351 100200', '', 'Raum', 'ja'],
               ['Hof', '', '', '0351 100300', '', '', '']],
    'Ehemalige': [FORMER, ['Mitglied', 'Pohl', 'Renate', '0351 998877', '2024', 'ja', 'Feste']]}
DERIVED = ('SELECT id, sort_name, words, on_former FROM person ORDER BY id', 'SELECT id, words FROM repair ORDER BY id',
           'SELECT id, sort_name, words FROM organisation ORDER BY id', 'SELECT * FROM person_word ORDER BY 1, 2',
           'SELECT * FROM repair_word ORDER BY 1, 2, 3')

pytestmark = pytest.mark.usefixtures('store')


def again(now: datetime = NOW) -> Result | None:
    """Import the same lists once more; the one result of a row that came in anew, or None."""
    plan, __ = stored(now, **LISTS)
    return next((line.result for line in plan.lines if line.result is Result.STORED), None)


def test_everything_is_where_people_look_for_it() -> None:
    stored(**LISTS)
    assert [row.cells['name'] for row in sheets.read('team', Question(), NOW).rows] == ['Jürgen Weiß']
    assert len(sheets.read('kundinnen', Question(), NOW).rows) == 3
    assert len(sheets.read('extern', Question(), NOW).rows) == 2
    assert [row.cells['name'] for row in sheets.read('ehemalige', Question(), NOW).rows] == ['Renate Pohl']
    hit = search.find('oezdemir').people[0]
    person = people.read(hit.href.rpartition('=')[2])
    assert [line.detail for line in person.consents if line.yes] == [
        'laut Liste, übernommen am 23.11.2026, Befehlszeile']
    number = person.repairs[-1][0]
    view = repairs.read(number, NOW)
    assert view.responsible == 'Jürgen W.'
    assert [line.text for line in view.history] == ['aus einer Liste übernommen: in Arbeit', 'angenommen']


def test_what_is_derived_is_as_if_made_one_by_one() -> None:
    stored(**LISTS)
    made = [rows(query) for query in DERIVED]
    search.rebuild()
    assert made == [rows(query) for query in DERIVED]
    assert not rows('PRAGMA foreign_key_check')


def test_d1_nothing_of_somebody_held_back_is_in_the_file(store: Path) -> None:
    stored(**LISTS)
    db.execute_sql('PRAGMA wal_checkpoint(TRUNCATE)')
    assert not residue(store, ['Nora', '0351 999', '0351999'])


def test_the_same_list_again_brings_nothing_new() -> None:
    stored(**LISTS)
    before = row_counts()
    assert again(NOW + timedelta(days=1)) is None
    assert row_counts() == before


@pytest.mark.parametrize('day', ['3.10.2026', ''])
def test_what_is_only_counted_is_not_counted_twice(day: str) -> None:
    heads, bicycle = ['Datum', 'Gerät', 'Ergebnis'], [day or 'Oktober', 'Fahrrad', 'repariert']
    stored(Statistik=[heads, *[bicycle] * 3])
    plan, __ = stored(NOW + timedelta(days=1), Statistik=[heads, *[bicycle] * 4])
    assert rows('SELECT COUNT(*) FROM repair') == [(4,)]
    assert [line.repair is not None and not line.repair.before for line in plan.lines] == [False] * 3 + [True]


def test_who_is_only_called_rolf_comes_in_once_for_each_line() -> None:
    rolf = ['Rolf', '', '', '', 'Rad', '', 'ja']
    for days, lines in ((0, 2), (1, 2), (2, 3)):
        stored(NOW + timedelta(days=days), Team=[TEAM, *[rolf] * (lines - 1), [*rolf[:4], 'Kuchen', *rolf[5:]]])
    assert rows('SELECT COUNT(*) FROM person') == [(2,)]
    plan, __ = stored(NOW + timedelta(days=3), Kunden=[CUSTOMERS, customer(Vorname='Rolf', Nachname='', Telefon='')])
    assert plan.lines[0].result is Result.STORED      # a customer of that name is somebody else


def test_a_customer_of_one_word_comes_in_once_though_the_list_names_no_day() -> None:
    """P0: the same list again doubles nobody, and what it says beside is not another visit."""
    rolf = customer(Vorname='', Nachname='Rolf', Telefon='', Datum='Herbst')
    kaya = customer(Vorname='', Nachname='Kaya', Telefon='', Datum='')
    for days in (0, 1):
        plan, __ = stored(NOW + timedelta(days=days), Kunden=[CUSTOMERS, rolf, kaya])
    assert [line.result for line in plan.lines] == [Result.MERGED, Result.MERGED]
    assert rows('SELECT COUNT(*) FROM person') == rows('SELECT COUNT(*) FROM repair') == [(2,)]
    reached = customer(Vorname='', Nachname='Rolf', Telefon='0351 999888', Datum='')
    plan, __ = stored(NOW + timedelta(days=2), Kunden=[CUSTOMERS, reached])
    assert plan.lines[0].result is Result.STORED      # with a number of his own he may be somebody else


def test_empty_fields_are_filled_and_nothing_is_overwritten(anja: Who) -> None:
    drop_off(anja, NOW - timedelta(days=2), first_name='Emine', last_name='Özdemir', phone='0351 7654321')
    stored(Kunden=[CUSTOMERS, customer(Telefon='+49 351 7654321, 0176 555', E_Mail='e@example.org',
                                       Gegenstand='Radio')])
    (row,) = rows("SELECT phone, phone_2, email, version FROM person WHERE last_name = 'Özdemir'")
    assert row == ('0351 7654321', '0176 555', 'e@example.org', 2)


def test_r2_killed_while_it_writes_it_is_all_or_nothing(store: Path, tmp_path: Path) -> None:
    def verb(_who: Who, now: datetime) -> None:
        applying.apply(book(**LISTS), Choices(), COMMAND_LINE, now)
    steps = in_child(store, verb, COMMAND_LINE, NOW, 0)
    assert steps > 10
    whole = _folder(store, tmp_path / 'whole')
    for place in range(1, 8):
        folder = _folder(store, tmp_path / f'{place}', empty=True)
        in_child(folder, verb, COMMAND_LINE, NOW, steps * place // 8)
        assert _people(folder) in (0, _people(whole))


def _folder(store: Path, target: Path, empty: bool = False) -> Path:
    shutil.copytree(store, target)
    if empty:
        with sqlite3.connect(target / 'kontaktbuch.sqlite') as raw:
            for table in ('person_word', 'repair_word', 'repair_state', 'repair', 'contact', 'membership', 'person',
                          'consent', 'organisation', 'change_value', 'change'):
                raw.execute(f'DELETE FROM {table}')
    return target


def _people(folder: Path) -> int:
    with sqlite3.connect(folder / 'kontaktbuch.sqlite') as raw:
        return int(raw.execute('SELECT COUNT(*) FROM person').fetchone()[0])


def test_somebody_who_saves_meanwhile_is_not_overlooked(monkeypatch: pytest.MonkeyPatch, anja: Who) -> None:
    planned = planning.make
    busy = iter([True, False])

    def make(*args: Any, **more: Any) -> Any:
        plan = planned(*args, **more)
        if next(busy):
            drop_off(anja, NOW, first_name='Emine', last_name='Özdemir', phone='0351 7654321')
        return plan
    monkeypatch.setattr(planning, 'make', make)
    stored(**LISTS)
    assert rows("SELECT COUNT(*) FROM person WHERE last_name = 'Özdemir'") == [(1,)]


# ---- taken back ------------------------------------------------------------------------------------------------------
def test_taken_back_nothing_is_left(store: Path) -> None:
    before = row_counts()
    __, batch = stored(**LISTS)
    done = undoing.undo(batch, COMMAND_LINE, NOW + timedelta(days=13))
    assert done.names == ()
    after = row_counts()
    traces = ('change', 'erasure', 'setting', 'sqlite_sequence')
    assert {table: n for table, n in after.items() if table not in traces} == {
        table: n for table, n in before.items() if table not in traces}
    assert not residue(store, ['Özdemir', 'oezdemir', 'Renate', 'Lehmann', '0351 112233'])
    assert not read_ledger(store)     # taking back is no erasure: the same list may come in again
    assert again() is Result.STORED


def test_a_row_before_their_yes_is_the_same_repair_the_next_time() -> None:
    rows_ = [CUSTOMERS, customer(Gegenstand='Säge', Einwilligung=''), customer(Gegenstand='Bohrmaschine')]
    for moment in (NOW, NOW + timedelta(days=1)):
        stored(moment, Kunden=rows_)
        assert rows('SELECT item, person_id IS NULL FROM repair ORDER BY item') == [('Bohrmaschine', 0), ('Säge', 1)]


def test_what_was_filled_in_becomes_empty_again(anja: Who) -> None:
    drop_off(anja, NOW - timedelta(days=2), first_name='Emine', last_name='Özdemir', phone='0351 7654321')
    __, batch = stored(Kunden=[CUSTOMERS, customer(E_Mail='e@example.org', Gegenstand='Radio')])
    undoing.undo(batch, anja, NOW)
    assert rows('SELECT last_name, email FROM person') == [('Özdemir', '')]
    assert rows('SELECT item FROM repair') == [('Toaster',)]
    assert not search.find('example').people


def test_what_somebody_has_changed_since_is_named_and_stays(anja: Who) -> None:
    plan, batch = stored(**LISTS)
    renate = next(one for one in plan.people if one.values.get('first_name') == 'Renate')
    people.save(renate.public, 1, {'phone': '0351 1'}, anja, NOW)
    emine = next(line for line in plan.lines if line.repair and line.repair.values['item'] == 'Lampe')
    assert emine.repair is not None
    repairs.move(emine.repair.public, State.READY, anja, NOW)
    done = undoing.undo(batch, anja, NOW)
    assert {'Emine Özdemir', 'Renate Pohl'} <= set(done.names)
    assert rows("SELECT COUNT(*) FROM person WHERE first_name IN ('Emine', 'Renate')") == [(2,)]
    assert rows('SELECT COUNT(*) FROM contact') == [(0,)]
    assert not rows('PRAGMA foreign_key_check')


def test_who_looks_after_something_by_now_stays(anja: Who) -> None:
    """Of the team only Kim: nothing of hers was touched, and yet the radio would wait for nobody."""
    __, batch = stored(Team=[*LISTS['Team'], ['Kim', 'Alt', '0351 445566', '', 'Kasse', '', 'ja']])
    ((member,),) = rows("SELECT m.id FROM membership m JOIN person p ON p.id = m.person_id WHERE p.first_name = 'Kim'")
    number = nameless(anja, NOW).number
    repairs.assign(number, member, anja, NOW)
    assert undoing.undo(batch, anja, NOW).names == ('Kim Alt',)
    assert rows('SELECT first_name FROM person') == [('Kim',)]
    assert repairs.read(number, NOW).responsible == 'Kim A.'


def test_who_was_erased_meanwhile_needs_nothing(anja: Who) -> None:
    plan, batch = stored(**LISTS)
    renate = next(one for one in plan.people if one.values.get('first_name') == 'Renate')
    handover.withdraw(renate.public, None, anja, NOW)
    undoing.undo(batch, anja, NOW)
    assert rows('SELECT COUNT(*) FROM person') == [(0,)]


def test_after_fourteen_days_it_stays(anja: Who) -> None:
    __, batch = stored(**LISTS)
    assert [one.batch for one in undoing.lately(NOW + timedelta(days=13))] == [batch]
    assert not undoing.lately(NOW + timedelta(days=15))
    with pytest.raises(Unknown):
        undoing.undo(batch, anja, NOW + timedelta(days=15))


def test_it_is_taken_back_once(anja: Who) -> None:
    __, batch = stored(**LISTS)
    undoing.undo(batch, anja, NOW)
    with pytest.raises(Unknown):
        undoing.undo(batch, anja, NOW)


GONE = [[*CUSTOMERS, 'Darf später kontaktiert werden'],
        [*customer(Datum='06.06.2026', Nachname='Berg', Vorname='Tim', Status='abgeholt am 13.06.2026',
                   Bemerkung='Anruf ab 18 Uhr'), 'ja'],
        [*customer(Datum='07.06.2026', Nachname='Pohl', Vorname='Renate', Telefon='0351 998877',
                   Defekt='Frau Pohl sagt: brummt', Status='abgeholt am 14.06.2026'), '']]
KEPT = [FORMER, ['Kundin', 'Pohl', 'Renate', '0351 998877', '2026', 'ja', '']]


@pytest.mark.parametrize('sheets_', [{'Kunden': GONE}, {'Ehemalige': KEPT, 'Kunden': GONE},
                                     {'Kunden': GONE, 'Ehemalige': KEPT}])
def test_a_fetched_repair_is_found_again_with_its_person(sheets_: dict[str, Rows]) -> None:
    stored(**sheets_)
    tables = ('repair', 'repair_state', 'person', 'consent', 'membership')
    before = [rows(f'SELECT * FROM {table}') for table in tables]
    assert rows('SELECT COUNT(*) FROM repair') == [(2,)]
    stored(NOW + timedelta(days=1), **sheets_)
    assert [rows(f'SELECT * FROM {table}') for table in tables] == before


def test_a_repair_that_was_told_with_its_person_is_found_when_it_is_fetched() -> None:
    said = {'Datum': '06.06.2026', 'Defekt': 'Frau Özdemir sagt: heizt nicht'}
    stored(Kunden=[CUSTOMERS, customer(**said)])
    stored(NOW + timedelta(days=1), Kunden=[CUSTOMERS, customer(**said, Status='abgeholt')])
    assert rows('SELECT COUNT(*) FROM repair') == [(1,)]


def test_an_import_is_called_by_what_it_brought_and_by_no_name(store: Path) -> None:
    stored(Team=[TEAM, ['Jürgen', 'Weiß', '0351 112233', '', '', '', 'ja'], ['', '', '', '', '', '', 'ja']],
           Kunden=[CUSTOMERS, customer(), customer(Gegenstand='Radio'), customer(Nachname='Neu', Einwilligung='')])
    assert undoing.lately(NOW)[0].kinds == {'team': 1, 'customers': 3}
    assert 'liste.xlsx' not in str(rows("SELECT value FROM setting WHERE name = 'imports'"))


def test_a_list_that_stands_already_costs_no_question_per_row(store: Path) -> None:
    asked: list[str] = []

    def questions_of(many: int) -> int:
        people = [customer(Nachname=f'Wald{chr(97 + n)}', Telefon=f'0351 66{n:04}', Gegenstand=f'Lampe {n}',
                           Einwilligung='ja' if n % 2 else '') for n in range(many)]
        stored(Kunden=[CUSTOMERS, *people])
        asked.clear()
        db.connection().set_trace_callback(asked.append)
        plan = planning.make(book(Kunden=[CUSTOMERS, *people]), Choices(), NOW)
        db.connection().set_trace_callback(None)
        assert not plan.changes_something
        return len(asked)
    assert questions_of(2) == questions_of(26)


def test_a_list_is_planned_anew_where_somebody_is_erased_meanwhile(store: Path,
                                                                   monkeypatch: pytest.MonkeyPatch) -> None:
    stored(Kunden=[CUSTOMERS, customer()])
    look = planning._look_through
    ((person,),) = rows('SELECT public_id FROM person')

    def meanwhile(*known: Any) -> None:
        look(*known)
        if rows('SELECT COUNT(*) FROM person') == [(1,)]:
            handover.withdraw(person, (Purpose.REPAIR,), COMMAND_LINE, NOW)
    monkeypatch.setattr(planning, '_look_through', meanwhile)
    plan = planning.make(book(Kunden=[CUSTOMERS, customer()]), Choices(), NOW)
    assert [line.result for line in plan.lines] == [Result.STORED]
