"""Whose repair it is: reaching the person, what they agreed to, taking it back; and who of the team looks after it."""
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from functools import partial

from nicegui import ui

from db import handover, repairs
from db.clock import show_when, utc_now
from db.consent import ConsentLine
from db.handover import WithdrawalPreview
from db.i18n import _
from db.kinds import mail_link
from db.repairs import PersonBrief, RepairView, TeamMember
from db.who import Who
from db.words import Purpose, State
from pages import guard
from pages.bridge import in_store
from pages.dialogs import Dialog
from pages.theme import Text, box, button, choose, say

Refresh = Callable[[], Awaitable[None]]


class PersonBox:
    """Drawn anew whenever something about the person changes; after an erasure no name is left on the page."""

    def __init__(self, number: str, refresh: Refresh) -> None:
        self.number, self.refresh = number, refresh
        self.shown: object = None
        self.inside = box('kb-box kb-person', 'section')
        self.withdrawal = Withdrawal(refresh)

    def show(self, view: RepairView) -> None:
        what = (view.person, view.consents, view.erase_at, view.state is State.COLLECTED)
        if what == self.shown:
            return
        self.shown = what
        self.inside.clear()
        going = bool(view.person and view.erase_at)
        self.inside.classes(**{'add' if going else 'remove': 'is-going'})
        with self.inside:
            if view.person is None:
                nameless(view.state)
            else:
                named(view.person, view)
                draw_consents(view.consents)
                ask = guard.act('repair')(partial(self.ask, view.person, view.consents))
                button(_('Einwilligung widerrufen …'), 'danger', on_click=lambda: ask())
        if view.person is None:
            self.withdrawal.close()

    async def ask(self, person: PersonBrief, consents: tuple[ConsentLine, ...], who: Who) -> None:
        await self.withdrawal.ask(who, person, consents)


def named(person: PersonBrief, view: RepairView) -> None:
    Text('h2', person.name)
    Text('p', ' · '.join(part for part in (person.phone, person.email) if part) or _('keine Telefonnummer'),
         'kb-small kb-mute kb-person__at')
    if view.goes_at:
        Text('p', _('Wird {when} gelöscht.').format(when=show_when(view.goes_at, utc_now())), 'kb-person__going')
    if person.phone_link or person.email:
        with box('kb-acts'):
            if person.phone_link:
                button(_('Anrufen'), 'soft', icon='o_call', to=person.phone_link)
            if person.email:
                button(_('E-Mail'), 'soft', icon='o_mail', to=mail_link(person.email))


def nameless(state: State) -> None:
    if state is State.COLLECTED:
        Text('h2', _('Keine Kontaktdaten'))
        Text('p', _('Es bleibt nur, was repariert wurde: ohne Namen, für die Zahlen des Cafés.'), 'kb-small kb-mute')
        return
    Text('h2', _('Ohne Namen'))
    Text('p', _('Wir können nicht anrufen. Wer den Abholschein mit dieser Nummer hat, bekommt die Sache zurück.'),
         'kb-small kb-mute')


def draw_consents(lines: tuple[ConsentLine, ...]) -> None:
    Text('h3', _('Einwilligung'))
    with box('kb-consent', 'ul'):
        for line in lines:
            with box('is-yes' if line.yes else 'is-no', 'li'):
                ui.icon('o_check' if line.yes else 'o_close')
                with box():
                    Text('div', line.title)
                    Text('div', line.detail, 'kb-small kb-mute')


