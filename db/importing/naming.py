"""Whom a text may name where nobody has said yes: in doubt it names somebody (D1)."""
import re
from itertools import pairwise

import phonenumbers

from db.folding import fold_written_out
from db.i18n import _
from db.importing import contacts
from db.importing.book import as_text
from db.importing.meanings import key_of
from db.importing.names import FIRST_NAMES, full_name, without_salutation
from db.importing.said import Said

_WORD_OR_NUMBER = re.compile(r'\w+')
_BETWEEN_LETTERS = re.compile(r'[\W\d_]+')
_NO_NAME = re.compile(r'[^\w\s,\'’.-]')
_LETTERS = re.compile(r'[^\W\d_]+')
_IN_A_NAME = re.compile(r'[\'’-]')
_BETWEEN_ADDRESSES = re.compile(r'[\s<>,;:()|"\[\]]+')
_PRIVATE = re.compile(r'(?i)\bpriv')
_BETWEEN_PARTS = re.compile(r'[._-]')

GENERAL = frozenset({'info', 'kontakt', 'mail', 'post', 'poststelle', 'buero', 'office', 'service', 'zentrale',
                     'verwaltung', 'sekretariat', 'empfang', 'hallo', 'team', 'anfrage', 'kundenservice', 'rathaus',
                     'redaktion', 'pressestelle'})
EXCHANGE = frozenset({'zentrale', 'telefonzentrale', 'hotline', 'kundendienst', 'geschaeftsstelle', 'pforte',
                      'rezeption', 'vermittlung', 'auskunft', 'empfang', 'sekretariat', 'buergerbuero', 'anmeldung'})
NOBODY = GENERAL | EXCHANGE | {'allgemein', 'alle', 'diverse'}
_LABELS = EXCHANGE | {'tel', 'telefon', 'fon', 'festnetz', 'nr', 'nummer', 'telefonnummer', 'rufnummer', 'buero'}
_PLACES = frozenset({'street', 'house', 'postcode', 'city', 'postcode_city', 'address', 'website'})
_WORD = re.compile(r'[^\W\d_]+(?:[\'’-][^\W\d_]+)*')
_SALUTED = re.compile(r'(?<![\w–-])(?:(?i:frau|herrn?|fräulein|frl|mrs|eheleute|ehepaar)(?:[.:]+\s*|\s+)'
                      r'(?!(?i:und|oder|im|in|am|für|mit)\b)(?P<name>[^\W\d_])'
                      r'|(?i:fr|hr|mr|ms|fam|familie|dr|prof)(?:[.:]+\s*|\s+)(?=[^\W\d_a-zß])(?P<other>[^\W\d_]))')
_INSTITUTION = re.compile(r'(?i)g?gmbh|ag|kg|ohg|ug|eg|co|st|sankt|\w*(?:stiftung|schule|gymnasium|institut|haus|kirche'
                          r'|heim|gemeinde|verein|werk|werke|kita|stra(?:ß|ss)e|str|platz|weg|allee|preis)')
_LEGAL = re.compile(r'\be\.? ?v\b|\bg?gmbh\b|\b(?:ag|kg|ohg|eg)$')
_PLAINLY = re.compile(r'[a-z-]*(?:verein|stiftung|schule|gymnasium|institut|gemeinde|stadtwerke|werkstaetten|betriebe'
                      r'|zentrum|bibliothek|buecherei|museum|universitaet|ministerium|behoerde|verwaltung|verband'
                      r'|genossenschaft|sparkasse|kita|rathaus|makerspace|initiative|werkstatt|repair-?cafe)'
                      r'|[a-z]{4,}amt|(?:wertstoff|bau|recycling|betriebs)hof')
_OF_PLACES = re.compile(r'nord|sued|ost|west|mitte|neustadt|altstadt|innenstadt|stadt|landkreis|kreis|land|bezirk|ort'
                        r'|stadtteil|der|die|das|des|dem|den|am|an|im|in|fuer|und|von|zur|zum|st|sankt|evangelische'
                        r'|katholische|freie|offene|soziale|staedtische|oeffentliche')
_PERSON = re.compile(r'ansprech|kontaktperson|inhaber|chef|leiter|leitung|fuehrer|vorsitz|zuhaenden|^zhd|betreuer'
                     r'|zustaendig|^wen|^wer|^wem|^fuer$|^fuerwen|^vonwem|wessen|verantwortlich|vertret|person$|^mitwem|^beiwem|^name')
