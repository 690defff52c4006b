"""Who may log in: the list in the settings, and the sheet at the side for one of them or a new one."""
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from nicegui import ui

from db import accounts, pins, repairs
from db.accounts import AccountLine
from db.clock import show_moment, utc_now
from db.errors import Refused
from db.events import Changed
from db.i18n import _
from db.names import initials
from db.repairs import TeamMember
from db.who import Role, Who
from pages import confirm, guard, live, theme
from pages.bridge import hashing, in_store
from pages.side import Side
from pages.steady import Steady
from pages.theme import Text, box, button, choose, face, field, say

KEY, TITLE = 'zugaenge', _('Zugänge')
WHAT_THEY_MAY = {
    Role.ORGANISER: _('Leitung: alles, auch Einstellungen und Zugänge'),
    Role.TEAM: _('Team: Kontakte und Reparaturen'),
    Role.COUNTER: _('Tresen: Annahme und einzelne Reparaturen, keine Listen'),
}
PASSWORD_RULE = _('Mindestens 12 Zeichen, besser 15. Vier Wörter merken sich leicht. Sonst gibt es keine Vorschrift.')


async def draw() -> None:
    with box('kb-settings__part', 'section', id=KEY):
        sure = confirm.Sure('settings')   # who may log in is decided by whoever knows the password (S12)
        with box('kb-head'):
            with box('kb-head__text'):
                Text('h2', TITLE)
                Text('p', _('Jede Person meldet sich mit eigenem Namen an. So lässt sich sehen, wer was gemacht hat.'),
                     'kb-mute')
            new = guard.act('settings')(lambda who: sure.first(who, partial(open_new, sure)))
            button(_('Neuer Zugang'), 'soft', icon='o_add', on_click=lambda: new())
        sheets = box()   # a sheet drawn inside its line would go when saving draws the line anew
        lines = Steady(box('kb-rows kb-accounts', 'ul'), partial(draw_line, sheets, sure))

    async def again(_changed: Changed | None = None) -> None:
        lines.show({str(line.id): line for line in await in_store(accounts.accounts)})
    live.watch({'account', 'person', 'membership'}, again)   # before the first look: what is saved from then on appears
    await again()


def draw_line(sheets: ui.element, sure: confirm.Sure, line: AccountLine) -> ui.element:
    edit = guard.act('settings')(lambda who: sure.first(who, partial(open_one, sheets, sure, line)))
    with box('kb-account' + ('' if line.active else ' is-off'), 'li') as item:
        face(initials(*line.name.rpartition(' ')[::2]))
        with box('kb-account__main'):
            Text('span', line.name, 'kb-account__name')
            Text('span', about(line), 'kb-small kb-mute')
        button(_('Bearbeiten'), 'line kb-tight', name=_('Bearbeiten: {name}').format(name=line.name),
               on_click=lambda: edit())
    return item


def about(line: AccountLine) -> str:
    last = (_('zuletzt angemeldet {moment}').format(moment=show_moment(line.last_login)) if line.last_login
            else _('noch nie angemeldet'))
    pin = _('PIN geschlossen') if line.pin_closed else _('mit PIN') if line.has_pin else ''
    parts = [line.role.label, pin, line.member and _('im Team: {name}').format(name=line.member),
             last if line.active else _('abgeschaltet')]
    return ' · '.join(part for part in parts if part)


# ---- a new one -------------------------------------------------------------------------------------------------------
async def open_new(sure: confirm.Sure, _who: Who) -> None:
    NewAccount(sure, await in_store(repairs.team))


class NewAccount:
    def __init__(self, sure: confirm.Sure, team: list[TeamMember]) -> None:
        make = guard.act('settings')(lambda who: sure.first(who, self.make))   # the sheet may have been left open
        self.making = False   # a second tap while the first is on its way makes no second account
        self.side = Side(_('Neuer Zugang'), lambda: None)
        with self.side.body, box('kb-form kb-form--one'):
            self.name = field(_('Name'), autocomplete='off', hint=_('Mit diesem Namen meldet sich die Person an.'))
            self.password = password_field(_('Passwort'))
            self.role = choose(_('Rolle'), WHAT_THEY_MAY, Role.TEAM)
            self.member = choose_member(team, None)
        with self.side.foot:
            button(_('Zugang anlegen'), 'fill', on_click=lambda: make())
            button(_('Abbrechen'), 'quiet kb-plain', on_click=self.side.close)
        for each in (self.name, self.password):
            each.on_value_change(lambda: self.side.unsaved(bool(self.name.value or self.password.value)))
        self.side.open()

    async def make(self, who: Who) -> None:
        if self.making or not self.side.is_open:
            return
        self.making = True
        try:
            shown = {'name': self.name, 'password': self.password}
            if await tried(shown, lambda: hashing(self.store, who)):
                say(_('Gespeichert. {name} kann sich jetzt anmelden.').format(name=self.name.value))
                self.side.unsaved(False)
                self.side.close()
        finally:
            self.making = False

    def store(self, who: Who) -> None:
        accounts.add(str(self.name.value), self.role.value, str(self.password.value), who, utc_now(),
                     self.member.value or None)


# ---- one that exists -------------------------------------------------------------------------------------------------
async def open_one(sheets: ui.element, sure: confirm.Sure, line: AccountLine, who: Who) -> None:
    with sheets:
        OneAccount(sure, line, await in_store(repairs.team), own=who.account == line.id)


