"""The counter, for every test that stands there: a tablet that is there all day, and the words on its screen."""
import re
from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Error, Locator, Page, expect

from tests.e2e.browsing import TABLET, Console, pages
from tests.e2e.cafe import Cafe
from tests.e2e.profiles import Profiles

NUMBER = re.compile(r'\d\d-\d{4}-\d')


@dataclass(frozen=True)
class Desk:
    """The form stays open from one test to the next, as it does from one person to the next: loading it anew takes
    most of the time of a test."""
    page: Page
    console: Console


def open_desk(cafe: Cafe, profiles: Profiles) -> Iterator[Desk]:
    console = Console()
    with pages(profiles, console) as new_page:
        page = new_page()
        cafe.login(page, 'tresen', '/annahme')
        yield Desk(page, console)


def next_person(cafe: Cafe, desk: Desk) -> Iterator[Page]:
    """The empty form, for one test."""
    desk.page.set_viewport_size(TABLET['viewport'])
    try:
        button(desk.page, 'Nächste Person').click(timeout=3_000)
        expect(field(desk.page, 'Telefon')).to_be_focused(timeout=3_000)
    except (Error, AssertionError):   # one that failed, or went elsewhere, has left it somewhere else
        cafe.login(desk.page, 'tresen', '/annahme')
    yield desk.page
    assert not desk.console.complaints, '\n'.join(desk.console.complaints)


def button(page: Page, name: str) -> Locator:
    return page.get_by_role('button', name=name, exact=True)


def field(page: Page, name: str) -> Locator:
    return page.get_by_label(name, exact=True)


def answer(page: Page, name: str) -> Locator:
    return page.get_by_role('radio', name=name, exact=True)


def saved(page: Page) -> str:
    """The number that stands large on the screen."""
    button(page, 'Noch einmal drucken').wait_for()
    return NUMBER.search(page.get_by_role('heading', level=1).inner_text())[0]
