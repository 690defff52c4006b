"""Lists that stand open on other screens: each a page with its socket, which hears of every change."""
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

import httpx
from websockets.exceptions import WebSocketException

from tests.bench.day_program import Killed
from tests.outside import Caller, OpenPage

PATHS = ('/kundinnen', '/reparaturen', '/')
AWAY = (httpx.TransportError, WebSocketException, OSError, AssertionError, TypeError)


class OpenLists:
    """`heard` counts messages per list. A list whose program is gone opens anew, as a browser does."""

    def __init__(self, program: Killed, many: int) -> None:
        self.heard = [0] * many
        self._caller = Caller(program.url, 'mira')
        self._over = Event()
        self._open = [False] * many
        self.alive = 0

    @contextmanager
    def open(self) -> Iterator[None]:
        threads = [Thread(target=self._stay, args=(place,)) for place in range(len(self.heard))]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self.alive = sum(self._open)
            self._over.set()
            for thread in threads:
                thread.join()

    def _stay(self, place: int) -> None:
        while not self._over.is_set():
            with suppress(*AWAY), self._caller.open(PATHS[place % len(PATHS)]) as page:
                self._listen(place, page)
            self._open[place] = False
            time.sleep(1)

    def _listen(self, place: int, page: OpenPage) -> None:
        self._open[place] = True
        while not self._over.is_set():
            self.heard[place] += len(page.socket.listen(1))
