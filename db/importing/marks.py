"""What tells people of one name apart besides their numbers: where they live, and „jun.“ or „sen.“."""
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from db.folding import fold_written_out
from db.importing.contacts import address_parts
from db.importing.meanings import known_heading

_SUFFIX = {'jun': 'jun', 'junior': 'jun', 'jr': 'jun', 'd.j': 'jun',
           'sen': 'sen', 'senior': 'sen', 'sr': 'sen', 'd.ae': 'sen'}
_STREET = re.compile(r'(?:str|strasse|weg|platz|allee|gasse|ring|ufer|damm|hof|steig|berg|chaussee)\b')
_HOUSE = re.compile(r'(\D*?)\s*(\d+)\s*([a-z])?\b')
_LINE = re.compile(r'([^:\n]{1,80}): (.+)')
_SHORTEST = 4       # letters of a town: „DD“ and „Dresden“ are one
_ADDRESS = 'adresse'
Home = tuple[str, str, str]     # street with its house number, postcode, town


@dataclass(frozen=True)
class Marks:
    """What one row says, or all that is known of somebody."""
    suffixes: frozenset[str] = frozenset()
    homes: frozenset[Home] = frozenset()

    def __or__(self, other: 'Marks') -> 'Marks':
        return Marks(self.suffixes | other.suffixes, self.homes | other.homes)

    def __bool__(self) -> bool:
        return bool(self.suffixes or self.homes)

    def oppose(self, other: 'Marks') -> bool:
        """One says „jun.“, the other „sen.“: two people, even of one number."""
        return bool(self.suffixes and other.suffixes and not self.suffixes & other.suffixes)

    def may_be_another(self, other: 'Marks') -> bool:
        """One says „jun.“, the other nothing: father and son, or the same without it. Nobody can tell from a name and
        the number of a household."""
        return bool(self.suffixes) != bool(other.suffixes)

    def speak_against(self, other: 'Marks') -> bool:
        """Another generation or another home, where both say one."""
        return self.oppose(other) or bool(self.homes and other.homes and not _any_same(self.homes, other.homes))

    def are_like(self, other: 'Marks') -> bool:
        """The same is said of both, and of neither what the other lacks."""
        return (bool(self.homes), bool(self.suffixes)) == (bool(other.homes), bool(other.suffixes)) \
            and not self.speak_against(other)


NO_MARKS = Marks()


def marks(suffix: str, home: Mapping[str, Any]) -> Marks:
    """Of a name's suffix („jun.“), and of street, postcode and town as a row or the store has them."""
    found = home_of(*(fold_written_out(home.get(one) or '').strip() for one in ('street', 'postcode', 'city')))
    return Marks(suffixes_in(suffix), frozenset([found]) if any(found) else frozenset())


def marks_in_notes(notes: Iterable[str]) -> Marks:
    """Where an import puts what has no column: 'Name: jun.' and 'Adresse: Am Markt 5, 04109 Leipzig'."""
    found = NO_MARKS
    for heading, text in (pair for note in notes for pair in _LINE.findall(note)):
        if fold_written_out(heading) == _ADDRESS:
            found |= marks('', address_parts(text))
        elif known_heading(heading) in ('name', 'first_name', 'last_name') or fold_written_out(
                text).strip('().') in _SUFFIX:
            found |= Marks(suffixes_in(text))
    return found


@lru_cache(2000)
def suffixes_in(text: str) -> frozenset[str]:
    words = (word.strip('(),;.') for word in fold_written_out(text).split())
    return frozenset(_SUFFIX[word] for word in words if word in _SUFFIX)


@lru_cache(2000)
def home_of(street: str, postcode: str, city: str) -> Home:
    """'Am Markt 5, Leipzig' and 'Leipzig' in a column of addresses name a town, too."""
    before, comma, behind = street.rpartition(',')
    if not city and comma and not re.search(r'\d', behind):
        street, city = before, behind.strip()
    elif not city and street and not re.search(r'\d', street) and not _STREET.search(street):
        street, city = '', street
    house = _HOUSE.search(street)
    name = re.sub(r'[^a-z]', '', house[1].replace('strasse', 'str')) if house else ''
    town = re.sub(r'[^a-z ]', ' ', city).strip()
    return (f'{name} {house[2]}{house[3] or ""}' if house and name else '', postcode,
            town if len(town) >= _SHORTEST else '')


def _any_same(ones: Iterable[Home], others: frozenset[Home]) -> bool:
    return any(_may_be_one(one, other) for one in ones for other in others)


def _may_be_one(one: Home, other: Home) -> bool:
    (street, postcode, town), (street_2, postcode_2, town_2) = one, other
    if street and street_2 and street != street_2:
        return False
    if postcode and postcode_2 and postcode == postcode_2:
        return True
    if town and town_2 and not (town.startswith(town_2) or town_2.startswith(town)):
        return False
    is_typo = bool(street and street_2 and town and town_2)     # all but one digit is the same
    return is_typo or not (postcode and postcode_2)
