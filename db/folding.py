"""One spelling for many: what the search index holds and what is asked of it.

*Özdemir* is found from `ozdemir`, `oezdemir` and `ÖZDEMIR`, *Großmann* from `grossmann`, `+49 351…` from `0351…`.
"""
import re
import unicodedata
from collections.abc import Iterable, Iterator

from db.kinds import phone_key

_LETTERS = str.maketrans({'ß': 'ss', 'ẞ': 'ss', 'ı': 'i', 'ł': 'l', 'đ': 'd', 'ð': 'd', 'þ': 'th', 'ø': 'o',
                          'æ': 'ae', 'œ': 'oe', 'ħ': 'h', 'ŧ': 't'})
_UMLAUTS = str.maketrans({'ä': 'ae', 'ö': 'oe', 'ü': 'ue', 'ø': 'oe', 'å': 'aa'})
_WORD = re.compile(r'[^\W_]+')
_PHONE = re.compile(r'(?=.*\d)[\d\s+()/.\-–]+')
WORDS_PER_TEXT = 60


def fold(text: str) -> str:
    """Lower case without marks: 'İzmir' → 'izmir', 'Nguyễn' → 'nguyen', 'Großmann' → 'grossmann'."""
    return _strip(unicodedata.normalize('NFC', text).casefold().replace('i\u0307', 'i').translate(_LETTERS))


def fold_written_out(text: str) -> str:
    """The same with ä, ö, ü as ae, oe, ue."""
    return _strip(unicodedata.normalize('NFC', text).casefold().translate(_UMLAUTS).translate(_LETTERS))


def _strip(text: str) -> str:
    return ''.join(letter for letter in unicodedata.normalize('NFKD', text) if not unicodedata.combining(letter))


def words(texts: Iterable[str]) -> set[str]:
    """Every folded word, both spellings of umlauts, and phone numbers as digits."""
    found: set[str] = set()
    for text in texts:
        if not text:
            continue
        if _PHONE.fullmatch(text):
            found.add(phone_key(text))
            continue
        for word in _WORD.findall(unicodedata.normalize('NFC', text))[:WORDS_PER_TEXT]:
            found |= {fold(word), fold_written_out(word)}
    return {word for word in found if word}


def terms(question: str) -> list[str]:
    """What was typed, as folded beginnings of words; neighbouring groups of digits are one number."""
    return list(dict.fromkeys(term for term in _terms(question[:200]) if term))


def _terms(question: str) -> Iterator[str]:
    digits: list[str] = []
    for part in question.split():
        if _PHONE.fullmatch(part):
            digits.append(part)
            continue
        if digits:
            yield phone_key(''.join(digits))
            digits = []
        yield from (fold(word) for word in _WORD.findall(unicodedata.normalize('NFC', part)))
    if digits:
        yield phone_key(''.join(digits))


def sort_key(*parts: str) -> str:
    """For sorting as in a German phone book with ä like a (DIN 5007-1)."""
    return ' '.join(fold(part) for part in parts if part).strip()
