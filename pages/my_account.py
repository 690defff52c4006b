"""Mein Konto: one's own password, the PIN for tablets, and where one is logged in. For everybody who is."""
from datetime import datetime

from nicegui import ui

from db import own, pins
from db.accounts import AccountLine
from db.clock import utc_now
from db.events import Changed
from db.i18n import _
from db.own import Place
from db.who import Who
from pages import accounts, guard, live
from pages.bridge import hashing, in_store
from pages.moments import day_and_time
from pages.theme import Text, box, button, field, head, say

PIN_RULE = _('{low} bis {high} Ziffern. Bitte nicht 123456 und kein Geburtstag.').format(low=pins.SHORTEST,
                                                                                      high=pins.LONGEST)


async def build() -> None:
    who = guard.viewer()
    head(_('Mein Konto'), f'{who.name} · {who.role.label}')
    with box('kb-stack kb-account-page'):
        pin = Pin(await in_store(own.line, who))
        Password()
        places = Places(await seen(who))

    async def again(_changed: Changed) -> None:
        pin.show(await in_store(own.line, who))
        places.show(await seen(who))
    live.watch({'account', 'device'}, again)


async def seen(who: Who) -> list[Place]:
    return await in_store(own.places, who, guard.token_of(ui.context.client.request), utc_now())


class Pin:
    """Set, change, take away: each asks for the password, because whoever knows the PIN is somebody from then on."""

    def __init__(self, line: AccountLine) -> None:
        keep, drop = guard.act('own')(self.keep), guard.act('own')(self.drop)
        with box('kb-settings__part', 'section', id='pin'):
            Text('h2', _('PIN für die Annahme'))
            Text('p', _('Damit entsperrst du ein Tablet an der Annahme in einer Sekunde. Anderswo gilt sie nicht.'),
                 'kb-mute')
            self.state = Text('p', '', 'kb-small kb-pinstate')
            with box('kb-form kb-form--one'):
                self.pin = field(_('Neue PIN'), hint=PIN_RULE, inputmode='numeric', autocomplete='off',
                                 maxlength='20', classes='kb-hidden-digits')
                shown = ui.checkbox(_('PIN zeigen')).classes('kb-tick')
                shown.on_value_change(lambda: self.pin.classes(toggle='kb-hidden-digits'))
                self.password = field(_('Dein Passwort'), password=True, autocomplete='current-password')
            with box('kb-does'):
                button(_('PIN speichern'), 'soft', on_click=lambda: keep())
                self.away = button(_('PIN entfernen'), 'line', on_click=lambda: drop())
        self.show(line)

    def show(self, line: AccountLine) -> None:
        self.state.set_text(
            _('Du hast noch keine PIN.') if not line.has_pin else
            _('Deine PIN ist nach fünf falschen Versuchen geschlossen. Sie öffnet sich, sobald du dich mit deinem '
              'Passwort anmeldest, oder mit einer neuen PIN.') if line.pin_closed else
            _('Du hast eine PIN.'))
        self.away.set_visibility(line.has_pin)

    async def keep(self, who: Who) -> None:
        if not str(self.pin.value or '').strip():
            await accounts.tried({'pin': self.pin}, self.missing)
            return
        await self.store(str(self.pin.value), who, _('Gespeichert. Diese PIN gilt ab jetzt.'))

    async def drop(self, who: Who) -> None:
        await self.store('', who, _('Du hast keine PIN mehr.'))

    async def missing(self) -> None:
        pins.check_pin('0' * (pins.SHORTEST - 1))   # says how long one must be

    async def store(self, pin: str, who: Who, done: str) -> None:
        shown = {'pin': self.pin, 'password': self.password}
        password = str(self.password.value or '')
        if await accounts.tried(shown, lambda: hashing(own.set_pin, pin, password, who, utc_now())):
            self.pin.set_value('')
            self.password.set_value('')
            say(done)


class Password:
    def __init__(self) -> None:
        renew = guard.act('own')(self.renew)
        with box('kb-settings__part', 'section', id='passwort'):
            Text('h2', _('Passwort'))
            Text('p', _('Danach meldest du dich überall neu an, auch hier.'), 'kb-mute')
            with box('kb-form kb-form--one'):
                self.old = field(_('Bisheriges Passwort'), password=True, autocomplete='current-password')
                self.new = accounts.password_field(_('Neues Passwort'))
            with box('kb-does'):
                button(_('Passwort ändern'), 'soft', on_click=lambda: renew())

    async def renew(self, who: Who) -> None:
        old, new = str(self.old.value or ''), str(self.new.value or '')
        await accounts.tried({'old': self.old, 'password': self.new},
                             lambda: hashing(own.set_password, old, new, who, utc_now()))


class Places:
    """Where this account is logged in; one tap ends it everywhere."""

    def __init__(self, places: list[Place]) -> None:
        out = guard.act('own')(self.out)
        with box('kb-settings__part', 'section', id='angemeldet'):
            Text('h2', _('Wo du angemeldet bist'))
            self.lines = box('kb-rows kb-accounts', 'ul')
            with box('kb-does'):
                button(_('Überall abmelden'), 'line', icon='o_logout', on_click=lambda: out())
        self.show(places)

    def show(self, places: list[Place]) -> None:
        now = utc_now()
        self.lines.clear()
        with self.lines:
            for place in places:
                draw_place(place, now)

    async def out(self, who: Who) -> None:
        await in_store(own.log_out_everywhere, who, utc_now())


def draw_place(place: Place, now: datetime) -> None:
    with box('kb-account', 'li'):
        ui.icon('o_tablet_android' if place.device else 'o_computer').classes('kb-tablets__icon')
        with box('kb-account__main'):
            Text('span', place.device or (_('Dieser Browser') if place.here else _('Ein anderer Browser')),
                 'kb-account__name')
            Text('span', about(place, now), 'kb-small kb-mute')


def about(place: Place, now: datetime) -> str:
    begun = _('angemeldet {moment}').format(moment=day_and_time(place.begun, now))
    if place.here:
        return _('{begun} · gerade hier').format(begun=begun)
    return _('{begun} · zuletzt benutzt {moment}').format(begun=begun, moment=day_and_time(place.used, now))
