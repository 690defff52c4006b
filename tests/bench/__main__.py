"""Measures the program on many people and repairs and prints each figure beside what is aimed at, and beside what
raw SQLite takes for something comparable in the same run.

    ./run.sh bench [--people 100000] [--no-browser] [--cpu] [--strict]
    ./run.sh bench day      a whole afternoon, with three crashes
    ./run.sh bench import   a long list, and somebody who types meanwhile
"""
import argparse
import random
import signal
import sys
from collections.abc import Iterable
from pathlib import Path

from db import store
from db.clock import utc_now
from tests.bench import floor, measuring, reading, saving, stores, suggesting
from tests.bench.asked import questions
from tests.bench.measuring import Figure
from tests.bench.table import Table, say, warn_when_busy
from tests.personas import persona

SEED = 26


def main() -> int:
    if sys.argv[1:2] == ['day']:
        from tests.bench import day  # needs a browser
        return day.main(sys.argv[2:])
    if sys.argv[1:2] == ['import']:
        from tests.bench import incoming  # and so does this
        return incoming.main(sys.argv[2:])
    wanted = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))   # so that the program and the folders go, too
    table = Table()
    if wanted.processor:
        measuring.use_processor_time()
    warn_when_busy()
    with stores.copied(wanted.people) as folder:
        program(table, folder, wanted.browser)
        in_the_store(table, folder)
    say(f'\n{table.verdict()}')
    return 1 if wanted.strict and table.missed else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog='./run.sh bench', description='Misst das Programm mit vielen Personen.')
    parser.add_argument('--people', type=int, default=100_000, metavar='N', help='Personen und Reparaturen (100000)')
    parser.add_argument('--no-browser', dest='browser', action='store_false', help='ohne Chromium')
    parser.add_argument('--cpu', dest='processor', action='store_true', help='Rechenzeit statt Uhrzeit')
    parser.add_argument('--strict', action='store_true', help='endet mit 1, wenn ein Ziel verfehlt ist')
    return parser.parse_args()


def program(table: Table, folder: Path, with_browser: bool) -> None:
    """The running program. First, because measuring the store changes it."""
    from tests.bench import running
    with running.program(folder) as cafe:
        show(table, 'Das laufende Programm', running.process(cafe))
        if with_browser:
            from tests.bench import browser
            for title, figures in browser.figures(cafe):
                show(table, title, figures)


def in_the_store(table: Table, folder: Path) -> None:
    store.open_store(folder)
    now, who, asked = utc_now(), persona('Anja'), questions(random.Random(SEED))
    floors = floor.measure(folder, asked.kinds['1–3 Buchstaben'] + asked.kinds['ein Name'])
    show(table, 'Was SQLite allein braucht', floors.figures)
    show(table, 'Suchen', reading.searching(asked, floors, now))
    show(table, 'Listen', reading.lists(floors, now))
    show(table, 'Ansichten und Zahlen', reading.views(asked, floors, now))
    show(table, 'Papier', reading.papers(asked, now))
    show(table, 'Kategorien an der Annahme', suggesting.categories())
    show(table, 'Speichern (synchronous=FULL, mit Suchindex und Verlauf)', saving.saving(who, asked, floors, now))
    show(table, 'Löschen', saving.erasing(who, asked, now))
    store.close_store()


def show(table: Table, title: str, figures: Iterable[Figure]) -> None:
    table.head(title)
    for figure in figures:
        table.add(figure)


if __name__ == '__main__':
    sys.exit(main())
