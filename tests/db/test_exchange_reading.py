"""What the café's own file holds: everything and everybody, but nothing of those who are about to go (D4)."""
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from db import exchange_everything, exchange_reading, people, retention
from db.connection import db
from db.exchange_cards import EXTERNAL, cards
from db.modelfields import to_text
from db.who import Who
from tests.db.exchanging import NASTY, contents, fill, named, row
from tests.db.stories import drop_off, joins, leaves, rows


def test_the_team_with_its_own_columns(store: Path, anja: Who, now: datetime) -> None:
    cafe = fill(anja, now)
    joerg = row(contents()['Team'], Kennung=cafe.joerg)
    assert joerg | {'Telefon': '+49 351 / 555 01', 'Notiz': '=1+1', 'Aufgaben': '@Werkstatt', 'Kann gut': "O'Brien",
                    'dabei seit': date(2020, 2, 29), 'Geburtstag': date(1960, 1, 31), 'Schluessel': 'ja',
                    'Stunden': 2.5, 'Einwilligung': 'ja', 'Einwilligung vom': date(2026, 11, 23)} == joerg


def test_customers_have_one_row_per_item_also_without_a_name(store: Path, anja: Who, now: datetime) -> None:
    cafe = fill(anja, now)
    found = contents()['Kundinnen']
    assert {one['Nummer'] for one in found} == {cafe.here, cafe.nameless}
    here = row(found, Nummer=cafe.here)
    assert here | {'Vorname': 'Şeyma', 'Stand': 'wartet auf Ersatzteil', 'Farbe': 'blau; grün', 'Notiz': '-',
                   'Angenommen am': date(2026, 11, 20), 'Gang': 'zwei\nZeilen', 'Einwilligung': 'ja'} == here
    assert here['Ansprechperson'] in {'Jörg Rademacher', 'Kofi -'}
    assert 'Vorname' not in row(found, Nummer=cafe.nameless)


def test_outside_organisations_without_people_stand_alone(store: Path, anja: Who, now: datetime) -> None:
    cafe = fill(anja, now)
    found = contents()['Extern']
    contact = row(found, Kennung=cafe.contact)
    assert contact | {'Organisation': '=Stadt', 'Funktion': 'Büro', 'Durchwahl': '12', 'Straße und Hausnummer':
                      'Am Markt 1', 'Telefon der Organisation': '0351 888', 'Rechnung': 'kasse@stadt.example',
                      'Telefon (eigene Spalte)': '+1', 'Kennung der Organisation': cafe.place} == contact
    assert 'Vorname' not in row(found, Organisation='Wertstoffhof')


def test_former_members_and_customers(store: Path, anja: Who, now: datetime) -> None:
    cafe = fill(anja, now)
    found = contents()['Ehemalige']
    left = row(found, Kennung=cafe.left)
    assert left | {'Art': 'Mitglied', 'ausgeschieden am': date(2026, 10, 24), 'Einwilligung': 'ja'} == left
    back = row(found, Nachname='Damals')
    assert back | {'Art': 'Kund:in', 'zuletzt abgeholt am': date(2026, 11, 15), 'war Kund:in': 'ja'} == back


def test_somebody_who_came_back_keeps_the_earlier_membership(store: Path, anja: Who, now: datetime) -> None:
    first = joins(anja, now, started_on=date(2020, 1, 31), phone='0351 1112222')
    leaves(first, anja, now, keep=True)
    joins(anja, now, started_on=date(2026, 11, 23), phone='0351 1112222')
    assert row(contents()['Team'], Kennung=first)['Frühere Mitgliedschaften'] == '2020-01-31/2026-11-23'


def test_every_repair_with_its_way(store: Path, anja: Who, now: datetime) -> None:
    cafe = fill(anja, now)
    here = row(contents()['Reparaturen'], Nummer=cafe.here)
    assert here['Verlauf (UTC)'] == (f'{to_text(now - timedelta(days=3))} angenommen\n'
                                     f'{to_text(now)} wartet auf Ersatzteil')
    assert here | {'Alter in Jahren': 3.5, 'Stromversorgung': '230 V', 'Befund': "'quoted"} == here
    (stored,) = rows('SELECT token, request_id FROM repair WHERE number = ?', cafe.here)
    assert (here['Schlüssel des Scheins'], here['Schlüssel der Annahme']) == stored


