"""What an item might be, while it is being typed: at most three categories, the likeliest first."""
import re
from collections.abc import Iterator
from functools import cache
from itertools import chain, pairwise

from db.categories import CATEGORIES, Category
from db.category_terms import TERMS
from db.folding import fold_written_out

MOST = 3
TYPED_ENOUGH = 3     # letters from which the beginning of a word says something
WITHIN, AT_END = 4, 3   # letters from which a word is looked for inside of a longer one, and at its end
LONGEST = 100        # what an item's name may have
_CALLED, _WHOLE, _END, _INSIDE, _BEGUN = 200, 400, 200, 100, 0


def suggestions(item: str, own: tuple[Category, ...] = ()) -> tuple[str, ...]:
    """German names of categories, those of the café's own included. Empty when nothing fits: a wrong suggestion is
    worse than none."""
    parts = _parts(item[:LONGEST])
    text, begun = ' '.join(parts), {part[:TYPED_ENOUGH] for part in parts}
    if not own and not begun & _begins() and not _anywhere().search(text):      # true of nearly every cell of a list
        return ()
    best: dict[str, tuple[int, int]] = {}
    for term, category, place in chain(_table(), _entries(own)):
        if term not in text and term[:TYPED_ENOUGH] not in begun:   # true of nearly all; each save asks
            continue
        score = _score(term, parts)
        score += _CALLED * (score >= _WHOLE and term == _called(category))     # *Spielkonsole* is nothing else first
        if score and (score, -place) > best.get(category, (0, 0)):
            best[category] = (score, -place)
    return tuple(sorted(best, key=lambda category: best[category], reverse=True))[:MOST]


def category(chosen: str, item: str, own: tuple[Category, ...] = ()) -> str:
    """A chosen category when there is such a one, else the likeliest for what the item is called, or ''."""
    ours = next((one.name for one in (*CATEGORIES, *own) if chosen in (one.name, one.tile)), '')
    return ours or next(iter(suggestions(item, own)), '')


def _score(term: str, parts: list[str]) -> int:
    return max((_fit(term, part) for part in parts), default=0)


def _fit(term: str, part: str) -> int:
    """The whole word counts most, then how it ends (a *Radiowecker* is a *Wecker*), then what is in it. Longer is
    better each time; what has only been begun comes last."""
    if part == term:
        return _WHOLE + len(term)
    if len(term) >= AT_END and part.endswith(term):
        return _END + len(term) * 2
    if len(term) >= WITHIN and term in part:
        return _INSIDE + len(term) * 2
    if len(part) >= TYPED_ENOUGH and term.startswith(part):
        return _BEGUN + 100 - min(len(term), 99)   # what needs fewest letters more
    return 0


def _parts(item: str) -> list[str]:
    """The words, and all of them as one: 'CD-Player' and 'CD Player' are 'cdplayer', too."""
    folded = fold_written_out(item)
    parts = re.findall(r'[^\W_]+', folded)
    together = [first + second for first, second in pairwise(parts)]
    return [*parts, *together, ''.join(parts)] if len(parts) > 1 else parts


@cache
def _table() -> tuple[tuple[str, str, int], ...]:
    """(word, category, place in the table). The names and button words of the categories count as words, too."""
    return tuple(dict.fromkeys(_entries(CATEGORIES)))


@cache
def _called(name: str) -> str:
    return ''.join(re.findall(r'[^\W_]+', fold_written_out(name)))


@cache
def _begins() -> frozenset[str]:
    return frozenset(entry[0][:TYPED_ENOUGH] for entry in _table())


@cache
def _anywhere() -> re.Pattern[str]:
    return re.compile('|'.join(re.escape(entry[0]) for entry in _table()))


def _entries(categories: tuple[Category, ...]) -> Iterator[tuple[str, str, int]]:
    """Of the café's own the first wins, as it does of ours; and a word of theirs is meant before one of ours."""
    for place, category in enumerate(categories, start=0 if categories is CATEGORIES else -len(categories)):
        for word in {*re.split(r'[/\s]+', category.name), category.tile, *TERMS.get(category.name, '').split()}:
            folded = _called(word)
            if len(folded) > 1:
                yield folded, category.name, place
