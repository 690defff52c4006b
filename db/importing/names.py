"""Names of people as teams squeeze them into cells. What is no part of one person's name is never dropped: it comes
back as `rest` and goes to the note."""
import re
from dataclasses import dataclass, replace

from db.folding import fold_written_out
from db.importing.contacts import is_nothing, one_line
from db.importing.name_address import without_address
from db.importing.name_order import FIRST_NAMES, is_first_name, shouts_surname
from db.importing.name_order import surname_first as with_surname_first
from db.importing.name_suffix import YOUNGER_WORDS, bare_words, without_suffix
from db.importing.remembered import remembered
from db.importing.salutations import (
    SALUTATIONS,
    TITLES,
    is_for_several,
    is_office,
    is_salutation,
    without_salutation,
    words_before,
)
from db.importing.several import each_line, is_whole, joined, told_of

_COMMA = re.compile(r'\s*[,;]\s*')
_LETTER = re.compile(r'\w')
_NAME = re.compile(r'[^\W\d_]+(?:[\'’-][^\W\d_]+)*')

_PARTICLES = {'von', 'van', 'vom', 'zu', 'zum', 'zur', 'de', 'del', 'della', 'der', 'den', 'di', 'da', 'do', 'dos',
              'du', 'la', 'le', 'ten', 'ter', 'te', 'al', 'el', 'bin', 'ben', 'af', 'av', 'und', 'auf', 'am', 'st',
              'mc', 'freiherr', 'freifrau', 'graf', 'gräfin'}
# A cell that begins with one of these begins with a surname; „Ben“, „Le“ and „Da“ are first names, too.
_LEADING = {'von', 'van', 'vom', 'zu', 'zum', 'zur', 'de', 'del', 'della', 'der', 'den', 'dos', 'ten', 'ter',
            'freiherr', 'freifrau', 'graf', 'gräfin'}
_SHORT = re.compile(r'v\.?|v\.? ?d\.|d\.|v\.(?:d|der|den|dem|zu)')    # „v. d. Heide“; „V.“ is an initial
_BRACKET = re.compile(r'\([^()]*\)')
_BORN = re.compile(r'(?i)[\s,;]+((?:geb\.|geborene[rn]?|née|verw\.|gesch\.)\s*'
                   r'(?:\d[^,;]*|(?:(?:von|van|vom|zu|der|de|den|la)\s+)*[^\s,;]+))')
LONGEST = 1000      # signs of a cell of names; whatever is longer is none


@dataclass(frozen=True)
class Name:
    """`rest`: what the cell says besides. `several`: it names more than one person; the first where it is plain who
    that is, else the whole text as it stands."""
    first: str = ''
    last: str = ''
    salutation: str = ''
    rest: str = ''
    several: bool = False


def full_name(text: str, single_is_first: bool = False, surname_first: bool = False) -> Name:
    """'Becker, Dr. Anna', 'Frau Dr. Becker', 'Anna von der Heide', 'Anna Becker (Tochter)'. `surname_first`: the
    heading says that it stands first, or all the cells below it."""
    whole = one_line(text)
    if len(whole) > LONGEST:
        return Name(rest=whole)
    text, rest = _without_brackets(whole)
    if is_nothing(text) or not _LETTER.search(text):
        return Name(rest=' '.join(filter(None, (text if not is_nothing(text) else '', rest))))
    text, born = _without_birth_name(text)
    text, where = without_address(text)
    if not text:
        return Name(rest=' '.join(filter(None, (where, rest, born))))
    rest = ' '.join(filter(None, (rest, where)))
    found = _first_of_several(text, single_is_first, surname_first) or _one(text, single_is_first, surname_first)
    if found.several:
        return found if f'{found.first} {found.last}'.strip() == whole else replace(found, rest=whole)
    return replace(found, rest=' '.join(filter(None, (rest, born, found.rest))))


