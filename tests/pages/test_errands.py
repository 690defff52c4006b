"""What the program does by itself: each errand on its own, so that one that fails keeps no other from being done."""
import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from db import backup, keeping, ledger, retention
from db.who import Who
from pages import bridge, errands
from tests.pages.seeing import soon


@pytest.fixture
def no_backup_made() -> None:
    """Here they are made."""


@pytest.fixture
async def running(store: Path) -> AsyncIterator[None]:
    bridge.start()
    yield
    errands.stop()
    bridge.stop()


def broken(*_args: Any) -> None:
    raise RuntimeError('broken')


async def test_r4_a_backup_is_made_although_erasing_what_is_due_always_fails(
        running: None, store: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(retention, 'run_due', broken)
    errands.start()
    await soon(lambda: backup.last_good(store / backup.FOLDER) is not None)
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == [
        'broken failed, the next look tries again']
    caplog.clear()


async def test_d4_what_is_due_goes_again_and_again_although_no_backup_can_be_made(
        running: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    looks: list[object] = []
    monkeypatch.setattr(retention, 'run_due', looks.append)
    monkeypatch.setattr(keeping, 'daily', broken)
    monkeypatch.setattr(errands, 'PAUSE', 0.01)
    errands.start()
    await soon(lambda: len(looks) > 2)
    caplog.clear()


async def test_d7_the_second_ledger_hears_of_an_erasure_within_seconds(
        running: None, store: Path, tmp_path: Path, anja: Who, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, 'daily', lambda _now: None)   # as between two of its looks
    monkeypatch.setattr(errands, 'PAUSE', 0.01)
    keeping.set_second(str(tmp_path), 'ein Satz für den Stick', anja, now)
    errands.start()
    await asyncio.sleep(0.05)
    ledger.note(store, [ledger.line_of('abc', now, 'term', person='xyz', gone=True)])
    await soon(lambda: [line.id for line in ledger.read(tmp_path)] == ['abc'])
