"""„Meine Daten löschen“ from the slip's page: what goes and what stays, one button, and the word that it is done.

One tap to see it, one to do it: no more than it took to say yes (D5). Plain HTML like the slip's own page, so it works
at the plain door of the Wi-Fi, too.
"""
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from db import settings, slips
from db.clock import utc_now
from db.errors import Refused, Unknown
from db.i18n import _
from db.repairs import RepairView
from db.words import State
from pages import plain, public
from pages.bridge import in_store

router = APIRouter(include_in_schema=False)


@router.get('/t/{token}/widerruf')
async def ask(token: str, request: Request) -> Response:
    found = await public.looked_up(token, request)
    if isinstance(found, Response):
        return found
    if not slips.is_stored(found):
        return await told(found, erased=False)
    try:
        preview = await in_store(slips.preview, found)
    except Unknown:   # gone since
        return await told(found, erased=False)
    cafe = await in_store(settings.read)
    return plain.page('withdraw', number=found.number, preview=preview, address=f'/t/{found.token}', cafe=cafe)


@router.post('/t/{token}/widerruf')
async def withdraw(token: str, request: Request) -> Response:
    """Harmless when sent again. The team is led to the repair instead, where its own button says who did it."""
    found = await public.looked_up(token, request)
    if isinstance(found, Response):
        return found
    try:
        erased = await in_store(slips.withdraw, found.token, utc_now())
    except Unknown:
        return await public.nothing(public.team_of(request))
    except Refused as refused:
        return await public.apology(refused.sentence, public.team_of(request))
    return await told(found, erased=erased)


async def told(found: RepairView, *, erased: bool) -> HTMLResponse:
    """`found` is the repair as it was before. Once it was fetched, its slip has ended with the data."""
    here = found.state is not State.COLLECTED
    cafe = await in_store(settings.read)
    address = f'/t/{found.token}'
    return plain.page('withdrawn', number=found.number, address=address, erased=erased, here=here, cafe=cafe,
                      title=_('Zu dieser Reparatur ist nichts über Sie gespeichert'))
