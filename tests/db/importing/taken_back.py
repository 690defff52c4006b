"""What the stories of imports that are taken back have in common: their people and lists, and ways to look."""
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from db import members, people, repairs
from db.importing import undoing
from db.models import Membership, Person
from db.who import COMMAND_LINE, Who
from db.words import Purpose
from tests.db.importing.lists import CUSTOMERS, EXTERNAL, SAME, TEAM, Rows, customer
from tests.db.stories import nameless, rows
from tests.personas import NOW, given

EMINE = {'first_name': 'Emine', 'last_name': 'Özdemir', 'phone': '0351 7654321'}
LATER = NOW + timedelta(days=1)
MEMBER = ['Emine', 'Özdemir', '0351 7654321', '', 'Kasse', 'ja', 'ja']
JUST_EMINE: Rows = [TEAM, [*MEMBER[:5], '', 'ja']]
CONTACT = ['Hof', 'Frau Emine Özdemir', 'Büro', '0351 7654321', '', '', 'ja']
KEPT = ('Emine Özdemir',)
CHANGED, LISTED, NEEDED, BELONGS = (    # why somebody stays
    'hat jemand geändert', 'steht auch in einer anderen Liste', 'wird noch gebraucht', 'gehört zu jemandem, der bleibt')
TEAM_BEFORE: Rows = [TEAM, ['Jürgen', 'Weiß', '0351 112233', '', 'Fahrrad', '', 'ja']]
TEAM_AFTER: Rows = [TEAM, ['Jürgen', 'Weiß', '0351 112233', 'j@example.org', 'Fahrrad', '', 'ja']]
PLACE: Rows = [EXTERNAL, CONTACT]
WITHOUT_YES: Rows = [CUSTOMERS, customer(Einwilligung='', Defekt='Frau Özdemir sagt: heizt nicht'), SAME]
WITH_YES: Rows = [CUSTOMERS, customer(Defekt='Frau Özdemir sagt: heizt nicht', Bemerkung='ruft an'), SAME]
MORE_OF_IT: Rows = [CUSTOMERS, customer(Gegenstand='Lampe', Ansprechperson='Jürgen'), customer(
    Defekt='Frau Özdemir sagt: heizt nicht', Bemerkung='ruft an', E_Mail='e@example.org'), SAME]
ALT: Rows = [CUSTOMERS, customer(Nachname='Alt', Vorname='Uwe', Telefon='0351 998877')]
NAMELESS: Rows = [CUSTOMERS, customer(Einwilligung=''), SAME]
NAMED: Rows = [CUSTOMERS, customer(), SAME]


def takes_back(batch: str, now: datetime = LATER) -> dict[str, str]:
    """What stays, each with why."""
    return {one.name: one.words for one in undoing.undo(batch, COMMAND_LINE, now).kept}


def back(batch: str, now: datetime = LATER) -> tuple[str, ...]:
    return undoing.undo(batch, COMMAND_LINE, now).names


def in_force() -> list[str]:
    return [purpose for purpose, in rows('SELECT purpose FROM consent WHERE ended_at IS NULL ORDER BY purpose')]


def public_id() -> str:
    return str(Person.get(Person.last_name == 'Özdemir').public_id)


def names_here() -> list[str]:
    return [name for name, in rows('SELECT last_name FROM person ORDER BY last_name')]


def values_kept() -> list[tuple[Any, ...]]:
    """What the history still tells of anything but the settings and what was taken back itself."""
    return rows("SELECT table_name, field, old, new FROM change_value JOIN change ON change.id = change_id "
                "WHERE table_name <> 'setting'")


def stood_as_former(who: Who) -> None:
    people.add('former_customer', EMINE, given(Purpose.FORMER), who, NOW)


def edits_mail(who: Who) -> None:
    person = Person.get(Person.last_name == 'Özdemir')
    people.save(person.public_id, person.version, {'email': 'e@example.org'}, who, NOW)


def joins_the_group(who: Who) -> None:
    members.give_messenger(public_id(), 'mündlich', who, NOW)


def helps_for_a_while(who: Who) -> Callable[[], None]:
    number = nameless(who, NOW).number
    repairs.assign(number, Membership.get().id, who, NOW)
    return lambda: repairs.assign(number, None, who, LATER)
