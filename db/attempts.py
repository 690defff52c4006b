"""What failed where somebody must prove who they are, in the journal: bounded, and without what was typed."""
from contextlib import suppress
from datetime import datetime

from db import journal
from db.errors import Unavailable
from db.throttle import Rate
from db.who import COMMAND_LINE

each = Rate(1)     # lines in a minute for one name and address
every = Rate(30)   # and for all of them: whoever floods one way in must neither fill the disk nor hide another


def note(account: int | None, name: str, address: str, now: datetime) -> None:
    """A login that was turned away. A name that is no account's is not written down: it may be a password typed into
    the wrong field."""
    if each.allow((name, address), now) and every.allow('login', now):
        verb = 'account.failed' if account else 'account.unknown'
        _leave_a_line(verb, 'account', account, now)


def wrong_pin(account: int, now: datetime) -> None:
    """Each of them: a PIN has five tries, then it is closed."""
    if every.allow('pin', now):
        _leave_a_line('account.wrong_pin', 'account', account, now)


def wrong_password(account: int, now: datetime) -> None:
    """Where somebody who is logged in was asked for it again. Who typed it, nobody knows: a page may be left open."""
    if each.allow(('password', account), now) and every.allow('password', now):
        _leave_a_line('account.wrong_password', 'account', account, now)


def wrong_code(address: str, now: datetime) -> None:
    """At `/geraet`, by whoever is in the Wi-Fi."""
    if each.allow(('code', address), now) and every.allow('code', now):
        _leave_a_line('device.wrong_code', 'device', None, now)


def _leave_a_line(verb: str, table: str, row_id: int | None, now: datetime) -> None:
    """A disk that is full turns nobody away in another way."""
    with suppress(Unavailable), journal.writing(COMMAND_LINE, now, verb) as batch:
        batch.did(table, row_id or 0)
