"""S3: opened to the Wi-Fi the program speaks HTTPS, and a plain door serves exactly two things without cookies."""
import re
import socket
import sqlite3
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from tests.e2e import axe
from tests.e2e.at_the_counter import answer, button, field, saved
from tests.e2e.browsing import FLAGS, TABLET, Console, NewPage, whole_browser
from tests.e2e.cafe import Cafe, ready
from tests.e2e.conftest import running
from tests.e2e.profiles import HERE
from tests.outside import Caller
from tests.personas import PASSWORDS
from tests.reports.paper_reader import Paper


class OpenCafe(Cafe):
    """With both doors open; where they are is what the console says."""

    @property
    def team(self) -> str:
        return re.search(r'Im WLAN: (https://\S+)', self.output())[1]

    @property
    def plain(self) -> str:
        return re.search(r'für Scheine: (http://\S+)', self.output())[1]

    @property
    def root(self) -> Path:
        return self.folder / 'zertifikate' / 'wurzel.pem'


@pytest.fixture(scope='module')
def cafe(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cafe]:
    yield from running(OpenCafe(template, tmp_path_factory.mktemp('wifi'), '--lan'))


@contextmanager
def tablet(engine: Playwright, home: Path, root: Path) -> Iterator[BrowserContext]:
    """A browser of its own that trusts this root, as a tablet does after the three sentences."""
    store = home / '.pki' / 'nssdb'
    store.mkdir(parents=True)
    subprocess.run(['certutil', '-N', '--empty-password', '-d', f'sql:{store}'], check=True)
    subprocess.run(['certutil', '-A', '-d', f'sql:{store}', '-n', 'cafe', '-t', 'C,,', '-i', root], check=True)
    context = engine.chromium.launch_persistent_context(
        home / 'profil', executable_path=whole_browser(), args=FLAGS, env={'HOME': str(home)}, **HERE, **TABLET)
    try:
        yield context
    finally:
        context.close()


def log_in(page: Page, team: str, name: str) -> None:
    page.goto(f'{team}/anmelden?next=/annahme')
    page.get_by_label('Name', exact=True).fill(name)
    page.get_by_label('Passwort', exact=True).fill(PASSWORDS[name.lower()])
    button(page, 'Anmelden').click()
    page.wait_for_url('**/annahme')
    ready(page)


def status(address: str, method: str = 'GET', **headers: str) -> int:
    try:
        with urlopen(Request(address, method=method, headers=headers), timeout=20) as found:  # noqa: S310  ours
            return found.status
    except HTTPError as problem:
        return problem.code


def shuts(address: str, seconds: float = 5) -> bool:
    """Nobody answers there any more."""
    for _look in range(int(seconds / 0.1)):
        try:
            status(f'{address}/')
        except OSError:
            return True
        time.sleep(0.1)
    return False


# ---- the tablet ------------------------------------------------------------------------------------------------------
def test_s3_a_tablet_that_trusts_the_root_takes_an_item_in(engine: Playwright, cafe: OpenCafe, tmp_path: Path) -> None:
    with tablet(engine, tmp_path, cafe.root) as trusting:
        page = trusting.new_page()
        log_in(page, cafe.team, 'Tresen')
        assert page.evaluate('isSecureContext')
        expect(page.get_by_text('verbunden', exact=True)).to_be_visible()
        field(page, 'Gegenstand').fill('Radio vom Tablet')
        answer(page, 'Nein, ohne Namen').check()
        button(page, 'Schein drucken').click()
        assert saved(page)
        (cookie,) = trusting.cookies()
        assert cookie['name'].startswith('__Host-')
        assert (cookie['secure'], cookie['httpOnly'], cookie['sameSite']) == (True, True, 'Lax')


def test_s3_one_that_does_not_is_warned(cafe: OpenCafe, page: Page) -> None:
    with pytest.raises(Exception, match='ERR_CERT_AUTHORITY_INVALID'):
        page.goto(cafe.team)
    page.wait_for_url('chrome-error://**')   # the browser is there before it goes on


def test_s3_the_certificate_is_for_this_address_only(cafe: OpenCafe) -> None:
    trusting = ssl.create_default_context(cafile=str(cafe.root))
    with urlopen(f'{cafe.team}/anmelden', context=trusting, timeout=20) as answered:  # noqa: S310  ours
        assert answered.status == 200
    with pytest.raises(Exception, match='CERTIFICATE_VERIFY_FAILED'):
        urlopen(f'{cafe.team}/anmelden', timeout=20).close()  # noqa: S310  ours


# ---- the plain door --------------------------------------------------------------------------------------------------
def test_s3_the_plain_door_serves_exactly_two_things(cafe: OpenCafe) -> None:
    plain = cafe.plain
    assert status(f'{plain}/') == 200
    assert status(f'{plain}/vertrauen/wurzel.crt') == 200
    for path in ('/anmelden', '/einrichten', '/team', '/annahme', '/annahme/stand', '/r/26-0001-7', '/abmelden',
                 '/r/26-0001-7/schein.pdf', '/berichte/woche.pdf', '/einstellungen', '/_nicegui_ws/socket.io/',
                 '/%2e%2e/team', '/t/../team', '/look/../team', '/_nicegui/../team', '//team', '/sitzung'):
        assert status(plain + path) == 404, path
    for path in ('/anmelden', '/_nicegui/client/x/upload/1'):
        assert status(plain + path, 'POST') == 404, path


