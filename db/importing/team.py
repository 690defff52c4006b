"""Who is meant by „Jürgen“, „J. Weiß“, „JW“ or „Weiß, Jürgen“ in a column of Ansprechpersonen."""
import re
from collections import defaultdict
from collections.abc import Iterable

from db.folding import fold_written_out
from db.importing.drafts import Draft, PersonDraft
from db.importing.names import same_words, without_salutation
from db.models import Membership, Person


class Team:
    """Running memberships of the store and of this file. Names that mean two people mean nobody."""

    def __init__(self, planned: Iterable[PersonDraft], held_back: Iterable[tuple[str, str]]) -> None:
        self._by_key: dict[str, list[Draft]] = defaultdict(list)
        seen: set[int] = set()
        for person in planned:
            if person.membership and not person.membership.values.get('ended'):
                first, last = (person.values.get(name) or '' for name in ('first_name', 'last_name'))
                self._add(person.membership, first, last)
                seen.add(person.membership.id or 0)
        for row in Membership.select(Membership, Person).join(Person).where(~Membership.ended):
            if row.id not in seen:
                draft = Draft('membership', {}, id=row.id)
                self._add(draft, row.person.first_name, row.person.last_name)
        self._absent = {key for first, last in held_back for key in keys_of(first, last)}

    def _add(self, member: Draft, first: str, last: str) -> None:
        for key in keys_of(first, last):
            self._by_key[key].append(member)

    def find(self, text: str) -> Draft | None:
        """The one member who is called so."""
        members = self._by_key.get(asked(text), [])
        return members[0] if len(members) == 1 else None

    def is_absent(self, text: str) -> bool:
        """Somebody of this file's team who may not be stored, so that their name may not come in as a note either."""
        return not self._by_key.get(asked(text)) and asked(text) in self._absent


def keys_of(first: str, last: str) -> set[str]:
    """Every way to call somebody, without blanks and signs."""
    firsts, words = same_words(first, ''), same_words(first, last)
    lasts = same_words('', last)
    keys = {''.join(sorted(words)), ''.join(sorted(firsts)), ''.join(sorted(lasts))}
    if firsts and lasts:
        initials = ''.join(word[0] for word in words)
        short = f'{firsts[0][0]}{"".join(lasts)}'
        keys |= {f'#{initials}', f'#{firsts[0][0]}{lasts[-1][0]}', f'.{short}', f'.{firsts[0]}{lasts[-1][0]}',
                 f'.{"".join(lasts)}{firsts[0][0]}',
                 ''.join(sorted((firsts[0], *lasts))), firsts[0]}
    return {key for key in keys if key.strip('#.')}


def asked(text: str) -> str:
    """The key under which the name in a cell would stand."""
    bare, __ = without_salutation(re.sub(r'\([^()]*\)', ' ', text).strip())
    letters = re.sub(r'[\W\d_]', '', bare)
    if 2 <= len(letters) <= 3 and letters.isupper():
        return f'#{fold_written_out(letters)}'
    words = [word for word in fold_written_out(bare.replace(',', ' ').replace('.', '. ')).split() if word.strip('.')]
    if len(words) == 2 and any(len(word.strip('.')) == 1 for word in words):
        short, long = sorted((word.strip('.') for word in words), key=len)
        first_is_short = len(words[0].strip('.')) == 1 and ',' not in text
        return f'.{short}{long}' if first_is_short or ',' in text else f'.{long}{short}'
    return ''.join(sorted(words)) if len(words) > 1 else ''.join(words).strip('.')
