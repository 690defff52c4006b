"""Who is meant by „Jürgen“, „J. Weiß“, „JW“ or „Weiß, Jürgen“ in a column of Ansprechpersonen."""
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from db.folding import fold_written_out
from db.importing import mixed, sections
from db.importing.book import Book
from db.importing.desk import Desk
from db.importing.drafts import Draft, Line, PersonDraft, Plan, Result
from db.importing.headings import understand
from db.importing.identity import name_of
from db.importing.meanings import key_of
from db.importing.names import FIRST_NAMES, Name, full_name, same_words, without_salutation, words_of
from db.importing.said import read_row
from db.importing.targets import TEAM, SheetKind
from db.models import Membership, Person
from db.names import full

_NUMBER = re.compile(r'\+?\d[\d\s/()-]{3,}\d')
_BRACKET = re.compile(r'\(([^()]*)\)')
_PARTS = re.compile(r"['’-]")
_OF_SURNAME = re.compile(r'[A-ZÄÖÜ][vdz]{1,3}[A-ZÄÖÜ]')      # „JvdH“ is Jens von der Heide
_SHORTS = frozenset({'kuerzel', 'namenskuerzel', 'kurzzeichen', 'kurzz', 'krzl', 'initialen', 'abkuerzung'})
_WHEN = re.compile(r'(?i)(?:(?:mo|di|mi|do|fr|sa|so)\b|(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?|und|bis|nur'
                   r'|(?:vormit|nachmit|mit)tags?|abends?|[\s,./+&–-])+')


def keys_of_team(book: Book) -> frozenset[str]:
    """Every way to call somebody of the team in the store or on a sheet of this file, with or without a yes."""
    people = Person.select(Person.first_name, Person.last_name).join(Membership).where(~Membership.ended).tuples()
    names = [*people]
    for sheet in book.sheets:
        one = understand(sheet, {})
        layout = sections.of_several(sheet, {}, one) or one
        for row in sheet.rows[(layout.row or 0) + 1:] if layout.kind in (TEAM, SheetKind.MIXED) else ():
            part = mixed.part_of(layout, row)
            if part is not None and part.kind is TEAM:
                found = name_of(read_row(row, part), True)
                names.append((found.first, found.last))
    return frozenset(key for first, last in names for key in keys_of(first, last))


class Team:
    """Running memberships of the store and of this file. Names that mean two people mean nobody."""

    def __init__(self, planned: Iterable[PersonDraft], held_back: Iterable[tuple[str, str]],
                 without_person: Iterable[tuple[str, str]] = (),
                 shorts: Iterable[tuple[str, Draft | None]] = ()) -> None:
        """`without_person` came in as a repair only: a first name does not mean them. `shorts` are what a list calls
        its own people by, which holds before their initials; None stands for somebody who is not stored."""
        self._by_key: dict[str, list[Draft]] = defaultdict(list)
        self._by_short: dict[str, list[Draft | None]] = defaultdict(list)
        for short, draft in shorts:
            self._by_short[short].append(draft)
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
        held_back = [name for name in held_back if any(name)]
        self._absent = {key for first, last in held_back for key in keys_of(first, last)}
        self._absent |= {f'{firsts[0]}{lasts[:length]}' for firsts, lasts in map(_joined, held_back)
                         if firsts and lasts for length in (1, 2, 3)}
        self._words = {part for name in held_back for word in same_words(*name) for part in (word, *_PARTS.split(word))}
        self._surnames = {word for first, last in (*held_back, *without_person)
                          for word in same_words('', last or first)}

    def _add(self, member: Draft, first: str, last: str) -> None:
        for key in keys_of(first, last):
            self._by_key[key].append(member)

    def find(self, text: str) -> Draft | None:
        """The one member who is called so; a number behind the name says nothing else."""
        members = self._called(text)
        return members[0] if len(members) == 1 else None

    def fits_several(self, text: str) -> bool:
        """„JW“ where Jürgen Weiß and Jana Wolf are both of the team."""
        return len(self._called(text)) > 1

    def is_one_of_several(self, text: str) -> bool:
        """Nothing but what several are called, and nobody is called so who may not be named."""
        key = asked(text)
        return (is_one_name(text) or (key.startswith('#') and '(' not in text)) and key not in self._absent

    def _called(self, text: str) -> list[Draft | None]:
        return self._by_short.get(_short(text)) or [*self._by_key.get(asked(_NUMBER.sub(' ', text)), [])]

    def is_absent(self, text: str) -> bool:
        """Does the cell name anybody of this file who may not be stored, so that no note may name them either?"""
        words = [fold_written_out(word) for part in words_of(text) for word in (part, *_PARTS.split(part))]
        bent = [word[:-1] for word in words if word.endswith('s')]   # „Ritas Mann“
        keys = {asked(part) for part in (text, _NUMBER.sub(' ', text), *re.split(r'[/,;&+()]|\bund\b', text))}
        if None in self._by_short.get(_short(text), ()) or keys & self._absent:
            return True
        if self._surnames & {*words, *bent} or self._words & {*bent}:
            return True
        known = self._words & {*words}
        return bool(known) and (not is_one_name(text) or len(words_of(text)) == 1 or known >= {*words})


