"""The very first day: who can read the console makes the first account, and from then on nobody gets in without one."""
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.browsing import Console, NewPage
from tests.e2e.cafe import Cafe, ready
from tests.e2e.conftest import running
from tests.personas import CAFE, PASSWORDS

CODE = re.compile(r'^Einrichtungscode: ([0-9A-Z]{4}-[0-9A-Z]{4})$', re.MULTILINE)
INSIDE = ('/', '/annahme', '/team', '/kundinnen', '/extern', '/ehemalige', '/reparaturen', '/berichte',
          '/einstellungen', '/r/26-0417-7', '/R/26-0417-7', '/r/26-0417-7/schein.pdf', '/berichte/woche.pdf',
          '/team?neu=team', '/reparaturen?stand=fertig', '/gibt-es-nicht')


@pytest.fixture(scope='module')
def cafe(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cafe]:
    """A café that is set up."""
    yield from running(Cafe(template, tmp_path_factory.mktemp('set up')))


# ---- the words on the screen -----------------------------------------------------------------------------------------
def field(page: Page, name: str) -> Locator:
    return page.get_by_label(name, exact=True)


def button(page: Page, name: str) -> Locator:
    return page.get_by_role('button', name=name, exact=True)


def fill(page: Page, **typed: str) -> None:
    labels = {'code': 'Einrichtungscode', 'cafe': 'Name des Cafés', 'name': 'Name', 'password': 'Passwort'}
    for key, text in typed.items():
        field(page, labels[key]).fill(text)


def code_of(cafe: Cafe) -> str:
    """What the person at the console reads out."""
    (code,) = CODE.findall(cafe.output())
    return code


def rows(cafe: Cafe, question: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(cafe.folder / 'kontaktbuch.sqlite')) as connection:
        return connection.execute(question).fetchall()


def log_in(page: Page, name: str, password: str) -> None:
    fill(page, name=name, password=password)
    button(page, 'Anmelden').click()


def is_at_login(page: Page) -> None:
    expect(button(page, 'Anmelden')).to_be_visible()
    expect(field(page, 'Finden')).to_have_count(0)


# ---- setting up ------------------------------------------------------------------------------------------------------
def test_the_first_organiser_names_the_cafe_and_nobody_can_do_it_again(first_start: Cafe, new_page: NewPage) -> None:
    page, slow = new_page(), new_page()
    page.goto(first_start.url)
    expect(page).to_have_url(f'{first_start.url}/einrichten')
    slow.goto(f'{first_start.url}/einrichten')
    fill(page, code=code_of(first_start), name='Anja', password=PASSWORDS['anja'], cafe=CAFE)
    button(page, 'Einrichten').click()
    page.wait_for_url(f'{first_start.url}/')
    expect(page.get_by_role('heading', level=1)).to_have_text('Heute')
    expect(page.get_by_role('link', name=CAFE)).to_be_visible()
    expect(page.get_by_text('Willkommen im Kontaktbuch')).to_be_visible()
    expect(page.get_by_role('link', name='Einstellungen', exact=True)).to_be_visible()   # only organisers have it
    fill(slow, code=code_of(first_start), name='Eve', password='ein-anderes-langes-wort', cafe='Eves Café')
    button(slow, 'Einrichten').click()   # the form had been open since before
    is_at_login(slow)
    slow.goto(f'{first_start.url}/einrichten')
    is_at_login(slow)
    assert rows(first_start, 'SELECT name, role FROM account') == [('Anja', 'organiser')]
    the_password_is_nowhere_to_be_read(first_start)
    page.goto('about:blank')
    a_second_start_names_no_code(first_start)


def the_password_is_nowhere_to_be_read(cafe: Cafe) -> None:
    files = [path.read_bytes() for path in cafe.place.rglob('*') if path.is_file()]   # the log among them
    assert any(CAFE.encode() in data for data in files)   # so that the next line can fail
    assert not any(PASSWORDS['anja'].encode() in data for data in files)


def a_second_start_names_no_code(cafe: Cafe) -> None:
    cafe.stop()
    cafe.log.unlink()
    cafe.start()
    assert cafe.url in cafe.output()
    assert 'Einrichtungscode' not in cafe.output()


EASY = {'kurz': 'mindestens 12 Zeichen', 'passwort1234': 'leicht zu erraten', '123456789012': 'leicht zu erraten',
        'Anja-2026-Anja!': 'leicht zu erraten'}


def test_s5_a_wrong_code_or_an_easy_password_keeps_what_was_typed(first_start: Cafe, page: Page,
                                                                  console: Console) -> None:
    console.expect('422')
    page.goto(f'{first_start.url}/einrichten')
    fill(page, code='AAAA-0000', name='Anja', password=PASSWORDS['anja'], cafe=CAFE)
    button(page, 'Einrichten').click()
    expect(field(page, 'Einrichtungscode')).to_have_accessible_description(re.compile('Dieser Code stimmt nicht'))
    expect(field(page, 'Einrichtungscode')).to_be_focused()
    for label, text in {'Einrichtungscode': 'AAAA-0000', 'Name': 'Anja', 'Name des Cafés': CAFE}.items():
        expect(field(page, label)).to_have_value(text)
    expect(field(page, 'Passwort')).to_have_value('')
    fill(page, code=code_of(first_start))
    for password, sentence in EASY.items():
        is_refused(page, password, sentence)
        for label, text in {'Einrichtungscode': code_of(first_start), 'Name': 'Anja', 'Name des Cafés': CAFE}.items():
            expect(field(page, label), password).to_have_value(text)
    assert rows(first_start, 'SELECT name FROM account') == []
    fill(page, code=code_of(first_start).lower().replace('-', ' '), password=PASSWORDS['anja'])
    button(page, 'Einrichten').click()
    expect(page.get_by_role('heading', level=1)).to_have_text('Heute')


