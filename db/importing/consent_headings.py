"""Which headings ask for the consent to be stored, which end it, and which only speak of one.

A short list of whole headings is the consent. Whatever else has a word of consent in it is at most offered, and one
that says no or tells of an end is a no (D1). Keys are headings folded and without signs.
"""
import re

from db.folding import fold_written_out
from db.importing.consent_asides import without_asides
from db.importing.consenting import of_storing
from db.importing.plain_yes import is_plain_yes
from db.importing.remembered import remembered
from db.importing.targets import ENDED, NO_ANSWER, OTHER_CONSENTS

_ABOUT = re.compile(r'einwillig|einwillg|eingewillig|zustimm|zugestimm|einverst|datenschutz|dsgvo|erlaub'
                    r'|speicher(?:n|ung)|gespeichert|wider(?:ruf|spr)|^ein[wv](?:$|unterschr|vom|am|datum|ok|da$|erkl|liste)|^consent')
_DELETED = re.compile(r'(?:daten|bitte).*loesch(?!frist)|loesch(?!frist).*daten|loeschwunsch')
_TOLD = re.compile(r'widerrufs?(?:belehr|recht)|loeschfrist')       # how one could, or when it would be due
_REFUSED = re.compile(r'(?:will|moecht|wuensch|bitte|darf).*(?:nicht|kein)'
                      r'|(?:nicht|kein)\w*(?:will|moecht|gewuensch|liste)')
_TRIED = re.compile(r'fragt|ausgegeben|ausgehaendigt|erinnert|schickt|gesendet|versandt|zugesandt|gemailt'
                    r'|mitgegeben|mitgenommen|ausgeteilt|verteilt|uebergeben|ueberreicht')
_HANDED_OUT = re.compile(r'(?:datenschutz(?:erklaerung|erkl)|dse)gegeben')      # by us or by them, who knows
# „Darf in die Liste“, „Unterschrift“: no word of consent, and yet perhaps the question for it
_PERHAPS = re.compile(r'^d(?:arf|uerfen)|(?:will|moechte|ok|darf|wunsch)\w*liste|(?:in|auf)(?:die|der)\w*liste'
                      r'|liste(?:ok|okay|ja|jn|janein)|ins(?:kontakt|adress)?buch|aufnahme(?:in|ok)|aufgenommenwerden'
                      r'|eingetragenwerden|behalten|freigabe|freigegeben|genehmig|unterschr|unterzeichn|^ok(?:ay)?$'
                      r'|^(?:kontakt)?daten(?:ok|okay|ja|jn|janein|klar|duerfen|darf)?$|^gefragt')
_OF_AN_ITEM = re.compile(r'geoeffnet|oeffnen|zerleg|repar|kaputt|behalten(?:werden)?wennkaputt|teile'
                         r'|bezahl|gezahlt|spende|kasse|rechnung|garantie|versicher|kabel|netzteil|akku|batterie'
                         r'|bestellt|geprueft|pruefung|dguv|vde|getestet|schluessel')
# what asks for it,
_ASKING = (r'einwilligung(?:en|serklaerung|serkl)?|einwillg|einw|eingewilligt|zustimmung(?:serklaerung)?|zugestimmt'
           r'|einverstaendnis(?:erklaerung|erkl)?|einverstanden|einverst|einv'
           r'|datenschutz(?:erklaerung|erkl|einwilligung|zustimmung|einverstaendnis|hinweisen?|informationen'
           r'|(?:bestimmungen|bedingungen)(?=.*(?:stimm(?!ung)|einverst|akzept)))?|dsgvo(?:erklaerung)?|dse|ds|erlaubnis'
           r'|consent'
           r'|(?:daten|kontakt|kontaktdaten)speicher(?:ung|n)|speicherung(?:der|meiner|ihrer)(?:kontakt)?daten'
           r'|speicher(?:ung|n)(?:der|von)?(?:kontakt)?(?:daten|angaben)?(?:ok|erlaubt)'
           r'|williges?t?(?:ich|du)?indie(?:daten)?(?:speicherung|verarbeitung)(?:(?:meiner|deiner|ihrer|der)'
           r'(?:kontakt|persoenlichen|personenbezogenen)?(?:daten|angaben))?(?:biszurabholung)?ein'
           r'|d(?:arf|uerfen)(?:auch)?(?:weiter(?:hin)?|danach|nach(?:der)?abholung)gespeichertbleiben'
           r'|d(?:arf|uerfen)(?:wir|ich|man|das(?:repair|reparatur)?cafe)?(?:die|deine|ihre|eure|meine)?'
           r'(?:kontakt|persoenlichen|personenbezogenen)?(?:daten|angaben)?'
           r'(?:(?:bei)?uns)?(?:biszurabholung)?(?:gespeichertwerden|gespeichertbleiben|speichern)'
           r'|willig(?:e|st|en)(?:ich|du|sie)?ein(?=dass)'
           r'|stimm(?:e|st|en)(?:du|ihr|sie)?der(?:daten)?(?:speicherung|schutzerklaerung)'
           r'(?:(?:von)?(?:meine|deine|ihre)[rn](?:kontakt|persoenlichen|personenbezogenen)?(?:daten|angaben))?(?:biszurabholung)?zu'
           r'|duerfenwirdichaufdieteamlistesetzen|duerfenwirsiealsansprechpersonspeichern')     # our own questions
