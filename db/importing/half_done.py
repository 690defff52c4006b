"""What is said to be ready, and is so in part, is asked about or denied: „eine fertig, andere offen“, „fertig?“.

A wrong „fertig“ sends somebody here in vain.
"""
import re

from db.words import State

_DONE = r'(?:fertig|repariert|erledigt|abgeschlossen|ok|bereit|abholbereit)'
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
_LACKS = re.compile(r'\bfehl(?:t|en)\b|\bbestell(?:t|en)\b|\bwarte[tn]? (?:noch )?auf\b')
_SHARE = re.compile(r'\b(\d{1,3}|eine?[rsn]?|eins) ?(?:von|/) ?(\d{1,3})\b')
# a day has lost its full stops by now: „3 10 fertig“ is no ten of them
_SOME = re.compile(rf'(?<!\d )(?<!\d)\b\d{{1,2}}x? (?:(?!uhr|h |tag|std|jahr)[^\W\d]+ )?{_DONE}\b'
                   rf'|\b(?:eine?[rsn]?|eins|erste[rsn]?|halb|nur) (?:\w+ ){{0,2}}{_DONE}\b'
                   r'|\bbis auf\b|\baus(?:ser|genommen)\b|\bander(?:e[rnsm]?|s)\b|\bzweite[rnsm]?\b|\bdritte[rnsm]?\b'
                   r'|\bweitere[rns]?\b|\brest\b|\boffen\b|\bin (?:arbeit|arb|bearb\w*|rep\w*)\b|\baber\b|\bnoch\b'
                   r'|\bteilweise\b|\bzum teil\b|\bfertig ?(?:zu )?(?:machen|stellen)\b|\bfertig (?:bis|ab) ')
_DENIED = re.compile(rf'\bnein\b|\bnicht (?:ganz )?{_DONE}\b|{_DONE} ?[()]? ?\?|{_DONE} nicht$'
                     r'|\b(?:nie|kaum|vielleicht|evtl|eventuell|wahrscheinlich|vermutlich|wohl|hoffentlich|angeblich'
                     rf'|muesste|sollte|koennte|moeglichst|kann) (?:\w+ ){{0,2}}{_DONE}\b(?! (?:ab)?geholt)')
# a day that is still to come, and work that is left
_LATER = re.compile(rf'\b(?:bis|morgen|uebermorgen|(?:naechste|kommende)[nrs]? \w+) (?:\w+ ){{0,2}}{_DONE}\b'
                    rf'|\b{_DONE} (?:morgen|uebermorgen|(?:naechste|kommende)[nrs]? \w+)$'
                    r'|\bfertig (?:zum|zur|fuer) (?!abhol)|\bun(?:geprueft|getestet)\b'
                    r'|\b(?:test|testlauf|pruefung|messung|vde|dguv)(?: (?:noch|steht|ist))*'
                    r' (?:fehlt|aus|offen|ausstehend)\b'
                    r'|\b(?:bitte|muss|noch)(?: noch)? (?:pruefen|testen|messen)\b|\b(?:pruefen|testen)$')


def still_to_do(bare: str) -> State | None:
    """The state of an item that a text, folded and without signs, calls ready: None where that is so. `ACCEPTED` is of
    those that may not be begun."""
    left = _BESIDE.sub(' ', bare)
    if _DENIED.search(left):
        return State.ACCEPTED
    if _LATER.search(left):
        return State.WORKING
    if _LACKS.search(left):
        return State.WAITING
    share = _SHARE.search(left)
    if share and share[1] == share[2]:
        left = left.replace(share[0], ' ')
    elif share:
        return State.WORKING
    return State.WORKING if _SOME.search(left) else None
