"""What kind of column suits what stands below a heading: one that takes every one of its values as it is meant.

Where one value would not fit, it is a text. What has a few words only is one, too: whether there are others is for the
café to say.
"""
import re
from collections.abc import Sequence

from db.errors import Refused
from db.fields import Column, own_limit
from db.importing.book import Cell, as_text
from db.importing.own_values import as_meant
from db.kinds import NO, YES, Kind, parse_number

_MOST_WORDS = 60                        # a text of one line stays readable in a list
_TICK = frozenset((*YES, *NO)) - {'', '-', '0', '1'}
_CODE = re.compile(r'[-+]?0\d')         # '007' and '01067' lose their zero as numbers
_APART = re.compile(r'\+|.*\d\s+\d')      # '+49 171 5551234', '30 40', '4711 0815' and '12 345' would be run together
_CALLED = re.compile(r'[(\s]*[+0](?:\D*\d){5}')     # without 0 or + it may be the number of something else
_ORDER = (Kind.YES_NO, Kind.NUMBER, Kind.DATE, Kind.EMAIL, Kind.PHONE, Kind.TEXT)


def kind_of(cells: Sequence[Cell], typed: bool) -> Kind:
    """`cells` are those below the heading in which something stands."""
    if not cells:
        return Kind.TEXT
    return next((kind for kind in _ORDER if all(_fits(kind, cell, typed) for cell in cells)), Kind.LONG_TEXT)


def _fits(kind: Kind, cell: Cell, typed: bool) -> bool:
    text = as_text(cell)
    try:
        meant = as_meant(kind, cell, text, typed)
        Column('', '', kind, own=True, limit=own_limit(kind)).parse(meant)
        match kind:
            case Kind.YES_NO:
                return text.casefold() in _TICK
            case Kind.NUMBER:
                return not _CODE.match(text) and not _APART.match(text) and parse_number(text) is not None
            case Kind.PHONE:
                return bool(_CALLED.match(meant))
            case Kind.TEXT:
                return len(text) <= _MOST_WORDS
    except Refused:
        return False
    return True
