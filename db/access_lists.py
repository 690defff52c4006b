"""What an access report says of what came with a list: days without their hours, and nobody who took an item in."""
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from db.access_words import Fact, shown
from db.bulk import parts
from db.clock import show_date
from db.i18n import _
from db.listed import ADDED, BROUGHT, BY_LIST, UNKNOWN_WORDS, is_noon
from db.modelfields import Moment, from_text
from db.models import MODELS, Change, ChangeValue, Consent, Repair
from db.repair_history import Brought
from db.undated import FROM_LIST, came_on_a_day

LABELS = {'text': _('Wortlaut'), 'given_at': _('Ja vom'), 'recorded_by': _('Übernommen von')}   # of such a consent
Told = tuple[str, int, str, datetime]       # table, row, column and the moment that stands for a day


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
    return replace(fact, shown=_said(from_text(fact.value), at))


def _said(moment: datetime, came: datetime | None) -> str:
    return _('{day} (Tag der Übernahme)').format(day=show_date(moment)) if moment == came else show_date(moment)


def _known(moment: datetime, is_known: bool) -> str:
    """Of a column that is named after its day."""
    day = show_date(moment)
    return day if is_known else _('nicht bekannt (übernommen am {day})').format(day=day)


# ---- each day that a list has told ----
def told_days(repairs: Iterable[Repair], consents: Iterable[Consent]) -> dict[Told, str]:
    """Of these repairs and consents, in words. A file of our own tells hours."""
    return {**dict(_of_repairs({row.id: row.request_id for row in repairs if row.request_id.startswith(FROM_LIST)})),
            **dict(_of_consents(list(consents)))}


def _of_repairs(ids: Mapping[int, str]) -> Iterator[tuple[Told, str]]:
    for some in parts(ids):
        rows = (ChangeValue.select(Change.row, ChangeValue.field, ChangeValue.new, Change.at).join(Change)
                .where(Change.table == 'repair', Change.row.in_(some), Change.verb.in_((BROUGHT, ADDED))).tuples())
        for row_id, name, value, came in rows:
            if value and _is_moment('repair', name):
                moment = from_text(value)
                is_known = moment != came and (name != 'received_at' or came_on_a_day(ids[row_id]))
                yield ('repair', row_id, name, moment), _known(moment, is_known)


def _of_consents(rows: list[Consent]) -> Iterator[tuple[Told, str]]:
    """A day stands at noon, none at the moment of the import."""
    came: dict[int, datetime] = {}
    for some in parts(row.id for row in rows):
        came |= Change.select(Change.row, Change.at).where(
            Change.table == 'consent', Change.row.in_(some), Change.verb == BROUGHT).tuples()
    came |= {row.id: row.listed_at for row in rows if row.listed_at}   # earlier than a file of our own brought it
    for row in rows:
        is_day = row.id in came and (is_noon(row.given_at) or row.given_at == came[row.id])
        if row.how == BY_LIST or is_day:
            yield ('consent', row.id, 'given_at', row.given_at), _said(row.given_at, came.get(row.id))


def in_no_words(facts: Iterable[Fact], row_id: int, came: Mapping[int, datetime | None]) -> tuple[Fact, ...]:
    """The facts of a consent. Of one out of a list nobody says that it was given to the words of this café."""
    if row_id not in came:
        return tuple(facts)
    return tuple(replace(one, label=label_in_list(one.column, came[row_id]) or one.label,
                         **({'shown': UNKNOWN_WORDS, 'value': UNKNOWN_WORDS} if one.column == 'text' else {}))
                 for one in facts)


def label_in_list(column: str, came: datetime | None) -> str:
    """Whoever has written „laut Liste“ by hand has taken nothing over."""
    return '' if column == 'recorded_by' and came is None else LABELS.get(column, '')


def without_hours(facts: Iterable[Fact], row_id: int, days: Mapping[Told, str]) -> tuple[Fact, ...]:
    return tuple(replace(one, shown=_as_day(days, one.table, row_id, one.column, one.value) or one.shown)
                 for one in facts)


def _as_day(days: Mapping[Told, str], table: str, row_id: int, column: str, value: Any) -> str:
    return days.get((table, row_id, column, from_text(value)), '') if value and _is_moment(table, column) else ''


def shown_in_history(change: Change, column: str, value: Any, days: Mapping[Told, str]) -> str:
    """A value as a list brought it, or as somebody has typed it."""
    return _as_day(days, change.table, change.row, column, value) or shown(change.table, column, value)


def _is_moment(table: str, column: str) -> bool:
    return isinstance(MODELS[table]._meta.fields.get(column), Moment)
