"""Repairs: read one, move it along, say what came of it, who looks after it."""
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from db import consent, journal, names, promises, repair_history, search, settings, undated
from db.classification import COLUMNS, Erase, uncovered
from db.errors import Refused, Unknown
from db.fields import own_columns, split
from db.i18n import _
from db.journal import Batch
from db.kinds import phone_link, show_phone
from db.masking import mask
from db.models import Membership, Person, Repair, RepairState
from db.numbers import read_code
from db.repair_views import PersonBrief, RepairView, TeamMember
from db.who import Who
from db.words import NEXT, Outcome, Purpose, State


# ---- reading ---------------------------------------------------------------------------------------------------------
def find(number_or_token: str) -> Repair:
    """Raises `Unknown` with a sentence when nothing has this number or token."""
    code = read_code(number_or_token)
    row = None
    if code.number:
        row = Repair.get_or_none(Repair.number == code.number)
    elif code.token:
        row = Repair.get_or_none(Repair.token == code.token)
    if row is None:
        raise Unknown(_('Diese Nummer gibt es nicht.'))
    return row


def meant(text: str) -> tuple[str, ...]:
    """„Meinten Sie …?“: numbers one slip away from what was typed that exist, those still here first."""
    near = read_code(text).suggestions
    rows = (Repair.select(Repair.number).where(Repair.number.in_(near))
            .order_by(Repair.state == State.COLLECTED.value, Repair.serial.desc()))
    return tuple(row.number for row in rows)


def read(number_or_token: str, now: datetime) -> RepairView:
    row = find(number_or_token)
    person = Person.get_or_none(Person.id == row.person_id) if row.person_id else None
    responsible = team_member(row.responsible_id)
    story = repair_history.story(row)
    return RepairView(
        number=row.number, token=row.token or '', version=row.version, state=State(row.state),
        next_states=NEXT[State(row.state)], item=row.item, category=row.category, brand=row.brand, fault=row.fault,
        accessories=row.accessories, warning=row.warning, place=row.place, note=row.note,
        outcome=Outcome(row.outcome or Outcome.UNKNOWN), reason=row.reason, finding=row.finding,
        received_at=row.received_at, taken_by=story.taken_by,
        has_hour=not row.request_id.startswith(undated.FROM_LIST), has_day=undated.came_on_a_day(row.request_id),
        ready_at=row.ready_at, collected_at=row.collected_at, due_on=row.due_on, erase_at=row.erase_at,
        person=_brief(person), consents=consent.lines(person.id, (Purpose.REPAIR, Purpose.FORMER)) if person else (),
        purposes=consent.in_force(person.id) if person else frozenset(), history=story.lines, passed=story.passed,
        responsible_id=row.responsible_id, responsible=responsible.short if responsible else '',
        responsible_initials=responsible.initials if responsible else '', can_undo=can_undo(row, now),
        closed=is_closed(row), fixed=_fixed() if is_closed(row) else frozenset(),
        promise=promises.sentence(row, person, now), goes_at=promises.goes_at(row, person),
        reasons=settings.reasons(), values={name: getattr(row, name) for name in row.detail} | dict(row.extra))


def can_undo(row: Repair, now: datetime) -> bool:
    """„Abgeholt“ can be taken back until the moment of erasure that was set with it."""
    return row.state == State.COLLECTED and row.erase_at is not None and bool(now < row.erase_at)


def _brief(person: Person | None) -> PersonBrief | None:
    return person and PersonBrief(
        person.public_id, names.full(person.first_name, person.last_name),
        names.short(person.first_name, person.last_name), show_phone(person.phone), phone_link(person.phone),
        person.email)


def team() -> list[TeamMember]:
    """Everybody with a running membership, by name."""
    return _members(~Membership.ended)


def team_member(membership_id: int | None) -> TeamMember | None:
    """Who looks after a repair; also somebody who has left since."""
    return next(iter(_members(Membership.id == membership_id)), None) if membership_id else None


def _members(condition: Any) -> list[TeamMember]:
    rows = (Membership.select(Membership.id, Person.public_id, Person.first_name, Person.last_name).join(Person)
            .where(condition).order_by(Person.sort_name).tuples())
    return [TeamMember(row_id, public_id, names.full(first, last), names.short(first, last),
                       names.initials(first, last)) for row_id, public_id, first, last in rows]


