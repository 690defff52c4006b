"""Heute: what matters now. The team sees what is to be done, the counter its two ways to begin."""
from asyncio import Lock, gather
from datetime import datetime
from typing import Protocol

from db import accounts, figures, retention, settings
from db.clock import show_weekday, utc_now
from db.events import Changed
from db.figures import Today
from db.i18n import _
from db.who import Who, may
from pages import guard, live
from pages.moments import long_date
from pages.theme import box, head
from pages.today_counter import begin
from pages.today_figures import EightWeeks, JustNow
from pages.today_health import Health
from pages.today_strip import Strip
from pages.today_tasks import ClockQuestion, Tasks, first_steps

TABLES = {'repair', 'person', 'membership', 'consent', 'organisation', 'setting', 'account'}


class Part(Protocol):
    """A piece of the screen that redraws what differs from what it shows."""

    def show(self, day: Today) -> None: ...


async def build() -> None:
    who = guard.viewer()
    screen = Screen(who, may(who, 'lists'))
    live.watch(TABLES, screen.refresh)   # before the first look: what is saved from then on appears
    await screen.refresh()


class Screen:
    def __init__(self, who: Who, lists: bool) -> None:
        self.who, self.lists = who, lists
        self.in_team = False   # who looks can take something over; the organiser decides that, and may do so just now
        self.empty: bool | None = None
        self.parts: list[Part] = []
        self.reading = Lock()   # one look after the other: no answer overtakes a newer one
        self.head, self.line = box(), ''
        self.clock = ClockQuestion() if may(who, 'settings') else None
        self.health = Health() if may(who, 'settings') else None
        self.inside = box()

    async def refresh(self, _changed: Changed | None = None) -> None:
        async with self.reading:
            rest = gather(   # side by side, and the heading need not wait for it
                live.read_once(accounts.membership_of, self.who.account),
                live.read_once(figures.today, utc_now(), lists=self.lists), live.read_once(retention.clock_doubted))
            self.show_line(line_of_the_day((await live.read_once(settings.read)).opening, utc_now()))
            membership, day, doubted = await rest
            self.in_team = self.lists and membership is not None
            self.show(day)
            if self.clock:
                self.clock.show(doubted)
            if self.health:
                await self.health.refresh()

    def show_line(self, line: str) -> None:
        if line != self.line:
            self.line = line
            self.head.clear()
            with self.head:
                head(_('Heute'), line)

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
            tasks = Tasks(lambda: self.in_team)
            with box('kb-aside', 'aside', aria_label=_('Zahlen und Neues')):
                return [strip, tasks, EightWeeks(), JustNow()]


def line_of_the_day(opening: tuple[str, ...], now: datetime) -> str:
    """'Montag, 23. November 2026 · geöffnet 14–18 Uhr' on a day the settings name, else the date alone."""
    weekday = show_weekday(now)
    hours = [line.removeprefix(weekday).strip(' :,') for line in opening if line.startswith(weekday)]
    return ' · '.join([long_date(now), *(_('geöffnet {hours}').format(hours=unbroken(hour)) for hour in hours if hour)])


def unbroken(hours: str) -> str:
    """'16–20 Uhr' stays on one line, however narrow the screen."""
    return hours.replace('–', '\u2060–\u2060').replace(' Uhr', '\xa0Uhr')
