"""„Import zurücknehmen“: what came in goes again, what was filled in becomes empty again.

Rows that somebody has changed since are named and stay as they are; so does everything that belongs to them.
"""
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from db import consent, journal, names, retention, search, settings
from db.connection import db
from db.errors import Unknown
from db.i18n import _
from db.importing import new_columns
from db.importing.applying import INSERT, SETTING, UNDO_FOR, UPDATE
from db.journal import Batch
from db.modelfields import from_text, to_text
from db.models import MODELS, Account, ChangeValue, Consent, Erasure, Setting
from db.numbers import random_letters
from db.who import Who
from db.words import Ended, Purpose

UNDO = 'import.undo'
GONE_IN_ORDER = ('repair', 'contact', 'membership', 'person', 'organisation')   # what points to others first
DELETE = {'repair': 'DELETE FROM repair WHERE id = ?', 'contact': 'DELETE FROM contact WHERE id = ?',
          'membership': 'DELETE FROM membership WHERE id = ?', 'person': 'DELETE FROM person WHERE id = ?',
          'organisation': 'DELETE FROM organisation WHERE id = ?'}
Key = tuple[str, int]


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


@dataclass
class _Batch:
    """What an import wrote: rows it made (with their version) and rows it changed."""
    made: dict[Key, int] = field(default_factory=dict)
    changed: dict[Key, tuple[int, int]] = field(default_factory=dict)   # id of the change, version
    later: set[Key] = field(default_factory=set)

    def ids(self, table: str) -> set[int]:
        return {row for name, row in self.made if name == table}


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
        wrote = _read(batch_id)
        stays = _stays(wrote)
        kept = _named(stays)
        kept += _set_back(batch, wrote)
        removed = _remove(wrote, stays, batch_id)
        held = Setting.get(Setting.name == SETTING).value
        settings.put(SETTING, [one for one in held if one['batch'] != batch_id])
        Erasure.create(public_id=random_letters(12).lower(), at=now, rule=UNDO, actor=who.account)
        for table in ('person', 'repair', 'organisation', 'membership'):
            batch.shows(table, '')
    retention.scrub(now)
    return Undone(removed, tuple(dict.fromkeys(kept)))


# ---- what it wrote, and what has happened since ----------------------------------------------------------------------
def _read(batch_id: str) -> _Batch:
    found = _Batch()
    last = 0
    given = {row[0] for row in db.execute_sql(   # the others have only been ended
        "SELECT c.row_id FROM change c JOIN change_value v ON v.change_id = c.id "
        "WHERE c.batch = ? AND c.table_name = 'consent' AND v.field = 'purpose'", (batch_id,))}
    for row_id, verb, table, row, version in db.execute_sql(
            'SELECT id, verb, table_name, row_id, version FROM change WHERE batch = ? ORDER BY id', (batch_id,)):
        last = row_id
        if verb == INSERT and (table != 'consent' or row in given):
            found.made[table, row] = version
        elif verb in (INSERT, UPDATE):
            found.changed[table, row] = (row_id, version)
    found.later = {(table, row) for table, row in db.execute_sql(
        'SELECT DISTINCT table_name, row_id FROM change WHERE id > ? AND batch <> ?', (last, batch_id))}
    return found


def _stays(wrote: _Batch) -> set[Key]:
    """Rows somebody has changed since, with everything that hangs together with them through a person."""
    touched = {key for key in wrote.made if key in wrote.later} | _other_version(wrote)
    people = {row for table, row in touched if table == 'person'}
    owners = _owners()
    ours = wrote.ids('person')
    for table, of_table in owners.items():
        for row, person in of_table.items():
            if person in ours and ((table, row) in touched or (table, row) not in wrote.made):
                people.add(person)
    people |= {row[0] for row in Account.select(Account.person).where(Account.person.is_null(False)).tuples()} & ours
    people |= _helpers(wrote, owners) & ours
    stays = {key for key in touched if key[0] in ('repair', 'organisation')} | {('person', row) for row in people}
    for table, of_table in owners.items():
        stays |= {(table, row) for row, person in of_table.items() if person in people and (table, row) in wrote.made}
    for row, organisation in db.execute_sql('SELECT id, organisation_id FROM contact'):
        if ('organisation', organisation) in wrote.made and (
                ('contact', row) in stays or ('contact', row) not in wrote.made):
            stays.add(('organisation', organisation))
    return stays


