"""The program with all its libraries loaded, which forks a copy of itself for each café that starts and for each
command.

Loading them is most of a start, and hundreds of tests need a program of their own. Starts as people have them, from the
command line on, are in tests/test_setup.py and tests/faults.
"""
import gc
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from threading import Lock

from db import accounts
from reports.typeset import warm_up
from tests.personas import CHEAP

ROOT = Path(__file__).parents[2]
LATE = ('nicegui.ui_run', 'uvloop', 'uvicorn.protocols.websockets.wsproto_impl', 'uvicorn.lifespan.on',
        'anyio._backends._asyncio')
WRITING = os.O_WRONLY | os.O_APPEND | os.O_CREAT


class Nursery:
    """It ends with its input, which is when the tests end."""

    def __init__(self) -> None:
        self._process = subprocess.Popen([sys.executable, '-m', 'tests.e2e.nursery'], cwd=ROOT, text=True,
                                         stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._one_at_a_time = Lock()

    def start(self, words: tuple[str, ...], place: Path, environment: dict[str, str], log: Path) -> 'Forked':
        """`words` stand behind the program's name; it runs in `place` and tells `log` what a console would show."""
        return Forked(self._order(words=words, place=str(place), environment=environment, log=str(log)))

    def run(self, words: Sequence[str], place: Path, environment: Mapping[str, str],
            seconds: float = 60) -> subprocess.CompletedProcess[str]:
        """A command, with nobody there to answer. Like `subprocess.run`, which loads the program anew."""
        with tempfile.TemporaryDirectory() as folder:
            said, error, code = (Path(folder) / name for name in ('said', 'error', 'code'))
            pid = self._order(words=[*words], place=str(place), environment={**environment}, log=str(said),
                              error=str(error), code=str(code))
            with suppress(ProcessLookupError):   # it has ended by now
                Forked(pid).wait(seconds)
            assert code.exists(), f'{words} was killed:\n{error.read_text("utf-8")}'
            return subprocess.CompletedProcess([*words], int(code.read_text()), said.read_text('utf-8'),
                                               error.read_text('utf-8'))

    def _order(self, **order: object) -> int:
        assert self._process.stdin
        assert self._process.stdout
        with self._one_at_a_time:
            print(json.dumps(order), file=self._process.stdin, flush=True)
            return int(self._process.stdout.readline())


@cache
def nursery() -> Nursery:
    """One for all cafés of these tests."""
    return Nursery()


class Forked:
    """Like `subprocess.Popen`, for a process that is not our child: whether it runs, but not how it ended."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._handle = os.pidfd_open(pid)   # unlike the number it is never given to another process

    def poll(self) -> int | None:
        """None while it runs, then 0."""
        return 0 if select.select([self._handle], [], [], 0)[0] else None

    def send_signal(self, how: signal.Signals) -> None:
        signal.pidfd_send_signal(self._handle, how)

    def wait(self, timeout: float) -> None:
        if not select.select([self._handle], [], [], timeout)[0]:
            raise subprocess.TimeoutExpired('the program', timeout)

    def __del__(self) -> None:
        os.close(self._handle)


def main() -> None:
    load()
    accounts.hasher = CHEAP
    gc.freeze()   # collecting would copy what parent and children share
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)   # nobody waits for those who have ended
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            order = json.loads(line)
            with noting(order.pop('code', '')):
                become(**order)
                sys.modules['dashboard'].run()
            return
        print(pid, flush=True)   # noqa: T201  the answer


def load() -> None:
    """All that a start loads, also what the program itself loads only when it is asked."""
    import dashboard

    with dashboard.as_if_absent('aiohttp', 'requests'):
        from pages import plain, server  # noqa: F401
    for module in LATE:
        import_module(module)
    warm_up()
    for template in plain.TEMPLATES.glob('*.html'):
        plain._templates.get_template(template.name)


@contextmanager
def noting(code: str) -> Iterator[None]:
    """How it ended, for `run`: nobody can ask the system about a process that is not a child of theirs."""
    ended = 1
    try:
        yield
        ended = 0
    except SystemExit as end:
        ended = int(end.code or 0)
        raise
    finally:
        if code:
            Path(code).write_text(str(ended))


def become(words: list[str], place: str, environment: dict[str, str], log: str, error: str = '') -> None:
    """As if a shell had started us there."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    os.chdir(place)
    os.environ.clear()
    os.environ.update(environment)
    for stream, path, how in ((0, os.devnull, os.O_RDONLY), (1, log, WRITING), (2, error or log, WRITING)):
        opened = os.open(path, how, 0o644)
        os.dup2(opened, stream)
        os.close(opened)
    sys.stdin = open(0, encoding='utf-8', closefd=False)   # noqa: SIM115  what was read ahead is not for us
    sys.argv = ['dashboard.py', *words]


if __name__ == '__main__':
    main()
