"""One's own account: password and PIN, where one is logged in, everywhere out. Both need the password, because whoever
knows them is somebody from then on."""
from dataclasses import dataclass
from datetime import datetime

from db import accounts, confirming, journal, pins, sessions
from db.accounts import AccountLine
from db.who import Who


@dataclass(frozen=True)
class Place:
    """Where this account is logged in. `device` is the tablet's name; `here` is the browser that asks."""
    begun: datetime
    used: datetime
    device: str
    here: bool


def line(who: Who) -> AccountLine:
    return accounts.line(who.account or 0)


def places(who: Who, token: str, now: datetime) -> list[Place]:
    """The one that asks first, then the one used last."""
    here = sessions.digest(token)
    found = [Place(row.created_at, row.seen_at, row.device.name if row.device else '', row.token_hash == here)
             for row in sessions.running(who.account or 0, now)]
    return sorted(found, key=lambda place: (not place.here, -place.used.timestamp()))


def log_out_everywhere(who: Who, now: datetime) -> None:
    with journal.writing(who, now, 'account.log_out') as batch:
        sessions.end_all(batch, accounts.find(who.account or 0))


def set_password(old: str, new: str, who: Who, now: datetime) -> None:
    """Raises `Refused` (`old`, `password`). Ends all sessions, this one too (S8)."""
    confirming.confirm(who, old, now, 'old')
    accounts.set_password(who.account or 0, new, who, now)


def set_pin(pin: str, password: str, who: Who, now: datetime) -> None:
    """An empty one removes it. Raises `Refused` (`pin`, `password`)."""
    if pin.strip():
        pins.check_pin(pins.without_blanks(pin))   # what is no PIN is said before the password is worth a guess
    confirming.confirm(who, password, now)
    pins.set_pin(who.account or 0, pin, who, now)
