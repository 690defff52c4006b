"""Repairs that came in without their person, because the list had no yes yet: once it has one they get their person and
do not stand there twice.

Only a repair nobody has touched since, of the same day (or of none, both) and in every word what the row would be
without its yes; and only where one row and one repair are left for each other when all rows are planned, and where this
is plainly the list it came with, grown since or not: two people may bring the same on one day, and nothing of the first
may be kept that could tell them apart (D1). Whose it is must not be guessed. Of what has no day, two lists that lie far
apart are two lists: of it the one before must be recent.
"""
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from db import undated
from db.connection import db
from db.i18n import _
from db.importing.desk import Desk
from db.importing.drafts import Line, RepairDraft
from db.importing.intake_days import day_of, of_store
from db.importing.plan_repairs import COME_BOTH, COMES_TO_PERSON_ABOVE, COMES_TO_PERSON_IN_STORE
from db.importing.unnamed import says_the_same
from db.modelfields import to_text

STOOD_ALONE = _('Die Reparatur steht schon ohne Person im Kontaktbuch und gehört jetzt zu dieser.')
PERHAPS_TWICE = _(' Doppelt? Ohne Person steht schon {number} mit demselben Gegenstand, Schaden und Tag im '
                  'Kontaktbuch. Bitte prüfen.')
PERHAPS_TWICE_UNDATED = _(' Doppelt? Ohne Person steht schon {number} mit demselben Gegenstand und Schaden, auch ohne '
                          'Tag, im Kontaktbuch. Bitte prüfen.')
STAYS_WITH = _(' Als Ansprechperson bleibt, wer im Kontaktbuch steht.')
PROOF = 2
RECENT = timedelta(days=28)
_LATER = ('ready_at', 'collected_at')
_TOLD = ('brand', 'model', 'finding', 'place')     # as item and fault are: with names masked
_ALIKE = ('category', 'age', 'power', 'warning', 'state', 'outcome', 'reason')
_FILLED = ('item', 'brand', 'model', 'accessories', 'fault', 'warning', 'place', 'finding', 'note', 'extra')


def join(desk: Desk) -> None:
    """Give those that no row has found to the rows that are surely theirs."""
    left = [(line, draft, desk.repairs.nameless(line.without_yes, draft.values)) for line in desk.plan.lines
            if line.without_yes and isinstance(draft := line.repair, RepairDraft) and draft.is_new]
    if not left:
        return
    asked_for = Counter(alike for *__, found in left for alike in found)
    here = {row_id for alike in asked_for for row_id in alike.held} | {
        line.repair.id for line in desk.plan.lines if isinstance(line.repair, RepairDraft) and line.repair.before}
    new = {id(draft): day_of(draft.values) and to_text(draft.values['received_at']) for line in desk.plan.lines
           if isinstance(draft := line.repair, RepairDraft) and draft.is_new}
    for __, draft, found in left:
        if found:
            new.pop(id(draft), None)
    alone = _alone() & _of_this_list(here, [*new.values()])
    for line, draft, found in left:
        is_sure = bool(found) and len(found) == len(found[0].held) == asked_for[found[0]] == 1
        stored = desk.repairs.of_store(*found[0].first) if is_sure else None
        if stored and stored.id in alone and _is_of_then(stored, desk.now) and _is_this(
                stored, line.without_yes or {}, draft.values):
            _take(line, draft, stored)
        elif found:
            perhaps = PERHAPS_TWICE if day_of(draft.values) else PERHAPS_TWICE_UNDATED
            line.reason += perhaps.format(number=found[0].first[1])


def _alone() -> set[int]:
    """Repairs of which no other one without a person, whatever has become of it, has the item, fault and day. All of
    which nobody knows it may be of one."""
    same: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for row, item, fault, received in db.execute_sql(
            f'SELECT id, item, fault, {undated.RECEIVED_AT} FROM repair '  # noqa: S608  a literal of ours
            'WHERE person_id IS NULL'):
        same[item, fault, of_store(received)].append(row)
    return {rows[0] for rows in same.values() if len(rows) == 1}


def _of_this_list(here: set[int | None], new: list[str]) -> set[int]:
    """Repairs that came in nameless with a list of which this is the same: most of what it brought is here again, all
    that stands there without a person, and beside the repair one that has its person, or two. `new` are the days of
    what stands nowhere yet: of before that import (as may be what has none) is less than came with it."""
    brought: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for batch, at, row, has_person in db.execute_sql(
            "SELECT batch, at, row_id, person_id IS NOT NULL FROM change JOIN repair ON repair.id = row_id "
            "WHERE table_name = 'repair' AND verb = 'import.insert'"):
        brought[batch, at][row] = 1 + has_person
    found: set[int] = set()
    for (__, at), weights in brought.items():
        again = {row: weight for row, weight in weights.items() if row in here}
        nameless = {row for row, weight in weights.items() if weight == 1}
        is_most = 2 * (len(again) - 1) > len(weights) - 1
        is_foreign = sum(day <= at for day in new) >= len(again)
        if nameless <= {*again} and is_most and not is_foreign and sum(again.values()) - 1 >= PROOF:
            found |= nameless
    return found


def _is_of_then(stored: RepairDraft, now: datetime) -> bool:
    """What came on no known day stands as of its import."""
    return bool(day_of(stored.values) or now - stored.values['received_at'] <= RECENT)


def _is_this(stored: RepairDraft, bare: Mapping[str, Any], plain: Mapping[str, Any]) -> bool:
    """A hand at the counter is no import, and an erasure writes past the journal: the version tells of both."""
    (lines,) = db.execute_sql("SELECT COUNT(*) FROM change WHERE table_name = 'repair' AND row_id = ? AND verb LIKE "
                              "'import%'", (stored.id,)).fetchone()
    return bool(stored.version == lines) and all(
        (stored.values.get(name) or '') == (bare.get(name) or '') for name in _ALIKE) and all(
        says_the_same(*(facts.get(name) or '' for facts in (stored.values, bare, plain))) for name in _TOLD)


def _take(line: Line, draft: RepairDraft, stored: RepairDraft) -> None:
    """The new repair of the row becomes the one that stands, with what could not be told without a yes. What stands
    there stays, and what is empty is filled: the list may name by now since when it is ready, or who looks after it."""
    draft.id, draft.version, draft.public, draft.before = stored.id, stored.version, stored.public, stored.before
    filled = {*_FILLED, *(name for name in _LATER if stored.values[name] is None)}
    draft.values = {**stored.values, **{name: draft.values[name] for name in filled if name in draft.values}}
    draft.was_nameless = True
    for comes in (COME_BOTH, COMES_TO_PERSON_ABOVE, COMES_TO_PERSON_IN_STORE):
        line.reason = line.reason.removeprefix(comes).strip()
    if not undated.came_on_a_day(stored.values['request_id']):
        line.reason = ' '.join(line.reason.replace(draft.told_of_day, '').split())  # as of the import it came with
    line.reason = f'{STOOD_ALONE} {line.reason}'.strip()
    (helper,) = db.execute_sql('SELECT responsible_id FROM repair WHERE id = ?', (stored.id,)).fetchone()
    if helper is not None:
        other = draft.links.pop('responsible', None)
        line.reason += STAYS_WITH if other is not None and other.id != helper else ''
