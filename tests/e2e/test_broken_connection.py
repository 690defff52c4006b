"""A tap counts once, even when the connection breaks under it: it is neither lost nor done twice."""
import pytest
from playwright.sync_api import Locator, Page, WebSocketRoute, expect

from tests.e2e.at_the_counter import button
from tests.e2e.browsing import Console
from tests.e2e.cafe import Cafe

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


@pytest.fixture
def wire(page: Page, console: Console) -> Wire:
    console.expect('WebSocket')
    return Wire(page)


@pytest.fixture
def settings(cafe: Cafe, page: Page, wire: Wire) -> Page:
    """Each tap on „Neuer Zugang“ opens a question, so they can be counted."""
    cafe.login(page, 'anja', '/einstellungen')
    page.evaluate('window.same_page = true')
    return page


def asked(page: Page, times: int) -> None:
    dialogs: Locator = page.get_by_role('dialog', include_hidden=True)
    expect(dialogs).to_have_count(times)
    expect(page.get_by_text('verbunden', exact=True)).to_be_visible()
    page.wait_for_timeout(500)
    expect(dialogs).to_have_count(times)
    assert page.evaluate('window.same_page')


@pytest.mark.parametrize('where', ['before it', 'behind it'])
def test_a_tap_under_which_the_connection_breaks(settings: Page, wire: Wire, where: str) -> None:
    wire.breaks = where
    button(settings, 'Neuer Zugang').click()
    asked(settings, 1)
    assert wire.broken == 1


def test_several_taps_all_come_through(settings: Page, wire: Wire) -> None:
    wire.dead = True
    for _ in range(3):
        button(settings, 'Neuer Zugang').dispatch_event('click')
    settings.evaluate('window.socket.io.engine.close()')
    button(settings, 'Neuer Zugang').dispatch_event('click')
    asked(settings, 4)


def test_a_tap_in_which_the_browser_notices_comes_behind_the_one_before(settings: Page, wire: Wire) -> None:
    """Socket.IO keeps the second for later by itself, and would send it first."""
    wire.dead = True
    button(settings, 'Neuer Zugang').dispatch_event('click')
    button(settings, 'Neuer Zugang').evaluate(AN_HOUR_LATER)
    asked(settings, 2)


def test_after_too_long_the_page_says_that_a_tap_may_be_lost(cafe: Cafe, settings: Page, wire: Wire,
                                                             console: Console) -> None:
    console.expect('ERR_')
    sentence = settings.get_by_text('Die Verbindung war zu lange weg.')
    cafe.kill()
    expect(settings.get_by_text('getrennt', exact=True)).to_be_visible()
    button(settings, 'Neuer Zugang').dispatch_event('click')
    cafe.start()   # it knows nothing of this page any more, as after half a minute
    expect(sentence).to_be_visible()
    assert settings.evaluate('window.same_page') is None
    settings.reload()
    expect(settings.get_by_text('verbunden', exact=True)).to_be_visible()
    expect(sentence).to_have_count(0)


def test_a_tap_that_nobody_understands_is_not_said_again(settings: Page) -> None:
    settings.evaluate("""() => {
        window.said = 0;
        window.socket.onAnyOutgoing((name, frame) => window.said += name === "event" && frame.listener_id === "nobody");
        window.socket.emit("event", { id: 4, client_id: window.clientId, listener_id: "nobody", args: [] });
    }""")
    settings.wait_for_timeout(500)
    settings.evaluate('window.socket.io.engine.close()')
    expect(settings.get_by_text('getrennt', exact=True)).to_be_visible()
    expect(settings.get_by_text('verbunden', exact=True)).to_be_visible()
    settings.wait_for_timeout(300)
    assert settings.evaluate('window.said') == 1
