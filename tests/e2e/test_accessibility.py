"""Everybody can use every screen: axe-core finds nothing, and nothing runs out at the side of a phone."""
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.e2e import axe
from tests.e2e.browsing import NewPage
from tests.e2e.cafe import Cafe
from tests.e2e.screens import SCREENS, Screen, Walk

WIDTHS = {1280: 800, 390: 844}
SCHEMES = {'light': axe.OPTIONS, 'dark': axe.COLOURS}

# Colours that are just fading into each other have a contrast of their own. And axe takes the z-index of the texts in
# Quasar's buttons for a place behind the button's ground. (A style element would be up to the Content Security Policy.)
HOLD_STILL = '''() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
        *, *::before, *::after { transition: none !important; animation: none !important }
        .q-btn__content { z-index: auto !important }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}'''
OVERHANG = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'


@pytest.mark.parametrize('screen', SCREENS, ids=lambda screen: screen.name)
def test_screen_is_accessible(screen: Screen, walk: Walk) -> None:
    page = walk.to(screen)
    page.evaluate(HOLD_STILL)
    screen.then(page)
    found = list(complaints(page))
    assert not found, '\n'.join(found)


def test_first_start_is_accessible(first_start: Cafe, new_page: NewPage) -> None:
    page = new_page(reduced_motion='reduce')
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
    """Otherwise a broken referee would find every screen faultless."""
    page = new_page()
    page.set_content('<p style="color:#bbb;background:#fff">blass</p><input><div style="width:5000px">breit</div>'
                     '<button style="width:9px;height:9px;padding:0">x</button>'
                     '<button style="width:9px;height:9px;padding:0">y</button>')
    found = '\n'.join(complaints(page))
    for rule in ('color-contrast', 'label', 'target-size', 'html-has-lang', 'landmark-one-main', 'runs out'):
        assert rule in found


def complaints(page: Page) -> Iterator[str]:
    for width, height in WIDTHS.items():
        page.set_viewport_size({'width': width, 'height': height})
        for scheme, options in SCHEMES.items():
            page.emulate_media(color_scheme=scheme)
            page.wait_for_timeout(100)   # Quasar answers to both through events
            yield from (f'{width} {scheme}: {each}' for each in axe.violations(page, options))
        if page.evaluate(OVERHANG) > 0:
            yield f'{width}: runs out at the side by {page.evaluate(OVERHANG)} px'
