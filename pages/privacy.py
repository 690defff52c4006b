"""Datenschutz: who is kept for what, whose time ends when, the words of the questions, what went this year, access."""
from collections.abc import Callable
from functools import partial

from fastapi import APIRouter, Request, Response
from nicegui import ui

from db import privacy, search, wording
from db.clock import show_date, utc_now
from db.events import Changed
from db.i18n import _
from db.privacy import Overview
from db.search import Hit
from db.who import Who
from db.wording import Version
from pages import access, guard, live, papers
from pages.bridge import in_store
from pages.paper_values import sample_pdf
from pages.steady import Steady
from pages.theme import Text, box, button, field, head
from pages.wording import Rewording, held

SECTIONS = {'zwecke': _('Wofür gespeichert wird'), 'fristen': _('Wer wann an der Reihe ist'),
            'fragen': _('So fragen wir'), 'geloescht': _('Gelöscht'), 'auskunft': _('Auskunft')}
SHOWN = 6   # people found for an access report
Draw = Callable[[Overview], None]
router = APIRouter(include_in_schema=False)


@router.get('/datenschutz/musterschein.pdf')
async def sample(request: Request, later: str = '') -> Response:
    await guard.request_who(request, 'privacy')
    return papers.pdf(await in_store(sample_pdf, utc_now(), later=later == 'ja'), 'musterschein')


async def build() -> None:
    head(_('Datenschutz'), _('Sichtbar nur für die Leitung.'))
    with box('kb-settings kb-privacy'):
        with box('kb-settings__nav', 'nav', aria_label=_('Abschnitte')):
            for key, title in SECTIONS.items():
                ui.link(title, f'#{key}')
        with box('kb-stack kb-settings__body'):
            sections = [Section('zwecke', draw_purposes), Section('fristen', draw_due)]
            questions = Questions()
            sections.append(Section('geloescht', draw_gone))
            reports = Reports()

    async def again(_changed: Changed | None = None) -> None:
        seen = await in_store(privacy.overview, utc_now())
        for section in sections:
            section.show(seen)
    # before the first look: what is saved from then on appears
    live.watch({'person', 'repair', 'membership', 'setting'}, again)
    live.watch({'person'}, reports.again)
    live.watch({'consent_text', 'person', 'repair', 'membership'}, questions.again)
    await again()
    await questions.again()


def heading(key: str, line: str = '') -> ui.element:
    """A section of the screen, open to be filled."""
    part = box('kb-settings__part', 'section', id=key)
    with part:
        Text('h2', SECTIONS[key])
        if line:
            Text('p', line, 'kb-mute')
    return part


class Section:
    """Drawn anew when what it tells has changed."""

    def __init__(self, key: str, draw: Draw) -> None:
        self.draw = draw
        self.shown: Overview | None = None
        with heading(key):
            self.inside = box()

    def show(self, seen: Overview) -> None:
        if seen == self.shown:
            return
        self.shown = seen
        self.inside.clear()
        with self.inside:
            self.draw(seen)


# ---- what holds ------------------------------------------------------------------------------------------------------
def draw_purposes(seen: Overview) -> None:
    people = {0: _('Niemand steht im Kontaktbuch.'), 1: _('Eine Person steht im Kontaktbuch, mit Einwilligung.')}
    Text('p', people.get(seen.people, _('{n} Menschen stehen im Kontaktbuch, alle mit Einwilligung.').format(
        n=seen.people)), 'kb-mute')
    with box('kb-counts', 'ul'):
        for line in seen.purposes:
            with box(tag='li'), box('kb-counts__go', 'a', href=line.href):
                Text('span', str(line.people), 'kb-counts__n')
                with box('kb-counts__main', 'span'):
                    Text('span', line.purpose.label, 'kb-strong')
                    Text('span', line.until, 'kb-small kb-mute')


def draw_due(seen: Overview) -> None:
    if seen.doubted:
        Text('p', _('Die Uhr dieses Computers ist gesprungen. Nach Jahren löscht das Programm erst wieder, '
                    'wenn jemand auf „Heute“ das Datum bestätigt.'), 'kb-wrong')
    if not seen.due.total:
        calm(_('In den nächsten 30 Tagen endet keine Frist.'))
        return
    Text('p', _('Das geschieht von selbst. Niemand muss etwas tun.'), 'kb-mute')
    with box('kb-counts', 'ul'):
        for row in seen.due.rows:
            with box(tag='li'), box('kb-counts__go', 'a', href=row.href):
                ui.icon('o_schedule').classes('kb-counts__i')
                with box('kb-counts__main', 'span'):
                    Text('span', f'{row.title} · {row.who}' if row.who else row.title, 'kb-strong')
                    Text('span', row.detail, 'kb-small ' + ('kb-late' if row.late else 'kb-mute'))
    if seen.due.total > len(seen.due.rows):
        Text('p', _('… und {n} weitere.').format(n=seen.due.total - len(seen.due.rows)), 'kb-small kb-mute')


