"""The words on the counter's screen, for every test that stands there."""
import re

from playwright.sync_api import Locator, Page

NUMBER = re.compile(r'\d\d-\d{4}-\d')


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
