"""Logins that failed, in the journal: bounded, and without what was typed."""
from contextlib import suppress
from datetime import datetime

from db import journal
from db.errors import Unavailable
from db.throttle import Rate
from db.who import COMMAND_LINE

each = Rate(1)     # lines in a minute for one name and address
every = Rate(30)   # and for all of them: whoever floods the login must not fill the disk


def note(account: int | None, name: str, address: str, now: datetime) -> None:
    """A line about an attempt that was turned away. A name that is no account's is not written down: it may be a
    password typed into the wrong field. A disk that is full turns nobody away in another way."""
    if each.allow((name, address), now) and every.allow('', now):
        verb = 'account.failed' if account else 'account.unknown'
        with suppress(Unavailable), journal.writing(COMMAND_LINE, now, verb) as batch:
            batch.did('account', account or 0)
