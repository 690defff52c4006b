"""First start, login, logout: what people see, and what ends when a session ends (S4–S8)."""
import asyncio
import re
from html import unescape
from pathlib import Path

import pytest

from db import accounts, sessions
from db.clock import utc_now
from db.who import Who
from pages import guard, setup
from tests.pages.conftest import Visit, Visitor
from tests.personas import CAFE, PASSWORDS, persona

WRONG = 'Name oder Passwort stimmt nicht. Bitte noch einmal.'
FOREIGN = ['//evil.example', 'https://evil.example', '/\\evil.example', '/\t/evil.example', 'javascript:alert(1)',
           'team']


def cookie_of(visitor: Visitor) -> str:
    return visitor.http_client.cookies.get(guard.Cookie.name) or ''


def value_of(page: str, field: str) -> str:
    """What stands in a field of a plain form."""
    found = re.search(rf'<input[^>]*name="{field}"[^>]*>', page)
    assert found, field
    return unescape(re.search(r'value="([^"]*)"', found[0])[1])


# ---- logging in ------------------------------------------------------------------------------------------------------
async def test_a_stranger_is_asked_who_they_are_and_lands_where_they_wanted(visit: Visit) -> None:
    mira = await visit()
    answer = await mira.get('/kundinnen?stand=fertig')
    assert (answer.status_code, answer.headers['location']) == (303, '/anmelden?next=/kundinnen%3Fstand%3Dfertig')
    form = await mira.get(answer.headers['location'])
    wanted = value_of(form.text, 'next')
    answer = await mira.post('/anmelden', name='Mira', password=PASSWORDS['mira'], next=wanted)
    assert (answer.status_code, answer.headers['location']) == (303, '/kundinnen?stand=fertig')


@pytest.mark.parametrize('name', ['Mira', 'Niemand', ''])
async def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(visit: Visit, name: str) -> None:
    answer = await (await visit()).post('/anmelden', name=name, password='geraten geraten')
    assert answer.status_code == 401
    assert WRONG in answer.text


async def test_the_name_stays_and_the_password_never_comes_back(visit: Visit) -> None:
    answer = await (await visit()).post('/anmelden', name='<b>Mira"', password='geheim-geraten-17', next='/team')
    assert value_of(answer.text, 'name') == '<b>Mira"'
    assert value_of(answer.text, 'next') == '/team'
    assert value_of(answer.text, 'password') == ''
    assert 'geheim-geraten-17' not in answer.text
    assert '<b>' not in answer.text


@pytest.mark.parametrize('wanted', FOREIGN)
async def test_a_login_never_leads_out_of_the_house(visit: Visit, wanted: str) -> None:
    visitor = await visit()
    answer = await visitor.post('/anmelden', name='Mira', password=PASSWORDS['mira'], next=wanted)
    assert answer.headers['location'] == '/'
    answer = await visitor.get('/anmelden', params={'next': wanted})
    assert answer.headers['location'] == '/'


async def test_guessing_is_slowed_down(visit: Visit) -> None:
    """Five, because seconds are whole: the first pause may end at once."""
    visitor = await visit()
    answers = [await visitor.post('/anmelden', name='Mira', password=f'falsch-{number}') for number in range(5)]
    assert re.search(r'Bitte (eine Sekunde|\d+ Sekunden) warten', answers[-1].text)
    assert WRONG in answers[0].text


