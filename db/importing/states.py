"""The team's own words for where a repair stands, told apart into state, outcome and what else they say."""
import re
from dataclasses import dataclass, replace
from datetime import date

from db.folding import fold_written_out
from db.importing.dates import exact_day, find_days
from db.kinds import YES
from db.ords import CLOSED
from db.words import OUTCOMES, REASONS, Outcome, State

_THROWN_AWAY = r'(?:entsorgt|verschrottet|weggeworfen)'
# The first that is found holds; what is denied („nicht abgeholt“) stands before what it denies.
_WORDS: tuple[tuple[State, Outcome | None, str], ...] = (
    (State.READY, None, r'noch nicht (?:ab)?geholt|(?:noch )?nicht zurueck'
                        r'|(?:wird|soll|muss|darf) (?!.*\bni(?:cht|e)\b).*abgeholt'
                        r'|abholbereit|bereit zur abholung|zum abholen|zur abholung|kann abgeholt|abzuholen|kann weg'
                        r'|abholen|wartet auf abholung|holt .*ab\b'),
    (State.ACCEPTED, None, r'\bunklar\b|\bob .*\boder\b|nicht in (?:arbeit|bearbeitung|reparatur)'),
    (State.UNCOLLECTED, None, r'(?:nie|nicht) (?:mehr )?(?:ab)?geholt|vergessen'),
    (State.COLLECTED, None, r'^(?:nicht|un)\s?repariert\b.*(?<!nicht )(?:abgeholt|mitgenommen|zurueckgegeben)'),
    (State.READY, Outcome.END_OF_LIFE, r'(?:kann|konnte|wird) nicht (?:mehr )?repariert'),
    (State.READY, None, r'teil\w* (?:ist |sind )?(?:angekommen|da|gekommen|eingebaut|drin)\b'
                        r'.*\b(?<!fast )(?<!halb )(?<!nicht )(?:fertig|laeuft|geht)\b'),
    (State.ACCEPTED, None, r'nicht bestellt|(?:soll|muss|kann|darf|zu) (?!.*\bnicht\b)(?:\w+ )*repariert werden'
                           r'|(?:noch )?nicht (?:repariert|begonnen|angefangen|bearbeitet|erledigt)'),
    (State.COLLECTED, None, r'^(?:(?:wurde|ist|schon|bereits|selbst|heute|am [\d ]+) )*geholt\b'),
    (State.COLLECTED, None, r'\babgeholt|\babgeh\b|(?:defekt|kaputt|heil|unrepariert) zurueck$|zurueckgegeben'
                            r'|zurueck an|mitgenommen|ausgegeben|ausgehaendigt|uebergeben'
                            r'|abgegeben an kund|^zurueck|^rueckgabe|wieder (?:zu ?hause|daheim|beim kunden)'),
    (State.ACCEPTED, None, r'(?<!noch )nicht (?:entsorg|verschrott|wegw|weggew)'),
    (State.READY, Outcome.END_OF_LIFE, r'(?:wird|werden|soll|muss|kann|darf|bitte|nicht|noch) .*' + _THROWN_AWAY
                                       + r'|entsorgen|entsorgung|verschrottung|verschrotten|wegwerfen'),
    (State.COLLECTED, Outcome.END_OF_LIFE, _THROWN_AWAY),
    (State.READY, Outcome.END_OF_LIFE, r'teile? (?:ist |sind )?(?:nicht|nirgends) (?:mehr )?(?:erhaeltlich|lieferbar'
                                       r'|verfuegbar|zu bekommen)|\bzu teuer|hinueber|nicht zu retten|nichts zu machen'
                                       r'|(?<!noch )kein\w* (?:ersatz)?teile?\b(?! (?:noetig|da\b))'),
    (State.WAITING, None, r'\b(?:wenn|sobald|bis|falls|ob) (?:\w+ )*(?:ersatz)?teil|teil.*\bfehl(?:t|en)\b'),
    (State.WORKING, None, r'(?<!kein )(?<!keine )(?<!kein ersatz)(?<!keine ersatz)(?:teile?|lieferung) '
                          r'(?:(?:ist|sind|jetzt|nun|endlich|schon) )*(?:da|angekommen|eingetroffen|gekommen|geliefert'
                          r'|erhalten|vorhanden)\b(?! ?\?)'),
    (State.READY, Outcome.END_OF_LIFE, r'(?:nicht|un|ir)\s?-?reparierbar|irreparabel|nicht reparabel|unreparabel'
                                       r'|nicht zu reparieren|totalschaden|nicht moeglich|hoffnungslos|schrott'
                                       r'|lohnt (?:sich )?nicht|nicht lohnend'),
    (State.WAITING, None, r'ersatzteil|\bet (?:bestellt|fehl)|teil(?:e)? (?:ist |sind )?(?:bestellt|fehl)'
                          r'|warte[tn]? auf (?:das |ein )?(?:ersatz)?teil|bestellt|lieferung'
                          r'|teile? (?:ist |sind )?(?:unterwegs|kommt|kommen)'),
    (State.WORKING, None, r'\b(?:fast|halb|bald|beinahe|teilweise|so gut wie) ?fertig|\bunfertig'
                          r'|nicht (?:ganz |komplett |vollstaendig )?fertig|(?:wird|soll|muss) .*\bfertig'
                          r'|wird (?:\w+ )*(?:repariert|bearbeitet|geprueft|getestet)'),
    (State.READY, Outcome.FIXED, r'(?<!nicht )\brepariert\b|(?:geht|laeuft|funktioniert) wieder(?! nicht)'
                                 r'|instandgesetzt|wieder (?:heil|ganz\b|in ordnung|ok\b)'),
    (State.READY, None, r'fertig|\bfert\b|erledigt|\berl\b|\bok\b|^o k$|abgeschlossen|\bdone\b|beendet|\bready\b'
                        r'|kein fehler|fehler nicht gefunden'),
    (State.WORKING, None, r'in arbeit|\bin arb\b|\bi a\b|in bearb|in rep\b|in reparatur|in der werkstatt'
                          r'|begonnen|angefangen|\bdran\b|zerlegt|probelauf|im test\b'
                          r'|laeuft(?! (?:\w+ )?nicht)|in progress|teilweise|in pruefung'),
    (State.ACCEPTED, None, r'angenommen|\bneu\b|\boffen\b|abgegeben|eingegangen|\bannahme\b|wartet|aufgenommen'
                           r'|gebracht|\bda\b|unbearbeitet|erfasst|liegt hier|todo|to do'),
)
_PLAIN = {fold_written_out(state): state for state in State} | {
    'repariert': State.READY, 'nicht reparierbar': State.READY, 'abholbereit': State.READY, 'neu': State.ACCEPTED,
    'fertig abholbereit': State.READY, 'offen': State.ACCEPTED, 'in bearbeitung': State.WORKING,
    'nicht reparabel': State.READY}
