"""Words that might tell who somebody is, for those who read a text before it is published.

It marks rather too much than too little; what is published is decided by the person who reads.
"""
import re
from collections.abc import Collection, Iterator
from functools import cache

from db.first_names import COMMON
from db.folding import fold
from db.masking import MASK
from db.models import Person

COMMON_NAMES = frozenset(fold(name) for name in COMMON.split())
_TITLED = re.compile(r'\b(?:Herrn?|Frau|Fr\.|Hr\.|Familie|Fam\.|Dr\.|Prof\.)\s+'
                     r"[^\W\d_][\w.’'-]*(?:\s+[A-ZÄÖÜ][\w’'-]+)?")
_EMAIL = re.compile(r'[^\s@]{1,64}@\S+|\S{1,64}\s?[(\[]at[)\]]\s?\S+', re.IGNORECASE)   # no run is tried for ever
_ADDRESS = re.compile(r'\b[A-ZÄÖÜ][\w-]{0,40}(?:str(?:\.|aße|asse)|weg|platz|allee|gasse|ring)\s*\d*\s*[a-z]?\b'
                      r'|\b\d{5}\s+[A-ZÄÖÜ]\w+|www\.\S+|https?://\S+')
_DIGITS = re.compile(r'\+?\d[\d\s()/.,–-]{4,40}\d|\b\d{5,}\b')
_WORD = re.compile(r'[^\W\d_]+(?:[-’\'][^\W\d_]+)*')
_POSSESSED = re.compile(r'\b(?:mein|sein|ihr)(?:e[mnrs]?)?\s+(?:Mann|Frau|Sohn|Tochter|Mutter|Vater'
                        r'|Oma|Opa|Nachbar(?:in)?)\b', re.IGNORECASE)
LEAST = 3   # letters of a name that is looked for


def marks(text: str, names: Collection[str]) -> tuple[tuple[int, int], ...]:
    """Where suspicious words begin and end, in order and apart. `names` are folded (`known_names`)."""
    spans = sorted({*_spans(text), *_names(text, names)})
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_TITLED, _EMAIL, _ADDRESS, _DIGITS, _POSSESSED):
        yield from (found.span() for found in pattern.finditer(text))
    yield from (found.span() for found in re.finditer(re.escape(MASK), text))   # something was taken out here


def _names(text: str, names: Collection[str]) -> Iterator[tuple[int, int]]:
    for found in _WORD.finditer(text):
        parts = [fold(part) for part in re.split(r"[-’']", found.group())]
        if any(_is_name(part, names) for part in parts) and found.group()[0].isupper():
            yield found.span()


def _is_name(word: str, names: Collection[str]) -> bool:
    return word in COMMON_NAMES or word in names or (word.endswith('s') and (
        word[:-1] in COMMON_NAMES or word[:-1] in names))


def known_names() -> frozenset[str]:
    """Every word of a name in the store, folded."""
    rows = Person.select(Person.first_name, Person.last_name).tuples()
    return frozenset(part for row in rows for name in row for part in _folded(name) if len(part) >= LEAST)


@cache
def _folded(name: str) -> tuple[str, ...]:
    return tuple(fold(part) for part in _WORD.findall(name))
