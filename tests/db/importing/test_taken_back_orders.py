"""One import after the other, taken back in whatever order: what only imports have touched goes, and the store is as it
was."""
import random
import shutil
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from db import handover, members, people, retention, search
from db.connection import db
from db.errors import Refused, Unknown
from db.importing import undoing
from db.models import Person
from db.store import close_store, open_store
from db.who import COMMAND_LINE, Who
from db.words import Purpose
from tests.db.importing.lists import CUSTOMERS, EXTERNAL, FORMER, TEAM, Rows, customer, stored
from tests.db.importing.taken_back import (
    ALT,
    CONTACT,
    EMINE,
    LATER,
    MEMBER,
    MORE_OF_IT,
    PLACE,
    TEAM_AFTER,
    TEAM_BEFORE,
    WITH_YES,
    WITHOUT_YES,
    back,
    in_force,
    names_here,
    public_id,
    stood_as_former,
    values_kept,
)
from tests.db.stories import at_once, drop_off, joins, residue, rows
from tests.personas import NOW, given
from tests.portions import first_of

pytestmark = pytest.mark.usefixtures('store')

TEAM_LATER: Rows = [[*TEAM, 'Können'], ['Jürgen', 'Weiß', '0351 112233', 'j@example.org', 'Fahrrad', '', 'ja', 'Löten']]
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


@pytest.mark.parametrize('story', first_of(3, STORIES))
def test_taken_back_in_any_order_nothing_is_left(story: str, store: Path, tmp_path: Path) -> None:
    told = values_kept()
    batches = [stored(NOW + timedelta(hours=place), **lists)[1] for place, lists in enumerate(STORIES[story])]
    close_store()
    for order in permutations(batches):
        again = tmp_path / ''.join(str(batches.index(batch)) for batch in order)
        open_store(Path(shutil.copytree(store, again)))
        kept = [back(batch) for batch in order]
        assert kept[-1] == ()
        assert {table: rows(f'SELECT COUNT(*) FROM {table}') for table in HELD} == {table: [(0,)] for table in HELD}
        assert values_kept() == told
        assert not residue(again, ['Özdemir', 'oezdemir', 'Weiß', '0351 7654321', '0351 112233', 'example.org',
                                   'ruft an'])
        assert not rows('PRAGMA foreign_key_check')
        close_store()


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


# ---- any story -------------------------------------------------------------------------------------------------------
WHO = (('Emine', 'Özdemir', '0351 7654321'), ('Jürgen', 'Weiß', '0351 112233'), ('Uwe', 'Alt', '0351 998877'))


def found_anew() -> list[Any]:
    return [rows('SELECT id, words, on_former FROM person'), rows('SELECT word, person_id FROM person_word')]


def any_lists(chance: random.Random) -> dict[str, Rows]:
    """One or two sheets that tell of some of these people, with and without a yes, with more and with less."""
    told: dict[str, list[list[str]]] = {name: [heads] for name, heads in chance.sample([
        ('Team', TEAM), ('Kunden', CUSTOMERS), ('Extern', EXTERNAL), ('Ehemalige', FORMER)], chance.choice([1, 1, 2]))}
    for sheet, (first, last, phone) in [(sheet, one) for sheet in told for one in chance.sample(
            WHO, chance.choice([1, 2]))]:
        mail = chance.choice(['', f'{first[0].lower()}@example.org'])
        told[sheet].append({
            'Team': [first, last, phone, mail, chance.choice(['', 'Kasse']), '', 'ja'],
            'Kunden': customer(Vorname=first, Nachname=last, Telefon=phone, E_Mail=mail,
                               Gegenstand=chance.choice(['Toaster', 'Lampe']), Defekt=f'{last} sagt: kalt',
                               Einwilligung=chance.choice(['ja', '']), Ansprechperson=chance.choice(['', 'Jürgen'])),
            'Extern': [chance.choice(['Hof', 'Bund', '']), f'{first} {last}', chance.choice(['', 'Büro']), phone, mail,
                       '', 'ja'],
            'Ehemalige': [chance.choice(['Kundin', 'Mitglied']), last, first, phone, '', 'ja', '']}[sheet])
    return told


@pytest.mark.parametrize('seed', first_of(2, range(4, 8)))
def test_nobody_stays_without_a_list_and_everybody_is_found(seed: int) -> None:
    """Two to four lists, taken back in any order, some when others have gone already."""
    chance = random.Random(seed)
    to_come = [any_lists(chance) for _ in range(chance.choice([2, 3, 4]))]
    standing: list[str] = []
    for_good = ''       # lists that changed nothing cannot be taken back
    minutes = 0
    while to_come or standing:
        minutes += 1
        if to_come and (not standing or chance.random() < 0.55):
            lists = to_come.pop()
            plan, batch = stored(NOW + timedelta(minutes=minutes), **lists)
            standing += [batch] * plan.changes_something
            for_good += '' if plan.changes_something else str(lists)
        else:
            back(standing.pop(chance.randrange(len(standing))), NOW + timedelta(minutes=minutes))
        assert not rows('PRAGMA foreign_key_check')
        assert rows('SELECT COUNT(*) FROM person WHERE id NOT IN '
                    '(SELECT person_id FROM consent WHERE ended_at IS NULL)') == [(0,)]
    assert [name for name in names_here() if name not in for_good] == []
    if not for_good:
        assert {table: rows(f'SELECT COUNT(*) FROM {table}') for table in HELD} == {table: [(0,)] for table in HELD}
    found = found_anew()
    search.rebuild()
    assert found_anew() == found


