"""What an import wrote, and what of it has been changed since: by somebody's hand, by an erasure, or by an import that
still stands. What a later import did and taking that one back undid again is no change.
"""
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from db import names
from db.connection import db
from db.i18n import _
from db.importing.applying import INSERT, UPDATE
from db.models import MODELS, Account, Person, Repair
from db.words import Purpose

TOOK_BACK = 'import.undo'
LOOKED = ('access.report', 'ords.read')      # leaves a line and changes nothing of the row
GONE_IN_ORDER = ('repair', 'contact', 'membership', 'person', 'organisation')   # what points to others first
Key = tuple[str, int]


@dataclass
class Wrote:
    """What an import wrote: rows it made, each with the version it had then, and rows it changed, each once, with the
    id of the change. `touched` are those changed since, `came_since` people who came with a later import; `went_back`
    are consents of imports that are taken back already."""
    made: dict[Key, int] = field(default_factory=dict)
    changed: dict[Key, int] = field(default_factory=dict)
    touched: set[Key] = field(default_factory=set)
    came_since: set[int] = field(default_factory=set)
    went_back: set[Key] = field(default_factory=set)

    def ids(self, table: str) -> set[int]:
        return {row for name, row in self.made if name == table}

    @property
    def all(self) -> set[Key]:
        return {*self.made, *self.changed}

    @property
    def goes(self) -> set[Key]:
        """What holds nobody: it goes as well, or it is a repair that stood there and belongs to nobody again."""
        return {*self.made, *self.went_back, *(
            key for key in self.changed if key[0] == 'repair' and key not in self.touched)}


# ---- reading ---------------------------------------------------------------------------------------------------------
def read(batch_id: str, taken_back: Iterable[str] = ()) -> Wrote:
    """`taken_back` are the other imports that do not stand any more."""
    found = Wrote()
    versions: dict[Key, int] = {}
    last = 0
    for row_id, verb, table, row, version in db.execute_sql(
            'SELECT id, verb, table_name, row_id, version FROM change WHERE batch = ? ORDER BY id', (batch_id,)):
        last = row_id
        if verb == INSERT:
            found.made[table, row] = versions[table, row] = version
        elif verb == UPDATE:
            found.changed[table, row] = row_id
            versions[table, row] = version
    found.touched = _touched(batch_id, last, versions, set(taken_back))
    found.came_since = {row for (row,) in db.execute_sql(
        "SELECT row_id FROM change WHERE id > ? AND table_name = 'person' AND verb = ?", (last, INSERT))}
    found.went_back = _consents(taken_back)
    return found


def _consents(batches: Iterable[str]) -> set[Key]:
    return {('consent', row) for batch in batches for (row,) in db.execute_sql(
        "SELECT row_id FROM change WHERE batch = ? AND table_name = 'consent' AND verb = ?", (batch, INSERT))}


def _touched(batch_id: str, last: int, versions: dict[Key, int], taken_back: set[str]) -> set[Key]:
    """Erasing writes past the journal: the version tells. A row that is gone needs nothing."""
    found: set[Key] = set()
    steps: Counter[Key] = Counter()
    freed = _freed(last)
    for table, row, verb, batch in db.execute_sql(
            'SELECT table_name, row_id, verb, batch FROM change WHERE id > ? AND batch <> ?', (last, batch_id)):
        if verb == TOOK_BACK or batch in taken_back or (table == 'repair' and (row, batch) in freed):
            steps[table, row] += 1
        elif verb not in LOOKED:
            found.add((table, row))
    for table in GONE_IN_ORDER:
        model = MODELS[table]
        now = dict(model.select(model.id, model.version).tuples())
        found |= {key for key, version in versions.items() if key[0] == table and now.get(
            key[1], version + steps[key]) != version + steps[key]}
    return found


def _freed(last: int) -> set[tuple[int, str]]:
    """Repairs that lost whoever looked after them, because that member has left: it happened to the row, and nobody
    has had it in hand. Each with the batch in which it was."""
    return {(row, batch) for row, batch in db.execute_sql(
        "SELECT c.row_id, c.batch FROM change c JOIN change_value v ON v.change_id = c.id WHERE c.id > ? "
        "AND c.table_name = 'repair' AND c.verb NOT LIKE 'repair.%' AND c.verb NOT LIKE 'import%' "
        "GROUP BY c.id HAVING MIN(v.field) = 'responsible' AND MAX(v.field) = 'responsible' AND MAX(v.new) IS NULL",
        (last,)).fetchall()}


