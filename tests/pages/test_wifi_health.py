"""S3: what Heute and `./run.sh check` say about the door to the Wi-Fi and its certificate."""
import re
import socket
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from db import backup, settings
from db.clock import utc_now
from db.errors import Refused
from db.store import close_store
from db.who import Who
from pages import bridge, server, wifi_health
from pages import lan as lan_module
from pages.certificates import Authority, builder, pem, spoken
from pages.key_files import FOLDER, write
from pages.lan import Lan, lan
from pages.wifi_health import NOTE, finding, note
from tests.commands import command
from tests.db.stories import drop_off
from tests.pages.conftest import program
from tests.pages.seeing import buttons, soon, words

DAY = timedelta(days=1)
HERE = ['192.168.178.42']


def brought(place: Path, end: datetime, *names: str, start: datetime | None = None) -> tuple[Path, Path]:
    """An operator's own certificate, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, 'Café')])
    made = (builder(name, name, key.public_key(), start or end - 90 * DAY, end)
            .add_extension(x509.SubjectAlternativeName([spoken(one) for one in names]), critical=False)
            .sign(key, hashes.SHA256()))
    write(place / 'eigenes.pem', made.public_bytes(serialization.Encoding.PEM))
    write(place / 'eigenes.key', pem(key))
    return place / 'eigenes.pem', place / 'eigenes.key'


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder whose program has opened its door."""
    monkeypatch.setattr(Lan, 'open', property(lambda _lan: True))
    monkeypatch.setattr(wifi_health, 'addresses', lambda: HERE)
    (tmp_path / 'data').mkdir(exist_ok=True)
    return tmp_path / 'data'


@pytest.mark.parametrize(('days', 'well', 'told'), [
    (-1, False, 'abgelaufen'), (13, False, 'läuft am'), (15, True, 'gilt bis'), (120, False, 'gilt erst ab')])
def test_s3_an_own_certificate_that_runs_out_is_told(opened: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                     days: int, well: bool, told: str) -> None:
    now = utc_now()
    monkeypatch.setattr(lan, 'own', brought(tmp_path, now + days * DAY, 'cafe.example.org'))
    note(opened)
    found = finding(opened, now)
    assert (found.what, found.well, told in found.words) == ('Zertifikat', well, True), found


