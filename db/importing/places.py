"""Other places of a list: the organisation of a row, and who is its contact there."""
from typing import Any

from db.folding import fold_written_out
from db.i18n import _
from db.importing import contacts
from db.importing.belongings import own_ones
from db.importing.contacts import one_line
from db.importing.desk import Desk
from db.importing.drafts import Draft, Line, PersonDraft
from db.importing.identity import home
from db.importing.meanings import key_of
from db.importing.nameless import unsaid
from db.importing.names import without_salutation, words_of
from db.importing.naming import (
    GENERAL,
    called,
    has_first_name,
    is_neutral,
    is_of_somebody,
    names,
    names_in_title,
    own_number,
)
from db.importing.notes import below, whole_note
from db.importing.own_values import own_values
from db.importing.said import Said, checked
from db.masking import mask


def organisation_of(desk: Desk, said: Said, name: str, values: dict[str, Any], *, alone: bool,
                    unsaid: bool = False) -> tuple[Draft, bool]:
    """The organisation of a row. `values` are phones and e-mails where they are its own; `alone`: the row is about
    nobody else, `unsaid`: and nobody has said yes."""
    where = home(said)
    town = f"{where.get('postcode', '')} {where.get('city', '')}".strip()
    address = ', '.join(filter(None, (where.get('street'), town)))
    texts = {'name': name, 'topic': said.text('topic'), 'website': said.text('website'), 'address': address}
    for one, label in (('phone', _('Telefon')), ('email', _('E-Mail'))):
        named = own_reach(said, one)
        named = own_ones(said, one, named, name) if unsaid else named
        found = list(dict.fromkeys(filter(None, (*named, values.get(one), values.get(f'{one}_2')))))
        texts[one] = found[0] if found else ''
        for further in found[1:]:
            said.note(label, further)
    if alone and said.text('function'):
        said.note(said.heading('function'), said.text('function'))
    own = own_values(said, 'organisation', None)
    facts = checked('organisation', 'form', texts, said)
    notes = [whole_note(said)] if alone else []
    if said.text('organisation_note'):
        heading, text = said.heading('organisation_note'), said.text('organisation_note')
        notes.insert(0, text if key_of(heading) == 'notizzurorganisation' else f'{heading}: {text}')
    facts['note'] = below('', '\n'.join(notes), said)
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


# ---- without a yes ---------------------------------------------------------------------------------------------------
COMES_ALONE = _(' Die Organisation kommt ohne sie hinein; was zur Person gehören kann (Telefon, Adresse, Notiz), '
                'bleibt weg.')
NAMES_THEM = _(' Auch die Organisation nicht, denn ihr Name nennt die Person.')
STANDS_ALONE = _(' Die Organisation steht schon da.')


def own_reach(said: Said, name: str) -> list[str]:
    """The phones or e-mails that a column calls the organisation's own. Where the cell names somebody, it is theirs."""
    text = said.text(f'organisation_{name}')
    if not text:
        return []
    found, rest = contacts.phones(said.cell('organisation_phone'), said.typed) if name == 'phone' else (
        contacts.emails(text))
    if names(text) or (name == 'phone' and 'privat' in text.casefold()):
        found, rest = [], text
    said.note(said.heading(f'organisation_{name}'), rest)
    return found


def only_the_organisation(desk: Desk, said: Said, line: Line) -> None:
    """The person is held back; what is the organisation's own needs nobody's consent. Where its name names the person,
    it goes with them, and nothing that may be the person's comes along (D1)."""
    place = one_line(said.text('organisation'))
    texts = [*(text for __, text in said.fields.values()), *(text for __, text in said.notes)]
    who = words_of(*(said.text(name) for name in ('name', 'first_name', 'last_name')),
                   *(text for heading, text in said.notes if without_salutation(text)[1]
                     or is_of_somebody(said, heading, text)),
                   *(word for text in texts for word in called(text)))
    if not place or mask(place, who, inside=True) != place or names_in_title(place):
        line.reason += NAMES_THEM if place else ''
        return
    facts = _of_nobody(said, place, who)
    draft = desk.organisations.find(place)
    line.reason += STANDS_ALONE if draft is not None else COMES_ALONE
    if draft is None:
        draft = Draft('organisation', {'extra': {}})
        draft.values['name'] = facts['name']
        desk.organisations.add(draft)
    line.organisation = desk.plan.add(draft)
    _fill(draft, facts, said)


def _of_nobody(said: Said, place: str, who: list[str]) -> dict[str, Any]:
    """What a row that is held back says of the organisation alone."""
    topic, website = said.text('topic'), said.text('website')
    phones = own_number(said, 'organisation_phone', labelled=False) or _of_the_exchange(said)
    return checked('organisation', 'form', {
        'name': place, 'topic': mask(unsaid(topic), who, inside=True) if is_neutral(topic) else '',
        'website': website if _is_free(website, who) else '',
        'phone': next(iter(phones), ''), 'email': next(iter(_general_mails(said, who)), '')}, said)


def _is_free(text: str, who: list[str]) -> bool:
    return mask(text, who, inside=True) == text and not has_first_name(text)


def _of_the_exchange(said: Said) -> list[str]:
    """'0351 4880 (Zentrale)', where this is all that stands in the cell."""
    return next((found for target in said.fields if target.startswith(('phone', 'contact'))
                 and (found := own_number(said, target, labelled=True))), [])


def _general_mails(said: Said, who: list[str]) -> list[str]:
    """'info@…' is nobody's own, unless the rest of it is somebody's name; so is what a column calls the
    organisation's, unless it names somebody."""
    text = said.text('organisation_email')
    own, rest = contacts.emails(text)
    found = own if len(own) == 1 and not rest and not names(text) and mask(text.replace('@', ' '), who, inside=True) \
        == text.replace('@', ' ') else []
    mails = [mail for target, (__, text) in said.fields.items() if target.startswith(('email', 'contact'))
             for mail in contacts.emails(text)[0]]
    halves = [mail.partition('@') for mail in mails]
    return found + [f'{box}@{domain}' for box, __, domain in halves
                    if fold_written_out(box) in GENERAL and _is_free(f'{box} {domain}', who)]
