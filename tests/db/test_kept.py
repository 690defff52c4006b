"""An answer is kept as long as it is true, and no longer."""
from pathlib import Path
from threading import Thread

import pytest

from db.connection import db
from db.kept import until_a_change
from db.models import Organisation
from db.store import close_store, connected, open_store

asked: list[str] = []


@until_a_change
def names(of: str) -> list[str]:
    asked.append(of)
    return [row[0] for row in db.execute_sql('SELECT name FROM organisation ORDER BY id').fetchall()]


def add(name: str) -> None:
    Organisation.create(public_id=name, name=name)


@pytest.fixture(autouse=True)
def nothing_asked_yet() -> None:
    asked.clear()


def test_it_is_asked_once(store: Path) -> None:
    assert names('a') == names('a') == []
    assert names('b') == []
    assert asked == ['a', 'b']


def test_until_this_thread_changes_something(store: Path) -> None:
    assert names('a') == []
    add('Rathaus')
    assert names('a') == ['Rathaus']


def test_until_another_thread_changes_something(store: Path) -> None:
    assert names('a') == []

    def elsewhere() -> None:
        with connected():
            add('Rathaus')
            close_store()
    other = Thread(target=elsewhere)
    other.start()
    other.join()
    assert names('a') == ['Rathaus']


def test_what_is_rolled_back_was_never_true(store: Path) -> None:
    with db.atomic() as change:
        add('Rathaus')
        assert names('a') == ['Rathaus']
        change.rollback()
    assert names('a') == []


def test_another_store_has_other_answers(store: Path, bare_template: Path, tmp_path: Path) -> None:
    add('Rathaus')
    assert names('a') == ['Rathaus']
    close_store()
    open_store(tmp_path / 'another')
    assert names('a') == []
