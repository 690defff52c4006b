"""`/anmelden` and `/abmelden`: a plain form, so that it works before any script has loaded (S4, S6, S8)."""
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from db import accounts, sessions, settings
from db.clock import utc_now
from db.errors import Refused
from db.sessions import LoggedIn
from pages import guard, plain
from pages.border import is_own_path
from pages.bridge import hashing, in_store

router = APIRouter(include_in_schema=False)


@router.get('/anmelden')
async def show(request: Request) -> Response:
    wanted = own_path(request.query_params.get('next', ''))
    if await in_store(accounts.needs_setup):
        return plain.redirect('/einrichten')
    if await guard.who_of(request):
        return plain.redirect(wanted)
    return await form(wanted)


@router.post('/anmelden')
async def log_in(request: Request) -> Response:
    typed = await plain.form_of(request, 'name', 'password', 'next')
    wanted = own_path(typed['next'])
    try:
        done = await hashing(accounts.log_in, typed['name'], typed['password'], plain.address_of(request), utc_now())
    except Refused as refused:
        return await form(wanted, name=typed['name'], error=refused.sentence, status=401)
    return remember(plain.redirect(wanted), done, request)


@router.get('/sitzung')
async def still_there() -> Response:
    """Asked by a page whose socket was refused (frame.js). Without a session the border has answered 401 by now."""
    return Response(status_code=204)


@router.post('/abmelden')
async def log_out(request: Request) -> Response:
    """Ends every session of this account; its other open pages hear of it at once (live.py)."""
    await in_store(sessions.log_out, guard.token_of(request), utc_now())
    answer = plain.redirect('/anmelden')
    answer.headers['Clear-Site-Data'] = '"storage"'   # half-filled forms hold names
    answer.delete_cookie(guard.Cookie.on(request), path='/', httponly=True, samesite='lax',
                         secure=guard.is_encrypted(request))
    return answer


async def form(wanted: str, *, name: str = '', error: str = '', status: int = 200) -> HTMLResponse:
    cafe = await in_store(settings.read)
    return plain.page('login', status, cafe=cafe.cafe_name or 'Kontaktbuch', wanted=wanted, name=name, error=error)


def own_path(wanted: str) -> str:
    return wanted if is_own_path(wanted) else '/'


def remember(answer: RedirectResponse, done: LoggedIn, request: Request) -> RedirectResponse:
    """A cookie without an end of its own: how long a session runs is the store's business."""
    answer.set_cookie(guard.Cookie.on(request), done.token, path='/', httponly=True, samesite='lax',
                      secure=guard.is_encrypted(request))
    return answer
