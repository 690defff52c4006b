"""What the rows of a file say: each is understood once while a plan is made, however often somebody asks.

It goes with the plan's desk. Nothing here outlives the planning, and so nothing of people who stay out (D8).
"""
import re
from collections.abc import Iterator, Mapping

from db.fields import Column
from db.importing import contacts
from db.importing.book import Row
from db.importing.content import NAMES
from db.importing.headings import Layout
from db.importing.identity import name_of
from db.importing.names import Name, everyone
from db.importing.naming import is_nobody, is_person
from db.importing.said import Said, read_row
from db.importing.targets import EXTERNAL

_Key = tuple[int, int]      # a row under a layout; both stay alive with what was read


class Readings:
    def __init__(self) -> None:
        self._said: dict[_Key, Said] = {}
        self._names: dict[_Key, tuple[Name, ...]] = {}

    def of(self, row: Row, layout: Layout, typed: bool = True, own: Mapping[str, tuple[Column, ...]] | None = None
           ) -> Said:
        """A copy for whoever asks: planning a row changes it."""
        key = id(row), id(layout)
        if key not in self._said:
            self._said[key] = _with_person(read_row(row, layout))
        said = self._said[key]
        return Said(said.layout, said.row, typed, own or {}, [*said.notes], [*said.asked], [*said.asked_later],
                    {**said.fields}, [*said.remarks], [*said.told], losses=[*said.losses],
                    refers=said.refers)

    def names_in(self, row: Row, layout: Layout) -> tuple[Name, ...]:
        """All whom a row may be about, whatever its columns are."""
        key = id(row), id(layout)
        if key not in self._names:
            self._names[key] = tuple(_names_in(self.of(row, layout)))
        return self._names[key]


def _with_person(said: Said) -> Said:
    """„Paul Richter“ below „Organisation“, and nobody beside him: as if he stood in the column of names."""
    column, text = said.fields.get('organisation', (-1, ''))
    others = [(target, said.text(target)) for target in NAMES if said.text(target)]
    if said.layout.kind is not EXTERNAL or not text or (
            others and not is_nobody(said, ' '.join(text for __, text in others))):
        return said
    bare, reached = contacts.within_name(text)
    if is_person(bare, column in said.layout.surname_first):
        for target, other in others:
            said.note(said.heading(target), other)
        said.fields = {target: one for target, one in said.fields.items() if target not in (*NAMES, 'organisation')}
        said.fields['name'] = column, bare
        said.fields |= {f'contact#{column}': (column, reached)} if reached else {}
    return said


def _names_in(said: Said) -> Iterator[Name]:
    if NAMES & set(said.layout.targets):
        yield name_of(said, True)
        yield from everyone(said.text('name') or f"{said.text('first_name')} {said.text('last_name')}")
    else:   # which column names somebody is not known: any short cell may
        for text in map(said.row.text, said.row.filled):
            if len(text.split()) <= 4 and not re.search(r'\d', text):
                yield from everyone(text)
