"""What a repair without a person may keep of its row: what is told about the item, and no word of anybody (D1)."""
import re
from dataclasses import replace
from typing import Any

from db.erasure import REASON_GONE
from db.folding import fold_written_out
from db.importing import maybe_names
from db.importing.dates import MONTHS, exact_day
from db.importing.desk import Desk
from db.importing.identity import home
from db.importing.intake_days import in_cafe
from db.importing.maybe_names import EVERYDAY
from db.importing.meanings import is_of_others, key_of, meaning
from db.importing.names import FIRST_NAMES, words_of
from db.importing.notes import whole_note
from db.importing.said import Said
from db.importing.targets import CUSTOMERS, IGNORED, LEAVE
from db.importing.visits import Visit, facts_of, undated_id
from db.masking import MASK, Masked

_OF_THE_ITEM = frozenset({'item', 'brand', 'model', 'brand_model', 'fault', 'finding', 'accessories', 'place',
                          'warning', LEAVE, IGNORED})
_CHOSEN = frozenset({'power', 'age', 'category', 'outcome'})   # dropped only where they say what is none of our words
_MONTH = rf'(?:{"|".join(sorted(MONTHS, key=len, reverse=True))}|märz|jänner)'
_DAY = re.compile(rf'(?i)(?<!\d)\d{{1,2}}\.\s?\d{{1,2}}\.(?:\s?(?:\d{{4}}|\d{{2}})(?!\d))?|\d{{4}}-\d\d-\d\d'
                  rf'|(?<![\d/])\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?(?!\d)|(?:\d{{1,2}}\.?\s*)?\b{_MONTH}\b\.?\s?(?:19|20)\d\d(?!\d)'
                  rf'|\d{{1,2}}\.\s*{_MONTH}\b|\bKW\s?\d{{1,2}}\b|(?<!\d)(?:19|20)\d\d(?!\d)')
_BESIDE_DAY = re.compile(r'(?i)\b(?:(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?|sonnabends?|mo|di|mi|do|fr'
                         r'|sa|so|am|den|der|ca|circa|etwa|um|ungefähr|(?:vor|nach)?mittags?|abends?|früh|morgens?)\b')
_WORD = r"[^\W\d_][\w'’-]*"
_SALUTED = re.compile(r'\b((?:[Ff]rau|[Hh]errn?|[Ff]r\.|[Hh]r\.|[Ff]amilie|[Ff]am\.|[Ee]heleute|[Ff]räulein)\s+'
                      rf'(?:(?:Dr|Prof)\.\s*)*)({_WORD})(?:(\s+)({_WORD}))?')
_KIN = re.compile(rf'\b((?:[Tt]ochter|[Ss]ohn|[Mm]utter|[Vv]ater|[Oo]ma|[Oo]pa|[Ss]chwester|[Bb]ruder|[Tt]ante|[Oo]nkel'
                  rf'|[Ee]nkel(?:in)?|[Ff]reund(?:in)?|[Nn]achbar(?:in)?|Mann)\s+)({_WORD})')
_SAYS = re.compile(r"(?<![\w'’-])([^\W\d_a-zß][\w'’-]*)(?=\s+(?:sagt|sagte|meint|meinte|bittet|ruft|holt|bringt)\b)")
# whose cells hold names, or how somebody is reached: each word of them may be a name, however it is written
_OF_PEOPLE = frozenset({'name', 'first_name', 'last_name', 'salutation', 'phone', 'phone_2', 'email', 'email_2',
                        'contact', 'street', 'house', 'postcode', 'city', 'postcode_city', 'address', 'organisation'})


def without_names(said: Said, visit: Visit, values: dict[str, Any]) -> str:
    """Masks what the visit tells about its item, and gives the note that may stay: of a date the day, nothing else.
    What a withdrawal clears does not come in either (`db.erasure.anonymise`); of a warning it stays that there is one.
    """
    dropped = _words_that_stay_out(said, visit)
    exact = exact_day(said.cell('received_at'))
    day = f'{exact:%d.%m.%Y}' if exact else _days_in(said.text('received_at'))
    noted = any(heading == said.heading('received_at') for heading, __ in said.notes)
    said.notes = [(said.heading('received_at'), day)] if day and noted else []
    who = [values.get('first_name', ''), values.get('last_name', ''),   # of several people and of a maiden name, too
           *words_of(*(said.text(name) for name in ('name', 'first_name', 'last_name')))]
    numbers = [values[name] for name in ('phone', 'phone_2', 'email', 'email_2') if values.get(name)]
    who += _words_of_mailboxes(visit, numbers)
    theirs, others = Masked(who, numbers, list(home(said).values())), Masked(dropped)
    visit.facts['accessories'] = ''
    if visit.warning_has_words:
        visit.facts['warning'] = REASON_GONE
    for name in ('item', 'brand', 'model', 'fault', 'finding', 'place'):
        if visit.facts.get(name):
            text = theirs(_unaddressed(visit.facts[name]), inside=name in ('fault', 'finding'))
            visit.facts[name] = others(text)
    return whole_note(said)


