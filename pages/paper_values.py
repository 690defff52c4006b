"""The papers, from the store to the finished PDF. Used by the screens and by the command line."""
import json
from datetime import datetime

from db import access, figures, repairs, settings
from db.errors import Refused
from db.i18n import _
from db.who import Who
from pages.access_values import access_values
from pages.ticket_values import sample_values, ticket_values
from pages.weekly_values import weekly_values
from reports.access import access as access_paper
from reports.ticket import ticket
from reports.weekly import weekly


def ticket_pdf(number: str, now: datetime) -> bytes:
    """Raises `Refused` when there is no such repair, or nothing to fetch any more."""
    view = repairs.read(number, now)
    if view.closed:
        raise Refused(_('Diese Reparatur ist abgeschlossen. Dafür gibt es keinen Schein mehr.'))
    return ticket(ticket_values(view, settings.read()))


def sample_pdf(now: datetime, *, later: bool) -> bytes:
    return ticket(sample_values(settings.read(), now, later=later))


def weekly_pdf(week: str | None, now: datetime) -> bytes:
    """The overview of one week, '2026-W47'; None is yesterday's. Raises `Refused` when there is no such week."""
    return weekly(weekly_values(figures.week(now, week), settings.read(), now))


def access_pdf(public_id: str, who: Who, now: datetime) -> bytes:
    """Everything about one person (D9). Raises `Refused` when there is no such person."""
    return access_paper(access_values(access.report(public_id, who, now), settings.read()))


def access_json(public_id: str, who: Who, now: datetime) -> bytes:
    return json.dumps(access.as_json(access.report(public_id, who, now)), ensure_ascii=False, indent=2).encode()
