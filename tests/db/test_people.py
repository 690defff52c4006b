"""People: added only together with a consent, read as a whole, saved without overwriting each other (D1)."""
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from db import consent, handover, members, people, sheets
from db.consent import Given
from db.errors import Conflict, Refused, Unknown
from db.events import on_change
from db.names import full, initials, short
from db.search import find
from db.sheets import Question
from db.who import Who
from db.words import HOW, Purpose
from tests.db.stories import (
    at_once,
    count,
    drop_off,
    findable,
    joins,
    leaves,
    nameless,
    outside,
    own,
    owner,
    ready,
    residue,
    row_counts,
    rows,
)
from tests.personas import given


# ---- adding ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(('kind', 'needed', 'sheet'), [
    ('member', Purpose.MEMBER, 'team'), ('external', Purpose.EXTERNAL, 'extern'),
    ('former_customer', Purpose.FORMER, 'ehemalige'), ('former_member', Purpose.FORMER, 'ehemalige')])
def test_d1_somebody_is_added_only_together_with_the_consent_for_it(
        store: Path, mira: Who, now: datetime, kind: str, needed: Purpose, sheet: str) -> None:
    before = row_counts()
    for other in ((), given(*[purpose for purpose in Purpose if purpose is not needed])):
        with pytest.raises(Refused, match='Ohne ein Ja') as refusal:
            people.add(kind, {'first_name': 'Emine'}, other, mira, now)
        assert refusal.value.field == 'consent'
    assert row_counts() == before
    person = people.add(kind, {'first_name': 'Emine'}, given(needed), mira, now)
    assert people.read(person).sheets == (sheet,)
    assert people.read(person).purposes == {needed}


@pytest.mark.parametrize('how', HOW)
def test_d2_how_and_when_the_yes_was_given_is_kept(store: Path, mira: Who, now: datetime, how: str) -> None:
    said = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
    person = people.add('member', {'first_name': 'Emine'}, (Given(Purpose.MEMBER, how, said),), mira, now)
    (line,) = people.read(person).consents
    assert (line.purpose, line.yes, line.detail) == (Purpose.MEMBER, True, f'{how}, 20.11.2026, Mira')
    assert rows('SELECT how, given_at, recorded_by_id FROM consent') == [(how, '2026-11-20T10:00:00Z', mira.account)]


@pytest.mark.parametrize(('how', 'on', 'field'), [
    ('Brieftaube', None, 'how'), ('', None, 'how'), ('Papier', datetime(2026, 11, 24, tzinfo=UTC), 'on')])
def test_d2_a_yes_from_nowhere_or_from_tomorrow_is_refused(
        store: Path, mira: Who, now: datetime, how: str, on: datetime | None, field: str) -> None:
    before = row_counts()
    with pytest.raises(Refused) as refusal:
        people.add('member', {'first_name': 'Emine'}, (Given(Purpose.MEMBER, how, on),), mira, now)
    assert refusal.value.field == field
    assert row_counts() == before


@pytest.mark.parametrize('values', [{}, {'first_name': ''}, {'phone': '0351 12345'},
                                    {'first_name': '', 'last_name': ''}])
def test_nobody_without_a_name(store: Path, mira: Who, now: datetime, values: dict[str, str]) -> None:
    with pytest.raises(Refused, match='Vorname oder Nachname genügt') as refusal:
        people.add('member', values, given(Purpose.MEMBER), mira, now)
    assert refusal.value.field == 'first_name'
    assert (count('person'), count('consent')) == (0, 0)


@pytest.mark.parametrize('values', [{'first_name': 'Ronaldo'}, {'last_name': 'Özdemir'}])
def test_one_word_is_a_name(store: Path, mira: Who, now: datetime, values: dict[str, str]) -> None:
    person = people.add('member', values, given(Purpose.MEMBER), mira, now)
    assert people.read(person).name == next(iter(values.values()))


