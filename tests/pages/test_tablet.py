"""A tablet at the counter: enrolled with a code, unlocked with a PIN, locked again, removed (S6, S8, S9)."""
import re
from datetime import timedelta
from html import unescape

import pytest
from nicegui import core

from db import accounts, devices, journal_lines, pins, sessions
from db.clock import utc_now
from db.connection import db
from db.errors import Refused, Unavailable
from db.journal_lines import Question
from db.modelfields import from_text, to_text
from db.who import Role, Who
from pages import enrolling, guard, live, tablets
from pages.enrolling import WRONG, Codes
from pages.lan import Lan, lan
from tests.db.stories import rows
from tests.pages.conftest import Visit, Visitor
from tests.pages.seeing import buttons, field, press, put, soon, sure, words
from tests.personas import PASSWORDS, PINS, persona

LATER = timedelta(minutes=10)


def code_for(name: str = 'Tablet links') -> str:
    return enrolling.codes.make(name, persona('Anja'), utc_now()).code


async def tablet(visit: Visit) -> Visitor:
    """An enrolled one, locked; Anja and Mira have a PIN."""
    for name, pin in PINS.items():
        pins.set_pin(persona(name.capitalize()).account or 0, pin, persona('Anja'), utc_now())
    visitor = await visit()
    answer = await visitor.post('/geraet', code=code_for())
    assert (answer.status_code, answer.headers['location']) == (303, '/anmelden')
    return visitor


async def unlock(visitor: Visitor, name: str, pin: str = '', wanted: str = '/') -> int:
    account = str(persona(name).account)
    return (await visitor.post('/entsperren', who=account, pin=pin or PINS[name.lower()], next=wanted)).status_code


def who_at(visitor: Visitor) -> Who | None:
    return sessions.session(visitor.http_client.cookies.get(guard.Cookie.name) or '', utc_now(), slide=False)


def shown(page: str) -> str:
    return unescape(re.sub(r'<script.*?</script>|<[^>]*>', ' ', page, flags=re.S))


# ---- enrolling -------------------------------------------------------------------------------------------------------
async def test_a_code_makes_a_tablet_of_it_once(visit: Visit) -> None:
    code = code_for()
    first, second = await visit(), await visit()
    assert (await first.post('/geraet', code=code.lower().replace('-', ' '))).status_code == 303
    answer = await second.post('/geraet', code=code)
    assert (answer.status_code, WRONG in shown(answer.text)) == (422, True)
    assert [line.name for line in devices.devices()] == ['Tablet links']
    assert 'gehört zur Annahme: „Tablet links“' in shown((await first.get('/geraet')).text)


async def test_the_cookie_of_a_tablet_is_kept_and_read_by_no_script(visit: Visit) -> None:
    answer = await (await visit()).post('/geraet', code=code_for())
    cookie = next(each for each in answer.headers.get_list('set-cookie') if each.startswith('kontaktbuch-8080-tablet='))
    assert {'HttpOnly', 'SameSite=lax', f'Max-Age={400 * 24 * 3600}'} <= {part.strip() for part in cookie.split(';')}


