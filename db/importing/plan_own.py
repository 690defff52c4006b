"""Our own file back: the same people, repairs, own columns and consents, under the same ids and numbers.

What stands in the store already stays as it is; who was erased since does not come back.
"""
from collections import defaultdict
from typing import Any

from db.exchange_layout import CONSENTS, CUSTOMERS, EXTERNAL, FORMER, OWN, REPAIRS, TEAM
from db.i18n import _
from db.importing import own_book
from db.importing.book import Book, Row
from db.importing.desk import Desk
from db.importing.drafts import Draft, Line, NotUnderstood, PersonDraft, RepairDraft, Result
from db.importing.headings import Layout
from db.importing.own_book import KINDS_OF, OwnSheet, Unfit, Values, add_column, columns_in, own_sheets, values_of
from db.importing.own_consents import BY_NOBODY_HERE, OwnConsents
from db.importing.own_unfit import keep
from db.importing.targets import SheetKind
from db.intake import SERIALS_PER_YEAR

ERASED = _('Diese Person wurde seit dem Export gelöscht und kommt nicht wieder.')
COMES = _('Kommt so wieder hinein.')
ABOVE = _('Die Person steht schon weiter oben.')
STANDS = _('Steht schon so im Kontaktbuch; dort ändert sich nichts.')
NO_CONSENT = _('Für diese Person steht auf dem Blatt Einwilligungen kein Ja, das noch gilt.')


