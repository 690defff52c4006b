"""`/geraet`: a tablet becomes one of the counter's, with a code from the settings, good once and for ten minutes."""
import hmac
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from db import accounts, attempts, devices, sessions
from db.clock import utc_now
from db.errors import Refused, Unavailable
from db.i18n import _
from db.numbers import clean_letters, random_letters
from db.throttle import Rate, Throttle, too_many
from db.who import Role, Who
from pages import cookies, guard, plain
from pages.bridge import in_store

GOOD_FOR = timedelta(minutes=10)
LETTERS = 8
WRONG = _('Dieser Code gilt nicht oder nicht mehr. Die Leitung sieht in den Einstellungen unter „Geräte“ einen neuen.')
router = APIRouter(include_in_schema=False)


class WrongCode(Refused):
    """Nobody's, used up or too old."""

    def __init__(self) -> None:
        super().__init__(WRONG)


@dataclass(frozen=True)
class Offer:
    """`letters` make the tablet `name` one of the counter's, on the word of `who`."""
    letters: str
    name: str
    who: Who
    until: datetime

    @property
    def code(self) -> str:
        return f'{self.letters[:4]}-{self.letters[4:]}'


class Codes:
    """In memory only, one for each organiser: a new code takes the place of the last one."""

    def __init__(self) -> None:
        self._offers: dict[int | None, Offer] = {}
        self._guesses, self._all = Throttle(), Rate(60)

    def make(self, name: str, who: Who, now: datetime) -> Offer:
        """Raises `Refused` (`name`)."""
        offer = Offer(random_letters(LETTERS), devices.checked_name(name), who, now + GOOD_FOR)
        self._offers[who.account] = offer
        return offer

    def is_open(self, offer: Offer, now: datetime) -> bool:
        return self._offers.get(offer.who.account) == offer and now < offer.until

    def take(self, typed: str, address: str, now: datetime) -> Offer:
        """The offer, which is gone from then on. Raises `Refused` for a wrong code, and while guessing is slowed."""
        wait = self._guesses.wait(address, now)
        if wait or not self._all.allow('everybody', now):
            raise Refused(too_many(wait or 60))
        letters = clean_letters(typed).encode()
        found = [offer for offer in self._offers.values()
                 if hmac.compare_digest(letters, offer.letters.encode()) and now < offer.until]
        if not found:
            self._guesses.failed(address, now)
            raise WrongCode
        return self._offers.pop(found[0].who.account)


codes = Codes()


@router.get('/geraet')
async def show(request: Request) -> Response:
    """With the code of the settings' picture in its address, so that nobody has to type."""
    tablet = await cookies.tablet_of(request)
    if tablet:
        return plain.page('enrolled', tablet=tablet.name)
    return form(request.query_params.get('code', '')[:20])


@router.post('/geraet')
async def enrol(request: Request) -> Response:
    """Whoever was logged in here is so no more: from now on people unlock it."""
    typed, now, address = await plain.form_of(request, 'code'), utc_now(), plain.address_of(request)
    try:
        offer = codes.take(typed['code'], address, now)
        token = await in_store(enrolled, offer, now)
    except Refused as refused:
        if isinstance(refused, WrongCode):
            await in_store(attempts.wrong_code, address, now)
        return form(typed['code'], refused.sentence, 422)
    with suppress(Unavailable):   # the tablet is enrolled by now; this browser forgets who was here all the same
        await in_store(sessions.lock, guard.token_of(request), now)
    return cookies.remember_tablet(cookies.forget(plain.redirect('/anmelden'), request), token, request)


def enrolled(offer: Offer, now: datetime) -> str:
    giver = accounts.line(offer.who.account or 0)
    if not giver.active or giver.role is not Role.ORGANISER:   # since the code was made
        raise WrongCode
    return devices.enrol(offer.name, offer.who, now)


def form(code: str = '', error: str = '', status: int = 200) -> HTMLResponse:
    return plain.page('enrol', status, code=code, error=error)
