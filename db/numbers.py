"""Ticket numbers a person can read aloud, and tokens nobody can guess.

A number is `JJ-NNNN-P` (NNNN at least four digits) with a check digit after H. Michael Damm,
"Total anti-symmetrische Quasigruppen" (2004): it catches every wrong digit and every swap of neighbours.
"""
import re
import secrets
import unicodedata
from dataclasses import dataclass

CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'   # no I, L, O, U: nothing to misread
TOKEN_LENGTH = 16                                # 16 × 5 bit = 80 bit
_BY_BYTE = (CROCKFORD * 8).encode()              # one letter for each byte, each of them for eight
_MISREAD = str.maketrans('ILOU', '110V')         # what people read instead
_DAMM = ('0317598642', '7092154863', '4206871359', '1750983426', '6123045978',
         '3674209581', '5869720134', '8945362017', '9438617205', '2581436790')
_NUMBER = re.compile(r'([0-9]{2})[\s./–-]*([0-9]{4,7})[\s./–-]*([0-9])')
_ADDRESS = re.compile(r'(?:^|/)([tr])/([^/?#\s]+)', re.IGNORECASE)


@dataclass(frozen=True)
class Code:
    """What was typed or scanned: exactly one of `number` and `token`, or neither and maybe `suggestions`."""
    number: str | None = None
    token: str | None = None
    suggestions: tuple[str, ...] = ()

    @property
    def understood(self) -> bool:
        return bool(self.number or self.token)


def check_digit(digits: str) -> str:
    interim = 0
    for digit in digits:
        interim = int(_DAMM[interim][int(digit)])
    return str(interim)


def is_valid(digits: str) -> bool:
    """Over all digits including the last: a right number ends at zero."""
    return check_digit(digits) == '0'


def make(year: int, serial: int) -> str:
    """`make(2026, 417)` is '26-0417-7'."""
    digits = f'{year % 100:02d}{serial:04d}'
    return f'{digits[:2]}-{digits[2:]}-{check_digit(digits)}'


def dashed(digits: str) -> str:
    return f'{digits[:2]}-{digits[2:-1]}-{digits[-1]}'


def new_token() -> str:
    return random_letters(TOKEN_LENGTH)


def random_letters(length: int) -> str:
    return secrets.token_bytes(length).translate(_BY_BYTE).decode()


def clean_letters(text: str) -> str:
    """Crockford's reading: any case, dashes and blanks dropped, I and L are 1, O is 0."""
    return re.sub(r'[\s-]', '', text.upper()).translate(_MISREAD)


def read_number(text: str) -> str | None:
    """The number in its dashed form, or None when this is none or its check digit is wrong."""
    found = _NUMBER.fullmatch(text.strip())
    if not found:
        return None
    digits = ''.join(found.groups())
    return dashed(digits) if is_valid(digits) else None


def read_token(text: str) -> str | None:
    letters = clean_letters(text)
    right = len(letters) == TOKEN_LENGTH and all(letter in CROCKFORD for letter in letters)
    return letters if right else None


def read_code(text: str) -> Code:
    """Number or token out of what was typed or scanned; the host of a scanned address does not matter,
    so tickets printed under an older address still work."""
    text = unicodedata.normalize('NFKC', text[:300]).strip()   # digits of another script or width are digits
    address = _ADDRESS.search(text)
    if address:
        kind, rest = address.group(1).lower(), address.group(2)
        return Code(token=read_token(rest)) if kind == 't' else read_code(rest)
    number = read_number(text)
    if number:
        return Code(number=number)
    found = _NUMBER.fullmatch(text)
    if found:
        return Code(suggestions=neighbours(''.join(found.groups())))
    return Code(token=read_token(text))


def neighbours(digits: str) -> tuple[str, ...]:
    """Every right number that differs in one digit or one swap of neighbours: „Meinten Sie …?“"""
    near = {digits[:i] + other + digits[i + 1:] for i in range(len(digits)) for other in '0123456789'}
    near |= {digits[:i] + digits[i + 1] + digits[i] + digits[i + 2:] for i in range(len(digits) - 1)}
    return tuple(dashed(found) for found in sorted(near - {digits}) if is_valid(found))
