"""Berichte: the weekly overview to print; and the routes that hand out the papers.

A paper is drawn anew on each call, in a worker thread, and kept nowhere.
"""
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse
from nicegui import ui

from db import figures, weeks
from db.clock import utc_now
from db.errors import Refused
from db.events import Changed
from db.figures import WeekFigures
from db.i18n import _
from db.weeks import Week
from db.who import Who
from pages import guard, live
from pages.bridge import in_store
from pages.paper_values import ticket_pdf, weekly_pdf
from pages.theme import Text, box, button, choose, head

WEEKS_BACK = 26
OPEN = '(event) => window.open("/berichte/woche.pdf?week=" + event.currentTarget.dataset.week, "_blank", "noopener")'
router = APIRouter(include_in_schema=False)


# ---- the routes ------------------------------------------------------------------------------------------------------
@router.get('/r/{number}/schein.pdf')
async def ticket(number: str, request: Request) -> Response:
    await guard.request_who(request, 'repair')
    try:
        return pdf(await in_store(ticket_pdf, number, utc_now()), 'schein')
    except Refused as refused:
        return PlainTextResponse(refused.sentence, 404)


@router.get('/berichte/woche.pdf')
async def overview(request: Request, week: str = '') -> Response:
    await guard.request_who(request, 'lists')
    try:
        return pdf(await in_store(weekly_pdf, week or None, utc_now()), 'woche')
    except Refused as refused:
        return PlainTextResponse(refused.sentence, 422)


@router.get('/R/{number}')
async def in_capitals(number: str) -> Response:
    """The codes on the weekly paper are in capitals, which needs fewer modules. Looking needs a login, as always."""
    return RedirectResponse(f'/r/{quote(number, safe="")}', 303)


def pdf(content: bytes, name: str) -> Response:
    """Shown in the browser, kept by nobody; the name tells nothing about a person (D8)."""
    return Response(content, media_type='application/pdf', headers={
        'Content-Disposition': f'inline; filename="{name}.pdf"', 'Cache-Control': 'no-store'})


# ---- the screen ------------------------------------------------------------------------------------------------------
async def build() -> None:
    now = utc_now()
    running, usual = weeks.current(now), weeks.usual(now)
    head(_('Berichte'), _('Papier zum Mitnehmen und Abhaken.'))
    with box('kb-paper', 'section'):
        with box():
            Text('h2', _('Wochenübersicht'))
            Text('p', _('Eine Seite: was kam und ging, was fertig liegt, was zu tun ist. Ohne Telefonnummern; '
                        'kleine Codes öffnen die Reparaturen.'), 'kb-mute')
        chosen = choose(_('Woche'), {one.name: words_for(one, running) for one in back_from(running)}, usual.name)
        glance = Glance(chosen)
        make = button(_('Wochenübersicht erstellen'), 'fill kb-big', icon='o_description')
        make.props['data-week'] = usual.name
        make.on('click', js_handler=OPEN)
        Text('p', _('Öffnet sich in einem neuen Tab zum Ansehen und Drucken. Das Programm hebt nichts davon auf, jede '
                    'Übersicht wird neu gezeichnet. Bitte das Papier nach dem Abarbeiten vernichten.'),
             'kb-small kb-mute')
    chosen.on_value_change(lambda: make.props.update({'data-week': chosen.value}))
    again = guard.act('lists')(glance.look)
    chosen.on_value_change(lambda: again())
    live.watch({'repair'}, glance.look)   # before the first look: what is saved from then on appears
    await glance.look()


class Glance:
    """The figures on top of the paper, to see whether it is the right week."""

    def __init__(self, chosen: ui.select) -> None:
        self.chosen = chosen
        self.looks = 0
        self.shown: tuple[int, ...] = ()
        self.inside = box('kb-glance', role='status')

    async def look(self, _cause: Who | Changed | None = None) -> None:
        self.looks += 1
        mine = self.looks
        week = await in_store(figures.week, utc_now(), self.chosen.value)
        if mine == self.looks:   # else another week has been chosen meanwhile, or something has changed
            self.show(week)

    def show(self, week: WeekFigures) -> None:
        numbers = tuple(now for now, _before in (week.accepted, week.collected, week.open, week.overdue))
        if numbers == self.shown:
            return
        self.shown = numbers
        self.inside.clear()
        words = (_('angenommen'), _('abgeholt'), _('offen'), _('überfällig'))
        with self.inside:
            for word, number in zip(words, numbers, strict=True):
                with box():
                    Text('span', str(number), 'kb-strip__n')
                    Text('span', word, 'kb-strip__w')


def back_from(running: Week) -> list[Week]:
    return [running.shifted(-back) for back in range(WEEKS_BACK)]


def words_for(week: Week, running: Week) -> str:
    words = _('KW {number} · {span}').format(number=week.number, span=week.span)
    return _('{week}, läuft noch').format(week=words) if week == running else words
