"""A tap counts once, even when the connection breaks under it: it is neither lost nor done twice."""
import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.e2e.at_the_counter import button
from tests.e2e.browsing import Console
from tests.e2e.cafe import Cafe, ready


class Wire:
    """Between browser and program. At the next tap it breaks: before the tap has gone through, or behind it."""

    def __init__(self, page: Page) -> None:
        self.breaks = ''
        self.broken = 0
        page.route_web_socket('**/socket.io/**', self._connect)

    def _connect(self, browser: WebSocketRoute) -> None:
        program = browser.connect_to_server()
        deaf = False

        def up(frame: str | bytes) -> None:
            nonlocal deaf
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


@pytest.mark.parametrize('where', ['before it', 'behind it'])
def test_a_tap_under_which_the_connection_breaks(cafe: Cafe, page: Page, console: Console, where: str) -> None:
    console.expect('WebSocket')
    wire = Wire(page)
    cafe.login(page, 'anja', '/einstellungen')
    page.evaluate('window.same_page = true')
    wire.breaks = where
    button(page, 'Neuer Zugang').click()
    dialog = page.get_by_role('dialog')
    expect(dialog).to_be_visible()
    expect(page.get_by_text('verbunden', exact=True)).to_be_visible()
    page.wait_for_timeout(500)
    expect(dialog).to_have_count(1)
    assert wire.broken == 1
    assert page.evaluate('window.same_page')


def test_taps_while_it_is_broken_come_in_their_order(cafe: Cafe, page: Page, console: Console) -> None:
    console.expect('ERR_', 'WebSocket')
    cafe.login(page, 'mira', '/reparaturen')
    ready(page)
    page.evaluate('window.same_page = true')
    page.evaluate('window.socket.io.engine.close()')
    page.get_by_role('link', name='Team').first.click()
    page.get_by_role('link', name='Extern').first.click()
    expect(page.get_by_role('heading', level=1)).to_have_text('Extern')
    assert page.evaluate('window.same_page')
