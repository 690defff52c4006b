"""Who brings what when: the plan behind `db.stress`, made before any row."""
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from db.words import State

DAY = 86_400
YEARS = 10
THURSDAY = 3   # the first day of all seconds was one
CONTINUE = 0.8    # the share of former customers who came once before anybody comes twice
NAMELESS_OPEN, NAMELESS_GONE, FROM_TEAM = 0.08, 0.25, 0.01
WAY = (State.ACCEPTED, State.WORKING, State.READY)
OPEN_WAYS: tuple[tuple[tuple[State, ...], int], ...] = (
    (WAY[:1], 30), (WAY[:2], 25), ((*WAY[:2], State.WAITING), 12), (WAY, 28), ((*WAY, State.UNCOLLECTED), 5))
GONE_WAYS: tuple[tuple[tuple[State, ...], int], ...] = (
    ((*WAY, State.COLLECTED), 70), ((*WAY[:2], State.WAITING, *WAY[1:], State.COLLECTED), 20),
    ((WAY[0], State.COLLECTED), 10))


@dataclass(frozen=True)
class Size:
    """How many of everything there are among `n` people and `n` repairs: a large café has no larger team.

    People are counted from 0: the team, people outside, former members, customers.
    """
    n: int

    @property
    def team(self) -> int:
        return min(-(-self.n // 100), 300)

    @property
    def outside(self) -> int:
        return min(-(-self.n // 200), 500)

    @property
    def left(self) -> int:
        """Former members."""
        return self.n // 50

    @property
    def open(self) -> int:
        """Open repairs."""
        return min(-(-self.n // 20), 5_000)

    @property
    def first_customer(self) -> int:
        return self.team + self.outside + self.left

    @property
    def first_former(self) -> int:
        """Customers before this one have something here."""
        return min(self.first_customer + self.open, self.n - 1)


class Visit(NamedTuple):
    """One item. `moves` are (second, state); `person` is counted from 0, None without a name."""
    received: int
    moves: tuple[tuple[int, State], ...]
    person: int | None

    @property
    def state(self) -> State:
        return self.moves[-1][1]

    @property
    def is_open(self) -> bool:
        return self.state is not State.COLLECTED

    def at(self, state: State) -> int | None:
        return next((second for second, reached in reversed(self.moves) if reached is state), None)


def visits(size: Size, now: datetime, rng: random.Random) -> list[Visit]:
    """`n` of them, the oldest first."""
    end = int(now.timestamp())
    bringing, remembered = _bringing(size, rng), _remembered(size, rng)
    planned = [_visit(rng, end, end - int(rng.triangular(0.1, 200, 1) * DAY), OPEN_WAYS, next(bringing))
               for __ in range(size.open)]
    planned += [_visit(rng, end, end - int(rng.uniform(3, YEARS * 365) * DAY), GONE_WAYS, next(remembered))
                for __ in range(size.n - size.open)]
    return sorted(planned, key=lambda visit: visit.received)


def by_person(planned: list[Visit]) -> dict[int, list[Visit]]:
    found: dict[int, list[Visit]] = {}
    for visit in planned:
        if visit.person is not None:
            found.setdefault(visit.person, []).append(visit)
    return found


def _bringing(size: Size, rng: random.Random) -> Iterator[int | None]:
    """Who brought what is here: most of them one thing."""
    following = size.first_customer
    while True:
        if rng.random() < NAMELESS_OPEN:
            yield None
        elif rng.random() < FROM_TEAM:
            yield rng.randrange(size.team)
        else:
            yield following
            following = min(following + 1, size.first_former - 1) if rng.random() > 0.05 else following


def _remembered(size: Size, rng: random.Random) -> Iterator[int | None]:
    """Whose items are gone: a quarter nobody knows any more, the others stay findable."""
    following = size.first_former
    while True:
        if rng.random() < NAMELESS_GONE:
            yield None
        elif rng.random() < CONTINUE:
            yield following
            following = following + 1 if following + 1 < size.n else size.first_former
        else:
            yield rng.randrange(size.first_former, size.n)


def _visit(rng: random.Random, end: int, around: int, ways: tuple[tuple[tuple[State, ...], int], ...],
           person: int | None) -> Visit:
    received = min(_opening_hours(around, rng), end - 600)
    (way,) = rng.choices([way for way, __ in ways], [weight for __, weight in ways])
    last = received + int(rng.uniform(1, 40) * DAY) if way[-1] is State.COLLECTED else end - 300
    last = max(min(last, end - 10_000), received)
    times = sorted(rng.randint(received, last) for __ in way[2:])
    moments = [received, *times, last][:len(way)] if len(way) > 1 else [received]
    return Visit(received, tuple(zip(moments, way, strict=True)), person)


def _opening_hours(second: int, rng: random.Random) -> int:
    """On the same day between two and six; on Sundays nobody comes."""
    day = second // DAY
    if (day + THURSDAY) % 7 == 6:
        day -= 1
    return day * DAY + 12 * 3600 + rng.randrange(4 * 3600)
