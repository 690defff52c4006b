"""A no in a remark: „Einwilligung widerrufen am 3.4.26“, „bitte löschen!“. It counts against a yes beside it (D1).

Only plain words about being stored are one. Who does not agree to a price, wants no photo or has a phone to be wiped
has said nothing about it.
"""
import re

from db.folding import fold_written_out
from db.i18n import _
from db.importing.consenting import Decision
from db.importing.said import Said
from db.importing.targets import NEW, NOTE, OTHER_CONSENTS, OWN

SAYS_NO = _('Der Eintrag unter „{heading}“ spricht gegen eine Einwilligung.')
_PERHAPS = re.compile(r'(?i)l[öo]e?sch|streich|austrag|widerr|widers[pr]|speicher|einw|einverst|zustimm|datensch|dsgvo'
                      r'|liste|datei|kartei|aufgenommen|unterschr|vernicht')
_ABOUT_ELSE = re.compile('|'.join(OTHER_CONSENTS)
                         + r'|auftrag|bestell|kauf|vertrag|preis|angebot|reparatur|termin|rechnung|teuer|haendler'
                         r'|hersteller|garantie|oeffn|zerleg')
# what is wiped, or saves something: its data, not those of whoever brought it
_DEVICE = re.compile(r'\b(?:pc|computer|rechner|laptop|notebook|handy|smartphone|iphone|ipad|tablet|windows|festplatte'
                     r'|ssd|stick|speicherkarte|kamera|anrufbeantworter|zurueckzusetzen|zuruecksetzen|\w*installieren)\b')
_ASKED = r'(?:einwillig|einw\b|zustimmung|einverstaendnis|datenschutz|dsgvo|(?:daten)?speicherung)\w*'
_CONSENT = re.compile(rf'\b{_ASKED}|widerr|widersp')
_DAY = re.compile(r'\b\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{2,4})?')     # its points end no sentence
_ITSELF = re.compile(rf'{_ASKED}|daten|gespeichert|loesch')     # without it what else is said tells what is meant
_ENDED = (r'(?:(?<!nicht )(?<!nie )(?:widerruf(?!s?(?:belehr|recht))|widerrief|zurueckge|zurueckzieh|entzog)'
          r'|verweiger|abgelehnt|lehnt ab|nicht erteilt|nicht gegeben|nicht unterschrieb|(?<!nicht )erloschen'
          r'|liegt nicht vor|fehlt|nicht mehr|ungueltig|nein\b|abgelaufen|(?:nach|ein)?holen\b|offen\b'
          r'|steht (?:noch )?aus|ausstehend)')
_DATA = (r'(?:(?:kontakt|personen|kunden|persoenliche )?daten(?:satz)?|angaben|adresse|(?:telefon)?nummer|namen?'
         r'|eintrag|kontakt|person|e-?mail|mail|telefonnr|alles|zeile)')
_FILLING = (r'(?:bitte|doch|die|den|das|der|ihre|seine|meine|alle|alles|sofort|dringend|unbedingt|wieder|komplett|ganz'
            r'|moechte|moechten|will|wuenscht|wunsch|soll|sollen|muss|hat|gesagt|lassen|am|heute|jetzt|und|um|bittet'
            r'|er|sie|kunde|kundin|person|gast|mitglied)')
_FROM = (r'(?:aus|von) (?:der |dem |unserer? )?(?:team|adress|kontakt|kunden)?'
         r'(?:liste|kartei|datei|kontaktbuch|tabelle|datenbank)')
_DELETES = re.compile(rf'(?:{_FILLING} )*(?:{_DATA} (?:und {_DATA} )?)?(?:{_FILLING} )*(?:{_FROM} )?(?:zu )?'
                      rf'(?:(?:ge)?loesch(?:en|t|ung)|austragen|streichen|gestrichen|vernichten)'
                      rf'(?: werden)?(?: {_FILLING})*')
