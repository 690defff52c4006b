"""The access report about one person: two buttons, and the routes behind them (D9).

It is made anew on each call, handed over and kept nowhere; the journal says that somebody made it.
"""
from collections.abc import Callable
from datetime import datetime

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse

from db.clock import utc_now
from db.errors import Refused, Unavailable
from db.i18n import _
from db.who import Who
from pages import guard, papers
from pages.bridge import in_store
from pages.paper_values import access_json, access_pdf
from pages.theme import Text, box, button

router = APIRouter(include_in_schema=False)


def draw(public_id: str) -> None:
    Text('p', _('Alles, was über diese Person gespeichert ist, zum Mitgeben. Als PDF zum Lesen, '
                'als Datei (JSON) für andere Programme.'), 'kb-small kb-mute')
    with box('kb-factacts'):
        links(public_id)


def links(public_id: str, name: str = '') -> None:
    """`name` tells the buttons of several people apart for those who hear them."""
    for kind, icon, how in (('pdf', 'o_description', 'target=_blank'), ('json', 'o_download', 'download')):
        words = _('Auskunft ({kind})').format(kind=kind.upper())
        button(words, 'line kb-tight', icon=icon, to=address(public_id, kind),
               name=f'{words}: {name}' if name else None).props(how)


def address(public_id: str, kind: str) -> str:
    return f'/datenschutz/auskunft/{public_id}.{kind}'


@router.get('/datenschutz/auskunft/{public_id}.pdf')
async def as_pdf(public_id: str, request: Request) -> Response:
    made = await asked(access_pdf, public_id, request)
    return made if isinstance(made, Response) else papers.pdf(made, 'auskunft')


@router.get('/datenschutz/auskunft/{public_id}.json')
async def as_json(public_id: str, request: Request) -> Response:
    made = await asked(access_json, public_id, request)
    return made if isinstance(made, Response) else Response(made, media_type='application/json', headers={
        'Content-Disposition': 'attachment; filename="auskunft.json"', 'Cache-Control': 'no-store'})


async def asked(make: Callable[[str, Who, datetime], bytes], public_id: str, request: Request) -> bytes | Response:
    who = await guard.request_who(request, 'privacy')
    try:
        return await in_store(make, public_id, who, utc_now())
    except Unavailable as fault:
        return PlainTextResponse(fault.sentence, 503)
    except Refused as refused:
        return PlainTextResponse(refused.sentence, 404)
