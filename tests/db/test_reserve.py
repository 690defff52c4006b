"""R7: room that is held back for erasing. It is really there, given up when it is needed, and taken again."""
import os
from datetime import datetime
from pathlib import Path

import pytest

from db import reserve
from db import store as stores
from db.errors import Refused
from db.reserve import FILE, SIZE
from db.retention import run_due
from db.store import close_store, open_store


def held(folder: Path) -> int:
    """The bytes that the reserve keeps from others."""
    path = folder / FILE
    return path.stat().st_blocks * 512 if path.exists() else 0


def no_room(*_args: object) -> None:
    raise OSError(28, 'No space left on device')


def test_it_holds_real_room(tmp_path: Path) -> None:
    reserve.keep(tmp_path)
    assert held(tmp_path) >= SIZE
    assert reserve.give_up(tmp_path)
    assert not reserve.give_up(tmp_path), 'only once'


def test_one_that_could_not_be_taken_does_not_count_as_there(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, 'posix_fallocate', no_room)
        reserve.keep(tmp_path)
    assert list(tmp_path.iterdir()) == []
    reserve.keep(tmp_path)
    assert held(tmp_path) >= SIZE


@pytest.mark.parametrize('size', [0, 4096, SIZE - 1])
def test_one_that_holds_less_is_completed(store: Path, now: datetime, size: int) -> None:
    """As a kill, or an older version on a full disk, has left it."""
    (store / FILE).write_bytes(b'\0' * size)
    run_due(now)
    assert held(store) >= SIZE


def test_where_there_is_hardly_any_room_it_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reserve, 'ROOM', 10**18)
    reserve.keep(tmp_path)
    assert list(tmp_path.iterdir()) == []


def full_until_given_up(patch: pytest.MonkeyPatch, folder: Path) -> None:
    look = stores._look

    def looked(file: Path) -> None:
        if (folder / FILE).exists():
            no_room()
        look(file)
    patch.setattr(stores, '_look', looked)
    patch.setattr(reserve, 'ROOM', 10**18)


def test_the_program_starts_on_a_full_disk_by_giving_it_up(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    close_store()
    full_until_given_up(monkeypatch, store)
    open_store(store)
    assert not (store / FILE).exists()


def test_without_one_a_full_disk_is_a_sentence(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    close_store()
    monkeypatch.setattr(stores, '_look', no_room)
    monkeypatch.setattr(reserve, 'give_up', lambda _folder: False)
    with pytest.raises(Refused, match='Platte voll'):
        open_store(store)
