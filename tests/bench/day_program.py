"""The program, killed now and then and started again, and how much memory it takes meanwhile."""
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

from tests.bench.running import Measured, memory

DOWN = 2          # seconds until somebody has started it again
SETTLED = 20      # seconds after a start until every list is there again
EVERY = 2


class Killed(Measured):
    def __init__(self, template: Path, place: Path) -> None:
        place.mkdir()
        super().__init__(template, place)
        self.kills = 0
        self.lives: list[list[float]] = []   # MB, every two seconds of each run

    @property
    def memory(self) -> list[float]:
        return [value for life in self.lives for value in life]

    @property
    def growth(self) -> float:
        """MB, the worst of all runs, from when everybody was there."""
        grown = [life[-1] - life[SETTLED // EVERY] for life in self.lives if len(life) > SETTLED // EVERY]
        return max(0.0, *grown) if grown else 0.0

    @contextmanager
    def killed(self, times: int, seconds: float) -> Iterator[None]:
        over = Event()
        threads = [Thread(target=self._kill, args=(times, seconds, over)), Thread(target=self._watch, args=(over,))]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            over.set()
            for thread in threads:
                thread.join()

    def _kill(self, times: int, seconds: float, over: Event) -> None:
        for _ in range(times):
            if over.wait(seconds / (times + 1)):
                return
            self.kill()
            self.kills += 1
            time.sleep(DOWN)
            self.start()
            self.lives.append([])

    def _watch(self, over: Event) -> None:
        self.lives.append([])
        while not over.wait(EVERY):
            with suppress(OSError, AssertionError):   # just killed
                self.lives[-1].append(memory('', self.pid, None).median)
