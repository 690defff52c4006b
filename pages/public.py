"""What the slip's code opens: for the team the repair, for everybody else its state and nothing personal (S2, S3).

Plain HTML without cookie and socket. A wrong, an unknown and an erased token get the same answer.
"""
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from db import settings, slips
from db.clock import show_date, utc_now
from db.errors import Refused
from db.i18n import _
from db.kinds import phone_link, show_phone
from db.repairs import RepairView
from db.settings import Settings
from db.throttle import Throttle, later
from db.who import may
from db.words import State
from pages import guard, plain
from pages.border import login_address
from pages.bridge import in_store

HEADLINES = {
    State.ACCEPTED: _('Ihr Gegenstand ist bei uns'),
    State.WORKING: _('Wir sind dabei'),
    State.WAITING: _('Wir warten auf ein Ersatzteil'),
    State.READY: _('Bereit zum Abholen'),
    State.COLLECTED: _('Schon abgeholt'),
    State.UNCOLLECTED: _('Bitte bald abholen'),
}
WAY = (State.ACCEPTED, State.WORKING, State.WAITING, State.READY, State.COLLECTED)
OPENING = re.compile(r'(\D+?):?\s+(\d.*)')

router = APIRouter(include_in_schema=False)
guesses = Throttle()


@dataclass(frozen=True)
class Step:
    state: State
    done: bool
    now: bool


@router.get('/t/{token}')
@router.get('/T/{token}')
async def show(token: str, request: Request) -> Response:
    found = await looked_up(token, request)
    if isinstance(found, Response):
        return found
    return await status(found, team_of(request))


async def looked_up(token: str, request: Request) -> RepairView | Response:
    """The repair of a slip; or what everybody else is answered: the team, who guesses, who has a wrong code (S6)."""
    now, address = utc_now(), plain.address_of(request)
    who = await guard.who_of(request)
    wait = 0 if who else guesses.wait(address, now)
    if wait:
        return await slowed(wait, team_of(request))
    found = await in_store(read, token, now)
    if found is None:
        guesses.failed(address, now)
        return await nothing(team_of(request))
    if who and may(who, 'repair'):
        return plain.redirect(f'/r/{found.number}')
    return found


def read(token: str, now: datetime) -> RepairView | None:
    try:
        return slips.read(token, now)
    except Refused:
        return None


def team_of(request: Request) -> str:
    """Where logins are: the plain door has none."""
    return str(request.scope.get('state', {}).get('team', ''))


async def status(found: RepairView, team: str) -> HTMLResponse:
    cafe = await in_store(settings.read)
    due = '' if found.state is State.COLLECTED else show_date(found.due_on)
    return plain.page('status', number=found.number, state=found.state, headline=HEADLINES[found.state], due=due,
                      steps=list(steps(found)), login=team + login_address(f'/t/{found.token}'),
                      withdraw=f'/t/{found.token}/widerruf' if slips.is_stored(found) else '', **where(cafe))


async def nothing(team: str) -> HTMLResponse:
    return await told(404, _('Hier ist nichts zu sehen'), _(
        'Diese Adresse gehört zu keiner Reparatur (mehr). Bitte fragen Sie im Café nach.'), team)


async def slowed(seconds: int, team: str) -> HTMLResponse:
    answer = await told(429, _('Einen Moment bitte'), _('Bitte versuchen Sie es {later} noch einmal.').format(
        later=later(seconds)), team)
    answer.headers['Retry-After'] = str(seconds)
    return answer


async def apology(sentence: str, team: str) -> HTMLResponse:
    """The store cannot be written just now (R7)."""
    return await told(503, _('Das hat gerade nicht geklappt'), sentence, team)


async def told(status: int, title: str, sentence: str, team: str) -> HTMLResponse:
    """A page that shows no repair."""
    return plain.page('nothing', status, title=title, due='', sentence=sentence, login=f'{team}/anmelden',
                      **where(await in_store(settings.read)))


def steps(found: RepairView) -> Iterator[Step]:
    """The way so far and what is still to come. „wartet auf Ersatzteil“ stands there only if it happened, and what was
    left out on the way is none of its steps."""
    been = found.passed | {State.ACCEPTED, found.state}
    whole = [*WAY[:-1], State.UNCOLLECTED if found.state is State.UNCOLLECTED else State.COLLECTED]
    ahead = set(whole[whole.index(found.state) + 1:]) - {State.WAITING}
    way = [state for state in whole if state in been | ahead]
    here = way.index(found.state)
    for place, state in enumerate(way):
        yield Step(state, done=place < here, now=place == here)


def where(cafe: Settings) -> dict[str, Any]:
    return {'cafe': cafe, 'opening': [day_and_hours(line) for line in cafe.opening],
            'phone': show_phone(cafe.phone), 'phone_link': phone_link(cafe.phone) if cafe.phone else ''}


def day_and_hours(line: str) -> tuple[str, str]:
    """'Montag 14–18 Uhr' → ('Montag', '14–18 Uhr'); a line of another kind stands as it is."""
    found = OPENING.fullmatch(line)
    return (found[1], found[2]) if found else (_('Geöffnet'), line)