def names_of_members() -> dict[int, str]:
    """Whoever may look after something, those included who have left since."""
    return {row: full(first, last) for row, first, last in Membership.select(
        Membership.id, Person.first_name, Person.last_name).join(Person).tuples()}


def is_one_name(text: str) -> bool:
    """Plainly the name of one person and nothing else, but perhaps on which days: never a number or a sentence."""
    if any(not _WHEN.fullmatch(said) for said in _BRACKET.findall(text)):
        return False
    bare = _BRACKET.sub(' ', text).strip()
    if re.search(r'[\d@:/&+()]', bare):
        return False
    found, words = full_name(bare, single_is_first=True), words_of(bare)
    return not found.several and not found.rest and 1 <= len(words) <= 3 and all(
        word[0].isupper() or fold_written_out(word) in FIRST_NAMES for word in words)


def not_stored(desk: Desk, *results: Result) -> list[tuple[str, str]]:
    """The names in rows that ended so and brought no person, whatever the reason was: no other cell may tell them."""
    return [(name.first, name.last) for line in desk.plan.lines if line.person is None and line.result in results
            for name in names_in(desk, line)]


def shorts_in(plan: Plan) -> Iterator[tuple[str, Draft | None]]:
    """„SaM“ below „Kürzel“ on a list of the team, and whose it is."""
    columns = {name: [place for place, heading in enumerate(layout.headings) if key_of(heading) in _SHORTS]
               for name, layout in plan.layouts.items() if layout.kind in (TEAM, SheetKind.MIXED)}
    for line in plan.lines:
        shorts = [short for place in columns.get(line.sheet, ()) if (short := _short(line.row.text(place)))]
        part = mixed.part_of(plan.layouts[line.sheet], line.row) if shorts else None
        member = line.person.membership if line.person else None
        if part and part.kind is TEAM and line.result is not Result.NOT_DATA and not (
                member and member.values.get('ended')):
            yield from ((short, member) for short in shorts)


def _short(text: str) -> str:
    return re.sub(r'[\W\d_]', '', fold_written_out(text))


def names_in(desk: Desk, line: Line) -> tuple[Name, ...]:
    layout = desk.plan.layouts[line.sheet]
    return desk.readings.names_in(line.row, mixed.part_of(layout, line.row) or layout.parts.get(TEAM, layout))


def _joined(name: tuple[str, str]) -> tuple[str, str]:
    return ''.join(same_words(name[0], '')), ''.join(same_words('', name[1]))


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
    is_short = _OF_SURNAME.fullmatch(letters) and not re.search(r'[^\W\d_]{2}.*\s|\s.*[^\W\d_]{2}', bare)
    if is_short or (2 <= len(letters) <= 3 and letters.isupper()):
        return f'#{fold_written_out(letters)}'
    words = [word for word in fold_written_out(bare.replace(',', ' ').replace('.', '. ')).split() if word.strip('.')]
    if len(words) == 2 and any(len(word.strip('.')) == 1 for word in words):
        short, long = sorted((word.strip('.') for word in words), key=len)
        first_is_short = len(words[0].strip('.')) == 1 and ',' not in text
        return f'.{short}{long}' if first_is_short or ',' in text else f'.{long}{short}'
    return ''.join(sorted(words)) if len(words) > 1 else ''.join(words).strip('.')
