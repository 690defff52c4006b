"""An import taken back: what people have built on it since stays and is named, and what only imports have touched goes,
in whatever order they are taken back."""
from collections.abc import Callable
from datetime import timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from db import access, accounts, handover, members, ords, people, repairs, retention
from db.errors import Unknown
from db.importing import applying, undoing
from db.importing.drafts import Choices
from db.importing.targets import NEW
from db.models import Membership, Person
from db.store import close_store, open_store
from db.who import COMMAND_LINE, Role, Who
from db.words import Purpose, Review, State
from tests.db.importing.lists import CUSTOMERS, EXTERNAL, FORMER, TEAM, Rows, book, customer, stored
from tests.db.importing.test_round_trip import exported
from tests.db.stories import at_once, drop_off, joins, nameless, own, residue, rows
from tests.personas import NOW, given

pytestmark = pytest.mark.usefixtures('store')

EMINE = {'first_name': 'Emine', 'last_name': 'Özdemir', 'phone': '0351 7654321'}
LATER = NOW + timedelta(days=1)
MEMBER = ['Emine', 'Özdemir', '0351 7654321', '', 'Kasse', 'ja', 'ja']
CONTACT = ['Hof', 'Frau Emine Özdemir', 'Büro', '0351 7654321', '', '', 'ja']
KEPT = ('Emine Özdemir',)


def back(batch: str, now: Any = LATER) -> tuple[str, ...]:
    return undoing.undo(batch, COMMAND_LINE, now).names


def in_force() -> list[str]:
    return [purpose for purpose, in rows('SELECT purpose FROM consent WHERE ended_at IS NULL ORDER BY purpose')]


def public_id() -> str:
    return str(Person.get(Person.last_name == 'Özdemir').public_id)


def stood_as_former(who: Who) -> None:
    people.add('former_customer', EMINE, given(Purpose.FORMER), who, NOW)


def test_of_whoever_stays_is_said_why(anja: Who) -> None:
    """Nobody has changed Jürgen: he looks after what somebody has changed."""
    plan, batch = stored(Team=[TEAM, ['Jürgen', 'Weiß', '0351 112233', '', '', '', 'ja'],
                               ['Kim', 'Vogel', '0351 112244', '', '', '', 'ja']],
                         Kunden=[CUSTOMERS, customer(Ansprechperson='Jürgen')])
    number = plan.others['repair'][0].public
    repairs.move(number, State.READY, anja, LATER)
    done = undoing.undo(batch, COMMAND_LINE, LATER)
    assert sorted(done.kept) == sorted(('Jürgen Weiß', 'Emine Özdemir', f'{number} Toaster'))
    assert done.why == {'Jürgen Weiß': f'wird noch gebraucht: Ansprechperson von {number}',
                        'Emine Özdemir': f'wird noch gebraucht: Reparatur {number}'}


def test_an_import_is_called_by_what_it_brought_and_by_no_name() -> None:
    stored(Team=[TEAM, ['Jürgen', 'Weiß', '0351 112233', '', '', '', 'ja'], ['', '', '', '', '', '', 'ja']],
           Kunden=[CUSTOMERS, customer(), customer(Gegenstand='Radio'), customer(Nachname='Neu', Einwilligung='')])
    assert undoing.lately(NOW)[0].kinds == {'team': 1, 'customers': 3}
    assert 'liste.xlsx' not in str(rows("SELECT value FROM setting WHERE name = 'imports'"))


# ---- a yes on which somebody relies by now ---------------------------------------------------------------------------
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


def joins_the_group(who: Who) -> None:
    members.give_messenger(public_id(), 'mündlich', who, NOW)


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


def test_who_has_a_login_by_now_stays(anja: Who) -> None:
    __, batch = stored(Team=[TEAM, MEMBER])
    accounts.add('Emine', Role.TEAM, 'emine-schraubt-gern', anja, NOW, Membership.get().id)
    assert back(batch) == KEPT
    assert rows('SELECT COUNT(*) FROM person') == [(1,)]


