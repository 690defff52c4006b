"""Heute: what matters now. The team sees what is to be done, the counter its two ways to begin."""
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from nicegui import ui

from db import accounts, figures, retention, settings
from db.clock import show_weekday, utc_now
from db.events import Changed
from db.figures import Today
from db.i18n import _
from db.who import Who, may
from pages import guard, live
from pages.bridge import in_store
from pages.moments import long_date
from pages.theme import box, head
from pages.today_counter import begin
from pages.today_figures import EightWeeks, JustNow
from pages.today_strip import Strip
from pages.today_tasks import Tasks, ask_about_clock, first_steps

TABLES = {'repair', 'person', 'membership', 'consent', 'organisation', 'setting', 'account'}


class Part(Protocol):
    """A piece of the screen that redraws what differs from what it shows."""

    def show(self, day: Today) -> None: ...


async def build() -> None:
    who = guard.viewer()
    lists = may(who, 'lists')
    cafe = await in_store(settings.read)
    head(_('Heute'), line_of_the_day(cafe.opening, utc_now()))
    clock = ask_about_clock() if may(who, 'settings') else box()
    screen = Screen(who, lists, clock, box(), await in_store(accounts.membership_of, who.account) if lists else None)

    async def read(_changed: Changed | None = None) -> None:
        screen.show(await live.read_once(figures.today, utc_now(), lists=lists))
        screen.clock.set_visibility(await live.read_once(retention.clock_doubted))

    await read()
    live.watch(TABLES, read)


@dataclass
class Screen:
    who: Who
    lists: bool
    clock: ui.element
    inside: ui.element
    membership: int | None
    empty: bool | None = None
    parts: list[Part] = field(default_factory=list)

    def show(self, day: Today) -> None:
        empty = self.lists and not (day.people or day.repairs)
        if empty is not self.empty:   # the first look, or the first entry of a new café
            self.empty = empty
            self.inside.clear()
            with self.inside:
                self.parts = self.draw(empty)
        for part in self.parts:
            part.show(day)

    def draw(self, empty: bool) -> list[Part]:
        if empty:
            first_steps(settings_too=may(self.who, 'settings'))
            return []
        strip = Strip(links=self.lists)
        if not self.lists:
            begin()
            return [strip]
        with box('kb-today'):
            tasks = Tasks(self.membership)
            with box('kb-aside', 'aside', aria_label=_('Zahlen und Neues')):
                return [strip, tasks, EightWeeks(), JustNow()]


def line_of_the_day(opening: tuple[str, ...], now: datetime) -> str:
    """'Montag, 23. November 2026 · geöffnet 14–18 Uhr' on a day the settings name, else the date alone."""
    weekday = show_weekday(now)
    hours = [line.removeprefix(weekday).strip(' :,') for line in opening if line.startswith(weekday)]
    return ' · '.join([long_date(now), *(_('geöffnet {hours}').format(hours=hour) for hour in hours if hour)])
