"""Who gets in: every address and action, without a login, with each role, and from foreign places (S1, S2, S9)."""
import asyncio
import io
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from nicegui import app, core, ui
from starlette.routing import Route

from db import accounts, sessions
from db.clock import utc_now
from db.connection import db
from db.errors import Refused
from db.who import RIGHTS, Role, Who
from pages import border, downloads, guard, shell
from pages.downloads import Ready
from tests.db.stories import count, drop_off, joins
from tests.pages.conftest import HOME, Visit, Visitor
from tests.pages.seeing import menu
from tests.personas import persona

NUMBER = '26-0417-7'
ROLES = {'Anja': Role.ORGANISER, 'Mira': Role.TEAM, 'Tresen': Role.COUNTER}
REFUSAL = 'Nicht für dich freigegeben'


def addresses() -> list[tuple[str, str]]:
    """Every route of the program as (method, path)."""
    return [(method, route.path.replace('{number}', NUMBER).replace('{token}', '0' * 16))
            for route in app.routes if isinstance(route, Route) and not border.is_public(route.path)
            for method in sorted(route.methods or ()) if method != 'HEAD']


# ---- without a login -------------------------------------------------------------------------------------------------
async def test_no_address_opens_without_a_login(visit: Visit) -> None:
    stranger = await visit()
    walked = addresses()
    assert {path for _method, path in walked} >= {'/', '/team', f'/r/{NUMBER}', f'/r/{NUMBER}/schein.pdf', '/annahme',
                                                  '/annahme/schein', '/berichte/woche.pdf', '/einstellungen'}
    for method, path in walked:
        answer = await stranger.http_client.request(method, path)
        assert answer.status_code in {303, 401}, f'{method} {path} answers {answer.status_code}'
        assert answer.headers.get('location', '/anmelden').startswith('/anmelden')


async def test_what_a_page_loads_is_refused_and_not_led_to_a_login_form(visit: Visit) -> None:
    answer = await (await visit()).get(f'/r/{NUMBER}/schein.pdf', headers={'sec-fetch-dest': 'iframe'})
    assert answer.status_code == 401


async def test_an_invented_cookie_opens_nothing(visit: Visit) -> None:
    stranger = await visit()
    for value in ('x', 'a' * 5000, '"', '%00'):
        answer = await stranger.get('/team', headers={'cookie': f'{guard.Cookie.name}={value}'})
        assert answer.status_code == 303


# ---- with each role --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize('name', ROLES)
async def test_each_role_gets_its_screens_and_no_other(visit: Visit, name: str) -> None:
    visitor = await visit(name)
    for screen in shell.SCREENS:
        answer = await visitor.get(screen.path.replace('{number}', NUMBER))
        allowed = ROLES[name] in RIGHTS[screen.right]
        assert answer.status_code == (200 if allowed else 403), screen.path
        assert (REFUSAL in answer.text) is not allowed, screen.path


@pytest.mark.parametrize('name', ROLES)
async def test_the_menu_shows_what_one_may_open(visit: Visit, name: str) -> None:
    visitor = await visit(name)
    await visitor.open('/')
    links = menu(visitor) | {link.props['href'] for link in visitor.find(ui.link).elements}
    for screen in shell.SCREENS:
        if '{' not in screen.path:
            assert (screen.path in links) is (ROLES[name] in RIGHTS[screen.right]), screen.path


async def test_a_click_inside_the_shell_is_guarded_like_an_address(visit: Visit) -> None:
    visitor = await visit('Tresen')
    await visitor.open('/')
    with visitor:
        await visitor._client.sub_pages_router._handle_navigate('/kundinnen')
    await visitor.should_see(REFUSAL)


async def test_the_counter_gets_no_weekly_paper(visit: Visit) -> None:
    tresen = await visit('Tresen')
    opened = await tresen.get('/berichte/woche.pdf', headers={'accept': 'text/html,*/*'})
    assert (opened.status_code, REFUSAL in opened.text) == (403, True)
    assert (await tresen.get('/berichte/woche.pdf')).json() == {'detail': 'Dafür fehlt dir das Recht.'}


