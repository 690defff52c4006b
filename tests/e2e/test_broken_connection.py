"""A tap counts once, even when the connection breaks under it: it is neither lost nor done twice."""
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.e2e.at_the_counter import button
from tests.e2e.browsing import Console, pages
from tests.e2e.cafe import Cafe
from tests.e2e.conftest import running
from tests.e2e.profiles import Profiles

# the browser finds out by its clock that nobody has called it for too long, in the middle of sending
AN_HOUR_LATER = '''(button) => {
    const now = Date.now;
    Date.now = () => now() + 3_600_000;
    button.click();
    Date.now = now;
}'''


class Wire:
    """Between browser and program. It breaks at the next tap, before it or behind it, or goes dead without a word."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.breaks = ''
        self.dead = False
        self.broken = 0
        page.route_web_socket('**/socket.io/**', self._connect)

    def _connect(self, browser: WebSocketRoute) -> None:
        program = browser.connect_to_server()
        deaf = self.dead = False

        def up(frame: str | bytes) -> None:
            nonlocal deaf
            deaf = deaf or self.dead
            if deaf:
                return
            if not (self.breaks and '"event"' in str(frame)):
                program.send(frame)
                return
            if self.breaks == 'behind it':
                program.send(frame)
            self.breaks, self.broken, deaf = '', self.broken + 1, True
            browser.close()

        def down(frame: str | bytes) -> None:
            if not deaf:   # the answer to the tap does not come through either
                browser.send(frame)
        browser.on_message(up)
        program.on_message(down)


@pytest.fixture(scope='module')
def cafe(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cafe]:
    yield from running(Cafe(template, tmp_path_factory.mktemp('broken')))


@pytest.fixture(scope='module')
def wire(profiles: Profiles) -> Iterator[Wire]:
    """Of one page for all these tests: a browser with a wire of its own cannot be used again."""
    console = Console()
    console.expect('WebSocket', 'ERR_')
    with pages(profiles, console) as new_page:
        yield Wire(new_page())
    assert not console.complaints, '\n'.join(console.complaints)


LOAD = 'Kontakte laden'   # each tap on it is written down, so they can be counted


@pytest.fixture
def exchange(cafe: Cafe, wire: Wire) -> Page:
    wire.breaks, wire.dead, wire.broken = '', False, 0
    if not wire.page.evaluate('window.same_page'):   # the first test, or one behind which the page is another one
        cafe.login(wire.page, 'anja', '/austausch')
        wire.page.evaluate('window.same_page = true')
    expect(wire.page.get_by_text('verbunden', exact=True)).to_be_visible()
    return wire.page


@pytest.fixture
def before(cafe: Cafe, exchange: Page) -> int:
    return loaded(cafe)


def came_through(cafe: Cafe, page: Page, times: int) -> None:
    """`times` in all."""
    deadline = time.monotonic() + 20
    while loaded(cafe) < times and time.monotonic() < deadline:
        page.wait_for_timeout(50)
    expect(page.get_by_text('verbunden', exact=True)).to_be_visible()
    page.wait_for_timeout(500)
    assert loaded(cafe) == times
    assert page.evaluate('window.same_page')


def loaded(cafe: Cafe) -> int:
    with closing(sqlite3.connect(cafe.folder / 'kontaktbuch.sqlite')) as connection:
        return int(connection.execute("SELECT COUNT(*) FROM change WHERE verb = 'export.vcf'").fetchone()[0])


@pytest.mark.parametrize('where', ['before it', 'behind it'])
def test_a_tap_under_which_the_connection_breaks(cafe: Cafe, exchange: Page, wire: Wire, before: int,
                                                   where: str) -> None:
    wire.breaks = where
    button(exchange, LOAD).click()
    came_through(cafe, exchange, before + 1)
    assert wire.broken == 1


def test_several_taps_all_come_through(cafe: Cafe, exchange: Page, wire: Wire, before: int) -> None:
    wire.dead = True
    for _ in range(3):
        button(exchange, LOAD).dispatch_event('click')
    exchange.evaluate('window.socket.io.engine.close()')
    button(exchange, LOAD).dispatch_event('click')
    came_through(cafe, exchange, before + 4)


def test_a_tap_in_which_the_browser_notices_comes_behind_the_one_before(cafe: Cafe, exchange: Page, wire: Wire,
                                                                        before: int) -> None:
    """Socket.IO keeps the second for later by itself, and would send it first."""
    wire.dead = True
    button(exchange, LOAD).dispatch_event('click')
    button(exchange, LOAD).evaluate(AN_HOUR_LATER)
    came_through(cafe, exchange, before + 2)


def test_after_too_long_the_page_says_that_a_tap_may_be_lost(cafe: Cafe, exchange: Page) -> None:
    sentence = exchange.get_by_text('Die Verbindung war zu lange weg.')
    cafe.kill()
    expect(exchange.get_by_text('getrennt', exact=True)).to_be_visible()
    button(exchange, LOAD).dispatch_event('click')
    cafe.start()   # it knows nothing of this page any more, as after half a minute
    expect(sentence).to_be_visible()
    assert exchange.evaluate('window.same_page') is None
    exchange.reload()
    expect(exchange.get_by_text('verbunden', exact=True)).to_be_visible()
    expect(sentence).to_have_count(0)


def test_a_tap_that_nobody_understands_is_not_said_again(exchange: Page) -> None:
    exchange.evaluate("""() => {
        window.said = 0;
        window.socket.onAnyOutgoing((name, frame) => window.said += name === "event" && frame.listener_id === "nobody");
        window.socket.emit("event", { id: 4, client_id: window.clientId, listener_id: "nobody", args: [] });
    }""")
    exchange.wait_for_timeout(500)
    exchange.evaluate('window.socket.io.engine.close()')
    expect(exchange.get_by_text('getrennt', exact=True)).to_be_visible()
    expect(exchange.get_by_text('verbunden', exact=True)).to_be_visible()
    exchange.wait_for_timeout(300)
    assert exchange.evaluate('window.said') == 1
