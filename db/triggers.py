"""Consent in the database itself: no tool, with foreign keys on or off, can store a person without it (D1, D2).

Order of writing: the consent goes in first (its foreign key to the person is deferred, both ids chosen beforehand),
then the person. Order of erasing: the person first, then the consents, in one transaction.

And one for what is published: a fault that was read and released is not released any more once it reads otherwise.
"""
_LAST = """SELECT 1 FROM person WHERE id = OLD.person_id) AND NOT EXISTS (
    SELECT 1 FROM consent WHERE person_id = OLD.person_id AND ended_at IS NULL AND id <> OLD.id"""

# `person_needs_consent` looks after the insert: before it, an id that SQLite is yet to choose reads as -1.
TRIGGERS: dict[str, str] = {
    'person_needs_consent': """
        CREATE TRIGGER person_needs_consent AFTER INSERT ON person
        WHEN NOT EXISTS (SELECT 1 FROM consent WHERE person_id = NEW.id AND ended_at IS NULL)
        BEGIN SELECT RAISE(ABORT, 'D1: a person needs a consent in force'); END""",
    'person_keeps_id': """
        CREATE TRIGGER person_keeps_id BEFORE UPDATE ON person
        WHEN NEW.id IS NOT OLD.id
        BEGIN SELECT RAISE(ABORT, 'D1: the id of a person never changes'); END""",
    'consent_only_ends': """
        CREATE TRIGGER consent_only_ends BEFORE UPDATE ON consent
        WHEN OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL OR NEW.id IS NOT OLD.id
          OR NEW.person_id IS NOT OLD.person_id OR NEW.purpose IS NOT OLD.purpose OR NEW.text_id IS NOT OLD.text_id
          OR NEW.given_at IS NOT OLD.given_at OR NEW.how IS NOT OLD.how OR NEW.recorded_by_id IS NOT OLD.recorded_by_id
          OR NEW.listed_at IS NOT OLD.listed_at
        BEGIN SELECT RAISE(ABORT, 'D2: a consent may only gain an end'); END""",
    'consent_last_stays': f"""
        CREATE TRIGGER consent_last_stays BEFORE UPDATE ON consent
        WHEN EXISTS ({_LAST})
        BEGIN SELECT RAISE(ABORT, 'D1: the last consent cannot end while the person is stored'); END""",
    'consent_goes_with_person': """
        CREATE TRIGGER consent_goes_with_person BEFORE DELETE ON consent
        WHEN EXISTS (SELECT 1 FROM person WHERE id = OLD.person_id)
        BEGIN SELECT RAISE(ABORT, 'D2: a consent stays as long as the person is stored'); END""",
    'consent_is_new': """
        CREATE TRIGGER consent_is_new BEFORE INSERT ON consent
        WHEN EXISTS (SELECT 1 FROM consent WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'D2: a consent cannot be replaced'); END""",
    'consent_names_its_text': """
        CREATE TRIGGER consent_names_its_text BEFORE INSERT ON consent
        WHEN (SELECT purpose FROM consent_text WHERE id = NEW.text_id) IS NOT NEW.purpose
        BEGIN SELECT RAISE(ABORT, 'D2: the text shown must be one for this purpose'); END""",
    'consent_text_is_new': """
        CREATE TRIGGER consent_text_is_new BEFORE INSERT ON consent_text
        WHEN EXISTS (SELECT 1 FROM consent_text WHERE id = NEW.id
                     OR (purpose = NEW.purpose AND audience = NEW.audience
                                              AND language = NEW.language AND version = NEW.version))
        BEGIN SELECT RAISE(ABORT, 'D2: new wording is a new version'); END""",
    'consent_text_stays_as_it_is': """
        CREATE TRIGGER consent_text_stays_as_it_is BEFORE UPDATE ON consent_text
        BEGIN SELECT RAISE(ABORT, 'D2: new wording is a new version'); END""",
    'consent_text_stays': """
        CREATE TRIGGER consent_text_stays BEFORE DELETE ON consent_text
        BEGIN SELECT RAISE(ABORT, 'D2: a text that was shown is kept'); END""",
    'repair_fault_is_read_again': """
        CREATE TRIGGER repair_fault_is_read_again AFTER UPDATE OF fault ON repair
        WHEN NEW.fault IS NOT OLD.fault AND NEW.fault_review <> ''
        BEGIN UPDATE repair SET fault_review = '' WHERE id = NEW.id; END""",
}
