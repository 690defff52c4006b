"""What most tests start from: a store in a folder of its own, the people of the café, a fixed moment.

`store` is a café that is set up, with the personas as its accounts; `bare_store` is one where nobody has been yet.
"""
import gc
import shutil
import weakref
from collections.abc import Generator, Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import pytest

from db import accounts, attempts, backup, confirming, consent, demo
from db.clock import utc_now
from db.store import close_store, open_store
from db.throttle import Rate, Throttle
from db.who import Who
from tests import sample as sample_of
from tests.once import filled_once
from tests.personas import CHEAP, NOW, persona, set_up_cafe
from tests.sample import Sample
from tests.sealing import QUICK

HERE = Path(__file__).parent
WAITED_IN_VAIN = ['Locator expected', 'Page expected', r'^TimeoutError: \w+\.']   # of Playwright


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Six thousand tests are found without looking for garbage."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A computer that is busy with something else may cost a browser its moment. A test that waited in vain is tried a
    second time, and the summary names it: it wants to be looked at (DECISIONS.md).
    """
    for item in items:
        if item.path.is_relative_to(HERE / 'e2e'):
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=WAITED_IN_VAIN))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for report in terminalreporter.stats.get('rerun', ()):
        terminalreporter.section(f'first try of {report.nodeid}')
        terminalreporter.line(report.longreprtext)


def pytest_sessionfinish() -> None:
    """A dialog of a page that is long gone would want to take leave of it when the process ends, and complain."""
    for each in [*weakref.finalize._registry]:   # type: ignore[attr-defined]
        alive = each.peek()
        if alive and alive[1].__module__ == 'nicegui.elements.dialog':
            each.detach()


@pytest.fixture(scope='session', autouse=True)
def cheap_passwords() -> Iterator[None]:
    """argon2id costs 280 ms on purpose; a thousand tests are not the ones to be slowed down by it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, 'hasher', CHEAP)
        yield


@pytest.fixture(scope='session', autouse=True)
def quick_seals() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backup, 'pyrage', QUICK)
        yield


@pytest.fixture(scope='module', autouse=True)
def little_to_collect() -> None:
    """Collecting garbage takes 0.2 s each time, unless what is there by now is left out."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def no_guesses_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one test guessed wrong must not make the next one wait."""
    monkeypatch.setattr(accounts, 'guesses', Throttle())
    monkeypatch.setattr(accounts, 'addresses', Throttle(free=10))
    monkeypatch.setattr(accounts, 'pin_guesses', Throttle())
    monkeypatch.setattr(confirming, 'guesses', Throttle())
    monkeypatch.setattr(attempts, 'each', Rate(1))
    monkeypatch.setattr(attempts, 'every', Rate(30))


def words_of_consent() -> None:
    consent.ensure_texts(NOW)


def months_of_a_cafe() -> None:
    demo.fill(NOW)


@pytest.fixture(scope='session')
def bare_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated folder as the program makes it at its very first start; made once and copied from then on."""
    return filled_once(tmp_path_factory, 'bare', None, words_of_consent)[0]


@pytest.fixture(scope='session')
def template(bare_template: Path, tmp_path_factory: pytest.TempPathFactory, cheap_passwords: None) -> Path:
    """The same after the first start, with one account for each role."""
    return filled_once(tmp_path_factory, 'template', bare_template, set_up_cafe)[0]


@pytest.fixture(scope='session')
def demo_template(bare_template: Path, tmp_path_factory: pytest.TempPathFactory, cheap_passwords: None) -> Path:
    """The example café after its months."""
    return filled_once(tmp_path_factory, 'demo', bare_template, months_of_a_cafe)[0]


@pytest.fixture(scope='session')
def filled_template(template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Sample]:
    """A café in full swing, and where things are in it."""
    folder, sample = filled_once(tmp_path_factory, 'sample', template,
                                 lambda: asdict(sample_of.fill(persona('Anja'), utc_now())))
    return folder, Sample(**sample)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where this test's café keeps its data."""
    return tmp_path / 'data'


@pytest.fixture
def store(template: Path, folder: Path) -> Iterator[Path]:
    yield from opened(template, folder)


@pytest.fixture
def bare_store(bare_template: Path, folder: Path) -> Iterator[Path]:
    yield from opened(bare_template, folder)


def opened(template: Path, folder: Path) -> Iterator[Path]:
    shutil.copytree(template, folder)
    open_store(folder)
    yield folder
    close_store()


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def anja(store: Path) -> Who:
    """Leitung: may do everything."""
    return persona('Anja')


@pytest.fixture
def mira(store: Path) -> Who:
    """Team: contacts and repairs, no settings."""
    return persona('Mira')


@pytest.fixture
def tresen(store: Path) -> Who:
    """The account on the counter's tablet: intake and single repairs, no lists."""
    return persona('Tresen')
