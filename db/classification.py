"""Every column of every table in one place: whether it is personal, for which purposes it may be held,
and what erasing does to it (D6). This drives erasure, the access report and the register.

A column without a line here fails `tests/db/test_classification.py`.
"""
from dataclasses import dataclass, field
from enum import StrEnum

from db.words import Purpose

REPAIR, FORMER, MEMBER, MESSENGER, EXTERNAL = Purpose


class Erase(StrEnum):
    """What happens to the column when the last purpose that covers it ends."""
    STAYS = 'stays'        # not about a person, or needed as anonymous figure
    ROW = 'row'            # the row goes as a whole
    CLEAR = 'clear'        # emptied
    MASK = 'mask'          # kept with this person's values, phone numbers and e-mail addresses masked
    DERIVED = 'derived'    # computed from other columns, recomputed with them


@dataclass(frozen=True)
class Kept:
    """How one column is kept."""
    erase: Erase
    purposes: frozenset[Purpose] = field(default_factory=frozenset)

    @property
    def personal(self) -> bool:
        return self.erase is not Erase.STAYS


def held_for(*purposes: Purpose) -> Kept:
    return Kept(Erase.CLEAR, frozenset(purposes))


STAYS, ROW, DERIVED = Kept(Erase.STAYS), Kept(Erase.ROW), Kept(Erase.DERIVED)
EVERY = held_for(REPAIR, FORMER, MEMBER, EXTERNAL)
MASKED = Kept(Erase.MASK, frozenset({REPAIR, FORMER}))
WITH_REPAIR = held_for(REPAIR)
BOTH = held_for(REPAIR, FORMER)

COLUMNS: dict[str, dict[str, Kept]] = {
    'person': {
        'id': STAYS, 'public_id': STAYS, 'version': STAYS,
        'first_name': EVERY, 'last_name': EVERY, 'phone': EVERY, 'phone_2': EVERY, 'email': EVERY, 'email_2': EVERY,
        **dict.fromkeys(('street', 'postcode', 'city'), held_for(MEMBER, EXTERNAL)),
        'note': held_for(FORMER, MEMBER, EXTERNAL), 'was_customer': BOTH, 'extra': EVERY,
        'sort_name': DERIVED, 'words': DERIVED, 'on_former': DERIVED,
    },
    'account': {'id': STAYS, 'name': ROW, 'name_key': ROW, 'role': STAYS, 'password': ROW, 'pin': ROW,
                'pin_misses': ROW, 'person': ROW, 'active': STAYS, 'created_at': STAYS, 'last_login_at': ROW},
    'device': dict.fromkeys(   # a thing of the café; whoever enrolled it is named by their account alone
        ('id', 'name', 'token_hash', 'enrolled_by', 'created_at', 'seen_at', 'revoked_at'), STAYS),
    'session': dict.fromkeys(('token_hash', 'account', 'device', 'created_at', 'seen_at', 'ended_at'), ROW),
    'consent_text': dict.fromkeys(
        ('id', 'purpose', 'audience', 'language', 'version', 'title', 'text', 'yes', 'no', 'created_at'), STAYS),
    'consent': dict.fromkeys(
        ('id', 'person', 'purpose', 'text', 'given_at', 'how', 'recorded_by', 'listed_at', 'ended_at',
         'ended_because'), ROW),
    'membership': {'id': ROW, 'person': ROW, 'version': ROW, 'started_on': held_for(MEMBER, FORMER),
                   'ended_on': held_for(MEMBER, FORMER), 'ended': held_for(MEMBER, FORMER),
                   'tasks': held_for(MEMBER), 'skills': held_for(MEMBER),
                   'in_messenger': held_for(MEMBER, FORMER),   # until someone has taken them out of the group
                   'refused_messenger_at': held_for(MEMBER, FORMER),   # whoever comes back has said it
                   'extra': held_for(MEMBER)},
    'organisation': dict.fromkeys(
        ('id', 'public_id', 'version', 'name', 'topic', 'phone', 'email', 'website', 'address', 'note', 'extra',
         'sort_name', 'words'), STAYS),
    'contact': {'id': ROW, 'person': ROW, 'organisation': held_for(EXTERNAL), 'version': ROW,
                'function': held_for(EXTERNAL), 'extra': held_for(EXTERNAL)},
    'repair': {
        'id': STAYS, 'number': STAYS, 'serial': STAYS, 'request_id': STAYS, 'version': STAYS,
        'category': STAYS, 'age': STAYS, 'state': STAYS, 'outcome': STAYS, 'reason': STAYS, 'received_at': STAYS,
        'ready_at': STAYS, 'collected_at': STAYS, 'fault_review': STAYS, 'due_on': STAYS, 'erase_at': STAYS,
        'item': MASKED, 'brand': MASKED, 'model': MASKED, 'fault': MASKED, 'finding': MASKED,
        'token': WITH_REPAIR, 'person': BOTH, 'responsible': WITH_REPAIR, 'power': WITH_REPAIR, 'warning': WITH_REPAIR,
        'accessories': WITH_REPAIR, 'place': WITH_REPAIR, 'note': WITH_REPAIR, 'extra': WITH_REPAIR,
        'words': DERIVED,
    },
    'repair_state': dict.fromkeys(('id', 'repair', 'state', 'at', 'actor'), STAYS),
    'change': dict.fromkeys(('id', 'batch', 'at', 'actor', 'verb', 'table', 'row', 'version'), STAYS),
    'change_value': dict.fromkeys(('id', 'change', 'field', 'old', 'new'), ROW),
    'erasure': dict.fromkeys(('public_id', 'at', 'rule', 'actor', 'scrubbed_at'), STAYS),
    'setting': {'name': STAYS, 'value': STAYS},
    'custom_column': dict.fromkeys(
        ('id', 'table', 'name', 'label', 'kind', 'choices', 'hint', 'position', 'purposes', 'hidden',
         'retired_at'), STAYS),
    'saved_view': dict.fromkeys(('id', 'account', 'sheet', 'name', 'view'), ROW),
    'person_word': {'word': ROW, 'person': ROW},
    'repair_word': {'open': DERIVED, 'word': DERIVED, 'repair': DERIVED},
}


