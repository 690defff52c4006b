"""Which row holds the headings, and what each heading means on a kind of sheet. Pure: nothing here asks the store."""
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from db.i18n import _
from db.importing.book import RawSheet, Row
from db.importing.consent_headings import is_about_another, is_other_consent, only_tried, perhaps_asks, refuses
from db.importing.consenting import is_plain_yes, says_plainly_no
from db.importing.content import (
    NEARLY_ALL,
    beside_first_names,
    by_content,
    is_recent_day,
    is_somebody,
    name_column,
    of_items,
    share,
    tells_itself,
    unknown_columns,
)
from db.importing.meanings import SPEAKS_OF_CONSENT, best_meaning, key_of, known_heading, meaning, speaks_of_consent
from db.importing.targets import CUSTOMERS, EXTERNAL, IGNORED, MACHINE, NOTE, SHEET_NAMES, TARGETS, TELLING, SheetKind

LOOKED_AT = 40         # rows among which the headings are searched
# what several columns may share
SEVERAL = frozenset({'ignored', 'phone', 'email', 'note', 'consent', 'contact', 'phone_2', 'email_2',
                     'withdrawn'})
OF_ANYBODY = frozenset(one.name for one in TARGETS if CUSTOMERS not in one.only) | {'responsible', 'received_at', NOTE}
SOME = 0.3             # of the cells below a heading that may be the question for the consent
_LENT = re.compile(r'(?:aus|ver|ent|ge)lie?hen|ausleih|verleih|leihliste|leihgeraet|leihgabe')
LENT = _('Das sieht nach einer Liste von Verliehenem aus. Dafür gibt es hier kein Blatt.')
SIDE_BY_SIDE = _('Hier stehen zwei Listen nebeneinander. Bitte auf zwei Blätter verteilen, dann lassen sie sich lesen.')
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
    may_refuse: tuple[int, ...] = ()        # and those in which a no may stand that no proof for the sheet passes over

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
    why = none_of_ours(name, headings) if kind is None else ''
    if kind is None and (telling(name, best, targets) <= 0 or why):
        best = SheetKind.UNKNOWN
    unknown, keys = nobody_knows(headings, targets, values), [key_of(text) for text, __ in headings]
    if best is CUSTOMERS:
        targets = of_items(targets, {place: values for place, values in unknown.items()
                                     if not speaks_of_consent(headings[place][0])}, keys)
    offered = tuple(place for place, (text, __) in enumerate(headings) if targets[place] == 'signed_on'
                    or (place in unknown and (speaks_of_consent(text) or may_ask(unknown[place], keys[place]))))
    refusing = tuple(place for place in unknown if refuses(keys[place]))
    maybe = tuple(place for place in offered if place not in refusing and not only_tried(keys[place]))
    # beside one that speaks of it no other yes or day is meant
    maybe = tuple(place for place in maybe if speaks_of_consent(headings[place][0])) or maybe
    return open_for_consent(Layout(best, last, tuple(text for text, __ in headings), targets, maybe_consent=maybe,
                                   may_refuse=(*offered, *refusing), why=why), {})


def called(sheet: RawSheet, place: int) -> str:
    """The name of the sheet; the title above the headings where only that tells the kind, or of one list of several."""
    titles = (row.text(row.filled[0]) for row in sheet.rows[:place] if len(row.filled) == 1)
    title = next((text for text in titles if len(text) <= 60 and named_after(text)), '')
    return title if title and (sheet.of or not named_after(sheet.name)) else sheet.name


def open_for_consent(layout: Layout, decided: Mapping[int, str]) -> Layout:
    """Nothing is left to ask once there is a column for it, or somebody said what a column is."""
    offered = () if {'consent', 'consent_on'} & set(layout.targets) else layout.maybe_consent
    return replace(layout, maybe_consent=tuple(place for place in offered if place not in decided),
                   may_refuse=tuple(place for place in layout.may_refuse if place not in decided))


def may_ask(values: list[str], key: str) -> bool:
    """Hardly anything but yes, no and days, under a heading that says nothing of another consent; a part of them where
    the heading sounds like it."""
    return not is_about_another(key) and share(
        values, lambda text: is_plain_yes(text) or says_plainly_no(text) or is_recent_day(text)) >= (
            SOME if perhaps_asks(key) else NEARLY_ALL)


def none_of_ours(name: str, headings: list[tuple[str, str]]) -> str:
    """What is lent out was brought by nobody; and of two lists side by side each row would be of two people."""
    keys = [key_of(text) for text, __ in headings]
    if any(_LENT.search(key) for key in (key_of(name), *keys)):
        return LENT
    twice = [text for (text, __), key in zip(headings, keys, strict=True) if keys.count(key) > 1]
    both = {'name', 'consent'} <= {meaning(text, CUSTOMERS, exactly=True) for text in twice}
    return SIDE_BY_SIDE if both else ''


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


