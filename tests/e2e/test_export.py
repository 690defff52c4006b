"""Everything leaves whenever somebody wants it: the files as a browser gets them, and the texts that are read first."""
import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Download, Locator, Page, expect
from python_calamine import load_workbook

from tests.e2e.at_the_counter import answer, button, field, saved
from tests.e2e.browsing import NewPage
from tests.e2e.cafe import Cafe
from tests.e2e.conftest import running
from tests.personas import PASSWORDS
from tests.sample import Sample

ALL_FITS = "[...document.querySelectorAll('.kb-col')].every((one) => one.scrollHeight <= one.clientHeight)"
OVERHANG = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'


@pytest.fixture(scope='module')
def cafe(filled: tuple[Path, Sample], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cafe]:
    yield from running(Cafe(filled[0], tmp_path_factory.mktemp('export')))


@pytest.fixture
def desk(cafe: Cafe, page: Page) -> Page:
    """Austausch, in front of Anja."""
    cafe.login(page, 'anja', '/austausch')
    return page


def fetched(page: Page, press: Callable[[], None]) -> tuple[str, bytes]:
    """Name and content of the file that comes after this."""
    with page.expect_download() as coming:
        press()
    download: Download = coming.value
    return download.suggested_filename, Path(download.path()).read_bytes()


def with_password(page: Page, name: str) -> tuple[str, bytes]:
    button(page, name).click()
    field(page.get_by_role('dialog'), 'Dein Passwort').fill(PASSWORDS['anja'])
    return fetched(page, lambda: button(page, 'Weiter').click())


def changed(cafe: Cafe) -> list[str]:
    with closing(sqlite3.connect(cafe.folder / 'kontaktbuch.sqlite')) as connection:
        return [row[0] for row in connection.execute("SELECT verb FROM change WHERE verb LIKE 'export.%' ORDER BY id")]


def test_a_spreadsheet_with_everything(cafe: Cafe, desk: Page) -> None:
    name, content = with_password(desk, 'Excel laden …')
    assert re.fullmatch(r'kontaktbuch-\d{4}-\d\d-\d\d\.xlsx', name)
    book = load_workbook(io.BytesIO(content))
    assert book.sheet_names == ['Team', 'Kundinnen', 'Extern', 'Ehemalige', 'Reparaturen', 'Einwilligungen']
    assert 'Rademacher' in repr(book.get_sheet_by_name('Team').to_python())
    expect(desk.get_by_role('dialog')).to_have_count(0)
    assert changed(cafe)[-1] == 'export.xlsx'
    assert not list((cafe.folder / 'unterwegs').iterdir())
    assert 'Rademacher' not in cafe.output()


def test_enter_is_enough_and_a_wrong_password_says_so(desk: Page) -> None:
    button(desk, 'JSON laden …').click()
    password = field(desk.get_by_role('dialog'), 'Dein Passwort')
    password.fill('falsch')
    password.press('Enter')
    expect(desk.get_by_text('Das Passwort stimmt nicht. Bitte noch einmal.')).to_be_visible()
    password.fill(PASSWORDS['anja'])
    name, content = fetched(desk, lambda: password.press('Enter'))
    assert name.endswith('.json')
    assert json.loads(content)['format'] == 'kontaktbuch'


def test_one_sheet_as_csv(desk: Page) -> None:
    field(desk, 'Blatt').click()
    desk.get_by_role('option', name='Team', exact=True).click()
    name, content = with_password(desk, 'CSV laden …')
    assert re.fullmatch(r'kontaktbuch-team-\d{4}-\d\d-\d\d\.csv', name)
    lines = list(csv.reader(io.StringIO(content.decode('utf-8-sig'), newline=''), delimiter=';'))
    assert {'Jörg', 'Öykü'} <= {line[0] for line in lines}


def test_cards_of_the_chosen(desk: Page) -> None:
    field(desk, 'Nur diese').click()
    desk.get_by_role('option', name='Jörg Rademacher').click()
    desk.keyboard.press('Escape')
    name, content = fetched(desk, lambda: button(desk, 'Kontakte laden').click())
    assert name.startswith('kontaktbuch-team-')
    assert content.decode().count('BEGIN:VCARD') == 1
    assert 'FN:Jörg Rademacher' in content.decode()


def tap_twice(page: Page, button: Locator) -> None:
    """The second time, a finger hits what has come up there by then."""
    box = button.bounding_box()
    assert box
    place = (box['x'] + box['width'] / 2, box['y'] + box['height'] / 2)
    page.touchscreen.tap(*place)
    expect(button).to_have_count(0)
    page.wait_for_timeout(150)
    page.touchscreen.tap(*place)
    page.wait_for_timeout(700)


