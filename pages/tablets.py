"""Geräte, on the settings screen: the tablets of the counter, a code for a new one, and away with one at once (S8)."""
from functools import partial
from urllib.parse import urlencode

from nicegui import ui

from db import devices, pins
from db.clock import show_date, show_time, utc_now
from db.devices import DeviceLine
from db.errors import Refused
from db.events import Changed
from db.i18n import _
from db.who import Who
from pages import confirm, guard, live, theme, trust
from pages.bridge import in_store
from pages.dialogs import answers, question
from pages.enrolling import Offer, codes
from pages.lan import lan
from pages.moments import day_and_time
from pages.steady import Steady
from pages.theme import Text, box, button, field, say

KEY, TITLE = 'geraete', _('Geräte')


async def draw() -> None:
    with box('kb-settings__part', 'section', id=KEY):
        sure = confirm.Sure('settings')   # a code is a way in that outlasts the page it was made on (S12)
        with box('kb-head'):
            with box('kb-head__text'):
                Text('h2', TITLE)
                Text('p', _('Ein Tablet an der Annahme wird einmal angemeldet. Danach entsperrt es jede Person mit '
                            'ihrer eigenen PIN. Wer nur am Laptop arbeitet, braucht das nicht.'), 'kb-mute')
            new = guard.act('settings')(lambda who: sure.first(who, lambda _who: NewTablet(sure)))
            button(_('Tablet anmelden …'), 'soft', icon='o_add', on_click=lambda: new())
        hint = Text('p', '', 'kb-small kb-mute kb-tablets__hint')
        sheets = box()   # a question drawn inside its line would go with it
        lines = Steady(box('kb-rows kb-accounts', 'ul'), partial(draw_line, sheets))

    async def again(_changed: Changed | None = None) -> None:
        found = await in_store(devices.devices)
        lines.show({str(line.id): line for line in found})
        hint.set_text(await in_store(advice) if found else _('Noch kein Tablet.'))
    live.watch({'device', 'account'}, again)
    await again()


def advice() -> str:
    names = [one.name for one in pins.owners()]
    if not names:
        return _('Noch hat niemand eine PIN. Jede Person wählt ihre unter „Mein Konto“, ganz unten im Menü.')
    return _('Mit eigener PIN: {names}.').format(names=', '.join(names))


def draw_line(sheets: ui.element, line: DeviceLine) -> ui.element:
    ask = guard.act('settings')(lambda _who: ask_first(sheets, line))
    with box('kb-account', 'li') as item:
        ui.icon('o_tablet_android').classes('kb-tablets__icon')
        with box('kb-account__main'):
            Text('span', line.name, 'kb-account__name')
            Text('span', about(line), 'kb-small kb-mute')
        button(_('Entfernen'), 'line kb-tight', name=_('Entfernen: {name}').format(name=line.name),
               on_click=lambda: ask())
    return item


def about(line: DeviceLine) -> str:
    return _('angemeldet am {day} von {name} · zuletzt benutzt {moment}').format(
        day=show_date(line.created_at), name=line.enrolled_by, moment=day_and_time(line.seen_at, utc_now()))


def ask_first(sheets: ui.element, line: DeviceLine) -> None:
    sentence = _('Das Tablet wird sofort abgemeldet, auch mitten in der Arbeit: Was dort getippt und noch nicht '
                 'gespeichert ist, geht verloren. Danach braucht es einen neuen Code.')
    with sheets, question(_('„{name}“ entfernen?').format(name=line.name), sentence) as dialog:

        async def remove(who: Who) -> None:
            dialog.close()
            await in_store(devices.revoke, line.id, who, utc_now())
            say(_('Entfernt. {name} öffnet nichts mehr.').format(name=line.name))
        act = guard.act('settings')(remove)
        with answers():
            button(_('Tablet entfernen'), 'danger', on_click=lambda: act())
            button(_('Abbrechen'), 'quiet kb-plain', on_click=dialog.close)


class NewTablet:
    """First its name, then the code in the same place. It closes by itself when the tablet has come."""

    def __init__(self, sure: confirm.Sure) -> None:
        make = guard.act('settings')(lambda who: sure.first(who, self.make))   # the sheet may have been left open
        self.offered = False   # a second tap makes no second code
        with question(_('Tablet anmelden'), classes='kb-enrol') as self.dialog:
            self.inside = ui.context.slot.parent
            self.name = field(_('Name des Tablets'), autocomplete='off',
                              hint=_('Zum Beispiel: Tablet links.'))
            self.name.on('keydown.enter', lambda: make())
            with answers():
                button(_('Code zeigen'), 'fill', on_click=lambda: make())
                button(_('Abbrechen'), 'quiet kb-plain', on_click=self.dialog.close)

    def make(self, who: Who) -> None:
        if self.offered:
            return
        theme.show_error(self.name, '')
        try:
            offer = codes.make(str(self.name.value or ''), who, utc_now())
        except Refused as refusal:
            theme.show_error(self.name, refusal.sentence)
            return
        self.offered = True
        self.show(offer)

    def show(self, offer: Offer) -> None:
        self.inside.clear()
        with self.inside:
            title = Text('h2', _('Code für „{name}“').format(name=offer.name)).props('tabindex=-1')
            title.props['id'] = self.dialog.props['aria-labelledby']
            with box('kb-enrol__code'):
                if lan.open:
                    with box('kb-doors__code'):
                        ui.html(trust.picture(address(offer)), sanitize=False)   # our own path of a code, no data in it
                with box():
                    Text('p', offer.code, 'kb-enrol__letters')
                    Text('p', _('Gilt einmal, bis {time} Uhr.').format(time=show_time(offer.until)), 'kb-small kb-mute')
            with box(tag='ol'):
                for step in steps():
                    Text('li', step)
            with answers():
                button(_('Fertig'), 'fill', on_click=self.dialog.close)
            live.watch({'device'}, lambda _changed: self.arrived(offer))

    def arrived(self, offer: Offer) -> None:
        if self.dialog.value and not codes.is_open(offer, utc_now()):
            self.dialog.close()
            say(_('{name} ist angemeldet.').format(name=offer.name))


def address(offer: Offer) -> str:
    return f'{lan.team_address}/geraet?{urlencode({"code": offer.code})}'


def steps() -> tuple[str, ...]:
    if not lan.open:
        return (_('Das WLAN ist noch nicht geöffnet. Ein anderes Gerät kommt erst danach hinein: Abschnitt „Im WLAN“.'),
                _('In diesem Browser geht es so: /geraet öffnen und den Code eingeben.'))
    trust_first = _('Das Tablet vertraut diesem Computer schon? Sonst zuerst der Abschnitt „Im WLAN“.')
    return (*(() if lan.own else (trust_first,)),   # an operator's certificate asks nothing of a tablet
            _('Auf dem Tablet den QR-Code scannen, oder {address} öffnen und den Code eingeben.')
            .format(address=f'{lan.team_address}/geraet'),
            _('Auf „Tablet anmelden“ tippen.'))
