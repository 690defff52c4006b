"""Serving: the port, what stands in front of the pages, and what happens at start and stop."""
import socket
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from nicegui import app, background_tasks, core, ui
from nicegui.storage import Storage

from db import accounts, events, settings
from db.clock import utc_now
from db.errors import Refused
from db.events import Changed
from db.i18n import _
from pages import (
    access,
    border,
    bridge,
    counter,
    downloads,
    enrolling,
    errands,
    failing,
    guard,
    live,
    locking,
    login,
    logs,
    own_withdrawal,
    papers,
    plain,
    privacy,
    public,
    quick,
    setup,
    shell,
    sockets,
    theme,
    trust,
    wifi_health,
)
from pages.bounded import Bounded
from pages.bridge import in_store
from pages.lan import EVERYWHERE, https_port, lan, plain_port

stop_listening: list[Callable[[], None]] = []
LOCAL = '127.0.0.1'
STOP_AFTER = 3   # seconds that open pages get to say goodbye


def serve(folder: Path, host: str = LOCAL, port: int = 8080, *, wifi: bool = False,
          own: tuple[Path, Path] | None = None) -> None:
    """Serve the opened store in `folder` until the program is stopped. `wifi` opens it to the Wi-Fi for this run, else
    the setting decides; `own` are the operator's certificate and key. Raises `Refused` when a port is taken."""
    check_port(host, port)
    lan.folder, lan.port, lan.own, lan.asked = folder, port, own, wifi
    if wifi or settings.read().lan:
        for needed in (https_port(port), plain_port(port)):
            check_port(EVERYWHERE, needed)
    if own:
        from pages.certificates import names_in
        names_in(own[0])
    logs.quiet()
    build(folder, host, port)
    with suppress(KeyboardInterrupt):   # Ctrl+C is the usual way to stop; everything is closed by then
        run(host, port)


def build(folder: Path, host: str = LOCAL, port: int = 8080) -> None:
    """Everything the program shows, ready to run."""
    bridge.start()
    quick.install()
    Storage.path = folder / '.nicegui'   # nothing is kept there (D8); if a later part does, it is with the other data
    guard.Cookie.listen(port)
    border.hosts.listen(port)
    theme.setup()
    plain.setup()
    for module in (login, locking, enrolling, setup, public, own_withdrawal, trust, papers, access, privacy, counter,
                   downloads):
        app.router.routes.extend(module.router.routes)   # `include_router` would nest one more lifespan each time
    shell.open_pages()
    counter.open_page()
    failing.setup()
    sockets.setup()
    app.add_middleware(border.Border, find_who=guard.who_of, is_own_page=guard.is_own_page)
    app.on_startup(partial(start, f'http://{host}:{port}'))
    app.on_connect(live.follow)
    app.timer(live.PATROL, live.feed.patrol)
    app.on_shutdown(stop)


def run(host: str = LOCAL, port: int = 8080) -> None:
    # no proxy stands in front, so nobody may say on somebody else's behalf from where they come (S6)
    ui.run(host=host, port=port, http=Bounded, title='Kontaktbuch', favicon=theme.LOOK / 'favicon.svg', language='de',
           dark=None, tailwind=False, reload=False, show=False, show_welcome_message=False,
           binding_refresh_interval=None, log_config=None, access_log=False, server_header=False, proxy_headers=False,
           timeout_graceful_shutdown=STOP_AFTER)


def check_port(host: str, port: int) -> None:
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)   # as the server itself will do
            probe.bind((host, port))
    except OSError:
        raise Refused(_('Der Anschluss {port} ist belegt. Läuft das Kontaktbuch schon? Einen anderen wählst du so: '
                        'KONTAKTBUCH_PORT={other} ./run.sh').format(port=port, other=port + 1)) from None


async def start(address: str) -> None:
    border.hosts.configure((await in_store(settings.read)).base_address)
    say(_('Kontaktbuch: {address}').format(address=address))
    if await in_store(accounts.needs_setup):
        say(_('Noch kein Konto. Bitte {address} öffnen.').format(address=f'{address}/einrichten'))
        say(f'Einrichtungscode: {setup.code.make()}')
    sockets.start()
    live.start()
    errands.start()
    stop_listening.append(events.on_change(follow_settings))
    await follow_lan()


async def follow_lan() -> None:
    was = lan.open
    await _open_or_shut()
    lan.note_addresses()
    if lan.folder and not (was and lan.open):   # a door that stays open goes on with what it has read
        await in_store(wifi_health.note, lan.folder)
        found = await in_store(wifi_health.finding, lan.folder, utc_now())
        if lan.open and not found.well:   # whoever has just named a certificate looks here
            say(f'{found.what}: {found.words}')


async def _open_or_shut() -> None:
    """Open or shut the Wi-Fi as the setting says; a taken port is a sentence in the log and on the settings screen."""
    if lan.asked or (await in_store(settings.read)).lan:
        try:
            await lan.start()
        except Refused as refusal:
            if lan.trouble != refusal.sentence:
                say(_('Das WLAN bleibt zu: {reason}').format(reason=refusal.sentence))
            lan.trouble = refusal.sentence
            lan.try_again(follow_lan)
            return
        lan.trouble = ''
        say(_('Im WLAN: {address}').format(address=lan.team_address))
        say(_('Zum Vertrauen und für Scheine: {address}').format(address=lan.slip_address))
    else:
        lan.trouble = ''
        if lan.open:
            await lan.stop()
        if lan.own:   # the switch in the settings takes them, too
            say(_('Die Zertifikate werden benutzt, sobald das WLAN geöffnet ist.'))


async def stop() -> None:
    await lan.stop()
    lan.trouble = ''
    if lan.folder:
        await in_store(wifi_health.note, lan.folder)
    await errands.last()
    live.stop()
    while stop_listening:
        stop_listening.pop()()
    bridge.stop()


def follow_settings(changed: Changed) -> None:
    """In the thread that saved it: tickets carry a new address, so requests may come under it from now on."""
    if ('setting', 'base_address') in changed.rows:
        border.hosts.configure(settings.read().base_address)
    if ('setting', 'lan') in changed.rows and core.loop:
        core.loop.call_soon_threadsafe(lambda: background_tasks.create(follow_lan(), name='follow the Wi-Fi setting'))


def say(line: str) -> None:
    print(line, flush=True)   # noqa: T201 the console is where the person who starts the program looks
