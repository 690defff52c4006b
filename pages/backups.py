"""Sicherung, on the settings screen: the last good one, one at once, the second place, and one to take along."""
from datetime import datetime

from nicegui import ui

from db import backup, confirming, keeping
from db.clock import show_moment, utc_now
from db.errors import Refused
from db.events import Changed
from db.i18n import _
from db.keeping import Status
from db.who import Who
from pages import confirm, guard, live, theme
from pages.bridge import hashing, in_store
from pages.dialogs import answers, question
from pages.theme import Text, box, button, field, say

KEY, TITLE = 'sicherung', _('Sicherung')
LARGEST = 60_000_000   # bytes that may go to a browser through its socket; more goes by the command line


async def draw() -> None:
    status = await in_store(keeping.status)
    with box('kb-settings__part', 'section', id=KEY):
        Text('h2', TITLE)
        Text('p', _('Jeden Tag entsteht eine Sicherung im Datenordner, solange das Programm läuft. '
                    'Keine wird älter als 14 Tage.'), 'kb-mute')
        shown = Shown(status)
        SecondPlace(status)

    async def again(_changed: Changed) -> None:
        shown.show(await in_store(keeping.status))
    live.watch({'setting'}, again)


class Shown:
    """What there is, and two buttons."""

    def __init__(self, status: Status) -> None:
        make, take = guard.act('settings')(self.make), guard.act('settings')(lambda _who: TakeAlong())
        with box(role='status'):
            self.lines = box('kb-facts', 'ul')
        with box('kb-does'):
            button(_('Jetzt sichern'), 'soft', icon='o_save', on_click=lambda: make())
            button(_('Herunterladen …'), 'line', icon='o_download', on_click=lambda: take())
        self.show(status)

    def show(self, status: Status) -> None:
        self.lines.clear()
        with self.lines:
            told(_('Letzte gute Sicherung'), status.last, status.problem)
            if status.place:
                told(_('Am zweiten Ort'), status.second, status.second_problem)

    async def make(self, _who: Who) -> None:
        try:
            done = await in_store(keeping.now_please, utc_now())
            say(done, 'info' if done == keeping.ALL_WELL else 'error')
        finally:
            self.show(await in_store(keeping.status))


def told(what: str, at: datetime | None, problem: str) -> None:
    with box('is-no' if problem or at is None else 'is-yes', 'li'):
        ui.icon('o_warning' if problem or at is None else 'o_check')
        seen = show_moment(at) or ('' if problem else _('noch keine'))
        Text('span', _('{what}: {moment}').format(what=what, moment=seen) if seen else what)
        if problem:
            Text('span', problem, 'kb-small kb-wrong')


class SecondPlace:
    """A USB stick or another disk. Sealed, because it may be lost."""

    def __init__(self, status: Status) -> None:
        sure = confirm.Sure('settings')   # everything goes there from then on (S12)
        keep = guard.act('settings')(lambda who: sure.first(who, self.keep))
        with box('kb-form kb-form--one'):
            self.place = field(_('Zweiter Ort'), status.place, autocomplete='off',
                               hint=_('Ein Ordner auf einem USB-Stick: /media/usb/kontaktbuch. Leer: keiner.'))
            self.phrase = field(_('Passwort der Sicherung'), password=True, autocomplete='new-password',
                                hint=_('Mindestens 12 Zeichen. Bitte aufschreiben: Ohne es ist sie verloren.'))
        with box('kb-does'):
            button(_('Zweiten Ort speichern'), 'soft', on_click=lambda: keep())

    async def keep(self, who: Who) -> None:
        shown = {'backup_place': self.place, 'passphrase': self.phrase}
        for each in shown.values():
            theme.show_error(each, '')
        try:
            await in_store(keeping.set_second, str(self.place.value or ''), str(self.phrase.value or ''), who,
                           utc_now())
        except Refused as refusal:
            if refusal.field not in shown:
                raise
            theme.show_error(shown[refusal.field], refusal.sentence)
            return
        self.phrase.set_value('')
        say(_('Gespeichert. Die nächste Sicherung geht auch dorthin.') if self.place.value else _('Gespeichert.'))


class TakeAlong:
    """A copy for this browser, with the password asked again (S12) and sealed, because it leaves the folder (R4)."""

    def __init__(self) -> None:
        take = guard.act('settings')(self.take)
        self.taking = False   # a second tap while the first is on its way takes no second copy
        sentence = _('Sie enthält alles. Sie wird mit dem Passwort der Sicherung verschlüsselt.')
        with question(_('Sicherung herunterladen'), sentence) as self.dialog:
            self.own = field(_('Dein Passwort'), password=True, autocomplete='current-password')
            self.phrase = field(_('Passwort für diese Sicherung'), password=True, autocomplete='new-password',
                                hint=_('Leer: das Passwort der Sicherung, wenn eines gesetzt ist.'))
            with answers():
                self.go = button(_('Verschlüsseln und laden'), 'fill', on_click=lambda: take())
                button(_('Abbrechen'), 'quiet', on_click=self.dialog.close)

    async def take(self, who: Who) -> None:
        if self.taking or not self.dialog.value:
            return
        self.taking = True
        self.go.props('loading')   # hashing and sealing take seconds
        try:
            await self.taken(who)
        finally:
            self.taking = False
            self.go.props(remove='loading')

    async def taken(self, who: Who) -> None:
        shown = {'password': self.own, 'passphrase': self.phrase}
        for each in shown.values():
            theme.show_error(each, '')
        try:
            await hashing(confirming.confirm, who, str(self.own.value or ''), utc_now())
            name, content = await in_store(sealed_copy, str(self.phrase.value or ''), who, utc_now())
        except Refused as refusal:
            if refusal.field not in shown:
                raise
            theme.show_error(shown[refusal.field], refusal.sentence)
            return
        self.dialog.close()
        ui.download.content(content, name)


def sealed_copy(phrase: str, who: Who, now: datetime) -> tuple[str, bytes]:
    """Nothing of it stays on this disk."""
    phrase = phrase or keeping.passphrase()
    keeping.check_passphrase(phrase)
    content = backup.sealed(phrase)
    if len(content) > LARGEST:
        raise Refused(_('Diese Sicherung ist zu groß für den Browser. Bitte so: ./run.sh backup DATEI'), 'passphrase')
    keeping.downloaded(who, now)
    return backup.name_for(now) + backup.SEALED, content
