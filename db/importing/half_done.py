"""What is said to be ready, and is so in part or later, asked about or denied: „eine fertig, andere offen“, „fertig?“.

A wrong „fertig“ sends somebody here in vain.
"""
import re
from datetime import date

from db.folding import fold_written_out
from db.importing.dates import MONTHS, exact_day
from db.words import State

_DONE = r'(?:fertig|repariert|erledigt|abgeschlossen|ok|bereit|abholbereit)'
_PERHAPS = r'vielleicht|evtl|eventuell|wahrscheinlich|vermutlich|wohl|hoffentlich|angeblich|voraussichtlich|vsl'
# what may be open, missing or still to come although the item can go
_BESIDE = re.compile(
    r'\b(?:rechnung|quittung|beleg|bezahlung|zahlung|spende|betrag|geld|kosten|abholung|abholtermin|termin|rueckruf|anruf'
    r'|unterschrift|formular|telefon\w*|handy\w*|tel|nummer|adresse|name|mail|einwilligung|datenschutz)'
    r' (?:(?:ist|noch|steht) )*(?:offen|fehlt|fehlen|aus)\b(?: noch\b)?'
    r'|\b(?:aber )?(?:(?:noch|bisher|bislang) )?(?:nicht|nie|niemand) (?:ab)?(?:geholt|erreicht|bezahlt|informiert)\b'
    r'|\bnoch (?:\w+ ){0,3}(?:(?:ab)?geholt|abholen|abzuholen)\b'
    r'|\b(?:muss |bitte )?noch (?:bezahl\w+|zahlen|anrufen|informieren|abholen|hier|da|im (?:regal|lager)'
    r'|bescheid \w+)\b'
    r'|\b(?:aber )?warte[tn]? (?:noch )?auf (?:abholung|kund\w*|besitzer\w*|rueckruf|rueckmeldung|antwort)\b'
    r'|\b(?:regal|fach|platz|kiste|box|nr|raum|tisch|schrank) ?\d+')
# what nobody is sure of; an item that was given up is one
NOT_SURE = re.compile(rf'(?:ist |war |das ist )?(?:{_PERHAPS}) ')
_LACKS = re.compile(r'\bfehl(?:t|en)\b|\bbestell(?:t|en)\b|\bwarte[tn]? (?:noch )?auf\b')
_SHARE = re.compile(r'\b(\d{1,3}|eine?[rsn]?|eins) ?(?:von|/) ?(\d{1,3})\b')
# a day has lost its full stops by now: „3 10 fertig“ is no ten of them
_SOME = re.compile(rf'(?<!\d )(?<!\d)\b\d{{1,2}}x? (?:(?!uhr|h |tag|std|jahr)[^\W\d]+ )?{_DONE}\b'
                   rf'|\b(?:eine?[rsn]?|eins|erste[rsn]?|halb|nur) (?:\w+ ){{0,2}}{_DONE}\b'
                   r'|\bbis auf\b|\baus(?:ser|genommen)\b|\bander(?:e[rnsm]?|s)\b|\bzweite[rnsm]?\b|\bdritte[rnsm]?\b'
                   r'|\bweitere[rns]?\b|\brest\b|\boffen\b|\bin (?:arbeit|arb|bearb\w*|rep\w*)\b|\baber\b|\bnoch\b'
                   r'|\bteilweise\b|\bzum teil\b|\bfertig ?(?:zu )?(?:machen|stellen)\b|\bfertig (?:bis|ab) ')
_DENIED = re.compile(rf'\bnein\b|\bnicht (?:ganz )?{_DONE}\b|{_DONE} ?[()]? ?\?|{_DONE} (?:leider )?nicht$'
                     r'|\bohne erfolg\b'
                     rf'|\b{_DONE} (?:{_PERHAPS})$'
                     rf'|\b(?:{_DONE}|(?:geht|laeuft|funktioniert) wieder)'
                     r' (?:(?:immer|noch|wieder|leider|doch|jetzt|nun|ganz|ist) ){0,4}(?:defekt|kaputt'
                     r'|(?:geht|laeuft|funktioniert) (?:\w+ ){0,2}nicht)(?: (?:mehr|richtig|gegangen|wie vorher))?$'
                     rf'|\b(?:{_DONE}|(?:geht|laeuft|funktioniert) wieder) (?:\w+ ){{0,3}}(?:nun|jetzt|leider)'
                     r' (?:\w+ )?(?:defekt|kaputt)$'
                     rf'|\b(?:nie|kaum|{_PERHAPS}'
                     rf'|muesste|sollte|koennte|moeglichst|kann) (?:\w+ ){{0,2}}{_DONE}\b(?! (?:ab)?geholt)')
