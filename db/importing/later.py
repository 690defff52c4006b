"""The yes to being kept afterwards has a column of its own, and is a plain yes like any other (D3)."""
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from db.clock import local
from db.i18n import _
from db.importing.consenting import Decision, decide, shortened
from db.importing.desk import FROM_LIST, OTHER_NO, Desk
from db.importing.drafts import Yes
from db.importing.said import Said
from db.importing.targets import FORMER, OWN
from db.words import Audience, Purpose

MAY_STAY = _('Darf auch später noch kontaktiert werden.')
UNCLEAR = _('Unter „{heading}“ steht kein klares Ja.')
TOO_OLD = _('Das Ja unter „{heading}“ ist älter als zwei Jahre und gilt nicht mehr.')
GOES = _('Nur für die Teamliste und bleibt weg: {what}.')
_OF_MEMBERSHIP = frozenset({'tasks', 'skills', 'in_messenger', 'street', 'house', 'postcode', 'city', 'postcode_city',
                            'address'})
ALONE = _('Das Ja unter „{heading}“ allein genügt nicht.')


def asked_later(desk: Desk, said: Said) -> tuple[Decision, str]:
    """What the row answers, and the way it counts."""
    text = said.text('consent_former')
    if not text:
        return Decision(False, silent=True), FROM_LIST
    return decide([text], '', said.text('withdrawn'), local(desk.now).date()), FROM_LIST


def of_member(desk: Desk, said: Said, values: Mapping[str, Any], membership: Decision) -> Decision:
    """A yes beside that to the membership, from the day of that one where it has none of its own: a list must not make
    it younger, as it holds for two years. Why it is none is the reason; an unclear one stays in the note."""
    found, heading = asked_later(desk, said)[0], said.heading('consent_former')
    if found.silent or found.plain_no:
        return replace(found, reason='')
    if not found.yes:
        said.note(heading, said.text('consent_former'))
        return replace(found, reason=UNCLEAR.format(heading=shortened(heading)))
    is_old = desk.too_old(found)
    found = replace(found, on=found.on or membership.on, not_after=found.not_after or membership.not_after)
    for no in desk.refusals.of(values, FORMER):
        if not (found.on and no.on and found.on > no.on):
            return Decision(False, plain_no=True, reason=OTHER_NO.format(n=no.row, sheet=no.sheet))
    if is_old or desk.too_old(found):
        return Decision(False, reason=TOO_OLD.format(heading=shortened(heading)))
    return found


def alone(said: Said, later: Decision) -> str:
    """What is said where somebody may be kept afterwards and has not agreed to the list itself."""
    return ALONE.format(heading=shortened(said.heading('consent_former'))) if later.yes else ''


def of_membership_alone(said: Said) -> list[str]:
    """What goes with the membership, as when somebody leaves here."""
    gone = [said.heading(target) for target in said.fields if said.text(target) and (
        target in _OF_MEMBERSHIP or target.startswith(f'{OWN}membership.'))]
    return [GOES.format(what=', '.join(f'„{shortened(one)}“' for one in gone))] if gone else []


def agreed(desk: Desk, later: Decision) -> list[Yes]:
    """In the words the team is asked with."""
    return [desk.yes(Purpose.FORMER, later, FROM_LIST, Audience.TEAM)] if later.yes else []
