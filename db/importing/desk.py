"""What every kind of row needs while an import is planned: who is known, what was decided, how people are merged."""
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from db.clock import BERLIN, today
from db.consent import FORMER_TERM
from db.fields import Column, own_columns
from db.i18n import _
from db.importing import damage, swapped
from db.importing.absent import Absent
from db.importing.consenting import MAYBE, NO_COLUMN, Decision, decide, of_storing
from db.importing.content import NAMES
from db.importing.drafts import Choices, Line, PersonDraft, Plan, Result, Yes
from db.importing.known import Organisations, People, Repairs
from db.importing.marks import NO_MARKS
from db.importing.namesakes import called
from db.importing.no_consent import asked_for_nothing, may_refuse
from db.importing.notes import below, whole_note
from db.importing.objections import heeding
from db.importing.own_values import own_values
from db.importing.readings import Readings
from db.importing.refused import Refusals
from db.importing.said import Said, said_on
from db.importing.under_age import with_a_parent
from db.importing.withdrawn_here import GONE, as_proved, as_said, heeding_withdrawal
from db.importing.yes_days import first_day
from db.kinds import phone_key
from db.listed import BY_LIST
from db.words import Audience, Purpose

OLDER_NO = _('In Zeile {n} auf dem Blatt „{sheet}“ sagt dieselbe Person Nein; dieses Ja ist jünger. Bitte prüfen.')
NAME_ALONE = _('{reason} Ob es dieselbe Person ist, die schon Ja gesagt hat, sagt der Name allein nicht.')
PERHAPS_ONE = _('Doppelt? Jemand mit diesem Namen steht schon im Kontaktbuch oder weiter oben, und nur einmal mit '
                'jun., sen. oder einem Wort wie (Tochter): Es bleiben zwei Personen. Bitte prüfen.')
NEW_NUMBER = _('Doppelt? Jemand mit diesem Namen, aber anderer Nummer, steht schon im Kontaktbuch oder weiter oben: Es '
               'bleiben zwei Personen. Bitte prüfen.')
PERHAPS_SAME = _('Doppelt? Vielleicht dieselbe Person: Jemand mit dieser Nummer oder E-Mail und einem Teil dieses '
                 'Namens steht schon im Kontaktbuch oder weiter oben. Es bleiben zwei Personen. Bitte prüfen.')
NOT_EXACT = _('Der Tag der Einwilligung steht nicht genau in der Liste: Vorsichtshalber gilt der {day}.')
FROM_LIST = BY_LIST
ADDRESS = ('street', 'postcode', 'city')
NOT_FOR = {Purpose.REPAIR: (*ADDRESS, 'note'), Purpose.FORMER: ADDRESS}   # what these purposes alone do not cover
OWN_TABLES = ('person', 'membership', 'contact', 'organisation', 'repair')


