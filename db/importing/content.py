"""What a column holds, told from its cells where the heading is one that nobody knows. Never a consent (D1)."""
import re
from collections.abc import Callable, Collection, Sequence

from db.folding import fold_written_out
from db.importing.contacts import is_day, one_line
from db.importing.dates import exact_day
from db.importing.names import FIRST_NAMES, without_salutation
from db.importing.remembered import remembered
from db.importing.states import is_word_for_state, standing
from db.importing.targets import CUSTOMERS, NOTE, TEAM, SheetKind
from db.suggestions import category

_BETWEEN_WORDS = re.compile(r'[\W_]+')
_BRACKETS = re.compile(r'\([^()]*\)')

ENOUGH = 0.7           # of the values must look alike for a column to be told by its content
NEARLY_ALL = 0.8
SOME = 0.3
NAMES = frozenset({'name', 'first_name', 'last_name'})
_MAIL = re.compile(r'\S+@\S+\.\w+')
_PHONE = re.compile(r'(?:\+|0|1[567]\d{7,9}$)[\d\s()/.\-–+]{5,}')
_CAPITAL = re.compile(r"[^\W\d_a-zß][^\W\d_]*(?:['’.-]?[^\W\d_]+)*\.?")
_BIRTHDAY = re.compile(r'geburt|^geb(?:oren)?(?:am|tag|dat\w*)?$|birth|jahrgang')
_PARTICLE = re.compile(r'von|vom|van|zu|zum|zur|de|del|der|den|di|da|dos|la|le|ten|ter|al|el|bin|ben'
                       r'|v\.?|d\.|v\.(?:d\.|der)')
# „Welche Dinge sollen wir reparieren?“, but not „Was kann er reparieren?“
_ASKS_FOR_ITEM = re.compile(r'(?:was|welche[nrs]?)(?!.*(?:kann|gemacht|wurde|hat|kostet)).*'
                            r'(?:repar|(?:mit|her|vorbei)(?:ge)?br[ai])')
# „Fertig am“, „geb.“, „angerufen am“: days, but not the one on which an item came
_OTHER_DAYS = re.compile(r'fertig|erledig|geb|bis|frist|ruf|zahl|unterschr|einw|zustimm|ok$|abhol|rueck|raus|ausg|letzt'
                         r'|kontakt|repar|zettel|gueltig|naechst')


def by_content(values: Sequence[str], target: str, key: str) -> str:
    """What the values say against, or without, the heading; `key` is the heading folded."""
    if not values or target not in ('', 'contact', 'address', 'phone', 'email', 'name') or _BIRTHDAY.search(key):
        return ''
    mails, phones = share(values, is_mail), share(values, is_phone)
    if target in ('', 'address', 'phone') and mails >= ENOUGH:
        return 'email'
    if (target == '' and phones >= ENOUGH and (len(values) > 1 or not key)) or (
            target == 'email' and phones >= ENOUGH):
        return 'phone'
    if target == 'name' and key in ('kontakt', 'kontaktperson') and mails + phones >= 0.5:
        return 'contact'
    return ''


def share(values: Sequence[str], check: Callable[[str], bool]) -> float:
    return sum(map(check, values)) / len(values) if values else 0.0


def is_mail(text: str) -> bool:
    return '@' in text and len(text) <= 1000 and bool(_MAIL.search(text))


def is_phone(text: str) -> bool:
    return bool(_PHONE.fullmatch(text)) and not exact_day(text) and not is_day(text)


def tells_itself(values: Sequence[str]) -> bool:
    """Nobody needs a heading to see what this is."""
    return bool(by_content(values, '', '')) or are_names(values) or share(values, is_recent_day) >= NEARLY_ALL


# ---- names -----------------------------------------------------------------------------------------------------------
def name_column(kind: SheetKind, targets: Collection[str], unknown: dict[int, list[str]]) -> int | None:
    """The one column of names in a sheet that has none by its headings. `unknown`: values by column. Two that could be
    it are none: the other may name those who repair."""
    if NAMES & set(targets):
        return None
    found = [column for column, values in unknown.items() if are_names(values, kind is TEAM)]
    if kind is CUSTOMERS:   # who repairs stands there again and again
        found = [column for column in found
                 if len(unknown[column]) < 5 or len(set(unknown[column])) >= 0.6 * len(unknown[column])]
    return found[0] if len(found) == 1 else None


