"""The main job from end to end: brought, printed, scanned, repaired, handed back, and then nobody's data is left."""
import gzip
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Locator, Page, expect

from tests.e2e.browsing import PHONE, Console, NewPage
from tests.e2e.cafe import Cafe
from tests.e2e.conftest import running
from tests.sample import Sample
from tests.unpacking import residue

NUMBER = re.compile(r'\d\d-\d{4}-\d')
FIRST, LAST, PHONE_NUMBER = 'Şeyma', 'Großkopf-Özdil', '0351 4455667'
# as typed, as the search folds them, and the number in every spelling
TRACES = ('Şeyma', 'seyma', 'Großkopf', 'grosskopf', 'Özdil', 'ozdil', 'oezdil', '4455667', '445 56 67', '351 4455')


@pytest.fixture(scope='module')
def cafe(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cafe]:
    yield from running(Cafe(template, tmp_path_factory.mktemp('main job')))


@dataclass(frozen=True)
class Ticket:
    """What the customer leaves with: the number, the paper, and what a scanner reads on it."""
    number: str
    pdf: bytes
    codes: tuple[str, ...]

    @property
    def slip(self) -> str:
        """The address on the customer's part."""
        (address,) = (code for code in self.codes if '://' in code)
        return address

    @property
    def tag(self) -> str:
        """What the part on the item says."""
        (code,) = (code for code in self.codes if '://' not in code)
        return code


# ---- the words on the screen -----------------------------------------------------------------------------------------
def field(page: Page, name: str) -> Locator:
    return page.get_by_label(name, exact=True)


def button(page: Page, name: str) -> Locator:
    return page.get_by_role('button', name=name, exact=True)


def drop_off(page: Page, item: str = 'Kaffeemaschine') -> Ticket:
    """At the counter: a new person who does not want to be kept afterwards."""
    for label, text in {'Telefon': PHONE_NUMBER, 'Vorname': FIRST, 'Nachname': LAST, 'Gegenstand': item,
                        'Was ist kaputt?': f'{FIRST} sagt: tropft. Abends {PHONE_NUMBER}',
                        'Zubehör': 'Kanne'}.items():
        field(page, label).fill(text)
    page.get_by_role('radio', name='Ja, speichern', exact=True).check()
    page.get_by_role('radio', name='Nein, danach löschen', exact=True).check()
    button(page, 'Schein drucken').click()
    button(page, 'Noch einmal drucken').wait_for()
    number = NUMBER.search(page.get_by_role('heading', level=1).inner_text())[0]
    pdf = page.request.get(page.get_by_role('link', name='Schein als PDF öffnen').evaluate('link => link.href')).body()
    return Ticket(number, pdf, tuple(scanned(pdf)))


