"""What the counter's form asks: every value is checked on the server, and every failure is one sentence."""
import asyncio
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient, Response

from db import accounts, intake, people, repairs, settings, wording
from db.clock import show_date, utc_now
from db.errors import unavailable
from db.intake import Intake
from db.throttle import Rate
from db.who import Who
from db.words import Purpose
from pages import bridge, counter, guard
from tests.personas import NOW, PASSWORDS, given
from tests.wording import reword

NEW_ID = '11111111-2222-4333-8444-555555555555'
JSON = {'Content-Type': 'application/json'}
SHEYMA = {'phone': '0351 1234567', 'first_name': 'Şeyma', 'last_name': 'Wiśniewska', 'email': 'seyma@example.org'}


class Browser:
    """Asks the counter's routes, with the session of whoever logged in last."""

    def __init__(self) -> None:
        self.app = FastAPI()
        self.app.include_router(counter.router)
        self.cookies: dict[str, str] = {}

    def log_in(self, name: str) -> None:
        done = accounts.log_in(name, PASSWORDS[name.lower()], '127.0.0.1', utc_now())
        self.cookies = {guard.Cookie.name: done.token}

    def ask(self, method: str, path: str, **more: Any) -> Response:
        return asyncio.run(self._ask(method, path, **more))

    def post(self, path: str, **given: Any) -> Response:
        return self.ask('POST', path, content=json.dumps(given), headers=JSON)

    async def _ask(self, method: str, path: str, **more: Any) -> Response:
        transport = ASGITransport(self.app)
        async with AsyncClient(transport=transport, base_url='http://cafe', cookies=self.cookies) as client:
            return await client.request(method, path, **more)


@pytest.fixture
def outside(store: Path) -> Iterator[Browser]:
    """A browser nobody has logged in with."""
    bridge.start()
    counter.lookups = Rate(30)
    yield Browser()
    bridge.stop()


@pytest.fixture
def tablet(outside: Browser) -> Browser:
    """The counter's tablet, logged in."""
    outside.log_in('Tresen')
    return outside


def drop_off(**changes: Any) -> dict[str, Any]:
    asked = [question.id for question in intake.questions()]
    return {'request_id': NEW_ID, 'item': 'Radio', 'store': False, 'shown': asked} | changes


def bring(who: Who, **changes: Any) -> str:
    """Somebody known from earlier; returns their public id."""
    intake.take_in(Intake('earlier-drop-off', 'Lampe', True, **{**SHEYMA, **changes}), who, NOW)
    (person,) = intake.known(changes.get('phone', SHEYMA['phone']))
    return person.public_id


# ---- who may ask -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(('method', 'path'), [
    ('GET', '/annahme/stand'), ('POST', '/annahme/person'), ('POST', '/annahme/schein')])
def test_s2_nobody_asks_without_a_login(outside: Browser, method: str, path: str) -> None:
    assert outside.ask(method, path, content=json.dumps(drop_off()), headers=JSON).status_code == 401


@pytest.mark.parametrize('name', ['Anja', 'Mira', 'Tresen'])
def test_every_role_takes_items_in(outside: Browser, name: str) -> None:
    outside.log_in(name)
    assert outside.post('/annahme/schein', **drop_off()).status_code == 200


@pytest.mark.parametrize(('content', 'kind', 'status'), [
    (b'{"phone": "0351 1234567"}', 'text/plain', 415),                  # what a foreign page can send without asking
    (b'phone=0351', 'application/x-www-form-urlencoded', 415),
    (b'{', 'application/json', 400),
    (b'[]', 'application/json', 400),
    (b'[' * 100_000, 'application/json', 400),
    (b'{"phone": "' + b'1' * 1_000_001 + b'"}', 'application/json', 413)])
def test_only_small_json_is_read(tablet: Browser, content: bytes, kind: str, status: int) -> None:
    answer = tablet.ask('POST', '/annahme/person', content=content, headers={'Content-Type': kind})
    assert answer.status_code == status


