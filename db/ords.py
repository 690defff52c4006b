"""What goes to the Open Repair Data Standard: closed repairs of what has a plug, and texts that somebody has read.

`event_date` is the day it was ready, else the day it was fetched; a repair from a list that names no day has none, and
the standard asks for one, so it stays here. Items themselves do not go out: people write names
on them, and the category says enough.
"""
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import SQL, Case, fn

from db import journal, settings, undated
from db.categories import CATEGORIES, Category
from db.clock import local
from db.models import Repair
from db.suggestions import category
from db.suspicious import known_names, marks
from db.who import Who
from db.words import Outcome, Review, State

CLOSED = (State.READY, State.COLLECTED, State.UNCOLLECTED)
BARRIERS = {
    'Ersatzteil nicht erhältlich': 'Spare parts not available', 'Ersatzteil zu teuer': 'Spare parts too expensive',
    'Öffnung nicht möglich': 'No way to open product',
    'Reparaturinformationen nicht verfügbar': 'Repair information not available',
    'Hilfsmittel oder Zubehör fehlt': 'Lack of equipment', 'Abnutzung zu groß': 'Item too worn out'}
STATUS = {Outcome.FIXED: 'Fixed', Outcome.REPAIRABLE: 'Repairable', Outcome.END_OF_LIFE: 'End of life',
          Outcome.UNKNOWN: 'Unknown'}
COUNTRY, NO_BRAND, PROVIDER = 'DEU', 'Unknown', 'Kontaktbuch'
MISC = 18
LONGEST_PROVIDER, LONGEST_GROUP = 32, 128
Kinds = dict[str, Category]     # by name, the café's own included


@dataclass(frozen=True)
class OrdsRow:
    """One row of the standard, in the order of its columns; None is a missing value."""
    id: str
    data_provider: str
    country: str
    partner_product_category: str
    product_category: str
    product_category_id: int
    brand: str
    year_of_manufacture: int | None
    product_age: int | float | None
    repair_status: str
    repair_barrier_if_end_of_life: str | None
    group_identifier: str | None
    event_date: date
    problem: str | None


@dataclass(frozen=True)
class OrdsCounts:
    """`unpowered`, `unnamed` (nobody knows what they are) and `undated` do not go out; `open` wait to be read."""
    rows: int
    unpowered: int
    unnamed: int
    undated: int
    open: int
    released: int
    withheld: int


@dataclass(frozen=True)
class Fault:
    """A text to be read. `marks`: where suspicious words begin and end."""
    number: str
    item: str
    text: str
    marks: tuple[tuple[int, int], ...]


# ---- what goes out ---------------------------------------------------------------------------------------------------
def rows() -> Iterator[OrdsRow]:
    cafe, kinds = settings.read().cafe_name.strip(), _kinds()
    for repair in _closed().order_by(Repair.serial).iterator():
        kind = kind_of(repair, kinds)
        if kind is not None and kind.number is not None:
            yield _row(repair, kind, cafe)


def _kinds() -> Kinds:
    return {one.name: one for one in settings.categories()}


def kind_of(repair: Repair, kinds: Kinds) -> Category | None:
    """Its category; without one what its name suggests, and for something with a plug at least „Sonstiges“."""
    return _kind(repair.category, repair.item, bool(repair.power), kinds)


def _kind(named: str, item: str, has_power: bool, kinds: Kinds) -> Category | None:
    found = kinds.get(named) or kinds.get(category('', item))
    return found or (next(one for one in CATEGORIES if one.number == MISC) if has_power else None)


def _closed(*wanted: Any) -> Any:
    return _done_here(*wanted).where(~Repair.request_id.startswith(undated.DONE))


def _done_here(*wanted: Any) -> Any:
    return Repair.select(*wanted).where(Repair.state.in_([state.value for state in CLOSED]))


