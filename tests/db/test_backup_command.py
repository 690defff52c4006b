"""R4: `./run.sh backup FILE` and `restore FILE`: at a keyboard, and from a script, where nobody can be asked."""
import os
import pty
import stat
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import dashboard
from db import backup, keeping, restore
from db.errors import Refused
from db.store import FILE, close_store, open_store
from db.who import Who
from tests.commands import command
from tests.db.stories import drop_off, raw, rows

ROOT = Path(__file__).parents[2]
PHRASE = 'ein Satz für unterwegs'


@pytest.fixture
def full(store: Path, anja: Who, now: datetime) -> Path:
    drop_off(anja, now)
    close_store()
    return store


def at_a_keyboard(folder: Path, typed: str, *words: str) -> str:
    """Types this as often as something is asked; returns what stood on the screen."""
    child, screen = pty.fork()
    if not child:
        os.execve(sys.executable, [sys.executable, str(ROOT / 'dashboard.py'), *words],  # noqa: S606  our own program
                  os.environ | {'KONTAKTBUCH_DATA': str(folder)})
    shown = b''
    try:
        while part := os.read(screen, 4096):
            shown += part
            if part.rstrip(b' ').endswith(b':'):
                os.write(screen, f'{typed}\n'.encode())
    except OSError:   # the other end is closed
        pass
    os.waitpid(child, 0)
    os.close(screen)
    return shown.decode()


def test_the_help_promises_no_more_than_it_does(full: Path) -> None:
    told = ' '.join(command(full, 'backup', '--help').stdout.split())
    assert 'verschlüsselt, wenn es ein Passwort der Sicherung gibt' in told
    assert 'bekommt sie unverschlüsselt und einen Hinweis' in told


def test_r4_from_a_script_it_works_and_says_that_it_is_plain(full: Path, tmp_path: Path) -> None:
    outside, kept = tmp_path / 'sicherung.sqlite', full / 'sicherungen' / 'kontaktbuch-2026-11-23T031500Z.sqlite'
    done = command(full, 'backup', str(outside))
    assert (done.returncode, outside.stat().st_mode & 0o777) == (0, 0o600)
    assert done.stderr.startswith('Achtung: Sie ist nicht verschlüsselt'), done.stderr
    assert command(full, 'restore', str(outside)).returncode == 0
    assert command(full, 'backup', str(kept)).stderr == '', 'it goes after fourteen days, as all others there'
    assert 'geht nicht von selbst' in command(full, 'backup', str(full / 'sicherung.sqlite')).stderr


def test_r4_at_a_keyboard_what_leaves_the_folder_gets_a_passphrase(full: Path, tmp_path: Path) -> None:
    target, phrase = tmp_path / 'unterwegs.sqlite', tmp_path / 'passwort'
    shown = at_a_keyboard(full, PHRASE, 'backup', str(target))
    assert 'Gesichert und geprüft' in shown, shown
    assert PHRASE not in shown
    assert backup.is_sealed(target)
    phrase.write_text(f'{PHRASE}\n', 'utf-8')
    done = command(full, 'restore', str(target), '--passphrase-file', str(phrase))
    assert (done.returncode, done.stdout) == (0, f'Zurück bei der Sicherung {target}.\n'), done.stderr


def test_a_file_with_the_passphrase_that_cannot_be_used_says_why(full: Path, tmp_path: Path) -> None:
    (tmp_path / 'bild').write_bytes(b'\xff\xd8\xff')
    for name, told in (('nope', f'Die Datei {tmp_path / "nope"} gibt es nicht. Stimmt der Name?\n'),
                       ('bild', f'{tmp_path / "bild"} ist keine Textdatei in UTF-8.\n'),
                       ('', f'{tmp_path} lässt sich nicht lesen: Das ist ein Ordner.\n')):
        for words in (('restore', 'x.sqlite'), ('backup', str(tmp_path / 'neu.sqlite'))):
            done = command(full, *words, '--passphrase-file', str(tmp_path / name))
            assert (done.returncode, done.stderr) == (1, told)
    assert not (tmp_path / 'neu.sqlite').exists()


