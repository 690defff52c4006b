"""Counting instead of building signatures comes to the same result."""
from collections.abc import Callable
from functools import partial, wraps
from typing import Any

import pytest
from nicegui.helpers.functions import expects_arguments as by_signature

from pages.quick import expects_arguments


class Handler:
    def nothing(self) -> None: ...
    def event(self, event: object) -> None: ...
    def any(*_args: object) -> None: ...
    def __call__(self, event: object) -> None: ...

    @classmethod
    def made(cls) -> None: ...

    @staticmethod
    def static(event: object) -> None: ...


def wrapped(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def inner(*args: object) -> None: ...
    return inner


def named(*, event: object) -> None: ...


async def later(event: object, more: int = 1) -> None: ...


HANDLERS: dict[str, Callable[..., Any]] = {
    'a lambda': lambda: None, 'with an event': lambda _event: None, 'with a default': lambda _event=1: None,
    'one of two': lambda _event, _more=1: None, 'any number': lambda *_events: None, 'words': lambda **_words: None,
    'words that must be': named, 'a word that may be': lambda *, _event=1: None, 'later': later,
    'positional only': lambda _event, /: None,
    'a method': Handler().nothing, 'a method with an event': Handler().event, 'a method with any': Handler().any,
    'an object': Handler(), 'a class method': Handler.made, 'a static method': Handler.static,
    'wrapped, nothing': wrapped(lambda: None), 'wrapped, an event': wrapped(lambda _event: None),
    'a part': partial(later, 1), 'an open part': partial(later), 'built in': [].clear, 'built in, with one': [].append,
}


@pytest.mark.parametrize('name', HANDLERS)
def test_expects_arguments(name: str) -> None:
    assert expects_arguments(HANDLERS[name]) is by_signature(HANDLERS[name])
