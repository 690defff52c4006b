"""What an organiser wants to see at a glance: who is kept for what, whose time ends when, what went this year."""
from dataclasses import dataclass
from datetime import date, datetime, time

from peewee import fn

from db import retention, todo
from db.access_words import UNTIL
from db.clock import BERLIN, today
from db.i18n import _
from db.models import Consent, Erasure, Person
from db.todo import DueRow, Group
from db.words import Purpose

DUE = 50
SHEETS = {Purpose.REPAIR: '/kundinnen', Purpose.FORMER: '/ehemalige', Purpose.MEMBER: '/team',
          Purpose.MESSENGER: '/team', Purpose.EXTERNAL: '/extern'}
RULES = {   # of `erasure.rule`, in the order in which they are told
    'pick-up': _('Nach der Abholung, von selbst'),
    'term': _('Frist abgelaufen, von selbst'),
    'column': _('Eigene Spalte stillgelegt, nach 14 Tagen'),
    'membership': _('Mitgliedschaft beendet: was nur dafür gespeichert war'),
    'withdrawal': _('Widerruf, vom Team eingetragen'),
    'slip': _('Widerruf mit dem eigenen Schein'),
    'import.undo': _('Import zurückgenommen'),
    'import.left_over': _('Import zurückgenommen: wer danach nirgends mehr stand'),
}


@dataclass(frozen=True)
class PurposeLine:
    """How many people have said yes to this and have not taken it back."""
    purpose: Purpose
    people: int
    until: str
    href: str


@dataclass(frozen=True)
class GoneLine:
    """Erasures of one kind: a person as a whole, or what one purpose alone had held."""
    words: str
    count: int
    last: datetime


@dataclass(frozen=True)
class Overview:
    """`waiting` counts erasures whose traces are still to be wiped from the file; `doubted`: the clock (D10)."""
    people: int
    purposes: tuple[PurposeLine, ...]
    due: Group[DueRow]
    year: int
    gone: tuple[GoneLine, ...]
    waiting: int
    doubted: bool

    @property
    def erased(self) -> int:
        return sum(line.count for line in self.gone)


def overview(now: datetime) -> Overview:
    year = today(now).year
    return Overview(Person.select().count(), _purposes(), todo.due(now, DUE), year, _gone(year),
                    Erasure.select().where(Erasure.scrubbed_at.is_null()).count(), retention.clock_doubted())


def _purposes() -> tuple[PurposeLine, ...]:
    held = dict(Consent.select(Consent.purpose, fn.COUNT(Consent.person.distinct()))
                .where(Consent.ended_at.is_null()).group_by(Consent.purpose).tuples())
    return tuple(PurposeLine(purpose, held.get(purpose.value, 0), UNTIL[purpose], SHEETS[purpose])
                 for purpose in Purpose)


def _gone(year: int) -> tuple[GoneLine, ...]:
    """By the proofs, which name nobody (D12)."""
    start, end = (datetime.combine(date(one, 1, 1), time(), BERLIN) for one in (year, year + 1))
    found = {rule: (count, last) for rule, count, last in
             Erasure.select(Erasure.rule, fn.COUNT(Erasure.public_id), fn.MAX(Erasure.at))
             .where(Erasure.at >= start, Erasure.at < end).group_by(Erasure.rule).tuples()}
    known = [*RULES, *(rule for rule in found if rule not in RULES)]
    return tuple(GoneLine(RULES.get(rule, _('Aus anderem Grund')), *found[rule]) for rule in known if rule in found)
