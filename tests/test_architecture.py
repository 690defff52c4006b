"""The house stays the house: who may import whom, who may query, how long things get, nothing left half done.

Each check reads the syntax tree of one file and yields complaints. That it can complain is proven below, on snippets.
"""
import ast
import re
import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILE_LINES = 250
FUNCTION_LINES = 40
MEDIAN_FUNCTION_LINES = 10

# What is longer than that, with the reason why it is better in one piece. Migrations need none.
LONG = {
    'dashboard.py': 'every command of the program, a few lines each: one list to look things up in',
    'db/models.py': 'the tables and nothing else: one list to look things up in',
}

WEB = ('nicegui', 'fastapi', 'starlette', 'uvicorn')
STORE = ('peewee', 'playhouse', 'sqlite3')

# dashboard → pages → reports → db, and pages → db.
FORBIDDEN = {
    'db': (*WEB, 'reportlab', 'dashboard', 'pages', 'reports'),
    'reports': (*WEB, *STORE, 'dashboard', 'pages', 'db'),
    'pages': (*STORE, 'reportlab', 'dashboard', 'db.models', 'db.connection', 'db.migrations'),
    'dashboard.py': (*STORE, 'reportlab', 'db.models', 'db.connection', 'db.migrations'),
}
# Reports get plain values; of db they may use only what knows nothing of the store.
PLAIN = ('db.i18n', 'db.clock', 'db.words', 'db.defusing')

QUERIES = {'save', 'select', 'execute', 'execute_sql', 'get_or_none', 'get_by_id', 'delete_instance', 'atomic'}
UNFINISHED = re.compile(r'\b(TODO|FIXME|XXX|HACK)\b(?!-)')