# ---- actions ---------------------------------------------------------------------------------------------------------
Acting = Callable[[str, Callable[..., Any]], Awaitable[Visitor]]


@pytest.fixture
def page_with_button(visit: Visit) -> Acting:
    """`await page_with_button('Mira', handler)`: a page of hers with a button for the handler."""
    async def make(name: str, handler: Callable[..., Any], right: str = 'settings') -> Visitor:
        visitor = await visit(name)
        await visitor.open('/')
        with visitor:
            ui.button('Los', on_click=guard.act(right)(handler))
        return visitor
    return make


async def test_an_action_knows_who_does_it(page_with_button: Acting) -> None:
    done: list[Who] = []
    visitor = await page_with_button('Anja', done.append)
    visitor.find('Los').click()
    await asyncio.sleep(0.2)
    assert done == [persona('Anja')]


async def test_an_action_may_ask_for_its_event(page_with_button: Acting) -> None:
    done: list[object] = []
    visitor = await page_with_button('Anja', lambda who, event: done.append((who.name, event.sender.text)))
    visitor.find('Los').click()
    await asyncio.sleep(0.2)
    assert done == [('Anja', 'Los')]


@pytest.mark.parametrize('name', ['Mira', 'Tresen'])
async def test_an_action_is_refused_to_other_roles(page_with_button: Acting, name: str) -> None:
    done: list[Who] = []
    visitor = await page_with_button(name, done.append)
    visitor.find('Los').click()
    await visitor.should_see('Dafür fehlt dir das Recht.')
    assert not done


async def test_an_action_after_logging_out_elsewhere_leads_to_the_login(page_with_button: Acting, store: Path) -> None:
    done: list[Who] = []
    visitor = await page_with_button('Anja', done.append)
    token = visitor.http_client.cookies.get(guard.Cookie.name)
    sessions.log_out(token, utc_now())
    visitor.find('Los').click()
    await asyncio.sleep(0.3)
    assert visitor.sent_to
    assert not done


async def test_a_role_that_was_taken_away_counts_at_once(page_with_button: Acting, anja: Who) -> None:
    done: list[Who] = []
    accounts.add('Zweite', Role.ORGANISER, 'noch ein langes Passwort', anja, utc_now())
    visitor = await page_with_button('Anja', done.append)
    accounts.set_role(anja.account or 0, Role.TEAM, anja, utc_now())
    visitor.find('Los').click()
    await asyncio.sleep(0.3)
    assert not done


async def test_a_refusal_by_a_rule_is_one_sentence(page_with_button: Acting) -> None:
    def refuse(_who: Who) -> None:
        raise Refused('Das geht heute nicht.')

    visitor = await page_with_button('Anja', refuse)
    visitor.find('Los').click()
    await visitor.should_see('Das geht heute nicht.')


# ---- from foreign places ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize('host', ['evil.example', 'evil.example:8080', 'localhost', 'localhost:80', '127.0.0.1:8081',
                                  'localhost:8080.evil.example', ''])
async def test_a_foreign_host_is_refused(visit: Visit, host: str) -> None:
    for path in ('/anmelden', '/t/0000000000000000', '/team'):
        assert (await (await visit('Anja')).get(path, headers={'host': host})).status_code == 403


@pytest.mark.parametrize('host', ['localhost:8080', '127.0.0.1:8080', '[::1]:8080', 'LocalHost:8080'])
async def test_the_own_names_are_known(visit: Visit, host: str) -> None:
    assert (await (await visit()).get('/anmelden', headers={'host': host})).status_code == 200


async def test_the_address_on_the_tickets_is_known_as_soon_as_it_is_saved(visit: Visit, anja: Who) -> None:
    from db import settings
    visitor = await visit()
    host = {'host': 'reparatur.example'}
    assert (await visitor.get('/anmelden', headers=host)).status_code == 403
    settings.save({'base_address': 'http://reparatur.example'}, anja, utc_now())
    assert (await visitor.get('/anmelden', headers=host)).status_code == 200


