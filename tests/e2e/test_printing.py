"""The ticket goes to the browser's own PDF viewer, which the light headless Chromium of the other tests lacks."""
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.e2e.at_the_counter import answer, button, field, saved
from tests.e2e.browsing import Console, chromium
from tests.e2e.cafe import Cafe
from tests.e2e.profiles import Profiles


@pytest.fixture(scope='module')
def profiles(engine: Playwright) -> Iterator[Profiles]:
    with chromium(engine, viewer=True) as browser:
        yield Profiles(browser)


def test_the_ticket_is_printed_and_can_be_printed_again_and_goes_with_the_next_person(
        cafe: Cafe, page: Page, console: Console) -> None:
    cafe.login(page, 'tresen', '/annahme')
    field(page, 'Gegenstand').fill('Uhr')
    field(page, 'Vorname').fill('Şeyma')   # the paper names somebody
    answer(page, 'Ja, speichern').check()
    with page.expect_response('**/schein.pdf') as printed:
        button(page, 'Schein drucken').click()
    assert printed.value.headers['content-type'] == 'application/pdf'
    number = saved(page)
    with page.expect_response(f'**/r/{number}/schein.pdf') as again:
        button(page, 'Noch einmal drucken').click()
    assert again.value.ok
    expect(page.get_by_role('link', name='Schein als PDF öffnen')).to_have_attribute('href', f'/r/{number}/schein.pdf')
    expect(page.get_by_role('alert')).to_have_count(0)
    page.locator('#kb-paper').wait_for(state='attached')
    button(page, 'Nächste Person').click()
    expect(page.locator('#kb-paper')).to_have_count(0)
    a_failing_printer_loses_nothing(cafe, page, console)


def a_failing_printer_loses_nothing(cafe: Cafe, counter: Page, console: Console) -> None:
    console.expect('ERR_', 'WebSocket')
    field(counter, 'Gegenstand').fill('Uhr')
    answer(counter, 'Nein, ohne Namen').check()
    button(counter, 'Schein drucken').click()
    number = saved(counter)
    cafe.stop()
    button(counter, 'Noch einmal drucken').click()
    expect(counter.get_by_role('alert')).to_have_text(re.compile('Das Drucken hat nicht geklappt'))
    expect(counter.get_by_role('heading', level=1)).to_have_text(re.compile(number))
    cafe.start()
    button(counter, 'Noch einmal drucken').click()
    expect(counter.get_by_role('alert')).to_have_count(0)
