"""The café's own computer serves everything: no font, script or picture comes from anywhere else."""
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.e2e.browsing import Console, NewPage
from tests.e2e.cafe import Cafe
from tests.e2e.screens import SCREENS, Screen, Walk


class Hosts:
    """Whom a page talked to, websockets included."""

    def __init__(self, page: Page) -> None:
        self.seen: set[str] = set()
        page.on('request', lambda request: self._note(request.url))
        page.on('websocket', lambda websocket: self._note(websocket.url))

    def _note(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {'data', 'blob', 'about'}:
            self.seen.add(parts.netloc)


@pytest.mark.parametrize('screen', SCREENS, ids=lambda screen: screen.name)
def test_screen_talks_only_to_the_program(screen: Screen, walk: Walk) -> None:
    hosts = Hosts(walk.page(screen.who))
    page = walk.to(screen)
    screen.then(page)
    page.wait_for_timeout(300)   # what a late script would still fetch
    assert hosts.seen == {urlsplit(walk.cafe.url).netloc}


def test_a_foreign_host_would_be_seen(shared_cafe: Cafe, new_page: NewPage, console: Console) -> None:
    page = new_page(bypass_csp=True)
    hosts = Hosts(page)
    shared_cafe.open(page, '/anmelden')
    console.expect('fremd.invalid')
    with page.expect_request('**/punkt.gif'):
        page.evaluate("new Image().src = 'http://fremd.invalid/punkt.gif'")
    assert 'fremd.invalid' in hosts.seen
