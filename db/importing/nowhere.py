"""Whom an import that is taken back leaves on no sheet, with no rule by which they would go: they are erased at once,
as whoever has nothing here any more.
"""
from collections.abc import Collection

from db import erasure
from db.bulk import parts
from db.connection import db
from db.journal import Batch
from db.models import Person
from db.words import Purpose, State

LEFT_OVER = 'import.left_over'    # the rule of the proof: in the ledger, unlike what only came and went
# being kept afterwards has its term
NOWHERE = '''SELECT id FROM person p WHERE
    NOT EXISTS (SELECT 1 FROM membership m WHERE m.person_id = p.id AND NOT m.ended)
    AND NOT EXISTS (SELECT 1 FROM contact c WHERE c.person_id = p.id)
    AND NOT EXISTS (SELECT 1 FROM repair r WHERE r.person_id = p.id AND (r.state <> ? OR r.erase_at IS NOT NULL))
    AND NOT EXISTS (SELECT 1 FROM consent y WHERE y.person_id = p.id AND y.ended_at IS NULL AND y.purpose = ?)'''


def erase(batch: Batch, people: Collection[int], needless: Collection[int]) -> None:
    """Of `people` who stand nowhere, and whoever is `needless`: the only yes they have is of a list that is gone."""
    nowhere = {row for row, in db.execute_sql(NOWHERE, (State.COLLECTED.value, Purpose.FORMER.value)).fetchall()}
    for some in parts(nowhere & {*people} | {*needless}):
        for person in list(Person.select().where(Person.id.in_(some))):
            erasure.erase_person(batch, person, LEFT_OVER)