_TIMES = re.compile(r'(?<!\d)(?:\d{1,2}[.:]\d\d\s?[-–]\s?\d{1,2}[.:]\d\d|\d{1,2}\.\s?\d{1,2}\.(?:\d{4}|\d\d)?'
                    r'|\d{4}-\d\d-\d\d)(?!\d)')
_NUMBER = re.compile(r'(?<!\d)(?:[+0]\W{0,3}\d(?:[\s()/._–-]{0,3}\d){4}|\d(?:[\s()/._–-]{0,3}\d){6})')


def is_nobody(said: Said, text: str) -> bool:
    """„Zentrale“ and „Büro / Empfang“ in a column of names are no people; „Herr Post“ and „Otto Post“ are."""
    if said.has('first_name', 'salutation') or any(heading == _('Anrede') for heading, __ in said.notes):
        return False
    words = _WORD_OR_NUMBER.findall(fold_written_out(text))
    return bool(words) and all(word in NOBODY - {'post'} or word in ('die', 'das', 'der', 'und') for word in words)


def is_institution(text: str) -> bool:
    """A cell of names that plainly is an institution's: 'Wertstoffhof Nord', 'Naturfreunde e.V.'. Behind 'Sparkasse'
    may stand who works there, so every other word must be one that nobody is called by."""
    folded = fold_written_out(text)
    if has_first_name(text) or names_in_title(text) or re.search(r'\d', text):
        return False
    words = [word for word in re.findall(r'[a-z-]+', folded) if not _OF_PLACES.fullmatch(word)]
    return bool(_LEGAL.search(folded)) or (bool(words) and all(map(_PLAINLY.fullmatch, words)))


def is_person(text: str, surname_first: bool = False) -> bool:
    """What stands for an organisation is somebody's name and nothing else: 'Paul Richter', 'Frau Krause'. „Schneiderei
    Lisa Krause“ is a place of hers."""
    found = full_name(text, surname_first=surname_first)
    firsts, lasts = _WORD.findall(found.first), [word for word in _WORD.findall(found.last) if word[0].isupper()]
    if len(lasts) != 1 or found.several or found.rest or not all(map(_is_first, firsts)):
        return False
    return bool(firsts or (found.salutation and names_in_title(text))) and not (
        _INSTITUTION.fullmatch(lasts[0]) or is_institution(lasts[0]))


# ---- texts -----------------------------------------------------------------------------------------------------------
def names(text: str) -> bool:
    """'Frau Krause', a first name people know beside another word in capitals, or somebody's own mailbox."""
    return bool(_SALUTED.search(text)) or _full_name(text) or any(map(_is_personal, _mailboxes(text)))


def names_in_title(text: str) -> bool:
    """The same for an organisation's name: „Robert Bosch GmbH“ is nobody. A number there is somebody's."""
    is_firm = any(_INSTITUTION.fullmatch(word) for word in _WORD.findall(text))
    return bool(_SALUTED.search(text)) or '@' in text or has_number(text) or (not is_firm and _full_name(text))


def is_neutral(text: str) -> bool:
    """No salutation, no first name, no digits, no address: what may stay of a row that is held back."""
    return not re.search(r'[\d@]', text) and not has_first_name(text) and not any(
        without_salutation(f'{word} X')[1] for word in _WORD.findall(text))


def has_first_name(text: str) -> bool:
    return any(word in FIRST_NAMES for word in _BETWEEN_LETTERS.split(fold_written_out(text)))


def has_number(text: str) -> bool:
    """A phone number beside words. Days and hours are none."""
    bare = ' '.join(word for word in text.split() if '@' not in word)
    return bool(_NUMBER.search(_TIMES.sub(';', bare)) and _WORD.search(bare))


def called(text: str) -> list[str]:
    """The words behind each „Frau“ and „Herr“ of a text, and what stands beside a first name."""
    found = [text[start:start + 100] for place in _SALUTED.finditer(text)
             for start in [place.start('name' if place['name'] else 'other')]]
    behind = [word for piece in found for word in _WORD.findall(without_salutation(piece)[0])[:2] if word[0].isupper()]
    pieces = [words for piece in text.split(',') if (words := _WORD.findall(piece))]
    pairs = [*pairwise(_WORD.findall(text)), *((right[0], left[-1]) for left, right in pairwise(pieces))]
    return behind + [one for pair in pairs if _is_pair(*pair) for one in pair]


