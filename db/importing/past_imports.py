"""The imports of the last days, as one setting holds them: when, by whom, how many rows, and nothing of what was in
them. Rows are remembered by table and id alone.
"""
from collections import Counter
from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from db import settings
from db.connection import db
from db.importing import mixed
from db.importing.drafts import Plan, Result
from db.journal import Batch
from db.modelfields import to_text
from db.models import Setting

SETTING = 'imports'
# said of an import there: it stands no more; rows it has left that may go yet; rows it has left that stay by now, of
# which nobody has been told; rows of others that wait and are in its list as well
BACK, WAITS, STAYS, NAMES = 'taken_back', 'waiting', 'stays', 'names'
UNDO_FOR = timedelta(days=14)
Key = tuple[str, int]
Held = Collection[Mapping[str, Any]]      # the imports as the setting holds them


def back(held: Held) -> set[str]:
    return {one['batch'] for one in held if one.get(BACK)}


def named_by_others(held: Held) -> set[Key]:
    """Rows that stand in a list that stands, which had nothing to write about them."""
    return {(table, row) for one in held if not one.get(BACK) for table, row in one.get(NAMES, ())}


def keys_of(one: Mapping[str, Any], what: str) -> set[Key]:
    return {(table, row) for table, row in one.get(what, ())}


def with_waiting(one: Mapping[str, Any], waits: set[Key]) -> dict[str, Any]:
    """This import anew. What has waited and waits no longer stays."""
    stays = (keys_of(one, WAITS) | keys_of(one, STAYS)) - waits
    said = {WAITS: sorted(map(list, waits)), STAYS: sorted(map(list, stays))}
    return {name: value for name, value in one.items() if name not in said} | {
        name: keys for name, keys in said.items() if keys}


def remember(plan: Plan, batch: Batch) -> None:
    """That there was an import. What an earlier one has left and this list names, too, does not go before this one; and
    never where this one writes nothing, because then it cannot be taken back."""
    wrote = plan.changes_something
    row = Setting.get_or_none(Setting.name == SETTING)
    held = row.value if row else []
    lately = [one for one in held if not wrote or one['at'] >= to_text(batch.now - UNDO_FOR)]
    waiting = {key for one in lately for key in keys_of(one, WAITS)}
    named = _named(plan, waiting) if waiting else set()
    if wrote:
        lately.append({'batch': batch.id, 'at': to_text(batch.now), 'by': batch.who.name, 'counts': plan.counts,
                       'kinds': kinds_of(plan)} | ({NAMES: sorted(named)} if named else {}))
    else:
        lately = [with_waiting(one, keys_of(one, WAITS) - named) for one in lately]
    if lately != held:
        settings.put(SETTING, lately)


def kinds_of(plan: Plan) -> dict[str, int]:
    """How many rows of each kind came in: what tells one list from another, and names nobody (D8)."""
    comes = (Result.STORED, Result.MERGED, Result.REPAIR_ONLY)
    parts = (mixed.part_of(plan.layouts[line.sheet], line.row) for line in plan.lines if line.result in comes)
    return dict(Counter(part.kind.value for part in parts if part is not None))


def _named(plan: Plan, waiting: set[Key]) -> set[Key]:
    """What of these rows the list names: a yes with its person."""
    found = {(draft.table, draft.id or 0) for drafts in plan.drafts.values() for draft in drafts if draft.before}
    found |= {(draft.table, draft.id or 0) for line in plan.lines for draft in (
        line.person, line.repair, line.organisation) if draft is not None and draft.before}
    yes = dict(db.execute_sql('SELECT id, person_id FROM consent').fetchall())
    return {key for key in waiting if key in found or (
        key[0] == 'consent' and ('person', yes.get(key[1])) in found)}
