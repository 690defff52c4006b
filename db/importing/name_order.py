"""Which of the words of a name is the surname, where no comma says so: „Müller Anna“, „GROSSMANN Karl“."""
import re
from collections.abc import Iterable, Sequence

from db.first_names import COMMON
from db.folding import fold_written_out

_SEVERAL = re.compile(r'[,;&/+(]')

FIRST_NAMES = frozenset(fold_written_out(name) for name in COMMON.split())
FEWEST, TIMES_AS_MANY = 3, 4


def surnames_lead(cells: Iterable[str]) -> bool:
    """Below a heading that does not say it: hardly ever a first name stands first, and often enough one stands last."""
    behind = before = 0
    for text in cells:
        words = text.split()
        if len(words) != 2 or _SEVERAL.search(text):
            continue
        known = [is_first_name(word) for word in words]
        before += known == [True, False]
        behind += known == [False, True]
    return behind >= FEWEST and behind > TIMES_AS_MANY * before


def surname_first(words: Sequence[str]) -> tuple[str, str] | None:
    """First names and surname, of at least two words; None where the words themselves speak against that order."""
    start = next((place for place in range(len(words), 1, -1) if not is_first_name(words[place - 1])), 1)
    if start < len(words):
        return ' '.join(words[start:]), ' '.join(words[:start])
    if len(words) > 2 or is_first_name(words[0]):
        return None
    return words[1], words[0]


def shouts_surname(words: Sequence[str]) -> bool:
    """'GROSSMANN Karl': capitals are for the surname, wherever it stands; 'P.A.' are initials."""
    first, *others = words
    return len(first) > 2 and first.isupper() and '.' not in first and not any(map(str.isupper, others))


def is_first_name(word: str) -> bool:
    """One that people know, or several with hyphens."""
    return all(part in FIRST_NAMES for part in fold_written_out(word).split('-'))