# ---- one import after the other, in any order ------------------------------------------------------------------------
TEAM_BEFORE: Rows = [TEAM, ['Jürgen', 'Weiß', '0351 112233', '', 'Fahrrad', '', 'ja']]
TEAM_AFTER: Rows = [TEAM, ['Jürgen', 'Weiß', '0351 112233', 'j@example.org', 'Fahrrad', '', 'ja']]
TEAM_LATER: Rows = [[*TEAM, 'Können'], ['Jürgen', 'Weiß', '0351 112233', 'j@example.org', 'Fahrrad', '', 'ja', 'Löten']]
WITHOUT_YES: Rows = [CUSTOMERS, customer(Einwilligung='', Defekt='Frau Özdemir sagt: heizt nicht')]
WITH_YES: Rows = [CUSTOMERS, customer(Defekt='Frau Özdemir sagt: heizt nicht', Bemerkung='ruft an')]
MORE_OF_IT: Rows = [CUSTOMERS, customer(Gegenstand='Lampe', Ansprechperson='Jürgen'), customer(
    Defekt='Frau Özdemir sagt: heizt nicht', Bemerkung='ruft an', E_Mail='e@example.org')]
PLACE: Rows = [EXTERNAL, CONTACT]
PLACE_AND_MORE: Rows = [EXTERNAL, [*CONTACT[:4], 'hof@example.org', 'Raum', 'ja'],
                        ['Hof', 'Frau Kern', '', '0351 9', '', '', 'ja']]
LATER_TOO: Rows = [FORMER, ['Kundin', 'Weiß', 'Jürgen', '0351 112233', '', 'ja', '']]
HELD = ('person', 'repair', 'consent', 'membership', 'contact', 'organisation', 'repair_state', 'person_word',
        'repair_word', 'custom_column')
STORIES: dict[str, tuple[dict[str, Rows], ...]] = {
    'a member, with more each time': ({'Team': TEAM_BEFORE}, {'Team': TEAM_AFTER}, {'Team': TEAM_LATER}),
    'a repair that gets its person': ({'Kunden': WITHOUT_YES}, {'Kunden': WITH_YES}, {'Kunden': MORE_OF_IT}),
    'a member who looks after something': ({'Team': TEAM_BEFORE}, {'Kunden': MORE_OF_IT}, {'Team': TEAM_AFTER}),
    'a place with its people': ({'Extern': PLACE}, {'Extern': PLACE_AND_MORE}, {'Kunden': WITH_YES}),
    'a member who may be kept': ({'Team': TEAM_BEFORE}, {'Ehemalige': LATER_TOO}, {'Team': TEAM_LATER}),
    'a customer of whom the team list tells': ({'Kunden': WITH_YES}, {'Team': [TEAM, MEMBER]}, {'Extern': PLACE}),
}


def values_kept() -> list[tuple[Any, ...]]:
    """What the history still tells of anything but the settings and what was taken back itself."""
    return rows("SELECT table_name, field, old, new FROM change_value JOIN change ON change.id = change_id "
                "WHERE table_name <> 'setting'")


@pytest.mark.parametrize('order', list(permutations(range(3))), ids=str)
@pytest.mark.parametrize('story', STORIES)
def test_taken_back_in_any_order_nothing_is_left(story: str, order: tuple[int, ...], store: Path) -> None:
    told = values_kept()
    batches = [stored(NOW + timedelta(hours=place), **lists)[1] for place, lists in enumerate(STORIES[story])]
    for place in order:
        kept = back(batches[place])
    assert kept == ()
    assert {table: rows(f'SELECT COUNT(*) FROM {table}') for table in HELD} == {table: [(0,)] for table in HELD}
    assert values_kept() == told
    assert not residue(store, ['Özdemir', 'oezdemir', 'Weiß', '0351 7654321', '0351 112233', 'example.org', 'ruft an'])
    assert not rows('PRAGMA foreign_key_check')


@pytest.mark.parametrize('story', STORIES)
def test_the_last_one_taken_back_it_is_as_it_was_before_it(story: str) -> None:
    def everything() -> list[Any]:
        return [rows(f'SELECT {", ".join(sorted(columns))} FROM {table}') for table, columns in (
            ('person', set(Person._meta.columns) - {'version'}), ('membership', {'tasks', 'extra', 'person_id'}),
            ('repair', {'item', 'fault', 'note', 'person_id', 'responsible_id', 'words'}),
            ('organisation', {'name', 'topic', 'words'}), ('contact', {'person_id', 'function'}),
            ('person_word', {'word', 'person_id'}))] + [in_force()]
    seen = [everything()]
    batches = []
    for place, lists in enumerate(STORIES[story]):
        batches.append(stored(NOW + timedelta(hours=place), **lists)[1])
        seen.append(everything())
    for batch in reversed(batches):
        seen.pop()
        assert back(batch) == ()
        assert everything() == seen[-1]


