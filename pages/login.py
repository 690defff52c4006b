"""`/anmelden` and `/abmelden`: a plain form, so that it works before any script has loaded (S4, S6, S8)."""
from fastapi import APIRouter, Request
from fastapi.responses import Response

from db import accounts, pins, sessions
from db.clock import utc_now
from db.errors import Refused, Unavailable
from db.i18n import _
from pages import cookies, guard, import_held, locking, login_form, plain
from pages.border import own_path
from pages.bridge import hashing, in_store

router = APIRouter(include_in_schema=False)


@router.get('/anmelden')
async def show(request: Request) -> Response:
    wanted = own_path(request.query_params.get('next', ''))
    if await in_store(accounts.needs_setup):
        return plain.redirect('/einrichten')
    if await guard.who_of(request):
        return plain.redirect(wanted)
    tablet = await cookies.tablet_of(request)
    if tablet and 'passwort' not in request.query_params:
        owners = await in_store(pins.owners)
        if owners:
            return await locking.screen(wanted, tablet)
    form = await login_form.show(wanted, tablet=tablet, removed=cookies.was_tablet(request) and not tablet)
    return form if tablet else cookies.forget_tablet(form, request)


@router.post('/anmelden')
async def log_in(request: Request) -> Response:
    typed = await plain.form_of(request, 'name', 'password', 'next')
    wanted, tablet = own_path(typed['next']), await cookies.tablet_of(request)
    try:
        done = await hashing(accounts.log_in, typed['name'], typed['password'], plain.address_of(request), utc_now(),
                             tablet.id if tablet else None)
    except Refused as refused:
        return await login_form.show(wanted, name=typed['name'], error=refused.sentence, status=401, tablet=tablet)
    await in_store(sessions.leave, guard.token_of(request), utc_now())
    return cookies.remember(plain.redirect(wanted), done, request)


@router.get('/sitzung')
async def still_there() -> Response:
    """Asked by a page whose socket was refused (frame.js). Without a session the border has answered 401 by now."""
    return Response(status_code=204)


@router.post('/abmelden')
async def log_out(request: Request) -> Response:
    """Ends every session of this account; its other open pages hear of it at once (live.py)."""
    answer: Response = plain.redirect('/anmelden')
    try:
        await in_store(sessions.log_out, guard.token_of(request), utc_now())
        import_held.end(guard.token_of(request))
    except Unavailable as trouble:
        answer = plain.message(_('Hier bist du abgemeldet'), _('Auf anderen Geräten noch nicht. {why}').format(
            why=trouble.sentence), 503)
    if not await cookies.tablet_of(request):   # a tablet's drafts are for whoever comes next
        answer.headers['Clear-Site-Data'] = '"storage"'   # half-filled forms hold names
    return cookies.forget(answer, request)