async def test_s6_guessing_at_the_code_is_slowed_with_one_sentence_for_all(
        visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    code, visitor, now = code_for(), await visit(), utc_now()
    monkeypatch.setattr(enrolling, 'utc_now', lambda: now)   # however slow this computer is just now
    for wrong in ('', 'ABCD-EFGH', '🙂'):
        assert WRONG in shown((await visitor.post('/geraet', code=wrong)).text)
    assert 'Zu viele Versuche.' in shown((await visitor.post('/geraet', code=code)).text)
    assert devices.devices() == []


def test_s6_guessing_from_many_addresses_is_slowed_as_well(anja: Who) -> None:
    codes, now = Codes(), utc_now()
    offer = codes.make('Tablet', anja, now)
    for number in range(60):
        with pytest.raises(Refused, match='gilt nicht'):
            codes.take('ABCD-EFGH', f'192.168.0.{number}', now)
    with pytest.raises(Refused, match='Zu viele Versuche'):
        codes.take(offer.code, '192.168.1.1', now)
    assert codes.take(offer.code, '192.168.1.1', now + timedelta(minutes=2)) == offer


def test_a_code_ends_after_ten_minutes_and_with_the_next_one(anja: Who) -> None:
    codes, now = Codes(), utc_now()
    old = codes.make('Tablet', anja, now)
    new = codes.make('Tablet', anja, now)
    with pytest.raises(Refused, match='gilt nicht'):
        codes.take(old.code, 'here', now)
    with pytest.raises(Refused, match='gilt nicht'):
        codes.take(new.code, 'here', now + LATER)
    assert codes.take(new.code, 'there', now) == new


async def test_a_code_of_somebody_who_leads_no_more_opens_nothing(visit: Visit, anja: Who) -> None:
    accounts.add('Zweite', Role.ORGANISER, 'vier wörter sind genug', anja, utc_now())
    visitor, code = await visit(), code_for()
    accounts.set_role(anja.account or 0, Role.TEAM, persona('Zweite'), utc_now())
    assert (await visitor.post('/geraet', code=code)).status_code == 422
    assert devices.devices() == []


async def test_the_journal_tells_of_codes_that_were_wrong_or_used_up(
        visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    now, visitor, code = utc_now(), await visit(), code_for()
    monkeypatch.setattr(enrolling, 'utc_now', lambda: now)

    def lines() -> list[str]:
        return [line.sentence for line in journal_lines.read(Question(kind='login')).lines]
    await visitor.post('/geraet', code='ABCD-EFGH')
    await visitor.post('/geraet', code='ABCD-EFGJ')
    assert lines() == ['Ein Tablet wollte mit einem Code herein, der nicht gilt'], 'one a minute for each address'
    await visitor.post('/geraet', code=code)
    assert len(lines()) == 1
    now += timedelta(minutes=2)
    assert (await (await visit()).post('/geraet', code=code)).status_code == 422
    assert len(lines()) == 2
    (told,) = {*rows("SELECT actor_id, row_id FROM change WHERE verb = 'device.wrong_code'")}
    assert told == (None, 0)
    assert rows("SELECT count(*) FROM change_value WHERE new LIKE '%ABCD%'") == [(0,)]


async def test_r7_a_wrong_code_is_answered_while_nothing_can_be_written(
        visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise Unavailable('voll', passes=False)
    monkeypatch.setattr('db.attempts.journal.writing', full)
    answer = await (await visit()).post('/geraet', code='ABCD-EFGH')
    assert answer.status_code == 422
    assert WRONG in shown(answer.text)


async def test_whoever_was_logged_in_there_is_so_no_more(visit: Visit) -> None:
    anja = await visit('Anja')
    token = anja.http_client.cookies[guard.Cookie.name]
    await anja.post('/geraet', code=code_for())
    assert sessions.session(token, utc_now()) is None
    assert (await anja.get('/')).status_code == 303


async def test_the_login_leads_there_quietly(visit: Visit) -> None:
    assert 'href="/geraet"' in (await (await visit()).get('/anmelden')).text
    assert value_of((await (await visit()).get('/geraet?code=ABCD-EFGH')).text, 'code') == 'ABCD-EFGH'


def value_of(page: str, name: str) -> str:
    return re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', page)[1]


# ---- unlocking -------------------------------------------------------------------------------------------------------
async def test_names_and_a_pin_instead_of_a_login(visit: Visit) -> None:
    visitor = await tablet(visit)
    page = shown((await visitor.get('/anmelden?next=/annahme')).text)
    assert 'Wer ist da?' in page
    assert re.findall(r'Anja|Mira|Tresen', page) == ['Anja', 'Mira']   # Tresen has no PIN
    assert await unlock(visitor, 'Mira', wanted='/annahme') == 303
    who = who_at(visitor)
    assert who
    assert (who.name, who.role) == ('Mira', Role.COUNTER)


async def test_s9_an_organiser_on_it_is_at_the_counter_and_no_more(visit: Visit) -> None:
    visitor = await tablet(visit)
    await unlock(visitor, 'Anja')
    assert (await visitor.get('/annahme')).status_code == 200
    for path in ('/kundinnen', '/einstellungen', '/berichte'):
        assert (await visitor.get(path)).status_code == 403


async def test_without_a_tablet_a_pin_opens_nothing(visit: Visit) -> None:
    await tablet(visit)
    stranger = await visit()
    assert 'Wer ist da?' not in (await stranger.get('/anmelden')).text
    await unlock(stranger, 'Mira')
    assert who_at(stranger) is None


@pytest.mark.parametrize('who', ['', '0', '999999', 'x', '-1', '9' * 30])
async def test_nobody_known_leads_back_to_the_names(visit: Visit, who: str) -> None:
    answer = await (await tablet(visit)).post('/entsperren', who=who, pin='482915')
    assert (answer.status_code, answer.headers['location']) == (303, '/anmelden')


async def test_a_wrong_one_says_how_many_tries_are_left_and_who_it_was(visit: Visit) -> None:
    visitor = await tablet(visit)
    answer = await visitor.post('/entsperren', who=str(persona('Mira').account), pin='135790')
    assert answer.status_code == 401
    assert 'Die PIN stimmt nicht. Noch 4 Versuche.' in shown(answer.text)
    assert re.search(rf'value="{persona("Mira").account}"[^>]*checked', answer.text)
    assert '135790' not in answer.text


async def test_s6_after_five_the_password_is_asked_and_opens_it_again(visit: Visit,
                                                                     monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts.pin_guesses, '_free', 100)
    visitor = await tablet(visit)
    answers = [await unlock(visitor, 'Mira', '135790') for _ in range(5)]
    assert answers == [401] * 5
    right = await visitor.post('/entsperren', who=str(persona('Mira').account), pin=PINS['mira'])
    assert pins.CLOSED in shown(right.text)
    assert value_of(right.text, 'name') == 'Mira'
    assert 'PIN geschlossen: mit Passwort' in shown((await visitor.get('/anmelden')).text)
    assert (await visitor.post('/anmelden', name='Mira', password=PASSWORDS['mira'])).status_code == 303
    assert who_at(visitor) == Who(persona('Mira').account, 'Mira', Role.COUNTER, devices.devices()[0].id)
    await visitor.post('/sperren')
    assert await unlock(visitor, 'Mira') == 303


async def test_who_has_no_pin_comes_in_with_the_password(visit: Visit) -> None:
    visitor = await tablet(visit)
    form = (await visitor.get('/anmelden?passwort&next=/annahme')).text
    assert 'Zurück zur PIN' in form
    await visitor.log_in('Tresen')
    assert (await visitor.get('/annahme')).status_code == 200


async def test_while_nobody_has_a_pin_it_says_how_to_get_one(visit: Visit) -> None:
    visitor = await visit()
    await visitor.post('/geraet', code=code_for())
    assert 'unter „Mein Konto“' in shown((await visitor.get('/anmelden')).text)


@pytest.mark.parametrize('wanted', ['//evil.example', 'https://evil.example'])
async def test_s1_it_leads_nowhere_else(visit: Visit, wanted: str) -> None:
    visitor = await tablet(visit)
    answer = await visitor.post('/entsperren', who=str(persona('Mira').account), pin=PINS['mira'], next=wanted)
    assert answer.headers['location'] == '/'
    assert (await visitor.post('/sperren', next=wanted)).headers['location'] == '/anmelden'


# ---- locking ---------------------------------------------------------------------------------------------------------
async def test_locking_ends_this_session_only_and_keeps_the_drafts(visit: Visit) -> None:
    visitor, laptop = await tablet(visit), await visit('Mira')
    await unlock(visitor, 'Mira')
    token = visitor.http_client.cookies[guard.Cookie.name]
    answer = await visitor.post('/sperren', next='/annahme')
    assert answer.headers['location'] == '/anmelden?next=/annahme'
    assert 'clear-site-data' not in answer.headers
    assert sessions.session(token, utc_now()) is None
    assert who_at(laptop)


async def test_s8_a_store_that_is_busy_cannot_keep_it_open(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = await tablet(visit)
    await unlock(visitor, 'Mira')

    def busy(*_args: object) -> None:
        raise Unavailable('Gerade ist viel los.', passes=True)
    monkeypatch.setattr(sessions, 'lock', busy)
    assert (await visitor.post('/sperren')).status_code == 303
    assert who_at(visitor) is None
    assert (await visitor.get('/annahme')).status_code == 303


async def test_s8_logging_out_here_works_though_the_store_is_busy(visit: Visit,
                                                                  monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = await visit('Mira')

    def busy(*_args: object) -> None:
        raise Unavailable('Gerade ist viel los.', passes=True)
    monkeypatch.setattr(sessions, 'log_out', busy)
    answer = await visitor.post('/abmelden')
    assert 'Auf anderen Geräten noch nicht. Gerade ist viel los.' in shown(answer.text)
    assert who_at(visitor) is None


async def test_a_removed_tablet_is_told_to_forget_what_was_typed_on_it(visit: Visit) -> None:
    visitor = await tablet(visit)
    assert 'clear-site-data' not in (await visitor.get('/anmelden')).headers
    devices.revoke(devices.devices()[0].id, persona('Anja'), utc_now())
    answer = await visitor.get('/anmelden')
    assert answer.headers['clear-site-data'] == '"storage"'
    assert not visitor.http_client.cookies, 'once is enough'
    assert 'clear-site-data' not in (await visitor.get('/anmelden')).headers


async def test_a_lock_that_asks_is_told_that_it_was_removed_and_nobody_stays_logged_in_by_it(visit: Visit) -> None:
    visitor = await tablet(visit)
    await unlock(visitor, 'Mira')
    unused_for(minutes=4)
    assert await is_tablet(visitor) == 204
    assert last_used() >= timedelta(minutes=4)
    devices.revoke(devices.devices()[0].id, persona('Anja'), utc_now())
    asked = [await is_tablet(visitor) for _ in range(2)]
    assert asked == [410, 410]
    assert 'Dieses Tablet ist nicht mehr angemeldet.' in (await visitor.get('/anmelden')).text, 'asking has told nobody'
    assert await is_tablet(await visit()) == 410


async def is_tablet(visitor: Visitor) -> int:
    """As the lock asks by itself."""
    answer = await visitor.get('/entsperren/tablet', headers={'sec-fetch-dest': 'empty'})
    assert 'set-cookie' not in answer.headers
    assert not answer.content
    return answer.status_code


async def test_drafts_grow_old_on_the_login_too(visit: Visit) -> None:
    page = (await (await visit()).get('/anmelden')).text
    (script,) = re.findall(r'<script src="([^"]+)"', page)
    assert 'forgetOld' in (await (await visit()).get(script)).text


async def test_locking_what_is_locked_already_says_nothing(visit: Visit) -> None:
    assert (await (await tablet(visit)).post('/sperren')).status_code == 303


async def test_s8_being_used_keeps_it_open_and_being_looked_at_does_not(visit: Visit) -> None:
    visitor = await tablet(visit)
    await unlock(visitor, 'Mira')
    unused_for(minutes=4)
    assert await still_there(visitor) == 204
    assert last_used() >= timedelta(minutes=4)
    assert (await visitor.post('/benutzt')).status_code == 204
    assert last_used() < timedelta(minutes=1)
    unused_for(minutes=5.1)
    assert await still_there(visitor) == 401


async def still_there(visitor: Visitor) -> int:
    """As a page asks by itself."""
    return (await visitor.get('/sitzung', headers={'sec-fetch-dest': 'empty'})).status_code


def unused_for(minutes: float) -> None:
    db.execute_sql('UPDATE session SET seen_at = ?', [to_text(utc_now() - timedelta(minutes=minutes))])


def last_used() -> timedelta:
    ((seen,),) = rows('SELECT seen_at FROM session')
    return utc_now() - from_text(seen)


async def test_drafts_belong_to_the_tablet_and_elsewhere_to_the_account(visit: Visit) -> None:
    visitor, keys = await tablet(visit), []
    for name in ('Mira', 'Anja'):
        await unlock(visitor, name)
        await visitor.open('/annahme')
        desk = next(each for each in visitor.client.elements.values() if 'account' in each.props)
        keys.append((desk.props['account'], desk.props['person']))
        await visitor.post('/sperren')
    device = f'tablet{devices.devices()[0].id}'
    assert keys == [(device, 'Mira'), (device, 'Anja')]
    laptop = await visit('Mira')
    await laptop.open('/annahme')
    desk = next(each for each in laptop.client.elements.values() if 'account' in each.props)
    assert (desk.props['account'], desk.props['person']) == (str(persona('Mira').account), '')


async def test_only_a_tablet_can_be_locked(visit: Visit) -> None:
    visitor, laptop = await tablet(visit), await visit('Anja')
    await unlock(visitor, 'Anja')
    await visitor.open('/')
    await laptop.open('/')
    assert 'Sperren' in buttons(visitor)
    assert 'Sperren' not in buttons(laptop)


# ---- in the settings -------------------------------------------------------------------------------------------------
async def at_settings(visit: Visit) -> Visitor:
    visitor = await visit('Anja')
    await visitor.open('/einstellungen')
    return visitor


async def test_the_code_is_shown_large_and_the_tablet_appears_by_itself(visit: Visit) -> None:
    anja, other = await at_settings(visit), await visit()
    await anja.should_see('Noch kein Tablet.')
    press(anja, 'Tablet anmelden …')
    await sure(anja)
    await anja.should_see('Code zeigen')
    press(anja, 'Code zeigen')
    await soon(lambda: 'Wie soll das Tablet heißen?' in str(field(anja, 'Name des Tablets').props.get('error-message')))
    put(anja, 'Name des Tablets', 'Tablet links')
    press(anja, 'Code zeigen')
    await soon(lambda: re.search(r'^[0-9A-Z]{4}-[0-9A-Z]{4}$', words(anja), re.M))
    code = re.search(r'^[0-9A-Z]{4}-[0-9A-Z]{4}$', words(anja), re.M)[0]
    assert (await other.post('/geraet', code=code)).status_code == 303
    await anja.should_see('Tablet links ist angemeldet.')
    await soon(lambda: 'Tablet links' in words(anja).split('\n'))
    assert 'von Anja · zuletzt benutzt heute' in words(anja)
    assert 'Noch hat niemand eine PIN.' in words(anja)


async def test_the_picture_holds_the_address_and_the_code(visit: Visit, monkeypatch: pytest.MonkeyPatch,
                                                         anja: Who) -> None:
    monkeypatch.setattr(Lan, 'open', property(lambda _lan: True))
    monkeypatch.setattr(lan, 'ips', ['192.168.0.7'])
    offer = Codes().make('Tablet', anja, utc_now())
    assert tablets.address(offer) == f'https://192.168.0.7:8443/geraet?code={offer.code}'


async def test_s8_removing_ends_it_at_once_and_hangs_up(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, 'FAREWELL', 0.05)
    hung_up: list[str] = []
    monkeypatch.setattr(core.sio.manager, 'get_participants', lambda _space, room: [(f'socket of {room}', '')])

    async def disconnect(sid: str) -> None:
        hung_up.append(sid)
    monkeypatch.setattr(core.sio, 'disconnect', disconnect)
    visitor, laptop, anja = await tablet(visit), await visit('Mira'), await at_settings(visit)
    await unlock(visitor, 'Mira')
    await visitor.open('/annahme')
    await laptop.open('/')
    press(anja, 'Entfernen: Tablet links')
    await anja.should_see('Was dort getippt und noch nicht gespeichert ist, geht verloren.')
    press(anja, 'Tablet entfernen')
    await soon(lambda: visitor.sent_to)
    await soon(lambda: hung_up == [f'socket of {visitor.client.id}'])
    assert not laptop.sent_to
    page = (await visitor.get('/anmelden')).text
    assert 'Wer ist da?' not in page
    assert 'Dieses Tablet ist nicht mehr angemeldet.' in page
    await unlock(visitor, 'Mira')
    assert who_at(visitor) is None
    await soon(lambda: 'Noch kein Tablet.' in words(anja))
