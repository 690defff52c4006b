"""Handing an item back, taking that back, and withdrawing consent (D4, D5, D13)."""
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from db import consent, erasure, journal, names, promises, retention, settings
from db.classification import uncovered
from db.errors import Refused
from db.fields import own_columns
from db.i18n import _
from db.journal import Batch
from db.messenger import is_inside
from db.models import Account, Change, ChangeValue, Contact, Membership, Person, Repair, RepairState
from db.people import by_public_id
from db.repairs import can_undo, find, step, tell
from db.reserve import erasing
from db.search import refresh_person, refresh_repair
from db.telling import told
from db.who import CUSTOMER, Who
from db.words import Ended, Outcome, Purpose, State

VERB = 'repair.hand_back'


@dataclass(frozen=True)
class HandedBack:
    """`erase_at` is None when something else of this person is still here."""
    number: str
    erase_at: datetime | None
    sentence: str


@dataclass(frozen=True)
class WithdrawalPreview:
    """What goes and what stays, before anybody confirms. `data` are those words of `goes` that tell of no account and
    no consent; `remaining` is what the person is stored for afterwards."""
    name: str
    goes: tuple[str, ...]
    stays: tuple[str, ...]
    sentence: str
    data: tuple[str, ...] = ()
    remaining: frozenset[Purpose] = frozenset()


# ---- handing back ----------------------------------------------------------------------------------------------------
def hand_back(number: str, who: Who, now: datetime, outcome: Outcome | None = None) -> HandedBack:
    """The person leaves the Kund:innen sheet at once; the moment of erasure is set now, and later changes of the
    setting do not move it. Handing back twice changes nothing."""
    with journal.writing(who, now, VERB) as batch:
        row = find(number)
        person = Person.get_or_none(Person.id == row.person_id) if row.person_id else None
        if row.state != State.COLLECTED:
            said = Outcome(row.outcome or Outcome.UNKNOWN)
            values: dict[str, Any] = {'state': State.COLLECTED.value, 'collected_at': now,
                                      'outcome': (outcome or said).value,
                                      'reason': row.reason if outcome in (None, said) else ''}
            values['erase_at'] = now + timedelta(minutes=settings.read().grace_minutes)
            batch.update(row, values)
            step(batch, row)
            if person is not None:
                batch.update(person, {'was_customer': True})
            _refresh(batch, row, person)
        more_here = person is not None and promises.has_more_here(row, person)
        done = HandedBack(row.number, None if more_here else row.erase_at, promises.sentence(row, person, now))
        is_due = row.erase_at is not None and row.erase_at <= now
    if is_due:
        retention.run_due(now, who)
    return done


def undo(number: str, who: Who, now: datetime) -> None:
    """Back to the state before „Abgeholt“, until the moment of erasure."""
    with journal.writing(who, now, 'repair.undo_hand_back') as batch:
        row = find(number)
        if row.state != State.COLLECTED:
            return
        if not can_undo(row, now):
            raise Refused(_('Das lässt sich nicht mehr rückgängig machen.'))
        before = (RepairState.select(RepairState.state).where(RepairState.repair == row.id)
                  .order_by(RepairState.id.desc()).offset(1).limit(1).tuples().first())
        batch.update(row, {'state': before[0] if before else State.READY.value, 'collected_at': None,
                           'erase_at': None, **_said_before(row)})
        step(batch, row)
        person = Person.get_or_none(Person.id == row.person_id) if row.person_id else None
        if person is not None and _was_made_customer_by(row, person):
            batch.update(person, {'was_customer': False})
        _refresh(batch, row, person)


def _refresh(batch: Batch, row: Repair, person: Person | None) -> None:
    if person is None:
        refresh_repair(row)
    else:
        refresh_person(person.id, row)
        told(batch, person)
    tell(batch, row)


def _said_before(row: Repair) -> dict[str, str]:
    """What was said about the outcome before this repair's last „Abgeholt“, unless somebody has said it again since."""
    last = _last_hand_back(row)
    later = Change.select().where(Change.table == 'repair', Change.row == row.id, Change.verb == 'repair.outcome')
    if last is None or later.where(Change.id > last.id).exists():
        return {}
    changed = ChangeValue.select(ChangeValue.field, ChangeValue.old).where(
        ChangeValue.change == last.id, ChangeValue.field.in_(['outcome', 'reason']))
    return {value.field: value.old or '' for value in changed}


def _was_made_customer_by(row: Repair, person: Person) -> bool:
    """Did this repair's last „Abgeholt“ write `was_customer` for the first time? The journal knows."""
    last = _last_hand_back(row)
    return last is not None and ChangeValue.select().join(Change).where(
        Change.batch == last.batch, Change.table == 'person', Change.row == person.id,
        ChangeValue.field == 'was_customer').exists()


def _last_hand_back(row: Repair) -> Change | None:
    return (Change.select().where(Change.table == 'repair', Change.row == row.id, Change.verb == VERB)
            .order_by(Change.id.desc()).first())


# ---- withdrawing -----------------------------------------------------------------------------------------------------
@erasing
def withdraw(public_id: str, purposes: tuple[Purpose, ...] | None, who: Who, now: datetime) -> bool:
    """End these purposes (all when None) and erase at once what nothing else covers. True when the person is gone."""
    own = who == CUSTOMER
    with journal.writing(who, now, 'slip.withdraw' if own else 'consent.withdraw') as batch:
        person = by_public_id(public_id)
        ended = dict.fromkeys(_withdrawn(person, purposes), Ended.WITHDRAWN)
        if not ended:
            raise Refused(_('Diese Einwilligung gilt schon nicht mehr.'))
        gone = erasure.shrink(batch, person, ended, 'slip' if own else 'withdrawal')
    retention.scrub(now)
    return gone


