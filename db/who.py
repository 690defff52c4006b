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
    """The acting account. `account` is None for the command line."""
    account: int | None
    name: str
    role: Role


COMMAND_LINE = Who(None, 'Befehlszeile', Role.ORGANISER)
_INSIDE = frozenset({Role.ORGANISER, Role.TEAM})
_ALL = frozenset(Role)

RIGHTS: dict[str, frozenset[Role]] = {
    'counter': _ALL,                          # take in, print the ticket
    'repair': _ALL,                           # one repair: see, move, hand back, withdraw
    'lists': _INSIDE,                         # sheets, search over everything, reports
    'edit': _INSIDE,                          # people and organisations
    'settings': frozenset({Role.ORGANISER}),  # café, texts, accounts
    'exchange': frozenset({Role.ORGANISER}),  # whole lists in and out
}


def may(who: Who, right: str) -> bool:
    return who.role in RIGHTS[right]
