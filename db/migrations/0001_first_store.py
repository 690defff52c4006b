"""The first store: tables, indexes and the triggers that make a person without a consent impossible (D1, D2).

Frozen: later changes of the models are migrations of their own.
"""
from typing import Any

TABLES = (
    '''CREATE TABLE "person" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "public_id" TEXT NOT NULL,
        "version" INTEGER NOT NULL DEFAULT 1,
        "first_name" VARCHAR(100) NOT NULL DEFAULT '',
        "last_name" VARCHAR(100) NOT NULL DEFAULT '',
        "phone" VARCHAR(40) NOT NULL DEFAULT '',
        "phone_2" VARCHAR(40) NOT NULL DEFAULT '',
        "email" VARCHAR(254) NOT NULL DEFAULT '',
        "email_2" VARCHAR(254) NOT NULL DEFAULT '',
        "street" VARCHAR(200) NOT NULL DEFAULT '',
        "postcode" VARCHAR(12) NOT NULL DEFAULT '',
        "city" VARCHAR(100) NOT NULL DEFAULT '',
        "note" TEXT NOT NULL DEFAULT '',
        "was_customer" INTEGER NOT NULL DEFAULT 0,
        "extra" TEXT NOT NULL DEFAULT '{}',
        "sort_name" TEXT NOT NULL DEFAULT '',
        "words" TEXT NOT NULL DEFAULT '',
        "on_former" INTEGER NOT NULL DEFAULT 0)''',
    '''CREATE TABLE "account" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "name" VARCHAR(80) NOT NULL DEFAULT '',
        "name_key" TEXT NOT NULL,
        "role" TEXT NOT NULL CHECK ("role" IN ('organiser', 'team', 'counter')),
        "password" TEXT NOT NULL,
        "person_id" INTEGER,
        "active" INTEGER NOT NULL DEFAULT 1,
        "created_at" TEXT NOT NULL,
        "last_login_at" TEXT,
        FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE SET NULL)''',
    '''CREATE TABLE "change" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "batch" TEXT NOT NULL,
        "at" TEXT NOT NULL,
        "actor_id" INTEGER,
        "verb" TEXT NOT NULL,
        "table_name" TEXT NOT NULL,
        "row_id" INTEGER NOT NULL,
        "version" INTEGER NOT NULL,
        FOREIGN KEY ("actor_id") REFERENCES "account" ("id"))''',
    '''CREATE TABLE "change_value" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "change_id" INTEGER NOT NULL,
        "field" TEXT NOT NULL,
        "old" TEXT,
        "new" TEXT,
        FOREIGN KEY ("change_id") REFERENCES "change" ("id") ON DELETE CASCADE)''',
    '''CREATE TABLE "consent_text" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "purpose" TEXT NOT NULL CHECK ("purpose" IN ('repair', 'former', 'member', 'messenger', 'external')),
        "audience" TEXT NOT NULL CHECK ("audience" IN ('outside', 'team')),
        "language" TEXT NOT NULL DEFAULT 'de',
        "version" INTEGER NOT NULL,
        "title" TEXT NOT NULL,
        "text" TEXT NOT NULL,
        "yes" TEXT NOT NULL,
        "no" TEXT NOT NULL,
        "created_at" TEXT NOT NULL)''',
    '''CREATE TABLE "consent" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "person_id" INTEGER NOT NULL,
        "purpose" TEXT NOT NULL CHECK ("purpose" IN ('repair', 'former', 'member', 'messenger', 'external')),
        "text_id" INTEGER NOT NULL,
        "given_at" TEXT NOT NULL,
        "how" VARCHAR(60) NOT NULL DEFAULT '',
        "recorded_by_id" INTEGER,
        "ended_at" TEXT,
        "ended_because" TEXT CHECK ("ended_because" IN ('withdrawn', 'fulfilled', 'expired')),
        FOREIGN KEY ("person_id") REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY ("text_id") REFERENCES "consent_text" ("id"),
        FOREIGN KEY ("recorded_by_id") REFERENCES "account" ("id"),
        CHECK (("ended_at" IS NULL) = ("ended_because" IS NULL)))''',
    '''CREATE TABLE "organisation" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "public_id" TEXT NOT NULL,
        "version" INTEGER NOT NULL DEFAULT 1,
        "name" VARCHAR(200) NOT NULL DEFAULT '',
        "topic" VARCHAR(200) NOT NULL DEFAULT '',
        "phone" VARCHAR(40) NOT NULL DEFAULT '',
        "email" VARCHAR(254) NOT NULL DEFAULT '',
        "website" VARCHAR(300) NOT NULL DEFAULT '',
        "address" VARCHAR(300) NOT NULL DEFAULT '',
        "note" TEXT NOT NULL DEFAULT '',
        "extra" TEXT NOT NULL DEFAULT '{}',
        "sort_name" TEXT NOT NULL DEFAULT '',
        "words" TEXT NOT NULL DEFAULT '')''',
    '''CREATE TABLE "contact" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "person_id" INTEGER NOT NULL,
        "organisation_id" INTEGER,
        "version" INTEGER NOT NULL DEFAULT 1,
        "function" VARCHAR(200) NOT NULL DEFAULT '',
        "extra" TEXT NOT NULL DEFAULT '{}',
        FOREIGN KEY ("person_id") REFERENCES "person" ("id"),
        FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("id"))''',
    '''CREATE TABLE "custom_column" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "table_name" TEXT NOT NULL,
        "name" TEXT NOT NULL,
        "label" VARCHAR(60) NOT NULL DEFAULT '',
        "kind" TEXT NOT NULL,
        "choices" TEXT NOT NULL,
        "hint" VARCHAR(200) NOT NULL DEFAULT '',
        "position" INTEGER NOT NULL,
        "purposes" TEXT NOT NULL,
        "retired_at" TEXT)''',
    '''CREATE TABLE "erasure" (
        "public_id" TEXT NOT NULL PRIMARY KEY,
        "at" TEXT NOT NULL,
        "rule" TEXT NOT NULL,
        "actor_id" INTEGER,
        "scrubbed_at" TEXT,
        FOREIGN KEY ("actor_id") REFERENCES "account" ("id"))''',
    '''CREATE TABLE "membership" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "person_id" INTEGER NOT NULL,
        "version" INTEGER NOT NULL DEFAULT 1,
        "started_on" DATE,
        "ended_on" DATE,
        "ended" INTEGER NOT NULL DEFAULT 0,
        "tasks" VARCHAR(200) NOT NULL DEFAULT '',
        "skills" VARCHAR(200) NOT NULL DEFAULT '',
        "in_messenger" INTEGER NOT NULL DEFAULT 0,
        "extra" TEXT NOT NULL DEFAULT '{}',
        FOREIGN KEY ("person_id") REFERENCES "person" ("id"))''',
    '''CREATE TABLE "person_word" (
        "word" TEXT NOT NULL,
        "person_id" INTEGER NOT NULL,
        PRIMARY KEY ("word", "person_id"),
        FOREIGN KEY ("person_id") REFERENCES "person" ("id")) WITHOUT ROWID''',
    '''CREATE TABLE "repair" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "number" TEXT NOT NULL,
        "serial" INTEGER NOT NULL,
        "request_id" TEXT NOT NULL,
        "token" TEXT,
        "version" INTEGER NOT NULL DEFAULT 1,
        "person_id" INTEGER,
        "responsible_id" INTEGER,
        "item" VARCHAR(100) NOT NULL DEFAULT '',
        "category" VARCHAR(100) NOT NULL DEFAULT '',
        "brand" VARCHAR(60) NOT NULL DEFAULT '',
        "model" VARCHAR(60) NOT NULL DEFAULT '',
        "age" NUMERIC,
        "power" VARCHAR(60) NOT NULL DEFAULT '',
        "accessories" VARCHAR(200) NOT NULL DEFAULT '',
        "fault" TEXT NOT NULL DEFAULT '',
        "warning" VARCHAR(100) NOT NULL DEFAULT '',
        "place" VARCHAR(60) NOT NULL DEFAULT '',
        "state" TEXT NOT NULL CHECK ("state" IN ('angenommen', 'in Arbeit', 'wartet auf Ersatzteil', 'fertig',
            'abgeholt', 'nicht abgeholt')),
        "outcome" VARCHAR(60) NOT NULL DEFAULT '',
        "reason" VARCHAR(60) NOT NULL DEFAULT '',
        "finding" TEXT NOT NULL DEFAULT '',
        "note" TEXT NOT NULL DEFAULT '',
        "received_at" TEXT NOT NULL,
        "ready_at" TEXT,
        "collected_at" TEXT,
        "due_on" DATE,
        "erase_at" TEXT,
        "extra" TEXT NOT NULL DEFAULT '{}',
        "words" TEXT NOT NULL DEFAULT '',
        FOREIGN KEY ("person_id") REFERENCES "person" ("id"),
        FOREIGN KEY ("responsible_id") REFERENCES "membership" ("id") ON DELETE SET NULL)''',
    '''CREATE TABLE "repair_state" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "repair_id" INTEGER NOT NULL,
        "state" TEXT NOT NULL CHECK ("state" IN ('angenommen', 'in Arbeit', 'wartet auf Ersatzteil', 'fertig',
            'abgeholt', 'nicht abgeholt')),
        "at" TEXT NOT NULL,
        "actor_id" INTEGER,
        FOREIGN KEY ("repair_id") REFERENCES "repair" ("id"),
        FOREIGN KEY ("actor_id") REFERENCES "account" ("id"))''',
    '''CREATE TABLE "repair_word" (
        "open" INTEGER NOT NULL DEFAULT 0,
        "word" TEXT NOT NULL,
        "repair_id" INTEGER NOT NULL,
        PRIMARY KEY ("open", "word", "repair_id"),
        FOREIGN KEY ("repair_id") REFERENCES "repair" ("id")) WITHOUT ROWID''',
    '''CREATE TABLE "saved_view" (
        "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "account_id" INTEGER NOT NULL,
        "sheet" TEXT NOT NULL,
        "name" VARCHAR(60) NOT NULL DEFAULT '',
        "view" TEXT NOT NULL DEFAULT '{}',
        FOREIGN KEY ("account_id") REFERENCES "account" ("id"))''',
    '''CREATE TABLE "session" (
        "token_hash" TEXT NOT NULL PRIMARY KEY,
        "account_id" INTEGER NOT NULL,
        "created_at" TEXT NOT NULL,
        "seen_at" TEXT NOT NULL,
        "ended_at" TEXT,
        FOREIGN KEY ("account_id") REFERENCES "account" ("id")) WITHOUT ROWID''',
    '''CREATE TABLE "setting" (
        "name" TEXT NOT NULL PRIMARY KEY,
        "value" TEXT NOT NULL)''',
    '''CREATE UNIQUE INDEX "person_public_id" ON "person" ("public_id")''',
    '''CREATE INDEX "person_on_former" ON "person" ("sort_name", "id", "on_former") WHERE "on_former"''',
    '''CREATE UNIQUE INDEX "account_name_key" ON "account" ("name_key")''',
    '''CREATE INDEX "account_person_id" ON "account" ("person_id")''',
    '''CREATE INDEX "change_batch" ON "change" ("batch")''',
    '''CREATE INDEX "change_table_name_row_id" ON "change" ("table_name", "row_id")''',
    '''CREATE INDEX "change_value_change_id" ON "change_value" ("change_id")''',
    '''CREATE UNIQUE INDEX "consent_text_purpose_audience_language_version"
        ON "consent_text" ("purpose", "audience", "language", "version")''',
    '''CREATE INDEX "consent_person_id" ON "consent" ("person_id")''',
    '''CREATE INDEX "consent_in_force"
        ON "consent" ("purpose", "given_at", "person_id") WHERE "ended_at" IS NULL''',
    '''CREATE INDEX "erasure_unclean" ON "erasure" ("public_id") WHERE "scrubbed_at" IS NULL''',
    '''CREATE UNIQUE INDEX "organisation_public_id" ON "organisation" ("public_id")''',
    '''CREATE INDEX "contact_person_id" ON "contact" ("person_id")''',
    '''CREATE INDEX "contact_organisation_id" ON "contact" ("organisation_id")''',
    '''CREATE UNIQUE INDEX "custom_column_table_name_name" ON "custom_column" ("table_name", "name")''',
    '''CREATE INDEX "membership_person_id" ON "membership" ("person_id")''',
    '''CREATE INDEX "membership_running" ON "membership" ("person_id") WHERE NOT "ended"''',
    '''CREATE INDEX "person_word_person_id" ON "person_word" ("person_id")''',
    '''CREATE UNIQUE INDEX "repair_number" ON "repair" ("number")''',
    '''CREATE UNIQUE INDEX "repair_serial" ON "repair" ("serial")''',
    '''CREATE UNIQUE INDEX "repair_request_id" ON "repair" ("request_id")''',
    '''CREATE UNIQUE INDEX "repair_token" ON "repair" ("token")''',
    '''CREATE INDEX "repair_person_id" ON "repair" ("person_id")''',
    '''CREATE INDEX "repair_responsible_id" ON "repair" ("responsible_id")''',
    """CREATE INDEX "repair_open" ON "repair" ("received_at") WHERE "state" <> 'abgeholt'""",
    """CREATE INDEX "repair_open_state"
        ON "repair" ("state", "received_at", "person_id") WHERE "state" <> 'abgeholt'""",
    """CREATE INDEX "repair_gone" ON "repair" ("serial") WHERE "state" = 'abgeholt'""",
    '''CREATE INDEX "repair_to_erase" ON "repair" ("erase_at") WHERE "erase_at" IS NOT NULL''',
    '''CREATE INDEX "repair_received" ON "repair" ("received_at")''',
    '''CREATE INDEX "repair_collected"
        ON "repair" ("collected_at", "outcome", "ready_at") WHERE "collected_at" IS NOT NULL''',
    '''CREATE INDEX "repair_state_repair_id" ON "repair_state" ("repair_id")''',
    '''CREATE INDEX "repair_word_repair_id" ON "repair_word" ("repair_id")''',
    '''CREATE INDEX "saved_view_account_id" ON "saved_view" ("account_id")''',
    '''CREATE INDEX "session_account_id" ON "session" ("account_id")''',
)