def preview_withdrawal(public_id: str, purposes: tuple[Purpose, ...] | None = None) -> WithdrawalPreview:
    person = by_public_id(public_id)
    ended = set(_withdrawn(person, purposes))
    if Purpose.MEMBER in ended:
        ended.add(Purpose.MESSENGER)
    remaining = consent.in_force(person.id) - ended
    gone = not remaining - {Purpose.MESSENGER}
    here = list(Repair.select().where(Repair.person == person.id, Repair.state != State.COLLECTED))
    unlinked = gone or Purpose.REPAIR in ended
    data = _data(person, remaining, unlinked)
    return WithdrawalPreview(
        names.full(person.first_name, person.last_name), (*data, *_permits(person, ended, remaining)),
        tuple(_stays(person, remaining, unlinked, here)), _say(person, gone, unlinked, here), tuple(data),
        remaining - {Purpose.MESSENGER})


TAKE_OUT = _('Bitte auch aus der Messenger-Gruppe nehmen: Danach steht der Name nirgends mehr.')


def _withdrawn(person: Person, purposes: tuple[Purpose, ...] | None) -> list[Purpose]:
    held = consent.in_force(person.id)
    return [purpose for purpose in Purpose if purpose in held and (purposes is None or purpose in purposes)]


# what people call the columns, in the order in which they would name them
_PARTS = ((_('Name'), 'person', ('first_name', 'last_name')), (_('Telefon'), 'person', ('phone', 'phone_2')),
          (_('E-Mail'), 'person', ('email', 'email_2')), (_('Anschrift'), 'person', ('street', 'postcode', 'city')),
          (_('Notiz'), 'person', ('note',)), (_('Aufgaben und Fähigkeiten'), 'membership', ('tasks', 'skills')),
          (_('Funktion'), 'contact', ('function',)))
_ROWS = {'person': (Person, Person.id), 'membership': (Membership, Membership.person),
         'contact': (Contact, Contact.person)}


def _data(person: Person, remaining: frozenset[Purpose], unlinked: bool) -> list[str]:
    """What is stored now and will not be any more. Someone without a purpose goes as a whole."""
    covered = remaining - {Purpose.MESSENGER}
    going = [word for word, table, columns in _PARTS
             if set(columns) & set(uncovered(table, covered)) and _holds(person, table, columns)]
    going += _own(person, covered, unlinked)
    if unlinked:
        of_repairs = ((_('Zubehör'), Repair.accessories), (_('Notizen zur Reparatur'), Repair.note))
        going += [word for word, column in of_repairs
                  if Repair.select().where(Repair.person == person.id, column != '').exists()]
    return going


def _own(person: Person, covered: frozenset[Purpose], unlinked: bool) -> list[str]:
    """The café's own columns, by their names."""
    rows = {**_ROWS, **({'repair': (Repair, Repair.person)} if unlinked else {})}
    names: list[str] = []
    for table, (model, owner) in rows.items():
        held = [row.extra for row in model.select(model.extra).where(owner == person.id)]
        names += [column.label for column in own_columns(table)
                  if not column.purposes & covered and any(extra.get(column.name) for extra in held)]
    return [_('eigene Spalten: {names}').format(names=', '.join(dict.fromkeys(names)))] if names else []


def _permits(person: Person, ended: set[Purpose], remaining: frozenset[Purpose]) -> list[str]:
    """The consents that end, and the logins of somebody who goes."""
    if remaining - {Purpose.MESSENGER}:
        return [_('Einwilligung „{purpose}“').format(purpose=purpose.label)
                for purpose in Purpose if purpose in ended & consent.in_force(person.id)]
    logins = [_('der Zugang „{name}“').format(name=row.name)
              for row in Account.select(Account.name).where(Account.person == person.id, Account.active)]
    return [*logins, _('alle Einwilligungen')]


def _holds(person: Person, table: str, columns: tuple[str, ...]) -> bool:
    model, owner = _ROWS[table]
    return any(getattr(row, column) for row in model.select().where(owner == person.id) for column in columns)


def _stays(person: Person, remaining: frozenset[Purpose], unlinked: bool, here: list[Repair]) -> list[str]:
    words = (_('{number}: {item}, der Fehler ohne Namen und Nummern, Platz und Stand') if unlinked else
             _('{number}: {item} mit allem, was dazu notiert ist'))
    stays = [words.format(number=row.number, item=row.item) for row in here]
    if unlinked and any(row.warning for row in here):
        stays.append(_('die Warnung „Nicht einschalten!“, ohne den Grund'))
    if remaining - {Purpose.MESSENGER}:
        stays += [_('gespeichert für: {purpose}').format(purpose=purpose.label)
                  for purpose in Purpose if purpose in remaining]
    if unlinked and Repair.select().where(Repair.person == person.id).exists():
        stays.append(_('die Reparatur als Zahl für die Statistik, ohne Person'))
    return stays


def _say(person: Person, gone: bool, unlinked: bool, here: list[Repair]) -> str:
    said = [_('Das wird sofort gelöscht und lässt sich nicht zurückholen.') if gone else
            _('Das gilt sofort und lässt sich nicht zurückholen.')]
    if here and unlinked:
        said.append(_('Wir können dann nicht mehr anrufen. Der Schein ist der Nachweis für die Abholung.'))
    if gone and is_inside(person.id):
        said.append(TAKE_OUT)
    return ' '.join(said)
