"""Free text that may stay as an anonymous figure, with one person's values taken out in any spelling (D5)."""
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby

from db.folding import fold, fold_written_out
from db.kinds import phone_key

MASK = '…'
_EMAIL = re.compile(r'[^\s@<>()]+@[^\s@<>()]+')
_DATE = r'(?<!\d)(?:(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:\d{4}|\d{2})?|\d{4}-\d{2}-\d{2})(?!\d)'
_RUN = re.compile(rf'(?P<date>{_DATE})|(?:\((?=\+?[0-9]+\)))?\+?[0-9](?:[0-9\s()/.,_‐‑–-]*[0-9])?')
ENDING = 2   # letters that may follow a name: Özdemirs, Müllerin


def mask(text: str, names: Iterable[str], values: Iterable[str] = ()) -> str:
    """The text without the names (every word of them), the values (phones, e-mails), every run of digits that looks
    like a phone number, and every e-mail address. Dates stay."""
    if not text:
        return text
    phones = {phone_key(value) for value in values if re.search(r'[0-9]{3}', value)}
    text = _EMAIL.sub(MASK, unicodedata.normalize('NFC', text))
    text = _RUN.sub(lambda found: MASK if _is_phone(found, phones) else found.group(), text)
    names = list(names)
    together = [first + second for first in names for second in names if first != second]   # as in chat names
    known = {spelling for name in (*names, *together) for word in _name_words(name) for spelling in _spellings(word)}
    return ''.join(MASK if is_word and _is_name(part, known) else part for is_word, part in _parts(text))


def _parts(text: str) -> Iterator[tuple[bool, str]]:
    """The text in runs of letters (with their marks, in any script) and of everything else."""
    for is_word, run in groupby(text, lambda sign: unicodedata.category(sign)[0] in 'LM'):
        yield is_word, ''.join(run)


def _name_words(name: str) -> Iterator[str]:
    """The words of a name, and each part as it looks without apostrophe or hyphen: O'Brien is Brien and OBrien."""
    for part in unicodedata.normalize('NFC', name).split():
        words = [word for is_word, word in _parts(part) if is_word]
        yield from words
        yield ''.join(words)


def _spellings(word: str) -> set[str]:
    return {fold(word) or word, fold_written_out(word) or word} if len(word) > 1 else set()


def _is_name(word: str, known: set[str]) -> bool:
    return any(spelling == name or _is_bent(spelling, name) for spelling in _spellings(word) for name in known)


def _is_bent(word: str, name: str) -> bool:
    """A name with an ending. Short ones only with an s, or half the dictionary would go."""
    if not word.startswith(name) or len(name) < 3:
        return False
    ending = word[len(name):]
    return ending == 's' or (len(name) >= 4 and len(ending) <= ENDING)


def _is_phone(found: re.Match[str], phones: set[str]) -> bool:
    digits = phone_key(found.group())
    if len(digits) >= 5 and any(digits.lstrip('0') in phone or phone in digits for phone in phones):
        return True
    if found['date']:
        return False
    return len(digits) >= 7 or (len(digits) >= 6 and found.group().lstrip('(')[:1] in '0+')
