"""The words of one question: those in force, how they look where they are asked, and the older ones."""
from typing import Any

from nicegui import ui

from db import wording
from db.clock import show_date, utc_now
from db.errors import Conflict, Refused
from db.i18n import _
from db.who import Who
from db.wording import Version
from db.words import Audience, Purpose
from pages import forms, guard, theme
from pages.bridge import in_store
from pages.side import Side
from pages.theme import Text, box, button
from pages.ticket_values import sample_prints

AT_THE_COUNTER = ((Purpose.REPAIR, Audience.OUTSIDE), (Purpose.FORMER, Audience.OUTSIDE))


class Rewording:
    """The sheet while it is open. Nothing is changed until there is a new version; the old one stays as it was."""

    def __init__(self, versions: tuple[Version, ...]) -> None:
        self.newest = versions[0]
        self.passing = False   # what is said above holds only until the next change
        self._saving = False   # a second tap while the first is on its way makes no second version
        key = f'{self.newest.purpose}-{self.newest.audience}'
        save = guard.act('privacy')(self.save)
        self.side = Side(self.newest.words['title'], lambda: None)
        self.side.on_drop = lambda: self.form.forget()
        self.side.line.set_text(self.newest.purpose.label)
        with self.side.body:
            self.notice = box('kb-notice', role='alert')
            self.form = forms.Form(right='privacy', send=save, draft=f'{guard.viewer().account}-words-{key}',
                                   on_change=self.side.unsaved)
            with self.form.classes('kb-rewording'):
                self.form.draw(wording.columns(), self.newest.words)
            self.preview = Preview(self.newest)
            self.older = box(tag='section')
        with self.side.foot:
            button(_('Als neue Fassung speichern'), 'fill', on_click=lambda: save())
            button(_('Vorschlag einsetzen'), 'quiet', on_click=guard.act('privacy')(self.suggest))
        self.form.fields['text'].element.props('autogrow')
        for each in self.form.fields.values():
            each.element.on_value_change(self.look)
            each.check()
        self.form.restored = self.look
        self.tell(versions)
        self.side.open()

    # ---- showing ----
    def words(self) -> dict[str, str]:
        return {name: str(each.value) for name, each in self.form.fields.items()}

    def look(self) -> None:
        """As it is typed."""
        if self.passing:
            self.notice.clear()
            self.passing = False
        self.preview.show(self.words())

    def tell(self, versions: tuple[Version, ...]) -> None:
        self.look()
        self.older.clear()
        with self.older:
            draw_older(versions[1:])

    def renew(self, found: tuple[tuple[Version, ...], ...]) -> None:
        """Somebody else has saved other words meanwhile: what is typed here stays, and it is said."""
        versions = next(one for one in found if (one[0].purpose, one[0].audience) == (
            self.newest.purpose, self.newest.audience))
        if not self.side.is_open or self._saving or versions[0].id == self.newest.id:
            return
        self.newest = versions[0]
        self.side.title.set_text(self.newest.words['title'])
        changed = self.form.changed
        self.form.fill(self.newest.words)
        self.tell(versions)
        if changed:
            self.say(_('Diese Frage wurde gerade von jemand anderem geändert. Dein Text steht noch da. '
                       'Die neue Fassung steht unten.'))
            with self.older:
                draw_older(versions[:1], _('Die neue Fassung'))

    def say(self, sentence: str, passing: bool = False) -> None:
        """`passing`: true only until something is changed."""
        self.notice.clear()
        self.passing = passing
        with self.notice:
            Text('p', sentence)

    # ---- saving ----
    async def save(self, who: Who) -> None:
        if self._saving or not self.side.is_open:
            return
        values = self.form.parse()
        if values is None:
            return
        self._saving = True
        try:
            await self.store(who, values)
        except Conflict as conflict:
            self.say(conflict.sentence)
        except Refused as refusal:
            self.form.refuse(refusal)
        finally:
            self._saving = False

    async def store(self, who: Who, values: dict[str, Any]) -> None:
        made = await in_store(wording.reword, self.newest.purpose, self.newest.audience, values['title'],
                              values['text'], values['yes'], values['no'], who, utc_now(), self.newest.id)
        if made.id == self.newest.id:
            self.say(_('Das sind dieselben Worte wie bisher. Es bleibt bei dieser Fassung.'), passing=True)
            return
        self.form.forget()
        self.side.unsaved(False)
        self.side.close()
        theme.say(_('Fassung {n} gilt ab jetzt.').format(n=made.version))

    def suggest(self, _who: Who) -> None:
        """The words a new café starts with, to be looked at before they are saved."""
        for name, text in wording.suggested(self.newest.purpose, self.newest.audience).items():
            self.form.fields[name].element.set_value(text)
            self.form.fields[name].check()


