"""One row of a sheet under its headings: what it says for each target, and what is left for the note."""
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from db.classification import purposes_of
from db.errors import Refused
from db.fields import Column, described
from db.i18n import _
from db.importing import contacts, no_name
from db.importing.absent import Absent
from db.importing.book import Cell, Row
from db.importing.consent_headings import said_below
from db.importing.consenting import is_ended, shortened
from db.importing.content import NAMES
from db.importing.dates import exact_day
from db.importing.drafts import NotUnderstood
from db.importing.headings import Layout
from db.importing.meanings import is_of_others, key_of
from db.importing.mixed import says_more
from db.importing.names import LONGEST
from db.importing.plain_yes import is_plain_yes
from db.importing.targets import CUSTOMERS, EXTERNAL, FORMER, IGNORED, KIND, LEAVE, NEW, NOTE, TEAM, SheetKind
from db.importing.ticked import BY_TICKS, ticked
from db.kinds import Kind, clean
from db.models import MODELS

_FIVE_DIGITS = re.compile(r'@|\d(?:\D{0,3}\d){4}')
# below a sum no number begins so
_PLAINLY_REACHED = re.compile(r'@|(?<![\d.,/])\(?(?:\+|0[1-9]|00)(?:\D{0,3}\d){5}')
OWN_TABLES: dict[SheetKind, tuple[str, ...]] = {
    TEAM: ('membership', 'person'), CUSTOMERS: ('repair', 'person'), EXTERNAL: ('contact', 'organisation', 'person'),
    FORMER: ('person',)}


@dataclass
class Said:
    """`notes` are (heading, text): what fits nowhere, and what says more than its column can hold."""
    layout: Layout
    row: Row
    typed: bool = True
    own: Mapping[str, tuple[Column, ...]] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)   # the cells of columns that ask for the consent
    asked_later: list[tuple[int, str]] = field(default_factory=list)     # and of those that ask for later contact
    fields: dict[str, tuple[int, str]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)   # sentences behind the reason of a row that comes in
    told: list[str] = field(default_factory=list)      # the same of a row of which only the item comes in
    losses: list[str] = field(default_factory=list)    # and those which tell what of it does not
    others: list[tuple[str, str]] = field(default_factory=list)     # further people in the cell of the name
    in_clear_order: bool = False    # the row leaves no doubt which is the surname
    as_it_is: bool = False      # of whom nobody can tell who is meant
    refers: str = ''   # what stands for a name and means somebody of another row
    absent: Absent | None = None    # who may not be named in what comes in
    day: str = ''      # of the whole list or this part of it, as a title says
    too_long: dict[str, int] = field(default_factory=dict)   # columns that hold only a beginning: signs without room

    def text(self, target: str) -> str:
        found = self.fields.get(target)
        return '' if found is None or contacts.is_nothing(found[1]) else found[1]

    def cell(self, target: str) -> Cell:
        """As it stands in the file: a number may have lost something."""
        column = self.fields.get(target, (-1, ''))[0]
        return self.row.cells[column] if 0 <= column < len(self.row.cells) else ''

    def heading(self, target: str) -> str:
        column = self.fields.get(target, (-1, ''))[0]
        return self.layout.headings[column] if 0 <= column < len(self.layout.headings) else target

    def has(self, *targets: str) -> bool:
        return any(self.text(target) for target in targets)

    def note(self, heading: str, text: str) -> None:
        if text and (heading, text) not in self.notes:
            self.notes.append((heading, text))

    def forget_who(self) -> None:
        """Whom the row refers to is for nobody to guess: its item is in the house all the same, but no yes and no
        number in it are anybody's (D1)."""
        if self.refers:
            self.fields = {target: one for target, one in self.fields.items()
                           if not target.startswith(('phone', 'email', 'contact', 'consent'))}
            self.asked.clear()
            self.asked_later.clear()
            self.told.append(REFERRED)

    def note_pieces(self) -> list[str]:
        return [f'{heading.rstrip(":")}: {text}' if heading else text for heading, text in self.notes]


def read_row(row: Row, layout: Layout) -> Said:
    """Cells sorted to their targets. Several columns may share phone, e-mail, note and both questions for a consent; a
    second one of any other kind becomes a note."""
    said = Said(layout, row)
    left: dict[tuple[str, str], None] = {}      # each once; there may be hundreds
    for column, target in enumerate(layout.targets):
        text = row.text(column)
        if target in ('consent', 'consent_on'):
            text = said_below(layout.heading(column), key_of(layout.heading(column)), text)
        if target == 'consent':
            said.asked.append(text)
        if text:
            left |= dict.fromkeys(_sorted_in(said, column, target, text))
    said.told += [LATER.format(heading=shortened(layout.heading(column))) for column in layout.maybe_later
                  if is_plain_yes(row.text(column))]
    for column in row.broken:
        if column < len(layout.headings):
            left[layout.headings[column], _('(Formel ohne Ergebnis in der Datei)')] = None
    said.notes = [*left]
    _without_no_names(said)
    return said