def is_refused(page: Page, password: str, sentence: str) -> None:
    fill(page, password=password)
    with page.expect_navigation():
        button(page, 'Einrichten').click()
    expect(field(page, 'Passwort'), password).to_have_accessible_description(re.compile(sentence))
    expect(field(page, 'Passwort'), password).to_be_focused()


# ---- in and out ------------------------------------------------------------------------------------------------------
def not_led_back(cafe: Cafe, page: Page) -> None:
    """The open page hears over its socket that the session has ended, maybe before the answer to the tap is there."""
    ready(page)

    def slowly(route: Route) -> None:
        answer = route.fetch(max_redirects=0)
        time.sleep(1)
        route.fulfill(response=answer)
    page.route('**/abmelden', slowly)
    button(page, 'Abmelden').click()
    is_at_login(page)
    assert page.url == f'{cafe.url}/anmelden', 'whoever logs out is not led back to where they were'


def test_out_and_in_again(cafe: Cafe, page: Page, console: Console) -> None:
    console.expect('401')
    cafe.log_in_by_hand(page, 'anja')
    expect(page.get_by_role('heading', level=1)).to_have_text('Heute')
    ready(page)
    button(page, 'Abmelden').click()
    page.wait_for_url('**/anmelden')
    is_at_login(page)
    page.go_back()   # what was on the screen does not come back
    is_at_login(page)
    log_in(page, 'Anja', 'falsch geraten')
    expect(field(page, 'Passwort')).to_have_accessible_description(re.compile('Name oder Passwort stimmt nicht'))
    expect(field(page, 'Name')).to_have_value('Anja')
    expect(field(page, 'Passwort')).to_have_value('')
    expect(field(page, 'Passwort')).to_be_focused()
    log_in(page, 'Anja', PASSWORDS['anja'])   # a slip of the finger costs nothing
    expect(page.get_by_role('heading', level=1)).to_have_text('Heute')
    not_led_back(cafe, page)


def test_s6_an_unknown_name_gets_the_same_answer(cafe: Cafe, page: Page, console: Console) -> None:
    console.expect('401')
    page.goto(f'{cafe.url}/anmelden')
    answers = set()
    for name in ('Mira', 'Niemand'):
        with page.expect_navigation():
            log_in(page, name, 'ein falsches Passwort')
        answers.add(page.get_by_role('alert').inner_text())
    assert len(answers) == 1


def test_s6_guessing_is_slowed_and_never_locked_for_ever(cafe: Cafe, page: Page, console: Console) -> None:
    console.expect('401')
    page.goto(f'{cafe.url}/anmelden')
    fill(page, name='Tresen', password=PASSWORDS['tresen'])
    for pause in (0, 0, 0, 1_500):   # the third miss costs one second, the next one two
        page.wait_for_timeout(pause)
        wrong = page.request.post(f'{cafe.url}/anmelden', form={'name': 'Tresen', 'password': 'falsch geraten'})
        assert wrong.status == 401
    button(page, 'Anmelden').click()   # right, but too soon
    wait = page.get_by_role('alert').inner_text()
    assert re.fullmatch(r'Zu viele Versuche\. Bitte (eine Sekunde|\d+ Sekunden) warten\.', wait)
    expect(field(page, 'Name')).to_have_value('Tresen')
    seconds = re.search(r'\d+', wait)
    page.wait_for_timeout(1_000 * int(seconds[0] if seconds else 1) + 1_000)
    log_in(page, 'Tresen', PASSWORDS['tresen'])
    expect(page.get_by_role('heading', level=1)).to_have_text('Heute')


def test_s2_without_a_login_every_address_leads_to_it(cafe: Cafe, page: Page) -> None:
    for path in INSIDE:
        answer = page.request.get(cafe.url + path, headers={'Sec-Fetch-Dest': 'document', 'Sec-Fetch-Mode': 'navigate'})
        assert answer.url.startswith(f'{cafe.url}/anmelden'), path
        asked = page.request.get(cafe.url + path, max_redirects=0, headers={'Sec-Fetch-Dest': 'empty'})
        assert (asked.status, asked.text()) == (401, 'Bitte melde dich an.'), path   # as a script or an image asks
    for path in ('/', '/annahme', '/r/26-0417-7/schein.pdf'):   # and what a person sees
        page.goto(cafe.url + path)
        assert page.url.startswith(f'{cafe.url}/anmelden'), path
        is_at_login(page)


def test_s1_after_the_login_one_is_where_one_wanted_to_be_but_at_no_other_host(cafe: Cafe, page: Page) -> None:
    page.goto(f'{cafe.url}/reparaturen?stand=fertig')
    log_in(page, 'Mira', PASSWORDS['mira'])
    expect(page).to_have_url(f'{cafe.url}/reparaturen?stand=fertig')
    expect(page.get_by_role('heading', level=1)).to_have_text('Reparaturen')
    page.context.clear_cookies()
    page.goto(f'{cafe.url}/anmelden?next=//fremd.invalid/anmelden')
    log_in(page, 'Mira', PASSWORDS['mira'])
    expect(page).to_have_url(f'{cafe.url}/')
