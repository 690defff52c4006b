"""`/einrichten`: the first account. Who can read the console of this computer may make it, nobody else (S7)."""
import hmac

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from db import accounts
from db.clock import utc_now
from db.errors import Refused
from db.i18n import _
from db.numbers import clean_letters, random_letters
from db.throttle import Throttle, too_many
from pages import cookies, plain
from pages.bridge import hashing, in_store

FIELDS = ('code', 'cafe_name', 'name', 'password')
LETTERS = 8
router = APIRouter(include_in_schema=False)


class Code:
    """Made anew at each start while there is no account; lives in memory only."""

    def __init__(self) -> None:
        self._letters = ''
        self._guesses = Throttle()

    def make(self) -> str:
        self._letters = random_letters(LETTERS)
        return f'{self._letters[:4]}-{self._letters[4:]}'

    def check(self, typed: str, address: str) -> None:
        """Raises `Refused` for a wrong code, and for any while guessing is slowed."""
        now, keys = utc_now(), (address, 'everybody')
        wait = max(self._guesses.wait(key, now) for key in keys)
        if wait:
            raise Refused(too_many(wait), 'code')
        if not self._letters or not hmac.compare_digest(clean_letters(typed).encode(), self._letters.encode()):
            for key in keys:
                self._guesses.failed(key, now)
            raise Refused(_('Dieser Code stimmt nicht. Er steht in dem Fenster, in dem das Programm läuft.'), 'code')


code = Code()


@router.get('/einrichten')
async def show() -> Response:
    if not await in_store(accounts.needs_setup):
        return plain.redirect('/anmelden')
    return form({}, None)


@router.post('/einrichten')
async def set_up(request: Request) -> Response:
    typed = await plain.form_of(request, *FIELDS)
    address = plain.address_of(request)
    if not await in_store(accounts.needs_setup):
        return plain.redirect('/anmelden')
    try:
        code.check(typed['code'], address)
        await hashing(accounts.set_up, typed['cafe_name'], typed['name'], typed['password'], utc_now())
    except Refused as refused:
        return form(typed, refused)
    done = await hashing(accounts.log_in, typed['name'], typed['password'], address, utc_now())
    return cookies.remember(plain.redirect('/'), done, request)


def form(typed: dict[str, str], refused: Refused | None) -> HTMLResponse:
    """What was typed stays, except for the password; the sentence stands below its field."""
    wrong = refused.field if refused and refused.field in FIELDS else 'code'
    errors = {name: refused.sentence if refused and name == wrong else '' for name in FIELDS}
    if refused and wrong != 'password' and typed.get('password'):
        errors['password'] = _('Bitte auch das Passwort noch einmal eingeben.')
    values = {name: typed.get(name, '') for name in FIELDS if name != 'password'}
    return plain.page('setup', 422 if refused else 200, values=values, errors=errors, focus=wrong)
