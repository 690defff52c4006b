"""Does a cell plainly say yes? Whatever is not plainly a yes is none (D1): the row is held back with the reason."""
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from db.folding import fold_written_out
from db.i18n import _
from db.importing.dates import MONTHS, exact_day, find_days
from db.importing.plain_yes import CONSENT, LONGEST, SPOILS, is_plain_yes
from db.importing.remembered import remembered
from db.importing.yes_days import WHEN, first_day, lies_ahead, names_no_day

_WORD = re.compile(r'[^\s,;:()/.]+')
_SPACES = re.compile(r'\s+')
_LEFT_EMPTY = re.compile(r'\(\s*\)|[\s,;–—-]+$')

_GIVEN = re.compile(rf'am|vom|per|schriftlich|schriftl|muendlich|muendl|mdl|unterschrieben|unterschr|papier|formular'
                    rf'|e-?mail|mail|{CONSENT}')
_BY_MAIL = {'mail', 'email', 'e-mail'}
_VAGUE_DAY = re.compile(r'(?:(?:ca|etwa|um|im|anfang|mitte|ende|seit)\.? )?'
                        rf'(?:(?:{"|".join(MONTHS)})\.? ?|\d{{1,2}}[./] ?)?(?:20)?\d\d'
                        r'|20\d\d-\d\d?|\d\d?-20\d\d|\d\d?/\d\d?/(?:20)?\d\d')
_SAYS_NO = re.compile(r'(?:nein|nicht|kein\w*|nie|niemals|will nicht|moechte (?:nicht|keine\w*)|lieber nicht'
                      r'|widerr\w*|widersp\w*|(?:zurueck|ent)(?:ge)?(?:zogen|nommen)'
                      r'|abgelehnt|verweigert|untersagt|(?:bitte )?(?:loeschen|austragen|streichen)|geloescht)\b')
_WITHDRAWS = re.compile(r'(?:widerr\w*|widersp\w*|(?:zurueck|ent)(?:ge)?(?:zogen|nommen)|(?:bitte )?loeschen'
                        r'|geloescht)\b')
# behind a yes: „ja, widerrufen“, „hat zugestimmt, bitte löschen“, but not „kann jederzeit widerrufen werden“
_TAKEN_BACK = re.compile(r'(?<!nicht )(?<!nie )(?<!kann )(?<!jederzeit )\b(?:widerrufen|widersprochen|zurueckgezogen'
                         r'|zurueckgenommen|bitte loeschen|geloescht)\b(?! (?:werden|kann)| ?\?)')
# and in a clause of its own „Newsletter widerrufen am 4.6.26“, which takes back no yes to being stored
_CLAUSE = re.compile(r'([,;()]|\s[–—-]\s)')
# an order may be taken back, the consent to it is another thing
_ELSE = (
    r'(?:(?:(?:hat|den|der|des|seinen|ihren) ){0,3}(?:reparatur)?auftrag'
    r'|(?:(?:hat|nur|aber|den|dem|der|des|die|das|vom|von|zum|zur|zu|fuer|einwilligung|zustimmung|erlaubnis|versand'
    r'|zusendung|veroeffentlichung|alte[rn]?) ){0,6}(?:newsletter[ns]?|newsletterversand|werbung|werbe-?(?:e-?)?mails?'
    r'|rundbriefe?|rundmails?|fotos?|bild(?:er)?|videos?|(?:newsletter|foto|bild|video|werbe)-?(?:einwilligung|zustimmung'
    r'|erlaubnis|freigabe)|(?:whatsapp|signal|chat'
    r'|messenger)-?(?:gruppe)?|(?<=alte )(?:handy|telefon)?nummer|(?<=alte )(?:e-?)?mail(?:adresse)?|(?<=alte )adresse'
    r'|(?<!einwilligung zur )(?<!zustimmung zur )(?<!erlaubnis zur )veroeffentlichung))'
    r' (?:(?:wurden?|ist|sind|am|wieder|jetzt|inzwischen|\d\S{0,9}) ){0,3}'
    r'(?:widerrufen|widersprochen|zurueckgezogen|zurueckgenommen|abbestellt|geloescht)')
_ITS_DAY = rf'(?:(?:am|vom|seit|zum|im) ){{0,1}}(?:(?:\d{{1,2}}\. ?)?(?:{"|".join(MONTHS)})\.? )?\d[\d./ -]{{0,11}}'
_SOMETHING_ELSE = re.compile(rf'{_ELSE}(?: {_ITS_DAY})?[.!?]?')
# what is said behind that may still take everything back
_PERHAPS_ELSE = re.compile(rf'{_ELSE}\b(?!.*(?:daten|alles|einw|zustimm|speicher|loesch|widerr|widersp|zurueck|adresse'
                           r'|nummer|name|kontakt|komplett|ganz|rest)).*')
