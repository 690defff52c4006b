"""The whole program inside the test: middleware, routes and screens, without a browser and without a port.

`visit` makes visitors; each has cookies and pages of their own. What runs scripts is tested in tests/e2e.
"""
import asyncio
import gc
import os
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from nicegui import core, ui
from nicegui.functions.navigate import Navigate
from nicegui.functions.notify import notify
from nicegui.outbox import Message
from nicegui.testing import User, general
from nicegui.testing.general import nicegui_reset_globals

from db import keeping
from db.throttle import Throttle
from pages import enrolling, public, setup
from tests.personas import PASSWORDS

HOME = 'http://localhost:8080'


class Visitor(User):
    """Somebody with a browser. `sent_to` is where the program has told an open page to go."""

    def __init__(self) -> None:
        super().__init__(httpx.AsyncClient(transport=httpx.ASGITransport(core.app), base_url=HOME))
        self.sent_to: list[str] = []

    def _patch_outbox_emit_function(self) -> None:
        super()._patch_outbox_emit_function()
        outbox = self._client.outbox
        emit = outbox._emit

        async def noting(message: Message) -> None:
            _target, kind, data = message
            if kind == 'run_javascript':
                self.sent_to += re.findall(r'location\.replace\((.*)\)$', data['code'])
            await emit(message)
        outbox._emit = noting

    async def should_see(self, *args: Any, retries: int = 60, **more: Any) -> None:
        """NiceGUI's own three tenths of a second are little for a store on a busy computer."""
        await super().should_see(*args, retries=retries, **more)

    async def should_not_see(self, *args: Any, retries: int = 60, **more: Any) -> None:
        await super().should_not_see(*args, retries=retries, **more)

    async def get(self, path: str, **more: object) -> httpx.Response:
        return await self.http_client.get(path, **more)

    async def post(self, path: str, **form: str) -> httpx.Response:
        return await self.http_client.post(path, data=form, headers={'origin': HOME})

    async def log_in(self, name: str) -> 'Visitor':
        answer = await self.post('/anmelden', name=name, password=PASSWORDS[name.lower()])
        assert answer.status_code == 303, answer.text
        return self


Visit = Callable[..., Awaitable[Visitor]]


@pytest.fixture(scope='session', autouse=True)
def no_spring_cleaning() -> Iterator[None]:
    """NiceGUI collects all garbage around each of its tests, which is half of their time: what is young will do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(general, 'gc', SimpleNamespace(collect=lambda: gc.collect(1)))
        yield


@pytest.fixture
async def visit(store: Path) -> AsyncIterator[Visit]:
    """`await visit()` is a stranger, `await visit('Mira')` somebody who has logged in."""
    async for welcome in program(store):
        yield welcome


@pytest.fixture
async def visit_bare(bare_store: Path) -> AsyncIterator[Visit]:
    """The same in a program that nobody has set up yet."""
    async for welcome in program(bare_store):
        yield welcome


async def program(folder: Path) -> AsyncIterator[Visit]:
    from pages import server  # each time anew: NiceGUI forgets modules with pages after each test

    visitors: list[Visitor] = []

    async def welcome(name: str = '') -> Visitor:
        visitors.append(Visitor())
        return await visitors[-1].log_in(name) if name else visitors[-1]

    with nicegui_reset_globals():
        os.environ['NICEGUI_USER_SIMULATION'] = 'true'
        try:
            server.build(folder)
            server.run()   # only notes its settings here
            async with core.app.router.lifespan_context(core.app):
                while not server.stop_listening:   # NiceGUI does not wait for what happens at start
                    await asyncio.sleep(0.01)
                yield welcome
                for visitor in visitors:
                    await visitor.http_client.aclose()
        finally:
            os.environ.pop('NICEGUI_USER_SIMULATION', None)
            ui.navigate, ui.notify = Navigate(), notify


@pytest.fixture(autouse=True)
def no_backup_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day's copy, at the start and at the end of each program, costs more than most tests do in between."""
    monkeypatch.setattr(keeping, 'daily', lambda _now, **_more: None)


@pytest.fixture(autouse=True)
def no_codes_guessed_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public, 'guesses', Throttle())
    monkeypatch.setattr(setup, 'code', setup.Code())
    monkeypatch.setattr(enrolling.codes, '_guesses', Throttle())
    monkeypatch.setattr(enrolling.codes, '_offers', {})
    monkeypatch.setattr(setup.code, '_guesses', Throttle())
