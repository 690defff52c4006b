"""What one person saves appears on every other open screen that shows it.

The store tells of a commit in the thread that made it. Here it is collected for a moment, sessions are checked once
for each open page, and then every screen that watches one of the changed tables is told, in its own page's context.
"""
import asyncio
import logging
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any, ParamSpec, TypeVar, cast

from nicegui import Client, background_tasks, helpers, ui
from nicegui.element import Element
from nicegui.slot import Slot

from db import events, sessions
from db.clock import utc_now
from db.events import Changed
from db.who import Who
from pages import guard, sockets
from pages.bridge import in_store

log = logging.getLogger(__name__)
PAUSE = 0.03   # seconds in which changes gather before screens are told
PATROL = 15    # seconds between two looks at the sessions of all open pages
FAREWELL = 3   # seconds a page gets to leave by itself, when its session has ended
Callback = Callable[[Changed], Any]
P = ParamSpec('P')
Result = TypeVar('Result')


@dataclass(frozen=True)
class Watcher:
    tables: frozenset[str]
    callback: Callback
    slot: Slot
    owner: Element   # goes when the screen is left, although the page stays


@dataclass
class Page:
    """An open page: its watchers, and what they have not been told yet."""
    client: Client
    watchers: list[Watcher] = field(default_factory=list)
    waiting: list[Changed] = field(default_factory=list)
    telling: bool = False

    def cares(self, tables: frozenset[str]) -> bool:
        self.watchers = [watcher for watcher in self.watchers if not watcher.owner.is_deleted]
        return any(watcher.tables & tables for watcher in self.watchers)

    def tell(self, who: Who, change: Changed) -> None:
        """A page that is still busy with the last change hears all that came meanwhile at once."""
        self.waiting.append(change)
        self.begin(who)

    def begin(self, who: Who) -> None:
        if self.waiting and not self.telling:
            self.telling = True
            background_tasks.create(self._tell(who), name='bring a screen up to date')

    async def _tell(self, who: Who) -> None:
        """A page without its browser (asleep, reloaded) hears it when that is back: the work may be for nobody."""
        guard.viewing(who)
        try:
            while self.waiting and self.client.has_socket_connection:
                change, self.waiting = together(self.waiting), []
                for watcher in [watcher for watcher in self.watchers if watcher.tables & change.tables]:
                    await call(watcher, change)
        finally:
            self.telling = False


@dataclass
class Feed:
    """All open pages, and the changes that gather for a moment before they are told."""
    pages: dict[Client, Page] = field(default_factory=dict)
    waiting: list[Changed] = field(default_factory=list)
    commits: int = 0   # heard of so far
    reading: dict[Hashable, asyncio.Future[Any]] = field(default_factory=dict)
    loop: asyncio.AbstractEventLoop | None = None

    def page(self, client: Client) -> Page:
        if client not in self.pages:
            self.pages[client] = Page(client)
            client.on_delete(lambda: self.pages.pop(client, None))   # or its screens, and the names on them, would stay
        return self.pages[client]

    def changed(self, change: Changed) -> None:
        """In the thread that committed."""
        self.commits += 1
        if self.loop and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self.gather, change)

    def gather(self, change: Changed) -> None:
        self.waiting.append(change)
        if len(self.waiting) == 1:
            asyncio.get_running_loop().call_later(PAUSE, self.tell)

    def tell(self) -> None:
        if self.loop is None:   # the program has stopped while changes gathered
            return
        change, self.waiting = together(self.waiting), []
        background_tasks.create(self.tell_pages(change), name='tell open pages')

    async def tell_pages(self, change: Changed) -> None:
        """A changed account or tablet may have ended sessions: then every page is asked, not only those that watch."""
        if self.loop is None:   # the program stops, and its threads with it
            return
        everybody = bool({'account', 'device'} & change.tables)
        for page, who in await self.viewed([page for page in self.open() if everybody or page.cares(change.tables)]):
            if page.cares(change.tables):
                page.tell(who, change)

    async def catch_up(self, page: Page) -> None:
        """Its browser is there, for the first time or again."""
        for __, who in await self.viewed([page]):
            page.begin(who)

    async def patrol(self) -> None:
        """Now and then: a screen nobody has used for too long must not stay readable."""
        if self.loop is not None:
            await self.viewed(self.open())

    def open(self) -> list[Page]:
        return [page for page in list(self.pages.values()) if not page.client.is_deleted]

    async def viewed(self, pages: list[Page]) -> list[tuple[Page, Who]]:
        """These pages with those who look at them; pages whose session has ended go to the login."""
        found = list(zip(pages, await in_store(viewers, [token(page) for page in pages]), strict=True))
        for page, who in found:
            if who is None:
                guard.to_login(page.client)
                asyncio.get_running_loop().call_later(FAREWELL, sockets.hang_up, page.client)
        return [(page, who) for page, who in found if who]


feed = Feed()
_stop_listening: list[Callable[[], None]] = []


def start() -> None:
    """Once the event loop runs: listen to the store."""
    stop()
    feed.pages.clear()
    feed.loop = asyncio.get_running_loop()
    _stop_listening.append(events.on_change(feed.changed))


def stop() -> None:
    feed.loop, feed.waiting = None, []
    feed.reading.clear()
    while _stop_listening:
        _stop_listening.pop()()


def follow(client: Client) -> None:
    """Every page with a socket is behind the login, and goes back there when its session ends elsewhere."""
    page = feed.page(client)
    if page.waiting:
        background_tasks.create(feed.catch_up(page), name='catch up with the others')


def watch(tables: Iterable[str], callback: Callback) -> None:
    """Inside a screen: call `callback(changed)` after a commit that touched one of these tables."""
    slot = ui.context.slot
    feed.page(slot.parent.client).watchers.append(Watcher(frozenset(tables), callback, slot, slot.parent))


async def read_once(verb: Callable[P, Result], *args: P.args, **kwargs: P.kwargs) -> Result:
    """Like `in_store`, for callbacks of `watch`: fifty screens that ask the same at once share one answer.

    Never one that was begun before the last commit, which could be older than what the screen is told of.
    """
    key = (feed.commits, verb, args, tuple(kwargs.items()))
    if key not in feed.reading:
        feed.reading[key] = asyncio.ensure_future(in_store(verb, *args, **kwargs))
        feed.reading[key].add_done_callback(lambda _answer: feed.reading.pop(key, None))
    return cast(Result, await asyncio.shield(feed.reading[key]))


def together(changes: list[Changed]) -> Changed:
    people = {change.by for change in changes}
    rows = frozenset(row for change in changes for row in change.rows)
    return Changed(rows, people.pop() if len(people) == 1 else '')


def token(page: Page) -> str:
    return guard.token_of(page.client.request)


def viewers(tokens: list[str]) -> list[Who | None]:
    """All sessions in one go. To be told of a change is no use of a session and keeps none alive."""
    now = utc_now()
    return [sessions.session(token, now, slide=False) for token in tokens]


async def call(watcher: Watcher, change: Changed) -> None:
    try:
        with watcher.slot:
            result = watcher.callback(change)
            if helpers.should_await(result):
                await result
    except Exception:
        if not watcher.owner.is_deleted:   # else the screen was left while its callback waited
            log.exception('a screen could not be brought up to date')