# ---- moving ----------------------------------------------------------------------------------------------------------
def move(number: str, state: State, who: Who, now: datetime, outcome: Outcome | None = None,
         reason: str = '') -> None:
    """One step along `NEXT`. Tapping the present state again changes nothing. „Abgeholt“ is `handover.hand_back`."""
    with journal.writing(who, now, 'repair.move') as batch:
        row = find(number)
        if state == row.state:
            return
        if state not in NEXT[State(row.state)] or state is State.COLLECTED:
            raise Refused(_('Von „{now}“ geht es nicht zu „{then}“.').format(now=row.state, then=state))
        values: dict[str, Any] = {'state': state.value}
        if state is State.READY and row.state != State.UNCOLLECTED:
            values['ready_at'] = now
        elif state not in (State.READY, State.UNCOLLECTED):
            values['ready_at'] = None   # back to work: it is not waiting to be fetched
        batch.update(row, values | _outcome(row, outcome, reason))
        step(batch, row)
        tell(batch, row)


def step(batch: Batch, row: Repair) -> None:
    RepairState.create(repair=row.id, state=row.state, at=batch.now, actor=batch.who.account)


def tell(batch: Batch, row: Repair) -> None:
    """Screens with this repair, and screens with its person, are told."""
    batch.shows('repair', row.number)
    if row.person_id:
        found = Person.select(Person.public_id).where(Person.id == row.person_id).tuples().first()
        if found:
            batch.shows('person', found[0])


def set_outcome(number: str, outcome: Outcome, reason: str, who: Who, now: datetime) -> None:
    """What came of it. Can be said and changed at any time; the last word counts."""
    with journal.writing(who, now, 'repair.outcome') as batch:
        row = find(number)
        if batch.update(row, _outcome(row, outcome, reason)):
            tell(batch, row)


def _outcome(row: Repair, outcome: Outcome | None, reason: str) -> dict[str, str]:
    if outcome is None:
        return {}
    kept = (row.outcome, row.reason) == (outcome, reason)   # it may be a reason that is none any more
    if reason and not kept and reason not in settings.reasons().get(outcome, ()):
        raise Refused(_('Dieser Grund passt nicht zu „{outcome}“.').format(outcome=outcome), 'reason')
    return {'outcome': outcome.value, 'reason': reason}


def save(number: str, version: int, values: Mapping[str, Any], who: Who, now: datetime) -> int:
    """Save declared and own columns. Returns the new version; raises `Conflict` when somebody else saved since."""
    with journal.writing(who, now, 'repair.save') as batch:
        row = find(number)
        declared, own = split('repair', values)
        changes = {name: value for name, value in declared.items() if name in Repair.detail}
        if is_closed(row):
            changes = _still_possible(changes, own)
        if not {'item': row.item, **changes}['item']:
            raise Refused(_('Was wurde gebracht?'), 'item')
        if own:
            changes['extra'] = {**row.extra, **own}
        if batch.update(row, changes, expected=version):
            search.refresh_repair(row)
            tell(batch, row)
        return int(row.version)


CLOSED = _('Diese Reparatur ist abgeschlossen. Nur Ergebnis und Befund lassen sich noch ändern.')


def is_closed(row: Repair) -> bool:
    """Fetched, and cleared of everything that belonged to the repair alone."""
    return row.state == State.COLLECTED and row.token is None


def _fixed() -> frozenset[str]:
    """What nothing would ever erase again; the café's own columns are among it."""
    return frozenset(uncovered('repair', frozenset())) | {column.name for column in own_columns('repair')}


def _still_possible(changes: dict[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """On a repair without its person only what stays as a figure, masked: nothing would ever erase the rest (D4)."""
    gone = [*own, *(name for name in changes if name in _fixed())]
    if gone:
        raise Refused(CLOSED, gone[0])
    return {name: mask(value, ()) if COLUMNS['repair'][name].erase is Erase.MASK else value
            for name, value in changes.items()}


def running(membership_id: int | None) -> None:
    """Raises `Refused` unless this is somebody with a running membership, or nobody."""
    if membership_id is not None and not (0 < membership_id < 2**63 and Membership.select().where(
            Membership.id == membership_id, ~Membership.ended).exists()):
        raise Refused(_('Diese Person ist nicht (mehr) im Team.'), 'responsible')


def assign(number: str, membership_id: int | None, who: Who, now: datetime) -> None:
    """Who looks after it: somebody with a running membership, or nobody."""
    with journal.writing(who, now, 'repair.assign') as batch:
        row = find(number)
        running(membership_id)
        if membership_id is not None and is_closed(row):
            raise Refused(CLOSED, 'responsible')
        if batch.update(row, {'responsible': membership_id}):
            tell(batch, row)
