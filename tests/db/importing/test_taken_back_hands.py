"""An import taken back: what people have built on it since stays, with the yes it needs, and is named with why."""
from collections.abc import Callable
from datetime import timedelta

import pytest

from db import accounts, handover, members, organisations, people, repairs, retention
from db.models import Membership, Organisation, Person
from db.who import Role, Who
from db.words import Purpose, State
from tests.db.importing.lists import CUSTOMERS, EXTERNAL, FORMER, SAME, TEAM, Rows, customer, stored
from tests.db.importing.taken_back import (
    BELONGS,
    CHANGED,
    CONTACT,
    EMINE,
    JUST_EMINE,
    KEPT,
    LATER,
    LISTED,
    MEMBER,
    MORE_OF_IT,
    NAMED,
    NAMELESS,
    NEEDED,
    PLACE,
    TEAM_AFTER,
    TEAM_BEFORE,
    WITH_YES,
    back,
    edits_mail,
    in_force,
    joins_the_group,
    names_here,
    public_id,
    stood_as_former,
    takes_back,
)
from tests.db.stories import drop_off, joins, leaves, nameless, own, rows
from tests.personas import NOW, given

pytestmark = pytest.mark.usefixtures('store')

TOASTER = '26-0001-7 Toaster'
FOR_IT = f'{NEEDED}: Reparatur 26-0001-7'
LOOKS_AFTER_IT = f'{NEEDED}: Ansprechperson von 26-0001-7'


def takes_in(who: Who) -> None:
    """On the strength of the yes that stands: nobody asks again."""
    drop_off(who, NOW, 'Radio', person=public_id(), store=None)


def takes_in_and_hands_back(who: Who) -> None:
    handover.hand_back(drop_off(who, NOW, 'Radio', person=public_id(), store=None).number, who, NOW)


def moves(who: Who) -> None:
    ((number,),) = rows("SELECT number FROM repair WHERE item = 'Toaster'")
    repairs.move(number, State.READY, who, NOW)


@pytest.mark.parametrize('since', [takes_in, takes_in_and_hands_back, moves])
def test_the_yes_to_a_repair_that_the_counter_relies_on_stays(since: Callable[[Who], None], mira: Who) -> None:
    stood_as_former(mira)
    __, batch = stored(Kunden=[CUSTOMERS, customer()])
    since(mira)
    assert 'Emine Özdemir' in back(batch, NOW)
    assert in_force() == ['former', 'repair']


def test_without_anything_of_theirs_here_it_ends(mira: Who) -> None:
    stood_as_former(mira)
    __, batch = stored(Kunden=[CUSTOMERS, customer()])
    assert back(batch) == ()
    assert in_force() == ['former']
    assert rows('SELECT COUNT(*) FROM repair') == [(0,)]


def edits_tasks(who: Who) -> None:
    person = Person.get(Person.last_name == 'Özdemir')
    people.save(person.public_id, person.version, {'tasks': 'Kasse, Kuchen'}, who, NOW)


def looks_after_something(who: Who) -> None:
    repairs.assign(nameless(who, NOW).number, Membership.get().id, who, NOW)


@pytest.mark.parametrize('since', [edits_tasks, looks_after_something, joins_the_group])
def test_a_membership_that_somebody_relies_on_stays_with_its_yes(since: Callable[[Who], None], anja: Who) -> None:
    stood_as_former(anja)
    __, batch = stored(Team=[TEAM, [*MEMBER[:5], '', 'ja']])
    since(anja)
    assert back(batch) == KEPT
    assert {'former', 'member'} <= set(in_force())
    assert rows('SELECT COUNT(*) FROM membership') == [(1,)]
    assert not rows('PRAGMA foreign_key_check')


def test_a_membership_nobody_has_touched_goes_with_its_yes(anja: Who) -> None:
    stood_as_former(anja)
    __, batch = stored(Team=[TEAM, MEMBER], Extern=[EXTERNAL, CONTACT])
    assert back(batch) == ()
    assert in_force() == ['former']
    assert rows('SELECT (SELECT COUNT(*) FROM membership) + (SELECT COUNT(*) FROM contact)') == [(0,)]


