"""S12: asked again for the password before something large."""
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db import accounts, confirming
from db.errors import Refused
from db.who import COMMAND_LINE, Who
from tests.personas import PASSWORDS


def test_s12_the_own_password_and_no_other(store: Path, anja: Who, now: datetime) -> None:
    confirming.confirm(anja, PASSWORDS['anja'], now)
    for wrong in (PASSWORDS['mira'], '', 'x' * 5000, '\ud800'):
        with pytest.raises(Refused) as refusal:
            confirming.confirm(anja, wrong, now + timedelta(hours=1))
        assert refusal.value.field == 'password'
        confirming.guesses.succeeded(anja.account)


def test_s6_guessing_is_slowed_here_too(store: Path, anja: Who, now: datetime) -> None:
    for _ in range(4):
        with pytest.raises(Refused):
            confirming.confirm(anja, 'falsch', now)
    with pytest.raises(Refused, match='warten'):
        confirming.confirm(anja, PASSWORDS['anja'], now)
    confirming.confirm(anja, PASSWORDS['anja'], now + timedelta(minutes=1))


def test_nobody_without_an_account_confirms(store: Path, anja: Who, mira: Who, now: datetime) -> None:
    with pytest.raises(Refused):
        confirming.confirm(COMMAND_LINE, PASSWORDS['anja'], now)
    accounts.set_active(mira.account, False, anja, now)
    with pytest.raises(Refused):
        confirming.confirm(mira, PASSWORDS['mira'], now)
