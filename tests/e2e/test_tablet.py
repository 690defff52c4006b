"""S8, S9: the tablet at the counter, from its code to its removal."""
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.at_the_counter import button, field
from tests.e2e.browsing import Console, NewPage
from tests.e2e.conftest import running
from tests.e2e.tablets import TabletCafe, at_the_counter, fill, is_filled, is_locked, put_down, unlock
from tests.personas import PASSWORDS, PINS

DRAFTS = 'Object.keys(localStorage).filter((key) => key.startsWith("kb-draft-")).length'


@pytest.fixture(scope='module')
def cafe(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TabletCafe]:
    """Its tablets lock after seven seconds: nobody waits five minutes for a test."""
    yield from running(TabletCafe(template, tmp_path_factory.mktemp('tablets'), lock=7))


def test_from_the_code_to_the_removal(cafe: TabletCafe, page: Page, new_page: NewPage, console: Console) -> None:
    console.expect('401', 'WebSocket')
    anja = new_page()
    cafe.login(anja, 'anja', '/einstellungen')
    button(anja, 'Tablet anmelden …').click()
    field(anja.get_by_role('dialog'), 'Dein Passwort').fill(PASSWORDS['anja'])
    button(anja, 'Weiter').click()
    field(anja, 'Name des Tablets').fill('Tablet rechts')
    button(anja, 'Code zeigen').click()
    code = anja.get_by_text(re.compile('^[0-9A-Z]{4}-[0-9A-Z]{4}$')).inner_text()

    page.goto(f'{cafe.url}/anmelden')
    page.get_by_role('link', name='Dieses Tablet für die Annahme anmelden').click()
    field(page, 'Code').fill(code)
    button(page, 'Tablet anmelden').click()
    is_locked(page)
    expect(anja.get_by_text('Tablet rechts ist angemeldet.')).to_be_visible()   # and the code is gone from the screen
    expect(anja.get_by_text(code)).to_be_hidden()

    unlock(page, 'Mira')
    page.wait_for_url(f'{cafe.url}/')
    expect(page.get_by_role('link', name='Reparaturen')).to_have_count(0)
    page.route('**/anmelden**', lambda route: route.fulfill(status=204))   # one that does not go when it is told to
    button(anja, 'Entfernen: Tablet rechts').click()
    button(anja, 'Tablet entfernen').click()
    page.wait_for_function('window.socket.connected === false')   # is hung up on
    page.unroute('**/anmelden**')
    page.reload()
    expect(field(page, 'Passwort')).to_be_visible()   # no names, no digits: this is a browser like any other
    expect(page.get_by_role('heading', name='Wer ist da?')).to_have_count(0)
    expect(page.get_by_text('Dieses Tablet ist nicht mehr angemeldet.')).to_be_visible()
    page.reload()
    expect(page.get_by_text('Dieses Tablet ist nicht mehr angemeldet.')).to_have_count(0)   # said once


@pytest.mark.long   # a removal in a rare moment
def test_removed_while_it_is_locked_it_forgets_by_itself(cafe: TabletCafe, page: Page, new_page: NewPage,
                                                         console: Console) -> None:
    """Nobody touches it: neither what was begun nor the names stay on it until somebody does."""
    console.expect('401', '410', 'WebSocket')
    put_down(page, cafe, cafe.enrolled('Tablet im Flur'))
    cafe.open(page, '/anmelden?next=/annahme')
    unlock(page, 'Mira')
    at_the_counter(page)
    fill(page, 'Uhr auf dem Tablet im Flur')
    button(page, 'Mira Sperren').click()
    is_locked(page)
    expect(page.get_by_text('Das Angefangene ist noch da.')).to_be_visible()
    page.route('**/anmelden**', lambda route: route.fulfill(body='<p>Anmelden</p>', content_type='text/html'))
    assert page.evaluate(DRAFTS) == 1
    anja = new_page()
    cafe.login(anja, 'anja', '/einstellungen')
    button(anja, 'Entfernen: Tablet im Flur').click()
    button(anja, 'Tablet entfernen').click()
    expect(page.get_by_role('heading', name='Wer ist da?')).to_have_count(0)
    expect(page.get_by_text('Anmelden', exact=True)).to_be_visible()
    assert page.evaluate(DRAFTS) == 0, 'by the lock itself, not only by what the login asks of a browser'
    page.unroute('**/anmelden**')
    page.reload()
    expect(page.get_by_text('Dieses Tablet ist nicht mehr angemeldet.')).to_be_visible()
    expect(page.get_by_text('Mira')).to_have_count(0)


def test_left_alone_it_locks_and_whoever_comes_next_goes_on(cafe: TabletCafe, page: Page, console: Console) -> None:
    console.expect('401', 'WebSocket')
    cafe.put_down(page)
    unlock(page, 'Mira')
    at_the_counter(page)
    page.wait_for_timeout(800)
    with page.expect_request('**/benutzt'):   # typing is told: whoever types is there
        fill(page, 'Uhr, liegen geblieben')
    is_locked(page)
    expect(page.get_by_text('Das Angefangene ist noch da.')).to_be_visible()
    unlock(page, 'Anja')
    at_the_counter(page)
    is_filled(page, 'Uhr, liegen geblieben')
    button(page, 'Schein drucken').click()
    cafe.is_saved_once(page, 'Uhr, liegen geblieben', by='Anja')


def test_s6_the_fifth_wrong_pin_closes_it_and_the_password_opens_it(cafe: TabletCafe, page: Page,
                                                                    console: Console) -> None:
    console.expect('401')
    cafe.change("UPDATE account SET pin_misses = 3 WHERE name = 'Mira'")
    cafe.put_down(page)
    unlock(page, 'Mira', '135790')
    expect(page.get_by_role('alert')).to_have_text('Die PIN stimmt nicht. Noch ein Versuch.')
    page.get_by_role('textbox', name='PIN').press_sequentially('246813')   # keys work as well as taps
    page.keyboard.press('Enter')
    expect(page.get_by_role('alert')).to_have_text(re.compile('nach fünf falschen Versuchen geschlossen'))
    expect(field(page, 'Name')).to_have_value('Mira')
    field(page, 'Passwort').fill(PASSWORDS['mira'])
    button(page, 'Anmelden').click()
    at_the_counter(page)
    button(page, 'Mira Sperren').click()
    is_locked(page)
    unlock(page, 'Mira')
    at_the_counter(page)


def test_locked_without_a_network_nothing_stays_readable(cafe: TabletCafe, page: Page, console: Console) -> None:
    console.expect('ERR_', '401', 'WebSocket')
    cafe.put_down(page)
    expect(page.get_by_text('verbunden', exact=True)).to_be_visible()
    unlock(page, 'Mira')
    at_the_counter(page)
    fill(page, 'Uhr im Funkloch')
    page.context.set_offline(True)
    button(page, 'Mira Sperren').click()
    expect(page.get_by_role('alertdialog', name='Gesperrt')).to_be_visible()
    assert field(page, 'Vorname').evaluate('field => field.closest("[inert]") !== null')   # for readers, too
    page.context.set_offline(False)
    is_locked(page)
    page.context.set_offline(True)
    expect(page.get_by_text('getrennt', exact=True)).to_be_visible()
    unlock(page, 'Anja')
    is_locked(page)   # the try was not sent into nothing
    page.context.set_offline(False)
    expect(page.get_by_text('verbunden', exact=True)).to_be_visible()
    expect(field(page, 'PIN')).to_have_value(PINS['anja'])
    button(page, 'Entsperren').click()
    at_the_counter(page)
    is_filled(page, 'Uhr im Funkloch')