def edits_function(who: Who) -> None:
    person = Person.get(Person.last_name == 'Özdemir')
    people.save(person.public_id, person.version, {'function': 'Leitung'}, who, NOW)


def test_a_contact_that_somebody_has_changed_stays_with_its_yes_and_its_place(anja: Who) -> None:
    stood_as_former(anja)
    __, batch = stored(Extern=[EXTERNAL, CONTACT])
    edits_function(anja)
    assert set(back(batch)) == {'Emine Özdemir', 'Hof'}
    assert in_force() == ['external', 'former']
    assert rows('SELECT function FROM contact') == [('Leitung',)]


def test_a_yes_stays_for_what_was_written_down_since_that_only_it_permits(anja: Who) -> None:
    drop_off(anja, NOW, **EMINE)
    __, batch = stored(Team=[TEAM, MEMBER])
    person = Person.get(Person.last_name == 'Özdemir')
    people.save(person.public_id, person.version, {'street': 'Weg 1'}, anja, NOW)
    assert back(batch) == KEPT
    assert in_force() == ['member', 'repair']


def test_a_yes_to_later_stays_while_it_alone_holds_what_was_fetched(anja: Who) -> None:
    joins(anja, NOW, **EMINE)
    __, batch = stored(Ehemalige=[FORMER, ['Kundin', 'Özdemir', 'Emine', '0351 7654321', '', 'ja', '']])
    number = drop_off(anja, NOW, 'Radio', **EMINE).number
    handover.hand_back(number, anja, NOW)
    retention.run_due(NOW + timedelta(hours=3))
    assert in_force() == ['former', 'member']
    assert back(batch) == KEPT
    assert in_force() == ['former', 'member']


def moves_on(who: Who) -> None:
    people.save(public_id(), Person.get(Person.last_name == 'Özdemir').version, {'started_on': NOW.date()}, who, NOW)


def test_a_yes_to_later_stays_with_a_membership_that_is_over(anja: Who) -> None:
    drop_off(anja, NOW, **EMINE)
    __, batch = stored(Ehemalige=[FORMER, ['Mitglied', 'Özdemir', 'Emine', '0351 7654321', '2024', 'ja', '']])
    moves_on(anja)
    assert back(batch) == KEPT
    assert in_force() == ['former', 'repair']


def test_a_yes_to_later_stays_with_a_fetched_repair_that_somebody_has_changed(anja: Who) -> None:
    joins(anja, NOW, **EMINE)
    __, batch = stored(Kunden=[[*CUSTOMERS, 'Darf später kontaktiert werden'], [
        *customer(Status='abgeholt am 20.10.2026'), 'ja']])
    ((number, version),) = rows('SELECT number, version FROM repair WHERE person_id IS NOT NULL')
    repairs.save(number, version, {'finding': 'Sicherung'}, anja, NOW)
    assert 'Emine Özdemir' in back(batch)
    assert in_force() == ['former', 'member']


def test_what_was_fetched_or_is_over_needs_no_yes_to_a_repair(anja: Who) -> None:
    people.add('former_member', EMINE, given(Purpose.FORMER), anja, NOW)
    handover.hand_back(drop_off(anja, NOW, 'Radio', **EMINE).number, anja, NOW)
    retention.run_due(NOW + timedelta(hours=3))
    __, batch = stored(LATER, Kunden=[CUSTOMERS, customer()])
    assert in_force() == ['former', 'repair']
    assert back(batch) == ()
    assert in_force() == ['former']


def test_an_own_column_that_only_this_yes_permits_keeps_it(anja: Who) -> None:
    own('person', 'schuhe', purposes=(Purpose.MEMBER,))
    drop_off(anja, NOW, **EMINE)
    __, batch = stored(Team=[TEAM, MEMBER])
    person = Person.get(Person.last_name == 'Özdemir')
    people.save(person.public_id, person.version, {'schuhe': '42'}, anja, NOW)
    assert back(batch) == KEPT
    assert in_force() == ['member', 'repair']


