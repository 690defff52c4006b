"""The papers, from the store to the finished PDF. Used by the screens and by the command line."""
from datetime import datetime

from db import figures, repairs, settings
from db.errors import Refused
from db.i18n import _
from pages.ticket_values import ticket_values
from pages.weekly_values import weekly_values
from reports.ticket import ticket
from reports.weekly import weekly


def ticket_pdf(number: str, now: datetime) -> bytes:
    """Raises `Refused` when there is no such repair, or nothing to fetch any more."""
    view = repairs.read(number, now)
    if view.closed:
        raise Refused(_('Diese Reparatur ist abgeschlossen. Dafür gibt es keinen Schein mehr.'))
    return ticket(ticket_values(view, settings.read()))


def weekly_pdf(week: str | None, now: datetime) -> bytes:
    """The overview of one week, '2026-W47'; None is yesterday's. Raises `Refused` when there is no such week."""
    return weekly(weekly_values(figures.week(now, week), settings.read(), now))
