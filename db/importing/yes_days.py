"""When a yes was given, as far as its words tell: whether that is still to come, and how old it can be.

What names no day exactly is no day. But „ja 5.19“ and „ja, 3.5.“ must not be kept as if they were of today.
"""
import re
from collections.abc import Iterator
from datetime import date, timedelta

from db.folding import fold_written_out
from db.importing.dates import MONTHS, find_days
from db.importing.remembered import remembered

LONGEST = 200
NAMED_MONTH = re.compile(rf'(?:\b\d{{1,2}}\.? ?)?\b({"|".join(MONTHS)})\b[. ]{{0,2}}((?:20)?\d\d)(?!\d)')
# „V1.2“ is a version of the text
WHEN = re.compile(r'(?<![\dvV])\d{1,2}\.\s?\d{1,2}\.?\s?(?:\d{4}|\d{2})?(?!\d)'
                  r'|\d{1,4}[\-/]\s?\d{1,2}[\-/]\s?\d{1,4}|\b(?:0?[1-9]|1[0-2])/(?:20)?\d\d\b')
_NUMBERS = re.compile(r'(?<![\d./-])(\d{4}|\d{1,2})([./-])\s?(\d{4}|\d{1,2})(?:\2\s?(\d{1,4})|(\.))?(?!\d)')
_YEAR = re.compile(r'(?<!\d)20\d\d(?!\d)')
_FIRST, _LAST = 1900, 2100      # as of exact days: „0026“ and „2206“ are slips of the pen
Meant = tuple[date, date]       # the first and the last day that words can stand for


def lies_ahead(text: str, today: date) -> bool:
    """'ja 2027', 'ja 12/2026', 'ja 1/1/27', 'ja, Dezember 2026': a term or a slip of the pen, and no day on which
    somebody said yes. Read as it is read here, the day before the month."""
    return any(day > today for day in find_days(text)) or any(
        readings[0][0] > today for readings in _meant(text, today) if readings)


@remembered
def first_day(text: str, today: date) -> date | None:
    """Of a yes from 'Mai 2019', '5.19' or '2019' the first day it can be from: it is no older, whichever it was. Of
    '3.5.' the last one there was, as nobody leaves out a year that is long over."""
    return min((first for readings in _meant(text, today) for first, __ in readings if first <= today), default=None)


@remembered
def latest_day(text: str, today: date) -> date | None:
    """The last day that 'Mai 2019', '5.19' or '2019' can stand for."""
    return max((last for readings in _meant(text, today) for __, last in readings), default=None)


def names_no_day(text: str, today: date) -> bool:
    """'ja 31.4.', 'ja, 99.99.': it is written like a day, and there is none it can be."""
    return any(not any(_meant(found[0], today)) for found in WHEN.finditer(text[:LONGEST]))


def _meant(text: str, today: date) -> Iterator[list[Meant]]:
    """All that each date of a text can mean, the likeliest first."""
    folded = fold_written_out(text[:LONGEST])
    for name, year in NAMED_MONTH.findall(folded):
        yield [_month(_whole(year), MONTHS[name])]
    rest = NAMED_MONTH.sub(' ', folded)
    for first, sign, second, third, dot in _NUMBERS.findall(rest):
        yield _of_three(first, second, third, sign) if third else _of_two(first, second, bool(dot), today)
    yield from ([_year(int(year))] for year in _YEAR.findall(_NUMBERS.sub(' ', rest)))


def _of_three(first: str, second: str, third: str, sign: str) -> list[Meant]:
    """'23/5/19', '1/2/19', '24-12-26', '2026/12/24'; nothing of a day there never was, whatever its year."""
    if len(first) == 4:
        orders = [(first, second, third)]
    else:
        orders = [(third, second, first)] + [(third, first, second)] * (sign != '.')
        orders += [(f'20{first}', second, third)] * (sign == '-' and len(first) == len(third) == 2)
    return [(day, day) for year, month, day_ in orders if (day := _day(_whole(year), int(month), int(day_)))]


def _of_two(first: str, second: str, is_day: bool, today: date) -> list[Meant]:
    """'5/19', '5.2019' and '2019-05' are a month, '2019/2020' and '2019/20' are two years; '3.5.' is a day of a year
    nobody names, the last one it can be."""
    if not all(_FIRST <= int(year) <= _LAST for year in (first, second) if len(year) == 4):
        return []
    if len(first) == len(second) == 4:
        return [(_year(min(int(first), int(second)))[0], _year(max(int(first), int(second)))[1])]
    if len(first) == 4 or len(second) == 4:
        year, month = (first, second) if len(first) == 4 else (second, first)
        return [_month(int(year), int(month))] if 1 <= int(month) <= 12 else [_year(int(year))]
    last = next((day for year in range(today.year, today.year - 9, -1)
                 if (day := _day(year, int(second), int(first))) and day <= today), None)
    months = [_month(_whole(second), int(first))] if len(second) == 2 and 1 <= int(first) <= 12 and not is_day else []
    return [*([(last, last)] if last else []), *months]


def _whole(year: str) -> int:
    """Two digits are this century (up to 69) or the last one; „3.5.202“ has no year."""
    return int(f'{20 if year < "70" else 19}{year}') if len(year) == 2 else int(year) if len(year) == 4 else 0


def _month(year: int, month: int) -> Meant:
    return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _year(year: int) -> Meant:
    return date(year, 1, 1), date(year, 12, 31)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _FIRST <= year <= _LAST else None
    except ValueError:
        return None