# ---- the row of headings ---------------------------------------------------------------------------------------------
def heading_row(sheet: RawSheet) -> int | None:
    """The row with most words that are headings somewhere; at least two of them, or what stands below must tell."""
    begin = next((place for place, row in enumerate(sheet.rows) if row.touched), 0)
    scores = [(heading_score(row), -place) for place, row in enumerate(sheet.rows[:begin + LOOKED_AT])]
    best, place = max(scores, default=(0, 0))
    if best >= 2:
        return -place
    found = [one for one in scores if stands_above(sheet.rows[-one[1]], sheet.rows[1 - one[1]:51 - one[1]])]
    return -max(found)[1] if found else None


def stands_above(row: Row, below: Sequence[Row]) -> bool:
    """Words over columns of names, numbers, addresses or days, and no data itself."""
    texts = [row.text(column) for column in row.filled]
    if len(texts) < 2 or any(re.search(r'[\d@]', text) or is_somebody(text) for text in texts):
        return False
    columns = [[text for one in below if (text := one.text(column))] for column in row.filled]
    return sum(map(tells_itself, columns)) + heading_score(row) >= 2 and any(map(tells_itself, columns))


def heading_score(row: Row) -> int:
    return len({known for place in row.filled if (known := known_heading(row.text(place)))})


def with_second_row(sheet: RawSheet, place: int) -> tuple[int, int, list[tuple[str, str]]]:
    """First and last row of headings, and per column its heading and that of the group it stands under."""
    row = sheet.rows[place]
    below = sheet.rows[place + 1] if place + 1 < len(sheet.rows) else None
    if below is not None and looks_like_headings(below):
        return place, place + 1, joined(spread(sheet, place), below)
    above = sheet.rows[place - 1] if place else None
    if above is not None and len(above.filled) >= 2 and not re.search(r'\d', ''.join(map(above.text, above.filled))):
        return place - 1, place, joined(spread(sheet, place - 1), row)
    return place, place, [(row.text(column), '') for column in range(widest(sheet))]


def looks_like_headings(row: Row) -> bool:
    texts = [row.text(place) for place in row.filled]
    known = [text for text in texts if known_heading(text)]
    return len(known) >= 2 and len(known) >= 0.6 * len(texts) and len(set(map(known_heading, known))) >= 2


def widest(sheet: RawSheet) -> int:
    return max((len(row.cells) for row in sheet.rows), default=0)


def spread(sheet: RawSheet, place: int) -> list[str]:
    """A row of group headings with each group over all its columns: those merged with it, or up to the next group."""
    row, width = sheet.rows[place], widest(sheet)
    texts = [row.text(column) for column in range(width)]
    merged = {span[1]: span[3] for span in sheet.spans if span[0] <= place <= span[2]}
    for column in [column for column in range(width) if texts[column]]:
        until = merged.get(column)
        for right in range(column + 1, width if until is None else until + 1):
            if texts[right] or (until is None and merged and right not in merged.values()):
                break
            texts[right] = texts[column]
    return texts


def joined(groups: list[str], row: Row) -> list[tuple[str, str]]:
    """A column without a heading of its own has that of its group."""
    groups += [''] * (len(row.cells) - len(groups))
    return [(row.text(column) or group, group if row.text(column) else '') for column, group in enumerate(groups)]


# ---- what a heading means --------------------------------------------------------------------------------------------
def mapped(headings: list[tuple[str, str]], kind: SheetKind, own: Mapping[str, str],
           rows: list[Row]) -> tuple[str, ...]:
    """One target per column. What may stand only once goes to its best column; the others become notes. A sheet
    without any heading for names has them where its cells are nearly all names."""
    found: list[tuple[str, int]] = []
    for column, (heading, group) in enumerate(headings):
        target, weight = best_meaning(heading, group, kind, own)
        told = by_content([row.text(column) for row in rows if row.text(column)], target, key_of(heading))
        found.append((told, 1) if told else (target or NOTE, weight))
    if 'public_id' in {target for target, __ in found}:
        found = [(IGNORED, 0) if key_of(heading) in MACHINE else one
                 for (heading, __), one in zip(headings, found, strict=True)]
    if kind is EXTERNAL:
        found = with_organisation([heading for heading, __ in headings], found)
    taken: dict[str, int] = {}
    for column, (target, weight) in enumerate(found):
        if target not in SEVERAL and (target not in taken or found[taken[target]][1] < weight):
            taken[target] = column
    targets = tuple(target if target in SEVERAL or taken[target] == column else SECOND.get(target, NOTE)
                    for column, (target, __) in enumerate(found))
    names = name_column(kind, targets, nobody_knows(headings, targets, rows))
    targets = tuple('name' if column == names else target for column, target in enumerate(targets))
    return beside_first_names([heading for heading, __ in headings], targets,
                              lambda column: [text for row in rows if (text := row.text(column))])


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
