"""The list had no yes when it came in first: with one, the repair that stands gets its person and does not double."""
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from db import handover, repairs, search
from db.connection import db
from db.importing import undoing
from db.importing.drafts import Line, Plan, Result
from db.models import Repair
from db.who import COMMAND_LINE, Who
from db.words import Purpose, State
from tests.db.importing.lists import CUSTOMERS, FORMER, SAME, TEAM, Rows, customer, planned, stored
from tests.db.stories import nameless, own, residue, rows
from tests.personas import NOW

pytestmark = pytest.mark.usefixtures('store')

HEADS = [*CUSTOMERS, 'Zubehör', 'Platz', 'Darf später kontaktiert werden']
STANDS = 'Die Reparatur steht schon ohne Person im Kontaktbuch und gehört jetzt zu dieser.'
LATER = NOW + timedelta(days=1)


def brings(said: str, later: str = '', **more: str) -> list[str]:
    usual = {'Defekt': 'Frau Özdemir sagt: heizt nicht', 'Bemerkung': 'ruft abends an'}
    return [*customer(Einwilligung=said, **(usual | more)), 'Kabel', 'Fach 3', later]


def came(now: datetime = NOW, **sheets: Rows) -> tuple[Plan, str]:
    """With a last row that says yes from the start: it is the same list each time."""
    plan, batch = stored(now, **{name: [*told, SAME] if name == 'Kunden' else told for name, told in sheets.items()})
    plan.lines = [line for line in plan.lines if line.name != 'Ida Anker' and (
        line.person is None or line.person.values['last_name'] != 'Anker')]
    return plan, batch


def again(*rows_: list[str]) -> tuple[Plan, str]:
    return came(LATER, Kunden=[HEADS, *rows_])


def standing() -> list[tuple[Any, ...]]:
    return rows('SELECT r.number, item, fault, accessories, r.note, p.last_name FROM repair r '
                'LEFT JOIN person p ON p.id = r.person_id WHERE item <> \'Uhr\' ORDER BY r.id')


def test_the_repair_that_stands_gets_its_person() -> None:
    first = came(Kunden=[HEADS, brings('')])[0].lines[0]
    assert first.repair is not None
    ((number, *_rest, nobody),) = standing()
    assert nobody is None
    assert planned(now=LATER, Kunden=[HEADS, brings('ja'), SAME]).lines[0].repair.public == number  # type: ignore[union-attr]
    (line,) = again(brings('ja'))[0].lines
    assert (line.result, line.reason) == (Result.STORED, STANDS)
    assert standing() == [(number, 'Toaster', 'Frau Özdemir sagt: heizt nicht', 'Kabel', 'ruft abends an', 'Özdemir')]
    assert search.find('oezdemir').repairs[0].href == f'/r/{number}'
    assert repairs.read(number, LATER).person is not None
    made = rows('SELECT id, words FROM repair'), rows('SELECT id, words, on_former FROM person')
    search.rebuild()
    assert made == (rows('SELECT id, words FROM repair'), rows('SELECT id, words, on_former FROM person'))
    before = standing(), rows('SELECT COUNT(*) FROM change')
    assert again(brings('ja'))[0].lines[0].result is Result.MERGED
    assert (standing(), rows('SELECT COUNT(*) FROM change')) == before


def test_of_somebody_who_stood_there_already_too() -> None:
    came(Kunden=[HEADS, brings(''), customer(Gegenstand='Lampe')])
    came(LATER, Kunden=[HEADS, brings('ja'), customer(Gegenstand='Lampe')])
    assert [(item, last) for __, item, *_rest, last in standing()] == [('Toaster', 'Özdemir'), ('Lampe', 'Özdemir')]


def test_what_was_fetched_and_may_be_kept_gets_its_person() -> None:
    gone = {'Status': 'abgeholt am 20.10.2026'}
    came(Kunden=[HEADS, brings('', **gone)])
    (line,) = again(brings('ja', 'ja', **gone))[0].lines
    assert line.reason.startswith(STANDS)
    assert 'kommt zu den Ehemaligen' in line.reason
    assert [one[-1] for one in standing()] == ['Özdemir']
    assert rows("SELECT on_former FROM person WHERE last_name = 'Özdemir'") == [(1,)]


