"""A café in full swing, to try things out: filled through the verbs of the counter, so that every rule holds.

What happened is a list of moments that is played in its order, the earliest first; `now` comes last.
"""
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from typing import Any

from db import accounts, handover, intake, members, organisations, people, repairs, retention, settings
from db import demo_data as data
from db.bulk import refuse_unless_empty
from db.clock import local
from db.connection import db
from db.consent import Given
from db.demo_data import Open
from db.errors import Refused
from db.folding import fold_written_out
from db.i18n import _
from db.intake import Intake
from db.numbers import random_letters
from db.who import Role, Who
from db.words import Outcome, Purpose, State

CAFE = 'Repair-Café Musterstadt'
FOUNDED = timedelta(days=3650)
VISITS, FROM_OLD_LIST = 112, 12     # what has come and gone; people kept from before this program
LEAVES_SOON = (724, 716, 709)       # days since some of these agreed; they are kept for two years
OPENING_DAYS = (0, 3)
NOON, AFTERNOON, EVENING = 0, 70, 130   # minutes after one, UTC: first come, then ready, then fetched
WAYS: dict[State, tuple[State, ...]] = {
    State.ACCEPTED: (), State.WORKING: (State.WORKING,), State.WAITING: (State.WORKING, State.WAITING),
    State.READY: (State.WORKING, State.READY), State.UNCOLLECTED: (State.WORKING, State.READY, State.UNCOLLECTED)}


@dataclass(frozen=True)
class DemoLogin:
    name: str
    password: str
    role: Role


LOGINS = (DemoLogin('Anja', 'anja-leitet-das-cafe', Role.ORGANISER),
          DemoLogin('Mira', 'mira-loetet-am-montag', Role.TEAM),
          DemoLogin('Tresen', 'tresen-nimmt-alles-an', Role.COUNTER))


def fill(now: datetime) -> tuple[DemoLogin, ...]:
    """Fill the store that is open, and say how to log in. Raises `Refused` unless it is empty."""
    with db.atomic('IMMEDIATE'):   # all or nothing, and one wait for the disk instead of a thousand
        refuse_unless_empty()
        if not accounts.needs_setup():
            raise Refused(_('Dieses Kontaktbuch ist schon eingerichtet. Das Demo-Café braucht einen leeren Ordner.'))
        cafe = _Cafe(now)
        cafe.set_up()
        cafe.happen()
    cafe.let_go()
    return LOGINS


