"""In the hand, between two benches: everything fits, a thumb reaches it, and the work can be done."""
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.db.importing.lists import CUSTOMERS, TEAM, customer, xlsx
from tests.e2e.cafe import Cafe
from tests.e2e.conftest import running
from tests.sample import Sample

WIDTH, HEIGHT = 390, 844
LISTS = ('Team', 'Extern', 'Ehemalige', 'Reparaturen', 'Kund:innen')


@pytest.fixture(scope='module')
def cafe(filled: tuple[Path, Sample], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cafe]:
    yield from running(Cafe(filled[0], tmp_path_factory.mktemp('phone')))


# ---- what is looked at -----------------------------------------------------------------------------------------------
def nothing_hangs_out(page: Page) -> None:
    """No sideways scrolling, neither of the page nor by a piece of text that sticks out of it."""
    assert page.evaluate('innerWidth') == WIDTH   # a page that is too wide is zoomed out
    assert page.evaluate('document.documentElement.scrollWidth') <= WIDTH
    page.evaluate('scrollTo(100, 0)')
    assert page.evaluate('scrollX') == 0


def bar(page: Page) -> Locator:
    return page.get_by_role('navigation', name='Schnellzugriff')


def heading(page: Page) -> Locator:
    return page.get_by_role('heading', level=1)


def inside(box: dict | None) -> bool:
    return bool(box) and box['x'] >= 0 and box['x'] + box['width'] <= WIDTH


def go_to_list(page: Page, word: str) -> None:
    """As a thumb does."""
    lists = page.get_by_role('navigation', name='Listen')
    if word == 'Reparaturen' or not lists.is_visible():
        bar(page).get_by_role('link', name='Reparaturen' if word == 'Reparaturen' else 'Kontakte', exact=True).tap()
    if word != 'Reparaturen':
        lists.get_by_role('link', name=word, exact=True).tap()
    expect(heading(page)).to_have_text(word)


# ---- lists -----------------------------------------------------------------------------------------------------------
def test_every_list_is_a_tap_away_and_is_cards_without_sideways_scrolling(cafe: Cafe, phone: Page,
                                                                           sample: Sample) -> None:
    cafe.login(phone, 'mira', '/kundinnen')
    for target in phone.locator('.kb-seek input, .kb-pick, .kb-head .q-btn').all():
        assert target.bounding_box()['height'] >= 44   # large enough for a thumb
    for word in LISTS:
        go_to_list(phone, word)
        is_cards(phone)
        phone.locator('tbody tr').first.tap()
        phone.wait_for_url(lambda url: '/r/' in url or '?person=' in url or '?organisation=' in url)
        nothing_hangs_out(phone)
        phone.go_back()
    expect(heading(phone)).to_have_text('Kund:innen')
    card = phone.locator('tbody tr').filter(has_text=sample.numbers['wartet auf Ersatzteil'])
    for text in ('Şeyma Wiśniewska-2', 'Kaffeevollautomat', 'wartet auf Ersatzteil'):   # what one has to know
        expect(card.get_by_text(text).first).to_be_visible()
    phone.get_by_role('searchbox', name='Suchen', exact=True).fill('foen')
    expect(phone.locator('tbody tr')).to_have_count(1)
    expect(phone.locator('tbody tr')).to_contain_text('Fön')


def is_cards(page: Page) -> None:
    nothing_hangs_out(page)
    expect(page.locator('thead')).to_be_hidden()
    cards = page.locator('tbody tr')
    assert cards.count() >= 1
    for card in cards.all():
        box = card.bounding_box()
        assert inside(box)
        assert box['height'] > 60   # more than one line: a card
        assert card.evaluate('(row) => getComputedStyle(row).display') == 'grid'
        cells = [cell.bounding_box() for cell in card.locator('td:visible').all()]
        assert cells
        assert all(map(inside, cells))


# ---- getting about ---------------------------------------------------------------------------------------------------
def test_the_bar_at_the_bottom_leads_everywhere(cafe: Cafe, phone: Page) -> None:
    cafe.login(phone, 'mira')
    nothing_hangs_out(phone)
    drawer = phone.get_by_role('navigation', name='Hauptmenü')
    expect(drawer).not_to_be_in_viewport()
    phone.get_by_role('button', name='Mehr').tap()
    expect(drawer).to_be_in_viewport()
    drawer.get_by_role('link', name='Berichte').tap()
    expect(heading(phone)).to_have_text('Berichte')
    expect(drawer).not_to_be_in_viewport()
    for word, title in (('Reparaturen', 'Reparaturen'), ('Kontakte', 'Kund:innen'), ('Heute', 'Heute')):
        link = bar(phone).get_by_role('link', name=word, exact=True)
        box = link.bounding_box()
        assert inside(box)
        assert HEIGHT - 90 < box['y'] < box['y'] + box['height'] <= HEIGHT   # where the thumb is
        assert min(box['width'], box['height']) >= 44
        link.tap()
        expect(heading(phone)).to_have_text(title)
        expect(link).to_have_attribute('aria-current', 'page')
    bar(phone).get_by_role('link', name='Annahme', exact=True).tap()
    phone.wait_for_url('**/annahme')
    expect(phone.get_by_label('Telefon', exact=True)).to_be_visible()
    nothing_hangs_out(phone)