# ---- what stands there stays -----------------------------------------------------------------------------------------
MEMBERS = [TEAM, ['Jürgen', 'Weiß', '0351 112233', '', '', '', 'ja'], ['Kim', 'Alt', '0351 445566', '', '', '', 'ja']]
OTHER_HELPER = 'Als Ansprechperson bleibt, wer im Kontaktbuch steht.'


@pytest.mark.parametrize(('first', 'second', 'stands', 'told'), [
    ('Jürgen', 'Jürgen', 'Jürgen', False), ('Jürgen', 'Kim', 'Jürgen', True), ('Jürgen', '', 'Jürgen', False),
    ('', 'Kim', 'Kim', False), ('', '', None, False)])
def test_who_looks_after_it_stays_and_is_filled_in(first: str, second: str, stands: str | None, told: bool) -> None:
    came(Team=MEMBERS, Kunden=[HEADS, brings('', Ansprechperson=first)])
    (line,) = again(brings('ja', Ansprechperson=second))[0].lines
    assert line.reason.startswith(STANDS)
    assert (OTHER_HELPER in line.reason) is told
    query = ('SELECT p.first_name FROM repair r LEFT JOIN membership m ON m.id = r.responsible_id '
             "LEFT JOIN person p ON p.id = m.person_id WHERE item <> 'Uhr'")
    assert rows(query) == [(stands,)]
    undoing.undo(undoing.lately(LATER)[0].batch, COMMAND_LINE, LATER)
    assert rows(query) == [(first or None,)]


@pytest.mark.parametrize(('column', 'heading', 'state', 'first', 'second', 'stands'), [
    ('ready_at', 'fertig seit', 'fertig', '1.11.2026', '5.11.2026', '2026-11-01'),
    ('ready_at', 'fertig seit', 'fertig', '1.11.2026', '', '2026-11-01'),
    ('ready_at', 'fertig seit', 'fertig', '', '5.11.2026', f'{NOW:%Y-%m-%d}'),
    ('ready_at', 'fertig seit', 'nicht abgeholt', '', '5.11.2026', '2026-11-05'),
    ('collected_at', 'abgeholt am', 'abgeholt', '1.11.2026', '5.11.2026', '2026-11-01'),
    ('collected_at', 'abgeholt am', 'abgeholt', '', '5.11.2026', '2026-11-05'),
    ('collected_at', 'abgeholt am', 'abgeholt', '1.11.2026', '', '2026-11-01')])
def test_the_day_it_was_done_stays_and_is_filled_in(column: str, heading: str, state: str, first: str, second: str,
                                                    stands: str) -> None:
    def row(said: str, day: str) -> list[str]:
        return [*brings(said, said, Status=state), day]
    came(Kunden=[[*HEADS, heading], row('', first)])
    plan, __ = came(LATER, Kunden=[[*HEADS, heading], row('ja', second)])
    assert plan.lines[0].reason.startswith(STANDS)
    ((day, owner),) = rows(f"SELECT {column}, person_id FROM repair WHERE item <> 'Uhr'")
    assert (day[:10], owner is None) == (stands, False)


# ---- other columns mask other words ----------------------------------------------------------------------------------
@pytest.mark.parametrize(('fault', 'first', 'second'), [
    ('Özdemir sagt: kalt', {}, {}),
    ('Herr Kern sagt: Walze brummt, 0351 998877', {}, {}),
    ('Walze brummt', {'Bemerkung': 'Walze'}, {}), ('Walze brummt', {}, {'Bemerkung': 'Walze ansehen'}),
    ('Walze brummt, Spule quietscht', {'Bemerkung': 'Walze'}, {'Bemerkung': 'Spule'}),
    ('brummt seit der Walze', {}, {'Bemerkung': 'Walze'})])
def test_a_list_with_other_columns_tells_of_the_same_repair(fault: str, first: dict[str, str],
                                                            second: dict[str, str]) -> None:
    came(Kunden=[HEADS, brings('', Defekt=fault, **{'Bemerkung': '', **first})])
    row = [*brings('ja', Defekt=fault, **{'Bemerkung': '', **second}), '0351 998877']
    (line,) = came(LATER, Kunden=[[*HEADS, 'Telefon 2'], row])[0].lines
    assert line.reason.startswith(STANDS)
    assert [(told, owner) for __, __, told, *__, owner in standing()] == [(fault, 'Özdemir')]


