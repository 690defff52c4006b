"""S: strangers are bounded. Real connections to a real server; nothing of the program stands behind it."""
import asyncio
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from websockets.sync.client import connect

from pages import bounded
from pages.certificates import Authority
from pages.door import Door

LINE = b'GET /t/x HTTP/1.1\r\nHost: a\r\n'


async def hello(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope['type'] == 'websocket':
        await receive()
        await send({'type': 'websocket.accept'})
        await receive()
        return
    size, more = 0, True
    while more:
        message = await receive()
        size, more = size + len(message.get('body', b'')), message.get('more_body', False)
    await send({'type': 'http.response.start', 'status': 200, 'headers': []})
    await send({'type': 'http.response.body', 'body': f'{size} bytes'.encode()})


@pytest.fixture
def port() -> Iterator[int]:
    yield from served(uvicorn.Server(uvicorn.Config(hello, http=bounded.Bounded, lifespan='off', log_config=None)))


@pytest.fixture(params=['asyncio', 'uvloop'])
def door(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[int]:
    """As it is opened to the Wi-Fi."""
    certificate, key = Authority(tmp_path).issue(['127.0.0.1'])
    yield from served(Door(uvicorn.Config(hello, lifespan='off', log_config=None, loop=request.param,
                                          ssl_certfile=certificate, ssl_keyfile=key)))


def served(server: uvicorn.Server) -> Iterator[int]:
    with closing(socket.socket()) as taken:
        taken.bind(('127.0.0.1', 0))
        factory = server.config.get_loop_factory()
        thread = threading.Thread(target=lambda: asyncio.Runner(loop_factory=factory).run(server.serve([taken])))
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield taken.getsockname()[1]
        server.should_exit = server.force_exit = True
        thread.join()


def answer(connection: socket.socket) -> bytes:
    """What comes until the other end hangs up, or until nothing does for a second."""
    said = b''
    connection.settimeout(1)
    with suppress(OSError):
        while part := connection.recv(4096):
            said += part
    return said


def is_cut_off(connection: socket.socket) -> bool:
    connection.settimeout(1)
    try:
        while connection.recv(4096):
            pass
    except TimeoutError:
        return False
    except OSError:
        pass
    return True


def test_what_browsers_send_is_answered(port: int) -> None:
    with socket.create_connection(('127.0.0.1', port)) as one:
        for _ in range(2):   # on the same connection
            one.sendall(LINE + b'Cookie: ' + b'a' * 8000 + b'\r\n\r\n')
            assert b'200 OK' in answer(one)
        one.sendall(LINE + b'Content-Length: 900000\r\n\r\n' + b'a' * 900_000)
        assert b'900000 bytes' in answer(one)


@pytest.mark.parametrize('start', [LINE + b'X: ', b'GET /', LINE + b''.join(b'X%d: y\r\n' % n for n in range(5000))])
def test_a_head_without_an_end_is_not_kept(port: int, start: bytes) -> None:
    with socket.create_connection(('127.0.0.1', port)) as one:
        with suppress(OSError):   # it hangs up before everything is sent
            one.sendall(start + b'a' * 5_000_000)
            assert answer(one).startswith(b'HTTP/1.1 400')
        assert is_cut_off(one)


@pytest.mark.parametrize('start', [b'', b'GET / HT', LINE])
def test_who_says_nothing_more_is_not_waited_for(port: int, monkeypatch: pytest.MonkeyPatch, start: bytes) -> None:
    monkeypatch.setattr(bounded, 'PATIENCE', 0.3)
    with socket.create_connection(('127.0.0.1', port)) as one:
        one.sendall(start)
        assert is_cut_off(one)


def test_a_body_that_stops_coming_is_not_waited_for_and_a_slow_one_is(port: int,
                                                                     monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, 'PATIENCE', 0.3)
    with socket.create_connection(('127.0.0.1', port)) as stalled:
        stalled.sendall(LINE + b'Content-Length: 10\r\n\r\nabc')
        assert is_cut_off(stalled)
    with socket.create_connection(('127.0.0.1', port)) as slow:
        slow.sendall(LINE + b'Content-Length: 5\r\n\r\n')
        for letter in b'abcde':
            time.sleep(0.15)
            slow.sendall(bytes([letter]))
        assert b'5 bytes' in answer(slow)


def test_an_open_page_may_be_silent(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, 'PATIENCE', 0.2)
    with connect(f'ws://127.0.0.1:{port}/') as page, pytest.raises(TimeoutError):
        page.recv(timeout=0.8)


def test_an_answered_connection_has_the_usual_time(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, 'PATIENCE', 0.2)
    with socket.create_connection(('127.0.0.1', port)) as one:
        one.sendall(LINE + b'\r\n')
        assert b'200 OK' in answer(one)
        assert not is_cut_off(one)


def test_one_address_has_so_many_connections_and_this_computer_as_many_as_it_likes(
        port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, 'PER_ADDRESS', 3)
    opened = [socket.create_connection(('127.0.0.1', port)) for _ in range(6)]
    assert not is_cut_off(opened[-1])
    monkeypatch.setattr(bounded, 'THIS_COMPUTER', ())
    late = socket.create_connection(('127.0.0.1', port))
    assert is_cut_off(late)
    for one in opened[:4]:
        one.close()
    time.sleep(0.1)
    fresh = socket.create_connection(('127.0.0.1', port))
    fresh.sendall(LINE + b'\r\n')
    assert b'200 OK' in answer(fresh)
    for one in (*opened[4:], late, fresh):
        one.close()


# ---- before the two sides have agreed on a key -----------------------------------------------------------------------
def asked(port: int) -> bytes:
    with socket.create_connection(('127.0.0.1', port), timeout=5) as line:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        with context.wrap_socket(line) as encrypted:
            encrypted.sendall(LINE + b'\r\n')
            return answer(encrypted)


def test_silent_connections_to_the_encrypted_door_are_counted(door: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, 'PER_ADDRESS', 3)
    monkeypatch.setattr(bounded, 'THIS_COMPUTER', ())
    silent = [socket.create_connection(('127.0.0.1', door)) for _ in range(4)]
    assert [is_cut_off(one) for one in silent] == [False, False, False, True]
    silent[0].close()
    time.sleep(0.2)
    assert b'200 OK' in asked(door)
    for one in silent:
        one.close()


def test_whoever_never_agrees_on_a_key_is_not_waited_for(door: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, 'PATIENCE', 0.3)
    for said in (b'', b'\x16\x03\x01'):
        with socket.create_connection(('127.0.0.1', door)) as one:
            one.sendall(said)
            assert is_cut_off(one)
    monkeypatch.setattr(bounded, 'PATIENCE', 20)   # a busy computer may need longer for a key
    assert b'200 OK' in asked(door)
