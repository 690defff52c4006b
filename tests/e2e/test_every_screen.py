"""Everybody can use every screen: axe-core finds nothing, nothing runs out at the side of a phone, and no font, script
or picture comes from anywhere but the café's own computer."""
from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, WebSocket

from tests.e2e import axe
from tests.e2e.browsing import Console, NewPage
from tests.e2e.cafe import Cafe
from tests.e2e.screens import SCREENS, Screen, Walk

# Each width and each scheme once: reading colours is most of axe's work, and pages/look/10-base.css and 12-dark.css
# declare them for all widths. For the same reason axe sees every other screen on the phone, and the rest of both where
# there is time (`long`).
Look = tuple[int, int, str]
LOOKS: tuple[Look, ...] = ((1280, 800, 'light'), (390, 844, 'dark'))
IN_TURN = [pytest.param(screen, look, id=f'{screen.name}, {look[2]}', marks=[pytest.mark.long] * ((place + turn) % 2))
           for turn, look in enumerate(LOOKS) for place, screen in enumerate(SCREENS)]

# axe takes the z-index of the texts in Quasar's buttons for a place behind the button's ground. (A style element would
# be up to the Content Security Policy.)
HOLD_STILL = '''() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('.q-btn__content { z-index: auto !important }');
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}'''
DIALOG = '[aria-modal=true]'   # what an open one covers is looked at as a screen of its own
OVERHANG = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'


class Hosts:
    """Whom a page talked to, websockets included."""

    def __init__(self, page: Page) -> None:
        self.seen: set[str] = set()
        page.on('request', self._note)
        page.on('websocket', self._note)
        self._page = page

    def stop(self) -> set[str]:
        self._page.remove_listener('request', self._note)
        self._page.remove_listener('websocket', self._note)
        return self.seen

    def _note(self, asked: Request | WebSocket) -> None:
        parts = urlsplit(asked.url)
        if parts.scheme not in {'data', 'blob', 'about'}:
            self.seen.add(parts.netloc)


@pytest.mark.parametrize(('screen', 'look'), IN_TURN)
def test_screen_is_for_everybody(screen: Screen, look: Look, walk: Walk) -> None:
    hosts = Hosts(walk.page(screen.who))
    page = walk.to(screen)
    page.evaluate(HOLD_STILL)
    screen.then(page)
    found = list(complaints(page, [look]))
    assert not found, '\n'.join(found)
    assert hosts.stop() == {urlsplit(walk.cafe.url).netloc}


def test_first_start_is_for_everybody(first_start: Cafe, new_page: NewPage) -> None:
    page = new_page()
    first_start.open(page, '/einrichten')
    page.evaluate(HOLD_STILL)
    assert page.get_by_label('Einrichtungscode').is_visible()
    found = list(complaints(page))
    assert not found, '\n'.join(found)


def test_no_screen_is_forgotten(shared_cafe: Cafe, page: Page) -> None:
    shared_cafe.login(page, 'anja')
    shell = page.locator('meta[name=kb-screens]').get_attribute('content')
    assert shell
    assert set(shell.split()) <= {screen.pattern for screen in SCREENS}


# ---- the referees see what there is to see ---------------------------------------------------------------------------
@pytest.mark.parametrize('path', ['/', '/anmelden'])
def test_dark_is_dark(path: str, shared_cafe: Cafe, new_page: NewPage) -> None:
    """Otherwise the contrast of the dark colours would be measured on the light ones."""
    ground = 'getComputedStyle(document.body).backgroundColor'
    page = new_page(color_scheme='light')
    shared_cafe.login(page, 'anja', path)
    light = page.evaluate(ground)
    page.emulate_media(color_scheme='dark')
    page.wait_for_function(f'{ground} !== "{light}"')


def test_axe_complains_when_there_is_reason(new_page: NewPage) -> None:
    page = new_page()
    page.set_content('<p style="color:#bbb;background:#fff">blass</p><input><div style="width:5000px">breit</div>'
                     '<button style="width:9px;height:9px;padding:0">x</button>'
                     '<button style="width:9px;height:9px;padding:0">y</button>')
    found = '\n'.join(complaints(page))
    for rule in ('color-contrast', 'label', 'target-size', 'html-has-lang', 'landmark-one-main', 'runs out'):
        assert rule in found


def test_a_foreign_host_would_be_seen(shared_cafe: Cafe, new_page: NewPage, console: Console) -> None:
    page = new_page(bypass_csp=True)
    hosts = Hosts(page)
    shared_cafe.open(page, '/anmelden')
    console.expect('fremd.invalid')
    with page.expect_request('**/punkt.gif'):
        page.evaluate("new Image().src = 'http://fremd.invalid/punkt.gif'")
    assert 'fremd.invalid' in hosts.stop()


def complaints(page: Page, looks: Collection[Look] = LOOKS) -> Iterator[str]:
    """What axe says in these looks, and what runs out at the side in any."""
    part = DIALOG if page.locator(DIALOG).is_visible() else ''
    for width, height, scheme in LOOKS:
        page.set_viewport_size({'width': width, 'height': height})
        page.emulate_media(color_scheme=scheme)
        page.wait_for_timeout(100)   # Quasar answers to both through events
        if (width, height, scheme) in looks:
            yield from (f'{width} {scheme}: {each}' for each in axe.violations(page, part))
        if page.evaluate(OVERHANG) > 0:
            yield f'{width}: runs out at the side by {page.evaluate(OVERHANG)} px'
