"""„Import zurücknehmen“: what came in goes again, what was filled in becomes empty again.

Rows that somebody has changed since are named and stay as they are; so does everything that belongs to them.
"""
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from db import consent, journal, retention, search_many, settings
from db.bulk import parts
from db.clock import show_date
from db.connection import db
from db.errors import Unknown
from db.i18n import _
from db.importing import new_columns, nowhere
from db.importing.past_imports import BACK, SETTING, UNDO_FOR, Held, Key, back
from db.importing.relying import Relying
from db.importing.since_import import GONE_IN_ORDER, Wrote, owners_of, read, what_stays
from db.importing.staying import Kept, told
from db.importing.waiting import (
    beside,
    for_good,
    held_by_hands,
    needed,
    of_others,
    still_held,
    used_columns,
    waiting,
    with_left,
    without,
)
from db.journal import Batch
from db.modelfields import from_text, to_text
from db.models import MODELS, ChangeValue, CustomColumn, Erasure, Setting
from db.numbers import random_letters
from db.who import Who
from db.words import Ended, Purpose

UNDO = 'import.undo'
AGAIN = _('Der Import vom {day} war schon zurückgenommen und steht mit dieser Sicherung wieder da. Unter „Austausch“ '
          'lässt er sich noch einmal zurücknehmen.')
AGAIN_FOR_GOOD = _('Der Import vom {day} war schon zurückgenommen und steht mit dieser Sicherung wieder da. Als Ganzes '
                   'geht das nicht mehr: Bitte ansehen, wer daraus noch einmal zu löschen ist.')
DELETE = {'repair': 'DELETE FROM repair WHERE id = ?', 'contact': 'DELETE FROM contact WHERE id = ?',
          'membership': 'DELETE FROM membership WHERE id = ?', 'person': 'DELETE FROM person WHERE id = ?',
          'organisation': 'DELETE FROM organisation WHERE id = ?'}


@dataclass(frozen=True)
class Import:
    batch: str
    at: datetime
    by: str
    counts: dict[str, int]
    kinds: dict[str, int]


@dataclass(frozen=True)
class Undone:
    """`removed` counts rows that are gone again; `kept` names what stays, and why."""
    removed: int
    kept: tuple[Kept, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.kept)


@dataclass
class Gone:
    """What goes: how many rows, what has to be found anew, and of whom nothing but the yes is left."""
    rows: int = 0
    stale: set[Key] = field(default_factory=set)
    needless: set[int] = field(default_factory=set)


def lately(now: datetime) -> tuple[Import, ...]:
    """Imports that can still be taken back, the last one first."""
    held = Setting.get_or_none(Setting.name == SETTING)
    return tuple(Import(one['batch'], from_text(one['at']), one['by'], one['counts'], one.get('kinds', {}))
                 for one in reversed(held.value if held else [])
                 if one['at'] >= to_text(now - UNDO_FOR) and not one.get(BACK))


def came_again(taken_back: Collection[str], now: datetime) -> Iterator[str]:
    """What is said of those that were taken back and stand here again, because an older store has come back: no line
    of the ledger repeats it, and whoever took them back wanted those people gone."""
    held = Setting.get_or_none(Setting.name == SETTING)
    can_go = {one.batch for one in lately(now)}
    for one in held.value if held else []:
        if one['batch'] in taken_back and not one.get(BACK):
            said = AGAIN if one['batch'] in can_go else AGAIN_FOR_GOOD
            yield said.format(day=show_date(from_text(one['at'])))


def undo(batch_id: str, who: Who, now: datetime) -> Undone:
    """Raises `Unknown` when this cannot be taken back (any more).

    What an import taken back before had to leave because of this one, and of nothing else, goes with it.
    """
    with journal.writing(who, now, UNDO) as batch:
        if batch_id not in {one.batch for one in lately(now)}:      # asked in here: it may be asked twice at once
            raise Unknown(_not_again(batch_id))
        batch.did('import')
        held = Setting.get(Setting.name == SETTING).value
        earlier = still_held(held, now)
        held = [one | ({BACK: True} if one['batch'] == batch_id else {}) for one in held]
        around = beside(batch_id, read(batch_id, held), held)
        gone = Gone()
        stays, wrote = _take_back(batch, batch_id, held, gone)
        went = {}
        for one, keys in earlier.items():
            still, of_one = _take_back(batch, one, held, gone, keys)
            went[one] = keys - still - needed(of_one) - used_columns(of_one)
        held = without(held, went)
        nowhere.erase(batch, {row for table, row in gone.stale if table == 'person'}, gone.needless)
        _found_anew(gone.stale)
        left = waiting(held, now) | {batch_id: stays | needed(wrote) | used_columns(wrote)}
        hands = held_by_hands(held, left)
        held = with_left(held, left, hands)
        more = for_good(batch_id, held, now, around)
        settings.put(SETTING, without(held, more))
        Erasure.create(public_id=random_letters(12).lower(), at=now, rule=UNDO, actor=who.account)
        for table in ('person', 'repair', 'organisation', 'membership'):
            batch.shows(table, '')
        named = told([(left[batch_id], wrote, hands.get(batch_id, set())), *(
            (keys, read(one, held), hands.get(one, set())) for one, keys in more.items())])
    retention.scrub(now)
    return Undone(gone.rows, named)


def _not_again(batch_id: str) -> str:
    held = Setting.get_or_none(Setting.name == SETTING)
    if held and batch_id in back(held.value):
        return _('Dieser Import ist schon zurückgenommen.')
    return _('Dieser Import lässt sich nicht mehr zurücknehmen.')


