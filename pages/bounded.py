"""What a stranger in the Wi-Fi can make the program hold: a request's head of some size for some time, a body that has
stopped coming for as long, and so many connections. Without this one phone could fill the memory with a line that never
ends, or take every connection."""
import asyncio
from collections.abc import Iterable
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD = 64 * 1024          # bytes of a head that is not complete; browsers send two or three thousand
PATIENCE = 20.0           # seconds until it is, and until more of a body comes
PER_ADDRESS = 200         # connections without a page behind them; a browser opens six, a repeater stands for many
THIS_COMPUTER = ('127.0.0.1', '::1')


def too_many(address: str, connections: Iterable[object], coming: int = 0) -> bool:
    """Whether a further one is. An open page does not count: its socket has needed a session."""
    same = sum(1 for one in connections if isinstance(one, Bounded) and one.client and one.client[0] == address)
    return address not in THIS_COMPUTER and same + coming >= PER_ADDRESS


class Bounded(HttpToolsProtocol):
    """As uvicorn's own, which waits for the end of a head or body for ever and keeps all of a head."""
    _in_head = False
    _in_body = False
    _held = 0
    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        if self.client and too_many(self.client[0], self.connections - {self}):
            transport.abort()
        else:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._wait_no_more()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        was_in_head = self._in_head
        super().data_received(data)
        if self._in_body:
            self._wait()   # as long as something comes it may take its time, at the edge of the Wi-Fi
        self._held = self._held + len(data) if was_in_head and self._in_head else 0
        if self._held > HEAD:
            self.send_400_response('The head of this request is too long.')
            self.loop.call_later(1, self.transport.abort)   # over TLS, a polite end waits for the other side

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._in_head = True
        self._wait()

    def on_headers_complete(self) -> None:
        super().on_headers_complete()
        self._in_head, self._in_body = False, True
        self._wait()

    def on_message_complete(self) -> None:
        """Also before a socket opens: the page behind it may be silent."""
        self._in_body = False
        self._wait_no_more()
        super().on_message_complete()

    # ---- its time ----------------------------------------------------------------------------------------------------
    def _wait(self) -> None:
        self._wait_no_more()
        self._waiting = self.loop.call_later(PATIENCE, self._lose_patience)

    def _lose_patience(self) -> None:
        if self._in_body and self.flow.read_paused:   # it is we who have not read on
            self._wait()
        else:
            self.transport.abort()

    def _wait_no_more(self) -> None:
        if self._waiting:
            self._waiting.cancel()
            self._waiting = None
