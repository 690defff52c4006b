"""Phones, e-mails and addresses as teams squeeze them into cells. What is left over is never dropped: it comes
back as `rest` and goes to the note."""
import re

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from db.importing.book import Cell, as_text
from db.importing.dates import exact_day

_BETWEEN_ADDRESSES = re.compile(r'[\s;,|]+|/(?=\S+@)')
_LIKE_A_NUMBER = re.compile(r'\+?\(?\+?\d[\d\s()/.\-–]*')

NOTHING = frozenset({'-', '--', '---', '–', '—', '/', '?', '.', 'k.a.', 'k. a.', 'ka', 'n/a', 'n.n.', 'nn',
                     'keine angabe', 'ohne angabe', 'unbekannt', 'entfällt', 'nicht angegeben'})
_ROUNDED = re.compile(r'(?i)\d[.,]\d+\s?E\s?\+?\s?\d{1,2}')   # 4,9176E+11
_LABELS = re.compile(r'(?i)\b(?:tel|telefon|telefonnummer|mobil|mobile|handy|festnetz|fon|phone|privat|priv|p|m|h|t|d'
                     r'|dienstlich|dienstl|gesch|geschäftlich|zuhause|zu hause|nr|nummer|rufnummer|oder|o|und|u|bzw'
                     r'|alternativ|vorwahl)\b[.:]?')
_WHOSE = re.compile(r'(?i)\b(?:priv|dienst|gesch|zu ?hause)')     # which of two numbers is which
_PLAIN = re.compile(r'0[1-9]\d{1,3} [1-9]\d{3,8}')      # nothing but one number, as in most rows of a list
_LETTER = re.compile(r'(?<![^\W\d_])[oO](?=\d{3})|\d[oO](?=\d)')     # „o351“: a typewriter's zero
_NUMBER = re.compile(r'\+?\(?\d[\d\s()/.\-–]*\d|\d')
_BETWEEN = re.compile(r'\s*(?:[,;|\n\r]|\boder\b|\bund\b|\bbzw\.?|\bo\.|\bu\.|&)\s*', re.IGNORECASE)
_SLASH = re.compile(r'\s*/\s*(?=(?:\+|0)\d)')
# tried once where a word begins: from each sign of a long one would take for ever
_MAIL = re.compile(r'(?<![^\s<>;,()|"\[\]])[^\s<>;,()|"\[\]]+@[^\s<>;,()|"\[\]]+')
# in a column of names: addresses, and numbers that are no days
_REACHED = re.compile(rf'{_MAIL.pattern}|(?<![\w.])(?:\+|\(?0)\d[\d\s()/.\-–]{{3,}}\d(?!\w)')
_DAY = re.compile(r'\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}|\d{4}-\d\d-\d\d')
_DAY_ALONE = re.compile(rf'(?:{_DAY.pattern})\.?')       # „3.4.1961“ and „0.0.00“ are nobody's number
_MONTH = re.compile(r'\d\.?\s*[A-Za-zä]{3,9}\.?\s*\d')
_TAKEN = '\x00'
_AROUND = re.compile(rf'(?i)[\s,;/|:()<–-]*(?:\b(?:tel|telefon|fon|handy|mobil|e-?mail|mail)\b[.:\s]*)?{_TAKEN}[\s)>]*')
_QUOTED = re.compile(r'["„“]([^"„“”]+)["“”]')
_MAIL_WORDS = re.compile(r'(?i)mailto:|\b(?:e-?mail|mail|privat|dienstlich|oder|und|bzw)\b[.:]?|[<>;,()|/"\s:\[\]]')
_STREET_TOWN = re.compile(r'(?P<street>[^,;/|\n]*\d ?[a-zA-Z]?)\s*[,;/|\n]\s*(?P<city>[^\d,;/|\n]+)')
_ADDRESS = re.compile(r'(?P<street>.+?)[,;\n]?\s*\b(?:D[- ])?(?P<postcode>\d{5})\s+(?P<city>\D+)')


def within_name(text: str) -> tuple[str, str]:
    """'Hilde Brack, Tel. 0341 51511' in a column of names: the name, and how they are reached."""
    found = [one for one in _REACHED.findall(text) if not _DAY.search(one)]
    if not found:
        return text, ''
    for one in found:
        text = text.replace(one, _TAKEN)
    bare = _AROUND.sub(' ', text).strip(' ,;/|:–-')
    quoted = _QUOTED.fullmatch(bare)        # as Outlook writes it: „"Kern, Anna" <anna@example.org>“
    return quoted[1] if quoted else bare, ', '.join(found)


def is_nothing(text: str) -> bool:
    """A sign that stands for an empty cell."""
    return text.strip().casefold() in NOTHING