async def test_password_work_never_holds_up_the_others(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    running, most = 0, 0

    def slow(*_args: object) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        asyncio.run(asyncio.sleep(0.05))
        running -= 1
        raise accounts.Refused(WRONG)

    monkeypatch.setattr(accounts, 'log_in', slow)
    visitor = await visit()
    guesses = [asyncio.create_task(visitor.post('/anmelden', name='Mira', password='falsch')) for _ in range(6)]
    await asyncio.sleep(0.01)
    assert (await visitor.get('/anmelden')).status_code == 200
    assert not all(guess.done() for guess in guesses), 'the login page waited for the passwords'
    await asyncio.gather(*guesses)
    assert most == 2


# ---- sessions --------------------------------------------------------------------------------------------------------
async def test_the_cookie_is_a_random_token_scripts_cannot_read(visit: Visit) -> None:
    visitor = await visit()
    answer = await visitor.post('/anmelden', name='Mira', password=PASSWORDS['mira'])
    told = answer.headers['set-cookie'].lower()
    assert 'httponly' in told
    assert 'samesite=lax' in told
    assert len(cookie_of(visitor)) >= 40
    assert list(visitor.http_client.cookies) == [guard.Cookie.name]


async def test_each_login_makes_a_new_session(visit: Visit) -> None:
    visitor = await visit('Mira')
    first = cookie_of(visitor)
    await visitor.log_in('Mira')
    assert cookie_of(visitor) != first


async def test_strangers_get_no_cookie(visit: Visit) -> None:
    visitor = await visit()
    for path in ('/anmelden', '/t/0000000000000000', '/team'):
        assert 'set-cookie' not in (await visitor.get(path)).headers


async def test_s8_a_new_login_ends_the_session_this_browser_had(visit: Visit) -> None:
    visitor = await visit('Mira')
    before = cookie_of(visitor)
    await visitor.post('/anmelden', name='Anja', password=PASSWORDS['anja'])
    assert cookie_of(visitor) != before
    assert sessions.session(before, utc_now()) is None


async def test_logging_out_ends_the_sessions_on_every_device(visit: Visit) -> None:
    laptop, phone = await visit('Mira'), await visit('Mira')
    answer = await laptop.post('/abmelden')
    assert answer.headers['location'] == '/anmelden'
    assert not cookie_of(laptop)
    assert (await phone.get('/team')).headers['location'].startswith('/anmelden')


async def test_pages_that_are_open_elsewhere_are_left_at_once(visit: Visit) -> None:
    laptop, phone, other = await visit('Mira'), await visit('Mira'), await visit('Anja')
    await phone.open('/team')
    await other.open('/team')
    await laptop.post('/abmelden')
    await asyncio.sleep(0.3)
    assert phone.sent_to == ['"/anmelden?next=" + encodeURIComponent("/team")']
    assert not other.sent_to


@pytest.mark.parametrize('ending', ['password', 'role', 'closed'])
async def test_what_ends_a_session_ends_it_in_open_pages_too(visit: Visit, store: Path, anja: Who, ending: str) -> None:
    visitor = await visit('Mira')
    await visitor.open('/')
    mira = persona('Mira').account
    assert mira
    match ending:
        case 'password':
            accounts.set_password(mira, 'ein ganz neues Passwort', anja, utc_now())
        case 'role':
            accounts.set_role(mira, accounts.Role.COUNTER, anja, utc_now())
        case 'closed':
            accounts.set_active(mira, False, anja, utc_now())
    await asyncio.sleep(0.3)
    assert visitor.sent_to
    assert (await visitor.get('/')).status_code == 303


async def test_who_is_logged_in_is_not_asked_again(visit: Visit) -> None:
    visitor = await visit('Mira')
    assert (await visitor.get('/anmelden?next=/team')).headers['location'] == '/team'


# ---- first start -----------------------------------------------------------------------------------------------------
FIRST = {'cafe_name': CAFE, 'name': 'Anja', 'password': 'vier kleine graue Esel'}


async def test_a_new_program_leads_to_its_setup(visit_bare: Visit) -> None:
    visitor = await visit_bare()
    assert (await visitor.get('/', follow_redirects=True)).url.path == '/einrichten'


async def test_the_code_from_the_console_makes_the_first_account(
        visit_bare: Visit, capfd: pytest.CaptureFixture[str]) -> None:
    visitor = await visit_bare()
    code = setup.code.make()
    assert re.fullmatch(r'[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}', code)
    answer = await visitor.post('/einrichten', code=code.lower().replace('-', ' '), **FIRST)
    assert (answer.status_code, answer.headers['location']) == (303, '/')
    page = await visitor.get('/')
    assert page.status_code == 200
    assert CAFE in page.text


async def test_the_console_says_the_code(visit_bare: Visit, capsys: pytest.CaptureFixture[str]) -> None:
    from pages import server
    await visit_bare()
    await server.start('http://localhost:8080')
    assert re.search(r'^Einrichtungscode: \w{4}-\w{4}$', capsys.readouterr().out, re.MULTILINE)


async def test_a_wrong_code_keeps_what_was_typed_except_for_the_password(visit_bare: Visit) -> None:
    setup.code.make()
    answer = await (await visit_bare()).post('/einrichten', code='0000-0000', **FIRST)
    assert answer.status_code == 422
    assert 'Dieser Code stimmt nicht.' in answer.text
    assert value_of(answer.text, 'cafe_name') == CAFE
    assert value_of(answer.text, 'name') == 'Anja'
    assert FIRST['password'] not in answer.text


async def test_without_a_code_nothing_opens(visit_bare: Visit) -> None:
    visitor = await visit_bare()
    setup.code = setup.Code()   # as if none had been made
    for code in ('', '-'):
        assert (await visitor.post('/einrichten', code=code, **FIRST)).status_code == 422
    assert accounts.needs_setup()


async def test_guessing_the_code_is_slowed_even_from_many_addresses() -> None:
    code = setup.Code()
    right = code.make()
    for number in range(3):
        with pytest.raises(accounts.Refused, match='stimmt nicht'):
            code.check('0000-0000', f'10.0.0.{number}')
    with pytest.raises(accounts.Refused, match='Sekunde warten'):
        code.check(right, '10.0.0.99')


@pytest.mark.parametrize(('field', 'value', 'sentence'), [
    ('password', 'kurz', 'mindestens 12 Zeichen'), ('name', ' ', 'Wie soll das Konto heißen?')])
async def test_a_rule_speaks_beside_its_field(visit_bare: Visit, field: str, value: str, sentence: str) -> None:
    visitor = await visit_bare()
    answer = await visitor.post('/einrichten', code=setup.code.make(), **FIRST | {field: value})
    message = re.search(rf'id="{field}-message" role=alert>(.*?)</p>', answer.text, re.DOTALL)
    assert message
    assert sentence in message[1]
    assert accounts.needs_setup()


async def test_a_program_that_is_set_up_cannot_be_taken_over(visit: Visit) -> None:
    visitor = await visit()
    code = setup.code.make()
    for answer in (await visitor.get('/einrichten'), await visitor.post('/einrichten', code=code, **FIRST)):
        assert (answer.status_code, answer.headers['location']) == (303, '/anmelden')
    assert len(accounts.accounts()) == 3