def test_lists_to_fill_in_open_from_links(desk: Page) -> None:
    for word, least in (('Leere Vorlage', 1), ('Ausgefülltes Beispiel', 3)):
        name, content = fetched(desk, desk.get_by_role('link', name=word).click)
        assert name.startswith('kontaktbuch-')
        assert len(load_workbook(io.BytesIO(content)).get_sheet_by_name('Team').to_python()) >= least


def test_texts_are_read_before_they_go_out(cafe: Cafe, desk: Page) -> None:
    button(desk, 'Texte durchsehen').click()
    texts = desk.get_by_role('list', name='Texte zum Durchsehen').get_by_role('listitem')
    expect(texts.first).to_be_visible()
    waiting = texts.count()
    desk.get_by_role('button', name=re.compile('^Freigeben: ')).first.dblclick()
    expect(texts.first).to_contain_text('freigegeben')
    expect(desk.get_by_role('button', name=re.compile('^Rückgängig: '))).to_have_count(1)
    expect(texts).to_have_count(waiting)
    desk.keyboard.press('Tab')
    desk.get_by_role('button', name=re.compile('^Freigeben: ')).first.press('Enter')
    expect(desk.get_by_role('button', name=re.compile('^Rückgängig: ')).last).to_be_focused()
    desk.keyboard.press('Enter')
    expect(desk.get_by_role('button', name=re.compile('^Freigeben: ')).first).to_be_focused()
    expect(desk.get_by_text('1 Text ist freigegeben.')).to_be_visible()
    tap_twice(desk, texts.nth(1).get_by_role('button', name='Behalten'))
    expect(texts.nth(1)).to_contain_text('bleibt hier')
    tap_twice(desk, texts.nth(1).get_by_role('button', name='Rückgängig'))
    expect(texts.nth(1).get_by_role('button', name='Freigeben')).to_be_visible()
    name, content = fetched(desk, lambda: button(desk, 'Reparaturdaten laden').click())
    assert name.startswith('kontaktbuch-open-repair-data-')
    rows = list(csv.DictReader(io.StringIO(content.decode())))
    assert [bool(row['problem']) for row in rows].count(True) == 1
    assert 'Wiśniewska' not in content.decode()


def test_on_a_phone_nothing_runs_out(cafe: Cafe, phone: Page) -> None:
    cafe.login(phone, 'anja', '/austausch')
    if button(phone, 'Texte durchsehen').is_visible():
        button(phone, 'Texte durchsehen').click()
        phone.get_by_role('list', name='Texte zum Durchsehen').wait_for()
    assert phone.evaluate(OVERHANG) <= 0


# ---- what it might be, at the counter --------------------------------------------------------------------------------
def stored(cafe: Cafe, number: str) -> str:
    with closing(sqlite3.connect(cafe.folder / 'kontaktbuch.sqlite')) as connection:
        return str(connection.execute('SELECT category FROM repair WHERE number = ?', (number,)).fetchone()[0])


def test_the_likeliest_category_needs_no_tap(cafe: Cafe, page: Page) -> None:
    cafe.login(page, 'tresen', '/annahme')
    field(page, 'Gegenstand').fill('CD-Player')
    kinds = page.get_by_role('group', name='Kategorie').get_by_role('button')
    expect(kinds).to_have_text(['Tragbares Unterhaltungsgerät', 'HiFi-Einzelgerät'])
    expect(kinds.first).to_have_attribute('aria-pressed', 'true')
    answer(page, 'Nein, ohne Namen').click()
    button(page, 'Schein drucken').click()
    assert stored(cafe, saved(page)) == 'Tragbares Unterhaltungsgerät'


def test_another_one_is_one_tap_and_outlives_a_reload(cafe: Cafe, page: Page) -> None:
    cafe.login(page, 'tresen', '/annahme')
    field(page, 'Gegenstand').fill('CD-Player')
    button(page, 'HiFi-Einzelgerät').click()
    page.reload()
    expect(button(page, 'HiFi-Einzelgerät')).to_have_attribute('aria-pressed', 'true')
    answer(page, 'Nein, ohne Namen').click()
    button(page, 'Schein drucken').click()
    assert stored(cafe, saved(page)) == 'HiFi-Einzelgerät'
    button(page, 'Nächste Person').click()
    expect(page.get_by_role('group', name='Kategorie')).to_have_count(0)


def test_a_large_button_says_it_already(cafe: Cafe, page: Page) -> None:
    cafe.login(page, 'tresen', '/annahme')
    button(page, 'Kaffeemaschine').click()
    page.wait_for_timeout(400)
    expect(page.get_by_role('group', name='Kategorie')).to_have_count(0)


def test_suggestions_fit_the_tablet(cafe: Cafe, new_page: NewPage) -> None:
    page = new_page()
    cafe.login(page, 'tresen', '/annahme')
    field(page, 'Gegenstand').fill('CD-Player')
    page.get_by_role('group', name='Kategorie').wait_for()
    assert page.evaluate(ALL_FITS)
