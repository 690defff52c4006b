"""Saving, handing back and erasing, each with rules, index and journal, and on the disk (`synchronous=FULL`)."""
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

from db import handover, intake, people, repairs, retention
from db.intake import Intake
from db.who import Who
from db.words import State
from tests.bench.asked import Questions
from tests.bench.floor import Floors
from tests.bench.measuring import P95, Figure, Target, once

SAVING = Target(10, P95)
ROUNDS = 60


class Counter:
    """Somebody at the counter who takes in, moves along and hands back."""

    def __init__(self, who: Who, now: datetime) -> None:
        self.who, self.now = who, now
        self.responsible = repairs.team()[0].membership_id
        self.taken: list[str] = []

    def take_in(self, named: bool, place: int) -> None:
        person = {'first_name': 'Şeyma', 'last_name': f'Wiśniewska{place}', 'phone': f'0171 39200{place:02}',
                  'later': place % 2 == 0} if named else {}
        saved = intake.take_in(Intake(
            str(uuid4()), 'Kaffeevollautomat', store=named, brand='DeLonghi', accessories='Wassertank',
            fault='Mahlwerk blockiert, zieht kein Wasser', place='Schrank 2, Fach 4', responsible=self.responsible,
            **person), self.who, self.now)
        self.taken.append(saved.number)

    def move(self, number: str) -> None:
        repairs.move(number, State.READY, self.who, self.now)

    def hand_back(self, number: str) -> None:
        handover.hand_back(number, self.who, self.now)


def saving(who: Who, asked: Questions, floors: Floors, now: datetime) -> Iterator[Figure]:
    counter = Counter(who, now)
    counter.take_in(named=True, place=99)   # the very first statement of a kind is prepared once
    yield Figure('Annahme mit Namen', once(partial(counter.take_in, True, place) for place in range(ROUNDS)), SAVING,
                 floors.insert)
    named = counter.taken[:]
    yield Figure('Annahme ohne Namen', once(partial(counter.take_in, False, place) for place in range(ROUNDS)), SAVING,
                 floors.insert)
    calls = {'auf „fertig“ setzen': [partial(counter.move, number) for number in named],
             'eine Person umbenennen': [partial(rename, person, who, now) for person in asked.people],
             'herausgeben': [partial(counter.hand_back, number) for number in named]}
    for name, listed in calls.items():
        yield Figure(name, once(listed), floor=floors.insert)


def rename(public_id: str, who: Who, now: datetime) -> None:
    people.save(public_id, people.read(public_id).version, {'last_name': f'Neu{random.randrange(1000)}'}, who, now)


def erasing(who: Who, asked: Questions, now: datetime) -> Iterator[Figure]:
    """Rewriting the file is nearly all of it."""
    yield Figure('nichts fällig', once([partial(retention.run_due, now, who)] * 5))
    yield Figure('Frist vorbei: 30 löschen', once([partial(retention.run_due, now + timedelta(minutes=31), who)]))
    yield Figure('widerrufen', once(partial(handover.withdraw, person, None, who, now) for person in asked.people[:3]))
