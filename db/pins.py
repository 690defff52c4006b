"""A PIN of one's own, for tablets at the counter: typed in a second, so that „angenommen von“ is true (S8).

It opens nothing but an enrolled tablet, and there only the counter. Five misses close it until its owner logs in with
the password, so a short number is enough.
"""
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from db import accounts, attempts, journal, sessions
from db.accounts import PIN_TRIES
from db.errors import Refused, Unavailable
from db.i18n import _
from db.models import Account
from db.sessions import LoggedIn
from db.throttle import too_many
from db.who import COMMAND_LINE, Who

SHORTEST, LONGEST = 6, 12
STEPS_OF_RUNS = ({1, -9}, {-1, 9})   # 9 goes on with 0
CLOSED = _('Diese PIN ist nach fünf falschen Versuchen geschlossen. Sie öffnet sich wieder, sobald du dich mit deinem '
           'Passwort anmeldest.')
NONE = _('Diese PIN gibt es nicht mehr. Bitte mit dem Passwort anmelden.')


@dataclass(frozen=True)
class PinOwner:
    id: int
    name: str
    closed: bool


def owners() -> list[PinOwner]:
    """Who can unlock a tablet: active accounts with a PIN, by name."""
    rows = Account.select().where(Account.active, Account.pin != '').order_by(Account.name_key)
    return [_owner(row) for row in rows]


def owner(account: int) -> PinOwner | None:
    return next((one for one in owners() if one.id == account), None)


def _owner(row: Account) -> PinOwner:
    return PinOwner(row.id, row.name, row.pin_misses >= PIN_TRIES)


# ---- unlocking -------------------------------------------------------------------------------------------------------
def unlock(account: int, pin: str, device: int, address: str, now: datetime) -> LoggedIn:
    """A session on this tablet. Raises `Refused` for a wrong or closed PIN, and for any while guessing is slowed (S6).

    The try is counted before it is looked at: neither two at once nor a crash in between give a sixth one.
    """
    pin = without_blanks(pin)
    wait = max(accounts.pin_guesses.wait(account, now), accounts.addresses.wait(address, now))
    if wait:
        raise Refused(too_many(wait), 'pin')
    row = _counted(account, pin, now)
    if not accounts.verify(row.pin, pin):
        accounts.pin_guesses.failed(account, now)
        accounts.addresses.failed(address, now)
        attempts.wrong_pin(account, now)
        if row.pin_misses == PIN_TRIES:
            _note_closed(account, row.name, now)
        raise Refused(_wrong(PIN_TRIES - row.pin_misses), 'pin')
    accounts.pin_guesses.succeeded(account)
    accounts.addresses.eased(address)   # a tablet is shared all day; each PIN has its own five tries
    renewed = accounts.hashed_anew(row.pin, pin)
    with journal.writing(sessions.as_who(row, device), now, 'account.unlock') as batch:
        # the hash took its time: whoever changed the PIN or closed the account meanwhile has the last word (S8)
        fresh = Account.update(pin=renewed, pin_misses=0).where(
            Account.id == row.id, Account.pin == row.pin, Account.active).execute()
        if not fresh:
            raise Refused(NONE, 'pin')
        return sessions.begin(batch, row, device)


def _counted(account: int, pin: str, now: datetime) -> Account:
    row = Account.get_or_none(Account.id == account, Account.active, Account.pin != '')
    if row is None:
        raise Refused(NONE, 'pin')
    if not re.fullmatch(rf'[0-9]{{{SHORTEST},{LONGEST}}}', pin):   # a slip of the finger is no guess
        raise Refused(_('Eine PIN hat {low} bis {high} Ziffern.').format(low=SHORTEST, high=LONGEST), 'pin')
    with journal.writing(sessions.as_who(row), now, 'account.unlock'):
        counted = Account.update(pin_misses=Account.pin_misses + 1).where(
            Account.id == account, Account.pin_misses < PIN_TRIES).execute()
    if not counted:
        raise Refused(CLOSED, 'pin')
    return Account.get_by_id(account)


def _note_closed(account: int, name: str, now: datetime) -> None:
    """At most once until the password opens it again, so nobody can fill the journal with it."""
    with suppress(Unavailable), journal.writing(COMMAND_LINE, now, 'account.pin_closed') as batch:
        batch.did('account', account)
        batch.shows('account', name)   # the list of accounts says so


def _wrong(tries: int) -> str:
    if tries <= 0:
        return CLOSED
    left = _('Noch ein Versuch.') if tries == 1 else _('Noch {n} Versuche.').format(n=tries)
    return _('Die PIN stimmt nicht. {left}').format(left=left)


# ---- keeping it ------------------------------------------------------------------------------------------------------
def set_pin(account: int, pin: str, who: Who, now: datetime) -> None:
    """An empty one removes it. Whoever unlocked a tablet with the old one must unlock it again. Raises `Refused`."""
    pin = without_blanks(pin)
    if pin:
        check_pin(pin)
    hashed = accounts.hasher.hash(pin) if pin else ''   # before the write lock is taken: nobody waits for it
    held = bool(accounts.find(account).pin)
    if not pin and not held:
        return
    with journal.writing(who, now, 'account.pin_off' if not pin else 'account.pin' if held else 'account.pin_on') \
            as batch:
        row = accounts.find(account)
        Account.update(pin=hashed, pin_misses=0).where(Account.id == row.id).execute()
        if row.pin:
            sessions.end_on_devices(batch, row)
        batch.did('account', row.id)
        batch.shows('account', row.name)
    accounts.pin_guesses.succeeded(account)


def without_blanks(pin: str) -> str:
    """'482 915', as people write it down."""
    return re.sub(r'\s', '', pin)


def check_pin(pin: str) -> None:
    """Raises `Refused` (`pin`) for what is no PIN or the first one that somebody would try."""
    if not re.fullmatch(r'[0-9]+', pin):
        raise Refused(_('Eine PIN besteht nur aus Ziffern.'), 'pin')
    if not SHORTEST <= len(pin) <= LONGEST:
        raise Refused(_('Die PIN braucht {low} bis {high} Ziffern.').format(low=SHORTEST, high=LONGEST), 'pin')
    if _is_run(pin) or _is_repetition(pin):
        raise Refused(_('Diese PIN ist leicht zu erraten. Bitte eine andere.'), 'pin')


def _is_run(pin: str) -> bool:
    """'123456', '987654', '678901'."""
    steps = {int(b) - int(a) for a, b in pairwise(pin)}
    return any(steps <= run for run in STEPS_OF_RUNS)


def _is_repetition(pin: str) -> bool:
    """'777777', '121212', '123123'."""
    return any(pin == (pin[:length] * len(pin))[:len(pin)] for length in (1, 2, 3))
