"""What was understood of a cell is remembered while a list is planned or stored: in most columns cells are alike.

But cells tell of people, also of those who may not be stored. So nothing of them stays in the memory of the program:
all of it is forgotten when the work is done, and the patterns that `re` keeps go with it (D8).
"""
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, TypeVar, cast

MOST = 5000     # answers of one kind at a time: whole lists are not kept
Asked = TypeVar('Asked', bound=Callable[..., Any])
_all: list[Any] = []


def remembered(function: Asked) -> Asked:
    """For what always says the same of the same cells."""
    kept = lru_cache(MOST)(function)
    _all.append(kept)
    return cast(Asked, kept)


@contextmanager
def forgetting() -> Iterator[None]:
    """Around the work. Where two lists are planned at once, the other only asks again."""
    try:
        yield
    finally:
        for one in _all:
            one.cache_clear()
        re.purge()
