"""The Wi-Fi on the settings screen: which doors are open, how a tablet gets in, which address slips should carry."""
import asyncio
from weakref import WeakKeyDictionary

from nicegui import Client, ui
from nicegui.elements.mixins.value_element import ValueElement

from db import settings
from db.events import Changed
from db.i18n import _
from pages import guard, live, trust
from pages.bridge import in_store
from pages.lan import addresses, lan
from pages.theme import Text, box, button

PATIENCE = 3.0   # seconds the doors get to open or shut after the switch


class Doors:
    """What to type or scan on the tablet; drawn anew when the switch was used."""

    def __init__(self) -> None:
        self.inside = box('kb-doors', role='status')
        self.wanted = True   # why it could not be opened matters only to who wants it open
        self.show()
        live.watch({'setting'}, self.changed)

    async def changed(self, changed: Changed) -> None:
        if ('setting', 'lan') not in changed.rows:
            return
        self.wanted = (await in_store(settings.read)).lan or lan.asked
        for _look in range(int(PATIENCE / 0.1)):
            if lan.open == self.wanted or lan.trouble:
                break
            await asyncio.sleep(0.1)
        self.show()

    def show(self) -> None:
        if proposal := proposals.get(ui.context.client):   # what phones reach has changed
            proposal.show()
        self.inside.clear()
        with self.inside:
            if lan.trouble and self.wanted:
                Text('p', lan.trouble, 'kb-wrong')
            elif lan.open:
                self._open()
            else:
                Text('p', _('Zurzeit gibt es das Programm nur auf diesem Computer.'), 'kb-small kb-mute')

    def _open(self) -> None:
        with box('kb-doors__code'):
            ui.html(trust.picture(lan.slip_address), sanitize=False)   # our own path of a code, no data in it
        with box():
            if lan.asked:   # the switch alone would look as if it could shut what it did not open
                Text('p', _('Mit --lan gestartet: Das WLAN bleibt offen, bis das Programm endet, auch ohne den Haken '
                            'bei „Im WLAN öffnen“.'), 'kb-small')
            Text('p', _('So kommt ein Tablet hinein'), 'kb-strong')
            with box(tag='ol'):
                Text('li', first_step().format(address=lan.slip_address))
                Text('li', _('Danach {address} öffnen und anmelden.').format(address=lan.team_address))
            if lan.authority:
                Text('p', _('Fingerabdruck: {digits}').format(digits=lan.authority.fingerprint), 'kb-small kb-mute')


def first_step() -> str:
    if lan.own:
        return _('Den Code scannen oder {address} öffnen: Dort geht es weiter, zu installieren ist nichts. Warnt der '
                 'Browser, kümmert sich darum, wer das Zertifikat betreut.')
    return _('Den Code scannen oder {address} öffnen: Dort steht, wie das Gerät diesem Computer vertraut.')


class Proposal:
    """The address slips should carry, as long as another one or none is set; one tap puts it into the field."""

    def __init__(self, field: ValueElement[str]) -> None:
        self.field = field
        self.enter = guard.act('settings')(lambda _who: field.set_value(lan.slip_address))
        self.inside = box()
        proposals[ui.context.client] = self
        self.show()
        field.on_value_change(self.show)

    def show(self) -> None:
        self.inside.clear()
        with self.inside:
            if lan.open and str(self.field.value or '') != lan.slip_address:
                with box('kb-propose'):
                    Text('p', _('Im WLAN erreichen Handys die Scheine jetzt unter {address}.')
                         .format(address=lan.slip_address), 'kb-small')
                    button(_('Diese Adresse eintragen'), 'soft kb-tight', on_click=lambda: self.enter())
            elif not lan.open and not self.field.value and addresses():
                Text('p', _('Handys von Kund:innen erreichen die Scheine erst, wenn „Im WLAN öffnen“ eingeschaltet '
                            'ist.'), 'kb-small kb-mute')


proposals: WeakKeyDictionary[Client, Proposal] = WeakKeyDictionary()   # the one on each page
