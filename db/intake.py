"""Taking an item in: the one verb behind the counter, saved in one transaction and harmless when sent again."""
import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from db import consent, erasure, journal, names, numbers, retention, settings
from db.categories import START, tile_of
from db.clock import BERLIN, local, today
from db.connection import db
from db.consent import ConsentLine, ConsentQuestion, Given
from db.errors import Refused
from db.fields import Column, columns
from db.i18n import _
from db.journal import Batch
from db.known import with_name, with_phone
from db.models import Person, Repair
from db.people import by_public_id, create
from db.repairs import read, running, step, team_member
from db.search import refresh_person, refresh_repair
from db.suggestions import category
from db.telling import told
from db.who import Who
from db.words import Ended, Purpose, State

LEARN_FROM = 2000       # the favourites follow what was brought lately
SPOKEN = 'mündlich'     # how consent is given at the counter
NO_REASON = 'ohne Angabe'
SERIALS_PER_YEAR = 10_000_000
FLOOR = 'serial_floor'   # a setting: numbers up to here may have been given already (`db.restore`)
_REQUEST = re.compile(r'[A-Za-z0-9-]{8,64}')
_PERSON, _REPAIR = ('phone', 'first_name', 'last_name', 'email'), ('item', 'brand', 'accessories', 'fault', 'place')


@dataclass(frozen=True)
class Intake:
    """What the counter knows, as typed. `person` is the public id of someone already known.

    `store` and `later` are the two answers; None is not answered and records nothing. `shown` are the ids of the two
    wordings that were read aloud; None stands for those in force.
    """
    request_id: str
    item: str
    store: bool | None
    later: bool | None = None
    person: str | None = None
    phone: str = ''
    first_name: str = ''
    last_name: str = ''
    email: str = ''
    category: str = ''
    brand: str = ''
    accessories: str = ''
    fault: str = ''
    warning: bool = False
    warning_reason: str = ''
    place: str = ''
    responsible: int | None = None
    shown: tuple[int, int] | None = None


@dataclass(frozen=True)
class Known:
    """Somebody with exactly this number: enough for „Vorname N. – stimmt das?“ (S9)."""
    public_id: str
    short: str
    has_consent: bool
    consent_line: str


@dataclass(frozen=True)
class Taken:
    """`again` says that this drop-off had been saved before."""
    number: str
    token: str
    short_name: str
    item: str
    responsible: str
    consents: tuple[ConsentLine, ...]
    again: bool


# ---- what the counter shows ------------------------------------------------------------------------------------------
def known(phone: str) -> tuple[Known, ...]:
    return tuple(_known(person) for person in with_phone(phone)[:8])


def _known(person: Person) -> Known:
    (line,) = consent.lines(person.id, (Purpose.REPAIR,))
    return Known(person.public_id, names.short(person.first_name, person.last_name), line.yes,
                 f'{line.title}: {line.detail}' if line.yes else '')


def questions() -> tuple[ConsentQuestion, ConsentQuestion]:
    """The two questions of the counter in their present wording."""
    return consent.text_in_force(Purpose.REPAIR), consent.text_in_force(Purpose.FORMER)


def favourites(now: datetime, limit: int = 8) -> tuple[str, ...]:
    """Button words, what this café is brought most first; a new café starts with what is common everywhere.

    Learned up to yesterday: hands learn places, so the buttons stay where they are for a whole day.
    """
    midnight = datetime.combine(today(now), time.min, BERLIN)
    lately = (Repair.select(Repair.category).where(Repair.received_at < midnight)
              .order_by(Repair.serial.desc()).limit(LEARN_FROM).tuples())
    counted = Counter(tile_of(row[0]) for row in lately)
    counted.pop('', None)
    learned = [tile for tile, count in counted.most_common() if count > 1]
    return tuple(dict.fromkeys([*learned, *START]))[:limit]


# ---- saving ----------------------------------------------------------------------------------------------------------
def take_in(intake: Intake, who: Who, now: datetime) -> Taken:
    """Save a drop-off: person and consents if they said yes, the repair, its number and token.

    „Nein“ stores nobody, and for somebody known withdraws nothing (D3). Sending the same `request_id` again returns
    what was saved the first time. Raises `Refused` naming the field.
    """
    if not _REQUEST.fullmatch(intake.request_id):
        raise Refused(_('Diese Annahme hat keine gültige Kennung. Bitte die Seite neu laden.'))
    facts = _facts(intake) | {'due_on': today(now) + timedelta(days=settings.read().pickup_term_days)}
    with journal.writing(who, now, 'repair.take_in') as batch:
        before = Repair.select(Repair.number).where(Repair.request_id == intake.request_id).tuples().first()
        if before:
            return taken(before[0], now, again=True)
        done = _save(batch, intake, facts)
    if intake.later is False:
        retention.scrub(now)   # what only an older yes held has just been cleared
    return done


