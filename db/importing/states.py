"""The team's own words for where a repair stands, told apart into state, outcome and what else they say."""
import re
from dataclasses import dataclass, replace
from datetime import date

from db.folding import fold_written_out
from db.importing.dates import exact_day, find_days
from db.importing.fetched import is_plainly_fetched, is_plainly_thrown_away
from db.importing.half_done import HAS_DAY, NOT_SURE, is_to_come, questions, still_to_do
from db.importing.names import FIRST_NAMES
from db.importing.plain_yes import TICKS
from db.importing.remembered import remembered
from db.importing.state_words import (
    BY_SOMEBODY,
    DONE,
    DONE_BEGINNING,
    NO_PART,
    PERCENT,
    PLAIN,
    SLIPS,
    THROWN_AWAY,
    WAITS,
    WITH_SOMEBODY,
    WORDS,
)
from db.kinds import YES
from db.ords import CLOSED
from db.words import OUTCOMES, REASONS, Outcome, State

_BETWEEN_WORDS = re.compile(r'[\s.!,;:–-]+')

LONGEST = 500       # of a state; what stands behind that is a tale
_ASKED = re.compile(r'\?|\b(?:nachfragen|fragen|pruefen|ob|vielleicht|wohl|wahrscheinlich)\b')



@dataclass(frozen=True)
class Standing:
    """`said` are the list's own words where they say more than the state; `on` the exact day of a pick-up."""
    state: State
    outcome: Outcome | None = None
    said: str = ''
    on: date | None = None
    understood: bool = True

    @property
    def is_thrown_away(self) -> bool:
        """Gone, and nobody has come for it."""
        return self.state is State.COLLECTED and bool(re.search(THROWN_AWAY, fold_written_out(self.said)))


@remembered
def standing(text: str, collected_on: str, outcome: str = '', ready_on: str = '', today: date = date.max,
             item: str = '') -> Standing:
    """As `_told` has it; but what is fetched on a day that is still to come is here, whatever is meant by it, and what
    is ready on one is worked on."""
    found = _told(text, collected_on, outcome, ready_on, item)
    if found.state is State.COLLECTED and found.on and found.on > today:
        return Standing(State.ACCEPTED, None, found.said or text.strip(), understood=False)
    if found.state is State.READY and is_to_come(text or outcome, today):
        return replace(found, state=State.WORKING, outcome=None)
    return found


def _told(text: str, collected_on: str, outcome: str, ready_on: str, item: str) -> Standing:
    """From the columns of states, of results, of what is ready since when and of pick-ups, any of which may be missing.
    The state leads; where the list says none, a result says that the work is done."""
    found = _standing(text, item) if text.strip() else _by_result(outcome, ready_on)
    if not found.understood and (told := _by_result(outcome, ready_on)).state is not State.ACCEPTED:
        found = replace(told, said=found.said, understood=False)
    day = exact_day(collected_on)
    word = fold_written_out(collected_on.strip())
    if day or word in ('ja', 'x', 'abgeholt', 'j') or (find_days(collected_on) and is_plainly_fetched(collected_on)):
        return Standing(State.COLLECTED, found.outcome, found.said, day or max(find_days(collected_on), default=None),
                        found.understood)
    return found


def _by_result(outcome: str, ready_on: str) -> Standing:
    """What they say beside the state stands in the note under their own headings."""
    ready = _by_day(ready_on) if ready_on.strip() else Standing(State.ACCEPTED)
    word = _bare(outcome)
    if not word:
        return ready
    unclear = ready if ready.state is not State.ACCEPTED else Standing(State.ACCEPTED, understood=word == 'nein')
    if '?' in word:
        return unclear
    found = _standing(outcome)
    if found.is_thrown_away:
        return replace(found, outcome=None)
    left = None if word.startswith(('nicht', 'teil')) else still_to_do(_bare(outcome))
    if left and word.startswith('repariert'):
        return Standing(left)
    if outcome_of(outcome) != (None, '') or (found.state not in (State.COLLECTED, State.UNCOLLECTED)
                                             and (word in DONE or re.match(DONE_BEGINNING, word))):
        return Standing(State.READY)
    return Standing(found.state, None, '', found.on) if found.understood else unclear


def _by_day(ready_on: str) -> Standing:
    if exact_day(ready_on) or fold_written_out(ready_on).strip(' .!') in YES:
        return Standing(State.READY)
    found = _standing(ready_on)
    return Standing(found.state, None, '', found.on) if found.understood else Standing(State.ACCEPTED)


def _standing(text: str, item: str = '') -> Standing:
    bare = _bare(text)
    if bare in PLAIN and PLAIN[bare] is not State.COLLECTED:
        state = PLAIN[bare]
        outcome = {'repariert': Outcome.FIXED, 'nicht reparierbar': Outcome.END_OF_LIFE,
                   'nicht reparabel': Outcome.END_OF_LIFE}.get(bare)
        return Standing(state, outcome)
    found = _gone(text, bare, item) or _by_itself(text, bare)
    if found is not None:
        return found
    for state, outcome, words in WORDS:
        if re.search(words, bare):
            return _by_word(text, bare, state, outcome, words)
    return _not_understood(text)


