"""csv as spreadsheets and mail programs write it: encoding and separator are told from the text itself."""
import csv
import re
from collections import Counter
from io import StringIO
from typing import Any

from db.defusing import restored
from db.importing.limits import ROWS, Unreadable, check_width, trimmed

SEPARATORS = ';,\t|'
_OTHERS = ((b'%PDF', 'other'), (b'\x89PNG', 'other'), (b'\xff\xd8\xff', 'other'), (b'GIF8', 'other'),
           (b'SQLite format', 'other'), (b'\x1f\x8b', 'other'), (b'7z\xbc\xaf', 'other'), (b'Rar!', 'other'),
           (b'{\\rtf', 'other'), (b'\x7fELF', 'other'), (b'MZ', 'other'))
_MARKUP = re.compile(r'\s*<(!doctype|html|\?xml|table)', re.IGNORECASE)


def read(content: bytes) -> dict[str, Any]:
    for beginning, word in _OTHERS:
        if content.startswith(beginning):
            raise Unreadable(word)
    text = decoded(content)
    if _MARKUP.match(text):
        raise Unreadable('other')
    rows = parsed(text)
    while rows and not rows[-1]:
        rows.pop()
    if not rows:
        raise Unreadable('empty')
    check_width(rows)
    return {'sheets': [{'name': '', 'hidden': False, 'rows': rows, 'spans': [], 'broken': []}], 'typed': False}


def decoded(content: bytes) -> str:
    if content.startswith((b'\xff\xfe', b'\xfe\xff')):
        return content.decode('utf-16', 'replace')
    if content.startswith(b'\xef\xbb\xbf'):
        return content.decode('utf-8-sig', 'replace')
    if content.count(b'\x00') > len(content) // 5:   # every other byte of plain letters in UTF-16
        even, odd = content[::2].count(b'\x00'), content[1::2].count(b'\x00')
        return content.decode('utf-16-be' if even > odd else 'utf-16-le', 'replace')
    strange = sum(byte < 32 and byte not in (9, 10, 13) for byte in content[:4000])
    if strange > len(content[:4000]) // 50:
        raise Unreadable('other')
    for encoding in ('utf-8', 'cp1252'):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode('latin-1')


def parsed(text: str) -> list[list[str]]:
    csv.field_size_limit(1_000_000)
    told = re.match(r'sep=(.)\r?\n', text)
    separator = told[1] if told else best_separator(text)
    rows = []
    try:
        for row in csv.reader(StringIO(text, newline=''), delimiter=separator):
            rows.append(trimmed([restored(cell) for cell in row]))
            if len(rows) > ROWS:
                raise Unreadable('large')
    except csv.Error as problem:
        raise Unreadable('broken') from problem
    return rows


def best_separator(text: str) -> str:
    """The sign that cuts most of the first lines into equally many columns."""
    beginning = text[:20_000]
    return max(SEPARATORS, key=lambda sign: how_even(beginning, sign))


def how_even(text: str, separator: str) -> float:
    try:
        widths = [len(row) for row in csv.reader(StringIO(text, newline=''), delimiter=separator) if any(row)][:60]
    except csv.Error:
        return 0
    widths = [width for width in widths if width > 1]
    if not widths:
        return 0
    _, often = Counter(widths).most_common(1)[0]
    return often + min(max(widths), 50) / 100
