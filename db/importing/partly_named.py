"""„Frau Krause“ and „Krause, Helga“ with one number: of one of them only a part of the name is known. Whether they are
one nobody can tell from that (D1), so they stay two; but somebody shall look."""
from collections import defaultdict
from collections.abc import Iterable

from db.importing.drafts import PersonDraft
from db.importing.marks import Marks
from db.importing.salutations import HOUSEHOLD


class PartlyNamed:
    """Everybody by how they are reached and by each word of their name, those of one word apart."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str, bool], dict[int, PersonDraft]] = defaultdict(dict)

    def add(self, draft: PersonDraft, name: Iterable[str], ways: Iterable[str]) -> None:
        for key in _keys([*name], ways):
            self._held[key][id(draft)] = draft

    def may_have(self, name: Iterable[str], ways: Iterable[str], told: Marks) -> bool:
        """Is there somebody of a word more, or of one alone? „Frau“ is not „Herr“, and a family nobody of it."""
        return any(not told.oppose(one.marks) and HOUSEHOLD not in told.greeted | one.marks.greeted
                   for way, word, is_alone in _keys([*name], ways)
                   for one in self._held.get((way, word, not is_alone), {}).values())


def _keys(name: list[str], ways: Iterable[str]) -> list[tuple[str, str, bool]]:
    return [(way, word, len(name) == 1) for way in ways for word in name]
