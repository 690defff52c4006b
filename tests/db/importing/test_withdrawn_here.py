"""D1, D5: what somebody has taken back here comes back into force by no list that says nothing newer."""
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from db import handover
from db.importing import applying, planning
from db.importing.drafts import Choices, Evidence, Line, Plan, Result
from db.importing.withdrawn_here import ERASED_SINCE
from db.models import Person
from db.who import COMMAND_LINE, Who
from db.words import Purpose
from tests.db.importing.lists import CUSTOMERS, EXTERNAL, FORMER, TEAM, Rows, book, customer, planned, stored
from tests.db.stories import joins, rows
from tests.personas import NOW

pytestmark = pytest.mark.usefixtures('store')

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LATER = NOW + 10 * DAY                  # 3.12.2026; it was withdrawn on 23.11.2026
REASON = 'Die Zustimmung wurde am 23.11.2026 widerrufen; die Liste sagt nichts Neueres.'
STAYS_OUT = (f'{REASON} Die Person wird nicht gespeichert. Diese Person steht schon im Kontaktbuch, dort ändert sich '
             'nichts.')
HEADS = [*TEAM, 'Darf später kontaktiert werden']


def member(said: str = '3.5.2025', later: str = '') -> list[str]:
    return ['Emine', 'Özdemir', '0351 7654321', '', 'Kasse', 'ja', said, later]


def former(said: str) -> list[str]:
    return ['Kundin', 'Özdemir', 'Emine', '0351 7654321', '', said, 'mag Radios']


def outside(said: str) -> list[str]:
    return ['Stadt', 'Emine Özdemir', 'Ehrenamt', '0351 7654321', '', 'Raum', said]


SHEETS: dict[Purpose, tuple[str, Rows, str]] = {
    Purpose.MEMBER: ('Team', [HEADS, member('{said}')], 'membership'),
    Purpose.FORMER: ('Ehemalige', [FORMER, former('{said}')], 'person'),
    Purpose.EXTERNAL: ('Extern', [EXTERNAL, outside('{said}')], 'contact'),
    Purpose.REPAIR: ('Kunden', [CUSTOMERS, customer(Einwilligung='{said}')], 'repair')}


def sheet_of(purpose: Purpose, said: str) -> dict[str, Rows]:
    name, (heads, row), __ = SHEETS[purpose]
    return {name: [heads, [cell.replace('{said}', said) for cell in row]]}


def other(purpose: Purpose) -> Purpose:
    return Purpose.MEMBER if purpose is Purpose.REPAIR else Purpose.REPAIR


def withdrawn(purpose: Purpose, who: Who, said: str = 'ja', when: datetime = NOW + HOUR) -> None:
    """In the book for this purpose and one more, then the first is taken back."""
    stored(**sheet_of(purpose, said), **sheet_of(other(purpose), 'ja'))
    assert handover.withdraw(Person.get().public_id, (purpose,), who, when) is False


def in_force() -> set[str]:
    return {purpose for purpose, in rows('SELECT purpose FROM consent WHERE ended_at IS NULL')}


def again(purpose: Purpose, said: str, choices: Choices | None = None, now: datetime = LATER) -> Line:
    (line,) = planned(choices, now, **sheet_of(purpose, said)).lines
    applying.apply(book(**sheet_of(purpose, said)), choices or Choices(), COMMAND_LINE, now)
    return line


@pytest.mark.parametrize('said', ['ja', '3.5.2026', 'ja, 23.11.2026', 'ja 2026', 'ja, 3.5.'])
@pytest.mark.parametrize('purpose', [Purpose.MEMBER, Purpose.FORMER, Purpose.EXTERNAL])
def test_d1_the_same_list_again_brings_nothing_of_it_back(purpose: Purpose, said: str, anja: Who) -> None:
    withdrawn(purpose, anja, said)
    table = SHEETS[purpose][2]
    before = rows(f'SELECT * FROM {table}')
    line = again(purpose, said)
    assert (line.result, line.may_decide) == (Result.HELD_BACK, True)
    assert line.reason.startswith(STAYS_OUT)
    assert in_force() == {'repair'}
    assert rows(f'SELECT * FROM {table}') == before
    assert not rows('SELECT id FROM membership WHERE NOT ended')


@pytest.mark.parametrize('fault', ['heizt nicht', 'Frau Özdemir sagt: heizt nicht', 'Özdemirs Toaster, 0351 7654321',
                                   'laut Frau Müller heizt er nicht'])      # masked in the row, and not in the book
