"""What an import that is taken back has left because of another list goes with the last of these, and with no other."""
from collections.abc import Callable
from datetime import timedelta

import pytest

from db import accounts, handover, people
from db.importing import applying, undoing
from db.importing.drafts import Choices
from db.importing.targets import NEW
from db.models import Membership, Person
from db.who import COMMAND_LINE, Role, Who
from db.words import Purpose
from tests.db.importing.lists import CUSTOMERS, EXTERNAL, TEAM, Rows, book, customer, stored
from tests.db.importing.taken_back import (
    ALT,
    EMINE,
    JUST_EMINE,
    KEPT,
    LATER,
    MEMBER,
    NAMED,
    NAMELESS,
    TEAM_AFTER,
    TEAM_BEFORE,
    WITH_YES,
    WITHOUT_YES,
    back,
    helps_for_a_while,
    in_force,
    joins_the_group,
    names_here,
    public_id,
    stood_as_former,
    takes_back,
)
from tests.db.stories import joins, rows
from tests.personas import NOW

pytestmark = pytest.mark.usefixtures('store')


def test_what_a_later_import_has_touched_is_named_and_stays_until_that_one_goes_too() -> None:
    first, second = (stored(NOW, Kunden=one)[1] for one in (WITHOUT_YES, WITH_YES))
    assert back(first) == ('26-0001-7 Toaster',)
    assert rows('SELECT last_name, item FROM repair JOIN person ON person.id = person_id') == [('Özdemir', 'Toaster')]
    assert [one.batch for one in undoing.lately(LATER)] == [second]
    assert undoing.undo(second, COMMAND_LINE, LATER) == undoing.Undone(2, ())


def test_what_stands_in_a_list_that_came_again_does_not_go_by_itself() -> None:
    """Taken back and brought in once more, it is there because of this one: nothing was written, and yet it is."""
    first, second = (stored(NOW, Team=one)[1] for one in (TEAM_BEFORE, TEAM_AFTER))
    assert back(first) == ('Jürgen Weiß',)
    stored(LATER, Team=TEAM_BEFORE)
    assert back(second) == ('Jürgen Weiß',)
    assert rows('SELECT first_name, email FROM person') == [('Jürgen', '')]


def test_whatever_came_in_between_who_waits_goes_with_the_last_list() -> None:
    """Its own is undone, or stands: it has nothing to do with it."""
    for stays in (False, True):
        first, second = (stored(NOW, Team=one)[1] for one in (TEAM_BEFORE, TEAM_AFTER))
        assert back(first) == ('Jürgen Weiß',)
        __, third = stored(LATER, Kunden=ALT)
        if not stays:
            assert back(third) == ()
        assert back(second) == ()
        assert names_here() == ['Alt'] * stays


def test_a_list_that_came_in_between_and_names_them_is_one_of_those_they_wait_for() -> None:
    """Although it had nothing to write about them."""
    first, second = (stored(NOW, Team=one)[1] for one in (TEAM_BEFORE, TEAM_AFTER))
    assert back(first) == ('Jürgen Weiß',)
    __, third = stored(LATER, Team=[*TEAM_BEFORE, JUST_EMINE[1]])
    assert back(second) == ()
    assert rows('SELECT last_name, email FROM person ORDER BY last_name') == [('Weiß', ''), ('Özdemir', '')]
    assert back(third) == ()
    assert names_here() == []


def test_so_is_it_for_the_yes_of_somebody_who_stood_there_before(anja: Who) -> None:
    stood_as_former(anja)
    first, second = (stored(NOW, Team=one)[1] for one in (JUST_EMINE, [[*TEAM, 'Straße'], [*JUST_EMINE[1], 'Weg 1']]))
    assert back(first) == KEPT
    __, third = stored(LATER, Team=[*JUST_EMINE, TEAM_BEFORE[1]])
    back(second)
    assert in_force() == ['former', 'member', 'member']
    back(third)
    assert in_force() == ['former']


