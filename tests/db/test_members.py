"""The team: the messenger fact beside the messenger consent, and leaving."""
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from db import consent, handover, members, people, repairs, sheets, todo
from db.errors import Refused, Unknown
from db.events import on_change
from db.messenger import Act
from db.models import Person
from db.sheets import Question
from db.who import Who
from db.words import Purpose
from tests.db.importing.lists import TEAM, stored
from tests.db.stories import (
    count,
    drop_off,
    findable,
    joins,
    leaves,
    nameless,
    outside,
    owner,
    residue,
    row_counts,
    rows,
)
from tests.personas import NOW
from tests.wording import reword


def roster() -> list[tuple[str, str, bool]]:
    return [(row.name, row.detail, row.add) for row in todo.messenger().rows]


# ---- the messenger group ---------------------------------------------------------------------------------------------
def test_whoever_says_yes_is_to_be_added_and_then_is_in(store: Path, mira: Who, now: datetime) -> None:
    joerg = joins(mira, now, phone='0351 7654321')
    assert roster() == []
    members.give_messenger(joerg, 'mündlich', mira, now)
    assert roster() == [('Jörg Rademacher', 'hat am 23.11.2026 zugestimmt', True)]
    members.set_messenger(joerg, True, mira, now)
    assert roster() == []
    view = people.read(joerg).membership
    assert view is not None
    assert view.in_messenger
    assert sheets.read('team', Question(), now).rows[0].cells['messenger'] == 'ist drin'


def test_d3_nobody_is_added_without_their_yes(store: Path, mira: Who, now: datetime) -> None:
    joerg = joins(mira, now)
    with pytest.raises(Refused, match='Ohne ein Ja'):
        members.set_messenger(joerg, True, mira, now)
    assert rows('SELECT in_messenger FROM membership') == [(0,)]
    with pytest.raises(Refused, match='Ohne ein Ja'):
        people.save(joerg, 1, {'in_messenger': True}, mira, now)
    assert rows('SELECT in_messenger FROM membership') == [(0,)]


def test_whoever_leaves_while_in_the_group_is_to_be_taken_out(store: Path, mira: Who, now: datetime) -> None:
    joerg = joins(mira, now)
    members.give_messenger(joerg, 'mündlich', mira, now)
    members.set_messenger(joerg, True, mira, now)
    leaves(joerg, mira, now, keep=True)
    assert roster() == [('Jörg Rademacher', 'nicht mehr im Team seit 23.11.2026', False)]
    members.set_messenger(joerg, False, mira, now)
    assert roster() == []


def test_first_whoever_must_go_then_whoever_may_come(store: Path, mira: Who, now: datetime) -> None:
    for name in ('Zoe', 'Anna', 'Mia'):
        person = joins(mira, now, first_name=name, last_name='')
        members.give_messenger(person, 'mündlich', mira, now)
        if name == 'Zoe':
            members.set_messenger(person, True, mira, now)
            handover.withdraw(person, (Purpose.MESSENGER,), mira, now)
    assert [(name, add) for name, __, add in roster()] == [('Zoe', False), ('Anna', True), ('Mia', True)]


@pytest.mark.parametrize('kind', ['customer', 'contact', 'left'])
def test_the_group_is_for_members_only(store: Path, mira: Who, now: datetime, kind: str) -> None:
    person = {'customer': lambda: owner(drop_off(mira, now).number, now), 'contact': lambda: outside(mira, now),
              'left': lambda: joins(mira, now)}[kind]()
    if kind == 'left':
        leaves(person, mira, now, keep=True)
    before = row_counts()
    with pytest.raises(Refused, match='nicht \\(mehr\\) im Team'):
        members.give_messenger(person, 'mündlich', mira, now)
    with pytest.raises(Refused):
        members.set_messenger(person, True, mira, now)
    assert row_counts() == before


