"""Other places of a list: the organisation of a row, and who is its contact there."""
from typing import Any

from db.i18n import _
from db.importing.contacts import one_line
from db.importing.desk import Desk
from db.importing.drafts import Draft, PersonDraft
from db.importing.identity import home
from db.importing.notes import below, whole_note
from db.importing.said import Said, checked, own_values


def organisation_of(desk: Desk, said: Said, name: str, values: dict[str, Any]) -> tuple[Draft, bool]:
    """The organisation of a row. `values` are phones and e-mails where they are its own."""
    where = home(said)
    town = f"{where.get('postcode', '')} {where.get('city', '')}".strip()
    address = ', '.join(filter(None, (where.get('street'), town)))
    texts = {'name': name, 'topic': said.text('topic'), 'website': said.text('website'), 'address': address,
             'phone': values.get('phone', ''), 'email': values.get('email', '')}
    for second in ('phone_2', 'email_2'):
        if values.get(second):
            said.note(_('Telefon') if second == 'phone_2' else _('E-Mail'), values[second])
    alone = bool(values) or not (said.has('name', 'first_name', 'last_name'))
    if alone and said.text('function'):
        said.note(said.heading('function'), said.text('function'))
    own = own_values(said, 'organisation', None)
    facts = checked('organisation', 'form', texts, said)
    facts |= {'note': whole_note(said)} if alone else {}
    draft = desk.organisations.find(facts['name'])
    stood = draft is not None
    if draft is None:
        draft = Draft('organisation', {'extra': {}})
        draft.values['name'] = facts['name']
        desk.organisations.add(draft)
    desk.plan.add(draft)
    _fill(draft, facts, said)
    draft.extra.update({key: value for key, value in own.items() if key not in draft.extra})
    return draft, stood


def _fill(draft: Draft, facts: dict[str, Any], said: Said) -> None:
    """Empty fields are filled; what differs comes below the note."""
    for name, value in facts.items():
        held = draft.values.get(name)
        if value and not held:
            draft.values[name] = value
        elif value and held != value and name != 'name':
            draft.values['note'] = below(draft.values.get('note') or '', value, said)


def contact(desk: Desk, person: PersonDraft, organisation: Draft | None, said: Said) -> None:
    function = checked('contact', 'form', {'function': one_line(said.text('function'))}, said)['function']
    for one in person.contacts:
        same = one.links.get('organisation') is organisation if one.id is None else (
            one.values.get('organisation_id') == (organisation.id if organisation else None))
        if same:
            if function and not one.values.get('function'):
                one.values['function'] = function
                desk.plan.add(one)
            elif function and one.values['function'] != function:
                said.note(said.heading('function'), function)
            return
    draft = Draft('contact', {'function': function, 'extra': own_values(said, 'contact', None)},
                  links={'person': person})
    if organisation:
        draft.links['organisation'] = organisation
    person.contacts.append(draft)
    desk.plan.add(draft)
