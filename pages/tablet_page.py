"""What a page on a tablet of the counter must know: when it locks, and what it says while the program is away (S8)."""
from html import escape

from nicegui import ui

from db.i18n import _
from db.sessions import locking
from db.who import Who


def mark(who: Who) -> None:
    """While a page is built. `tablet.js` reads it."""
    if who.device:
        title, text = _('Gesperrt'), _('Keine Verbindung zum Programm. Sobald sie wieder da ist, kann es weitergehen. '
                                       'Das Angefangene bleibt hier.')
        ui.add_head_html(f'<meta name="kb-tablet" content="{locking.after.total_seconds():.0f}" '
                         f'data-title="{escape(title)}" data-text="{escape(text)}">')
