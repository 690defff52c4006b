"""A browser profile that goes on to the next test brings nothing of the last one along."""
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.browsing import TABLET
from tests.e2e.cafe import Cafe
from tests.e2e.profiles import Profiles

pytestmark = pytest.mark.long   # the tests of the tests


def opens_a_tab(page: Page) -> None:
    tab = page.context.new_page()
    tab.goto(f'{page.url.replace("127.0.0.1", "localhost").partition("/anmelden")[0]}/anmelden')
    tab.evaluate("localStorage.x = 'alt'")


def types(page: Page) -> None:
    page.evaluate("localStorage.x = 'alt'")


LEAVES: dict[str, tuple[Callable[[Page], object], str, object]] = {   # what is done, what is asked next, the answer
    'what was kept': (types, 'localStorage.x ?? null', None),
    'what a tab kept elsewhere': (opens_a_tab, 'localStorage.x ?? null', None),
    'a script': (lambda page: page.add_init_script('window.left = 1'), 'window.left ?? null', None),
    'a script for all tabs': (lambda page: page.context.add_init_script('window.left = 1'), 'window.left ?? null',
                              None),
    'a clock': (lambda page: page.clock.set_fixed_time(0), 'Date.now() > 1e12', True),
    'another answer': (lambda page: page.context.route('**/*', lambda route: route.fulfill(body='umgeleitet')),
                       "document.body.innerText.includes('umgeleitet')", False),
    'a permission': (lambda page: page.context.grant_permissions(['geolocation']),
                     "navigator.permissions.query({name: 'geolocation'}).then((asked) => asked.state !== 'granted')",
                     True),
    'an answer to questions': (lambda page: page.on('dialog', lambda dialog: dialog.accept()), "confirm('?')", False),
    'a look': (lambda page: page.emulate_media(media='print', color_scheme='dark', reduced_motion='no-preference'),
               "[matchMedia('print').matches, matchMedia('(prefers-color-scheme: dark)').matches, "
               "matchMedia('(prefers-reduced-motion)').matches]", [False, False, True]),
}


@pytest.mark.parametrize('what', LEAVES)
def test_nothing_is_left_of(what: str, browser: Browser, shared_cafe: Cafe) -> None:
    act, question, answer = LEAVES[what]
    profiles = Profiles(browser)
    first = profiles.take(TABLET)
    shared_cafe.open(first.page, '/anmelden')
    act(first.page)
    profiles.put_back(TABLET, first)
    second = profiles.take(TABLET)
    there = shared_cafe.url.replace('127.0.0.1', 'localhost') if act is opens_a_tab else shared_cafe.url
    second.page.goto(f'{there}/anmelden')
    assert second.page.evaluate(question) == answer
    second.context.close()


def test_it_is_the_same_profile_where_nothing_forbids_it(browser: Browser, shared_cafe: Cafe) -> None:
    profiles = Profiles(browser)
    first = profiles.take(TABLET)
    shared_cafe.open(first.page, '/anmelden')
    profiles.put_back(TABLET, first)
    assert profiles.take(TABLET) is first
    first.context.close()
