"""Chromium, and pages in it whose console stays clean."""
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Playwright

from tests.e2e.profiles import Profiles

TABLET = {'viewport': {'width': 1280, 'height': 800}, 'has_touch': True}
PHONE = {'viewport': {'width': 390, 'height': 844}, 'has_touch': True, 'is_mobile': True, 'device_scale_factor': 2}

WHOLE = ('chromium', 'chromium-browser', 'google-chrome')
LIGHT = ('chromium-headless-shell',)   # the same engine in half the processor time, without the PDF viewer
FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
         '--disable-component-update', '--disable-sync']
THRIFTY = ['--renderer-process-limit=1',   # the next page finds the program read already
           '--js-flags=--no-opt --no-maglev --min-semi-space-size=32']   # no test runs long enough to earn these back

NewPage = Callable[..., Page]


def found(names: tuple[str, ...]) -> str:
    path = next(filter(None, map(shutil.which, names)), None)
    assert path, 'Chromium is missing, ./run.sh test installs it'   # a skipped browser test would look green
    return path


def whole_browser() -> str:
    return found(WHOLE)


@contextmanager
def chromium(engine: Playwright, *, viewer: bool = False) -> Iterator[Browser]:
    """`viewer`: the whole browser as people have it, which shows PDFs; else the light one where there is one."""
    browser = engine.chromium.launch(executable_path=found(WHOLE if viewer else LIGHT + WHOLE),
                                     args=FLAGS if viewer else FLAGS + THRIFTY)
    yield browser
    browser.close()


class Console:
    """What the browser complained about. A test that breaks something on purpose says what it expects."""

    def __init__(self) -> None:
        self._complaints: list[str] = []
        self._expected: list[str] = []

    def expect(self, *patterns: str) -> None:
        self._expected += patterns

    def start_again(self, *expected: str) -> None:
        self._complaints, self._expected = [], [*expected]

    def watch(self, page: Page) -> None:
        page.on('console', self._hear)
        page.on('pageerror', self._hear_error)

    def leave(self, page: Page) -> None:
        page.remove_listener('console', self._hear)
        page.remove_listener('pageerror', self._hear_error)

    def _hear_error(self, error: Error) -> None:
        self._complaints.append(f'{error}')

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == 'error':
            self._complaints.append(f"{message.location.get('url', '')}: {message.text}")

    @property
    def complaints(self) -> list[str]:
        return [text for text in self._complaints if not any(re.search(each, text) for each in self._expected)]


@contextmanager
def pages(profiles: Profiles, console: Console) -> Iterator[NewPage]:
    """Makes pages, each in a browser profile of its own, and puts them all back."""
    taken = []

    def new_page(device: dict = TABLET, **more: object) -> Page:
        profile = profiles.take(device | more)
        taken.append((device | more, profile))
        console.watch(profile.page)
        return profile.page

    yield new_page
    for like, profile in taken:
        console.leave(profile.page)
        profiles.put_back(like, profile)