def one_line(text: str) -> str:
    return ' '.join(text.split())


# ---- phones ----------------------------------------------------------------------------------------------------------
def phones(cell: Cell, typed: bool = True) -> tuple[list[str], str]:
    """The numbers in a cell, and the whole text when it says more than numbers."""
    text = as_text(cell).strip()
    if not text or is_nothing(text):
        return [], ''
    if _PLAIN.fullmatch(text):
        return [text], ''
    if is_rounded(cell):
        return (phones(_ROUNDED.sub(';', text))[0] if isinstance(cell, str) else []), text
    if not isinstance(cell, str) or (not typed and text.isdigit()):
        return [with_zero(text)], ''
    if _LETTER.search(text) or (_MONTH.search(text) and exact_day(text)):
        return [], text
    bare = _LABELS.sub(';', text)
    found = [part for piece in _BETWEEN.split(bare) for part in _apart(piece)]
    days = [piece for piece in found if _DAY_ALONE.fullmatch(piece.strip())]
    numbers = [number for piece in found if piece not in days for number in _numbers(piece)]
    left = _NUMBER.sub('', _BETWEEN.sub(' ', bare)) if numbers else bare
    if not numbers:
        return [], text
    numbers = [with_zero(number) if is_international(number) else number for number in numbers]
    is_told_apart = len(numbers) > 1 and _WHOSE.search(text)
    return numbers, text if days or is_told_apart or re.search(r'\w', left) else ''


def is_day(text: str) -> bool:
    return bool(_DAY_ALONE.fullmatch(text.strip()))


def is_rounded(cell: Cell) -> bool:
    """A number of which a spreadsheet has kept only the first digits: nobody can call it."""
    if isinstance(cell, str):
        return bool(_ROUNDED.search(cell))
    digits = as_text(cell)
    return len(digits) >= 11 and digits.endswith('000000')


def is_international(digits: str) -> bool:
    """'491761234567': with 49 in front of ten digits and more it is no German number that lost its zero."""
    return bool(re.fullmatch(r'49[1-9]\d{9,}', digits))


def _apart(piece: str) -> list[str]:
    """'0351 123456 / 0176 1234567' are two, '0351/123456' is one."""
    for parts in (_SLASH.split(piece), re.split(r'\s+(?=\+|0)', piece) if len(re.sub(r'\D', '', piece)) > 13 else []):
        if len(parts) > 1 and all(len(re.sub(r'\D', '', part)) >= 6 for part in parts):
            return parts
    return [piece]


def _numbers(piece: str) -> list[str]:
    found = [found.strip(' .-–/') for found in _LIKE_A_NUMBER.findall(piece)]
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
    if is_international(digits) or (digits.startswith('49') and len(digits) >= 11 and _is_real(f'+{digits}')):
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
    found = [address.removeprefix('mailto:').rstrip('.:') for part in _BETWEEN_ADDRESSES.split(text)
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
def address_parts(text: str, *, asks_for_town: bool = False) -> dict[str, str]:
    """'Lindenweg 3, 01067 Dresden' in its parts; what has no postcode stays one line, but for 'Lindenweg 3 / Dresden'
    where both are asked for."""
    found = _ADDRESS.fullmatch(one_line(text))
    if found:
        return {'street': found['street'].strip(' ,;/|–-'), 'postcode': found['postcode'],
                'city': found['city'].strip(' ,;')}
    both = _STREET_TOWN.fullmatch(text.strip()) if asks_for_town else None
    if both:
        return {name: one_line(part) for name, part in both.groupdict().items()}
    town = re.fullmatch(r'(?:D[- ])?(\d{5})\s+(\D+)', one_line(text))
    return {'postcode': town[1], 'city': town[2]} if town else {'street': one_line(text)}


def town_parts(cell: Cell, typed: bool) -> dict[str, str]:
    """'04177 Leipzig', 'Leipzig 04177' and either of the two alone, where both are asked for."""
    text = one_line(as_text(cell))
    number = postcode(cell, typed)
    if re.fullmatch(r'(?:D[- ])?\d{5}', number):
        return {'postcode': number[-5:]}
    found = re.fullmatch(r'(?P<city>[^\d,;]+)[\s,;]+(?:D[- ])?(?P<postcode>\d{5})', text)
    if found:
        return {'postcode': found['postcode'], 'city': found['city'].strip()}
    return address_parts(text) if re.search(r'\d', text) else {'city': text}


def postcode(cell: Cell, typed: bool) -> str:
    """A number has lost its zero; a text is meant as it stands."""
    text = as_text(cell)
    if len(text) == 4 and text.isdigit() and (not isinstance(cell, str) or not typed):
        return f'0{text}'
    return text