def test_of_two_yes_of_a_list_none_holds_whoever_has_withdrawn_the_other(anja: Who) -> None:
    people.add('external', EMINE, given(Purpose.EXTERNAL), anja, NOW)
    __, batch = stored(Team=JUST_EMINE, Kunden=[CUSTOMERS, customer()])
    handover.withdraw(public_id(), (Purpose.EXTERNAL,), anja, NOW)
    assert takes_back(batch) == {}
    assert names_here() == []


def test_who_has_a_login_by_now_stays(anja: Who) -> None:
    __, batch = stored(Team=[TEAM, MEMBER])
    accounts.add('Emine', Role.TEAM, 'emine-schraubt-gern', anja, NOW, Membership.get().id)
    assert back(batch) == KEPT
    assert rows('SELECT COUNT(*) FROM person') == [(1,)]


def test_a_hand_before_the_later_import_counts_as_well(anja: Who) -> None:
    __, first = stored(Team=TEAM_BEFORE)
    people.save(Person.get().public_id, 1, {'city': 'Dresden'}, anja, NOW)
    __, second = stored(Team=TEAM_AFTER)
    assert back(second) == ()
    assert rows('SELECT city, email FROM person') == [('Dresden', '')]
    assert back(first) == ('Jürgen Weiß',)


def test_with_a_hand_in_between_it_stays_whatever_is_taken_back(anja: Who) -> None:
    batches = [stored(NOW, Team=one)[1] for one in (TEAM_BEFORE, TEAM_AFTER)]
    person = Person.get()
    people.save(person.public_id, person.version, {'phone': '0351 1'}, anja, NOW)
    assert back(batches[0]) == back(batches[1]) == ('Jürgen Weiß',)
    assert rows('SELECT phone, email FROM person') == [('0351 1', 'j@example.org')]


def test_an_erasure_between_two_imports_is_no_import(anja: Who) -> None:
    """It writes past the journal: the note went with the yes that alone had permitted it."""
    __, first = stored(Kunden=WITH_YES, Extern=PLACE)
    handover.withdraw(public_id(), (Purpose.EXTERNAL,), anja, NOW)
    second = stored(Kunden=MORE_OF_IT)[1]
    assert back(second) == ()
    assert 'Emine Özdemir' in back(first)


# ---- a repair that stays with its person -----------------------------------------------------------------------------
def test_a_repair_that_belongs_to_somebody_who_stays_stays_and_is_named(anja: Who) -> None:
    first, second = stored(NOW, Kunden=NAMELESS)[1], stored(NOW, Kunden=NAMED)[1]
    edits_mail(anja)
    assert set(back(second)) == {'Emine Özdemir', '26-0001-7 Toaster'}
    assert back(first) == ('26-0001-7 Toaster',)
    assert rows('SELECT item, last_name FROM repair JOIN person ON person.id = person_id') == [('Toaster', 'Özdemir')]


def test_who_looks_after_a_repair_that_stays_stays_too(anja: Who) -> None:
    stored(NOW, Kunden=NAMELESS)
    __, second = stored(NOW, Team=TEAM_BEFORE, Kunden=[CUSTOMERS, customer(Ansprechperson='Jürgen'), SAME])
    edits_mail(anja)
    assert {'Emine Özdemir', 'Jürgen Weiß'} <= set(back(second))
    assert not rows('PRAGMA foreign_key_check')


def test_who_looks_after_a_repair_that_goes_back_goes() -> None:
    stored(NOW, Kunden=NAMELESS)
    __, second = stored(NOW, Team=TEAM_BEFORE, Kunden=[CUSTOMERS, customer(Ansprechperson='Jürgen'), SAME])
    assert back(second) == ()
    assert rows("SELECT person_id, responsible_id FROM repair WHERE item = 'Toaster'") == [(None, None)]
    assert names_here() == ['Anker']


# ---- why each stays --------------------------------------------------------------------------------------------------
def comes_in_another_list(_who: Who) -> None:
    stored(NOW, Team=JUST_EMINE)


