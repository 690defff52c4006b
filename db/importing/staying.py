"""What stays when an import is taken back, as it is told: by name, each with why."""
from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import Any, NamedTuple

from db import names
from db.bulk import parts
from db.i18n import _
from db.importing.past_imports import Key
from db.importing.since_import import Wrote
from db.models import MODELS, Person, Repair

SHOWN = 3     # repairs, by their numbers
_OF_PEOPLE = ('membership', 'contact', 'consent')


class Why(StrEnum):
    """The one that is told first comes first: of several rows of a person each has its own."""
    CHANGED = 'changed'
    LISTED = 'listed'
    NEEDED = 'needed'
    BELONGS = 'belongs'

    @property
    def words(self) -> str:
        return {Why.CHANGED: _('hat jemand geändert'), Why.LISTED: _('steht auch in einer anderen Liste'),
                Why.NEEDED: _('wird noch gebraucht'), Why.BELONGS: _('gehört zu jemandem, der bleibt')}[self]


class Kept(NamedTuple):
    """`of` says by what it is needed, where repairs do."""
    name: str
    why: Why
    of: str = ''

    @property
    def words(self) -> str:
        return f'{self.why.words}: {self.of}' if self.of else self.why.words


def told(left: Iterable[tuple[Collection[Key], Wrote, set[Key]]]) -> tuple[Kept, ...]:
    """People, repairs and organisations as the screen calls them; what belongs to somebody is told by their name.
    `left` is by import: what is kept of it, what it wrote, and what would stay if there were no list any more."""
    found: dict[str, Why] = {}
    rows: dict[str, set[Key]] = {}
    for kept, wrote, hands in left:
        for key, name in sorted(_names(kept).items()):
            why = _why(key, wrote, hands)
            found[name] = min(found.get(name, why), why, key=[*Why].index)
            rows.setdefault(name, set()).add(key)
    return tuple(Kept(name, why, _needed_for(rows[name]) if why is Why.NEEDED else '') for name, why in found.items())


def _needed_for(keys: set[Key]) -> str:
    """'Ansprechperson von 26-0061-5'."""
    ids = {table: {row for name, row in keys if name == table} for table in ('person', 'membership')}
    helped = Repair.select(Repair.number).where(Repair.responsible.in_(ids['membership'])).order_by(Repair.id)
    theirs = Repair.select(Repair.number).where(Repair.person.in_(ids['person'])).order_by(Repair.id)
    told = (what.format(numbers=', '.join(number for number, in few)) for what, few in (
        (_('Ansprechperson von {numbers}'), helped.limit(SHOWN).tuples()),
        (_('Reparatur {numbers}'), theirs.limit(SHOWN).tuples())) if few)
    return ', '.join(told)


def _why(key: Key, wrote: Wrote, hands: set[Key]) -> Why:
    if key in wrote.by_hand:
        return Why.CHANGED
    if key in wrote.touched or key in wrote.named:
        return Why.LISTED
    if key[0] == 'repair':
        return Why.BELONGS
    return Why.NEEDED if key in hands or key[0] in ('consent', 'custom_column') else Why.LISTED


def _names(keys: Collection[Key]) -> dict[Key, str]:
    """What rows belong to somebody are called by their name; of those that are gone there is none."""
    found = {}
    for table in {table for table, _row in keys}:
        model = MODELS[table]
        asked = model.select(model, Person).join(Person) if table in _OF_PEOPLE else model.select()
        for some in parts(row for name, row in keys if name == table):
            found.update({(table, row.id): _name(table, row) for row in asked.where(model.id.in_(some))})
    return found


def _name(table: str, row: Any) -> str:
    if table == 'custom_column':
        return _('Spalte „{label}“').format(label=row.label)
    if table == 'repair':
        return f'{row.number} {row.item}'
    if table == 'organisation':
        return str(row.name)
    person = row.person if table in _OF_PEOPLE else row
    return names.full(person.first_name, person.last_name)
