"""Which yes of a list somebody relies on by now: it stays when the list is taken back, and its person is named."""
from db import consent
from db.classification import COLUMNS, uncovered
from db.connection import db
from db.models import CustomColumn, Person
from db.words import Purpose, State

_OF_REPAIRS = frozenset({Purpose.REPAIR, Purpose.FORMER})
_HERE = 'SELECT 1 FROM repair WHERE person_id = :person AND (state <> :collected OR erase_at IS NOT NULL)'
_ANY = 'SELECT 1 FROM repair WHERE person_id = :person'
_LEFT = 'SELECT 1 FROM membership WHERE person_id = :person AND ended'
_NEEDS = {Purpose.REPAIR: _HERE,
          Purpose.MEMBER: 'SELECT 1 FROM membership WHERE person_id = :person AND NOT ended',
          Purpose.EXTERNAL: 'SELECT 1 FROM contact WHERE person_id = :person'}


def is_needed(person_id: int, purpose: Purpose) -> bool:
    """Something stands there for which no other yes speaks; asked when all that goes with the list has gone."""
    others = consent.in_force(person_id) - {purpose}
    if not others:
        return True     # the last one cannot end
    asked = [_NEEDS[purpose]] if purpose in _NEEDS else []
    if not others & _OF_REPAIRS:
        asked.append(_ANY)
    if not others & {Purpose.MEMBER, Purpose.FORMER}:
        asked.append(_LEFT)
    held = {'person': person_id, 'collected': State.COLLECTED.value}
    return any(db.execute_sql(sql, held).fetchone() for sql in asked) or _holds_more(person_id, others)


def _holds_more(person_id: int, others: frozenset[Purpose]) -> bool:
    """Something has been written down about them that only this yes permits."""
    person = Person.get_by_id(person_id)
    usual = COLUMNS['person']['extra'].purposes
    own = {column.name: frozenset(column.purposes) for column in CustomColumn.select().where(
        CustomColumn.table == 'person')}
    return any(getattr(person, name) for name in uncovered('person', others)) or any(
        not (own.get(name) or usual) & others for name in person.extra)
