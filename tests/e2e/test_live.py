"""Two at work at once: what one saves, the other sees at once, and nobody loses what they are typing."""
import re
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.browsing import NewPage
from tests.e2e.cafe import Cafe
from tests.e2e.conftest import running
from tests.outside import Caller
from tests.sample import Sample

PATIENCE = 2_000   # ms; half a second is promised on a computer that has nothing else to do


@pytest.fixture(scope='module')
def cafe(filled: tuple[Path, Sample], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cafe]:
    """A full café; every test moves a repair of its own."""
    yield from running(Cafe(filled[0], tmp_path_factory.mktemp('two at work')))


# ---- the words on the screen -----------------------------------------------------------------------------------------
def button(page: Page, name: str) -> Locator:
    return page.get_by_role('button', name=name, exact=True)


def seek(page: Page) -> Locator:
    return page.get_by_role('searchbox', name='Suchen', exact=True)


def note(page: Page) -> Locator:
    return page.get_by_label('Notiz', exact=True)


def stored(cafe: Cafe, number: str, column: str) -> str:
    with closing(sqlite3.connect(cafe.folder / 'kontaktbuch.sqlite')) as connection:
        return connection.execute(f'SELECT {column} FROM repair WHERE number = ?', [number]).fetchone()[0]


@contextmanager
def stopwatch(what: str) -> Iterator[None]:
    """From the click to the other screen, as a figure to read (`-rP`): the test itself is more patient."""
    started = time.perf_counter()
    yield
    sys.stdout.write(f'{what}: {time.perf_counter() - started:.3f} s from click to the other screen\n')


def keeps(field: Locator, text: str) -> None:
    """The cursor is where it was, behind what was typed."""
    expect(field).to_be_focused()
    expect(field).to_have_value(text)
    assert field.evaluate('field => [field.selectionStart, field.selectionEnd]') == [len(text), len(text)]


@pytest.fixture
def anja(cafe: Cafe, new_page: NewPage) -> Page:
    """In a browser of her own; she is the one who moves things."""
    page = new_page()
    page.context.add_cookies(cafe.cookies_of('anja'))
    return page


# ---- a repair is moved -----------------------------------------------------------------------------------------------
def test_every_screen_shows_it_and_what_is_being_typed_goes_on(cafe: Cafe, anja: Page, page: Page) -> None:
    number = Caller(cafe.url, 'anja').drop_off(item='Toaster', store=True, first_name='Şeyma').json()['number']
    cafe.open(anja, f'/r/{number}')
    cafe.login(page, 'mira', '/reparaturen')
    heute, repair = page.context.new_page(), page.context.new_page()
    cafe.open(heute)
    cafe.open(repair, f'/r/{number}')

    seek(page).press_sequentially('toas')
    row = page.get_by_role('row').filter(has_text=number)
    expect(row).to_contain_text('angenommen')
    here = heute.get_by_role('navigation', name='Offene Reparaturen nach Stand')
    accepted, working = (here.get_by_role('link').filter(has_text=state) for state in ('angenommen', 'in Arbeit'))
    before, at_work = (int(re.match(r'\d+', each.inner_text())[0]) for each in (accepted, working))
    finden = heute.get_by_label('Finden', exact=True)
    finden.press_sequentially('özd')
    note(repair).press_sequentially('Dichtung best')

    with stopwatch('list, Heute and repair'):
        button(anja, 'in Arbeit').click()
        expect(row).to_contain_text('in Arbeit', timeout=PATIENCE)
        expect(accepted).to_have_text(re.compile(f'^{before - 1}'), timeout=PATIENCE)
        expect(repair.locator('[aria-current=step]')).to_contain_text('in Arbeit', timeout=PATIENCE)

    expect(row).to_contain_text('gerade geändert von Anja')
    keeps(seek(page), 'toas')
    page.keyboard.type('ter')
    expect(seek(page)).to_have_value('toaster')
    expect(row).to_be_visible()

    expect(working).to_have_text(re.compile(f'^{at_work + 1}'))
    keeps(finden, 'özd')
    heute.keyboard.type('emir')
    expect(heute.get_by_role('option')).to_contain_text(['Özdemir'])

    the_note_goes_on(cafe, repair, number)
    two_at_the_same_note_and_neither_is_lost(cafe, anja, repair, number)
    who_is_handed_back_leaves_the_customers_of_everybody(anja, page, number)


def the_note_goes_on(cafe: Cafe, repair: Page, number: str) -> None:
    expect(button(repair, 'fertig')).to_be_visible()
    expect(repair.get_by_role('listitem').filter(has_text='Anja: in Arbeit')).to_be_visible()
    keeps(note(repair), 'Dichtung best')
    repair.keyboard.type('ellt')
    button(repair, 'Speichern').click()
    expect(repair.get_by_text('Gespeichert.')).to_be_visible()
    assert (stored(cafe, number, 'note'), stored(cafe, number, 'state')) == ('Dichtung bestellt', 'in Arbeit')


