"""Accounts: the first one, logging in with argon2id and slowed guessing, keeping them (S4–S8).

Hashing takes a quarter of a second on purpose; callers keep it off the event loop and at most two at once.
"""
import secrets
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from peewee import JOIN

from db import attempts, journal, names, sessions, settings
from db.errors import Refused
from db.folding import fold
from db.i18n import _
from db.kinds import clean, storable
from db.models import Account, Membership, Person
from db.passwords import check_password
from db.sessions import LoggedIn, as_who
from db.throttle import Throttle, too_many
from db.who import COMMAND_LINE, RIGHTS, Role, Who, may

__all__ = ['COMMAND_LINE', 'RIGHTS', 'Role', 'Who', 'may']

WRONG = _('Name oder Passwort stimmt nicht. Bitte noch einmal.')
PIN_TRIES = 5
hasher = PasswordHasher()
guesses = Throttle()                   # per name
pin_guesses = Throttle()               # per account, on tablets
addresses = Throttle(free=10)          # per address, which a whole café may share


@dataclass(frozen=True)
class AccountLine:
    id: int
    name: str
    role: Role
    active: bool
    last_login: datetime | None
    membership_id: int | None
    member: str
    has_pin: bool
    pin_closed: bool


# ---- the first account -----------------------------------------------------------------------------------------------
def needs_setup() -> bool:
    return not Account.select().exists()


def set_up(cafe_name: str, name: str, password: str, now: datetime) -> Who:
    """The first organiser, and what the café is called. Raises `Refused` when there is an account already (S7)."""
    hashed = _hashed(password, name)
    with journal.writing(COMMAND_LINE, now, 'account.set_up') as batch:
        if not needs_setup():
            raise Refused(_('Das Kontaktbuch ist schon eingerichtet. Bitte anmelden.'))
        row = _create(batch, name, Role.ORGANISER, hashed)
        settings.save({'cafe_name': cafe_name}, as_who(row), now)
    return as_who(row)


# ---- logging in ------------------------------------------------------------------------------------------------------
def log_in(name: str, password: str, address: str, now: datetime, device: int | None = None) -> LoggedIn:
    """Opens a closed PIN again. Raises `Refused` with the same sentence for an unknown name, a wrong password and a
    closed account."""
    key = fold(storable(name[:200]).strip())
    if wait := max(guesses.wait(key, now), addresses.wait(address, now)):
        raise Refused(too_many(wait))
    row = Account.get_or_none(Account.name_key == key)
    right = verify(row.password if row else _nobody(), password)
    if row is None or not right or not row.active:
        guesses.failed(key, now)
        addresses.failed(address, now)
        attempts.note(row.id if row else None, key, address, now)
        raise Refused(WRONG)
    guesses.succeeded(key)
    pin_guesses.succeeded(row.id)   # not the address: whoever has an account of their own could go on guessing others
    renewed = hashed_anew(row.password, password)
    with journal.writing(as_who(row), now, 'account.log_in') as batch:
        # the hash took its time: whoever changed password, role or account meanwhile has the last word (S8)
        fresh = Account.update(password=renewed, pin_misses=0, last_login_at=now).where(
            Account.id == row.id, Account.password == row.password, Account.role == row.role, Account.active).execute()
        if not fresh:
            raise Refused(WRONG)
        return sessions.begin(batch, row, device)


@cache
def _nobody() -> str:
    """A hash to try for unknown names: they cost the same time (S6)."""
    return hasher.hash(secrets.token_hex())


def verify(stored: str, typed: str) -> bool:
    try:
        return hasher.verify(stored, storable(typed[:1000]))
    except (VerifyMismatchError, InvalidHashError):
        return False


def hashed_anew(stored: str, typed: str) -> str:
    """With today's parameters, when they have changed since (S4)."""
    return hasher.hash(typed) if hasher.check_needs_rehash(stored) else stored


# ---- keeping accounts ------------------------------------------------------------------------------------------------
def accounts() -> list[AccountLine]:
    return list(map(_line, _with_person().order_by(Account.name_key)))


def _with_person() -> Any:
    return Account.select(Account, Person).join(Person, JOIN.LEFT_OUTER)