# What an access report (D9) leaves out, and why. It tells every other column, also of those that stay.
KEY, SECRET, COPY = 'a key that means nothing outside of the store', 'opens something', 'computed from what is told'
UNTOLD: dict[str, dict[str, str]] = {
    'person': {'id': KEY, 'version': KEY, 'sort_name': COPY, 'words': COPY, 'on_former': COPY},
    'account': {'id': KEY, 'person': KEY, 'name_key': COPY, 'password': SECRET, 'pin': SECRET},
    'session': {'account': KEY, 'token_hash': SECRET},
    'consent': {'id': KEY, 'person': KEY},
    'membership': {'id': KEY, 'person': KEY, 'version': KEY},
    'contact': {'id': KEY, 'person': KEY, 'version': KEY},
    'repair': {'id': KEY, 'serial': KEY, 'request_id': KEY, 'person': KEY, 'version': KEY, 'token': SECRET,
               'words': COPY},
    'repair_state': {'id': KEY, 'repair': KEY},
    'change': {'id': KEY, 'batch': KEY, 'row': KEY, 'version': KEY},
    'change_value': {'id': KEY, 'change': KEY},
    'saved_view': {'id': KEY, 'account': KEY},
    'person_word': {'word': COPY, 'person': KEY},
    'repair_word': {'open': COPY, 'word': COPY, 'repair': KEY},
}


def told(table: str) -> tuple[str, ...]:
    """The columns of a table that an access report tells."""
    return tuple(name for name in COLUMNS[table] if name not in UNTOLD[table])


def purposes_of(table: str, column: str) -> frozenset[str]:
    return frozenset(COLUMNS[table][column].purposes)


def uncovered(table: str, remaining: frozenset[Purpose]) -> tuple[str, ...]:
    """The columns of a table that none of the remaining purposes covers and that erasing empties."""
    return tuple(name for name, kept in COLUMNS[table].items()
                 if kept.erase is Erase.CLEAR and not kept.purposes & remaining)
