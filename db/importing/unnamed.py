"""Repairs of nobody in the store, found by what a list tells of them, some words of which may be masked there.

A day may hold thousands, many of them in the same words: these are one find, and each find is looked up by its rarest
word that no mask has changed.
"""
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from db.importing.remembered import remembered
from db.masking import MASK, is_masked_from

Word = tuple[str, str]      # where it stands, and the word
_TOLD = ('item', 'fault')
_WORD = re.compile(rf'[\w{MASK}]+')


@dataclass(eq=False)
class Alike:
    """All of one day with the same item and fault, each with its number, in the order in which they came."""
    item: str
    fault: str
    held: dict[int, str] = field(default_factory=dict)

    @property
    def first(self) -> tuple[int, str]:
        return next(iter(self.held.items()))

    def is_told_by(self, bare: Mapping[str, Any], plain: Mapping[str, Any]) -> bool:
        """`bare` is the repair as it would stand without a yes, `plain` with one."""
        return says_the_same(self.item, bare['item'], plain['item']) and says_the_same(
            self.fault, bare['fault'], plain['fault'])


def says_the_same(held: str, bare: str, plain: str) -> bool:
    """Which words are masked hangs on what else a list tells: the same list with one column more masks others."""
    return held.casefold() == bare.casefold() or is_masked_from(held, plain)


class Day:
    """All that came to nobody on one day."""

    def __init__(self) -> None:
        self._alike: dict[tuple[str, str], Alike] = {}
        self._by: dict[Word | None, list[Alike]] = {}

    def add(self, row_id: int, number: str, item: str, fault: str) -> None:
        self._alike.setdefault((item.casefold(), fault.casefold()), Alike(item, fault)).held[row_id] = number

    def take(self, row_id: int, item: str, fault: str) -> None:
        self._alike[item.casefold(), fault.casefold()].held.pop(row_id, None)

    def told_by(self, bare: Mapping[str, Any], plain: Mapping[str, Any]) -> list[Alike]:
        """Those of which any is left, in the order in which they came."""
        words = {word for facts in (bare, plain) for name in _TOLD for word in _words(name, facts[name])}
        by = self._by or self._looked_up()
        found = [alike for word in (None, *words) for alike in by.get(word, ())
                 if alike.held and alike.is_told_by(bare, plain)]
        return sorted(found, key=lambda alike: alike.first)

    def _looked_up(self) -> dict[Word | None, list[Alike]]:
        whole = {alike: {word for name in _TOLD for word in _words(name, getattr(alike, name))
                         if MASK not in word[1]} for alike in self._alike.values()}
        times = Counter(word for words in whole.values() for word in words)
        found = defaultdict(list)
        for alike, words in whole.items():
            found[min(words, key=times.__getitem__, default=None)].append(alike)
        self._by = dict(found)
        return self._by


def _words(name: str, text: str) -> Iterator[Word]:
    return ((name, word) for word in _split(text))


@remembered
def _split(text: str) -> tuple[str, ...]:
    """A word that touches a mask has it in it: nobody knows how it went on."""
    return tuple(dict.fromkeys(_WORD.findall(text.casefold())))