def two_cells(first: str, last: str) -> Name:
    """First name and surname from columns of their own."""
    (first, inside), (last, more) = _without_brackets(one_line(first)), _without_brackets(one_line(last))
    last, born = _without_birth_name(last)
    (first, before_first), (last, where) = without_address(first), without_address(last)
    behind_name = ' '.join(filter(None, (before_first, where)))
    firsts, lasts = joined(first), joined(last)
    several = len(firsts) > 1 or len(lasts) > 1
    if len(firsts) > 1 and len(lasts) in (1, len(firsts)):
        first, last = firsts[0], lasts[0]
    first, before, behind = _bare(first)
    last, between, suffix = _bare(last)
    said = ' '.join(filter(None, (before, between)))
    rest = ' '.join(filter(None, (born, suffix, behind, inside, more, behind_name)))
    return Name(first, last, said, rest, several)


def words_of(*texts: str) -> list[str]:
    """Every word of a cell that may be somebody's name."""
    known = SALUTATIONS | TITLES | _PARTICLES | YOUNGER_WORDS | {'geb', 'geborene', 'sowie', 'u', 'and'}
    return [word for text in texts for word in _NAME.findall(text)
            if word.casefold() not in known and len(word) > 1]


# ---- one person ------------------------------------------------------------------------------------------------------
def _one(text: str, single_is_first: bool, surname_first: bool) -> Name:
    parts: list[str] = []
    said: list[str] = []
    behind: list[str] = []
    pieces = _COMMA.split(text)
    for part in pieces if all(re.search(r'\w', piece) for piece in pieces if piece) else [text]:
        bare, suffix = without_suffix(part)
        behind.append(suffix)
        if bare and parts and (is_salutation(bare) or is_office(bare)):
            said.append(bare)   # 'Becker Anna, Frau'
        elif bare.isdigit() and parts:
            behind.append(bare)     # 'Emil, 42'
        elif bare:
            parts.append(bare)
    rest = ' '.join(filter(None, behind))
    if len(parts) > 1:
        return _last_first(parts[0], ', '.join(parts[1:]), said, rest)
    if not parts:
        return Name('', text)
    bare, trailing = _trailing_salutation(parts[0])
    said += [trailing] if trailing else []
    found = _in_order(bare, single_is_first and not said, surname_first)
    before = ' '.join(filter(None, (found.salutation, *said)))
    words = bare.split()
    if len(words) == 2 and words_before(' '.join(said)) & SALUTATIONS:
        # Who sorts a list by surname puts „Frau“ behind, but others do, too; the note keeps what stood there.
        known = [fold_written_out(word) in FIRST_NAMES for word in words]
        first, last = words if known == [True, False] else reversed(words)
        return Name(first, last, before, ' '.join(filter(None, (text, rest))))
    return replace(found, salutation=before, rest=rest)


def _last_first(last: str, first: str, said: list[str], rest: str) -> Name:
    last, before = without_salutation(last)
    first, title = without_salutation(first)
    words = first.split()
    behind = next((place for place in range(1, len(words)) if all(
        map(_is_particle, words[place:])) and words[place].islower()), len(words))
    if behind < len(words):   # 'Bülow, Anna von'
        first, last = ' '.join(words[:behind]), f'{" ".join(words[behind:])} {last}'
    return Name(first, last, ' '.join(filter(None, (before, title, *said))), rest)


def _in_order(text: str, single_is_first: bool, surname_first: bool) -> Name:
    bare, salutation = without_salutation(text)
    words = bare.split()
    if len(words) < 2:
        is_first = single_is_first and not salutation
        return Name(bare if is_first else '', '' if is_first else bare, salutation)
    if is_for_several(salutation):
        return Name('', bare, salutation)   # 'Familie von Berg'
    leads = words[0].casefold() in _LEADING or bool(_SHORT.fullmatch(words[0])) or (
        words[0].casefold() in _PARTICLES and (bool(salutation) or words[0].islower()))
    turned = with_surname_first(words) if surname_first or shouts_surname(words) else None
    if turned and (is_first_name(words[-1]) or not leads):
        return Name(*turned, salutation)
    if leads:
        return Name('', bare, salutation)   # 'Herr von Bülow', 'van der Berg'
    start = next((place for place in range(1, len(words) - 1) if _is_particle(words[place])), len(words) - 1)
    return Name(' '.join(words[:start]), ' '.join(words[start:]), salutation)


def _is_particle(word: str) -> bool:
    return word.casefold() in _PARTICLES - {'und'} or bool(_SHORT.fullmatch(word))


