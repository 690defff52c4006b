"""Words in a column of names that nobody is called: they count, refer to another row or keep a place free."""
import re
from collections.abc import Sequence

from db.folding import fold_written_out
from db.i18n import _
from db.importing.contacts import one_line
from db.importing.dates import exact_day
from db.importing.maybe_names import may_name
from db.importing.names import FIRST_NAMES, without_salutation
from db.importing.remembered import remembered

_SUM_SIGN = re.compile(r'\s*[Σ∑øØ](?=\W|$)')
_COLON = re.compile('[:=]')

REFERS = _('„{text}“ ist kein Name, sondern verweist auf eine andere Stelle. Bitte den Namen hinschreiben.')
_REFERS = re.compile(r'ditt?o\.?|d\.o\.|s\. ?[ou]\.|s\.? (?:oben|unten)|siehe[ :].+'
                     r'|s\. (?:zeile|nr|nummer|blatt|seite|ordner).*'
                     r'|vgl\b.+|(?:so )?wie (?:oben|vorher|zuvor|letzte\w*|nr|zeile|vorige\w*)\b.*|desgl\w*\.?|idem'
                     r'|(?:oben|unten) genannt\w*|(?:der|die|das)?selbe[nr]?(?: person| kund\w*)?'
                     r'|(?:gleiche[rs]?|selbe[rs]?) (?:person|kund\w*|name|familie|leute|wie\b.*)')
_VACANT = re.compile(r'(?:noch )?(?:frei|leer|unbesetzt|vakant|offen|unbekannt|anonym)|unbek\.?|reserve|reserviert'
                     r'|unbenannt|name(?:n)? (?:fehlt|unbekannt|nicht bekannt|vergessen|unleserlich)|ohne namen?'
                     r'|kein name|nicht (?:bekannt|lesbar)|unleserlich|niemand|keiner|jemand|irgendwer|n\. ?n\.|nn'
                     r'|k\. ?a\.|nomen nescio|tba|tbd|platzhalter|(?:freier|leerer) platz'
                     r'|intern|laufkundschaft|testperson|(?:moechte|will|wollte) (?:\w+ )?nicht(?: genannt werden)?'
                     r'|(?:kund(?:e|in)|gast|besucher(?:in)?|person) (?:nr\.? ?)?\d+'
                     r'|(?:flohmarkt|spenden|fund)geraete?')
_NO_WORD = re.compile(r'[?!.*#_–-]+')      # „???“
_SURNAMES = frozenset({'frei', 'leer', 'offen', 'reserve', 'niemand', 'rest', 'kasse', 'total'})   # of people, too
_IF_SALUTED = frozenset({'unbekannt'})
_WORDS_OF_SUMS = (r'(?:zwischen|gesamt|end|teil|monats|jahres|tages)?summen?|gesamt\w*|insgesamt|total|durchschnitt\w*'
                  r'|mittelwert|median|anzahl|davon|darunter|uebertrag\w*|kassenstand|kassenbestand|kasse|saldo'
                  r'|einnahmen|ausgaben|spenden?(?:summe|stand)?|reparaturquote|erfolgsquote|quote|rest')
_SUM = re.compile(rf'(?:{_WORDS_OF_SUMS})\b(?: .*)?|.* (?:gesamt|insgesamt|im schnitt|im durchschnitt)')
_AMOUNT = re.compile(r'(?!\d{1,2}\.\d{1,2}\.?$)-?\d[\d., ]*(?:,-)?'
                     r'(?: ?(?:€|eur|euro|%|st|stk|stueck|kg|stunden|h))?\.?')
_MANY = r'(?:geraete|reparaturen|besucher(?:innen)?|besuche|gaeste|personen|leute|helfer(?:innen)?|kund(?:en|innen)' \
        r'|stueck|faelle|auftraege|gegenstaende|eintraege|mitglieder|termine)'
_COUNTED = re.compile(rf'(?:\d{{1,5}} )?(?:alle )?{_MANY}(?: \d{{1,5}})?'
                      r'|(?P<share>\d{1,5} )(?:nicht )?(?:repariert|fertig|abgeholt|offen|reparierbar|in arbeit)')


@remembered
def counts(text: str) -> bool:
    """'Spenden gesamt', 'davon repariert', 'Ø Alter' and 'Übertrag:' tell what a number is of. Nobody is called so, but
    for whom a first name stands there."""
    if _SUM_SIGN.match(text):
        return True
    bare = one_line(fold_written_out(text)).strip(' :.=-')
    return bool(_SUM.fullmatch(bare)) and not FIRST_NAMES & set(re.findall(r'[a-z]+', bare))


def adds_up(texts: Sequence[str]) -> bool:
    """'Summe | Geräte | 8', '9 | 5 | Summe', '22 Geräte' and 'Besucher | 22': amounts and what they are of, and not a
    word besides. A day stands only beside a word for a sum."""
    if not all(counts(text) or exact_day(text) or _counted(text) or _AMOUNT.fullmatch(_bare(text)) for text in texts):
        return False        # like nearly every row of data, at its first word
    has_word = any(map(counts, texts))
    rest = [text for text in texts if not counts(text)]
    told = [text for text in rest if not exact_day(text)]
    if not has_word and (len(told) < len(rest) or texts[0].isdigit()):      # „17 | 2 Geräte“: numbered like the rows
        return False
    is_said = (len(told) == len(rest) and has_word) or any(
        one and not one['share'] for one in map(_counted, told))
    return is_said and any(map(str.isdigit, ''.join(told)))


def _counted(text: str) -> re.Match[str] | None:
    return _COUNTED.fullmatch(_bare(_COLON.sub(' ', text)))


def refers(cells: Sequence[str]) -> str:
    """The cell of a name that means the person of another row, whoever that is: their yes is not this one's."""
    return next((text for text in cells if _REFERS.fullmatch(_bare(text))), '')


def is_vacant(cells: Sequence[str], reached: bool, agreed: bool = False) -> bool:
    """Nothing but 'frei', 'unbekannt', 'N.N.' or a word for a sum. Anna Frei has a first name, and Herr Frei a number
    at least; written small it is a free place, whatever number stands there. `agreed`: and has said yes as well, so
    that Frau Gesamt and Herr Unbekannt are people, too."""
    found = [without_salutation(one_line(text)) for text in cells if text.strip()]
    return bool(found) and all(_is_nobodys(name, bool(before), reached, agreed) for name, before in found)


def _is_nobodys(name: str, saluted: bool, reached: bool, agreed: bool) -> bool:
    word = _bare(name)
    keeps_free = bool(_VACANT.fullmatch(word) or _NO_WORD.fullmatch(name))
    if not keeps_free and not counts(name):
        return False
    if word in _SURNAMES:
        return not saluted if name.islower() else not (reached or saluted)
    if reached and not keeps_free and _is_called(name):
        return False
    is_name = word in _IF_SALUTED and saluted if keeps_free else word.isalpha()
    return not (agreed and is_name and name[:1].isupper())


def _is_called(name: str) -> bool:
    """'Total Tomas', with a number: behind a word for a sum stands a name, and nothing that is counted."""
    words = name.replace(',', ' ').split()
    return len(words) == 2 and all(word[0].isupper() and word.replace('-', '').isalpha() for word in words) and all(
        may_name(word) and not _COUNTED.fullmatch(_bare(word)) for word in words) and not all(map(counts, words))


def _bare(text: str) -> str:
    return one_line(fold_written_out(text)).strip(' :;,!?()„“"\'–-')
