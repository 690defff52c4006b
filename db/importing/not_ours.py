"""Lists that look like one of ours and are none: what is lent out, and two lists side by side."""
import re
from collections import Counter
from collections.abc import Collection, Sequence

from db.i18n import _
from db.importing.meanings import key_of, meaning
from db.importing.targets import CUSTOMERS, SHEET_NAMES

LENT = _('Das sieht nach einer Liste von Verliehenem aus. Dafür gibt es hier kein Blatt.')
SIDE_BY_SIDE = _('Hier stehen zwei Listen nebeneinander. Bitte auf zwei Blätter verteilen, dann lassen sie sich lesen.')
_LENT = re.compile(r'(?:aus|ver|ent|ge)lie?hen|ausleih|verleih|leihliste|leihgeraet|leihgabe')
_FOR_A_WHILE = re.compile(r'leihgeraet|leihgabe|ersatzgeraet')   # what somebody has while theirs is being repaired
_IS_ONE = re.compile(r'(?:leih|ersatz)geraete?')                 # and the item itself has a column of its own
# what nobody writes down of things that are lent; where they stand, and whether they work, somebody might
_SPEAKS_FOR_OURS = {'public_id': 9, 'fault': 2, 'outcome': 2, 'finding': 2, 'tasks': 2, 'skills': 2, 'in_messenger': 2,
                    'state': 1, 'responsible': 1, 'ready_on': 1, 'category': 1}


def none_of_ours(name: str, headings: Sequence[tuple[str, str]], targets: Sequence[str],
                 own: Collection[str]) -> str:
    """What is lent out was brought by nobody; and of two lists side by side each row would be of two people. `own` are
    the headings of the café's own columns: they say nothing about the list."""
    keys = [key_of(text) for text, __ in headings]
    lent = [key for key in keys if _LENT.search(key) and key not in own]
    items = [key for key, target in zip(keys, targets, strict=True) if target == 'item']
    if is_lent(name, lent, targets, beside_item=bool(items) and not _LENT.search(items[0])):
        return LENT
    count = Counter(keys)
    twice = [text for (text, __), key in zip(headings, keys, strict=True) if count[key] > 1]
    both = {'name', 'consent'} <= {meaning(text, CUSTOMERS, exactly=True) for text in twice}
    return SIDE_BY_SIDE if both else ''


def is_lent(name: str, lent: Sequence[str], targets: Collection[str], *, beside_item: bool) -> bool:
    """„Leihgerät“ beside what is broken is one column of many; „Ausgeliehen von“ beside „Gerät“ is what all is about.
    The name of the sheet counts as much as two columns, for either side. `lent` are the headings that speak of it."""
    title, of_them = key_of(name), [key for key in lent if _FOR_A_WHILE.search(key)]
    against = len(lent) - len(of_them) + bool(of_them) + 2 * bool(_LENT.search(title))
    known = not _LENT.search(title) and any(word in title for __, words in SHEET_NAMES for word in words)
    is_one_more = beside_item and bool(lent) and all(map(_IS_ONE.fullmatch, lent))
    speaking = sum(_SPEAKS_FOR_OURS.get(target, 0) for target in set(targets))
    return 0 < against >= 2 * known + 2 * is_one_more + speaking
