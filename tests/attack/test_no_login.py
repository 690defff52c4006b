"""S2: without a login every address of the program leads to the login, or holds nothing about anybody."""
import httpx
import pytest

from tests.attack.conftest import NAMES, Route
from tests.e2e.cafe import Cafe
from tests.outside import Caller, Socket
from tests.sample import Sample

METHODS = ('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND')
# What anybody may ask, each with its reason. A new address is behind the login unless it is added here.
OPEN = {
    '/anmelden': 'the login itself', '/einrichten': 'the first start, closed once somebody has an account',
    '/t/{token}': 'the slip: a state and nothing personal', '/T/{token}': 'the same in capitals',
    '/t/{token}/widerruf': 'somebody takes their own yes back, with the slip in their hand',
    '/geraet': 'where a tablet is enrolled, with a code from the settings',
    '/entsperren': 'the lock of an enrolled tablet; any other is led to the login',
    '/entsperren/tablet': 'whether it still is one, by its own cookie; says nothing else',
    '/sperren': 'to lock is always allowed',
    '/vertrauen': 'how a tablet learns to trust', '/vertrauen/wurzel.crt': 'the certificate it then trusts',
}
OPEN_BELOW = ('/look/', '/_nicegui/')   # styles, scripts and fonts
SHUT = {303, 401, 405}


def is_open(route: Route) -> bool:
    return route.path in OPEN or route.path.startswith(OPEN_BELOW)


def test_s2_every_address_and_method(stranger: Caller, routes: list[Route]) -> None:
    walked = 0
    for route in routes:
        for method in METHODS:
            answer = stranger.http.request(method, route.asked)
            assert not [name for name in NAMES if name in answer.text], f'{method} {route.asked}'
            assert 'set-cookie' not in answer.headers, f'{method} {route.asked}'
            if not is_open(route):
                walked += 1
                assert answer.status_code in SHUT, f'{method} {route.asked} answers {answer.status_code}'
                assert answer.headers.get('location', '/anmelden').startswith('/anmelden')
    assert walked > 100


def test_s2_what_is_open_is_still_there(routes: list[Route]) -> None:
    """The list above names nothing that has gone."""
    assert set(OPEN) <= {route.path for route in routes}


@pytest.mark.parametrize('spelt', ['//team', '/team/', '/./team', '/anmelden/../team', '/t/../team', '/%74eam', '/TEAM',
                                   '/look/../team', '/_nicegui/../team', '/_nicegui/%2e%2e/team', '/team;/anmelden',
                                   '/team%00/anmelden', '/vertrauen/../team', '/t/..%2fteam', '/favicon.ico/../team',
                                   '/team?next=/anmelden', '/\\team'])
def test_s2_another_spelling_opens_nothing(fort: Cafe, spelt: str) -> None:
    with httpx.Client() as client:
        request = client.build_request('GET', fort.url)
        request.url = request.url.copy_with(raw_path=spelt.encode())
        answer = client.send(request)
    assert not [name for name in NAMES if name in answer.text]
    assert answer.status_code != 200 or 'Passwort' in answer.text


@pytest.mark.parametrize('path', ['/_nicegui/3.18.0/static/../../../../../../etc/passwd',
                                  '/_nicegui/3.18.0/static/..%2f..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd',
                                  '/_nicegui/3.18.0/components/..%2f..%2f..%2fdb/models.py',
                                  '/_nicegui/3.18.0/resources/x/..%2f..%2f..%2fetc%2fpasswd',
                                  '/look/..%2f..%2fREADME.md'])
def test_s10_no_path_leads_out_of_the_program(fort: Cafe, path: str) -> None:
    with httpx.Client() as client:
        request = client.build_request('GET', fort.url)
        request.url = request.url.copy_with(raw_path=path.encode())
        answer = client.send(request)
    assert answer.status_code in {303, 401, 404}
    assert 'root:' not in answer.text


@pytest.mark.parametrize('cookie', ['', 'kontaktbuch=1', 'kontaktbuch-{port}=', 'kontaktbuch-{port}=invented',
                                    'kontaktbuch-{port}=' + 'a' * 8000, "kontaktbuch-{port}=' OR 1=1 --",
                                    '__Host-kontaktbuch-{port}=invented'])
def test_s2_no_invented_cookie_opens_the_socket(fort: Cafe, cookie: str) -> None:
    with pytest.raises(ConnectionRefusedError):
        Socket(fort.url, cookie.format(port=fort.port))


def test_s2_nor_does_polling(stranger: Caller) -> None:
    for method in ('GET', 'POST'):
        answer = stranger.http.request(method, '/_nicegui_ws/socket.io/?EIO=4&transport=polling')
        assert answer.status_code == 401


def test_s2_the_slip_shows_nobody(cafe: Cafe, sample: Sample) -> None:
    stranger = Caller(cafe.url)
    for token in filter(None, sample.tokens.values()):
        shown = stranger.get(f'/t/{token}')
        assert shown.status_code == 200
        assert not [name for name in NAMES if name in shown.text]
