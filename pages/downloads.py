"""Files that leave: made off the loop, handed out once to the session that asked, and forgotten a minute later.

The address a browser fetches holds a random word and nothing else; what it stands for is known here only.
"""
import asyncio
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response, StreamingResponse
from nicegui import ui

from db.clock import utc_now
from db.errors import Refused
from db.i18n import _
from db.who import Who
from pages import exports, guard
from pages.bridge import exporting, in_store
from pages.exports import Wanted

PATIENCE = 60          # seconds a browser has to come for its file
PIECE = 256 * 1024     # bytes
router = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class Ready:
    """`account` is who asked: nobody else gets it."""
    file: IO[bytes]
    name: str
    media_type: str
    account: int | None


class Counter:
    """What lies ready. Nothing of it outlives the program or its minute."""

    def __init__(self) -> None:
        self._ready: dict[str, Ready] = {}

    def lay(self, ready: Ready) -> str:
        word = secrets.token_urlsafe(24)
        self._ready[word] = ready
        asyncio.get_running_loop().call_later(PATIENCE, self._clear, word)
        return word

    def fetch(self, word: str, who: Who) -> Ready:
        found = self._ready.get(word)
        if found is None or found.account != who.account:
            raise HTTPException(404, _('Diese Datei gibt es nicht mehr. Bitte noch einmal laden.'))
        return self._ready.pop(word)

    def _clear(self, word: str) -> None:
        left = self._ready.pop(word, None)
        if left is not None:
            left.file.close()


counter = Counter()


async def hand_out(wanted: Wanted, who: Who) -> None:
    """Make the file and let this page's browser fetch it. Raises `Refused` where that cannot be."""
    now = utc_now()
    made = await exporting(exports.make, wanted, who, now, unless_stopping)
    word = counter.lay(Ready(made, exports.name_of(wanted, now), wanted.made.media_type, who.account))
    ui.download(f'/austausch/datei/{word}')


def unless_stopping(_rows: int) -> None:
    if not exporting.is_open:
        raise Refused(_('Das Programm wird gerade beendet.'))


@router.get('/austausch/datei/{word}')
async def fetch(word: str, request: Request) -> Response:
    ready = counter.fetch(word, await guard.request_who(request, 'exchange'))
    return StreamingResponse(pieces(ready.file), media_type=ready.media_type, headers=attached(ready.name))


@router.get('/austausch/vorlage.xlsx')
async def template(request: Request) -> Response:
    return await to_fill_in(request, filled=False, name='kontaktbuch-vorlage.xlsx')


@router.get('/austausch/beispiel.xlsx')
async def example(request: Request) -> Response:
    return await to_fill_in(request, filled=True, name='kontaktbuch-beispiel.xlsx')


async def to_fill_in(request: Request, *, filled: bool, name: str) -> Response:
    await guard.request_who(request, 'exchange')
    content = await in_store(exports.template_file, filled)
    return Response(content, media_type=exports.KINDS['xlsx'].media_type, headers=attached(name))


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece


def attached(name: str) -> dict[str, str]:
    return {'Content-Disposition': f'attachment; filename="{name}"', 'Cache-Control': 'no-store'}
