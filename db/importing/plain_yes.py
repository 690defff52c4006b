"""What plainly says yes in people's own words, and what may stand beside it without taking anything back (D1).

A yes must begin the cell, and behind it may stand only what tells how or when it was given and where its paper lies.
One word that is on no list here, and it is no yes.
"""
import re

from db.folding import fold_written_out
from db.importing.names import FIRST_NAMES
from db.importing.remembered import remembered
from db.importing.yes_days import NAMED_MONTH, WHEN

_WORD = re.compile(r'[^\s,;:!()\[\]/.]+')

TICKS = frozenset('✓✔☑☒✅🗸')
LONGEST = 160
# What makes even a yes unsure: a question, an open end, a box without a tick, letters that are struck through.
SPOILS = re.compile(r'[?…☐□◻▢○◯\u0335-\u0338]|\.\s*\.|\[[\s_.–—-]*\]|\([\s_.–—-]*\)')
_DAY, _CALL = '§', '¶'      # stand for any day, and for „am Telefon“ or „per Mail“

# ---- the yes itself --------------------------------------------------------------------------------------------------
# of slips of the pen only those that cannot be „unterschreiben“, which is still to be done
_SIGNED = 'unterschrieben|unterzeichnet|unterschr|unterschriben|unterschriebn|untershrieben'
_AGREED = f'(?:zugestimmt|zugestimt|eingewilligt|eingewiligt|einverstanden|akzeptiert|{_SIGNED})'
_WAY = '(?:muendlich|muendl|mundlich|mdl|schriftlich|schriftl|persoenlich|pers)'
_ADVERB = f'(?:{_WAY}|telefonisch|telef|{_CALL})'
CONSENT = '(?:(?:einwilligung|zustimmung|einverstaendnis)(?:serklaerung|erklaerung)?|einw|erlaubnis|unterschrift)'
_PAPER = '(?:formular|zettel|blatt|bogen|laufzettel|papier)'        # a paper by itself may be an empty one
_FORM = '(?:formular|zettel|blatt|bogen)'       # to be signed; a „Laufzettel“ is signed for the repair
_POLICY = '(?:datenschutz|datenschutzerklaerung|dsgvo|dse)'         # „gegeben“ is said of it when we hand it out
_WHO = '(?:kunde|kundin|gast|beide)'
_STORING = '(?:der|die) speicherung (?:(?:meiner|der) )?(?:kontakt)?daten'
_PHRASES = re.compile(rf'(?:(?:am |vom )?{_DAY} (?=\S))?(?:(?:ok|okay) )?(?:' + '|'.join((
    rf'(?:{_POLICY} |{CONSENT} |{_WAY} |beide )?(?:ja (?:gesagt|angekreuzt)|jawohl|ja|j|yes|x)',
    'wahr|true|bejaht|erlaubt|genehmigt|(?:ich )?akzeptiere|sagte? ja',
    rf'(?:ich )?stimme (?:{_STORING} |der datenschutzerklaerung )?zu|(?:ich )?willige (?:in {_STORING} )?ein',
    rf'(?:{_WHO} )?(?:stimmte? zu|willigte? ein)|(?:ich )?bin (?:damit |mit {_STORING} )?einverstanden',
    rf'(?:{_WHO} |ich )?(?:hat|habe|haben) (?:(?:(?:am )?{_DAY}|das|den|die|alles|heute|gestern|{_ADVERB}'
    rf'|{_FORM}(?= (?:\S+ ){{0,2}}(?:{_SIGNED})(?!\S))|{_POLICY}|{CONSENT}) ){{0,3}}(?:{_AGREED}'
    '|ja (?:gesagt|angekreuzt))',
    rf'(?:{CONSENT} |{_FORM} (?!.*akzept)|{_POLICY} |{_WHO} )?(?:(?:ist|sind|wurde) )?(?:(?:am )?{_DAY} )?(?:damit )?'
    rf'(?:{_ADVERB} )?{_AGREED}',
    rf'unterschriebene[srn]? (?:{_FORM}|{CONSENT})',
    rf'(?:hat |habe )?(?:{CONSENT} )?(?:(?:ist|wurde) )?(?:(?:am )?{_DAY} )?(?:{_ADVERB} )?(?:erteilt|gegeben)',
    rf'(?:{CONSENT} )?(?:liegt vor|liegen vor|(?:ist )?vorhanden)',
    '(?:meine |die )?(?:kontakt)?(?:daten |angaben )?(?:darf|duerfen) gespeichert werden',
    'ich habe die datenschutz(?:erklaerung|hinweise) gelesen und (?:stimme zu|bin (?:damit )?einverstanden'
    '|akzeptiere sie)')) + r')(?!\S)')
_POLITE = re.compile(r'(?:ok|okay|gerne?|bitte|klar|natuerlich|selbstverstaendlich|sicher|alles(?: ok| klar)?|danke'
                     r'|auf jeden fall|speichern|beide|zu allem|zu allen punkten)(?!\S)')

