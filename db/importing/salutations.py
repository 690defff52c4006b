"""What stands before a name: „Frau Dr.“, „Familie“. Frau Plath and Herr Plath of one household are two people."""
import re
from functools import lru_cache

from db.folding import fold_written_out

_WOMAN = frozenset({'frau', 'fr', 'fraeulein', 'frl', 'mrs', 'ms'})
_MAN = frozenset({'herr', 'herrn', 'hr', 'hrn', 'mr'})
_SEVERAL = frozenset({'familie', 'fam', 'eheleute', 'ehepaar'})
HOUSEHOLD = 'household'
SALUTATIONS = _WOMAN | _MAN | _SEVERAL | {'fräulein'}
TITLES = frozenset({'dr', 'prof', 'dipl', 'ing', 'med', 'phil', 'rer', 'nat', 'mag', 'msc', 'bsc', 'ma', 'ba', 'dres',
                    'jur', 'hc', 'h.c', 'dipl-ing', 'priv-doz', 'pd', 'dent', 'vet', 'theol'})


def without_salutation(text: str) -> tuple[str, str]:
    """The name, and the 'Frau Dr.' that stood before it."""
    words, before = text.split(), []
    while len(words) > 1 and words[0].rstrip('.:,').casefold() in SALUTATIONS | TITLES:
        is_short = len(words[0].rstrip('.')) <= 2 and not words[0].endswith('.')
        if is_short and words[0].casefold() not in ('dr', 'fr', 'hr'):
            break
        before.append(words.pop(0))
    return ' '.join(words), ' '.join(before)


def is_salutation(text: str) -> bool:
    return all(word.rstrip('.:').casefold() in SALUTATIONS | TITLES for word in text.split())


def is_for_several(salutation: str) -> bool:
    return bool(words_before(salutation) & _SEVERAL)


def words_before(salutation: str) -> set[str]:
    return {word.rstrip('.').casefold() for word in salutation.split()}


@lru_cache(2000)
def who_is_greeted(salutation: str) -> frozenset[str]:
    """'woman', 'man' or 'household'; nobody by „Dr.“ alone. „Herr und Frau“ are a household, too."""
    words = set(re.findall(r'[a-z]+', fold_written_out(salutation)))
    found = {who for who, said in (('woman', _WOMAN), ('man', _MAN)) if words & said}
    return frozenset({HOUSEHOLD} if len(found) > 1 or words & _SEVERAL else found)
