"""The people and organisations of `db.stress`, with consents, memberships, contacts, index and journal."""
import json
import random
import re
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from itertools import accumulate

from db import stress_data as data
from db.bulk import Table
from db.consent import text_in_force
from db.folding import fold, sort_key, words
from db.models import Change, ChangeValue, Consent, Contact, Membership, Organisation, Person, PersonWord
from db.numbers import CROCKFORD
from db.search import joined
from db.stress_visits import DAY, Size, Visit
from db.words import HOW, Ended, Purpose

STAYS_FOR = 690          # days: nobody's time with us ends today, so that a fresh store is not erased at once …
SOON, SOON_DAYS = 2_000, (705, 725)   # … but one in so many is due within a month
GRACE = 1800


def moment(second: int) -> str:
    """As `modelfields.to_text`, in a tenth of the time."""
    return time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(second))


def letters(rng: random.Random, length: int) -> str:
    return ''.join(rng.choices(CROCKFORD, k=length))


@cache
def words_of(text: str) -> frozenset[str]:
    """Folding the same street a thousand times would take most of the time."""
    return frozenset(words([text]))


@cache
def _slug(name: str) -> str:
    return re.sub(r'[^a-z0-9]', '', fold(name))


def _cumulated(names: tuple[str, ...]) -> list[float]:
    """Names fall off as in a phone book: many Müllers, few Horváths."""
    return list(accumulate(1 / (rank + 8) for rank in range(len(names))))


