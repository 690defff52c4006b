"""The café's own columns may stay away from the lists and still be in the forms."""
from typing import Any


def up(_migrator: Any, db: Any) -> None:
    db.execute_sql('ALTER TABLE "custom_column" ADD COLUMN "hidden" INTEGER NOT NULL DEFAULT 0')
