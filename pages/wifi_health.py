"""Is the door to the Wi-Fi open, with a certificate that browsers take? For Heute, and for `./run.sh check`, which is
another process: what the server has opened its door with lies beside the certificates while it runs."""
import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from db.events import Changed, emit
from db.health import Finding
from db.i18n import _
from pages.key_files import FOLDER, SERVER, write
from pages.lan import addresses, lan

NOTE = 'tuer.json'
WIFI, CERTIFICATE = _('WLAN'), _('Zertifikat')


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
    from cryptography import x509  # 8 MB, and most cafés open no door

    from pages.certificates import looked_at
    try:
        pem = door.own.encode() or (folder / FOLDER / f'{SERVER}.pem').read_bytes()
        certificate = x509.load_pem_x509_certificate(pem)
    except (OSError, ValueError):
        return Finding(CERTIFICATE, False, _('Es lässt sich nicht lesen. Bitte das Programm neu starten.'))
    return looked_at(certificate, now, addresses(), own=bool(door.own))
