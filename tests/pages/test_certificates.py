"""S3: the café's own certificate authority: made once, for its user only, and good for nothing on the Internet."""
import errno
import ssl
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from db.errors import Refused
from pages import certificates
from pages.certificates import Authority, names_in, now, spoken
from pages.key_files import FOLDER
from pages.lan import Lan, check_pair


def leaf(authority: Authority, *addresses: str) -> x509.Certificate:
    return x509.load_pem_x509_certificates(authority.issue([*addresses])[0].read_bytes())[0]


def accepts(authority: Authority, address: str, certificate: x509.Certificate) -> bool:
    """As a browser looks at it that trusts the root."""
    verifier = PolicyBuilder().store(Store([authority.root])).build_server_verifier(spoken(address))
    try:
        verifier.verify(certificate, [])
    except VerificationError:
        return False
    return True


def test_s3_a_browser_that_trusts_the_root_accepts_the_addresses_and_no_other(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    made = leaf(authority, '192.168.178.42', 'annahme.local')
    assert accepts(authority, '192.168.178.42', made)
    assert accepts(authority, 'annahme.local', made)
    assert not accepts(authority, '192.168.178.43', made)


@pytest.mark.parametrize('name', ['www.example.org', 'bank.de', 'local.example.org'])
def test_s3_the_root_can_vouch_for_no_name_on_the_internet(tmp_path: Path, name: str) -> None:
    authority = Authority(tmp_path)
    assert not accepts(authority, name, leaf(authority, name))


def test_s3_whoever_knows_no_limits_of_names_refuses_the_root(tmp_path: Path) -> None:
    """A limit that is not critical may be passed over by an old device, and the root would vouch for everything."""
    root = Authority(tmp_path).root
    assert root.extensions.get_extension_for_class(x509.NameConstraints).critical


def test_s3_a_browser_that_does_not_trust_the_root_refuses(tmp_path: Path) -> None:
    stranger = Authority(tmp_path)
    (tmp_path / 'andere').mkdir()
    assert not accepts(Authority(tmp_path / 'andere'), '10.0.0.7', leaf(stranger, '10.0.0.7'))


def test_the_root_is_made_once_and_the_certificate_anew(tmp_path: Path) -> None:
    first, second = Authority(tmp_path), Authority(tmp_path)
    assert first.fingerprint == second.fingerprint
    assert leaf(first, '10.0.0.7').serial_number != leaf(second, '10.0.0.7').serial_number


def test_s13_keys_are_for_their_user_only(tmp_path: Path) -> None:
    Authority(tmp_path).issue(['10.0.0.7'])
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / FOLDER).iterdir()} == {0o600}
    assert (tmp_path / FOLDER).stat().st_mode & 0o777 == 0o700


