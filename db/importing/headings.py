"""Which row holds the headings, and what each heading means on a kind of sheet. Pure: nothing here asks the store."""
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from db.i18n import _
from db.importing.book import RawSheet, Row
from db.importing.consent_headings import (
    agrees,
    is_about_another,
    is_about_item,
    is_other_consent,
    may_stay,
    only_tried,
    perhaps_asks,
    perhaps_stays,
    refuses,
)
from db.importing.consenting import says_plainly_no
from db.importing.content import (
    NAMES,
    NEARLY_ALL,
    beside_first_names,
    by_content,
    is_recent_day,
    name_column,
    of_items,
    share,
    unknown_columns,
)
from db.importing.heading_rows import heading_row, with_second_row
from db.importing.meanings import (
    SPEAKS_OF_CONSENT,
    best_meaning,
    is_label,
    is_of_others,
    key_of,
    known_heading,
    may_name_people,
    speaks_of_consent,
)
from db.importing.name_order import surnames_lead
from db.importing.not_ours import none_of_ours
from db.importing.plain_yes import is_plain_yes
from db.importing.targets import (
    CUSTOMERS,
    EXTERNAL,
    IGNORED,
    LEAVE,
    MACHINE,
    NOTE,
    SHEET_NAMES,
    TARGETS,
    TEAM,
    TELLING,
    SheetKind,
)
from db.importing.ticked import with_ticks

# what several columns may share
SEVERAL = frozenset({'ignored', 'phone', 'email', 'note', 'consent', 'consent_former', 'contact', 'phone_2', 'email_2',
                     'withdrawn', 'leave'})
OF_ANYBODY = frozenset(one.name for one in TARGETS if CUSTOMERS not in one.only) | {'responsible', 'received_at', NOTE}
HALF = 0.5             # of the cells below a heading nobody knows; the others may be „fragt noch“ or „siehe Zettel“
SHORT = 30             # an answer; what is longer is a remark
SECOND = {'consent_on': 'consent'}      # it may say no as well as the first


@dataclass(frozen=True)
class Layout:
    """What was understood of a sheet. `targets` has one entry per column: a `Target.name`, an own column or `NOTE`;
    `row` is the place of the last row of headings, None when there are none. Of a sheet whose rows are of several
    kinds, `parts` says how each kind is read and `kind_column` where its word stands."""
    kind: SheetKind
    row: int | None
    headings: tuple[str, ...] = ()
    targets: tuple[str, ...] = field(default=())
    parts: Mapping[SheetKind, 'Layout'] = field(default_factory=dict)
    kind_column: int | None = None
    sections: Mapping[int, SheetKind] = field(default_factory=dict)    # or titles between the rows, by row number
    why: str = ''       # this is none of our lists
    left: str = ''      # the title below which stand members who have left
    maybe_consent: tuple[int, ...] = ()     # columns that may ask for it where none is recognised: offered, never taken
    maybe_later: tuple[int, ...] = ()       # beside it, columns that may say who may be kept afterwards: named as well
    may_refuse: tuple[int, ...] = ()        # and those in which a no may stand that no proof for the sheet passes over
    asks_not: tuple[int, ...] = ()          # somebody wanted them for the consent, and they are about something else
    surname_first: frozenset[int] = frozenset()     # columns in which names stand that way round

    def heading(self, place: int) -> str:
        """What stands over a column, or which one it is."""
        return self.headings[place] or _('Spalte {n}').format(n=place + 1)


