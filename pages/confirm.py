"""The password once more before something large (S12): a page that was left open is no key to it.

    sure = confirm.Sure('settings')
    button(…, on_click=guard.act('settings')(lambda who: sure.first(who, do_it)))

It holds for ten minutes on this page, so that five accounts in a row are one question.
"""
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any
from weakref import WeakKeyDictionary

from nicegui import Client, ui

from db import confirming
from db.clock import utc_now
from db.errors import Refused
from db.i18n import _
from db.who import Who
from pages import guard, theme
from pages.bridge import hashing
from pages.dialogs import answers, question
from pages.theme import box, button, field

HOLDS = timedelta(minutes=10)
Act = Callable[[Who], Awaitable[Any] | Any]
_until: WeakKeyDictionary[Client, datetime] = WeakKeyDictionary()


class Sure:
    """Its question stands where this is made: a line that is drawn anew must not take it along."""

    def __init__(self, right: str) -> None:
        self.right = right
        self.place = box()

    async def first(self, who: Who, act: Act, otherwise: Callable[[], object] = lambda: None) -> None:
        """Ask, unless it was asked just now; then act, or do something else when nobody answers."""
        if utc_now() < _until.get(ui.context.client, utc_now()):
            await carried_out(act, who)
            return
        with self.place:
            Question(act, otherwise, self.right)


class Question:
    def __init__(self, act: Act, otherwise: Callable[[], object], right: str) -> None:
        self.act, self.otherwise = act, otherwise
        self.answered = False
        self.asking = False   # a second tap while the first is on its way
        go = guard.act(right)(self.go)
        sentence = _('Das ist etwas Großes. Bitte noch einmal dein Passwort.')
        with question(_('Bist du es?'), sentence) as self.dialog:
            self.password = field(_('Dein Passwort'), password=True, autocomplete='current-password').props('autofocus')
            self.password.on('keydown.enter', lambda: go())
            with answers():
                button(_('Weiter'), 'fill', on_click=lambda: go())
                button(_('Abbrechen'), 'quiet kb-plain', on_click=self.dialog.close)
        self.dialog.on_value_change(lambda event: None if event.value or self.answered else self.otherwise())

    async def go(self, who: Who) -> None:
        if self.asking or not self.dialog.value:
            return
        self.asking = True
        theme.show_error(self.password, '')
        try:
            await hashing(confirming.confirm, who, str(self.password.value or ''), utc_now())
        except Refused as refusal:
            theme.show_error(self.password, refusal.sentence)
            return
        finally:
            self.asking = False
        self.answered = True
        _until[ui.context.client] = utc_now() + HOLDS
        place = self.dialog.parent_slot
        self.dialog.close()
        if place is not None:
            with place:
                await carried_out(self.act, who)


async def carried_out(act: Act, who: Who) -> None:
    answer = act(who)
    if isinstance(answer, Awaitable):
        await answer
