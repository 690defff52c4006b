"""The five lists. What stands on them, in which columns and order, is the store's; here is how they behave.

The address says what a list shows and what is open beside it (`?stand=fertig`, `?person=…`). Whoever changes the
address, a link or „back“, the list follows without being built anew, so that what is typed stays.
"""
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit
from weakref import WeakKeyDictionary

from nicegui import Client, background_tasks, ui
from nicegui.events import GenericEventArguments

from db import numbers, sheets
from db import repairs as repair_verbs
from db.clock import utc_now
from db.errors import Refused
from db.events import Changed
from db.i18n import _
from db.sheets import Question, SheetColumn, SheetPage
from db.who import Who, may
from db.words import OPEN, State
from pages import find, guard, live, rows, theme
from pages.beside import Beside, Opened, opened_by
from pages.bridge import in_store

ONLY = 'nur-'   # before the name of an own column in the address (rows_address.js)
CONTACTS = ('team', 'kundinnen', 'extern', 'ehemalige')


@dataclass(frozen=True)
class Plan:
    """One list: how it behaves, whose changes it shows, and what „Neu“ opens beside it ('' goes to the counter)."""
    manner: rows.Manner
    tables: frozenset[str]
    new: str = ''


async def meant(text: str) -> list[dict[str, str]]:
    """„Meinten Sie …?“: repairs that differ from what was typed in one digit."""
    if not numbers.read_code(text).suggestions:
        return []
    return [{'text': number, 'href': f'/r/{number}'} for number in await in_store(repair_verbs.meant, text)]


PLANS = {
    'team': Plan(rows.Manner(_('Noch niemand im Team'), _('Mit „Neu“ kommt das erste Mitglied auf die Liste.'),
                             faces=True, opens=True),
                 frozenset({'person'}), new='team'),
    'kundinnen': Plan(rows.Manner(_('Gerade ist nichts hier'), _('Keine offene Reparatur, also steht hier niemand.'),
                                  filters=OPEN, rare=(State.UNCOLLECTED,), hint=meant),
                      frozenset({'person', 'repair'})),
    'extern': Plan(rows.Manner(_('Noch keine Kontakte'), _('Hier stehen Organisationen und die Menschen dort.'),
                               links=('name', 'organisation'), opens=True),
                   frozenset({'person', 'organisation'}), new='organisation'),
    'ehemalige': Plan(rows.Manner(_('Niemand bei den Ehemaligen'),
                                  _('Hier steht, wer gegangen ist und auffindbar bleiben möchte.'), opens=True),
                      frozenset({'person', 'repair'}), new='ehemalige'),
    'reparaturen': Plan(rows.Manner(_('Noch keine Reparaturen'), _('Mit „Neu“ beginnt die erste Annahme.'),
                                    filters=tuple(State), rare=(State.UNCOLLECTED,), links=('number',), hint=meant),
                        frozenset({'person', 'repair'})),
}


# ---- the screens --------------------------------------------------------------------------------------
async def team() -> None:
    await SheetScreen('team').build()


async def customers() -> None:
    await SheetScreen('kundinnen').build()


async def external() -> None:
    await SheetScreen('extern').build()


async def former() -> None:
    await SheetScreen('ehemalige').build()


async def repairs() -> None:
    await SheetScreen('reparaturen').build()