def beside_first_names(headings: Sequence[str], targets: tuple[str, ...],
                       values: Callable[[int], list[str]]) -> tuple[str, ...]:
    """„Name“ over two columns, the second without a heading: first name and surname, whichever stands first."""
    left = next((column for column, target in enumerate(targets[:-1]) if target == 'name'), None)
    if left is None or headings[left + 1] or targets[left + 1] != NOTE or NAMES & set(targets) - {'name'}:
        return targets
    both = values(left), values(left + 1)
    if not all(cells and share(cells, lambda text: bool(_CAPITAL.fullmatch(text))) >= NEARLY_ALL for cells in both):
        return targets
    swapped = share(both[1], is_somebody) > share(both[0], is_somebody)
    return (*targets[:left], *(('last_name', 'first_name') if swapped else ('first_name', 'last_name')),
            *targets[left + 2:])


def are_names(values: Sequence[str], one_word: bool = False) -> bool:
    return share(values, lambda text: looks_like_name(text, one_word)) >= NEARLY_ALL and share(values, is_somebody) >= (
        0.6 if one_word else 0.3)


def looks_like_name(text: str, one_word: bool = False) -> bool:
    """Two to four capitalised words: 'Anna von der Heide', 'Becker, Anna', 'Frau Dr. Becker'."""
    bare, before = without_salutation(one_line(_BRACKETS.sub(' ', text)))
    words = [word.rstrip(',') for word in bare.replace(',', ', ').split()]
    main = [word for word in words if not _PARTICLE.fullmatch(word)]
    fewest = 1 if before or one_word else 2
    return fewest <= len(main) <= 4 and all(_CAPITAL.fullmatch(word) for word in main)


def is_somebody(text: str) -> bool:
    """A first name people know, or 'Frau' before it."""
    bare, before = without_salutation(one_line(text))
    return bool(before) or any(word in FIRST_NAMES for word in _BETWEEN_WORDS.split(fold_written_out(bare)))


# ---- days and states of items ----------------------------------------------------------------------------------------
def of_items(targets: tuple[str, ...], unknown: dict[int, list[str]], keys: Sequence[str]) -> tuple[str, ...]:
    """A list of items whose headings name neither the item nor the day nor the state. Of two columns of days none is
    taken."""
    found = list(targets)
    asked = [column for column in unknown if _ASKS_FOR_ITEM.match(keys[column])]
    items = asked or [column for column, values in unknown.items() if len(values) > 1 and share(
        values, is_item) >= ENOUGH]
    if 'item' not in targets and len(items) == 1:
        found[items[0]] = 'item'
        unknown = {column: values for column, values in unknown.items() if column != items[0]}
    several = {column: values for column, values in unknown.items() if len(values) > 1}
    days = [column for column, values in several.items() if share(values, is_recent_day) >= NEARLY_ALL]
    states = [column for column, values in several.items() if are_states(values)]
    if 'received_at' not in targets and len(days) == 1 and not _OTHER_DAYS.search(keys[days[0]]):
        found[days[0]] = 'received_at'
    if 'state' not in targets and len(states) == 1:
        found[states[0]] = 'state'
    return tuple(found)


def are_states(values: Sequence[str]) -> bool:
    """Some in words that can only be states, and nearly all understood as one."""
    plain = share(values, is_word_for_state)
    return plain >= NEARLY_ALL or (plain >= SOME and share(values, lambda text: len(text) <= 60 and standing(
        text, '').understood) >= NEARLY_ALL)


@remembered
def is_item(text: str) -> bool:
    """A few words, among them one for something that is brought to be repaired."""
    return len(text.split()) <= 3 and bool(category('', text[:100]))


def is_recent_day(text: str) -> bool:
    """Nobody's birthday."""
    day = exact_day(text)
    return day is not None and day.year >= 2010


def unknown_columns(targets: Sequence[str], known: Collection[int],
                    rows: Sequence[Sequence[str]]) -> dict[int, list[str]]:
    """The values of the columns whose headings say nothing."""
    return {column: filled for column, target in enumerate(targets) if target == NOTE and column not in known
            if (filled := [row[column] for row in rows if row[column]])}
