"""What stands before a name: „Frau Dr.“, „Familie“. Frau Plath and Herr Plath of one household are two people."""
import re

from db.folding import fold_written_out
from db.importing.name_order import is_first_name
from db.importing.remembered import remembered

_WORD = re.compile(r'[a-z]+')

_WOMAN = frozenset({'frau', 'fr', 'fraeulein', 'frl', 'mrs', 'ms'})
_MAN = frozenset({'herr', 'herrn', 'hr', 'hrn', 'mr'})
_SEVERAL = frozenset({'familie', 'fam', 'eheleute', 'ehepaar'})
HOUSEHOLD = 'household'
SALUTATIONS = _WOMAN | _MAN | _SEVERAL | {'fräulein'}
TITLES = frozenset({'dr', 'prof', 'dipl', 'ing', 'med', 'phil', 'rer', 'nat', 'mag', 'msc', 'bsc', 'ma', 'ba', 'dres',
                    'jur', 'hc', 'h.c', 'dipl-ing', 'priv-doz', 'pd', 'dent', 'vet', 'theol'})

_NUN = frozenset({'schwester', 'sr'})
OFFICES = _NUN | {'pfarrer', 'pfarrerin', 'pfr', 'pastor', 'pastorin', 'mesner', 'mesnerin', 'diakon', 'diakonin',
                  'pater'}     # of people, too: whoever is looked for is looked for by these words as well
_DIPLOMA = re.compile(r'dipl\.?-[^\W\d_]+')


def without_salutation(text: str) -> tuple[str, str]:
    """The name, and the 'Frau Dr.' that stood before it."""
    words, before = text.split(), []
    while len(words) > 1 and _stands_before(words):
        before.append(words.pop(0))
    return ' '.join(words), ' '.join(before)


def _stands_before(words: list[str]) -> bool:
    word = words[0].rstrip('.:,').casefold()
    if len(word) <= 2 and not words[0].endswith('.') and word not in ('dr', 'fr', 'hr'):
        return False
    if word in OFFICES:   # „Pfarrer Anna“ may be a surname first, „Sr. Agnes“ is a nun
        return len(words) > 2 or word in _NUN or not is_first_name(words[1])
    return word in SALUTATIONS | TITLES or bool(_DIPLOMA.fullmatch(word))


def is_salutation(text: str) -> bool:
    return all(word.rstrip('.:').casefold() in SALUTATIONS | TITLES for word in text.split())


def is_office(text: str) -> bool:
    """'Kern, Pfarrer': behind a surname no first name."""
    return text.rstrip('.').casefold() in OFFICES


def is_for_several(salutation: str) -> bool:
    return bool(words_before(salutation) & _SEVERAL)


def words_before(salutation: str) -> set[str]:
    return {word.rstrip('.').casefold() for word in salutation.split()}


@remembered
def who_is_greeted(salutation: str) -> frozenset[str]:
    """'woman', 'man' or 'household'; nobody by „Dr.“ alone. „Herr und Frau“ are a household, too."""
    words = set(_WORD.findall(fold_written_out(salutation)))
    found = {who for who, said in (('woman', _WOMAN), ('man', _MAN)) if words & said}
    return frozenset({HOUSEHOLD} if len(found) > 1 or words & _SEVERAL else found)
