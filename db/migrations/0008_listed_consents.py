"""That a yes came with a list, and when, stands with the yes itself, and not only in the journal's line about it.

Frozen: later changes of the models are migrations of their own.
"""
from typing import Any

# The line of a yes that came with a list names no wording; one that came back with our own file does. Whatever says
# „laut Liste“ came so, too, and has none.
STATEMENTS = (
    'ALTER TABLE "consent" ADD COLUMN "listed_at" TEXT',
    'DROP TRIGGER IF EXISTS consent_only_ends',   # they would refuse what follows
    'DROP TRIGGER IF EXISTS consent_last_stays',
    '''UPDATE "consent" SET "listed_at" = (
        SELECT MIN("at") FROM "change" WHERE "table_name" = 'consent' AND "row_id" = "consent"."id"
            AND "verb" = 'import.insert' AND ("consent"."how" = 'laut Liste' OR NOT EXISTS (
                SELECT 1 FROM "change_value" WHERE "change_id" = "change"."id" AND "field" = 'text')))''',
    '''CREATE TRIGGER consent_only_ends BEFORE UPDATE ON consent
        WHEN OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL OR NEW.id IS NOT OLD.id
          OR NEW.person_id IS NOT OLD.person_id OR NEW.purpose IS NOT OLD.purpose OR NEW.text_id IS NOT OLD.text_id
          OR NEW.given_at IS NOT OLD.given_at OR NEW.how IS NOT OLD.how OR NEW.recorded_by_id IS NOT OLD.recorded_by_id
          OR NEW.listed_at IS NOT OLD.listed_at
        BEGIN SELECT RAISE(ABORT, 'D2: a consent may only gain an end'); END''',
    '''CREATE TRIGGER consent_last_stays BEFORE UPDATE ON consent
        WHEN EXISTS (SELECT 1 FROM person WHERE id = OLD.person_id) AND NOT EXISTS (
    SELECT 1 FROM consent WHERE person_id = OLD.person_id AND ended_at IS NULL AND id <> OLD.id)
        BEGIN SELECT RAISE(ABORT, 'D1: the last consent cannot end while the person is stored'); END''',
)


def up(_migrator: Any, db: Any) -> None:
    for statement in STATEMENTS:
        db.execute_sql(statement)
