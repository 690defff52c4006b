"""What whoever holds a slip may do without a login: see what would go of their data, and take their yes back (D5, D13).

Nobody is named and nothing of theirs is told: a slip may be lost and found (S3). What they agreed to in another role,
in the team or as a contact, is not up to a slip.
"""
from dataclasses import dataclass
from datetime import datetime

from db import handover, numbers, repairs
from db.errors import Unknown
from db.i18n import _
from db.repairs import RepairView
from db.who import CUSTOMER
from db.words import Purpose, State

ASKED = (Purpose.REPAIR, Purpose.FORMER)   # what customers are asked at the counter


@dataclass(frozen=True)
class OwnWithdrawal:
    """What goes and what stays, in words for the customer."""
    goes: tuple[str, ...]
    stays: tuple[str, ...]
    sentences: tuple[str, ...]


def read(token: str, now: datetime) -> RepairView:
    """Only a token opens a repair to strangers: the number can be read by everybody in the room. Raises `Unknown`."""
    return repairs.read(numbers.read_token(token) or '', now)


def is_stored(view: RepairView) -> bool:
    """Whether there is anything a slip's holder could take back."""
    return view.person is not None and not view.purposes.isdisjoint(ASKED)


def preview(view: RepairView) -> OwnWithdrawal:
    """Of a repair that `is_stored`. Raises `Unknown` when the person has gone meanwhile."""
    if view.person is None:
        raise Unknown(_('Zu dieser Reparatur ist nichts über Sie gespeichert.'))
    found = handover.preview_withdrawal(view.person.public_id, ASKED)
    return OwnWithdrawal(
        goes=(*found.data, _('Ihr Name und Ihre Nummern, wo sie in der Beschreibung stehen'), _('Ihre Einwilligung')),
        stays=tuple(_stays(view, bool(found.remaining))), sentences=tuple(_say(view)))


def _stays(view: RepairView, other_role: bool) -> list[str]:
    stays = []
    if view.state is not State.COLLECTED:
        stays.append(_('die Nummer {number}, der Gegenstand, sein Platz und sein Stand').format(number=view.number))
        stays.append(_('Ihr Schein: Er ist der Nachweis für die Abholung'))
    stays.append(_('die Reparatur als Zahl für die Statistik, ohne Sie'))
    if other_role:
        stays.append(_('was Sie uns in einer anderen Rolle erlaubt haben: Dafür sprechen Sie uns bitte an'))
    return stays


def _say(view: RepairView) -> list[str]:
    said = [_('Das gilt sofort, für alles, was Sie bei uns haben, und lässt sich nicht zurückholen.')]
    if view.state is not State.COLLECTED:
        said.append(CANNOT_CALL)
    return said


CANNOT_CALL = _('Wir können dann nicht mehr anrufen. Bitte fragen Sie selbst nach.')


def withdraw(token: str, now: datetime) -> bool:
    """Erase at once what these consents alone hold. False when nothing is stored (any more): a second tap is harmless.

    Raises `Unknown` when the slip leads nowhere, `Unavailable` when the store cannot be written just now."""
    view = read(token, now)
    if view.person is None or not is_stored(view):
        return False
    try:
        handover.withdraw(view.person.public_id, ASKED, CUSTOMER, now)
    except Unknown:   # somebody was quicker
        return False
    return True
