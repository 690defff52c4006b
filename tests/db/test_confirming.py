"""S12: asked again for the password before something large."""
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db import accounts, confirming, own
from db.errors import Refused
from db.journal_lines import Question, read
from db.who import COMMAND_LINE, Who
from tests.db.stories import raw, residue, rows
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


def told() -> list[str]:
    return [line.sentence for line in read(Question(kind='login')).lines][::-1]


MISS = 'Falsches Passwort bei einer Nachfrage, während „{}“ angemeldet war'


def test_the_journal_tells_of_a_wrong_password_once_a_minute_and_not_what_it_was(
        store: Path, anja: Who, mira: Who, now: datetime) -> None:
    for seconds in (0, 1, 2, 90):
        with pytest.raises(Refused):
            confirming.confirm(anja, 'falsch-falsch-falsch', now + timedelta(seconds=seconds))
    with pytest.raises(Refused):
        confirming.confirm(mira, PASSWORDS['anja'], now)
    confirming.confirm(anja, PASSWORDS['anja'], now + timedelta(hours=2))
    assert told() == [MISS.format('Anja'), MISS.format('Anja'), MISS.format('Mira')]
    assert {line.who for line in read(Question(kind='login')).lines} == {''}, 'a page may have been left open'
    assert residue(store, ['falsch-falsch', PASSWORDS['anja']]) == []


def test_also_for_ones_own_password_and_pin(store: Path, anja: Who, mira: Who, now: datetime) -> None:
    with pytest.raises(Refused):
        own.set_password('falsch-falsch-falsch', 'vier wörter sind genug', anja, now)
    with pytest.raises(Refused):
        own.set_pin('482915', 'falsch-falsch-falsch', mira, now)
    assert told() == [MISS.format('Anja'), MISS.format('Mira')]


def test_r7_while_nothing_can_be_written_it_is_answered_as_always(store: Path, anja: Who, now: datetime) -> None:
    other = raw(store)
    other.execute('BEGIN IMMEDIATE')
    rows('PRAGMA busy_timeout = 20')
    with pytest.raises(Refused, match='Das Passwort stimmt nicht'):
        confirming.confirm(anja, 'falsch-falsch-falsch', now)
    other.close()
