"""Our own file back: the same people, repairs, own columns and consents, under the same ids and numbers.

What stands in the store already stays as it is; who was erased since does not come back.
"""
from collections import defaultdict
from datetime import date, datetime
from typing import Any

from db.connection import db
from db.exchange_layout import AUDIENCES, CONSENTS, CUSTOMERS, ENDINGS, EXTERNAL, FORMER, OWN, PURPOSES, REPAIRS, TEAM
from db.i18n import _
from db.importing.book import Book, Row
from db.importing.desk import Desk
from db.importing.drafts import Draft, Line, NotUnderstood, PersonDraft, RepairDraft, Result, Yes
from db.importing.headings import Layout
from db.importing.own_book import KINDS_OF, OwnSheet, Values, new_columns, own_sheets
from db.importing.targets import SheetKind
from db.intake import SERIALS_PER_YEAR
from db.modelfields import from_text
from db.models import Account, ConsentText, CustomColumn
from db.words import State

ERASED = _('Diese Person wurde seit dem Export gelöscht und kommt nicht wieder.')
STANDS = _('Steht schon so im Kontaktbuch; dort ändert sich nichts.')
NO_CONSENT = _('Für diese Person steht auf dem Blatt Einwilligungen kein Ja, das noch gilt.')


class OwnFile:
    def __init__(self, book: Book, desk: Desk) -> None:
        self.desk, self.plan = desk, desk.plan
        own = {table: list(columns) for table, columns in desk.own.items()}
        for table, column, purposes in new_columns(book):
            if table in own and column.name not in {one.name for one in own[table]}:
                own[table].append(column)
                self._add_column(table, column, purposes)
        desk.own = {table: tuple(columns) for table, columns in own.items()}
        self.sheets = own_sheets(book, own)
        self.others = [sheet for sheet in book.sheets if sheet.name not in self.sheets]
        self.people: dict[str, PersonDraft] = {}
        self.repairs: dict[str, Draft] = {}
        self.organisations: dict[str, Draft] = {}
        self.given: dict[str, list[tuple[Row, Yes]]] = defaultdict(list)
        self.problems: dict[tuple[str, int], str] = {}
        self.texts: dict[tuple[Any, ...], int] = {}
        self.waiting: dict[str, list[Line]] = defaultdict(list)   # rows of customers, until their repair is read

    def run(self) -> None:
        for name, sheet in self.sheets.items():
            self.plan.layouts[name] = Layout(KINDS_OF.get(name, SheetKind.UNKNOWN), 0, sheet.titles)
        for sheet in self.others:
            self.plan.layouts[sheet.name] = Layout(SheetKind.UNKNOWN, None)
        self._read_consents()
        for name, verb in ((TEAM, self._team), (CUSTOMERS, self._customer), (EXTERNAL, self._external),
                           (FORMER, self._former), (REPAIRS, self._repair), (CONSENTS, self._consent), (OWN, self._column)):
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
            verb(name, sheet, row, sheet.read(row))
        except NotUnderstood as problem:
            self._line(name, row, Result.NOT_UNDERSTOOD, problem.sentence)

    def _line(self, sheet: str, row: Row, result: Result, reason: str, **more: Any) -> Line:
        line = Line(sheet, row, result, reason, **more)
        self.plan.lines.append(line)
        return line

    def _said(self, sheet: str, row: Row, person: PersonDraft | None, stood: bool, **more: Any) -> None:
        known = person is not None and person.before
        reason = STANDS if known else _('Die Person steht schon weiter oben.') if stood else _('Kommt so wieder hinein.')
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
        given = [yes for __, yes in self.given.get(public, [])]
        if not public or not any(yes.ended is None for yes in given):
            self._line(sheet, row, Result.HELD_BACK, NO_CONSENT)
            return None
        draft = PersonDraft('person', {**_of('person', values), 'extra': self._extra('person', values)}, public=public,
                            version=values.get(('person', 'version')) or 1)
        for one in ('public_id', 'version'):
            draft.values.pop(one, None)
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
                self._membership(person, {'started_on': _iso(started), 'ended_on': _iso(ended), 'ended': True}, {}, 1)

    def _membership(self, person: PersonDraft, facts: dict[str, Any], extra: dict[str, Any], version: int) -> None:
        draft = Draft('membership', {**facts, 'extra': extra}, links={'person': person}, version=version)
        person.membership = draft
        self.plan.add(draft)

    def _extra(self, table: str, values: Values) -> dict[str, Any]:
        return {column.name: values[table, column.name] for column in self.desk.own[table]
                if values.get((table, column.name)) not in (None, '')}

    def _team(self, name: str, _sheet: OwnSheet, row: Row, values: Values) -> None:
        found = self._person(name, row, values)
        if found:
            person, stood = found
            if not person.before and not (person.membership and not person.membership.values.get('ended')):
                self._membership(person, {**_of('membership', values, 'earlier', 'version'), 'ended': False},
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
            self._line(name, row, Result.MERGED if stood else Result.STORED,
                       STANDS if stood else _('Kommt so wieder hinein.'), organisation=organisation)
            return
        found = self._person(name, row, values)
        if found and not found[0].before:
            draft = Draft('contact', {**_of('contact', values, 'version'), 'extra': self._extra('contact', values)},
                          links={'person': found[0]}, version=values.get(('contact', 'version')) or 1)
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
        draft = known or Draft('organisation', {**_of('organisation', values, 'public_id', 'version'),
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
        facts = _of('membership', values, 'earlier', 'version')
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
        self.repairs[number] = draft
        result = Result.MERGED if person is not None else Result.REPAIR_ONLY
        self._line(name, row, result, STANDS if draft.before else _('Kommt so wieder hinein.'), person=person, repair=draft)
        for line in self.waiting.pop(number, []):
            line.repair = draft

    def _new_repair(self, number: str, values: Values, person: PersonDraft | None) -> RepairDraft:
        facts = _of('repair', values, 'number', 'version')
        for moment in ('received_at', 'ready_at', 'collected_at'):
            facts[moment] = _moment(facts.get(moment))
        if facts['received_at'] is None or facts.get('state') is None or not facts.get('item'):
            raise NotUnderstood(_('In dieser Zeile fehlt, wann der Gegenstand kam, was es ist oder wie es um ihn steht.'))
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
        for move in (values.get(('repair_state', 'moves')) or '').split('\n'):
            at, __, state = move.partition(' ')
            moment_of = _moment(at)
            if moment_of and state in set(State):
                draft.moves.append((State(state), moment_of))
        self.plan.add(draft)
        return draft

    # ---- consents and columns ----------------------------------------------------------------------------------------
    def _read_consents(self) -> None:
        sheet = self.sheets[CONSENTS]
        accounts = {row.name: row.id for row in Account.select(Account.id, Account.name)}
        for row in sheet.rows:
            if not row.filled:
                continue
            try:
                values = sheet.read(row)
                purpose, given = PURPOSES[values['consent', 'purpose']], _moment(values['consent', 'given_at'])
                ended, because = _moment(values.get(('consent', 'ended_at'))), values.get(('consent', 'ended_because'))
                yes = Yes(purpose, values['consent', 'how'], given, text=self._text(purpose.value, values),
                          ended=(ended, ENDINGS[because].value) if ended and because else None,
                          by=accounts.get(values.get(('consent', 'recorded_by')) or ''))
            except (NotUnderstood, KeyError) as problem:
                self.problems[CONSENTS, row.number] = getattr(problem, 'sentence', _('Diese Einwilligung ist unvollständig.'))
                continue
            self.given[values.get(('person', 'public_id')) or ''].append((row, yes))

    def _text(self, purpose: str, values: Values) -> int:
        """The wording that was shown. One the store does not have comes in as it was, below the one in force."""
        said = {name: values.get(('consent_text', name)) or '' for name in ('title', 'text', 'yes', 'no')}
        audience = AUDIENCES[values['consent_text', 'audience']].value
        key = (purpose, audience, *said.values())
        if key not in self.texts:
            same = ConsentText.select().where(
                ConsentText.purpose == purpose, ConsentText.audience == audience, ConsentText.title == said['title'],
                ConsentText.text == said['text'], ConsentText.yes == said['yes'], ConsentText.no == said['no']).first()
            self.texts[key] = same.id if same else self._new_text(purpose, audience, said, values)
        return self.texts[key]

    def _new_text(self, purpose: str, audience: str, said: dict[str, str], values: Values) -> int:
        placeholder = -len(self.plan.texts) - 1
        self.plan.texts.append({'purpose': purpose, 'audience': audience, **said, 'placeholder': placeholder,
                                'version': int(values.get(('consent_text', 'version')) or 1),
                                'created_at': _moment(values.get(('consent_text', 'created_at'))) or self.desk.now})
        return placeholder

    def _consent(self, name: str, _sheet: OwnSheet, row: Row, values: Values) -> None:
        public = values.get(('person', 'public_id')) or ''
        if (name, row.number) in self.problems:
            raise NotUnderstood(self.problems[name, row.number])
        if public in self.desk.people.erased:
            self._line(name, row, Result.HELD_BACK, ERASED)
            return
        person = self.people.get(public) or self.desk.people.by_public_id(public)
        if person is None:
            self._line(name, row, Result.HELD_BACK, _('Zu dieser Einwilligung steht niemand in der Datei.'))
            return
        self._line(name, row, Result.MERGED, STANDS if person.before else _('Kommt mit der Person hinein.'), person=person)

    def _column(self, name: str, _sheet: OwnSheet, row: Row, _values: Values) -> None:
        self._line(name, row, Result.NOT_DATA, _('Eine eigene Spalte, keine Angaben über jemanden.'))

    def _add_column(self, table: str, column: Any, purposes: tuple[str, ...]) -> None:
        held = db.execute_sql('SELECT COUNT(*) FROM custom_column WHERE table_name = ?', (table,)).fetchone()[0]
        if CustomColumn.select().where(CustomColumn.table == table, CustomColumn.name == column.name).exists():
            return   # retired here: it stays so
        self.plan.add(Draft('custom_column', {
            'table': table, 'name': column.name, 'label': column.label, 'kind': column.kind.value, 'hint': column.hint,
            'choices': list(column.choices), 'purposes': list(purposes),
            'position': held + len(self.plan.others['custom_column'])}))


def _of(table: str, values: Values, *without: str) -> dict[str, Any]:
    return {name: value for (of_table, name), value in values.items()
            if of_table == table and value is not None and name not in without}


def _moment(text: Any) -> datetime | None:
    try:
        return from_text(text) if isinstance(text, str) and text.endswith('Z') else None
    except ValueError:
        return None


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        return None

