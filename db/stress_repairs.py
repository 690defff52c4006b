"""The repairs of `db.stress`, with their moves, index and journal."""
import json
import random
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from db import numbers, settings
from db import stress_data as data
from db.bulk import Table
from db.clock import BERLIN
from db.intake import SERIALS_PER_YEAR
from db.models import Change, ChangeValue, Repair, RepairState, RepairWord
from db.search import joined
from db.stress_people import People, letters, moment, words_of
from db.stress_visits import Visit
from db.words import POWER, REASONS, Outcome, State

OUTCOMES = ((Outcome.FIXED, 62), (Outcome.REPAIRABLE, 9), (Outcome.END_OF_LIFE, 21), (Outcome.UNKNOWN, 8))
TURNS_UP = [1 / (rank + 6) for rank in range(len(data.ITEMS))]


class Repairs:
    """They are given from the oldest to the newest, so that numbers follow."""

    def __init__(self, people: People, rng: random.Random) -> None:
        self._people, self._rng = people, rng
        self._term = timedelta(days=settings.read().pickup_term_days)
        self._counted: Counter[int] = Counter()
        self._repairs = Table(
            Repair, 'id', 'number', 'serial', 'request_id', 'token', 'person', 'responsible', 'item', 'category',
            'brand', 'model', 'age', 'power', 'accessories', 'fault', 'warning', 'place', 'state', 'outcome', 'reason',
            'finding', 'received_at', 'ready_at', 'collected_at', 'due_on', 'words')
        self._moves = Table(RepairState, 'repair', 'state', 'at')
        self._words = Table(RepairWord, 'open', 'word', 'repair')
        self._changes = Table(Change, 'id', 'batch', 'at', 'verb', 'table', 'row', 'version')
        self._values = Table(ChangeValue, 'change', 'field', 'new')
        self._added = 0

    def add(self, visits: Iterable[Visit]) -> None:
        for visit in visits:
            self._add(visit, self._repairs.first_id + self._added)
            self._added += 1
        for table in (self._repairs, self._moves, self._changes, self._values):
            table.write()
        self._words.write(in_order=True)

    def _add(self, visit: Visit, row_id: int) -> None:
        rng, received = self._rng, datetime.fromtimestamp(visit.received, BERLIN)
        self._counted[received.year] += 1
        number = numbers.make(received.year, self._counted[received.year])
        item, category, brands, faults = rng.choices(data.ITEMS, TURNS_UP)[0]
        brand, model = rng.choice(brands), rng.choice(data.MODELS)
        fault = rng.choice(faults) + rng.choice(data.FAULT_ENDS)
        place, rest = self._in_house(visit)
        digits = number.replace('-', '')
        found = {digits, digits[2:]}.union(*map(words_of, (item, category, brand, model, place)))
        person = None
        if visit.person is not None:
            found |= self._people.words[visit.person]
            person = self._people.first_id + visit.person
        token, responsible, power, accessories, warning = rest
        self._repairs.add(
            row_id, number, received.year * SERIALS_PER_YEAR + self._counted[received.year], f'stress-{digits}', token,
            person, responsible, item, category, brand, model, rng.choice((None, 2, 5, 8, 12, 20)), power, accessories,
            fault, warning, place, visit.state.value, *self._result(visit), *_moments(visit),
            (received.date() + self._term).isoformat(), joined(found))
        self._moves.extend((row_id, state.value, moment(second)) for second, state in visit.moves)
        self._words.extend((visit.is_open, word, row_id) for word in found)
        self._journal(row_id, visit, {'category': category} | ({'item': item, 'fault': fault} if person else {}))

    def _in_house(self, visit: Visit) -> tuple[str, tuple[str | None, int | None, str, str, str]]:
        """Place, and what else is kept only while the item is here."""
        rng = self._rng
        if not visit.is_open:
            return '', (None, None, '', '', '')
        place = f'Schrank {rng.randint(1, 12)}, Fach {rng.randint(1, 8)}'
        responsible = rng.choice(self._people.members) if rng.random() < 0.7 else None
        return place, (letters(rng, numbers.TOKEN_LENGTH), responsible, rng.choice(POWER), rng.choice(data.ACCESSORIES),
                       rng.choice(data.WARNINGS) if rng.random() < 0.04 else '')

    def _result(self, visit: Visit) -> tuple[str, str, str]:
        """Outcome, reason, finding."""
        if visit.at(State.READY) is None:
            return '', '', ''
        (outcome,) = self._rng.choices([word for word, __ in OUTCOMES], [weight for __, weight in OUTCOMES])
        reasons = REASONS.get(outcome, ())
        return outcome.value, self._rng.choice(reasons) if reasons else '', self._rng.choice(data.FINDINGS)

    def _journal(self, row_id: int, visit: Visit, values: dict[str, str]) -> None:
        change = self._changes.first_id + self._added
        batch = f'{self._rng.getrandbits(128):032x}'
        self._changes.add(change, batch, moment(visit.received), 'stress', 'repair', row_id, 1)
        self._values.extend((change, name, json.dumps(value, ensure_ascii=False)) for name, value in values.items())


def _moments(visit: Visit) -> tuple[str, str | None, str | None]:
    """Received, ready, collected."""
    ready, collected = visit.at(State.READY), visit.at(State.COLLECTED)
    return (moment(visit.received), moment(ready) if ready else None, moment(collected) if collected else None)
