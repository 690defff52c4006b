"""What is known about the item: the declared fields, saved together; and the history."""
from collections.abc import Awaitable, Callable
from typing import Any

from nicegui import ui

from db import repairs
from db.clock import utc_now
from db.errors import Conflict
from db.fields import Column
from db.i18n import _
from db.repair_views import HistoryLine, RepairView
from db.who import Who
from pages import guard
from pages.bridge import in_store
from pages.in_place import InPlace
from pages.moments import day, day_and_time
from pages.steady import Steady
from pages.theme import Text, box
from pages.ticket_values import warning_words

Refresh = Callable[[], Awaitable[None]]


class Facts:
    """Fields follow the store unless somebody types in them; then they say so when somebody else was faster."""

    def __init__(self, view: RepairView, columns: tuple[Column, ...], places: tuple[str, ...],
                 refresh: Refresh) -> None:
        self.number, self.refresh = view.number, refresh
        self.newest = self.base = view.version   # what the store holds, and what the typing here is based on
        with box('kb-known', 'section'):
            Text('h2', _('Was ist los?'))
            with box('kb-warn') as self.warning:
                ui.icon('o_power_off')
                self.warning_text = Text('span', '')
            self.typed = InPlace(columns, view.values, right='repair', save=self.keep, saved=refresh,
                                 draft=f'{guard.drafts()}-repair-{view.number}')
        for field in self.typed.form.fields.values():
            if isinstance(field.element, ui.textarea):
                field.element.props('autogrow rows=1')
        place = self.typed['place'].element
        if isinstance(place, ui.input):
            place.set_autocomplete(list(places))

    def show(self, view: RepairView) -> None:
        self.warning.set_visibility(bool(view.warning))
        self.warning_text.set_text(warning_words(view.warning))
        self.newest = view.version
        for name, field in self.typed.form.fields.items():
            field.element.set_visibility(name not in view.fixed)
        overtaken = self.typed.overtaken(view.values)
        if overtaken:
            self.tell(overtaken)
        self.typed.show(view.values)
        self.base = view.version   # another version has been shown, or nothing here differs from it

    def tell(self, overtaken: dict[str, str]) -> None:
        self.typed.notes.clear()
        with self.typed.notes:
            for label, text in overtaken.items():
                Text('p', _('„{field}“ hat inzwischen jemand geändert: {text}').format(field=label, text=text or '–'))
            Text('p', _('Was du getippt hast, steht noch da. „Speichern“ ersetzt die andere Fassung.'))
        self.typed.notes.set_visibility(True)

    async def keep(self, who: Who, values: dict[str, Any]) -> None:
        try:
            await in_store(repairs.save, self.number, self.base, values, who, utc_now())
        except Conflict:
            await self.refresh()
            self.base = self.newest   # the other version stands on the screen now
            raise


class History:
    """Who moved it when, the newest first."""

    def __init__(self) -> None:
        with box(tag='section'):
            Text('h2', _('Verlauf'))
            self.lines = Steady(box('kb-time', 'ol'), draw_line)

    def show(self, view: RepairView) -> None:
        count = len(view.history)
        self.lines.show({str(count - place): line for place, line in enumerate(view.history)})


def draw_line(line: HistoryLine) -> ui.element:
    said = day if line.is_day else day_and_time
    with box(tag='li') as item:
        Text('span', said(line.at, utc_now()))
        Text('span', f'{line.who}: {line.text}')
    return item