def _row(repair: Repair, kind: Category, cafe: str) -> OrdsRow:
    outcome = Outcome(repair.outcome or Outcome.UNKNOWN)
    released = repair.fault_review == Review.RELEASED
    return OrdsRow(
        id=f'kontaktbuch-{repair.serial}', data_provider=_short(cafe, LONGEST_PROVIDER) or PROVIDER, country=COUNTRY,
        partner_product_category=kind.name, product_category=kind.standard,
        product_category_id=int(kind.number or MISC),
        brand=_brand(repair.brand), year_of_manufacture=None, product_age=_age(repair.age),
        repair_status=STATUS[outcome],
        repair_barrier_if_end_of_life=BARRIERS.get(repair.reason) if outcome is Outcome.END_OF_LIFE else None,
        group_identifier=_short(cafe, LONGEST_GROUP) or None,
        event_date=local(_done(repair)).date(), problem=(_one_line(repair.fault) or None) if released else None)


def _done(repair: Repair) -> datetime:
    if repair.request_id.startswith(undated.DONE_LATER):
        return repair.received_at
    return repair.ready_at or repair.collected_at or repair.received_at


def _short(text: str, limit: int) -> str:
    return _one_line(text)[:limit].strip()


def _one_line(text: str) -> str:
    """Without line breaks, and without signs in front that a spreadsheet would run (S10)."""
    return ' '.join(text.split()).lstrip('=+-@ ')


def _brand(brand: str) -> str:
    """A brand that looks like a person's address or number is none."""
    return NO_BRAND if marks(brand, ()) else _one_line(brand) or NO_BRAND


def _age(age: Any) -> int | float | None:
    return age if isinstance(age, int | float) and age >= 0 else None


# ---- reading before it goes out --------------------------------------------------------------------------------------
def counts() -> OrdsCounts:
    """Counted by category in the store: a name is only looked at where there is no category."""
    item = Case(None, [(Repair.category == '', Repair.item)], '')
    every, kinds = _kinds(), Counter[str]()
    reviews: Counter[str] = Counter()
    for named, called, power, verdict, has_text, number in _closed(
            Repair.category, item, Repair.power != '', Repair.fault_review, Repair.fault != '',
            fn.COUNT(SQL('*'))).group_by(SQL('1, 2, 3, 4, 5')).tuples():
        kind = _kind(named, called, bool(power), every)
        kinds['unnamed' if kind is None else 'unpowered' if kind.number is None else 'rows'] += number
        if has_text and kind is not None and kind.number is not None:
            reviews[verdict] += number
    dayless = _done_here().where(Repair.request_id.startswith(undated.DONE)).count()
    return OrdsCounts(kinds['rows'], kinds['unpowered'], kinds['unnamed'], dayless, reviews[Review.OPEN],
                      reviews[Review.RELEASED], reviews[Review.WITHHELD])


def to_read(limit: int = 10) -> tuple[Fault, ...]:
    """The next texts nobody has read, the newest first."""
    names, kinds, found = known_names(), _kinds(), []
    for repair in (_closed().where(Repair.fault != '', Repair.fault_review == Review.OPEN.value)
                   .order_by(Repair.serial.desc()).iterator()):
        kind = kind_of(repair, kinds)
        if kind is not None and kind.number is not None:
            found.append(Fault(repair.number, repair.item, repair.fault, marks(repair.fault, names)))
        if len(found) >= limit:
            break
    return tuple(found)


def review(texts: dict[str, str], verdict: Review, who: Who, now: datetime) -> int:
    """Somebody has read these texts, by number. One that reads otherwise by now stays unread. How many were marked."""
    with journal.writing(who, now, 'ords.read') as batch:
        rows = [row for row in Repair.select(Repair.id, Repair.number, Repair.fault).where(
            Repair.number.in_(list(texts))) if row.fault == texts[row.number]]
        for row in rows:
            Repair.update(fault_review=verdict.value).where(Repair.id == row.id).execute()
            batch.did('repair', row.id)
        return len(rows)
