"""One's own account: where one is logged in, and everywhere out at once (S8)."""
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db import accounts, devices, own, repairs, sessions
from db.errors import Refused
from db.own import Place
from db.sessions import IDLE_ON_DEVICE, Locking
from db.who import Who
from tests.db.stories import joins
from tests.personas import PASSWORDS

MINUTE = timedelta(minutes=1)


def logs_in(name: str, now: datetime, device: int | None = None) -> str:
    return accounts.log_in(name, PASSWORDS[name.lower()], '::1', now, device).token


def test_the_list_names_this_browser_first_then_the_last_used(store: Path, anja: Who, mira: Who, now: datetime) -> None:
    devices.enrol('Tablet links', anja, now)
    tablet = devices.devices()[0].id
    elsewhere = logs_in('Mira', now)
    logs_in('Mira', now + MINUTE, tablet)
    here = logs_in('Mira', now + 2 * MINUTE)
    sessions.session(elsewhere, now + 4 * MINUTE)
    logs_in('Anja', now)
    assert own.places(mira, here, now + 4 * MINUTE) == [
        Place(now + 2 * MINUTE, now + 2 * MINUTE, '', True),
        Place(now, now + 4 * MINUTE, '', False),
        Place(now + MINUTE, now + MINUTE, 'Tablet links', False)]


def test_what_has_ended_or_would_not_be_answered_is_not_in_it(store: Path, mira: Who, now: datetime) -> None:
    ended, idle = logs_in('Mira', now), logs_in('Mira', now)
    sessions.lock(ended, now)
    assert len(own.places(mira, idle, now)) == 1
    assert own.places(mira, idle, now + 31 * MINUTE) == []


def test_s8_everywhere_out_ends_all_of_ones_own_and_nobody_elses(store: Path, mira: Who, now: datetime) -> None:
    mine, other = [logs_in('Mira', now), logs_in('Mira', now)], logs_in('Anja', now)
    own.log_out_everywhere(mira, now)
    assert [sessions.session(token, now) for token in mine] == [None, None]
    assert sessions.session(other, now)


def test_what_is_no_pin_costs_no_guess_at_the_password(store: Path, mira: Who, now: datetime) -> None:
    for _ in range(10):
        with pytest.raises(Refused) as refusal:
            own.set_pin('12', 'falsch', mira, now)
        assert refusal.value.field == 'pin'
    own.set_pin('482915', PASSWORDS['mira'], mira, now)
    assert own.line(mira).has_pin


def test_s8_a_tablet_may_lock_sooner_than_after_five_minutes_never_later() -> None:
    locking = Locking()
    locking.set(60)
    assert locking.after == MINUTE
    locking.set(3600)
    assert locking.after == IDLE_ON_DEVICE == 5 * MINUTE


def test_an_account_that_belongs_to_somebody_in_the_team_has_its_line(store: Path, anja: Who, now: datetime) -> None:
    joins(anja, now)
    (member,) = repairs.team()
    accounts.set_member(anja.account or 0, member.membership_id, anja, now)
    line = own.line(anja)
    assert (line.name, line.member, line.membership_id) == ('Anja', 'Jörg Rademacher', member.membership_id)
