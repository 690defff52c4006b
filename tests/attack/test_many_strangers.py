"""S6: strangers are bounded: a thousand requests of theirs leave the program as large as it was."""
from contextlib import suppress

import pytest

from tests.attack.conftest import Route
from tests.bench.running import memory
from tests.e2e.cafe import Cafe
from tests.outside import Caller, Socket

pytestmark = pytest.mark.long

MOST = 12   # MB; a page of NiceGUI's own for each would be a hundred
REQUESTS = 1_000


def ask(cafe: Cafe, routes: list[Route], times: int) -> None:
    """Always somebody new: no cookie is kept, and every address gets its turn."""
    stranger = Caller(cafe.url)
    for number in range(times):
        stranger.http.cookies.clear()
        stranger.get(f'{routes[number % len(routes)].asked}?n={number}', headers={'user-agent': f'n{number}'})
        if number % 10 == 0:
            stranger.post('/anmelden', data={'name': f'n{number}', 'password': 'x' * 900})
    stranger.http.close()


def test_a_thousand_requests_leave_no_trace(cafe: Cafe, routes: list[Route]) -> None:
    ask(cafe, routes, 200)   # what is loaded at its first use
    before = memory('', cafe.pid, None).median
    ask(cafe, routes, REQUESTS)
    for _ in range(50):
        with suppress(ConnectionRefusedError):
            Socket(cafe.url).close()
    grown = memory('', cafe.pid, None).median - before
    assert grown < MOST, f'{grown:.0f} MB more'
    assert not list((cafe.folder / '.nicegui').glob('storage-user*'))