def test_an_id_is_never_used_again(store: Path, mira: Who, now: datetime) -> None:
    """The journal of somebody erased must not become the journal of the next person."""
    first = joins(mira, now)
    (old,) = rows('SELECT id FROM person')
    handover.withdraw(first, None, mira, now)
    joins(mira, now)
    (new,) = rows('SELECT id FROM person')
    assert new > old
    assert rows("SELECT count(*) FROM change WHERE table_name = 'person' AND row_id = ?", *new) == [(1,)]


def test_eight_screens_add_eight_people(store: Path, mira: Who, now: datetime) -> None:
    added = at_once(lambda number: joins(mira, now, first_name=f'Nr {number}'))
    assert len(set(added)) == count('person') == count('consent') == 8
    assert not rows('SELECT 1 FROM person WHERE id NOT IN (SELECT person_id FROM consent)')


# ---- saving ----------------------------------------------------------------------------------------------------------
def test_person_and_membership_are_saved_with_one_tap(store: Path, mira: Who, now: datetime) -> None:
    own('membership', 'schlüssel')
    joerg = joins(mira, now)
    version = people.save(joerg, 1, {'phone': '0351 7654321', 'skills': 'Elektro', 'schlüssel': 'Nr. 3'}, mira, now)
    view = people.read(joerg)
    assert (view.version, view.values['phone'], view.values['skills'], view.values['schlüssel']) == (
        version, '0351 7654321', 'Elektro', 'Nr. 3')
    assert version == 2
    assert [hit.title for hit in find('elektro').people] == ['Jörg Rademacher']


@pytest.mark.parametrize(('first', 'second'), [
    ({'phone': '0351 1'}, {'phone': '0351 2'}), ({'skills': 'Elektro'}, {'phone': '0351 2'}),
    ({'skills': 'Elektro'}, {'skills': 'Textil'}), ({'phone': '0351 1'}, {'skills': 'Textil'})])
def test_whoever_saves_second_is_asked_to_look_again(
        store: Path, mira: Who, anja: Who, now: datetime, first: dict[str, str], second: dict[str, str]) -> None:
    """The version covers everything on the page, the membership included."""
    joerg = joins(mira, now)
    people.save(joerg, 1, first, mira, now)
    with pytest.raises(Conflict, match='gerade von jemand anderem geändert'):
        people.save(joerg, 1, second, anja, now)
    values = people.read(joerg).values
    assert {name: values[name] for name in first} == first


def test_of_eight_who_save_at_once_one_wins(store: Path, mira: Who, now: datetime) -> None:
    joerg = joins(mira, now)

    def save(number: int) -> str:
        try:
            people.save(joerg, 1, {'city': f'Stadt {number}'}, mira, now)
        except Conflict:
            return ''
        return f'Stadt {number}'
    (winner,) = filter(None, at_once(save))
    assert people.read(joerg).values['city'] == winner


def test_the_last_name_cannot_be_taken_away(store: Path, mira: Who, now: datetime) -> None:
    joerg = joins(mira, now)
    people.save(joerg, 1, {'first_name': ''}, mira, now)
    with pytest.raises(Refused) as refusal:
        people.save(joerg, 2, {'last_name': ''}, mira, now)
    assert refusal.value.field == 'first_name'
    assert people.read(joerg).name == 'Rademacher'


def test_saving_nothing_new_changes_nothing(store: Path, mira: Who, now: datetime) -> None:
    joerg = joins(mira, now, skills='Elektro')
    before = row_counts()
    assert people.save(joerg, 1, {'first_name': 'Jörg', 'skills': 'Elektro'}, mira, now) == 1
    assert row_counts() == before


@pytest.mark.parametrize('name', ['id', 'public_id', 'version', 'words', 'sort_name', 'on_former', 'was_customer',
                                  'ended', 'person', 'organisation', 'erfunden'])
def test_what_is_not_on_the_form_is_not_saved(store: Path, mira: Who, now: datetime, name: str) -> None:
    joerg = joins(mira, now)
    before = rows('SELECT * FROM person'), rows('SELECT * FROM membership')
    people.save(joerg, 1, {name: 7}, mira, now)
    assert (rows('SELECT * FROM person'), rows('SELECT * FROM membership')) == before


