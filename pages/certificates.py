"""HTTPS in the café's own Wi-Fi: a certificate authority of its own, made once, and a certificate made anew at each
start for the addresses this computer has then (S3).

The root can vouch for bare addresses and for names of home networks, and for no name on the Internet: a tablet that
trusts it is no worse off there, even if somebody stole the root's key.
"""
import ipaddress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from db.clock import show_date
from db.errors import Refused, why
from db.health import Finding
from db.i18n import _
from pages.key_files import FOLDER, ROOT, SERVER, write

# A root that depends on no clock: one start with a wrong date must not make every tablet trust a new one (R8).
ROOT_FROM, ROOT_UNTIL = datetime(2020, 1, 1, tzinfo=UTC), datetime(2080, 1, 1, tzinfo=UTC)
LEAF = timedelta(days=90)    # browsers take no more than 398 for a server
EARLY = timedelta(days=14)   # an operator's own certificate is renewed by hand; ours has thirty days left then
RENEW = timedelta(days=30)   # a leaf made longer ago, or in the future, is made anew
HOME_NAMES = ('local', 'lan', 'home.arpa', 'internal', 'fritz.box', 'localhost')
Key = ec.EllipticCurvePrivateKey


class Authority:
    """The root in `folder`/zertifikate; its key never leaves this computer (0600)."""

    def __init__(self, folder: Path) -> None:
        self.place, self.issued = folder / FOLDER, now()
        try:
            self.place.mkdir(mode=0o700, exist_ok=True)
            self.key, self.root = self._held() or self._make()
        except OSError as problem:
            raise Refused(_('Die Zertifikate lassen sich nicht anlegen: {reason}')
                          .format(reason=why(problem))) from None

    def _held(self) -> tuple[Key, x509.Certificate] | None:
        """None where there is none, and where what lies there is damaged: then tablets must trust a new one. Its dates
        are the tablets' business."""
        try:
            key = serialization.load_pem_private_key((self.place / f'{ROOT}.key').read_bytes(), None)
            root = x509.load_pem_x509_certificate((self.place / f'{ROOT}.pem').read_bytes())
        except (FileNotFoundError, ValueError):
            return None
        return (key, root) if isinstance(key, Key) and key.public_key() == root.public_key() else None

    def _make(self) -> tuple[Key, x509.Certificate]:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, 'Kontaktbuch Repair-Café'),
                          x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, f'Wurzel {now():%Y-%m-%d}')])
        names = [x509.DNSName(one) for one in HOME_NAMES]
        root = (builder(name, name, key.public_key(), ROOT_FROM, ROOT_UNTIL)
                .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
                .add_extension(usage(signs=True), critical=True)
                .add_extension(x509.NameConstraints(names, None), critical=True)
                .sign(key, hashes.SHA256()))
        write(self.place / f'{ROOT}.key', pem(key))
        write(self.place / f'{ROOT}.pem', root.public_bytes(serialization.Encoding.PEM))
        return key, root

    def issue(self, addresses: list[str]) -> tuple[Path, Path]:
        """A certificate for these addresses and names, and its key: paths for the server. The old one goes."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, 'Kontaktbuch')])
        # from yesterday on, because the tablet's clock may be behind
        leaf = (builder(subject, self.root.subject, key.public_key(), now() - timedelta(days=1), now() + LEAF)
                .add_extension(x509.SubjectAlternativeName([spoken(one) for one in addresses]), critical=False)
                .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
                .add_extension(usage(signs=False), critical=True)
                .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
                .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()),
                               critical=False)
                .sign(self.key, hashes.SHA256()))
        chain = leaf.public_bytes(serialization.Encoding.PEM) + self.pem
        try:
            write(self.place / f'{SERVER}.key', pem(key))
            write(self.place / f'{SERVER}.pem', chain)
        except OSError as problem:
            raise Refused(_('Das Zertifikat lässt sich nicht schreiben: {reason}')
                          .format(reason=why(problem))) from None
        self.issued = now()
        return self.place / f'{SERVER}.pem', self.place / f'{SERVER}.key'

    @property
    def is_due(self) -> bool:
        """Whether the server's certificate is old, or was made while the clock stood elsewhere."""
        return abs(now() - self.issued) > RENEW

    @property
    def pem(self) -> bytes:
        return self.root.public_bytes(serialization.Encoding.PEM)

    @property
    def der(self) -> bytes:
        """As tablets and Windows take it."""
        return self.root.public_bytes(serialization.Encoding.DER)

    @property
    def fingerprint(self) -> str:
        """For comparing by eye: the first eight groups of its SHA-256."""
        digits = self.root.fingerprint(hashes.SHA256()).hex().upper()
        return ' '.join(digits[at:at + 4] for at in range(0, 32, 4))


def now() -> datetime:
    return datetime.now(UTC)


def spoken(address: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(address))
    except ValueError:
        return x509.DNSName(address)


def names_in(certificate: Path) -> list[str]:
    """For whom an operator's own certificate speaks. Raises `Refused` when it cannot be read."""
    try:
        found = x509.load_pem_x509_certificate(certificate.read_bytes())
        names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except FileNotFoundError:
        raise Refused(_('Das Zertifikat {file} gibt es nicht. Stimmt der Name?').format(file=certificate)) from None
    except OSError as problem:
        raise Refused(_('Das Zertifikat {file} lässt sich nicht lesen: {reason}')
                      .format(file=certificate, reason=why(problem))) from None
    except (ValueError, x509.ExtensionNotFound):
        raise Refused(_('In der Datei {file} steht kein Zertifikat für einen Server.')
                      .format(file=certificate)) from None
    return [str(name.value) for name in names if isinstance(name, x509.DNSName | x509.IPAddress)]


def builder(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey,
            start: datetime, end: datetime) -> x509.CertificateBuilder:
    return (x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key)
            .serial_number(x509.random_serial_number()).not_valid_before(start).not_valid_after(end)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False))


def usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(digital_signature=not signs, key_cert_sign=signs, crl_sign=signs, content_commitment=False,
                         key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False,
                         decipher_only=False)


def pem(key: Key) -> bytes:
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                             serialization.NoEncryption())


def looked_at(certificate: x509.Certificate, moment: datetime, here: list[str], *, own: bool) -> Finding:
    """Will browsers take it, at one of the addresses `here`? `own`: it is the operator's."""
    start, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    wrong = ''
    if moment > end:
        wrong = _('ist am {day} abgelaufen, Tablets und Handys kommen nicht mehr herein. Bitte erneuern und das '
                  'Programm neu starten.').format(day=show_date(end))
    elif moment < start:
        wrong = _('gilt erst ab {day}. Stimmt die Uhr?').format(day=show_date(start))
    elif moment > end - EARLY:
        wrong = _('läuft am {day} ab. Bitte erneuern und das Programm neu starten.').format(day=show_date(end))
    elif not _fits(certificate, here, own):
        wrong = _('gilt nicht für die Adresse dieses Computers im WLAN ({addresses}).').format(
            addresses=', '.join(here))
    return Finding(_('Zertifikat'), not wrong, wrong or _('gilt bis {day}').format(day=show_date(end)))


def _fits(certificate: x509.Certificate, here: list[str], own: bool) -> bool:
    """For one of these addresses. Where an operator's name leads to is the operator's own business. Without a network
    there is nothing to fit."""
    told = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value   # the door asked for it
    names = {str(name) for name in told.get_values_for_type(x509.IPAddress)}
    return not here or bool(names & set(here)) or (own and bool(told.get_values_for_type(x509.DNSName)))
