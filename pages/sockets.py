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
Frame = dict[str, Any]

heard: WeakKeyDictionary[Client, int] = WeakKeyDictionary()   # the count of each page's last tap


def setup() -> None:
    """Once the program is built: NiceGUI's own handlers come behind these."""
    core.sio.on('connect', connect)
    core.sio.on('handshake', handshake)
    for name, handler in (('event', once), ('javascript_response', machine._on_javascript_response),
                          ('ack', machine._on_ack), ('log', machine._on_log)):
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
    return is_own(sid, frame.get('client_id', '')) and bool(await machine._on_handshake(sid, frame))


def behind(handler: Callable[[str, Frame], None]) -> Callable[[str, Frame], None]:
    """After its handshake a socket is in the room of its page, and hears and says nothing of others."""
    def handle(sid: str, frame: Frame) -> None:
        if isinstance(frame, dict) and frame.get('client_id') in core.sio.rooms(sid):
            handler(sid, frame)
    return handle


def once(sid: str, frame: Frame) -> None:
    """Taps come in their order: an earlier one is one said again. Without a count it is from a page's first moment."""
    client, count = Client.instances.get(frame['client_id']), frame.pop('count', None)
    if client and type(count) is int:
        if count <= heard.get(client, 0):
            return
        heard[client] = count
    try:
        machine._on_event(sid, frame)
    except Exception:
        log.exception('a tap was not understood')   # answered all the same: said again it would be no better


def is_own(sid: str, client_id: str) -> bool:
    client = Client.instances.get(client_id)
    scope = core.sio.get_environ(sid).get('asgi.scope', {})
    return client is not None and guard.token_of(HTTPConnection(scope)) == guard.token_of(client.request)


def hang_up(client: Client) -> None:
    """Close what is still open to this page: it hears nothing more, and nothing it says is listened to (S8)."""
    for sid, _ in list(core.sio.manager.get_participants('/', client.id)):
        background_tasks.create(core.sio.disconnect(sid), name='hang up')
