"""A figure: many times the same thing, its median and its 95th percentile beside what is aimed at."""
import gc
import math
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

Call = Callable[[], object]
clock = time.perf_counter
MEDIAN, P95, MOST = 'Median', 'p95', 'längste'


@dataclass(frozen=True)
class Floor:
    """What raw SQLite takes for something comparable, in the same run on the same disk."""
    name: str
    median: float


@dataclass(frozen=True)
class Target:
    most: float
    of: str = MEDIAN


@dataclass(frozen=True)
class Figure:
    name: str
    values: tuple[float, ...]
    target: Target | None = None
    floor: Floor | None = None
    unit: str = 'ms'

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def p95(self) -> float:
        ranked = sorted(self.values)
        return ranked[math.ceil(len(ranked) * 0.95) - 1]

    @property
    def measured(self) -> float:
        """The value the target is for."""
        of = self.target.of if self.target else MEDIAN
        return self.p95 if of == P95 else max(self.values) if of == MOST else self.median

    @property
    def missed(self) -> bool:
        return self.target is not None and self.measured > self.target.most


def times(calls: Iterable[Call], warm: int = 3) -> tuple[float, ...]:
    """Milliseconds of each call; the first ones are made twice, because nobody measures a cold start by chance."""
    listed = list(calls)
    for call in listed[:warm]:
        call()
    gc.collect()
    return tuple(stopped(call) for call in listed)


def stopped(call: Call) -> float:
    start = clock()
    call()
    return (clock() - start) * 1000


def use_processor_time() -> None:
    """On a machine that is busy with other things: without what one waits for, be it the disk or the other things."""
    global clock
    clock = time.thread_time


def once(calls: Iterable[Call]) -> tuple[float, ...]:
    """For what must not be done twice, such as saving."""
    return times(calls, warm=0)
