"""Einstellungen: each section saves on its own, nothing typed is lost, and accounts are kept here."""
import re
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from nicegui import ui
from nicegui.testing import UserInteraction

from db import accounts, pins, sessions, settings
from db.accounts import AccountLine
from db.clock import utc_now
from db.errors import Refused
from db.events import Changed, on_change
from db.fields import Column
from db.kinds import Kind
from db.who import Role, Who
from pages import settings as screen
from pages import tablets
from pages.lan import Lan, lan
from tests.db.stories import joins
from tests.pages.conftest import Visit, Visitor
from tests.pages.seeing import buttons, choose, field, press, put, soon, still, sure, visible, words
from tests.personas import CAFE, PASSWORDS, PINS, persona

LONG_ENOUGH = 'vier wörter sind genug'


async def at_settings(visit: Visit) -> Visitor:
    visitor = await visit('Anja')
    await visitor.open('/einstellungen')
    return visitor


def error_of(visitor: Visitor, label: str) -> str:
    return str(field(visitor, label).props.get('error-message', ''))


def line(name: str) -> AccountLine:
    return next(one for one in accounts.accounts() if one.name == name)


# ---- the café --------------------------------------------------------------------------------------------------------
async def test_every_setting_has_its_field(visit: Visit) -> None:
    visitor = await at_settings(visit)
    for column in settings.columns():
        assert field(visitor, column.label)


def test_a_setting_nobody_has_placed_appears_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    new = Column('new', 'Neu', Kind.TEXT)
    monkeypatch.setattr(settings, 'columns', lambda: (*settings._COLUMNS, new))
    assert screen.topics()[-1].names == ('new',)
    assert {name for topic in screen.topics() for name in topic.names} == {one.name for one in settings.columns()}


@pytest.mark.parametrize(('label', 'text', 'stored'), [
    ('Name des Cafés', 'Werkstatt am Fluss', lambda cafe: cafe.cafe_name == 'Werkstatt am Fluss'),
    ('Adresse', 'Werkstraße 5', lambda cafe: cafe.address == 'Werkstraße 5'),
    ('Öffnungszeiten', 'Montag 14–18 Uhr\nDienstag 9–12 Uhr',
     lambda cafe: cafe.opening == ('Montag 14–18 Uhr', 'Dienstag 9–12 Uhr')),
    ('Abholfrist in Tagen', '60', lambda cafe: cafe.pickup_term_days == 60),
    ('Plätze', 'Regal 1\n\nRegal 2', lambda cafe: cafe.places == ('Regal 1', 'Regal 2')),
    ('Adresse für Scheine', 'http://192.168.178.42:8080/', lambda cafe: cafe.base_address.endswith('.42:8080'))])
async def test_a_section_is_saved_by_its_own_button(visit: Visit, label: str, text: str,
                                                    stored: Callable[[settings.Settings], bool]) -> None:
    visitor = await at_settings(visit)
    assert 'Speichern' not in buttons(visitor)
    put(visitor, label, text)
    press(visitor, 'Speichern')   # there is only one: the others have nothing to save
    await soon(lambda: stored(settings.read()))
    await soon(lambda: 'Speichern' not in buttons(visitor))


@pytest.mark.parametrize(('label', 'text', 'sentence'), [
    ('Name des Cafés', '', 'Hier fehlt noch etwas'), ('Abholfrist in Tagen', '9999', 'von 1 bis 365'),
    ('Abholfrist in Tagen', '1,5', 'Bitte eine ganze Zahl'),
    ('Abholfrist in Tagen', 'viele', 'Bitte eine ganze Zahl'),
    ('Adresse für Scheine', 'quatsch', 'Das ist keine Adresse'),
    ('Telefon', 'ruf an', 'besteht aus Ziffern')])
async def test_a_refused_text_says_so_beside_its_field_and_stays(visit: Visit, label: str, text: str,
                                                                 sentence: str) -> None:
    before = settings.read()
    visitor = await at_settings(visit)
    put(visitor, label, text)
    press(visitor, 'Speichern')
    await soon(lambda: sentence in error_of(visitor, label))
    assert field(visitor, label).value == text
    assert settings.read() == before