def test_two_that_differ_are_asked_for_again(monkeypatch: pytest.MonkeyPatch,
                                             capsys: pytest.CaptureFixture[str]) -> None:
    typed = iter(['einer', 'ein anderer', 'der dritte', 'der dritte'])
    monkeypatch.setattr('click.prompt', lambda *_what, **_how: next(typed))
    assert dashboard.typed_twice('Passwort') == 'der dritte'
    assert capsys.readouterr().err == 'Das waren zwei verschiedene. Bitte noch einmal von vorn.\n'


def test_r4_without_a_passphrase_nothing_leaves_the_folder(full: Path, tmp_path: Path) -> None:
    target = tmp_path / 'unterwegs.sqlite'
    assert 'mindestens 12 Zeichen' in at_a_keyboard(full, 'kurz', 'backup', str(target))
    assert not target.exists()


@pytest.fixture
def stick(store: Path, anja: Who, now: datetime, tmp_path: Path) -> Path:
    """A sealed copy of a café whose settings hold its passphrase."""
    place = tmp_path / 'stick'
    place.mkdir()
    keeping.set_second(str(place), PHRASE, anja, now)
    drop_off(anja, now)
    keeping.now_please(now)
    close_store()
    return next(place.glob('*.age'))


class Keyboard:
    """Runs `restore` in this process, where sealed files open at once, and answers what is asked."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.asked, self.types, self.patch = 0, PHRASE, patch
        patch.setattr(dashboard, 'ask_passphrase', self._ask)

    def restore(self, folder: Path, sealed: Path) -> Result:
        self.patch.setenv('KONTAKTBUCH_DATA', str(folder))
        return CliRunner().invoke(dashboard.main, ['restore', str(sealed)])

    def _ask(self) -> str:
        self.asked += 1
        return self.types


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Keyboard:
    return Keyboard(monkeypatch)


def test_r5_the_passphrase_that_the_settings_hold_is_not_asked_for(store: Path, stick: Path,
                                                                   keyboard: Keyboard) -> None:
    assert keyboard.restore(store, stick).output == f'Zurück bei der Sicherung {stick}.\n'
    assert keyboard.asked == 0


def test_r5_a_passphrase_that_was_changed_since_is_asked_for(store: Path, stick: Path, keyboard: Keyboard, anja: Who,
                                                             now: datetime) -> None:
    open_store(store)
    keeping.set_second(str(stick.parent), 'ein ganz anderer Satz', anja, now)
    close_store()
    keyboard.types = ''
    refused = keyboard.restore(store, stick).exception
    assert isinstance(refused, Refused)
    assert 'Ihr Passwort bitte mit' in str(refused)
    keyboard.types = PHRASE
    assert f'Zurück bei der Sicherung {stick}.' in keyboard.restore(store, stick).output
    assert keyboard.asked == 2


def test_r5_a_store_that_cannot_be_read_knows_no_passphrase(store: Path, stick: Path, keyboard: Keyboard) -> None:
    (store / FILE).write_bytes(b'kaputt' * 1000)
    for folder in (store, store / 'neu'):
        assert f'Zurück bei der Sicherung {stick}.' in keyboard.restore(folder, stick).output
    assert keyboard.asked == 2


@pytest.mark.parametrize('held', ['"ein Sa', ''])
def test_r5_nor_does_one_whose_setting_is_damaged(store: Path, stick: Path, held: str) -> None:
    with closing(raw(store)) as outside:
        outside.execute("UPDATE setting SET value = ? WHERE name = 'backup_passphrase'", (held,))
    assert restore.stored_passphrase(stick, store) == ''


@pytest.mark.parametrize(('content', 'sentence'), [
    (b'', 'Diese Datei ist leer.'),
    (b'\x89PNG\r\n\x1a\n' + bytes(5000), 'Das ist keine Sicherung des Kontaktbuchs, oder ihr Anfang ist beschädigt.'),
    (b'age-encryption.org/v1\n', 'Ihr Passwort bitte mit'),
    (None, 'Das ist ein Ordner. Bitte die Datei darin angeben: ')])
def test_r5_what_is_no_backup_is_called_what_it_is(store: Path, tmp_path: Path, content: bytes | None,
                                                   sentence: str) -> None:
    given = tmp_path / 'stick' / 'kontaktbuch-2026-11-23T031500Z.sqlite'
    given.parent.mkdir()
    given.write_bytes(content if content is not None else b'SQLite format 3\0')
    said = command(store, 'restore', str(given if content is not None else given.parent)).stderr
    assert sentence in said
    assert said.count('\n') == 1
    assert content is not None or str(given) in said, 'which one'


def test_an_option_is_named_as_it_is_typed(store: Path) -> None:
    done = command(store, 'user', 'add', 'Nora', '--role', 'chefin')
    assert (done.returncode, done.stderr) == (
        2, 'Die Angabe --role passt nicht. Alle Befehle: ./run.sh --help\n')


@pytest.mark.parametrize('words', [('check',), ('weekly', '-o', '/dev/null')])
def test_r3_a_command_that_meets_damage_says_the_way_back(store: Path, anja: Who, now: datetime,
                                                          words: tuple[str, ...]) -> None:
    drop_off(anja, now)
    good = backup.make(store / 'sicherungen', now).path
    page = rows("SELECT rootpage FROM sqlite_master WHERE name = 'repair'")[0][0]
    rows('PRAGMA wal_checkpoint(TRUNCATE)')
    close_store()
    with (store / FILE).open('r+b') as file:
        file.seek((page - 1) * 4096)
        file.write(b'\xff' * 4096)
    done = command(store, *words)
    assert (done.returncode, done.stderr.count('\n')) == (1, 1), done.stderr
    assert done.stderr.endswith(f'Zurück zu ihr mit: ./run.sh restore {good}\n')


@pytest.mark.parametrize('words', [('check',), ('backup', 'x.sqlite'), ('user', 'add', 'Mira'), ('import', 'l.csv')])
def test_r3_a_command_that_meets_no_store_beside_backups_says_the_way_back(store: Path, now: datetime, tmp_path: Path,
                                                                           words: tuple[str, ...]) -> None:
    good = backup.make(store / 'sicherungen', now).path
    close_store()
    (store / FILE).unlink()
    (tmp_path / 'l.csv').write_text('Vorname;Nachname\nMira;Ulmer\n', 'utf-8')
    done = command(store, *(str(tmp_path / word) if '.' in word else word for word in words))
    assert (done.returncode, done.stderr.count('\n')) == (1, 1), done.stderr
    assert done.stderr.endswith(f'Zurück zu ihr mit: ./run.sh restore {good}\n')


@pytest.mark.parametrize('name', ['kontaktbuch.sqlite', 'kontaktbuch.sqlite-wal', 'loeschungen.jsonl'])
@pytest.mark.parametrize('words', [('backup',), ('weekly', '-o')])
def test_nothing_that_is_asked_for_takes_the_place_of_the_store(full: Path, name: str, words: tuple[str, ...]) -> None:
    before = {path.name: path.read_bytes() for path in (full / FILE, full / 'loeschungen.jsonl')}
    done = command(full, *words, str(full / '..' / full.name / name))
    assert (done.returncode, done.stderr.count('\n')) == (1, 1), done.stderr
    assert 'gehört zum Kontaktbuch selbst' in done.stderr
    assert before == {path.name: path.read_bytes() for path in (full / FILE, full / 'loeschungen.jsonl')}


def test_a_backup_takes_no_place_of_what_is_no_file(full: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / 'rohr')
    done = command(full, 'backup', str(tmp_path / 'rohr'))
    assert (done.returncode, done.stderr) == (1, f'{tmp_path / "rohr"} ist keine Datei.\n')
    assert stat.S_ISFIFO((tmp_path / 'rohr').stat().st_mode)


@pytest.mark.parametrize('words', [('backup',), ('weekly', '-o'), ('restore',)])
@pytest.mark.parametrize(('name', 'reason'), [('x' * 300, 'Der Name ist zu lang.'), ('Kreis', '')])
def test_a_name_that_leads_nowhere_is_told_in_a_sentence(full: Path, tmp_path: Path, words: tuple[str, ...], name: str,
                                                         reason: str) -> None:
    (tmp_path / 'Kreis').symlink_to('Kreis')
    told = command(full, *words, str(tmp_path / name)).stderr
    assert 'Traceback' not in told
    assert reason in told
