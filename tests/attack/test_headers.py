"""S11: every answer of every address carries the headers, whoever asks and whatever comes of it."""
import pytest

from pages.border import HEADERS
from tests.attack.conftest import Route
from tests.e2e.cafe import Cafe
from tests.outside import Caller

KEPT = ('/look/', '/_nicegui/')   # styles and scripts with their version in the address: browsers may keep them
METHODS = ('GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS')


@pytest.mark.parametrize('name', ['', 'anja', 'tresen'])
def test_s11_every_answer(fort: Cafe, routes: list[Route], name: str) -> None:
    caller = Caller(fort.url, name)
    seen = set()
    stays = [route.asked for route in routes if route.path not in ('/abmelden', '/sperren')]
    for asked in [*stays, '/gibt-es-nicht', '/r/0', '//']:
        for method in METHODS:
            answer = caller.http.request(method, asked)
            seen.add(answer.status_code)
            missing = [header for header in HEADERS if header not in answer.headers]
            assert not missing, f'{method} {asked} ({answer.status_code}) has no {missing}'
            assert asked.startswith(KEPT) or answer.headers['cache-control'] == 'no-store', f'{method} {asked}'
            assert answer.headers['x-content-type-options'] == 'nosniff'
            assert 'server' not in answer.headers
            assert 'x-powered-by' not in answer.headers
    assert len(seen) > 3
    assert caller.get('/sitzung').status_code == (204 if name else 303), 'they were who they are until the end'


def test_s11_no_answer_may_stand_inside_a_foreign_page(anja: Caller, routes: list[Route]) -> None:
    for route in routes:
        policy = anja.get(route.asked).headers['content-security-policy']
        assert "frame-ancestors 'self'" in policy, route.asked
        assert "'unsafe-eval'" not in policy or 'script-src' in policy
