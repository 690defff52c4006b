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
    """The acting account. `account` is None for the command line; `device` is the enrolled tablet it acts on."""
    account: int | None
    name: str
    role: Role
    device: int | None = None


COMMAND_LINE = Who(None, 'Befehlszeile', Role.ORGANISER)
_INSIDE = frozenset({Role.ORGANISER, Role.TEAM})
_ALL = frozenset(Role)

RIGHTS: dict[str, frozenset[Role]] = {
    'counter': _ALL,                          # take in, print the ticket
    'repair': _ALL,                           # one repair: see, move, hand back, withdraw
    'own': _ALL,                              # one's own password and PIN
    'lists': _INSIDE,                         # sheets, search over everything, reports
    'edit': _INSIDE,                          # people and organisations
    'settings': frozenset({Role.ORGANISER}),  # café, texts, accounts, tablets
}


def may(who: Who, right: str) -> bool:
    return who.role in RIGHTS[right]
