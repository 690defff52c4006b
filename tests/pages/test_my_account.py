"""Mein Konto: password, PIN and places, for everybody who is logged in (S8, S12)."""
import pytest

from db import accounts, devices, pins, sessions
from db.clock import utc_now
from db.errors import Refused
from tests.pages.conftest import Visit, Visitor
from tests.pages.seeing import buttons, field, menu, press, put, soon, words
from tests.personas import PASSWORDS, PINS, persona

NEW = 'vier wörter sind genug'


async def at_account(visit: Visit, name: str = 'Mira') -> Visitor:
    visitor = await visit(name)
    await visitor.open('/konto')
    return visitor


def error_of(visitor: Visitor, label: str) -> str:
    return str(field(visitor, label).props.get('error-message', ''))


@pytest.mark.parametrize('name', ['Anja', 'Mira', 'Tresen'])
async def test_everybody_has_one_and_the_menu_leads_there(visit: Visit, name: str) -> None:
    visitor = await visit(name)
    await visitor.open('/')
    assert '/konto' in menu(visitor)
    await visitor.open('/konto')
    await visitor.should_see('Du hast noch keine PIN.')


# ---- PIN -------------------------------------------------------------------------------------------------------------
async def test_a_pin_is_set_changed_and_taken_away_with_the_password(visit: Visit) -> None:
    visitor = await at_account(visit)
    assert 'PIN entfernen' not in buttons(visitor)
    for pin in PINS.values():
        put(visitor, 'Neue PIN', pin)
        put(visitor, 'Dein Passwort', PASSWORDS['mira'])
        press(visitor, 'PIN speichern')
        await soon(lambda: not field(visitor, 'Neue PIN').value)
        row = next(line for line in pins.owners() if line.name == 'Mira')
        assert not row.closed
    await visitor.should_see('Du hast eine PIN.')
    put(visitor, 'Dein Passwort', PASSWORDS['mira'])
    press(visitor, 'PIN entfernen')
    await soon(lambda: pins.owners() == [])
    await visitor.should_see('Du hast noch keine PIN.')


@pytest.mark.parametrize(('pin', 'password', 'label', 'sentence'), [
    ('', 'mira', 'Neue PIN', 'braucht 6 bis 12 Ziffern'), ('123456', 'mira', 'Neue PIN', 'leicht zu erraten'),
    ('48291a', 'mira', 'Neue PIN', 'nur aus Ziffern'),
    ('482915', 'anja', 'Dein Passwort', 'Das Passwort stimmt nicht')])
async def test_what_is_wrong_stands_beside_its_field(visit: Visit, pin: str, password: str, label: str,
                                                     sentence: str) -> None:
    visitor = await at_account(visit)
    put(visitor, 'Neue PIN', pin)
    put(visitor, 'Dein Passwort', PASSWORDS[password])
    press(visitor, 'PIN speichern')
    await soon(lambda: sentence in error_of(visitor, label))
    assert pins.owners() == []


async def test_a_closed_pin_says_what_opens_it(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts.pin_guesses, '_free', 100)
    mira, now = persona('Mira'), utc_now()
    devices.enrol('Tablet', persona('Anja'), now)
    visitor = await at_account(visit)
    pins.set_pin(mira.account or 0, PINS['mira'], mira, now)
    await visitor.should_see('Du hast eine PIN.')
    for _ in range(5):
        with pytest.raises(Refused):
            pins.unlock(mira.account or 0, '135790', devices.devices()[0].id, '::1', now)
    await visitor.open('/konto')
    await visitor.should_see('nach fünf falschen Versuchen geschlossen')


# ---- password --------------------------------------------------------------------------------------------------------
async def test_a_new_password_ends_every_login_this_one_too(visit: Visit) -> None:
    visitor = await at_account(visit)
    other = accounts.log_in('Mira', PASSWORDS['mira'], 'there', utc_now()).token
    put(visitor, 'Bisheriges Passwort', PASSWORDS['mira'])
    put(visitor, 'Neues Passwort', NEW)
    press(visitor, 'Passwort ändern')
    await soon(lambda: visitor.sent_to)
    assert sessions.session(other, utc_now()) is None
    assert accounts.log_in('Mira', NEW, 'here', utc_now())


@pytest.mark.parametrize(('old', 'new', 'label', 'sentence'), [
    ('geraten', NEW, 'Bisheriges Passwort', 'Das Passwort stimmt nicht'),
    (PASSWORDS['mira'], 'kurz', 'Neues Passwort', 'mindestens 12')])
async def test_a_refused_password_changes_nothing(visit: Visit, old: str, new: str, label: str, sentence: str) -> None:
    visitor = await at_account(visit)
    put(visitor, 'Bisheriges Passwort', old)
    put(visitor, 'Neues Passwort', new)
    press(visitor, 'Passwort ändern')
    await soon(lambda: sentence in error_of(visitor, label))
    assert accounts.log_in('Mira', PASSWORDS['mira'], 'here', utc_now())


# ---- places ----------------------------------------------------------------------------------------------------------
async def test_where_one_is_logged_in_and_everywhere_out(visit: Visit) -> None:
    anja = persona('Anja')
    devices.enrol('Tablet links', anja, utc_now())
    visitor, other = await at_account(visit), await visit('Anja')
    accounts.log_in('Mira', PASSWORDS['mira'], 'there', utc_now(), devices.devices()[0].id)
    await visitor.open('/konto')
    shown = words(visitor)
    assert 'Dieser Browser' in shown
    assert 'Tablet links' in shown
    await other.open('/konto')
    assert 'Tablet links' not in words(other)
    press(visitor, 'Überall abmelden')
    await soon(lambda: visitor.sent_to)
    assert not other.sent_to
    assert (await visitor.get('/konto')).status_code == 303