def test_where_nothing_but_the_list_needs_that_yes_any_more(anja: Who) -> None:
    joins(anja, NOW, **EMINE)
    first, second = (stored(NOW, Kunden=[CUSTOMERS, customer(Gegenstand=item)])[1] for item in ('Toaster', 'Lampe'))
    assert back(first) == KEPT
    __, third = stored(LATER, Kunden=[CUSTOMERS, customer(Gegenstand='Lampe'), ALT[1]])
    assert back(second) == ()
    assert in_force() == ['member', 'repair', 'repair']
    assert back(third) == ()
    assert in_force() == ['member']


def test_a_yes_stays_with_its_person_for_a_list_that_changed_nothing(anja: Who) -> None:
    joins(anja, NOW, **EMINE)
    first, second = (stored(NOW, Kunden=[CUSTOMERS, customer(Gegenstand=item)])[1] for item in ('Toaster', 'Lampe'))
    assert back(first) == KEPT
    assert not stored(LATER, Kunden=[CUSTOMERS, customer(Gegenstand='Lampe')])[0].changes_something
    assert back(second) == KEPT
    assert in_force() == ['member', 'repair']


def test_who_stays_for_a_list_that_changed_nothing_stays_with_all_of_it() -> None:
    """It names Jürgen beside a place only, and cannot be taken back."""
    outside: Rows = [EXTERNAL, ['Hof', 'Jürgen Weiß', 'Büro', '0351 112233', '', '', 'ja']]
    first, second = stored(NOW, Team=TEAM_BEFORE, Extern=outside)[1], stored(NOW, Team=TEAM_AFTER)[1]
    assert back(first) == ('Jürgen Weiß', 'Hof')
    assert not stored(LATER, Extern=outside)[0].changes_something
    assert back(second) == ('Jürgen Weiß', 'Hof')
    assert in_force() == ['external', 'member']
    assert rows('SELECT (SELECT COUNT(*) FROM membership) + (SELECT COUNT(*) FROM contact)') == [(2,)]


def test_of_an_import_that_cannot_be_taken_back_any_more_nothing_is_remembered() -> None:
    batches = [stored(NOW + timedelta(days=day), **lists)[1] for day, lists in (
        (0, {'Team': TEAM_BEFORE}), (13, {'Kunden': ALT}), (15, {'Team': JUST_EMINE}))]
    ((held,),) = rows("SELECT value FROM setting WHERE name = 'imports'")
    assert [batch in held for batch in batches] == [False, True, True]


def has_a_login_for_a_while(who: Who) -> Callable[[], None]:
    account = accounts.add('Emine', Role.TEAM, 'emine-schraubt-gern', who, NOW, Membership.get().id)
    return lambda: accounts.set_member(account, None, who, LATER)


def is_in_the_group_for_a_while(who: Who) -> Callable[[], None]:
    joins_the_group(who)
    return lambda: handover.withdraw(public_id(), (Purpose.MESSENGER,), who, LATER)


@pytest.mark.parametrize('for_a_while', [helps_for_a_while, has_a_login_for_a_while, is_in_the_group_for_a_while])
def test_who_was_named_as_staying_goes_with_no_other_import(for_a_while: Callable[[Who], Callable[[], None]],
                                                            anja: Who) -> None:
    first, second = stored(NOW, Team=JUST_EMINE)[1], stored(NOW, Kunden=ALT)[1]
    ends = for_a_while(anja)
    assert back(first) == KEPT
    ends()
    assert undoing.undo(second, COMMAND_LINE, LATER) == undoing.Undone(2, ())
    assert names_here() == ['Özdemir']


def test_what_a_hand_held_beside_a_list_stays_for_good(anja: Who) -> None:
    batches = [stored(NOW, **lists)[1] for lists in ({'Team': JUST_EMINE}, {'Kunden': [CUSTOMERS, customer()]})]
    ends = helps_for_a_while(anja)
    assert 'Emine Özdemir' in back(batches[0])
    ends()
    back(batches[1])
    assert names_here() == ['Özdemir']