@pytest.mark.parametrize('origin', ['http://evil.example', 'http://localhost:8081', 'https://localhost:8080', 'null',
                                    ''])
async def test_a_foreign_origin_is_refused(visit: Visit, origin: str) -> None:
    visitor = await visit('Anja')
    answer = await visitor.http_client.post('/abmelden', headers={'origin': origin})
    assert answer.status_code == 403
    assert (await visitor.get('/')).status_code == 200   # still logged in


async def knock(visitor: Visitor, **headers: str) -> int | None:
    """Open NiceGUI's socket by hand; the code it is closed with, or None when it is accepted."""
    answers: list[dict[str, Any]] = []
    cookie = '; '.join(f'{name}={value}' for name, value in visitor.http_client.cookies.items())
    sent = {'host': 'localhost:8080', 'cookie': cookie} | headers
    scope = {'type': 'websocket', 'scheme': 'ws', 'path': '/_nicegui_ws/socket.io/', 'raw_path': b'', 'root_path': '',
             'query_string': b'EIO=4&transport=websocket', 'subprotocols': [], 'asgi': {'version': '3.0'},
             'headers': [(name.encode(), value.encode()) for name, value in sent.items()]}
    comes = iter([{'type': 'websocket.connect'}])

    async def receive() -> dict[str, Any]:
        return next(comes, {'type': 'websocket.disconnect', 'code': 1000})

    async def send(message: dict[str, Any]) -> None:
        answers.append(message)

    await core.app(scope, receive, send)
    return next((answer['code'] for answer in answers if answer.get('code')), None)


@pytest.mark.parametrize(('headers', 'code'), [
    ({'origin': HOME}, None),
    ({'origin': 'http://evil.example'}, 4403),
    ({}, 4403),
    ({'origin': 'http://evil.example', 'host': 'evil.example'}, 4403),
    ({'origin': HOME, 'cookie': ''}, 4401),
    ({'origin': HOME, 'cookie': 'kontaktbuch-8080=invented'}, 4401),
])
async def test_a_socket_needs_the_right_origin_and_a_session(
        visit: Visit, headers: dict[str, str], code: int | None) -> None:
    assert await knock(await visit('Mira'), **headers) == code


async def test_every_answer_carries_the_headers(visit: Visit) -> None:
    mira = await visit('Mira')
    for path in ('/anmelden', '/t/0000000000000000', '/gibt-es-nicht', '/team', '/berichte/woche.pdf'):
        headers = (await mira.get(path)).headers
        assert headers['x-content-type-options'] == 'nosniff', path
        assert headers['referrer-policy'] == 'no-referrer'
        assert "frame-ancestors 'self'" in headers['content-security-policy']
        assert "object-src 'none'" in headers['content-security-policy'] or "default-src 'none'" in headers[
            'content-security-policy']
        assert headers['cache-control'] == 'no-store'
        assert 'permissions-policy' in headers
    refused = await mira.get('/team', headers={'host': 'evil.example'})
    assert refused.headers['cache-control'] == 'no-store'


async def test_an_unknown_address_is_a_plain_page(visit: Visit) -> None:
    answer = await (await visit('Mira')).get('/gibt-es-nicht')
    assert answer.status_code == 404
    assert 'Diese Seite gibt es nicht' in answer.text


@pytest.mark.parametrize('path', ['/abmelden', '/sperren', '/benutzt'])
async def test_an_address_that_only_takes_forms_is_a_plain_page_too(visit: Visit, path: str) -> None:
    """Somebody has typed it, or gone back to it."""
    answer = await (await visit('Mira')).get(path)
    assert (answer.status_code, answer.headers['allow']) == (405, 'POST')
    assert 'Diese Seite lässt sich so nicht öffnen' in answer.text


