"""A socket speaks only for pages that were opened with its own session (S2, S8), and each of its taps counts once.

NiceGUI takes the `client_id` in a frame for proof enough: whoever reads one off a screen could act as somebody else.
And it forgets a tap whose connection breaks: the browser says it again (sockets.js), and here it is heard once.
"""
import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs
from weakref import WeakKeyDictionary

import socketio
from nicegui import Client, background_tasks, core
from nicegui import nicegui as machine
from starlette.requests import HTTPConnection

from pages import guard

log = logging.getLogger(__name__)
PONG_WITHIN = 6   # seconds a browser has to answer; in two of NiceGUI's a slow tablet has not drawn a long list
NAMED = ('client_id', 'tab_id', 'document_id')   # what a handshake says
Frame = dict[str, Any]

heard: WeakKeyDictionary[Client, int] = WeakKeyDictionary()   # the count of each page's last tap


def setup() -> None:
    """Once the program is built: NiceGUI's own handlers come behind these."""
    core.sio.on('connect', connect)
    core.sio.on('handshake', handshake)
    for name, handler in (('event', once), ('javascript_response', machine._on_javascript_response),
                          ('ack', machine._on_ack), ('log', unheard)):
        core.sio.on(name, behind(handler))


def start() -> None:
    """Once the program runs; NiceGUI has set its own patience by then."""
    core.sio.eio.ping_timeout = PONG_WITHIN


async def connect(sid: str, environ: Frame, auth: Any = None) -> None:
    query = parse_qs(environ.get('QUERY_STRING', ''))
    if query.get('implicit_handshake') == ['true'] and not is_own(sid, query.get('client_id', [''])[0]):
        raise socketio.exceptions.ConnectionRefusedError('Implicit handshake failed')   # the page loads itself anew
    await machine._on_connect(sid, environ, auth)


async def handshake(sid: str, frame: Frame) -> bool:
    known = isinstance(frame, dict) and all(isinstance(frame.get(name), str) for name in NAMED)
    return known and is_own(sid, frame['client_id']) and bool(await machine._on_handshake(sid, frame))


def behind(handler: Callable[[str, Frame], None]) -> Callable[[str, Frame], None]:
    """After its handshake a socket is in the room of its page, and hears and says nothing of others. What nobody
    understands is answered all the same: said again it would be no better."""
    def handle(sid: str, frame: Frame) -> None:
        named = frame.get('client_id') if isinstance(frame, dict) else None
        if not (isinstance(named, str) and named in core.sio.rooms(sid)):
            return
        try:
            handler(sid, frame)
        except Exception:
            log.exception('a frame was not understood')
    return handle


def unheard(_sid: str, _frame: Frame) -> None:
    """What a browser wants to have in our log may quote what somebody typed (D8)."""


def once(sid: str, frame: Frame) -> None:
    """Taps come in their order: an earlier one is one said again. Without a count it is from a page's first moment."""
    client, count = Client.instances.get(frame['client_id']), frame.pop('count', None)
    if client and type(count) is int:
        if count <= heard.get(client, 0):
            return
        heard[client] = count
    machine._on_event(sid, frame)


def is_own(sid: str, client_id: str) -> bool:
    return guard.is_own_page(HTTPConnection(core.sio.get_environ(sid).get('asgi.scope', {})), client_id)


def hang_up(client: Client) -> None:
    """Close what is still open to this page: it hears nothing more, and nothing it says is listened to (S8)."""
    for sid, _ in list(core.sio.manager.get_participants('/', client.id)):
        background_tasks.create(core.sio.disconnect(sid), name='hang up')
