"""The café's own Wi-Fi: who this computer is there, and the two doors it opens (S3).

Behind the encrypted door is the whole program. The plain door, for phones of customers and for tablets that do not
trust us yet, serves exactly two things without cookies: how to trust the certificate, and the page of a slip, from
where its holder can have their data erased.
"""
import asyncio
import ipaddress
import logging
import re
import socket
import ssl
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import ifaddr
import uvicorn
from nicegui import core
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from db import holding
from db.errors import Refused, why
from db.i18n import _
from pages import border
from pages.door import Door

if TYPE_CHECKING:
    from pages.certificates import Authority

log = logging.getLogger(__name__)
EVERYWHERE = '0.0.0.0'   # noqa: S104  the point of it: the Wi-Fi
NOT_WIFI = ('docker', 'br-', 'veth', 'virbr', 'tun', 'tap', 'wg')   # networks inside of this computer
LOOK = 60                # seconds between two looks at the addresses: a router may give us another one
PLAIN = ('/t/', '/T/', '/look/', '/_nicegui/')   # what the plain door lets through
TRUST, ROOT = '/vertrauen', '/vertrauen/wurzel.crt'


def https_port(port: int) -> int:
    """8443 beside 8080."""
    return port + 363 if port + 363 < 65536 else port - 363


def plain_port(port: int) -> int:
    """8081 beside 8080."""
    return port + 1 if port < 65535 else port - 2


def addresses() -> list[str]:
    """The addresses of this computer in its networks, the one it reaches others by first."""
    found = [str(ip.ip) for adapter in ifaddr.get_adapters() if not adapter.nice_name.startswith(NOT_WIFI)
             for ip in adapter.ips if ip.is_IPv4]
    usual = _usual()
    return sorted((one for one in dict.fromkeys(found) if _reaches_others(one)), key=lambda one: one != usual)


def _reaches_others(address: str) -> bool:
    known = ipaddress.ip_address(address)
    return not (known.is_loopback or known.is_link_local)


def _usual() -> str:
    """Whom the router knows us as. Nothing is sent."""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(('192.0.2.1', 9))
        return str(probe.getsockname()[0])
    return ''


def names() -> list[str]:
    """The name other computers may know this one by. A bare one our own root could not vouch for."""
    own = socket.gethostname().partition('.')[0].lower()
    return [f'{own}.local'] if re.fullmatch(r'[a-z0-9-]{1,63}', own) and own != 'localhost' else []