def test_s3_no_cookie_counts_at_the_plain_door_and_none_is_set(cafe: OpenCafe) -> None:
    anja = Caller(cafe.url, 'anja')
    number = take_in(anja)
    assert anja.get('/annahme/stand').is_success
    asked = Request(f'{cafe.plain}/t/{token(cafe, number)}', headers={'Cookie': anja.cookie})  # noqa: S310
    with urlopen(asked, timeout=20) as found:  # noqa: S310
        text = found.read().decode()
        assert 'Set-Cookie' not in found.headers
        assert found.url.startswith(cafe.plain), 'nobody is led to the repair'
    assert number in text


def test_s3_a_customers_phone_sees_the_state_and_the_team_finds_the_encrypted_door(
        cafe: OpenCafe, phone: Page, console: Console) -> None:
    number = take_in(Caller(cafe.url, 'anja'))
    phone.goto(f'{cafe.plain}/T/{token(cafe, number)}')
    expect(phone.get_by_role('heading', level=1)).to_have_text('Ihr Gegenstand ist bei uns')
    assert 'Roboto' in phone.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily"), 'with its look'
    team = phone.get_by_role('link', name='Für das Team').get_attribute('href')
    assert team.startswith(f'{cafe.team}/anmelden?next=/t/')
    assert not phone.context.cookies()
    console.expect('404')
    phone.goto(f'{cafe.plain}/t/0000000000000000')
    assert phone.get_by_role('link', name='Für das Team').get_attribute('href') == f'{cafe.team}/anmelden'


def test_how_to_trust_is_readable_for_everybody(cafe: OpenCafe, phone: Page) -> None:
    page = phone
    page.goto(f'{cafe.plain}/')
    for word in ('Android', 'iPad und iPhone', 'Windows', 'Was heißt „trotzdem fortfahren“?'):
        expect(page.get_by_role('heading', name=word)).to_be_visible()
    assert axe.violations(page) == []
    with page.expect_download() as download:
        page.get_by_role('link', name='Zertifikat laden').click()
    assert download.value.suggested_filename == 'kontaktbuch-wurzel.crt'


def test_s1_foreign_names_are_refused_at_both_doors(cafe: OpenCafe) -> None:
    assert status(f'{cafe.plain}/', Host='evil.example') == 403
    unchecked = ssl.create_default_context()
    unchecked.check_hostname, unchecked.verify_mode = False, ssl.CERT_NONE
    with pytest.raises(HTTPError) as refusal:
        urlopen(Request(f'{cafe.team}/anmelden', headers={'Host': 'evil.example'}), context=unchecked, timeout=20)  # noqa: S310
    assert refusal.value.code == 403


def hangs_up(line: socket.socket) -> bool:
    """On a path that has no end."""
    with suppress(OSError):
        line.sendall(b'GET /')
        for _part in range(500):
            line.sendall(b'a' * 100_000)
            time.sleep(0.01)
        return False
    return True


def test_a_request_without_an_end_fills_no_memory_at_any_door(cafe: OpenCafe) -> None:
    for address in (cafe.url, cafe.team, cafe.plain):
        parts = urlsplit(address)
        with socket.create_connection((parts.hostname, parts.port), timeout=20) as plain:
            context = ssl.create_default_context(cafile=cafe.root)
            line = context.wrap_socket(plain, server_hostname=parts.hostname) if parts.scheme == 'https' else plain
            assert hangs_up(line), address


def test_s3_the_program_itself_listens_in_the_wifi_through_these_doors_only(cafe: OpenCafe) -> None:
    host = urlsplit(cafe.plain).hostname
    with pytest.raises(OSError, match='refused'):
        urlopen(f'http://{host}:{cafe.port}/anmelden', timeout=20)


def test_s3_a_slip_leads_to_the_plain_door_and_one_from_the_command_line_as_well(
        cafe: OpenCafe, tmp_path: Path) -> None:
    mira = Caller(cafe.url, 'mira')
    number = take_in(mira)
    cafe.run('ticket', number, '-o', str(tmp_path / 'schein.pdf'))
    printed = mira.get(f'/r/{number}/schein.pdf').content
    for paper in (printed, (tmp_path / 'schein.pdf').read_bytes()):
        assert set(Paper(paper).codes()) == {f'{cafe.plain}/t/{token(cafe, number)}'.upper(), number}


# ---- the switch ------------------------------------------------------------------------------------------------------
def test_the_switch_in_the_settings_opens_and_shuts_it(template: Path, tmp_path: Path, new_page: NewPage) -> None:
    for shut in running(OpenCafe(template, tmp_path)):
        page = new_page()
        shut.login(page, 'anja', '/einstellungen')
        switch = page.get_by_role('checkbox', name='Im WLAN öffnen')
        expect(switch).not_to_be_checked()
        switch.click()
        page.locator('#wlan').get_by_role('button', name='Speichern').click()
        expect(page.get_by_text('So kommt ein Tablet hinein')).to_be_visible()
        plain = shut.plain
        assert status(f'{plain}/') == 200
        switch.click()
        page.locator('#wlan').get_by_role('button', name='Speichern').click()
        expect(page.get_by_text('Zurzeit gibt es das Programm nur auf diesem Computer.')).to_be_visible()
        assert shuts(plain)


def test_an_own_certificate_needs_its_key(cafe: OpenCafe) -> None:
    done = cafe.run('--cert', str(cafe.root))
    assert (done.returncode, done.stderr) == (1, 'Zu einem eigenen Zertifikat gehören --cert und --key.\n')


def take_in(caller: Caller) -> str:
    return caller.drop_off(item='Radio', store=False).json()['number']


def token(cafe: Cafe, number: str) -> str:
    with closing(sqlite3.connect(cafe.folder / 'kontaktbuch.sqlite')) as store:
        return store.execute('SELECT token FROM repair WHERE number = ?', [number]).fetchone()[0]
