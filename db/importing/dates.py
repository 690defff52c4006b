"""Days as people write them. Only what names one day exactly is a date; everything else stays text (never guessed)."""
import re
from datetime import date, datetime, timedelta

from db.clock import BERLIN
from db.folding import fold_written_out
from db.importing.book import Cell, serial_day
from db.importing.remembered import remembered

_SPACES = re.compile(r'\s+')
_CLOCK = re.compile(r'(?i)[\sT](\d{1,2}):(\d{2})(?::\d{2})?(?:\s*([ap])m)?')

MONTHS = {name: number for number, names in enumerate((
    ('januar', 'jan', 'jaenner'), ('februar', 'feb', 'febr'), ('maerz', 'mrz', 'mae', 'maer'), ('april', 'apr'),
    ('mai',), ('juni', 'jun'), ('juli', 'jul'), ('august', 'aug'), ('september', 'sep', 'sept'), ('oktober', 'okt'),
    ('november', 'nov'), ('dezember', 'dez')), start=1) for name in names}
_WEEKDAY = r'(?:(?:mo|di|mi|do|fr|sa|so)(?:\.|,|\.,)?|(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag' \
           r'|sonnabend|sonntag),?)'
_ZONE = r'(?:\+0[12]:?00|\s*(?:mes?z|ces?t|gmt\+[12]))?'     # where cafés are; any other might be another day there
_TIME = r'(?:[\st,]+(?:um\s+)?\d{1,2}(?::\d{2}){1,2}(?:\.\d+)?(?:\s*[ap]m)?' + _ZONE + r'(?:\s*uhr)?' \
        r'|[\s,]+(?:[-–]\s*)?(?:um\s+|ab\s+|gegen\s+|ca\.?\s+)?\d{1,2}(?:[.:]\d{2})?\s*(?:uhr|h)' \
        r'|[\s,]+(?:[-–]\s*)?(?:frueh|morgens|vormittags?|mittags?|nachmittags?|abends?))?'
_BEGIN, _END = rf'(?:(?:am|vom|seit|den)\s+)?(?:{_WEEKDAY}\s*)?(?:den\s+)?', rf'{_TIME}\.?'
_FORMS = tuple(re.compile(_BEGIN + middle + _END) for middle in (
    r'(?P<d>\d{1,2})\s?\.\s?(?P<m>\d{1,2})\s?\.\s?(?P<y>\d{4}|\d{2})',
    r'(?P<y>\d{4})(?P<s>[-/])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})',
    r'(?P<d>\d{1,2})-(?P<m>\d{1,2})-(?P<y>\d{4})',
    r'(?P<d>\d{1,2})\.?\s*(?P<n>[a-z]+)\.?\s*(?P<y>\d{4}|\d{2})'))
_SLASHED = re.compile(_BEGIN + r'(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4}|\d{2})' + _END)
_WITHIN = re.compile(r'\d{1,2}\.\s?\d{1,2}\.\s?(?:\d{4}|\d{2})(?!\d|:\d\d|(?i:\s?(?:uhr|h\b)))|\d{4}-\d{2}-\d{2}'
                     r'|(?<![\d/])\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?![\d/])'
                     r'|(?i:\d{1,2}\.\s?[a-zä]{3,9}\.?\s?(?:\d{4}|\d{2})(?!\d))')
OF_NO_YEAR = re.compile(r'(?<![\d.])(\d{1,2})\.\s?(\d{1,2}(?=\.)|\d\d(?![\d.,])|[a-z]{3,9}\b)')
_LONGEST = 500


@remembered
def exact_day(text: Cell) -> date | None:
    """The day when the text names exactly one, else None. '3/10/2026' could be two days; '23/10/2026' only one."""
    if not isinstance(text, str):
        return serial_day(text)
    folded = _SPACES.sub(' ', fold_written_out(text.strip()))
    if not folded or len(folded) > 60:
        return None
    for form in _FORMS:
        found = form.fullmatch(folded)
        if found:
            parts = found.groupdict()
            month = int(parts['m']) if parts.get('m') else MONTHS.get(parts['n'], 0)
            return _day(int(parts['y']), month, int(parts['d']), len(parts['y']))
    found = _SLASHED.fullmatch(folded)
    if found and (int(found['d']) > 12 or found['d'] == found['m']):
        return _day(int(found['y']), int(found['m']), int(found['d']), len(found['y']))
    return None


def no_such_day(text: str) -> str:
    """'31.11.26' as it is written, where the text names one day exactly and the calendar does not have it."""
    folded = re.sub(r'\s+', ' ', fold_written_out(text.strip()))
    for form in _FORMS[:-1]:
        found = form.fullmatch(folded) if len(folded) <= 60 else None
        if found and 1900 <= _whole(int(found['y']), len(found['y'])) <= 2100 and exact_day(text) is None:
            return folded[min(found.start('d'), found.start('y')):max(found.end('d'), found.end('y'))]
    return ''


def exact_moment(text: Cell) -> datetime | None:
    """Noon of that day in the café, so that no time zone makes it another day; the hour where the list says it."""
    day = exact_day(text)
    if day is None:
        return None
    clock = _CLOCK.search(str(text))
    hour, minute = (int(clock[1]), int(clock[2])) if clock else (12, 0)
    if clock and (hour, minute) == (0, 0) and not clock[3]:
        hour = 12       # a day that a database has written with a time
    if clock and clock[3]:
        hour = hour % 12 + 12 * (clock[3] in 'pP')
    if hour > 23 or minute > 59:
        return None
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BERLIN)


def find_days(text: str) -> list[date]:
    """All exact days that stand anywhere in a text."""
    return [day for found in _WITHIN.findall(text) if (day := exact_day(found))]


def last_day(text: str, today: date) -> date | None:
    """Of '24.12.' and '24. Dez.', which name no year, the last one there was; of several the latest."""
    days = [found for day, month in _of_no_year(text) for year in range(today.year - 8, today.year + 1)
            if (found := _day(year, month, day, 4)) and found <= today]
    return max(days, default=None)


def is_soon(text: str, today: date) -> bool:
    """Of the same, whether the next one may be meant: nobody makes plans for more than a quarter of a year."""
    return any((found := _day(year, month, day, 4)) and today < found <= today + timedelta(days=92)
               for day, month in _of_no_year(text) for year in (today.year, today.year + 1))


def _of_no_year(text: str) -> list[tuple[int, int]]:
    folded = fold_written_out(text[:_LONGEST])
    return [(int(day), int(month) if month.isdigit() else MONTHS.get(month, 0))
            for day, month in OF_NO_YEAR.findall(folded)]


def _whole(year: int, digits: int) -> int:
    """Two digits are this century (up to 69) or the last one."""
    return year if digits != 2 else year + (2000 if year < 70 else 1900)


def _day(year: int, month: int, day: int, digits: int) -> date | None:
    year = _whole(year, digits)
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if 1900 <= year <= 2100 else None
