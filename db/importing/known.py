"""Who and what stands there already: in the store, or earlier in the file."""
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from db import undated
from db.connection import db, folder
from db.folding import fold_written_out
from db.importing.by_id import ById
from db.importing.drafts import Draft, PersonDraft, RepairDraft
from db.importing.intake_days import day_of, of_store
from db.importing.marks import NO_MARKS, Marks, marks, marks_in_notes
from db.importing.namesakes import Namesakes, called, name_key, reached
from db.importing.partly_named import PartlyNamed
from db.importing.unnamed import Alike, Day
from db.ledger import read as read_ledger
from db.modelfields import from_text
from db.models import Contact, Membership, Organisation, Person, Repair, Row
from db.numbers import read_number
from db.words import Purpose

_LINKS = {'person', 'organisation', 'responsible'}


def as_draft(row: Row, kind: type[Draft] = Draft, public: str = '') -> Any:
    """A row of the store as a draft: what stands there now, and nothing to be changed yet."""
    table = row._meta.table_name
    values = {name: getattr(row, name) for name in row._meta.fields
              if name not in {'id', 'version', 'public_id', 'number', 'words', 'sort_name', 'on_former', *_LINKS}}
    values['extra'] = dict(values['extra'])
    return kind(table=table, values=values, before={**values, 'extra': dict(values['extra'])}, id=row._pk,
                version=row.version, public=public)


