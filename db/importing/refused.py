"""The rows of a file in which somebody plainly says no, found by who they are; `who_says_no` collects them."""
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from db.i18n import _
from db.importing.marks import NO_MARKS, Marks
from db.importing.namesakes import called, reached
from db.importing.targets import SheetKind

OTHER_NO = _('In Zeile {n} auf dem Blatt „{sheet}“ sagt dieselbe Person Nein, und das Nein gilt.')
PERHAPS_NO = _('In Zeile {n} auf dem Blatt „{sheet}“ sagt jemand mit diesem Namen Nein, nur einmal mit jun., sen. oder '
               'einem Wort wie (Tochter): Vielleicht ist es dieselbe Person, und das Nein gilt.')


@dataclass(frozen=True)
class Refusal:
    """A row in which somebody plainly says no. `on` is its day where the list says one; a withdrawal is about
    everything, any other no about what this kind of sheet asks."""
    sheet: str
    row: int
    kind: SheetKind
    reached: frozenset[str]
    marks: Marks
    on: date | None
    withdrawn: bool

    def sentence(self, values: Mapping[str, Any]) -> str:
        """Why a yes of these people is none; of „jun.“ on one side alone nobody can say whose the no is."""
        may_differ = values.get('marks', NO_MARKS).may_be_another(self.marks)
        return (OTHER_NO if not may_differ else PERHAPS_NO).format(n=self.row, sheet=self.sheet)


class Refusals:
    """The rows of this file with a no, so that a yes in another row of the same person is none."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, ...], list[Refusal]] = defaultdict(list)
        self._by: dict[tuple[tuple[str, ...], str], list[Refusal]] = defaultdict(list)   # and who is reached by that

    def add(self, values: Mapping[str, Any], sheet: str, row: int, kind: SheetKind, on: date | None,
            withdrawn: bool) -> None:
        key = called(values)
        if key:
            refusal = Refusal(sheet, row, kind, frozenset(reached(values)), values.get('marks', NO_MARKS).of_everyone,
                              on, withdrawn)
            self._held[key].append(refusal)
            for one in refusal.reached or ('',):
                self._by[key, one].append(refusal)

    def of(self, values: Mapping[str, Any], kind: SheetKind) -> list[Refusal]:
        """By the same name, where no numbers and no marks speak against it; one word alone needs the same number."""
        key = called(values)
        if key not in self._held:
            return []
        mine = reached(values)
        if mine:
            held = [one for number in sorted(mine) for one in self._by.get((key, number), ())]
            held += self._by.get((key, ''), ()) if len(key) > 1 else ()
        else:
            held = self._held[key] if len(key) > 1 else []
        told: Marks = values.get('marks', NO_MARKS).of_everyone
        return [one for one in dict.fromkeys(held) if (one.withdrawn or one.kind is kind) and not (
            told.oppose(one.marks) if mine & one.reached else told.speak_against(one.marks))]
