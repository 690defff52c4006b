"""Free text that may stay as an anonymous figure, with one person's values taken out in any spelling (D5)."""
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import groupby

from db.folding import fold, fold_written_out
from db.kinds import phone_key

MASK = '…'
_INVISIBLE = re.compile(r'(?<=\w)[\u00ad\u200b-\u200f\u2060\ufeff]+(?=\w)')   # inside of words only: emoji need theirs
_EMAIL = re.compile(r'[^\s@<>()]+@[^\s@<>()]+'
                    r'|[^\s@<>()\[\]{}]+\s*(?:@|[(\[{]at[)\]}])\s*[^\s@<>()\[\]{}]+\.[^\W\d_]{2,}', re.IGNORECASE)
_DATE = r'(?<!\d)(?:(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:\d{4}|\d{2})?|\d{4}-\d{2}-\d{2})(?!\d)'
_RUN = re.compile(rf'(?P<date>{_DATE})|(?:\((?=\+?\d+\)))?\+?\d(?:[\d\s()/.,_‐‑–-]*\d)?')
_ONE_MASKED = re.compile(r'\S+|[\d\s()/.,_+‐‑–-]+')
_SIGNS_AS_WORDS = ('CJK', 'HIRAGANA', 'KATAKANA', 'HANGUL')   # scripts that set no blanks between words
_KINDS_OF_STREET = {'strasse', 'platz', 'allee', 'gasse', 'markt', 'hinterhaus', 'vorderhaus', 'siedlung'}
ENDING = 2      # letters that may follow a name: Özdemirs, Müllerin
INSIDE = 5      # letters from which on a name is found inside of a longer word, too: FrauÖzdemir, Özdemirgerät
LOCAL_PART = 4  # letters from which on what stands before an @ is told apart from a common word

MOST_PAIRED = 100       # words of one person: a cell of thousands tells of nobody's chat name


def mask(text: str, names: Iterable[str], values: Iterable[str] = (), home: Iterable[str] = (), *,
         inside: bool = False) -> str:
    """The text without the names (every word of them), the values (phones, e-mails), every run of digits that looks
    like a phone number, and every e-mail address. Dates stay. `home` are streets and postcodes; `inside` looks for
    long names within words, too."""
    return Masked(names, values, home)(text, inside=inside) if text else text


class Masked:
    """`mask` for several texts about the same person: what is looked for is spelled out once."""

    def __init__(self, names: Iterable[str], values: Iterable[str] = (), home: Iterable[str] = ()) -> None:
        self.names, self.values, self.home = list(dict.fromkeys(names)), list(values), list(home)
        self.phones = {key for key in map(phone_key, self.values) if len(key) >= 3}

    @cached_property
    def written(self) -> list[str]:
        return _as_written(self.names, self.values)

    @cached_property
    def signs(self) -> list[str]:
        """Names in scripts without blanks."""
        found = [name for name in self.names if name and all(_is_sign(sign) for sign in name if not sign.isspace())]
        return [name.strip() for name in sorted(found, key=len, reverse=True)]

    @cached_property
    def known(self) -> set[str]:
        plain = {name: (fold(name) or name, fold_written_out(name) or name) for name in self.names if name.isalpha()}
        names = self.names if len(self.names) <= MOST_PAIRED else []
        pairs = [(name, plain[name]) for name in names if name in plain]
        found = {one[way] + other[way] for first, one in pairs for second, other in pairs
                 if first != second for way in (0, 1)}     # as in chat names; of plain words each is folded once
        together = [first + second for first in names for second in names
                    if first != second and not (first in plain and second in plain)]
        together += [word for street in self.home for word in street_words(street)]
        return found | {spelling for name in (*self.names, *together) for word in _name_words(name)
                        for spelling in _spellings(word)}

    def __call__(self, text: str, *, inside: bool = False) -> str:
        if not text:
            return text
        text = _EMAIL.sub(MASK, _INVISIBLE.sub('', unicodedata.normalize('NFC', text)))
        for word in self.written:
            if _any_case(word) in _any_case(text):      # spells out a pattern for hardly any text
                text = re.sub(rf'(?<![^\W_]){re.escape(word)}(?![^\W_])', MASK, text, flags=re.IGNORECASE)
        for name in self.signs:
            text = text.replace(name, MASK)
        text = _RUN.sub(lambda found: MASK if _is_phone(found, self.phones) else found.group(), text)
        text = ''.join(MASK if is_word and _is_name(part, self.known, inside) else part
                       for is_word, part in _parts(text))
        for place in self.home:
            text = _without_number(text, place)
        return text


