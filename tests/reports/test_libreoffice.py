"""LibreOffice reads the spreadsheets as they were written, cell by cell. Only where it is installed."""
import shutil
import subprocess
from pathlib import Path

from python_calamine import load_workbook

from db.who import Who
from pages import exports
from pages.exports import Wanted
from tests.db.exchanging import NASTY, fill, named
from tests.db.naughty import LETTERS

SOFFICE = shutil.which('soffice') or shutil.which('libreoffice')


def through_libreoffice(file: Path) -> Path:
    """Opened and saved again, without anybody there."""
    place = file.parent / 'again'
    done = subprocess.run([str(SOFFICE), '--headless', '--norestore', f'-env:UserInstallation={place.as_uri()}/profile',
                           '--convert-to', 'xlsx:Calc MS Excel 2007 XML', '--outdir', str(place), str(file)],
                          capture_output=True, text=True, timeout=180, check=True)
    assert 'Error' not in done.stderr, done.stderr
    return place / file.name


def cells(file: Path) -> dict[str, list[list[object]]]:
    book = load_workbook(str(file))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


if SOFFICE:
    def test_every_cell_of_every_sheet(store: Path, anja: Who, now: object, tmp_path: Path) -> None:
        fill(anja, now)
        for text in [*NASTY, *LETTERS.values()]:
            named(anja, now, text)
        file = tmp_path / 'alles.xlsx'
        with exports.make(Wanted('xlsx'), anja, now) as made:
            file.write_bytes(made.read())
        written, shown = cells(file), cells(through_libreoffice(file))
        assert list(shown) == list(written)
        for name, rows in written.items():
            assert shown[name] == rows, name
        assert len(written['Team']) > len(NASTY) + len(LETTERS)

    def test_the_template_and_the_example(store: Path, tmp_path: Path) -> None:
        for filled in (True, False):
            file = tmp_path / f'{filled}.xlsx'
            file.write_bytes(exports.template_file(filled))
            assert cells(through_libreoffice(file)) == cells(file)
