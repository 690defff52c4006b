"""A long list comes in, by itself and while somebody else types: `./run.sh bench import`.

    ./run.sh bench import [--rows 10000] [--strict]
"""
import argparse
import csv
import itertools
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Locator, sync_playwright

from db import store, stress, stress_data
from db.clock import utc_now
from tests.bench.browser import Desk
from tests.bench.measuring import MOST, Figure, Floor, Target
from tests.bench.running import Measured
from tests.bench.table import Table, say, warn_when_busy
from tests.e2e.browsing import chromium
from tests.personas import set_up_cafe

SEED, ROWS, THERE_BEFORE = 26, 10_000, 500
IN_TIME, LAG = Target(20, ''), Target(200, MOST)
HEADINGS = ('Datum', 'Nachname', 'Vorname', 'Telefon', 'E-Mail', 'Gegenstand', 'Defekt', 'Status', 'Einwilligung',
            'Bemerkung')
STATES = ('angenommen', 'in Arbeit', 'wartet auf Ersatzteil (bestellt 12.10.)', 'FERTIG!!', 'abgeholt', '')
ANSWERS = ('ja', 'ja', 'ja', 'ja (mündl.)', 'x', 'liegt vor', '3.10.25', '', 'nein', 'Zustimmung noch holen!')
LONGEST_WAIT = 180   # seconds


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog='./run.sh bench import', description='Eine lange Liste kommt herein.')
    parser.add_argument('--rows', type=int, default=ROWS, metavar='N', help=f'so viele Zeilen hat sie ({ROWS})')
    parser.add_argument('--strict', action='store_true', help='endet mit 1, wenn ein Ziel verfehlt ist')
    wanted = parser.parse_args(words)
    table = Table()
    warn_when_busy()
    with TemporaryDirectory(prefix='kontaktbuch-import-') as place:
        take_in(Path(place), wanted.rows, table)
    say(f'\n{table.verdict()}')
    return 1 if wanted.strict and table.missed else 0


def take_in(place: Path, rows: int, table: Table) -> None:
    liste, folder = place / 'liste.csv', place / 'template'
    write_list(liste, rows)
    fill(folder)
    table.head(f'{rows} Zeilen mit dem Befehl')
    for figure in by_command(place, folder, liste):
        table.add(figure)
    table.head(f'{rows} Zeilen im Browser, während nebenan jemand sucht')
    with running(folder, place / 'browser') as cafe:
        for figure in in_the_browser(cafe, liste):
            table.add(figure)


def write_list(file: Path, rows: int) -> None:
    """As a café keeps it for years: everybody once, with every state and every kind of answer."""
    chance = random.Random(SEED)
    with file.open('w', encoding='utf-8', newline='') as opened:
        written = csv.writer(opened, delimiter=';')
        written.writerow(HEADINGS)
        for place in range(rows):
            item, __, ___, faults = chance.choice(stress_data.ITEMS)
            day = date(2024, 1, 1) + timedelta(days=chance.randrange(900))
            written.writerow((f'{day:%d.%m.%Y}', f'{chance.choice(stress_data.LAST_NAMES)}-{place}',
                              chance.choice(stress_data.FIRST_NAMES), f'0351 {7_000_000 + place}',
                              f'gast{place}@example.org' if place % 3 else '', item, chance.choice(faults),
                              chance.choice(STATES), chance.choice(ANSWERS), 'Kabel dabei' if place % 5 == 0 else ''))


def fill(folder: Path) -> None:
    """A café with a few people, so that there is something to search."""
    store.open_store(folder)
    set_up_cafe()
    stress.fill(THERE_BEFORE, utc_now())
    store.close_store()


# ---- by itself -------------------------------------------------------------------------------------------------------
def by_command(place: Path, folder: Path, liste: Path) -> Iterator[Figure]:
    cafe = Measured(folder, place / 'command')
    began = time.perf_counter()
    done = cafe.run('import', str(liste), '--apply')
    seconds = time.perf_counter() - began
    assert done.returncode == 0, done.stderr
    raw = Floor('roh: dieselben Zeilen in eine leere Datei', copied_raw(cafe.folder / store.FILE, place / 'raw.sqlite'))
    yield Figure('bis alles gespeichert ist', (seconds,), IN_TIME, raw, unit='s')


def copied_raw(source: Path, target: Path) -> float:
    """Seconds that SQLite alone takes for all rows that the store has by then, with its indexes, in one transaction."""
    with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target, isolation_level=None)) as write:
        made = read.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('table', "
                            "'index') AND name NOT LIKE 'sqlite_%' ORDER BY type DESC").fetchall()
        rows = {name: read.execute(f'SELECT * FROM "{name}"').fetchall() for kind, name, __ in made if kind == 'table'}
        began = time.perf_counter()
        write.execute('BEGIN')
        for __, ___, sql in made:
            write.execute(sql)
        for name, found in rows.items():
            if found:
                write.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(found[0]))})', found)
        write.execute('COMMIT')
        return time.perf_counter() - began


# ---- while somebody types --------------------------------------------------------------------------------------------
@contextmanager
def running(folder: Path, place: Path) -> Iterator[Measured]:
    cafe = Measured(folder, place)
    try:
        cafe.start()
        yield cafe
    finally:
        cafe.kill()


def in_the_browser(cafe: Measured, liste: Path) -> Iterator[Figure]:
    with sync_playwright() as engine, chromium(engine) as office, chromium(engine) as counter:
        dieter, mira = Desk(office, cafe), Desk(counter, cafe)
        cafe.open(dieter.page, '/austausch')
        cafe.open(mira.page, '/kundinnen')
        typing = Typing(mira)
        yield Figure('suchen, bevor sie kommt', typing.until(lambda: len(typing.values) > 40))

        dieter.page.set_input_files('input[type=file]', liste)
        go = dieter.page.get_by_role('button', name='Übernehmen', exact=True)
        read, while_reading = typing.timed(go)
        go.click()
        stored, while_storing = typing.timed(dieter.page.get_by_text('Gespeichert.', exact=True))
        yield Figure('von der Datei zur Vorschau', (read,), unit='s')
        yield Figure('von „Übernehmen“ bis alles gespeichert ist', (stored,), unit='s')
        yield Figure('beides', (read + stored,), IN_TIME, unit='s')
        yield Figure('suchen, während gelesen wird', while_reading, LAG)
        yield Figure('suchen, während gespeichert wird', while_storing, LAG)


class Typing:
    """Somebody who types a letter into the search of a list and takes it away again: both change the rows."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.values = desk, []
        self.field = desk.page.get_by_label('Suchen', exact=True)
        self.keys = itertools.cycle(key for letter in 'mkwb' for key in (letter, 'Backspace'))

    def until(self, done: Callable[[], bool]) -> tuple[float, ...]:
        """Milliseconds of each key, from the press to the painted rows."""
        self.values: list[float] = []
        self.field.focus()
        deadline = time.monotonic() + LONGEST_WAIT
        while not done():
            assert time.monotonic() < deadline, 'the list does not come in'
            self.values.append(self.desk.pressed(next(self.keys)))
        return tuple(self.values)

    def timed(self, there: Locator) -> tuple[float, tuple[float, ...]]:
        """Seconds until it is there, and the keys until then."""
        began = time.perf_counter()
        values = self.until(there.is_visible)
        return time.perf_counter() - began, values