def test_no_column_is_filled_that_no_purpose_covers(store: Path, mira: Who, now: datetime) -> None:
    """A customer agreed to name and phone until the pick-up, not to an address in the book."""
    seyma = owner(drop_off(mira, now).number, now)
    for values in ({'street': 'Zqstraße 1', 'email': 's@example.org'}, {'note': 'zqnotiz'}):
        with pytest.raises(Refused, match='keine Einwilligung') as refusal:
            people.save(seyma, people.read(seyma).version, values, mira, now)
        assert refusal.value.field == next(iter(values))
    assert residue(store, ['Zqstraße', 'zqnotiz']) == []
    with pytest.raises(Refused) as refused:
        people.add('former_customer', {'first_name': 'Emine', 'phone': '0351 77', 'street': 'Zqweg 2'},
                   given(Purpose.FORMER), mira, now)
    assert refused.value.field == 'street'
    assert residue(store, ['Zqweg']) == []


@pytest.mark.parametrize('name', ['skills', 'tasks', 'street'])
def test_whoever_left_gets_no_skills_any_more(store: Path, mira: Who, now: datetime, name: str) -> None:
    joerg = joins(mira, now)
    leaves(joerg, mira, now, keep=True)
    with pytest.raises(Refused, match='keine Einwilligung') as refusal:
        people.save(joerg, people.read(joerg).version, {name: 'zqneu'}, mira, now)
    assert refusal.value.field == name
    assert residue(store, ['zqneu']) == []


def test_other_screens_are_told_of_the_person_and_their_repairs(store: Path, mira: Who, now: datetime) -> None:
    number = drop_off(mira, now).number
    seyma = owner(number, now)
    heard = []
    stop = on_change(heard.append)
    people.save(seyma, people.read(seyma).version, {'email': 's@example.org'}, mira, now)
    stop()
    assert [changed.rows for changed in heard] == [{('person', seyma), ('repair', number)}]


@pytest.mark.parametrize('public_id', ['', 'gibtsnicht', '1', "' OR 1=1", '\x00'])
def test_somebody_who_is_not_there(store: Path, mira: Who, now: datetime, public_id: str) -> None:
    joins(mira, now)
    for verb in (lambda: people.read(public_id), lambda: people.save(public_id, 1, {}, mira, now),
                 lambda: members.give_messenger(public_id, 'Papier', mira, now)):
        with pytest.raises(Unknown, match='steht nicht'):
            verb()


# ---- a further yes ---------------------------------------------------------------------------------------------------
def test_a_further_yes_counts_once(store: Path, mira: Who, now: datetime) -> None:
    joerg = joins(mira, now)
    for _ in range(2):
        findable(joerg, 'E-Mail', mira, now + timedelta(days=1))
    assert people.read(joerg).purposes == {Purpose.MEMBER, Purpose.FORMER}
    assert count('consent') == 2


def test_d2_a_yes_after_a_no_is_a_new_consent(store: Path, mira: Who, now: datetime) -> None:
    joerg = joins(mira, now)
    findable(joerg, 'E-Mail', mira, now)
    handover.withdraw(joerg, (Purpose.FORMER,), mira, now)
    findable(joerg, 'Papier', mira, now + timedelta(days=1))
    assert rows("SELECT how, ended_because FROM consent WHERE purpose = 'former' ORDER BY id") == [
        ('E-Mail', 'withdrawn'), ('Papier', None)]


def test_d2_the_texts_of_a_new_store(store: Path) -> None:
    for purpose in Purpose:
        question = consent.text_in_force(purpose)
        assert (question.purpose, question.version) == (purpose, 1)
        assert question.title.endswith('?')
        assert question.yes != question.no


