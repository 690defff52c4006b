"""Who is logged in where. A session belongs to one browser, and can be ended everywhere at once (S8).

The cookie holds a random token, the store only its hash: whoever reads the file cannot be anybody. On an enrolled
tablet (`db.devices`) everybody is at the counter, whatever their account may do elsewhere (S9).
"""
import hashlib
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from peewee import JOIN, OperationalError

from db import journal
from db.connection import waiting_at_most
from db.errors import Refused
from db.i18n import _
from db.kinds import storable
from db.models import Account, Device, Session
from db.who import Role, Who

IDLE, IDLE_ON_DEVICE, ABSOLUTE = timedelta(minutes=30), timedelta(minutes=5), timedelta(hours=12)
NOTED = 30        # a use is noted once in a thirtieth of the idle time: most requests write nothing
TOUCH_WAIT = 50   # milliseconds
AHEAD = timedelta(minutes=-5)   # a session from further ahead had a wrong clock (R8)


class Locking:
    """When a tablet locks that nobody uses. A café may choose less than five minutes, never more (S8)."""
    after = IDLE_ON_DEVICE

    def set(self, seconds: int) -> None:
        self.after = min(timedelta(seconds=seconds), IDLE_ON_DEVICE)


locking = Locking()


@dataclass(frozen=True)
class LoggedIn:
    token: str
    who: Who


def begin(batch: journal.Batch, account: Account, device: int | None = None) -> LoggedIn:
    """A new session, inside the transaction of whoever has checked that it may begin. A tablet has one at a time: who
    unlocks it is who acts in all of its tabs. Raises `Refused` when it has been removed meanwhile."""
    now = batch.now
    if device:
        if not Device.update(seen_at=now).where(Device.id == device, Device.revoked_at.is_null()).execute():
            raise Refused(_('Dieses Tablet ist nicht mehr angemeldet. Bitte die Seite neu laden.'))
        if _end(batch, Session.device == device):
            batch.shows('device', str(device))
    batch.did('account', account.id)
    token = new_token()
    Session.delete().where(Session.created_at < now - ABSOLUTE * 2).execute()
    Session.create(token_hash=digest(token), account=account.id, device=device, created_at=now, seen_at=now)
    return LoggedIn(token, as_who(account, device))


def session(token: str, now: datetime, slide: bool = True) -> Who | None:
    """Who this session belongs to, while it is neither idle (30 minutes, on a tablet 5) nor older than 12 hours nor
    ended.

    `slide=False` only looks: being told of a change is no use of a session and keeps none alive."""
    row = _running(token)
    if row is None or _is_over(row, now):
        return None
    if slide and now - row.seen_at >= _idle(row) / NOTED:
        # a full or locked store: it only means that this use does not count (R7)
        with suppress(OperationalError), waiting_at_most(TOUCH_WAIT):
            Session.update(seen_at=now).where(Session.token_hash == row.token_hash).execute()
            Device.update(seen_at=now).where(Device.id == row.device_id).execute()
    return as_who(row.account, row.device_id)


def begun(token: str) -> datetime | None:
    """Since when this session runs."""
    row = _running(token)
    return row.created_at if row else None


def _running(token: str) -> Session | None:
    return (Session.select(Session, Account).join(Account)
            .where(Session.token_hash == digest(token), Session.ended_at.is_null(), Account.active).first())


def running(account: int, now: datetime) -> list[Session]:
    """All of an account that would still be answered, with their tablets."""
    rows = (Session.select(Session, Device).join(Device, JOIN.LEFT_OUTER)
            .where(Session.account == account, Session.ended_at.is_null()))
    return [row for row in rows if not _is_over(row, now)]


def _is_over(row: Session, now: datetime) -> bool:
    return not AHEAD <= now - row.seen_at <= _idle(row) or not AHEAD <= now - row.created_at <= ABSOLUTE


def _idle(row: Session) -> timedelta:
    return locking.after if row.device_id else IDLE


# ---- ending them -----------------------------------------------------------------------------------------------------
def log_out(token: str, now: datetime) -> None:
    """Ends all sessions of the account, on every device (S8)."""
    row = Session.get_or_none(Session.token_hash == digest(token))
    account = Account.get_or_none(Account.id == row.account_id) if row else None
    if account is not None:
        with journal.writing(as_who(account), now, 'account.log_out') as batch:
            end_all(batch, account)


def lock(token: str, now: datetime) -> None:
    """Ends this one session, in every tab of its browser: whoever comes next says who they are."""
    row = _running(token)
    if row is not None:
        with journal.writing(as_who(row.account, row.device_id), now, 'account.lock') as batch:
            _end(batch, Session.token_hash == row.token_hash)
            batch.did('account', row.account_id)
            batch.shows('account', row.account.name)


def leave(token: str, now: datetime) -> None:
    """This browser has begun a new session: its former one is nobody's any more."""
    Session.update(ended_at=now).where(Session.token_hash == digest(token), Session.ended_at.is_null()).execute()


def end_all(batch: journal.Batch, account: Account) -> None:
    _end(batch, Session.account == account.id)
    batch.did('account', account.id)
    batch.shows('account', account.name)


def end_on_devices(batch: journal.Batch, account: Account) -> None:
    _end(batch, (Session.account == account.id) & Session.device.is_null(False))
    batch.shows('account', account.name)


def end_on(batch: journal.Batch, device: Device) -> None:
    _end(batch, Session.device == device.id)
    batch.did('device', device.id)
    batch.shows('device', str(device.id))


def _end(batch: journal.Batch, which: object) -> int:
    return int(Session.update(ended_at=batch.now).where(Session.ended_at.is_null(), which).execute())


# ---- the pieces ------------------------------------------------------------------------------------------------------
def as_who(account: Account, device: int | None = None) -> Who:
    return Who(account.id, account.name, Role.COUNTER if device else Role(account.role), device)


def new_token() -> str:
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    return hashlib.sha256(storable(token).encode()).hexdigest()
