"""R9: several people at one tablet, and whatever goes wrong between them: nothing is lost, nothing is there twice.

What happens to a form at a counter of one's own stands in test_draft.py.
"""
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.at_the_counter import button, field
from tests.e2e.browsing import Console
from tests.e2e.conftest import running
from tests.e2e.tablets import TabletCafe, at_the_counter, fill, is_filled, is_locked, unlock

MINUTE = 60_000


@pytest.fixture(scope='module')
def cafe(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TabletCafe]:
    yield from running(TabletCafe(template, tmp_path_factory.mktemp('together')))


@pytest.fixture
def tablet(cafe: TabletCafe, page: Page, console: Console) -> Page:
    """Unlocked by Mira, with the form open."""
    console.expect('401', 'ERR_', 'WebSocket')
    cafe.put_down(page)
    unlock(page, 'Mira')
    at_the_counter(page)
    return page


def test_the_server_is_killed_and_the_ticket_tapped_twice(cafe: TabletCafe, tablet: Page) -> None:
    """The session and the tablet are known to the one that comes after it."""
    fill(tablet, 'Uhr beim Neustart')
    cafe.kill()
    expect(tablet.get_by_text('getrennt', exact=True)).to_be_visible()
    button(tablet, 'Schein drucken').dblclick()
    is_filled(tablet, 'Uhr beim Neustart')
    cafe.start()
    cafe.is_saved_once(tablet, 'Uhr beim Neustart', by='Mira')


def test_asleep_without_a_network_it_wakes_up_locked_and_the_next_one_goes_on(cafe: TabletCafe, page: Page,
                                                                              console: Console) -> None:
    """Its socket is gone without a goodbye, and five minutes are over when it comes back."""
    console.expect('401', 'ERR_', 'WebSocket')
    page.clock.install()
    cafe.put_down(page)
    unlock(page, 'Mira')
    at_the_counter(page)
    fill(page, 'Uhr im Schlaf')
    page.context.set_offline(True)
    page.clock.fast_forward(6 * MINUTE)
    page.clock.run_for(2_000)
    expect(page.get_by_role('alertdialog', name='Gesperrt')).to_be_visible()
    cafe.change("UPDATE session SET seen_at = '2026-01-01T00:00:00Z'")   # the server's clock has gone on, too
    page.context.set_offline(False)
    page.clock.run_for(2_000)
    is_locked(page)
    unlock(page, 'Anja')
    at_the_counter(page)
    is_filled(page, 'Uhr im Schlaf')
    expect(page.get_by_role('dialog', name='Kurze Pause')).to_have_count(0)   # the PIN has asked who is there
    button(page, 'Schein drucken').click()
    cafe.is_saved_once(page, 'Uhr im Schlaf', by='Anja')


@pytest.mark.long   # what is lost before somebody else comes, is so in test_draft.py as well
def test_an_answer_that_was_lost_and_somebody_else_taps_again(cafe: TabletCafe, tablet: Page) -> None:
    """The server had saved it: the second tap is the same repair, taken in by the first."""
    fill(tablet, 'Uhr mit verlorener Antwort')

    def lose(route: Route) -> None:
        route.fetch()
        tablet.context.set_offline(True)
        route.abort()
    tablet.route('**/annahme/schein', lose, times=1)
    button(tablet, 'Schein drucken').click()
    expect(tablet.get_by_role('alert')).to_contain_text('Keine Verbindung')
    button(tablet, 'Mira Sperren').click()
    expect(tablet.get_by_role('alertdialog', name='Gesperrt')).to_be_visible()
    tablet.route('**/annahme/schein', lambda route: route.abort())   # until it is locked: it would be sent again
    tablet.context.set_offline(False)
    is_locked(tablet)
    tablet.unroute('**/annahme/schein')
    unlock(tablet, 'Anja')
    at_the_counter(tablet)
    is_filled(tablet, 'Uhr mit verlorener Antwort')
    button(tablet, 'Schein drucken').click()
    cafe.is_saved_once(tablet, 'Uhr mit verlorener Antwort', by='Mira')


def test_ended_elsewhere_while_it_was_away_it_comes_back_locked(cafe: TabletCafe, tablet: Page) -> None:
    """Long before five minutes are over, and nobody has to tap first."""
    fill(tablet, 'Uhr auf dem verlegten Tablet')
    tablet.context.set_offline(True)
    expect(tablet.get_by_text('getrennt', exact=True)).to_be_visible()
    cafe.change("UPDATE session SET ended_at = '2026-01-01T00:00:00Z'")
    tablet.context.set_offline(False)
    is_locked(tablet)


def test_two_tabs_are_locked_and_unlocked_together(cafe: TabletCafe, tablet: Page) -> None:
    second = tablet.context.new_page()
    cafe.open(second, '/')
    fill(tablet, 'Uhr aus dem ersten Tab')
    button(second, 'Sperren').click()
    is_locked(second)
    is_locked(tablet)
    unlock(second, 'Anja')
    second.wait_for_url(f'{cafe.url}/')
    cafe.open(second, '/annahme')
    is_filled(second, 'Uhr aus dem ersten Tab')
    tablet.reload()
    at_the_counter(tablet)
    expect(button(tablet, 'Anja Sperren')).to_be_visible()   # one tablet, one person
    expect(field(tablet, 'Gegenstand')).to_have_value('')   # and one form has one place: it went where somebody is
    button(second, 'Schein drucken').click()
    cafe.is_saved_once(second, 'Uhr aus dem ersten Tab', by='Anja')


@pytest.mark.long   # two tabs of one tablet
def test_a_tab_that_stayed_locked_takes_over_from_the_other(cafe: TabletCafe, tablet: Page) -> None:
    """Somebody else unlocks in the second tab: what the first one shows is not left to act in the wrong name."""
    fill(tablet, 'Uhr von Mira')
    second = tablet.context.new_page()
    cafe.open(second, '/anmelden')
    second.wait_for_url(f'{cafe.url}/')
    button(second, 'Sperren').click()
    is_locked(tablet)
    third = tablet.context.new_page()
    cafe.open(third, '/anmelden')
    unlock(tablet, 'Mira')
    at_the_counter(tablet)
    unlock(third, 'Anja')
    expect(button(tablet, 'Anja Sperren')).to_be_visible()   # by itself
    is_filled(tablet, 'Uhr von Mira')
    button(tablet, 'Nächste Person').click()


def test_a_double_tap_unlocks_once_and_a_reload_stays_inside(cafe: TabletCafe, page: Page, console: Console) -> None:
    console.expect('401')
    cafe.put_down(page)
    before = cafe.ask('SELECT count(*) FROM session')
    page.get_by_text('Mira', exact=True).click()
    field(page, 'PIN').fill('907361')
    button(page, 'Entsperren').dblclick()
    at_the_counter(page)
    page.reload()
    expect(button(page, 'Mira Sperren')).to_be_visible()
    assert cafe.ask('SELECT count(*) FROM session') == [(before[0][0] + 1,)]
