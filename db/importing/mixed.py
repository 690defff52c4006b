"""One sheet for everybody: a column says of each row whether it is about a member, a customer, another place or
somebody who was here. Only words for these count, and a row whose word is none of them is never guessed."""
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from db.folding import fold_written_out
from db.i18n import _
from db.importing.book import RawSheet, Row
from db.importing.consenting import shortened
from db.importing.content import NAMES
from db.importing.headings import Layout, named_after, open_for_consent, understand
from db.importing.meanings import key_of, known_heading
from db.importing.remembered import remembered
from db.importing.targets import CUSTOMERS, EXTERNAL, FORMER, KIND, LEAVE, NOTE, TARGETS, TEAM, SheetKind

_WORD = re.compile(r'[a-z]+')

LOOKED_AT = 500
UNCLEAR_CELLS = 0.3            # at most, or one; fewer where the sheet's name says a kind already
UNCLEAR_IF_NAMED = 0.1
UNCLEAR = _('In der Spalte „{heading}“ steht {text}. Daraus geht nicht hervor, ob diese Zeile zum Team, zu Kund:innen, '
            'zu Kontakten oder zu Ehemaligen gehört.')
NO_COLUMN = _('Keine Spalte sagt von dieser Zeile, ob sie zum Team, zu Kund:innen, zu Kontakten oder zu Ehemaligen '
              'gehört. Unter „Austausch“ lässt sie sich wählen.')

# What may stand over such a column, besides headings nobody knows.
_HEADINGS = '''art typ rolle gruppe kategorie status funktion bereich team kreis rubrik wer was mitglied helfer kunde
    kontakt person stelle kontakttyp kontaktart mitgliedoderkunde mitgliedkunde kundemitglied kundeodermitglied wasfuer
    stand zuordnung'''
# Words that say the kind and nothing else; then those that say more, which is kept as a note.
_PLAIN: dict[SheetKind, str] = {
    TEAM: 'mitglied mitglieder mitgl mg team teammitglied teammitglieder',
    CUSTOMERS: 'kunde kundin kund kunden kundinnen kd',
    EXTERNAL: 'extern externe externer externes ext kontakt kontakte',
}
_MORE: dict[SheetKind, str] = {
    TEAM: '''helfer helferin helferinnen helfende ehrenamt ehrenamtlich ehrenamtliche ehrenamtlicher aktiv aktive
        aktiver aktives reparateur reparateurin vereinsmitglied vorstand mitarbeiter mitarbeiterin freiwillige
        freiwilliger''',
    CUSTOMERS: 'besucher besucherin besuchende gast gaeste klient klientin auftraggeber auftraggeberin',
    EXTERNAL: '''firma firmen organisation verein partner partnerin behoerde lieferant lieferantin sponsor sponsorin
        foerderer foerderin spender spenderin institution einrichtung amt presse kooperation kooperationspartner
        dienstleister haendler unternehmen betrieb geschaeft netzwerk''',
}
_KIND_OF = {word: kind for table in (_PLAIN, _MORE) for kind, words in table.items() for word in words.split()}
_ONLY_KIND = frozenset(word for words in _PLAIN.values() for word in words.split())
_GONE = re.compile(r'ehemal\w*|ehem|ex|frueher\w*|ausgeschieden\w*|ausgetreten\w*|alumni|former')
_LEFT = re.compile(r'\b(?:ausgeschieden|ausgetreten)|nicht (?:mehr|laenger) (?:dabei|aktiv)')
_PHRASES = re.compile(r'nicht mehr (?:dabei|aktiv)|nicht laenger (?:dabei|aktiv)')
_FILLING = frozenset({'in', 'innen', 'r', 'e', 'n', 'im', 'des', 'der', 'die', 'das', 'repair', 'cafe', 'repaircafe'})
_FORMER_HEADINGS = re.compile(r'ausgeschied|austritt|ausgetret|weggang|zuletzt|letzte|mitgliedbis')


@remembered
def kind_said(text: str) -> SheetKind | None:
    """The one kind a cell says: 'Kund:in', 'Team-Mitglied', 'ehem. Kunde'. 'Mitglied?' and 'Kunde/Team' say none."""
    if ':::' in text or text.startswith('*'):
        told = {kind for label in _labels(text) if (kind := kind_said(label))}
        return told.pop() if len(told) == 1 else None
    if '?' in text or len(text) > 60:
        return None
    words = [word for word in _WORD.findall(_PHRASES.sub('ehemalig', fold_written_out(text)))
             if word not in _FILLING]
    gone = [word for word in words if _GONE.fullmatch(word)]
    kinds = {_KIND_OF.get(word) for word in words if word not in gone}
    if gone and None not in kinds:
        return FORMER
    return kinds.pop() if len(kinds) == 1 else None


