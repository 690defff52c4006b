"""Answers that hold until the store changes: asked with each letter typed, and other ones only after a commit."""
from collections.abc import Callable
from functools import wraps
from threading import local
from typing import Any, ParamSpec, TypeVar

from db.connection import db

P = ParamSpec('P')
Answer = TypeVar('Answer')


class _Kept(local):
    """Each thread has a connection of its own, and knows of its own changes and of the others' commits."""
    state: tuple[Any, int, int] | None = None
    answers: dict[Any, Any] = {}


_kept = _Kept()


def until_a_change(verb: Callable[P, Answer]) -> Callable[P, Answer]:
    """For what only reads, and whose answer nobody alters. Inside a transaction, which may be rolled back, nothing is
    kept."""
    @wraps(verb)
    def answer(*args: P.args, **kwargs: P.kwargs) -> Answer:
        connection = db.connection()
        if connection.in_transaction:
            return verb(*args, **kwargs)
        state = connection, connection.total_changes, db.execute_sql('PRAGMA data_version').fetchone()[0]
        if state != _kept.state:
            _kept.state, _kept.answers = state, {}
        key = verb, args, tuple(kwargs.items())
        if key not in _kept.answers:
            _kept.answers[key] = verb(*args, **kwargs)
        found: Answer = _kept.answers[key]
        return found
    return answer