# ---- what stays ------------------------------------------------------------------------------------------------------
def what_stays(wrote: Wrote, others_go: Iterable[Key] = ()) -> set[Key]:
    """Rows that were changed since, with everything that hangs together with them through a person. `others_go` are
    rows of other imports that go as well."""
    owners = owners_of()
    goes = {*wrote.goes, *others_go}
    stays = {key for key in wrote.touched & wrote.all if key[0] in GONE_IN_ORDER}
    stays |= {('repair', row) for row, person in owners['repair'].items()   # one taken back has left it with them
              if ('repair', row) in wrote.made and person in wrote.came_since and ('person', person) not in goes}
    people = {person for table, of_table in owners.items() for row, person in of_table.items()
              if (table, row) in wrote.touched or (table, row) not in goes}
    people |= {row[0] for row in Account.select(Account.person).where(Account.person.is_null(False)).tuples()}
    before = None
    while stays != before:      # who stays keeps a repair, and the repair whoever looks after it
        before = set(stays)
        helpers = _helpers(wrote, goes - stays) | _in_the_group(wrote, owners)
        people |= {owners['membership'][member] for member in helpers if member in owners['membership']}
        people |= {row for table, row in stays if table == 'person'}
        ours = people & wrote.ids('person')
        stays |= {('person', row) for row in ours} | {('membership', row) for row in helpers}
        stays |= {(table, row) for table, of_table in owners.items() for row, person in of_table.items()
                  if person in ours and (table, row) in wrote.all}
    for row, organisation in db.execute_sql('SELECT id, organisation_id FROM contact'):
        if ('organisation', organisation) in wrote.made and (
                ('contact', row) in stays or ('contact', row) not in goes):
            stays.add(('organisation', organisation))
    return stays


def owners_of() -> dict[str, dict[int, int]]:
    """Whose rows these are."""
    return {table: dict(MODELS[table].select(MODELS[table].id, MODELS[table].person).where(
        MODELS[table].person.is_null(False)).tuples()) for table in ('repair', 'contact', 'membership', 'consent')}


def _helpers(wrote: Wrote, goes: set[Key]) -> set[int]:
    """Memberships of this import that look after repairs which do not go with it."""
    rows = db.execute_sql('SELECT id, responsible_id FROM repair WHERE responsible_id IS NOT NULL')
    return {member for repair, member in rows
            if ('membership', member) in wrote.made and ('repair', repair) not in goes}


def _in_the_group(wrote: Wrote, owners: dict[str, dict[int, int]]) -> set[int]:
    """Memberships of this import on which a yes to the messenger group was given since."""
    since = {person for row, person in db.execute_sql(
        'SELECT id, person_id FROM consent WHERE purpose = ? AND ended_at IS NULL', (Purpose.MESSENGER.value,))
        if ('consent', row) not in wrote.made}
    return {row for row in wrote.ids('membership') if owners['membership'].get(row) in since}


def still_needed(keys: Iterable[Key], wrote: Wrote) -> dict[str, str]:
    """By name, why somebody or something stays whom nobody has changed since."""
    rows: dict[str, set[Key]] = {}
    for key in keys:
        rows.setdefault(_name(key), set()).add(key)
    return {name: _needed_for(of_name) for name, of_name in rows.items() if name and not of_name & wrote.touched}


def _needed_for(keys: set[Key]) -> str:
    """„wird noch gebraucht: Ansprechperson von 26-0061-5“."""
    ids = {table: {row for name, row in keys if name == table} for table in ('person', 'membership')}
    helped = Repair.select(Repair.number).where(Repair.responsible.in_(ids['membership'])).order_by(Repair.id)
    theirs = Repair.select(Repair.number).where(Repair.person.in_(ids['person'])).order_by(Repair.id)
    told = [what.format(numbers=', '.join(number for number, in found.limit(3).tuples()))
            for what, found in ((_('Ansprechperson von {numbers}'), helped), (_('Reparatur {numbers}'), theirs))
            if found.exists()]
    return _('wird noch gebraucht: {what}').format(what=', '.join(told)) if told else _('wird noch gebraucht')


# ---- how it is told --------------------------------------------------------------------------------------------------
def named(keys: Iterable[Key]) -> tuple[str, ...]:
    """People, repairs and organisations as the screen calls them; what belongs to somebody is told by their name."""
    return tuple(dict.fromkeys(filter(None, map(_name, sorted(keys)))))


def _name(key: Key) -> str:
    table, row_id = key
    row: Any = MODELS[table].get_or_none(MODELS[table].id == row_id)
    if row is None or table == 'custom_column':
        return ''
    if table == 'repair':
        return f'{row.number} {row.item}'
    if table == 'organisation':
        return str(row.name)
    person = row if table == 'person' else Person.get_by_id(row.person_id)
    return names.full(person.first_name, person.last_name)
