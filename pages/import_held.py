"""The list that somebody is looking through: in memory, for their login alone.

It outlives a look at another screen, a reload, a drop of the Wi-Fi and the sleep of a tablet (R9). When its page has
been gone for a quarter of an hour nothing of it is left (D1).
"""
from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nicegui import Client, app, ui

from pages.guard import token_of

if TYPE_CHECKING:
    from pages.import_preview import Preview
    from pages.import_section import Section

KEPT = 15 * 60   # seconds after its page has gone, as long as what was typed elsewhere
_HERE = 'list'   # in what the program remembers of one page of a browser
_begun: dict[str, Held] = {}     # by the session


@dataclass
class Held:
    """`section` draws it now, or drew it last."""
    client: Client
    section: Section | None = None
    preview: Preview | None = None
    is_reading: bool = False
    is_over: bool = False    # its login has ended

    def reads(self, is_so: bool) -> None:
        self.is_reading = is_so
        self.hold(self.preview)

    def hold(self, preview: Preview | None) -> None:
        self.preview, session = preview, token_of(self.client.request)
        if preview is not None or self.is_reading:
            _begun[session] = self
        elif _begun.get(session) is self:
            del _begun[session]


def here() -> Held:
    """What this page has begun, or what the same login has begun on one that is gone by now."""
    held: Held | None = app.storage.client.get(_HERE)
    return held or left_behind() or _held_by(Held(ui.context.client), ui.context.client)


def left_behind() -> Held | None:
    """Two tabs look through a list each, so it must be of a page that is gone."""
    client = ui.context.client
    before = _begun.get(token_of(client.request))
    return None if before is None or before.client.has_socket_connection else _held_by(before, client)


def is_elsewhere() -> bool:
    """On another page of this login, perhaps on this very one before it was loaded anew: a browser keeps that until the
    new one is there."""
    client = ui.context.client
    before = _begun.get(token_of(client.request))
    return before is not None and before.client is not client


def end(session: str) -> None:
    """Whoever logs out has looked through it."""
    held = _begun.pop(session, None)
    if held is not None:
        held.is_over = True
        if held.preview is not None:
            held.preview.forget()
            held.preview = None


def _held_by(held: Held, client: Client) -> Held:
    held.client = client
    app.storage.client[_HERE] = held
    client.on_delete(lambda: asyncio.get_running_loop().call_later(KEPT, _forget, held, client))
    return held


def _forget(held: Held, gone: Client) -> None:
    if held.client is gone and held.preview is not None:
        held.preview.forget()
        held.hold(None)
