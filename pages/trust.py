"""`/vertrauen`: how a tablet learns to trust this computer (S3). Public, without cookies, in three sentences each."""
from fastapi import APIRouter, Request
from fastapi.responses import Response

from db.i18n import _
from pages import plain
from pages.lan import ROOT, TRUST, lan
from reports import qr

router = APIRouter(include_in_schema=False)

WAYS = (
    (_('Android'), (_('Tippen Sie auf „Zertifikat laden“ und speichern Sie die Datei.'),
                    _('Öffnen Sie Einstellungen → Sicherheit → Weitere → Zertifikat installieren → CA-Zertifikat.'),
                    _('Wählen Sie die Datei und bestätigen Sie „Trotzdem installieren“.'))),
    (_('iPad und iPhone'), (_('Tippen Sie auf „Zertifikat laden“ und erlauben Sie das Laden des Profils.'),
                            _('Öffnen Sie Einstellungen → Profil geladen → Installieren.'),
                            _('Schalten Sie unter Allgemein → Info → Zertifikatsvertrauen „Kontaktbuch“ ein.'))),
    (_('Windows'), (_('Klicken Sie auf „Zertifikat laden“ und öffnen Sie die Datei.'),
                    _('Wählen Sie „Zertifikat installieren“ und „Aktueller Benutzer“.'),
                    _('Legen Sie es in „Vertrauenswürdige Stammzertifizierungsstellen“ ab.'))),
)


@router.get(TRUST)
async def show(_request: Request) -> Response:
    if not lan.open:
        return plain.message(_('Das WLAN ist nicht geöffnet'),
                             _('Die Leitung kann es in den Einstellungen öffnen.'), 404)
    own = lan.own is not None
    return plain.page('trust', own=own, ways=() if own else WAYS, team=lan.team_address,
                      fingerprint=lan.authority.fingerprint if lan.authority else '')


@router.get(ROOT)
async def root() -> Response:
    if lan.authority is None:
        return plain.message(_('Hier gibt es kein Zertifikat'), _('Dieses Café benutzt ein eigenes.'), 404)
    return Response(lan.authority.der, media_type='application/x-x509-ca-cert', headers={
        'Content-Disposition': 'attachment; filename="kontaktbuch-wurzel.crt"'})


def picture(address: str) -> str:
    """A QR code as the path of an SVG of `size` modules; the words are ours, so it needs no escaping."""
    modules = qr.matrix(address) or []
    size = len(modules) + 2 * qr.QUIET
    path = ''.join(f'M{x + qr.QUIET} {y + qr.QUIET}h{width}v{height}h-{width}z'
                   for x, y, width, height in qr.rectangles(modules))
    return (f'<svg viewBox="0 0 {size} {size}" role="img" aria-label="{_("QR-Code")}" class="kb-qr">'
            f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path d="{path}"/></svg>')