@dataclass
class Desk:
    plan: Plan
    choices: Choices
    now: datetime
    people: People = field(default_factory=People)
    organisations: Organisations = field(default_factory=Organisations)
    repairs: Repairs = field(default_factory=Repairs)
    readings: Readings = field(default_factory=Readings)
    refusals: Refusals = field(default_factory=Refusals)
    absent: Absent = field(default_factory=Absent)      # who stays out and is named by others
    own: Mapping[str, tuple[Column, ...]] = field(
        default_factory=lambda: {table: own_columns(table) for table in OWN_TABLES})

    # ---- consent -----------------------------------------------------------------------------------------------------
    def decision(self, sheet: str, said: Said, values: Mapping[str, Any]) -> tuple[Decision, str]:
        """What the list says of these people, and the way it counts. A no in another row of theirs wins over whatever
        stands in this one, unless the yes is plainly newer."""
        found, how = self.in_row(sheet, said)
        if found.plain_no:
            return found, how
        if found.yes:
            _keep_its_words(said, found, today(self.now))
        for refusal in self.refusals.of_row(values, said):
            if (refusal.sheet, refusal.row) == (sheet, said.row.number):
                continue
            words = {'n': refusal.row, 'sheet': refusal.sheet}
            day = found.on or (None if found.not_before else said_on(said))
            if found.yes and not said.as_it_is and day and refusal.on and day > refusal.on:
                said.remarks = [*dict.fromkeys((*said.remarks, OLDER_NO.format(**words)))][:20]
            else:
                return Decision(False, reason=refusal.sentence(values), plain_no=True), FROM_LIST
        return found, how

    def in_row(self, sheet: str, said: Said) -> tuple[Decision, str]:
        """As the list has it, or by the proof somebody vouches for; neither outlives an erasure since it was read."""
        if self.people.erased & self.choices.met.get((sheet, said.row.number), frozenset()):
            return GONE, FROM_LIST
        found = decide(said.asked, said.text('consent_on'), said.text('withdrawn'), today(self.now),
                       said.text('signed_on'), said.heading('withdrawn'))
        found = with_a_parent(heeding(found, said), said, today(self.now))
        maybe = said.layout.maybe_consent
        if found is NO_COLUMN and maybe:
            found = replace(found, reason=MAYBE.format(columns=_(' oder ').join(
                f'„{said.layout.heading(place)}“' for place in maybe)))
        if found.silent and said.layout.asks_not:
            found = replace(found, reason=f'{found.reason} {asked_for_nothing(said.layout)}')
        proof = self.choices.rows.get((sheet, said.row.number))
        of_row = proof is not None
        if found.silent and (against := may_refuse(said, today(self.now))):
            found = replace(found, silent=False, reason=against if sheet in self.choices.evidence else found.reason)
        if proof is None and found.silent and not _is_remark(said):
            proof = self.choices.evidence.get(sheet)
        if found.plain_no or proof is None or (found.yes and not of_row):
            return as_said(found, said), FROM_LIST
        return as_proved(proof, for_row=of_row), proof.how

    def comes_in(self, decision: Decision, known: PersonDraft | None, values: Mapping[str, Any],
                 purpose: Purpose) -> tuple[bool, Decision]:
        """By a yes of its own, unless that was withdrawn here; a row that says nothing by the yes that is in force
        already, but only where this is surely the same person: nothing is written about anybody because somebody else
        of the name said yes (D1)."""
        decision = heeding_withdrawal(decision, known, purpose, today(self.now))
        if not decision.silent or known is None or purpose not in known.purposes:
            return decision.yes, decision
        if self.people.is_surely(known, values):
            return True, decision
        return False, replace(decision, reason=NAME_ALONE.format(reason=decision.reason))

    def yes(self, purpose: Purpose, decision: Decision, how: str, audience: Audience | None = None) -> Yes:
        """Of a yes that names no day exactly the first it can be from: it is kept no longer than it may hold."""
        day = decision.on or decision.not_before
        on = min(datetime(day.year, day.month, day.day, 12, tzinfo=BERLIN), self.now) if day else None
        return Yes(purpose, how, on, audience)

    def too_old(self, decision: Decision) -> bool:
        """A yes to being kept holds for two years, and one that may be older is none."""
        day = decision.on or decision.not_before
        return day is not None and datetime(day.year, day.month, day.day, 12, tzinfo=BERLIN) \
            <= self.now - FORMER_TERM + timedelta(days=1)

    # ---- lines -------------------------------------------------------------------------------------------------------
    def line(self, sheet: str, said: Said, result: Result, reason: str, **more: Any) -> Line:
        told = said.remarks if more.get('person') or more.get('organisation') else []
        if result in (Result.STORED, Result.MERGED, Result.REPAIR_ONLY):
            told = [*told, *said.told, *damage.sentences(said, only_the_item=result is Result.REPAIR_ONLY)]
        reason = ' '.join(dict.fromkeys((reason, *told, *said.losses)))
        line = Line(sheet, said.row, result, reason, cut=bool(said.losses), **more)
        self.plan.lines.append(line)
        return line

    def held_back(self, sheet: str, said: Said, decision: Decision, values: dict[str, Any], reason: str = '',
                  meant: PersonDraft | None = None) -> Line:
        """Not stored, with the reason; and a hint where the same person stands in the store already. `meant` where it
        takes more than the values to find them."""
        known = self.people.find(values)
        hint = ''
        if known is not None and known.id is not None:
            hint = _(' Diese Person steht schon im Kontaktbuch, dort ändert sich nichts.') if self.people.is_surely(
                known, values) else _(' Jemand mit diesem Namen steht schon im Kontaktbuch, dort ändert sich nichts.')
            if decision.plain_no:
                hint += _(' Bitte prüfen, ob sie widerrufen hat.')
        why = reason or _('{reason} Die Person wird nicht gespeichert.').format(reason=decision.reason)
        return self.line(sheet, said, Result.HELD_BACK, why + hint,
                         may_decide=not decision.plain_no and not reason, meant=meant or known,
                         name=f"{values.get('first_name', '')} {values.get('last_name', '')}".strip())

    # ---- people ------------------------------------------------------------------------------------------------------
    def person(self, values: dict[str, Any], said: Said, given: list[Yes],
               known: PersonDraft | None = None) -> tuple[PersonDraft, bool]:
        """The draft for these values, and whether somebody stood there already. Empty fields are filled, nothing that
        stands is overwritten; what differs comes into the note."""
        known = known or self.people.find(values)
        if known is None:
            if self.people.perhaps(values):
                said.remarks.append(PERHAPS_ONE)
            elif self.people.perhaps_of_another_number(values):
                said.remarks.append(NEW_NUMBER)
            elif self.people.perhaps_of_one_number(values):
                said.remarks.append(PERHAPS_SAME)
            draft = PersonDraft('person', {'extra': {}, 'was_customer': False}, public=values.get('public_id', ''))
            self.people_fill(draft, values, said, given)
            self.plan.add(draft)
            return draft, False
        self.people_fill(known, values, said, given)
        self.plan.add(known)
        return known, True

    def people_fill(self, draft: PersonDraft, values: dict[str, Any], said: Said, given: list[Yes]) -> None:
        for yes in given:
            draft.agree(yes)
        draft.marks |= values.get('marks', NO_MARKS)
        # „Rolf“ may be a first name here and a surname there
        told = {'note', 'public_id', 'marks', *(('first_name', 'last_name') if called(draft.values) == called(values)
                                                else ())}
        swapped.put_right(draft, values, said)
        for name, value in values.items():
            if value in ('', None) or name in told:
                continue
            if not self.covers(draft, name):
                said.note(_label(name), str(value))
            elif not draft.values.get(name):
                draft.values[name] = value
            elif name in ('phone', 'email', 'phone_2', 'email_2'):
                self._second(draft, name.removesuffix('_2'), value, said)
            elif name not in ('first_name', 'last_name') and draft.values[name] != value:
                said.note(_label(name), str(value))
        self.people.add(draft)      # under what they are reached by now
        own = own_values(said, 'person', frozenset(draft.purposes))
        draft.extra.update({name: value for name, value in own.items() if name not in draft.extra})

    def _second(self, draft: PersonDraft, name: str, value: str, said: Said) -> None:
        key = phone_key if name == 'phone' else str.lower
        if key(value) in {key(draft.values.get(one) or '') for one in (name, f'{name}_2')}:
            return
        if not draft.values.get(f'{name}_2'):
            draft.values[f'{name}_2'] = value
        else:
            said.note(_label(name), value)

    def covers(self, draft: PersonDraft, name: str) -> bool:
        """Does one of this person's consents cover the column?"""
        held = draft.purposes - {Purpose.MESSENGER}
        return not held or any(name not in NOT_FOR.get(purpose, ()) for purpose in held)

    def add_note(self, draft: PersonDraft, said: Said) -> None:
        """What stands there stays; only what is new comes below it."""
        held = draft.values.get('note') or ''
        text = below(held, whole_note(said), said)
        if text != held:
            draft.values['note'] = text