def _trailing_salutation(text: str) -> tuple[str, str]:
    before, __, word = text.rpartition(' ')
    return (before, word) if before and word.casefold() in ('frau', 'herr', 'herrn', 'frl.') else (text, '')


def _bare(text: str) -> tuple[str, str, str]:
    """A cell of its own: the name, what stands before or behind a comma as salutation, and its suffix."""
    text, suffix = without_suffix(text)
    name, comma, behind = text.rpartition(',')
    title = ''
    if comma and behind.strip() and name.strip() and is_salutation(behind):
        text, title = name.strip(), behind.strip()
    text, before = without_salutation(text)
    return text, ' '.join(filter(None, (before, title))), suffix


def _without_birth_name(text: str) -> tuple[str, str]:
    found = _BORN.search(text)
    if not found:
        return text, ''
    return one_line(f'{text[:found.start()]}{text[found.end():]}'), found[1].strip()


def _without_brackets(text: str) -> tuple[str, str]:
    bare = one_line(_BRACKET.sub(' ', text)).replace(' ,', ',')
    return (bare, ' '.join(_BRACKET.findall(text))) if bare else (text, '')


# ---- more than one ---------------------------------------------------------------------------------------------------
def everyone(text: str) -> list[Name]:
    """Each of several people in a cell, as far as their names can be told apart."""
    told = told_of(_without_brackets(each_line(text[:LONGEST]))[0])
    return [_one(part, True, False) if told.unsure else full_name(part, single_is_first=True) for part in told.people]


def _first_of_several(text: str, single_is_first: bool, surname_first: bool) -> Name | None:
    """The first of several people where the cell leaves no doubt about the name; else the text as it is. None for one
    person."""
    told = told_of(text, surname_first)
    parts, as_it_is = told.people, Name(text, '') if single_is_first else Name('', text)
    if told.unsure:
        return replace(as_it_is, several=True)
    if told.rest:
        return replace(_whole(parts[0], surname_first), rest=told.rest)
    if len(parts) < 2:
        return None
    if is_salutation(parts[0]):
        pair = _in_order(' '.join(parts[1:]), False, False)   # 'Herr und Frau Becker'
        return replace(pair, salutation=f'{text[:text.rfind(parts[1])]}{pair.salutation}'.strip())
    first = _whole(parts[0], surname_first) if is_whole(parts[0]) else _plain_first(parts)
    return replace(first or as_it_is, several=True)


def _whole(text: str, surname_first: bool) -> Name:
    """'Anna Adler' and 'Adler Anna' beside others."""
    return _one(text, False, surname_first or (',' not in text and is_first_name(text.split()[-1])))


def _plain_first(parts: list[str]) -> Name | None:
    bare, salutation = without_salutation(parts[0])
    others = [without_salutation(part) for part in parts[1:]]
    single = [len(other.split()) == 1 for other, __ in others]
    if re.search('[,;]', bare):
        if re.search('[,;]', ''.join(parts[1:])) or all(single):
            return _one(parts[0], False, False)    # 'Becker, Anna & Schmidt, Peter', 'Becker, Anna und Peter'
        return None                                # 'Anna, Peter und Lisa Becker'
    if re.search('[,;]', ''.join(parts[1:])):
        return None
    if len(bare.split()) > 1:
        return _one(parts[0], False, False)        # 'Anna Becker & Peter Schmidt'
    if salutation and not is_for_several(salutation):   # 'Frau Becker und Herr Schmidt'; of 'Frau Anna und Herr Peter
        return Name('', bare, salutation) if all(single) and others[-1][1] else None     # Becker' nobody can tell
    last = _in_order(others[-1][0], False, False)
    if fold_written_out(last.last) in FIRST_NAMES and fold_written_out(last.first) not in FIRST_NAMES:
        return None                                # of 'Emil und Papa Tim' nobody is called Emil Tim
    return Name(bare, last.last, salutation) if last.first and all(single[:-1]) and not others[-1][1] else None


# ---- compared --------------------------------------------------------------------------------------------------------
@remembered
def same_words(first: str, last: str) -> tuple[str, ...]:
    """How a name is compared: its words without marks, in any order of columns."""
    return bare_words(fold_written_out(f'{first} {last}').split())