# ---- whose it is, is not guessed -------------------------------------------------------------------------------------
@pytest.mark.parametrize('more', [
    {'Datum': '11.10.2026'}, {'Datum': ''}, {'Gegenstand': 'Lampe'}, {'Defekt': 'brummt'}, {'Status': 'fertig'}])
def test_another_day_item_or_state_is_another_repair(more: dict[str, str]) -> None:
    came(Kunden=[HEADS, brings('')])
    again(brings('ja', **more))
    assert [one[-1] for one in standing()] == [None, 'Özdemir']


def test_what_differs_beside_is_another_repair_and_the_reason_asks() -> None:
    came(Kunden=[HEADS, brings('', Status='in Arbeit')])
    row = brings('ja')
    row[-2] = 'Fach 4'
    (line,) = again(row)[0].lines
    assert f'Doppelt? Ohne Person steht schon {standing()[0][0]} mit demselben Gegenstand' in line.reason
    assert len(standing()) == 2


MORE = [*HEADS, 'Kategorie', 'Alter', 'Strom', 'Nicht einschalten', 'Ergebnis', 'Marke', 'Modell', 'Befund']


@pytest.mark.parametrize(('heading', 'first', 'second'), [
    ('Kategorie', 'Toaster', 'Radio'), ('Alter', '3', '4'), ('Strom', 'Akku', 'Batterie'),
    ('Nicht einschalten', 'ja', ''), ('Ergebnis', 'repariert', 'unbekannt'),
    ('Ergebnis', 'Ersatzteil zu teuer', 'Abnutzung zu groß'), ('Marke', 'Bosch', 'Siemens'), ('Modell', 'T 3', 'T 4'),
    ('Befund', 'Sicherung', 'Stecker')])
def test_what_the_list_tells_else_must_be_the_same(heading: str, first: str, second: str) -> None:
    def rows_of(said: str, told: str) -> list[list[str]]:
        return [MORE, [*brings(said), *(told if name == heading else '' for name in MORE[len(HEADS):])]]
    came(Kunden=rows_of('', first))
    assert 'Doppelt?' in came(LATER, Kunden=rows_of('ja', second))[0].lines[0].reason
    assert [one[-1] for one in standing()] == [None, 'Özdemir']


@pytest.mark.parametrize('day', ['Herbst', 'November 2026', ''])
def test_a_day_that_was_not_exact_is_another_one(day: str) -> None:
    came(Kunden=[HEADS, brings('', Datum=day)])
    again(brings('ja', Datum=f'{NOW:%d.%m.%Y}'))
    assert [one[-1] for one in standing()] == [None, 'Özdemir']


@pytest.mark.parametrize('day', ['', 'Herbst', '31.11.26', '10.10.2026'])
@pytest.mark.parametrize('state', ['in Arbeit', 'fertig'])
def test_of_which_no_day_is_known_it_is_the_same_where_none_is_known_again(day: str, state: str) -> None:
    came(Kunden=[HEADS, brings('', Datum=day, Status=state)])
    stood = rows("SELECT request_id, received_at FROM repair WHERE item <> 'Uhr'")
    (line,) = again(brings('ja', Datum=day, Status=state))[0].lines
    assert (line.result, line.reason) == (Result.STORED, STANDS)
    assert [(number, owner) for number, *__, owner in standing()] == [('26-0001-7', 'Özdemir')]
    assert rows("SELECT request_id, received_at FROM repair WHERE item <> 'Uhr'") == stood
    assert again(brings('ja', Datum=day, Status=state))[0].lines[0].result is Result.MERGED
    assert len(standing()) == 1


def test_of_which_only_the_day_it_was_ready_is_known_too() -> None:
    heads = [*HEADS, 'fertig seit']
    for now, said in ((NOW, ''), (LATER, 'ja')):
        came(now, Kunden=[heads, [*brings(said, Datum='', Status='fertig'), '1.11.2026']])
    assert [(number, owner) for number, *__, owner in standing()] == [('26-0001-7', 'Özdemir')]


