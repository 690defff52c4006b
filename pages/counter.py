"""The counter, /annahme: one form that lives in the browser and asks the store by three small JSON routes.

So every tap answers at once, and a Wi-Fi drop, a reload or a restart of the server loses nothing that was typed.
"""
import logging
from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from nicegui import ui
from nicegui.element import Element

from db import intake, repairs, settings
from db.clock import utc_now
from db.errors import Refused, Unavailable, fault_of
from db.i18n import _
from db.suggestions import suggestions
from db.throttle import Rate
from db.who import Who
from pages import guard, live, tablet_page
from pages.bridge import in_store
from pages.counter_intake import Given, Outdated, body_of, check_questions, entries, read_intake, text
from pages.counter_texts import texts

log = logging.getLogger(__name__)
KEPT = _('Alles Getippte bleibt hier.')
lookups = Rate(30)   # numbers an account may ask for in a minute: some come with each person, while they are typed (S9)
router = APIRouter(include_in_schema=False)


class Desk(Element, component='counter.js', dependencies=['counter_*.js']):
    """The form. `start` is what it shows first; `account` keeps the drafts of different accounts apart, and `person` is
    who has unlocked this tablet, if it is one."""

    def __init__(self, account: str, start: dict[str, Any], person: str) -> None:
        super().__init__()
        self.props.update(account=account, start=start, person=person, t=texts())

    async def renew(self) -> None:
        """Places, the team, the questions: what others change. Somebody who is erased stays nowhere in the page."""
        newest = await in_store(facts)
        if newest != self.props['start']:
            self.props['start'] = newest
            self.run_method('renew', newest)


def open_page() -> None:
    """A page of its own, kept alive for five minutes without a network: nobody loses a half-filled form (R9)."""
    ui.page('/annahme', title=_('Annahme · Kontaktbuch'), reconnect_timeout=300)(counter)


@guard.protected('counter')
async def counter() -> None:
    ui.context.client.content.classes('kb-whole')
    live.follow(ui.context.client)
    who = guard.viewer()
    tablet_page.mark(who)
    desk = Desk(guard.drafts(), await in_store(facts), who.name if who.device else '')
    live.watch({'membership', 'person', 'setting', 'consent_text'}, lambda _changed: desk.renew())


def facts() -> dict[str, Any]:
    """What the form shows: fields, the questions in force, and what this café has learned and set."""
    return {
        'fields': {name: {'label': column.label, 'limit': column.limit} for name, column in entries().items()},
        'questions': {question.purpose.value: {'key': question.id, 'title': question.title, 'text': question.text,
                                               'yes': question.yes, 'no': question.no}
                      for question in intake.questions()},
        'favourites': list(intake.favourites(utc_now())),
        'faults': [_('geht nicht an'), _('Wackelkontakt'), _('weiß nicht')],
        'places': list(settings.read().places),
        'team': [{'id': member.membership_id, 'name': member.name} for member in repairs.team()],
    }


# ---- the routes the form asks -------------------------------------------------------------------------
@router.get('/annahme/stand')
async def stand(request: Request) -> JSONResponse:
    await guard.request_who(request, 'counter', slide=False)
    return await answered(facts)


@router.post('/annahme/person')
async def person(request: Request) -> JSONResponse:
    who = await guard.request_who(request, 'counter')
    given = await body_of(request)
    if not lookups.allow(who.account, utc_now()):   # who tries all numbers finds nobody; an odd one is odd all the same
        return await answered(odd_number, given)
    return await answered(whose_number, given)


@router.post('/annahme/kategorie')
async def kind(request: Request) -> JSONResponse:
    """What is being typed may hold a name, so it comes as a body and not as an address (D8)."""
    await guard.request_who(request, 'counter')
    given = await body_of(request)
    return await answered(whose_kind, given)


def whose_kind(given: Given) -> dict[str, Any]:
    return {'categories': list(suggestions(text(given, 'item'), settings.categories_of_own()))}


@router.post('/annahme/schein')
async def ticket(request: Request) -> JSONResponse:
    who = await guard.request_who(request, 'counter')
    given = await body_of(request)
    return await answered(taken_in, given, who)


def odd_number(given: Given) -> dict[str, Any]:
    return {'matches': [], 'warning': entries()['phone'].warn(text(given, 'phone')) or ''}


def whose_number(given: Given) -> dict[str, Any]:
    """Who has exactly this full number: first name and initial, nothing more (S9)."""
    known = intake.known(entries()['phone'].parse(text(given, 'phone')))
    return odd_number(given) | {'matches': [
        {'public_id': one.public_id, 'short': one.short, 'has_consent': one.has_consent,
         'consent_line': one.consent_line} for one in known]}


def taken_in(given: Given, who: Who) -> dict[str, Any]:
    """Take an item in. Sent twice with the same `request_id`, it is one repair (R9)."""
    intended = read_intake(given, check_questions(given))
    try:
        taken = intake.take_in(intended, who, utc_now())
    except Refused:
        check_questions(given)   # reworded in this very moment: then that is what the form must hear
        raise
    return {'number': taken.number, 'short_name': taken.short_name, 'item': taken.item, 'again': taken.again,
            'responsible': taken.responsible,
            'consents': [{'yes': line.yes, 'title': line.title} for line in taken.consents]}


async def answered(verb: Callable[..., dict[str, Any]], *args: Any) -> JSONResponse:
    """The verb's answer, or one sentence about why there is none; the form keeps what was typed either way (R7)."""
    try:
        return JSONResponse(await in_store(verb, *args))
    except Outdated as outdated:
        return JSONResponse({'sentence': outdated.sentence, 'facts': await in_store(facts)}, 409)
    except Unavailable as fault:
        return kept(fault)
    except Refused as refused:
        return JSONResponse({'sentence': refused.sentence, 'field': refused.field}, 422)
    except Exception as problem:
        met_while_reading = fault_of(problem)
        if met_while_reading:
            return kept(met_while_reading)
        log.exception('the counter could not be answered')
        return JSONResponse({'sentence': _('Das hat nicht geklappt. {kept} Bitte noch einmal tippen.')
                            .format(kept=KEPT)}, 500)


def kept(fault: Unavailable) -> JSONResponse:
    return JSONResponse({'sentence': f'{KEPT} {fault.sentence}'}, 503 if fault.passes else 507)
