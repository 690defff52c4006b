"""Tablets at the counter: enrolled once, listed, removed with one tap (S8). A tablet is no login: people unlock it."""
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import JOIN

from db import journal, sessions
from db.errors import Refused, Unknown
from db.i18n import _
from db.kinds import clean
from db.models import Account, Device
from db.sessions import digest, new_token
from db.who import COMMAND_LINE, Who

LONGEST_NAME = 60


@dataclass(frozen=True)
class DeviceLine:
    id: int
    name: str
    enrolled_by: str
    created_at: datetime
    seen_at: datetime


def devices() -> list[DeviceLine]:
    """The tablets that may be unlocked, in the order they came."""
    return [_line(row) for row in _enrolled().order_by(Device.id)]


def find(token: str) -> DeviceLine | None:
    """The tablet whose cookie this is, unless it has been removed."""
    row = _enrolled().where(Device.token_hash == digest(token)).first()
    return _line(row) if row else None


def _enrolled() -> Any:
    return Device.select(Device, Account).join(Account, JOIN.LEFT_OUTER).where(Device.revoked_at.is_null())


def _line(row: Device) -> DeviceLine:
    return DeviceLine(row.id, row.name, (row.enrolled_by or COMMAND_LINE).name, row.created_at, row.seen_at)


def enrol(name: str, who: Who, now: datetime) -> str:
    """Returns the token its cookie holds from now on. Raises `Refused` (`name`) for a name that is none."""
    name = checked_name(name)
    token = new_token()
    with journal.writing(who, now, 'device.enrol') as batch:
        row = Device.create(name=name, token_hash=digest(token), enrolled_by=who.account, created_at=now, seen_at=now)
        batch.did('device', row.id)
        batch.shows('device', str(row.id))
    return token


def checked_name(name: str) -> str:
    """Raises `Refused` (`name`)."""
    try:
        name = clean(name, LONGEST_NAME)
    except Refused as refusal:
        raise Refused(refusal.sentence, 'name') from None
    if not name:
        raise Refused(_('Wie soll das Tablet heißen?'), 'name')
    return name


def revoke(device: int, who: Who, now: datetime) -> None:
    """Ends every session on it at once; its cookie opens nothing any more. Raises `Unknown` when it is not there."""
    with journal.writing(who, now, 'device.revoke') as batch:
        row = Device.get_or_none(Device.id == device, Device.revoked_at.is_null())
        if row is None:
            raise Unknown(_('Dieses Tablet ist schon entfernt.'))
        Device.update(revoked_at=now).where(Device.id == device).execute()
        sessions.end_on(batch, row)