def test_two_of_no_known_day_are_nobodys() -> None:
    """And what stands as of the day of its import has not come on that day."""
    alike = {'Datum': '', 'Defekt': 'Platten', 'Bemerkung': ''}
    came(Kunden=[HEADS, brings('', **alike), brings('', Nachname='Alt', Vorname='Uwe', Telefon='0351 99', **alike)])
    (line,) = again(brings('ja', **alike))[0].lines
    assert 'mit demselben Gegenstand und Schaden, auch ohne Tag, im Kontaktbuch' in line.reason
    again(brings('ja', **alike | {'Datum': f'{NOW:%d.%m.%Y}'}))
    assert [owner for *__, owner in standing()] == [None, None, 'Özdemir', 'Özdemir']


def test_a_list_of_no_days_in_which_as_much_again_stands_is_another_one() -> None:
    alike = {'Datum': '', 'Bemerkung': ''}
    came(Kunden=[HEADS, brings('', **alike)])
    more = [brings('ja', Nachname=f'Neu{one}', Gegenstand=f'Radio {one}', **alike) for one in range(3)]
    assert 'Doppelt?' in again(brings('ja', **alike), *more)[0].lines[0].reason
    assert standing()[0][-1] is None


@pytest.mark.parametrize('state', ['in Arbeit', 'fertig'])
@pytest.mark.parametrize(('day', 'passed', 'is_same'), [
    ('', timedelta(days=28), True), ('', timedelta(days=28, minutes=1), False), ('Herbst', timedelta(days=300), False),
    ('10.10.2026', timedelta(days=300), True)])
def test_d1_what_came_on_no_known_day_with_a_list_of_long_ago_is_somebody_elses(
        state: str, day: str, passed: timedelta, is_same: bool) -> None:
    alike = {'Datum': day, 'Status': state, 'Gegenstand': 'Toaster', 'Defekt': 'heizt nicht', 'Bemerkung': ''}
    came(Kunden=[HEADS, brings('nein', **alike | {'Nachname': 'Alt', 'Vorname': 'Uwe', 'Telefon': '0351 99'})])
    (line,) = came(NOW + passed, Kunden=[HEADS, brings('ja', **alike)])[0].lines
    assert (line.reason == STANDS) is is_same
    assert ('Doppelt? Ohne Person steht schon 26-0001-7 mit demselben Gegenstand und Schaden, auch ohne Tag'
            in line.reason) is not is_same
    assert [one[-1] for one in standing()] == (['Özdemir'] if is_same else [None, 'Özdemir'])


def test_what_the_yes_permits_comes_along() -> None:
    """Words with names, why it must not be switched on, accessories and the café's own columns."""
    own('repair', 'farbe', purposes=(Purpose.REPAIR,))
    told = ['Özdemirs Marke', 'Modell Özdemir', 'Frau Özdemir gefragt', 'Frau Özdemir sagt: heiß', 'rot']
    heads = [*HEADS, 'Marke', 'Modell', 'Befund', 'Nicht einschalten', 'Farbe']
    for now, said in ((NOW, ''), (LATER, 'ja')):
        row = [*brings(said, Gegenstand='Radio von Özdemir'), *told]
        row[len(CUSTOMERS) + 1] = 'Fach Özdemir'
        came(now, Kunden=[heads, row])
    query = 'SELECT item, place, brand, model, finding, warning, extra FROM repair WHERE item <> \'Uhr\''
    assert rows(query) == [('Radio von Özdemir', 'Fach Özdemir', *told[:4], '{"farbe": "rot"}')]


def radio_of(first: str, last: str, said: str) -> list[str]:
    return customer(Vorname=first, Nachname=last, Telefon='', Gegenstand='Radio', Defekt=f'{last} sagt: brummt',
                    Einwilligung=said)


def others(count: int, said: str) -> list[list[str]]:
    """Rows of which a list says this from the start."""
    return [customer(Vorname='Ida', Nachname=f'Wald{sign}', Telefon=f'0351 66{ord(sign)}',
                     Gegenstand=f'Lampe {sign}{said}', Einwilligung=said) for sign in 'abc'[:count]]