def understand(sheet: RawSheet, own: Mapping[SheetKind, Mapping[str, str]], kind: SheetKind | None = None) -> Layout:
    """`own` are the café's own columns per kind of sheet: folded heading → target. `kind`: said by somebody."""
    place = heading_row(sheet)
    if place is None:
        return Layout(kind or SheetKind.UNKNOWN, None)
    first, last, headings = with_second_row(sheet, place)
    name = called(sheet, first)
    values = [row for row in sheet.rows[last + 1:last + 200] if row.filled]
    best = max(([kind] if kind and kind is not SheetKind.UNKNOWN else list(TELLING)),
               key=lambda one: telling(name, one, mapped(headings, one, own.get(one, {}), values)))
    targets = mapped(headings, best, own.get(best, {}), values)
    ours = [key for columns in own.values() for key in columns]
    why = none_of_ours(name, headings, targets, ours) if kind is None else ''
    if kind is None and (telling(name, best, targets) <= 0 or why):
        best = SheetKind.UNKNOWN
    unknown, keys = nobody_knows(headings, targets, values), [key_of(text) for text, __ in headings]
    if best is EXTERNAL and not NAMES & set(targets):
        targets = tuple('name' if target == 'organisation' and may_name_people(text, EXTERNAL) else target
                        for target, (text, __) in zip(targets, headings, strict=True))
    if best is CUSTOMERS:
        targets = of_items(targets, {place: values for place, values in unknown.items()
                                     if not speaks_of_consent(headings[place][0])}, keys)
    offered = tuple(place for place, (text, __) in enumerate(headings) if targets[place] == 'signed_on'
                    or (place in unknown and (speaks_of_consent(text) or may_ask(unknown[place], keys[place]))))
    refusing = tuple(place for place in unknown if refuses(keys[place]))
    maybe = tuple(place for place in offered if place not in refusing and not only_tried(keys[place]))
    # beside one that speaks of it no other yes or day is meant
    maybe = tuple(place for place in maybe if speaks_of_consent(headings[place][0])) or maybe
    later = tuple(place for place, key in enumerate(keys) if targets[place] == NOTE and perhaps_stays(key)
                  ) if best in (CUSTOMERS, TEAM) else ()
    turned = frozenset(place for place, key in enumerate(keys) if key.startswith(('nachname', 'familienname', 'zuname'))
                       or surnames_lead(row.text(place) for row in values))
    return open_for_consent(Layout(best, last, tuple(text for text, __ in headings), targets, maybe_consent=maybe,
                                   maybe_later=later, may_refuse=(*offered, *refusing), why=why,
                                   surname_first=turned), {})


def called(sheet: RawSheet, place: int) -> str:
    """The name of the sheet; the title above the headings where only that tells the kind, or of one list of several."""
    titles = (row.text(row.filled[0]) for row in sheet.rows[:place] if len(row.filled) == 1)
    title = next((text for text in titles if len(text) <= 60 and named_after(text)), '')
    return title if title and (sheet.of or not named_after(sheet.name)) else sheet.name


def open_for_consent(layout: Layout, decided: Mapping[int, str]) -> Layout:
    """Nothing is left to ask once there is a column for it, or somebody said what a column is."""
    is_there = {'consent', 'consent_on'} & set(layout.targets)
    offered = () if is_there else layout.maybe_consent
    later = layout.maybe_later if is_there and 'consent_former' not in layout.targets else ()
    return replace(layout, maybe_consent=tuple(place for place in offered if place not in decided),
                   maybe_later=tuple(place for place in later if place not in decided),
                   may_refuse=tuple(place for place in layout.may_refuse if place not in decided))


def may_ask(values: list[str], key: str) -> bool:
    """Hardly anything but yes, no and days, under a heading that says nothing of another consent. Where all others are
    short half of them are enough, and one where the heading sounds like it."""
    if is_about_another(key):
        return False
    if share(values, lambda text: answers(text) or is_recent_day(text)) >= NEARLY_ALL:
        return True
    plain = share(values, answers) if share(values, lambda text: len(text) <= SHORT) >= NEARLY_ALL else 0
    return plain > 0 if perhaps_asks(key) else plain >= HALF and not is_about_item(key)


def answers(text: str) -> bool:
    return is_plain_yes(text) or says_plainly_no(text)


def telling(name: str, kind: SheetKind, targets: Iterable[str]) -> int:
    """How much speaks for a kind of sheet: its name, then its columns."""
    found = set(targets)
    if kind is CUSTOMERS and found <= OF_ANYBODY and named_after(name) is not CUSTOMERS:
        return 0        # „Wer“ and „Datum“ stand over many lists
    score = sum(weight for target, weight in TELLING[kind].items() if target in found)
    if not found & {'name', 'first_name', 'last_name', 'item', 'organisation', 'email', 'phone'}:
        return 0
    return score + (6 if named_after(name) is kind else 0)


