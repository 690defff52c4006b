"""`./run.sh` on machines as they are: fresh, moved, interrupted, too old, without network.

The script is the real one and builds real environments, in a folder with a space and an accent in its name. What it
installs and starts is tiny, so that no network is needed, and pip is lent instead of copied, which takes four seconds.
"""
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.portions import first_of

ROOT = Path(__file__).parents[1]
FAKE_DASHBOARD = 'import sys, ding\nprint(ding.__name__, *sys.argv[1:], sep="|")\n'
OLD_PYTHON = '#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" && exit\nexit 1\n'
NO_ENSUREPIP = f"""#!/bin/sh
[ "$2" = "import venv, ensurepip; ensurepip.version()" ] || exec "{sys.executable}" "$@"
exit 1
"""
PIP = Path(importlib.util.find_spec('pip').origin).parent
QUICK_PYTHON = f"""#!/bin/sh
[ "$1 $2" = "-m venv" ] || exec "{sys.executable}" "$@"
"{sys.executable}" -m venv --without-pip "$3" && cd "$3"/lib/python*/site-packages && ln -s "{PIP}" pip
"""
PYTHONS = ('python3', 'python3.11', 'python3.12', 'python3.13', 'python3.14')


class Place:
    """A folder with the program in it, on a computer where PATH is what the test says."""

    def __init__(self, around: Path) -> None:
        self.folder = around / 'Repair Café'
        self.folder.mkdir()
        self.path = f'{programs(around / "bin", QUICK_PYTHON, "python3.11")}:{os.defpath}'
        shutil.copy(ROOT / 'run.sh', self.folder)
        (self.folder / 'dashboard.py').write_text(FAKE_DASHBOARD)
        self.require(f'--no-index\n{wheel(around).as_uri()}')

    def require(self, text: str) -> None:
        (self.folder / 'requirements.txt').write_text(text + '\n')

    @property
    def venv(self) -> Path:
        return self.folder / '.venv'

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        process = self.start(*words)
        out, err = process.communicate(timeout=60)
        return subprocess.CompletedProcess(words, process.returncode, out, err)

    def start(self, *words: str) -> subprocess.Popen[str]:
        """From another folder, in a process group of its own."""
        return subprocess.Popen([shutil.which('bash') or 'bash', self.folder / 'run.sh', *words], cwd='/', text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
                                env=os.environ | {'PATH': self.path, 'PYTHONPATH': '/nowhere'})


def programs(folder: Path, script: str, *names: str) -> Path:
    """A folder for the PATH in which all these names are the same script."""
    folder.mkdir()
    for name in names:
        (folder / name).write_text(script)
        (folder / name).chmod(0o755)
    return folder


def bare_computer(folder: Path, script: str, *pythons: str) -> str:
    """A PATH with these Pythons, what the script itself calls, and nothing else: no apt-get either."""
    programs(folder, script, *pythons)
    for name in ('readlink', 'dirname', 'flock', 'cat', 'sha256sum', 'rm'):
        (folder / name).symlink_to(shutil.which(name) or name)
    return str(folder)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.fixture(scope='module')
