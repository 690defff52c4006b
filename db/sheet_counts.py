"""How many rows a sheet has, and how it says so."""
from db.connection import db
from db.i18n import _
from db.kept import until_a_change
from db.models import Membership, Person, Repair
from db.words import OPEN, State


@until_a_change
def open_by_state(name: str) -> dict[str, int]:
    """Open repairs by the key of their state, for the filters; empty for sheets of people."""
    if name not in ('kundinnen', 'reparaturen'):
        return {}
    found = dict(db.execute_sql(
        f"SELECT state, COUNT(*) FROM repair WHERE state <> '{State.COLLECTED}' GROUP BY state"  # noqa: S608  ours
    ).fetchall())
    return {state.key: found.get(state.value, 0) for state in OPEN}


@until_a_change
def menu() -> dict[str, int]:
    """How many stand on each list, by its address: what the menu shows beside its words."""
    counted = open_by_state('kundinnen')
    people, __ = _people_here()
    outside = db.execute_sql(
        'SELECT (SELECT COUNT(*) FROM contact) + (SELECT COUNT(*) FROM organisation WHERE id NOT IN '
        '(SELECT organisation_id FROM contact WHERE organisation_id IS NOT NULL))').fetchone()[0]
    return {'/reparaturen': sum(counted.values()), '/kundinnen': people, '/extern': outside,
            '/team': total('team', None, {}), '/ehemalige': total('ehemalige', None, {})}


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


@until_a_change
def _people_here() -> tuple[int, int]:
    """People with something in the house, and items in the house without a name."""
    people, nameless = db.execute_sql(
        'SELECT group_concat(person_id), COUNT(*) - COUNT(person_id) FROM repair '  # noqa: S608  a word of ours
        f"WHERE state <> '{State.COLLECTED}'").fetchone()
    return len({*people.split(',')}) if people else 0, nameless   # SQLite's own DISTINCT takes three times as long


def several(count: int, one: str, many: str) -> str:
    return f'{count} {one if count == 1 else many}'