@dataclass(frozen=True)
class Source:
    path: str
    text: str

    @property
    def room(self) -> str:
        return self.path.split('/')[0]

    @property
    def is_python(self) -> bool:
        return self.path.endswith('.py')

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(ast.parse(self.text))) if self.is_python else []

    @property
    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        return (node for node in self.nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@cache
def house() -> list[Source]:
    """Every file we write by hand, tests included."""
    rooms = [path for room in ('db', 'reports', 'pages', 'tests') for path in (ROOT / room).rglob('*')]
    paths = [ROOT / 'dashboard.py', ROOT / 'run.sh', *rooms]
    return [Source(str(path.relative_to(ROOT)), path.read_text('utf-8')) for path in sorted(paths)
            if path.suffix in {'.py', '.js', '.css', '.sh'} and path.is_file()]


# --- the checks ------------------------------------------------------------------------------------------------------

def imports_run_one_way(source: Source) -> Iterator[str]:
    forbidden = FORBIDDEN.get(source.room, ())
    for line, names in imports(source):
        if any(under(name, forbidden) for name in names) and not under(names[-1], PLAIN):
            yield f'{source.path}:{line} imports {names[-1]}'


def pages_are_imported_by_name(source: Source) -> Iterator[str]:
    """`import pages.forms` breaks in tests: NiceGUI drops page modules and their packages after each of them."""
    for node in source.nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith('pages.'):
                    yield f'{source.path}:{node.lineno} write `from pages import …`, not `import {alias.name}`'


def db_never_waits(source: Source) -> Iterator[str]:
    """An `await` inside a transaction mixes two people's writes, so nothing in db/ can await."""
    if source.room == 'db':
        for node in source.nodes:
            if isinstance(node, ast.AsyncFunctionDef | ast.Await | ast.AsyncWith | ast.AsyncFor):
                yield f'{source.path}:{node.lineno} waits inside db/'


def pages_never_query(source: Source) -> Iterator[str]:
    """Verbs are handed to the bridge, `in_store(people.save, …)`, and never called on the event loop."""
    if source.room != 'pages':
        return
    for node in source.nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in QUERIES:
            called = ast.unparse(node.func)
            if called != 'ui.select':
                yield f'{source.path}:{node.lineno} calls {called}()'


def dialogs_open_once(source: Source) -> Iterator[str]:
    """pages/dialogs.py sees to it that a double tap opens one; what is opened past it would stand there twice."""
    if source.room == 'pages' and source.path != 'pages/dialogs.py':
        for node in source.nodes:
            if isinstance(node, ast.Call) and ast.unparse(node.func) == 'ui.dialog':
                yield f'{source.path}:{node.lineno} opens a dialog by itself'


def files_are_short(source: Source) -> Iterator[str]:
    lines = len(source.text.splitlines())
    if lines > FILE_LINES and measured(source) and source.path not in LONG:
        yield f'{source.path} has {lines} lines'


def functions_are_short(source: Source) -> Iterator[str]:
    for function in source.functions:
        name = f'{source.path}::{function.name}'
        if length(function) > FUNCTION_LINES and measured(source) and name not in LONG:
            yield f'{name} has {length(function)} lines'


def nothing_is_unfinished(source: Source) -> Iterator[str]:
    for number, line in enumerate(source.text.splitlines(), start=1):
        if UNFINISHED.search(line) and source.path != 'tests/test_architecture.py':
            yield f'{source.path}:{number} is unfinished: {line.strip()}'
    for function in source.functions:
        if is_stub(function):
            yield f'{source.path}:{function.lineno} {function.name} does nothing'


def no_test_is_skipped(source: Source) -> Iterator[str]:
    """A skipped test counts as green and is not."""
    if source.room == 'tests':
        for node in source.nodes:
            if isinstance(node, ast.Attribute) and node.attr in {'skip', 'skipif', 'xfail', 'importorskip'}:
                yield f'{source.path}:{node.lineno} skips a test'


CHECKS: list[Callable[[Source], Iterator[str]]] = [
    imports_run_one_way, pages_are_imported_by_name, db_never_waits, pages_never_query,
    dialogs_open_once, files_are_short, functions_are_short, nothing_is_unfinished, no_test_is_skipped,
]


# --- the tests -------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize('check', CHECKS)
def test_the_house_is_in_order(check: Callable[[Source], Iterator[str]]) -> None:
    complaints = [complaint for source in house() for complaint in check(source)]
    assert not complaints, '\n'.join(complaints)


def test_functions_are_mostly_tiny() -> None:
    lengths = [length(function) for source in house() if measured(source) for function in source.functions]
    assert statistics.median(lengths) < MEDIAN_FUNCTION_LINES


def test_every_exception_is_still_needed() -> None:
    paths = {source.path: source for source in house()}
    for name, reason in LONG.items():
        path, _, function = name.partition('::')
        assert reason, name
        lengths = [length(each) for each in paths[path].functions if each.name == function]
        assert max(lengths, default=len(paths[path].text.splitlines())) > (FUNCTION_LINES if function else FILE_LINES)


def test_the_whole_house_is_read() -> None:
    rooms = {source.room for source in house()}
    assert rooms == {'dashboard.py', 'run.sh', 'db', 'reports', 'pages', 'tests'}


BAD = [
    (imports_run_one_way, 'db/x.py', 'from nicegui import ui'),
    (imports_run_one_way, 'db/x.py', 'import reportlab.pdfgen'),
    (imports_run_one_way, 'db/x.py', 'def f():\n    from pages import forms'),
    (imports_run_one_way, 'reports/x.py', 'import peewee'),
    (imports_run_one_way, 'reports/x.py', 'from db import repairs'),
    (imports_run_one_way, 'reports/x.py', 'from db.clock import local\nfrom db.models import Person'),
    (imports_run_one_way, 'pages/x.py', 'from db import i18n, models'),
    (imports_run_one_way, 'pages/x.py', 'import db.models'),
    (imports_run_one_way, 'pages/x.py', 'from db.models import Person'),
    (imports_run_one_way, 'pages/x.py', 'from ..db import models'),
    (imports_run_one_way, 'dashboard.py', 'from peewee import fn'),
    (pages_are_imported_by_name, 'tests/x.py', 'import pages.forms'),
    (pages_are_imported_by_name, 'pages/x.py', 'import os, pages.forms as forms'),
    (db_never_waits, 'db/x.py', 'async def f(): return 1'),
    (pages_never_query, 'pages/x.py', 'person.save()'),
    (pages_never_query, 'pages/x.py', 'rows = Person.select().where(1)'),
    (pages_never_query, 'pages/x.py', 'with db.atomic(): f()'),
    (dialogs_open_once, 'pages/x.py', 'with ui.dialog(value=True) as dialog:\n    f()'),
    (files_are_short, 'pages/x.js', '\n' * (FILE_LINES + 1)),
    (files_are_short, 'run.sh', '\n' * (FILE_LINES + 1)),
    (functions_are_short, 'db/x.py', 'def f():\n' + '    g()\n' * FUNCTION_LINES),
    (functions_are_short, 'db/x.py', 'class A:\n  async def f(self):\n' + '    g()\n' * FUNCTION_LINES),
    (nothing_is_unfinished, 'db/x.py', 'x = 1  # TODO: y'),
    (nothing_is_unfinished, 'pages/x.css', '/* FIXME */'),
    (nothing_is_unfinished, 'db/x.py', 'def f(): raise NotImplementedError'),
    (nothing_is_unfinished, 'db/x.py', 'def f():\n    """Says a lot."""\n    pass'),
    (no_test_is_skipped, 'tests/x.py', 'pytest.skip("no browser")'),
    (no_test_is_skipped, 'tests/x.py', '@pytest.mark.xfail\ndef test_x(): f()'),
]

GOOD = [
    (imports_run_one_way, 'reports/x.py', 'from db.i18n import _\nfrom db import clock\nfrom reports import paper'),
    (imports_run_one_way, 'pages/x.py', 'from db import people\nfrom db.i18n import _\nfrom reports import ticket'),
    (imports_run_one_way, 'db/x.py', 'import peewee\nfrom db.models import Person'),
    (pages_are_imported_by_name, 'pages/x.py', 'from pages import forms'),
    (pages_never_query, 'pages/x.py', 'await in_store(people.save, 1)\nui.select(options)'),
    (pages_never_query, 'db/x.py', 'person.save()'),
    (dialogs_open_once, 'pages/x.py', 'found: list[ui.dialog] = []\nwith question(title):\n    f()'),
    (files_are_short, 'db/migrations/0001_start.py', '\n' * (FILE_LINES + 1)),
    (functions_are_short, 'db/x.py', 'def f():\n' + '    g()\n' * (FUNCTION_LINES - 1)),
    (nothing_is_unfinished, 'db/x.py', 'code = "XXXX-XXXX"\ntry:\n    f()\nexcept OSError:\n    pass'),
    (nothing_is_unfinished, 'dashboard.py', '@main.group()\ndef user():\n    pass'),
    (nothing_is_unfinished, 'db/x.py', 'class P(Protocol):\n    def f(self) -> int: ...'),
]


@pytest.mark.parametrize(('check', 'path', 'text'), BAD)
def test_each_check_can_complain(check: Callable[[Source], Iterator[str]], path: str, text: str) -> None:
    assert list(check(Source(path, text)))


@pytest.mark.parametrize(('check', 'path', 'text'), GOOD)
def test_no_check_complains_about_good_code(check: Callable[[Source], Iterator[str]], path: str, text: str) -> None:
    assert not list(check(Source(path, text)))


# --- helpers ---------------------------------------------------------------------------------------------------------

def imports(source: Source) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Per imported thing its line and its names: `from db import models` is both db and db.models."""
    for node in source.nodes:
        if isinstance(node, ast.Import):
            yield from ((node.lineno, (alias.name,)) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ''
            yield from ((node.lineno, (module, f'{module}.{alias.name}')) for alias in node.names)


def under(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(f'{package}.') for package in packages)


def measured(source: Source) -> bool:
    """Sizes are for the program itself. A migration is never edited again, and a style sheet is a list."""
    return source.room != 'tests' and not source.path.startswith('db/migrations/') and not source.path.endswith('.css')


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def is_stub(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Only `pass` or `raise NotImplementedError`. (`...` is how a Protocol says that others do it, and a group of
    commands does nothing by itself.)"""
    if any('.group' in ast.unparse(decorator) for decorator in function.decorator_list):
        return False
    doing = function.body[1:] if ast.get_docstring(function) else function.body
    return bool(doing) and all(isinstance(node, ast.Pass) or is_not_implemented(node) for node in doing)


def is_not_implemented(node: ast.stmt) -> bool:
    return isinstance(node, ast.Raise) and node.exc is not None and 'NotImplementedError' in ast.unparse(node.exc)