def test_what_only_lists_hold_waits_no_longer_than_it_could_be_taken_back_itself() -> None:
    first, second = (stored(when, Team=one)[1] for when, one in (
        (NOW, TEAM_BEFORE), (NOW + timedelta(days=9), TEAM_AFTER)))
    assert back(first, NOW + timedelta(days=13)) == ('Jürgen Weiß',)
    assert back(second, NOW + timedelta(days=22)) == ('Jürgen Weiß',)
    assert rows('SELECT first_name, email FROM person') == [('Jürgen', '')]


def test_on_its_last_day_it_still_goes() -> None:
    first, second = (stored(when, Team=one)[1] for when, one in (
        (NOW, TEAM_BEFORE), (NOW + timedelta(days=9), TEAM_AFTER)))
    assert back(first, NOW + timedelta(days=13)) == ('Jürgen Weiß',)
    assert back(second, NOW + timedelta(days=14)) == ()
    assert names_here() == []


def test_the_same_list_long_after_changes_not_even_what_is_remembered_of_imports() -> None:
    stored(NOW, Team=TEAM_BEFORE)
    before = rows("SELECT value FROM setting WHERE name = 'imports'"), rows('SELECT COUNT(*) FROM change')
    stored(NOW + timedelta(days=20), Team=TEAM_BEFORE)
    assert (rows("SELECT value FROM setting WHERE name = 'imports'"), rows('SELECT COUNT(*) FROM change')) == before


def test_an_import_that_has_nothing_to_do_with_it_takes_nothing_along(anja: Who) -> None:
    """Held by a later list alone, and by nothing any more when a third one is taken back."""
    batches = [stored(NOW, **lists)[1] for lists in (
        {'Team': JUST_EMINE}, {'Kunden': [CUSTOMERS, customer()]}, {'Kunden': ALT})]
    assert back(batches[0]) == KEPT
    handover.withdraw(public_id(), (Purpose.REPAIR,), anja, NOW)
    assert back(batches[2]) == ()
    assert names_here() == ['Özdemir']


def test_the_history_knows_what_waits_by_numbers_alone() -> None:
    batches = [stored(NOW, Team=one)[1] for one in (TEAM_BEFORE, TEAM_AFTER)]
    back(batches[0])
    ((held,),) = rows("SELECT value FROM setting WHERE name = 'imports'")
    assert '"person"' in held
    assert not {'Jürgen', 'Weiß', '112233'} & set(held.replace('"', ' ').split())


def test_left_with_somebody_because_of_a_list_it_goes_with_that_list() -> None:
    batches = [stored(NOW, **lists)[1] for lists in (
        {'Kunden': NAMELESS}, {'Kunden': NAMED}, {'Team': JUST_EMINE})]
    assert set(back(batches[1])) == {'Emine Özdemir', '26-0001-7 Toaster'}
    assert back(batches[0]) == ('26-0001-7 Toaster',)
    assert back(batches[2]) == ()
    assert rows('SELECT (SELECT COUNT(*) FROM repair) + (SELECT COUNT(*) FROM person)') == [(0,)]


def test_lists_that_wait_go_back_the_last_one_first(anja: Who) -> None:
    """Each has put a line below the note."""
    joins(anja, NOW, **EMINE)
    batches = [stored(NOW, Team=[[*TEAM, 'Notiz'], [*JUST_EMINE[1], said]])[1] for said in ('eins', 'zwei', 'drei')]
    for batch in batches[:2]:
        assert back(batch) == KEPT
    assert back(batches[2]) == ()
    assert rows('SELECT note FROM person') == [('',)]


