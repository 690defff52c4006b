"""Einstellungen: what the café decides itself, in sections that are saved one by one; and who may log in.

The fields come from `db.settings.columns()`. A setting nobody has put into a section here appears in the last one.
"""
from dataclasses import dataclass
from typing import Any

from nicegui import ui

from db import settings
from db.clock import utc_now
from db.events import Changed
from db.i18n import _
from db.settings import Settings
from db.who import Who
from pages import accounts, backups, columns, guard, live, tablets, wifi_settings
from pages.bridge import in_store
from pages.in_place import InPlace
from pages.theme import Text, box, head


@dataclass(frozen=True)
class Topic:
    key: str
    title: str
    line: str
    names: tuple[str, ...]


TOPICS = (
    Topic('cafe', _('Das Café'), _('Steht auf jedem Abholschein und auf der Seite, die sein Code öffnet.'),
          ('cafe_name', 'address', 'phone', 'opening')),
    Topic('adresse', _('Adresse im QR-Code'),
          _('Sie steckt in den Codes der Scheine. Ist sie leer, führen sie zu diesem Computer.'),
          ('base_address',)),
    Topic('wlan', _('Im WLAN'), _('Für das Tablet an der Annahme und die Handys des Teams.'), ('lan',)),
    Topic('schein', _('Texte auf dem Abholschein'), _('Kurz halten: Auf den Schein passen wenige Zeilen.'),
          ('ticket_texts', 'liability')),
    Topic('fristen', _('Fristen'), _('Gilt für alles, was ab jetzt angenommen oder abgeholt wird.'),
          ('pickup_term_days', 'grace_minutes')),
    Topic('werte', _('Werte zum Auswählen'), _('Eure Wörter. Was schon eingetragen ist, bleibt stehen.'),
          ('places', 'tasks', 'skills', 'categories', 'reasons_repairable', 'reasons_end_of_life')),
)
REST = Topic('weiteres', _('Weiteres'), '', ())


async def build() -> None:
    now = await in_store(settings.read)
    head(_('Einstellungen'), _('Sichtbar nur für die Leitung.'))
    with box('kb-settings'):
        with box('kb-settings__nav', 'nav', aria_label=_('Abschnitte')):
            more = (columns, backups, accounts, tablets)
            for topic in (*topics(), *(Topic(each.KEY, each.TITLE, '', ()) for each in more)):
                ui.link(topic.title, f'#{topic.key}')
        with box('kb-stack kb-settings__body'):
            sections: list[Section] = []
            sections += [Section(topic, now, sections) for topic in topics()]
            await columns.draw()
            await backups.draw()
            await accounts.draw()
            await tablets.draw()

    async def again(_changed: Changed) -> None:
        newest = await in_store(settings.read)
        for section in sections:
            section.show(newest)
    live.watch({'setting'}, again)


def topics() -> tuple[Topic, ...]:
    placed = {name for topic in TOPICS for name in topic.names}
    rest = tuple(column.name for column in settings.columns() if column.name not in placed)
    return (*TOPICS, Topic(REST.key, REST.title, REST.line, rest)) if rest else TOPICS


class Section:
    """One form. Only what was changed is saved, so two people can work on different sections at the same time."""

    def __init__(self, topic: Topic, now: Settings, sections: list['Section']) -> None:
        self.topic, self._sections = topic, sections
        with box('kb-settings__part', 'section', id=topic.key):
            Text('h2', topic.title)
            if topic.line:
                Text('p', topic.line, 'kb-mute')
            asked = tuple(column for column in settings.columns() if column.name in topic.names)
            if 'ticket_texts' in topic.names:
                ui.link(_('Die Fragen zur Einwilligung stehen unter Datenschutz.'), '/datenschutz').classes('kb-small')
            self.typed = InPlace(asked, settings.as_text(now), right='settings', save=self.keep, saved=self.again,
                                 others=self.others, draft=f'{guard.drafts()}-settings-{topic.key}')
            if 'base_address' in topic.names:
                wifi_settings.Proposal(self.typed['base_address'].element)
            if 'lan' in topic.names:
                wifi_settings.Doors()

    def others(self) -> str:
        return ', '.join(one.topic.title for one in self._sections if one is not self and one.typed.changed)

    async def again(self) -> None:
        self.show(await in_store(settings.read))

    def show(self, now: Settings) -> None:
        self.typed.show(settings.as_text(now))

    async def keep(self, who: Who, values: dict[str, Any]) -> None:
        await in_store(settings.save, {name: as_typed(value) for name, value in values.items()}, who, utc_now())


def as_typed(value: Any) -> str:
    return (_('ja') if value else _('nein')) if isinstance(value, bool) else str(value)