async def test_s3_whoever_names_one_that_ran_out_is_told_at_once(
        store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    opened: list[bool] = []

    async def open_the_door(_lan: Lan) -> None:
        opened.append(True)
    monkeypatch.setattr(Lan, 'open', property(lambda _lan: bool(opened)))
    monkeypatch.setattr(Lan, 'start', open_the_door)
    for name, value in (('folder', store), ('asked', True), ('own', brought(tmp_path, utc_now() - DAY, 'x.example'))):
        monkeypatch.setattr(lan, name, value)
    bridge.start()
    try:
        await server.follow_lan()
    finally:
        bridge.stop()
    assert re.search('Zertifikat: ist am .* abgelaufen, Tablets und Handys kommen', capsys.readouterr().out)


async def console_of_a_start(store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    monkeypatch.setattr(lan, 'folder', store)
    bridge.start()
    try:
        await server.follow_lan()
    finally:
        bridge.stop()
    return capsys.readouterr().out


async def test_s3_certificates_named_while_the_wifi_is_shut_are_not_forgotten_silently(
        store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    told = 'Die Zertifikate werden benutzt, sobald das WLAN geöffnet ist.'
    assert told not in await console_of_a_start(store, monkeypatch, capsys)
    monkeypatch.setattr(lan, 'own', brought(tmp_path, utc_now() + 80 * DAY, 'x.example'))
    assert told in await console_of_a_start(store, monkeypatch, capsys)


async def test_s3_a_pair_that_does_not_match_says_on_the_console_that_the_wifi_stays_shut(
        store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / 'andere').mkdir()
    certificate, _key = brought(tmp_path, utc_now() + 80 * DAY, 'x.example')
    _other, key = brought(tmp_path / 'andere', utc_now() + 80 * DAY, 'x.example')
    for name, value in (('asked', True), ('own', (certificate, key)), ('trouble', '')):
        monkeypatch.setattr(lan, name, value)
    console = await console_of_a_start(store, monkeypatch, capsys)
    assert re.search('^Das WLAN bleibt zu: Zertifikat .* gehören nicht zusammen', console, re.M), console
    assert 'Die Zertifikate werden benutzt' not in console


def test_s3_a_renewed_file_helps_when_the_program_has_read_it(opened: Path, tmp_path: Path,
                                                              monkeypatch: pytest.MonkeyPatch) -> None:
    now = utc_now()
    monkeypatch.setattr(lan, 'own', brought(tmp_path, now - DAY, 'cafe.example.org'))
    note(opened)
    brought(tmp_path, now + 80 * DAY, 'cafe.example.org')
    assert not finding(opened, now).well
    note(opened)
    assert finding(opened, now).well


@pytest.mark.parametrize(('names', 'well'), [
    (('192.168.178.42',), True), (('192.168.0.7',), False), (('192.168.0.7', 'cafe.example.org'), True)])
def test_s3_an_address_that_it_does_not_speak_for_is_told(opened: Path, tmp_path: Path, names: tuple[str, ...],
                                                          monkeypatch: pytest.MonkeyPatch, well: bool) -> None:
    """Where a name leads to is the operator's own business."""
    monkeypatch.setattr(lan, 'own', brought(tmp_path, utc_now() + 80 * DAY, *names))
    note(opened)
    assert finding(opened, utc_now()).well is well


def test_s3_our_own_one_must_be_for_an_address_we_have(opened: Path) -> None:
    authority = Authority(opened)
    authority.issue([*HERE, 'annahme.local'])
    note(opened)
    assert finding(opened, utc_now()).well
    assert not finding(opened, utc_now() + 91 * DAY).well
    authority.issue(['192.168.0.7', 'annahme.local'])
    assert finding(opened, utc_now()).words == 'gilt nicht für die Adresse dieses Computers im WLAN (192.168.178.42).'


@pytest.mark.parametrize('content', ['', '[]', '{"morgen": 1}', '{"own": "kein Zertifikat"}'])
def test_what_cannot_be_read_is_a_sentence(opened: Path, content: str) -> None:
    (opened / FOLDER).mkdir()
    (opened / FOLDER / NOTE).write_text(content)
    assert not finding(opened, utc_now()).well


def test_where_nothing_is_open_nothing_is_missing(tmp_path: Path) -> None:
    note(tmp_path)
    assert finding(tmp_path, utc_now()).well
    assert not list(tmp_path.iterdir())


async def test_what_keeps_the_door_shut_is_on_heute_until_the_program_stops(
        store: Path, anja: Who, monkeypatch: pytest.MonkeyPatch) -> None:
    async def taken(_lan: Lan) -> None:
        raise Refused('Der Anschluss 8443 ist belegt.')
    monkeypatch.setattr(Lan, 'start', taken)
    monkeypatch.setattr(lan, 'folder', store)
    monkeypatch.setattr(lan, 'trouble', '')
    drop_off(anja, utc_now())
    backup.make(store / backup.FOLDER, utc_now())
    settings.save({'lan': True}, anja, utc_now())
    async for visit in program(store):
        await soon(lambda: (store / FOLDER / NOTE).exists())
        visitor = await visit('Anja')
        await visitor.open('/')
        assert 'WLAN: Der Anschluss 8443 ist belegt.' in words(visitor)
        assert {'Zum WLAN', 'Zur Sicherung'} & set(buttons(visitor)) == {'Zum WLAN'}
    assert not (store / FOLDER / NOTE).exists(), 'who is not there cannot be kept out'


async def test_a_door_whose_port_was_taken_opens_when_it_is_free(
        store: Path, anja: Who, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lan_module, 'LOOK', 0.1)
    monkeypatch.setattr(lan, 'folder', store)
    with socket.socket() as other:
        other.bind(('0.0.0.0', 0))   # noqa: S104  as the door itself would
        other.listen()
        monkeypatch.setattr(lan, 'port', other.getsockname()[1] - 1)
        settings.save({'lan': True}, anja, utc_now())
        visits = program(store)
        await anext(visits)
        await soon(lambda: 'öffnet sich das WLAN von selbst' in lan.trouble)
        assert not lan.open
    await soon(lambda: lan.open)
    assert lan.trouble == ''
    async for _visit in visits:
        raise AssertionError('there is one program')
    assert not lan.open


def test_check_says_so_too(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lan, 'trouble', 'Der Anschluss 8443 ist belegt.')
    note(store)
    close_store()
    told = command(store, 'check')
    assert '✗ WLAN            Der Anschluss 8443 ist belegt.' in told.stdout
    assert told.returncode == 1
