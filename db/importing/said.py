"""One row of a sheet under its headings: what it says for each target, and what is left for the note."""
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from db.classification import purposes_of
from db.errors import Refused
from db.fields import Column, described
from db.i18n import _
from db.importing import contacts
from db.importing.book import Cell, Row
from db.importing.contacts import Name
from db.importing.dates import exact_day
from db.importing.drafts import NotUnderstood
from db.importing.headings import Layout
from db.importing.meanings import key_of
from db.importing.mixed import says_more
from db.importing.targets import CUSTOMERS, EXTERNAL, FORMER, IGNORED, KIND, LEAVE, NEW, NOTE, OWN, TEAM, SheetKind
from db.kinds import Kind, phone_key
from db.models import MODELS

OWN_TABLES: dict[SheetKind, tuple[str, ...]] = {
    TEAM: ('membership', 'person'), CUSTOMERS: ('repair', 'person'), EXTERNAL: ('contact', 'organisation', 'person'),
    FORMER: ('person',)}
NOTE_LIMIT = 2000


@dataclass
class Said:
    """`notes` are (heading, text): what fits nowhere, and what says more than its column can hold."""
    layout: Layout
    row: Row
    typed: bool
    own: Mapping[str, tuple[Column, ...]] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)   # the cells of columns that ask for the consent
    fields: dict[str, tuple[int, str]] = field(default_factory=dict)

    def text(self, target: str) -> str:
        text = self.fields.get(target, (0, ''))[1]
        return '' if contacts.is_nothing(text) else text

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

    def note_text(self, lead: str = '') -> str:
        """The note's own text first, then what comes under its heading."""
        parts = [lead] if lead else []
        parts += [f'{heading.rstrip(":")}: {text}' if heading else text for heading, text in self.notes]
        return '\n'.join(dict.fromkeys(parts))


def read_row(row: Row, layout: Layout, typed: bool, own: Mapping[str, tuple[Column, ...]]) -> Said:
    """Cells sorted to their targets. Several columns may share phone, e-mail, note and consent; a second one of any
    other kind becomes a note."""
    said = Said(layout, row, typed, own)
    for column, target in enumerate(layout.targets):
        text = row.text(column)
        if target == 'consent':
            said.asked.append(text)
        if not text or target in (LEAVE, IGNORED, 'consent'):
            continue
        heading = layout.headings[column] or _('Spalte {n}').format(n=column + 1)
        if target == KIND:
            said.note(heading, text if says_more(text) else '')
        elif target in (NOTE, NEW) or target.startswith('note:'):
            own_note = target == NOTE and key_of(heading) in NOTE_HEADINGS
            if not contacts.is_nothing(text):
                said.note('' if own_note else heading, text)
        elif target in ('phone', 'phone_2', 'email', 'email_2', 'contact'):
            said.fields.setdefault(f'{target}#{column}', (column, text))
        else:
            said.fields.setdefault(target, (column, text))
    for column in row.broken:
        if column < len(layout.headings):
            said.note(layout.headings[column], _('(Formel ohne Ergebnis in der Datei)'))
    return said


NOTE_HEADINGS = frozenset({'notiz', 'notizen', 'bemerkung', 'bemerkungen', 'anmerkung', 'anmerkungen', 'kommentar',
                           'kommentare', 'hinweis', 'hinweise', 'info', 'infos', 'sonstiges', 'note'})


# ---- a person --------------------------------------------------------------------------------------------------------
def name_of(said: Said, single_is_first: bool = False) -> Name:
    """From one, two or three columns. „Name“ beside „Vorname“ is the surname."""
    first, last, whole = (contacts.one_line(said.text(one)) for one in ('first_name', 'last_name', 'name'))
    if first and last and whole:
        said.note(said.heading('name'), whole)
        whole = ''
    last = last or (whole if 'first_name' in said.layout.targets else '')
    if 'last_name' in said.layout.targets or 'first_name' in said.layout.targets:
        found = _from_two(first, last, whole)
    else:
        found = contacts.full_name(whole, single_is_first)
    salutation = ' '.join(dict.fromkeys(filter(None, (said.text('salutation'), found.salutation))))
    if salutation and (found.first or found.last):
        said.note(_('Anrede'), salutation)
    if found.rest:
        said.note(said.heading('name'), found.rest)
    return found


def _from_two(first: str, last: str, whole: str) -> Name:
    if not first and not last:
        return contacts.full_name(whole)
    if not first and (',' in last):
        return contacts.full_name(last)
    if not last and ',' in first:
        return contacts.full_name(first)
    first, before = contacts.without_salutation(first)
    last, between = contacts.without_salutation(last)
    return Name(first, last, f'{before} {between}'.strip())


