"""What an import leaves when it is taken back: nobody whom no sheet shows and no rule erases, and nothing unnamed."""
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from db import columns, handover, ledger, members, people, privacy, repairs, retention
from db.importing import applying
from db.importing.drafts import Choices
from db.importing.targets import NEW
from db.kinds import Kind
from db.models import CustomColumn
from db.who import COMMAND_LINE, Who
from db.words import Purpose, State
from tests.db.importing.lists import CUSTOMERS, TEAM, Rows, book, customer, stored
from tests.db.importing.taken_back import (
    ALT,
    BELONGS,
    CHANGED,
    EMINE,
    JUST_EMINE,
    KEPT,
    LATER,
    LISTED,
    MEMBER,
    NEEDED,
    back,
    in_force,
    names_here,
    public_id,
    takes_back,
)
from tests.db.stories import drop_off, joins, residue, rows
from tests.personas import NOW, given

pytestmark = pytest.mark.usefixtures('store')

HERS: Rows = [CUSTOMERS, customer()]
LAMP: Rows = [CUSTOMERS, customer(Gegenstand='Lampe')]
WITH_MAIL: Rows = [TEAM, [*JUST_EMINE[1][:3], 'e@example.org', *JUST_EMINE[1][4:]]]


# ---- on no sheet -----------------------------------------------------------------------------------------------------
def leaves_the_team(who: Who) -> None:
    members.end_membership(public_id(), False, '', who, NOW)


def withdraws(who: Who) -> None:
    handover.withdraw(public_id(), (Purpose.MEMBER,), who, NOW)


def is_erased(store: Path) -> None:
    """As whoever has nothing here any more: with a line, so that no backup brings her back."""
    assert names_here() == []
    assert rows('SELECT (SELECT COUNT(*) FROM consent) + (SELECT COUNT(*) FROM repair) + '
                '(SELECT COUNT(*) FROM person_word)') == [(0,)]
    assert [(line.rule, line.gone) for line in ledger.read(store)][-1] == ('import.left_over', True)
    assert not residue(store, ['Özdemir', '0351 7654321'])


@pytest.mark.parametrize('goes', [leaves_the_team, withdraws])
def test_whoever_stood_there_for_the_list_alone_is_erased_with_it(goes: Callable[[Who], None], anja: Who, store: Path
                                                                   ) -> None:
    joins(anja, NOW, **EMINE)
    __, batch = stored(Kunden=HERS)
    goes(anja)
    assert back(batch) == ()
    is_erased(store)
    assert 'Import zurückgenommen: wer danach nirgends mehr stand' in [
        line.words for line in privacy.overview(LATER).gone]


@pytest.mark.parametrize('order', [(0, 1), (1, 0)])
@pytest.mark.parametrize('goes', [leaves_the_team, withdraws])
def test_whoever_has_withdrawn_in_between_goes_with_the_last_of_several_lists(
        goes: Callable[[Who], None], order: tuple[int, int], anja: Who, store: Path) -> None:
    batches = [stored(NOW, **lists)[1] for lists in ({'Team': JUST_EMINE}, {'Kunden': HERS})]
    goes(anja)
    for place in order:
        kept = back(batches[place])
    assert kept == ()
    is_erased(store)


def test_a_yes_to_be_kept_goes_with_the_list_when_it_is_the_last(anja: Who, store: Path) -> None:
    people.add('external', EMINE, given(Purpose.EXTERNAL), anja, NOW)
    __, batch = stored(Ehemalige=[['Art', 'Name', 'Vorname', 'Telefon', 'ausgeschieden / abgeholt', 'Einwilligung'],
                                  ['Kundin', 'Özdemir', 'Emine', '0351 7654321', '', 'ja']])
    handover.withdraw(public_id(), (Purpose.EXTERNAL,), anja, NOW)
    assert back(batch) == ()
    is_erased(store)


def test_a_yes_that_a_hand_has_taken_holds_nobody_without_an_item(anja: Who, store: Path) -> None:
    """The Radio has been fetched; only the Toaster of the list had kept her."""
    joins(anja, NOW, **EMINE)
    __, batch = stored(Kunden=HERS)
    number = drop_off(anja, NOW, 'Radio', **EMINE).number
    handover.hand_back(number, anja, NOW)
    retention.run_due(NOW + timedelta(hours=3))
    leaves_the_team(anja)
    assert back(batch) == ()
    assert names_here() == []


def waits_to_be_erased(who: Who) -> None:
    handover.hand_back(drop_off(who, NOW, 'Radio', person=public_id(), store=None).number, who, NOW)


def has_something_here(who: Who) -> None:
    drop_off(who, NOW, 'Radio', person=public_id(), store=None)


@pytest.mark.parametrize('since', [waits_to_be_erased, has_something_here])
def test_with_anything_of_theirs_here_they_are_left_to_the_usual_rules(since: Callable[[Who], None], anja: Who) -> None:
    joins(anja, NOW, **EMINE)
    __, batch = stored(Kunden=HERS)
    since(anja)
    leaves_the_team(anja)
    assert back(batch, NOW) == KEPT
    assert in_force() == ['repair']


