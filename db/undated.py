"""Repairs out of a list that does not name their days: they stand as of the day of the import, and nobody shall read
that day as theirs. The id of the intake says so, and goes with every export.
"""
from typing import Any

from db.i18n import _
from db.models import Repair, RepairState
from db.words import State

# Beginnings of the ids of the intake: nobody knows the day it was brought, and it is done;
DONE = 'import-undated-'
# nor that, and it is still in the house;
OPEN = 'import-open-undated-'
# the day it was brought is known, the one on which it was done is not.
DONE_LATER = 'import-done-undated-'

# So do those of all that came with a list, which tells days and no hours, and not who was at the counter.
FROM_LIST = 'import-'

UNKNOWN_DAY = _('Tag unbekannt')   # where else there would stand for how long it has been here

# Literals for plain SQL about repairs.
CAME_ON_A_DAY = f"request_id NOT GLOB '{DONE}*' AND request_id NOT GLOB '{OPEN}*'"
RECEIVED_AT = f"CASE WHEN {CAME_ON_A_DAY} THEN received_at ELSE '' END"     # empty where nobody knows
GONE_ON_NO_DAY = f"state = '{State.COLLECTED}' AND collected_at IS NULL"


def came_on_a_day(request_id: str) -> bool:
    return not request_id.startswith((OPEN, DONE))


def ready_on_no_day() -> Any:
    """The condition that a repair is ready as of the import: that is its first move, and no day of a list. Also when it
    has left with an export and come back: then the journal knows another import."""
    first = (RepairState.select(RepairState.at)
             .where(RepairState.repair == Repair.id, RepairState.state != State.ACCEPTED.value)
             .order_by(RepairState.id).limit(1))
    return (Repair.request_id.startswith(DONE) | Repair.request_id.startswith(DONE_LATER)) & (Repair.ready_at == first)
