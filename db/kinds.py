"""The closed set of kinds a column can have: how each is read from text and shown as text.

`parse` takes what a person typed or a file holds and returns the value to store, or raises `Refused`.
`show` is its counterpart for tables, forms, paper and export.
"""
import re
import unicodedata
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any
from urllib.parse import quote, urlsplit

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from db.clock import show_date, show_moment
from db.errors import Refused
from db.i18n import _

YES = ('ja', 'j', 'yes', 'x', '1', 'true', 'wahr')
NO = ('nein', 'n', 'no', '', '0', 'false', 'falsch', '-')
# signs of control, halves of signs, and what Unicode says is no sign: no spreadsheet takes them as they are
_NO_SIGN = re.compile('[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef' + ''.join(
    chr(plane << 16 | last) for plane in range(17) for last in (0xfffe, 0xffff)) + ']')
_HOST = re.compile(r'[\w-]+(\.[\w-]+)+')
_BREAKS = re.compile(r'[\n\r\t\u2028\u2029]')
_NO_PHONE = re.compile(r'[^\d\s+()/.\-–]')
_AS_SHOWN = re.compile(r'0[1-9]\d{1,3} [1-9]\d{3,8}')   # spares most rows of a list the question
_SENTENCES = re.compile(r'(?<=[.!?…])\s+|\n')
_DATES = (re.compile(r'(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4}|\d{2})'),
          re.compile(r'(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})'))


class Kind(StrEnum):
    TEXT = 'text'
    LONG_TEXT = 'long_text'
    NUMBER = 'number'
    DATE = 'date'
    YES_NO = 'yes_no'
    CHOICE = 'choice'
    PHONE = 'phone'
    EMAIL = 'email'


def clean(text: str, limit: int, *, lines: bool = False) -> str:
    """The text as typed without blanks at its ends (R11).

    Raises `Refused` for control characters and noncharacters, for line breaks in a single line and beyond `limit`
    characters: a text is stored the same or not at all.
    """
    text = text.replace('\r\n', '\n').strip()
    if _NO_SIGN.search(text) or (not lines and _BREAKS.search(text)):
        raise Refused(_('Darin steht ein Zeichen, das sich nicht speichern lässt. Bitte noch einmal tippen.'))
    if text and not text[0].isalnum() and not any(unicodedata.category(sign)[0] in 'LNPS' for sign in text):
        raise Refused(_('Darin steht nichts, was man lesen kann. Bitte noch einmal tippen.'))
    if len(text) > limit:
        raise Refused(_('Das ist zu lang: höchstens {limit} Zeichen, hier sind es {length}.')
                      .format(limit=limit, length=len(text)))
    return text


def storable(text: str) -> str:
    """Without lone surrogates, which a socket can carry but nothing can store or look up."""
    return text.encode('utf-8', 'replace').decode()


def parse_number(text: str) -> int | float | None:
    if not text:
        return None
    compact = re.sub(r'\s', '', text)
    if re.fullmatch(r'[-+]?[1-9]\d{0,2}(\.\d{3}){1,4}(,\d{1,6})?', compact):   # '1.234,5', as Germans write thousands
        compact = compact.replace('.', '')
    if re.fullmatch(r'[-+]?\d{1,15}', compact):
        return int(compact)
    if re.fullmatch(r'[-+]?\d{1,12},\d{1,6}', compact):
        return float(compact.replace(',', '.'))
    raise Refused(_('Das ist keine Zahl. Beispiel: 12 oder 3,5.'))


def parse_within(text: str, low: int, high: int) -> int | float | None:
    value = parse_number(text)
    if value is not None and not low <= value <= high:
        raise Refused(_('Bitte eine Zahl von {low} bis {high}.').format(low=low, high=high))
    return value


def parse_whole(text: str, low: int, high: int) -> int:
    if not (text.isascii() and text.isdecimal() and low <= int(text[:9]) <= high):
        raise Refused(_('Bitte eine ganze Zahl von {low} bis {high}.').format(low=low, high=high))
    return int(text)


def parse_date(text: str) -> date | None:
    """German and ISO dates; two-digit years are this century (up to 69) or the last one."""
    if not text:
        return None
    for pattern in _DATES:
        found = pattern.fullmatch(text)
        if found:
            year = int(found['y'])
            year += (2000 if year < 70 else 1900) if len(found['y']) == 2 else 0
            try:
                day = date(year, int(found['m']), int(found['d']))
            except ValueError:
                break
            if 1900 <= day.year <= 2100:
                return day
            break
    else:
        raise Refused(_('Bitte Tag, Monat und Jahr. Beispiel: 23.11.2026.'))
    raise Refused(_('Dieses Datum gibt es nicht. Beispiel: 23.11.2026.'))


def parse_yes_no(text: str) -> bool:
    word = text.casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    raise Refused(_('Bitte „ja“ oder „nein“.'))