# Results that are none of ours and yet say that nothing is left to be done.
_DONE = frozenset({'nicht repariert', 'erfolglos', 'ohne erfolg', 'kein erfolg', 'misserfolg',
                   'nicht geschafft', 'nicht gelungen', 'gescheitert', 'aufgegeben', 'kein fehler', 'kein defekt',
                   'hinweis gegeben', 'tipp gegeben', 'tipps gegeben', 'hilfe zur selbsthilfe', 'gereinigt', 'gewartet',
                   'ersetzt'})
_DONE_BEGINNING = r'(?:beratung|beraten\b|kein fehler|fehler nicht|bedienungsfehler|teilweise repariert|teilrepar|' \
                  r'teilerfolg|repariert\b|nicht reparier|irreparabel|reinigung|wartung|behoben|erfolgreich|' \
                  r'weiterverwiesen|verwiesen|an fach|an hersteller)'


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
        return self.state is State.COLLECTED and bool(re.search(_THROWN_AWAY, fold_written_out(self.said)))


def standing(text: str, collected_on: str, outcome: str = '', ready_on: str = '') -> Standing:
    """From the columns of states, of results, of what is ready since when and of pick-ups, any of which may be missing.
    The state leads; where the list says none, a result says that the work is done."""
    found = _standing(text) if text.strip() else _by_result(outcome, ready_on)
    day = exact_day(collected_on)
    word = fold_written_out(collected_on.strip())
    if day or word in ('ja', 'x', 'abgeholt', 'j') or (day is None and find_days(collected_on) and 'abgeholt' in word):
        return Standing(State.COLLECTED, found.outcome, found.said, day, found.understood)
    return found


