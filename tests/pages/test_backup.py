"""R4 on the screens: one backup at once, the second place, one to take along, and what Heute says about it."""
import errno
import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from db import backup, confirming, keeping, settings
from db.clock import show_moment, utc_now
from db.importing import applying, undoing
from db.importing.drafts import Choices
from db.throttle import Throttle
from db.who import Who
from pages import today_health
from pages.lan import Lan, lan
from tests.db.importing.lists import CUSTOMERS, book, customer
from tests.db.stories import drop_off
from tests.pages.conftest import Visit, Visitor, program
from tests.pages.seeing import buttons, field, press, put, soon, still, sure, words
from tests.personas import PASSWORDS
from tests.sealing import QUICK

PHRASE = 'ein Satz für den Stick'


@pytest.fixture
def no_backup_made() -> None:
    """Here they are made."""


@pytest.fixture(autouse=True)
def no_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confirming, 'guesses', Throttle())


async def at_settings(visit: Visit) -> Visitor:
    visitor = await visit('Anja')
    await visitor.open('/einstellungen')
    return visitor


def error_at(visitor: Visitor, label: str) -> str:
    made = field(visitor, label)
    return str((made.props.get('error') and made.props.get('error-message')) or '')


# ---- making ----------------------------------------------------------------------------------------------------------
async def test_r4_one_at_once(visit: Visit, store: Path) -> None:
    visitor = await at_settings(visit)
    press(visitor, 'Jetzt sichern')
    await soon(lambda: 'Gesichert und geprüft.' in visitor.notify.messages)
    assert backup.last_good(store / backup.FOLDER)
    await soon(lambda: 'Letzte gute Sicherung: noch keine' not in words(visitor))


async def test_r4_with_the_stick_away_one_sentence_says_both(visit: Visit, store: Path, tmp_path: Path,
                                                             anja: Who) -> None:
    stick = tmp_path / 'stick'
    stick.mkdir()
    keeping.set_second(str(stick), PHRASE, anja, utc_now())
    visitor = await at_settings(visit)
    shutil.rmtree(stick)
    press(visitor, 'Jetzt sichern')
    said = f'Gesichert, hier auf dem Computer. Der zweite Ort fehlt: {stick}. Steckt der USB-Stick?'
    await soon(lambda: said in visitor.notify.messages)
    assert visitor.notify.messages == [said]
    assert backup.last_good(store / backup.FOLDER)
    await soon(lambda: f'Der zweite Ort {stick} ist gerade nicht da.' in words(visitor))


def test_r4_a_stick_that_cannot_be_written_costs_nothing_here(store: Path, tmp_path: Path, anja: Who,
                                                              monkeypatch: pytest.MonkeyPatch) -> None:
    keeping.set_second(str(tmp_path), PHRASE, anja, utc_now())

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, 'No space left on device')
    monkeypatch.setattr(keeping, '_seal_into', full)
    assert keeping.now_please(utc_now()) == ('Gesichert, hier auf dem Computer. Am zweiten Ort nicht: '
                                             'Dort lässt sich nicht sichern: Die Platte ist voll.')


async def test_r4_the_running_program_makes_one_by_itself(visit: Visit, store: Path) -> None:
    await visit('Anja')
    await soon(lambda: backup.last_good(store / backup.FOLDER), 10)


async def test_r4_at_an_orderly_stop_the_day_is_in_a_backup(store: Path, anja: Who) -> None:
    async for welcome in program(store):
        await welcome()
        await soon(lambda: backup.last_good(store / backup.FOLDER), 10)
        number = drop_off(anja, utc_now()).number
    last = backup.last_good(store / backup.FOLDER)
    assert last
    with closing(sqlite3.connect(last.path)) as copy:
        assert copy.execute('SELECT number FROM repair').fetchall() == [(number,)]


# ---- the second place ------------------------------------------------------------------------------------------------
async def test_r4_a_stick_is_chosen_with_its_passphrase(visit: Visit, tmp_path: Path) -> None:
    (tmp_path / 'stick').mkdir()
    visitor = await at_settings(visit)
    put(visitor, 'Zweiter Ort', str(tmp_path / 'stick'))
    press(visitor, 'Zweiten Ort speichern')
    await sure(visitor)
    await soon(lambda: 'mindestens 12 Zeichen' in error_at(visitor, 'Passwort der Sicherung'))
    assert keeping.status().place == ''
    put(visitor, 'Passwort der Sicherung', PHRASE)
    press(visitor, 'Zweiten Ort speichern')
    await soon(lambda: keeping.status().place == str(tmp_path / 'stick'))
    await soon(lambda: field(visitor, 'Passwort der Sicherung').value == '')


async def test_a_place_that_is_not_there_says_so_beside_its_field(visit: Visit) -> None:
    visitor = await at_settings(visit)
    put(visitor, 'Zweiter Ort', '/gibt/es/nicht')
    put(visitor, 'Passwort der Sicherung', PHRASE)
    press(visitor, 'Zweiten Ort speichern')
    await sure(visitor)
    await soon(lambda: 'gibt es nicht' in error_at(visitor, 'Zweiter Ort'))
    assert field(visitor, 'Zweiter Ort').value == '/gibt/es/nicht'


