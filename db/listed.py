"""What came with a list: consents to words that nobody here has read to anybody, and data that nobody here was told.

A list, or a proof somebody vouches for, says that there is a yes. The store keeps it with the words in force, as each
consent has some (D2), and with the moment in which it came; that those were asked with is written nowhere, and never
told.
"""
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from peewee import fn

from db.bulk import parts
from db.clock import local
from db.i18n import _
from db.models import Change, ChangeValue, Consent

BROUGHT, ADDED = 'import.insert', 'import.update'   # the verbs of what a list brought, and of what it told besides
BY_LIST = 'laut Liste'
UNKNOWN_WORDS = _('Aus einer Liste übernommen. Mit welchen Worten gefragt wurde, ist hier nicht festgehalten.')
OF_SOMEBODY = ('person', 'membership', 'contact', 'repair')
TOLD_HERE = ('repair.take_in', 'person.save')    # and 'person.add.…'


def has_words(how: str, listed_at: datetime | None) -> bool:
    """Whoever has written „laut Liste“ by hand has heard no words either."""
    return listed_at is None and how != BY_LIST


def day_of(given_at: datetime, listed_at: datetime | None) -> datetime | None:
    """When such a yes was given; None where the list has named no day, because then it stands as of its import."""
    return None if given_at == listed_at else given_at


def is_noon(given_at: datetime) -> bool:
    """A day that a list named stands at noon."""
    return f'{local(given_at):%T}' == '12:00:00'


def taken_over(rows: Iterable[Consent]) -> dict[int, datetime | None]:
    """Those of these consents whose words are not known here, by id, with the moment of the import; None where
    somebody has written „laut Liste“ by hand."""
    return {row.id: row.listed_at for row in rows if not has_words(row.how, row.listed_at)}


def in_force_by_text() -> Mapping[int, tuple[int, int]]:
    """For each wording how many yeses to it are in force, and how many of these came with a list."""
    listed = (Consent.how == BY_LIST) | Consent.listed_at.is_null(False)
    return {text: (held, many) for text, held, many in Consent.select(
        Consent.text, fn.COUNT(Consent.id), fn.SUM(listed)).where(Consent.ended_at.is_null())
        .group_by(Consent.text).tuples()}


def origin(rows: Mapping[str, list[Any]]) -> tuple[tuple[date, ...], bool]:
    """Of somebody's rows by table: on which days something came with a list, and whether something was told here, as
    far as the history knows. What was taken back has no values left in it."""
    days: set[date] = set()
    here = False
    values = fn.EXISTS(ChangeValue.select(ChangeValue.id).where(ChangeValue.change == Change.id))
    for table in OF_SOMEBODY:
        for some in parts(row.id for row in rows.get(table, ())):
            for at, verb in Change.select(Change.at, Change.verb).where(
                    Change.table == table, Change.row.in_(some), values).tuples():
                if verb in (BROUGHT, ADDED):
                    days.add(local(at).date())
                here = here or verb in TOLD_HERE or verb.startswith('person.add.')
    return tuple(sorted(days)), here
