"""What an import that is taken back has left because of others that still stand: it goes with the last of these.

Nothing else of it ever goes by itself. What a hand held when it was taken back stays for good, and so does whatever the
import that is taken back now has nothing to do with.
"""
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from db.bulk import parts
from db.columns_gone import holding
from db.connection import db
from db.importing.past_imports import BACK, NAMES, STAYS, UNDO_FOR, WAITS, Held, Key, back, keys_of, with_waiting
from db.importing.relying import Relying
from db.importing.since_import import Wrote, owners_of, read, what_stays
from db.modelfields import to_text
from db.models import Consent, CustomColumn
from db.words import Purpose


def waiting(held: Held, now: datetime) -> dict[str, set[Key]]:
    """By import, the last one first; none for longer than it could have been taken back itself."""
    return {one['batch']: keys_of(one, WAITS) for one in reversed([*held])
            if one.get(WAITS) and one['at'] >= to_text(now - UNDO_FOR)}


def still_held(held: Held, now: datetime) -> dict[str, set[Key]]:
    """What waits, and why it does is to be seen: as things are, it would stay."""
    found: dict[str, set[Key]] = {}
    for batch_id, keys in waiting(held, now).items():
        wrote = read(batch_id, held)
        found[batch_id] = keys & (what_stays(wrote) | needed(wrote) | used_columns(wrote))
    return found


def needed(wrote: Wrote) -> set[Key]:
    """Each yes of this import, of somebody who stood there before, on which something relies by now; and those that are
    in the list of another one."""
    asked = of_others(wrote)
    relying = Relying(row.person_id for row in asked)
    return {key for row in asked if (key := ('consent', row.id)) in wrote.named or relying.needs(
        row.person_id, Purpose(row.purpose))}


def of_others(wrote: Wrote) -> list[Consent]:
    """Each yes of this import, of somebody who stood there before, that is still in force."""
    made, ours = wrote.ids('consent'), wrote.ids('person')
    ids = [row for row, person in db.execute_sql('SELECT id, person_id FROM consent WHERE ended_at IS NULL')
           if row in made and person not in ours]
    return [row for some in parts(ids) for row in Consent.select().where(Consent.id.in_(some))]


def used_columns(wrote: Wrote) -> set[Key]:
    """Columns that came with the import and in which something stands, or which somebody has changed."""
    found: set[Key] = set()
    for column in list(CustomColumn.select().where(CustomColumn.id.in_(wrote.ids('custom_column')))):
        if ('custom_column', column.id) in wrote.by_hand or holding(column.table, column.name):
            found.add(('custom_column', column.id))
    return found


def with_left(held: list[dict[str, Any]], left: Mapping[str, set[Key]], hands: Mapping[str, set[Key]]
              ) -> list[dict[str, Any]]:
    """The setting anew. `left` is what of each import taken back is there still; what a hand holds of it does not
    wait."""
    waits = {batch_id: keys - hands[batch_id] for batch_id, keys in left.items() if keys}
    return [with_waiting(one, waits.get(one['batch'], set())) for one in held]


# ---- what stays of earlier ones --------------------------------------------------------------------------------------
def beside(batch_id: str, wrote: Wrote, held: Held) -> set[Key]:
    """Whom and what an import has to do with, asked while all of it still stands."""
    found = wrote.all | {key for one in held if one['batch'] == batch_id for key in keys_of(one, NAMES)}
    owners = owners_of()
    helpers = {('membership', member) for repair, member in db.execute_sql(
        'SELECT id, responsible_id FROM repair WHERE responsible_id IS NOT NULL') if ('repair', repair) in found}
    people = {row for table, row in found if table == 'person'} | {
        of_table[row] for table, of_table in owners.items() for name, row in found | helpers
        if name == table and row in of_table}
    places = {('organisation', place) for contact, place in db.execute_sql(
        'SELECT id, organisation_id FROM contact WHERE organisation_id IS NOT NULL') if ('contact', contact) in found}
    return found | places | {('person', person) for person in people} | {
        (table, row) for table, of_table in owners.items() for row, person in of_table.items() if person in people}


def for_good(batch_id: str, held: Held, now: datetime, around: set[Key]) -> dict[str, set[Key]]:
    """What imports taken back before this one have left and no list that stands holds: nothing takes it away any more.
    Told with the last import it has to do with, or with the last there is."""
    holds = still_held(held, now)
    is_last = all(one.get(BACK) or one['at'] < to_text(now - UNDO_FOR) for one in held)
    found = {one['batch']: (keys_of(one, WAITS) | keys_of(one, STAYS)) - holds.get(one['batch'], set())
             for one in held if one['batch'] != batch_id}
    return {name: keys if is_last else keys & around for name, keys in found.items() if keys}


def without(held: list[dict[str, Any]], done: Mapping[str, set[Key]]) -> list[dict[str, Any]]:
    """The setting anew, where by import these have gone or have been told for good."""
    return [one | {name: sorted(map(list, keys_of(one, name) - done.get(one['batch'], set())))
                   for name in (WAITS, STAYS) if name in one} for one in held]


def held_by_hands(held: Held, left: Mapping[str, set[Key]]) -> dict[str, set[Key]]:
    """What of each import would stay if all of them were taken back. What one keeps may hold something of another."""
    if not any(left.values()):
        return {}
    without = [{**one, BACK: True} for one in held]
    wrote = {name: read(name, without) for name in back(without)}
    may_go = {name: one.goes & left.get(name, set()) if name in back(held) else one.goes for name, one in wrote.items()}
    stays: dict[str, set[Key]] = {name: set() for name in wrote}
    before = None
    while stays != before:
        before = stays
        going = {key for name in wrote for key in may_go[name] - stays[name]}
        stays = {name: what_stays(one, going) for name, one in wrote.items()}
    return stays
