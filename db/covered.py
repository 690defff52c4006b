"""What may be stored about a person: only what one of their consents covers (D1, D6)."""
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from db.clock import today
from db.errors import Refused
from db.fields import Column, columns
from db.i18n import _
from db.words import Purpose

NEEDED = {'member': Purpose.MEMBER, 'external': Purpose.EXTERNAL,
          'former_customer': Purpose.FORMER, 'former_member': Purpose.FORMER}
REFUSALS = {Purpose.MEMBER: _('Ohne ein Ja zur Teamliste darf die Person nicht gespeichert werden.'),
            Purpose.EXTERNAL: _('Ohne ein Ja darf die Person nicht gespeichert werden. '
                                'Eine Organisation ohne Namen einer Person geht immer.'),
            Purpose.FORMER: _('Ohne ein Ja darf die Person nicht aufbewahrt werden.')}

NOT_ASKED_MESSENGER = _('Ohne ein Ja zur Messenger-Gruppe bitte nicht aufnehmen.')


def may_hold(purposes: Collection[Purpose], columns: Iterable[Column]) -> tuple[Column, ...]:
    """The columns that one of these purposes covers: what a form for this person shows."""
    return tuple(column for column in columns if not column.purposes or column.purposes & set(purposes))


def no_future(values: Mapping[str, Any], now: datetime) -> None:
    """Raises `Refused` for somebody who has been a member since a day that is still to come: most likely a slip of
    the finger, and a list that is wrong for years."""
    since = values.get('started_on')
    if since and since > today(now):
        raise Refused(_('Dieser Tag kommt erst noch.'), 'started_on')


def only_covered(values: Mapping[str, Any], purposes: Collection[Purpose]) -> None:
    """Raises `Refused` for a value that no consent of this person covers."""
    if values.get('in_messenger') and Purpose.MESSENGER not in purposes:
        raise Refused(NOT_ASKED_MESSENGER, 'in_messenger')
    uses = (('person', 'member'), ('membership', 'form'), ('contact', 'form'))
    described = {column.name: column for table, use in uses for column in columns(table, use)}
    for name, column in described.items():
        if values.get(name) and column not in may_hold(purposes, [column]):
            raise Refused(_('„{label}“ darf hier nicht gespeichert werden, dafür gibt es keine Einwilligung.')
                          .format(label=column.label), name)