class OneAccount:
    """Role and team member are saved with the choice; a password with its button."""

    def __init__(self, sure: confirm.Sure, line: AccountLine, team: list[TeamMember], *, own: bool) -> None:
        self.sure, self.line, self.own = sure, line, own
        renew = self.act(self.renew)
        self.side = Side(line.name, lambda: None)
        with self.side.body:
            with box('kb-form kb-form--one'):
                if own:
                    Text('p', _('Das ist dein eigener Zugang.'), 'kb-mute')
                else:
                    self.role = choose(_('Rolle'), WHAT_THEY_MAY, line.role)
                    self.on_choice(self.role, self.change_role)
                self.member = choose_member(team, line)
                self.on_choice(self.member, self.change_member)
            with box('kb-form kb-form--one', 'section'):
                self.password = password_field(_('Neues Passwort'))
                Text('p', _('Danach müssen sich alle Geräte mit diesem Zugang neu anmelden.'), 'kb-small kb-mute')
                button(_('Passwort setzen'), 'soft', on_click=lambda: renew())
            if not own:
                self.draw_pin()
                self.draw_switch()
        with self.side.foot:
            button(_('Fertig'), 'fill', on_click=self.side.close)
        self.password.on_value_change(lambda: self.side.unsaved(bool(self.password.value)))
        self.side.open()

    def act(self, change: Callable[[Who], Awaitable[None]]) -> Callable[..., Awaitable[None]]:
        """The sheet may have been left open: then the password is asked once more."""
        return guard.act('settings')(lambda who: self.sure.first(who, change))

    def on_choice(self, made: ui.select, change: Callable[[Who], Awaitable[None]]) -> None:
        held = made.value

        async def chosen(who: Who) -> None:
            if made.value != held:
                await self.sure.first(who, store, lambda: made.set_value(held))

        async def store(who: Who) -> None:
            nonlocal held
            while made.value != held:   # whoever changes their mind while it is stored is heard, too
                wanted = made.value
                await change(who)
                held = wanted
        act = guard.act('settings')(chosen)
        made.on_value_change(lambda: act())

    def draw_pin(self) -> None:
        """Whoever has lost theirs sets a new one; nobody else chooses it for them."""
        if self.line.has_pin:
            drop = self.act(self.drop_pin)
            with box(tag='section'):
                Text('p', _('Mit der PIN entsperrt diese Person ein Tablet. Eine neue wählt sie selbst unter '
                            '„Mein Konto“.'), 'kb-small kb-mute')
                self.away = button(_('PIN entfernen'), 'line', on_click=lambda: drop())

    def draw_switch(self) -> None:
        switch = self.act(self.switch)
        with box(tag='section'):
            if self.line.active:
                Text('p', _('Wer abgeschaltet ist, kann sich nicht mehr anmelden. Der Name bleibt bei allem, was war.'),
                     'kb-small kb-mute')
                button(_('Zugang abschalten'), 'danger', on_click=lambda: switch())
            else:
                button(_('Zugang wieder einschalten'), 'soft', on_click=lambda: switch())

    async def change_role(self, who: Who) -> None:
        await self.keep(accounts.set_role, self.line.id, self.role.value, who, utc_now())

    async def change_member(self, who: Who) -> None:
        await self.keep(accounts.set_member, self.line.id, self.member.value or None, who, utc_now())

    async def drop_pin(self, who: Who) -> None:
        await self.keep(pins.set_pin, self.line.id, '', who, utc_now())
        self.away.set_visibility(False)

    async def switch(self, who: Who) -> None:
        await self.keep(accounts.set_active, self.line.id, not self.line.active, who, utc_now())
        self.side.close()

    async def keep(self, verb: Callable[..., Any], *args: Any) -> None:
        await in_store(verb, *args)
        say(_('Gespeichert.'))

    async def renew(self, who: Who) -> None:
        password = str(self.password.value or '')
        if await tried({'password': self.password},
                       lambda: hashing(accounts.set_password, self.line.id, password, who, utc_now())):
            self.password.set_value('')
            say(_('Das neue Passwort gilt ab jetzt.'))


# ---- fields ----------------------------------------------------------------------------------------------------------
def password_field(label: str) -> ui.input:
    made = field(label, password=True, hint=PASSWORD_RULE, autocomplete='new-password')
    shown = ui.checkbox(_('Passwort zeigen')).classes('kb-tick')
    shown.on_value_change(lambda: made.props(f'type={"text" if shown.value else "password"}'))
    return made


def choose_member(team: list[TeamMember], line: AccountLine | None) -> ui.select:
    """An account may name a person of the team; „Übernehmen“ then makes that person responsible."""
    options = {0: _('niemand Bestimmtes')} | {member.membership_id: member.name for member in team}
    now = (line.membership_id or 0) if line else 0
    return choose(_('Wer im Team ist das?'), options, now if now in options else 0)


async def tried(shown: dict[str, ui.input], work: Callable[[], Awaitable[Any]]) -> bool:
    """Do it; a refusal about one of these fields stands beside that field."""
    for each in shown.values():
        theme.show_error(each, '')
    try:
        await work()
    except Refused as refusal:
        if refusal.field not in shown:
            raise
        theme.show_error(shown[refusal.field], refusal.sentence)
        return False
    return True