def _sorted_in(said: Said, column: int, target: str, text: str) -> Iterator[tuple[str, str]]:
    """Puts a cell where it belongs, and gives what is left of it for the note."""
    heading = said.layout.heading(column)
    if len(text) > LONGEST and target.partition('#')[0] in SHORT:
        said.losses.append(NONE_SO_LONG.format(heading=heading))
        yield heading, text
        return
    if target == LEAVE and is_of_others(key_of(heading)) and not contacts.is_nothing(text):
        said.remarks.append(OTHERS.format(heading=heading))
    if target in (LEAVE, IGNORED, 'consent'):
        return
    if target in ('phone', 'phone_2', 'email', 'email_2', 'contact'):
        said.fields[f'{target}#{column}'] = column, text
    elif target == KIND:
        yield from [(heading, text)] * says_more(text)
    elif target in (NOTE, NEW) or target.startswith('note:'):
        own_note = target == NOTE and key_of(heading) in NOTE_HEADINGS
        yield from [('' if own_note else heading, text)] * (not contacts.is_nothing(text))
    elif target == 'consent_former':
        said.asked_later.append((column, text))
        said.fields.setdefault(target, (column, text))
    elif target == 'withdrawn':
        if not is_ended(said.text(target)):      # one of several is enough
            said.fields[target] = column, text
    elif target in BY_TICKS:
        word = ticked(target, heading, text)
        said.fields |= {target: (column, ', '.join(filter(None, (said.text(target), word))))} if word else {}
        yield from [(heading, text)] * (not word and not contacts.is_nothing(text))
    elif said.text(target):
        if target == 'consent_on':
            said.asked.append(text)     # it may say no as well as the first
        else:
            yield heading, text
    elif target in NAMES:
        bare, reached = contacts.within_name(text)
        said.fields[target] = column, bare
        said.fields |= {f'contact#{column}': (column, reached)} if reached else {}
    else:
        said.fields[target] = column, text


def _without_no_names(said: Said) -> None:
    """Nobody is called „dito“ or „unbekannt“, so that no yes is theirs, and no other row is about them (D1)."""
    cells = [said.text(target) for target in NAMES if said.text(target)]
    said.refers = no_name.refers(cells)
    if said.refers or no_name.is_vacant(cells, _has(said, _FIVE_DIGITS) or said.has('salutation'),
                                        _has(said, _PLAINLY_REACHED) and _says_yes(said)):
        said.fields = {target: one for target, one in said.fields.items() if target not in NAMES}


def _has(said: Said, ways: re.Pattern[str]) -> bool:
    return any(ways.search(text) for target, (__, text) in said.fields.items()
               if target.startswith(('phone', 'email', 'contact')))


def _says_yes(said: Said) -> bool:
    """Enough of one to say that the row is about somebody; whether it counts is decided elsewhere."""
    return any(is_plain_yes(text) or exact_day(text) for text in (*said.asked, said.text('consent_on')))


# a name, a number, a day or a word for a state: what is longer than `LONGEST` is none of them
SHORT = NAMES | {
    'middle_name', 'salutation', 'phone', 'phone_2', 'email', 'email_2', 'contact', 'street', 'house', 'postcode',
    'city', 'postcode_city', 'address', 'consent_on', 'signed_on', 'received_at', 'ready_on', 'collected_on',
    'started_on', 'ended_on', 'left_on', 'was', 'state', 'outcome', 'responsible', 'category', 'power', 'age',
    'in_messenger', KIND}
NONE_SO_LONG = _('Was unter „{heading}“ steht, ist dafür zu lang und kommt höchstens in die Notiz.')
LATER = _('Heißt „{heading}“, dass die Person auch später kontaktiert werden darf, lässt sich die Spalte unter '
          '„Austausch“ so wählen.')
REFERRED = _('Der Name verweist nur auf eine andere Stelle.')
OTHERS = _('„{heading}“ nennt jemanden, der nicht gefragt wurde, und bleibt weg.')
NOTE_HEADINGS = frozenset({'notiz', 'notizen', 'bemerkung', 'bemerkungen', 'anmerkung', 'anmerkungen', 'kommentar',
                           'kommentare', 'hinweis', 'hinweise', 'info', 'infos', 'sonstiges', 'note', 'bem', 'anm',
                           'bemerkg', 'anmerkg', 'vermerk'})


def said_on(said: Said) -> date | None:
    """The day on which somebody was asked, as far as the row tells it."""
    return exact_day(said.cell('consent_on')) or exact_day(said.cell('received_at'))


# ---- checked texts ---------------------------------------------------------------------------------------------------
def check_all(said: Said) -> None:
    """Raises for a sign that cannot be stored, wherever in the row it stands: before anything of the row is planned."""
    texts = [(said.layout.headings[column] or target, text) for target, (column, text) in said.fields.items()]
    for heading, text in (*texts, *said.notes):
        try:
            clean(contacts.one_line(text), len(text))
        except Refused as refusal:
            raise NotUnderstood(_('{label}: {sentence}').format(label=heading or _('Notiz'),
                                                                sentence=refusal.sentence)) from None


@cache
def declared(table: str, use: str) -> dict[str, Column]:
    return {name: described(MODELS[table], name, purposes_of(table, name)) for name in getattr(MODELS[table], use)}


def checked(table: str, use: str, values: Mapping[str, str], said: Said) -> dict[str, Any]:
    """Every text through its column. What is too long is cut where it stands and kept whole in the note; a sign that
    cannot be stored makes the row one that is not understood."""
    described = declared(table, use)
    found: dict[str, Any] = {}
    for name, text in values.items():
        column = described[name]
        text = text if column.kind is Kind.LONG_TEXT else contacts.one_line(text)
        if len(text) > column.limit and name != 'note':
            said.note(column.label, text)
            cut = text[:column.limit - 1].rstrip()
            said.too_long[name] = len(text) - len(cut)
            text = cut + '…'
        try:
            found[name] = column.parse(text)
        except Refused as refusal:
            if column.kind in (Kind.TEXT, Kind.LONG_TEXT):
                raise NotUnderstood(_('{label}: {sentence}').format(label=column.label, sentence=refusal.sentence)) \
                    from None
            said.note(column.label, text)
    return found