def named_after(name: str) -> SheetKind | None:
    folded = key_of(name)
    return next((one for one, words in SHEET_NAMES if any(word in folded for word in words)), None)


# ---- what a heading means --------------------------------------------------------------------------------------------
def mapped(headings: list[tuple[str, str]], kind: SheetKind, own: Mapping[str, str],
           rows: list[Row]) -> tuple[str, ...]:
    """One target per column. What may stand only once goes to its best column; the others become notes. A sheet
    without any heading for names has them where its cells are nearly all names."""
    found: list[tuple[str, int]] = []
    for column, (heading, group) in enumerate(headings):
        if is_label(key_of(heading)) and key_of(heading) not in own:
            found.append((LEAVE, 0))
            continue
        target, weight = best_meaning(heading, group, kind, own)
        told = by_content([row.text(column) for row in rows if row.text(column)], target, key_of(heading))
        found.append((told, 1) if told else (target or NOTE, weight))
    if 'public_id' in {target for target, __ in found}:
        found = [(IGNORED, 0) if key_of(heading) in MACHINE else one
                 for (heading, __), one in zip(headings, found, strict=True)]
    if kind in (CUSTOMERS, TEAM):
        found = asked_for_afterwards([key_of(heading) for heading, __ in headings], found)
    if kind is EXTERNAL:
        found = with_organisation([heading for heading, __ in headings], found)
    taken: dict[str, int] = {}
    for column, (target, weight) in enumerate(found):
        if target not in SEVERAL and (target not in taken or found[taken[target]][1] < weight):
            taken[target] = column
    targets = tuple(target if target in SEVERAL or taken[target] == column else SECOND.get(target, NOTE)
                    for column, (target, __) in enumerate(found))
    names = name_column(kind, targets, nobody_knows(headings, targets, rows))
    targets = tuple('name' if column == names else LEAVE if target == NOTE and is_of_others(key_of(headings[column][0]))
                    else target for column, target in enumerate(targets))
    cells = cache(lambda column: [text for row in rows if (text := row.text(column))])
    targets = with_ticks(headings, targets, cells) if kind is TEAM else targets
    return beside_first_names([heading for heading, __ in headings], targets, cells)


def asked_for_afterwards(keys: list[str], found: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Beside a plain question for the consent „Darf gespeichert bleiben“ is the one for later; beside a day, or
    a leaflet that was handed out, it is the only one, and its no is one."""
    asked = [column for column, (target, __) in enumerate(found) if target in ('consent', 'consent_on')]
    stays = [column for column in asked if may_stay(keys[column])]
    others = [column for column in asked if column not in stays]
    if not any(found[column][0] == 'consent' and agrees(keys[column]) for column in others):
        return found
    return [('consent_former', weight) if column in stays else (target, weight)
            for column, (target, weight) in enumerate(found)]


def nobody_knows(headings: list[tuple[str, str]], targets: tuple[str, ...], rows: list[Row]) -> dict[int, list[str]]:
    """The filled cells of each column whose heading is no word for anything; what allows photos has one."""
    known = [column for column, texts in enumerate(headings)
             if any(known_heading(text) not in ('', SPEAKS_OF_CONSENT) or is_other_consent(key_of(text))
                    for text in texts)]
    return unknown_columns(targets, known, [[row.text(column) for column in range(len(headings))] for row in rows])


def with_organisation(headings: list[str], found: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Two columns of names and none of organisations: the plain „Name“ is the organisation's."""
    names = [column for column, (target, __) in enumerate(found) if target == 'name']
    if any(target == 'organisation' for target, __ in found) or len(names) < 2:
        return found
    plain = next((column for column in names if key_of(headings[column]) == 'name'), names[0])
    return [('organisation', 120) if column == plain else one for column, one in enumerate(found)]