def scanned(pdf: bytes) -> list[str]:
    """What a camera reads: the paper is drawn at 300 dpi and given to a real decoder."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return [code.text for page in document for code in zxingcpp.read_barcodes(page.render(scale=300 / 72).to_pil())]


def open_scanned(cafe: Cafe, page: Page, code: str) -> None:
    """The slip names the address of this computer; the same path is opened here."""
    assert code.startswith(cafe.url.upper())
    page.goto(cafe.url + urlsplit(code).path)


def move(page: Page, state: str) -> None:
    button(page, state).click()
    page.wait_for_timeout(400)   # buttons that change places hear no tap for a moment


def menu(page: Page, name: str) -> None:
    page.get_by_role('navigation', name='Hauptmenü').get_by_role('link', name=name, exact=True).click()
    expect(page.get_by_role('heading', level=1)).to_have_text(name)


def on_customers(page: Page, number: str) -> Locator:
    menu(page, 'Kund:innen')
    page.get_by_role('searchbox', name='Suchen', exact=True).fill(number)
    return page.get_by_role('row').filter(has_text=number)


def open_repair(page: Page, number: str) -> None:
    """As with a scanner, or from the search of everything."""
    page.get_by_label('Finden', exact=True).fill(number)
    page.get_by_label('Finden', exact=True).press('Enter')
    expect(page.get_by_role('heading', level=1)).to_have_text(number)


# ---- what is left in the files ---------------------------------------------------------------------------------------
def traces(folder: Path) -> dict[str, list[str]]:
    """Every trace of the person in any file: as it lies there, and unpacked. Backups of before may hold them for
    fourteen days (D7)."""
    found: dict[str, list[str]] = {}
    for word, name in residue(folder, TRACES):
        if not name.startswith('kontaktbuch-'):
            found.setdefault(re.split('[ /]', name)[0], []).append(word)
    return {name: sorted(set(words), key=TRACES.index) for name, words in found.items()}


def test_the_unpacker_would_see_a_name_in_any_wrapping(tmp_path: Path, shared_cafe: Cafe, sample: Sample) -> None:
    assert shared_cafe.run('ticket', sample.number, '-o', str(tmp_path / 'schein.pdf')).returncode == 0
    (tmp_path / 'packed.gz').write_bytes(gzip.compress(FIRST.encode()))
    with zipfile.ZipFile(tmp_path / 'nested.zip', 'w', zipfile.ZIP_DEFLATED) as archive:
        archive.writestr('inside.gz', gzip.compress(b'445 56 67'))
    assert 'Şeyma' in traces(tmp_path).pop('schein.pdf')
    assert (traces(tmp_path)['packed.gz'], traces(tmp_path)['nested.zip']) == (['Şeyma'], ['445 56 67'])


# ---- the slip and the tag --------------------------------------------------------------------------------------------
def test_the_slip_opens_the_repair_for_the_team_and_tells_strangers_no_names(cafe: Cafe, new_page: NewPage,
                                                                              console: Console) -> None:
    team, stranger = new_page(), new_page(PHONE)
    cafe.login(team, 'mira', '/annahme')
    ticket = drop_off(team)
    open_scanned(cafe, team, ticket.slip)
    expect(team).to_have_url(f'{cafe.url}/r/{ticket.number}')
    expect(team.get_by_role('heading', name=f'{FIRST} {LAST}')).to_be_visible()
    the_tag_says_the_number_and_nothing_else(cafe, team, ticket)
    open_scanned(cafe, stranger, ticket.slip)
    expect(stranger.get_by_role('heading', level=1)).to_have_text('Ihr Gegenstand ist bei uns')
    expect(stranger.locator('[aria-current=step]')).to_contain_text('angenommen')
    assert ticket.number in stranger.content()
    for word in (*TRACES, 'Kaffeemaschine', 'tropft', 'Kanne'):
        assert word not in stranger.content()
    assert stranger.context.cookies() == []
    stranger.get_by_role('link', name='Für das Team').click()
    expect(button(stranger, 'Anmelden')).to_be_visible()
    a_wrong_token_says_nothing(cafe, stranger, console)


def the_tag_says_the_number_and_nothing_else(cafe: Cafe, page: Page, ticket: Ticket) -> None:
    assert ticket.tag == ticket.number
    assert cafe.url.upper() not in ticket.tag
    menu(page, 'Reparaturen')
    page.get_by_role('searchbox', name='Suchen', exact=True).fill(ticket.tag)
    page.keyboard.press('Enter')
    page.wait_for_url(f'**/r/{ticket.number}')
    expect(page.get_by_role('heading', level=1)).to_have_text(ticket.number)


def a_wrong_token_says_nothing(cafe: Cafe, page: Page, console: Console) -> None:
    console.expect('404')
    answer = page.goto(f'{cafe.url}/t/0000000000000000')
    assert answer
    assert answer.status == 404
    expect(page.get_by_role('heading', level=1)).to_have_text('Hier ist nichts zu sehen')


# ---- from the counter to the end -------------------------------------------------------------------------------------
def test_from_drop_off_until_nothing_is_left(template: Path, tmp_path: Path, page: Page, console: Console) -> None:
    console.expect('404', 'ERR_CONNECTION_REFUSED', 'WebSocket')   # the program is stopped, the slip ends
    for cafe in running(Cafe(template, tmp_path)):
        cafe.login(page, 'mira', '/annahme')
        ticket = drop_off(page)
        cafe.open(page)
        expect(on_customers(page, ticket.number)).to_contain_text(f'{FIRST} {LAST}')
        hand_back_and_regret(page, ticket.number)
        hand_back(page, ticket.number)
        page.goto('about:blank')
        cafe.stop()
        assert set(traces(cafe.folder)['kontaktbuch.sqlite']) >= {'Şeyma', 'seyma', 'grosskopf', '4455667'}
        let_the_grace_time_pass(cafe, ticket.number)
        done = cafe.run('due')
        assert done.returncode == 0, done.stderr
        assert traces(cafe.folder) == {}
        assert traces(cafe.place) == {}   # the log of the server among them
        cafe.start()
        only_the_figure_is_left(cafe, page, ticket)


def hand_back_and_regret(page: Page, number: str) -> None:
    open_repair(page, number)
    move(page, 'fertig')
    expect(page.locator('[aria-current=step]')).to_contain_text('fertig')
    hand_back(page, number)
    open_repair(page, number)
    move(page, 'Rückgängig')
    expect(page.locator('[aria-current=step]')).to_contain_text('fertig')
    expect(page.get_by_text(re.compile('Kontaktdaten werden um'))).to_have_count(0)
    expect(on_customers(page, number)).to_contain_text(f'{FIRST} {LAST}')


def hand_back(page: Page, number: str) -> None:
    open_repair(page, number)
    move(page, 'Abgeholt')
    expect(page.get_by_text(re.compile(r'^Kontaktdaten werden (am \d\d\.\d\d\.\d{4} )?um \d\d:\d\d gelöscht\.$'))
           ).to_be_visible()
    expect(button(page, 'Rückgängig')).to_be_visible()
    expect(on_customers(page, number)).to_have_count(0)
    expect(page.get_by_role('heading', name='Nichts gefunden')).to_be_visible()


def let_the_grace_time_pass(cafe: Cafe, number: str) -> None:
    with closing(sqlite3.connect(cafe.folder / 'kontaktbuch.sqlite')) as connection, connection:
        assert connection.execute("UPDATE repair SET erase_at = '2026-01-05T10:00:00Z' "
                                  'WHERE number = ? AND erase_at IS NOT NULL', [number]).rowcount == 1


def only_the_figure_is_left(cafe: Cafe, page: Page, ticket: Ticket) -> None:
    with closing(sqlite3.connect(cafe.folder / 'kontaktbuch.sqlite')) as connection:
        (row,) = connection.execute('SELECT item, state, person_id, token, accessories, note FROM repair').fetchall()
        assert row == ('Kaffeemaschine', 'abgeholt', None, None, '', '')
        assert connection.execute('SELECT COUNT(*) FROM person').fetchone() == (0,)
        ((fault,),) = connection.execute('SELECT fault FROM repair').fetchall()
        assert 'tropft' in fault
    cafe.login(page, 'mira', f'/r/{ticket.number}')
    expect(page.get_by_role('heading', name='Keine Kontaktdaten')).to_be_visible()
    expect(button(page, 'Rückgängig')).to_be_hidden()
    page.context.clear_cookies()
    open_scanned(cafe, page, ticket.slip)
    expect(page.get_by_role('heading', level=1)).to_have_text('Hier ist nichts zu sehen')
