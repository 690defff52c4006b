"""Other places of a list: the organisation of a row, and who is its contact there."""
import re
from typing import Any

from db.folding import fold_written_out
from db.i18n import _
from db.importing import contacts
from db.importing.contacts import one_line
from db.importing.desk import Desk
from db.importing.drafts import Draft, Line, PersonDraft
from db.importing.identity import home
from db.importing.meanings import key_of
from db.importing.names import without_salutation, words_of
from db.importing.notes import below, whole_note
from db.importing.said import Said, checked, own_values
from db.masking import mask


def organisation_of(desk: Desk, said: Said, name: str, values: dict[str, Any]) -> tuple[Draft, bool]:
    """The organisation of a row. `values` are phones and e-mails where they are its own."""
    where = home(said)
    town = f"{where.get('postcode', '')} {where.get('city', '')}".strip()
    address = ', '.join(filter(None, (where.get('street'), town)))
    texts = {'name': name, 'topic': said.text('topic'), 'website': said.text('website'), 'address': address}
    for one, label in (('phone', _('Telefon')), ('email', _('E-Mail'))):
        found = list(dict.fromkeys(filter(None, (*own_reach(said, one), values.get(one), values.get(f'{one}_2')))))
        texts[one] = found[0] if found else ''
        for further in found[1:]:
            said.note(label, further)
    alone = bool(values) or not (said.has('name', 'first_name', 'last_name'))
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
GENERAL = frozenset({'info', 'kontakt', 'mail', 'post', 'poststelle', 'buero', 'office', 'service', 'zentrale',
                     'verwaltung', 'sekretariat', 'empfang', 'hallo', 'team', 'anfrage', 'kundenservice', 'rathaus'})
NOBODY = GENERAL | {'telefonzentrale', 'hotline', 'kundendienst', 'geschaeftsstelle', 'pforte', 'rezeption',
                    'vermittlung', 'auskunft', 'anmeldung', 'buergerbuero', 'allgemein', 'alle', 'diverse'}
COMES_ALONE = _(' Die Organisation kommt ohne sie hinein; was zur Person gehören kann (Telefon, Adresse, Notiz), '
                'bleibt weg.')
NAMES_THEM = _(' Auch die Organisation nicht, denn ihr Name nennt die Person.')
STANDS_ALONE = _(' Die Organisation steht schon da.')


def is_nobody(text: str) -> bool:
    """„Zentrale“ and „Büro / Empfang“ in a column of names are no people."""
    words = re.findall(r'\w+', fold_written_out(text))
    return bool(words) and all(word in NOBODY or word in ('die', 'das', 'der', 'und') for word in words)


def own_reach(said: Said, name: str) -> list[str]:
    """The phones or e-mails that a column calls the organisation's own."""
    text = said.text(f'organisation_{name}')
    if not text:
        return []
    found, rest = contacts.phones(said.cell('organisation_phone'), said.typed) if name == 'phone' else (
        contacts.emails(text))
    said.note(said.heading(f'organisation_{name}'), rest)
    return found


def only_the_organisation(desk: Desk, said: Said, line: Line) -> None:
    """The person is held back; what is the organisation's own needs nobody's consent. Where its name names the person,
    it goes with them, and nothing that may be the person's comes along (D1)."""
    place = one_line(said.text('organisation'))
    who = words_of(*(said.text(name) for name in ('name', 'first_name', 'last_name')),
                   *(text for __, text in said.notes if without_salutation(text)[1]))
    if not place or mask(place, who, inside=True) != place:
        line.reason += NAMES_THEM if place else ''
        return
    website = said.text('website')
    texts = {'name': place, 'topic': mask(said.text('topic'), who, inside=True),
             'website': website if mask(website, who, inside=True) == website else '',
             'phone': next(iter(own_reach(said, 'phone') or _of_the_exchange(said)), ''),
             'email': next(iter(own_reach(said, 'email') or _general_mails(said, who)), '')}
    draft = desk.organisations.find(place)
    line.reason += STANDS_ALONE if draft is not None else COMES_ALONE
    if draft is None:
        draft = Draft('organisation', {'extra': {}})
        draft.values['name'] = checked('organisation', 'form', {'name': place}, said)['name']
        desk.organisations.add(draft)
    line.organisation = desk.plan.add(draft)
    _fill(draft, checked('organisation', 'form', texts, said), said)


def _of_the_exchange(said: Said) -> list[str]:
    """'0351 4880 (Zentrale)', where this is the only number of its cell."""
    for target, (__, text) in said.fields.items():
        if target.startswith(('phone', 'contact')) and 'zentrale' in text.casefold():
            found = contacts.phones(text)[0]
            return found if len(found) == 1 else []
    return []


def _general_mails(said: Said, who: list[str]) -> list[str]:
    """'info@…' is nobody's own, unless the rest of it is their name."""
    mails = [mail for target, (__, text) in said.fields.items() if target.startswith(('email', 'contact'))
             for mail in contacts.emails(text)[0]]
    halves = [mail.partition('@') for mail in mails]
    return [f'{box}@{domain}' for box, __, domain in halves
            if fold_written_out(box) in GENERAL and mask(domain, who, inside=True) == domain]
