"""Reads one file in a process of its own: bytes in on stdin, JSON out on stdout.

It knows nothing of the store and may use only so much memory and as many seconds of a processor as its argument says;
what kills it, kills nobody else. Errors are short words that `db.importing.reading` turns into sentences.
"""
import json
import re
import resource
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from db.importing.limits import CELLS, MEMORY, PARTS, ROWS, UNPACKED, Unreadable, check_width, trimmed

_BROKEN = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*>\s*<f[^>]*?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>')


def main(seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    try:
        answer: dict[str, Any] = read(sys.stdin.buffer.read())
    except Unreadable as problem:
        answer = {'error': str(problem)}
    except MemoryError:
        answer = {'error': 'large'}
    json.dump(answer, sys.stdout, ensure_ascii=False)


def read(content: bytes) -> dict[str, Any]:
    """By what is in the file, not by its name."""
    if not content.strip(b'\x00 \r\n\t'):
        raise Unreadable('empty')
    if content[:2] == b'PK':
        check_unpacked(content)
        return read_workbook(content)
    if content[:8] == b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1':
        return read_workbook(content)
    from db.importing import plaintext
    return plaintext.read(content)


def check_unpacked(content: bytes) -> None:
    """Unpack once and count, before anything is built from it: the sizes a file states about itself may be lies."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            if len(packed.infolist()) > PARTS:
                raise Unreadable('large')
            left = UNPACKED
            for part in packed.infolist():
                if part.flag_bits & 1:
                    raise Unreadable('locked')
                with packed.open(part) as stream:
                    while chunk := stream.read(1 << 20):
                        left -= len(chunk)
                        if left < 0:
                            raise Unreadable('large')
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError) as problem:
        raise Unreadable('broken') from problem


def read_workbook(content: bytes) -> dict[str, Any]:
    import python_calamine as calamine
    try:
        book = calamine.CalamineWorkbook.from_filelike(BytesIO(content))
        locked = is_locked(content)
        broken = broken_cells(content)
        sheets = [read_sheet(book, about, broken.get(about.name, ())) for about in book.sheets_metadata
                  if about.typ == calamine.SheetTypeEnum.WorkSheet]
    except calamine.PasswordError as problem:
        raise Unreadable('locked') from problem
    except (calamine.CalamineError, ValueError, OSError) as problem:
        raise Unreadable('locked' if 'assword' in str(problem) or is_locked(content) else 'broken') from problem
    if locked:
        raise Unreadable('locked')
    return {'sheets': sheets, 'typed': True}


def is_locked(content: bytes) -> bool:
    """An encrypted workbook: an old container around a packed one, or an ods whose parts say so."""
    if content[:2] != b'PK':
        return b'E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e' in content
    with zipfile.ZipFile(BytesIO(content)) as packed:
        if 'META-INF/manifest.xml' not in packed.namelist():
            return False
        return b'encryption-data' in packed.read('META-INF/manifest.xml')


def read_sheet(book: Any, about: Any, broken: tuple[tuple[int, int], ...]) -> dict[str, Any]:
    sheet = book.get_sheet_by_name(about.name)
    rows: list[list[Any]] = []
    if sheet.end is not None:
        height, width = sheet.end[0] + 1, sheet.end[1] + 1
        if height * width > CELLS or height > ROWS:
            raise Unreadable('large')
        rows = [trimmed([cell(value) for value in row]) for row in sheet.to_python(skip_empty_area=False)]
    while rows and not rows[-1]:
        rows.pop()
    check_width(rows)
    spans = [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
    return {'name': about.name, 'hidden': str(about.visible).rpartition('.')[2] != 'Visible', 'rows': rows,
            'spans': spans, 'broken': broken}


def cell(value: Any) -> Any:
    """Dates as ISO text, a yes or no as a word, numbers and texts as they are."""
    if isinstance(value, bool):
        return 'ja' if value else 'nein'
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.strftime('%Y-%m-%d %H:%M')
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime('%H:%M')
    if isinstance(value, timedelta):
        return str(value)
    return value


def broken_cells(content: bytes) -> dict[str, tuple[tuple[int, int], ...]]:
    """Per sheet the cells whose formula was never calculated, so that they come back empty (row, column from 0)."""
    if content[:2] != b'PK':
        return {}
    with zipfile.ZipFile(BytesIO(content)) as packed:
        names = set(packed.namelist())
        if not {'xl/workbook.xml', 'xl/_rels/workbook.xml.rels'} <= names:
            return {}
        book, links = packed.read('xl/workbook.xml').decode(), packed.read('xl/_rels/workbook.xml.rels').decode()
        found = {}
        for name, part in sheet_parts(book, links):
            if part in names and b'<f' in (text := packed.read(part)):
                found[name] = tuple((int(row) - 1, column_of(letters.decode()))
                                    for letters, row in _BROKEN.findall(text))
        return found


def sheet_parts(book: str, links: str) -> list[tuple[str, str]]:
    """Names of sheets and where they lie in the packed file."""
    from html import unescape
    targets = {}
    for link in re.findall(r'<Relationship\b[^>]*>', links):
        about = dict(re.findall(r'(\w+)="([^"]*)"', link))
        targets[about.get('Id', '')] = about.get('Target', '')
    parts = []
    for sheet in re.findall(r'<sheet\b[^>]*>', book):
        about = dict(re.findall(r'([\w:]+)="([^"]*)"', sheet))
        target = targets.get(about.get('r:id', ''), '').lstrip('/')
        parts.append((unescape(about.get('name', '')), target if target.startswith('xl/') else f'xl/{target}'))
    return parts


def column_of(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place - 1


if __name__ == '__main__':
    main(int(sys.argv[1]))