def has_a_login(who: Who) -> None:
    accounts.add('Emine', Role.TEAM, 'emine-schraubt-gern', who, NOW, Membership.get().id)


def leaves_the_group(who: Who) -> None:
    members.set_messenger(public_id(), False, who, NOW)


def edits_the_place(who: Who) -> None:
    people.save(public_id(), Person.get(Person.last_name == 'Özdemir').version, {}, who, NOW)
    row = Organisation.get()
    organisations.save(row.public_id, row.version, {'topic': 'Garten'}, who, NOW)


@pytest.mark.parametrize(('lists', 'since', 'told'), [
    ({'Kunden': [CUSTOMERS, customer()]}, edits_mail, {'Emine Özdemir': CHANGED, TOASTER: BELONGS}),
    ({'Kunden': [CUSTOMERS, customer()]}, moves, {'Emine Özdemir': FOR_IT, TOASTER: CHANGED}),
    ({'Kunden': [CUSTOMERS, customer()]}, takes_in,
     {'Emine Özdemir': f'{FOR_IT}, 26-0002-5', TOASTER: BELONGS}),
    ({'Kunden': [CUSTOMERS, customer()]}, comes_in_another_list, {'Emine Özdemir': LISTED, TOASTER: BELONGS}),
    ({'Team': JUST_EMINE}, has_a_login, {'Emine Özdemir': NEEDED}),
    ({'Team': JUST_EMINE}, looks_after_something, {'Emine Özdemir': LOOKS_AFTER_IT}),
    ({'Team': JUST_EMINE}, edits_tasks, {'Emine Özdemir': CHANGED}),
    ({'Team': [TEAM, MEMBER]}, leaves_the_group, {'Emine Özdemir': CHANGED}),
    ({'Team': TEAM_BEFORE, 'Kunden': [CUSTOMERS, customer(Ansprechperson='Jürgen')]}, moves,
     {'Emine Özdemir': FOR_IT, 'Jürgen Weiß': LOOKS_AFTER_IT, TOASTER: CHANGED}),
    ({'Extern': PLACE}, edits_function, {'Emine Özdemir': CHANGED, 'Hof': NEEDED}),
    ({'Extern': PLACE}, edits_the_place, {'Hof': CHANGED})])
def test_what_stays_is_told_with_why(lists: dict[str, Rows], since: Callable[[Who], None], told: dict[str, str],
                                     anja: Who) -> None:
    __, batch = stored(NOW, **lists)
    since(anja)
    assert takes_back(batch) == told


def test_of_somebody_who_stood_there_the_yes_is_still_needed(anja: Who) -> None:
    stood_as_former(anja)
    __, batch = stored(Kunden=[CUSTOMERS, customer()])
    takes_in(anja)
    assert takes_back(batch, NOW) == {'Emine Özdemir': NEEDED}


def test_what_a_list_and_a_hand_have_touched_a_hand_has_changed(anja: Who) -> None:
    __, batch = stored(NOW, Team=TEAM_BEFORE)
    stored(NOW, Team=TEAM_AFTER)
    assert takes_back(batch) == {'Jürgen Weiß': LISTED}
    __, batch = stored(LATER, Team=JUST_EMINE)
    stored(LATER, Kunden=[CUSTOMERS, customer()])
    edits_tasks(anja)
    assert takes_back(batch) == {'Emine Özdemir': CHANGED}


def test_a_membership_that_is_over_is_covered_by_the_one_that_runs(anja: Who) -> None:
    """They have left and come back, and would not be kept as former any more."""
    before = NOW - timedelta(days=2)
    leaves(joins(anja, before, **EMINE), anja, before, keep=True)
    joins(anja, before, **EMINE)
    handover.withdraw(public_id(), (Purpose.FORMER,), anja, before)
    __, batch = stored(Ehemalige=[FORMER, ['Kundin', 'Özdemir', 'Emine', '0351 7654321', '', 'ja, 22.11.2026', '']])
    assert (in_force(), rows('SELECT ended FROM membership ORDER BY id')) == (['former', 'member'], [(1,), (0,)])
    assert back(batch) == ()
    assert in_force() == ['member']
