"""The new rows of a plan as plain tuples: values, search words and journal lines, made ready before the transaction."""
import json
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from db.bulk import Table, next_id
from db.consent import text_in_force
from db.fields import own_columns
from db.folding import sort_key, words
from db.importing.drafts import Draft, PersonDraft, Plan, RepairDraft
from db.importing.new_columns import column_of
from db.importing.remembered import remembered
from db.journal import NOT_JOURNALED, plain
from db.modelfields import to_text
from db.models import MODELS, Consent, ConsentText, PersonWord, RepairState, RepairWord
from db.search import joined
from db.who import Who
from db.words import Ended, Purpose, State

_AS_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
ORDER = ('organisation', 'membership', 'contact', 'repair', 'custom_column')   # what others point to comes first


@dataclass
class Prepared:
    """`inserted`: table, id, version and (field, new value as JSON) of each new row, for the journal."""
    tables: list[Table] = field(default_factory=list)
    words: list[Table] = field(default_factory=list)
    inserted: list[tuple[str, int, int, list[tuple[str, str]]]] = field(default_factory=list)


def prepare(plan: Plan, who: Who, now: datetime) -> Prepared:
    """Consents first, then the people they permit."""
    prepared = Prepared()
    found = Words(plan)
    _texts(plan, prepared)
    _consents(plan, prepared, who, now)
    _table('person', plan.people, prepared, found)
    for table in ORDER:
        _table(table, [draft for draft in plan.others[table] if not draft.before], prepared, found)
    moves = Table(RepairState, 'repair', 'state', 'at', 'actor')
    for draft in plan.others['repair']:
        if not draft.before and isinstance(draft, RepairDraft):
            moves.extend((draft.id, state.value, to_text(at), who.account) for state, at in draft.moves)
    prepared.tables.append(moves)
    prepared.words = [found.people, found.repairs]
    return prepared


def _texts(plan: Plan, prepared: Prepared) -> None:
    """Wordings of another store. Where nobody has been asked yet they are in force; else they are older ones."""
    table = Table(ConsentText, 'id', 'purpose', 'audience', 'language', 'version', 'title', 'text', 'yes', 'no',
                  'created_at')
    fresh = not Consent.select().exists()
    held: dict[tuple[str, str], set[int]] = {}
    for purpose, audience, version in ConsentText.select(
            ConsentText.purpose, ConsentText.audience, ConsentText.version).tuples():
        held.setdefault((purpose, audience), set()).add(version)
    row_id, ids = next_id('consent_text'), {}
    for place, text in enumerate(sorted(plan.texts, key=lambda one: one['version'])):
        versions = held.setdefault((text['purpose'], text['audience']), set())
        newest = max(text['version'], max(versions, default=0) + 1)
        version = newest if fresh else min([*versions, 1]) - 1
        versions.add(version)
        ids[text['placeholder']] = row_id + place
        table.add(row_id + place, text['purpose'], text['audience'], 'de', version, text['title'], text['text'],
                  text['yes'], text['no'], to_text(text['created_at']))
    prepared.tables.append(table)
    for yes in (yes for person in plan.people for yes in person.given if (yes.text or 0) < 0):
        yes.text = ids[yes.text]


def _consents(plan: Plan, prepared: Prepared, who: Who, now: datetime) -> None:
    table = Table(Consent, 'id', 'person', 'purpose', 'text', 'given_at', 'how', 'recorded_by', 'listed_at',
                  'ended_at', 'ended_because')
    text_id = cache(lambda purpose, audience: text_in_force(purpose, audience).id)
    row_id = next_id('consent')
    for person in plan.people:
        if person.before:
            continue
        for yes in person.given:
            given, text, by = yes.on or now, yes.text or text_id(yes.purpose, yes.audience), yes.by or who.account
            ended = (to_text(yes.ended[0]), Ended(yes.ended[1]).value) if yes.ended else (None, None)
            listed = yes.listed or (now if yes.text is None else None)   # it says nothing of the words (`db.listed`)
            came = to_text(listed) if listed else None
            table.add(row_id, person.id, yes.purpose.value, text, to_text(given), yes.how, by, came, *ended)
            facts = {'person': person.id, 'purpose': yes.purpose.value, 'text': None if listed else text,
                     'given_at': to_text(given), 'how': yes.how, 'recorded_by': by, 'listed_at': came}
            prepared.inserted.append(('consent', row_id, 1, _journaled(facts)))
            row_id += 1
    prepared.tables.append(table)


