"""What an access report says of a repair that came with a list: days without their hours, and nobody who took it in."""
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from db.access_words import Fact, shown
from db.clock import show_date
from db.i18n import _
from db.modelfields import Moment, from_text
from db.models import MODELS
from db.repair_history import BROUGHT, BY_LIST, Brought
from db.undated import FROM_LIST


def as_listed(facts: Iterable[Fact], request_id: str, came: Brought) -> tuple[Fact, ...]:
    """The facts of such a repair, or of one of its moves. What has happened since stands as it was written down."""
    held = tuple(facts)
    if any(one.column == 'at' and from_text(one.value) > came.at for one in held):
        return held
    return tuple(replace(one, shown=BY_LIST, value=BY_LIST) if one.column == 'actor' else
                 _day(one, came.at) if request_id.startswith(FROM_LIST) and _is_moment(one.table, one.column) else one
                 for one in held)


def _day(fact: Fact, at: datetime) -> Fact:
    if not fact.value or from_text(fact.value) > at:
        return fact
    day = show_date(from_text(fact.value))
    return replace(fact, shown=_('{day} (Tag der Übernahme)').format(day=day) if from_text(fact.value) == at else day)


def shown_in_history(verb: str, table: str, column: str, value: Any) -> str:
    """A value as a list brought it, or as somebody has typed it."""
    if value and verb == BROUGHT and table == 'repair' and _is_moment(table, column):
        return show_date(from_text(value))
    return shown(table, column, value)


def _is_moment(table: str, column: str) -> bool:
    return isinstance(MODELS[table]._meta.fields.get(column), Moment)