class SheetScreen:
    """One list while it is on the screen."""

    def __init__(self, name: str) -> None:
        self.name, self.plan = name, PLANS[name]
        column, descending = sheets.SHEETS[name].default
        self.standard = Question(sort=column, descending=descending, limit=rows.LIMIT)

    async def build(self) -> None:
        client = ui.context.client
        path = client.sub_pages_router.current_path
        columns, page = await in_store(opening, self.name, asked(path, self.standard))
        if self.name in CONTACTS:
            contact_tabs(self.name)
        self._head(page)
        self.rows = rows.Rows(self.name, sheets.SHEETS[self.name].title, columns, self.plan.manner,
                              asked(path, self.standard), page, self._read, standard=self.standard,
                              on_page=self._page_came)
        self.rows.on('open', guard.act('lists')(self._open_row))
        self.rows.on('enter', guard.act('lists')(self._entered))
        self.beside = Beside(lambda what: self.rows.beside(what.address()))
        live.watch(self.plan.tables | {'custom_column'}, self._changed)
        follow_address(client, self)
        await self._open(opened_by(path))

    def _head(self, page: SheetPage) -> None:
        with theme.box('kb-head kb-head--inline'):
            with theme.box('kb-head__text'):
                theme.Text('h1', sheets.SHEETS[self.name].title).props('tabindex=-1')
                self.line = theme.Text('p', page.summary, 'kb-mute')
            if may(guard.viewer(), 'edit'):
                with theme.box('kb-head__acts'):
                    theme.button(_('Neu'), 'fill', icon='o_add', on_click=guard.act('edit')(self._new))

    def _page_came(self, page: SheetPage) -> None:
        self.line.set_text(page.summary)

    async def _read(self, question: Question) -> SheetPage:
        return await live.read_once(sheets.read, self.name, question, utc_now())

    # ---- what people do ----
    async def _new(self, _who: Who) -> None:
        if self.plan.new:
            await self._open(Opened(new=self.plan.new))
        else:
            ui.navigate.to('/annahme')

    async def _open_row(self, _who: Who, event: GenericEventArguments) -> None:
        row = self.rows.row(str(event.args))
        if row:
            await self._open(opened_by(row.href))

    async def _entered(self, _who: Who, event: GenericEventArguments) -> None:
        """Enter: a number or a scanned code opens its repair, a single hit opens itself."""
        text = str(event.args.get('text') or '')
        if await find.open_code(text):
            return
        row = await self.rows.only_row(text)
        if row and self.plan.manner.opens:
            await self._open(opened_by(row.href))
        elif row:
            ui.navigate.to(row.href)

    async def _open(self, what: Opened) -> None:
        try:
            await self.beside.open(what)
        except Refused as refusal:
            theme.say(refusal.sentence)
            self.rows.beside(Opened().address())

    # ---- what others do ----
    async def _changed(self, changed: Changed) -> None:
        if 'custom_column' in changed.tables:
            self.rows.show_columns(await in_store(columns_of, self.name))
        note = _('gerade geändert von {name}').format(name=changed.by) if changed.by else _('gerade geändert')
        await self.rows.refresh({key for _table, key in changed.rows}, note)

    async def follow(self, _who: Who, path: str) -> None:
        """The address of this list changed by a link or „back“."""
        if self.rows.is_deleted or urlsplit(path).path.strip('/') != self.name:
            return
        await self._open(opened_by(path))
        question = asked(path, self.standard, text=self.rows.question.text)
        if question != self.rows.question:
            self.rows.follow(question)


def opening(name: str, question: Question) -> tuple[tuple[SheetColumn, ...], SheetPage]:
    """Everything the first HTML needs, in one visit to the store."""
    return columns_of(name), sheets.read(name, question, utc_now())


def columns_of(name: str) -> tuple[SheetColumn, ...]:
    return sheets.SHEETS[name].columns


def asked(path: str, standard: Question, text: str = '') -> Question:
    """What an address asks of the list; what it does not say is as usual."""
    query = dict(parse_qsl(urlsplit(path).query))
    sort = query.get('sort', '')
    page = int(query['seite']) if query.get('seite', '').isdecimal() else 1
    return Question(text=text, sort=sort.removeprefix('-') or standard.sort,
                    descending=sort.startswith('-') if sort else standard.descending,
                    offset=max(0, min(page, 100_000) - 1) * standard.limit, limit=standard.limit,
                    filter=query.get('stand', ''), only=rows.only_from(
                        {name.removeprefix(ONLY): option for name, option in query.items() if name.startswith(ONLY)}))


def contact_tabs(here: str) -> None:
    """On smaller screens the four contact lists stand side by side above the list."""
    with theme.box('kb-sheets', 'nav', aria_label=_('Listen')):
        for name in CONTACTS:
            link = ui.link(sheets.SHEETS[name].title, f'/{name}')
            if name == here:
                link.props('aria-current=page')


# ---- following the address ----------------------------------------------------------------------------
_shown: WeakKeyDictionary[Client, SheetScreen] = WeakKeyDictionary()


def follow_address(client: Client, screen: SheetScreen) -> None:
    """NiceGUI keeps every follower as long as the page lives, so each page gets one, for whichever list it shows."""
    first = client not in _shown
    _shown[client] = screen
    if first:
        client.sub_pages_router.on_path_changed(follower(client))


def follower(client: Client) -> Callable[[str], None]:
    def changed(path: str) -> None:
        screen = _shown[client]
        if not screen.rows.is_deleted:
            follow = guard.act('lists')(lambda who: screen.follow(who, path))
            background_tasks.create(follow(), name='follow the address', context=screen.rows)
    return changed