def two_at_the_same_note_and_neither_is_lost(cafe: Cafe, anja: Page, page: Page, number: str) -> None:
    note(page).fill('')
    note(page).press_sequentially('Mira schrei')
    note(anja).fill('Anja war schneller')
    button(anja, 'Speichern').click()
    expect(page.get_by_text('„Notiz“ hat inzwischen jemand geändert: Anja war schneller')).to_be_visible()
    keeps(note(page), 'Mira schrei')
    assert stored(cafe, number, 'note') == 'Anja war schneller'
    page.keyboard.type('bt auch')
    button(page, 'Speichern').click()   # „Speichern“ replaces the other version, says the note beside it
    expect(note(anja)).to_have_value('Mira schreibt auch', timeout=PATIENCE)


def who_is_handed_back_leaves_the_customers_of_everybody(anja: Page, page: Page, number: str) -> None:
    page.get_by_role('navigation', name='Hauptmenü').get_by_role('link', name='Kund:innen').click()
    expect(page.get_by_role('heading', level=1)).to_have_text('Kund:innen')
    button(anja, 'fertig').click()
    row = page.get_by_role('row').filter(has_text=number)
    expect(row).to_be_visible()
    with stopwatch('Kund:innen'):
        button(anja, 'Abgeholt').click()
        expect(row).to_have_count(0, timeout=PATIENCE)
    button(anja, 'Rückgängig').click()
    expect(row).to_be_visible(timeout=PATIENCE)


# ---- logging out -----------------------------------------------------------------------------------------------------
def test_logging_out_empties_the_other_tabs_of_this_account_only(cafe: Cafe, new_page: NewPage) -> None:
    mira, elsewhere, other = new_page(), new_page(), new_page()
    for page, name in ((mira, 'mira'), (elsewhere, 'mira'), (other, 'anja')):   # each with a session of its own
        page.context.add_cookies(cafe.cookies_of(name))
    tab = mira.context.new_page()
    cafe.open(mira)
    for page in (tab, elsewhere, other):
        cafe.open(page, '/team')
        expect(page.get_by_role('link', name='Jörg Rademacher')).to_be_visible()
    with stopwatch('logout'):
        button(mira, 'Abmelden').click()
        tab.wait_for_url('**/anmelden?next=%2Fteam')
    elsewhere.wait_for_url('**/anmelden?next=%2Fteam')
    mira.wait_for_url('**/anmelden*')   # by the answer to its button or, like the others, by being told
    for page in (mira, tab, elsewhere):
        expect(button(page, 'Anmelden')).to_be_visible()
        assert 'Rademacher' not in page.content()
    expect(other.get_by_role('link', name='Jörg Rademacher')).to_be_visible()


# ---- what is typed into a repair -------------------------------------------------------------------------------------
def test_it_comes_back_after_every_reload(cafe: Cafe, page: Page, sample: Sample) -> None:
    cafe.login(page, 'mira', f'/r/{sample.numbers["fertig"]}')
    note(page).press_sequentially('ruft selbst an')
    for _ in range(2):
        page.reload()
        expect(note(page)).to_have_value('ruft selbst an')
        expect(page.get_by_text('Was du vorhin getippt hast, steht wieder da.')).to_be_visible()
        page.wait_for_function("Object.keys(sessionStorage).some((key) => key.startsWith('kb-draft-'))")


def test_the_bar_to_save_covers_no_field_and_no_sentence(cafe: Cafe, page: Page, sample: Sample) -> None:
    cafe.login(page, 'mira', f'/r/{sample.numbers["fertig"]}')
    for width, height in ((1280, 800), (390, 844)):
        page.set_viewport_size({'width': width, 'height': height})
        age = page.get_by_label('Alter in Jahren', exact=True)
        # where the bar comes
        age.evaluate('field => scrollBy(0, field.getBoundingClientRect().bottom - innerHeight + 10)')
        age.evaluate('field => field.focus({ preventScroll: true })')
        page.keyboard.type('uralt')
        page.keyboard.press('Enter')
        sentence = page.get_by_text('Das ist keine Zahl.')
        expect(sentence).to_be_visible()
        page.wait_for_timeout(200)
        bar = button(page, 'Speichern').locator('xpath=..').bounding_box()
        for each in (age, sentence):
            box = each.bounding_box()
            assert box['y'] + box['height'] <= bar['y'], width
        button(page, 'Verwerfen').click()
        expect(age).to_have_value('')