class Preview:
    """Drawn with the counter's own look, and with the words that the code of the slip says."""

    def __init__(self, version: Version) -> None:
        where = _('An der Annahme') if (version.purpose, version.audience) in AT_THE_COUNTER else _('Im Programm')
        with box('kb-preview', 'figure'):
            Text('figcaption', where, 'kb-preview__where')
            with box('kb-answer'):
                self.title = Text('p', '', 'kb-preview__title')
                self.text = Text('p', '', 'kb-answer__text')
                with box('kb-answer__two'):
                    self.yes, self.no = (self.answer() for __ in range(2))
        if (version.purpose, version.audience) in AT_THE_COUNTER:
            self.slip(version.purpose)

    @staticmethod
    def answer() -> Text:
        with box('kb-radio kb-preview__answer'):
            box('kb-preview__dot', 'span')
            return Text('span', '')

    @staticmethod
    def slip(purpose: Purpose) -> None:
        with box('kb-preview kb-preview--paper', 'figure'):
            Text('figcaption', _('Auf dem Abholschein'), 'kb-preview__where')
            with box('kb-consent', 'ul'):
                for line in sample_prints(purpose, utc_now()):
                    with box('is-yes' if line.yes else 'is-no', 'li'):
                        ui.icon('o_check' if line.yes else 'o_close')
                        Text('span', line.text)
            with box('kb-factacts'):
                for answer, words in (('ja', _('Musterschein mit Ja')), ('nein', _('Musterschein mit Nein'))):
                    if purpose is Purpose.FORMER or answer == 'ja':
                        button(words, 'line kb-tight', icon='o_description',
                               to=f'/datenschutz/musterschein.pdf?later={answer}').props('target=_blank')

    def show(self, words: dict[str, str]) -> None:
        for element, name in ((self.title, 'title'), (self.text, 'text'), (self.yes, 'yes'), (self.no, 'no')):
            element.set_text(words[name])


def draw_older(versions: tuple[Version, ...], title: str = _('Ältere Fassungen')) -> None:
    if versions:
        Text('h3', title)
    for version in versions:
        with box('kb-older', 'details'):
            Text('summary', span(version))
            Text('p', version.words['title'], 'kb-strong')
            Text('p', version.words['text'], 'kb-small kb-lines')
            Text('p', f'{version.words["yes"]} · {version.words["no"]}', 'kb-small kb-mute')


def span(version: Version) -> str:
    """'Fassung 1 · 01.03.2026 bis 23.11.2026 · 4 Ja gelten'."""
    until = show_date(version.until) if version.until else _('heute')
    return _('Fassung {n} · {since} bis {until} · {held}').format(
        n=version.version, since=show_date(version.since), until=until, held=held(version))


def held(version: Version) -> str:
    """'18 Ja gelten, davon 12 aus einer Liste': nobody knows with which words those were asked."""
    said = _('1 Ja gilt') if version.held == 1 else _('{n} Ja gelten').format(n=version.held)
    if not version.listed:
        return said
    return _('{held}, aus einer Liste').format(held=said) if version.listed == version.held else _(
        '{held}, davon {n} aus einer Liste').format(held=said, n=version.listed)