def test_what_a_later_import_has_touched_is_named_and_stays_until_that_one_goes_too() -> None:
    first, second = (stored(NOW, Kunden=one)[1] for one in (WITHOUT_YES, WITH_YES))
    assert back(first) == ('26-0001-7 Toaster',)
    assert rows('SELECT last_name, item FROM repair JOIN person ON person.id = person_id') == [('Özdemir', 'Toaster')]
    assert [one.batch for one in undoing.lately(LATER)] == [second]
    assert undoing.undo(second, COMMAND_LINE, LATER) == undoing.Undone(2, ())


def test_with_a_hand_in_between_it_stays_whatever_is_taken_back(anja: Who) -> None:
    batches = [stored(NOW, Team=one)[1] for one in (TEAM_BEFORE, TEAM_AFTER)]
    person = Person.get()
    people.save(person.public_id, person.version, {'phone': '0351 1'}, anja, NOW)
    assert back(batches[0]) == back(batches[1]) == ('Jürgen Weiß',)
    assert rows('SELECT phone, email FROM person') == [('0351 1', 'j@example.org')]


def test_a_hand_before_the_later_import_counts_as_well(anja: Who) -> None:
    __, first = stored(Team=TEAM_BEFORE)
    people.save(Person.get().public_id, 1, {'city': 'Dresden'}, anja, NOW)
    __, second = stored(Team=TEAM_AFTER)
    assert back(second) == ()
    assert rows('SELECT city, email FROM person') == [('Dresden', '')]
    assert back(first) == ('Jürgen Weiß',)


def test_an_erasure_between_two_imports_is_no_import(anja: Who) -> None:
    """It writes past the journal: the note went with the yes that alone had permitted it."""
    __, first = stored(Kunden=WITH_YES, Extern=PLACE)
    handover.withdraw(public_id(), (Purpose.EXTERNAL,), anja, NOW)
    second = stored(Kunden=MORE_OF_IT)[1]
    assert back(second) == ()
    assert 'Emine Özdemir' in back(first)


def test_an_access_report_changes_nothing(anja: Who) -> None:
    __, batch = stored(Team=TEAM_BEFORE)
    access.report(Person.get().public_id, anja, NOW)
    assert back(batch) == ()
    assert rows('SELECT COUNT(*) FROM person') == [(0,)]


def test_what_stands_in_a_list_that_came_again_does_not_go_by_itself() -> None:
    """Taken back and brought in once more, it is there because of this one: nothing was written, and yet it is."""
    first, second = (stored(NOW, Team=one)[1] for one in (TEAM_BEFORE, TEAM_AFTER))
    assert back(first) == ('Jürgen Weiß',)
    stored(LATER, Team=TEAM_BEFORE)
    assert back(second) == ()
    assert rows('SELECT first_name, email FROM person') == [('Jürgen', '')]


def test_what_was_filled_in_is_not_remembered_either(anja: Who) -> None:
    joins(anja, NOW, **EMINE)
    __, batch = stored(Team=[TEAM, [*MEMBER[:3], 'falsch@example.org', *MEMBER[4:]]])
    assert back(batch) == ()
    assert not rows("SELECT * FROM change_value WHERE old || new LIKE '%falsch%' OR old LIKE '%falsch%'")


def test_what_an_import_before_has_told_of_a_repair_is_still_told() -> None:
    """Only what the list with the yes said is forgotten, and what taking it back says."""
    stored(Kunden=WITHOUT_YES)
    told = values_kept()
    __, batch = stored(Kunden=WITH_YES)
    back(batch)
    assert [one for one in values_kept() if one[0] == 'repair'] == [one for one in told if one[0] == 'repair']


# ---- what one has left goes with the last of those that held it, and with no other ----
ALT: Rows = [CUSTOMERS, customer(Nachname='Alt', Vorname='Uwe', Telefon='0351 998877')]
JUST_EMINE: Rows = [TEAM, [*MEMBER[:5], '', 'ja']]


def names_here() -> list[str]:
    return [name for name, in rows('SELECT last_name FROM person ORDER BY last_name')]


def helps_for_a_while(who: Who) -> Callable[[], None]:
    number = nameless(who, NOW).number
    repairs.assign(number, Membership.get().id, who, NOW)
    return lambda: repairs.assign(number, None, who, LATER)


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


def test_what_only_lists_hold_waits_no_longer_than_it_could_be_taken_back_itself() -> None:
    first, second = (stored(when, Team=one)[1] for when, one in (
        (NOW, TEAM_BEFORE), (NOW + timedelta(days=9), TEAM_AFTER)))
    assert back(first, NOW + timedelta(days=13)) == ('Jürgen Weiß',)
    assert back(second, NOW + timedelta(days=22)) == ()
    assert rows('SELECT first_name, email FROM person') == [('Jürgen', '')]