def _full_name(text: str) -> bool:
    text = text.title() if text.islower() else text
    return any(_is_pair(*pair) or _is_pair(*reversed(pair)) for piece in _NO_NAME.split(text)
               for words in [_WORD.findall(piece)] for pair in pairwise(words))


def _is_pair(first: str, last: str) -> bool:
    return _is_first(first) and last[0].isupper() and not _INSTITUTION.fullmatch(last)


def _is_first(word: str) -> bool:
    """'Lisa' and 'Lisa-Marie', but not 'Anne-Frank-Schule'."""
    return word[0].isupper() and all(part in FIRST_NAMES for part in _IN_A_NAME.split(fold_written_out(word)))


def _mailboxes(text: str) -> list[str]:
    return [box for word in _BETWEEN_ADDRESSES.split(text) if '@' in word for box in word.split('@')[:-1] if box]


def _is_personal(box: str) -> bool:
    """'lisa.krause', 'l.krause' and 'lisa', but not 'info.dresden'."""
    parts = [part for part in _BETWEEN_PARTS.split(fold_written_out(box)) if part]
    if any(part in FIRST_NAMES for part in parts):
        return True
    return len(parts) == 2 and not NOBODY & set(parts) and ''.join(parts).isalpha() and bool(re.search('[._]', box))


# ---- rows ------------------------------------------------------------------------------------------------------------
def row_names_somebody(said: Said) -> bool:
    """Anything of the row that would be stored, notes under whatever heading included."""
    for target, (__, text) in said.fields.items():
        if target in _PLACES:
            if _SALUTED.search(text):
                return True
        elif names_in_title(text) if target == 'organisation' else names(text):
            return True
    return any(names(text) or is_of_somebody(said, heading, text) for heading, text in said.notes)


def is_of_somebody(said: Said, heading: str, text: str) -> bool:
    """Below „Ansprechpartner vor Ort“ or „Inhaber“ stands a person, whatever the name."""
    return bool(_PERSON.search(key_of(heading))) and not is_nobody(said, text)


def row_may_name_somebody(said: Said) -> bool:
    """A phone number that stands beside words, where no column for phones is, or a private one; a first name by itself;
    „lisa-krause.de“."""
    if any(_PRIVATE.search(text) for __, text in (*said.fields.values(), *said.notes)):
        return True
    if not set(_words_of_cell(said, 'organisation_phone')) <= _LABELS or contacts.emails(
            said.text('organisation_email'))[1]:
        return True
    texts = [text for target, (__, text) in said.fields.items()
             if target != 'website' and not target.startswith(('phone', 'email', 'contact', 'organisation_phone'))]
    texts += [text for __, text in said.notes]
    return has_first_name(said.text('website')) or any(map(has_number, texts)) or any(
        _is_first(word) for target in ('function', 'topic', 'organisation_note')
        for word in _WORD.findall(said.text(target))) or any(
        _is_first(word) for __, text in said.notes for word in _WORD.findall(text))


def own_number(said: Said, target: str, *, labelled: bool) -> list[str]:
    """The one number of a cell that says nothing else, at most '(Zentrale)'. A mobile is somebody's own."""
    words = set(_words_of_cell(said, target))
    if not words <= _LABELS or (labelled and not EXCHANGE & words):
        return []
    found = contacts.phones(said.cell(target), said.typed)[0]
    return found if len(found) == 1 and not is_mobile(found[0]) else []


def _words_of_cell(said: Said, target: str) -> list[str]:
    return _LETTERS.findall(fold_written_out(as_text(said.cell(target))))


def is_mobile(number: str) -> bool:
    if re.match(r'(?:0049|\+?49|0)?0?1[567]\d', re.sub(r'[^\d+]', '', number)):
        return True
    try:
        kind = phonenumbers.number_type(phonenumbers.parse(number, 'DE'))
    except phonenumbers.NumberParseException:
        return False
    return kind in (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
                    phonenumbers.PhoneNumberType.PERSONAL_NUMBER)
