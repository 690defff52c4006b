"""Names, phones, e-mails and addresses as teams squeeze them into cells. What is left over is never dropped: it comes
back as `rest` and goes to the note."""
import re
from dataclasses import dataclass

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from db.folding import fold_written_out
from db.importing.book import Cell, as_text

NOTHING = frozenset({'-', '--', '---', '–', '—', '/', '?', '.', 'k.a.', 'k. a.', 'ka', 'n/a', 'n.n.', 'nn',
                     'keine angabe', 'ohne angabe', 'unbekannt', 'entfällt', 'nicht angegeben'})
_SALUTATIONS = {'frau', 'herr', 'herrn', 'fr', 'hr', 'familie', 'fam', 'eheleute', 'ehepaar', 'mr', 'mrs', 'ms'}
_SEVERAL = {'familie', 'fam', 'eheleute', 'ehepaar'}
_TITLES = {'dr', 'prof', 'dipl', 'ing', 'med', 'phil', 'rer', 'nat', 'mag', 'msc', 'bsc', 'ma', 'ba', 'dres', 'jur',
           'hc', 'h.c', 'dipl-ing', 'priv-doz', 'pd', 'dent', 'vet', 'theol'}
_PARTICLES = {'von', 'van', 'vom', 'zu', 'zum', 'zur', 'de', 'del', 'della', 'der', 'den', 'di', 'da', 'do', 'dos',
              'du', 'la', 'le', 'ten', 'ter', 'te', 'al', 'el', 'bin', 'ben', 'af', 'av', 'und', 'auf', 'am', 'st',
              'mc', 'freiherr', 'graf', 'gräfin'}
_LABELS = re.compile(r'(?i)\b(?:tel|telefon|telefonnummer|mobil|mobile|handy|festnetz|fon|phone|privat|priv|p|m|h|t|d'
                     r'|dienstlich|dienstl|gesch|geschäftlich|zuhause|zu hause|nr|nummer|rufnummer|oder|o|und|u|bzw'
                     r'|alternativ|vorwahl)\b[.:]?')
_NUMBER = re.compile(r'\+?\(?\d[\d\s()/.\-–]*\d|\d')
_BETWEEN = re.compile(r'\s*(?:[,;|\n\r]|\boder\b|\bund\b|\bbzw\.?|\bo\.|\bu\.|&)\s*', re.IGNORECASE)
_SLASH = re.compile(r'\s*/\s*(?=(?:\+|0)\d)')
_MAIL = re.compile(r'[^\s<>;,()|"\[\]]+@[^\s<>;,()|"\[\]]+')
_MAIL_WORDS = re.compile(r'(?i)mailto:|\b(?:e-?mail|mail|privat|dienstlich|oder|und|bzw)\b[.:]?|[<>;,()|/"\s:\[\]]')
_ADDRESS = re.compile(r'(?P<street>.+?)[,;\n]?\s*\b(?:D[- ])?(?P<postcode>\d{5})\s+(?P<city>\D+)')


@dataclass(frozen=True)
class Name:
    first: str = ''
    last: str = ''
    salutation: str = ''
    rest: str = ''


def is_nothing(text: str) -> bool:
    """A sign that stands for an empty cell."""
    return text.strip().casefold() in NOTHING


def one_line(text: str) -> str:
    return re.sub(r'\s+', ' ', text).strip()


# ---- names -----------------------------------------------------------------------------------------------------------
def full_name(text: str, single_is_first: bool = False) -> Name:
    """'Becker, Dr. Anna', 'Frau Dr. Becker', 'Anna von der Heide', 'Anna Becker (Tochter)'."""
    text, rest = _without_brackets(one_line(text))
    if is_nothing(text) or not re.search(r'\w', text):
        return Name(rest=' '.join(filter(None, (text if not is_nothing(text) else '', rest))))
    if ',' in text:
        last, __, first = (part.strip() for part in text.partition(','))
        last, before = without_salutation(last)
        first, title = without_salutation(first)
        if not first:   # 'Becker, Dr.'
            return Name('', last, f'{before} {title}'.strip(), rest)
        return Name(first, last, f'{before} {title}'.strip(), rest)
    bare, salutation = without_salutation(text)
    words = bare.split()
    if len(words) < 2:
        is_first = single_is_first and not salutation
        return Name(bare if is_first else '', '' if is_first else bare, salutation, rest)
    if {word.rstrip('.').casefold() for word in salutation.split()} & _SEVERAL:
        return Name('', bare, salutation, rest)   # 'Familie von Berg'
    start = next((place for place in range(1, len(words) - 1) if words[place].casefold() in _PARTICLES - {'und'}),
                 len(words) - 1)
    if words[0].casefold() in _PARTICLES and salutation:
        return Name('', bare, salutation, rest)   # 'Herr von Bülow'
    return Name(' '.join(words[:start]), ' '.join(words[start:]), salutation, rest)


