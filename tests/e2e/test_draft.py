"""R9: what is typed at the counter survives a Wi-Fi drop, a reload, a restart and a lost session, and is kept no longer
than it is needed."""
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.at_the_counter import Desk, button, field, next_person, open_desk
from tests.e2e.browsing import Console
from tests.e2e.cafe import Cafe
from tests.e2e.conftest import running
from tests.e2e.profiles import Profiles
from tests.personas import PASSWORDS

KEPT = '() => JSON.stringify({...localStorage})'
MINUTE = 60_000


@pytest.fixture(scope='module')
def cafe(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cafe]:
    """One day on which everything goes wrong once."""
    yield from running(Cafe(template, tmp_path_factory.mktemp('bad day')))


@pytest.fixture(scope='module')
def desk(cafe: Cafe, profiles: Profiles) -> Iterator[Desk]:
    yield from open_desk(cafe, profiles)


@pytest.fixture
def counter(cafe: Cafe, desk: Desk, console: Console) -> Iterator[Page]:
    yield from next_person(cafe, desk)


@pytest.fixture
def console(desk: Desk) -> Console:
    desk.console.start_again()
    return desk.console


def fill(page: Page, item: str) -> None:
    """Half of a drop-off."""
    field(page, 'Telefon').fill('0351 3000000')
    field(page, 'Vorname').fill('Şeyma')
    field(page, 'Gegenstand').fill(item)
    page.get_by_role('radio', name='Ja, speichern', exact=True).check()


def is_filled(page: Page, item: str) -> None:
    expect(field(page, 'Telefon')).to_have_value('0351 3000000')
    expect(field(page, 'Vorname')).to_have_value('Şeyma')
    expect(field(page, 'Gegenstand')).to_have_value(item)
    expect(page.get_by_role('radio', name='Ja, speichern', exact=True)).to_be_checked()


def is_empty(page: Page) -> None:
    expect(field(page, 'Gegenstand')).to_have_value('')
    expect(field(page, 'Vorname')).to_have_value('')
    assert 'Şeyma' not in page.evaluate(KEPT)


def repairs(cafe: Cafe, item: str) -> list[Any]:
    with closing(sqlite3.connect(cafe.folder / 'kontaktbuch.sqlite')) as store:
        return store.execute('SELECT number FROM repair WHERE item = ?', [item]).fetchall()


def is_saved_once(cafe: Cafe, page: Page, item: str) -> None:
    button(page, 'Noch einmal drucken').wait_for()
    (found,) = repairs(cafe, item)
    expect(page.get_by_role('heading', level=1)).to_have_text(re.compile(found[0]))


# ---- what goes wrong -------------------------------------------------------------------------------------------------
def test_a_reload(cafe: Cafe, counter: Page) -> None:
    fill(counter, 'Neu geladene Uhr')
    counter.reload()
    is_filled(counter, 'Neu geladene Uhr')
    button(counter, 'Schein drucken').click()
    is_saved_once(cafe, counter, 'Neu geladene Uhr')


def test_a_drop_of_the_wifi(cafe: Cafe, counter: Page, console: Console) -> None:
    console.expect('ERR_INTERNET_DISCONNECTED')
    fill(counter, 'Uhr im Funkloch')
    expect(counter.get_by_text('verbunden', exact=True)).to_be_visible()
    counter.context.set_offline(True)
    expect(counter.get_by_text('getrennt', exact=True)).to_be_visible()
    field(counter, 'Zubehör').fill('Netzteil')
    button(counter, 'Schein drucken').click()
    expect(counter.get_by_role('alert')).to_have_text(re.compile('Keine Verbindung. Alles Getippte bleibt hier'))
    is_filled(counter, 'Uhr im Funkloch')
    counter.context.set_offline(False)
    is_saved_once(cafe, counter, 'Uhr im Funkloch')
    expect(counter.get_by_text('verbunden', exact=True)).to_be_visible()   # beside the number as well
    counter.context.set_offline(True)
    expect(counter.get_by_text('getrennt', exact=True)).to_be_visible()
    counter.context.set_offline(False)
    expect(counter.get_by_text('verbunden', exact=True)).to_be_visible()