def _table(name: str, drafts: list[Any], prepared: Prepared, found: 'Words') -> None:
    model = MODELS[name]
    fields = list(model._meta.sorted_fields)
    table = Table(model, *(one.name for one in fields))
    usual = {one.name: one.db_value(one.default() if callable(one.default) else one.default) for one in fields}
    for draft in drafts:
        if draft.before:
            continue
        values = _values(draft, found)
        table.add(*(one.db_value(values[one.name]) if one.name in values else usual[one.name] for one in fields))
        prepared.inserted.append((name, draft.id, draft.version or 1, _journaled(
            {key: value for key, value in values.items() if key in model._meta.fields})))
    prepared.tables.append(table)


def _values(draft: Draft, found: 'Words') -> dict[str, Any]:
    """Everything of a row: what was said, what it points to, and what is derived."""
    links = {name: one.id for name, one in draft.links.items()}
    values = {**draft.values, 'id': draft.id, 'version': draft.version or 1, **links}
    if draft.table in ('person', 'organisation'):
        values['public_id'] = draft.public
    if draft.table == 'repair':
        values['number'] = draft.public
    return values | found.derived(draft)


def _journaled(values: dict[str, Any]) -> list[tuple[str, str]]:
    return [(name, _AS_JSON(plain(value))) for name, value in values.items()
            if name not in NOT_JOURNALED and value not in (None, '', {}, False)]


# ---- what is derived -------------------------------------------------------------------------------------------------
@remembered
def _words_of(text: str) -> frozenset[str]:
    return frozenset(words([text]))


class Words:
    """The search words of new rows, as `db.search` would find them; `people` and `repairs` take those of each row that
    is asked for."""

    def __init__(self, plan: Plan) -> None:
        self.people, self.repairs = Table(PersonWord, 'word', 'person'), Table(RepairWord, 'open', 'word', 'repair')
        self._own = {table: list(own_columns(table)) for table in MODELS}
        for draft in plan.others['custom_column']:
            self._own[draft.values['table']].append(column_of(draft))
        self._here: set[int] = {id(draft.links['person']) for draft in plan.others['repair']
                                if 'person' in draft.links and draft.values.get('state') != State.COLLECTED}
        self._found: dict[int, set[str]] = {}

    def of(self, draft: Draft | None) -> set[str]:
        if draft is None:
            return set()
        model = MODELS[draft.table]
        texts = [draft.values.get(name) or '' for name in getattr(model, 'search', ())]
        texts += [column.words(draft.values.get('extra', {}).get(column.name)) for column in self._own[draft.table]]
        return set().union(*(_words_of(text) for text in texts if text))

    def of_person(self, draft: PersonDraft) -> set[str]:
        if id(draft) not in self._found:
            found = self.of(draft) | self.of(draft.membership)
            for contact in draft.contacts:
                found |= self.of(contact) | self.of(contact.links.get('organisation'))
            self._found[id(draft)] = found
        return self._found[id(draft)]

    def of_repair(self, draft: Draft) -> set[str]:
        digits = draft.public.replace('-', '')
        person = draft.links.get('person')
        return self.of(draft) | (self.of(person) if person else set()) | {digits, digits[2:]}

    def derived(self, draft: Draft) -> dict[str, Any]:
        if isinstance(draft, PersonDraft):
            self.people.extend((word, draft.id) for word in self.of_person(draft))
            return {'words': joined(self.of_person(draft)), 'on_former': self._is_former(draft),
                    'sort_name': sort_key(draft.values.get('last_name') or '', draft.values.get('first_name') or '')}
        if draft.table == 'organisation':
            return {'words': joined(self.of(draft)), 'sort_name': sort_key(draft.values['name'])}
        if draft.table != 'repair':
            return {}
        found, is_open = self.of_repair(draft), draft.values['state'] != State.COLLECTED
        self.repairs.extend((is_open, word, draft.id) for word in found)
        return {'words': joined(found)}

    def _is_former(self, draft: PersonDraft) -> bool:
        """As `db.search` says it for rows that are stored."""
        if Purpose.FORMER not in draft.purposes:
            return False
        if draft.membership is not None and draft.membership.values.get('ended'):
            return True
        if id(draft) in self._here:
            return False
        return bool(draft.values.get('was_customer')) or not (draft.membership or draft.contacts)

