"""All people of one name: who of them a row means, by how they are reached and by what tells them apart."""
import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from db.importing.drafts import PersonDraft
from db.importing.marks import Marks
from db.importing.names import same_words
from db.importing.remembered import remembered
from db.kinds import phone_key

REACHED_BY = ('phone', 'phone_2', 'email', 'email_2')
_MOST = 1000    # of one name without a number: of more nobody could tell who is who
_FEW = 3
_MOBILE = re.compile(r'0?1[567]')


class Namesakes:
    """All of one name, in the order in which they came, and by what each of them is reached: there may be thousands."""

    def __init__(self) -> None:
        self.all: list[PersonDraft] = []
        self.unreached: dict[int, PersonDraft] = {}
        self._places: dict[int, int] = {}
        self._by: dict[str, set[int]] = defaultdict(set)     # number or mailbox

    def add(self, draft: PersonDraft) -> None:
        if id(draft) not in self._places:
            self._places[id(draft)] = len(self.all)
            self.all.append(draft)
        keys, place = reached(draft.values), self._places[id(draft)]
        for one in keys:
            self._by[one].add(place)
        if keys:
            self.unreached.pop(id(draft), None)
        else:
            self.unreached[id(draft)] = draft

    def all_reached_by(self, keys: set[str], told: Marks) -> list[PersonDraft]:
        """In the order in which they came. A number outweighs another home, people move; not another generation, and
        that only one row tells of one is outweighed by what is somebody's own, not by the number of a household."""
        own = {place for one in keys if _is_own(one) for place in self._by.get(one, ())}
        places = own | {place for one in keys for place in self._by.get(one, ())
                        if not told.may_be_another(self.all[place].marks)}
        return [self.all[place] for place in sorted(places) if not told.oppose(self.all[place].marks)]

    def meant_by(self, keys: set[str], told: Marks) -> list[PersonDraft]:
        """All whom a row may be about: without „jun.“ also those who have it."""
        places = {place for one in keys for place in self._by.get(one, ())}
        return [one for one in map(self.all.__getitem__, sorted(places)) if not told.oppose(one.marks) and not (
            told.suffixes and told.may_be_another(one.marks))]

    def may_have(self, keys: set[str], told: Marks) -> bool:
        """Of one number, or where no number speaks against it: perhaps the same, but for „jun.“ on one side alone."""
        if len(self.all) > _MOST:
            return False
        places = {place for one in keys for place in self._by.get(one, ())}
        others = self.unreached.values() if keys else self.all
        return any(told.may_be_another(self.all[place].marks) for place in places) or any(
            told.may_be_another(one.marks) and not told.speak_against(one.marks) for one in others)

    def may_have_another_number(self, told: Marks) -> bool:
        """Nothing but the number speaks for two. Where many have this name that says nothing."""
        return len(self.all) <= _FEW and any(
            not told.speak_against(one.marks) and not told.may_be_another(one.marks) for one in self.all)

    def reached_by(self, keys: set[str], told: Marks) -> PersonDraft | None:
        """Of several the one whose home is told, too."""
        found = self.all_reached_by(keys, told)
        return next((one for one in found if told.are_like(one.marks)), found[0] if found else None)

    def by_name(self, has_number: bool, told: Marks) -> PersonDraft | None:
        """The only one against whom nothing speaks. Of several the only one of whom as much is known as the row says,
        unless it has a number: then it may be yet another."""
        if len(self.all) > _MOST:
            return None
        fitting = [one for one in self.all if not told.speak_against(one.marks) and not told.may_be_another(one.marks)]
        free = [one for one in fitting if id(one) in self.unreached]
        if len(fitting) < 2 or has_number:
            return next(iter(free if has_number else fitting), None) if len(fitting) == 1 else None
        like = [one for one in free if told.are_like(one.marks)] or (free if told else [])
        return like[0] if len(like) == 1 else None


def name_key(first: str, last: str) -> tuple[str, ...]:
    """The words of a name in any order, so that swapped columns do no harm."""
    return tuple(sorted(same_words(first, last)))


def called(values: Mapping[str, Any]) -> tuple[str, ...]:
    return name_key(values.get('first_name') or '', values.get('last_name') or '')


def reached(values: Mapping[str, Any]) -> set[str]:
    """Numbers and addresses in the one spelling in which they are compared."""
    keys = set()
    for name in REACHED_BY:
        key = _key(values.get(name) or '')
        if len(key) >= 5:
            keys.add(key)
    return keys


@remembered
def _key(text: str) -> str:
    return text.lower() if '@' in text else phone_key(text)


def _is_own(key: str) -> bool:
    """A mailbox or a mobile, and not what rings in a household."""
    return '@' in key or bool(_MOBILE.match(key))
