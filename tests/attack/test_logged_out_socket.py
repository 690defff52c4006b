"""S2, S8: a page that stays open after its session ended does nothing any more, whichever of its events is sent.

Every event of every screen is walked, as the page itself lists them: a handler without a guard would be found here.
"""
import sqlite3
from contextlib import closing
from time import sleep

import pytest

from db.store import FILE
from tests.attack.conftest import NAMES, Route
from tests.e2e.cafe import Cafe
from tests.outside import Caller, OpenPage
from tests.sample import Sample

pytestmark = pytest.mark.long

BESIDE = ('/team?person={joerg}', '/extern?person={contact}')   # with somebody's sheet open beside the list
BY_ITSELF = ('last_due_run', 'backup_problems')   # settings that the program notes without anybody's tap
LEAVING = ('sub_pages_open', 'sub_pages_navigate', 'kb_scanned', 'go')
HUNG_UP = '41'   # Socket.IO's packet for it
CANARY = 'Kanarienvogel-4711'


def store(cafe: Cafe) -> dict[str, list[tuple[object, ...]]]:
    """Everything people can change. Sessions and the moment of a login are not among it."""
    with closing(sqlite3.connect(cafe.folder / FILE)) as opened:
        tables = [name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        held = {name: opened.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables
                if name not in {'session', 'change', 'change_value', 'sqlite_sequence'}}
        held['setting'] = [row for row in held['setting'] if not set(BY_ITSELF) & set(row)]
        held['account'] = opened.execute('SELECT name, role, active FROM account').fetchall()
    return held


def send_everything(page: OpenPage) -> int:
    """What leads to another screen comes last: the rest would be gone by then."""
    for number, event in sorted(page.events, key=lambda found: found[1]['type'] in LEAVING):
        for args in ((), (None,), (CANARY,), ({'n': 99, 'text': CANARY, 'key': CANARY, 'value': CANARY},), (True, 1)):
            page.send(number, event, *args)
    return len(page.events)


@pytest.fixture
def screens(cafe: Cafe, routes: list[Route], sample: Sample) -> list[str]:
    """Every address behind which something listens."""
    anja = Caller(cafe.url, 'anja')
    found = [route.asked for route in routes
             if 'GET' in route.methods and 'parseElements' in anja.get(route.asked).text]
    return found + [path.format(joerg=sample.joerg, contact=sample.contact) for path in BESIDE]


def end_sessions(cafe: Cafe) -> None:
    """As a command beside the program does: no open page is told of it."""
    with closing(sqlite3.connect(cafe.folder / FILE)) as opened, opened:
        opened.execute("UPDATE session SET ended_at = '2026-01-01T00:00:00Z'")


def test_s8_no_event_of_any_screen(cafe: Cafe, screens: list[str]) -> None:
    before, walked = store(cafe), 0
    for screen in screens:
        with Caller(cafe.url, 'anja').open(screen) as page:
            page.socket.listen(0.2)
            end_sessions(cafe)
            heard = len(page.socket.heard)
            walked += send_everything(page)
            page.socket.listen(0.3)
            came = ''.join(page.socket.heard[heard:])
            assert not [name for name in NAMES if name in came and name not in page.text], f'{screen} tells more'
        assert store(cafe) == before, screen
    sleep(2)   # whatever was still under way
    assert store(cafe) == before
    assert walked > 150


def test_s8_nor_after_the_password_was_changed(cafe: Cafe) -> None:
    mira = Caller(cafe.url, 'mira')
    with mira.open('/team') as page:
        assert cafe.run('user', 'passwd', 'Mira', '--password', 'ein anderer langer Satz').returncode == 0
        before = store(cafe)
        send_everything(page)
        page.socket.listen(0.3)
    assert store(cafe) == before


def test_s8_the_socket_cannot_be_opened_again(cafe: Cafe) -> None:
    anja = Caller(cafe.url, 'anja')
    cookie = anja.cookie
    page = anja.open('/team')
    anja.log_out()
    anja.http.headers['cookie'] = cookie
    with pytest.raises(ConnectionRefusedError):
        page.__enter__()


def test_s8_a_page_is_left_when_somebody_logs_out(cafe: Cafe) -> None:
    anja = Caller(cafe.url, 'anja')
    with anja.open('/team') as page:
        page.socket.listen(0.2)
        anja.log_out()
        assert '/anmelden' in ''.join(page.socket.listen(1))
        assert HUNG_UP in page.socket.listen(3)
        send_everything(page)
        assert page.socket.listen(0.5) == []


def test_s2_nonsense_from_somebody_inside_breaks_nothing(cafe: Cafe, screens: list[str]) -> None:
    """Every event with arguments nobody would send: the program goes on, and its log repeats none of it (D8)."""
    for screen in screens:   # one of the events logs out, so each begins with a login
        with Caller(cafe.url, 'anja').open(screen) as page:
            for frame in (None, [], 'x', {}, {'client_id': page.client_id}, {'client_id': page.client_id, 'id': 'x'},
                          {'client_id': [], 'id': {}}):
                page.socket.emit('event', frame)
                page.socket.emit('handshake', frame)
            send_everything(page)
            page.socket.listen(0.3)
    assert Caller(cafe.url, 'anja').get('/').status_code == 200
    assert CANARY not in cafe.output()
