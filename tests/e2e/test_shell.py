"""The shell in a browser: moving between screens, finding, scanning, and whether „verbunden“ is true. How it is in the
hand stands in test_on_a_phone.py.
"""
import os
import signal
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import Console, pages
from tests.e2e.cafe import Cafe
from tests.e2e.profiles import Profiles
from tests.sample import Sample

SCANNED = '''(keys) => keys.forEach(([key, code]) =>
    document.body.dispatchEvent(new KeyboardEvent('keydown', {key, code, bubbles: true, cancelable: true})))'''
US_KEYS = {'/': ('-', 'Slash'), '-': ('ß', 'Minus'), ':': ('Ö', 'Semicolon')}   # what a German computer makes of them


def scan(page: Page, text: str, *, us: bool = False) -> None:
    """As a scanner does that pretends to be a keyboard: all keys within a few milliseconds, then Enter."""
    keys = [US_KEYS[letter] if us and letter in US_KEYS else (letter, code_of(letter)) for letter in text]
    page.evaluate(SCANNED, [*keys, ('Enter', 'Enter')])


def code_of(letter: str) -> str:
    return f'Digit{letter}' if letter.isdigit() else f'Key{letter.upper()}' if letter.isalpha() else ''


def menu(page: Page, name: str) -> None:
    page.get_by_role('navigation', name='Hauptmenü').get_by_role('link', name=name).click()


@pytest.fixture(scope='module')
def at_work(shared_cafe: Cafe, profiles: Profiles) -> Iterator[Page]:
    """Mira, on the tablet, from one test to the next."""
    console = Console()
    with pages(profiles, console) as new_page:
        page = new_page()
        shared_cafe.login(page, 'mira')
        yield page
    assert not console.complaints, '\n'.join(console.complaints)


@pytest.fixture
def inside(shared_cafe: Cafe, at_work: Page) -> Page:
    """Heute, with nothing typed and nothing focused."""
    if at_work.url != f'{shared_cafe.url}/':
        shared_cafe.open(at_work)
    at_work.get_by_label('Finden', exact=True).fill('')
    at_work.evaluate('document.activeElement.blur()')
    return at_work


# ---- moving ----------------------------------------------------------------------------------------------------------
def test_the_skip_link_leads_past_the_menu(inside: Page, shared_cafe: Cafe) -> None:
    shared_cafe.open(inside)   # as the first key after loading
    inside.keyboard.press('Tab')
    expect(inside.get_by_role('link', name='Zum Inhalt')).to_be_focused()
    inside.keyboard.press('Enter')
    expect(inside.get_by_role('heading', level=1)).to_be_focused()


def test_screens_change_without_loading_a_page(inside: Page, shared_cafe: Cafe) -> None:
    inside.evaluate('window.sameDocument = true')
    for name, title in (('Team', 'Team'), ('Kund:innen', 'Kund:innen'), ('Berichte', 'Berichte'), ('Heute', 'Heute')):
        menu(inside, name)
        expect(inside.get_by_role('heading', level=1)).to_have_text(title)
        expect(inside).to_have_title(f'{title} · Kontaktbuch')
        expect(inside.locator('.kb-nav [aria-current=page]')).to_have_accessible_name(title)
        expect(inside.get_by_role('heading', level=1)).to_be_focused()
    assert inside.evaluate('window.sameDocument')
    back_and_forward_work(inside, shared_cafe)


def back_and_forward_work(inside: Page, shared_cafe: Cafe) -> None:
    menu(inside, 'Team')
    inside.wait_for_url('**/team')
    menu(inside, 'Berichte')
    inside.wait_for_url('**/berichte')
    inside.go_back()
    expect(inside.get_by_role('heading', level=1)).to_have_text('Team')
    inside.go_back()
    expect(inside.get_by_role('heading', level=1)).to_have_text('Heute')
    inside.go_forward()
    expect(inside.get_by_role('heading', level=1)).to_have_text('Team')
    assert inside.url.startswith(f'{shared_cafe.url}/team')
    assert inside.evaluate('window.sameDocument')
    menu(inside, 'Heute')
    expect(inside.get_by_role('heading', level=1)).to_have_text('Heute')


