"""Parts that follow each other over as many pages as they need; only then is it known how many pages there are."""
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reports.paper import Sheet


@dataclass(frozen=True)
class Part:
    """Something that is never divided. `gap` stands above it, except on top of a page; a part that `keeps` does not
    stay behind alone when the next one has to go over."""
    height: float
    draw: Callable[[Sheet, float], object]  # given the upper edge
    gap: float = 0
    keeps: bool = False


def paged(parts: Sequence[Part], first: float, others: float) -> list[list[Part]]:
    """The parts of each page, with this much room on the first one and on the others."""
    pages: list[list[Part]] = [[]]
    used = 0.0
    for group in _together(parts):
        room = first if len(pages) == 1 else others
        if pages[-1] and used + _height(group) > room:
            pages.append([])
            used = 0
        used += _height(group) - (group[0].gap if not pages[-1] else 0)
        pages[-1] += group
    return pages


def draw(sheet: Sheet, parts: Sequence[Part], top: float) -> None:
    for number, part in enumerate(parts):
        top += part.gap if number else 0
        part.draw(sheet, top)
        top += part.height


def _together(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """A heading goes with what it is about."""
    group: list[Part] = []
    for part in parts:
        group.append(part)
        if not part.keeps:
            yield group
            group = []
    if group:
        yield group


def _height(group: Sequence[Part]) -> float:
    return sum(part.gap + part.height for part in group)
