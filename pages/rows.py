"""The list of every sheet: search field, filters, rows, pager. What the browser does is in rows.js.

The server answers one question at a time per list, in the order they come, and keeps what it sent last. When
something was saved anywhere it asks the same question again and sends only what is different: changed rows alone
while no row moved, else the whole page. Neither touches the search field.
"""
import asyncio
from collections.abc import Awaitable, Callable, Mapping, Set
from dataclasses import dataclass
from typing import Any

from nicegui import ui
from nicegui.events import GenericEventArguments

from db.i18n import _
from db.sheet_rows import SheetRow
from db.sheets import Question, SheetColumn, SheetPage
from db.who import Who
from db.words import State
from pages import guard, theme

LIMIT = 25
Read = Callable[[Question], Awaitable[SheetPage]]
Hint = Callable[[str], Awaitable[list[dict[str, str]]]]


@dataclass(frozen=True)
class Manner:
    """How a sheet's list behaves; its columns come from the store."""
    empty_title: str
    empty_text: str
    filters: tuple[State, ...] = ()
    rare: tuple[State, ...] = ()   # filters that show only while there is something in them
    faces: bool = False            # initials in front of the names
    links: tuple[str, ...] = ('name',)   # the first of these columns that holds something carries the row's link
    opens: bool = False            # a row opens a sheet at the side; else it is a link
    hint: Hint | None = None       # „Meinten Sie …?“ for what was typed


@dataclass
class Sent:
    """What the browser shows: enough to tell what has changed since."""
    rows: dict[str, SheetRow]
    counts: Mapping[str, int]
    total: int
    summary: str

    @classmethod
    def of(cls, page: SheetPage) -> 'Sent':
        return cls({row.key: row for row in page.rows}, page.counts, page.total, page.summary)


class Rows(ui.element, component='rows.js', dependencies=['rows_*.js']):
    """`on_page` is told of every page shown; `on('open', …)` and `on('enter', …)` are for the screen around it."""

    def __init__(self, sheet: str, title: str, columns: tuple[SheetColumn, ...], manner: Manner, question: Question,
                 first: SheetPage, read: Read, *, standard: Question, on_page: Callable[[SheetPage], None]) -> None:
        super().__init__()
        self._manner, self._read, self._on_page = manner, read, on_page
        self.question = question
        self._number = 0                 # of the newest question answered
        self._sent = Sent.of(first)
        self._turn = asyncio.Lock()      # answers leave in the order of their questions
        self.props.update(
            sheet=sheet, columns=[column_for(column) for column in columns], first=page_for(first),
            question=question_for(question), standard=question_for(standard), limit=question.limit,
            faces=manner.faces, links=manner.links, opens=manner.opens, states=STATES,
            filters=[state.key for state in manner.filters], rare=[state.key for state in manner.rare],
            words=words(title, manner))
        self.on('ask', guard.act('lists')(self._ask))

    async def _ask(self, _who: Who, event: GenericEventArguments) -> None:
        number = int(event.args['n'])
        async with self._turn:
            if number < self._number:   # overtaken by a newer question while the session was checked
                return
            self._number = number
            self.question = question_from(event.args, self.question)
            page = await self._read(self.question)
            hint = await self._manner.hint(self.question.text) if self._manner.hint else []
            if self.is_deleted:   # the screen was left while its answer was fetched
                return
            self._sent = Sent.of(page)
            self.run_method('show', self._number, page_for(page, hint=hint))
            self._on_page(page)

    async def refresh(self, touched: Set[str], note: str) -> None:
        """Ask again after a change. Rows that differ, or whose key is among the `touched` ones, are marked with `note`;
        rows that only moved up into the page are not."""
        async with self._turn:
            page = await self._read(self.question)
            before, self._sent = self._sent, Sent.of(page)
            if self.is_deleted or before == self._sent:
                return
            changed = [row for row in page.rows if before.rows.get(row.key) != row]
            fresh = {row.key: note for row in changed if row.key in before.rows or row.key in touched}
            if list(before.rows) == list(self._sent.rows) and before.total == page.total:
                self.run_method('patch', self._number, {'rows': [row_for(row) for row in changed],
                                                        'counts': page.counts, 'fresh': fresh})
            else:
                self.run_method('show', self._number, page_for(page, fresh=fresh))
            self._on_page(page)

    async def only_row(self, text: str) -> SheetRow | None:
        """The one row found for this text, once its answer is there."""
        async with self._turn:
            found = list(self._sent.rows.values())
            return found[0] if len(found) == 1 and text.strip() and text == self.question.text else None

    def show_columns(self, columns: tuple[SheetColumn, ...]) -> bool:
        """The café's own columns are others now. False when this list shows the same as before."""
        drawn = [column_for(column) for column in columns]
        if drawn == self.props['columns']:
            return False
        self.props['columns'] = drawn
        self.update()
        return True

    def follow(self, question: Question) -> None:
        """The address of this very list changed (a link, or „back“): show what it says."""
        self.run_method('follow_address', question_for(question))

    def beside(self, values: dict[str, str]) -> None:
        """Note in the address what is open beside the list, so that it can be linked, and „back“ closes it."""
        self.run_method('beside', values)

    def row(self, key: str) -> SheetRow | None:
        """A row the browser shows."""
        return self._sent.rows.get(key)