@pytest.mark.parametrize('day', ['10.10.2026', ''])
def test_d1_the_repair_that_lost_its_person_gets_no_other_beside_it(day: str, fault: str, anja: Who) -> None:
    row = customer(Datum=day, Defekt=fault)
    stored(Kunden=[CUSTOMERS, row], Team=[TEAM, member()[:7]])
    handover.withdraw(Person.get().public_id, (Purpose.REPAIR,), anja, NOW + HOUR)
    plan, __ = stored(LATER, Kunden=[CUSTOMERS, row])
    assert plan.lines[0].result is Result.REPAIR_ONLY
    assert plan.lines[0].reason.startswith(REASON)
    assert in_force() == {'member'}
    assert not rows('SELECT id FROM repair WHERE person_id IS NOT NULL')
    if day or fault == 'heizt nicht':       # of another day it may be another
        assert rows('SELECT COUNT(*) FROM repair') == [(1,)]


def test_d1_another_item_of_before_comes_in_without_the_name(anja: Who) -> None:
    withdrawn(Purpose.REPAIR, anja)
    plan, __ = stored(LATER, Kunden=[CUSTOMERS, customer(Gegenstand='Uhr', Defekt='Frau Özdemir sagt: steht')])
    assert (plan.lines[0].result, plan.lines[0].may_decide) == (Result.REPAIR_ONLY, True)
    assert plan.lines[0].reason == f'{REASON} Die Reparatur kommt ohne Person hinein, ohne Kontaktdaten und Notiz.'
    assert rows("SELECT person_id, fault FROM repair WHERE item = 'Uhr'") == [(None, 'Frau … sagt: steht')]


@pytest.mark.parametrize('purpose', SHEETS)
def test_a_yes_of_a_later_day_counts(purpose: Purpose, anja: Who) -> None:
    withdrawn(purpose, anja)
    assert again(purpose, 'ja, 24.11.2026').result is not Result.HELD_BACK
    assert rows(f"SELECT given_at FROM consent WHERE ended_at IS NULL AND purpose = '{purpose}'") == [
        ('2026-11-24T11:00:00Z',)]


@pytest.mark.parametrize(('day', 'counts'), [('1.12.2026', True), ('23.11.2026', False), ('10.12.2026', False)])
def test_a_visit_of_a_later_day_says_when_it_was_asked(day: str, counts: bool, anja: Who) -> None:
    withdrawn(Purpose.REPAIR, anja)
    stored(LATER, Kunden=[CUSTOMERS, customer(Datum=day, Gegenstand='Uhr')])
    assert rows("SELECT person_id FROM repair WHERE item = 'Uhr'") == [(1 if counts else None,)]
    assert in_force() == {'member', *(['repair'] if counts else [])}


@pytest.mark.parametrize(('proof', 'counts'), [
    (Evidence('Papier', at=LATER), True), (Evidence('Papier', date(2026, 11, 24)), True),
    (Evidence('Papier', at=NOW + HOUR), False), (Evidence('Papier', at=NOW), False), (Evidence('Papier'), False),
    (Evidence('Papier', date(2026, 11, 23)), False), (Evidence('Papier', date(2025, 5, 3)), False)])
@pytest.mark.parametrize('said', ['3.5.2025', 'ja', ''])
def test_a_proof_for_the_row_counts_where_it_is_newer(said: str, proof: Evidence, counts: bool, anja: Who) -> None:
    withdrawn(Purpose.MEMBER, anja)
    line = again(Purpose.MEMBER, said, Choices(rows={('Team', 2): proof}))
    assert (line.result is Result.MERGED, 'member' in in_force()) == (counts, counts)
    if counts:
        assert rows("SELECT how FROM consent WHERE ended_at IS NULL AND purpose = 'member'") == [('Papier',)]
    else:
        assert line.reason.startswith(REASON)


@pytest.mark.parametrize(('proved', 'counts'), [(HOUR, False), (3 * HOUR, True)])
@pytest.mark.parametrize('purpose', SHEETS)
def test_d1_who_withdraws_while_the_preview_is_open_has_withdrawn(purpose: Purpose, proved: timedelta, counts: bool,
                                                                  anja: Who) -> None:
    """Two organisers: one vouches for the row, the other hears the withdrawal."""
    stored(**sheet_of(purpose, 'ja'), **sheet_of(other(purpose), 'ja'))
    sheet = sheet_of(purpose, '')
    choices = Choices(rows={(SHEETS[purpose][0], 2): Evidence('Papier', at=NOW + proved)})
    made = planned(choices, NOW + HOUR, **sheet)
    handover.withdraw(Person.get().public_id, (purpose,), anja, NOW + 2 * HOUR)
    applying.apply(book(**sheet), choices, COMMAND_LINE, NOW + 4 * HOUR, made=made)
    assert in_force() == {other(purpose), *([purpose] if counts else [])}