class People:
    """Found by name and by how they are reached: the same name with the same number or mailbox is the same person, but
    for „jun.“ and „sen.“, or „Frau“ and „Herr“; a full name alone only where nothing speaks against it (another home,
    too) and nobody else is called so."""

    def __init__(self) -> None:
        self._stored: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._by_word: dict[tuple[str, bool], list[int]] = defaultdict(list)    # of one-word names apart
        self._partly = PartlyNamed()
        for row_id, first, last in db.execute_sql('SELECT id, first_name, last_name FROM person'):
            key = name_key(first, last)
            self._stored[key].append(row_id)
            for word in key:
                self._by_word[word, len(key) == 1].append(row_id)
        self._drafts: dict[tuple[str, ...], Namesakes] = defaultdict(Namesakes)
        self._purposes: dict[int, set[Purpose]] = defaultdict(set)
        for row_id, purpose in db.execute_sql('SELECT person_id, purpose FROM consent WHERE ended_at IS NULL'):
            self._purposes[row_id].add(Purpose(purpose))
        self._rows = ById(Person)
        self._notes: dict[int, list[str]] = defaultdict(list)
        for row_id, note in db.execute_sql(
                "SELECT person_id, note FROM repair WHERE person_id IS NOT NULL AND note <> ''"):
            self._notes[row_id].append(note)
        self._withdrawn: dict[int, dict[Purpose, datetime]] = defaultdict(dict)
        for row_id, purpose, ended in db.execute_sql("SELECT person_id, purpose, MAX(ended_at) FROM consent "
                                                     "WHERE ended_because = 'withdrawn' GROUP BY 1, 2"):
            self._withdrawn[row_id][Purpose(purpose)] = from_text(ended)
        self._members = {row[0] for row in db.execute_sql('SELECT person_id FROM membership')}
        self._outside = {row[0] for row in db.execute_sql('SELECT person_id FROM contact')}
        self._loaded: dict[int, PersonDraft] = {}
        self._met: set[int] = set()     # by one word alone
        self.erased = {line.person for line in read_ledger(folder()) if line.person and line.gone}

    def find(self, values: dict[str, Any]) -> PersonDraft | None:
        known = self.by_public_id(values['public_id']) if values.get('public_id') else None
        if known is not None:
            return known
        key = called(values)
        for row_id in self._stored.pop(key, ()):
            self.of_store(row_id)
        namesakes, mine, told = self._drafts[key], reached(values), values.get('marks', NO_MARKS)
        same = namesakes.reached_by(mine, told)
        return same or (namesakes.by_name(bool(mine), told) if len(key) > 1 else None)

    def is_surely(self, draft: PersonDraft, values: Mapping[str, Any]) -> bool:
        """Not by the name alone: reached the same way, and nothing speaks against it. What somebody else's row says
        must not be written down about a person by that person's own yes (D1)."""
        if values.get('public_id'):
            return bool(values['public_id'] == draft.public)
        told: Marks = values.get('marks', NO_MARKS)
        key = called(values)
        return not told.speak_against(draft.marks) and not told.may_be_another(draft.marks) \
            and not (len(key) == 1 and told.leave_open(draft.marks)) \
            and self._drafts[key].meant_by(reached(values), told) == [draft]

    def perhaps(self, values: Mapping[str, Any]) -> bool:
        """Is there somebody from whom only „jun.“ or „sen.“ tells them apart?"""
        key = called(values)
        return self._drafts[key].may_have(reached(values), values.get('marks', NO_MARKS))

    def perhaps_of_another_number(self, values: Mapping[str, Any]) -> bool:
        """Is there somebody of this full name who is reached otherwise? People get a new number."""
        key = called(values)
        return len(key) > 1 and self._drafts[key].may_have_another_number(values.get('marks', NO_MARKS))

    def perhaps_of_one_number(self, values: Mapping[str, Any]) -> bool:
        """Is there somebody reached the same way of whose name, or of this one, only a part is known?"""
        key, ways = called(values), reached(values)
        for word in key if ways else ():
            for row_id in self._by_word.pop((word, len(key) > 1), ()):
                self.of_store(row_id)
        return self._partly.may_have(key, ways, values.get('marks', NO_MARKS))

    def of_sheet(self, values: dict[str, Any], purpose: Purpose) -> PersonDraft | None:
        """`find`, and „Rolf“ of whom nothing else is known: as many times as he stands on this sheet of the store, so
        that the same list again brings nobody twice. Whoever withdrew here is met last, and is not somebody new."""
        found = self.find(values)
        key = called(values)
        if found is not None or len(key) != 1 or reached(values):
            return found
        alone = [draft for draft in self._drafts[key].unreached.values()
                 if draft.before and purpose in {*draft.purposes, *draft.withdrawn} and id(draft) not in self._met]
        alone.sort(key=lambda draft: purpose not in draft.purposes)
        self._met |= {id(draft) for draft in alone[:1]}
        return alone[0] if alone else None

    def of_store(self, row_id: int) -> PersonDraft:
        """The draft of a stored person, read once."""
        if row_id not in self._loaded:
            row = self._rows.get(row_id)
            draft: PersonDraft = as_draft(row, PersonDraft, row.public_id)
            draft.purposes = set(self._purposes.get(row_id, ()))
            draft.withdrawn = self._withdrawn.get(row_id, {})
            draft.marks = marks(' '.join(row.last_name.split()[1:]), draft.values) | marks_in_notes(
                [row.note, *self._notes.get(row_id, ())])
            if row_id in self._members:
                draft.membership = as_draft(Membership.select().where(Membership.person == row_id)
                                            .order_by(Membership.ended, Membership.id.desc()).first())
            if row_id in self._outside:
                draft.contacts = [_contact(row) for row in Contact.select().where(Contact.person == row_id)]
            self._loaded[row_id] = draft
            self.add(draft)
        return self._loaded[row_id]

    def by_public_id(self, public_id: str) -> PersonDraft | None:
        row = Person.select(Person.id).where(Person.public_id == public_id).tuples().first()
        return self.of_store(row[0]) if row else None

    def add(self, draft: PersonDraft) -> None:
        """Again, when there are new ways to reach them."""
        self._drafts[called(draft.values)].add(draft)
        self._partly.add(draft, called(draft.values), reached(draft.values))

    def of_name_among(self, values: dict[str, Any], row_ids: Iterable[int]) -> PersonDraft | None:
        """The first of these rows of the store who is called so, and against whom nothing speaks."""
        key = called(values)
        told: Marks = values.get('marks', NO_MARKS)
        stored = {draft.id: draft for draft in self._drafts[key].all
                  if draft.id and not told.speak_against(draft.marks)}
        return next((stored[row_id] for row_id in row_ids if row_id in stored), None) if stored else None


