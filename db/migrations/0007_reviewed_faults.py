"""Whether what somebody wrote about a fault may be published; a changed text is to be read anew.

Frozen: later changes of the models are migrations of their own.
"""
from typing import Any

STATEMENTS = (
    '''ALTER TABLE "repair" ADD COLUMN "fault_review" TEXT NOT NULL DEFAULT ''
        CHECK ("fault_review" IN ('', 'released', 'withheld'))''',
    '''CREATE TRIGGER repair_fault_is_read_again AFTER UPDATE OF fault ON repair
        WHEN NEW.fault IS NOT OLD.fault AND NEW.fault_review <> ''
        BEGIN UPDATE repair SET fault_review = '' WHERE id = NEW.id; END''',
)


def up(_migrator: Any, db: Any) -> None:
    for statement in STATEMENTS:
        db.execute_sql(statement)