@pytest.mark.parametrize(('beside', 'again_beside', 'is_same'), [
    ([], [], False),                                                                # one row is no list
    (others(1, ''), others(1, ''), False), (others(2, ''), others(2, ''), True),
    (others(1, 'ja'), others(1, 'ja'), True),                                       # this one is surely the same
    (others(2, 'ja'), others(1, 'ja'), False), (others(3, 'ja'), others(1, 'ja'), False),
    (others(3, 'ja'), others(2, 'ja'), True),
    ([*others(1, ''), *others(3, 'ja')], others(3, 'ja'), False)])                  # one has no row any more
def test_whose_it_is_says_only_the_list_it_came_with(beside: list[list[str]], again_beside: list[list[str]],
                                                     is_same: bool) -> None:
    """Else somebody else may have brought such a radio on that day."""
    stored(Kunden=[CUSTOMERS, radio_of('Anna', 'Kern', ''), *beside])
    name = ('Anna', 'Kern') if is_same else ('Bernd', 'Uhl')
    line = stored(LATER, Kunden=[CUSTOMERS, radio_of(*name, 'ja'), *again_beside])[0].lines[0]
    assert (line.reason == STANDS, 'Doppelt?' in line.reason) == (is_same, not is_same)
    assert [one[-1] for one in standing() if one[1] == 'Radio'] == (['Kern'] if is_same else [None, 'Uhl'])


@pytest.mark.parametrize(('day', 'number'), [('10.10.2026', '26-0003-0'), (f'{LATER:%d.%m.%Y}', '26-0001-7')])
def test_somebody_who_stands_in_both_lists_makes_them_no_same_one(day: str, number: str) -> None:
    """What has come since is no sign of another one."""
    stored(Kunden=[CUSTOMERS, radio_of('Anna', 'Kern', ''), SAME])
    more = [customer(Datum=day, Vorname='Ida', Nachname=f'Wald{sign}', Telefon=f'0351 66{ord(sign)}',
                     Gegenstand=f'Lampe {sign}') for sign in 'abc']
    stored(LATER, Kunden=[CUSTOMERS, radio_of('Bernd', 'Uhl', 'ja'), SAME, *more])
    assert dict(rows("SELECT last_name, number FROM repair JOIN person ON person.id = person_id "
                     "WHERE item = 'Radio'")) == {'Uhl': number}


def test_the_team_of_a_café_stands_in_each_of_its_lists() -> None:
    team = [TEAM, *([first, 'Weiß', '0351 112233', '', '', '', 'ja'] for first in ('Jürgen', 'Kim', 'Ada'))]
    stored(Team=team, Kunden=[CUSTOMERS, radio_of('Anna', 'Kern', '')])
    plan, __ = stored(LATER, Team=team, Kunden=[CUSTOMERS, radio_of('Bernd', 'Uhl', 'ja')])
    assert 'Doppelt?' in plan.lines[-1].reason
    assert [one[-1] for one in standing()] == [None, 'Uhl']


def test_another_row_of_the_list_that_stands_nameless_still_is_in_it() -> None:
    other = {'Gegenstand': 'Lampe', 'Nachname': 'Alt', 'Vorname': 'Uwe', 'Telefon': '0351 998877'}
    came(Kunden=[HEADS, brings(''), brings('', **other)])
    assert again(brings('ja'), brings('', **other))[0].lines[0].reason == STANDS
    assert [one[-1] for one in standing()] == ['Özdemir', None]


def test_where_a_mask_may_stand_for_either_it_is_nobodys() -> None:
    alike = {'Nachname': 'Alt', 'Vorname': 'Uwe', 'Telefon': '0351 998877', 'Bemerkung': ''}
    masked = brings('', **{**alike, 'Defekt': 'Walze brummt', 'Bemerkung': 'Walze'})
    masked[-2] = 'Fach 4'
    came(Kunden=[HEADS, brings('', Defekt='Walze brummt', Bemerkung=''), masked])
    (line,) = again(brings('ja', Defekt='Walze brummt', Bemerkung=''))[0].lines
    assert 'Doppelt?' in line.reason
    assert [one[-1] for one in standing()] == [None, None, 'Özdemir']