# ---- leaving ---------------------------------------------------------------------------------------------------------
def test_without_a_yes_to_staying_findable_nothing_is_left(store: Path, mira: Who, now: datetime) -> None:
    joerg = joins(mira, now, phone='0351 7654321', skills='Elektro')
    assert leaves(joerg, mira, now, keep=False)
    assert (count('person'), count('membership'), count('consent')) == (0, 0, 0)
    assert residue(store, ['Rademacher', 'rademacher', '7654321']) == []


def test_no_this_time_counts_more_than_a_yes_before(store: Path, mira: Who, now: datetime) -> None:
    joerg = joins(mira, now)
    findable(joerg, 'Papier', mira, now)
    assert leaves(joerg, mira, now, keep=False)
    assert count('person') == 0


def test_the_yes_to_staying_findable_is_written_down_with_how(store: Path, mira: Who, now: datetime) -> None:
    joerg = joins(mira, now)
    assert not members.end_membership(joerg, True, 'E-Mail', mira, now)
    assert people.read(joerg).purposes == {Purpose.FORMER}
    assert rows('SELECT purpose, how, ended_because FROM consent ORDER BY id') == [
        ('member', 'mündlich', 'fulfilled'), ('former', 'E-Mail', None)]


def test_a_yes_needs_a_way_in_which_it_was_given(store: Path, mira: Who, now: datetime) -> None:
    joerg = joins(mira, now)
    with pytest.raises(Refused) as refusal:
        members.end_membership(joerg, True, '', mira, now)
    assert refusal.value.field == 'how'
    assert people.read(joerg).sheets == ('team',)


@pytest.mark.parametrize('keep', [True, False])
def test_their_repairs_go_on_without_them(store: Path, mira: Who, now: datetime, keep: bool) -> None:
    """Nobody who left looks after anything: it is to be given to somebody else."""
    joerg = joins(mira, now)
    number = nameless(mira, now).number
    repairs.assign(number, repairs.team()[0].membership_id, mira, now)
    leaves(joerg, mira, now, keep)
    assert repairs.read(number, now).responsible == ''
    assert [row.number for row in todo.unassigned(now).rows] == [number]


def test_leaving_twice_is_a_sentence(store: Path, mira: Who, now: datetime) -> None:
    joerg = joins(mira, now)
    leaves(joerg, mira, now, keep=True)
    with pytest.raises(Refused, match='nicht \\(mehr\\) im Team'):
        leaves(joerg, mira, now, keep=True)
    leaves(other := joins(mira, now), mira, now, keep=False)
    with pytest.raises(Unknown):
        leaves(other, mira, now, keep=False)


def test_the_day_of_leaving_is_the_day_in_the_cafe(store: Path, mira: Who, now: datetime) -> None:
    joerg = joins(mira, now)
    leaves(joerg, mira, datetime(2026, 11, 23, 23, 30, tzinfo=UTC), keep=True)
    assert rows('SELECT ended, ended_on FROM membership') == [(1, '2026-11-24')]


def test_somebody_who_left_can_be_asked_again_later(store: Path, mira: Who, now: datetime) -> None:
    leaves(joins(mira, now), mira, now, keep=False)
    joerg = joins(mira, now + timedelta(days=30))
    assert people.read(joerg).sheets == ('team',)


def test_other_screens_are_told(store: Path, mira: Who, now: datetime) -> None:
    joerg = joins(mira, now)
    heard = []
    stop = on_change(heard.append)
    members.give_messenger(joerg, 'mündlich', mira, now)
    members.set_messenger(joerg, True, mira, now)
    leaves(joerg, mira, now, keep=True)
    stop()
    assert [('person', joerg) in changed.rows for changed in heard] == [True] * 3


def test_the_team_for_choosing_stands_by_name(store: Path, mira: Who, now: datetime) -> None:
    for last in ('Zimmer', 'Özdemir', 'Oppel', 'Ähre', 'Adam'):
        joins(mira, now, first_name='Ö', last_name=last)
    assert [member.name for member in repairs.team()] == ['Ö Adam', 'Ö Ähre', 'Ö Oppel', 'Ö Özdemir', 'Ö Zimmer']
    assert repairs.team()[0].short == 'Ö A.'


