"""Protokoll: who did what, and when, for organisers. One sentence a line, the newest first, day by day.

The address says what is looked for and where (`?art=login&wer=3&vor=812`), so filters and pages are ordinary links.
"""
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from nicegui import ui

from db import journal_lines, journal_words
from db.clock import days_between, show_time, utc_now
from db.events import Changed
from db.i18n import _
from db.journal_lines import Line, Page, Question
from pages import live
from pages.bridge import in_store
from pages.moments import long_date
from pages.steady import Steady
from pages.theme import Text, box, choose, face, head

PATH = '/protokoll'
TABLES = {'repair', 'person', 'membership', 'organisation', 'consent', 'setting', 'account', 'device',
          'consent_text', 'change'}
LONGEST = 15        # digits of a number in the address
NOBODY = {'login': 'o_lock', 'erasure': 'o_auto_delete'}   # in place of a face; else the command line


@dataclass(frozen=True)
class Entry:
    """A line on the screen. `day` heads the first one of each day; `fresh` came while somebody was looking."""
    line: Line
    day: str
    fresh: bool


async def build(art: str = '', wer: str = '', vor: str = '', nach: str = '') -> None:
    question = Question(art if art in journal_words.KINDS else '', number(wer), number(vor), number(nach))
    accounts = await in_store(journal_lines.accounts)
    head(_('Protokoll'), _('Wer hat was gemacht, und wann. Was dabei eingegeben wurde, steht hier nicht.'))
    with box('kb-tools'):
        kinds(question)
        people(question, accounts)
    screen = Screen(question)
    live.watch(TABLES, screen.refresh)   # before the first look: what is saved from then on appears
    await screen.refresh()


def number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= LONGEST else None


def address(question: Question) -> str:
    asked = {'art': question.kind, 'wer': question.account, 'vor': question.before, 'nach': question.after}
    query = urlencode({name: value for name, value in asked.items() if value not in ('', None)})
    return f'{PATH}?{query}' if query else PATH


# ---- what to look for ------------------------------------------------------------------------------------------------
def kinds(question: Question) -> None:
    with box('kb-filter', 'nav', aria_label=_('Nach Art filtern')):
        for kind, word in {'': _('Alle'), **journal_words.KINDS}.items():
            link = ui.link(word, address(Question(kind, question.account))).classes('kb-pick')
            if kind == question.kind:
                link.props('aria-current=true')


def people(question: Question, accounts: tuple[tuple[int, str], ...]) -> None:
    options = {0: _('alle'), **dict(accounts)}
    chosen = choose(_('Wer'), options, question.account if question.account in options else 0, 'kb-journal__who')
    chosen.on_value_change(lambda: ui.navigate.to(address(Question(question.kind, chosen.value or None))))


# ---- what was found --------------------------------------------------------------------------------------------------
class Screen:
    def __init__(self, question: Question) -> None:
        self.question = question
        self.newest: int | None = None   # of the lines that stood here at the first look
        self.lines = Steady(box('kb-journal', 'ol'), draw)
        with box('kb-empty') as self.empty:
            ui.icon('o_inbox')
            Text('h2', _('Nichts gefunden'))
            Text('p', _('Davon steht noch nichts im Protokoll.'))
        self.pager = box('kb-pager', 'nav', aria_label=_('Seiten'))

    @property
    def turned(self) -> bool:
        """An older page stays as it is, whatever happens meanwhile."""
        return self.question.before is not None or self.question.after is not None

    async def refresh(self, changed: Changed | None = None) -> None:
        if changed is None or not self.turned:
            self.show(await live.read_once(journal_lines.read, self.question), utc_now())

    def show(self, page: Page, now: datetime) -> None:
        known = self.newest if self.newest is not None else max((line.id for line in page.lines), default=0)
        self.newest = known
        days = [day_of(line.at, now) for line in page.lines]
        self.lines.show({str(line.id): Entry(line, day if day != before else '', line.id > known)
                         for line, day, before in zip(page.lines, days, ['', *days], strict=False)})
        self.empty.set_visibility(not page.lines)
        self.pager.clear()
        if page.lines and (page.newer or page.older):
            with self.pager:
                turn(_('Neuere'), 'chevron_left', page.newer,
                     replace(self.question, before=None, after=page.lines[0].id))
                turn(_('Ältere'), 'chevron_right', page.older,
                     replace(self.question, before=page.lines[-1].id, after=None))


def turn(word: str, icon: str, there: bool, question: Question) -> None:
    if there:
        with ui.link(target=address(question)).classes('kb-plainbtn'):
            ui.icon(f'o_{icon}')
            Text('span', word)


def draw(entry: Entry) -> ui.element:
    line = entry.line
    with box(tag='li') as item:
        if entry.day:
            Text('h2', entry.day, 'kb-journal__day')
        with box('kb-journal__line' + (' kb-fresh' if entry.fresh else '')):
            Text('span', show_time(line.at), 'kb-journal__time')
            if line.who:
                face(line.initials)
            else:
                ui.icon(NOBODY.get(line.kind, 'o_terminal')).classes('kb-journal__nobody').props('aria-hidden=true')
            if line.href:
                ui.link(line.sentence, line.href)
            else:
                Text('span', line.sentence)
    return item


def day_of(at: datetime, now: datetime) -> str:
    """'Heute', 'Gestern', 'Freitag, 20. November 2026'; a clock that ran ahead gives its date."""
    match days_between(at, now):
        case 0:
            return _('Heute')
        case 1:
            return _('Gestern')
    return long_date(at)