class OwnFile:
    def __init__(self, book: Book, desk: Desk) -> None:
        self.desk, self.plan = desk, desk.plan
        own = {table: list(columns) for table, columns in desk.own.items()}
        for table, column in columns_in(book):
            if table in own and column.name not in {one.name for one in own[table]}:
                own[table].append(column)
                add_column(self.plan, table, column)
        desk.own = {table: tuple(columns) for table, columns in own.items()}
        self.sheets = own_sheets(book, own)
        self.others = [sheet for sheet in book.sheets if sheet.name not in self.sheets]
        self.people: dict[str, PersonDraft] = {}
        self.organisations: dict[str, Draft] = {}
        self.consents = OwnConsents(self.sheets[CONSENTS], desk.plan, desk.now)
        self.waiting: dict[str, list[Line]] = defaultdict(list)   # rows of customers, until their repair is read

    def run(self) -> None:
        for name, sheet in self.sheets.items():
            self.plan.layouts[name] = Layout(KINDS_OF[name], 0, sheet.titles)
        for other in self.others:
            self.plan.layouts[other.name] = Layout(SheetKind.UNKNOWN, None)
        for name, verb in ((TEAM, self._team), (CUSTOMERS, self._customer), (EXTERNAL, self._external),
                           (FORMER, self._former), (REPAIRS, self._repair), (CONSENTS, self._consent),
                           (OWN, self._column)):
            if name in self.sheets:
                for row in self.sheets[name].rows:
                    if row.touched:
                        self._one(name, self.sheets[name], row, verb)
        for raw in self.others:
            for row in raw.rows:
                if row.touched:
                    self._line(raw.name, row, Result.NOT_UNDERSTOOD, _('Dieses Blatt gehört nicht zum Export.'))

    # ---- rows --------------------------------------------------------------------------------------------------------
    def _one(self, name: str, sheet: OwnSheet, row: Row, verb: Any) -> None:
        try:
            if not row.filled:
                self._line(name, row, Result.NOT_DATA, _('Eine leere Zeile.'))
                return
            unfit: list[Unfit] | None = None if name == CONSENTS else []
            verb(name, sheet, row, sheet.read(row, unfit))
            keep(unfit or (), self.plan.lines[-1], self.plan.layouts[name])
        except NotUnderstood as problem:
            self._line(name, row, Result.NOT_UNDERSTOOD, problem.sentence)

    def _line(self, sheet: str, row: Row, result: Result, reason: str, **more: Any) -> Line:
        line = Line(sheet, row, result, reason, **more)
        self.plan.lines.append(line)
        return line

    def _said(self, sheet: str, row: Row, person: PersonDraft | None, stood: bool, **more: Any) -> None:
        reason = STANDS if person is not None and person.before else ABOVE if stood else COMES
        self._line(sheet, row, Result.MERGED if stood else Result.STORED, reason, person=person, **more)

    def _person(self, sheet: str, row: Row, values: Values) -> tuple[PersonDraft, bool] | None:
        """Who this row is about, and whether they stood there already; None when they are held back."""
        public = values.get(('person', 'public_id')) or ''
        if public in self.people:
            return self.people[public], True
        if public in self.desk.people.erased:
            self._line(sheet, row, Result.HELD_BACK, ERASED)
            return None
        known = self.desk.people.by_public_id(public) if public else None
        if known is not None:
            self.people[public] = known
            self.plan.add(known)
            return known, True
        given = self.consents.given.get(public, [])
        if not public or not any(yes.ended is None for yes in given):
            self._line(sheet, row, Result.HELD_BACK, NO_CONSENT)
            return None
        facts = values_of('person', values, 'public_id', 'version') | {'extra': self._extra('person', values)}
        draft = PersonDraft('person', facts, public=public, version=values.get(('person', 'version')) or 1)
        draft.values['was_customer'] = bool(draft.values.get('was_customer'))
        draft.given = given
        draft.purposes = {yes.purpose for yes in given if yes.ended is None}
        self._earlier(draft, values.get(('membership', 'earlier')) or '')
        self.people[public] = draft
        self.plan.add(draft)
        return draft, False

    def _earlier(self, person: PersonDraft, text: str) -> None:
        for line in text.split('\n'):
            started, slash, ended = line.partition('/')
            if slash:
                facts = {'started_on': own_book.day_of(started), 'ended_on': own_book.day_of(ended), 'ended': True}
                self._membership(person, facts, {}, 1)

    def _membership(self, person: PersonDraft, facts: dict[str, Any], extra: dict[str, Any], version: int) -> None:
        twin = person.membership   # told before, on the row of something that this person brought
        if twin and twin.values.get('ended') and facts.get('ended') and all(
                twin.values.get(name) == facts.get(name) for name in ('started_on', 'ended_on')):
            twin.values |= facts
            twin.version = version
            return
        draft = Draft('membership', {**facts, 'extra': extra}, links={'person': person}, version=version)
        person.membership = draft
        self.plan.add(draft)

    def _extra(self, table: str, values: Values) -> dict[str, Any]:
        return {column.name: values[table, column.name] for column in self.desk.own[table]
                if values.get((table, column.name)) not in (None, '')}

    def _team(self, name: str, _sheet: OwnSheet, row: Row, values: Values) -> None:
        found = self._person(name, row, values)
        if found:
            person = found[0]
            if not person.before and not (person.membership and not person.membership.values.get('ended')):
                self._membership(person, {**own_book.membership_of(values, self.desk.now), 'ended': False},
                                 self._extra('membership', values), values.get(('membership', 'version')) or 1)
            self._said(name, row, *found)

    def _customer(self, name: str, _sheet: OwnSheet, row: Row, values: Values) -> None:
        """The sheet people know; what belongs to the repair stands whole on `Reparaturen`."""
        if not values.get(('person', 'public_id')):
            self._line(name, row, Result.REPAIR_ONLY, _('Eine Reparatur ohne Person, wie auf dem Blatt Reparaturen.'))
            self.waiting[values.get(('repair', 'number')) or ''].append(self.plan.lines[-1])
            return
        found = self._person(name, row, values)
        if found:
            self._said(name, row, *found)
            self.waiting[values.get(('repair', 'number')) or ''].append(self.plan.lines[-1])

    def _external(self, name: str, _sheet: OwnSheet, row: Row, values: Values) -> None:
        organisation, stood = self._organisation(values)
        if not values.get(('person', 'public_id')):
            said = (Result.MERGED, STANDS) if stood else (Result.STORED, COMES)
            self._line(name, row, *said, organisation=organisation)
            return
        found = self._person(name, row, values)
        if found and not found[0].before:
            facts = values_of('contact', values, 'version') | {'extra': self._extra('contact', values)}
            draft = Draft('contact', facts, links={'person': found[0]}, version=values.get(('contact', 'version')) or 1)
            if organisation:
                draft.links['organisation'] = organisation
            found[0].contacts.append(draft)
            self.plan.add(draft)
        if found:
            self._said(name, row, *found, organisation=organisation)

    def _organisation(self, values: Values) -> tuple[Draft | None, bool]:
        public = values.get(('organisation', 'public_id')) or ''
        if not public or public in self.organisations:
            return self.organisations.get(public), bool(public)
        known = self.desk.organisations.by_public_id(public)
        draft = known or Draft('organisation', {**values_of('organisation', values, 'public_id', 'version'),
                                                'extra': self._extra('organisation', values)}, public=public,
                               version=values.get(('organisation', 'version')) or 1)
        self.organisations[public] = draft
        self.plan.add(draft)
        return draft, known is not None

    def _former(self, name: str, sheet: OwnSheet, row: Row, values: Values) -> None:
        found = self._person(name, row, values)
        if found is None:
            return
        person = found[0]
        facts = own_book.membership_of(values, self.desk.now)
        if not person.before and 'Mitglied' in sheet.text(row, 'Art') and not (
                person.membership and not person.membership.values.get('ended')):
            self._membership(person, {**facts, 'in_messenger': bool(facts.get('in_messenger')), 'ended': True}, {},
                             values.get(('membership', 'version')) or 1)
        self._said(name, row, *found)

    # ---- repairs -----------------------------------------------------------------------------------------------------
    def _repair(self, name: str, _sheet: OwnSheet, row: Row, values: Values) -> None:
        number = values.get(('repair', 'number')) or ''
        public = values.get(('person', 'public_id')) or ''
        if public in self.desk.people.erased:
            self._line(name, row, Result.HELD_BACK, ERASED)
            return
        person = self.people.get(public) or (self.desk.people.by_public_id(public) if public else None)
        known = self.desk.repairs.by_number(number)
        if known is not None and known.values['request_id'] == values.get(('repair', 'request_id')):
            draft: Draft = known
        else:
            draft = self._new_repair(number if known is None else '', values, person)
        result = Result.MERGED if person is not None else Result.REPAIR_ONLY
        self._line(name, row, result, STANDS if draft.before else COMES, person=person, repair=draft)
        for line in self.waiting.pop(number, []):
            line.repair = draft

    def _new_repair(self, number: str, values: Values, person: PersonDraft | None) -> RepairDraft:
        facts = values_of('repair', values, 'number', 'version')
        for name in ('received_at', 'ready_at', 'collected_at'):
            facts[name] = own_book.moment(facts.get(name))
        if facts['received_at'] is None or facts.get('state') is None or not facts.get('item'):
            raise NotUnderstood(_('In dieser Zeile fehlt, was es ist, wann es kam oder wie es darum steht.'))
        draft = RepairDraft('repair', {**facts, 'extra': self._extra('repair', values)}, public=number,
                            version=values.get(('repair', 'version')) or 1)
        if number:
            year, count = 2000 + int(number[:2]), int(number[3:-2])
            draft.values['serial'] = year * SERIALS_PER_YEAR + count
        draft.values['token'] = facts.get('token')
        if not draft.values.get('request_id'):
            draft.values.pop('request_id', None)
        if person is not None:
            draft.links['person'] = person
        helper = self.people.get(values.get(('membership', 'person')) or '')
        if helper is not None and helper.membership is not None:
            draft.links['responsible'] = helper.membership
        draft.moves = own_book.moves_of(values.get(('repair_state', 'moves')) or '')
        self.plan.add(draft)
        return draft

    # ---- consents and columns ----------------------------------------------------------------------------------------
    def _consent(self, name: str, _sheet: OwnSheet, row: Row, values: Values) -> None:
        public = values.get(('person', 'public_id')) or ''
        if row.number in self.consents.problems:
            raise NotUnderstood(self.consents.problems[row.number])
        if public in self.desk.people.erased:
            self._line(name, row, Result.HELD_BACK, ERASED)
            return
        person = self.people.get(public) or self.desk.people.by_public_id(public)
        if person is None:
            self._line(name, row, Result.HELD_BACK, _('Zu dieser Einwilligung steht niemand in der Datei.'))
            return
        comes = f'{COMES} {BY_NOBODY_HERE}' if row.number in self.consents.by_nobody_here else COMES
        self._line(name, row, Result.MERGED, STANDS if person.before else comes, person=person)

    def _column(self, name: str, _sheet: OwnSheet, row: Row, _values: Values) -> None:
        self._line(name, row, Result.NOT_DATA, _('Eine eigene Spalte, keine Angaben über jemanden.'))
