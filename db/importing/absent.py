"""The names, numbers and addresses of those who stay out, and texts without them (D1).

Masked are a full name, a surname behind „Frau“ or bent („Fahrenkrogs Wecker“), a number and an address. A surname
alone may be a colour, a trade or a make, and stays.
"""
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from db.folding import fold_written_out
from db.i18n import _
from db.importing import contacts
from db.importing.book import Cell, Row, as_text
from db.importing.content import NAMES
from db.importing.headings import Layout
from db.importing.names import full_name, same_words
from db.importing.targets import NEW, NOTE, OWN
from db.kinds import phone_key
from db.masking import MASK

MASKED = _(' Jemand, der nicht gespeichert wird, ist in den Texten dieser Zeile durch „…“ ersetzt.')
TEXTS = frozenset({'item', 'brand', 'model', 'brand_model', 'fault', 'finding', 'accessories', 'warning', 'place',
                   'state', 'outcome', 'topic', 'function', 'tasks', 'skills', 'street', 'house', 'postcode', 'city',
                   'postcode_city', 'address', 'organisation_note', NOTE, NEW})
_SEVERAL = re.compile(r'(?i)[,;(&/+\n]|\s(?:und|u\.|oder|bzw\.?|[-–—])\s')
_LETTER = re.compile(r'[^\W\d_]')
_WORD = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"
_PAIR = re.compile(rf"(?=(?<![\w'’-])({_WORD})(,?\s+)({_WORD}))")
_SALUTED = re.compile(rf'(?i:\b(?:frau|herrn?|fr\.|hr\.|familie|fam\.))\s+(?:(?:Dr|Prof)\.\s*)*({_WORD})')
_BENT = re.compile(r"(?<![\w-])([^\W\d_a-zß][^\W\d_]{3,}s)(?=\s+[^\W\d_a-zß])")
_LETTER = re.compile(r'[^\W\d_]')
_RUN = re.compile(r'\+?\(?\d[\d\s()/.–-]{4,}\d')
_SIGN = r'[^\s@<>(),;:]'
# begins where a word does, or behind another address
_MAIL = re.compile(rf'(?:(?<!{_SIGN})|(?<=\w)\b){_SIGN}{{1,64}}@{_SIGN}{{1,255}}\.\w+')


class Absent:
    """The names, numbers and addresses of those who stay out, each looked up at once however many there are."""

    def __init__(self, names: Iterable[tuple[str, str]] = (), stored: Iterable[tuple[str, str]] = (),
                 cells: Iterable[Cell] = (), stored_reached: Iterable[str] = ()) -> None:
        """`stored`: the names of those who are, `stored_reached` how."""
        names, stored = list(names), list(stored)
        self._pairs = _pairs(names) - _pairs(stored)
        self._lasts = {last for __, last in self._pairs} | _alone(names) - {
            word for __, last in stored for word in same_words('', last)}
        reached = {key for cell in cells for key in keys_of(cell)}
        self._reached = reached - set(stored_reached)
        self._harmless: set[str] = set()      # texts that name none of them: most cells are alike

    def __bool__(self) -> bool:
        return bool(self._pairs or self._lasts or self._reached)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Absent) and (self._pairs, self._lasts, self._reached) == (
            other._pairs, other._lasts, other._reached)

    __hash__ = None     # type: ignore[assignment]

    def masked(self, text: str, own: frozenset[str]) -> str:
        """`own` are the surnames of the row's own person: one of the family with the same name may be meant."""
        if text in self._harmless:
            return text
        if not any(True for __ in self._places(text, frozenset())):
            self._harmless.add(text)
            return text
        before = len(text)
        for start, end in sorted({*self._places(text, own)}, reverse=True):
            if end <= before:
                text, before = f'{text[:start]}{MASK}{text[end:]}', start
        return text

    def _places(self, text: str, own: frozenset[str]) -> Iterator[tuple[int, int]]:
        for pair in _PAIR.finditer(text):
            one, other = fold_written_out(pair[1]), fold_written_out(pair[3])
            if {(one, other), (one, other.removesuffix('s')), (other, one)} & self._pairs:
                yield pair.span(1)
                yield pair.span(3)
        for form in (_SALUTED, _BENT):
            yield from (word.span(1) for word in form.finditer(text) if self._is_last(fold_written_out(word[1]), own))
        yield from (run.span() for run in _RUN.finditer(text) if phone_key(run[0]) in self._reached)
        yield from (mail.span() for mail in _MAIL.finditer(text) if mail[0].lower() in self._reached)

    def _is_last(self, word: str, own: frozenset[str]) -> bool:
        return any(one in self._lasts and one not in own for one in (word, word.removesuffix('s')))


def _pairs(names: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    words = ((same_words(first, ''), same_words('', last)) for first, last in names)
    return {(firsts[0], lasts[-1]) for firsts, lasts in words if firsts and lasts}


def _alone(names: Iterable[tuple[str, str]]) -> set[str]:
    """Of whom the list says nothing but „Herr Specht“."""
    return {words[-1] for first, last in names if not first and (words := same_words('', last))}


def keys_of(cell: Cell) -> Iterator[str]:
    text = as_text(cell)
    cell = contacts.within_name(text)[1] if _LETTER.search(text) else cell
    yield from (found.lower() for found in _MAIL.findall(text))
    if '@' not in text:
        yield from (key for found in contacts.phones(cell)[0] if len(key := phone_key(found)) >= 6)


def own_surnames(row: Row, layout: Layout) -> frozenset[str]:
    """Of several people in one cell those of the first, who is the one that comes in."""
    texts = [(target, row.text(column)) for column, target in enumerate(layout.targets) if target in NAMES]
    return frozenset(word for target, text in texts for word in same_words('', (
        full_name(text).last if target == 'name' and _SEVERAL.search(text) else text)))


def leftovers(row: Row, layout: Layout, absent: Absent) -> list[str]:
    """What may come into a note of whatever column, without them: to see whether two of them read the same."""
    own = own_surnames(row, layout)
    texts = ((target, row.text(column)) for column, target in enumerate(layout.targets) if target not in TEXTS)
    return [absent.masked(text, own) for target, text in texts if _LETTER.search(text) and (
        target not in NAMES or _SEVERAL.search(text))]


def without(row: Row, layout: Layout, absent: Absent) -> Row:
    """The row with its texts masked, so that the same list again finds what stands there; the row itself if none is."""
    found: dict[int, str] = {}
    own = own_surnames(row, layout)
    for column, target in enumerate(layout.targets):
        if target in TEXTS or target.startswith((OWN, 'note:')):
            text = row.text(column)
            masked = absent.masked(text, own) if text else text
            if masked != text:
                found[column] = masked
    return replace(row, cells=tuple(found.get(column, cell) for column, cell in enumerate(row.cells))) if found else row
