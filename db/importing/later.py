"""The yes to being kept afterwards has a column of its own, and is a plain yes like any other (D3)."""
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from db.clock import local
from db.i18n import _
from db.importing.consenting import Decision, decide, says_plainly_no, shortened, withdrawal
from db.importing.contacts import is_nothing
from db.importing.desk import FROM_LIST, Desk
from db.importing.drafts import PersonDraft, Yes
from db.importing.said import Said, said_on
from db.importing.targets import FORMER, OWN
from db.importing.under_age import NEEDS_A_PARENT, is_under_age
from db.importing.withdrawn_here import as_said, heeding_withdrawal
from db.importing.yes_days import first_day
from db.words import Audience, Purpose

MAY_STAY = _('Darf auch später noch kontaktiert werden.')
UNCLEAR = _('Unter „{heading}“ steht kein klares Ja.')
TOO_OLD = _('Das Ja unter „{heading}“ ist älter als zwei Jahre und gilt nicht mehr.')
PERHAPS_TOO_OLD = _('Das Ja unter „{heading}“ kann älter als zwei Jahre sein und gilt nicht.')
GOES = _('Nur für die Teamliste und bleibt weg: {what}.')
_OF_MEMBERSHIP = frozenset({'tasks', 'skills', 'in_messenger', 'street', 'house', 'postcode', 'city', 'postcode_city',
                            'address'})
STANDS = _('Im Kontaktbuch steht ein Ja zum späteren Kontakt und bleibt stehen. Bitte prüfen, ob es widerrufen ist.')
ALONE = _('Das Ja unter „{heading}“ allein genügt nicht.')


def asked_later(desk: Desk, said: Said) -> Decision:
    """What the row answers; each of several columns must say yes."""
    texts = [text for __, text in said.asked_later]
    if all(map(is_nothing, texts)):
        return Decision(False, silent=True)
    return decide(texts, '', said.text('withdrawn'), local(desk.now).date())


def beside(desk: Desk, said: Said, values: dict[str, Any], other: Decision,
           known: PersonDraft | None = None) -> Decision:
    """A yes beside that to the list, from the day of that one where it has none of its own: a list must not make it
    younger, as it holds for two years. A no in another row wins unless the yes is plainly newer, and so does a
    withdrawal here (of `known`, where it takes more than the values to find them): for that no other yes lends its day.
    Why it is none is the reason; an unclear one stays in the note."""
    found, heading = asked_later(desk, said), said.heading('consent_former')
    if found.yes and is_under_age(said, local(desk.now).date()):
        return Decision(False, reason='' if other.reason == NEEDS_A_PARENT else NEEDS_A_PARENT)
    if found.silent or found.plain_no:
        return replace(found, reason='')
    if not found.yes:
        for column, text in said.asked_later:
            said.note(said.layout.heading(column), text)
        return replace(found, reason=UNCLEAR.format(heading=shortened(heading)))
    found = as_said(found, said)
    if found.not_before:
        for column, text in said.asked_later:
            said.note(said.layout.heading(column), text if first_day(text, local(desk.now).date()) else '')
    elif not found.on:
        found = replace(found, on=other.on, not_before=other.not_before)
    day = found.on or (None if found.not_before else said_on(said))
    for no in desk.refusals.of_row(values, said, FORMER):
        if said.as_it_is or not (day and no.on and day > no.on):
            return Decision(False, plain_no=True, reason=no.sentence(values))
    if desk.too_old(found):
        return Decision(False, reason=(TOO_OLD if found.on else PERHAPS_TOO_OLD).format(heading=shortened(heading)))
    return heeding_withdrawal(found, known or desk.people.find(values), Purpose.FORMER, local(desk.now).date())


def refused_later(said: Said) -> Iterator[str]:
    """The cells that plainly say no, whatever else the row says."""
    return (text for __, text in said.asked_later if says_plainly_no(text) or withdrawal(text))


def alone(said: Said, later: Decision) -> str:
    """What is said where somebody may be kept afterwards and has not agreed to the list itself."""
    return ALONE.format(heading=shortened(said.heading('consent_former'))) if later.yes else ''


def of_membership_alone(said: Said) -> list[str]:
    """What goes with the membership, as when somebody leaves here."""
    gone = [said.heading(target) for target in said.fields if said.text(target) and (
        target in _OF_MEMBERSHIP or target.startswith(f'{OWN}membership.'))]
    return [GOES.format(what=', '.join(f'„{shortened(one)}“' for one in gone))] if gone else []


def withdrawn_perhaps(person: PersonDraft, later: Decision) -> str:
    """A list ends no yes that stands in the store: the reason asks somebody to look."""
    stands = person.id is not None and Purpose.FORMER in person.purposes and not any(
        yes.purpose is Purpose.FORMER for yes in person.given)
    return STANDS if later.plain_no and stands else ''


def agreed(desk: Desk, later: Decision) -> list[Yes]:
    """In the words the team is asked with."""
    return [desk.yes(Purpose.FORMER, later, FROM_LIST, Audience.TEAM)] if later.yes else []
