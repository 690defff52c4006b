"""Who does something, and what they may do (S9)."""
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    ORGANISER = 'organiser'
    TEAM = 'team'
    COUNTER = 'counter'

    @property
    def label(self) -> str:
        return {Role.ORGANISER: 'Leitung', Role.TEAM: 'Team', Role.COUNTER: 'Tresen'}[self]


@dataclass(frozen=True)
class Who:
    """The acting account. `account` is None for the command line, and for a customer with their slip; `device` is the
    enrolled tablet it acts on."""
    account: int | None
    name: str
    role: Role
    device: int | None = None


COMMAND_LINE = Who(None, 'Befehlszeile', Role.ORGANISER)
CUSTOMER = Who(None, 'Kund:in selbst', Role.COUNTER)   # let in by the slip in their hand, and only to their own data
_FAILED = frozenset({'account.failed', 'account.unknown', 'account.wrong_pin', 'account.pin_closed',
                     'account.wrong_password', 'device.wrong_code'})
_INSIDE = frozenset({Role.ORGANISER, Role.TEAM})
_ALL = frozenset(Role)

RIGHTS: dict[str, frozenset[Role]] = {
    'counter': _ALL,                          # take in, print the ticket
    'repair': _ALL,                           # one repair: see, move, hand back, withdraw
    'own': _ALL,                              # one's own password and PIN
    'lists': _INSIDE,                         # sheets, search over everything, reports
    'edit': _INSIDE,                          # people and organisations
    'settings': frozenset({Role.ORGANISER}),  # café, accounts, tablets, backups
    'privacy': frozenset({Role.ORGANISER}),   # who is kept for what, the words of the questions, access reports
    'exchange': frozenset({Role.ORGANISER}),  # whole lists in and out
}


def may(who: Who, right: str) -> bool:
    return who != CUSTOMER and who.role in RIGHTS[right]


def actor(name: str | None, verb: str) -> str:
    """Who did this. The journal knows accounts only; where there was none the verb tells who it was."""
    if name:
        return name
    by = {'slip': CUSTOMER.name, 'erase': 'von selbst'}
    return 'unbekannt' if verb in _FAILED else by.get(verb.partition('.')[0], COMMAND_LINE.name)
