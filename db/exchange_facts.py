"""What rows of a file need to know about people beyond their own row, read once for all of them."""
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from peewee import SQL, fn

from db import messenger
from db.exchange_layout import ASKED_FOR
from db.exchange_rows import Found, asked, found
from db.listed import day_of
from db.messenger import Answer
from db.models import Consent, Contact, Membership, Repair
from db.words import State

_Membership, _Contact, _Repair = Membership.alias(), Contact.alias(), Repair.alias()


def stays(person: Any) -> Any:
    """The condition that somebody stands on a sheet. Who does not is waiting for their erasure after a pick-up."""
    one = SQL('1')
    return (person.on_former
            | fn.EXISTS(_Membership.select(one).where(_Membership.person == person.id, ~_Membership.ended))
            | fn.EXISTS(_Contact.select(one).where(_Contact.person == person.id))
            | fn.EXISTS(_Repair.select(one).where(_Repair.person == person.id,
                                                  _Repair.state != SQL(f"'{State.COLLECTED}'"))))


@dataclass(frozen=True)
class Facts:
    """`agreed`: per sheet since when somebody agrees to what it stands on, None where no list named the day. `ended`:
    memberships that are over, the last one first. `collected`: when somebody last fetched something. `refused`: when
    somebody last said no to the messenger group, `no`: who has said nothing else since."""
    agreed: dict[str, dict[int, datetime | None]]
    ended: dict[int, list[Found]] = field(default_factory=dict)
    collected: dict[int, datetime] = field(default_factory=dict)
    refused: dict[int, datetime] = field(default_factory=dict)
    no: frozenset[int] = frozenset()

    def last_membership(self, person: int) -> Found:
        return next(iter(self.ended.get(person, [])), {})

    def earlier(self, person: int, shown: int | None) -> str:
        """'2020-01-31/2022-12-31', one line per membership that is over and not `shown`."""
        return '\n'.join(f"{_iso(row['membership', 'started_on'])}/{_iso(row['membership', 'ended_on'])}"
                         for row in self.ended.get(person, []) if row['membership', 'id'] != shown)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ''


def facts() -> Facts:
    ended: dict[int, list[Found]] = defaultdict(list)
    for row in found(Membership.select(*asked(Membership)).where(Membership.ended).order_by(Membership.id.desc())):
        ended[row['membership', 'person']].append(row)
    agreed = {sheet: {person: day_of(given, listed) for person, given, listed in Consent.select(
        Consent.person, Consent.given_at, Consent.listed_at).tuples().where(
        Consent.purpose == purpose.value, Consent.ended_at.is_null())} for sheet, purpose in ASKED_FOR.items()}
    collected = dict(Repair.select(Repair.person, fn.MAX(Repair.collected_at)).group_by(Repair.person).tuples().where(
        Repair.person.is_null(False), Repair.collected_at.is_null(False)))
    refused = messenger.refused()
    no = frozenset(person for person, answer in messenger.answers(refused).items() if answer is Answer.NO)
    return Facts(agreed, dict(ended), collected, refused, no)