def test_a_yes_that_waits_ends_with_the_list_it_waits_for(anja: Who) -> None:
    """Emine stood there before; what only the second list tells of her needs the yes of the first."""
    stood_as_former(anja)
    batches = [stored(NOW, Team=[TEAM, MEMBER])[1],
               stored(NOW, Team=[[*TEAM, 'Straße'], [*JUST_EMINE[1], 'Weg 1']])[1]]
    back(batches[0])
    assert in_force() == ['former', 'member']
    back(batches[1])
    assert in_force() == ['former']


def test_a_yes_that_a_hand_has_needed_ends_with_no_list(anja: Who) -> None:
    stood_as_former(anja)
    batches = [stored(NOW, Team=[TEAM, MEMBER])[1], stored(NOW, Kunden=ALT)[1]]
    emine = Person.get(Person.last_name == 'Özdemir')
    people.save(emine.public_id, emine.version, {'street': 'Weg 1'}, anja, NOW)
    back(batches[0])
    people.save(emine.public_id, Person.get(Person.last_name == 'Özdemir').version, {'street': ''}, anja, NOW)
    back(batches[1])
    assert in_force() == ['former', 'member']


# ---- columns ---------------------------------------------------------------------------------------------------------
def test_a_column_goes_with_the_list_that_fills_it_and_with_no_other(anja: Who) -> None:
    """Not when whoever had something in it has gone meanwhile."""
    heads, new = [*TEAM, 'Schuhgröße'], Choices(columns={('Team', len(TEAM)): NEW})
    filled = book(Team=[heads, [*JUST_EMINE[1], '42']])
    batches = [applying.apply(filled, new, COMMAND_LINE, NOW)[1], stored(NOW, Kunden=ALT)[1]]
    person = Person.get(Person.last_name == 'Özdemir')
    (name,) = Membership.get().extra
    people.save(person.public_id, person.version, {name: '43'}, anja, NOW)
    assert back(batches[0]) == (*KEPT, 'Spalte „Schuhgröße“')
    handover.withdraw(person.public_id, (Purpose.MEMBER,), anja, NOW)
    back(batches[1])
    assert rows('SELECT COUNT(*) FROM custom_column') == [(1,)]


def test_several_columns_go_with_their_list(anja: Who) -> None:
    """Their indexes, too. What somebody has filled in since stays with its column."""
    places = range(len(TEAM), len(TEAM) + 3)
    new = Choices(columns={('Team', place): NEW for place in places})
    read = book(Team=[[*TEAM, 'Regal', 'Lieblingsfarbe', 'Größe'], [*JUST_EMINE[1], 'A', 'rot', 'L'],
                      ['Uwe', 'Alt', '0351 998877', *MEMBER[3:5], '', 'ja', 'B', 'blau', 'M']])
    indexes = rows("SELECT name FROM sqlite_master WHERE type = 'index' ORDER BY name")
    for is_used in (False, True):
        __, batch = applying.apply(read, new, COMMAND_LINE, NOW)
        if is_used:
            joins(anja, NOW, eigen_regal='C')
        assert takes_back(batch, NOW) == ({'Spalte „Regal“': 'wird noch gebraucht'} if is_used else {})
        assert rows('SELECT label FROM custom_column') == [('Regal',)] * is_used
        left = rows("SELECT name FROM sqlite_master WHERE type = 'index' ORDER BY name")
        assert len(left) == len(indexes) + is_used


def test_a_column_that_waits_goes_with_the_rows_of_the_list_that_fills_it() -> None:
    heads, new = [*TEAM, 'Schuhgröße'], Choices(columns={('Team', len(TEAM)): NEW})
    batches = [applying.apply(book(Team=[heads, [*JUST_EMINE[1], '42']]), new, COMMAND_LINE, NOW)[1],
               stored(NOW, Team=[heads, ['Uwe', 'Alt', '0351 998877', *MEMBER[3:5], '', 'ja', '43']])[1]]
    back(batches[0])
    assert rows('SELECT COUNT(*) FROM custom_column') == [(1,)]
    back(batches[1])
    assert rows('SELECT (SELECT COUNT(*) FROM custom_column) + (SELECT COUNT(*) FROM person)') == [(0,)]