def test_what_stands_with_its_person_takes_no_nameless_one() -> None:
    gone = {'Status': 'abgeholt am 20.10.2026', 'Defekt': 'heizt nicht'}
    came(Kunden=[HEADS, brings('ja', 'ja', **gone)])
    came(Kunden=[HEADS, brings('', **{**gone, 'Nachname': 'Alt', 'Vorname': 'Uwe', 'Telefon': '0351 998877'})])
    before = standing()
    assert [one[-1] for one in before] == ['Özdemir', None]
    (line,) = again(brings('ja', 'ja', **gone))[0].lines
    assert line.repair is not None
    assert (line.repair.public, STANDS in line.reason) == (before[0][0], False)
    assert standing() == before


def test_one_that_came_over_the_counter_or_was_moved_since_is_left_alone(anja: Who) -> None:
    number = came(Kunden=[HEADS, brings('')])[0].lines[0].repair.public     # type: ignore[union-attr]
    repairs.move(number, State.READY, anja, NOW)
    again(brings('ja', Status='fertig'))
    assert [one[-1] for one in standing()] == [None, 'Özdemir']
    nameless(anja, LATER)
    assert db.execute_sql("SELECT COUNT(*) FROM repair WHERE person_id IS NULL").fetchone() == (2,)
    ((item, fault, day),) = rows('SELECT item, fault, received_at FROM repair ORDER BY id DESC LIMIT 1')
    plan, __ = again(brings('ja', Gegenstand=item, Defekt=fault, Datum=f'{day[8:10]}.{day[5:7]}.{day[:4]}'))
    assert plan.lines[0].repair is not None
    assert not getattr(plan.lines[0].repair, 'was_nameless', False)


def test_d5_whoever_withdrew_does_not_get_theirs_back(anja: Who) -> None:
    plan, __ = came(Kunden=[HEADS, brings('ja')])
    handover.withdraw(plan.people[0].public, None, anja, NOW)
    again(brings('ja'))
    assert [one[-1] for one in standing()] == [None, 'Özdemir']


def test_two_that_look_alike_are_nobodys_and_nobody_takes_that_of_another_row() -> None:
    alike = {'Defekt': 'Platten', 'Gegenstand': 'Fahrrad'}
    other = {**alike, 'Nachname': 'Alt', 'Vorname': 'Uwe', 'Telefon': '0351 998877'}
    came(Kunden=[HEADS, brings('', **alike)])
    plan, __ = again(brings('', **alike), brings('ja', **other))
    assert [(line.result, one[-1]) for line, one in zip(plan.lines, standing(), strict=True)] == [
        (Result.REPAIR_ONLY, None), (Result.STORED, 'Alt')]
    plan, __ = again(brings('ja', **alike), brings('ja', **{**other, 'Nachname': 'Neu', 'Vorname': 'Ina'}))
    assert [one[-1] for one in standing()] == [None, 'Alt', 'Özdemir', 'Neu'], 'either could be meant'
    assert all('Doppelt?' in line.reason for line in plan.lines)


# ---- taken back ------------------------------------------------------------------------------------------------------
def everything() -> list[tuple[Any, ...]]:
    columns = ', '.join(name for name in Repair._meta.columns if name != 'version')
    return rows(f'SELECT {columns} FROM repair') + rows('SELECT * FROM repair_word ORDER BY 1, 2, 3')


def test_taken_back_it_is_nameless_as_it_was(store: Path) -> None:
    came(Kunden=[HEADS, brings('')])
    before = everything()
    __, batch = again(brings('ja'))
    assert undoing.undo(batch, COMMAND_LINE, LATER).names == ()
    assert everything() == before
    assert rows('SELECT last_name FROM person') == [('Anker',)]
    assert not residue(store, ['Özdemir', 'oezdemir', '0351 7654321', 'ruft abends'])
    assert not rows('PRAGMA foreign_key_check')
    assert again(brings('ja'))[0].lines[0].reason == STANDS
    assert [one[-1] for one in standing()] == ['Özdemir']


def test_of_somebody_who_stood_there_before_only_the_repair_goes_back() -> None:
    came(Team=[TEAM, ['Emine', 'Özdemir', '0351 7654321', '', '', '', 'ja']], Kunden=[HEADS, brings('')])
    __, batch = again(brings('ja'))
    assert undoing.undo(batch, COMMAND_LINE, LATER).names == ()
    assert [one[-1] for one in standing()] == [None]
    assert rows('SELECT last_name FROM person') == [('Özdemir',), ('Anker',)]
    assert rows("SELECT purpose FROM consent WHERE ended_at IS NULL") == [('member',), ('repair',)]


