"""What stands behind a name: „jun.“, „M.A.“, a cross."""
import re
from collections.abc import Sequence

_DEGREES = {'m.a.', 'b.a.', 'm.sc.', 'b.sc.', 'm.ed.', 'b.ed.', 'm.eng.', 'b.eng.', 'll.m.', 'll.b.', 'mba', 'ph.d.',
            'phd', 'mdb', 'mdl', 'ma', 'ba', 'msc', 'bsc'}
_YOUNGER = {'jun.', 'jr.', 'sen.', 'sr.', 'jr', 'd.ä.', 'd.j.'}
_CROSSES = {'†', '✝', '(†)', '*', '**'}      # and what refers to a footnote
_TOUCHES = re.compile(r'^([†✝*]{1,2})(?=[^\W\d])|(?<=[^\W\d])([†✝*]{1,2})$')
YOUNGER_WORDS = {'junior', 'senior', 'jun', 'sen'}   # „Amartya Sen“ is a surname: only behind two other words

_SHORT = {'junior': 'jun.', 'jun': 'jun.', 'jr': 'jun.', 'senior': 'sen.', 'sen': 'sen.'}
_GENERATIONS = frozenset({'jun.', 'jr.', 'sen.', 'sr.', 'd.ae.', 'd.j.'})


def without_suffix(text: str) -> tuple[str, str]:
    """'Becker jun.', 'Anna Becker, M.A.' and 'Kurt Weber †' without what stands behind; of '† Kurt Weber' before it."""
    said = _TOUCHES.sub(r' \1\2 ', text).split()
    words = [word for word in said if word not in _CROSSES] or said
    behind = [word for word in said if word in _CROSSES and words is not said]
    while words and ((words[-1].casefold().rstrip(',') in _DEGREES | _YOUNGER and _is_behind(words))
                     or (words[-1].casefold() in YOUNGER_WORDS and len(words) > 2)):
        behind.insert(0, words.pop())
    return ' '.join(words).rstrip(','), ' '.join(behind)


def _is_behind(words: list[str]) -> bool:
    """'Yo-Yo Ma' is a name, 'Anna Becker MA' a degree; 'M.A.' by itself stood behind a comma."""
    return '.' in words[-1] or ((words[-1].isupper() or words[-1] == 'jr') and len(words) > 2)


def with_generation(last: str, suffix: str) -> str:
    """'Berger jun.': a note tells nobody in a list which of two is meant. Only with a dot it is no surname."""
    said = next((_SHORT.get(word, word) for word in suffix.casefold().split() if word in _YOUNGER | YOUNGER_WORDS), '')
    return f'{last} {said}' if last and said else last


def bare_words(words: Sequence[str]) -> tuple[str, ...]:
    """Folded words of a name without „jun.“, so that both spellings of a name are compared as one."""
    return tuple(word for word in words if word not in _GENERATIONS) or tuple(words)