# and what may stand beside it without making it another question
_BESIDE = (r's?(?:formular|blatt|bogen|zettel)(?:ist)?(?:unterschrieben|unterschr|unterzeichnet|liegtvor)|s?datum'
           r'|janein(?:offen)?|jn|ja|x|ok|okay|liegtvor|vorhanden|erteilt|gegeben|abgegeben|unterschrieben|unterschr|unterzeichnet'
           r'|unterschrift|erklaert|schriftlich|muendlich|wann|vom|am|der|die|das|des|zur|zum|zu|in|mit|fuer|von|und|nach'
           r'|gemaess|gem|laut|lt|ist|art|hat|wurde|bin|ich|daten|kontaktdaten|personenbezogene[rn]?|persoenliche[rn]?'
           r'|(?:team|kontakt|adress|helfer|mitglieder)?liste'
           r'|speicherung|speichern|verarbeitung|datenverarbeitung|erlaubt|darfbleiben'
           r'|bistdu|sindsie|wir|dass|meine[rn]?|deine[rn]?|ihre[rn]?|angaben|gespeichert|werden|duerfen'
           r'|bis(?:das|der|die)(?:geraet|gegenstand|sache)abgeholt(?:ist|wird|wurde)|damit|hiermit|freiwillig'
           r'|bis(?:zur)?abholung(?:(?:des|meines|deines|ihres)(?:geraet|gegenstand)e?s)?|speichert|fuerdiereparatur'
           r'|bis(?:ich|du|sie)(?:das|mein|dein|ihr)geraet(?:wieder)?abhol(?:en?|s?t)'
           r'|dass(?:das|die|ihr)?(?:repair|reparatur)cafe[a-z]{0,25}?(?=meine|ihre|unsere)'      # whatever its name is
           r'|(?:hab(?:en?|t)|hast|du|sie)(?=.*(?:stimm|einverst|einwillig|akzept))|gelesen(?:und)?(?=.*(?:stimm|einverst|akzept))|akzeptier(?:en?|s?t)(?:du|sie)?'
           r'|stimm(?:e|en)(?:ich|sie)?(?:ihr|dem)?zu')
_WHOLE = re.compile(rf'(?:{_BESIDE})*(?:{_ASKING})(?:{_BESIDE}|{_ASKING})*')
_DATED = re.compile(r'^datum|^wann|(?:datum|wann|vom|am)$')
LONGEST = 150
ABOUT_ANOTHER = (*OTHER_CONSENTS, *NO_ANSWER, 'geb', 'anruf', 'angeruf', 'melde', 'fertigstellungszeit')
# what the consent is for
_UNTIL_FETCHED = re.compile(r'bis(?:zur?|zum)?(?:der)?(?:abholung|abholtermin|abholen)'
                            r'|bis(?:das|der|die)(?:geraet|gegenstand|sache)abgeholt'
                            r'|bis(?:ich|du|sie)(?:das|mein|dein|ihr)geraet(?:wieder)?abhol')
# whoever only read it agreed to nothing
_READ_AND_AGREED = re.compile(r'(?:gelesen|(?<=datenschutz)(?:hinweisen?|informationen))'
                              r'(?=.*(?:stimm|einverst|einwillig|akzept))')
_AGREES = re.compile(r'einwillig|eingewillig|zustimm|zugestimm|einverst|stimm|akzept')
# beside „gegeben“, or over it, they say that it was the consent; a tick or a „ja“ does not
_CONSENTED = re.compile(r'einw|einverst|zustimm|zuge?stim|stimmt?e? |akzept|erlaub|erteilt|unterschr|unterzeichn')
_MAY_STAY = re.compile(r'd(?:arf|uerfen).*gespeichertbleiben')
_STAYS = re.compile(r'gespeichertbleib|bleib(?:en|t)?(?:weiter(?:hin)?)?gespeichert|weiter(?:hin)?gespeichert'
                    r'|datenbehalten|behaltenwir|datenbleiben')
