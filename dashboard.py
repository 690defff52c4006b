"""The front door: starts the program, or does one thing on the command line and ends.

Each command is a few lines over one verb. Only the server needs the folder for itself; the other commands run beside
it. A refusal is one plain sentence and exit code 1.
"""
import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial, wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, TYPE_CHECKING, Any

import click

from db import accounts, health, keeping, retention, search, sessions, store
from db import backup as copies
from db.clock import show_moment, utc_now
from db.errors import Damaged, Refused, fault_of, why
from db.holding import held_alone, in_use, in_use_by_nobody, keep_clear
from db.i18n import _
from db.who import COMMAND_LINE, Role

if TYPE_CHECKING:
    from pages.exports import Wanted

HOME = Path(__file__).parent
FILE = click.Path(path_type=Path, readable=False)   # whether it can be read is said by whoever reads it
ROLES = {'leitung': Role.ORGANISER, 'team': Role.TEAM, 'tresen': Role.COUNTER} | {role.value: role for role in Role}


# ---- its language ----------------------------------------------------------------------------------------------------
WORDS = {'Usage:': _('Aufruf:'), 'Options': _('Angaben'), 'Commands': _('Befehle'), 'required': _('nötig'),
         'Show this message and exit.': _('Zeigt diese Hilfe.'), 'default: {default}': _('sonst: {default}'),
         'env var: {var}': _('oder {var}')}


class Command(click.Command):
    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{'options_metavar': _('[ANGABEN]'), **more})


class Group(click.Group):
    command_class = Command

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{'options_metavar': '', 'subcommand_metavar': _('BEFEHL …'), **more})


def speak_our_language() -> None:
    """click's own words for its help; it takes them from the catalogue of the computer, which has none for us."""
    for module in (click.core, click.decorators, click.formatting):
        vars(module)['_'] = lambda text: WORDS.get(text, text)


# ---- the server ------------------------------------------------------------------------------------------------------
@click.group(cls=Group, invoke_without_command=True, context_settings={'help_option_names': ['--help', '-h']},
             help=_('Ohne Befehl startet das Kontaktbuch auf diesem Computer.'),
             epilog=_('Außerdem: ./run.sh test prüft alles, ./run.sh bench misst.'))
@click.option('--lan', 'wifi', is_flag=True, help=_('Auch im WLAN, verschlüsselt.'))
@click.option('--cert', envvar='KONTAKTBUCH_CERT', type=FILE, metavar='DATEI',
              help=_('Ein eigenes Zertifikat für das WLAN, mit --key.'))
@click.option('--key', envvar='KONTAKTBUCH_KEY', type=FILE, metavar='DATEI')
@click.pass_context
def main(context: click.Context, wifi: bool, cert: Path | None, key: Path | None) -> None:
    if context.invoked_subcommand is None:
        if bool(cert) != bool(key):
            raise Refused(_('Zu einem eigenen Zertifikat gehören --cert und --key.'))
        serve(data_folder(), wifi=wifi, own=(cert, key) if cert and key else None)


def serve(folder: Path, *, wifi: bool = False, own: tuple[Path, Path] | None = None) -> None:
    with as_if_absent('aiohttp', 'requests'):
        from pages import server  # a command beside the server need not load the screens
    sessions.locking.set(chosen_lock())
    with held_alone(folder):
        store.open_store(folder)
        server.serve(folder, port=chosen_port(), wifi=wifi, own=own)


@contextmanager
def as_if_absent(*packages: str) -> Iterator[None]:
    """The websocket's library loads a client, too, which a server never uses, and does without what only that client
    needs where it is not there: 16 MB of memory."""
    hidden: dict[str, Any] = {name: None for name in packages if name not in sys.modules}   # None: nobody finds it
    sys.modules.update(hidden)
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


