"""From a file's bytes to a `Book`, in a child process with bounded memory and time.

The bytes go through a pipe: an uploaded list is never written to a file of ours.
"""
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from db.errors import Refused
from db.i18n import _
from db.importing.book import Book, RawSheet, Row
from db.importing.limits import COLUMNS, SECONDS

MOST_BYTES = 30_000_000
WAIT = 120   # seconds; the child's own limit on processor time is stricter
HOME = Path(__file__).parents[2]

SENTENCES = {
    'empty': _('In der Datei {name} steht nichts.'),
    'large': _('Die Datei {name} ist zu groß. Bitte nur die Blätter mit den Kontakten darin lassen und noch einmal '
               'versuchen.'),
    'wide': _('Die Datei {name} hat mehr als {columns} Spalten. Bitte nur die Spalten mit den Kontakten und '
              'Reparaturen darin lassen und noch einmal versuchen.'),
    'locked': _('Die Datei {name} ist mit einem Passwort geschützt. Bitte ohne Passwort speichern und noch einmal '
                'versuchen.'),
    'broken': _('Die Datei {name} ist beschädigt oder keine Tabelle. Bitte im Tabellenprogramm öffnen, neu speichern '
                'und noch einmal versuchen.'),
    'other': _('Die Datei {name} ist keine Tabelle. Es gehen xlsx, xls, ods und csv.'),
}


def read(content: bytes, name: str, seconds: int = SECONDS) -> Book:
    """Raises `Refused` with one plain sentence when this cannot be read, or not in so many seconds of a processor."""
    if len(content) > MOST_BYTES:
        raise _refused('large', name)
    answer = _answer(content, name, seconds)
    if 'error' in answer:
        raise _refused(answer['error'], name)
    sheets = tuple(_sheet(sheet, name) for sheet in answer['sheets'])
    if not any(row.filled for sheet in sheets for row in sheet.rows):
        raise _refused('empty', name)
    return Book(name, sheets, answer['typed'])


def _answer(content: bytes, name: str, seconds: int) -> dict[str, Any]:
    """What kills the child (memory, time, a fault in the reader) is a file we cannot read."""
    try:
        done = subprocess.run([sys.executable, '-m', 'db.importing.child', str(seconds)],  # noqa: S603  all of it ours
                              input=content, capture_output=True, timeout=WAIT, cwd=HOME, check=False)
    except subprocess.TimeoutExpired:
        raise _refused('large', name) from None
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        raise _refused('large' if done.returncode < 0 else 'broken', name) from None
    return answer


def _refused(word: str, name: str) -> Refused:
    return Refused(SENTENCES[word].format(name=name, columns=COLUMNS), 'file')


def _sheet(sheet: dict[str, Any], file: str) -> RawSheet:
    broken: dict[int, list[int]] = {}
    for at, column in sheet['broken']:
        broken.setdefault(at, []).append(column)
    cells = sheet['rows'] + [[]] * (max(broken, default=-1) + 1 - len(sheet['rows']))
    rows = tuple(Row(place + 1, tuple(row), tuple(broken.get(place, ()))) for place, row in enumerate(cells))
    return RawSheet(sheet['name'] or Path(file).stem, rows, sheet['hidden'],
                    tuple((span[0], span[1], span[2], span[3]) for span in sheet['spans']))
