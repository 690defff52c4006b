"""The border: what every request and every socket must show before anything behind it runs.

NiceGUI accepts any Host and any Origin, also on its socket, and HTTP middleware never sees what happens on a socket.
So this is plain ASGI and stands in front of everything (S1, S2, S11).
"""
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, Protocol
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from db.i18n import _
from db.importing import reading
from db.who import Who

# NiceGUI and Quasar need inline and evaluated scripts; nothing may come from another host
CSP = ("default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
       "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; "
       "form-action 'self'; frame-src 'self' blob:; frame-ancestors 'self'")
# Chromium shows a PDF through an object of its own inside the answer, which the rules above would forbid
PDF_CSP = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"
HEADERS = {
    'Content-Security-Policy': CSP,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',   # pages with a form weaken this for themselves: see plain.py
    'X-Frame-Options': 'SAMEORIGIN',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(self), microphone=(), geolocation=(), payment=(), usb=()',
    'Cache-Control': 'no-store',
}
PUBLIC = ('/anmelden', '/einrichten', '/entsperren', '/entsperren/tablet', '/sperren', '/geraet', '/favicon.ico')
# /_nicegui/ holds NiceGUI's own scripts and fonts, no data
PUBLIC_BELOW = ('/t/', '/T/', '/vertrauen', '/look/', '/_nicegui/')
OF_A_PAGE = '/_nicegui/client/'   # what an open page takes besides its socket: files, below its `client_id`
LARGEST = reading.MOST_BYTES + 64 * 1024   # bytes of a file with its envelope
SAFE_METHODS = ('GET', 'HEAD', 'OPTIONS')
DEFAULT_PORTS = {'http': 80, 'https': 443, 'ws': 80, 'wss': 443}
SPOKEN = {'http': 'http', 'https': 'https', 'ws': 'http', 'wss': 'https'}   # the scheme of a socket's page

QUIET = ('/_nicegui_ws/', '/sitzung', '/annahme/stand')   # asked by pages themselves, whether or not somebody is there


class FindWho(Protocol):
    """Whose session a request carries. `slide`: it counts as a use of the session."""

    def __call__(self, connection: HTTPConnection, *, slide: bool) -> Awaitable[Who | None]: ...


class IsOwnPage(Protocol):
    """Whether a page was opened with the session that a request carries."""

    def __call__(self, connection: HTTPConnection, client_id: str) -> bool: ...


class Hosts:
    """The names under which this program may be called, as `name:port`."""

    def __init__(self) -> None:
        self._own: frozenset[str] = frozenset()
        self._lan: frozenset[str] = frozenset()
        self._configured: frozenset[str] = frozenset()

    def listen(self, port: int, names: Iterable[str] = ('localhost', '127.0.0.1', '[::1]')) -> None:
        """The program's own names on this computer."""
        self._own = frozenset(f'{name.lower()}:{port}' for name in names)

    def open(self, named: Mapping[int, Iterable[str]]) -> None:
        """Names by port under which the Wi-Fi knows this computer, while it is open to it (S3)."""
        self._lan = frozenset(f'{name.lower()}:{port}' for port, names in named.items() for name in names)

    def shut(self) -> None:
        self._lan = frozenset()

    def configure(self, base_address: str) -> None:
        """The address printed on tickets (settings) is a name of ours, too."""
        found = host_of(base_address)
        self._configured = frozenset({found} if found else ())

    def know(self, host: str, scheme: str) -> bool:
        return with_port(host, scheme) in self._own | self._lan | self._configured


hosts = Hosts()


def with_port(host: str, scheme: str) -> str:
    host = host.strip().lower()
    return host if host.rpartition(']')[2].count(':') else f'{host}:{DEFAULT_PORTS.get(scheme, 80)}'


def host_of(address: str) -> str | None:
    """`http://Name:8080/x` → `name:8080`; None for what is no address."""
    try:
        parts = urlsplit(address)
        return with_port(parts.netloc, parts.scheme) if parts.netloc and parts.scheme in DEFAULT_PORTS else None
    except ValueError:
        return None


def is_public(path: str) -> bool:
    return path in PUBLIC or (path.startswith(PUBLIC_BELOW) and not path.startswith(OF_A_PAGE))