def without_salutation(text: str) -> tuple[str, str]:
    """The name, and the 'Frau Dr.' that stood before it."""
    words, before = text.split(), []
    while len(words) > 1 and words[0].rstrip('.:,').casefold() in _SALUTATIONS | _TITLES:
        is_short = len(words[0].rstrip('.')) <= 2 and not words[0].endswith('.')
        if is_short and words[0].casefold() not in ('dr', 'fr', 'hr'):
            break
        before.append(words.pop(0))
    return ' '.join(words), ' '.join(before)


def _without_brackets(text: str) -> tuple[str, str]:
    found = re.search(r'\(([^()]*)\)', text)
    if not found or not re.sub(r'\([^()]*\)', '', text).strip():
        return text, ''
    return one_line(text[:found.start()] + ' ' + text[found.end():]), f'({found[1]})'


# ---- phones ----------------------------------------------------------------------------------------------------------
def phones(cell: Cell, typed: bool = True) -> tuple[list[str], str]:
    """The numbers in a cell, and the whole text when it says more than numbers."""
    text = as_text(cell).strip()
    if not text or is_nothing(text):
        return [], ''
    if not isinstance(cell, str) or (not typed and text.isdigit()):
        return [with_zero(text)], ''
    bare = _LABELS.sub(';', text)
    found = [part for piece in _BETWEEN.split(bare) for part in _apart(piece)]
    numbers = [number for piece in found for number in _numbers(piece)]
    left = _NUMBER.sub('', _BETWEEN.sub(' ', bare)) if numbers else bare
    if not numbers:
        return [], text
    return numbers, text if re.search(r'\w', left) else ''


def _apart(piece: str) -> list[str]:
    """'0351 123456 / 0176 1234567' are two, '0351/123456' is one."""
    for parts in (_SLASH.split(piece), re.split(r'\s+(?=\+|0)', piece) if len(re.sub(r'\D', '', piece)) > 13 else []):
        if len(parts) > 1 and all(len(re.sub(r'\D', '', part)) >= 6 for part in parts):
            return parts
    return [piece]


def _numbers(piece: str) -> list[str]:
    found = [found.strip(' .-–/') for found in re.findall(r'\+?\(?\+?\d[\d\s()/.\-–]*', piece)]
    return [_closed(number) for number in found if len(re.sub(r'\D', '', number)) >= 4]


def _closed(number: str) -> str:
    """Without a bracket that has no partner."""
    if number.count('(') != number.count(')'):
        number = number.replace('(', '').replace(')', '')
    return one_line(number)


def with_zero(digits: str) -> str:
    """What a spreadsheet has made a number of: 1712223344 was 0171 2223344, 491712223344 was +49 171 2223344."""
    if not digits.isdigit() or digits.startswith('0') or len(digits) < 9:
        return digits
    if digits.startswith('49') and len(digits) >= 11 and _is_real(f'+{digits}'):
        return f'+{digits}'
    if len(digits) >= 11 and not _is_real(f'+49{digits}') and _is_real(f'+{digits}'):
        return f'+{digits}'
    return f'0{digits}'


def _is_real(number: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, 'DE'))
    except phonenumbers.NumberParseException:
        return False


# ---- e-mails ---------------------------------------------------------------------------------------------------------
def emails(text: str) -> tuple[list[str], str]:
    """The addresses in a cell, and the whole text when it says more, or holds one that is none."""
    text = one_line(text)
    if not text or is_nothing(text):
        return [], ''
    found = [address.removeprefix('mailto:').rstrip('.:') for part in re.split(r'[\s;,|]+|/(?=\S+@)', text)
             for address in _MAIL.findall(part)]
    good = [address for address in found if _is_address(address)]
    left = _MAIL_WORDS.sub('', _MAIL.sub('', text))
    return good, text if len(good) < len(found) or re.search(r'\w', left) or not found else ''


def _is_address(address: str) -> bool:
    try:
        validate_email(address, check_deliverability=False)
    except EmailNotValidError:
        return False
    return len(address) <= 254


# ---- addresses -------------------------------------------------------------------------------------------------------
def address_parts(text: str) -> dict[str, str]:
    """'Lindenweg 3, 01067 Dresden' in its parts; what has no postcode stays one line."""
    found = _ADDRESS.fullmatch(one_line(text))
    if found:
        return {'street': found['street'].strip(' ,;'), 'postcode': found['postcode'],
                'city': found['city'].strip(' ,;')}
    town = re.fullmatch(r'(?:D[- ])?(\d{5})\s+(\D+)', one_line(text))
    return {'postcode': town[1], 'city': town[2]} if town else {'street': one_line(text)}


def postcode(cell: Cell, typed: bool) -> str:
    """A number has lost its zero; a text is meant as it stands."""
    text = as_text(cell)
    if len(text) == 4 and text.isdigit() and (not isinstance(cell, str) or not typed):
        return f'0{text}'
    return text


def same_words(first: str, last: str) -> tuple[str, ...]:
    """How a name is compared: its words without marks, in any order of columns."""
    return tuple(fold_written_out(f'{first} {last}').split())