def _by_result(outcome: str, ready_on: str) -> Standing:
    """What they say beside the state stands in the note under their own headings."""
    ready = _by_day(ready_on) if ready_on.strip() else Standing(State.ACCEPTED)
    word = fold_written_out(outcome).strip(' .!')
    if not word or '?' in word:
        return ready
    found = _standing(outcome)
    if found.is_thrown_away:
        return replace(found, outcome=None)
    if outcome_of(outcome) != (None, '') or (found.state not in (State.COLLECTED, State.UNCOLLECTED)
                                             and (word in _DONE or re.match(_DONE_BEGINNING, word))):
        return Standing(State.READY)
    return Standing(found.state, None, '', found.on) if found.understood else ready


def _by_day(ready_on: str) -> Standing:
    if exact_day(ready_on) or fold_written_out(ready_on).strip(' .!') in YES:
        return Standing(State.READY)
    found = _standing(ready_on)
    return Standing(found.state, None, '', found.on) if found.understood else Standing(State.ACCEPTED)


def _standing(text: str) -> Standing:
    bare = re.sub(r'[\s.!,;:–-]+', ' ', fold_written_out(text.replace('(', ' ( ').replace(')', ' ) '))).strip()
    bare = re.sub(r'\s+', ' ', bare.replace('( )', ''))
    if bare in _PLAIN:
        state = _PLAIN[bare]
        outcome = {'repariert': Outcome.FIXED, 'nicht reparierbar': Outcome.END_OF_LIFE,
                   'nicht reparabel': Outcome.END_OF_LIFE}.get(bare)
        return Standing(state, outcome)
    for state, outcome, words in _WORDS:
        if re.search(words, bare):
            if state is State.COLLECTED and '?' in text:   # who only asks has not seen it go
                return Standing(State.READY, None, text.strip())
            days = find_days(text)
            on = days[0] if state is State.COLLECTED and len(days) == 1 else None
            return Standing(state, outcome or _outcome_within(bare, state), text.strip(), on)
    return Standing(State.ACCEPTED, None, text.strip(), understood=False)


def is_word_for_state(text: str) -> bool:
    """It begins with what can only be a state: to tell a column by its content."""
    bare = re.sub(r'[\W_]+', ' ', fold_written_out(text)).strip()
    return len(bare) <= 40 and (bare in _PLAIN or bool(re.match(
        r'(?:wartet auf|in (?:arbeit|bearbeitung|reparatur)|fertig|abgeholt|nicht abgeholt|angenommen|abholbereit'
        r'|(?:noch )?nicht fertig|ersatzteil bestellt|repariert|nicht reparierbar|erledigt)\b', bare)))


def _outcome_within(bare: str, state: State) -> Outcome | None:
    """'fertig, repariert' and 'abgeholt, nicht reparierbar' say both; what is still worked on has none."""
    for __, outcome, words in _WORDS:
        if state in CLOSED and outcome and re.search(words, bare):
            return outcome
    return None


def outcome_of(text: str) -> tuple[Outcome | None, str]:
    """The outcome a column of its own says, and the reason where it is one of ours; (None, '') when not understood."""
    folded = re.sub(r'\s+', ' ', fold_written_out(text)).strip(' .!')
    for reasons_of, reasons in REASONS.items():
        for reason in reasons:
            if fold_written_out(reason) == folded:
                return reasons_of, reason
    if folded in OUTCOMES:
        return Outcome(folded), ''
    if folded in ('ja', 'erfolgreich', 'erfolg', 'ok', 'geht wieder', 'heil', 'behoben', 'gelungen'):
        return Outcome.FIXED, ''
    if folded in ('nicht repariert', 'nein', 'erfolglos', 'irreparabel', 'schrott', 'totalschaden', 'nicht reparabel',
                  'entsorgt', 'verschrottet', 'weggeworfen', 'wird entsorgt', 'wird verschrottet'):
        return (Outcome.END_OF_LIFE, '') if folded not in ('nein', 'nicht repariert', 'erfolglos') else (None, '')
    return None, ''