def test_on_its_last_day_it_still_goes() -> None:
    first, second = (stored(when, Team=one)[1] for when, one in (
        (NOW, TEAM_BEFORE), (NOW + timedelta(days=9), TEAM_AFTER)))
    assert back(first, NOW + timedelta(days=13)) == ('Jürgen Weiß',)
    assert back(second, NOW + timedelta(days=14)) == ()
    assert names_here() == []


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


# ---- a repair that stays with its person -----------------------------------------------------------------------------
NAMELESS: Rows = [CUSTOMERS, customer(Einwilligung='')]


def edits_mail(who: Who) -> None:
    person = Person.get(Person.last_name == 'Özdemir')
    people.save(person.public_id, person.version, {'email': 'e@example.org'}, who, NOW)


def test_a_repair_that_belongs_to_somebody_who_stays_stays_and_is_named(anja: Who) -> None:
    first, second = stored(NOW, Kunden=NAMELESS)[1], stored(NOW, Kunden=[CUSTOMERS, customer()])[1]
    edits_mail(anja)
    assert set(back(second)) == {'Emine Özdemir', '26-0001-7 Toaster'}
    assert back(first) == ('26-0001-7 Toaster',)
    assert rows('SELECT item, last_name FROM repair JOIN person ON person.id = person_id') == [('Toaster', 'Özdemir')]


def test_who_looks_after_a_repair_that_stays_stays_too(anja: Who) -> None:
    stored(NOW, Kunden=NAMELESS)
    __, second = stored(NOW, Team=TEAM_BEFORE, Kunden=[CUSTOMERS, customer(Ansprechperson='Jürgen')])
    edits_mail(anja)
    assert {'Emine Özdemir', 'Jürgen Weiß'} <= set(back(second))
    assert not rows('PRAGMA foreign_key_check')


def test_who_looks_after_a_repair_that_goes_back_goes() -> None:
    stored(NOW, Kunden=NAMELESS)
    __, second = stored(NOW, Team=TEAM_BEFORE, Kunden=[CUSTOMERS, customer(Ansprechperson='Jürgen')])
    assert back(second) == ()
    assert rows('SELECT person_id, responsible_id FROM repair') == [(None, None)]
    assert names_here() == []


def test_left_with_somebody_because_of_a_list_it_goes_with_that_list() -> None:
    batches = [stored(NOW, **lists)[1] for lists in (
        {'Kunden': NAMELESS}, {'Kunden': [CUSTOMERS, customer()]}, {'Team': JUST_EMINE})]
    assert set(back(batches[1])) == {'Emine Özdemir', '26-0001-7 Toaster'}
    assert back(batches[0]) == ('26-0001-7 Toaster',)
    assert back(batches[2]) == ()
    assert rows('SELECT (SELECT COUNT(*) FROM repair) + (SELECT COUNT(*) FROM person)') == [(0,)]


# ---- beside ----------------------------------------------------------------------------------------------------------
def test_asked_four_times_at_once_it_is_taken_back_once() -> None:
    __, batch = stored(Team=TEAM_BEFORE)

    def ask(__: int) -> str:
        try:
            return ', '.join(back(batch))
        except Unknown as problem:
            return problem.sentence
    answers = at_once(ask, 4)
    assert sorted(answers) == ['', *['Dieser Import lässt sich nicht mehr zurücknehmen.'] * 3]
    assert rows("SELECT COUNT(*) FROM erasure WHERE rule = 'import.undo'") == [(1,)]


def test_only_what_was_still_there_is_counted(anja: Who) -> None:
    __, batch = stored(Kunden=[*ALT, customer()])
    handover.withdraw(public_id(), (Purpose.REPAIR,), anja, NOW)
    before = sum(count for table in ('person', 'repair') for count, in rows(f'SELECT COUNT(*) FROM {table}'))
    assert undoing.undo(batch, COMMAND_LINE, LATER).removed == before - sum(
        count for table in ('person', 'repair') for count, in rows(f'SELECT COUNT(*) FROM {table}'))


def test_lists_that_wait_go_back_the_last_one_first(anja: Who) -> None:
    """Each has put a line below the note."""
    joins(anja, NOW, **EMINE)
    batches = [stored(NOW, Team=[[*TEAM, 'Notiz'], [*JUST_EMINE[1], said]])[1] for said in ('eins', 'zwei', 'drei')]
    for batch in batches[:2]:
        assert back(batch) == KEPT
    assert back(batches[2]) == ()
    assert rows('SELECT note FROM person') == [('',)]


def found_anew() -> list[Any]:
    return [rows('SELECT id, words, on_former FROM person'), rows('SELECT word, person_id FROM person_word')]


