"""The lock of a tablet at the counter: who is there, and their PIN (S8).

A plain form, so that it works before any script has loaded; `lock.js` adds the digits to tap.
"""
from contextlib import suppress

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from db import pins, sessions, settings
from db.clock import utc_now
from db.devices import DeviceLine
from db.errors import Refused, Unavailable
from db.names import initials
from db.pins import PinOwner
from pages import cookies, guard, login_form, plain
from pages.border import login_address, own_path
from pages.bridge import hashing, in_store

router = APIRouter(include_in_schema=False)


@router.post('/entsperren')
async def unlock(request: Request) -> Response:
    typed = await plain.form_of(request, 'who', 'pin', 'password_of', 'next')
    wanted, tablet = own_path(typed['next']), await cookies.tablet_of(request)
    if tablet is None:
        return plain.redirect('/anmelden')
    owner = await in_store(pins.owner, number(typed['password_of'] or typed['who']))
    if owner is None:
        return plain.redirect(login_address(wanted))
    if typed['password_of']:
        return await login_form.show(wanted, name=owner.name, tablet=tablet)
    try:
        done = await hashing(pins.unlock, owner.id, typed['pin'], tablet.id, plain.address_of(request), utc_now())
    except Refused as refused:
        return await refusal(wanted, tablet, owner, refused)
    return cookies.remember(plain.redirect(wanted), done, request)


async def refusal(wanted: str, tablet: DeviceLine, owner: PinOwner, refused: Refused) -> HTMLResponse:
    """After five misses only the password helps."""
    again = await in_store(pins.owner, owner.id)
    if again is None or again.closed:
        return await login_form.show(wanted, name=owner.name, tablet=tablet, error=pins.CLOSED, status=401)
    return await screen(wanted, tablet, chosen=owner.id, error=refused.sentence, status=401)


@router.get('/entsperren/tablet')
async def still_a_tablet(request: Request) -> Response:
    """Asked by the lock now and then, whether or not somebody is there: 410 once this tablet has been removed. Its
    cookie stays, so that the login knows whom to tell."""
    return Response(status_code=204 if await cookies.tablet_of(request) else 410)


@router.post('/sperren')
async def lock(request: Request) -> Response:
    """Ends this session only, in every tab of this tablet; drafts stay, whoever comes next goes on with them."""
    wanted = own_path((await plain.form_of(request, 'next'))['next'])
    with suppress(Unavailable):   # then the store ends it within five minutes; this browser has forgotten it now
        await in_store(sessions.lock, guard.token_of(request), utc_now())
    return cookies.forget(plain.redirect(login_address(wanted)), request)


@router.post('/benutzt')
async def used() -> Response:
    """Told by a tablet that somebody is tapping or typing. What counts is that the border has noted a use by now."""
    return Response(status_code=204)


async def screen(wanted: str, tablet: DeviceLine, *, chosen: int = 0, error: str = '',
                 status: int = 200) -> HTMLResponse:
    cafe, owners = await in_store(settings.read), await in_store(pins.owners)
    people = [{'id': one.id, 'name': one.name, 'closed': one.closed,
               'initials': initials(*one.name.rpartition(' ')[::2])} for one in owners]
    if len(people) == 1:
        chosen = owners[0].id
    return plain.page('lock', status, cafe=cafe.cafe_name or 'Kontaktbuch', tablet=tablet.name, wanted=wanted,
                      people=people, chosen=chosen, error=error)


def number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
