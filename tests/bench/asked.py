"""What is searched: taken from the store itself, so that every question has an answer."""
import random
from dataclasses import dataclass

from db.connection import db
from db.folding import fold


@dataclass(frozen=True)
class Questions:
    """Each kind of question with some examples."""
    kinds: dict[str, list[str]]
    numbers: list[str]
    people: list[str]      # public ids
    brought: list[str]     # numbers of repairs that still are in the house: only these have a ticket

    @property
    def mixed(self) -> list[str]:
        return [question for kind in self.kinds.values() for question in kind]


def questions(rng: random.Random, each: int = 40) -> Questions:
    people = rows('SELECT first_name, last_name, phone, public_id FROM person ORDER BY id', rng, each)
    brought = rows('SELECT number, item, brand FROM repair ORDER BY id', rng, each)
    folded = [fold(last) for __, last, __, __ in people]
    kinds = {
        '1–3 Buchstaben': [name[:1 + place % 3] for place, name in enumerate(folded)],
        'ein Name': [last for __, last, __, __ in people],
        'zwei Wörter': [f'{first} {last}' for first, last, __, __ in people[::2]]
        + [f'{item} {brand}'.strip() for __, item, brand in brought[::2]],
        'Telefon': [phone[:5 + place % 9] for place, (__, __, phone, __) in enumerate(people)],
        'Nummer': [number if place % 2 else number.replace('-', '')[2:] for place, (number, *__) in enumerate(brought)],
        'nichts zu finden': [f'{name}{" " * (place % 2)}xq' for place, name in enumerate(folded)],
    }
    here = rows('SELECT number FROM repair WHERE token IS NOT NULL ORDER BY id', rng, each)
    return Questions(kinds, [number for number, *__ in brought], [public_id for *__, public_id in people],
                     [number for number, in here])


def rows(sql: str, rng: random.Random, each: int) -> list[tuple[str, ...]]:
    found = db.execute_sql(sql).fetchall()
    return rng.sample(found, min(each, len(found)))