@pytest.mark.parametrize('lists', [
    {'Extern': PLACE}, {'Kunden': [CUSTOMERS, customer()]}, {'Extern': PLACE, 'Kunden': [CUSTOMERS, customer()]}])
@pytest.mark.parametrize('stood', ['with a yes', 'by this one'])
def test_whoever_loses_something_is_found_as_before(lists: dict[str, Rows], stood: str, anja: Who) -> None:
    stood_as_former(anja)
    if stood == 'with a yes':
        handover.hand_back(drop_off(anja, NOW, 'Radio', **EMINE).number, anja, NOW)
        people.add('external', EMINE, given(Purpose.EXTERNAL), anja, NOW)
    before = found_anew()
    __, batch = stored(**lists)
    assert found_anew() != before
    assert back(batch, NOW) == ()
    assert found_anew() == before


def test_of_two_yes_of_a_list_one_stays_where_no_other_is_left(anja: Who) -> None:
    stood_as_former(anja)
    __, batch = stored(Team=JUST_EMINE, Extern=PLACE)
    handover.withdraw(public_id(), (Purpose.FORMER,), anja, NOW)
    back(batch)
    assert len(in_force()) == 1


def test_the_same_list_long_after_changes_not_even_what_is_remembered_of_imports() -> None:
    stored(NOW, Team=TEAM_BEFORE)
    before = rows("SELECT value FROM setting WHERE name = 'imports'"), rows('SELECT COUNT(*) FROM change')
    stored(NOW + timedelta(days=20), Team=TEAM_BEFORE)
    assert (rows("SELECT value FROM setting WHERE name = 'imports'"), rows('SELECT COUNT(*) FROM change')) == before


def test_a_yes_to_the_group_that_came_along_holds_nobody(tmp_path: Path, anja: Who) -> None:
    stored(Team=JUST_EMINE)
    joins_the_group(anja)
    file = exported()
    close_store()
    open_store(tmp_path / 'other')
    __, batch = applying.apply(file, Choices(), COMMAND_LINE, NOW)
    assert in_force() == ['member', 'messenger']
    assert back(batch) == ()
    assert names_here() == []


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
        back(batch, NOW)
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


def test_what_a_hand_held_beside_a_list_stays_for_good(anja: Who) -> None:
    batches = [stored(NOW, **lists)[1] for lists in ({'Team': JUST_EMINE}, {'Kunden': [CUSTOMERS, customer()]})]
    ends = helps_for_a_while(anja)
    assert 'Emine Özdemir' in back(batches[0])
    ends()
    back(batches[1])
    assert names_here() == ['Özdemir']


# ---- what only happened to a row -------------------------------------------------------------------------------------
LOOKED_AFTER = {'Team': [TEAM, MEMBER], 'Kunden': [CUSTOMERS, customer(
    Nachname='Alt', Vorname='Anton', Telefon='0351 998877', Ansprechperson='Emine Özdemir')]}


@pytest.mark.parametrize('in_house', [True, False])
def test_a_member_who_has_gone_leaves_nobody_behind_whose_item_they_had(in_house: bool, anja: Who) -> None:
    __, batch = stored(**LOOKED_AFTER)
    ((number,),) = rows("SELECT number FROM repair WHERE responsible_id IS NOT NULL")
    if not in_house:
        repairs.move(number, State.READY, anja, NOW)
    handover.withdraw(public_id(), (Purpose.MEMBER,), anja, NOW)
    assert rows('SELECT responsible_id FROM repair') == [(None,)]
    kept = back(batch)
    assert ('Anton Alt' in kept) is not in_house, 'a hand is one, whatever happened afterwards'
    assert rows('SELECT COUNT(*) FROM repair') == [(0 if in_house else 1,)]


def test_who_is_set_to_nobody_by_hand_has_been_in_hand(anja: Who) -> None:
    __, batch = stored(**LOOKED_AFTER)
    ((number,),) = rows("SELECT number FROM repair WHERE responsible_id IS NOT NULL")
    repairs.assign(number, None, anja, NOW)
    assert 'Anton Alt' in back(batch)


def test_a_text_that_was_judged_is_the_same_text(anja: Who) -> None:
    __, batch = stored(Kunden=[CUSTOMERS, customer(Status='fertig')])
    (fault,) = ords.to_read()
    for verdict in (Review.RELEASED, Review.OPEN):
        ords.review({fault.number: fault.text}, verdict, anja, NOW)
    assert back(batch) == ()
    assert rows('SELECT COUNT(*) FROM repair') == [(0,)]