def _save(batch: Batch, intake: Intake, facts: dict[str, Any]) -> Taken:
    person = _person(batch, intake)
    repair = _repair(intake, batch.now, person, facts)
    batch.insert(repair)
    step(batch, repair)
    if person is not None:
        refresh_person(person.id, repair)
        told(batch, person)
    else:
        refresh_repair(repair)
    batch.shows('repair', repair.number)
    return _taken(repair, person)


def _taken(repair: Repair, person: Person | None) -> Taken:
    helper = team_member(repair.responsible_id)
    return Taken(repair.number, repair.token, names.short(person.first_name, person.last_name) if person else '',
                 repair.item, helper.short if helper else '',
                 consent.lines(person.id, (Purpose.REPAIR, Purpose.FORMER)) if person else (), again=False)


def taken(number: str, now: datetime, again: bool = False) -> Taken:
    """What was saved under a number, as the counter shows it."""
    view = read(number, now)
    return Taken(view.number, view.token, view.person.short if view.person else '', view.item, view.responsible,
                 view.consents, again)


def _facts(intake: Intake) -> dict[str, Any]:
    described = columns('repair', 'counter')
    facts = _parsed(described, intake, _REPAIR)
    if intake.warning:
        (warning,) = (column for column in described if column.name == 'warning')
        facts['warning'] = warning.parse(intake.warning_reason) or NO_REASON
    return facts


def _parsed(described: tuple[Column, ...], intake: Intake, wanted: tuple[str, ...]) -> dict[str, Any]:
    return {column.name: column.parse(getattr(intake, column.name)) for column in described if column.name in wanted}


def _person(batch: Batch, intake: Intake) -> Person | None:
    if intake.store is False:
        return None
    known_person = by_public_id(intake.person) if intake.person else None
    if intake.store is None and not (known_person and Purpose.REPAIR in consent.in_force(known_person.id)):
        raise Refused(_('Bitte fragen: Dürfen wir Ihre Daten speichern?'), 'store')
    person = known_person or _same_person(intake)
    values = _parsed(columns('person', 'customer'), intake, ('email',) if known_person else _PERSON)
    given = _said(intake)
    if person is None:
        return create(batch, values, given)
    for one in given:
        consent.record(batch, person.id, one)
    if intake.later is False and Purpose.FORMER in consent.in_force(person.id):
        erasure.shrink(batch, person, {Purpose.FORMER: Ended.WITHDRAWN}, 'withdrawal')   # asked again, and they said no
    if values.get('email') and not person.email:
        batch.update(person, {'email': values['email']})
    return person


def _said(intake: Intake) -> list[Given]:
    """Only what somebody was asked just now: a yes that stands already stays as it was said (D2)."""
    answers = zip((Purpose.REPAIR, Purpose.FORMER), (intake.store, intake.later), intake.shown or (None, None),
                  strict=True)
    return [Given(purpose, SPOKEN, shown=text) for purpose, answer, text in answers if answer]


def _same_person(intake: Intake) -> Person | None:
    """The same name with the same number is the same person, even if nobody tapped the suggestion."""
    return with_name(with_phone(intake.phone), intake.first_name, intake.last_name)


def _repair(intake: Intake, now: datetime, person: Person | None, facts: dict[str, Any]) -> Repair:
    running(intake.responsible)
    year = local(now).year
    serial = _next_serial(year)
    return Repair(
        number=numbers.make(year, serial), serial=year * SERIALS_PER_YEAR + serial, request_id=intake.request_id,
        token=numbers.new_token(), person=person.id if person else None, responsible=intake.responsible,
        category=category(intake.category, intake.item, settings.categories_of_own()),
        state=State.ACCEPTED.value, received_at=now, **facts)


def _next_serial(year: int) -> int:
    first, last = year * SERIALS_PER_YEAR, (year + 1) * SERIALS_PER_YEAR - 1
    (given,) = db.execute_sql('SELECT MAX(serial) FROM repair WHERE serial BETWEEN ? AND ?', (first, last)).fetchone()
    floor = db.execute_sql('SELECT CAST(value AS INTEGER) FROM setting WHERE name = ?', (FLOOR,)).fetchone()
    return max(given or first, floor[0] if floor and first <= floor[0] <= last else first) % SERIALS_PER_YEAR + 1
