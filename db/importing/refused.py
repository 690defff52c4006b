"""The rows of a file in which somebody plainly says no, found by who they are; `who_says_no` collects them."""
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from db.i18n import _
from db.importing.marks import NO_MARKS, Marks
from db.importing.namesakes import REACHED_BY, called, reached
from db.importing.said import Said
from db.importing.targets import SheetKind

OTHER_NO = _('In Zeile {n} auf dem Blatt „{sheet}“ sagt dieselbe Person Nein, und das Nein gilt.')
PERHAPS_NO = _('In Zeile {n} auf dem Blatt „{sheet}“ sagt jemand mit diesem Namen Nein, nur einmal mit jun., sen. oder '
               'einem Wort wie (Tochter): Vielleicht ist es dieselbe Person, und das Nein gilt.')
ONE_OF_SEVERAL = _('In Zeile {n} auf dem Blatt „{sheet}“ sagt jemand Nein, der hier vielleicht gemeint ist, und das '
                   'Nein gilt.')


@dataclass(frozen=True)
class Refusal:
    """A row in which somebody plainly says no. `on` is its day where the list says one; a withdrawal is about
    everything, any other no about what this kind of sheet asks."""
    sheet: str
    row: int
    name: tuple[str, ...]
    kind: SheetKind
    reached: frozenset[str]
    marks: Marks
    on: date | None
    withdrawn: bool

    def sentence(self, values: Mapping[str, Any]) -> str:
        """Why a yes of these people is none; of „jun.“ on one side alone nobody can say whose the no is."""
        if self.name != called(values):
            return ONE_OF_SEVERAL.format(n=self.row, sheet=self.sheet)
        may_differ = values.get('marks', NO_MARKS).may_be_another(self.marks)
        return (OTHER_NO if not may_differ else PERHAPS_NO).format(n=self.row, sheet=self.sheet)


class Refusals:
    """The rows of this file with a no, so that a yes in another row of the same person is none."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, ...], list[Refusal]] = defaultdict(list)
        self._by: dict[tuple[tuple[str, ...], str], list[Refusal]] = defaultdict(list)   # and who is reached by that

    def add_all(self, values: Mapping[str, Any], said: Said, sheet: str, kind: SheetKind, on: date | None,
                withdrawn: bool) -> None:
        """Of everybody who stands in the cell of the name."""
        for one in (values, *_others(values, said)):
            self.add(one, sheet, said.row.number, kind, on, withdrawn)

    def add(self, values: Mapping[str, Any], sheet: str, row: int, kind: SheetKind, on: date | None,
            withdrawn: bool) -> None:
        key = called(values)
        if key:
            refusal = Refusal(sheet, row, key, kind, frozenset(reached(values)),
                              values.get('marks', NO_MARKS).of_everyone, on, withdrawn)
            self._held[key].append(refusal)
            for one in refusal.reached or ('',):
                self._by[key, one].append(refusal)

    def of_row(self, values: Mapping[str, Any], said: Said, kind: SheetKind | None = None) -> list[Refusal]:
        """Of several in one cell the first comes in and is asked for; where nobody can tell who that is, each is."""
        everyone = (values, *_others(values, said)) if said.as_it_is else (values,)
        return [refusal for one in everyone for refusal in self.of(one, kind or said.layout.kind)]

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


def _others(values: Mapping[str, Any], said: Said) -> Iterator[dict[str, Any]]:
    """Whose number stands there nobody can tell; by one word alone it is all there is to go by."""
    for first, last in said.others:
        name = {'first_name': first, 'last_name': last}
        yield name if len(called(name)) > 1 else {**name, **{way: values.get(way) for way in REACHED_BY}}