# ---- what they are called --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(('first', 'last', 'said'), [
    ('Şeyma', 'Wiśniewska', ('Şeyma Wiśniewska', 'Şeyma W.', 'ŞW')),
    ('Öykü', 'Özdemir', ('Öykü Özdemir', 'Öykü Ö.', 'ÖÖ')),
    ('Emil', 'ễnd', ('Emil ễnd', 'Emil Ễ.', 'EỄ')),
    ('Emil', 'e\u0302\u0303nd', ('Emil e\u0302\u0303nd', 'Emil Ễ.', 'EỄ')),
    ('Ronaldo', '', ('Ronaldo', 'Ronaldo', 'R')), ('', 'Özdemir', ('Özdemir', 'Ö.', 'Ö')), ('', '', ('', '', '?')),
    ('Жанна', 'Ж', ('Жанна Ж', 'Жанна Ж.', 'ЖЖ')), ('İsmail', 'ßen', ('İsmail ßen', 'İsmail S.', 'İS')),
    ('Jens', 'von der Heide', ('Jens von der Heide', 'Jens von der H.', 'JH')),
    ('Jens', 'v. d. Heide', ('Jens v. d. Heide', 'Jens v. d. H.', 'JH')),
    ('', 'von Bülow', ('von Bülow', 'von B.', 'B')), ('Rosa', 'de la Cruz', ('Rosa de la Cruz', 'Rosa de la C.', 'RC')),
    ('Anna', 'von', ('Anna von', 'Anna V.', 'AV')), ('Anna', 'berg maier', ('Anna berg maier', 'Anna B.', 'AB')),
    ('Minh', 'Le Thi', ('Minh Le Thi', 'Minh L.', 'ML')), ('Anna', 'von der', ('Anna von der', 'Anna von D.', 'AD')),
    ('Rita', '\u202eadreV', ('Rita \u202eadreV', 'Rita A.', 'RA')), ('Rita', '\u200b', ('Rita \u200b', 'Rita', 'R'))])
def test_names_as_everybody_in_the_room_may_read_them(first: str, last: str, said: tuple[str, str, str]) -> None:
    assert (full(first, last), short(first, last), initials(first, last)) == said


# ---- the right sheet by the facts alone ------------------------------------------------------------------------------
def the_sheets(person: str, now: datetime) -> set[str]:
    """On which sheets somebody really stands, and that their own page says the same."""
    view = people.read(person)
    found = {name for name in ('team', 'kundinnen', 'extern', 'ehemalige')
             for row in sheets.read(name, Question(limit=100), now).rows if row.cells['name'] == view.name}
    assert set(view.sheets) == found
    return found


def handed(number: str, who: Who, now: datetime) -> str:
    person = owner(number, now)
    handover.hand_back(number, who, now)
    return person


def with_toaster(person: str, who: Who, now: datetime, **more: bool) -> str:
    drop_off(who, now, person=person, **more)
    return person


def left(person: str, who: Who, now: datetime, keep: bool) -> str:
    leaves(person, who, now, keep)
    return person


def without(person: str, purpose: Purpose, who: Who, now: datetime) -> str:
    handover.withdraw(person, (purpose,), who, now)
    return person


def added(kind: str, who: Who, now: datetime, *purposes: Purpose) -> str:
    return people.add(kind, {'first_name': 'Emine', 'last_name': 'Özdemir'}, given(*purposes), who, now)


def also_findable(person: str, who: Who, now: datetime) -> str:
    findable(person, 'Papier', who, now)
    return person


