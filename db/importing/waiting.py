"""What an import that is taken back has left because of others that still stand: it goes with the last of these.

Nothing else of it ever goes by itself. What a hand held when it was taken back stays for good, and so does whatever the
import that is taken back now has nothing to do with.
"""
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from db.columns_gone import holding
from db.importing.applying import BACK, UNDO_FOR, WAITS
from db.importing.relying import is_needed
from db.importing.since_import import Key, Wrote, read, what_stays
from db.modelfields import to_text
from db.models import Consent, CustomColumn
from db.words import Purpose

Held = Collection[Mapping[str, Any]]      # the imports as the setting holds them


def waiting(held: Held, now: datetime) -> dict[str, set[Key]]:
    """By import, the last one first; none for longer than it could have been taken back itself."""
    return {one['batch']: {(table, row) for table, row in one[WAITS]} for one in reversed([*held])
            if one.get(WAITS) and one['at'] >= to_text(now - UNDO_FOR)}


def back(held: Held) -> set[str]:
    return {one['batch'] for one in held if one.get(BACK)}


def still_held(held: Held, now: datetime) -> dict[str, set[Key]]:
    """What waits, and why it does is to be seen: as things are, it would stay."""
    found: dict[str, set[Key]] = {}
    for batch_id, keys in waiting(held, now).items():
        wrote = read(batch_id, back(held) - {batch_id})
        found[batch_id] = keys & (what_stays(wrote) | needed(wrote) | used_columns(wrote))
    return found


def needed(wrote: Wrote) -> set[Key]:
    """Each yes of this import, of somebody who stood there before, on which something relies by now."""
    ours = wrote.ids('person')
    return {('consent', row.id) for row in consents(wrote) if row.person_id not in ours
            and is_needed(row.person_id, Purpose(row.purpose))}


def consents(wrote: Wrote) -> list[Consent]:
    """Of this import, and still in force."""
    made = wrote.ids('consent')
    return [row for row in Consent.select().where(Consent.ended_at.is_null()) if row.id in made]


def used_columns(wrote: Wrote) -> set[Key]:
    """Columns that came with the import and in which something stands."""
    found: set[Key] = set()
    for column in list(CustomColumn.select().where(CustomColumn.id.in_(wrote.ids('custom_column')))):
        if holding(column.table, column.name):
            found.add(('custom_column', column.id))
    return found


def with_left(held: list[dict[str, Any]], left: Mapping[str, set[Key]]) -> list[dict[str, Any]]:
    """The setting anew. `left` is what of each import taken back is there still; what a hand holds of it does not
    wait."""
    hands = _held_by_hands(held, left) if any(left.values()) else {}
    waits = {batch_id: sorted(keys - hands[batch_id]) for batch_id, keys in left.items() if keys}
    return [{name: said for name, said in one.items() if name != WAITS} | (
        {WAITS: waits[one['batch']]} if waits.get(one['batch']) else {}) for one in held]


def _held_by_hands(held: Held, left: Mapping[str, set[Key]]) -> dict[str, set[Key]]:
    """What of each import would stay if all of them were taken back. What one keeps may hold something of another."""
    names = {one['batch'] for one in held}
    wrote = {name: read(name, names - {name}) for name in names}
    may_go = {name: one.goes & left.get(name, set()) if name in back(held) else one.goes for name, one in wrote.items()}
    stays: dict[str, set[Key]] = {name: set() for name in names}
    before = None
    while stays != before:
        before = stays
        going = {key for name in names for key in may_go[name] - stays[name]}
        stays = {name: what_stays(one, going) for name, one in wrote.items()}
    return stays