def test_s9_who_tries_all_numbers_finds_nobody(tablet: Browser, tresen: Who) -> None:
    bring(tresen)
    for number in range(30):
        tablet.post('/annahme/person', phone=f'0351 555{number:04}')
    assert tablet.post('/annahme/person', phone='0351 1234567').json()['matches'] == []


# ---- who is it -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize('phone', ['0351 1234567', '0351/1234567', '+49 351 1234567', '0049 (0)351-1234567'])
def test_s9_the_full_number_finds_first_name_and_initial(tablet: Browser, tresen: Who, phone: str) -> None:
    public_id = bring(tresen)
    (match,) = tablet.post('/annahme/person', phone=phone).json()['matches']
    assert match['public_id'] == public_id
    assert match['short'] == 'Şeyma W.'
    assert match['has_consent'] is True


@pytest.mark.parametrize('phone', [
    '0351 123456', '1234567', '0351', 'Wiśniewska', 'seyma@example.org', '%', '', '\x00'])
def test_s9_less_than_the_full_number_finds_nobody(tablet: Browser, tresen: Who, phone: str) -> None:
    bring(tresen)
    answer = tablet.post('/annahme/person', phone=phone)
    assert answer.status_code in (200, 422)
    assert 'Şeyma' not in answer.text


def test_an_odd_number_warns(tablet: Browser) -> None:
    answer = tablet.post('/annahme/person', phone='03512345678901234567')
    assert 'noch einmal hinsehen' in answer.json()['warning']


def test_a_member_is_known_but_has_to_be_asked(tablet: Browser, anja: Who) -> None:
    people.add('member', {'first_name': 'Jörg', 'phone': '0351 555000'}, given(Purpose.MEMBER), anja, NOW)
    (match,) = tablet.post('/annahme/person', phone='0351 555000').json()['matches']
    assert match['has_consent'] is False
    answer = tablet.post('/annahme/schein', **drop_off(store=None, person=match['public_id']))
    assert (answer.status_code, answer.json()['field']) == (422, 'store')


# ---- taking in -------------------------------------------------------------------------------------------------------
def test_a_new_person_with_everything(tablet: Browser, anja: Who) -> None:
    people.add('member', {'first_name': 'Jörg', 'last_name': 'Richter'}, given(Purpose.MEMBER), anja, NOW)
    (joerg,) = repairs.team()
    taken = tablet.post('/annahme/schein', **drop_off(
        **SHEYMA, store=True, later=False, item='Küchenmaschine Bosch', brand='Bosch', fault='Läuft nicht an',
        accessories='Schüssel', warning=True, warning_reason='riecht verbrannt', place='Schrank 2',
        responsible=joerg.membership_id)).json()
    view = repairs.read(taken['number'], utc_now())
    assert taken['short_name'] == 'Şeyma W.'
    assert taken['responsible'] == view.responsible
    assert [line['yes'] for line in taken['consents']] == [line.yes for line in view.consents]
    assert (view.item, view.brand, view.fault, view.accessories) == (
        'Küchenmaschine Bosch', 'Bosch', 'Läuft nicht an', 'Schüssel')
    assert (view.warning, view.place, view.responsible_id) == ('riecht verbrannt', 'Schrank 2', joerg.membership_id)
    assert view.person is not None
    assert (view.person.name, view.person.email) == ('Şeyma Wiśniewska', 'seyma@example.org')


def test_d3_after_a_no_nothing_about_the_person_is_stored(tablet: Browser, store: Path) -> None:
    taken = tablet.post('/annahme/schein', **drop_off(**SHEYMA, later=True)).json()
    assert taken['short_name'] == ''
    assert not words_in(store, 'Şeyma', 'Wiśniewska', '1234567', 'seyma@')


def test_d3_a_no_of_somebody_known_withdraws_nothing(tablet: Browser, tresen: Who) -> None:
    public_id = bring(tresen)
    taken = tablet.post('/annahme/schein', **drop_off(person=public_id)).json()
    assert repairs.read(taken['number'], utc_now()).person is None
    assert Purpose.REPAIR in people.read(public_id).purposes


