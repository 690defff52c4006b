"""A door to the Wi-Fi: a further server in the same process, which takes its connections itself.

uvicorn hears of an encrypted connection when the two sides have agreed on a key. Until then nobody counts it, and it
is kept for a minute: one phone that says nothing could take every connection this way.
"""
import asyncio
import socket
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from pages import bounded
from pages.bounded import Bounded

BREATH = 1.0   # seconds, where the computer gives us no further connection


class Door(uvicorn.Server):
    """Ctrl+C is the first server's business."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._takers: list[asyncio.Task[None]] = []
        self._greeted: set[asyncio.Task[None]] = set()
        self._coming: Counter[str] = Counter()   # by address: who has not yet agreed on a key

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        for one in sockets or ():   # before it says that it has started: whoever reads that may come
            one.setblocking(False)
            one.listen(self.config.backlog)
        await super().startup([])
        self._takers = [asyncio.create_task(self._take(one), name='who comes in') for one in sockets or ()]

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        going = [*self._takers, *self._greeted]
        for task in going:
            task.cancel()
        await asyncio.gather(*going, return_exceptions=True)
        await super().shutdown(sockets)

    async def _take(self, taken: socket.socket) -> None:
        while True:
            try:
                connection, (address, *_port) = await asyncio.get_running_loop().sock_accept(taken)
            except ConnectionError:   # one that has gone again
                continue
            except OSError:   # too many open files
                await asyncio.sleep(BREATH)
                continue
            if bounded.too_many(address, self.server_state.connections, self._coming[address]):
                connection.close()
                continue
            self._coming[address] += 1
            task = asyncio.create_task(self._greet(connection, address))
            self._greeted.add(task)
            task.add_done_callback(self._greeted.discard)

    async def _greet(self, connection: socket.socket, address: str) -> None:
        encrypted = self.config.ssl
        try:
            await asyncio.get_running_loop().connect_accepted_socket(
                self._protocol, connection, ssl=encrypted,
                ssl_handshake_timeout=bounded.PATIENCE if encrypted else None)
        except OSError:   # no key, or not in time
            connection.close()
        finally:
            self._coming[address] -= 1
            self._coming += Counter()   # forgets who has none left

    def _protocol(self) -> Bounded:
        return Bounded(config=self.config, server_state=self.server_state, app_state=self.lifespan.state)