# ---- what may stand behind it ----------------------------------------------------------------------------------------
_SURELY = rf'{_WAY}|{_AGREED}|liegt|vor|vorhanden|erteilt|und|am|vom|v|{_DAY}|20\d\d|speichern|danke|abgeheftet' \
          '|abgelegt|notiert|vermerkt|dokumentiert|bestaetigt'
_HOW = rf'{_SURELY}|{_CALL}|telefonisch|telef|per|via|auf|als|seit|laut|lt|mit|im|in|bei|der|die|das|durch|papier' \
       '|zettel|formular|bogen|blatt|unterschrift|annahme|repaircafe|cafe|laufzettel|schr|online|digital|ausgefuellt' \
       '|handschriftlich|anmeldung|anmeldebogen|anmeldeformular|gescannt|eingescannt|scan|kopie|original|weiterhin' \
       '|heute|gestern'
# „ja, Tel.“, „stimmt zu: Mail“, „ja, gern am Telefon“, „erlaubt per Mail“ may tell what is allowed, or wished
_ALLOWS = re.compile('erlaubt|genehmigt|gespeichert')
_WAYS, _SURE = re.compile(f'(?:{_HOW})'), re.compile(f'(?:{_SURELY})')
_DANGLING = frozenset({'per', 'via', 'auf', 'als', 'seit', 'laut', 'lt', 'mit', 'im', 'in', 'bei', 'der', 'die', 'das',
                       'durch', 'und', 'am', 'vom', 'v', 'liegt'})      # „ja, Zettel mit“ took it along
_ASIDE = re.compile(r'(?<!\S)(?:' + '|'.join((
    '(?:(?:ist|liegt|steht|siehe|s|abgeheftet|abgelegt) ){0,2}(?:im |in der |in unserem |in unserer )?'
    r'(?:akten|leitz|einwilligungs|datenschutz)?(?:ordner|mappe|hefter|akte|karteikasten)(?: \d{1,4})?'
    r'(?: (?:nr|nummer|seite|blatt) \d{1,4})?',       # by itself „Nr. 1“ may be one of several questions
    r'vor ort|beim letzten (?:mal|termin|cafe|repaircafe|besuch)|liegt (?:an)?bei',
    rf'{_PAPER} (?:(?:ist )?da|(?:nr )?\d{{1,3}})')) + r')(?!\S)')
_BY_CALL = re.compile(r'(?<!\S)(?:(?:am|per) telefon|(?:per|via|ueber) (?:whatsapp|signal|threema|telegram|messenger'
                      r'|post|fax|onlineformular|e-?mail|mail|sms|brief)'
                      rf'|(?:e-?mail|mail|brief|sms) (?:vom|v|am) {_DAY})(?!\S)')
# „mir gegeben“ was the paper
_BEFORE = re.compile(r'(?<!\S)(?:(?:schon|bereits|laengst|gelesen und) '
                     rf'(?=(?:vor|vorhanden|erteilt|gegeben|{_AGREED})(?!\S))'
                     rf'|(?:mir|uns|hier) (?=(?:vor|vorhanden|erteilt|{_AGREED})(?!\S)))')
_NOTED = re.compile(r'(?<!\S)von ([^\W\d_]+) (?:notiert|vermerkt|eingetragen|aufgenommen|erfasst)(?!\S)')


@remembered
def is_plain_yes(text: str) -> bool:
    """'ja (mündl.)', 'x, E-Mail vom 3.5.26', 'hat zugestimmt', 'Einwilligung unterschrieben, im Ordner'."""
    if len(text) > LONGEST or SPOILS.search(text) or _DAY in text or _CALL in text:
        return False
    rest, may_follow = _words(text.strip().rstrip('!.').strip()), _WAYS
    found = _PHRASES.match(rest)
    if not found:
        return False
    while found:
        if _ALLOWS.search(found[0]) or found.re is _POLITE:
            may_follow = _SURE
        rest = rest[found.end():].lstrip()
        found = _PHRASES.match(rest) or _POLITE.match(rest)
    words = rest.split()
    return all(may_follow.fullmatch(word) for word in words) and not (words and words[-1] in _DANGLING)


def _words(text: str) -> str:
    """Folded and without signs; a day is a sign of its own, and what tells where the paper lies is left out."""
    folded = fold_written_out(text)
    for tick in TICKS:
        folded = folded.replace(tick, ' x ')
    folded = NAMED_MONTH.sub(f' {_DAY} ', WHEN.sub(f' {_DAY} ', folded))
    words = ' '.join(word for word in _WORD.findall(folded) if word not in '-–—')
    words = _NOTED.sub(lambda by: ' ' if by[1] in FIRST_NAMES else by[0], words)
    return ' '.join(_BEFORE.sub('', _BY_CALL.sub(_CALL, _ASIDE.sub(' ', words))).split())