def is_masked_from(held: str, text: str) -> bool:
    """Is this the text with some of its words, or its numbers, masked?"""
    first, *behind = held.casefold().split(MASK)
    text = text.casefold()
    if not behind:
        return first == text
    place, gaps = len(first), []
    for part in behind[:-1]:
        found = text.find(part, place + 1)
        if found < 0:
            return False
        gaps.append(text[place:found])
        place = found + len(part)
    end = len(text) - len(behind[-1])
    gaps.append(text[place:end])
    return text.startswith(first) and text.endswith(behind[-1]) and all(
        map(_ONE_MASKED.fullmatch, gaps))


def _without_number(text: str, place: str) -> str:
    """A postcode anywhere; a house number behind a street, whose name is masked by now, or behind „Str.“."""
    if place.isdecimal():
        return re.sub(rf'(?<!\d){place}(?!\d)', MASK, text) if place in text else text
    number = re.search(r'(\d+)\s*([^\W\d]?)(?!\w)', place)
    if number is None or number[1] not in text:
        return text
    return re.sub(rf'({MASK}|str(?:\.|a(?:ß|ss)e)?)\s*{number[1]}\s*{number[2]}(?!\w)', rf'\1{MASK}', text,
                  flags=re.IGNORECASE)


def street_words(street: str) -> list[str]:
    """What tells of a street: 'Hinter der Lindenallee 5' → 'Hinter', 'Lindenallee'."""
    words = [word for is_word, word in _parts(unicodedata.normalize('NFC', street)) if is_word]
    return [word for word in words if len(word) >= INSIDE and fold(word) not in _KINDS_OF_STREET]


def _as_written(names: list[str], values: list[str]) -> list[str]:
    """What runs of letters would miss: names with digits in them, and what stands before the @ of an address."""
    whole = [word for name in names for word in unicodedata.normalize('NFC', name).split()]
    whole = [word for word in whole if re.search(r'\d', word) and len(word) > 1]
    whole += [local for value in values for local, at, __ in [value.partition('@')] if at and len(local) >= LOCAL_PART]
    return sorted(whole, key=len, reverse=True)


def _any_case(text: str) -> str:
    """Alike at least where a pattern takes them for alike, „i“ of every kind."""
    return text.casefold().replace('i\u0307', 'i').replace('ı', 'i')


def _is_sign(sign: str) -> bool:
    return unicodedata.name(sign, '').startswith(_SIGNS_AS_WORDS)


def _parts(text: str) -> Iterator[tuple[bool, str]]:
    """The text in runs of letters (with their marks, in any script) and of everything else."""
    for is_word, run in groupby(text, _is_letter):
        yield is_word, ''.join(run)


@lru_cache(1000)
def _is_letter(sign: str) -> bool:
    return unicodedata.category(sign)[0] in 'LM'


def _name_words(name: str) -> Iterator[str]:
    """The words of a name, and each part as it looks without apostrophe or hyphen: O'Brien is Brien and OBrien."""
    for part in unicodedata.normalize('NFC', name).split():
        if part.isalpha():      # as most are
            yield part
            continue
        words = [word for is_word, word in _parts(part) if is_word]
        yield from words
        yield ''.join(words)


def _spellings(word: str) -> set[str]:
    if len(word) < 2:
        return set()
    return {word.casefold()} if word.isascii() else {fold(word) or word, fold_written_out(word) or word}


def _is_name(word: str, known: set[str], inside: bool) -> bool:
    return any(spelling in known or _is_bent(spelling, known)
               or (inside and any(len(name) >= INSIDE and name in spelling for name in known))
               for spelling in _spellings(word))


def _is_bent(word: str, known: set[str]) -> bool:
    """A name with an ending. Short ones only with an s, or half the dictionary would go."""
    return (len(word) == 4 and word[-1] == 's' and word[:-1] in known) or any(
        word[:-length] in known for length in range(1, ENDING + 1) if len(word) - length >= 4)


def _is_phone(found: re.Match[str], phones: set[str]) -> bool:
    digits = phone_key(found.group())
    if digits in phones or (len(digits) >= 5 and any(digits.lstrip('0') in phone or phone in digits
                                                     for phone in phones if len(phone) >= 5)):
        return True
    if found['date']:
        return False
    return len(digits) >= 7 or (len(digits) >= 6 and found.group().lstrip('(')[:1] in '0+')