def test_who_leaves_is_asked_with_the_words_for_the_team(mira: Who, now: datetime) -> None:
    joerg = joins(mira, now)
    members.end_membership(joerg, True, 'mündlich', mira, now)
    (text,) = rows("SELECT title FROM consent_text JOIN consent ON consent.text_id = consent_text.id "
                   "WHERE consent.purpose = 'former'")
    assert text == ('Dürfen wir dich auch später noch kontaktieren?',)


def test_d2_a_yes_to_words_that_have_changed_meanwhile_does_not_count(mira: Who, now: datetime) -> None:
    joerg, asked = joins(mira, now), consent.text_in_force(Purpose.FORMER)
    reword(Purpose.FORMER, 'Neu.')
    with pytest.raises(Refused, match='gerade geändert'):
        members.end_membership(joerg, True, 'mündlich', mira, now, asked.id)
    assert people.read(joerg).membership.running


# ---- in the group, and nobody knows whether they were asked ----------------------------------------------------------
def in_the_group_by_a_list(said: str = 'ja') -> str:
    """A list says that somebody is in the group, and has no word about a yes to that."""
    stored(Team=[TEAM, ['Jörg', 'Rademacher', '0351 7654321', '', '', said, 'ja']])
    return str(Person.get(Person.last_name == 'Rademacher').public_id)


def asks(_person: str, _who: Who) -> None:
    """Nobody has done anything since the list came."""


def says_no(person: str, who: Who) -> None:
    members.refuse_messenger(person, who, NOW)


def takes_back(person: str, who: Who) -> None:
    members.give_messenger(person, 'mündlich', who, NOW)
    handover.withdraw(person, (Purpose.MESSENGER,), who, NOW)


def takes_back_and_says_no(person: str, who: Who) -> None:
    takes_back(person, who)
    says_no(person, who)


def says_no_and_then_yes(person: str, who: Who) -> None:
    says_no(person, who)
    members.give_messenger(person, 'mündlich', who, NOW + timedelta(days=1))


def says_no_and_yes_and_takes_that_back(person: str, who: Who) -> None:
    says_no(person, who)
    members.give_messenger(person, 'mündlich', who, NOW + timedelta(days=1))
    handover.withdraw(person, (Purpose.MESSENGER,), who, NOW + timedelta(days=2))


def leaves_the_team(person: str, who: Who) -> None:
    leaves(person, who, NOW, keep=True)


def leaves_with_a_yes_and_comes_back(person: str, who: Who) -> None:
    """The yes ended with the membership it was for: that is no no."""
    members.give_messenger(person, 'mündlich', who, NOW)
    leaves(person, who, NOW, keep=True)
    joins(who, NOW, phone='0351 7654321')


def says_no_and_yes_and_comes_back_and_says_no(person: str, who: Who) -> None:
    """Each membership has a no of its own, and the last counts."""
    says_no_and_yes_and_takes_that_back(person, who)
    leaves(person, who, NOW + timedelta(days=3), keep=True)
    joins(who, NOW + timedelta(days=4), phone='0351 7654321')
    members.refuse_messenger(person, who, NOW + timedelta(days=5))


ASK = 'ist in der Gruppe, Zustimmung fehlt'
OUT, NOT_ANY_MORE = 'hat nicht zugestimmt', 'hat die Zustimmung widerrufen'