def test_r9_sent_twice_is_one_repair(tablet: Browser) -> None:
    first = tablet.post('/annahme/schein', **drop_off()).json()
    second = tablet.post('/annahme/schein', **drop_off()).json()
    assert (first['again'], second['again']) == (False, True)
    assert first['number'] == second['number']


def test_the_place_and_a_token_of_the_slip_are_not_told(tablet: Browser) -> None:
    assert set(tablet.post('/annahme/schein', **drop_off()).json()) == {
        'number', 'short_name', 'item', 'responsible', 'consents', 'again'}


# ---- what does not fit -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(('field', 'value'), [
    ('item', ''), ('item', '   '), ('item', 'x' * 101), ('item', 'a\x00b'), ('item', 7), ('item', ['Radio']),
    ('fault', 'x' * 100_000), ('brand', '\ud800'), ('store', 'ja'), ('store', None), ('store', 1), ('later', 0),
    ('person', 5), ('warning', 'ja'), ('warning_reason', 'x' * 101), ('responsible', 4711), ('responsible', True),
    ('responsible', '1'), ('phone', '0351 (abends)'), ('phone', 'x' * 100_000), ('email', 'ohne-at'),
    ('first_name', '\u2028'), ('request_id', ''), ('request_id', '../../etc/passwd'), ('request_id', 12)])
def test_r11_bad_values_are_refused_beside_their_field(tablet: Browser, field: str, value: Any) -> None:
    answer = tablet.post('/annahme/schein', **drop_off(**{'first_name': 'Jo', 'store': True, field: value}))
    assert answer.status_code == 422
    assert answer.json()['field'] == field
    assert answer.json()['sentence'].endswith('.') or answer.json()['sentence'].endswith('?')


@pytest.mark.parametrize('text', [
    "O'Brien", '<b>fett</b>', "'; DROP TABLE person; --", '{{7*7}}', 'Null', '👩🏽‍🔧 Toaster', 'مروحة', 'İß ễ Ж',
    '=1+1', '\u200bx\u200b'])
def test_r11_odd_texts_are_stored_the_same(tablet: Browser, text: str) -> None:
    taken = tablet.post('/annahme/schein', **drop_off(store=True, item=text, fault=text, first_name=text)).json()
    view = repairs.read(taken['number'], utc_now())
    assert (view.item, view.fault) == (text, text)
    assert view.person is not None
    assert view.person.name == text


def test_d2_a_yes_to_a_text_that_is_no_longer_in_force_does_not_count(tablet: Browser, store: Path) -> None:
    asked = drop_off(store=True, first_name='Şeyma')
    reword(Purpose.REPAIR, 'Neu.')
    answer = tablet.post('/annahme/schein', **asked)
    assert answer.status_code == 409
    assert answer.json()['facts']['questions']['repair']['text'] == 'Neu.'
    assert not words_in(store, 'Şeyma')