def _labels(text: str) -> list[str]:
    """Of an address book: 'Team ::: Annahme ::: * myContacts', the starred ones of which are its own."""
    return [label for part in text.split(':::') if (label := part.strip()) and not label.startswith('*')]


def says_more(text: str) -> bool:
    """More than where the row belongs: 'Firma', 'Reparateurin'."""
    text = ' '.join(_labels(text))
    return any(word not in _ONLY_KIND and not _GONE.fullmatch(word) and word not in _FILLING
               for word in re.findall(r'[a-z]+', _PHRASES.sub('', fold_written_out(text))))


# ---- the sheet -------------------------------------------------------------------------------------------------------
def by_row(sheet: RawSheet, own: Mapping[SheetKind, Mapping[str, str]], one: Layout,
           refused: frozenset[int] = frozenset()) -> Layout | None:
    """The layout of a sheet of several kinds: one part per kind, or None when it is of one. `one` is how it is read as
    a whole, `refused` are columns somebody wants for something else. A sheet that could be anything and whose rows all
    say the same is of that kind."""
    if one.row is None or named_after(sheet.name) is FORMER:
        return None
    rows = _rows(sheet, one.row)
    for column, heading in enumerate(one.headings):
        if column in refused or not may_say_kinds(heading):
            continue
        said = Counter(kind_said(text) for row in rows if (text := row.text(column)))
        kinds = [kind for kind, __ in said.most_common() if kind]
        most = UNCLEAR_IF_NAMED * len(rows) if named_after(sheet.name) else max(1, UNCLEAR_CELLS * len(rows))
        if not kinds or len(rows) - said.total() + said[None] > most:
            continue
        parts = parts_of(sheet, own)
        if len(kinds) > 1 and divides(column, rows, parts, set(kinds), one):
            return mixed(column, parts, kinds)
        if len(kinds) == 1 and could_be_any(one) and said.total() == len(rows) and not said[None]:
            return replace(parts[kinds[0]], targets=_told(parts[kinds[0]], column, kinds[0]))
    return None


def as_said(sheet: RawSheet, own: Mapping[SheetKind, Mapping[str, str]], one: Layout,
            columns: Mapping[int, str]) -> Layout:
    """Somebody said that the rows are of several kinds: the column that says so is the one they chose, or else the one
    with most words for kinds. Where there is none, no row can be placed."""
    if one.row is None:
        return one
    rows = _rows(sheet, one.row)
    said = {column: [kind for row in rows if (kind := kind_said(row.text(column)))] for column in range(
        len(one.headings)) if columns.get(column, KIND) == KIND}
    chosen = [column for column, target in columns.items() if target == KIND]
    best = max(chosen or said, key=lambda column: len(said[column]), default=None)
    if best is None or not (chosen or said[best]):
        best = None
    kinds = [kind for kind, __ in Counter(said[best] if best is not None else ()).most_common()]
    return mixed(best, parts_of(sheet, own), kinds or [TEAM])


def _rows(sheet: RawSheet, headings: int) -> list[Row]:
    return [row for row in sheet.rows[headings + 1:headings + 1 + LOOKED_AT] if len(row.filled) > 1]


def parts_of(sheet: RawSheet, own: Mapping[SheetKind, Mapping[str, str]]) -> dict[SheetKind, Layout]:
    return {kind: understand(sheet, own, kind) for kind in (TEAM, CUSTOMERS, EXTERNAL, FORMER)}


def may_say_kinds(heading: str) -> bool:
    return key_of(heading) in _HEADINGS.split() or not known_heading(heading)


def could_be_any(one: Layout) -> bool:
    """Nothing but „Art“ speaks for those who were here, and that speaks for anybody."""
    return one.kind is SheetKind.UNKNOWN or (one.kind is FORMER and 'ended_on' not in one.targets)


def divides(column: int, rows: list[Row], parts: Mapping[SheetKind, Layout], kinds: set[SheetKind],
            one: Layout) -> bool:
    """Not where a list of items only says who brings them, nor where those who left were members or customers. Below
    „Gerät“ may stand what a member repairs, where there are other places and those who left as well: there only what is
    told about an item makes it one."""
    told: tuple[str, ...] = ('fault', 'brand', 'accessories')
    if kinds <= {TEAM, CUSTOMERS}:
        if any(_FORMER_HEADINGS.search(key_of(heading)) for heading in one.headings):
            return False
        told = ('item', 'fault')
    items = [place for place, target in enumerate(parts[CUSTOMERS].targets) if target in told and place != column]
    others = [(row, parts[kind]) for row in rows if (kind := kind_said(row.text(column)))
              and kind is not CUSTOMERS]
    return 2 * sum(any(row.text(place) and part.targets[place] == NOTE for place in items)
                   for row, part in others) < len(others)


