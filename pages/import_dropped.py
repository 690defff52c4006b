"""„Verworfen. Rückgängig“: for a few seconds a list that was thrown away can be had back, with all that was chosen.

It is in memory only, and goes by itself, whatever becomes of the page (D1).
"""
from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from db.i18n import _
from db.who import Who
from pages import guard
from pages.theme import Text, box, button

if TYPE_CHECKING:
    from pages.import_preview import Preview

WAY_BACK = 10   # seconds, as for what was begun at the counter


class Dropped:
    """Drawn where it is made."""

    def __init__(self, preview: Preview, on_back: Callable[[Preview], None]) -> None:
        self.preview, self.on_back = preview, on_back
        self.end = asyncio.get_running_loop().call_later(WAY_BACK, self.forget)
        with box('kb-import__dropped') as self.line:
            Text('p', _('Verworfen.')).props('role=status')
            button(_('Rückgängig'), 'line', icon='o_undo', on_click=guard.act('exchange')(self.back))
        self.line.run_method('scrollIntoView')

    def back(self, _who: Who) -> None:
        if self.end.cancelled() or self.preview.plan is None:   # a second tap, or too late
            return
        self.end.cancel()
        self.on_back(self.preview)

    def forget(self) -> None:
        """Nothing of the file is left."""
        self.end.cancel()
        self.preview.forget()
        if not self.line.is_deleted:
            self.line.delete()