def _other_version(wrote: _Batch) -> set[Key]:
    """Erasing writes past the journal: the version tells. A row that is gone needs nothing."""
    found = set()
    for table in GONE_IN_ORDER:
        model = MODELS[table]
        versions = dict(model.select(model.id, model.version).tuples())
        found |= {(table, row) for row in wrote.ids(table) if versions.get(row, wrote.made[table, row])
                  != wrote.made[table, row]}
    return found


def _owners() -> dict[str, dict[int, int]]:
    """Whose rows these are."""
    return {table: dict(MODELS[table].select(MODELS[table].id, MODELS[table].person).where(
        MODELS[table].person.is_null(False)).tuples()) for table in ('repair', 'contact', 'membership', 'consent')}


def _helpers(wrote: _Batch, owners: dict[str, dict[int, int]]) -> set[int]:
    """Members who look after repairs that did not come with this import."""
    rows = db.execute_sql('SELECT id, responsible_id FROM repair WHERE responsible_id IS NOT NULL')
    return {owners['membership'][member] for repair, member in rows
            if ('repair', repair) not in wrote.made and member in owners['membership']}


def _named(stays: set[Key]) -> list[str]:
    named = []
    for table, row_id in sorted(stays):
        row = MODELS[table].get_or_none(MODELS[table].id == row_id) if table in (
            'person', 'repair', 'organisation') else None
        if row is None:
            continue
        named.append(names.full(row.first_name, row.last_name) if table == 'person' else
                     row.name if table == 'organisation' else f'{row.number} {row.item}')
    return named


# ---- back to before --------------------------------------------------------------------------------------------------
def _set_back(batch: Batch, wrote: _Batch) -> list[str]:
    """Rows that stood there before get their old values; the ones changed since are named."""
    kept: list[str] = []
    people: set[int] = set()
    for (table, row_id), (change, version) in wrote.changed.items():
        row = MODELS[table].get_or_none(MODELS[table].id == row_id)
        if row is None or table == 'consent' or (table, row_id) in wrote.made:
            continue
        if (table, row_id) in wrote.later or row.version != version:
            own_name = table in ('person', 'organisation', 'repair')
            kept += _named({(table, row_id) if own_name else ('person', row.person_id)})
            continue
        old = {value.field: value.old for value in ChangeValue.select().where(ChangeValue.change == change)}
        batch.update(row, {name: _back(row, name, value) for name, value in old.items()})
        people |= {row_id} if table == 'person' else {row.person_id} if table in ('membership', 'contact') else set()
        if table == 'organisation':
            search.refresh_organisation(row)
    kept += _end_consents(batch, wrote, people)
    for person in people:
        search.refresh_person(person, everything=True)
    return kept


def _back(row: Any, name: str, value: Any) -> Any:
    """The old value as the column holds it; the journal keeps an empty one as nothing."""
    one = row._meta.fields[name]
    if value is None and not one.null:
        return one.default() if callable(one.default) else one.default
    return one.python_value(value) if isinstance(value, str) and name.endswith(('_on', '_at')) else value


def _end_consents(batch: Batch, wrote: _Batch, people: set[int]) -> list[str]:
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
            kept += _named({('person', person)})
    return kept


def _remove(wrote: _Batch, stays: set[Key], batch_id: str) -> int:
    """Past the journal on purpose: what is taken back must not be kept as an old value."""
    going = {key for key in wrote.made if key not in stays and key[0] in GONE_IN_ORDER}
    run = db.connection().executemany
    repairs = [(row,) for table, row in going if table == 'repair']
    people = [(row,) for table, row in going if table == 'person']
    lost = {person for row, person in _owners()['repair'].items() if ('repair', row) in going}
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


def _drop_columns(wrote: _Batch) -> None:
    """Columns that came with the import go when nothing stands in them."""
    for row_id in wrote.ids('custom_column'):
        column = MODELS['custom_column'].get_or_none(MODELS['custom_column'].id == row_id)
        if column is not None and not any(column.name in row.extra for row in MODELS[column.table].select(
                MODELS[column.table].extra)):
            new_columns.drop(column)