_TERMS = re.compile(r'(?:ich|die|den|akzeptiere)*(?:agb|nutzungsb|teilnahmeb|geschaeftsb|hausordnung|spielregeln)')
# „bin einverstanden“ has no „nein“ in it, nor has „ich willige in die Speicherung meiner Daten ein“
_SPLIT = re.compile(r'(?<=[nk])ein(?=verst|willig)|(?<=daten)ein$|(?<=angaben)ein$')
_BOTH = re.compile(r'janein(?:offen)?|neinja')


@remembered
def asks(key: str) -> str:
    """'consent' or 'consent_on' for a whole heading that asks for nothing else, else ''."""
    key = without_asides(key)
    if len(key) > LONGEST or not _WHOLE.fullmatch(key) or is_other_consent(key) or ends(key):
        return ''
    if only_tried(key) or _HANDED_OUT.search(key):
        return ''
    return 'consent_on' if is_dated(key) else 'consent'


@remembered
def is_about_consent(key: str) -> bool:
    """There is a word of it, whatever is asked."""
    return bool(_ABOUT.search(key))


@remembered
def ends(key: str) -> bool:
    """A cross below it is a no: 'Keine Einwilligung', 'Nicht einverstanden', 'Daten löschen nach DSGVO'."""
    key = without_asides(key)
    bare = _SPLIT.sub('_ein', _BOTH.sub('', key))
    if any(word in bare for word in OTHER_CONSENTS) or tells_of_ending(bare):
        return False
    return bool(_DELETED.search(key)) or (is_about_consent(key) and any(word in bare for word in ENDED))


def tells_of_ending(key: str) -> bool:
    """'Widerrufsbelehrung', 'Löschfrist': nobody has ended anything."""
    return bool(_TOLD.search(key))


def only_tried(key: str) -> bool:
    """'Einwilligung angefragt am', 'Datenschutzerklärung mitgegeben': somebody asked; the answer stands elsewhere."""
    return bool(_TRIED.search(key))


def perhaps_asks(key: str) -> bool:
    """At most to be offered, and only where some of the cells below it say yes or no."""
    return bool(_PERHAPS.search(key)) and not is_about_item(key) and not is_about_another(key)


def is_about_item(key: str) -> bool:
    """'Darf geöffnet werden', 'Netzteil dabei': a no below it is none to being stored."""
    return bool(_OF_AN_ITEM.search(key))


def refuses(key: str) -> bool:
    """'Möchte nicht in die Liste': no word of consent, and yet a cross below it may be a no to being stored."""
    return bool(_REFUSED.search(key)) and not is_about_another(key)


def agrees(key: str) -> bool:
    """'Einwilligung', 'Zustimmung erteilt', but neither a leaflet nor a law by itself."""
    return bool(_AGREES.search(key))


def said_below(heading: str, key: str, text: str) -> str:
    """„gegeben“ below „Datenschutzerklärung“ may be the leaflet, however it is written and whatever stands beside it:
    what counts as a yes only so is read as a quotation below its heading, and that is none."""
    bare = of_storing(text)
    folded = fold_written_out(bare)
    is_unclear = 'gegeben' in folded and not _CONSENTED.search(folded) and not _CONSENTED.search(key)
    return f'{heading.rstrip(" :?")}: ‚{bare}‘' if is_unclear and is_plain_yes(bare) else text


def may_stay(key: str) -> bool:
    """'Darf gespeichert bleiben': the consent itself, and beside another column for it that for afterwards."""
    return bool(_MAY_STAY.search(key))


def perhaps_stays(key: str) -> bool:
    """'Bleibt gespeichert': somebody stays, and nobody says that they were asked."""
    return bool(_STAYS.search(key)) and not ends(key) and not is_about_another(key)


def is_other_consent(key: str) -> bool:
    """'Einwilligung Foto' allows photos, and 'Zustimmung Messenger' the group: neither allows to be stored."""
    return is_about_consent(key) and is_about_another(key, (*OTHER_CONSENTS, *NO_ANSWER))


def is_dated(key: str) -> bool:
    return bool(_DATED.search(key))


def is_about_another(key: str, words: tuple[str, ...] = ABOUT_ANOTHER) -> bool:
    """Whatever stands below, it is no yes to be stored: photos, the newsletter, a birthday, a call when it is ready."""
    key = without_asides(key)
    bare = _READ_AND_AGREED.sub('', _UNTIL_FETCHED.sub('', key.removeprefix('bistdu')))     # no „bis“
    if tells_of_ending(key) or (_TERMS.match(key) and not is_about_consent(key)):
        return True
    return any(word in bare for word in words)