@main.command(help=_('Ein gefülltes Café in einem eigenen Ordner, zum Ausprobieren.'))
def demo() -> None:
    from db import demo as demo_cafe
    folder = data_folder('demo')
    with held_alone(folder):
        store.open_store(folder)
        if accounts.needs_setup():
            click.echo(_('Ich fülle das Demo-Café im Ordner {folder} …').format(folder=folder))
            demo_cafe.fill(utc_now())
        elif not {login.name for login in demo_cafe.LOGINS} <= {line.name for line in accounts.accounts()}:
            raise Refused(_('Im Ordner {folder} liegt ein anderes Café. Bitte für die Demo einen leeren wählen.')
                          .format(folder=folder))
        for login in demo_cafe.LOGINS:
            click.echo(f'{login.role.label:8}  {_("Name")}: {login.name:8}  {_("Passwort")}: {login.password}')
        click.echo(_('Beenden mit Strg+C. Der Ordner bleibt: {folder}').format(folder=folder))
        store.close_store()
    serve(folder)


# ---- one thing, and done ---------------------------------------------------------------------------------------------
@contextmanager
def opened(*, new: bool) -> Iterator[None]:
    """The store, beside a server that may be running. Only what begins a café (`new`) makes one."""
    folder = data_folder()
    if not new and not (folder / store.FILE).exists():
        raise store.lost(folder) or Refused(_('Im Ordner {folder} liegt kein Kontaktbuch. Stimmt KONTAKTBUCH_DATA?')
                                            .format(folder=folder))
    with in_use(folder):
        store.open_store(folder, thorough=False)
        try:
            yield
        except Exception as problem:
            if isinstance(problem, Damaged) or isinstance(fault_of(problem), Damaged):   # a restart would say the same
                raise store.damaged(folder) from None
            raise
        finally:
            store.close_store()


@contextmanager
def opened_to_look() -> Iterator[None]:
    """The store where there is one, else an empty one that leaves nothing behind."""
    if gone := store.lost(data_folder()):
        raise gone
    if (data_folder() / store.FILE).exists():
        with opened(new=False):
            yield
        return
    with TemporaryDirectory() as empty:
        store.open_store(Path(empty) / 'data', thorough=False)
        try:
            yield
        finally:
            store.close_store()


def on_store(command: Callable[..., None], *, new: bool = False) -> Callable[..., None]:
    """The command runs with the store open."""
    @wraps(command)
    def with_store(*args: Any, **options: Any) -> None:
        with opened(new=new):
            command(*args, **options)
    return with_store


on_new_store = partial(on_store, new=True)


