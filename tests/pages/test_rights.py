"""S2: what stands on a screen asks for that screen's right, or for a stricter one: read from the code, and with every
handler of the real screens called by somebody who has lost the right since."""
import ast
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from db.who import RIGHTS, Role
from pages import guard, shell
from tests.db.stories import rows
from tests.pages.conftest import Visit, Visitor
from tests.pages.seeing import press

PAGES = Path(__file__).parents[2] / 'pages'
REFUSED = 'Dafür fehlt dir das Recht.'
ROUTES = {'counter': 'counter', 'papers': 'repair', 'access': 'privacy'}   # modules with addresses besides the screens


# ---- read from the code ----------------------------------------------------------------------------------------------
@cache
def tree(module: str) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse((PAGES / f'{module}.py').read_text('utf-8'))))


def imported(module: str) -> set[str]:
    """The other modules of the same folder."""
    names: set[str] = set()
    for node in tree(module):
        if isinstance(node, ast.ImportFrom) and node.module == 'pages':
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith('pages.'):
            names.add(node.module.split('.')[1])
    return {name for name in names if (PAGES / f'{name}.py').exists()}


def reached(module: str) -> set[str]:
    found, waiting = set(), {module}
    while waiting:
        one = waiting.pop()
        found.add(one)
        waiting |= imported(one) - found
    return found


def rights_used(module: str) -> Iterator[tuple[int, str]]:
    """The words in `guard.act('…')`, `guard.request_who(request, '…')` and `right='…'`."""
    for node in tree(module):
        if isinstance(node, ast.Call):
            asks = isinstance(node.func, ast.Attribute) and node.func.attr in ('act', 'request_who', 'protected')
            given = [*(node.args if asks else ()), *(key.value for key in node.keywords if key.arg == 'right')]
            for word in given:
                if isinstance(word, ast.Constant) and isinstance(word.value, str):
                    yield node.lineno, word.value


def who_gets_to() -> dict[str, frozenset[Role]]:
    """Each module, and who meets what it draws."""
    met: dict[str, frozenset[Role]] = {}
    screens = [(screen.build.__module__.split('.')[1], screen.right) for screen in shell.SCREENS]
    for module, right in [*screens, *ROUTES.items()]:
        for each in reached(module):
            met[each] = met.get(each, frozenset()) | RIGHTS[right]
    return met


def test_no_module_asks_for_less_than_the_screens_it_stands_on() -> None:
    met = who_gets_to()
    used = {(module, line, right) for module in met for line, right in rights_used(module)}
    assert {module for module, _line, right in used if right == 'settings'} >= {'accounts', 'backups', 'settings'}
    assert met['accounts'] == met['backups'] == RIGHTS['settings']
    assert [f'pages/{module}.py:{line} {right}' for module, line, right in sorted(used)
            if not RIGHTS[right] <= met[module]] == []


# ---- called ----------------------------------------------------------------------------------------------------------
Made = tuple[str, Callable[..., Any]]


@pytest.fixture
def handlers(monkeypatch: pytest.MonkeyPatch) -> list[Made]:
    """Every handler that is made for a page, without those of the frame, which stands around all screens."""
    made: list[Made] = []
    act = guard.act

    def noting(right: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        def guarded(handler: Callable[..., Any]) -> Callable[..., Any]:
            plain = getattr(handler, 'func', handler)
            handle = act(right)(handler)
            if plain.__module__ not in ('pages.frame', 'pages.find'):
                made.append((f'{plain.__module__}.{plain.__qualname__}', handle))
            return handle
        return guarded
    monkeypatch.setattr(guard, 'act', noting)
    return made


async def all_refused(visitor: Visitor, handlers: list[Made], role: Role) -> None:
    """From this moment on it is another role that sits there."""
    rows("UPDATE account SET role = ? WHERE name = 'Anja'", role.value)
    before = stored()
    for name, handle in list(handlers):
        told = len(visitor.notify.messages)
        with visitor.client:
            await handle(None)
        assert visitor.notify.messages[told:] == [REFUSED], name
    assert stored() == before


def stored() -> dict[str, list[tuple[Any, ...]]]:
    return {table: rows(f'SELECT * FROM {table}')
            for table in ('account', 'setting', 'consent_text', 'person', 'change')}


OUTSIDE = [(screen.path, role) for screen in shell.SCREENS for role in Role if role not in RIGHTS[screen.right]]


@pytest.mark.parametrize(('path', 'role'), OUTSIDE)
async def test_every_handler_of_a_screen_is_refused_to_whoever_may_not_open_it(
        visit: Visit, handlers: list[Made], path: str, role: Role) -> None:
    visitor = await visit('Anja')
    await visitor.open(path)
    await all_refused(visitor, handlers, role)


@pytest.mark.parametrize('role', [Role.TEAM, Role.COUNTER])
async def test_what_opens_on_top_of_the_settings_is_refused_too(
        visit: Visit, handlers: list[Made], role: Role) -> None:
    visitor = await visit('Anja')
    await visitor.open('/einstellungen')
    for button, seen in (('Neuer Zugang', 'Zugang anlegen'), ('Bearbeiten: Mira', 'Zugang abschalten'),
                         ('Herunterladen …', 'Verschlüsseln und laden')):
        press(visitor, button)
        await visitor.should_see(seen)
    named = ' '.join(name for name, _handle in handlers)
    assert all(word in named for word in ('NewAccount.make', 'OneAccount.renew', 'OneAccount.switch',
                                          'OneAccount.change_role', 'TakeAlong.take', 'SecondPlace.keep'))
    await all_refused(visitor, handlers, role)
