"""The program in a process of its own: how soon it answers, and how much memory it takes when nobody asks anything."""
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.measuring import Figure, Target
from tests.e2e.cafe import Cafe

MEMORY = Target(120)
QUIET = 3   # seconds until what the start needed has been given back


class Measured(Cafe):
    """`start_time` in milliseconds, to the first answer."""
    start_time = 0.0


@contextmanager
def program(folder: Path) -> Iterator[Measured]:
    """Started beside `folder`, on a copy of it."""
    place = folder.parent / 'program'
    place.mkdir()
    cafe = Measured(folder, place)
    try:
        started = time.perf_counter()
        cafe.start()
        cafe.start_time = (time.perf_counter() - started) * 1000
        yield cafe
    finally:
        cafe.kill()


def process(cafe: Measured) -> Iterator[Figure]:
    yield Figure('Start bis zur ersten Antwort', (cafe.start_time,))
    time.sleep(QUIET)
    yield memory('Speicher im Leerlauf', cafe.pid)


def memory(name: str, pid: int, target: Target | None = MEMORY) -> Figure:
    """Resident memory, shared pages included."""
    found = re.search(r'^VmRSS:\s+(\d+) kB', Path(f'/proc/{pid}/status').read_text('ascii'), re.MULTILINE)
    assert found, 'the process tells no memory'
    return Figure(name, (int(found[1]) / 1000,), target, unit='MB')