@pytest.mark.parametrize(('what', 'detail', 'act', 'cell'), [
    (asks, ASK, Act.ASK, 'ist drin, noch fragen'), (says_no, OUT, Act.TAKE_OUT, 'ist drin, entfernen'),
    (takes_back, NOT_ANY_MORE, Act.TAKE_OUT, 'ist drin, entfernen'),
    (takes_back_and_says_no, OUT, Act.TAKE_OUT, 'ist drin, entfernen'),
    (says_no_and_then_yes, '', None, 'ist drin'),
    (says_no_and_yes_and_takes_that_back, NOT_ANY_MORE, Act.TAKE_OUT, 'ist drin, entfernen'),
    (leaves_the_team, 'nicht mehr im Team seit 23.11.2026', Act.TAKE_OUT, ''),
    (leaves_with_a_yes_and_comes_back, ASK, Act.ASK, 'ist drin, noch fragen'),
    (says_no_and_yes_and_comes_back_and_says_no, OUT, Act.TAKE_OUT, 'ist drin, entfernen')])
def test_d3_only_who_said_no_is_to_be_taken_out(store: Path, mira: Who, what: Callable[[str, Who], None], detail: str,
                                                act: Act | None, cell: str) -> None:
    """Heute and the weekly paper, the list and the sheet of a member say the same."""
    joerg = in_the_group_by_a_list()
    what(joerg, mira)
    assert [(row.detail, row.add, row.ask) for row in todo.messenger().rows] == (
        [(detail, False, act is Act.ASK)] if detail else [])
    assert todo.messenger().total == bool(detail)
    view = people.read(joerg).membership
    assert view is not None
    assert view.group_act is act
    assert [row.cells['messenger'] for row in sheets.read('team', Question(), NOW).rows] == ([cell] if cell else [])


def test_a_list_that_says_no_puts_nobody_in(store: Path, mira: Who) -> None:
    joerg = in_the_group_by_a_list('nein')
    assert todo.messenger() == todo.Group()
    members.refuse_messenger(joerg, mira, NOW)
    assert todo.messenger() == todo.Group()


def test_first_whoever_must_go_then_whom_to_ask_then_whoever_may_come(store: Path, mira: Who) -> None:
    stored(Team=[TEAM, *([name, '', '', '', '', 'ja', 'ja'] for name in ('Anna', 'Zoe'))])
    for name in 'Bea', 'Zoe':
        person = joins(mira, NOW, first_name=name, last_name='') if name == 'Bea' else str(
            Person.get(Person.first_name == name).public_id)
        members.give_messenger(person, 'mündlich', mira, NOW)
    handover.withdraw(person, (Purpose.MESSENGER,), mira, NOW)
    assert [(row.name, row.add, row.ask) for row in todo.messenger().rows] == [
        ('Zoe', False, False), ('Anna', False, True), ('Bea', True, False)]


def test_many_to_ask_are_counted_and_ten_are_shown(store: Path, mira: Who) -> None:
    stored(Team=[TEAM, *([f'Anna {n}', f'Adler {n}', '', '', '', 'ja', 'ja'] for n in range(12))])
    members.give_messenger(joins(mira, NOW), 'mündlich', mira, NOW)
    found = todo.messenger()
    assert (len(found.rows), found.total) == (10, 13)


def test_d2_a_no_is_no_consent_and_never_against_a_yes(store: Path, mira: Who, now: datetime) -> None:
    joerg = joins(mira, now)
    members.refuse_messenger(joerg, mira, now)
    assert rows('SELECT purpose FROM consent') == [('member',)]
    members.give_messenger(joerg, 'mündlich', mira, now)
    with pytest.raises(Refused, match='Gerade wurde ein Ja'):
        members.refuse_messenger(joerg, mira, now)
    assert [row.add for row in todo.messenger().rows] == [True]


def test_whoever_comes_back_by_a_list_is_told_once(store: Path, mira: Who) -> None:
    """The group was never told that they had left; the list does not say."""
    leaves(in_the_group_by_a_list(), mira, NOW, keep=True)
    stored(NOW + timedelta(days=1), Team=[TEAM, ['Jörg', 'Rademacher', '0351 7654321', '', '', '', 'ja']])
    assert roster() == [('Jörg Rademacher', ASK, False)]
