"""What an import wrote, and what of it somebody has changed since."""
from dataclasses import dataclass, field

from db import names
from db.connection import db
from db.importing.applying import INSERT, UPDATE
from db.models import MODELS, Account

GONE_IN_ORDER = ('repair', 'contact', 'membership', 'person', 'organisation')   # what points to others first
Key = tuple[str, int]


@dataclass
class Wrote:
    """What an import wrote: rows it made (with their version) and rows it changed."""
    made: dict[Key, int] = field(default_factory=dict)
    changed: dict[Key, tuple[int, int]] = field(default_factory=dict)   # id of the change, version
    later: set[Key] = field(default_factory=set)

    def ids(self, table: str) -> set[int]:
        return {row for name, row in self.made if name == table}


def read(batch_id: str) -> Wrote:
    found = Wrote()
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


def what_stays(wrote: Wrote) -> set[Key]:
    """Rows somebody has changed since, with everything that hangs together with them through a person."""
    touched = {key for key in wrote.made if key in wrote.later} | _other_version(wrote)
    goes_back = _unchanged_repairs(wrote)
    people = {row for table, row in touched if table == 'person'}
    owners = owners_of()
    ours = wrote.ids('person')
    for table, of_table in owners.items():
        for row, person in of_table.items():
            if person in ours and ((table, row) in touched or (table, row) not in {**wrote.made, **goes_back}):
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


def _other_version(wrote: Wrote) -> set[Key]:
    """Erasing writes past the journal: the version tells. A row that is gone needs nothing."""
    found = set()
    for table in GONE_IN_ORDER:
        model = MODELS[table]
        versions = dict(model.select(model.id, model.version).tuples())
        found |= {(table, row) for row in wrote.ids(table) if versions.get(row, wrote.made[table, row])
                  != wrote.made[table, row]}
    return found


def _unchanged_repairs(wrote: Wrote) -> dict[Key, int]:
    """Repairs that stood there without a person and got one: without it again they hold nobody."""
    versions = dict(MODELS['repair'].select(MODELS['repair'].id, MODELS['repair'].version).where(
        MODELS['repair'].id.in_([row for table, row in wrote.changed if table == 'repair'])).tuples())
    return {key: version for key, (__, version) in wrote.changed.items()
            if key[0] == 'repair' and key not in wrote.later and versions.get(key[1]) == version}


def owners_of() -> dict[str, dict[int, int]]:
    """Whose rows these are."""
    return {table: dict(MODELS[table].select(MODELS[table].id, MODELS[table].person).where(
        MODELS[table].person.is_null(False)).tuples()) for table in ('repair', 'contact', 'membership', 'consent')}


def _helpers(wrote: Wrote, owners: dict[str, dict[int, int]]) -> set[int]:
    """Members who look after repairs that did not come with this import."""
    rows = db.execute_sql('SELECT id, responsible_id FROM repair WHERE responsible_id IS NOT NULL')
    return {owners['membership'][member] for repair, member in rows
            if ('repair', repair) not in wrote.made and member in owners['membership']}


def named(stays: set[Key]) -> list[str]:
    named = []
    for table, row_id in sorted(stays):
        row = MODELS[table].get_or_none(MODELS[table].id == row_id) if table in (
            'person', 'repair', 'organisation') else None
        if row is None:
            continue
        named.append(names.full(row.first_name, row.last_name) if table == 'person' else
                     row.name if table == 'organisation' else f'{row.number} {row.item}')
    return named
