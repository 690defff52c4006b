"""What an import wrote, and what of it has been changed since: by somebody's hand, by an erasure, or by an import that
still stands. What a later import did and taking that one back undid again is no change.
"""
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from db.connection import db
from db.importing.applying import INSERT, UPDATE
from db.importing.past_imports import Held, Key, back, named_by_others
from db.models import Account
from db.words import Purpose

TOOK_BACK = 'import.undo'
BY_LIST = 'import'                           # how the verbs of an import begin
# leaves a line and changes nothing of the row; of columns one may have made room for another
LOOKED = ('access.report', 'ords.read', 'column.move')
GONE_IN_ORDER = ('repair', 'contact', 'membership', 'person', 'organisation')   # what points to others first


@dataclass
class Wrote:
    """What an import wrote: rows it made, each with the version it had then, and rows it changed, each once, with the
    id of the change. `touched` are those changed since, some of them `by_hand`; `named` stand in a list that stands
    itself; `came_since` are people who came with a later import, `went_back` consents of imports that are taken back
    already."""
    made: dict[Key, int] = field(default_factory=dict)
    changed: dict[Key, int] = field(default_factory=dict)
    touched: set[Key] = field(default_factory=set)
    by_hand: set[Key] = field(default_factory=set)
    named: set[Key] = field(default_factory=set)
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
def read(batch_id: str, held: Held) -> Wrote:
    found = Wrote(named=named_by_others(held))
    taken_back = back(held) - {batch_id}
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
    found.touched, found.by_hand = _touched(batch_id, last, versions, taken_back)
    found.came_since = {row for (row,) in db.execute_sql(
        "SELECT row_id FROM change WHERE id > ? AND table_name = 'person' AND verb = ?", (last, INSERT))}
    found.went_back = _consents(taken_back)
    return found


def _consents(batches: Iterable[str]) -> set[Key]:
    return {('consent', row) for batch in batches for (row,) in db.execute_sql(
        "SELECT row_id FROM change WHERE batch = ? AND table_name = 'consent' AND verb = ?", (batch, INSERT))}


def _touched(batch_id: str, last: int, versions: dict[Key, int], taken_back: set[str]) -> tuple[set[Key], set[Key]]:
    """Erasing writes past the journal: the version tells. A row that is gone needs nothing."""
    touched: set[Key] = set()
    by_hand: set[Key] = set()
    steps: Counter[Key] = Counter()     # of what is no change any more, and of what lists did that still stand
    listed: Counter[Key] = Counter()
    freed = _freed(last)
    for table, row, verb, batch in db.execute_sql(
            'SELECT table_name, row_id, verb, batch FROM change WHERE id > ? AND batch <> ?', (last, batch_id)):
        if verb == TOOK_BACK or batch in taken_back or (table == 'repair' and (row, batch) in freed):
            steps[table, row] += 1
        elif verb.startswith(BY_LIST):
            listed[table, row] += 1
            touched.add((table, row))
        elif verb not in LOOKED:
            by_hand.add((table, row))
    for table in GONE_IN_ORDER:
        now = dict(db.execute_sql(f'SELECT id, version FROM "{table}"').fetchall())  # noqa: S608  names are ours
        by_hand |= {key for key, version in versions.items() if key[0] == table and now.get(
            key[1], version + steps[key] + listed[key]) != version + steps[key] + listed[key]}
    return touched | by_hand, by_hand


def _freed(last: int) -> set[tuple[int, str]]:
    """Repairs that lost whoever looked after them, and nothing else, because that member has left: it happened to the
    row, and nobody has had it in hand. Each with the batch in which it was."""
    return {(row, batch) for row, batch in db.execute_sql(
        "SELECT c.row_id, c.batch FROM change c JOIN change_value v ON v.change_id = c.id WHERE c.id > ? "
        "AND c.table_name = 'repair' AND c.verb NOT LIKE 'repair.%' "
        "GROUP BY c.id HAVING GROUP_CONCAT(v.field) = 'responsible' AND MAX(v.new) IS NULL", (last,)).fetchall()}


# ---- what stays ------------------------------------------------------------------------------------------------------
def what_stays(wrote: Wrote, others_go: Iterable[Key] = (), spared: Iterable[Key] = ()) -> set[Key]:
    """Rows that were changed since, with everything that hangs together with them through a person. `others_go` are
    rows of other imports that go as well, `spared` those that stay in any case."""
    owners, everything = owners_of(), wrote.all
    goes = {*wrote.goes, *others_go}
    found = wrote.touched & everything | wrote.named & {*wrote.made}
    stays = {key for key in found if key[0] in GONE_IN_ORDER} | {*spared}
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
                  if person in ours and (table, row) in everything}
    for row, organisation in db.execute_sql('SELECT id, organisation_id FROM contact'):
        if ('organisation', organisation) in wrote.made and (
                ('contact', row) in stays or ('contact', row) not in goes):
            stays.add(('organisation', organisation))
    return stays


def owners_of() -> dict[str, dict[int, int]]:
    """Whose rows these are."""
    return {table: dict(db.execute_sql(
        f'SELECT id, person_id FROM "{table}" WHERE person_id IS NOT NULL').fetchall())  # noqa: S608  names are ours
        for table in ('repair', 'contact', 'membership', 'consent')}


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