def draw_gone(seen: Overview) -> None:
    if not seen.gone:
        calm(_('In diesem Jahr wurde noch nichts gelöscht.'))
    else:
        Text('p', _('{n} Löschungen im Jahr {year}. Der Nachweis nennt niemanden.').format(
            n=seen.erased, year=seen.year) if seen.erased > 1
            else _('Eine Löschung im Jahr {year}. Der Nachweis nennt niemanden.').format(year=seen.year), 'kb-mute')
        with box('kb-counts', 'ul'):
            for line in seen.gone:
                with box('kb-counts__go', 'li'):
                    Text('span', str(line.count), 'kb-counts__n')
                    with box('kb-counts__main', 'span'):
                        Text('span', line.words, 'kb-strong')
                        Text('span', _('zuletzt am {day}').format(day=show_date(line.last)), 'kb-small kb-mute')
    if seen.waiting:
        Text('p', _('Aus den Listen ist alles weg. Aus der Datei wird es in der nächsten Minute entfernt.'),
             'kb-small kb-todo')


def calm(sentence: str) -> None:
    with box('kb-calm'):
        ui.icon('o_check_circle')
        Text('p', sentence)


# ---- the words of the questions --------------------------------------------------------------------------------------
class Questions:
    """One line for each question; its sheet opens beside the list."""

    def __init__(self) -> None:
        self.open: Rewording | None = None
        with heading('fragen', _('Diese Worte werden vorgelesen. Wer schon Ja gesagt hat, behält seine Fassung.')):
            self.sheets = box()   # a sheet drawn inside its line would go when saving draws the line anew
            self.lines = Steady(box('kb-rows', 'ul'), self.line)

    def line(self, versions: tuple[Version, ...]) -> ui.element:
        newest = versions[0]
        look = guard.act('privacy')(partial(self.look, versions))
        with box('kb-account kb-question', 'li') as item:
            with box('kb-account__main'):
                Text('span', newest.words['title'], 'kb-account__name')
                Text('span', about(newest), 'kb-small kb-mute')
            button(_('Ansehen'), 'line kb-tight', name=_('Ansehen: {title}').format(title=newest.words['title']),
                   on_click=lambda: look())
        return item

    def look(self, versions: tuple[Version, ...], _who: Who) -> None:
        with self.sheets:
            self.open = Rewording(versions)

    async def again(self, _changed: Changed | None = None) -> None:
        found = await in_store(wording.everything)
        self.lines.show({f'{one[0].purpose}-{one[0].audience}': one for one in found})
        if self.open:
            self.open.renew(found)


def about(version: Version) -> str:
    """'Fassung 2 seit 23.11.2026 · Teamliste · 18 Ja gelten'."""
    return ' · '.join((_('Fassung {n} seit {day}').format(n=version.version, day=show_date(version.since)),
                       version.purpose.label, held(version)))


# ---- access reports --------------------------------------------------------------------------------------------------
class Reports:
    """Find somebody, then two buttons. The same stand on the sheet of each person."""

    def __init__(self) -> None:
        self.asked = 0
        with heading('auskunft', _('Wer danach fragt, bekommt alles, was über ihn oder sie gespeichert ist.')):
            seek = guard.act('privacy')(lambda _who: self.seek())
            self.text = field(_('Name oder Telefon'), autocomplete='off', icon='o_search', classes='kb-reports__seek')
            self.text.on_value_change(lambda: seek())
            self.found = box('kb-rows', 'ul', aria_label=_('Gefunden'))
            self.said = Text('p', '', 'kb-small kb-mute').props('role=status')

    async def again(self, _changed: Changed) -> None:
        """Somebody who is erased stays nowhere on the screen."""
        if self.text.value:
            await self.seek()

    async def seek(self) -> None:
        self.asked += 1
        mine, text = self.asked, str(self.text.value or '')[:200]
        hits = (await in_store(search.find, text, limit=SHOWN)).people if text.strip() else ()
        if mine != self.asked:   # something newer has been typed
            return
        self.found.clear()
        with self.found:
            for hit in hits:
                self.draw(hit)
        self.said.set_text(_('Nichts gefunden.') if text.strip() and not hits else '')

    def draw(self, hit: Hit) -> None:
        with box('kb-account kb-question', 'li'):
            with box('kb-account__main'):
                ui.link(hit.title, hit.href).classes('kb-account__name')
                Text('span', ' · '.join(part for part in (hit.where, hit.detail) if part), 'kb-small kb-mute')
            with box('kb-factacts'):
                access.links(hit.href.rpartition('=')[2], hit.title)
