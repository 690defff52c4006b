"""Rows of the team and of those who were here: each becomes a person, or is held back."""
import re
from datetime import date
from typing import Any

from db.clock import today
from db.folding import fold_written_out
from db.i18n import _
from db.importing.consenting import Decision, shortened
from db.importing.contacts import one_line
from db.importing.dates import exact_day
from db.importing.desk import Desk, without_name
from db.importing.drafts import Draft, PersonDraft, Result
from db.importing.identity import home, home_of_person, name_of, reachable
from db.importing.later import MAY_STAY, agreed, alone, beside, of_membership_alone, withdrawn_perhaps
from db.importing.marks import marks
from db.importing.meanings import key_of
from db.importing.name_suffix import with_generation
from db.importing.own_values import own_values
from db.importing.said import Said, check_all, checked
from db.importing.withdrawn_here import heeding_withdrawal
from db.kinds import NO, YES
from db.words import Audience, Purpose

LEFT = _('Ist laut Liste ausgeschieden („{text}“). Gibt es dafür ein Ja, gehört die Zeile auf das Blatt Ehemalige.')
TOO_OLD = _('Dieses Ja ist älter als zwei Jahre und gilt nicht mehr. Bitte noch einmal fragen.')
PERHAPS_TOO_OLD = _('Dieses Ja kann älter als zwei Jahre sein. Bitte noch einmal fragen oder den Tag ergänzen.')
BOTH = _('Steht auf der Teamliste und hier als ehemaliges Mitglied. Bitte klären, was stimmt.')
_OF_MEMBERS = re.compile(r'^(?!.*abgeholt).*(?:ausgetret|austritt|ausgeschied|mitglied)')     # „ausgetreten am“
_MEMBERS = ('mitglied', 'team', 'helfer', 'reparateur', 'ehrenamt', 'aktiv')


def basics(said: Said, single_is_first: bool = False) -> dict[str, Any]:
    """Name and ways to reach, through the columns of a person; and what tells them from others of the name."""
    name = name_of(said, single_is_first)
    behind = '' if name.several else name.rest
    values = checked('person', 'member', {'first_name': name.first, 'last_name': with_generation(name.last, behind)},
                     said) | reachable(said)
    values['marks'] = marks(behind, home_of_person(said), name.salutation)
    return values | ({'public_id': said.text('public_id')} if said.text('public_id') else {})


def named(values: dict[str, Any]) -> bool:
    return bool(values.get('first_name') or values.get('last_name'))


# ---- team ------------------------------------------------------------------------------------------------------------
def team_row(desk: Desk, sheet: str, said: Said) -> None:
    check_all(said)
    values = basics(said, single_is_first=True)
    if not named(values):
        desk.line(sheet, said, Result.NOT_UNDERSTOOD, without_name(said))
        return
    decision, how = desk.decision(sheet, said, values)
    left = said.text('left_on') or said.layout.left
    has_left = bool(left) and fold_written_out(left) not in ('nein', 'n')
    known = desk.people.of_sheet(values, Purpose.FORMER if has_left else Purpose.MEMBER)
    later = beside(desk, said, values, decision, known)
    if has_left:
        _left_row(desk, sheet, said, values, decision, later, known)
        return
    comes, decision = desk.comes_in(decision, known, values, Purpose.MEMBER)
    if not comes:
        line = desk.held_back(sheet, said, decision, values, meant=known)
        line.reason = ' '.join(filter(None, (line.reason, alone(said, later))))
        return
    values |= checked('person', 'member', home(said), said)
    given = [*([desk.yes(Purpose.MEMBER, decision, how)] if decision.yes else []), *agreed(desk, later)]
    person, stood = desk.person(values, said, given, known)
    said.remarks += filter(None, (MAY_STAY if later.yes else later.reason, withdrawn_perhaps(person, later)))
    membership(desk, person, said)
    desk.add_note(person, said)
    desk.line(sheet, said, Result.MERGED if stood else Result.STORED, merged(person) if stood else
              _('Kommt auf die Teamliste.'), person=person)


def _left_row(desk: Desk, sheet: str, said: Said, values: dict[str, Any], decision: Decision, later: Decision,
              known: PersonDraft | None) -> None:
    """Who left and said yes to both stays findable, with what the second yes is for; nobody else does."""
    left, day = said.text('left_on') or said.layout.left, exact_day(said.cell('left_on'))
    decision = heeding_withdrawal(decision, known, Purpose.MEMBER, today(desk.now))
    if not (decision.yes and later.yes) or (day and day > today(desk.now)):
        missing = decision.reason if decision.withdrawn else alone(said, later)
        why = later.reason or (missing if not decision.yes else '')
        desk.held_back(sheet, said, decision, values, ' '.join(filter(None, (LEFT.format(text=shortened(left)), why))),
                       known)
        return
    if known and known.membership and not known.membership.values.get('ended'):
        desk.held_back(sheet, said, Decision(False), values, BOTH, known)
        return
    person, stood = desk.person(values, said, agreed(desk, later), known)
    days = {name: exact_day(said.cell(told)) for name, told in (('started_on', 'started_on'), ('ended_on', 'left_on'))}
    if person.membership is None:
        person.membership = Draft('membership', {'ended': True, **days, 'extra': {}}, links={'person': person})
        desk.plan.add(person.membership)
    for name, told in (('started_on', 'started_on'), ('ended_on', 'left_on')):
        said.note(said.heading(told), '' if days[name] else said.text(told))
    desk.add_note(person, said)
    said.remarks += of_membership_alone(said)
    desk.line(sheet, said, Result.MERGED if stood else Result.STORED, merged(person) if stood else
              _('Laut Liste ausgeschieden, und darf später kontaktiert werden: kommt zu den Ehemaligen.'),
              person=person)