def test_a_restart_of_the_server(cafe: Cafe, counter: Page, console: Console) -> None:
    """Whoever is typing goes on typing; the page is not even loaded anew."""
    console.expect('ERR_', 'WebSocket')
    fill(counter, 'Uhr beim Neustart')
    counter.evaluate('window.same_page = true')
    cafe.kill()
    expect(counter.get_by_text('getrennt', exact=True)).to_be_visible()
    field(counter, 'Was ist kaputt?').fill('steht still')
    cafe.start()
    expect(counter.get_by_text('verbunden', exact=True)).to_be_visible()
    is_filled(counter, 'Uhr beim Neustart')
    expect(field(counter, 'Was ist kaputt?')).to_have_value('steht still')
    assert counter.evaluate('window.same_page')
    button(counter, 'Schein drucken').click()
    is_saved_once(cafe, counter, 'Uhr beim Neustart')
    button(counter, 'Nächste Person').click()
    counter.wait_for_function('window.same_page === undefined')   # now that nobody types, the page is made fresh


@pytest.mark.long   # a reload and a restart at the same time
def test_a_reload_while_the_server_is_down(cafe: Cafe, counter: Page, console: Console) -> None:
    console.expect('ERR_', 'WebSocket')
    fill(counter, 'Uhr ohne Server')
    cafe.kill()
    with pytest.raises(Exception, match='ERR_CONNECTION_REFUSED'):
        counter.reload()
    counter.wait_for_url('chrome-error://**')   # the browser is there before it goes on
    cafe.start()
    cafe.open(counter, '/annahme')
    is_filled(counter, 'Uhr ohne Server')


def test_an_answer_that_never_arrives(cafe: Cafe, counter: Page, console: Console) -> None:
    """The server saved, the browser does not know: sent again it is the same repair."""
    console.expect('ERR_FAILED')
    fill(counter, 'Uhr mit verlorener Antwort')

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()
    counter.route('**/annahme/schein', lose, times=1)
    button(counter, 'Schein drucken').click()
    is_saved_once(cafe, counter, 'Uhr mit verlorener Antwort')


# the server answers, and the Wi-Fi goes before the whole answer is here
BROKEN_OFF = """() => {
    const real = fetch;
    window.fetch = async (path, ...more) => {
        const answer = await real(path, ...more);
        if (!path.endsWith('/schein')) return answer;
        window.fetch = real;
        return new Response(new ReadableStream({ start: (body) => body.error(new Error('gone')) }), { status: 200 });
    };
}"""


@pytest.mark.long   # lost like the one above, only later
def test_an_answer_that_breaks_off(cafe: Cafe, counter: Page) -> None:
    fill(counter, 'Uhr mit halber Antwort')
    counter.evaluate(BROKEN_OFF)
    button(counter, 'Schein drucken').click()
    is_saved_once(cafe, counter, 'Uhr mit halber Antwort')


@pytest.fixture
def slow(counter: Page) -> Iterator[Callable[[], None]]:
    """Saving hangs on its way until the fixture is called."""
    held: list[Route] = []
    counter.route('**/annahme/schein', lambda route: held.append(route), times=1)

    def go_on() -> None:
        held.pop().continue_()
    yield go_on
    for route in held:
        route.abort()


def test_while_a_save_is_on_its_way_nobody_else_can_begin(
        cafe: Cafe, counter: Page, slow: Callable[[], None]) -> None:
    fill(counter, 'Uhr unterwegs')
    button(counter, 'Schein drucken').click()
    expect(button(counter, 'Nächste Person')).to_be_disabled()
    for typed in ('Gegenstand', 'Vorname'):
        assert field(counter, typed).evaluate('field => field.closest("[inert]") !== null')
    assert button(counter, 'Ohne Namen').evaluate('button => button.closest("[inert]") !== null')
    slow()
    is_saved_once(cafe, counter, 'Uhr unterwegs')


def until_printed(page: Page) -> None:
    """The browser tries again every few seconds of its own time and gives up after some more of them, while the answer
    takes a moment of ours."""
    for _attempt in range(40):
        page.clock.run_for(1_000)
        page.wait_for_timeout(500)
        if button(page, 'Noch einmal drucken').is_visible():
            return


def test_what_waits_for_the_server_is_kept_beyond_its_quarter_of_an_hour(cafe: Cafe, page: Page,
                                                                         console: Console) -> None:
    console.expect('ERR_')
    page.clock.install()
    cafe.login(page, 'tresen', '/annahme')
    fill(page, 'Uhr in langer Stille')
    page.context.set_offline(True)
    button(page, 'Schein drucken').click()
    expect(page.get_by_role('alert')).to_have_text(re.compile('Keine Verbindung'))
    page.clock.run_for(20 * MINUTE)
    page.context.set_offline(False)
    until_printed(page)
    is_saved_once(cafe, page, 'Uhr in langer Stille')
    page.clock.run_for(5_000)
    expect(button(page, 'Noch einmal drucken')).to_be_visible()   # whoever comes back can read the number


