"""What of a line would be stored, in the words of a form; and what of that does not stand in the store already."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db.clock import show_date
from db.fields import Column, described
from db.i18n import _
from db.importing.desk import FROM_LIST
from db.importing.drafts import Draft, Line, PersonDraft, RepairDraft, Result
from db.kinds import Kind, show
from db.models import MODELS
from db.names import full

PARTS = {'person': 'member', 'membership': 'form', 'contact': 'form', 'organisation': 'form', 'repair': 'detail'}
_NOT_SHOWN = frozenset({'serial', 'token', 'request_id', 'extra', 'ready_at', 'reviewed'})
Own = Mapping[str, Mapping[str, Column]]    # the café's own columns by table and name, those that come along included
Members = Mapping[int, str]                 # who stands in the store, by membership


@dataclass(frozen=True)
class Told:
    """`differs`: this does not stand in the file like that, and not in the store either. `instead`: in the store stands
    something else by now. `is_phone`: it is the same in whatever spelling."""
    label: str
    text: str
    differs: bool = False
    instead: bool = False
    is_phone: bool = False


def stored(line: Line, own: Own, members: Members) -> list[Told]:
    """Of each row what it will be; whatever stands there already and stays does not differ."""
    if line.result is Result.HELD_BACK:   # the person stays out; the organisation may come alone
        return _of(line.organisation, own) if line.organisation is not None else []
    if line.result in (Result.NOT_DATA, Result.NOT_UNDERSTOOD):
        return []
    found: list[Told] = []
    if line.person is not None:
        found += _of(line.person, own) + (_of(line.person.membership, own) if line.person.membership else [])
        for contact in line.person.contacts:
            found += _of(contact, own)
        found += [Told(_('Einwilligung'), _given(yes.purpose.label, yes.how, yes.on), yes.how != FROM_LIST)
                  for yes in line.person.given]
    if line.organisation is not None:
        found += _of(line.organisation, own)
    if line.repair is not None:
        found += _of(line.repair, own) + _more_of_repair(line.repair, members)
    return found


def _of(draft: Draft, own: Own) -> list[Told]:
    """The filled columns of one row under their labels."""
    model, found = MODELS[draft.table], []
    for name in getattr(model, PARTS[draft.table]):
        column = described(model, name, frozenset())
        text = show(column.kind, draft.values.get(name))
        if name not in _NOT_SHOWN and text and text != _('nein'):
            found.append(Told(column.label, text, _changes(draft, name),
                              name in draft.changed and bool(draft.before.get(name)) and name != 'note',
                              column.kind is Kind.PHONE))
    extra, before = draft.values.get('extra', {}), draft.before.get('extra', {})
    return found + [Told(column.label, show(column.kind, extra[name]), extra[name] != before.get(name),
                         is_phone=column.kind is Kind.PHONE)
                    for name, column in own[draft.table].items() if extra.get(name) not in (None, '')]


def _changes(draft: Draft, name: str) -> bool:
    return not draft.before or name in draft.changed


def _more_of_repair(draft: Draft, members: Members) -> list[Told]:
    values: dict[str, Any] = draft.values
    return [Told(label, text, changes) for label, text, changes in (
        (_('Stand'), values.get('state') or '', _changes(draft, 'state')),
        (_('Ergebnis'), values.get('outcome') or '', _changes(draft, 'outcome')),
        (_('Angenommen am'), show_date(values.get('received_at')), _changes(draft, 'received_at')),
        (_('Abgeholt am'), show_date(values.get('collected_at')), _changes(draft, 'collected_at')),
        (_('Ansprechperson'), _looked_after_by(draft, members), 'responsible' in draft.links)) if text]


def _looked_after_by(draft: Draft, members: Members) -> str:
    """Who may come with this list, stand on the team list already, or look after it since it was taken in."""
    helper = draft.links.get('responsible')
    person = helper.links.get('person') if helper else None
    if isinstance(person, PersonDraft):
        return full(person.values.get('first_name') or '', person.values.get('last_name') or '')
    stands = helper.id if helper else draft.helper if isinstance(draft, RepairDraft) else None
    return members.get(stands or 0, '')


def _given(purpose: str, how: str, on: Any) -> str:
    return ', '.join(filter(None, (purpose, how, show(Kind.DATE, on)[:10] if on else '')))