# ---- one to take along -----------------------------------------------------------------------------------------------
async def test_s12_with_the_password_asked_again_and_sealed(visit: Visit, store: Path, anja: Who) -> None:
    drop_off(anja, utc_now())
    visitor = await at_settings(visit)
    press(visitor, 'Herunterladen …')
    await visitor.should_see('Verschlüsseln und laden')
    put(visitor, 'Dein Passwort', 'falsch')
    put(visitor, 'Passwort für diese Sicherung', PHRASE)
    press(visitor, 'Verschlüsseln und laden')
    await soon(lambda: 'stimmt nicht' in error_at(visitor, 'Dein Passwort'))
    put(visitor, 'Dein Passwort', PASSWORDS['anja'])
    press(visitor, 'Verschlüsseln und laden')
    loaded = await visitor.download.next(timeout=30)
    assert 'Wiśniewska'.encode() in QUICK.passphrase.decrypt(loaded.content, PHRASE)
    assert not [path for path in store.rglob('*') if path.name.endswith('.part')]


@pytest.mark.parametrize('name', ['Mira', 'Tresen'])
async def test_s9_nobody_else_comes_near_it(visit: Visit, name: str) -> None:
    answer = await (await visit(name)).get('/einstellungen')
    assert answer.status_code == 403
    assert 'Jetzt sichern' not in answer.text


# ---- Heute -----------------------------------------------------------------------------------------------------------
async def test_r4_heute_tells_the_organiser_what_is_not_well(visit: Visit, anja: Who, tmp_path: Path) -> None:
    drop_off(anja, utc_now())
    visitor = await visit('Anja')
    await soon(lambda: keeping.status().last)
    await visitor.open('/')
    assert 'Zur Sicherung' not in buttons(visitor), 'all is well'
    (tmp_path / 'stick').mkdir()
    keeping.set_second(str(tmp_path / 'stick'), PHRASE, anja, utc_now())
    (tmp_path / 'stick' / keeping.MARK).unlink()
    keeping.daily(utc_now())
    await soon(lambda: 'gerade nicht da' in words(visitor))
    assert 'Zur Sicherung' in buttons(visitor)


async def test_r4_while_all_is_well_heute_says_when_the_last_one_was(visit: Visit) -> None:
    visitor = await visit('Anja')
    await soon(lambda: keeping.status().last)
    await visitor.open('/')
    await visitor.should_see(f'Alles in Ordnung. Letzte Sicherung: {show_moment(keeping.status().last)}')
    other = await visit('Mira')
    await other.open('/')
    await other.should_see('Heute')
    await other.should_not_see('Letzte Sicherung')


async def test_d7_heute_raises_no_alarm_about_an_import_taken_back(visit: Visit, anja: Who) -> None:
    __, batch = applying.apply(book(Kunden=[CUSTOMERS, customer()]), Choices(), anja, utc_now())
    undoing.undo(batch, anja, utc_now())
    visitor = await visit('Anja')
    await soon(lambda: keeping.status().last)
    await visitor.open('/')
    await visitor.should_see('Alles in Ordnung.')
    assert 'Löschbuch' not in words(visitor)


async def test_it_is_no_business_of_the_team(visit: Visit, anja: Who, monkeypatch: pytest.MonkeyPatch) -> None:
    drop_off(anja, utc_now())
    settings.put('backup_problems', {'own': 'Dort lässt sich nicht sichern.', 'second': ''})
    visitor = await visit('Mira')
    await visitor.open('/')
    await still(lambda: 'nicht sichern' not in words(visitor))


async def test_an_address_of_another_network_is_noticed_and_renewed(visit: Visit, anja: Who,
                                                                    monkeypatch: pytest.MonkeyPatch) -> None:
    drop_off(anja, utc_now())
    monkeypatch.setattr(Lan, 'open', property(lambda _lan: True))
    monkeypatch.setattr(lan, 'ips', ['192.168.0.7'])
    monkeypatch.setattr(today_health, 'addresses', lambda: ['192.168.0.7'])
    settings.save({'base_address': 'http://192.168.178.42:8081'}, anja, utc_now() - timedelta(days=1))
    visitor = await visit('Anja')
    await visitor.open('/')
    press(visitor, 'Neue Adresse übernehmen')
    await soon(lambda: settings.read().base_address == 'http://192.168.0.7:8081')
    await soon(lambda: 'Neue Adresse übernehmen' not in buttons(visitor))


@pytest.mark.parametrize(('address', 'fits'), [
    ('', False), ('http://192.168.0.7:8081', True), ('http://192.168.178.42:8081', False),
    ('http://192.168.0.7:8641', False), ('https://192.168.0.7:8443', True), ('https://192.168.0.7:8081', False),
    ('http://192.168.0.7', True), ('https://cafe.example.org', True), ('http://cafe.local:8081', True)])
def test_a_name_is_the_operators_own_business(monkeypatch: pytest.MonkeyPatch, address: str, fits: bool) -> None:
    monkeypatch.setattr(Lan, 'open', property(lambda _lan: True))
    monkeypatch.setattr(lan, 'ips', ['192.168.0.7'])
    monkeypatch.setattr(today_health, 'addresses', lambda: ['192.168.0.7'])
    assert (today_health.outdated(address) == '') is fits
