"""What only happened to a row of an import since is no hand: nobody has had it in hand."""
from pathlib import Path

import pytest

from db import access, handover, journal, ords, repairs
from db.importing import applying
from db.importing.drafts import Choices
from db.models import Membership, Person, Repair
from db.store import close_store, open_store
from db.who import COMMAND_LINE, Who
from db.words import Purpose, Review, State
from tests.db.importing.lists import CUSTOMERS, TEAM, customer, stored
from tests.db.importing.taken_back import (
    JUST_EMINE,
    MEMBER,
    TEAM_BEFORE,
    back,
    in_force,
    joins_the_group,
    names_here,
    public_id,
)
from tests.db.importing.test_round_trip import exported
from tests.db.stories import joins, rows
from tests.personas import NOW

pytestmark = pytest.mark.usefixtures('store')

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


@pytest.mark.parametrize('to_nobody', [True, False])
def test_more_than_losing_that_member_is_a_change(to_nobody: bool, anja: Who) -> None:
    __, batch = stored(Team=LOOKED_AFTER['Team'], Kunden=[CUSTOMERS, [
        'fertig' if cell == 'in Arbeit' else cell for cell in LOOKED_AFTER['Kunden'][1]]])
    joins(anja, NOW)
    other = Membership.select().order_by(Membership.id.desc()).get()
    with journal.writing(anja, NOW, 'membership.end') as writing:
        writing.update(Repair.get(), {'responsible': None, 'ready_at': None} if to_nobody else {
            'responsible': other.id})
    assert 'Anton Alt' in back(batch)


def test_a_text_that_was_judged_is_the_same_text(anja: Who) -> None:
    __, batch = stored(Kunden=[CUSTOMERS, customer(Status='fertig')])
    (fault,) = ords.to_read()
    for verdict in (Review.RELEASED, Review.OPEN):
        ords.review({fault.number: fault.text}, verdict, anja, NOW)
    assert back(batch) == ()
    assert rows('SELECT COUNT(*) FROM repair') == [(0,)]


def test_an_access_report_changes_nothing(anja: Who) -> None:
    __, batch = stored(Team=TEAM_BEFORE)
    access.report(Person.get().public_id, anja, NOW)
    assert back(batch) == ()
    assert rows('SELECT COUNT(*) FROM person') == [(0,)]


def test_who_was_added_by_hand_was_told_of_here_and_who_came_with_a_list_was_not(anja: Who) -> None:
    ids = [joins(anja, NOW), (stored(NOW, Team=JUST_EMINE), public_id())[1]]
    reports = [access.report(one, anja, NOW) for one in ids]
    assert [(one.told_here, bool(one.listed_on)) for one in reports] == [(True, False), (False, True)]


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