class Withdrawal:
    """Taking a consent back: what goes and what stays is said first, then it goes at once (D5, D13)."""

    def __init__(self, refresh: Refresh, acting: Callable[[], AbstractAsyncContextManager[None]] = nullcontext) -> None:
        """`acting` tells a sheet of this person that it is not somebody else who withdraws."""
        self.refresh, self.acting = refresh, acting
        self.person: PersonBrief | None = None
        self.given: tuple[Purpose, ...] = ()
        self.withdrawing = False
        self.which: ui.radio | None = None
        with Dialog('question', _('Einwilligung widerrufen?')).props('aria-labelledby=kb-withdraw') as self.dialog:
            self.inside = box('kb-ask')
        self.dialog.on('hide', lambda: None if self.dialog.value else self.inside.clear())   # by Escape, too

    async def ask(self, _who: Who, person: PersonBrief, consents: tuple[ConsentLine, ...]) -> None:
        self.person = person
        self.given = tuple(line.purpose for line in consents if line.yes)
        preview = await in_store(handover.preview_withdrawal, person.public_id, self.given)
        if self.person is not person:   # gone meanwhile
            return
        self.dialog.open()
        self.inside.clear()
        with self.inside:
            self.draw(preview)

    def draw(self, preview: WithdrawalPreview) -> None:
        look, withdraw = guard.act('repair')(self.look), guard.act('repair')(self.withdraw)
        Text('h2', _('Einwilligung widerrufen?')).props('id=kb-withdraw')
        Text('p', preview.name, 'kb-mute')
        self.which = None
        if len(self.given) > 1:   # each purpose is a yes of its own and can be taken back on its own
            Text('h3', _('Was wird widerrufen?')).props('id=kb-which')
            self.which = ui.radio({'': _('Alles')} | {one.value: _('nur: {purpose}').format(purpose=one.label)
                                                      for one in self.given}, value='', on_change=lambda: look())
            self.which.classes('kb-choice').props('aria-labelledby=kb-which')
        self.consequences = box('kb-stack', role='status')
        self.tell(preview)
        with box('kb-acts'):
            button(_('Jetzt widerrufen und löschen'), 'danger-fill', icon='o_delete', on_click=lambda: withdraw())
            button(_('Abbrechen'), 'quiet kb-plain', on_click=self.dialog.close)

    def tell(self, preview: WithdrawalPreview) -> None:
        self.consequences.clear()
        with self.consequences:
            for css, icon, title, lines in (('is-going', 'o_delete', _('Das wird sofort gelöscht'), preview.goes),
                                            ('is-staying', 'o_check', _('Das bleibt'), preview.stays)):
                if lines:
                    with box(tag='section'):
                        Text('h3', title)
                        with box(css, 'ul'):
                            for line in lines:
                                with box(tag='li'):
                                    ui.icon(icon)
                                    Text('span', line)
            Text('p', preview.sentence)

    def chosen(self) -> tuple[Purpose, ...]:
        """Only what was listed: taking back a repair's consents leaves a place on the team list alone."""
        return (Purpose(self.which.value),) if self.which and self.which.value else self.given

    async def look(self, _who: Who) -> None:
        person = self.person
        if person is None:
            return
        preview = await in_store(handover.preview_withdrawal, person.public_id, self.chosen())
        if self.person is person:   # not gone meanwhile
            self.tell(preview)

    async def withdraw(self, who: Who) -> None:
        if self.person is None or self.withdrawing:
            return
        self.withdrawing = True   # a second tap while the first is on its way is no second wish
        try:
            with self.dialog:   # the button goes with the name, and so would the place to say something
                async with self.acting():
                    await in_store(handover.withdraw, self.person.public_id, self.chosen(), who, utc_now())
                    say(_('Widerrufen und gelöscht.'))
                    self.close()
                    await self.refresh()
        finally:
            self.withdrawing = False

    def close(self) -> None:
        """Nothing about the person stays in the page."""
        self.person = None
        self.dialog.close()
        self.inside.clear()


class Responsible:
    """Choosing is saving: one tap, one person."""

    def __init__(self, number: str, refresh: Refresh) -> None:
        self.number, self.refresh = number, refresh
        self.now = 0
        self.saving = 0   # choices on their way to the store
        self.latest: tuple[RepairView, list[TeamMember]] | None = None
        with box(tag='section'):
            self.choice = choose(_('Ansprechperson'), {0: _('noch offen')}, 0)
            self.choice.on_value_change(self.chosen)

    def chosen(self) -> Awaitable[None] | None:
        """Somebody chose; `show` sets the field, too, but only to what is so already."""
        if self.choice.value == self.now:
            return None
        self.now = self.choice.value
        self.saving += 1
        return self.settle(self.now or None)

    async def settle(self, membership_id: int | None) -> None:
        try:
            await guard.act('repair')(partial(self.assign, membership_id))()
        finally:
            self.saving -= 1
            if self.latest:
                self.show(*self.latest)   # a refused choice goes back to what is stored

    async def assign(self, membership_id: int | None, who: Who) -> None:
        try:
            await in_store(repairs.assign, self.number, membership_id, who, utc_now())
            say(_('Gespeichert.'))
        finally:
            await self.refresh()

    def show(self, view: RepairView, team: list[TeamMember]) -> None:
        self.latest = (view, team)
        if self.saving:   # this look may have begun before the choice, and would take it back on the screen
            return
        self.now = view.responsible_id or 0
        options = {0: _('noch offen')} | {member.membership_id: member.name for member in team}
        if self.now not in options:   # has left the team since
            options[self.now] = view.responsible
        if options != self.choice.options or self.choice.value != self.now:
            self.choice.set_options(options, value=self.now)