FACTS = {
    'a running membership': (joins, {'team'}),
    'a member with an item here': (lambda who, now: with_toaster(joins(who, now), who, now), {'team', 'kundinnen'}),
    'a member who may be contacted later': (lambda who, now: also_findable(joins(who, now), who, now), {'team'}),
    'an item here': (lambda who, now: owner(drop_off(who, now).number, now), {'kundinnen'}),
    'an item here, may be contacted later': (
        lambda who, now: owner(drop_off(who, now, later=True).number, now), {'kundinnen'}),
    'picked up, grace time running': (lambda who, now: handed(drop_off(who, now).number, who, now), set()),
    'picked up, may be contacted later': (
        lambda who, now: handed(drop_off(who, now, later=True).number, who, now), {'ehemalige'}),
    'one picked up, one here': (
        lambda who, now: with_toaster(handed(drop_off(who, now, later=True).number, who, now), who, now),
        {'kundinnen'}),
    'a contact': (outside, {'extern'}),
    'a contact with an item here': (lambda who, now: with_toaster(outside(who, now), who, now),
                                    {'extern', 'kundinnen'}),
    'left the team, stays findable': (lambda who, now: left(joins(who, now), who, now, True), {'ehemalige'}),
    'left the team, findable, an item here': (
        lambda who, now: left(with_toaster(joins(who, now), who, now), who, now, True), {'ehemalige', 'kundinnen'}),
    'left the team, an item here': (
        lambda who, now: left(with_toaster(joins(who, now), who, now), who, now, False), {'kundinnen'}),
    'was a member': (lambda who, now: added('former_member', who, now, Purpose.FORMER), {'ehemalige'}),
    'was a customer': (lambda who, now: added('former_customer', who, now, Purpose.FORMER), {'ehemalige'}),
    'was a customer, is here again': (
        lambda who, now: with_toaster(added('former_customer', who, now, Purpose.FORMER), who, now), {'kundinnen'}),
    'repair withdrawn, later contact kept': (
        lambda who, now: without(owner(drop_off(who, now, later=True).number, now), Purpose.REPAIR, who, now),
        {'ehemalige'}),
    'a contact no more, but findable': (
        lambda who, now: without(also_findable(outside(who, now), who, now), Purpose.EXTERNAL, who, now),
        {'ehemalige'}),
}


@pytest.mark.parametrize(('made', 'expected'), FACTS.values(), ids=FACTS)
def test_everybody_stands_on_the_right_sheet_by_the_facts_alone(store: Path, mira: Who, now: datetime, made: object,
                                                                expected: set[str]) -> None:
    ready(nameless(mira, now).number, mira, now)
    joins(mira, now, first_name='Jemand', last_name='Anderes')
    assert callable(made)
    assert the_sheets(made(mira, now), now) == expected


# ---- somebody who stands here already --------------------------------------------------------------------------------
def test_a_customer_who_comes_into_the_team_is_one_person(store: Path, mira: Who, now: datetime) -> None:
    seyma = owner(drop_off(mira, now).number, now)
    values = {'first_name': 'Seyma', 'last_name': 'Wisniewska', 'phone': '+49 351 1234567', 'city': 'Pirna',
              'skills': 'Elektro'}
    assert people.add('member', values, given(Purpose.MEMBER), mira, now) == seyma
    view = people.read(seyma)
    assert (count('person'), view.sheets, view.values['city'], view.values['skills']) == (
        1, ('team', 'kundinnen'), 'Pirna', 'Elektro')
    handover.withdraw(seyma, None, mira, now)
    assert count('person') == 0


def test_somebody_who_left_comes_back_as_the_same_person(store: Path, mira: Who, now: datetime) -> None:
    joerg = joins(mira, now, email='joerg@example.org')
    leaves(joerg, mira, now, keep=True)
    assert joins(mira, now, email='Joerg@Example.org') == joerg
    assert people.read(joerg).sheets == ('team',)


def test_nobody_stands_twice_on_one_list(store: Path, mira: Who, now: datetime) -> None:
    joins(mira, now, phone='0351 222')
    with pytest.raises(Refused, match='steht schon auf dieser Liste'):
        joins(mira, now, phone='0351 222')
    outside(mira, now, phone='0351 333')
    with pytest.raises(Refused, match='steht schon auf dieser Liste'):
        outside(mira, now, phone='0351 333')


def test_the_same_name_with_another_number_is_somebody_else(store: Path, mira: Who, now: datetime) -> None:
    assert joins(mira, now, phone='0351 22222') != joins(mira, now, phone='0351 33333')