def test_finden_opens_leaves_room_for_the_word_about_a_lost_connection_and_finds(
        cafe: Cafe, phone: Page, sample: Sample) -> None:
    cafe.login(phone, 'mira')
    field = phone.get_by_label('Finden', exact=True)
    expect(field).to_be_hidden()
    phone.get_by_role('button', name='Suche öffnen').tap()
    expect(field).to_be_focused()
    phone.keyboard.type(sample.number)
    phone.keyboard.press('Enter')
    phone.wait_for_url(f'**/r/{sample.number}')
    expect(field).to_be_hidden()
    expect(heading(phone)).to_be_focused()   # arrived: that closes the search
    phone.get_by_role('button', name='Suche öffnen').tap()
    expect(field).to_be_focused()
    phone.evaluate('window.socket.disconnect()')
    expect(phone.get_by_text('getrennt', exact=True)).to_be_visible()
    assert inside(field.bounding_box())
    phone.evaluate('window.socket.connect()')
    expect(phone.get_by_text('verbunden', exact=True)).to_be_visible()
    field.fill('rademach')
    hit = phone.get_by_role('option').filter(has_text='Jörg Rademacher')
    expect(hit).to_be_visible()
    assert inside(hit.bounding_box())
    nothing_hangs_out(phone)
    hit.tap()
    expect(phone.get_by_role('dialog').get_by_label('Nachname', exact=True)).to_have_value('Rademacher')


LOST = 'Verbindung verloren'
COVERED = '''() => {
    const box = document.getElementById('popup').getBoundingClientRect();
    const buttons = [...document.querySelectorAll('a, button, input, [role=button]')].filter((each) => {
        const at = each.getBoundingClientRect();
        return at.width && at.left < box.right && at.right > box.left && at.top < box.bottom && at.bottom > box.top;
    });
    const dialog = document.querySelector('.q-dialog');
    return buttons.filter((each) => !dialog || dialog.contains(each)).map((each) => each.outerHTML);
}'''


def test_the_word_about_a_lost_connection_lies_on_no_button(cafe: Cafe, phone: Page) -> None:
    cafe.login(phone, 'anja')
    on_no_button(phone)
    go_to_list(phone, 'Team')
    on_no_button(phone)
    phone.get_by_role('button', name='Neu').tap()
    expect(phone.get_by_role('dialog').get_by_label('Vorname')).to_be_visible()
    nothing_hangs_out(phone)
    phone.evaluate('window.socket.disconnect()')
    expect(phone.get_by_text(LOST)).to_be_visible()   # the sheet hides the head of the page
    assert phone.evaluate(COVERED) == []


def on_no_button(page: Page) -> None:
    page.evaluate('window.socket.disconnect()')
    expect(page.get_by_text('getrennt', exact=True)).to_be_visible()
    page.wait_for_timeout(2_500)   # NiceGUI waits for two seconds before it says so
    assert page.evaluate(COVERED) == []
    page.evaluate('window.socket.connect()')
    expect(page.get_by_text('verbunden', exact=True)).to_be_visible()