async def test_whoever_only_looks_whether_an_address_is_there_is_told(visit: Visit, mira: Who) -> None:
    """As apps do that scan codes and link pages."""
    stranger = await visit()
    for path in ('/anmelden', f'/t/{drop_off(mira, utc_now()).token}', '/vertrauen/wurzel.crt'):
        seen, read = await stranger.http_client.head(path), await stranger.get(path)
        assert seen.status_code == read.status_code
    assert (await stranger.http_client.head('/team')).status_code == 303


async def test_looking_takes_nothing_away_and_writes_nothing_down(visit: Visit, anja: Who) -> None:
    visitor = await visit('Anja')
    word = downloads.counter.lay(Ready(io.BytesIO(b'alles'), 'alles.json', 'application/json', anja.account))
    file, report = f'/austausch/datei/{word}', f'/datenschutz/auskunft/{joins(anja, utc_now())}.pdf'
    before = count('change')
    for path in (file, report):
        await visitor.http_client.head(path)
    assert count('change') == before, 'nobody got to know anything'
    assert (await visitor.get(file)).content == b'alles'


# ---- cookies and headers ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize('beside', ['prefs={"a":1}', 'x=1; bad cookie', 'a=b,c d', '=leer', 'kontaktbuch=alt'])
async def test_cookies_of_other_programs_on_this_computer_lock_nobody_out(visit: Visit, beside: str) -> None:
    visitor = await visit('Mira')
    token = visitor.http_client.cookies.get(guard.Cookie.name)
    answer = await visitor.get('/team', headers={'cookie': f'{beside}; {guard.Cookie.name}={token}'})
    assert answer.status_code == 200


async def test_s11_an_answer_to_a_mistake_of_ours_carries_the_headers_too(
        visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    stranger = await visit()
    monkeypatch.setattr(accounts, 'needs_setup', lambda: 1 / 0)
    transport = httpx.ASGITransport(core.app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=HOME) as browser:
        answer = await browser.get('/anmelden')
    assert answer.status_code == 500
    assert {name for name in border.HEADERS if name not in answer.headers} == set()
    await stranger.http_client.aclose()


@pytest.mark.parametrize('path', ['/_nicegui_ws/socket.io/?EIO=4&transport=polling', '/sitzung', '/annahme/stand'])
async def test_s8_what_a_page_asks_by_itself_keeps_no_session_alive(visit: Visit, path: str) -> None:
    visitor = await visit('Mira')
    seen = utc_now() - timedelta(minutes=25)
    sessions.Session.update(seen_at=seen).execute()
    await visitor.get(path)
    assert sessions.Session.get().seen_at == seen
    await visitor.get('/team')
    assert sessions.Session.get().seen_at > seen


async def test_r7_a_full_store_lets_people_look_and_tells_them_when_they_act(
        visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = await visit('Mira')
    await visitor.open('/')
    sessions.Session.update(seen_at=utc_now() - timedelta(minutes=5)).execute()
    with closing(sqlite3.connect(db.database, isolation_level=None)) as other:
        other.execute('BEGIN IMMEDIATE')
        assert (await visitor.get('/kundinnen')).status_code == 200
        other.execute('ROLLBACK')


async def test_who_hangs_up_while_sending_leaves_no_line_in_the_log(visit: Visit,
                                                                   caplog: pytest.LogCaptureFixture) -> None:
    await visit()
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {'type': 'http.disconnect'}

    async def send(message: Any) -> None:
        sent.append(message)

    await core.app({'type': 'http', 'method': 'POST', 'path': '/anmelden', 'raw_path': b'/anmelden',
                    'query_string': b'',
                    'headers': [(b'host', b'localhost:8080'), (b'origin', b'http://localhost:8080'),
                                (b'content-type', b'application/x-www-form-urlencoded'), (b'content-length', b'9')],
                    'client': ('192.0.2.7', 4711), 'server': ('localhost', 8080), 'scheme': 'http',
                    'http_version': '1.1', 'root_path': ''}, receive, send)
    assert sent[0]['status'] == 400
    assert not caplog.records
