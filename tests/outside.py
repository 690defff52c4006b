"""Somebody in front of a running café without a browser: what a browser would send, over http and over the socket."""
import json
import re
from html import unescape
from typing import Any
from uuid import uuid4

import httpx
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.personas import PASSWORDS

ITEM = 'Radio'
ELEMENTS = re.compile(r'parseElements\(String\.raw`(.*?)`\)', re.DOTALL)
CLIENT = re.compile(r"'client_id': '([0-9a-f-]{36})'")
Element = dict[str, Any]


class Caller:
    """Cookies of their own, and the answers as they come."""

    def __init__(self, url: str, name: str = '', **more: Any) -> None:
        self.url = url
        self.http = httpx.Client(base_url=url, timeout=30, **more)
        if name:
            self.log_in(name)

    def log_in(self, name: str) -> httpx.Response:
        answer = self.post('/anmelden', data={'name': name.capitalize(), 'password': PASSWORDS[name.lower()]})
        assert answer.status_code == 303, answer.text
        return answer

    def log_out(self) -> None:
        assert self.post('/abmelden').status_code == 303

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.http.get(path, **more)

    def post(self, path: str, **more: Any) -> httpx.Response:
        return self.http.post(path, headers={'origin': self.url} | more.pop('headers', {}), **more)

    def drop_off(self, request_id: str = '', **values: Any) -> httpx.Response:
        """What the counter's form sends; the same `request_id` again is the same item."""
        shown = [each['key'] for each in self.get('/annahme/stand').json()['questions'].values()]
        form = {'request_id': request_id or str(uuid4()), 'item': ITEM, 'store': False, 'shown': shown} | values
        return self.post('/annahme/schein', content=json.dumps(form), headers={'content-type': 'application/json'})

    @property
    def cookie(self) -> str:
        return '; '.join(f'{name}={value}' for name, value in self.http.cookies.items())

    def open(self, path: str) -> 'OpenPage':
        return OpenPage(self, path)


class OpenPage:
    """A page whose socket is open, as long as the `with` lasts."""

    def __init__(self, caller: Caller, path: str) -> None:
        self.caller = caller
        answer = caller.get(path)
        assert answer.status_code in (200, 403), answer
        self.text = answer.text
        self.client_id = CLIENT.search(self.text)[1]
        self.elements: dict[str, Element] = json.loads(unescape(ELEMENTS.search(self.text)[1]))

    def __enter__(self) -> 'OpenPage':
        self.socket = Socket(self.caller.url, self.caller.cookie)
        assert self.socket.shake_hands(self.client_id)
        return self

    def __exit__(self, *_problem: object) -> None:
        self.socket.close()

    @property
    def events(self) -> list[tuple[int, Element]]:
        """Everything on this page that listens, with the number of its element."""
        return [(int(number), event) for number, element in self.elements.items()
                for event in element.get('events', [])]

    def frame(self, number: int, event: Element, *args: Any) -> Element:
        """What the page would send when this happens on it."""
        return {'id': number, 'client_id': self.client_id, 'listener_id': event['listener_id'],
                'args': [json.dumps(arg) for arg in args]}

    def send(self, number: int, event: Element, *args: Any) -> None:
        self.socket.emit('event', self.frame(number, event, *args))


class Socket:
    """NiceGUI's socket by hand. Raises `ConnectionRefusedError` when nobody lets it in."""

    def __init__(self, url: str, cookie: str = '', origin: str | None = None, query: str = '') -> None:
        self.heard: list[str] = []
        self._answers = 0
        try:
            self._ws = connect(
                f'{url.replace("http", "ws", 1)}/_nicegui_ws/socket.io/?EIO=4&transport=websocket&{query}',
                max_size=None, legacy=True, origin=url if origin is None else origin or None,
                additional_headers={'Cookie': cookie} if cookie else {})
        except InvalidStatus as refusal:
            raise ConnectionRefusedError(refusal.response.status_code) from None
        self._until('0')
        self._ws.send('40')
        self._until('40')

    def shake_hands(self, client_id: str) -> bool:
        return bool(self.ask('handshake', {'client_id': client_id, 'tab_id': str(uuid4()), 'document_id': str(uuid4()),
                                           'next_message_id': 0}))

    def emit(self, name: str, *values: Any) -> None:
        self._ws.send('42' + json.dumps([name, *values]))

    def ask(self, name: str, *values: Any) -> Any:
        """The answer to an event that has one."""
        self._answers += 1
        self._ws.send(f'42{self._answers}' + json.dumps([name, *values]))
        begin = f'43{self._answers}'
        return json.loads(self._until(begin).removeprefix(begin))[0]

    def listen(self, seconds: float) -> list[str]:
        """What comes within a while, pings answered."""
        came: list[str] = []
        while (text := self._next(seconds)) is not None:
            came.append(text)
        return came

    def close(self) -> None:
        self._ws.close()

    def _until(self, begin: str) -> str:
        while True:
            text = self._next(10)
            assert text is not None, f'no {begin} came, but {self.heard[-3:]}'
            if text.startswith('44'):
                raise ConnectionRefusedError(text)
            if text.startswith(begin):
                return text

    def _next(self, seconds: float) -> str | None:
        try:
            text = str(self._ws.recv(seconds))
        except TimeoutError:
            return None
        if text == '2':
            self._ws.send('3')
        self.heard.append(text)
        return text
