"""One spelling for many: what the search index holds and what is asked of it.

*Özdemir* is found from `ozdemir`, `oezdemir` and `ÖZDEMIR`, *Großmann* from `grossmann`, `+49 351…` from `0351…`.
"""
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby

from db.kinds import phone_key

_LETTERS = str.maketrans({'ß': 'ss', 'ẞ': 'ss', 'ı': 'i', 'ł': 'l', 'đ': 'd', 'ð': 'd', 'þ': 'th', 'ø': 'o',
                          'æ': 'ae', 'œ': 'oe', 'ħ': 'h', 'ŧ': 't'})
_UMLAUTS = str.maketrans({'ä': 'ae', 'ö': 'oe', 'ü': 'ue', 'ø': 'oe', 'å': 'aa'})
_WORD = re.compile(r'[^\W_]+')
_JOINED = re.compile(r"[^\W\d_]+(?:['’`´‐-][^\W\d_]+)+")
_PHONE = re.compile(r'(?=.*\d)[\d\s+()/.\-–]+')
_TICKET = re.compile(r'\d{2}-\d{4,7}-\d')
WORDS_PER_TEXT = 60
LONG_NUMBER = 5   # digits: from here on it is read as one number, however it is divided


def fold(text: str) -> str:
    """Lower case without marks: 'İzmir' → 'izmir', 'Nguyễn' → 'nguyen', 'Großmann' → 'grossmann'."""
    if text.isascii():
        return text.casefold()
    return _strip(unicodedata.normalize('NFC', text).casefold().replace('i\u0307', 'i').translate(_LETTERS))


def fold_written_out(text: str) -> str:
    """The same with ä, ö, ü as ae, oe, ue."""
    if text.isascii():
        return text.casefold()
    return _strip(unicodedata.normalize('NFC', text).casefold().translate(_UMLAUTS).translate(_LETTERS))


def _strip(text: str) -> str:
    if text.isascii():      # as most German is by now
        return text
    return ''.join(letter for letter in unicodedata.normalize('NFKD', text) if not unicodedata.combining(letter))


def words(texts: Iterable[str]) -> set[str]:
    """Every folded word, both spellings of umlauts, and phone numbers as digits."""
    found: set[str] = set()
    for text in texts:
        if not text:
            continue
        if _PHONE.fullmatch(text):
            found.add(phone_key(text))
            if _begins_like_a_phone(text):
                continue
        text = unicodedata.normalize('NFC', text)
        together = [re.sub(r'[\W_]', '', word) for word in _JOINED.findall(text)]   # O'Brien, Müller-Lüdenscheidt
        for word in [*_WORD.findall(text), *together][:WORDS_PER_TEXT]:
            found |= {*fold(word).split(), *fold_written_out(word).split()}   # one sign may stand for several: ﷺ
    return found - {''}


def terms(question: str) -> list[str]:
    """What was typed, as folded beginnings of words. The index holds ä as a and as ae, so asking for ae finds both
    *Müller* and *Mueller*, and asking for a finds *Müller*."""
    return list(dict.fromkeys(term for term in _terms(question[:200].split()) if term))


def _terms(parts: list[str]) -> Iterator[str]:
    for is_number, group in groupby(parts, lambda part: bool(_PHONE.fullmatch(part))):
        together = list(group)
        if is_number and _is_one_number(together, alone=len(together) == len(parts)):
            yield phone_key(''.join(together))
        else:
            for part in together:
                if _TICKET.fullmatch(part):
                    yield phone_key(part)
                else:
                    for word in _WORD.findall(unicodedata.normalize('NFC', part)):
                        yield from fold_written_out(word).split()


def _is_one_number(parts: list[str], *, alone: bool) -> bool:
    """Neighbouring groups of digits are one phone or ticket number when they begin like one, or stand for themselves
    and are long enough; 'USB 3.0', 'Objektiv 18-55' and 'Weg 5 01067' are several words."""
    together = ''.join(parts)
    return _begins_like_a_phone(together) or (alone and sum(sign.isdecimal() for sign in together) >= LONG_NUMBER)


def _begins_like_a_phone(text: str) -> bool:
    return text[0] in '0+('


def sort_key(*parts: str) -> str:
    """For sorting as in a German phone book with ä like a (DIN 5007-1)."""
    return ' '.join(fold(part) for part in parts if part).strip()