def mixed(column: int | None, parts: Mapping[SheetKind, Layout], kinds: list[SheetKind]) -> Layout:
    """As a whole it is shown with what a column means to most rows, or else to the others."""
    told = {kind: replace(part, targets=_told(part, column, kind)) for kind, part in parts.items()}
    places = {place for place, target in enumerate(told[EXTERNAL].targets) if target == 'organisation'}
    told[CUSTOMERS] = replace(told[CUSTOMERS], targets=tuple(      # „Firma“ of another row's kind is nobody's brand
        NOTE if place in places and target == 'brand' else target
        for place, target in enumerate(told[CUSTOMERS].targets)))
    told[CUSTOMERS] = _named_alike(told[CUSTOMERS], told[TEAM])
    shown = tuple(next((target for kind in kinds if (target := told[kind].targets[place]) != NOTE), NOTE)
                  if place != column else KIND for place in range(len(told[TEAM].targets)))
    return Layout(SheetKind.MIXED, told[TEAM].row, told[TEAM].headings, shown, told, column,
                  maybe_consent=told[kinds[0]].maybe_consent, may_refuse=told[kinds[0]].may_refuse)


def _named_alike(customers: Layout, team: Layout) -> Layout:
    """„Wer“ names the customer of one row as it names the member of the next."""
    if NAMES & set(customers.targets):
        return customers
    return replace(customers, targets=tuple('name' if named == 'name' and target in (NOTE, 'responsible') else target
                                            for target, named in zip(customers.targets, team.targets, strict=True)))


def _told(part: Layout, column: int | None, kind: SheetKind) -> tuple[str, ...]:
    """Those who were here are told apart by the same word: members and customers."""
    if column is None:
        return part.targets
    target = 'was' if kind is FORMER and 'was' not in (*part.targets[:column], *part.targets[column + 1:]) else KIND
    return (*part.targets[:column], target, *part.targets[column + 1:])


def decided(layout: Layout, columns: Mapping[int, str]) -> Layout:
    """With what somebody chose for columns."""
    parts = {kind: open_for_consent(replace(part, targets=_chosen(part.targets, kind, columns)), columns)
             for kind, part in layout.parts.items()}
    targets = tuple(columns.get(place, one) for place, one in enumerate(layout.targets))
    return open_for_consent(replace(layout, targets=targets, parts=parts), columns)


def _chosen(targets: tuple[str, ...], kind: SheetKind, columns: Mapping[int, str]) -> tuple[str, ...]:
    """Where rows of this kind have no such thing it comes into the note."""
    allowed = {NOTE, LEAVE, *(target.name for target in TARGETS if not target.only or kind in target.only)}
    return tuple(target if columns.get(place, KIND) == KIND else columns[place] if columns[place] in allowed else NOTE
                 for place, target in enumerate(targets))


# ---- the row ---------------------------------------------------------------------------------------------------------
def part_of(layout: Layout, row: Row) -> Layout | None:
    """How this row is read; None when it does not say what it is about. „ausgeschieden“ is said of a member: a yes to
    stand on the team's list is none to be kept afterwards (D3)."""
    column = layout.kind_column
    if layout.kind is not SheetKind.MIXED:
        return layout
    if column is None:
        return layout.parts.get(kind_at(layout.sections, row) or SheetKind.UNKNOWN)
    kind = kind_said(row.text(column))
    if kind is FORMER and _LEFT.search(fold_written_out(row.text(column))):
        team = layout.parts[TEAM]
        return replace(team, targets=(*team.targets[:column], 'left_on', *team.targets[column + 1:]))
    return layout.parts.get(kind or SheetKind.UNKNOWN)


def kind_at(titles: Mapping[int, SheetKind], row: Row) -> SheetKind | None:
    """The kind that the last title above a row says."""
    above = max((number for number in titles if number <= row.number), default=None)
    return titles[above] if above is not None else None


def unclear(layout: Layout, row: Row) -> str:
    text = row.text(layout.kind_column)
    if layout.kind_column is None:
        return NO_COLUMN
    return UNCLEAR.format(heading=layout.headings[layout.kind_column],
                          text=f'„{shortened(text)}“' if text else _('nichts'))
