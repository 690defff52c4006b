"""„Import zurücknehmen“: what came in goes again, what was filled in becomes empty again.

Rows that somebody has changed since are named and stay as they are; so does everything that belongs to them.
"""
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db import consent, journal, retention, search, settings
from db.connection import db
from db.errors import Unknown
from db.i18n import _
from db.importing import new_columns
from db.importing.applying import SETTING, UNDO_FOR, UPDATE
from db.importing.since_import import GONE_IN_ORDER, Key, Wrote, named, owners_of, read, what_stays
from db.journal import Batch
from db.modelfields import from_text, to_text
from db.models import MODELS, ChangeValue, Consent, Erasure, Setting
from db.numbers import random_letters
from db.who import Who
from db.words import Ended, Purpose

UNDO = 'import.undo'
DELETE = {'repair': 'DELETE FROM repair WHERE id = ?', 'contact': 'DELETE FROM contact WHERE id = ?',
          'membership': 'DELETE FROM membership WHERE id = ?', 'person': 'DELETE FROM person WHERE id = ?',
          'organisation': 'DELETE FROM organisation WHERE id = ?'}


@dataclass(frozen=True)
class Import:
    batch: str
    at: datetime
    by: str
    counts: dict[str, int]


@dataclass(frozen=True)
class Undone:
    """`removed` counts rows that are gone again; `kept` names people, repairs and organisations changed since."""
    removed: int
    kept: tuple[str, ...]


def lately(now: datetime) -> tuple[Import, ...]:
    """Imports that can still be taken back, the last one first."""
    held = Setting.get_or_none(Setting.name == SETTING)
    return tuple(Import(one['batch'], from_text(one['at']), one['by'], one['counts'])
                 for one in reversed(held.value if held else []) if one['at'] >= to_text(now - UNDO_FOR))


def undo(batch_id: str, who: Who, now: datetime) -> Undone:
    """Raises `Unknown` when this cannot be taken back (any more)."""
    if batch_id not in {one.batch for one in lately(now)}:
        raise Unknown(_('Dieser Import lässt sich nicht mehr zurücknehmen.'))
    with journal.writing(who, now, UNDO) as batch:
        batch.did('import')
        wrote = read(batch_id)
        stays = what_stays(wrote)
        kept = named(stays)
        kept += _set_back(batch, wrote, stays)
        removed = _remove(wrote, stays, batch_id)
        held = Setting.get(Setting.name == SETTING).value
        settings.put(SETTING, [one for one in held if one['batch'] != batch_id])
        Erasure.create(public_id=random_letters(12).lower(), at=now, rule=UNDO, actor=who.account)
        for table in ('person', 'repair', 'organisation', 'membership'):
            batch.shows(table, '')
    retention.scrub(now)
    return Undone(removed, tuple(dict.fromkeys(kept)))


# ---- back to before --------------------------------------------------------------------------------------------------
def _set_back(batch: Batch, wrote: Wrote, stays: set[Key]) -> list[str]:
    """Rows that stood there before get their old values; the ones changed since are named. What belongs to somebody
    who stays does, too."""
    kept: list[str] = []
    people: set[int] = set()
    for (table, row_id), (change, version) in wrote.changed.items():
        row = MODELS[table].get_or_none(MODELS[table].id == row_id)
        if row is None or table == 'consent' or (table, row_id) in wrote.made or (
                table == 'repair' and ('person', row.person_id) in stays):
            continue
        if (table, row_id) in wrote.later or row.version != version:
            own_name = table in ('person', 'organisation', 'repair')
            kept += named({(table, row_id) if own_name else ('person', row.person_id)})
            continue
        belongs = {row_id} if table == 'person' else {row.person_id} - {None} if table != 'organisation' else set()
        old = {value.field: value.old for value in ChangeValue.select().where(ChangeValue.change == change)}
        batch.update(row, {name: _back(row, name, value) for name, value in old.items()})
        people |= belongs
        if table == 'organisation':
            search.refresh_organisation(row)
        if table == 'repair':
            _forget(batch, row)
            search.refresh_repair(row)
    kept += _end_consents(batch, wrote, people)
    for person in people:
        search.refresh_person(person, everything=True)
    return kept


def _forget(batch: Batch, repair: Any) -> None:
    """What was told of it with its person is not kept as an old value either."""
    db.execute_sql("DELETE FROM change_value WHERE change_id IN (SELECT id FROM change WHERE table_name = 'repair' AND "
                   'row_id = ? AND (verb = ? OR batch = ?))', (repair.id, UPDATE, batch.id))


def _back(row: Any, name: str, value: Any) -> Any:
    """The old value as the column holds it; the journal keeps an empty one as nothing."""
    one = row._meta.fields[name]
    if value is None and not one.null:
        return one.default() if callable(one.default) else one.default
    return one.python_value(value) if isinstance(value, str) and name.endswith(('_on', '_at')) else value


def _end_consents(batch: Batch, wrote: Wrote, people: set[int]) -> list[str]:
    """A yes that came with the list, of somebody who stood there before, ends; the last one in force cannot."""
    kept: list[str] = []
    ours = wrote.ids('person')
    replaced = {tuple(row) for row in Consent.select(Consent.person, Consent.purpose).where(
        Consent.id.in_([row for table, row in wrote.changed if table == 'consent'])).tuples()}
    for row_id, person, purpose in db.execute_sql(
            'SELECT id, person_id, purpose FROM consent WHERE ended_at IS NULL').fetchall():
        if ('consent', row_id) not in wrote.made or person in ours:
            continue
        if len(consent.in_force(person)) > 1 and (person, purpose) not in replaced:
            consent.end(batch, person, Purpose(purpose), Ended.FULFILLED)
            people.add(person)
        else:
            kept += named({('person', person)})
    return kept


def _remove(wrote: Wrote, stays: set[Key], batch_id: str) -> int:
    """Past the journal on purpose: what is taken back must not be kept as an old value."""
    going = {key for key in wrote.made if key not in stays and key[0] in GONE_IN_ORDER}
    run = db.connection().executemany
    repairs = [(row,) for table, row in going if table == 'repair']
    people = [(row,) for table, row in going if table == 'person']
    lost = {person for row, person in owners_of()['repair'].items() if ('repair', row) in going}
    for statement in ('DELETE FROM repair_word WHERE repair_id = ?', 'DELETE FROM repair_state WHERE repair_id = ?'):
        run(statement, repairs)
    run('DELETE FROM person_word WHERE person_id = ?', people)
    for table in GONE_IN_ORDER:
        run(DELETE[table], [(row,) for name, row in going if name == table])
    run('DELETE FROM consent WHERE person_id = ?', people)
    run('DELETE FROM change_value WHERE change_id IN (SELECT id FROM change WHERE batch = ? AND table_name = ? '
        'AND row_id = ?)', [(batch_id, *key) for key in [*going, *(
            key for key in wrote.made if key[0] == 'consent' and key not in stays)]])
    for person in lost - {row[0] for row in people}:
        search.refresh_person(person, everything=True)
    _drop_columns(wrote)
    return len(going)


def _drop_columns(wrote: Wrote) -> None:
    """Columns that came with the import go when nothing stands in them."""
    for row_id in wrote.ids('custom_column'):
        column = MODELS['custom_column'].get_or_none(MODELS['custom_column'].id == row_id)
        if column is not None and not any(column.name in row.extra for row in MODELS[column.table].select(
                MODELS[column.table].extra)):
            new_columns.drop(column)

