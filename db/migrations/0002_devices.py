"""Tablets at the counter: each is enrolled once, and people unlock it with a PIN of their own (S8).

Frozen: later changes of the models are migrations of their own.
"""
from typing import Any

STATEMENTS = (
    '''CREATE TABLE "device" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "name" VARCHAR(60) NOT NULL DEFAULT '',
        "token_hash" TEXT NOT NULL,
        "enrolled_by_id" INTEGER,
        "created_at" TEXT NOT NULL,
        "seen_at" TEXT NOT NULL,
        "revoked_at" TEXT,
        FOREIGN KEY ("enrolled_by_id") REFERENCES "account" ("id"))''',
    '''CREATE UNIQUE INDEX "device_token_hash" ON "device" ("token_hash")''',
    """ALTER TABLE "account" ADD COLUMN "pin" TEXT NOT NULL DEFAULT ''""",
    '''ALTER TABLE "account" ADD COLUMN "pin_misses" INTEGER NOT NULL DEFAULT 0''',
    '''ALTER TABLE "session" ADD COLUMN "device_id" INTEGER REFERENCES "device" ("id")''',
    '''CREATE INDEX "session_device_id" ON "session" ("device_id")''',
)


def up(_migrator: Any, db: Any) -> None:
    for statement in STATEMENTS:
        db.execute_sql(statement)