def test_moved_on_since_it_stays_with_its_person(anja: Who) -> None:
    came(Kunden=[HEADS, brings('')])
    plan, batch = again(brings('ja'))
    repair: Line = plan.lines[0]
    assert repair.repair is not None
    repairs.move(repair.repair.public, State.READY, anja, LATER)
    assert 'Emine Özdemir' in undoing.undo(batch, anja, LATER).names
    assert [one[-1] for one in standing()] == ['Özdemir']


def test_who_has_something_else_by_now_keeps_it_too(anja: Who) -> None:
    came(Kunden=[HEADS, brings('')])
    plan, batch = again(brings('ja'), customer(Gegenstand='Lampe'))
    lamp = plan.lines[1].repair
    assert lamp is not None
    repairs.move(lamp.public, State.READY, anja, LATER)
    undoing.undo(batch, anja, LATER)
    assert [one[-1] for one in standing()] == ['Özdemir', 'Özdemir']
    assert not rows('PRAGMA foreign_key_check')


def test_a_former_customer_is_no_reason_to_guess() -> None:
    """Without a yes of its own row the repair stays as it is."""
    came(Kunden=[HEADS, brings('')])
    came(LATER, Kunden=[HEADS, brings('')], Ehemalige=[FORMER, ['Kundin', 'Özdemir', 'Emine', '0351 7654321', '',
                                                                  'ja', '']])
    assert [one[-1] for one in standing()] == [None]


def test_one_of_another_list_is_not_taken_for_it() -> None:
    """Two tables of one day, each with its list: whose bicycle it is must not be guessed."""
    plain = {'Gegenstand': 'Fahrrad', 'Defekt': 'Platten', 'Bemerkung': ''}
    came(Kunden=[HEADS, brings('', **plain), brings('', Nachname='Kern', Vorname='Ida', Telefon='0351 71')])
    (line,) = again(brings('ja', Nachname='Alt', Vorname='Uwe', Telefon='0351 998877', **plain))[0].lines
    assert 'Doppelt?' in line.reason
    assert [owner for *__, owner in standing()] == [None, None, 'Alt']


def test_with_one_of_two_alike_moved_on_the_other_is_nobodys(anja: Who) -> None:
    alike = {'Defekt': 'Platten', 'Bemerkung': ''}
    rows_ = [brings('', **alike), brings('', Nachname='Alt', Vorname='Uwe', Telefon='0351 998877', **alike)]
    first = came(Kunden=[HEADS, *rows_])[0].lines[0].repair
    assert first is not None
    repairs.move(first.public, State.WORKING, anja, NOW)
    again(brings('ja', **alike), rows_[1])
    assert [owner for *__, owner in standing()][:2] == [None, None]


def test_of_two_of_one_day_at_two_hours_neither_is_taken() -> None:
    """Also where one of them is the nameless one of a row again: it may be either."""
    alike = {'Defekt': 'heizt nicht', 'Bemerkung': ''}
    other = {'Datum': '10.10.2026 15:00', 'Nachname': 'Alt', 'Vorname': 'Uwe', 'Telefon': '0351 99'}
    came(Kunden=[HEADS, brings('', Datum='10.10.2026 00:30', **alike), brings('', **alike | other)])
    again(brings('ja', Datum='10.10.2026 00:30', **alike), brings('', **alike | other))
    assert [owner for *__, owner in standing()] == [None, None, 'Özdemir']


def test_of_two_that_are_written_alike_but_for_capitals_neither_is_taken() -> None:
    plain = {'Defekt': 'Platten', 'Bemerkung': ''}
    came(Kunden=[HEADS, brings('', Gegenstand='Fahrrad', **plain), brings('', Gegenstand='FAHRRAD', **plain)])
    (line,) = again(brings('ja', Gegenstand='Fahrrad', **plain))[0].lines
    assert 'Doppelt?' in line.reason
    assert [owner for *__, owner in standing()] == [None, None, 'Özdemir']
