"""What tells people of one name apart besides their numbers: their home, „jun.“ or „(Mutter)“, „Frau“ or „Herr“."""
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from db.folding import fold_written_out
from db.importing.contacts import address_parts
from db.importing.meanings import known_heading
from db.importing.names import full_name
from db.importing.remembered import remembered
from db.importing.salutations import HOUSEHOLD, who_is_greeted

_NO_LETTER = re.compile(r'[^a-z ]')
_IN_BRACKETS = re.compile(r'\(([a-z]+)\)')

_SUFFIX = {'jun': 'jun', 'junior': 'jun', 'jr': 'jun', 'd.j': 'jun',
           'sen': 'sen', 'senior': 'sen', 'sr': 'sen', 'd.ae': 'sen'}
_KIN = {'mutter': ('sen', 'woman'), 'vater': ('sen', 'man'), 'tochter': ('jun', 'woman'), 'sohn': ('jun', 'man'),
        'grossmutter': ('oldest', 'woman'), 'oma': ('oldest', 'woman'), 'grossvater': ('oldest', 'man'),
        'opa': ('oldest', 'man'), 'enkelin': ('youngest', 'woman'), 'enkel': ('youngest', 'man')}
_STREET = re.compile(r'(?:str|strasse|weg|platz|allee|gasse|ring|ufer|damm|hof|steig|berg|chaussee)\b')
_HOUSE = re.compile(r'(\D*?)\s*(\d+)\s*([a-z])?\b')
_LINE = re.compile(r'([^:\n]{1,80}): (.+)')
LONGEST = 300       # signs of a street; what is longer is a tale
_SHORTEST = 4       # letters of a town: „DD“ and „Dresden“ are one
_ADDRESS, _SALUTATION = 'adresse', 'anrede'
Home = tuple[str, str, str]     # street with its house number, postcode, town


@dataclass(frozen=True)
class Marks:
    """What one row says, or all that is known of somebody."""
    suffixes: frozenset[str] = frozenset()
    homes: frozenset[Home] = frozenset()
    greeted: frozenset[str] = frozenset()

    def __or__(self, other: 'Marks') -> 'Marks':
        return Marks(self.suffixes | other.suffixes, self.homes | other.homes, self.greeted | other.greeted)

    def __bool__(self) -> bool:
        return bool(self.suffixes or self.homes)

    def oppose(self, other: 'Marks') -> bool:
        """One says „jun.“ or „Frau“, the other „sen.“ or „Herr“: two people, even of one number."""
        return _none_shared(self.suffixes, other.suffixes) or _none_shared(self.greeted, other.greeted)

    def leave_open(self, other: 'Marks') -> bool:
        """One says „Frau“, the other nothing: of people whose surname alone is known it may be the husband."""
        return bool(self.greeted) != bool(other.greeted)

    @property
    def of_everyone(self) -> 'Marks':
        """A no of „Familie Kern“ is each one's, and a yes of the family none where one of them says no (D1)."""
        return replace(self, greeted=frozenset()) if HOUSEHOLD in self.greeted else self

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


def marks(suffix: str, home: Mapping[str, Any], salutation: str = '') -> Marks:
    """Of a name's suffix („jun.“), of street, postcode and town as a row or the store has them, and of „Frau Dr.“."""
    found = home_of(*(fold_written_out(home.get(one) or '').strip() for one in ('street', 'postcode', 'city')))
    return Marks(suffixes_in(suffix) | _kin_in(suffix, 0), frozenset([found]) if any(found) else frozenset(),
                 who_is_greeted(salutation) or _kin_in(suffix, 1))


def marks_in_notes(notes: Iterable[str]) -> Marks:
    """Where an import puts what has no column: 'Name: jun.', 'Anrede: Frau' and 'Adresse: Am Markt 5, 04109 Leipzig'.
    Of several people in one cell the whole text stands there, and who of them is „jun.“ nobody can tell."""
    found = NO_MARKS
    for heading, text in (pair for note in notes for pair in _LINE.findall(note)):
        if fold_written_out(heading) == _ADDRESS:
            found |= marks('', address_parts(text))
        elif fold_written_out(heading) == _SALUTATION:
            found |= marks('', {}, text)
        elif known_heading(heading) in ('name', 'first_name', 'last_name') or _is_suffix(text):
            found |= marks('' if full_name(text).several else text, {})
    return found


def _is_suffix(text: str) -> bool:
    """'Kunde: sen.' and 'Besitzerin: (Mutter)', but „Tochter“ may be a remark."""
    folded = fold_written_out(text)
    return folded.strip('().') in _SUFFIX or (folded[:1] == '(' and folded.strip('()') in _KIN)


@remembered
def suffixes_in(text: str) -> frozenset[str]:
    words = (word.strip('(),;.') for word in fold_written_out(text).split())
    return frozenset(_SUFFIX[word] for word in words if word in _SUFFIX)


def _kin_in(text: str, which: int) -> frozenset[str]:
    """Generation or sex of '(Mutter)' or '(Tochter)', as it stands in brackets behind a name."""
    return frozenset(_KIN[word][which] for word in _IN_BRACKETS.findall(fold_written_out(text)) if word in _KIN)


@remembered
def home_of(street: str, postcode: str, city: str) -> Home:
    """'Am Markt 5, Leipzig' and 'Leipzig' in a column of addresses name a town, too."""
    street = street[:LONGEST]
    before, comma, behind = street.rpartition(',')
    if not city and comma and not re.search(r'\d', behind):
        street, city = before, behind.strip()
    elif not city and street and not re.search(r'\d', street) and not _STREET.search(street):
        street, city = '', street
    house = _HOUSE.search(street)
    name = re.sub(r'[^a-z]', '', house[1].replace('strasse', 'str')) if house else ''
    town = _NO_LETTER.sub(' ', city).strip()
    return (f'{name} {house[2]}{house[3] or ""}' if house and name else '', postcode,
            town if len(town) >= _SHORTEST else '')


def _none_shared(ones: frozenset[str], others: frozenset[str]) -> bool:
    return bool(ones and others and not ones & others)


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