@main.command(help=_('N Personen und N Reparaturen in einen leeren Ordner, zum Messen.'))
@click.argument('number', metavar='N', type=click.IntRange(1, 2_000_000))
@on_new_store
def stress(number: int) -> None:
    from db import stress as filling
    with click.progressbar(length=100, label=_('Fülle')) as bar:
        filling.fill(number, utc_now(), lambda done, all_of: bar.update(100 * done // all_of - bar.pos))


@main.command(help=_('Den Schein einer Reparatur als PDF.'))
@click.argument('number', metavar='NUMMER')
@click.option('-o', 'target', metavar='DATEI', required=True, type=FILE)
@on_store
def ticket(number: str, target: Path) -> None:
    from pages.paper_values import ticket_pdf
    write(target, ticket_pdf(number, utc_now()))
    say_where(target)


@main.command(help=_('Die Wochenübersicht als PDF; ohne Woche die von gestern.'))
@click.option('--week', metavar='2026-W47', default=None)
@click.option('-o', 'target', metavar='DATEI', required=True, type=FILE)
@on_store
def weekly(week: str | None, target: Path) -> None:
    from pages.paper_values import weekly_pdf
    write(target, weekly_pdf(week, utc_now()))
    say_where(target)


@main.command('import', help=_('Eine Liste hereinholen. Ohne --apply ist es nur eine Probe.'))
@click.argument('source', metavar='DATEI', type=FILE)
@click.option('--apply', 'applied', is_flag=True, help=_('Speichern, alles oder nichts.'))
@click.option('--report', 'target', metavar='DATEI.json', type=FILE,
              help=_('Jede Zeile mit Ergebnis und Grund, als JSON.'))
@click.option('--consent', 'consents', metavar='ÜBERSCHRIFT', multiple=True,
              help=_('Unter dieser Überschrift steht die Einwilligung, z. B. „Unterschrift“; auch mehrmals.'))
def import_(source: Path, applied: bool, target: Path | None, consents: tuple[str, ...]) -> None:
    from db.importing import command
    book = command.read(source)   # before the store is opened: a file that cannot be read touches nothing
    if target:
        keep_clear(target, data_folder())   # said after everything has been stored, it would come too late
    with (opened(new=True) if applied else opened_to_look(),
          click.progressbar(length=100, label=_('Lese'), file=sys.stderr) as bar):
        report, idle = command.run(book, applied, COMMAND_LINE, utc_now(),
                                   lambda done, all_of: bar.update(max(0, 100 * done // (all_of or 1) - bar.pos)),
                                   consents)
    for line in command.summary(report, applied, idle):
        click.echo(line)
    if target:
        write(target, command.as_bytes(report))


@main.command(help=_('Alles in eine Datei: .xlsx, .json, .zip (csv je Blatt); ein Blatt als .csv, das Team als .vcf.'))
@click.argument('target', metavar='DATEI', type=FILE)
@click.option('--sheet', metavar='BLATT', default='', help=_('Für .csv: Team, Kundinnen, Extern, Ehemalige …'))
@on_store
def export(target: Path, sheet: str) -> None:
    from pages import exports
    kind = {'.zip': 'csv'}.get(target.suffix.lower(), target.suffix.lower().removeprefix('.'))
    if kind not in exports.KINDS or (kind == 'csv' and bool(sheet) == (target.suffix.lower() == '.zip')):
        raise Refused(_('Die Datei soll auf .xlsx, .json, .zip oder .vcf enden, oder auf .csv mit --sheet BLATT.'))
    take_out(target, exports.Wanted(kind, sheet))


@main.command(help=_('Offene Reparaturdaten (Open Repair Data) als csv, ohne Angaben über Personen.'))
@click.argument('target', metavar='DATEI', type=FILE)
@on_store
def ords(target: Path) -> None:
    from pages import exports
    take_out(target, exports.Wanted('ords'))


def take_out(target: Path, wanted: 'Wanted') -> None:
    """The whole file or none, and for its owner only."""
    from pages import exports
    with (click.progressbar(length=exports.rows_of(wanted), label=_('Schreibe'), file=sys.stderr) as bar,
          exports.make(wanted, COMMAND_LINE, utc_now(), bar.update) as made):
        write(target, made)
    say_where(target)


@main.command(help=_('Löschen, was jetzt fällig ist.'))
@on_store
def due() -> None:
    done = retention.run_due(utc_now())
    click.echo(_('{n} gelöscht.').format(n=done.erased))
    if done.waiting:
        click.echo(_('{n} warten: Die Uhr ist gesprungen. Bitte auf „Heute“ bestätigen, dass sie stimmt.')
                   .format(n=done.waiting))
    if done.failed:
        raise Refused(_('{n} ließen sich nicht löschen. Das Programm versucht es wieder.').format(n=done.failed))
    if not done.clean:
        raise Refused(_('Die Datei wird gerade gelesen; Reste werden beim nächsten Mal entfernt.'))


# ---- backups ---------------------------------------------------------------------------------------------------------
def with_passphrase(command: Callable[..., None]) -> Callable[..., None]:
    """From a file, or the environment: what stands on the command line is seen by everybody on this computer."""
    for option in (
            click.option('--passphrase-file', type=FILE, metavar='DATEI',
                         help=_('Darin steht das Passwort der Sicherung, in der ersten Zeile.')),
            click.option('--passphrase', envvar='KONTAKTBUCH_PASSPHRASE', default='', metavar='…',
                         help=_('Das Passwort der Sicherung (besser als KONTAKTBUCH_PASSPHRASE).'))):
        command = option(command)

    @wraps(command)
    def told(*args: Any, passphrase: str, passphrase_file: Path | None, **options: Any) -> None:
        first = first_line(passphrase_file) if passphrase_file else ''
        command(*args, passphrase=first or passphrase, **options)
    return told


def first_line(file: Path) -> str:
    """`-` is what is piped in."""
    try:
        with click.open_file(str(file), encoding='utf-8') as words:
            return str(words.readline()).rstrip('\n')
    except FileNotFoundError:
        raise Refused(_('Die Datei {file} gibt es nicht. Stimmt der Name?').format(file=file)) from None
    except OSError as problem:
        raise Refused(_('{file} lässt sich nicht lesen: {reason}').format(file=file, reason=why(problem))) from None
    except ValueError:
        raise Refused(_('{file} ist keine Textdatei in UTF-8.').format(file=file)) from None


@main.command(help=_('Eine Sicherung in eine Datei: verschlüsselt, wenn es ein Passwort der Sicherung gibt. Fehlt es '
                     'außerhalb des Datenordners, wird danach gefragt; ein Skript, das niemand fragen kann, '
                     'bekommt sie unverschlüsselt und einen Hinweis.'))
@click.argument('target', metavar='DATEI', type=FILE)
@with_passphrase
@on_store
def backup(target: Path, passphrase: str) -> None:
    keep_clear(target, data_folder())
    if target.exists() and not target.is_file():   # it would take the place of a device
        raise Refused(_('{file} ist keine Datei.').format(file=target))
    if passphrase:
        keeping.check_passphrase(passphrase)
    phrase = passphrase or keeping.passphrase()
    kept = os.path.realpath(data_folder() / copies.FOLDER)
    leaves = not Path(os.path.realpath(target)).is_relative_to(kept)
    if leaves and not phrase and sys.stdin.isatty():
        phrase = ask_passphrase(new=True)
        keeping.check_passphrase(phrase)
    copies.copy(target.absolute(), phrase)
    click.echo(_('Gesichert und geprüft: {file}').format(file=target))
    if leaves and not phrase:   # by a script, which nobody can ask
        click.echo(_('Achtung: Sie ist nicht verschlüsselt, enthält alles und geht nicht von selbst. Bitte nicht aus '
                     'der Hand geben und nach 14 Tagen löschen. Mit --passphrase-file oder KONTAKTBUCH_PASSPHRASE '
                     'wird sie verschlüsselt.'), err=True)


@main.command(help=_('Zurück zu einer Sicherung. Der jetzige Stand wird vorher gesichert.'))
@click.argument('source', metavar='DATEI', type=FILE)
@with_passphrase
def restore(source: Path, passphrase: str) -> None:
    from db import restore as way_back
    folder, told = data_folder(), list[str]()
    with held_alone(folder):
        if copies.is_sealed(source) and not passphrase:
            passphrase = way_back.stored_passphrase(source, folder) or ask_passphrase()
            if not passphrase:
                raise Refused(_('Diese Sicherung ist verschlüsselt. Ihr Passwort bitte mit --passphrase-file oder '
                                'KONTAKTBUCH_PASSPHRASE angeben.'))
        with in_use_by_nobody(folder):
            again = way_back.restore(source.absolute(), folder, utc_now(), passphrase, told.append)
    click.echo(_('Zurück bei der Sicherung {file}.').format(file=source))
    if again:
        click.echo(_('Eine Löschung seit damals wurde wiederholt.') if again == 1 else
                   _('{n} Löschungen seit damals wurden wiederholt.').format(n=again))
    for sentence in told:
        click.echo(sentence, err=True)


@main.command(help=_('Prüft, ob alles in Ordnung ist: Datei, Einwilligungen, Sicherung, Platz, Uhr, Zertifikat.'))
@click.option('--repair', is_flag=True, help=_('Baut vorher die Suche neu.'))
@on_store
def check(repair: bool) -> None:
    from pages import wifi_health
    if repair:
        click.echo(_('Die Suche ist neu gebaut: {n} Zeilen.').format(n=search.rebuild()))
    findings = (*health.thorough(utc_now()), wifi_health.finding(data_folder(), utc_now()))
    for found in findings:
        click.echo(f'{"✓" if found.well else "✗"} {found.what:15} {found.words}')
    wrong = sum(not found.well for found in findings)
    if wrong:
        raise Refused(_('{n} davon brauchen Aufmerksamkeit.').format(n=wrong) if wrong > 1 else
                      _('Eines davon braucht Aufmerksamkeit.'))


# ---- accounts --------------------------------------------------------------------------------------------------------
@main.group(cls=Group, help=_('Konten: anlegen, neues Passwort, auflisten.'))
def user() -> None:
    """`user add`, `user passwd`, `user list`."""


@user.command('add', help=_('Ein Konto anlegen. Das Passwort wird abgefragt.'))
@click.argument('name')
@click.option('--role', 'role', type=click.Choice(list(ROLES), case_sensitive=False), default='team', show_default=True)
@click.option('--password', 'password', default=None, help=_('Ohne diese Angabe wird gefragt (oder eingelesen).'))
@on_new_store
def user_add(name: str, role: str, password: str | None) -> None:
    accounts.add(name, ROLES[role], password or ask_password(), COMMAND_LINE, utc_now())
    click.echo(_('Konto „{name}“ angelegt.').format(name=name))


@user.command('passwd', help=_('Ein neues Passwort setzen; das Konto wird überall abgemeldet.'))
@click.argument('name')
@click.option('--password', 'password', default=None, help=_('Ohne diese Angabe wird gefragt (oder eingelesen).'))
@on_store
def user_passwd(name: str, password: str | None) -> None:
    accounts.find(name)   # before anything is asked for nothing
    accounts.set_password(name, password or ask_password(), COMMAND_LINE, utc_now())
    click.echo(_('Neues Passwort für „{name}“ gesetzt.').format(name=name))


@user.command('list', help=_('Alle Konten.'))
@on_store
def user_list() -> None:
    for line in accounts.accounts():
        state = '' if line.active else _('  gesperrt')
        last = show_moment(line.last_login) or _('noch nie')
        click.echo(f'{line.name:24}  {line.role.label:8}  {_("zuletzt")}: {last}{state}')


def ask_password() -> str:
    """Asked twice at a keyboard; from a pipe the first line is taken."""
    if sys.stdin.isatty():
        return typed_twice(_('Passwort'))
    return sys.stdin.readline().rstrip('\n')


def typed_twice(what: str) -> str:
    while True:
        typed = str(click.prompt(what, hide_input=True))
        if click.prompt(_('Noch einmal'), hide_input=True) == typed:
            return typed
        click.echo(_('Das waren zwei verschiedene. Bitte noch einmal von vorn.'), err=True)


def ask_passphrase(*, new: bool = False) -> str:
    if sys.stdin.isatty():
        what = _('Passwort der Sicherung')
        return typed_twice(what) if new else str(click.prompt(what, hide_input=True))
    return sys.stdin.readline().rstrip('\n')


# ---- where and how ---------------------------------------------------------------------------------------------------
def data_folder(default: str = 'data') -> Path:
    """`KONTAKTBUCH_DATA`, else a folder beside the program."""
    chosen = os.environ.get('KONTAKTBUCH_DATA')
    return Path(os.path.expanduser(chosen)).absolute() if chosen else HOME / default


def chosen_port() -> int:
    text = os.environ.get('KONTAKTBUCH_PORT') or '8080'
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise Refused(_('KONTAKTBUCH_PORT ist „{text}“. Das muss eine Zahl von 1 bis 65535 sein.').format(text=text))
    return int(text)


def chosen_lock() -> int:
    """Seconds after which a tablet locks that nobody uses: `KONTAKTBUCH_LOCK`, else five minutes, never longer."""
    text = os.environ.get('KONTAKTBUCH_LOCK') or '300'
    if not (text.isascii() and text.isdigit() and 5 <= int(text) <= 300):
        raise Refused(_('KONTAKTBUCH_LOCK ist „{text}“. Das müssen Sekunden sein, von 5 bis 300.').format(text=text))
    return int(text)


def write(target: Path, content: bytes | IO[bytes]) -> None:
    """Beside its place first: a full disk leaves no half a file, and what stood there stays. (What is no file, such as
    /dev/stdout, is written to.)"""
    keep_clear(target, data_folder())
    special = target.exists() and not target.is_file()
    beside = target if special else target.with_name(f'.{target.name}.{os.getpid()}')
    try:
        with beside.open('wb') as half:   # the store has seen to it that new files are for their owner only (S13)
            shutil.copyfileobj(io.BytesIO(content) if isinstance(content, bytes) else content, half)
        if not special:
            beside.replace(target)
    except OSError as problem:
        if not special:
            beside.unlink(missing_ok=True)
        raise Refused(_('{file} lässt sich nicht schreiben: {reason}')
                      .format(file=target, reason=why(problem))) from None


def say_where(target: Path) -> None:
    """`-o /dev/stdout` is to be the file and nothing else."""
    click.echo(_('Geschrieben: {file}').format(file=target), err=not target.is_file())


def run() -> None:
    """Every refusal is one sentence on the error output: 1 when a rule refuses, 2 when the command was misspelt."""
    speak_our_language()
    try:
        main.main(prog_name='./run.sh', standalone_mode=False)
    except Refused as refusal:
        fail(refusal.sentence, 1)
    except click.exceptions.NoArgsIsHelpError as asked:
        click.echo(asked.message)
    except click.Abort:
        fail(_('Abgebrochen.'), 1)
    except click.ClickException as mistake:
        fail(_('{mistake} Alle Befehle: ./run.sh --help').format(mistake=in_plain_words(mistake)), 2)
    except Exception as problem:
        fault: Refused | None = fault_of(problem)   # of the disk or the file, met in the middle of a command
        if fault is None and isinstance(problem, OSError) and problem.filename:   # a name that somebody typed
            fault = Refused(_('{file} lässt sich nicht benutzen: {reason}')
                            .format(file=problem.filename, reason=why(problem)))
        if fault is None:
            raise
        fail(fault.sentence, 1)


def in_plain_words(mistake: click.ClickException) -> str:
    if isinstance(mistake, click.MissingParameter):
        param = mistake.param
        name = param.make_metavar(mistake.ctx) if param and mistake.ctx else ''
        return _('Hier fehlt noch eine Angabe: {name}.').format(name=f'{"/".join(param.opts)} {name}' if isinstance(
            param, click.Option) else name)
    if isinstance(mistake, click.NoSuchOption):
        return _('Die Angabe {name} gibt es hier nicht.').format(name=mistake.option_name)
    if isinstance(mistake, click.BadParameter):
        named = mistake.param
        typed = '/'.join(named.opts) if isinstance(named, click.Option) else named and named.human_readable_name
        return _('Die Angabe {name} passt nicht.').format(name=typed or '')
    return _('Diesen Befehl gibt es nicht: {words}.').format(words=' '.join(sys.argv[1:])[:60])


def fail(sentence: str, code: int) -> None:
    click.echo(sentence, err=True)
    sys.exit(code)


if __name__ in {'__main__', '__mp_main__'}:
    run()
