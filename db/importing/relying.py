"""Which yes of a list somebody relies on by now: it stays when the list is taken back, and its person is named."""
from collections.abc import Iterable
from functools import cached_property

from db.bulk import parts
from db.classification import COLUMNS, uncovered
from db.connection import db
from db.models import CustomColumn, Person
from db.words import Purpose, State

_OF_REPAIRS = frozenset({Purpose.REPAIR, Purpose.FORMER})
_HERE = 'SELECT person_id FROM repair WHERE state <> :collected OR erase_at IS NOT NULL'
_ANY = 'SELECT person_id FROM repair'
_LEFT = 'SELECT person_id FROM membership WHERE ended'
_IN_TEAM, _OUTSIDE = 'SELECT person_id FROM membership WHERE NOT ended', 'SELECT person_id FROM contact'
_NEEDS = {Purpose.REPAIR: _HERE,
          Purpose.MEMBER: _IN_TEAM,
          Purpose.EXTERNAL: _OUTSIDE}


class Relying:
    """What stands there of these people, read at once: asked when all that goes with the list has gone."""

    def __init__(self, people: Iterable[int]) -> None:
        self._ids = sorted(set(people))
        self._in_force: dict[int, set[Purpose]] = {row_id: set() for row_id in self._ids}
        for row_id, purpose in db.execute_sql('SELECT person_id, purpose FROM consent WHERE ended_at IS NULL'):
            if row_id in self._in_force:
                self._in_force[row_id].add(Purpose(purpose))
        self._found: dict[str, set[int]] = {}

    def needs(self, person_id: int, purpose: Purpose) -> bool:
        """Something stands there for which no other yes speaks."""
        others = frozenset(self._in_force[person_id] - {purpose})
        if not others:      # a name alone needs no yes: whoever stands on no sheet is not kept for it
            asked = [_HERE, _IN_TEAM, _OUTSIDE, *([_ANY, _LEFT] if purpose is Purpose.FORMER else [])]
            return any(person_id in self._who(sql) for sql in asked)
        asked = [_NEEDS[purpose]] if purpose in _NEEDS else []
        if not others & _OF_REPAIRS:
            asked.append(_ANY)
        if not others & {Purpose.MEMBER, Purpose.FORMER}:
            asked.append(_LEFT)
        return any(person_id in self._who(sql) for sql in asked) or self._holds_more(person_id, others)

    def is_last(self, person_id: int, purpose: Purpose) -> bool:
        return not self._in_force[person_id] - {purpose}

    def ended(self, person_id: int, purpose: Purpose) -> None:
        self._in_force[person_id].discard(purpose)

    def _who(self, sql: str) -> set[int]:
        if sql not in self._found:
            self._found[sql] = {row for row, in db.execute_sql(
                sql, {'collected': State.COLLECTED.value} if sql is _HERE else {}).fetchall()}
        return self._found[sql]

    def _holds_more(self, person_id: int, others: frozenset[Purpose]) -> bool:
        """Something has been written down about them that only this yes permits."""
        person = self._people[person_id]
        usual = COLUMNS['person']['extra'].purposes
        return any(getattr(person, name) for name in uncovered('person', others)) or any(
            not (self._own.get(name) or usual) & others for name in person.extra)

    @cached_property
    def _people(self) -> dict[int, Person]:
        return {row.id: row for some in parts(self._ids) for row in Person.select().where(Person.id.in_(some))}

    @cached_property
    def _own(self) -> dict[str, frozenset[str]]:
        return {column.name: frozenset(column.purposes) for column in CustomColumn.select().where(
            CustomColumn.table == 'person')}
