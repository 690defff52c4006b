"""A no to the messenger group stands with the membership, and not only in the journal.

Frozen: later changes of the models are migrations of their own.
"""
from typing import Any

STATEMENTS = (
    'ALTER TABLE "membership" ADD COLUMN "refused_messenger_at" TEXT',
    '''UPDATE "membership" SET "refused_messenger_at" = (
        SELECT MAX("at") FROM "change" WHERE "table_name" = 'person' AND "row_id" = "membership"."person_id"
            AND "verb" = 'consent.refuse.messenger')
        WHERE "id" IN (SELECT MAX("id") FROM "membership" GROUP BY "person_id")''',
)


def up(_migrator: Any, db: Any) -> None:
    for statement in STATEMENTS:
        db.execute_sql(statement)
