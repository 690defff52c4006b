"""The one database object, and what every connection must have before anything is read or written (R1)."""
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from peewee import SqliteDatabase

PRAGMAS = {
    'journal_mode': 'wal',
    'synchronous': 2,         # FULL: acknowledged means on the disk
    'foreign_keys': 1,
    'secure_delete': 1,
    'busy_timeout': 5000,     # milliseconds
    'temp_store': 2,          # MEMORY: sorting and VACUUM leave no copy of a name in a temporary file
    'cache_size': -4000,      # KiB per connection; the working set of a café is far smaller
    'journal_size_limit': 4_000_000,
}


class Database(SqliteDatabase):
    """SQLite whose pragmas are set and read back on each connection. Once it was found `damaged`, nothing more is
    written into it until it is opened anew (R3)."""
    damaged = False

    def init(self, *args: Any, **options: Any) -> None:
        self.damaged = False
        super().init(*args, **options)

    def _add_conn_hooks(self, conn: Any) -> None:
        super()._add_conn_hooks(conn)
        for pragma, wanted in PRAGMAS.items():
            (value,) = conn.execute(f'PRAGMA {pragma}').fetchone()
            if value != wanted:
                raise RuntimeError(f'PRAGMA {pragma} is {value!r} instead of {wanted!r}')


@contextmanager
def waiting_at_most(milliseconds: int) -> Iterator[None]:
    """For what somebody at a screen waits for and what can be done later as well."""
    db.execute_sql(f'PRAGMA busy_timeout = {milliseconds}')
    try:
        yield
    finally:
        db.execute_sql(f"PRAGMA busy_timeout = {PRAGMAS['busy_timeout']}")


def folder() -> Path:
    """Where the open store lies."""
    return Path(db.database).parent


db = Database(None, autoconnect=False, lock_type='IMMEDIATE', timeout=5, pragmas=PRAGMAS)