def test_what_was_changed_after_a_lost_answer_is_not_passed_over(cafe: Cafe, counter: Page, console: Console) -> None:
    console.expect('ERR_')
    fill(counter, 'Uhr, später geändert')

    def lose(route: Route) -> None:
        route.fetch()
        counter.context.set_offline(True)
        route.abort()
    counter.route('**/annahme/schein', lose, times=1)
    button(counter, 'Schein drucken').click()
    expect(counter.get_by_role('alert')).to_have_text(re.compile('Keine Verbindung'))
    field(counter, 'Zubehör').fill('Netzteil')
    counter.context.set_offline(False)
    is_saved_once(cafe, counter, 'Uhr, später geändert')
    expect(counter.get_by_role('alert').filter(has_text='ohne die letzten Änderungen')).to_be_visible()


def test_a_locked_store(cafe: Cafe, counter: Page, console: Console) -> None:
    console.expect('503')
    fill(counter, 'Uhr vor verschlossener Tür')
    with closing(sqlite3.connect(cafe.folder / 'kontaktbuch.sqlite', isolation_level=None)) as other:
        other.execute('BEGIN IMMEDIATE')
        button(counter, 'Schein drucken').click()
        expect(counter.get_by_role('alert')).to_have_text(re.compile('beschäftigt'), timeout=15_000)
        is_filled(counter, 'Uhr vor verschlossener Tür')
        other.execute('ROLLBACK')
    is_saved_once(cafe, counter, 'Uhr vor verschlossener Tür')


def test_a_lost_session(cafe: Cafe, page: Page, console: Console) -> None:
    console.expect('401', 'WebSocket')
    cafe.login(page, 'tresen', '/annahme')
    fill(page, 'Uhr nach Feierabend')
    page.context.clear_cookies()
    button(page, 'Schein drucken').click()
    expect(page.get_by_role('alert')).to_have_text(re.compile('Alles Getippte bleibt hier'))
    is_filled(page, 'Uhr nach Feierabend')
    page.get_by_role('link', name='Wieder anmelden').click()
    page.get_by_label('Name', exact=True).fill('Tresen')
    page.get_by_label('Passwort', exact=True).fill(PASSWORDS['tresen'])
    button(page, 'Anmelden').click()
    page.wait_for_url('**/annahme')
    is_filled(page, 'Uhr nach Feierabend')
    button(page, 'Schein drucken').click()
    is_saved_once(cafe, page, 'Uhr nach Feierabend')


# ---- kept no longer than needed --------------------------------------------------------------------------------------
def test_saving_empties_the_draft(cafe: Cafe, counter: Page) -> None:
    fill(counter, 'Uhr')
    assert 'Şeyma' in counter.evaluate(KEPT)
    button(counter, 'Schein drucken').click()
    button(counter, 'Noch einmal drucken').wait_for()
    assert counter.evaluate(KEPT) == '{}'
    counter.reload()
    is_empty(counter)


def test_another_account_does_not_see_it_and_logging_out_empties_it(cafe: Cafe, page: Page, console: Console) -> None:
    console.expect('401')   # the number is looked up a moment after it was typed
    cafe.login(page, 'mira', '/annahme')
    fill(page, 'Uhr')
    page.context.clear_cookies()
    page.context.add_cookies(cafe.cookies_of('anja'))   # not the ones of other tests: they will have ended
    cafe.open(page, '/annahme')
    expect(field(page, 'Gegenstand')).to_have_value('')
    expect(field(page, 'Vorname')).to_have_value('')
    fill(page, 'Uhr')
    page.get_by_role('link', name='Zur Übersicht').click()
    assert 'Şeyma' in page.evaluate(KEPT)
    page.wait_for_function('window.did_handshake')
    button(page, 'Abmelden').click()
    page.wait_for_url('**/anmelden**')
    assert 'Şeyma' not in page.evaluate(KEPT)


def test_a_form_without_a_touch_is_covered_after_90_seconds_and_gone_after_15_minutes(cafe: Cafe, page: Page,
                                                                                      console: Console) -> None:
    console.expect('socket.io')   # whose connection does not outlast the leap
    page.clock.install()
    cafe.login(page, 'tresen', '/annahme')
    covered(page)
    still_covered_after_a_reload(page)
    gone_after_a_quarter_of_an_hour(page)
    not_shown_again(cafe, page)
    forgotten_on_whatever_page_the_browser_is(cafe, page)
    given_up_for_a_moment(cafe, page)