TRIGGERS = (
    '''CREATE TRIGGER person_needs_consent AFTER INSERT ON person
        WHEN NOT EXISTS (SELECT 1 FROM consent WHERE person_id = NEW.id AND ended_at IS NULL)
        BEGIN SELECT RAISE(ABORT, 'D1: a person needs a consent in force'); END''',
    '''CREATE TRIGGER person_keeps_id BEFORE UPDATE ON person
        WHEN NEW.id IS NOT OLD.id
        BEGIN SELECT RAISE(ABORT, 'D1: the id of a person never changes'); END''',
    '''CREATE TRIGGER consent_only_ends BEFORE UPDATE ON consent
        WHEN OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL OR NEW.id IS NOT OLD.id
          OR NEW.person_id IS NOT OLD.person_id OR NEW.purpose IS NOT OLD.purpose OR NEW.text_id IS NOT OLD.text_id
          OR NEW.given_at IS NOT OLD.given_at OR NEW.how IS NOT OLD.how OR NEW.recorded_by_id IS NOT OLD.recorded_by_id
        BEGIN SELECT RAISE(ABORT, 'D2: a consent may only gain an end'); END''',
    '''CREATE TRIGGER consent_last_stays BEFORE UPDATE ON consent
        WHEN EXISTS (SELECT 1 FROM person WHERE id = OLD.person_id) AND NOT EXISTS (
    SELECT 1 FROM consent WHERE person_id = OLD.person_id AND ended_at IS NULL AND id <> OLD.id)
        BEGIN SELECT RAISE(ABORT, 'D1: the last consent cannot end while the person is stored'); END''',
    '''CREATE TRIGGER consent_goes_with_person BEFORE DELETE ON consent
        WHEN EXISTS (SELECT 1 FROM person WHERE id = OLD.person_id)
        BEGIN SELECT RAISE(ABORT, 'D2: a consent stays as long as the person is stored'); END''',
    '''CREATE TRIGGER consent_is_new BEFORE INSERT ON consent
        WHEN EXISTS (SELECT 1 FROM consent WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'D2: a consent cannot be replaced'); END''',
    '''CREATE TRIGGER consent_names_its_text BEFORE INSERT ON consent
        WHEN (SELECT purpose FROM consent_text WHERE id = NEW.text_id) IS NOT NEW.purpose
        BEGIN SELECT RAISE(ABORT, 'D2: the text shown must be one for this purpose'); END''',
    '''CREATE TRIGGER consent_text_is_new BEFORE INSERT ON consent_text
        WHEN EXISTS (SELECT 1 FROM consent_text WHERE id = NEW.id
                     OR (purpose = NEW.purpose AND audience = NEW.audience
                                              AND language = NEW.language AND version = NEW.version))
        BEGIN SELECT RAISE(ABORT, 'D2: new wording is a new version'); END''',
    '''CREATE TRIGGER consent_text_stays_as_it_is BEFORE UPDATE ON consent_text
        BEGIN SELECT RAISE(ABORT, 'D2: new wording is a new version'); END''',
    '''CREATE TRIGGER consent_text_stays BEFORE DELETE ON consent_text
        BEGIN SELECT RAISE(ABORT, 'D2: a text that was shown is kept'); END''',
)


def up(_migrator: Any, db: Any) -> None:
    for statement in TABLES + TRIGGERS:
        db.execute_sql(statement)