# ---- the work --------------------------------------------------------------------------------------------------------
def test_a_repair_is_moved_with_the_thumb_and_its_customer_called(cafe: Cafe, phone: Page, sample: Sample) -> None:
    number = sample.numbers['angenommen']
    cafe.login(phone, 'mira', '/reparaturen')
    phone.get_by_role('searchbox', name='Suchen', exact=True).fill('toaster')
    phone.locator('tbody tr').filter(has_text=number).tap()
    phone.wait_for_url(f'**/r/{number}')
    nothing_hangs_out(phone)
    for state in ('in Arbeit', 'fertig'):
        move = phone.get_by_role('button', name=state, exact=True)
        assert min(move.bounding_box()['width'], move.bounding_box()['height']) >= 44
        move.tap()
        expect(phone.locator('[aria-current=step]')).to_contain_text(state)
        phone.wait_for_timeout(500)   # buttons that change places hear no tap for a moment
    nothing_hangs_out(phone)
    with closing(sqlite3.connect(cafe.folder / 'kontaktbuch.sqlite')) as connection:
        assert connection.execute('SELECT state FROM repair WHERE number = ?', [number]).fetchone() == ('fertig',)
    lines = phone.locator('.kb-path li').evaluate_all(
        "steps => steps.map((step) => getComputedStyle(step, '::before').backgroundColor)")
    _first, to_working, to_waiting, to_ready, to_collected = lines
    assert to_working != to_waiting   # the line of the way ends
    assert to_waiting == to_ready == to_collected   # where a step was skipped: it never waited for a spare part
    call = phone.get_by_role('link', name='Anrufen')
    call.scroll_into_view_if_needed()
    expect(call).to_be_in_viewport(ratio=1)
    expect(call).to_have_attribute('href', 'tel:03511234000')


# ---- names of one long word ------------------------------------------------------------------------------------------
LONG = 'Donaudampfschifffahrtsgesellschaftskapitän' * 3
STICKS_OUT = '''() => [...document.querySelectorAll('main *, .q-dialog *, header *')].filter((each) => {
    const says = [...each.childNodes].some((one) => one.nodeType === 3 && /gesellschaftskapitän/.test(one.data));
    if (!says || getComputedStyle(each).textOverflow === 'ellipsis') return false;
    const words = document.createRange(), around = each.closest('.kb-ask, .kb-side, .kb-box, td, li') || document.body;
    words.selectNodeContents(each);
    return words.getBoundingClientRect().right > Math.min(innerWidth, around.getBoundingClientRect().right) + 1;
}).map((each) => each.outerHTML)'''


@pytest.mark.long   # with names as people have them the tests above look at the same screens
def test_a_name_of_one_long_word_breaks_the_layout_of_no_screen(cafe: Cafe, phone: Page, tmp_path: Path) -> None:
    """At last: it leaves them in the café."""
    file = tmp_path / 'lang.xlsx'
    name = LONG[:96] + ' '
    file.write_bytes(xlsx({
        'Team': [TEAM, [name, 'Lang', '0351 5550004', '', LONG[:90], 'ja', 'ja']],
        'Kunden': [CUSTOMERS, customer(Vorname=name, Nachname='Lang', Ansprechperson=name + 'Lang', Status='fertig',
                                       Telefon='0351 5550001', Gegenstand=LONG[:100])],
        'Extern': [['Organisation', 'Vorname', 'Nachname', 'Telefon', 'Thema', 'Einwilligung'],
                   [LONG[:90], name, 'Lang', '0351 5550002', LONG[:90], 'ja']],
        'Ehemalige': [['Vorname', 'Nachname', 'Telefon', 'War', 'Einwilligung'],
                      [name, 'Lang', '0351 5550003', 'Mitglied', 'ja']]}))
    assert 'Gespeichert.' in cafe.run('import', str(file), '--apply').stdout
    cafe.login(phone, 'anja', '/einstellungen')
    phone.get_by_role('button', name='Neue Spalte').click()
    phone.get_by_label('Name der Spalte', exact=True).fill('Farbe')
    phone.get_by_role('button', name='Speichern', exact=True).last.click()
    expect(phone.get_by_role('dialog')).to_have_count(0)
    for word in LISTS:
        go_to_list(phone, word)
        phone.get_by_role('searchbox', name='Suchen', exact=True).fill('Lang')
        expect(phone.locator('tbody tr')).to_have_count(1)
        nothing_hangs_out(phone)
        assert phone.evaluate(STICKS_OUT) == []
        phone.locator('tbody tr').first.tap()
        phone.wait_for_url(lambda url: '/r/' in url or '?person=' in url or '?organisation=' in url)
        phone.get_by_text(LONG[:40]).first.wait_for()
        nothing_hangs_out(phone)
        assert phone.evaluate(STICKS_OUT) == []
        if withdraw := phone.get_by_role('button', name='Einwilligung widerrufen …').all():
            withdraw[0].click()
            expect(phone.get_by_text('Das wird sofort gelöscht').first).to_be_visible()
            assert phone.evaluate(STICKS_OUT) == []
        cafe.open(phone, '/')
    nothing_hangs_out(phone)
    assert phone.evaluate(STICKS_OUT) == []
    phone.set_viewport_size({'width': 1280, 'height': 800})
    cafe.open(phone, '/team')
    box = phone.locator('tbody td.k-name').first.bounding_box()
    assert box
    assert box['width'] < 400   # the other columns have room beside it
