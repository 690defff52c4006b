"""Which rows hold the words that are asked for: the word indexes that `db.search` keeps, and how they are read.

The rarest term of a question finds beginnings in the index; further terms are intersected with what it found.
"""
from typing import Any, NamedTuple

from peewee import Expression, fn

from db.connection import db
from db.folding import terms

LAST_LETTER = '\U0010ffff'
CANDIDATES, LISTED = 2000, 6000   # of a common word: looked at; listed at most
FEW = 20   # hits, which are sooner met row by row than listed
RARE = 150   # rows, whose words are sooner read than another word's rows are listed


class Index(NamedTuple):
    """A word table and the rows it leads to. `among` narrows the words, `where` the rows."""
    words: str
    owner: str
    rows: str
    among: str = '1'
    where: str = ''


PEOPLE = Index('person_word', 'person_id', 'person')
FORMERS = Index('person_word', 'person_id', 'person', where='r.on_former')
OPEN_REPAIRS = Index('repair_word', 'repair_id', 'repair', among='"open" = 1')
GONE_REPAIRS = Index('repair_word', 'repair_id', 'repair', among='"open" = 0')


class Found(NamedTuple):
    """Ids in the order of their words. `more`: there are, or may be, more than these."""
    ids: list[int]
    more: bool


def matching(index: Index, question: str, limit: int) -> Found:
    """The rows that hold a word beginning with each term, at most `limit`.

    The rarest term leads. Where it leads to few rows, or where the others are so common that their list alone would
    take long, these are looked up in the words of what was found. Else what they all lead to is intersected, and then
    the most common leads: making a list takes longer than walking along one, and the walk ends at the last hit wanted.
    Where words are looked up, or where there is only one term, the first `CANDIDATES` of the leader are looked at, so
    that no question takes long.
    """
    asked = terms(question)
    if not asked:
        return Found([], False)
    counted = LISTED if limit > FEW and len(asked) > 1 else CANDIDATES
    known = {term: _how_often(index, term, counted) for term in asked}
    if not all(known.values()):
        return Found([], False)
    listed = 0 if min(known.values()) < RARE else counted
    leader, *others = sorted(asked, key=lambda term: known[term])
    common = [f' {term}' for term in others if known[term] >= listed]
    if others and not common:
        *others, leader = leader, *others
    rare = [bound for term in others if known[term] < listed for bound in (term, term + LAST_LETTER)]
    most = CANDIDATES if common or not others else listed
    having = (f'(SELECT {index.owner} FROM {index.words} '  # noqa: S608  names are ours
              f'WHERE {index.among} AND word >= ? AND word < ?)')
    narrowed = [f'w.{index.owner} IN {having}'] * (len(rare) // 2) + ['instr(r.words, ?) > 0'] * len(common)
    narrowed += [index.where] * bool(index.where)
    joined_rows = f'JOIN {index.rows} r ON r.id = w.{index.owner}' if common or index.where else ''
    rows = db.execute_sql(
        f'SELECT DISTINCT w.{index.owner} FROM (SELECT {index.owner} FROM {index.words} '  # noqa: S608  names are ours
        f'WHERE {index.among} AND word >= ? AND word < ? LIMIT ?) w {joined_rows} '
        f'{"WHERE" * bool(narrowed)} {" AND ".join(narrowed)} LIMIT ?',
        (leader, leader + LAST_LETTER, most, *rare, *common, limit + 1)).fetchall()
    cut = len(rows) > limit or known[leader] >= most
    return Found([row[0] for row in rows[:limit]], cut)


def _how_often(index: Index, term: str, most: int) -> int:
    """At most `most`: enough to tell rare from common."""
    return db.execute_sql(
        f'SELECT COUNT(*) FROM (SELECT 1 FROM {index.words} '  # noqa: S608  names are ours
        f'WHERE {index.among} AND word >= ? AND word < ? LIMIT ?)',
        (term, term + LAST_LETTER, most)).fetchone()[0]


def holds(field: Any, term: str) -> Expression:
    """A word of the folded words beginning with the term; they stand with a blank before each."""
    return fn.instr(field, ' ' + term) > 0