def built(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """One that has been started before; the tests that break it leave it repaired."""
    place = Place(tmp_path_factory.mktemp('built'))
    assert works(place)
    return place


def works(place: Place) -> bool:
    done = place.run('ticket', '26-0417-7', '-o', 'mein Schein.pdf')
    return (done.returncode, done.stdout) == (0, 'ding|ticket|26-0417-7|-o|mein Schein.pdf\n')


# --- starting --------------------------------------------------------------------------------------------------------

def test_the_second_start_needs_neither_pip_nor_network(built: Place, tmp_path: Path) -> None:
    pip = next(built.venv.glob('lib/*/site-packages/pip')).rename(tmp_path / 'pip')
    usual, built.path = built.path, bare_computer(tmp_path / 'bin', '')
    done = built.run()
    assert (done.stdout, done.stderr) == ('ding\n', '')
    built.path = usual
    pip.rename(next(built.venv.glob('lib/*/site-packages')) / 'pip')


def moved(place: Place) -> None:
    place.folder = place.folder.rename(place.folder.parent / f'{place.folder.name} 2')


def python_upgraded(place: Place) -> None:
    (place.venv / 'bin/python').unlink()
    (place.venv / 'bin/python').symlink_to('/usr/bin/python3.0')


def program_updated(place: Place) -> None:
    place.require((place.folder / 'requirements.txt').read_text() + '# newer')
    shutil.rmtree(next(place.venv.glob('lib/*/site-packages/ding')))


def killed_while_installing(place: Place) -> None:
    shutil.rmtree(place.venv)
    process = place.start()
    while not (place.venv / 'bin/python').exists():
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert not list(place.venv.glob('stamp*'))


@pytest.mark.parametrize('fault', first_of(2, [program_updated, killed_while_installing, moved, python_upgraded]))
def test_next_start_repairs(fault: Callable[[Place], None], built: Place) -> None:
    fault(built)
    assert works(built)


def test_two_starts_at_once_share_the_work(built: Place) -> None:
    shutil.rmtree(built.venv)
    both = [built.start(), built.start()]
    said = [process.communicate(timeout=60) for process in both]
    assert [out for out, _ in said] == ['ding\n', 'ding\n']
    assert sum('richte das Programm ein.' in err for _, err in said) == 1


# --- when something is missing ---------------------------------------------------------------------------------------

def test_old_python_is_named(place: Place, tmp_path: Path) -> None:
    place.path = bare_computer(tmp_path / 'bare', OLD_PYTHON, *PYTHONS)
    assert refusal(place) == 'Kontaktbuch braucht Python 3.11 oder neuer, hier ist Python 3.9.2.'


def test_no_python_at_all(place: Place, tmp_path: Path) -> None:
    place.path = bare_computer(tmp_path / 'bare', '')
    assert refusal(place) == 'Kontaktbuch braucht Python 3.11 oder neuer, hier ist keines.'


def test_missing_venv_module_names_the_one_command(place: Place, tmp_path: Path) -> None:
    place.path = bare_computer(tmp_path / 'bare', NO_ENSUREPIP, 'python3')
    assert refusal(place) == 'Es fehlt „python3-venv“. Bitte einmal eingeben: sudo apt install python3-venv'


def test_packages_that_cannot_be_loaded(place: Place) -> None:
    place.require('--no-index\nding-das-es-nicht-gibt==1.0')
    assert 'mit Verbindung zum Internet' in refusal(place)
    assert 'mit Verbindung zum Internet' in refusal(place), 'a failed build must not count as done'


def refusal(place: Place) -> str:
    """The last sentence on the screen of a start that failed, and nothing on stdout."""
    done = place.run()
    assert done.returncode == 1
    assert done.stdout == ''
    return done.stderr.splitlines()[-1]


def wheel(folder: Path) -> Path:
    """A package `ding` with nothing in it."""
    path = folder / 'ding-1.0-py3-none-any.whl'
    with zipfile.ZipFile(path, 'w') as archive:
        archive.writestr('ding/__init__.py', '')
        archive.writestr('ding-1.0.dist-info/METADATA', 'Metadata-Version: 2.1\nName: ding\nVersion: 1.0\n')
        archive.writestr('ding-1.0.dist-info/WHEEL', 'Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n')
        archive.writestr('ding-1.0.dist-info/RECORD', '')
    return path


# --- the command line ------------------------------------------------------------------------------------------------

COMMANDS = ('demo', 'stress', 'user', 'user add', 'user passwd', 'user list', 'ticket', 'weekly', 'due')


def dashboard(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, ROOT / 'dashboard.py', *words], env=os.environ | environment,
                          capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize('command', ['', *COMMANDS])
def test_every_command_answers_help(command: str) -> None:
    done = dashboard(*command.split(), '--help')
    assert done.returncode == 0
    assert command in done.stdout
    assert done.stderr == ''


def test_the_tests_answer_help(place: Place) -> None:
    done = place.run('test', '--help')
    assert done.returncode == 0
    assert './run.sh test' in done.stdout


def test_unknown_command_is_one_sentence() -> None:
    done = dashboard('gibtsnicht')
    assert done.returncode != 0
    assert 'gibtsnicht' in done.stderr
    assert 'Traceback' not in done.stderr


def test_taken_port_names_the_variable(tmp_path: Path) -> None:
    with socket.create_server(('127.0.0.1', 0)) as taken:
        port = taken.getsockname()[1]
        done = dashboard(KONTAKTBUCH_PORT=str(port), KONTAKTBUCH_DATA=str(tmp_path / 'data'))
    assert done.returncode != 0
    assert str(port) in done.stderr
    assert 'KONTAKTBUCH_PORT' in done.stderr
    assert 'Traceback' not in done.stderr


# --- what is pinned --------------------------------------------------------------------------------------------------

@pytest.mark.parametrize('name', ['requirements.txt', 'requirements-test.txt'])
def test_every_requirement_is_pinned(name: str) -> None:
    lines = [line for line in (ROOT / name).read_text().splitlines() if line and not line.startswith(('#', '-r '))]
    assert lines
    assert not [line for line in lines if '==' not in line]