def test_a_link_out_of_the_shell_is_an_ordinary_one(inside: Page) -> None:
    inside.evaluate('window.sameDocument = true')
    inside.get_by_role('link', name='Annahme').first.click()
    inside.wait_for_url('**/annahme')
    assert not inside.evaluate('window.sameDocument')


# ---- finding ---------------------------------------------------------------------------------------------------------
def test_arrows_and_enter_open_a_hit(inside: Page, sample: Sample) -> None:
    field = inside.get_by_label('Finden', exact=True)
    field.fill('naehmasch')   # asked once: a later answer would choose nothing again
    hit = inside.get_by_role('option').first
    expect(hit).to_contain_text(sample.number)
    field.press('ArrowDown')
    expect(hit).to_have_attribute('aria-selected', 'true')
    field.press('Enter')
    inside.wait_for_url(f'**/r/{sample.number}')
    expect(field).to_have_value('')
    expect(inside.get_by_role('heading', level=1)).to_be_focused()


def test_a_heading_that_comes_late_leaves_the_search_to_whoever_types(inside: Page) -> None:
    field = inside.get_by_label('Finden', exact=True)
    field.focus()
    inside.evaluate('kontaktbuch.arrived()')
    expect(field).to_be_focused()


def test_hits_belong_to_what_stands_in_the_field(inside: Page) -> None:
    field = inside.get_by_label('Finden', exact=True)
    for text in ('ö', 'öz', 'özd', 'quatsch', 'özdemir'):
        field.fill(text)
    expect(inside.get_by_role('option')).to_contain_text(['Özdemir'])
    field.press('Escape')
    expect(inside.get_by_role('option')).to_have_count(0)


# ---- scanning --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize('us', [False, True], ids=['same keyboard', 'scanner set to a US keyboard'])
def test_a_scanner_opens_the_repair_from_anywhere(inside: Page, sample: Sample, us: bool) -> None:
    scan(inside, f'HTTP://192.168.178.42:8080/T/{sample.tokens["in Arbeit"]}', us=us)
    inside.wait_for_url(f'**/r/{sample.number}')
    menu(inside, 'Berichte')
    expect(inside.get_by_role('heading', level=1)).to_have_text('Berichte')
    scan(inside, sample.numbers['fertig'], us=us)
    inside.wait_for_url(f'**/r/{sample.numbers["fertig"]}')


def test_slow_keys_are_no_scanner(inside: Page, shared_cafe: Cafe, sample: Sample) -> None:
    inside.locator('body').press_sequentially(sample.number, delay=90)
    inside.keyboard.press('Enter')
    inside.wait_for_timeout(300)
    assert inside.url == f'{shared_cafe.url}/'


# ---- reachable, logged in --------------------------------------------------------------------------------------------
def test_verbunden_is_true(cafe: Cafe, page: Page, console: Console) -> None:
    console.expect('WebSocket', 'ERR_CONNECTION_REFUSED', 'Failed to load resource')
    cafe.login(page, 'mira')
    status = page.locator('.kb-live')
    expect(status).to_have_text('verbunden', use_inner_text=True)
    cafe.kill()
    expect(status).to_have_text('getrennt', use_inner_text=True)
    cafe.start()
    expect(status).to_have_text('verbunden', use_inner_text=True, timeout=15_000)
    a_frozen_program_is_noticed(cafe, page)
    a_session_that_ended_unheard_leads_to_the_login(cafe, page)


def a_frozen_program_is_noticed(cafe: Cafe, page: Page) -> None:
    status = page.locator('.kb-live')
    os.kill(cafe.pid, signal.SIGSTOP)
    try:
        expect(status).to_have_text('getrennt', use_inner_text=True, timeout=15_000)
    finally:
        os.kill(cafe.pid, signal.SIGCONT)
    expect(status).to_have_text('verbunden', use_inner_text=True, timeout=15_000)


def a_session_that_ended_unheard_leads_to_the_login(cafe: Cafe, page: Page) -> None:
    cafe.login(page, 'mira', '/team')
    expect(page.locator('.kb-live')).to_have_text('verbunden', use_inner_text=True)
    cafe.run('user', 'passwd', 'Mira', '--password', 'ein ganz neues Passwort')   # another process: nobody is told
    page.evaluate('window.socket.disconnect().connect()')
    page.wait_for_url('**/anmelden?next=%2Fteam')
