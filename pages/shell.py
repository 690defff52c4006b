"""The one page behind the login. Screens change inside it over the open socket, which takes a few milliseconds.

A click inside the shell passes no middleware, so every screen stands in `SCREENS` and enters through `guard.protected`.
"""
import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from html import escape
from typing import Any

from fastapi import Request, Response
from nicegui import ui

from db import numbers, repairs, settings
from db.clock import utc_now
from db.errors import Unknown
from db.i18n import _
from db.who import Who
from pages import (
    border,
    exchange,
    guard,
    journal,
    my_account,
    papers,
    plain,
    privacy,
    repair,
    sheets,
    tablet_page,
    today,
)
from pages import settings as settings_screen
from pages.bridge import in_store
from pages.frame import Frame

UNHEARD = _('Die Verbindung war zu lange weg. Bitte sieh nach, ob gespeichert ist, was du zuletzt getan hast.')
PATIENCE = 2.5           # seconds for the first screen; NiceGUI itself gives a page three
RECONNECT_TIMEOUT = 30   # seconds a page waits for its browser, so that a short Wi-Fi drop loses nothing
Builder = Callable[..., Any]


@dataclass(frozen=True)
class Screen:
    path: str
    title: str
    right: str
    build: Builder


SCREENS = (
    Screen('/', _('Heute'), 'repair', today.build),
    Screen('/reparaturen', _('Reparaturen'), 'lists', sheets.repairs),
    Screen('/team', _('Team'), 'lists', sheets.team),
    Screen('/kundinnen', _('Kund:innen'), 'lists', sheets.customers),
    Screen('/extern', _('Extern'), 'lists', sheets.external),
    Screen('/ehemalige', _('Ehemalige'), 'lists', sheets.former),
    Screen('/r/{number}', '{number}', 'repair', repair.build),
    Screen('/berichte', _('Berichte'), 'lists', papers.build),
    Screen('/austausch', _('Austausch'), 'exchange', exchange.build),
    Screen('/datenschutz', _('Datenschutz'), 'privacy', privacy.build),
    Screen('/einstellungen', _('Einstellungen'), 'settings', settings_screen.build),
    Screen('/protokoll', _('Protokoll'), 'settings', journal.build),
    Screen('/konto', _('Mein Konto'), 'own', my_account.build),
)


def open_pages() -> None:
    """Every screen has an address of its own; all of them are the same page."""
    for screen in SCREENS:
        ui.page(screen.path, reconnect_timeout=RECONNECT_TIMEOUT)(shell)


async def shell(request: Request) -> Response | None:
    who = await guard.who_of(request)
    if who is None:
        return plain.redirect(border.login_address(border.wanted_by(request.scope)))
    better = await better_address(request.path_params.get('number', ''))
    if better:
        return plain.redirect(better)
    await draw(who)
    return None


async def better_address(number: str) -> str | None:
    """A repair has one address: opened by token, without dashes or in another case, the browser is led there."""
    code = numbers.read_code(number)
    if not code.understood or code.number == number:
        return None
    try:
        return f'/r/{(await in_store(repairs.read, code.number or code.token or "", utc_now())).number}'
    except Unknown:
        return None


async def draw(who: Who) -> None:
    client = ui.context.client
    ui.add_head_html(f'<meta name="kb-screens" content="{" ".join(pattern(screen) for screen in SCREENS)}">'
                     '<meta name="referrer" content="same-origin">'
                     f'<meta name="kb-unheard" content="{escape(UNHEARD)}">')
    tablet_page.mark(who)
    frame = Frame(who, await in_store(settings.read))
    frame.show(client.sub_pages_router.current_path)
    client.sub_pages_router.on_path_changed(frame.show)
    there = asyncio.Event()
    ui.sub_pages({screen.path: entered(screen, there) for screen in SCREENS}, show_404=False)
    async with asyncio.timeout(PATIENCE):   # so that the first HTML holds the screen, not an empty frame
        await there.wait()


def entered(screen: Screen, there: asyncio.Event) -> Builder:
    """The builder behind its guard; `there` tells that the first screen stands."""
    @wraps(screen.build)
    async def build(**arguments: Any) -> None:
        ui.page_title(f'{screen.title.format(**arguments)} · Kontaktbuch')
        try:
            await guard.protected(screen.right)(screen.build)(**arguments)
        finally:
            there.set()
    return build


def pattern(screen: Screen) -> str:
    """For the browser, which lets every other link be an ordinary one (frame.js): '/r/{number}' → '/r/*'."""
    return screen.path.partition('{')[0] + ('*' if '{' in screen.path else '')