def _label(name: str) -> str:
    return {'phone': _('Telefon'), 'phone_2': _('Telefon'), 'email': _('E-Mail'), 'email_2': _('E-Mail'),
            'street': _('Straße'), 'postcode': _('PLZ'), 'city': _('Ort')}.get(name, name)


def _keep_its_words(said: Said, found: Decision, day: date) -> None:
    """Of a yes that names no day exactly, or says something else besides, the list's own words."""
    for place, target in enumerate(said.layout.targets):
        text = said.row.text(place) if target in ('consent', 'consent_on', 'signed_on') else ''
        if of_storing(text) != text or (found.not_before and first_day(text, day)):
            said.note(said.layout.heading(place), text)
    if found.not_before:
        said.remarks.append(NOT_EXACT.format(day=f'{found.not_before:%d.%m.%Y}'))


def _is_remark(said: Said) -> bool:
    """One cell where the list has many columns may be a remark about the list: nobody vouches for it unasked."""
    return len(said.row.filled) < 2 < len([target for target in said.layout.targets if target])


def without_name(said: Said) -> str:
    """Nobody stands in this cell, or the list has no column of names at all: what is true, and what can be done."""
    return _('In dieser Zeile steht kein Name.') if has_names(said) else _(
        'In dieser Liste ist keine Spalte mit Namen zu erkennen. Unter „Austausch“ lässt sie sich wählen.')


def has_names(said: Said) -> bool:
    return bool(NAMES & set(said.layout.targets))