_SAYS = re.compile('|'.join((
    rf'(?<!nicht )\b{_FROM} (?:zu )?(?:(?:ge)?loesch|austragen|ausgetragen|streichen|gestrichen|entfern|nehmen)',
    r'\bloeschung (?:der|ihrer|seiner|meiner|aller) \S*(?:daten|angaben)',
    r'\bloeschung (?:\S+ )?(?:gewuenscht|erbeten|verlangt|beantragt)', r'\b(?:bat|bittet|gebeten) um loeschung',
    r'\bloesch(?:antrag|wunsch)\b', r'\bspeicherung (?:\S+ )?widersprochen',
    r'^(?:bitte )?nicht (?:mehr )?(?:in|auf) (?:der|die) \S*(?:liste|datei|kartei)',
    r'\braus aus der \S*(?:liste|kartei)',
    r'^(?:hat |habe )?(?:noch )?nicht unterschrieben$', r'\bunterschrift (?:\S+ )?(?:verweiger|abgelehnt)',
    rf'\b{_ASKED}(?: \S+){{0,4}}? {_ENDED}', rf'\b(?:{_ENDED}\w*)(?: \S+){{0,3}}? {_ASKED}',
    rf'\b(?:kein\w*|ohne) (?:\S+ ){{0,2}}?{_ASKED}',
    r'(?<!nicht )(?<!nie )\bwiderrufen\b', r'^widerruf\b(?![-s]| moeglich)',
    r'\b(?:hat|habe) (?:\S+ )?widersprochen\b',
    r'\bwiderspruch (?:gegen|zur?) (?:\S+ )?(?:daten|speicher|verarbeit)\w*',
    r'\b(?:will|moechte|darf|duerfen|soll|wuenscht|wollte)(?: \S+){0,2}? (?:nicht|nie|nirgends)(?: \S+){0,3}? '
    r'(?:gespeichert|erfasst|aufgenommen|(?:in|auf) (?:der|die|unserer?) \S*(?:liste|datei|kartei))',
    rf'\b{_DATA}(?: \S+)? nicht (?:mehr )?(?:ge)?speicher[nt]', r'^(?:bitte )?nicht (?:mehr )?speichern$',
    r'\bkeine (?:\S+ )?(?:daten|angaben) (?:\S+ )?speichern', r'\bkeine (?:daten)?speicherung',
    r'^(?:ist |bin |war |sie ist |er ist )?nicht (?:mehr )?einverstanden$',
    r'\bnicht (?:mehr )?(?:mit (?:\S+ ){0,2}?)?(?:daten\w*|speicherung)(?: \S+){0,3}? einverstanden',
    r'\bnicht (?:mehr )?einverstanden mit (?:\S+ ){0,2}?(?:daten|speicher)\w*')))


def objection(said: Said) -> str:
    """The heading of a remark that plainly says no, or ''."""
    for column, target in enumerate(said.layout.targets):
        if target in (NOTE, NEW, 'state') or target.startswith((OWN, 'note:')):
            text = said.row.text(column)
            if text and _PERHAPS.search(text) and says_no(text):
                return said.layout.headings[column] or _('Spalte {n}').format(n=column + 1)
    return ''


def heeding(found: Decision, said: Said) -> Decision:
    """What was decided, unless a remark in the row says no."""
    heading = '' if found.plain_no else objection(said)
    return Decision(False, reason=SAYS_NO.format(heading=heading), plain_no=True) if heading else found


def says_no(text: str) -> bool:
    folded = _DAY.sub(' ', fold_written_out(text[:2000])).replace('einw. ', 'einwilligung ')
    return any(map(_piece_says_no, re.split(r'[;!?\n]|\.(?!\d)', folded)))


def _piece_says_no(piece: str) -> bool:
    """Of a sentence each clause by itself, and the whole of it where it is nothing but a wish to be deleted."""
    clauses = [_bare(one) for one in re.split(r'[,–—(]', piece)]
    if _DEVICE.search(piece):
        return any(_SAYS.search(one) and _CONSENT.search(one) and not _ABOUT_ELSE.search(one) for one in clauses)
    return any((_SAYS.search(one) or _wants_deletion(one)) and not _ABOUT_ELSE.search(
        one if _ITSELF.search(one) else piece) for one in clauses if one) or _wants_deletion(_bare(piece))


def _wants_deletion(text: str) -> bool:
    """„Streichen“ by itself may be a chair's wish."""
    return bool(_DELETES.fullmatch(text)) and text != 'streichen'


def _bare(text: str) -> str:
    """Without days, numbers and signs."""
    return re.sub(r'\s+', ' ', re.sub(r'\d[\d./]*|[,:()"„“–—]', ' ', text)).strip(' .-')
