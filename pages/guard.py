"""Who may do what, asked again at every screen, every event and every download (S2, S8).

The cookie carries nothing but a random token; the store knows whose session that is and whether it still runs.
A page keeps the token it was opened with: when that session ends, the page's next step leads to the login, even if
somebody else has logged in on the same browser since.
"""
import inspect
import json
import logging
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any

from fastapi import HTTPException, Request
from nicegui import Client, helpers, ui
from starlette.requests import HTTPConnection

from db import sessions
from db.clock import utc_now
from db.errors import Refused, fault_of
from db.i18n import _
from db.who import Who, may
from pages import theme
from pages.bridge import in_store
from pages.dialogs import AlreadyOpen

log = logging.getLogger(__name__)
_viewer: ContextVar[Who] = ContextVar('viewer')
Builder = Callable[..., Any]


class Cookie:
    """The name depends on the port: cookies do not, and a second café on this computer must not log the first out."""
    name = 'kontaktbuch'

    @classmethod
    def listen(cls, port: int) -> None:
        cls.name = f'kontaktbuch-{port}'

    @classmethod
    def on(cls, connection: HTTPConnection) -> str:
        """Over TLS a name that only TLS can set: nobody in the Wi-Fi can plant one through the plain door."""
        return f'__Host-{cls.name}' if is_encrypted(connection) else cls.name

    @classmethod
    def of_tablet(cls, connection: HTTPConnection) -> str:
        """The one that stays when people come and go."""
        return f'{cls.on(connection)}-tablet'


def is_encrypted(connection: HTTPConnection) -> bool:
    return connection.scope.get('scheme') in ('https', 'wss')


# ---- who is it? ---------------------------------------------------------------------------------------
def token_of(connection: HTTPConnection) -> str:
    return connection.cookies.get(Cookie.on(connection), '')


async def who_of(connection: HTTPConnection, *, slide: bool = True) -> Who | None:
    """`slide=False` only looks: what a page does by itself is no use of a session and keeps none alive (S8)."""
    token = token_of(connection)
    return await in_store(sessions.session, token, utc_now(), slide=slide) if token else None


async def who_at(client: Client) -> Who | None:
    """Whose page this is, by the page's own request: inside events NiceGUI's storage is the emitter's."""
    return await who_of(client.request)


def is_own_page(connection: HTTPConnection, client_id: str) -> bool:
    """Opened with the same session: knowing its `client_id` is no proof, people read it off a screen (S2)."""
    client = Client.instances.get(client_id)
    return client is not None and token_of(connection) == token_of(client.request)


async def request_who(request: Request, right: str, *, slide: bool = True) -> Who:
    """For downloads and other plain routes."""
    who = await who_of(request, slide=slide)
    if who is None:
        raise HTTPException(401, _('Bitte melde dich an.'))
    if not may(who, right):
        raise HTTPException(403, _('Dafür fehlt dir das Recht.'))
    return who


def viewer() -> Who:
    """Who looks at the screen that is being built, or whose live callback runs."""
    return _viewer.get()


def viewing(who: Who) -> None:
    _viewer.set(who)


def drafts() -> str:
    """Whose what was typed is: a tablet's, where the next person goes on with it, else the account's."""
    who = viewer()
    return f'tablet{who.device}' if who.device else str(who.account)


# ---- screens ------------------------------------------------------------------------------------------
def protected(right: str) -> Callable[[Builder], Builder]:
    """Every screen enters through this, by address or by a click inside the shell, which no middleware sees.

    The screen stands in an element of its own, so that what belongs to it (live callbacks) ends with it.
    """
    def guard(builder: Builder) -> Builder:
        @wraps(builder)
        async def build(*args: Any, **kwargs: Any) -> None:
            client = ui.context.client
            who = await who_at(client)
            if who is None:
                to_login(client)
                return
            viewing(who)
            with theme.box('kb-screen') as screen:
                try:
                    if not may(who, right):
                        refuse()
                    else:
                        await _finished(builder(*args, **kwargs))
                except Refused as refused:
                    screen.clear()
                    explain(_('Das gibt es nicht'), refused.sentence)
                except Exception as problem:
                    log.exception('a screen could not be built')
                    screen.clear()
                    explain(_('Das hat nicht geklappt'), in_words(
                        problem, _('Diese Seite lässt sich gerade nicht zeigen. Bitte lade sie noch einmal.')))
            arrived(client)
        return build
    return guard


def in_words(problem: Exception, otherwise: str) -> str:
    """What somebody reads about a fault: a sentence where the disk or the file is to blame (R3, R7)."""
    fault = fault_of(problem)
    return fault.sentence if fault else otherwise


def refuse() -> None:
    ui.context.client.status_code = 403
    explain(_('Nicht für dich freigegeben'), _('Für diese Seite fehlt dir das Recht. '
                                               'Jemand aus der Leitung kann es dir geben.'))


def explain(title: str, sentence: str) -> None:
    """A whole screen that only says one thing."""
    ui.page_title(title)
    with theme.box('kb-empty'):
        theme.Text('h1', title).props('tabindex=-1')
        theme.Text('p', sentence)
        ui.link(_('Zur Startseite'), '/')


def arrived(client: Client) -> None:
    """After a click inside the shell, readers and keyboards start at the new screen's heading."""
    if client.has_socket_connection:
        client.run_javascript('kontaktbuch.arrived()')


# ---- events -------------------------------------------------------------------------------------------
def act(right: str) -> Callable[[Callable[..., Any]], Callable[..., Awaitable[None]]]:
    """For event handlers: `button.on_click(act('repair')(self.move))` calls `move(who)` or `move(who, event)`."""
    def guard(handler: Callable[..., Any]) -> Callable[..., Awaitable[None]]:
        takes = _takes(handler) - 1

        async def handle(*args: Any) -> None:
            page = ui.context.client   # a live update may delete the very button that was tapped, the page stays
            try:
                who = await allowed(right)
                if who is not None:
                    await _finished(handler(who, *args[:takes]))
            except AlreadyOpen:
                pass   # the second tap of two
            except Refused as refused:
                with page:
                    theme.say(refused.sentence, 'error')
            except Exception as problem:
                log.exception('an action failed')
                with page:
                    theme.say(in_words(problem, _('Das hat nicht geklappt. Bitte sieh nach, was gespeichert ist.')),
                              'error')

        async def handle_event(event: Any, *more: Any) -> None:
            await handle(event, *more)

        return handle_event if takes > 0 else handle   # NiceGUI passes the event to those that ask for one
    return guard


async def allowed(right: str) -> Who | None:
    """Who acts on this page; says so, or goes to the login, when nobody may."""
    client = ui.context.client
    who = await who_at(client)
    if who is None:
        to_login(client)
        return None
    if not may(who, right):
        theme.say(_('Dafür fehlt dir das Recht.'), 'error')
        return None
    viewing(who)
    return who


def to_login(client: Client) -> None:
    """Leave the page. What it showed must not stay readable, and `back` must not bring it up again."""
    here = json.dumps(client.sub_pages_router.current_path)
    client.run_javascript(f'window.kontaktbuch?.leaving || location.replace("/anmelden?next=" + '
                          f'encodeURIComponent({here}))')


async def _finished(result: Any) -> None:
    if helpers.should_await(result):
        await result


def _takes(handler: Callable[..., Any]) -> int:
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return sum(1 for p in inspect.signature(handler).parameters.values() if p.kind in kinds)