@pytest.mark.parametrize('said', ['ja', 'ja, 24.11.2026', ''])
@pytest.mark.parametrize('purpose', SHEETS)
def test_d5_who_is_erased_while_the_preview_is_open_comes_back_by_none_of_its_rows(purpose: Purpose, said: str,
                                                                                    anja: Who) -> None:
    stored(**sheet_of(purpose, 'ja'))
    sheet = sheet_of(purpose, said)
    choices = Choices(rows={(SHEETS[purpose][0], 2): Evidence('Papier', at=NOW + HOUR)} if not said else {})
    made = planned(choices, NOW + 2 * DAY, **sheet)
    assert handover.withdraw(Person.get().public_id, (purpose,), anja, NOW + 2 * DAY)
    plan, __ = applying.apply(book(**sheet), choices, COMMAND_LINE, NOW + 3 * DAY, made=made)
    assert plan.lines[0].reason.startswith(ERASED_SINCE)
    assert (rows('SELECT id FROM person'), rows('SELECT id FROM consent')) == ([], [])
    assert rows('SELECT COUNT(*) FROM repair') == [(1 if purpose is Purpose.REPAIR else 0,)]
    again, __ = stored(NOW + 3 * DAY, **sheet_of(purpose, 'ja'))    # read anew it is as good as new
    assert again.lines[0].result is Result.STORED


def test_d5_nor_who_is_erased_between_plan_and_transaction(monkeypatch: pytest.MonkeyPatch, anja: Who) -> None:
    sheet = sheet_of(Purpose.MEMBER, 'ja')
    stored(**sheet)
    make = planning.make

    def meanwhile(*args: Any, **more: Any) -> Plan:
        plan = make(*args, **more)
        for person, in rows('SELECT public_id FROM person'):
            handover.withdraw(person, (Purpose.MEMBER,), anja, NOW + HOUR)
        return plan
    monkeypatch.setattr(planning, 'make', meanwhile)
    applying.apply(book(**sheet), Choices(), COMMAND_LINE, NOW + HOUR)
    assert rows('SELECT id FROM person') == []


UNKNOWN_COLUMN = [*CUSTOMERS[:9], 'Notizfeld', 'Bemerkung']
TOASTER = customer(Einwilligung='ja')
WHO = [['Name', 'Vorname', 'Telefon', 'Ja?'], ['Özdemir', 'Emine', '0351 7654321', 'ja']]


@pytest.mark.parametrize(('rows_of', 'hidden', 'chosen'), [
    ({'Kunden': [UNKNOWN_COLUMN, TOASTER]}, False, {'columns': {('Kunden', 9): 'consent'}}),
    ({'Kunden': [CUSTOMERS, TOASTER]}, True, {'shown': frozenset({'Kunden'})}),
    ({'Blatt': WHO}, False, {'kinds': {'Blatt': 'team'}, 'columns': {('Blatt', 3): 'consent'}}),
    *((sheet_of(purpose, ''), False, {'evidence': {SHEETS[purpose][0]: Evidence('Papier', at=NOW + 3 * HOUR)}})
      for purpose in SHEETS if purpose is not Purpose.MEMBER)])
def test_d5_nor_where_the_row_stayed_out_when_it_was_read(rows_of: dict[str, Rows], hidden: bool,
                                                          chosen: dict[str, Any], anja: Who) -> None:
    """Whatever is chosen afterwards, and however often."""
    read = book(**rows_of)
    read = replace(read, sheets=tuple(replace(one, hidden=hidden) for one in read.sheets))
    stored(Team=[TEAM, member('ja')[:7]])
    choices, before = Choices(), planning.make(read, Choices(), NOW + HOUR)
    assert not [line for line in before.lines if line.person]
    handover.withdraw(Person.get().public_id, None, anja, NOW + 2 * HOUR)
    for __ in range(2):
        choices = replace(choices.having_met(before), **chosen)
        before = planning.make(read, choices, NOW + 3 * HOUR)
        assert not [line for line in before.lines if line.person]
        assert ERASED_SINCE in before.lines[0].reason
    assert planning.make(read, replace(Choices(), **chosen), NOW + 3 * HOUR).lines[0].person, 'read anew it is as new'


