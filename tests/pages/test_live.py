"""What one person saves is told to every other open screen that shows it, and to nobody else."""
import asyncio
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from nicegui import core

from db import sessions, settings
from db.clock import utc_now
from db.events import Changed, emit
from db.who import Who
from pages import guard, live
from tests.pages.conftest import Visit, Visitor
from tests.pages.seeing import soon

WAIT = 0.25   # enough for what must not happen


def change(*tables: str, by: str = 'Mira') -> None:
    """As a verb tells it after its commit."""
    emit(Changed(frozenset((table, 'key') for table in tables), by))


async def watching(visit: Visit, callback: Callable[[Changed], Any], *tables: str, name: str = 'Anja') -> Visitor:
    """A page of somebody's whose present screen watches these tables."""
    visitor = await visit(name)
    await visitor.open('/berichte')
    with next(iter(visitor.find(kind=None, content='Wochenübersicht').elements)):
        live.watch(tables, callback)
    return visitor


def tables(told: list[Changed]) -> list[set[str]]:
    """Of those that are watched: what else changed at that moment, such as the day's backup, may come along."""
    return [each.tables & {'repair', 'person'} for each in told]


async def test_a_screen_is_told_what_it_watches_and_nothing_else(visit: Visit) -> None:
    told: list[Changed] = []
    await watching(visit, told.append, 'repair', 'person')
    change('setting')
    await asyncio.sleep(WAIT)
    change('repair')
    await soon(lambda: told)
    assert [each.rows for each in told] == [{('repair', 'key')}]
    assert told[0].by == 'Mira'


async def test_changes_in_quick_succession_are_told_together(visit: Visit) -> None:
    told: list[Changed] = []
    await watching(visit, told.append, 'repair', 'person')
    for _ in range(20):
        change('repair')
    change('person', by='Anja')
    await soon(lambda: told)
    assert tables(told) == [{'repair', 'person'}]


async def test_a_busy_screen_hears_the_rest_at_once_when_it_is_ready(visit: Visit) -> None:
    told: list[Changed] = []
    ready = asyncio.Event()

    async def slowly(changed: Changed) -> None:
        told.append(changed)
        await ready.wait()

    await watching(visit, slowly, 'repair', 'person')
    change('repair')
    await soon(lambda: told)
    for table in ('person', 'repair'):
        change(table)
        await asyncio.sleep(WAIT)
    assert len(told) == 1
    ready.set()
    await soon(lambda: len(told) == 2)
    assert tables(told) == [{'repair'}, {'repair', 'person'}]


async def test_the_callback_runs_for_the_one_who_looks(visit: Visit) -> None:
    seen: list[str] = []
    for name in ('Anja', 'Tresen'):
        visitor = await visit(name)
        await visitor.open('/')
        with visitor:
            live.watch({'repair'}, lambda _changed: seen.append(guard.viewer().name))
    change('repair', by='Mira')
    await soon(lambda: len(seen) == 2)
    assert sorted(seen) == ['Anja', 'Tresen']


async def test_a_screen_that_was_left_is_told_nothing(visit: Visit) -> None:
    told: list[Changed] = []
    visitor = await watching(visit, told.append, 'repair')
    with visitor:
        await visitor._client.sub_pages_router._handle_navigate('/einstellungen')
    await asyncio.sleep(WAIT)
    change('repair')
    await asyncio.sleep(WAIT)
    assert not told


async def test_a_page_whose_session_ended_is_told_nothing_and_leaves(visit: Visit) -> None:
    told: list[Changed] = []
    visitor = await watching(visit, told.append, 'repair')
    token = visitor.http_client.cookies.get(guard.Cookie.name)
    sessions.Session.update(ended_at=utc_now()).execute()   # without telling anybody, as another process would
    assert sessions.session(token, utc_now()) is None
    change('repair')
    await soon(lambda: visitor.sent_to)
    assert not told


