"""S2: the `client_id` of somebody's page, read off a screen or out of a log, is no key to it."""
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


def test_s2_a_page_of_the_same_account_on_another_device_is_another_page(fort: Cafe, anja: Caller) -> None:
    """Two logins of one person are two sessions: one of them lost says nothing for the other."""
    other = Socket(fort.url, Caller(fort.url, 'anja').cookie)
    with anja.open('/einstellungen') as page:
        assert other.shake_hands(page.client_id) is False