def membership(desk: Desk, person: PersonDraft, said: Said) -> None:
    """The running membership: a new one, or what is missing in the one that stands there."""
    facts = checked('membership', 'form', {name: one_line(said.text(name)) for name in ('tasks', 'skills')}, said)
    started = exact_day(said.cell('started_on'))
    if started:
        facts['started_on'] = started
    elif said.text('started_on'):
        said.note(said.heading('started_on'), said.text('started_on'))
    draft = person.membership
    facts['in_messenger'] = _in_group(said) or bool(draft and draft.values.get('in_messenger'))   # left and came back
    if draft is None or draft.values.get('ended'):
        draft = person.membership = Draft('membership', {'ended': False, 'extra': {}}, links={'person': person})
    desk.plan.add(draft)
    for name, value in facts.items():
        if not draft.values.get(name):
            draft.values[name] = value
        elif value and draft.values[name] != value:
            said.note(said.heading(name), said.text(name))
    own = own_values(said, 'membership', None)
    draft.extra.update({name: value for name, value in own.items() if name not in draft.extra})


def _in_group(said: Said) -> bool:
    """A fact of the membership, never a consent. Words that are neither yes nor no come into the note."""
    text = said.text('in_messenger')
    word = fold_written_out(text).strip(' .!')
    if word in YES or word in ('✓', '✔', 'drin', 'ist drin', 'dabei', 'ist dabei'):
        return True
    if word not in NO and word not in ('nicht', 'noch nicht', 'nicht dabei'):
        said.note(said.heading('in_messenger'), text)
    return False


# ---- those who were here ---------------------------------------------------------------------------------------------
def former_row(desk: Desk, sheet: str, said: Said) -> None:
    check_all(said)
    values = basics(said)
    if not named(values):
        desk.line(sheet, said, Result.NOT_UNDERSTOOD, without_name(said))
        return
    decision, how = desk.decision(sheet, said, values)
    known = desk.people.of_sheet(values, Purpose.FORMER)
    comes, decision = desk.comes_in(decision, known, values, Purpose.FORMER)
    if not comes:
        desk.held_back(sheet, said, decision, values, meant=known)
        return
    if decision.yes and desk.too_old(decision):
        desk.held_back(sheet, said, Decision(False), values, TOO_OLD if decision.on else PERHAPS_TOO_OLD,
                       known)
        return
    was = kind_of_former(said)
    if was == 'member' and known and known.membership and not known.membership.values.get('ended'):
        desk.held_back(sheet, said, Decision(False), values, BOTH, known)
        return
    values |= checked('person', 'member', home(said), said)
    audience = Audience.TEAM if was == 'member' else Audience.OUTSIDE
    given = [desk.yes(Purpose.FORMER, decision, how, audience)] if decision.yes else []
    person, stood = desk.person(values, said, given, known)
    ended = _ended(said, today(desk.now), was)
    if was == 'customer' or fold_written_out(said.text('was_customer')) == 'ja':
        person.values['was_customer'] = True
    elif was == 'member' and person.membership is None:
        person.membership = Draft('membership', {'ended': True, 'ended_on': ended, 'extra': {}},
                                  links={'person': person})
        desk.plan.add(person.membership)
    desk.add_note(person, said)
    desk.line(sheet, said, Result.MERGED if stood else Result.STORED, merged(person) if stood else
              _('Bleibt bei den Ehemaligen auffindbar.'), person=person)


def kind_of_former(said: Said) -> str:
    """'member', 'customer' or '' when the list does not say; a word we do not know comes into the note. Where no word
    is asked for, only members leave."""
    word = fold_written_out(said.text('was'))
    if any(part in word for part in ('kund', 'gast', 'besuch')) or word in ('k', 'kd'):
        return 'customer'
    if any(part in word for part in _MEMBERS) or word in ('m', 'mg'):
        return 'member'
    said.note(said.heading('was'), said.text('was'))
    is_left = _OF_MEMBERS.search(key_of(said.heading('ended_on'))) and said.text('ended_on')
    return 'member' if is_left and not word else ''


def _ended(said: Said, now: date, was: str) -> date | None:
    """The exact day somebody left. Of customers, and what is not exact, the text is kept."""
    day = exact_day(said.cell('ended_on'))
    if day and was == 'member' and day <= now:
        return day
    said.note(said.heading('ended_on'), (day and f'{day:%d.%m.%Y}') or said.text('ended_on'))
    return None


def merged(person: PersonDraft) -> str:
    return (_('Diese Person steht schon im Kontaktbuch; Fehlendes wird ergänzt.') if person.id is not None else
            _('Diese Person steht schon weiter oben in der Datei.'))