async def test_being_told_keeps_no_session_alive(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []
    real = sessions.session

    def session(token: str, now: Any, slide: bool = True) -> Who | None:
        asked.append(slide)
        return real(token, now, slide)

    await watching(visit, lambda _changed: None, 'repair')
    monkeypatch.setattr(sessions, 'session', session)
    change('repair')
    await soon(lambda: asked)
    assert not any(asked)


async def test_a_screen_nobody_used_for_too_long_is_closed(visit: Visit) -> None:
    idle, busy = await visit('Mira'), await visit('Mira')
    await idle.open('/')
    await busy.open('/')
    long_ago = utc_now() - sessions.IDLE - timedelta(minutes=1)
    sessions.Session.update(seen_at=long_ago).where(
        sessions.Session.token_hash == sessions.digest(idle.http_client.cookies[guard.Cookie.name])).execute()
    await live.feed.patrol()
    await soon(lambda: idle.sent_to)
    assert not busy.sent_to


async def test_a_page_without_its_browser_hears_it_when_that_is_back(visit: Visit) -> None:
    """Of a page that was reloaded nobody will ever see what it is told."""
    told: list[Changed] = []
    visitor = await watching(visit, told.append, 'repair', 'person')
    tab, visitor.client.tab_id = visitor.client.tab_id, None
    change('repair')
    await asyncio.sleep(WAIT)
    change('person')
    await asyncio.sleep(WAIT)
    assert not told
    visitor.client.tab_id = tab
    live.follow(visitor.client)
    await soon(lambda: told)
    assert tables(told) == [{'repair', 'person'}]


async def test_a_page_that_comes_back_after_its_session_is_told_nothing(visit: Visit) -> None:
    told: list[Changed] = []
    visitor = await watching(visit, told.append, 'repair')
    tab, visitor.client.tab_id = visitor.client.tab_id, None
    change('repair')
    await asyncio.sleep(WAIT)
    sessions.Session.update(ended_at=utc_now()).execute()
    visitor.client.tab_id = tab
    live.follow(visitor.client)
    await soon(lambda: visitor.sent_to)
    assert not told


async def test_a_callback_that_fails_does_not_stop_the_others(
        visit: Visit, caplog: pytest.LogCaptureFixture) -> None:
    told: list[Changed] = []

    def fail(_changed: Changed) -> None:
        raise ValueError('Şeyma Wiśniewska')

    await watching(visit, fail, 'repair')
    await watching(visit, told.append, 'repair', name='Mira')
    change('repair')
    await soon(lambda: told and caplog.records)
    assert [record.levelname for record in caplog.records] == ['ERROR']
    caplog.clear()


async def test_screens_that_ask_the_same_share_one_answer(visit: Visit) -> None:
    asked: list[str] = []

    def verb(text: str) -> str:
        asked.append(text)
        time.sleep(0.05)
        return text.upper()

    await visit()
    answers = await asyncio.gather(*(live.read_once(verb, 'a') for _ in range(50)), live.read_once(verb, 'b'))
    assert answers == ['A'] * 50 + ['B']
    assert sorted(asked) == ['a', 'b']


async def test_an_answer_begun_before_a_change_is_not_shared_after_it(visit: Visit) -> None:
    begun: list[int] = []

    def verb() -> int:
        begun.append(1)
        time.sleep(0.1)
        return len(begun)

    await visit()
    old = asyncio.create_task(live.read_once(verb))
    await asyncio.sleep(0.03)
    change('repair')
    await live.read_once(verb)
    await old
    assert len(begun) == 2


async def test_the_name_of_the_café_changes_on_open_pages(visit: Visit, anja: Who) -> None:
    visitor = await visit('Mira')
    await visitor.open('/')
    settings.save({'cafe_name': 'Café Kaputt'}, anja, utc_now())
    await asyncio.sleep(WAIT)
    await visitor.should_see('Café Kaputt')


async def test_d5_a_page_that_is_gone_is_kept_nowhere(visit: Visit) -> None:
    """Its screens hold names, also of somebody who is erased by now."""
    visitor = await visit('Mira')
    await visitor.open('/team')
    client = visitor.client
    assert client in live.feed.pages
    client.delete()
    assert client not in live.feed.pages


async def test_a_browser_has_six_seconds_to_answer(visit: Visit) -> None:
    """NiceGUI's two are over before a slow tablet has drawn a long list; it sets them at each start."""
    await visit('Mira')
    assert core.sio.eio.ping_timeout == 6
