"""S2: what stands on a screen asks for that screen's right, or for a stricter one: read from the code, and with every
handler of the real screens called by somebody who has lost the right since."""
import ast
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from nicegui import ui

from db.who import RIGHTS, Role
from pages import guard, shell
from tests.db.stories import rows
from tests.pages.conftest import Visit, Visitor
from tests.pages.seeing import press, sure

PAGES = Path(__file__).parents[2] / 'pages'
REFUSED = 'Dafür fehlt dir das Recht.'


# ---- read from the code ----------------------------------------------------------------------------------------------
Piece = tuple[str, str]   # a module, and a function, class or value of it


@cache
def pieces(module: str) -> dict[str, ast.stmt]:
    found: dict[str, ast.stmt] = {}
    for node in ast.parse((PAGES / f'{module}.py').read_text('utf-8')).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found[node.name] = node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {name.id: node for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)}
    return found


@cache
def imported(module: str) -> dict[str, Piece]:
    """What a word means there that comes from another module of the same folder; a module itself has no piece."""
    found: dict[str, Piece] = {}
    for node in ast.walk(ast.parse((PAGES / f'{module}.py').read_text('utf-8'))):
        if isinstance(node, ast.ImportFrom) and node.module == 'pages':
            found |= {alias.asname or alias.name: (alias.name, '') for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and str(node.module).startswith('pages.'):
            found |= {alias.asname or alias.name: (str(node.module).split('.')[1], alias.name) for alias in node.names}
    return {word: piece for word, piece in found.items() if (PAGES / f'{piece[0]}.py').exists()}


def used_by(piece: Piece) -> Iterator[Piece]:
    module, name = piece
    for node in ast.walk(pieces(module)[name]):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            other, part = imported(module).get(node.value.id, ('', ''))
            if other and not part:
                yield other, node.attr
        if isinstance(node, ast.Name):
            other, part = imported(module).get(node.id, (module, node.id))
            if part:
                yield other, part


def reached(start: Piece) -> set[Piece]:
    found: set[Piece] = set()
    waiting = {start}
    while waiting:
        one = waiting.pop()
        found.add(one)
        waiting |= {other for other in used_by(one) if other[1] in pieces(other[0])} - found
    return found


def rights_used(piece: Piece) -> Iterator[tuple[int, str]]:
    """The words in `guard.act('…')`, `guard.request_who(request, '…')`, `right='…'` and the like."""
    for node in ast.walk(pieces(piece[0])[piece[1]]):
        if isinstance(node, ast.Call):
            asks = ast.unparse(node.func).split('.')[-1] in ('act', 'request_who', 'protected', 'Sure')
            given = [*(node.args if asks else ()), *(key.value for key in node.keywords if key.arg == 'right')]
            for word in given:
                if isinstance(word, ast.Constant) and isinstance(word.value, str):
                    yield node.lineno, word.value


def who_gets_to() -> dict[Piece, frozenset[Role]]:
    """Each piece that a screen is made of, and who may open such a screen."""
    met: dict[Piece, frozenset[Role]] = {}
    for screen in shell.SCREENS:
        module, name = screen.build.__module__.split('.')[1], screen.build.__name__
        for each in reached((module, name)):
            met[each] = met.get(each, frozenset()) | RIGHTS[screen.right]
    return met


def test_nothing_asks_for_less_than_the_screens_it_stands_on() -> None:
    met = who_gets_to()
    used = {(*piece, line, right) for piece in met for line, right in rights_used(piece)}
    assert {module for module, _name, _line, right in used if right == 'settings'} >= {
        'accounts', 'backups', 'settings', 'wifi_settings'}
    assert met['accounts', 'OneAccount'] == met['backups', 'TakeAlong'] == RIGHTS['settings']
    assert [f'pages/{module}.py:{line} {name} asks for {right}' for module, name, line, right in sorted(used)
            if not RIGHTS[right] <= met[module, name]] == []


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
    """Without what the program notes for itself."""
    tables = ('account', "setting WHERE name != 'last_due_run'", 'consent_text', 'person', 'change')
    return {table: rows(f'SELECT * FROM {table}') for table in tables}


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
    press(visitor, 'Neuer Zugang')
    await sure(visitor)
    await visitor.should_see('Zugang anlegen')
    for button, seen in (('Bearbeiten: Mira', 'Zugang abschalten'), ('Herunterladen …', 'Verschlüsseln und laden'),
                         ('Tablet anmelden …', 'Code zeigen')):
        press(visitor, button)
        await visitor.should_see(seen)
    named = {name.split('.', 2)[2].partition('.<locals>')[0] for name, _handle in handlers}
    assert named >= {'NewAccount.__init__', 'OneAccount.act', 'OneAccount.on_choice', 'Shown.make', 'TakeAlong.take',
                     'NewTablet.__init__'}
    await all_refused(visitor, handlers, role)
    for dialog in [one for one in visitor.client.elements.values() if isinstance(one, ui.dialog)]:
        dialog.delete()   # else it complains when the tests end