def _take_back(batch: Batch, batch_id: str, held: Held, gone: Gone, only: set[Key] | None = None
               ) -> tuple[set[Key], Wrote]:
    """What is kept. `only` these may go, or everything."""
    wrote = read(batch_id, held)
    spared = set() if only is None else wrote.all - only
    stays = what_stays(wrote, spared=spared)
    gone.stale |= _set_back(batch, wrote, stays)
    removed, lost = _remove(wrote, stays)
    gone.rows += removed
    gone.stale |= {('person', row) for row in lost | _end_consents(batch, wrote, spared, gone)}
    _drop_columns(wrote, used_columns(wrote) | spared)
    return stays, wrote


def _found_anew(stale: set[Key]) -> None:
    """Of all that goes at once: one by one a thousand people took half a minute, and the counter had to wait."""
    for table in ('organisation', 'person', 'repair'):
        search_many.refresh(table, {row for name, row in stale if name == table})


# ---- back to before --------------------------------------------------------------------------------------------------
def _set_back(batch: Batch, wrote: Wrote, stays: set[Key]) -> set[Key]:
    """Rows that stood there before get their old values, but for those that stay. Returns these, and whose they are."""
    changes = {key: change for key, change in wrote.changed.items() if key not in wrote.made and key not in stays}
    old: dict[int, list[tuple[str, Any]]] = defaultdict(list)
    for some in parts(changes.values()):
        for change, name, value in ChangeValue.select(ChangeValue.change, ChangeValue.field, ChangeValue.old).where(
                ChangeValue.change.in_(some)).tuples():
            old[change].append((name, value))
    found: set[Key] = set()
    for table in dict.fromkeys(table for table, _row in changes):
        model = MODELS[table]
        for some in parts(row for name, row in changes if name == table):
            for row in list(model.select().where(model.id.in_(some))):
                owner = row.id if table == 'person' else getattr(row, 'person_id', None)
                found |= {(table, row.id)} | ({('person', owner)} if owner else set())
                batch.update(row, {name: _back(row, name, value) for name, value in old[changes[table, row.id]]})
    _forget(batch, {key: change for key, change in changes.items() if key in found})
    return {key for key in found if key[0] in ('person', 'repair', 'organisation')}


def _forget(batch: Batch, changes: dict[Key, int]) -> None:
    """What the list said is not kept in the history either, neither as a new value nor as an old one."""
    run = db.connection().executemany
    run('DELETE FROM change_value WHERE change_id = ?', [(change,) for change in changes.values()])
    run('DELETE FROM change_value WHERE change_id IN (SELECT id FROM change WHERE table_name = ? AND row_id = ? '
        'AND batch = ?)', [(*key, batch.id) for key in changes])


def _back(row: Any, name: str, value: Any) -> Any:
    """The old value as the column holds it; the journal keeps an empty one as nothing."""
    one = row._meta.fields[name]
    if value is None and not one.null:
        return one.default() if callable(one.default) else one.default
    return one.python_value(value) if isinstance(value, str) and name.endswith(('_on', '_at')) else value


def _remove(wrote: Wrote, stays: set[Key]) -> tuple[int, set[int]]:
    """Past the journal on purpose: what is taken back must not be kept as an old value. Returns how many rows have
    gone, and who has lost some of theirs."""
    going = {key for key in wrote.made if key not in stays and key[0] in GONE_IN_ORDER}
    there = {(table, row) for table in GONE_IN_ORDER for (row,) in db.execute_sql(
        f'SELECT id FROM "{table}"')}  # noqa: S608  names are ours
    run = db.connection().executemany
    repairs = [(row,) for table, row in going if table == 'repair']
    people = [(row,) for table, row in going if table == 'person']
    owners = owners_of()
    lost = {person for table, of_table in owners.items() for row, person in of_table.items() if (table, row) in going}
    consents = {('consent', row) for row, person in owners['consent'].items() if ('person', person) in going}
    for statement in ('DELETE FROM repair_word WHERE repair_id = ?', 'DELETE FROM repair_state WHERE repair_id = ?'):
        run(statement, repairs)
    run('DELETE FROM person_word WHERE person_id = ?', people)
    for table in GONE_IN_ORDER:
        run(DELETE[table], [(row,) for name, row in going if name == table])
    run('DELETE FROM consent WHERE person_id = ?', people)
    run('DELETE FROM change_value WHERE change_id IN (SELECT id FROM change WHERE table_name = ? AND row_id = ?)',
        [*going, *consents])
    return len(going & there), lost


def _end_consents(batch: Batch, wrote: Wrote, spared: set[Key], gone: Gone) -> set[int]:
    """A yes that came with the list, of somebody who stood there before, ends, unless something relies on it by now:
    asked when all that goes has gone. Returns whose have ended. The last one cannot: whoever had it is needless."""
    people: set[int] = set()
    asked = [row for row in of_others(wrote) if ('consent', row.id) not in spared | wrote.named]
    relying = Relying(row.person_id for row in asked)
    for row in asked:
        purpose = Purpose(row.purpose)
        if relying.needs(row.person_id, purpose):
            continue
        if relying.is_last(row.person_id, purpose):
            gone.needless.add(row.person_id)
        else:
            consent.end_these(batch, [row], Ended.FULFILLED)
            relying.ended(row.person_id, purpose)
            people.add(row.person_id)
    return people


def _drop_columns(wrote: Wrote, stay: set[Key]) -> None:
    """Columns that came with the import go when nothing stands in them. All are fetched before the first goes: no index
    can be dropped while anything is still being read."""
    for column in list(CustomColumn.select().where(CustomColumn.id.in_(wrote.ids('custom_column')))):
        if ('custom_column', column.id) not in stay:
            new_columns.drop(column)
