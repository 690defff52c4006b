"""Asked again for the password before something large (S12)."""
from datetime import datetime

from db import accounts, attempts
from db.errors import Refused
from db.i18n import _
from db.models import Account
from db.throttle import Throttle, too_many
from db.who import Who

guesses = Throttle()   # per account: an open page must not become a place to guess at


def confirm(who: Who, password: str, now: datetime, field: str = 'password') -> None:
    """Raises `Refused` (`field`) unless this is the password of whoever acts. Takes a quarter of a second on
    purpose: off the event loop."""
    wait = guesses.wait(who.account, now)
    if wait:
        raise Refused(too_many(wait), field)
    row = Account.get_or_none(Account.id == who.account, Account.active)
    if row is None or not accounts.verify(row.password, password):
        guesses.failed(who.account, now)
        if who.account is not None:
            attempts.wrong_password(who.account, now)
        raise Refused(_('Das Passwort stimmt nicht. Bitte noch einmal.'), field)
    guesses.succeeded(who.account)
