"""Whom a cell of names tells of: „Anna Adler, Bernd Specht“ are two, „Becker, Dr. Anna“ is one, and „Nina Feld,
Ökoinstitut“ is one with something else behind."""
import re
from dataclasses import dataclass

from db.folding import fold_written_out
from db.importing.contacts import one_line
from db.importing.name_order import is_first_name
from db.importing.name_suffix import without_suffix
from db.importing.salutations import is_salutation, who_is_greeted, without_salutation

_AND = re.compile(r'(?i)(?<!\bvon)(?<!\bvom)\s+(?:und|u\.|sowie|and|oder|bzw\.?|beziehungsweise|i\. ?v\.)\s+|\s*&\s*'
                  r'|\s+\+\s+|(?<=[^\W\d_]{2})\s*/\s*(?=[^\W\d_]{2})')
_COMMA = re.compile(r'\s*[,;]\s*')
_DASH = re.compile(r'\s+[-–—]\s+')
_SMALL = {'von', 'van', 'vom', 'zu', 'zum', 'zur', 'de', 'del', 'della', 'der', 'den', 'di', 'da', 'do', 'dos', 'du',
          'la', 'le', 'ten', 'ter', 'te', 'al', 'el', 'bin', 'ben', 'af', 'av', 'und'}
_ROLE = re.compile(r'.*(?:leit(?:ung|er|erin)|vorsitz\w*|vorstand|vorstaendin|hausmeister(?:in)?|sekretar\w*'
                   r'|sekretaer(?:in)?|referent(?:in)?|beauftragte[rn]?|betreuer(?:in)?|lehrer(?:in)?|pfarrer(?:in)?'
                   r'|kassier\w*|kassenwart\w*|buero|empfang|inhaber(?:in)?|chef(?:in)?|fuehrer(?:in)?|fuehrung'
                   r'|koordinat\w+|kontakt|vertret\w+|assisten\w+|verwaltung|abteilung|dienst|institut|amt|verein'
                   r'|verband|schule|stiftung|gemeinde|zentrum|werke?|werkstatt|haus|gmbh|e\.? ?v\.?|helfer(?:in)?'
                   r'|mitglied|reparateur(?:in)?|techniker(?:in)?|meister(?:in)?|berater(?:in)?|mitarbeiter(?:in)?)')


@dataclass(frozen=True)
class Told:
    """`people` are their names one by one, `rest` is what stands behind a single one and tells of nobody. `unsure`:
    one or several, nobody can tell; then the people are those who may be meant."""
    people: list[str]
    rest: str = ''
    unsure: bool = False


def told_of(text: str, surname_first: bool = False) -> Told:
    """`surname_first`: the heading or the cells below it say that before a comma stands a surname."""
    parts = joined(text)
    found = [_beside_commas(part, surname_first) for part in parts]
    if len(found) == 1:
        return found[0]
    if any(one.unsure or len(one.people) > 1 for one in found):
        people = [person for one in found for person in one.people]
        return Told(people, unsure=found[0].unsure or len(found[0].people) < 2)
    return Told(parts)


def joined(text: str) -> list[str]:
    """What stands around each „und“."""
    return [part for part in _AND.split(text) if part.strip()] or [text]


def each_line(text: str) -> str:
    """A cell of several lines as one: a line by itself where each is somebody or what they do, else a name that was
    wrapped."""
    lines = [line.strip(' ,;') for line in text.splitlines() if line.strip(' ,;')]
    if len(lines) < 2:
        return one_line(text)
    bare = [re.sub(r'\([^()]*\)', ' ', line).strip() for line in lines]
    if is_whole(bare[0]) and all(is_whole(line) or _is_role(line) for line in bare[1:]):
        return one_line(', '.join(lines))
    return one_line(text)


