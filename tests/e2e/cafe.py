"""A café as it is in use: the program in a process of its own, with its own folder, port and log."""
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from playwright.sync_api import Page

from tests.e2e.nursery import Forked, Nursery
from tests.outside import Caller
from tests.personas import PASSWORDS

ROOT = Path(__file__).parents[2]
DASHBOARD = ROOT / 'dashboard.py'
START_SECONDS = 20
PORTS = range(10_000, 31_600)   # above, connections take one for themselves


class Cafe:
    """`start` and `stop` as often as wanted: the folder and the port stay the same, as after a power cut."""
    nursery: Nursery | None = None   # where there is none, each start loads the program anew

    def __init__(self, template: Path, place: Path, *words: str) -> None:
        """`words` stand behind the program's name: `--lan`."""
        self.place, self.words = place, words
        self.program: list[object] = [sys.executable, DASHBOARD]
        self.folder = place / 'data'
        self.log = place / 'server.log'   # a file: an inherited pipe can hang
        self.port = ports.take()
        self.url = f'http://127.0.0.1:{self.port}'
        self._process: subprocess.Popen[bytes] | Forked | None = None
        self._cookies: dict[str, list[dict]] = {}
        shutil.copytree(template, self.folder)

    # --- the program ---

    def start(self) -> None:
        if self.nursery:
            self._process = self.nursery.start(self.words, self.place, self.environment(), self.log)
        else:
            with self.log.open('ab') as log:
                self._process = subprocess.Popen([*self.program, *self.words], stdout=log, stderr=log,
                                                 cwd=self.place, env=self.environment(), start_new_session=True)
        deadline = time.monotonic() + START_SECONDS
        while not self.answers():
            assert self._process.poll() is None, f'the server ended:\n{self.output()}'
            assert time.monotonic() < deadline, f'the server does not answer:\n{self.output()}'
            time.sleep(0.05)

    def wait_for_backup(self) -> None:
        """The day's copy is made beside everything else, soon after the start. Whoever counts files or looks for traces
        waits for it, or it comes in between."""
        deadline = time.monotonic() + START_SECONDS
        while not list((self.folder / 'sicherungen').glob('*.sqlite')):
            assert time.monotonic() < deadline, f'no backup is made:\n{self.output()}'
            time.sleep(0.05)

    @property
    def pid(self) -> int:
        assert self._process, 'the program has not been started'
        return self._process.pid

    def stop(self) -> None:
        """As with Ctrl+C."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """As when somebody pulls the plug of the program: no farewell, nothing tidied up."""
        self._end(signal.SIGKILL)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command of the command line on the same folder, e.g. `cafe.run('due')`."""
        if self.nursery:
            return self.nursery.run(words, self.place, self.environment())
        return subprocess.run([*self.program, *words], cwd=self.place, env=self.environment(),
                              capture_output=True, text=True, timeout=120, check=False)

    def environment(self) -> dict[str, str]:
        ours = {key: value for key, value in os.environ.items()
                if not key.startswith(('NICEGUI_', 'PYTEST_', 'KONTAKTBUCH_'))}
        return ours | {'KONTAKTBUCH_DATA': str(self.folder), 'KONTAKTBUCH_PORT': str(self.port)}

    def answers(self) -> bool:
        try:
            urlopen(f'{self.url}/anmelden', timeout=2).close()  # noqa: S310  our own address
        except HTTPError:
            return True
        except (URLError, OSError):
            return False
        return True

    def output(self) -> str:
        return self.log.read_text('utf-8', errors='replace') if self.log.exists() else ''

    def _end(self, how: signal.Signals) -> None:
        if self._process and self._process.poll() is None:
            self._process.send_signal(how)
            self._process.wait(timeout=15)

    # --- the people in front of it ---

    def open(self, page: Page, path: str = '/') -> None:
        """Go there and wait until the page answers: a click before the handshake is lost."""
        page.goto(self.url + path)
        ready(page)

    def login(self, page: Page, name: str, path: str = '/') -> None:
        """Be `name` ('anja', 'mira', 'tresen') here, without going through the form."""
        if name not in self._cookies:
            self._cookies[name] = self.cookies_of(name)
        page.context.add_cookies(self._cookies[name])
        page.goto(self.url + path)
        if '/anmelden' in page.url:   # that session has ended
            del self._cookies[name]
            self.login(page, name, path)
        ready(page)

    def cookies_of(self, name: str) -> list[dict]:
        jar = Caller(self.url, name).http.cookies.jar
        return [{'name': cookie.name, 'value': cookie.value, 'url': self.url, 'httpOnly': True, 'sameSite': 'Lax'}
                for cookie in jar]

    def log_in_by_hand(self, page: Page, name: str) -> None:
        page.goto(f'{self.url}/anmelden')
        page.get_by_label('Name', exact=True).fill(name.capitalize())
        page.get_by_label('Passwort', exact=True).fill(PASSWORDS[name])
        page.get_by_role('button', name='Anmelden', exact=True).click()
        page.wait_for_url(lambda url: '/anmelden' not in url)


def ready(page: Page) -> None:
    page.wait_for_function('window.did_handshake === undefined || window.did_handshake')


class Ports:
    """Where cafés can be: the same places again and again, so that a browser knows the program it finds there."""

    def __init__(self) -> None:
        self._given_back: list[int] = []

    def take(self) -> int:
        """With those beside it, where the doors to the Wi-Fi are."""
        while True:
            port = self._given_back.pop() if self._given_back else secrets.choice(PORTS)
            if all(is_free(each) for each in (port, port + 1, port + 363)):
                return port

    def give_back(self, port: int) -> None:
        self._given_back.append(port)


ports = Ports()


def is_free(port: int) -> bool:
    with socket.socket() as sock:
        return sock.connect_ex(('127.0.0.1', port)) != 0