def covered(page: Page) -> None:
    fill(page, 'Uhr')
    page.clock.run_for(91_000)
    expect(page.get_by_role('dialog', name='Kurze Pause')).to_be_visible()
    expect(field(page, 'Vorname')).to_be_hidden()
    expect(button(page, 'Weiter')).to_be_focused()
    button(page, 'Weiter').click()
    is_filled(page, 'Uhr')


def still_covered_after_a_reload(page: Page) -> None:
    page.clock.run_for(2 * MINUTE)
    page.reload()
    expect(button(page, 'Weiter')).to_be_visible()
    expect(field(page, 'Vorname')).to_be_hidden()
    button(page, 'Nächste Person').click()
    is_empty(page)


def gone_after_a_quarter_of_an_hour(page: Page) -> None:
    fill(page, 'Uhr')
    page.clock.fast_forward(14 * MINUTE)
    page.clock.run_for(2_000)
    expect(button(page, 'Weiter')).to_be_visible()
    page.clock.fast_forward(1 * MINUTE)
    page.clock.run_for(2_000)
    is_empty(page)


def not_shown_again(cafe: Cafe, page: Page) -> None:
    cafe.open(page, '/annahme')
    fill(page, 'Uhr')
    page.goto(f'{cafe.url}/')
    page.clock.fast_forward(16 * MINUTE)
    page.goto(f'{cafe.url}/annahme')
    is_empty(page)


def forgotten_on_whatever_page_the_browser_is(cafe: Cafe, page: Page) -> None:
    fill(page, 'Uhr zum Vergessen')
    cafe.open(page, '/')
    assert 'Uhr zum Vergessen' in page.evaluate(KEPT)
    page.clock.fast_forward(17 * MINUTE)
    page.clock.run_for(2_000)
    page.wait_for_function(f'!({KEPT})().includes("Uhr zum Vergessen")')


def given_up_for_a_moment(cafe: Cafe, page: Page) -> None:
    cafe.open(page, '/annahme')
    fill(page, 'Uhr verworfen')
    button(page, 'Nächste Person').click()
    expect(button(page, 'Zurückholen')).to_be_visible()
    page.clock.run_for(11_000)
    expect(button(page, 'Zurückholen')).to_have_count(0)


def test_two_tabs_make_two_repairs(cafe: Cafe, counter: Page) -> None:
    """Each tab has a draft of its own, also when both are loaded anew. That of one that is closed goes to the next."""
    fill(counter, 'Uhr im ersten Tab')
    second = counter.context.new_page()
    cafe.open(second, '/annahme')
    expect(field(second, 'Gegenstand')).to_have_value('')
    fill(second, 'Uhr im zweiten Tab')
    for page in (counter, second):
        page.reload()
    is_filled(counter, 'Uhr im ersten Tab')
    is_filled(second, 'Uhr im zweiten Tab')
    for page in (counter, second):
        button(page, 'Schein drucken').click()
        button(page, 'Noch einmal drucken').wait_for()
    assert len(repairs(cafe, 'Uhr im ersten Tab')) == len(repairs(cafe, 'Uhr im zweiten Tab')) == 1
    button(second, 'Nächste Person').click()
    fill(second, 'Uhr aus einem Tab, der zu ist')
    second.close()
    counter.evaluate('sessionStorage.clear()')   # as in a tab that is new
    counter.reload()
    is_filled(counter, 'Uhr aus einem Tab, der zu ist')


def test_nobody_loses_a_form_by_the_wrong_tap(counter: Page) -> None:
    """„Nächste Person“ asks nothing; what was begun can be taken back until the next one is typed."""
    fill(counter, 'Uhr fast verworfen')
    take_back = button(counter, 'Zurückholen')
    button(counter, 'Nächste Person').click()
    is_empty(counter)   # only this page still has it
    take_back.click()
    is_filled(counter, 'Uhr fast verworfen')
    expect(take_back).to_have_count(0)
    counter.reload()
    is_filled(counter, 'Uhr fast verworfen')
    button(counter, 'Nächste Person').click()
    field(counter, 'Gegenstand').fill('Radio')
    expect(take_back).to_have_count(0)
    button(counter, 'Nächste Person').click()
    counter.reload()
    is_empty(counter)