def _line(row: Account) -> AccountLine:
    running = Membership.get_or_none(Membership.person == row.person.id, ~Membership.ended) if row.person else None
    member = names.full(row.person.first_name, row.person.last_name) if row.person else ''
    return AccountLine(row.id, row.name, Role(row.role), row.active, row.last_login_at,
                       running.id if running else None, member, bool(row.pin), row.pin_misses >= PIN_TRIES)


def line(account: int) -> AccountLine:
    """Raises `Refused` when there is no such account."""
    return _line(_with_person().where(Account.id == find(account).id).get())


def membership_of(account_id: int | None) -> int | None:
    """The running membership of the person an account names, for „Übernehmen“."""
    named = Membership.select(Membership.id).join(Account, on=Account.person == Membership.person)
    return named.where(Account.id == account_id, ~Membership.ended).scalar()


def add(name: str, role: Role, password: str, who: Who, now: datetime, membership_id: int | None = None) -> int:
    """Returns the id of the account, which may name the team member it belongs to."""
    hashed = _hashed(password, name)
    with journal.writing(who, now, 'account.add') as batch:
        return int(_create(batch, name, role, hashed, _person_of(membership_id)).id)


def set_password(account: int | str, password: str, who: Who, now: datetime) -> None:
    """Ends all sessions of that account (S8)."""
    hashed = _hashed(password, find(account).name)
    with journal.writing(who, now, 'account.password') as batch:
        row = find(account)
        Account.update(password=hashed).where(Account.id == row.id).execute()
        sessions.end_all(batch, row)


def set_role(account: int, role: Role, who: Who, now: datetime) -> None:
    with journal.writing(who, now, 'account.role') as batch:
        row = find(account)
        if role is not Role.ORGANISER:
            _keep_an_organiser(row)
        if row.role != role:
            Account.update(role=role.value).where(Account.id == row.id).execute()
            sessions.end_all(batch, row)


def set_active(account: int, active: bool, who: Who, now: datetime) -> None:
    with journal.writing(who, now, 'account.on' if active else 'account.off') as batch:
        row = find(account)
        if not active:
            _keep_an_organiser(row)
        Account.update(active=active).where(Account.id == row.id).execute()
        sessions.end_all(batch, row)


def set_member(account: int, membership_id: int | None, who: Who, now: datetime) -> None:
    """An account may name the team member it belongs to."""
    with journal.writing(who, now, 'account.member') as batch:
        row = find(account)
        Account.update(person=_person_of(membership_id)).where(Account.id == row.id).execute()
        batch.did('account', row.id)
        batch.shows('account', row.name)


def _person_of(membership_id: int | None) -> int | None:
    return Membership.select(Membership.person).where(Membership.id == membership_id).scalar()


def _hashed(password: str, name: str) -> str:
    """Checked and hashed before the write lock is taken: nobody at the counter waits for it."""
    check_password(password, name)
    return hasher.hash(password)


def _create(batch: journal.Batch, name: str, role: Role, hashed: str, person: int | None = None) -> Account:
    try:
        name = clean(name, 80)
    except Refused as refusal:
        raise Refused(refusal.sentence, 'name') from None
    if not fold(name):
        raise Refused(_('Wie soll das Konto heißen?'), 'name')
    if Account.select().where(Account.name_key == fold(name)).exists():
        raise Refused(_('Ein Konto mit diesem Namen gibt es schon.'), 'name')
    row = Account.create(name=name, name_key=fold(name), role=role.value, password=hashed, person=person,
                         created_at=batch.now)
    batch.did('account', row.id)
    batch.shows('account', row.name)
    return row


def find(account: int | str) -> Account:
    row = Account.get_or_none(Account.id == account if isinstance(account, int) else Account.name_key == fold(account))
    if row is None:
        raise Refused(_('Dieses Konto gibt es nicht.'), 'name')
    return row


def is_last_organiser(row: Account) -> bool:
    others = Account.select().where(Account.id != row.id, Account.active, Account.role == Role.ORGANISER.value)
    return row.role == Role.ORGANISER and row.active and not others.exists()


def _keep_an_organiser(row: Account) -> None:
    if is_last_organiser(row):
        raise Refused(_('Mindestens ein Konto der Leitung muss bleiben.'))
