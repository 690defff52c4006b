"""What the café decides itself: read as it was saved, refused by name."""
from datetime import datetime
from pathlib import Path

import pytest

from db import settings
from db.errors import Refused
from db.events import on_change
from db.settings import Settings
from db.who import Who
from tests.db.naughty import CONTROL, LETTERS, LONG
from tests.db.stories import row_counts, rows
from tests.personas import CAFE

TYPED = {'cafe_name': 'Repair-Café „Löte & Leim“', 'address': 'Hauptstr. 1, 01067 Dresden', 'phone': '0351 1234567',
         'opening': 'Montag 14–18 Uhr\n\n  Freitag 16–19 Uhr ', 'base_address': 'http://192.168.178.42:8080/',
         'ticket_texts': 'Erster Absatz.\nZweiter Absatz.', 'liability': 'Wir haften für Vorsatz.',
         'pickup_term_days': '30',
         'grace_minutes': '0', 'places': 'Schrank 1\nSchrank 2\n Schrank 1'}


def test_a_new_cafe_has_sensible_settings(store: Path) -> None:
    assert settings.read() == Settings(cafe_name=CAFE)
    assert (Settings().pickup_term_days, Settings().grace_minutes) == (90, 30)
    assert Settings().liability.startswith('Haftungsbegrenzung'), 'a blanket exclusion is void'


def test_everything_saved_is_read_again(store: Path, anja: Who, now: datetime) -> None:
    saved = settings.save(TYPED, anja, now)
    assert saved == settings.read() == Settings(
        cafe_name=TYPED['cafe_name'], address=TYPED['address'], phone='0351 1234567',
        opening=('Montag 14–18 Uhr', 'Freitag 16–19 Uhr'), base_address='http://192.168.178.42:8080',
        ticket_texts=('Erster Absatz.', 'Zweiter Absatz.'), liability='Wir haften für Vorsatz.', pickup_term_days=30,
        grace_minutes=0, places=('Schrank 1', 'Schrank 2'))
    assert settings.save(settings.as_text(saved), anja, now) == saved, 'what the form shows saves the same'


def test_the_form_is_drawn_from_the_columns(store: Path) -> None:
    assert {column.name for column in settings.columns()} == set(settings.as_text(settings.read()))
    assert [column.name for column in settings.columns() if column.required] == [
        'cafe_name', 'pickup_term_days', 'grace_minutes']


def test_a_list_can_be_emptied(store: Path, anja: Who, now: datetime) -> None:
    assert settings.save({'ticket_texts': '', 'liability': ''}, anja, now).ticket_texts == ()
    assert settings.read().liability == ''


@pytest.mark.parametrize(('name', 'text'), [
    ('cafe_name', ''), ('cafe_name', ' '), ('cafe_name', 'x' * 81), ('phone', 'siehe Aushang'),
    ('pickup_term_days', '0'),
    ('pickup_term_days', '366'), ('pickup_term_days', '30,5'), ('pickup_term_days', 'viele'), ('pickup_term_days', ''),
    ('grace_minutes', '-1'), ('grace_minutes', '121'), ('grace_minutes', ''), ('opening', 'x' * 401), ('places', LONG),
    ('base_address', '192.168.178.42'), ('base_address', 'javascript:alert(1)'), ('base_address', 'ftp://host'),
    ('base_address', 'http://'), ('base_address', 'http://host/pfad'), ('base_address', 'http://host?x=1'),
    ('base_address', 'http://host:8080#x'), ('base_address', 'http://nutzer:geheim@host'),
    ('base_address', 'http://host:99999'),
    ('base_address', 'http://ho st'), ('base_address', 'http://[::1'), ('base_address', 'http://büro'),
    *[('cafe_name', text) for text in CONTROL.values()]])
def test_a_refusal_names_its_field_and_saves_nothing(
        store: Path, anja: Who, now: datetime, name: str, text: str) -> None:
    """All or none: what was typed beside it is not half saved."""
    before = row_counts(), settings.read()
    with pytest.raises(Refused) as refusal:
        settings.save({'address': 'Neue Straße 1', name: text}, anja, now)
    assert refusal.value.field == name
    assert (row_counts(), settings.read()) == before


@pytest.mark.parametrize('text', ['http://192.168.178.42:8080', 'https://cafe.example.org', 'HTTP://RECHNER.LOCAL',
                                  'http://[fe80::1]:8080',
                                  ''])
def test_addresses_for_the_code_on_the_ticket(store: Path, anja: Who, now: datetime, text: str) -> None:
    assert settings.save({'base_address': text}, anja, now).base_address == text


def test_r11_texts_are_kept_as_typed(store: Path, anja: Who, now: datetime) -> None:
    for text in LETTERS.values():
        saved = settings.save({'cafe_name': text, 'liability': text, 'places': text}, anja, now)
        assert (saved.cafe_name, saved.liability, saved.places) == (text, text, (text,))


def test_other_screens_are_told(store: Path, anja: Who, now: datetime) -> None:
    heard = []
    stop = on_change(heard.append)
    settings.save({'address': 'Hauptstr. 1', 'places': 'Keller'}, anja, now)
    stop()
    assert [changed.rows for changed in heard] == [{('setting', 'address'), ('setting', 'places')}]


def test_saving_twice_keeps_one_row(store: Path, anja: Who, now: datetime) -> None:
    for minutes in ('10', '20'):
        settings.save({'grace_minutes': minutes}, anja, now)
    assert rows("SELECT value FROM setting WHERE name = 'grace_minutes'") == [('20',)]