def test_how_long_they_are_good_for(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    made = leaf(authority, '10.0.0.7')
    assert timedelta(days=80) < made.not_valid_after_utc - now() < timedelta(days=398), 'as long as browsers allow'
    assert authority.root.not_valid_after_utc - now() > timedelta(days=3000)
    assert made.not_valid_before_utc < now() - timedelta(hours=12), 'the tablet may be behind'


@pytest.mark.parametrize('damage', ['wurzel.key', 'wurzel.pem'])
def test_a_damaged_root_is_replaced(tmp_path: Path, damage: str) -> None:
    before = Authority(tmp_path).fingerprint
    (tmp_path / FOLDER / damage).write_bytes(b'kaputt')
    assert Authority(tmp_path).fingerprint != before


@pytest.mark.parametrize('years', [-5, -1, 1, 10])
def test_r8_a_start_with_a_wrong_clock_leaves_the_root_that_tablets_trust(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, years: int) -> None:
    before, right = Authority(tmp_path), now()
    monkeypatch.setattr(certificates, 'now', lambda: right + timedelta(days=365 * years))
    wrong = Authority(tmp_path)
    assert wrong.fingerprint == before.fingerprint
    made = leaf(wrong, '10.0.0.7')
    assert not wrong.is_due
    monkeypatch.setattr(certificates, 'now', lambda: right)
    assert wrong.is_due, 'once the clock is right the certificate is made anew'
    assert not accepts(wrong, '10.0.0.7', made)
    assert accepts(wrong, '10.0.0.7', leaf(wrong, '10.0.0.7'))


def test_r8_a_root_made_while_the_clock_was_wrong_is_good_afterwards(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    right = now()
    monkeypatch.setattr(certificates, 'now', lambda: right + timedelta(days=3650))
    authority = Authority(tmp_path)
    monkeypatch.setattr(certificates, 'now', lambda: right)
    assert accepts(authority, '10.0.0.7', leaf(authority, '10.0.0.7'))


def test_a_full_disk_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority = Authority(tmp_path)

    def full(path: Path, _content: bytes) -> None:
        raise OSError(errno.ENOSPC, 'No space left on device', str(path))
    monkeypatch.setattr(certificates, 'write', full)
    with pytest.raises(Refused, match='schreiben'):
        authority.issue(['10.0.0.7'])


def test_a_certificate_with_a_foreign_key_opens_no_door(tmp_path: Path) -> None:
    certificate, _key = Authority(tmp_path).issue(['10.0.0.7'])
    (tmp_path / 'andere').mkdir()
    _certificate, foreign = Authority(tmp_path / 'andere').issue(['10.0.0.7'])
    with pytest.raises(Refused, match='gehören nicht zusammen'):
        check_pair(certificate, foreign)
    with pytest.raises(Refused, match='gehen nicht'):
        check_pair(certificate, tmp_path / 'fehlt.key')


def test_the_server_can_use_them(tmp_path: Path) -> None:
    certificate, key = Authority(tmp_path).issue(['127.0.0.1'])
    ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(certificate, key)


def test_a_folder_that_cannot_hold_them_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text('hier liegt eine Datei')
    with pytest.raises(Refused, match='Zertifikate'):
        Authority(tmp_path)


def test_an_own_certificate_says_for_whom_it_speaks(tmp_path: Path) -> None:
    certificate, _key = Authority(tmp_path).issue(['cafe.local', '10.0.0.7'])
    assert names_in(certificate) == ['cafe.local', '10.0.0.7']


@pytest.mark.parametrize('content', [None, b'', b'-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'])
def test_what_is_no_certificate_is_a_sentence(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / 'x.pem').write_bytes(content)
    with pytest.raises(Refused, match='gibt es nicht' if content is None else 'kein Zertifikat für einen Server'):
        names_in(tmp_path / 'x.pem')


def test_one_without_names_is_a_sentence(tmp_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, 'cafe.local')])
    from cryptography.hazmat.primitives import hashes, serialization
    made = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
            .serial_number(1).not_valid_before(now()).not_valid_after(now() + timedelta(days=1))
            .sign(key, hashes.SHA256()))
    (tmp_path / 'x.pem').write_bytes(made.public_bytes(serialization.Encoding.PEM))
    with pytest.raises(Refused, match='kein Zertifikat für einen Server'):
        names_in(tmp_path / 'x.pem')


def test_an_address_that_could_not_be_taken_over_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Lan(ips=['10.0.0.7'])
    let_in: list[list[str]] = []

    def full() -> tuple[Path, Path]:
        raise Refused('Die Platte ist voll.')
    monkeypatch.setattr(made, '_certificate', full)
    monkeypatch.setattr(made, '_let_in', lambda: let_in.append(made.ips))
    monkeypatch.setattr(made, '_doors', [(SimpleNamespace(config=SimpleNamespace(ssl=None)), None)])
    with pytest.raises(Refused):
        made._take_over(['10.0.0.8'])
    assert (made.ips, let_in) == (['10.0.0.7'], []), 'the next look sees that it is still to be done'
    monkeypatch.setattr(made, '_certificate', lambda: (Path('x.pem'), Path('x.key')))
    made._take_over(['10.0.0.8'])
    assert (made.ips, let_in) == (['10.0.0.8'], [['10.0.0.8']])
