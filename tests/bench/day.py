"""Forty people for two hours, in a few minutes: `./run.sh bench day`.

    ./run.sh bench day [--minutes 6] [--strict]

Three browsers stand at the counter and one in the office, thirty lists are open elsewhere, and the program is killed
three times in the middle of it. What was acknowledged must be there at the end, and who was erased must be gone.
"""
import argparse
import sqlite3
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from db import settings, store
from db.clock import utc_now
from tests import sample
from tests.bench.day_lists import OpenLists
from tests.bench.day_people import Counter, Office
from tests.bench.day_program import Killed
from tests.bench.measuring import Figure, Target
from tests.bench.table import Table, say, warn_when_busy
from tests.db.stories import residue
from tests.e2e.browsing import chromium
from tests.personas import persona, set_up_cafe

GONE_AFTER = 15   # seconds after which somebody whose grace time is over must be gone


@dataclass(frozen=True)
class Day:
    drop_offs: int = 120
    hand_backs: int = 60
    withdrawals: int = 10
    lists: int = 30
    counters: int = 3
    kills: int = 3
    seconds: float = 360

    def told(self) -> str:
        return (f'Zwei Stunden in {self.seconds / 60:.0f} Minuten: {self.counters} Browser an der Annahme, einer im '
                f'Büro, {self.lists} offene Listen, {self.drop_offs} Annahmen, {self.hand_backs} Abholungen, '
                f'{self.withdrawals} Widerrufe, {self.kills} Abstürze (kill −9).\n'
                'Gerafft ist nur die Zeit zwischen den Leuten; die Frist nach der Abholung steht auf 0 Minuten.\n'
                'Die Listen sind echte Seiten mit offenem Socket, aber ohne Browser, der sie zeichnet.')


@dataclass
class Seen:
    """What people were told during the day."""
    taken: dict[str, str] = field(default_factory=dict)   # last name by number
    erased: list[str] = field(default_factory=list)       # last names
    waiting: deque[str] = field(default_factory=deque)    # numbers that may be handed back
    saves: list[float] = field(default_factory=list)      # ms
    across: int = 0                                       # saves that a kill came between


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog='./run.sh bench day', description='Ein ganzer Nachmittag im Café, gerafft.')
    parser.add_argument('--minutes', type=float, default=6, metavar='N', help='so lange dauert er (6)')
    parser.add_argument('--strict', action='store_true', help='endet mit 1, wenn ein Ziel verfehlt ist')
    wanted = parser.parse_args(words)
    table = Table()
    live(replace(Day(), seconds=wanted.minutes * 60), table)
    say(f'\n{table.verdict()}')
    return 1 if wanted.strict and table.missed else 0


def live(day: Day, table: Table) -> None:
    say(day.told())
    warn_when_busy()
    seen = Seen()
    with TemporaryDirectory(prefix='kontaktbuch-day-') as place, prepared(Path(place)) as program:
        lists = OpenLists(program, day.lists)
        with sync_playwright() as engine, chromium(engine) as browser, lists.open():
            counters = [Counter(browser, program, seen) for _ in range(day.counters)]
            office = Office(browser, program, seen)
            with program.killed(day.kills, day.seconds):
                afternoon(day, counters, office, seen)
            time.sleep(GONE_AFTER)
        program.stop()
        table.head('Ein Nachmittag')
        for figure in figures(day, program, lists, seen):
            table.add(figure)


@contextmanager
def prepared(place: Path) -> Iterator[Killed]:
    """A café that is set up, with a team and a few things in it."""
    folder = place / 'template'
    store.open_store(folder)
    set_up_cafe()
    sample.fill(persona('Anja'), utc_now())
    settings.save({'grace_minutes': '0'}, persona('Anja'), utc_now())
    store.close_store()
    program = Killed(folder, place / 'cafe')
    try:
        program.start()
        yield program
    finally:
        program.kill()


def afternoon(day: Day, counters: list[Counter], office: Office, seen: Seen) -> None:
    """People come evenly; in between things are handed back, and now and then somebody says „bitte löschen“."""
    begun, handed, withdrawn = time.monotonic(), 0, 0
    for turn in range(day.drop_offs):
        time.sleep(max(0.0, begun + day.seconds * turn / day.drop_offs - time.monotonic()))
        counters[turn % len(counters)].take_in(turn)
        share = (turn + 1) / day.drop_offs
        while withdrawn < int(day.withdrawals * share) and seen.waiting:
            office.withdraw(seen.waiting.popleft())
            withdrawn += 1
        while handed < int(day.hand_backs * share) and seen.waiting:
            office.hand_back(seen.waiting.popleft())
            handed += 1


def figures(day: Day, program: Killed, lists: OpenLists, seen: Seen) -> Iterator[Figure]:
    none, all_of = Target(0, ''), 'von'
    with closing(sqlite3.connect(program.folder / store.FILE)) as opened:
        there = {number for (number,) in opened.execute('SELECT number FROM repair')}
        named = {name for (name,) in opened.execute('SELECT last_name FROM person')}
        twice = opened.execute('SELECT count(*) - count(DISTINCT request_id) FROM repair').fetchone()[0]
        sound = opened.execute('PRAGMA integrity_check').fetchall() == [('ok',)]
    yield Figure(f'Annahmen bestätigt ({all_of} {day.drop_offs})', (len(seen.taken),), unit='')
    yield Figure('Annahmen, die ausblieben', (day.drop_offs - len(seen.taken),), none, unit='')
    yield Figure('bestätigte, die fehlen', (len(set(seen.taken) - there),), none, unit='')
    yield Figure('doppelte', (twice,), none, unit='')
    yield Figure(f'Gelöschte ({all_of} {day.hand_backs + day.withdrawals})', (len(seen.erased),), unit='')
    yield Figure('Gelöschte, die noch da stehen', (len(named & set(seen.erased)),), none, unit='')
    left = rest_of(program.folder, seen.erased)
    yield Figure('Gelöschte, von denen ein Rest blieb', (len(left),), none, unit='')
    yield Figure('Datei beschädigt', (float(not sound),), none, unit='')
    yield Figure('Löschungen, die ausblieben', (day.hand_backs + day.withdrawals - len(seen.erased),), none, unit='')
    yield Figure(f'Abstürze ({all_of} {day.kills})', (program.kills,), unit='')
    yield Figure('Abstürze, die ausblieben', (day.kills - program.kills,), none, unit='')
    yield Figure('Annahmen über einen Absturz hinweg', (seen.across,), unit='')
    saves = sorted(seen.saves)
    yield Figure('Speichern, p50 und p95', tuple(saves))
    yield Figure('Speichern, p99', (saves[min(len(saves) - 1, int(len(saves) * 0.99))],), Target(500, 'p99'))
    yield Figure('Nachrichten je offener Liste', tuple(float(count) for count in lists.heard), unit='')
    yield Figure('Listen, die am Ende nicht offen sind', (day.lists - lists.alive,), none, unit='')
    yield Figure('Speicher des Programms', tuple(program.memory), Target(250, ''), unit='MB')
    yield Figure('Zuwachs von Anfang bis Ende eines Laufs', (program.growth,), Target(30, ''), unit='MB')


def rest_of(folder: Path, words: list[str]) -> set[str]:
    """Whose name still lies in some file, besides the backups, where they may rest for up to fourteen days."""
    return {word for word, name in residue(folder, words) if not name.startswith('kontaktbuch-')}


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
