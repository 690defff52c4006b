"""A yes that somebody who still stands here took back comes back by no list that says nothing newer (D1, D5).

Whoever was erased is known no more: of them a list is as good as new.
"""
from dataclasses import replace
from datetime import date

from db.clock import show_date, today
from db.i18n import _
from db.importing.consenting import Decision
from db.importing.drafts import Evidence, PersonDraft
from db.importing.said import Said, said_on
from db.words import Purpose

NOTHING_NEWER = _('Die Zustimmung wurde am {day} widerrufen; die Liste sagt nichts Neueres.')
ERASED_SINCE = _('Diese Person wurde gelöscht, nachdem diese Liste gelesen war, und kommt mit ihr nicht wieder.')
GONE = Decision(False, reason=ERASED_SINCE, plain_no=True, withdrawn=True)


def as_said(found: Decision, said: Said) -> Decision:
    """With the day on which the list lets them say so: its own, or that on which they were asked. A yes that may be
    older has none."""
    return replace(found, said_on=found.on or (None if found.not_before else said_on(said))) if found.yes else found


def as_proved(proof: Evidence, *, for_row: bool) -> Decision:
    """A proof without a day is recorded now, and is newer only where it is vouched for of this very row: of a whole
    sheet nobody has looked at this one."""
    return Decision(True, proof.on, said_on=proof.on, vouched=proof.at if for_row and proof.on is None else None)


def heeding_withdrawal(decision: Decision, known: PersonDraft | None, purpose: Purpose, now: date) -> Decision:
    """No yes where the one that stood here was withdrawn, unless this one is plainly from a later day, or vouched for
    since then: a preview may stand open while somebody withdraws."""
    ended = known.withdrawn.get(purpose) if known is not None and purpose not in known.purposes else None
    if ended is None or not decision.yes or (decision.vouched and ended < decision.vouched) or (
            decision.said_on and today(ended) < decision.said_on <= now):
        return decision
    return Decision(False, reason=NOTHING_NEWER.format(day=show_date(ended)), withdrawn=True)
