"""S2: the `client_id` of somebody's page, read off a screen or out of a log, is no key to it."""
from http.client import HTTPConnection

import httpx
import pytest

from tests.attack.conftest import NAMES
from tests.e2e.cafe import Cafe
from tests.outside import Caller, OpenPage, Socket


def new_account(page: OpenPage) -> dict[str, object]:
    """The tap that opens a form on Anja's screen, as her browser would send it."""
    number = next(number for number, element in page.elements.items() if element.get('props', {}).get('label')
                  == 'Neuer Zugang')
    return page.frame(int(number), page.elements[number]['events'][0], {})


@pytest.fixture
def tresens_socket(fort: Cafe, tresen: Caller) -> Socket:
    return Socket(fort.url, tresen.cookie)


def test_s2_nobody_else_shakes_hands_for_it(anja: Caller, tresens_socket: Socket) -> None:
    with anja.open('/einstellungen') as page:
        assert tresens_socket.shake_hands(page.client_id) is False
        assert not [name for name in NAMES if name in ''.join(tresens_socket.listen(0.3))]


def test_s2_nor_of_a_page_that_has_no_socket_yet(fort: Cafe, anja: Caller, tresens_socket: Socket) -> None:
    """Before its own browser has shaken hands nothing but the session tells whose page it is."""
    page = anja.open('/einstellungen')
    assert tresens_socket.shake_hands(page.client_id) is False
    assert not [name for name in NAMES if name in ''.join(tresens_socket.listen(0.3))]
    with page:   # shakes hands
        pass


@pytest.mark.parametrize('name', ['event', 'javascript_response', 'ack', 'log'])
def test_s2_what_somebody_else_says_for_it_is_not_heard(fort: Cafe, anja: Caller, tresens_socket: Socket,
                                                        name: str) -> None:
    with anja.open('/einstellungen') as page:
        page.socket.listen(0.3)
        frame = new_account(page) | {'next_message_id': 0, 'request_id': 'x', 'level': 'error', 'message': 'gestohlen'}
        tresens_socket.emit(name, frame)
        assert page.socket.listen(0.6) == [], 'nothing happens on her page'
        assert 'gestohlen' not in fort.output()
        page.socket.emit('event', frame)
        assert page.socket.listen(0.6), 'from her own socket it does something'


def test_s2_nor_with_a_handshake_hidden_in_the_address(fort: Cafe, anja: Caller, tresen: Caller) -> None:
    with anja.open('/einstellungen') as page:
        hidden = f'client_id={page.client_id}&implicit_handshake=true&tab_id=t&document_id=d'
        with pytest.raises(ConnectionRefusedError):
            Socket(fort.url, tresen.cookie, query=hidden)
    unopened = anja.open('/einstellungen').client_id
    with pytest.raises(ConnectionRefusedError):
        Socket(fort.url, tresen.cookie, query=hidden.replace(page.client_id, unopened))
    Socket(fort.url, anja.cookie, query=hidden.replace(page.client_id, unopened)).close()


def test_s2_a_page_of_the_same_account_on_another_device_is_another_page(fort: Cafe, anja: Caller) -> None:
    """Two logins of one person are two sessions: one of them lost says nothing for the other."""
    other = Socket(fort.url, Caller(fort.url, 'anja').cookie)
    with anja.open('/einstellungen') as page:
        assert other.shake_hands(page.client_id) is False


# ---- a file ----------------------------------------------------------------------------------------------------------
LIST = b'Name;Telefon;Einwilligung\nEve Einbrecher;0351 99 88 77;ja\n'


def place_for_a_file(page: OpenPage) -> str:
    return next(str(element['props']['url']) for element in page.elements.values()
                if '/upload/' in str(element.get('props', {}).get('url', '')))


def put(caller: Caller, address: str, content: bytes = LIST, **headers: str) -> httpx.Response:
    return caller.post(address, files={'file': ('fremd.csv', content)}, headers=headers)


def test_s2_nobody_else_puts_a_file_on_it(fort: Cafe, anja: Caller, tresen: Caller, stranger: Caller) -> None:
    with anja.open('/austausch') as page:
        address = place_for_a_file(page)
        again = Caller(fort.url, 'anja')
        assert [put(one, address).status_code for one in (stranger, tresen, again)] == [401, 403, 403]
        assert 'Einbrecher' not in ''.join(page.socket.listen(0.6))
        assert put(anja, address).status_code == 200
        assert 'Einbrecher' in ''.join(page.socket.listen(3))


def test_s2_nor_whoever_logged_out(cafe: Cafe) -> None:
    anja = Caller(cafe.url, 'anja')
    with anja.open('/austausch') as page:
        cookie = anja.cookie
        anja.log_out()
        anja.http.cookies.clear()
        assert put(anja, place_for_a_file(page), cookie=cookie).status_code == 401


def test_s10_a_file_that_is_too_large_is_not_read(fort: Cafe) -> None:
    anja = Caller(fort.url, 'anja')     # whose login looks through no list yet
    with anja.open('/austausch') as page:
        for size in ({'Content-Length': '99000000'}, {'Transfer-Encoding': 'chunked'}, {'Content-Length': '9' * 40}):
            line = HTTPConnection('127.0.0.1', fort.port, timeout=10)
            line.putrequest('POST', place_for_a_file(page))
            for name, value in {'Cookie': anja.cookie, 'Origin': fort.url, **size}.items():
                line.putheader(name, value)
            line.endheaders()   # and nothing behind it: the answer comes at once
            assert line.getresponse().status in (400, 413), size
            line.close()
