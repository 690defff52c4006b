"""Berichte: the weekly overview to print; and the routes that hand out the papers.

A paper is drawn anew on each call, in a worker thread, and kept nowhere.
"""
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse

from db import figures, weeks
from db.clock import utc_now
from db.errors import Refused
from db.figures import WeekFigures
from db.i18n import _
from db.weeks import Week
from db.who import Who
from pages import guard
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
        glance = box('kb-glance', role='status')
        make = button(_('Wochenübersicht erstellen'), 'fill kb-big', icon='o_description')
        make.on('click', js_handler=OPEN)
        Text('p', _('Öffnet sich in einem neuen Tab zum Ansehen und Drucken. Das Programm hebt nichts davon auf, jede '
                    'Übersicht wird neu gezeichnet. Bitte das Papier nach dem Abarbeiten vernichten.'),
             'kb-small kb-mute')

    async def look(_who: Who | None = None) -> None:
        make.props['data-week'] = chosen.value
        week = await in_store(figures.week, utc_now(), chosen.value)
        glance.clear()
        with glance:
            draw_glance(week)
    again = guard.act('lists')(look)
    chosen.on_value_change(lambda: again())
    await look()


def back_from(running: Week) -> list[Week]:
    return [running.shifted(-back) for back in range(WEEKS_BACK)]


def words_for(week: Week, running: Week) -> str:
    words = _('KW {number} · {span}').format(number=week.number, span=week.span)
    return _('{week}, läuft noch').format(week=words) if week == running else words


def draw_glance(week: WeekFigures) -> None:
    """The figures on top of the paper, to see whether it is the right week."""
    for word, (now, _before) in ((_('angenommen'), week.accepted), (_('abgeholt'), week.collected),
                                 (_('offen'), week.open), (_('überfällig'), week.overdue)):
        with box():
            Text('span', str(now), 'kb-strip__n')
            Text('span', word, 'kb-strip__w')