@dataclass
class Lan:
    """`open` is what people see: the addresses to type, none while the Wi-Fi is shut."""
    folder: Path | None = None
    port: int = 8080
    own: tuple[Path, Path] | None = None     # certificate and key that the operator brings
    asked: bool = False                      # by --lan, whatever the setting says
    trouble: str = ''                        # why it could not be opened
    ips: list[str] = field(default_factory=list)
    authority: 'Authority | None' = None
    _doors: list[tuple[Door, asyncio.Task[None]]] = field(default_factory=list)
    _watch: asyncio.Task[None] | None = None
    _again: asyncio.Task[None] | None = None

    @property
    def open(self) -> bool:
        return bool(self._doors)

    @property
    def team_address(self) -> str:
        """'https://192.168.178.42:8443', or '' while it is shut."""
        return f'https://{self._host}:{https_port(self.port)}' if self.open else ''

    @property
    def slip_address(self) -> str:
        """What the codes on slips begin with: 'http://192.168.178.42:8081'."""
        return f'http://{self._host}:{plain_port(self.port)}' if self.open else ''

    def note_addresses(self) -> None:
        """What codes begin with until the café has said so itself. A disk that is full keeps nobody from printing."""
        if self.folder:
            here = f'http://127.0.0.1:{self.port}'
            with suppress(OSError):
                holding.note_addresses(self.folder, self.slip_address or here, self.team_address or here)

    @property
    def _host(self) -> str:
        return self.ips[0] if self.ips else '127.0.0.1'

    async def start(self) -> None:
        """Open both doors. Raises `Refused` when a port is taken or a certificate cannot be read."""
        if self.open or self.folder is None:
            return
        self.ips = addresses()
        certificate, key = self._certificate()
        check_pair(certificate, key)
        self._let_in()
        encrypted = bound(https_port(self.port))
        try:
            plain = bound(plain_port(self.port))
        except Refused:
            encrypted.close()
            raise
        self._open(encrypted, core.app, certificate, key)
        self._open(plain, only_two_things)
        self._watch = asyncio.get_running_loop().create_task(self._look(), name='look at the addresses')

    def try_again(self, opening: Callable[[], Awaitable[None]]) -> None:
        """What is in the way may go: a port that is taken is free when the other program ends."""
        async def later() -> None:
            await asyncio.sleep(LOOK)
            await opening()
        if self._again is None or self._again.done() or self._again is asyncio.current_task():
            self._again = asyncio.get_running_loop().create_task(later(), name='open the Wi-Fi later')

    async def stop(self) -> None:
        for task in (self._watch, self._again):
            if task and task is not asyncio.current_task():
                task.cancel()
        doors, self._doors = self._doors, []
        for door, task in doors:
            door.should_exit = door.force_exit = True
            with suppress(asyncio.CancelledError, Exception):
                await task
        border.hosts.shut()

    def _open(self, taken: socket.socket, app: ASGIApp, certificate: Path | None = None,
              key: Path | None = None) -> None:
        door = Door(uvicorn.Config(cast(Any, app), lifespan='off', log_config=None, access_log=False,
                                   server_header=False, proxy_headers=False, ssl_certfile=certificate, ssl_keyfile=key))
        task = asyncio.get_running_loop().create_task(door.serve(sockets=[taken]), name='a door to the Wi-Fi')
        self._doors.append((door, task))

    def _certificate(self) -> tuple[Path, Path]:
        from pages.certificates import Authority, names_in  # its 8 MB only where there is a door
        if self.own:
            self.ips = [*[name for name in names_in(self.own[0]) if '*' not in name], *self.ips]
            return self.own
        if self.folder is None:
            raise RuntimeError('no folder')
        self.authority = self.authority or Authority(self.folder)
        return self.authority.issue([*self.ips, *names(), '127.0.0.1', 'localhost'])

    def _let_in(self) -> None:
        """Whoever calls us by these names means us (S1)."""
        here = [*self.ips, *names(), 'localhost', '127.0.0.1']
        border.hosts.open({https_port(self.port): here, plain_port(self.port): here})

    async def _look(self) -> None:
        """A new address gets a certificate of its own, without a restart; running connections stay."""
        while True:
            await asyncio.sleep(LOOK)
            found = addresses()
            if not self.own and (found != self.ips or (self.authority and self.authority.is_due)):
                try:
                    self._take_over(found)
                except Exception:   # a full disk: the next look tries again
                    log.exception('the new address could not be taken over')

    def _take_over(self, found: list[str]) -> None:
        before, self.ips = self.ips, found
        try:
            certificate, key = self._certificate()
            context = self._doors[0][0].config.ssl
            if context is not None:
                context.load_cert_chain(certificate, key)
        except Exception:
            self.ips = before
            raise
        self._let_in()
        self.note_addresses()


def check_pair(certificate: Path, key: Path) -> None:
    """Before a door says that it is open. Raises `Refused`."""
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, password='')
    except (OSError, ssl.SSLError) as problem:
        reason = _('Sie gehören nicht zusammen, oder der Schlüssel hat ein Passwort.') \
            if isinstance(problem, ssl.SSLError) else why(problem)
        raise Refused(_('Zertifikat {certificate} und Schlüssel {key} gehen nicht: {reason}')
                      .format(certificate=certificate, key=key, reason=reason)) from None


def bound(port: int) -> socket.socket:
    taken = socket.socket()
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((EVERYWHERE, port))
    except OSError:
        taken.close()
        raise Refused(_('Der Anschluss {port} für das WLAN ist belegt, vermutlich von einem anderen Programm. '
                        'Sobald er frei ist, öffnet sich das WLAN von selbst. Einen anderen wählst du beim Starten: '
                        'KONTAKTBUCH_PORT={other} ./run.sh').format(port=port, other=port + 100)) from None
    return taken


async def only_two_things(scope: Scope, receive: Receive, send: Send) -> None:
    """The plain door. Cookies stay outside, so nobody is logged in here, whatever a browser sends."""
    if scope['type'] != 'http':
        if scope['type'] == 'websocket':
            await receive()
            await send({'type': 'websocket.close', 'code': 4403})
        return
    asked = str(scope['path'])
    path = {'/': TRUST, '/wurzel.crt': ROOT}.get(asked, asked)
    if not (path in (TRUST, ROOT) or path.startswith(PLAIN)) or '/_nicegui_ws' in path or not border.is_public(path):
        answer = PlainTextResponse(_('Hier gibt es nur den Stand eines Scheins und das Zertifikat.'), 404)
        border.dress(answer.headers)
        await answer(scope, receive, send)
        return
    headers = [(name, value) for name, value in scope['headers'] if name != b'cookie']
    state = {'door': 'plain', 'team': lan.team_address}
    inside = {**scope, 'path': path, 'raw_path': path.encode(), 'headers': headers, 'state': state}
    await core.app(inside, receive, send)


lan = Lan()
