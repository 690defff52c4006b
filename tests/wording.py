"""Another wording of a question, as it lies in the store once somebody has changed it."""
import sqlite3


def reword(store: sqlite3.Connection, purpose: str, text: str, title: str | None = None) -> None:
    """Version 2 of what customers are asked."""
    store.execute('INSERT INTO consent_text (purpose, audience, language, version, title, text, yes, no, created_at) '
                  'SELECT purpose, audience, language, 2, coalesce(?, title), ?, yes, no, created_at '
                  "FROM consent_text WHERE purpose = ? AND audience = 'outside'", (title, text, purpose))
