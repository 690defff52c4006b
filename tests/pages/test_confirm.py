"""S12: a page that somebody left open is no key to accounts and to copies of everything."""
from datetime import timedelta

import pytest

from db import accounts, confirming, keeping
from db.clock import utc_now
from db.throttle import Throttle
from pages import confirm
from tests.pages.conftest import Visit, Visitor
from tests.pages.seeing import buttons, field, press, put, soon, still, sure, words
from tests.personas import PASSWORDS


@pytest.fixture(autouse=True)
def no_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confirming, 'guesses', Throttle())


@pytest.fixture
async def settings_page(visit: Visit) -> Visitor:
    visitor = await visit('Anja')
    await visitor.open('/einstellungen')
    return visitor


def error(visitor: Visitor) -> str:
    return str(field(visitor, 'Dein Passwort').props.get('error-message') or '')


@pytest.mark.parametrize(('wish', 'opens'), [
    ('Neuer Zugang', 'Zugang anlegen'), ('Bearbeiten: Mira', 'Passwort setzen'),
    ('Tablet anmelden …', 'Code zeigen')])
async def test_s12_nothing_opens_without_the_password(settings_page: Visitor, wish: str, opens: str) -> None:
    press(settings_page, wish)
    await sure(settings_page, 'falsch')
    await soon(lambda: 'stimmt nicht' in error(settings_page))
    await still(lambda: opens not in buttons(settings_page))
    put(settings_page, 'Dein Passwort', PASSWORDS['anja'])
    press(settings_page, 'Weiter')
    await soon(lambda: opens in buttons(settings_page))


async def test_s12_no_stick_is_named_without_the_password(settings_page: Visitor, tmp_path_factory:
                                                          pytest.TempPathFactory) -> None:
    put(settings_page, 'Zweiter Ort', str(tmp_path_factory.mktemp('stick')))
    put(settings_page, 'Passwort der Sicherung', 'ein Satz für den Stick')
    press(settings_page, 'Zweiten Ort speichern')
    await sure(settings_page, 'falsch')
    await soon(lambda: 'stimmt nicht' in error(settings_page))
    assert keeping.status().place == ''


async def test_somebody_elses_password_is_not_enough(settings_page: Visitor) -> None:
    press(settings_page, 'Neuer Zugang')
    await sure(settings_page, PASSWORDS['mira'])
    await soon(lambda: 'stimmt nicht' in error(settings_page))


async def test_it_is_asked_once_for_ten_minutes(settings_page: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    press(settings_page, 'Neuer Zugang')
    await sure(settings_page)
    await soon(lambda: 'Zugang anlegen' in buttons(settings_page))
    press(settings_page, 'Bearbeiten: Mira')
    await soon(lambda: 'Passwort setzen' in buttons(settings_page))
    assert words(settings_page).count('Bist du es?') == 1
    later = utc_now() + timedelta(minutes=10)
    monkeypatch.setattr(confirm, 'utc_now', lambda: later)
    press(settings_page, 'Bearbeiten: Tresen')
    await soon(lambda: words(settings_page).count('Bist du es?') == 2)


async def test_another_page_of_the_same_person_asks_for_itself(visit: Visit, settings_page: Visitor) -> None:
    press(settings_page, 'Neuer Zugang')
    await sure(settings_page)
    await soon(lambda: 'Zugang anlegen' in buttons(settings_page))
    other = await visit('Anja')
    await other.open('/einstellungen')
    press(other, 'Neuer Zugang')
    await soon(lambda: 'Bist du es?' in words(other))
    assert len(accounts.accounts()) == 3


async def test_two_taps_are_one_answer(settings_page: Visitor) -> None:
    press(settings_page, 'Neuer Zugang')
    await settings_page.should_see('Bist du es?')
    put(settings_page, 'Dein Passwort', PASSWORDS['anja'])
    press(settings_page, 'Weiter')
    press(settings_page, 'Weiter')
    await soon(lambda: 'Zugang anlegen' in buttons(settings_page))
    await still(lambda: buttons(settings_page).count('Zugang anlegen') == 1)
