"""A customer has their data erased with the slip in hand, on their own phone, through the plain door (D5, D13)."""
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.at_the_counter import answer, button, field, saved
from tests.e2e.browsing import PHONE, NewPage
from tests.e2e.conftest import running
from tests.e2e.test_wifi import OpenCafe, token
from tests.unpacking import residue

FIRST, LAST, NUMBER = 'Şeyma', 'Großkopf-Özdil', '0351 4455667'
TRACES = ('Şeyma', 'seyma', 'Großkopf', 'grosskopf', 'Özdil', 'ozdil', 'oezdil', '4455667', '445 56 67', 'Milchdüse')


@pytest.fixture
def cafe(template: Path, tmp_path: Path) -> Iterator[OpenCafe]:
    yield from running(OpenCafe(template, tmp_path, '--lan'))


def drop_off(page: Page) -> str:
    """Something with a name. Returns the number."""
    field(page, 'Telefon').fill(NUMBER)
    field(page, 'Vorname').fill(FIRST)
    field(page, 'Nachname').fill(LAST)
    field(page, 'Gegenstand').fill('Kaffeemaschine')
    field(page, 'Was ist kaputt?').fill(f'Frau {LAST} sagt: tropft')
    field(page, 'Zubehör').fill('Milchdüse')
    answer(page, 'Ja, speichern').check()
    answer(page, 'Ja, gern').check()
    button(page, 'Schein drucken').click()
    return saved(page)


def test_two_taps_on_the_own_phone_and_nothing_is_left(cafe: OpenCafe, new_page: NewPage) -> None:
    team, phone = new_page(), new_page(PHONE)
    cafe.login(team, 'tresen', '/annahme')
    number = drop_off(team)
    cafe.open(team, f'/r/{number}')
    expect(team.get_by_text(f'{FIRST} {LAST}').first).to_be_visible()
    assert {word for word, _file in residue(cafe.folder, TRACES)} >= {'Şeyma', 'Großkopf', '4455667', 'Milchdüse'}

    phone.goto(f'{cafe.plain}/T/{token(cafe, number)}')
    phone.get_by_role('link', name='Meine Daten löschen').tap()
    phone.get_by_role('link', name='Zurück, nichts löschen').tap()   # a second thought leads back
    expect(phone.get_by_role('heading', level=1)).to_have_text('Ihr Gegenstand ist bei uns')
    expect(team.get_by_text(f'{FIRST} {LAST}').first).to_be_visible()
    phone.get_by_role('link', name='Meine Daten löschen').tap()
    expect(phone.get_by_role('heading', level=1)).to_have_text('Meine Daten löschen?')
    expect(phone.get_by_text('Wir können dann nicht mehr anrufen.')).to_be_visible()
    assert residue(cafe.folder, TRACES), 'looking alone erases nothing'
    button(phone, 'Jetzt löschen').tap()
    expect(phone.get_by_role('status')).to_have_text('Gelöscht')

    expect(team.get_by_text(LAST)).to_have_count(0)
    expect(team.get_by_role('heading', name='Ohne Namen')).to_be_visible()
    assert residue(cafe.place, TRACES) == []

    phone.get_by_role('link', name='Zum Stand der Reparatur').tap()
    expect(phone.get_by_text(number)).to_be_visible()
    expect(phone.get_by_role('link', name='Meine Daten löschen')).to_have_count(0)
    assert not phone.context.cookies()
