"""How many rows a sheet has, and how it says so."""
from peewee import SQL, fn

from db.i18n import _
from db.models import Membership, Person, Repair
from db.words import OPEN, State


def open_by_state(name: str) -> dict[str, int]:
    """Open repairs by the key of their state, for the filters; empty for sheets of people."""
    if name not in ('kundinnen', 'reparaturen'):
        return {}
    found = dict(Repair.select(Repair.state, fn.COUNT(Repair.id)).where(Repair.state != SQL(f"'{State.COLLECTED}'"))
                 .group_by(Repair.state).tuples())
    return {state.key: found.get(state.value, 0) for state in OPEN}


def total(name: str, state: State | None, counted: dict[str, int]) -> int:
    if state is State.COLLECTED:
        return 0 if name == 'kundinnen' else Repair.select().count() - sum(counted.values())
    if state:
        return counted[state.key]
    return {'team': lambda: Membership.select().where(~Membership.ended).count(),
            'kundinnen': lambda: sum(counted.values()), 'reparaturen': lambda: Repair.select().count(),
            'ehemalige': lambda: Person.select().where(Person.on_former).count()}[name]()


def summary(name: str, total: int, counted: dict[str, int]) -> str:
    if name == 'kundinnen':
        people, nameless = _people_here()
        said = _('{people} mit {repairs}').format(people=several(people, _('Person'), _('Personen')), repairs=several(
            sum(counted.values()) - nameless, _('offenen Reparatur'), _('offenen Reparaturen')))
        return said + (_(', {n} ohne Namen').format(n=nameless) if nameless else '')
    if name == 'reparaturen':
        return _('{n} offen').format(n=sum(counted.values()))
    return {'team': several(total, _('Mitglied'), _('Mitglieder')),
            'ehemalige': several(total, _('Person'), _('Personen'))}[name]


def _people_here() -> tuple[int, int]:
    people, repairs, named = (Repair.select(fn.COUNT(Repair.person.distinct()), fn.COUNT(Repair.id),
                                            fn.COUNT(Repair.person))
                              .where(Repair.state != SQL(f"'{State.COLLECTED}'")).tuples().first())
    return people, repairs - named


def several(count: int, one: str, many: str) -> str:
    return f'{count} {one if count == 1 else many}'