STATES = [{'key': state.key, 'word': state.value, 'icon': theme.ICONS[state.key].removeprefix('o_')} for state in State]


def question_from(asked: Mapping[str, Any], before: Question) -> Question:
    """What the browser asks, with every value of the kind it should be; the store whitelists sort and filter."""
    return Question(text=str(asked.get('text') or '')[:200], sort=str(asked.get('sort') or ''),
                    descending=bool(asked.get('descending')), offset=max(0, int(asked.get('offset') or 0)),
                    limit=before.limit, filter=str(asked.get('filter') or ''), only=only_from(asked.get('only')))


def only_from(asked: Any) -> tuple[tuple[str, str], ...]:
    held = asked if isinstance(asked, dict) else {}
    return tuple((str(name)[:80], str(option)[:80]) for name, option in sorted(held.items()) if option)[:20]


def question_for(question: Question) -> dict[str, Any]:
    return {'text': question.text, 'sort': question.sort, 'descending': question.descending,
            'offset': question.offset, 'filter': question.filter, 'only': dict(question.only)}


def column_for(column: SheetColumn) -> dict[str, Any]:
    return {'name': column.name, 'label': column.label, 'kind': column.kind, 'sortable': column.sortable,
            'own': column.own, 'options': column.options}


def row_for(row: SheetRow) -> dict[str, Any]:
    return {'key': row.key, 'href': row.href, 'state': row.state, 'cells': row.cells, 'late': row.late,
            'initials': row.initials}


def page_for(page: SheetPage, *, fresh: Mapping[str, str] | None = None,
             hint: list[dict[str, str]] | None = None) -> dict[str, Any]:
    return {'rows': [row_for(row) for row in page.rows], 'total': page.total, 'more': page.more, 'counts': page.counts,
            'fresh': fresh or {}, 'hint': hint or []}


def words(title: str, manner: Manner) -> dict[str, Any]:
    """Every text the list shows; the browser only fills in numbers and what was typed."""
    return {
        'search': _('Suchen'), 'finder': _('Finden'), 'filters': _('Nach Stand filtern'), 'all': _('Alle'),
        'caption': title, 'meant': _('Meinten Sie'), 'nobody': _('noch offen'), 'noes': [_('nein'), _('möchte nicht')],
        'emptyTitle': manner.empty_title, 'emptyText': manner.empty_text,
        'notFound': _('Nichts gefunden'), 'noneInState': _('In diesem Stand ist gerade nichts.'),
        'noneSuch': _('Mit dieser Auswahl steht hier nichts.'),
        'notFoundText': _('Zu „{text}“ passt hier kein Name, keine Telefonnummer und keine Reparaturnummer. '
                          'Vielleicht steht es in einer anderen Liste?'),
        'everywhere': _('In allen Listen suchen'), 'dropFilter': _('Alle anzeigen'),
        'any': _('{label}: alle'), 'moreChoices': _('Weitere Filter ({n})'), 'fewerChoices': _('Weniger Filter'),
        'narrow': _('Nach eigenen Spalten filtern'),
        'pager': _('Seiten'), 'range': _('{from} bis {to} von {total}'),
        'rangeMore': _('{from} bis {to} von mehr als {total}. Bitte genauer suchen.'),
        'back': _('Zurück'), 'forward': _('Weiter'),
    }
