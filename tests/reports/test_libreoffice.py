"""LibreOffice reads the spreadsheets as they were written, cell by cell. Only where it is installed."""
import csv
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

from db import exchange_reading
from db.who import Who
from pages import exports
from pages.exports import Wanted
from reports.csvs import as_text
from tests.db.exchanging import NASTY, fill, named
from tests.db.naughty import LETTERS

SOFFICE = shutil.which('soffice') or shutil.which('libreoffice')
EVERY_SHEET = 'csv:Text - txt - csv (StarCalc):59,34,76,1,,1031,true,true,false,false,false,-1'   # ; " UTF-8, quoted
NONCHARACTER = '\uffff'


def converted(file: Path) -> dict[str, list[list[str]]]:
    """Every sheet as text, as LibreOffice shows it in German."""
    done = subprocess.run([str(SOFFICE), '--headless', '--norestore', f'-env:UserInstallation=file://{file.parent}/profile',
                           '--convert-to', EVERY_SHEET, '--outdir', str(file.parent), str(file)],
                          capture_output=True, text=True, timeout=180, check=True)
    assert not [line for line in done.stderr.splitlines() if 'rror' in line], done.stderr
    found = {}
    for path in file.parent.glob(f'{file.stem}-*.csv'):
        with path.open(encoding='utf-8', newline='') as lines:
            found[path.stem.removeprefix(f'{file.stem}-')] = list(csv.reader(lines, delimiter=';'))
    return found


if SOFFICE:
    def test_every_cell_of_every_sheet(store: Path, anja: Who, now: datetime, tmp_path: Path) -> None:
        fill(anja, now)
        for text in [*NASTY, *LETTERS.values()]:
            named(anja, now, text)
        file = tmp_path / 'alles.xlsx'
        with exports.make(Wanted('xlsx'), anja, now) as made:
            file.write_bytes(made.read())
        shown = converted(file)
        for sheet in exchange_reading.sheets():
            wanted = [[heading.title for heading in sheet.headings],
                      *([as_text(value).replace(NONCHARACTER, '_xFFFF_') for value in row] for row in sheet.rows)]
            rows = [row + [''] * (len(wanted[0]) - len(row)) for row in shown[sheet.name]]
            assert rows[:len(wanted)] == wanted, sheet.name
            assert not any(any(row) for row in rows[len(wanted):])