def test_d2_words_that_change_in_the_moment_of_saving_are_asked_anew(
        tablet: Browser, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the first look at them, before the write lock is taken."""
    take_in = intake.take_in

    def late(*args: Any) -> Any:
        reword(Purpose.FORMER, 'Neu.')
        return take_in(*args)
    monkeypatch.setattr(intake, 'take_in', late)
    answer = tablet.post('/annahme/schein', **drop_off(store=True, later=True, first_name='Şeyma'))
    assert (answer.status_code, answer.json()['facts']['questions']['former']['text']) == (409, 'Neu.')
    assert not words_in(store, 'Şeyma')


def test_d2_who_need_not_be_asked_is_recorded_for_nothing_new(tablet: Browser, tresen: Who) -> None:
    person = bring(tresen)
    reword(Purpose.REPAIR, 'Neu.')
    assert tablet.post('/annahme/schein', **drop_off(store=None, person=person)).status_code == 200
    assert people.read(person).consents[0].detail == f'mündlich, {show_date(NOW)}, Tresen'
    assert [version.held for version in wording.everything()[0]] == [0, 1]


def test_r7_a_locked_store_is_a_sentence_and_worth_another_try(tablet: Browser, store: Path) -> None:
    with closing(sqlite3.connect(store / 'kontaktbuch.sqlite')) as other:
        other.execute('BEGIN IMMEDIATE')
        answer = tablet.post('/annahme/schein', **drop_off())
        other.rollback()
    assert answer.status_code == 503
    assert 'Alles Getippte bleibt hier' in answer.json()['sentence']
    assert tablet.post('/annahme/schein', **drop_off()).status_code == 200


@pytest.mark.parametrize('fault', ['database or disk is full', 'disk I/O error',
                                   'attempt to write a readonly database'])
def test_r7_a_disk_that_takes_nothing_is_a_sentence(tablet: Browser, monkeypatch: pytest.MonkeyPatch,
                                                    fault: str) -> None:
    """What SQLite says on such a disk; the disks themselves are tried where a file system can be mounted."""
    def full(*_words: object) -> None:
        raise unavailable(fault)
    monkeypatch.setattr(counter.intake, 'take_in', full)
    answer = tablet.post('/annahme/schein', **drop_off())
    assert answer.status_code == 507
    assert 'Alles Getippte bleibt hier' in answer.json()['sentence']


# ---- what the form shows ---------------------------------------------------------------------------------------------
def test_the_form_shows_what_this_cafe_has_set_and_learned(tablet: Browser, anja: Who) -> None:
    settings.save({'places': 'Schrank 1\nRegal'}, anja, NOW)
    for number in range(3):
        intake.take_in(Intake(f'bicycle-{number}', 'Fahrrad', False), anja, utc_now() - timedelta(days=1))
    facts = tablet.ask('GET', '/annahme/stand').json()
    assert facts['favourites'][0] == 'Fahrrad'
    assert facts['places'] == ['Schrank 1', 'Regal']
    assert facts['fields']['item'] == {'label': 'Gegenstand', 'limit': 100}
    assert facts['questions']['repair']['title'] == 'Dürfen wir Ihre Daten speichern?'


def words_in(folder: Path, *words: str) -> list[str]:
    """Which of these stand in any file of the data folder."""
    content = b''.join(path.read_bytes() for path in folder.rglob('*') if path.is_file())
    return [word for word in words if word.encode() in content]


# ---- what it might be ------------------------------------------------------------------------------------------------
def test_the_likeliest_categories_come_first(tablet: Browser) -> None:
    answer = tablet.post('/annahme/kategorie', item='CD-Player')
    assert answer.json() == {'categories': ['Tragbares Unterhaltungsgerät', 'HiFi-Einzelgerät']}
    assert tablet.post('/annahme/kategorie', item='').json() == {'categories': []}


def test_those_of_the_cafe_are_suggested_and_chosen_too(tablet: Browser, anja: Who) -> None:
    settings.save({'categories': 'Keramik'}, anja, NOW)
    assert tablet.post('/annahme/kategorie', item='Kanne aus Keramik').json()['categories'][0] == 'Keramik'
    number = tablet.post('/annahme/schein', **drop_off(item='Vase', category='Keramik')).json()['number']
    assert repairs.read(number, utc_now()).category == 'Keramik'


def test_nobody_outside_is_told(outside: Browser) -> None:
    assert outside.post('/annahme/kategorie', item='Radio').status_code == 401


@pytest.mark.parametrize('item', [7, ['Radio'], {'a': 1}])
def test_something_that_is_no_text_is_refused(tablet: Browser, item: object) -> None:
    assert tablet.post('/annahme/kategorie', item=item).status_code == 422


@pytest.mark.parametrize(('chosen', 'stored'), [
    ('HiFi-Einzelgerät', 'HiFi-Einzelgerät'), ('', 'Tragbares Unterhaltungsgerät'),
    ('<b>', 'Tragbares Unterhaltungsgerät')])
def test_a_chosen_category_is_stored_else_the_likeliest(tablet: Browser, chosen: str, stored: str) -> None:
    number = tablet.post('/annahme/schein', **drop_off(item='CD-Player', category=chosen)).json()['number']
    assert repairs.read(number, utc_now()).category == stored