def _days_in(text: str) -> str:
    """'Sa 17. Okt.' as it is written, as nothing in it names anybody; else the days alone."""
    days = _DAY.findall(text)
    return text if days and not re.search(r'\w', _BESIDE_DAY.sub(' ', _DAY.sub(' ', text))) else ', '.join(days)


def as_without_yes(desk: Desk, said: Said, visit: Visit, values: dict[str, Any]) -> dict[str, Any] | None:
    """The repair this row would be had nobody said yes; None where none of its day, or of none, stands there without a
    person."""
    if (in_cafe(visit.came) if visit.came else '') not in desk.repairs.of_nobody:
        return None
    bare = replace(visit, facts={**visit.facts})
    facts = facts_of(desk, bare, without_names(replace(said, notes=[*said.notes], losses=[]), bare, values))
    return facts | undated_id(visit)


def _words_of_mailboxes(visit: Visit, numbers: list[str]) -> list[str]:
    """„Ohmstedt“ in a text stands in 'johmstedt@…' as well."""
    boxes = [fold_written_out(number.partition('@')[0]) for number in numbers if '@' in number]
    words = [word for text in visit.facts.values() if boxes and isinstance(text, str) for word in words_of(text)]
    return [word for word in words if len(word) >= 5
            and any(fold_written_out(word).removesuffix('s') in box for box in boxes)]


def unsaid(text: str) -> str:
    """„Ohmstedt sagt: kalt“ without who says it. What a display says is told by nobody."""
    return _SAYS.sub(lambda found: found[0] if fold_written_out(found[1]) in EVERYDAY else MASK, text)


def _unaddressed(text: str) -> str:
    """Without the name behind „Frau“, and behind „Tochter“ where it is one; behind a first name comes a surname."""
    def salutation(found: re.Match[str]) -> str:
        before, first, gap, second = found.groups()
        behind = f'{gap}{MASK if _is_first(first) and second[0].isupper() else second}' if second else ''
        return f'{before}{MASK}{behind}'
    text = _KIN.sub(lambda found: f'{found[1]}{MASK}' if _is_first(found[2]) else found[0],
                    _SALUTED.sub(salutation, text))
    return unsaid(text)


def _is_first(word: str) -> bool:
    return word[0].isupper() and fold_written_out(word) in FIRST_NAMES


def _names_others(said: Said, column: int) -> bool:
    return said.layout.targets[column] == LEAVE and is_of_others(key_of(said.layout.headings[column]))


def _words_that_stay_out(said: Said, visit: Visit) -> list[str]:
    """The words of every cell that is not about the item and may name somebody."""
    found: list[str] = []
    for column, target in enumerate(said.layout.targets):
        text = said.row.text(column)
        if not text or (target in _OF_THE_ITEM and not _names_others(said, column)) or (
                target == 'state' and not visit.standing.said) or (
                target in _CHOSEN and (said.heading(target), text) not in said.notes):
            continue
        saluted = {word for __, first, __, second in _SALUTED.findall(text) for word in (first, second)}
        heading = said.layout.headings[column]
        key = key_of(heading)
        if target in _OF_PEOPLE:
            found += [word for word in words_of(text) if len(word) >= 3 and (
                word in saluted or fold_written_out(word) not in EVERYDAY)]
        elif target == 'responsible' or is_of_others(key) or maybe_names.names_somebody(key) or meaning(
                heading, CUSTOMERS) in (*_OF_PEOPLE, 'responsible'):     # also of the second of two, which is a note
            found += maybe_names.of_cell(text, saluted)
        else:
            found += maybe_names.of_remark(text, key, saluted)
    return found

