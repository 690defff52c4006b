"""Which headings ask for the consent to be stored, which end it, and which only speak of one.

A short list of whole headings is the consent. Whatever else has a word of consent in it is at most offered, and one
that says no or tells of an end is a no (D1). Keys are headings folded and without signs.
"""
import re
from functools import cache

from db.importing.targets import ENDED, MESSENGER_WORDS, OTHER_CONSENTS

_ABOUT = re.compile(r'einwillig|einwillg|eingewillig|zustimm|zugestimm|einverst|datenschutz|dsgvo|erlaub'
                    r'|speicher(?:n|ung)|gespeichert|^einw(?:$|unterschr|vom|am|datum|ok|da$|erkl)|^consent')
_DELETED = re.compile(r'(?:daten|bitte).*loesch|loesch(?!frist).*daten|loeschwunsch')
_REFUSED = re.compile(r'(?:will|moecht|wuensch|bitte|darf|daten|liste|kontakt).*(?:nicht|kein)'
                      r'|(?:nicht|kein)\w*(?:will|moecht|gewuensch|liste|daten)')
# what asks for it,
_ASKING = (r'einwilligung(?:en|serklaerung)?|einwillg|einw|eingewilligt|zustimmung(?:serklaerung)?|zugestimmt'
           r'|einverstaendnis(?:erklaerung)?|einverstanden'
           r'|datenschutz(?:erklaerung|einwilligung|zustimmung|einverstaendnis)?|dsgvo|dse|ds|erlaubnis|consent'
           r'|datenspeicher(?:ung|n)|speicher(?:ung|n)(?:ok|erlaubt)'
           r'|d(?:arf|uerfen)(?:wir)?(?:die|deine|ihre)?(?:daten)?(?:gespeichertwerden|speichern)')
# and what may stand beside it without making it another question
_BESIDE = (r'janein|jn|ja|x|ok|okay|liegtvor|vorhanden|erteilt|gegeben|abgegeben|unterschrieben|unterschr|unterzeichnet'
           r'|unterschrift|schriftlich|muendlich|datum|wann|vom|am|der|die|das|des|zur|zum|zu|in|mit|fuer|von|und|nach'
           r'|gemaess|gem|laut|lt|ist|hat|wurde|bin|ich|daten|kontaktdaten|personenbezogene[rn]?|persoenliche[rn]?'
           r'|speicherung|speichern|verarbeitung|datenverarbeitung|erlaubt|darfbleiben')
_WHOLE = re.compile(rf'(?:{_BESIDE})*(?:{_ASKING})(?:{_BESIDE}|{_ASKING})*')
_DATED = re.compile(r'^datum|^wann|(?:datum|wann|vom|am)$')
_BOTH = re.compile(r'janein(?:offen)?|neinja')


@cache
def asks(key: str) -> str:
    """'consent' or 'consent_on' for a whole heading that asks for nothing else, else ''."""
    if not _WHOLE.fullmatch(key) or is_other_consent(key) or ends(key):
        return ''
    return 'consent_on' if _DATED.search(key) else 'consent'


@cache
def is_about_consent(key: str) -> bool:
    """There is a word of it, whatever is asked."""
    return bool(_ABOUT.search(key))


@cache
def ends(key: str) -> bool:
    """A cross below it is a no: 'Keine Einwilligung', 'Nicht einverstanden', 'Daten löschen nach DSGVO'."""
    if is_other_consent(key):
        return False
    bare = _BOTH.sub('', key)
    return bool(_DELETED.search(key)) or (is_about_consent(key) and any(word in bare for word in ENDED))


def refuses(key: str) -> bool:
    """'Möchte nicht in die Liste': no word of consent, and yet a cross below it may be a no to being stored."""
    return bool(_REFUSED.search(key))


def is_other_consent(key: str) -> bool:
    """'Einwilligung Foto' allows photos, and 'Zustimmung Messenger' the group: neither allows to be stored."""
    return is_about_consent(key) and any(word in key for word in (*OTHER_CONSENTS, *MESSENGER_WORDS))


def is_about_another(key: str) -> bool:
    """Whatever stands below, it is no yes to be stored: photos, the newsletter, a birthday, a call when it is ready."""
    return any(word in key for word in (*OTHER_CONSENTS, *MESSENGER_WORDS, 'geb', 'anruf', 'angeruf', 'melde'))