async def test_saving_one_section_names_those_that_are_not_saved_yet(visit: Visit) -> None:
    visitor = await at_settings(visit)
    put(visitor, 'Adresse', 'Werkstraße 5')
    put(visitor, 'Plätze', 'Regal 1')
    *_others, last = [one for one in visible(visitor, ui.button) if one.text == 'Speichern']
    UserInteraction(visitor, {last}, None).click()
    await soon(lambda: 'Gespeichert. Noch nicht gespeichert: Das Café.' in visitor.notify.messages)
    assert (settings.read().places, settings.read().address) == (('Regal 1',), '')
    press(visitor, 'Speichern')
    await soon(lambda: 'Gespeichert.' in visitor.notify.messages)
    assert settings.read().address == 'Werkstraße 5'


async def test_two_organisers_do_not_overwrite_each_other(visit: Visit, anja: Who) -> None:
    visitor = await at_settings(visit)
    put(visitor, 'Adresse', 'Werkstraße 5')
    settings.save({'cafe_name': 'Anders', 'phone': '0351 1'}, anja, utc_now())
    await soon(lambda: field(visitor, 'Name des Cafés').value == 'Anders')
    assert field(visitor, 'Adresse').value == 'Werkstraße 5'
    press(visitor, 'Speichern')
    await soon(lambda: settings.read().address == 'Werkstraße 5')
    assert (settings.read().cafe_name, settings.read().phone) == ('Anders', '0351 1')


