"""A sheet as csv for a German spreadsheet: semicolons, UTF-8 with its mark, and no cell that runs as a formula."""
import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from typing import IO

from db.defusing import defused
from reports.sheets import SheetValues, Value

MARK = '\ufeff'       # without it Excel reads UTF-8 as something else
AT_ONCE = 500         # rows


def lines(sheet: SheetValues) -> Iterator[bytes]:
    """The file piece by piece."""
    held = io.StringIO()
    writer = csv.writer(held, delimiter=';', quoting=csv.QUOTE_ALL, lineterminator='\r\n')
    held.write(MARK)
    writer.writerow([defused(title.text) for title in sheet.titles])
    for number, row in enumerate(sheet.rows):
        writer.writerow([defused(as_text(value)) for value in row])
        if number % AT_ONCE == AT_ONCE - 1:
            yield _taken(held)
    yield _taken(held)


def as_text(value: Value) -> str:
    """As people write it; a number with a comma."""
    if value is None:
        return ''
    if isinstance(value, date):
        return f'{value:%d.%m.%Y}'
    if isinstance(value, float):
        return f'{value:.6f}'.rstrip('0').rstrip('.').replace('.', ',')
    return str(value)


def zipped(target: IO[bytes], sheets: Iterable[SheetValues]) -> None:
    """One csv per sheet in one file."""
    with zipfile.ZipFile(target, 'w', zipfile.ZIP_DEFLATED) as packed:
        for sheet in sheets:
            with packed.open(f'{sheet.name.lower()}.csv', 'w') as part:
                for piece in lines(sheet):
                    part.write(piece)


def _taken(held: io.StringIO) -> bytes:
    text = held.getvalue()
    held.seek(0)
    held.truncate()
    return text.encode()
