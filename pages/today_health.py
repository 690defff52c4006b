"""Is everything well with this installation? A quiet line when it is, a box on top of Heute when it is not (R4)."""
import ipaddress
from urllib.parse import urlsplit

from nicegui import ui

from db import health, keeping, settings
from db.clock import show_moment, utc_now
from db.health import Finding
from db.i18n import _
from db.who import Who
from pages import guard, live, wifi_health
from pages.bridge import in_store
from pages.lan import addresses, https_port, lan, plain_port
from pages.theme import Text, box, button, say


class Health:
    """For the organisers. Changes nothing while what it says is the same."""

    def __init__(self) -> None:
        self.renew = guard.act('settings')(self._renew)
        self.shown: object = None
        self.inside = box()

    async def refresh(self) -> None:
        findings = await live.read_once(health.quick, utc_now())
        if lan.folder:
            findings += (await live.read_once(wifi_health.finding, lan.folder, utc_now()),)
        cafe = await live.read_once(settings.read)
        wrong = tuple(found for found in findings if not found.well)
        copy = (await live.read_once(keeping.status)).last
        self.show(wrong, '' if wrong else show_moment(copy), outdated(cafe.base_address),
                  _('Die Adresse auf den Scheinen passt nicht mehr.') if cafe.base_address else
                  _('Auf den Scheinen steht noch keine Adresse, die Handys erreicht.'))

    def show(self, wrong: tuple[Finding, ...], copy: str, address: str, why: str) -> None:
        if (wrong, copy, address) == self.shown:
            return
        self.shown = (wrong, copy, address)
        self.inside.clear()
        with self.inside:
            if copy:
                Text('p', _('Alles in Ordnung. Letzte Sicherung: {moment}').format(moment=copy),
                     'kb-small kb-mute kb-health__well')
            if wrong:
                with box('kb-calm kb-clock kb-health', role='status'):
                    ui.icon('o_health_and_safety')
                    with box():
                        for found in wrong:
                            Text('p', f'{found.what}: {found.words}')
                    doors = [found for found in wrong if found.what in (wifi_health.WIFI, wifi_health.CERTIFICATE)]
                    if doors:
                        button(_('Zum WLAN'), 'line kb-tight', to='/einstellungen#wlan')
                    if len(doors) < len(wrong):
                        button(_('Zur Sicherung'), 'line kb-tight', to='/einstellungen#sicherung')
            if address:
                with box('kb-calm kb-clock', role='status'):
                    ui.icon('o_qr_code_2')
                    with box():
                        Text('p', why, 'kb-strong')
                        Text('p', _('Handys erreichen die Scheine jetzt unter {address}.').format(address=address),
                             'kb-small')
                    button(_('Neue Adresse übernehmen'), 'soft', on_click=lambda: self.renew())

    async def _renew(self, who: Who) -> None:
        address = lan.slip_address
        await in_store(settings.save, {'base_address': address}, who, utc_now())
        say(_('Neue Scheine tragen jetzt {address}.').format(address=address))


def outdated(base_address: str) -> str:
    """The address slips should carry now, when none is set or where none of our doors is; '' when it fits. A name is
    the operator's own business, and so is what leads from the usual ports to ours."""
    if not lan.open:
        return ''
    if not base_address:
        return lan.slip_address
    set_to = urlsplit(base_address)
    try:
        ipaddress.ip_address(set_to.hostname or '')
    except ValueError:
        return ''
    door = https_port(lan.port) if set_to.scheme == 'https' else plain_port(lan.port)
    fits = set_to.hostname in addresses() and set_to.port in (None, door)
    return '' if fits else lan.slip_address