@pytest.fixture
def wifi(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if both doors were open; tests/e2e opens them."""
    monkeypatch.setattr(Lan, 'open', property(lambda _lan: True))
    monkeypatch.setattr(lan, 'ips', ['192.168.0.7'])


async def test_the_address_of_this_computer_is_proposed_and_not_stored_by_itself(visit: Visit, wifi: None) -> None:
    visitor = await at_settings(visit)
    await visitor.should_see('http://192.168.0.7:8081')
    press(visitor, 'Diese Adresse eintragen')
    await soon(lambda: field(visitor, 'Adresse für Scheine').value == 'http://192.168.0.7:8081')
    await still(lambda: settings.read().base_address == '')
    press(visitor, 'Speichern')
    await soon(lambda: settings.read().base_address == 'http://192.168.0.7:8081')


async def test_s3_with_a_certificate_of_its_own_nobody_is_asked_to_install_one(
        visit: Visit, wifi: None, monkeypatch: pytest.MonkeyPatch) -> None:
    asks = ('Diesem Computer vertrauen', 'Zertifikat laden', 'vertraut')
    monkeypatch.setattr(lan, 'own', None)
    anja = await at_settings(visit)
    page = (await anja.get('/vertrauen')).text
    assert [word for word in asks if word in page + words(anja) + ' '.join(tablets.steps())] == [*asks]
    monkeypatch.setattr(lan, 'own', (Path('cafe.pem'), Path('cafe.key')))
    anja = await at_settings(visit)
    page = (await anja.get('/vertrauen')).text
    assert [word for word in asks if word in page + words(anja) + ' '.join(tablets.steps())] == []
    assert 'zu installieren ist nichts. Warnt der Browser' in words(anja)
    assert 'Nichts zu installieren' in page
    assert re.search(r'kb-fill[^>]*href="https://192.168.0.7:8443">Zum Kontaktbuch<', page)
    assert 'Bitte nicht weitergehen, sondern der Person Bescheid sagen' in page


async def test_what_lan_has_opened_is_not_shut_by_the_switch_and_says_so(
        visit: Visit, wifi: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert 'Mit --lan gestartet' not in words(await at_settings(visit))
    monkeypatch.setattr(lan, 'asked', True)
    assert 'Mit --lan gestartet: Das WLAN bleibt offen' in words(await at_settings(visit))


async def test_while_the_wifi_is_shut_nothing_is_proposed(visit: Visit) -> None:
    visitor = await at_settings(visit)
    assert 'Diese Adresse eintragen' not in buttons(visitor)
    await visitor.should_see('Zurzeit gibt es das Programm nur auf diesem Computer.')


# ---- accounts --------------------------------------------------------------------------------------------------------
async def open_new(visit: Visit) -> Visitor:
    visitor = await at_settings(visit)
    press(visitor, 'Neuer Zugang')
    await sure(visitor)
    await visitor.should_see('Zugang anlegen')
    return visitor


async def open_account(visit: Visit, name: str) -> Visitor:
    visitor = await at_settings(visit)
    press(visitor, f'Bearbeiten: {name}')
    await sure(visitor)
    await visitor.should_see('Passwort setzen')
    return visitor


async def test_the_list_says_who_may_what_and_when_they_were_here(visit: Visit) -> None:
    shown = words(await at_settings(visit))
    assert 'Leitung · zuletzt angemeldet' in shown
    assert 'Team · noch nie angemeldet' in shown
    assert 'Tresen · noch nie angemeldet' in shown


async def test_a_new_account_can_log_in(visit: Visit) -> None:
    visitor = await open_new(visit)
    put(visitor, 'Name', 'Dieter')
    put(visitor, 'Passwort', LONG_ENOUGH)
    choose(visitor, 'Rolle', 'Tresen: Annahme und einzelne Reparaturen, keine Listen')
    press(visitor, 'Zugang anlegen')
    await visitor.should_see('Dieter kann sich jetzt anmelden.')
    assert accounts.log_in('Dieter', LONG_ENOUGH, 'here', utc_now()).who.role is Role.COUNTER
    await soon(lambda: 'Dieter' in words(visitor).split('\n'))


async def test_pressing_twice_makes_one_account_and_complains_of_nothing(visit: Visit) -> None:
    visitor = await open_new(visit)
    put(visitor, 'Name', 'Dieter')
    put(visitor, 'Passwort', LONG_ENOUGH)
    typed = field(visitor, 'Name')
    press(visitor, 'Zugang anlegen')
    press(visitor, 'Zugang anlegen')
    await visitor.should_see('Dieter kann sich jetzt anmelden.')
    await still(lambda: not typed.props.get('error-message'))
    assert len(accounts.accounts()) == 4


async def test_a_new_account_and_whose_it_is_are_stored_together(visit: Visit, anja: Who) -> None:
    joins(anja, utc_now())
    visitor = await open_new(visit)
    put(visitor, 'Name', 'Jörg')
    put(visitor, 'Passwort', LONG_ENOUGH)
    choose(visitor, 'Wer im Team ist das?', 'Jörg Rademacher')
    told: list[Changed] = []
    stop = on_change(told.append)
    press(visitor, 'Zugang anlegen')
    await visitor.should_see('Jörg kann sich jetzt anmelden.')
    stop()
    assert len(told) == 1   # one save, so no moment in which the account is nobody's
    assert line('Jörg').member == 'Jörg Rademacher'


@pytest.mark.parametrize(('label', 'name', 'password', 'sentence'), [
    ('Passwort', 'Dieter', 'kurz', 'mindestens 12 Zeichen'),
    ('Passwort', 'Dieter', 'passwortpasswort', 'leicht zu erraten'),
    ('Name', 'Anja', LONG_ENOUGH, 'gibt es schon'), ('Name', '', LONG_ENOUGH, 'Wie soll das Konto heißen?')])
async def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(visit: Visit, label: str, name: str,
                                                                         password: str, sentence: str) -> None:
    visitor = await open_new(visit)
    put(visitor, 'Name', name)
    put(visitor, 'Passwort', password)
    press(visitor, 'Zugang anlegen')
    await soon(lambda: sentence in error_of(visitor, label))
    assert (field(visitor, 'Name').value, field(visitor, 'Passwort').value) == (name, password)
    assert len(accounts.accounts()) == 3


async def test_the_rule_for_passwords_is_said_before_somebody_types(visit: Visit) -> None:
    visitor = await open_new(visit)
    assert field(visitor, 'Passwort').props['hint'].startswith('Mindestens 12 Zeichen')


async def test_a_password_is_hidden_until_somebody_wants_to_see_it(visit: Visit) -> None:
    visitor = await open_new(visit)
    assert field(visitor, 'Passwort').props['type'] == 'password'
    with visitor.client:
        field(visitor, 'Passwort zeigen').set_value(True)
    assert field(visitor, 'Passwort').props['type'] == 'text'


async def test_a_new_password_ends_every_login_with_the_old_one(visit: Visit) -> None:
    token = accounts.log_in('Mira', PASSWORDS['mira'], 'here', utc_now()).token
    visitor = await open_account(visit, 'Mira')
    put(visitor, 'Neues Passwort', LONG_ENOUGH)
    press(visitor, 'Passwort setzen')
    await visitor.should_see('Das neue Passwort gilt ab jetzt.')
    assert sessions.session(token, utc_now()) is None
    assert accounts.log_in('Mira', LONG_ENOUGH, 'here', utc_now())
    with pytest.raises(Refused):
        accounts.log_in('Mira', PASSWORDS['mira'], 'there', utc_now())
    assert field(visitor, 'Neues Passwort').value == ''


async def test_a_password_that_is_too_short_changes_nothing(visit: Visit) -> None:
    visitor = await open_account(visit, 'Mira')
    put(visitor, 'Neues Passwort', 'kurz')
    press(visitor, 'Passwort setzen')
    await soon(lambda: 'mindestens 12 Zeichen' in error_of(visitor, 'Neues Passwort'))
    assert accounts.log_in('Mira', PASSWORDS['mira'], 'here', utc_now())


async def test_a_role_is_changed_with_the_choice(visit: Visit) -> None:
    visitor = await open_account(visit, 'Mira')
    choose(visitor, 'Rolle', 'Tresen: Annahme und einzelne Reparaturen, keine Listen')
    await soon(lambda: line('Mira').role is Role.COUNTER)


async def test_an_account_may_name_somebody_of_the_team(visit: Visit, anja: Who) -> None:
    joins(anja, utc_now())
    visitor = await open_account(visit, 'Mira')
    choose(visitor, 'Wer im Team ist das?', 'Jörg Rademacher')
    await soon(lambda: line('Mira').member == 'Jörg Rademacher')
    choose(visitor, 'Wer im Team ist das?', 'niemand Bestimmtes')
    await soon(lambda: line('Mira').member == '')


async def test_a_choice_that_is_taken_back_while_it_is_stored(visit: Visit, anja: Who,
                                                              monkeypatch: pytest.MonkeyPatch) -> None:
    joins(anja, utc_now())
    asked, stored = [], []
    changed_their_mind = Event()
    real = accounts.set_member

    def set_member(account: int, member: int | None, *by: Any) -> None:
        asked.append(member)
        changed_their_mind.wait(10)
        real(account, member, *by)
        stored.append(member)
    monkeypatch.setattr(accounts, 'set_member', set_member)
    visitor = await open_account(visit, 'Mira')
    choose(visitor, 'Wer im Team ist das?', 'Jörg Rademacher')
    await soon(lambda: asked)
    choose(visitor, 'Wer im Team ist das?', 'niemand Bestimmtes')
    changed_their_mind.set()
    await soon(lambda: stored and stored[-1] is None)
    assert line('Mira').member == ''


async def test_switching_off_ends_every_login_and_can_be_undone(visit: Visit) -> None:
    token = accounts.log_in('Mira', PASSWORDS['mira'], 'here', utc_now()).token
    visitor = await open_account(visit, 'Mira')
    press(visitor, 'Zugang abschalten')
    await soon(lambda: not line('Mira').active)
    assert sessions.session(token, utc_now()) is None
    await soon(lambda: 'Team · abgeschaltet' in words(visitor))
    visitor = await open_account(visit, 'Mira')
    press(visitor, 'Zugang wieder einschalten')
    await soon(lambda: line('Mira').active)


async def test_nobody_locks_themselves_out(visit: Visit) -> None:
    visitor = await open_account(visit, 'Anja')
    await visitor.should_see('Das ist dein eigener Zugang.')
    assert 'Zugang abschalten' not in buttons(visitor)


async def test_a_lost_pin_is_taken_away_and_the_list_says_who_has_one(visit: Visit, anja: Who) -> None:
    pins.set_pin(persona('Mira').account or 0, PINS['mira'], anja, utc_now())
    visitor = await open_account(visit, 'Mira')
    assert 'Team · mit PIN · ' in words(visitor)
    press(visitor, 'PIN entfernen')
    await soon(lambda: not line('Mira').has_pin)
    await soon(lambda: 'mit PIN' not in words(visitor))


# ---- who may ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize('name', ['Mira', 'Tresen'])
async def test_others_see_no_settings(visit: Visit, name: str) -> None:
    visitor = await visit(name)
    assert (await visitor.get('/einstellungen')).status_code == 403


async def test_a_role_that_was_taken_away_saves_nothing_any_more(visit: Visit, anja: Who) -> None:
    accounts.add('Zweite', Role.ORGANISER, LONG_ENOUGH, anja, utc_now())
    visitor = await at_settings(visit)
    put(visitor, 'Name des Cafés', 'Gekapert')
    accounts.set_role(anja.account or 0, Role.TEAM, anja, utc_now())
    if 'Speichern' in buttons(visitor):
        press(visitor, 'Speichern')
    await still(lambda: settings.read().cafe_name == CAFE)
