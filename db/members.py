"""Membership and the messenger group: whom to add, whom to take out, and leaving the team."""
from datetime import datetime

from db import consent, erasure, journal, search
from db.consent import Given
from db.covered import NOT_ASKED_MESSENGER
from db.errors import Refused
from db.i18n import _
from db.models import Membership, Person
from db.people import by_public_id
from db.reserve import erasing
from db.retention import scrub
from db.telling import told
from db.who import Who
from db.words import Audience, Ended, Purpose


@erasing
def end_membership(public_id: str, keep: bool, how: str, who: Who, now: datetime, shown: int | None = None) -> bool:
    """Someone leaves. `keep`: they said yes to staying findable. Without that, and without an item in the house, they
    are erased at once. True when they are gone. `shown` is the wording they were asked with."""
    with journal.writing(who, now, 'membership.end') as batch:
        person = by_public_id(public_id)
        _running(person)
        if keep:
            asked = shown or consent.text_in_force(Purpose.FORMER, Audience.TEAM).id
            consent.record(batch, person.id, Given(Purpose.FORMER, how, shown=asked))
        ended = {Purpose.MEMBER: Ended.FULFILLED}
        if not keep and Purpose.FORMER in consent.in_force(person.id):
            ended[Purpose.FORMER] = Ended.WITHDRAWN   # they were asked again, and said no
        gone = erasure.shrink(batch, person, ended, 'membership')
    scrub(now)
    return gone


def set_messenger(public_id: str, inside: bool, who: Who, now: datetime) -> None:
    """Write down that somebody was added to the group, or taken out of it. A fact, not a consent."""
    with journal.writing(who, now, 'messenger.fact') as batch:
        person = by_public_id(public_id)
        row = (Membership.select().where(Membership.person == person.id)
               .order_by(Membership.ended, Membership.id.desc()).first())
        if row is None:
            raise Refused(_('Die Messenger-Gruppe ist nur für Mitglieder.'))
        if inside and Purpose.MESSENGER not in consent.in_force(person.id):
            raise Refused(NOT_ASKED_MESSENGER)
        batch.update(row, {'in_messenger': inside})
        told(batch, person)


def give_messenger(public_id: str, how: str, who: Who, now: datetime, shown: int | None = None) -> None:
    """A member agrees to be in the messenger group."""
    with journal.writing(who, now, 'consent.give.messenger') as batch:
        person = by_public_id(public_id)
        _running(person)
        consent.record(batch, person.id, Given(Purpose.MESSENGER, how, shown=shown))
        search.refresh_person(person.id)
        told(batch, person)


def refuse_messenger(public_id: str, who: Who, now: datetime) -> None:
    """A member was asked and does not want to be in the messenger group. Nothing of it is a consent (D2)."""
    with journal.writing(who, now, 'consent.refuse.messenger') as batch:
        person = by_public_id(public_id)
        row = _running(person)
        if Purpose.MESSENGER in consent.in_force(person.id):
            raise Refused(_('Gerade wurde ein Ja zur Messenger-Gruppe eingetragen. Gilt es nicht, bitte widerrufen.'))
        batch.update(row, {'refused_messenger_at': now})
        told(batch, person)


def _running(person: Person) -> Membership:
    row = Membership.get_or_none(Membership.person == person.id, ~Membership.ended)
    if row is None:
        raise Refused(_('Diese Person ist nicht (mehr) im Team.'))
    return row
