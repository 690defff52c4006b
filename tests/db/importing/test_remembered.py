"""What is remembered of cells while a list is worked on is forgotten afterwards (D8)."""
import gc
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import _lru_cache_wrapper
from typing import Any

import pytest

from db.errors import Refused
from db.importing import applying, command, planning, remembered
from db.importing.dates import exact_day
from db.importing.drafts import Choices
from db.importing.remembered import forgetting
from db.who import COMMAND_LINE
from tests.db.importing.lists import CUSTOMERS, FORMER, TEAM, book, customer
from tests.personas import NOW

pytestmark = pytest.mark.usefixtures('store')

NAME = 'Xaverine'
BOX = f'{NAME.lower()}0'
SAID = [(yes, text) for yes in ('ja', '', 'nein', f'fragt {NAME}')
        for text in (f'{NAME} holt es ab', f'wie bei Frau {NAME}', f'{NAME}@example.org', f'{BOX} ruft an')]
LIST = book(
    Kunden=[[*CUSTOMERS, 'Adresse', f'Für {NAME}'], *([*customer(
        Vorname=NAME, Nachname=f'{NAME}s', **{'E-Mail': f'{BOX}@example.org'}, Einwilligung=yes, Defekt=text,
        Bemerkung=text, Status=f'bei {NAME}', Gegenstand=NAME), f'{NAME}weg 3, 01067 {NAME}', NAME]
        for yes, text in SAID)],
    Team=[TEAM, [NAME, NAME, '0351 4711', '', f'vertritt {NAME}', f'mit {NAME}', 'ja']],
    Ehemalige=[FORMER, [f'Freundin von {NAME}', NAME, NAME, '', f'als {NAME} ging', 'ja', NAME]])


@pytest.fixture(autouse=True)
def patterns_go(monkeypatch: pytest.MonkeyPatch) -> None:
    re.purge()
    monkeypatch.setattr(remembered, 're', re)


def texts(held: Any, deep: int = 4) -> Iterator[str]:
    """All that stands in a cache, questions and answers."""
    if isinstance(held, str):
        yield held
    elif isinstance(held, re.Pattern):
        yield str(held.pattern)
    elif deep:
        for one in gc.get_referents(held):
            if not callable(one) or isinstance(one, _lru_cache_wrapper):
                yield from texts(one, deep - 1)


def remembered_of_anybody() -> list[str]:
    ours = ('db', 'pages', 'reports', 're')
    modules = [module for name, module in sys.modules.items() if name.partition('.')[0] in ours]
    caches = [one for module in modules for one in vars(module).values() if isinstance(one, _lru_cache_wrapper)]
    return [text for cache in (*caches, re._cache) for text in texts(cache) if NAME.casefold() in text.casefold()]


def refuse(_done: int, _all_of: int) -> None:
    raise Refused('genug')


@pytest.mark.parametrize('work', [
    lambda: planning.make(LIST, Choices(), NOW), lambda: planning.make(LIST, Choices(), NOW, refuse),
    lambda: applying.apply(LIST, Choices(), COMMAND_LINE, NOW),
    lambda: command.run(LIST, True, COMMAND_LINE, NOW, planning.silent)
], ids=['planned', 'stopped', 'stored', 'on the command line'])
def test_d8_nothing_of_anybody_is_remembered_when_the_work_is_done(work: Callable[[], Any]) -> None:
    with suppress(Refused):
        work()
    assert remembered_of_anybody() == []


def test_while_the_work_is_done_it_is() -> None:
    with forgetting():
        assert exact_day(f'am {NAME} 2026') is None
        assert remembered_of_anybody()