def test_consents_with_their_words_the_ended_ones_too(store: Path, anja: Who, now: datetime) -> None:
    cafe = fill(anja, now)
    found = [one for one in contents()['Einwilligungen'] if one['Kennung der Person'] == cafe.left]
    ended = row(found, Zweck='Teamliste')
    assert ended | {'beendet, weil': 'erledigt', 'beendet am': date(2026, 10, 24), 'wie': 'mündlich',
                    'festgehalten von': 'Anja', 'Frage': 'Dürfen wir dich auf die Teamliste setzen?',
                    'Fassung des Wortlauts': 1, 'gefragt wurden': 'das Team'} == ended
    assert row(found, Zweck='später auffindbar bleiben').get('beendet am') is None
    newest = [one for one in contents()['Einwilligungen'] if one['Frage'] == 'Neue Frage?']
    assert newest
    assert {one['Fassung des Wortlauts'] for one in newest} == {2}


def test_own_columns_say_what_they_are(store: Path, anja: Who, now: datetime) -> None:
    fill(anja, now)
    colour = row(contents()['Spalten'], Spalte='Farbe')
    assert colour == {'Spalte': 'Farbe', 'Blatt': 'Reparaturen', 'Art': 'Auswahl', 'Tabelle': 'repair',
                      'Schlüssel': 'farbe', 'Auswahl': '["rot", "blau; grün", "\\"weiß\\""]', 'Zwecke': '[]'}


# ---- who is about to go ----------------------------------------------------------------------------------------------
def test_d4_who_waits_for_the_erasure_does_not_leave_the_house(store: Path, anja: Who, now: datetime) -> None:
    cafe = fill(anja, now)
    whole = repr(contents()) + repr([(name, list(part) if hasattr(part, '__next__') else part)
                                     for name, part in exchange_everything.everything(now)])
    for secret in ('Zacharias', 'Gehtgleich', '9998877', cafe.going, 'Düse'):
        assert secret not in whole
    assert row(contents()['Reparaturen'], Nummer=cafe.going_number)['Was ist kaputt?'] == '… sagt: riecht'


def test_d4_after_the_erasure_the_file_is_the_same(store: Path, anja: Who, now: datetime) -> None:
    """What was left out is what goes."""
    fill(anja, now)
    retention.run_due(now)

    def lasting() -> dict[str, object]:
        return {name: [{title: value for title, value in one.items() if title != 'Fassung'} for one in found]
                for name, found in contents().items()}
    before = lasting()
    retention.run_due(now + timedelta(hours=1))
    assert lasting() == before


# ---- how it is read --------------------------------------------------------------------------------------------------
def test_no_question_per_row(store: Path, anja: Who, now: datetime) -> None:
    asked: list[object] = []

    def note(*query: object, **_more: object) -> None:
        asked.append(query)

    def count() -> int:
        asked.clear()
        contents()
        list(map(str, exchange_everything.everything(now)))
        for __, part in exchange_everything.everything(now):
            if hasattr(part, '__next__'):
                list(part)
        cards()
        cards(EXTERNAL)
        return len(asked)
    fill(anja, now)
    db.query_hooks.append(note)
    few = count()
    db.query_hooks.remove(note)
    for number in range(8):
        drop_off(anja, now, first_name=f'Name {number}', later=True)
        named(anja, now, f'Neu {number}')
    db.query_hooks.append(note)
    assert count() == few
    db.query_hooks.remove(note)


@pytest.mark.parametrize('text', NASTY)
def test_r11_texts_are_read_as_they_stand(store: Path, anja: Who, now: datetime, text: str) -> None:
    person = named(anja, now, text)
    found = row(contents()['Team'], Kennung=person)
    assert {found[title] for title in ('Vorname', 'Nachname', 'Notiz', 'Aufgaben')} == {text}
    assert people.read(person).name == f'{text} {text}'


def test_the_counts_are_those_of_the_sheets(store: Path, anja: Who, now: datetime) -> None:
    fill(anja, now)
    counted = exchange_reading.counts()
    for name, found in contents().items():
        if name in counted and name not in {'Extern', 'Einwilligungen'}:
            assert counted[name] == len(found), name


# ---- cards -----------------------------------------------------------------------------------------------------------
def test_cards_hold_how_to_reach_somebody_and_nothing_else(store: Path, anja: Who, now: datetime) -> None:
    cafe = fill(anja, now)
    assert {card.public_id for card in cards()} == {cafe.joerg, cafe.both}
    (joerg,) = cards(chosen={cafe.joerg})
    assert joerg.phones == ('+49 351 / 555 01',)
    assert '=1+1' not in repr(joerg)
    (contact,) = cards(EXTERNAL)
    assert (contact.organisation, contact.function) == ('=Stadt', 'Büro')
