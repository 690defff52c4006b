"""R7, S10: what is far too large, or a file where none belongs, is not read, not kept, and stops nobody else."""
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.attack.conftest import Route, stormed
from tests.bench.running import memory
from tests.e2e.cafe import Cafe
from tests.outside import Caller
from tests.sample import Sample

pytestmark = pytest.mark.long

LARGE = 60_000_000   # bytes
MOST = 20            # MB more than before


@pytest.fixture(scope='module')
def cafe(filled_template: tuple[Path, Sample], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cafe]:
    yield from stormed(Cafe(filled_template[0], tmp_path_factory.mktemp('poured')))


def megabytes(cafe: Cafe) -> float:
    return memory('', cafe.pid, None).median


def pour(cafe: Cafe, path: str, *headers: str, chunked: bool = False) -> None:
    """As much as the program takes of a body that nobody should send, then hang up."""
    length = 'Transfer-Encoding: chunked' if chunked else f'Content-Length: {LARGE}'
    head = '\r\n'.join([f'POST {path} HTTP/1.1', f'Host: 127.0.0.1:{cafe.port}', f'Origin: {cafe.url}', length,
                        *headers])
    part = b'a' * 1_000_000
    with socket.create_connection(('127.0.0.1', cafe.port), timeout=2) as line, suppress(OSError):
        line.sendall(head.encode() + b'\r\n\r\n')
        for sent in range(LARGE // len(part)):
            line.sendall(b'%x\r\n%b\r\n' % (len(part), part) if chunked else part)
            if sent == 30:   # time to read what has come, for whoever reads it
                time.sleep(0.2)


@pytest.mark.parametrize('chunked', [False, True])
@pytest.mark.parametrize('kind', ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x',
                                  'application/json'])
def test_no_body_of_a_stranger_fills_the_memory(cafe: Cafe, kind: str, chunked: bool) -> None:
    Caller(cafe.url).get('/anmelden')
    before = megabytes(cafe)
    for path in ('/anmelden', '/einrichten', '/annahme/schein', '/abmelden', '/team', '/_nicegui_ws/socket.io/'):
        pour(cafe, path, f'Content-Type: {kind}', chunked=chunked)
    assert megabytes(cafe) - before < MOST
    assert Caller(cafe.url, 'mira').get('/team').status_code == 200


def test_nor_of_somebody_inside(cafe: Cafe) -> None:
    tresen = Caller(cafe.url, 'tresen')
    tresen.get('/annahme')
    before = megabytes(cafe)
    for path in ('/annahme/schein', '/annahme/person'):
        for chunked in (False, True):
            pour(cafe, path, f'Cookie: {tresen.cookie}', 'Content-Type: application/json', chunked=chunked)
    assert megabytes(cafe) - before < MOST


def test_a_file_where_none_belongs_is_kept_nowhere(cafe: Cafe, routes: list[Route]) -> None:
    anja = Caller(cafe.url, 'anja')
    before = set(cafe.folder.rglob('*'))
    for route in routes:
        for name in ('../../boese.py', 'x.html', 'a' * 300, '=cmd|x'):
            answer = anja.post(route.asked, files={'file': (name, b'MZ' * 5000, 'text/html')})
            assert answer.status_code < 500, f'{route.asked} answers {answer.status_code}'
            if route.path in ('/abmelden', '/sperren'):
                anja.log_in('anja')
    assert {path.name for path in cafe.folder.rglob('*')} - {path.name for path in before} <= {
        'sicherungen', *(path.name for path in (cafe.folder / 'sicherungen').glob('*'))}
