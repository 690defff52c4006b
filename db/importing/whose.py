"""Whose names stand in a column of a list of items whose heading does not say so.

„Wer“ without any other column of names: who brings them, or who of the team looks after them? It is the customer only
where that is clear (D1): below the heading stand names, the list asks for a consent or says how to reach somebody, and
these are not the people of the team. And where hardly anybody but the team stands below „macht“ or below no heading,
they look after it.
"""
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from db.importing.book import RawSheet
from db.importing.contacts import is_nothing
from db.importing.content import NAMES, NEARLY_ALL, is_somebody, looks_like_name, share
from db.importing.headings import Layout
from db.importing.meanings import key_of, meaning
from db.importing.targets import CUSTOMERS, NOTE

LOOKED_AT = 200
# Over each of them may stand either; „Für“ may be about a room as well.
_EITHER = frozenset({'wer', 'werwars', 'werwares', 'vonwem', 'wessen', 'fuer'})
_ALSO_THINGS = frozenset({'fuer'})
_REACHED = frozenset({'phone', 'phone_2', 'email', 'email_2', 'contact'})
_ASKED = frozenset({'consent', 'consent_on'})
# A heading that says so. Who took it in, was paid, asked for the yes or has it now does not look after it.
_CARE = re.compile(r'(?:wer)?(?:macht|tut|repariert|hilft|schraubt|bastelt|loetet|bearbeitet|betreut|uebernimmt'
                   r'|kuemmertsich)(?:es|das|was|dran|darum)?|(?:wer)?(?:ist)?(?:bei|von)(?:uns|euch)|(?:wer)?(?:ist)?dran'
                   r'|(?:wen)?fragen|bei|(?:vom|ausdem)?team|mitarbeiter(?:in)?|ehrenamt(?:licher?)?|profi|meister(?:in)?')
SHORT, FEWEST = 40, 3
IsMember = Callable[[str], bool]


def with_customers(layout: Layout, sheet: RawSheet, is_member: IsMember) -> Layout:
    """The layout with that column as the customers' names, where it is clearly that."""
    if layout.kind is not CUSTOMERS or layout.row is None or NAMES & set(layout.targets):
        return layout
    found = [column for column, heading in enumerate(layout.headings) if key_of(heading) in _EITHER
             and layout.targets[column] in (NOTE, 'responsible')]
    if len(found) != 1 or not _is_customers(layout, sheet, found[0], is_member):
        return layout
    targets = ['name' if column == found[0] else target for column, target in enumerate(layout.targets)]
    return replace(layout, targets=tuple(targets))


def with_helpers(layout: Layout, sheet: RawSheet, is_member: IsMember) -> Layout:
    """The layout with a column no heading explains as the Ansprechperson, where names of the team stand below it."""
    if layout.kind is not CUSTOMERS or layout.row is None or 'responsible' in layout.targets:
        return layout
    found = [column for column, target in enumerate(layout.targets) if target == NOTE and _may_be_helpers(
        layout.headings[column]) and _are_helpers(_values(layout, sheet, column), is_member)]
    if len(found) != 1:
        return layout
    targets = ['responsible' if column == found[0] else target for column, target in enumerate(layout.targets)]
    return replace(layout, targets=tuple(targets))


def _may_be_helpers(heading: str) -> bool:
    return not heading.strip() or (not meaning(heading, CUSTOMERS) and bool(_CARE.fullmatch(key_of(heading))))


def _are_helpers(values: Sequence[str], is_member: IsMember) -> bool:
    return (len(values) >= FEWEST and share(values, lambda text: len(text) <= SHORT) == 1
            and share(values, is_member) >= NEARLY_ALL)


def _values(layout: Layout, sheet: RawSheet, column: int) -> list[str]:
    return [text for row in sheet.rows[(layout.row or 0) + 1:][:LOOKED_AT]
            if (text := row.text(column)) and not is_nothing(text)]


def _is_customers(layout: Layout, sheet: RawSheet, column: int, is_member: IsMember) -> bool:
    values = _values(layout, sheet, column)
    targets, key = set(layout.targets), key_of(layout.headings[column])
    if not targets & (_REACHED | _ASKED) or share(values, lambda text: looks_like_name(text, True)) < NEARLY_ALL:
        return False
    if key in _ALSO_THINGS and share(values, looks_like_name) < NEARLY_ALL and share(values, is_somebody) < 0.3:
        return False
    if _others_look_after(layout, column):
        return True
    if len(values) >= 5 and len(set(values)) < 0.6 * len(values):   # who repairs stands there again and again
        return False
    return not _of_the_team(values, is_member, bool(targets & _REACHED))


def _others_look_after(layout: Layout, column: int) -> bool:
    return any(meaning(heading, CUSTOMERS) == 'responsible' and key_of(heading) not in _EITHER
               for place, heading in enumerate(layout.headings) if place != column)


def _of_the_team(values: Sequence[str], is_member: IsMember, reached: bool) -> bool:
    """A first name alone is how a team calls its own; who is called from outside has a number beside it."""
    alone = share(values, lambda text: not looks_like_name(text)) > 0.5
    members = share(values, is_member)
    if alone:
        return members > 0 or (not reached and share(values, is_somebody) > 0.5)
    return members >= 0.5