class People:
    """`words` remembers what a repair is found by through its person."""

    def __init__(self, size: Size, now: datetime, rng: random.Random, visits: dict[int, list[Visit]]) -> None:
        self._size, self._rng, self._visits, self._now = size, rng, visits, int(now.timestamp())
        self._text_ids = {purpose: text_in_force(purpose).id for purpose in Purpose}
        self._first_weights, self._last_weights = _cumulated(data.FIRST_NAMES), _cumulated(data.LAST_NAMES)
        self._consents = Table(Consent, 'person', 'purpose', 'text', 'given_at', 'how', 'ended_at', 'ended_because')
        self._people = Table(Person, 'id', 'public_id', 'first_name', 'last_name', 'phone', 'email', 'street',
                             'postcode', 'city', 'was_customer', 'sort_name', 'words', 'on_former')
        self._members = Table(Membership, 'id', 'person', 'started_on', 'ended_on', 'ended', 'tasks', 'skills',
                              'in_messenger')
        self._contacts = Table(Contact, 'person', 'organisation', 'function')
        self._words = Table(PersonWord, 'word', 'person')
        self._changes = Table(Change, 'id', 'batch', 'at', 'verb', 'table', 'row', 'version')
        self._values = Table(ChangeValue, 'change', 'field', 'new')
        self._organisations = self._write_organisations()
        self.words: list[frozenset[str]] = []
        self.first_id = self._people.first_id

    @property
    def members(self) -> range:
        """Ids of the running memberships."""
        return range(self._members.first_id, self._members.first_id + self._size.team)

    def add(self, indexes: Iterable[int]) -> None:
        for index in indexes:
            self._add(index)
        for table in (self._consents, self._people, self._members, self._contacts, self._changes, self._values):
            table.write()   # in this order: the consent before the person whom it permits
        self._words.write(in_order=True)

    def _add(self, index: int) -> None:
        rng, size, row_id = self._rng, self._size, self.first_id + index
        first = rng.choices(data.FIRST_NAMES, cum_weights=self._first_weights)[0]
        last = rng.choices(data.LAST_NAMES, cum_weights=self._last_weights)[0]
        phone = _phone(index)
        email = f'{_slug(first)}.{_slug(last)}{index}@example.org' if rng.random() < 0.5 else ''
        near = index < size.team + size.outside
        street = f'{rng.choice(data.STREETS)} {rng.randint(1, 120)}' if near else ''
        postcode, city = rng.choice(data.PLACES_TO_LIVE) if near else ('', '')
        searched = words_of(first).union(words_of(last), words([phone, email]), words_of(street), words_of(postcode),
                                         words_of(city))
        self.words.append(searched)
        visits = self._visits.get(index, [])
        found = searched | self._role(index, row_id)
        self._consent(index, row_id, visits)
        here, came = any(visit.is_open for visit in visits), any(not visit.is_open for visit in visits)
        came = came or (index >= size.first_customer and not here)   # long ago: their items are no longer theirs
        former = size.team + size.outside <= index < size.first_customer or (came and not here)
        self._people.add(row_id, letters(rng, 12).lower(), first, last, phone, email, street, postcode, city, came,
                         sort_key(last, first), joined(set(found)), former)
        self._words.extend((word, row_id) for word in found)
        self._journal(row_id, visits[0].received if visits else self._now - 400 * DAY,
                      {'first_name': first, 'last_name': last, 'phone': phone})

    # ---- what somebody is ------------------------------------------------------------------------------------------
    def _role(self, index: int, row_id: int) -> frozenset[str]:
        """Membership or contact, and the words these are found by."""
        size = self._size
        if index < size.team:
            return self._member(index, row_id)
        if index < size.team + size.outside:
            return self._contact(index - size.team, row_id)
        if index < size.first_customer:
            ended = datetime.fromtimestamp(self._left_at(index), UTC).date().isoformat()
            self._members.add(self._members.first_id + index - size.outside, row_id, None, ended, True, '', '', False)
        return frozenset()

    def _member(self, index: int, row_id: int) -> frozenset[str]:
        tasks, skills = self._rng.choice(data.TASKS), ', '.join(self._rng.sample(data.SKILLS, 2))
        started = datetime.fromtimestamp(self._now - (30 + index * 11) * DAY, UTC).date().isoformat()
        self._members.add(self._members.first_id + index, row_id, started, None, False, tasks, skills, index % 5 > 0)
        return words_of(tasks) | words_of(skills)

    def _contact(self, place: int, row_id: int) -> frozenset[str]:
        """Two of three organisations have somebody; some people stand for themselves."""
        organisation, found = self._organisations[place] if place % 3 else (None, frozenset())
        function = self._rng.choice(data.FUNCTIONS)
        self._contacts.add(row_id, organisation, function)
        return words_of(function) | found

    def _left_at(self, index: int) -> int:
        return self._now - (index * 37 % STAYS_FOR + 1) * DAY

    def _write_organisations(self) -> list[tuple[int, frozenset[str]]]:
        table = Table(Organisation, 'id', 'public_id', 'name', 'topic', 'phone', 'email', 'website', 'sort_name',
                      'words')
        made = []
        for place in range(self._size.outside):
            kind = data.ORGANISATIONS[place % len(data.ORGANISATIONS)]
            name = f'{kind} {self._rng.choice(data.LAST_NAMES)} {place + 1}'
            topic, phone, email = self._rng.choice(data.TOPICS), _phone(500_000 + place), f'org{place}@example.org'
            website = f'https://org{place}.example.org'
            found = words([name, topic, phone, email, website])
            table.add(table.first_id + place, letters(self._rng, 12).lower(), name, topic, phone, email, website,
                      sort_key(name), joined(found))
            made.append((table.first_id + place, frozenset(found)))
        table.write()
        return made

    # ---- what somebody agreed to -----------------------------------------------------------------------------------
    def _consent(self, index: int, row_id: int, visits: list[Visit]) -> None:
        size, here = self._size, [visit for visit in visits if visit.is_open]
        if index < size.team:
            self._yes(row_id, Purpose.MEMBER, self._now - (30 + index * 11) * DAY, 'Unterschrift')
            if index % 6:
                self._yes(row_id, Purpose.MESSENGER, self._now - (20 + index * 11) * DAY, 'Unterschrift')
        elif index < size.team + size.outside:
            self._yes(row_id, Purpose.EXTERNAL, self._now - (index % 900 + 1) * DAY, 'E-Mail')
        elif index < size.first_customer:
            left = self._left_at(index)
            self._yes(row_id, Purpose.MEMBER, left - 900 * DAY, 'Papier', left)
            self._yes(row_id, Purpose.FORMER, left, 'mündlich')
        elif not here:
            self._stay(index, row_id, visits)
        if here:
            self._yes(row_id, Purpose.REPAIR, here[0].received, HOW[0])
            if index >= size.first_customer and (self._rng.random() < 0.55 or len(here) < len(visits)):
                self._yes(row_id, Purpose.FORMER, here[0].received, HOW[0])
        elif visits:
            self._yes(row_id, Purpose.REPAIR, visits[0].received, HOW[0],
                      max(visit.moves[-1][0] for visit in visits) + GRACE)

    def _stay(self, index: int, row_id: int, visits: list[Visit]) -> None:
        """Whoever came long ago was asked again since, by letter or e-mail."""
        since = visits[-1].received if visits else 0
        if index % SOON == 0:
            since = self._now - self._rng.randint(*SOON_DAYS) * DAY
        elif since < self._now - STAYS_FOR * DAY:
            since = self._now - self._rng.randint(1, STAYS_FOR * DAY)
        self._yes(row_id, Purpose.FORMER, since, self._rng.choice(HOW) if visits else 'laut Liste')

    def _yes(self, row_id: int, purpose: Purpose, given: int, how: str, ended: int | None = None) -> None:
        self._consents.add(row_id, purpose.value, self._text_ids[purpose], moment(given), how,
                           ended and moment(ended), ended and Ended.FULFILLED.value)

    def _journal(self, row_id: int, second: int, values: dict[str, str]) -> None:
        change = self._changes.first_id + row_id - self.first_id
        self._changes.add(change, f'{self._rng.getrandbits(128):032x}', moment(second), 'stress', 'person', row_id, 1)
        self._values.extend((change, name, json.dumps(value, ensure_ascii=False)) for name, value in values.items())


def _phone(index: int) -> str:
    """Two people share one, as at home; written as people write."""
    start, end = data.PHONE_STARTS[index % 5], f'{index // 5 * 7919 % 10_000:04}'
    if index % 11 == 0:
        return f'+49 {start[1:]} {end}'
    return (start.replace(' ', '/', 1) if index % 7 == 0 else start) + end