def _contact(row: Contact) -> Draft:
    draft: Draft = as_draft(row)
    draft.values['organisation_id'] = draft.before['organisation_id'] = row.organisation_id
    return draft


class Organisations:
    def __init__(self) -> None:
        self._drafts: dict[str, Draft] = {}
        self._by_id: dict[int, Draft] = {}
        for row in Organisation.select():
            draft = as_draft(row, public=row.public_id)
            self._drafts.setdefault(fold_written_out(row.name), draft)
            self._by_id[row.id] = draft

    def find(self, name: str) -> Draft | None:
        return self._drafts.get(fold_written_out(name))

    def of_store(self, row_id: int) -> Draft:
        return self._by_id[row_id]

    def by_public_id(self, public_id: str) -> Draft | None:
        return next((draft for draft in self._by_id.values() if draft.public == public_id), None) if public_id else None

    def add(self, draft: Draft) -> None:
        self._drafts[fold_written_out(draft.values['name'])] = draft


class Repairs:
    """Repairs of the store, so that the same list imported again brings nothing twice. Their day is empty where nobody
    knows it: that of the import is none."""

    def __init__(self) -> None:
        self._stored: dict[tuple[str, str], list[tuple[int, str, int | None, str]]] = defaultdict(list)
        self._numbers: set[str] = set()
        self._rows = ById(Repair)
        self.of_nobody: dict[str, Day] = defaultdict(Day)
        for row_id, number, person, item, fault, received in db.execute_sql(
                f'SELECT id, number, person_id, item, fault, {undated.RECEIVED_AT} '  # noqa: S608  a literal of ours
                'FROM repair ORDER BY id'):
            day = of_store(received)
            self._stored[item.casefold(), fault.casefold()].append((row_id, number, person, day))
            self._numbers.add(number)
            if person is None:
                self.of_nobody[day].add(row_id, number, item, fault)

    def find(self, item: str, fault: str, day: str, person: int | None) -> RepairDraft | None:
        """The repair of this person (None: of nobody) with the same item, fault and day; each is found only once."""
        held = self._stored.get((item.casefold(), fault.casefold()), [])
        for one in held:
            if one[2] == person and (not day or one[3] == day):
                held.remove(one)
                if one[2] is None:
                    self.of_nobody[one[3]].take(one[0], item, fault)
                return self.of_store(one[0], one[1])
        return None

    def nameless(self, bare: Mapping[str, Any], plain: Mapping[str, Any]) -> list[Alike]:
        """Those of nobody with this item, fault and day which no row has found so far; of no day where none is known of
        this one."""
        day = day_of(bare)
        return self.of_nobody[day].told_by(bare, plain) if day in self.of_nobody else []

    def masked(self, bare: Mapping[str, Any], plain: Mapping[str, Any]) -> RepairDraft | None:
        """The one of nobody that was told in these words before a withdrawal masked some; None where more could be."""
        found = self.nameless(bare, plain)
        one = found[0] if len(found) == 1 else None
        return self.find(one.item, one.fault, day_of(bare), None) if one else None

    def people_with(self, item: str, fault: str, day: str) -> Iterator[int]:
        """Who has a repair of this item, fault and day; of any day where the list names none."""
        return (one[2] for one in self._stored.get((item.casefold(), fault.casefold()), [])
                if one[2] is not None and (not day or one[3] == day))

    def of_store(self, row_id: int, number: str) -> RepairDraft:
        row = self._rows.get(row_id)
        draft: RepairDraft = as_draft(row, RepairDraft, number)
        draft.helper = row.responsible
        return draft

    def by_number(self, text: str) -> RepairDraft | None:
        number = read_number(text)
        if number not in self._numbers:
            return None
        row = Repair.get(Repair.number == number)
        return self.of_store(row.id, row.number)