# „Zustimmung zur Weitergabe widerrufen“: nobody knows whether that was asked together with the storing
_OF_WHAT = re.compile(r'(?:(?:hat|die|der|seine|ihre) ){0,3}(?:einwilligung|zustimmung|erlaubnis) (?:zu|zur|zum|fuer) '
                      r'(?!\d)(?!.*(?:daten|all|einw|zustimm|speicher|loesch|verarbeit|aufbewahr|erfass|nutz|reparatur'
                      r'|abhol|adresse|nummer|name|kontakt|komplett|ganz|rest|liste|team|mitglied|jahr|monat|woche'
                      r'|auftrag|kartei|karte|aufnahme|zettel|dsgvo|formular|buch|blatt|bogen)).*')
_WHOSE_DAY = re.compile(rf'{_ELSE} ?(?:[,;(]|\s[–—-]\s) ?{_ITS_DAY}(?:$|[,;)])')    # of the yes, or of its end
# under „Widerruf“ these say that there is none; „widerrufen“ or „keine“ do not
_NONE_ENDED = frozenset({'nein', 'n', 'no', 'falsch', 'false', '0'})
_NO = re.compile(r'(?:nein|n|no|nicht erteilt|keine?|abgelehnt|verweigert|widerrufen|widerruf|falsch|false|0)')


@dataclass(frozen=True)
class Decision:
    """`on` is the day it was given where the list says so, `not_before` the first that it can be. `reason` is why it is
    no yes; `plain_no` that it is a no, which no proof for a whole sheet overrides; `silent` that nothing was said.
    `said_on` is the day on which they said so, as far as row or proof tells; `vouched` when somebody has said so of
    this very row; `withdrawn` that the yes was taken back here."""
    yes: bool
    on: date | None = None
    reason: str = ''
    plain_no: bool = False
    silent: bool = False
    not_before: date | None = None
    said_on: date | None = None
    vouched: datetime | None = None
    withdrawn: bool = False


NOTHING_SAID = Decision(False, reason=_('In der Spalte Einwilligung steht nichts.'), silent=True)
NO_COLUMN = Decision(False, reason=_('Die Liste sagt nichts über eine Einwilligung.'), silent=True)
IN_FUTURE = Decision(False, reason=_('Das Datum der Einwilligung liegt in der Zukunft.'))
MAYBE = _('Keine Spalte ist als Einwilligung erkannt. Gemeint sein könnte {columns}: Unter „Austausch“ lässt sie sich '
          'wählen.')


def decide(texts: Iterable[str], given_on: str, withdrawn: str, today: date, signed_on: str = '',
           under: str = '') -> Decision:
    """`texts` are the cells of all columns that ask for the consent: none may say anything but yes, and neither may
    the day it was given. `signed_on` may be the signature on a repair slip: it dates a yes and is none. `under`
    is the heading over `withdrawn`."""
    said = list(texts)
    if is_ended(withdrawn):
        return Decision(False, plain_no=True, reason=_(
            'Die Einwilligung wurde laut Liste widerrufen oder fehlt{under}: „{text}“.').format(
                under=_(' (Spalte „{heading}“)').format(heading=under) if under else '', text=shortened(withdrawn)))
    filled = [text for text in said if text.strip()]
    if given_on.strip('-–— ') and (exact_day(given_on) or not is_vague_day(given_on) or lies_ahead(given_on, today)
                                   or (filled and _is_unreadable(given_on, today))):
        filled.append(given_on)
    if signed_on.strip('-–— ') and (lies_ahead(signed_on, today) or not (
            exact_day(signed_on) or is_vague_day(signed_on) or is_plain_yes(signed_on)) or (
            filled and _is_unreadable(signed_on, today))):
        filled.append(signed_on)
    if not filled and given_on.strip('-–— '):
        return replace(NOTHING_SAID, reason=_('„{text}“ ist kein genauer Tag und allein kein Ja.').format(
            text=shortened(given_on)))
    if not filled:
        return NOTHING_SAID if said else NO_COLUMN
    found = _together([decide_one(text, today) for text in filled], exact_day(signed_on), today)
    days = [day for text in (*filled, given_on, signed_on) if (day := first_day(of_storing(text), today))]
    return replace(found, not_before=min(days)) if found.yes and not found.on and days else found


def _together(decisions: list[Decision], signed_on: date | None, today: date) -> Decision:
    against = next((one for one in decisions if one.plain_no), None) or next(
        (one for one in decisions if not one.yes), None)
    if against:
        return against
    return in_the_past(next((one.on for one in decisions if one.on), None) or signed_on, today)


