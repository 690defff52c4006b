"""S1: a foreign page, and a foreign name for this computer, get nowhere: on every address, method and socket."""
import pytest

from tests.attack.conftest import Route
from tests.e2e.cafe import Cafe
from tests.outside import Caller, Socket

HOSTS = ('evil.example', 'localhost.evil.example', '127.0.0.1', '127.0.0.1:1', 'evil.example:{port}',
         '127.0.0.1:{port}.evil.example', 'user@127.0.0.1:{port}', '[::ffff:127.0.0.1]:{port}')
ORIGINS = ('http://evil.example', 'https://127.0.0.1:{port}', 'http://127.0.0.1', 'http://127.0.0.1:1', 'null',
           'file://', 'http://127.0.0.1:{port}.evil.example', 'http://evil.example:{port}',
           'http://user@127.0.0.1:{port}')


def test_s1_every_address_under_a_foreign_name(anja: Caller, routes: list[Route]) -> None:
    for route in routes:
        for method in route.methods:
            answer = anja.http.request(method, route.asked, headers={'host': 'evil.example'})
            assert answer.status_code == 403, f'{method} {route.asked}'


def test_s1_every_address_from_a_foreign_page(anja: Caller, routes: list[Route]) -> None:
    for route in routes:
        for method in route.methods:
            answer = anja.http.request(method, route.asked, headers={'origin': 'http://evil.example'})
            assert answer.status_code == 403, f'{method} {route.asked}'
            assert 'access-control-allow-origin' not in answer.headers
    assert anja.get('/').status_code == 200, 'nobody was logged out from there'


@pytest.mark.parametrize('host', HOSTS)
def test_s1_a_foreign_name(anja: Caller, fort: Cafe, host: str) -> None:
    assert anja.get('/', headers={'host': host.format(port=fort.port)}).status_code == 403


@pytest.mark.parametrize('origin', ORIGINS)
def test_s1_a_foreign_page_sends_a_form(anja: Caller, fort: Cafe, origin: str) -> None:
    assert anja.http.post('/abmelden', headers={'origin': origin.format(port=fort.port)}).status_code == 403
    assert anja.get('/').status_code == 200


@pytest.mark.parametrize('origin', [*ORIGINS, ''])
def test_s1_a_foreign_page_opens_the_socket(anja: Caller, fort: Cafe, origin: str) -> None:
    with pytest.raises(ConnectionRefusedError):
        Socket(fort.url, anja.cookie, origin.format(port=fort.port))


def test_s1_the_own_page_does(anja: Caller, fort: Cafe) -> None:
    Socket(fort.url, anja.cookie).close()