def parse_phone(text: str) -> str:
    """What was typed is kept. Letters are refused, because reading software turns them into digits."""
    if not text:
        return ''
    if _NO_PHONE.search(text):
        raise Refused(_('Eine Telefonnummer besteht aus Ziffern. Worte gehören nicht hinein.'))
    if not any(map(str.isdecimal, text)):
        raise Refused(_('In dieser Telefonnummer steht keine Ziffer.'))
    return text


def parse_email(text: str) -> str:
    if not text:
        return ''
    if '@' not in text:
        raise Refused(_('In der Adresse fehlt das @-Zeichen.'))
    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        raise Refused(_('Diese E-Mail-Adresse stimmt so nicht. Beispiel: name@example.org.')) from None
    return text


def parse_choice(text: str, choices: tuple[str, ...]) -> str:
    if not text:
        return ''
    for choice in choices:
        if choice.casefold() == text.casefold():
            return choice
    raise Refused(_('Bitte eines davon wählen: {choices}.').format(choices=', '.join(choices)))


def phone_key(text: str) -> str:
    """One spelling for one number, digits only: '+49 (0)351 / 12 34' and '0351 1234' are both '03511234'."""
    text = text.replace('(0)', '').lstrip(' (/.-–')
    digits = ''.join(filter(str.isdecimal, text))
    if not digits.isascii():
        digits = ''.join(str(unicodedata.digit(sign)) for sign in digits)
    if text.startswith('+'):
        digits = '00' + digits
    if digits.startswith('0049'):
        digits = '0' + digits[4:].removeprefix('0')
    return digits


def phone_warning(text: str) -> str | None:
    """A sentence when the number looks odd. It never blocks saving: phone books know numbers no list knows."""
    if not text:
        return None
    try:
        number = phonenumbers.parse(re.sub(r'\(0\)', '', text) if text.startswith('+') else text, 'DE')
    except phonenumbers.NumberParseException:
        return _('Diese Nummer sieht ungewöhnlich aus. Bitte noch einmal hinsehen.')
    if phonenumbers.is_valid_number(number):
        return None
    if phonenumbers.is_possible_number(number):
        return _('Diese Nummer sieht ungewöhnlich aus. Bitte noch einmal hinsehen.')
    return _('Diese Nummer sieht zu kurz oder zu lang aus. Bitte noch einmal hinsehen.')


def sentence_warning(text: str, most: int) -> str | None:
    """The first sentence that is too long to be understood when it is read aloud. It never blocks saving."""
    for sentence in _SENTENCES.split(text):
        words = [word for word in sentence.split() if any(sign.isalnum() for sign in word)]
        if len(words) > most:
            return _('Dieser Satz hat {n} Wörter: „{start} …“ Mit höchstens {most} lässt er sich gut vorlesen.').format(
                n=len(words), start=' '.join(words[:4]), most=most)
    return None


def show_phone(text: str) -> str:
    """'0351 1234567' for a German number that can be told apart into area and number, else as typed."""
    if _AS_SHOWN.fullmatch(text):
        return text
    try:
        number = phonenumbers.parse(text, 'DE')
    except phonenumbers.NumberParseException:
        return text
    if not phonenumbers.is_valid_number(number):
        return text
    style = (phonenumbers.PhoneNumberFormat.NATIONAL if number.country_code == 49
             else phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return phonenumbers.format_number(number, style)


def phone_link(text: str) -> str:
    """The target of a call link, `tel:` with digits only, or '' when there is no number."""
    digits = re.sub(r'[^\d+]', '', re.sub(r'\(0\)', '', text))
    return f'tel:{digits}' if digits else ''


def mail_link(address: str) -> str:
    """The target of a mail link, or '' without an address. What an address may hold beside letters and digits would
    mean something else in a link: `x?bcc=…` further recipients."""
    return f'mailto:{quote(address, safe="@+")}' if address else ''


def web_link(text: str) -> str:
    """The target of a link to a website, or '' when the text is none. 'www.example.org' means https; any other scheme
    could run something (`javascript:`)."""
    address = text if re.match(r'https?://', text, re.IGNORECASE) else f'https://{text}'
    try:
        host = urlsplit(address).hostname or ''
    except ValueError:
        return ''
    return address if _HOST.fullmatch(host) else ''


def show(kind: Kind, value: Any) -> str:
    if value is None or value == '':
        return ''
    if kind is Kind.YES_NO:
        return _('ja') if value else _('nein')
    if kind is Kind.DATE and isinstance(value, str):
        return show_date(date.fromisoformat(value))   # a column of the café's own, kept as JSON
    if isinstance(value, datetime):
        return show_moment(value if value.tzinfo else value.replace(tzinfo=UTC))
    if isinstance(value, date):
        return show_date(value)
    if kind is Kind.PHONE:
        return show_phone(str(value))
    if isinstance(value, float):
        return f'{value:.6f}'.rstrip('0').rstrip('.').replace('.', ',')
    return str(value)
