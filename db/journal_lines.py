"""The journal as organisers read it: one line for each thing somebody did, the newest first, a page at a time."""
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from db import journal_words, names, settings
from db.connection import db
from db.i18n import _
from db.modelfields import from_text
from db.models import Account, Repair

PAGE = 50
FARTHEST = 2**62


@dataclass(frozen=True)
class Question:
    """`kind` is one of `journal_words.KINDS` or ''. `before` and `after` are ids of lines: turning the pages misses
    none and shows none twice, whatever happens meanwhile."""
    kind: str = ''
    account: int | None = None
    before: int | None = None
    after: int | None = None


@dataclass(frozen=True)
class Line:
    """`who` is empty where nobody was logged in."""
    id: int
    at: datetime
    kind: str
    who: str
    initials: str
    sentence: str
    href: str


@dataclass(frozen=True)
class Page:
    """`older` and `newer`: there is more on either side."""
    lines: tuple[Line, ...]
    older: bool
    newer: bool


@dataclass
class Facts:
    """What one line may tell besides its verb: numbers and names as they are now."""
    repair: str = ''
    state: str = ''
    account: str = ''
    settings: list[str] = field(default_factory=list)


# ---- reading ---------------------------------------------------------------------------------------------------------
def read(question: Question) -> Page:
    """One line per batch, drawn from its first row."""
    back = question.after is not None
    found = _first_rows(question, back)
    more, found = len(found) > PAGE, found[:PAGE]
    rows = found[::-1] if back else found
    facts = _facts([batch for __, batch, *__ in rows])
    lines = tuple(_line(row_id, at, actor, verb, facts[batch]) for row_id, batch, at, actor, verb in rows)
    return Page(lines, older=more or back, newer=more if back else question.before is not None)


def _first_rows(question: Question, back: bool) -> list[Any]:
    """(id, batch, at, account's name, verb), one more than a page holds."""
    wanted: list[Any] = [question.after or 0, question.before or FARTHEST]
    conditions = ['change.id > ?', 'change.id < ?',
                  'NOT EXISTS (SELECT 1 FROM change one WHERE one.batch = change.batch AND one.id < change.id)']
    if question.kind in journal_words.KINDS:
        listed = journal_words.verbs(question.kind)
        conditions.append(f'verb IN ({_marks(listed)})')
        wanted += listed
    if question.account is not None:
        conditions.append('actor_id = ?')
        wanted.append(question.account)
    sql = ('SELECT change.id, batch, at, account.name, verb FROM change LEFT JOIN account ON account.id = actor_id '  # noqa: S608  the conditions stand above
           f'WHERE {" AND ".join(conditions)} ORDER BY change.id {"ASC" if back else "DESC"} LIMIT {PAGE + 1}')
    return list(db.execute_sql(sql, wanted).fetchall())


def _facts(batches: list[str]) -> dict[str, Facts]:
    """+ keeps SQLite from walking every repair's changes."""
    facts = {batch: Facts() for batch in batches}
    rows = db.execute_sql(
        f'SELECT batch, table_name, row_id, field, new FROM change LEFT JOIN change_value ON change_id = change.id '  # noqa: S608
        f"AND field IN ({_marks(_TOLD)}) WHERE batch IN ({_marks(batches)}) AND +table_name IN "
        "('repair', 'account', 'setting') ORDER BY change.id DESC, change_value.id DESC", (*_TOLD, *batches)).fetchall()
    numbers = _called(Repair.id, Repair.number, (row[2] for row in rows if row[1] == 'repair'))
    accounts = _called(Account.id, Account.name, (row[2] for row in rows if row[1] == 'account'))
    for batch, table, row_id, name, new in rows:
        one = facts[batch]
        if table == 'repair':
            one.repair = numbers.get(row_id, '')
            one.state = json.loads(new) if name == 'state' and new else one.state
        elif table == 'account':
            one.account = accounts.get(row_id, '')
        elif name:
            one.settings.insert(0, _LABELS[name])
    return facts


_LABELS = {column.name: column.label for column in settings.columns()}
_TOLD = ('state', *_LABELS)


def _called(key: Any, name: Any, ids: Iterable[int]) -> dict[int, str]:
    return dict(key.model.select(key, name).where(key.in_(set(ids))).tuples())


def _marks(values: Iterable[Any]) -> str:
    return ', '.join('?' for __ in values)


def _line(row_id: int, at: str, account: str | None, verb: str, facts: Facts) -> Line:
    words = journal_words.of(verb)
    who = account or (_('Das Programm') if words.program else _('Die Befehlszeile'))
    sentence = words.sentence.format(who=who, repair=facts.repair, state=facts.state, account=facts.account,
                                     settings=', '.join(facts.settings))
    href = f'/r/{facts.repair}' if facts.repair and '{repair}' in words.sentence else ''
    return Line(row_id, from_text(at), words.kind, account or '', _initials(account), sentence, href)


def _initials(account: str | None) -> str:
    return names.initials(*account.rpartition(' ')[::2]) if account else ''


# ---- what can be asked -----------------------------------------------------------------------------------------------
def accounts() -> tuple[tuple[int, str], ...]:
    """Everybody who may have done something, closed accounts included: (id, name)."""
    return tuple(Account.select(Account.id, Account.name).order_by(Account.name_key).tuples())