# ---- named in the end ------------------------------------------------------------------------------------------------
def gets_ready(who: Who) -> None:
    repairs.move('26-0001-7', State.READY, who, NOW)


def test_who_waited_and_is_needed_by_what_stays_now_is_named(anja: Who) -> None:
    first, second = (stored(NOW, **lists)[1] for lists in (
        {'Team': [TEAM, ['Uwe', 'Kern', '0351 11', '', '', '', 'ja']]},
        {'Kunden': [CUSTOMERS, customer(Ansprechperson='Uwe Kern')]}))
    assert takes_back(first) == {'Uwe Kern': LISTED}
    gets_ready(anja)
    assert takes_back(second) == {
        'Emine Özdemir': f'{NEEDED}: Reparatur 26-0001-7', '26-0001-7 Toaster': CHANGED,
        'Uwe Kern': f'{NEEDED}: Ansprechperson von 26-0001-7'}


def test_what_waited_beside_something_a_hand_has_touched_is_named(anja: Who) -> None:
    first, second = (stored(NOW, Kunden=one)[1] for one in (HERS, LAMP))
    assert takes_back(first) == {'Emine Özdemir': LISTED, '26-0001-7 Toaster': BELONGS}
    handover.hand_back('26-0002-5', anja, NOW)
    handover.undo('26-0002-5', anja, NOW)
    assert takes_back(second) == {
        'Emine Özdemir': CHANGED, '26-0001-7 Toaster': BELONGS, '26-0002-5 Lampe': CHANGED}


def test_what_a_list_that_changed_nothing_has_kept_is_named_once(anja: Who) -> None:
    first, second = (stored(NOW, Team=one)[1] for one in (JUST_EMINE, WITH_MAIL))
    assert takes_back(first) == {'Emine Özdemir': LISTED}
    assert not stored(NOW, Team=JUST_EMINE)[0].changes_something
    third = stored(NOW, Kunden=ALT)[1]
    assert takes_back(second) == {'Emine Özdemir': LISTED}
    assert takes_back(third) == {}
    assert names_here() == ['Özdemir']


def test_it_is_named_with_the_list_it_has_to_do_with() -> None:
    first, second = (stored(NOW, Team=one)[1] for one in (JUST_EMINE, WITH_MAIL))
    third = stored(NOW, Kunden=ALT)[1]
    back(first)
    stored(NOW, Team=JUST_EMINE)
    assert takes_back(third) == {}
    assert takes_back(second) == {'Emine Özdemir': LISTED}


def lets_go(who: Who) -> None:
    repairs.assign('26-0001-7', None, who, NOW)


def test_what_nothing_holds_any_more_is_named_with_the_last_list(anja: Who) -> None:
    first, second = (stored(NOW, **lists)[1] for lists in (
        {'Team': [TEAM, ['Uwe', 'Kern', '0351 11', '', '', '', 'ja']]},
        {'Kunden': [CUSTOMERS, customer(Ansprechperson='Uwe Kern')]}))
    back(first)
    lets_go(anja)
    assert 'Uwe Kern' in takes_back(second)
    assert 'Kern' in names_here()


# ---- columns of the café's own ---------------------------------------------------------------------------------------
def column_comes() -> tuple[str, int]:
    read = book(Team=[[*TEAM, 'Lieblingstee'], [*MEMBER[:5], '', 'ja', 'Assam']])
    __, batch = applying.apply(read, Choices(columns={('Team', len(TEAM)): NEW}), COMMAND_LINE, NOW)
    return batch, int(CustomColumn.get().id)


def test_a_column_somebody_has_named_anew_stays_and_is_named(anja: Who) -> None:
    batch, column = column_comes()
    columns.change(column, anja, NOW, label='Tee', hint='mit Milch?', choices=(), hidden=False)
    assert takes_back(batch) == {'Spalte „Tee“': CHANGED}
    assert rows('SELECT label, hint FROM custom_column') == [('Tee', 'mit Milch?')]
    assert names_here() == []


def test_a_column_somebody_has_retired_stays_until_its_time_is_over(anja: Who) -> None:
    batch, column = column_comes()
    columns.retire(column, anja, NOW)
    assert takes_back(batch) == {'Spalte „Lieblingstee“': CHANGED}
    assert rows('SELECT COUNT(*) FROM custom_column WHERE retired_at IS NOT NULL') == [(1,)]
    assert names_here() == []


def test_a_column_that_has_only_made_room_for_another_goes(anja: Who) -> None:
    batch, column = column_comes()
    columns.add('membership', 'Kuchen', Kind.TEXT, anja, NOW)
    columns.move(int(CustomColumn.get(CustomColumn.label == 'Kuchen').id), -1, anja, NOW)
    assert CustomColumn.get_by_id(column).position == 2
    assert takes_back(batch) == {}
    assert rows('SELECT label FROM custom_column') == [('Kuchen',)]
