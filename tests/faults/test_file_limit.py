"""R7: the program's files may grow no further, or no more of them be opened. It says so and goes on afterwards."""
import resource
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from db.store import FILE
from tests.e2e.cafe import Cafe
from tests.outside import Caller

pytestmark = pytest.mark.faults

NO_ROOM = 'Auf diesem Computer lässt sich gerade nichts speichern'


@contextmanager
def limited(cafe: Cafe, what: int, most: int) -> Iterator[None]:
    """The running program, from outside, as `prlimit` does."""
    before = resource.prlimit(cafe.pid, what)
    resource.prlimit(cafe.pid, what, (most, before[1]))
    try:
        yield
    finally:
        resource.prlimit(cafe.pid, what, before)


def test_r7_files_may_not_grow(cafe: Cafe, counter: Caller) -> None:
    request = str(uuid4())
    log = cafe.folder / f'{FILE}-wal'
    counter.drop_off()
    with limited(cafe, resource.RLIMIT_FSIZE, log.stat().st_size):
        refused = counter.drop_off(request)
        assert refused.status_code == 507
        assert NO_ROOM in refused.json()['sentence']
        assert counter.get('/').status_code == 200
    assert counter.drop_off(request).status_code == 200
    assert 'Traceback' not in cafe.output()


def test_r7_no_more_files_may_be_opened(cafe: Cafe, counter: Caller) -> None:
    """As when a hundred forgotten tabs hold their sockets: nobody new gets in, and afterwards everybody does."""
    number = counter.drop_off().json()['number']
    held = len(list(Path(f'/proc/{cafe.pid}/fd').iterdir()))
    lines: list[socket.socket] = []
    with limited(cafe, resource.RLIMIT_NOFILE, held + 3):
        for _ in range(20):
            lines.append(socket.create_connection(('127.0.0.1', cafe.port), timeout=2))
        with suppress(httpx.TransportError):
            httpx.get(f'{cafe.url}/anmelden', timeout=1)
        assert counter.drop_off().status_code in {200, 503, 507}, 'who is in already is still answered'
    for line in lines:
        line.close()
    assert Caller(cafe.url, 'tresen').get(f'/r/{number}').status_code == 200
    assert counter.drop_off().status_code == 200