class Border:
    """Foreign hosts and origins go away, strangers go to the login, every answer carries the headers."""

    def __init__(self, app: ASGIApp, find_who: FindWho, is_own_page: IsOwnPage) -> None:
        self.app, self.find_who, self.is_own_page = app, find_who, is_own_page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope['type'] == 'http':
            if scope['method'] == 'HEAD' and is_public(scope['path']):   # as apps ask that scan codes and link pages
                scope = {**scope, 'method': 'GET'}
            refusal = await self._check(scope)
            await (refusal or self.app)(scope, receive, _with_headers(send))
        elif scope['type'] == 'websocket':
            code = await self._check_socket(scope)
            if code:
                await receive()
                await send({'type': 'websocket.close', 'code': code})
            else:
                await self.app(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _check(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if is_foreign(scope, headers):
            return PlainTextResponse(_('Diese Anfrage kommt von einer fremden Seite.'), 403)
        quiet = scope['path'].startswith(QUIET)
        if is_public(scope['path']) or await self.find_who(HTTPConnection(scope), slide=not quiet):
            return self._check_file(scope, headers) if scope['path'].startswith(OF_A_PAGE) else None
        if wants_page(scope, headers):
            return RedirectResponse(login_address(wanted_by(scope)), 303)
        return PlainTextResponse(_('Bitte melde dich an.'), 401)

    def _check_file(self, scope: Scope, headers: Headers) -> Response | None:
        """A file for a page of one's own session, and not read at all when it is too large (S2, S10)."""
        if not self.is_own_page(HTTPConnection(scope), scope['path'].removeprefix(OF_A_PAGE).partition('/')[0]):
            return PlainTextResponse(_('Diese Seite gehört zu einer anderen Anmeldung.'), 403)
        length = headers.get('content-length', '')
        if not (length.isascii() and length.isdecimal() and len(length) < 12 and int(length) <= LARGEST):
            return PlainTextResponse(_('Das ist zu groß.'), 413)
        return None

    async def _check_socket(self, scope: Scope) -> int | None:
        headers = Headers(scope=scope)
        if is_foreign(scope, headers, origin_needed=True):
            return 4403
        return None if await self.find_who(HTTPConnection(scope), slide=False) else 4401


def is_foreign(scope: Scope, headers: Headers, *, origin_needed: bool = False) -> bool:
    """A browser sends Origin with every socket and every POST; other programs may leave it out of plain requests."""
    scheme = scope.get('scheme', 'http')
    named = headers.getlist('host')
    if len(named) != 1 or not hosts.know(named[0], scheme):
        return True
    origin = headers.get('origin')
    if origin is None:
        return origin_needed
    return origin.lower().partition('://')[0] != SPOKEN[scheme] or host_of(origin) != with_port(named[0], scheme)


def wants_page(scope: Scope, headers: Headers) -> bool:
    """A look at a page, not a script's question or something inside a page, where a login would only disturb."""
    return (scope['method'] in SAFE_METHODS and headers.get('sec-fetch-dest', 'document') == 'document'
            and not scope['path'].startswith('/_nicegui_ws/'))


def login_address(wanted: str) -> str:
    return '/anmelden' if wanted == '/' else f'/anmelden?next={quote(wanted, safe="/")}'


def wanted_by(scope: Scope) -> str:
    query = scope.get('query_string', b'').decode('latin-1')
    return quote(scope['path']) + (f'?{query}' if query else '')


def is_own_path(wanted: str) -> bool:
    """Where a login may lead: a path of this program, never another host (`//evil`, `/\\evil`, `/<tab>/evil`)."""
    plain = wanted.isprintable() and '\\' not in wanted
    return plain and wanted.startswith('/') and not wanted.startswith('//')


def own_path(wanted: str) -> str:
    return wanted if is_own_path(wanted) else '/'


def dress(headers: MutableHeaders) -> None:
    """What every answer carries (S11)."""
    if headers.get('content-type', '').startswith('application/pdf'):
        headers.setdefault('Content-Security-Policy', PDF_CSP)
    for name, value in HEADERS.items():
        headers.setdefault(name, value)


def _with_headers(send: Send) -> Callable[[Message], Awaitable[Any]]:
    async def sending(message: Message) -> None:
        if message['type'] == 'http.response.start':
            dress(MutableHeaders(scope=message))
        await send(message)
    return sending
