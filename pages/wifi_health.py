"""Is the door to the Wi-Fi open, with a certificate that browsers take? For Heute, and for `./run.sh check`, which is
another process: what the server has opened its door with lies beside the certificates while it runs."""
import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509

from db.clock import show_date
from db.events import Changed, emit
from db.health import Finding
from db.i18n import _
from pages.certificates import FOLDER, SERVER, write
from pages.lan import addresses, lan

NOTE = 'tuer.json'
WIFI, CERTIFICATE = _('WLAN'), _('Zertifikat')
EARLY = timedelta(days=14)   # an operator's own certificate is renewed by hand; ours has thirty days left then


@dataclass(frozen=True)
class Door:
    """`own` is the operator's certificate as it was read: renewing the file alone helps nobody. Empty for ours, which
    is made anew beside this note."""
    trouble: str = ''
    own: str = ''


def note(folder: Path) -> None:
    """What became of the door just now. A disk that takes nothing keeps nobody out of the Wi-Fi."""
    place = folder / FOLDER
    with suppress(OSError):
        if not (lan.open or lan.trouble):
            (place / NOTE).unlink(missing_ok=True)
            return
        place.mkdir(mode=0o700, exist_ok=True)
        own = lan.own[0].read_text('utf-8') if lan.open and lan.own else ''
        write(place / NOTE, json.dumps(asdict(Door(lan.trouble, own))).encode())
        emit(Changed(frozenset({('setting', 'wifi')})))   # Heute says so


def finding(folder: Path, now: datetime) -> Finding:
    try:
        door = Door(**json.loads((folder / FOLDER / NOTE).read_text('utf-8')))
    except FileNotFoundError:
        return Finding(CERTIFICATE, True, _('nicht nötig, im WLAN ist nichts offen'))
    except (OSError, ValueError, TypeError):
        return Finding(CERTIFICATE, False, _('Es lässt sich nicht lesen. Bitte das Programm neu starten.'))
    if door.trouble:
        return Finding(WIFI, False, door.trouble)
    try:
        pem = door.own.encode() or (folder / FOLDER / f'{SERVER}.pem').read_bytes()
        certificate = x509.load_pem_x509_certificate(pem)
    except (OSError, ValueError):
        return Finding(CERTIFICATE, False, _('Es lässt sich nicht lesen. Bitte das Programm neu starten.'))
    return looked_at(certificate, now, addresses(), own=bool(door.own))


def looked_at(certificate: x509.Certificate, now: datetime, here: list[str], *, own: bool) -> Finding:
    start, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    wrong = ''
    if now > end:
        wrong = _('ist am {day} abgelaufen, Tablets und Handys kommen nicht mehr herein. Bitte erneuern und das '
                  'Programm neu starten.').format(day=show_date(end))
    elif now < start:
        wrong = _('gilt erst ab {day}. Stimmt die Uhr?').format(day=show_date(start))
    elif now > end - EARLY:
        wrong = _('läuft am {day} ab. Bitte erneuern und das Programm neu starten.').format(day=show_date(end))
    elif not _fits(certificate, here, own):
        wrong = _('gilt nicht für die Adresse dieses Computers im WLAN ({addresses}).').format(
            addresses=', '.join(here))
    return Finding(CERTIFICATE, not wrong, wrong or _('gilt bis {day}').format(day=show_date(end)))


def _fits(certificate: x509.Certificate, here: list[str], own: bool) -> bool:
    """For one of these addresses. Where an operator's name leads to is the operator's own business. Without a network
    there is nothing to fit."""
    told = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value   # the door asked for it
    names = {str(name) for name in told.get_values_for_type(x509.IPAddress)}
    return not here or bool(names & set(here)) or (own and bool(told.get_values_for_type(x509.DNSName)))