def reachable(said: Said) -> dict[str, str]:
    """Up to two phones and two e-mails, wherever in the row they stand; further ones go to the note."""
    numbers: list[tuple[str, str]] = []
    addresses: list[tuple[str, str]] = []
    for target, (column, text) in said.fields.items():
        if target.partition('#')[0] not in ('phone', 'phone_2', 'email', 'email_2', 'contact'):
            continue
        heading = said.layout.headings[column]
        mails, rest = contacts.emails(text) if '@' in text else ([], '')
        without = re.sub(r'\S*@\S*', ' ', text).strip(' ,;/|\n')
        cell = said.row.cells[column] if not mails else without
        found, more = contacts.phones(cell, said.typed) if without else ([], '')
        numbers += [(number, heading) for number in found]
        addresses += [(mail, heading) for mail in mails]
        if more or (rest and not found):
            said.note(heading, text)
    by_key: dict[str, tuple[str, str]] = {}
    for number, heading in numbers:
        by_key.setdefault(phone_key(number), (number, heading))
    by_address: dict[str, tuple[str, str]] = {}
    for address, heading in addresses:
        by_address.setdefault(address.lower(), (address, heading))
    return _two(said, list(by_key.values()), 'phone') | _two(said, list(by_address.values()), 'email')


def _two(said: Said, found: list[tuple[str, str]], name: str) -> dict[str, str]:
    column = _declared('person', 'member')[name]
    good: list[str] = []
    for text, heading in found:
        try:
            parsed = column.parse(text)
        except Refused:
            said.note(heading, text)
            continue
        if len(good) < 2:
            good.append(parsed)
        else:
            said.note(heading, text)
    return dict(zip((name, f'{name}_2'), good, strict=False))


def home(said: Said) -> dict[str, str]:
    """Street, postcode and town from their own columns or from one."""
    found = {name: contacts.one_line(said.text(name)) for name in ('street', 'city') if said.text(name)}
    if said.text('house'):
        found['street'] = f'{found.get("street", "")} {said.text("house")}'.strip()
    if said.text('postcode'):
        found['postcode'] = contacts.postcode(said.cell('postcode'), said.typed)
    for target in ('postcode_city', 'address'):
        if said.text(target):
            for name, text in contacts.address_parts(said.text(target)).items():
                if name in found:
                    said.note(said.heading(target), said.text(target))
                else:
                    found[name] = text
    return found


# ---- checked texts ---------------------------------------------------------------------------------------------------
@cache
def _declared(table: str, use: str) -> dict[str, Column]:
    return {name: described(MODELS[table], name, purposes_of(table, name)) for name in getattr(MODELS[table], use)}


def checked(table: str, use: str, values: Mapping[str, str], said: Said) -> dict[str, Any]:
    """Every text through its column. What is too long is cut where it stands and kept whole in the note; a sign that
    cannot be stored makes the row one that is not understood."""
    described = _declared(table, use)
    found: dict[str, Any] = {}
    for name, text in values.items():
        column = described[name]
        text = text if column.kind is Kind.LONG_TEXT else contacts.one_line(text)
        if len(text) > column.limit and name != 'note':
            said.note(column.label, text)
            text = text[:column.limit - 1].rstrip() + '…'
        try:
            found[name] = column.parse(text)
        except Refused as refusal:
            if column.kind in (Kind.TEXT, Kind.LONG_TEXT):
                raise NotUnderstood(_('{label}: {sentence}').format(label=column.label, sentence=refusal.sentence)) \
                    from None
            said.note(column.label, text)
    return found


def own_values(said: Said, table: str, allowed: frozenset[str] | None) -> dict[str, Any]:
    """The café's own columns of a table in this row, as JSON keeps them. `allowed` are the purposes at hand."""
    found: dict[str, Any] = {}
    for column in said.own.get(table, ()):
        text = said.text(f'{OWN}{table}.{column.name}')
        if not text:
            continue
        day = exact_day(said.cell(f'{OWN}{table}.{column.name}')) if column.kind is Kind.DATE else None
        try:
            value = column.parse(day.isoformat() if day else text)
        except Refused:
            said.note(column.label, text)
            continue
        if allowed is not None and column.purposes and not column.purposes & allowed:
            said.note(column.label, text)
        else:
            found[column.name] = value.isoformat() if hasattr(value, 'isoformat') else value
    return found


def checked_note(text: str, said: Said) -> str:
    """The whole note, or `NotUnderstood` when it holds what cannot be stored."""
    del said
    text = '\n'.join(line.rstrip() for line in text.replace('\r\n', '\n').replace('\r', '\n').split('\n')).strip()
    if not text:
        return ''
    try:
        return str(_declared('person', 'member')['note'].parse(text))
    except Refused as refusal:
        raise NotUnderstood(_('Notiz: {sentence}').format(sentence=refusal.sentence)) from None
