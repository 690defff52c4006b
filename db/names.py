"""How people are called on screens and paper."""
import unicodedata

_SMALL = frozenset({'von', 'vom', 'van', 'v', 'zu', 'zum', 'zur', 'de', 'del', 'della', 'der', 'den', 'dem', 'd', 'di',
                    'da', 'do', 'dos', 'du', 'la', 'ten', 'ter', 'te', 'af', 'av', 'und'})


def full(first: str, last: str) -> str:
    return f'{first} {last}'.strip()


def short(first: str, last: str) -> str:
    """'Şeyma W.' and 'Jens von der H.': what everybody in the room may read. A surname alone becomes its initial."""
    before, word = _parted(last)
    return ' '.join(filter(None, (first, before, f'{initial(word)}.'))) if initial(word) else first


def thing(item: str, brand: str) -> str:
    """'Toaster Krups': what lists and paper call an item. A brand that was typed with the item is not said twice."""
    return item if not brand or brand.casefold() in item.casefold() else f'{item} {brand}'


def initials(first: str, last: str) -> str:
    return (initial(first) + initial(_parted(last)[1])) or '?'


def _parted(last: str) -> tuple[str, str]:
    """The small words before a surname, which say nothing of it, and the rest."""
    words = last.split() if ' ' in last else []
    small = next((place for place, word in enumerate(words[:-1]) if word.rstrip('.') not in _SMALL), len(words) - 1)
    return (' '.join(words[:small]), ' '.join(words[small:])) if small > 0 else ('', last)


def initial(name: str) -> str:
    """The first letter with its marks, upper case: 'ễ' stays one letter however it is spelled."""
    beginning = name.strip()[:2]
    if beginning.isascii() and beginning.isalpha():   # so begin most, and a list asks for a hundred
        return beginning[0].upper()
    name = ''.join(sign for sign in unicodedata.normalize('NFC', name.strip())
                   if not unicodedata.category(sign).startswith('C')).strip()   # a sign that nobody sees is no letter
    letter = name[:1]
    for mark in name[1:]:
        if not unicodedata.combining(mark):
            break
        letter += mark
    return letter.upper() if letter.upper() != 'SS' else 'S'
