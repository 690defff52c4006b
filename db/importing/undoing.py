"""„Import zurücknehmen“: what came in goes again, what was filled in becomes empty again.

Rows that somebody has changed since are named and stay as they are; so does everything that belongs to them.
"""
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from db import consent, journal, retention, search, settings
from db.clock import show_date
from db.connection import db
from db.errors import Unknown
from db.i18n import _
from db.importing import new_columns
from db.importing.applying import BACK, SETTING, UNDO_FOR
from db.importing.relying import is_needed
from db.importing.since_import import GONE_IN_ORDER, Key, Wrote, named, owners_of, read, still_needed, what_stays
from db.importing.waiting import back, consents, needed, still_held, used_columns, waiting, with_left
from db.journal import Batch
from db.modelfields import from_text, to_text
from db.models import MODELS, ChangeValue, CustomColumn, Erasure, Person, Setting
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
    """`removed` counts rows that are gone again; `kept` names people, repairs and organisations that stay: changed
    since, or as `why` says."""
    removed: int
    kept: tuple[str, ...]
    why: Mapping[str, str] = field(default_factory=dict)


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
            raise Unknown(_('Dieser Import lässt sich nicht mehr zurücknehmen.'))
        batch.did('import')
        held = Setting.get(Setting.name == SETTING).value
        earlier = still_held(held, now)
        held = [one | ({BACK: True} if one['batch'] == batch_id else {}) for one in held]
        kept, removed = _take_back(batch, batch_id, back(held))
        for one, keys in earlier.items():
            removed += _take_back(batch, one, back(held), keys)[1]
        settings.put(SETTING, with_left(held, waiting(held, now) | {batch_id: kept}))
        Erasure.create(public_id=random_letters(12).lower(), at=now, rule=UNDO, actor=who.account)
        for table in ('person', 'repair', 'organisation', 'membership'):
            batch.shows(table, '')
        names, why = named(kept), still_needed(kept, read(batch_id, back(held) - {batch_id}))
    retention.scrub(now)
    return Undone(removed, names, why)


def _take_back(batch: Batch, batch_id: str, taken_back: set[str], only: set[Key] | None = None) -> tuple[set[Key], int]:
    """What is kept, and how many rows have gone. `only` these may go, or everything."""
    wrote = read(batch_id, taken_back - {batch_id})
    spared = set() if only is None else wrote.all - only
    stays = what_stays(wrote) | spared
    changed = _set_back(batch, wrote, stays)
    removed, lost = _remove(wrote, stays)
    ended = _end_consents(batch, wrote, spared)
    for (person,) in Person.select(Person.id).where(Person.id.in_(changed | lost | ended)).tuples():
        search.refresh_person(person, everything=True)
    used = used_columns(wrote)
    _drop_columns(wrote, used | spared)
    return stays | needed(wrote) | used, removed


# ---- back to before --------------------------------------------------------------------------------------------------
def _set_back(batch: Batch, wrote: Wrote, stays: set[Key]) -> set[int]:
    """Rows that stood there before get their old values, but for those that stay. Returns whose these are."""
    people: set[int] = set()
    for key, change in wrote.changed.items():
        table, row_id = key
        row = MODELS[table].get_or_none(MODELS[table].id == row_id)
        if row is None or key in wrote.made or key in stays:
            continue
        people |= {row_id} if table == 'person' else {row.person_id} - {None} if table != 'organisation' else set()
        batch.update(row, {value.field: _back(row, value.field, value.old)
                           for value in ChangeValue.select().where(ChangeValue.change == change)})
        _forget(batch, key, change)
        if table == 'organisation':
            search.refresh_organisation(row)
        if table == 'repair':
            search.refresh_repair(row)
    return people


def _forget(batch: Batch, key: Key, change: int) -> None:
    """What the list said is not kept in the history either, neither as a new value nor as an old one."""
    db.execute_sql('DELETE FROM change_value WHERE change_id = ? OR change_id IN (SELECT id FROM change '
                   'WHERE batch = ? AND table_name = ? AND row_id = ?)', (change, batch.id, *key))


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
    there = {(table, row) for table in GONE_IN_ORDER for (row,) in MODELS[table].select(MODELS[table].id).tuples()}
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


def _end_consents(batch: Batch, wrote: Wrote, stay: set[Key]) -> set[int]:
    """A yes that came with the list, of somebody who stood there before, ends, unless something relies on it by now:
    asked when all that goes has gone. Returns whose have ended."""
    people: set[int] = set()
    ours = wrote.ids('person')
    for row in consents(wrote):
        purpose = Purpose(row.purpose)
        if row.person_id not in ours and ('consent', row.id) not in stay and not is_needed(row.person_id, purpose):
            consent.end(batch, row.person_id, purpose, Ended.FULFILLED)
            people.add(row.person_id)
    return people


def _drop_columns(wrote: Wrote, stay: set[Key]) -> None:
    """Columns that came with the import go when nothing stands in them. All are fetched before the first goes: no index
    can be dropped while anything is still being read."""
    for column in list(CustomColumn.select().where(CustomColumn.id.in_(wrote.ids('custom_column')))):
        if ('custom_column', column.id) not in stay:
            new_columns.drop(column)