# who comes for it; whatever else it is ready for may be work
_FOR_WHOM = r'(?:(?:die|den|das|dem|der|unsere?n?) )?(?:abhol|mitn|rueckgabe|uebergabe|ausgabe|kund|besitzer|gast\b' \
            r'|herrn?\b|frau|fam\b|familie)'
# a day that is still to come, and work that is left
_SOON = r'morgen|uebermorgen|(?:naechste|kommende)[nrs]? \w+|demnaechst|bald|gleich|in kuerze'
_WEEKDAY = r'(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend'
_LATER = re.compile(rf'\b(?:bis|ab (?:{_WEEKDAY}|mo|di|mi|do|fr|sa|so|\d+)|{_SOON}) (?:\w+ ){{0,2}}{_DONE}\b'
                    rf'|\b{_DONE} (?:{_SOON})$'
                    rf'|\bfertig (?:zum|zur|fuer) (?!{_FOR_WHOM})|\bun(?:geprueft|getestet)\b'
                    r'|\bnicht (?:mehr )?(?:geprueft|getestet|gemessen)\b|\bkein\w* \w*(?:test|pruefung|messung)\b'
                    rf'|\b\w*(?:test|testlauf|pruefung|messung) (?:am )?(?:{_SOON}|{_WEEKDAY})\b'
                    rf'|\b(?:{_SOON}|{_WEEKDAY}) \w*(?:test|testlauf|pruefung|messung)\b'
                    r'|\b(?:test|testlauf|pruefung|messung|vde|dguv)(?: (?:noch|steht|ist))*'
                    r' (?:fehlt|aus|offen|ausstehend)\b'
                    r'|\b(?:bitte|muss|noch)(?: noch)? (?:pruefen|testen|messen)\b|\b(?:pruefen|testen)$')


def still_to_do(bare: str) -> State | None:
    """The state of an item that a text, folded and without signs, calls ready: None where that is so. `ACCEPTED` is of
    those that may not be begun."""
    left = _BESIDE.sub(' ', bare)
    unbracketed = ' '.join(re.sub(r'[()\[\]]', ' ', left).split())      # „fertig (leider defekt)“
    if _DENIED.search(left) or _DENIED.search(unbracketed):
        return State.ACCEPTED
    if _LATER.search(left) or _LATER.search(unbracketed):
        return State.WORKING
    if _LACKS.search(left):
        return State.WAITING
    share = _SHARE.search(left)
    if share and share[1] == share[2]:
        left = left.replace(share[0], ' ')
    elif share:
        return State.WORKING
    return State.WORKING if _SOME.search(left) else None


# ---- days and questions ----------------------------------------------------------------------------------------------
_MONTH = '|'.join(sorted(MONTHS, key=len, reverse=True))
_DAY = rf'\d{{4}}-\d\d-\d\d|\d{{1,2}}\. ?(?:\d{{1,2}}\.|(?:{_MONTH})\b\.?)(?: ?(?:\d{{4}}|\d\d))?(?!\d)'
HAS_DAY = re.compile(rf'(?<![\d.])(?:{_DAY})')
_READY_ON = re.compile(rf'\b{_DONE} (?:am|ab|zum) (?P<on>{_DAY})|\b{_DONE}[ ,(]{{1,3}}(?P<behind>{_DAY})(?=\W*$)'
                       rf'|(?<![\d.])(?P<before>{_DAY})[ ,:]{{1,2}}(?:wieder )?{_DONE}\b')
_FETCHED = re.compile(r'hol|mitn|\bkommt\b')
_LONGEST = 500


def is_to_come(text: str, today: date) -> bool:
    """'fertig am 3.12.2026', 'fertig 24.12.' on a day before. Without a year the nearest is meant."""
    folded = ' '.join(fold_written_out(text[:_LONGEST]).split())
    if _FETCHED.search(folded):
        return False        # the day may be that of the pick-up
    said = [found['on'] or found['behind'] or found['before'] for found in _READY_ON.finditer(folded)]
    return any((day := _nearest(one, today)) and day > today for one in said)


def _nearest(text: str, today: date) -> date | None:
    if found := exact_day(text):
        return found
    days = [day for year in (today.year - 1, today.year, today.year + 1) if (day := exact_day(f'{text} {year}'))]
    return min(days, key=lambda day: abs(day - today), default=None)


def questions(text: str) -> list[str]:
    """Each piece of a text that ends with a question mark: „läuft wieder?“, „kein ET, entsorgen (?)“."""
    return re.findall(r'[^.,;:!–—?]+\?', text[:_LONGEST])
