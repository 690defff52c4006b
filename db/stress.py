"""A store as large as anybody could fill it: invented people and repairs over ten years, the same for the same input.

What is derived is computed exactly as `db.search` would (a test rebuilds it and finds no difference), and every row
passes the triggers and foreign keys of the store.
"""
import random
from datetime import datetime

from db.bulk import Progress, refuse_unless_empty
from db.connection import db
from db.errors import Refused
from db.i18n import _
from db.stress_people import People
from db.stress_repairs import Repairs
from db.stress_visits import Size, by_person, visits

CHUNK = 5_000             # rows between two signs of life
FILLING_CACHE = -200_000  # KiB, while filling
FEWEST = 10


def fill(n: int, now: datetime, progress: Progress = lambda _done, _total: None) -> None:
    """`n` people and `n` repairs into the store that is open, all or nothing. Raises `Refused` unless it is empty."""
    if n < FEWEST:
        raise Refused(_('Bitte mindestens {fewest} Personen und Reparaturen.').format(fewest=FEWEST))
    with db.atomic('IMMEDIATE'):
        refuse_unless_empty()
        (usual,) = db.execute_sql('PRAGMA cache_size').fetchone()
        db.execute_sql(f'PRAGMA cache_size = {FILLING_CACHE}')
        try:
            _fill(Size(n), now, progress)
        finally:
            db.execute_sql(f'PRAGMA cache_size = {int(usual)}')


def _fill(size: Size, now: datetime, progress: Progress) -> None:
    rng = random.Random(size.n)  # noqa: S311 (the same rows each time is the point; nothing here is a secret)
    planned = visits(size, now, rng)
    people = People(size, now, rng, by_person(planned))
    for start in range(0, size.n, CHUNK):
        people.add(range(start, min(start + CHUNK, size.n)))
        progress(min(start + CHUNK, size.n), 2 * size.n)
    repairs = Repairs(people, rng)
    for start in range(0, size.n, CHUNK):
        repairs.add(planned[start:start + CHUNK])
        progress(size.n + min(start + CHUNK, size.n), 2 * size.n)
