"""A small café in full swing: something on every screen, in every state, with names that need their accents."""
from dataclasses import dataclass
from datetime import datetime, timedelta

from db import devices, handover, intake, members, organisations, people, pins, repairs
from db.intake import Intake
from db.who import Who
from db.words import Outcome, Purpose, State
from tests.personas import PINS, given, persona


@dataclass(frozen=True)
class Sample:
    """What tests look for again: numbers of repairs by state, and people."""
    numbers: dict[str, str]
    tokens: dict[str, str]
    joerg: str
    former: str
    contact: str
    organisation: str
    tablet: str   # the token of its cookie

    @property
    def number(self) -> str:
        """A repair in the works, with a customer."""
        return self.numbers['in Arbeit']


def fill(who: Who, now: datetime) -> Sample:
    """Into the store that is open, through the same verbs as the screens."""
    joerg = add_team(who, now)
    organisation = organisations.add({'name': 'Ehrenamtsbüro', 'topic': 'Versicherung', 'phone': '0351 888 0',
                                      'email': 'ehrenamt@stadt.example'}, who, now)
    contact = people.add('external', {'first_name': 'Łucja', 'last_name': 'Groß', 'function': 'Ansprechpartnerin',
                                      'phone': '0351 888 12'}, given(Purpose.EXTERNAL), who, now, organisation)
    taken = {state: take_in(number, item, who, now) for number, (state, item) in enumerate(ITEMS.items())}
    move_along({state: one.number for state, one in taken.items()}, who, now)
    return Sample(numbers={state: one.number for state, one in taken.items()},
                  tokens={state: one.token for state, one in taken.items()},
                  joerg=joerg, former=one_who_left(who, now), contact=contact, organisation=organisation,
                  tablet=add_tablet(who, now))


ITEMS = {
    'angenommen': 'Toaster',
    'in Arbeit': 'Nähmaschine',
    'wartet auf Ersatzteil': 'Kaffeevollautomat mit Milchschäumer und Mahlwerk',
    'fertig': 'Fön',
    'ohne Namen': 'Radio',
    'abgeholt': 'Lampe',
}


def add_team(who: Who, now: datetime) -> str:
    joerg = people.add('member', {'first_name': 'Jörg', 'last_name': 'Rademacher', 'phone': '0351 7654321',
                                  'skills': 'Elektro', 'tasks': 'Reparatur', 'email': 'joerg@example.org'},
                       given(Purpose.MEMBER, Purpose.MESSENGER), who, now)
    people.add('member', {'first_name': 'Öykü', 'last_name': 'Özdemir', 'skills': 'Textil'},
               given(Purpose.MEMBER), who, now)
    return joerg


def add_tablet(who: Who, now: datetime) -> str:
    for name, pin in PINS.items():
        pins.set_pin(persona(name.capitalize()).account or 0, pin, who, now)
    return devices.enrol('Tablet links', who, now)


def one_who_left(who: Who, now: datetime) -> str:
    left = people.add('member', {'first_name': 'Ünal', 'last_name': 'Großmann', 'phone': '0176 1112223'},
                      given(Purpose.MEMBER), who, now)
    members.end_membership(left, True, 'mündlich', who, now)
    return left


def take_in(number: int, item: str, who: Who, now: datetime) -> intake.Taken:
    nameless = item == ITEMS['ohne Namen']
    person = {} if nameless else {'first_name': 'Şeyma', 'last_name': f'Wiśniewska-{number}',
                                  'phone': f'0351 1234{number:03}', 'later': number % 2 == 0}
    received = now - timedelta(days=40 - 5 * number)
    return intake.take_in(Intake(f'00000000-0000-4000-8000-{number:012}', item, not nameless,
                                 fault='Geht nicht mehr an, riecht verbrannt.', accessories='Netzteil',
                                 warning=number == 0, warning_reason='Kabel blank' if number == 0 else '',
                                 **person), who, received)


def move_along(numbers: dict[str, str], who: Who, now: datetime) -> None:
    joerg = repairs.team()[0].membership_id
    repairs.assign(numbers['in Arbeit'], joerg, who, now)
    for state in ('in Arbeit', 'wartet auf Ersatzteil', 'fertig', 'ohne Namen', 'abgeholt'):
        repairs.move(numbers[state], State.WORKING, who, now - timedelta(days=3))
    repairs.move(numbers['wartet auf Ersatzteil'], State.WAITING, who, now - timedelta(days=2))
    for state in ('fertig', 'ohne Namen'):
        repairs.move(numbers[state], State.READY, who, now - timedelta(days=1), outcome=Outcome.FIXED)
    handover.hand_back(numbers['abgeholt'], who, now)