class _Cafe:
    def __init__(self, now: datetime) -> None:
        self.now = now
        self._moments: list[tuple[datetime, Callable[[datetime], Any]]] = []
        self._phones = count()
        self._team: dict[str, str] = {}                      # first name → public id
        self._at_work: dict[str, int] = {}                   # first name → membership
        self._numbers: dict[tuple[str, str], str] = {}       # customers and their telephones

    # ---- the café and its people -----------------------------------------------------------------------------------
    def set_up(self) -> None:
        opened = self.now - FOUNDED
        self.anja, self.mira, self.tresen = _make_accounts(opened)
        settings.save(data.SETTINGS, self.anja, opened)
        for place, one in enumerate(data.TEAM):
            self._join(place, one)
        for first, last, years, __ in data.LEFT:
            self._join(0, data.Member(first, last, 'Am Markt 1', 'Reparatur', '', years))
        running = {member.public_id: member.membership_id for member in repairs.team()}
        self._at_work = {first: running[public_id] for first, public_id in self._team.items()}
        for account in accounts.accounts():
            if account.name in self._at_work:
                accounts.set_member(account.id, self._at_work[account.name], self.anja, opened)
        for name, topic, contacts in data.OUTSIDE:
            self._outside(name, topic, contacts)
        for place in range(FROM_OLD_LIST):
            self._from_old_list(place)

    def _join(self, place: int, one: data.Member) -> None:
        agreed, inside = one.messenger
        joined = self._ago(one.years * 365 + 9 + place)
        public_id = people.add('member', {
            'first_name': one.first, 'last_name': one.last, 'phone': self._phone(),
            'email': _email(one.first, one.last), 'street': one.street, 'postcode': '99999', 'city': 'Musterstadt',
            'tasks': one.tasks, 'skills': one.skills, 'started_on': joined.date(),
        }, (Given(Purpose.MEMBER, 'Unterschrift'),), self.anja, joined)
        self._team[one.first] = public_id
        if agreed:
            members.give_messenger(public_id, 'Unterschrift', self.anja, joined if inside else self._ago(2))
        if inside:
            members.set_messenger(public_id, True, self.anja, joined)

    def _outside(self, name: str, topic: str, contacts: tuple[tuple[str, str, str], ...]) -> None:
        agreed = self._ago(300)
        place = organisations.add({'name': name, 'topic': topic, 'phone': self._phone(), 'email': _email(name, 'post')},
                                  self.anja, agreed) if name else ''
        for first, last, function in contacts:
            people.add('external', {'first_name': first, 'last_name': last, 'function': function,
                                    'phone': self._phone(), 'email': _email(first, last)},
                       (Given(Purpose.EXTERNAL, 'E-Mail'),), self.anja, agreed, organisation=place)

    def _from_old_list(self, place: int) -> None:
        days = LEAVES_SOON[place] if place < len(LEAVES_SOON) else 640 - 31 * place
        first, last = _visitor(VISITS + place)
        people.add('former_customer', {'first_name': first, 'last_name': last, 'phone': self._phone()},
                   (Given(Purpose.FORMER, 'laut Liste'),), self.anja, self._ago(days))

    # ---- what happened ---------------------------------------------------------------------------------------------
    def happen(self) -> None:
        for place in range(VISITS):
            self._come_and_gone(place)
        for place, one in enumerate(data.OPEN):
            self._come(place, one)
        for person, item, brand, fault, later, minutes in data.JUST_FETCHED:
            self._just_fetched(self._bring(self._ago(16), item, brand, fault, person, later), minutes)
        for moment, do in sorted(self._moments, key=lambda one: one[0]):
            do(moment)

    def _come_and_gone(self, place: int) -> None:
        """About one a day; every tenth without a name, and less than half may be called later."""
        item, brand, fault, finding, outcome, reason = data.GONE[place % len(data.GONE)]
        came = 6 + place
        stayed = 2 + place * 7 % min(came - 4, 23)
        person = None if place % 10 == 3 else _visitor(place)
        number = self._bring(self._ago(came, place), item, brand, fault, person, later=place % 9 in (0, 2, 5, 7))
        ready = self._ago(max(came - stayed, 2), place, AFTERNOON)
        self._then(ready, lambda at: repairs.move(number(), State.READY, self.mira, at, outcome, reason))
        if finding:
            self._then(ready, lambda at: self._write(number(), {'finding': finding}, at))
        fetched = self._ago(max(came - stayed - 1 - place % 4, 1), place, EVENING)
        self._then(fetched, lambda at: handover.hand_back(number(), self.tresen, at))

    def _come(self, place: int, one: Open) -> None:
        came = self._ago(one.days, place) if one.days else self.now - timedelta(minutes=95 - 2 * place)
        number = self._bring(came, one.item, one.brand, one.fault, one.person, one.later, accessories=one.accessories,
                             warning=bool(one.warning), warning_reason=one.warning, place=one.place,
                             responsible=self._at_work.get(one.who))
        ready = self._ago(one.ready, place, AFTERNOON) if one.ready else self.now - timedelta(minutes=52)
        begun = came + timedelta(days=max(one.days - one.ready, 1) / 3)
        moments = {State.WORKING: begun, State.WAITING: begun + timedelta(hours=20), State.READY: ready,
                   State.UNCOLLECTED: ready + timedelta(days=30)}
        for state in WAYS[one.state]:
            self._then(moments[state], partial(self._move, number, state, self.mira if place % 3 else self.anja))

    def _move(self, number: Callable[[], str], state: State, who: Who, at: datetime) -> None:
        repairs.move(number(), state, who, at, Outcome.FIXED if state is State.READY else None)

    def _just_fetched(self, number: Callable[[], str], minutes: int) -> None:
        self._then(self._ago(3), partial(self._move, number, State.READY, self.mira))
        self._then(self.now - timedelta(minutes=minutes), lambda at: handover.hand_back(number(), self.tresen, at))

    def _bring(self, came: datetime, item: str, brand: str, fault: str, person: tuple[str, str] | None, later: bool,
               **more: Any) -> Callable[[], str]:
        """Hand an item over. Returns the way to its number, which it only gets when its moment comes."""
        numbers: list[str] = []
        first, last = person or ('', '')
        wanted = Intake(request_id=random_letters(16), item=item, brand=brand, fault=fault, store=person is not None,
                        later=later if person else None, first_name=first, last_name=last,
                        phone=self._phone_of(person), **more)
        self._then(came, lambda at: numbers.append(intake.take_in(wanted, self.tresen, at).number))
        return lambda: numbers[0]

    def _phone_of(self, person: tuple[str, str] | None) -> str:
        """Somebody in the team, or here before, has a number already."""
        if person is None:
            return ''
        if person[0] in self._team:
            return str(people.read(self._team[person[0]]).values['phone'])
        return self._numbers.setdefault(person, self._phone())

    def _write(self, number: str, values: dict[str, Any], at: datetime) -> None:
        repairs.save(number, repairs.read(number, at).version, values, self.mira, at)

    # ---- and who has gone ------------------------------------------------------------------------------------------
    def let_go(self) -> None:
        """Outside the transaction, because erasing rewrites the file."""
        for place, (first, __, ___, inside) in enumerate(data.LEFT):
            left = self._ago(11 + 90 * place)
            members.end_membership(self._team[first], keep=True, how='mündlich', who=self.anja, now=left)
            if not inside:
                members.set_messenger(self._team[first], False, self.anja, left)
        handover.withdraw(self._team['Ingrid'], (Purpose.MESSENGER,), self.anja, self._ago(1))
        retention.run_due(self.now)

    # ---- days and numbers ------------------------------------------------------------------------------------------
    def _then(self, moment: datetime, do: Callable[[datetime], Any]) -> None:
        self._moments.append((min(moment, self.now), do))

    def _ago(self, days: int, place: int = 0, minutes: int = NOON) -> datetime:
        """On an opening day at least that many days ago, a little later for each one in a row."""
        moment = self.now - timedelta(days=days)
        while local(moment).weekday() not in OPENING_DAYS:
            moment -= timedelta(days=1)
        moment = moment.replace(hour=13, minute=0, second=0) + timedelta(minutes=minutes + place * 13 % 60)
        return min(moment, self.now)

    def _phone(self) -> str:
        """Mobile and landline in turns, never the same twice."""
        number = next(self._phones)
        start, digits = data.PHONE_RANGES[number % len(data.PHONE_RANGES)]
        return f'{start}{number // len(data.PHONE_RANGES):0{digits}}'


def _make_accounts(now: datetime) -> tuple[Who, Who, Who]:
    first, *others = LOGINS
    organiser = accounts.set_up(CAFE, first.name, first.password, now)
    mira, tresen = (Who(accounts.add(one.name, one.role, one.password, organiser, now), one.name, one.role)
                    for one in others)
    return organiser, mira, tresen


def _visitor(place: int) -> tuple[str, str]:
    """Different for hundreds: the two lists have no length in common."""
    return data.FIRST_NAMES[place % len(data.FIRST_NAMES)], data.LAST_NAMES[place % len(data.LAST_NAMES)]


def _email(*names: str) -> str:
    parts = [re.sub(r'[^a-z0-9]+', '-', fold_written_out(name)).strip('-') for name in names if name]
    return f'{".".join(parts)}@example.org'