def _by_word(text: str, bare: str, state: State, outcome: Outcome | None, words: str) -> Standing:
    """A word for a pick-up may belong to something else, somebody else or another day: only a plain one is one. What is
    ready may be so in part."""
    if state is State.COLLECTED:
        return _doubted(text)
    if state is State.ACCEPTED and WAITS.match(bare):      # for something, and nobody knows what it is
        return _not_understood(text)
    if state is State.WAITING and NO_PART.match(bare):
        return _not_understood(text)
    if state is State.READY and any(re.search(words, _bare(piece)) for piece in questions(text)):
        return _not_understood(text)
    if outcome is Outcome.END_OF_LIFE and NOT_SURE.match(bare):
        return _not_understood(text)
    left = still_to_do(bare) if state is State.READY and outcome is not Outcome.END_OF_LIFE else None
    if left:
        return Standing(left, None, text.strip(), understood=left is not State.ACCEPTED)
    return Standing(state, outcome or _outcome_within(bare, state), text.strip())


def _gone(text: str, bare: str, item: str) -> Standing | None:
    is_thrown_away = is_plainly_thrown_away(text, item)
    if not is_thrown_away and not is_plainly_fetched(text, item):
        return None
    outcome = Outcome.END_OF_LIFE if is_thrown_away else _outcome_within(bare, State.COLLECTED)
    return Standing(State.COLLECTED, outcome, '' if bare in PLAIN else text.strip(), max(find_days(text), default=None))


def _doubted(text: str) -> Standing:
    """Who only asks whether it was fetched has not seen it go; but where a day stands, somebody may have."""
    folded = fold_written_out(text)
    if '?' in text and not HAS_DAY.search(folded) and is_plainly_fetched(_ASKED.sub(' ', folded)):
        return Standing(State.READY, None, text.strip())
    return _not_understood(text)


def _not_understood(text: str) -> Standing:
    return Standing(State.ACCEPTED, None, text.strip(), understood=False)


def _bare(text: str) -> str:
    text = text[:LONGEST]
    bare = _BETWEEN_WORDS.sub(' ', fold_written_out(text.replace('(', ' ( ').replace(')', ' ) '))).strip()
    bare = re.sub(r'\s+', ' ', bare.replace('( )', ''))
    for slips, meant in SLIPS:
        bare = slips.sub(meant, bare)
    return bare


def _by_itself(text: str, bare: str) -> Standing | None:
    """A tick, a share of the work, or somebody of the team who has it: „✓“, „50 %“, „bei Peter“."""
    said = text.strip()
    if bare and set(bare) <= TICKS:
        return Standing(State.READY, None, said)
    share = PERCENT.fullmatch(bare)
    if share and int(share[1]) <= 100:
        return Standing({0: State.ACCEPTED, 100: State.READY}.get(int(share[1]), State.WORKING), None, said)
    if _names_somebody(BY_SOMEBODY.match(bare)):
        return Standing(State.ACCEPTED, None, said, understood=False)
    return Standing(State.WORKING, None, said) if _names_somebody(WITH_SOMEBODY.match(bare)) else None


def _names_somebody(found: re.Match[str] | None) -> bool:
    """By a first name people know."""
    return found is not None and any(word in FIRST_NAMES for word in found.groups() if word)


def is_word_for_state(text: str) -> bool:
    """It begins with what can only be a state: to tell a column by its content."""
    bare = re.sub(r'[\W_]+', ' ', fold_written_out(text)).strip()
    return len(bare) <= 40 and (bare in PLAIN or bool(re.match(
        r'(?:wartet auf|in (?:arbeit|bearbeitung|reparatur)|fertig|abgeholt|nicht abgeholt|angenommen|abholbereit'
        r'|(?:noch )?nicht fertig|ersatzteil bestellt|repariert|nicht reparierbar|erledigt)\b', bare)))


def _outcome_within(bare: str, state: State) -> Outcome | None:
    """'fertig, repariert' and 'abgeholt, nicht reparierbar' say both; what is still worked on has none."""
    for __, outcome, words in WORDS:
        if state in CLOSED and outcome and re.search(words, bare):
            return outcome
    return None


@remembered
def outcome_of(text: str) -> tuple[Outcome | None, str]:
    """The outcome a column of its own says, and the reason where it is one of ours; (None, '') when not understood."""
    folded = re.sub(r'\s+', ' ', fold_written_out(text)).strip(' .!')
    for reasons_of, reasons in REASONS.items():
        for reason in reasons:
            if fold_written_out(reason) == folded:
                return reasons_of, reason
    if folded in OUTCOMES:
        return Outcome(folded), ''
    if folded in ('ja', 'rep', 'erfolgreich', 'erfolg', 'ok', 'geht wieder', 'heil', 'behoben', 'gelungen'):
        return Outcome.FIXED, ''
    if folded in ('nicht repariert', 'nein', 'erfolglos', 'irreparabel', 'irrep', 'schrott', 'totalschaden',
                  'nicht reparabel', 'entsorgt', 'verschrottet', 'weggeworfen', 'wird entsorgt', 'wird verschrottet'):
        return (Outcome.END_OF_LIFE, '') if folded not in ('nein', 'nicht repariert', 'erfolglos') else (None, '')
    return None, ''