def is_whole(text: str) -> bool:
    """Somebody for sure and nothing else: 'Frau Adler', 'Anna Adler', 'Adler Anna', 'Dr. Nina Feld'; not 'Adler', nor
    first names alone."""
    bare, before = without_salutation(without_suffix(text)[0])
    words = bare.split()
    if not words or re.search('[,;]', bare) or _SMALL & {words[0].casefold(), words[-1].casefold()} or not all(
            word[0].isupper() or word.casefold() in _SMALL for word in words):
        return False
    known = is_first_name(words[0]), is_first_name(words[-1])
    if len(words) == 1 or all(known):
        return bool(who_is_greeted(before)) and not all(known)
    return bool(before) or known[0] != known[1]


# ---- one part --------------------------------------------------------------------------------------------------------
def _beside_commas(text: str, surname_first: bool) -> Told:
    pieces = [piece for piece in _COMMA.split(text) if piece]
    if len(pieces) < 2:
        return _beside_dashes(text)
    if any(is_salutation(piece) or not without_suffix(piece)[0] for piece in pieces):
        return Told([text])     # 'Becker Anna, Frau', 'Anna Becker, M.A.'
    if any(_greets_inside(piece) for piece in pieces):
        return Told([text], unsure=True)
    whole = [piece for piece in pieces if is_whole(piece)]
    if len(whole) == len(pieces):
        return Told(whole)
    return _behind_one(text, pieces, whole) if is_whole(pieces[0]) else _behind_a_word(
        text, pieces, whole, surname_first)


def _behind_one(text: str, pieces: list[str], whole: list[str]) -> Told:
    """First stands somebody for sure."""
    one, others = pieces[0], pieces[1:]
    if len(whole) > 1:
        return Told(whole)      # 'Anna Adler, Leitung, Bernd Specht'
    if all(map(_is_role, others)):
        return Told([one], ', '.join(others))
    if len(without_salutation(one)[0].split()) < 2 or _swaps(one):
        return Told([text])     # 'Frau Becker, Anna'
    if any(is_first_name(word) for other in others for word in other.split()):
        return Told([one, *others], unsure=True)    # 'Anna Adler, Bernd'
    return Told([one], ', '.join(others))


def _behind_a_word(text: str, pieces: list[str], whole: list[str], surname_first: bool) -> Told:
    """First stands what may be a surname."""
    if len(pieces) == 2 and not whole:
        return Told([text])     # 'Becker, Anna'
    firsts = [is_first_name(without_salutation(piece)[0].split()[0]) for piece in pieces]
    if len(pieces) == 4 and firsts == [False, True, False, True] and not whole:
        return Told([', '.join(pieces[:2]), ', '.join(pieces[2:])])
    if whole and not surname_first:
        return Told([*pieces, text], unsure=True)   # 'Adler, Bernd Specht'
    if len(pieces) == 2 or surname_first:
        return Told([text])
    if firsts[1] and not firsts[0] and not any(firsts[2:]):
        return Told([', '.join(pieces[:2])], ', '.join(pieces[2:]))     # 'Adler, Anna, Vorsitzende'
    return Told(pieces, unsure=True)    # 'Anna, Bernd, Eva', 'Uhu, Kauz, Eule'


def _beside_dashes(text: str) -> Told:
    """'Müller - Lüdenscheidt' may be one surname."""
    pieces = _DASH.split(text)
    if len(pieces) < 2 or not is_whole(pieces[0]):
        return Told([text])
    if all(map(is_whole, pieces)):
        return Told(pieces)
    return Told([pieces[0]], ', '.join(pieces[1:])) if all(map(_is_role, pieces[1:])) else Told([text])


def _swaps(text: str) -> bool:
    """'Adler Anna': a surname first may go on behind the comma."""
    return is_first_name(text.split()[-1])


def _greets_inside(text: str) -> bool:
    return bool(re.search(r'\S\s+(?:Frau|Herrn?)\s', text))


def _is_role(text: str) -> bool:
    words = fold_written_out(text).split()
    return bool(words) and any(_ROLE.fullmatch(word.strip('().')) for word in words) and not any(
        map(is_first_name, text.split()))