def any_hand(chance: random.Random, who: Who, now: datetime) -> None:
    """Somebody does something with one of them, if it can be done."""
    somebody = list(Person.select().order_by(Person.id))
    if not somebody:
        return
    person = chance.choice(somebody)
    theirs = [number for number, in rows('SELECT number FROM repair WHERE person_id = ?', person.id)] or ['']
    with suppress(Refused):
        chance.choice([
            lambda: handover.withdraw(person.public_id, (chance.choice([*Purpose]),), who, now),
            lambda: members.end_membership(person.public_id, chance.random() < 0.3, 'mündlich', who, now),
            lambda: people.save(person.public_id, person.version, {'email': 'neu@example.org'}, who, now),
            lambda: handover.hand_back(chance.choice(theirs), who, now),
            lambda: handover.undo(chance.choice(theirs), who, now),
            lambda: drop_off(who, now, 'Radio', person=person.public_id, store=None),
            lambda: retention.run_due(now + timedelta(hours=3))])()


@pytest.mark.parametrize('seed', first_of(4, range(16)))
def test_whatever_hands_do_in_between_everybody_stands_on_a_sheet_or_is_due(seed: int, anja: Who) -> None:
    chance = random.Random(seed)
    joins(anja, NOW, first_name='Emine', last_name='Özdemir', phone='0351 7654321')
    to_come = [any_lists(chance) for _ in range(3)]
    standing: list[str] = []
    now = NOW
    while to_come or standing:
        now += timedelta(minutes=1)
        dice = chance.random()
        if dice < 0.5:
            any_hand(chance, anja, now)
        elif to_come and (not standing or dice < 0.75):
            plan, batch = stored(now, **to_come.pop())
            standing += [batch] * plan.changes_something
        elif standing:
            back(standing.pop(chance.randrange(len(standing))), now)
        assert not rows('PRAGMA foreign_key_check')
        for person in list(Person.select()):
            seen = people.read(person.public_id)
            due = rows('SELECT 1 FROM repair WHERE person_id = ? AND erase_at IS NOT NULL', person.id)
            assert seen.sheets or due or Purpose.FORMER in seen.purposes, (seen.name, seen.purposes)


def test_many_rows_are_taken_back_in_sets(store: Path) -> None:
    """While it is done nobody at the counter can save anything."""
    asked: list[list[str]] = []
    for now, many in ((NOW, 3), (NOW + timedelta(days=20), 40)):
        signs = [f'{chr(97 + place // 20)}{chr(97 + place % 20)}' for place in range(many)]
        told = [customer(Vorname='Ida', Nachname=f'Wald{sign}', Telefon=f'0351 77{place:03}',
                         Defekt=f'Frau Wald{sign} sagt: kalt {place}') for place, sign in enumerate(signs)]
        batches = [stored(now, **lists)[1] for lists in (
            {'Kunden': [CUSTOMERS, *([*row[:9], '', row[10]] for row in told)]}, {'Kunden': [CUSTOMERS, *told]},
            {'Team': [TEAM, *(['Ida', f'Wald{sign}', f'0351 77{place:03}', '', '', '', 'ja']
                              for place, sign in enumerate(signs))]})]
        asked.append([])
        db.query_hooks.append(lambda event, asked=asked[-1]: asked.append(event.sql))
        for batch in batches:
            back(batch, now)
        db.query_hooks.pop()
        assert names_here() == []
    few, many_asked = (sum(sql.startswith('SELECT') for sql in one) for one in asked)
    assert few == many_asked


# ---- beside ----------------------------------------------------------------------------------------------------------
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


def test_only_what_was_still_there_is_counted(anja: Who) -> None:
    __, batch = stored(Kunden=[*ALT, customer()])
    handover.withdraw(public_id(), (Purpose.REPAIR,), anja, NOW)
    before = sum(count for table in ('person', 'repair') for count, in rows(f'SELECT COUNT(*) FROM {table}'))
    assert undoing.undo(batch, COMMAND_LINE, LATER).removed == before - sum(
        count for table in ('person', 'repair') for count, in rows(f'SELECT COUNT(*) FROM {table}'))


def test_asked_four_times_at_once_it_is_taken_back_once() -> None:
    __, batch = stored(Team=TEAM_BEFORE)

    def ask(__: int) -> str:
        try:
            return ', '.join(back(batch))
        except Unknown as problem:
            return problem.sentence
    answers = at_once(ask, 4)
    assert sorted(answers) == ['', *['Dieser Import ist schon zurückgenommen.'] * 3]
    assert rows("SELECT COUNT(*) FROM erasure WHERE rule = 'import.undo'") == [(1,)]
