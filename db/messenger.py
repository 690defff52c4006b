"""The messenger group: what somebody has said to it, and what is to be done in it by hand.

Being in it is a fact of the membership and no consent (D3). Of whom a list says so nobody knows here whether they were
asked: they are to be asked, and only who has said no, or taken a yes back, is to be taken out.
"""
from collections.abc import Collection
from datetime import datetime
from enum import Enum, auto
from typing import Any

from peewee import fn

from db.bulk import parts
from db.models import Consent, Membership
from db.words import Ended, Purpose


class Answer(Enum):
    """What somebody has said last."""
    YES = auto()
    NO = auto()
    WITHDRAWN = auto()
    NONE = auto()


class Act(Enum):
    """In the order in which it is told."""
    TAKE_OUT = auto()
    ASK = auto()
    ADD = auto()


def act(running: bool, inside: bool, answer: Answer) -> Act | None:
    """`running`: they are a member. The group is for members only."""
    if inside == (running and answer is Answer.YES):
        return None
    if not inside:
        return Act.ADD
    return Act.ASK if running and answer is Answer.NONE else Act.TAKE_OUT


def act_for(row: Membership, answer: Answer) -> Act | None:
    return act(not row.ended, row.in_messenger, answer)


def answers(people: Collection[int]) -> dict[int, Answer]:
    """Of these people, by id. A yes that ended because its purpose did was no no."""
    found = dict.fromkeys(people, Answer.NONE)
    for some in parts(found):
        said_no = refused(Membership.person.in_(some))
        for person, ended_at, because in Consent.select(Consent.person, Consent.ended_at, Consent.ended_because).where(
                Consent.purpose == Purpose.MESSENGER.value, Consent.person.in_(some)).order_by(Consent.id).tuples():
            found[person] = (Answer.YES if ended_at is None else
                             Answer.WITHDRAWN if because == Ended.WITHDRAWN else Answer.NONE)
            if ended_at is None or (person in said_no and said_no[person] < ended_at):
                said_no.pop(person, None)
        found |= dict.fromkeys(said_no, Answer.NO)
    return found


def answer_of(person: int) -> Answer:
    return answers((person,))[person]


def is_inside(person: int) -> bool:
    """Whoever comes back into the team is still in the group, unless somebody has ticked them off."""
    return Membership.select().where(Membership.person == person, Membership.in_messenger).exists()


def refused(*of_these: Any) -> dict[int, datetime]:
    """Who has ever said no, and when the last time, in whichever membership. A later yes counts more: `answers`."""
    return dict(Membership.select(Membership.person, fn.MAX(Membership.refused_messenger_at)).where(
        Membership.refused_messenger_at.is_null(False), *of_these).group_by(Membership.person).tuples())