def test_d5_nor_whoever_is_only_called_rolf(anja: Who) -> None:
    rolf = ['Rolf', '', '', '', 'Rad', '']
    stored(Team=[TEAM, [*rolf, 'ja']])
    unclear = {'Team': [TEAM, [*rolf, 'fragt noch']]}
    plan = planned(**unclear)
    handover.withdraw(Person.get().public_id, None, anja, NOW + HOUR)
    proof = Choices(rows={('Team', 2): Evidence('Papier', at=NOW + 2 * HOUR)})
    assert planned(proof, **unclear).lines[0].person
    (line,) = planned(proof.having_met(plan), **unclear).lines
    assert line.reason.startswith(ERASED_SINCE)


def test_d5_nor_where_somebody_else_of_the_name_comes_meanwhile(anja: Who) -> None:
    sheet = sheet_of(Purpose.MEMBER, 'ja')
    stored(**sheet)
    choices = Choices().having_met(planned(**sheet))
    handover.withdraw(Person.get().public_id, None, anja, NOW + HOUR)
    joins(anja, NOW + 2 * HOUR, first_name='Emine', last_name='Özdemir', phone='0351 7654321')
    for __ in range(2):
        plan = planned(choices, NOW + 3 * HOUR, **sheet)
        assert plan.lines[0].reason.startswith(ERASED_SINCE)
        choices = choices.having_met(plan)


@pytest.mark.parametrize(('on', 'counts'), [(None, False), (date(2026, 11, 23), False), (date(2026, 11, 24), True)])
def test_d1_a_proof_for_the_sheet_needs_a_later_day(on: date | None, counts: bool, anja: Who) -> None:
    withdrawn(Purpose.MEMBER, anja)
    again(Purpose.MEMBER, '', Choices(evidence={'Team': Evidence('Papier', on)}))
    assert ('member' in in_force()) is counts


@pytest.mark.parametrize(('later', 'counts'), [('ja', False), ('ja, 3.5.2026', False), ('ja, 24.11.2026', True)])
@pytest.mark.parametrize('sheet', ['Team', 'Kunden'])
def test_d1_the_yes_to_later_contact_beside_another_stays_withdrawn(sheet: str, later: str, counts: bool,
                                                                    anja: Who) -> None:
    withdrawn(Purpose.FORMER, anja)
    row = member('25.11.2026', later) if sheet == 'Team' else [*customer(Einwilligung='25.11.2026'), later]
    plan, __ = stored(LATER, **{sheet: [HEADS if sheet == 'Team' else [*CUSTOMERS, HEADS[-1]], row]})
    assert ('former' in in_force()) is counts
    assert (REASON in plan.lines[0].reason) is not counts
    assert plan.lines[0].result is Result.MERGED


@pytest.mark.parametrize('said', ['3.5.2026', 'ja'])
def test_d1_who_left_the_team_by_a_withdrawal_has_no_membership_again(said: str, anja: Who) -> None:
    withdrawn(Purpose.MEMBER, anja)
    left = [*member(said, 'ja, 24.11.2026'), '20.11.2026']
    (line,) = stored(LATER, Team=[[*HEADS, 'ausgeschieden am'], left])[0].lines
    assert (line.result, REASON in line.reason) == (Result.HELD_BACK, True)
    assert (in_force(), rows('SELECT id FROM membership')) == ({'repair'}, [])


def test_what_was_withdrawn_for_one_purpose_says_nothing_of_another(anja: Who) -> None:
    withdrawn(Purpose.MEMBER, anja)
    assert again(Purpose.EXTERNAL, 'ja').result is Result.MERGED
    assert again(Purpose.REPAIR, 'ja').result is Result.MERGED
    assert in_force() == {'external', 'repair'}


def test_d1_whoever_is_only_called_rolf_is_met_again(anja: Who) -> None:
    rolf = ['Rolf', '', '', '', 'Rad', '', 'ja', 'ja, 1.11.2026']
    stored(Team=[HEADS, rolf])
    handover.withdraw(Person.get().public_id, (Purpose.MEMBER,), anja, NOW + HOUR)
    (line,) = stored(LATER, Team=[HEADS, rolf])[0].lines
    assert line.result is Result.HELD_BACK
    assert line.reason.startswith(REASON)
    assert rows('SELECT COUNT(*) FROM person') == [(1,)]