@remembered
def decide_one(text: str, today: date) -> Decision:
    """One cell."""
    text = of_storing(text)
    day = None if SPOILS.search(text) else exact_day(text) or _given_on(text)
    if day:
        return in_the_past(day, today)
    if _taken_back(text) and not is_plain_no(text):
        return Decision(False, plain_no=True, reason=_('Das Ja ist laut Liste zurückgenommen: „{text}“.').format(
            text=shortened(text)))
    if is_plain_no(text):
        return Decision(False, reason=_('Die Liste sagt „{text}“.').format(text=shortened(text)), plain_no=True)
    if is_plain_yes(text):
        if _is_unreadable(text, today):
            return Decision(False, reason=_('„{text}“ nennt keinen Tag, den es gibt.').format(text=shortened(text)))
        days = find_days(text)
        return IN_FUTURE if lies_ahead(text, today) else in_the_past(days[0] if len(days) == 1 else None, today)
    if is_vague_day(text) and lies_ahead(text, today):
        return IN_FUTURE
    return Decision(False, reason=_('„{text}“ ist kein klares Ja.').format(text=shortened(text)))


def _given_on(text: str) -> date | None:
    """'12.03.2025 schriftlich': one day and how it was given, and nothing else."""
    days, rest = find_days(text), _WORD.findall(fold_written_out(WHEN.sub(' ', text)))
    is_given = len(days) == 1 and rest and all(_GIVEN.fullmatch(word) for word in rest) and not (
        _BY_MAIL & {*rest} and {*rest} <= _BY_MAIL | {'am', 'vom', 'per'})      # perhaps they were asked by it
    return days[0] if is_given else None


def _is_unreadable(text: str, today: date) -> bool:
    """'31.4.' and '19' are meant as a day or a year, and nobody can read them: no yes beside them is one of today."""
    return names_no_day(text, today) or (is_vague_day(text) and not first_day(text, today))


@remembered
def is_plain_no(text: str) -> bool:
    return bool(_NO.fullmatch(_SPACES.sub(' ', fold_written_out(text.strip().rstrip('!.').strip()))))


@remembered
def is_ended(text: str) -> bool:
    """What a column of withdrawals says: anything but nothing and a plain „nein“."""
    folded = fold_written_out(text).strip(' -–—.!')
    return bool(folded) and folded not in _NONE_ENDED


@remembered
def is_vague_day(text: str) -> bool:
    """'2024', 'Mai 2024', '5/2024', '1/2/24': no day, neither a yes nor anything against one that stands beside it."""
    return bool(_VAGUE_DAY.fullmatch(re.sub(r'\s+', ' ', fold_written_out(text.strip()))))


@remembered
def says_plainly_no(text: str) -> bool:
    """'nein danke', 'will nicht', 'bitte löschen'."""
    return is_plain_no(text) or bool(_SAYS_NO.match(fold_written_out(text.strip())))


@remembered
def withdrawal(text: str) -> str:
    """'Widerruf', 'widerrufen am 3.4.26', 'ja, bitte löschen' where the consent is asked: a no to everything. What is
    said before it, and when, is about the yes."""
    folded = fold_written_out(text.strip())
    return folded if _WITHDRAWS.match(folded) else _taken_back(text)


@remembered
def of_storing(text: str) -> str:
    """'ja (Newsletter widerrufen)' without what is plainly about something else, where the rest is a plain yes."""
    if not _TAKEN_BACK.search(fold_written_out(text[:LONGEST])) and 'bestellt' not in text:
        return text
    rest = _without(_SOMETHING_ELSE, text)
    return rest if is_plain_yes(rest) and not _WHOSE_DAY.search(fold_written_out(text)) else text


def _taken_back(text: str) -> str:
    """Nothing where it may be something else that was taken back: that is no clear yes, and no plain no either."""
    folded = re.sub(r'\s+', ' ', fold_written_out(of_storing(text).strip()))
    found = _TAKEN_BACK.search(folded)
    may_be_else = found and any(is_plain_yes(_without(one, text)) for one in (_PERHAPS_ELSE, _OF_WHAT))
    return folded[found.start():] if found and not may_be_else else ''


def _without(else_: re.Pattern[str], text: str) -> str:
    """Only the clauses that are not about something else."""
    pieces = [] if len(text) > LONGEST else _CLAUSE.split(text)
    rest = ''.join(piece for piece in pieces if not else_.fullmatch(' '.join(fold_written_out(piece).split())))
    return _LEFT_EMPTY.sub('', rest)


def in_the_past(on: date | None, today: date) -> Decision:
    return IN_FUTURE if on and on > today else Decision(True, on)


def shortened(text: str, length: int = 60) -> str:
    text = ' '.join(text.split())
    return text if len(text) <= length else f'{text[:length - 1]}…'
