"""Fixtures for tests in a real browser.

`cafe` is a running program of its own, to be changed, stopped and killed, with accounts and nothing else in it.
`first_start` is one where nobody has been yet, `shared_cafe` a full one (`sample`) for all tests that only look.
`page` is the counter's tablet, `phone` a phone, `new_page` any number of others.
"""
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests.e2e.browsing import PHONE, Console, NewPage, chromium, pages
from tests.e2e.cafe import Cafe, ports
from tests.e2e.nursery import nursery
from tests.e2e.profiles import Profiles
from tests.e2e.screens import Walk
from tests.sample import Sample

expect.set_options(timeout=20_000)   # a busy computer takes its time; how long something may take is for ./run.sh bench


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent == Path(__file__).parent and inspect.iscoroutinefunction(getattr(item, 'obj', None)):
            raise pytest.UsageError(f'{item.nodeid}: tests/e2e holds plain functions, not async ones')


@pytest.fixture
def cafe(template: Path, tmp_path: Path) -> Iterator[Cafe]:
    yield from running(Cafe(template, tmp_path))


@pytest.fixture
def first_start(bare_template: Path, tmp_path: Path) -> Iterator[Cafe]:
    yield from running(Cafe(bare_template, tmp_path))


@pytest.fixture(scope='session')
def filled(filled_template: tuple[Path, Sample]) -> tuple[Path, Sample]:
    return filled_template


@pytest.fixture(scope='session')
def sample(filled: tuple[Path, Sample]) -> Sample:
    """Where things are in `shared_cafe`."""
    return filled[1]


@pytest.fixture(scope='session')
def shared_cafe(filled: tuple[Path, Sample], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cafe]:
    yield from running(Cafe(filled[0], tmp_path_factory.mktemp('cafe')))


def running(cafe: Cafe) -> Iterator[Cafe]:
    cafe.nursery = nursery()
    try:
        cafe.start()
        yield cafe
    finally:
        cafe.kill()
        ports.give_back(cafe.port)


@pytest.fixture(scope='package')
def engine() -> Iterator[Playwright]:
    """One for all browsers: a thread can hold no second one."""
    with sync_playwright() as engine:
        yield engine


@pytest.fixture(scope='package')
def browser(engine: Playwright) -> Iterator[Browser]:
    with chromium(engine) as browser:
        yield browser


@pytest.fixture(scope='package')
def profiles(browser: Browser) -> Profiles:
    return Profiles(browser)


@pytest.fixture
def console() -> Console:
    return Console()


@pytest.fixture
def new_page(profiles: Profiles, console: Console) -> Iterator[NewPage]:
    with pages(profiles, console) as new_page:
        yield new_page
    assert not console.complaints, '\n'.join(console.complaints)


@pytest.fixture(scope='package')
def long_walk(profiles: Profiles, shared_cafe: Cafe, sample: Sample) -> Iterator[Walk]:
    console = Console()
    with pages(profiles, console) as new_page:
        yield Walk(shared_cafe, sample, new_page, console)


@pytest.fixture
def walk(long_walk: Walk) -> Iterator[Walk]:
    """`walk.to(screen)` in `shared_cafe`."""
    yield long_walk
    assert not long_walk.console.complaints, '\n'.join(long_walk.console.complaints)


@pytest.fixture
def page(new_page: NewPage) -> Page:
    return new_page()


@pytest.fixture
def phone(new_page: NewPage) -> Page:
    return new_page(PHONE)
