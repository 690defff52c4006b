"""Rows that hold no data: titles, sums, rules of dashes, the headings once more."""
import re

from db.i18n import _
from db.importing.book import SIGNS_OF_NOTHING, RawSheet, Row
from db.importing.dates import exact_day
from db.importing.heading_rows import looks_like_headings
from db.importing.headings import Layout
from db.importing.no_name import adds_up, counts
from db.importing.states import is_word_for_state

_NO_DIGIT = re.compile(r'\D')

WHO_OR_WHAT = frozenset({'name', 'first_name', 'last_name', 'item', 'organisation'})
HEADINGS = _('Die Überschriften der Liste, die hier beginnt.')
EMPTY = _('Eine leere Zeile.')
SUM = _('Eine Summe oder ein Vermerk, keine Angaben über jemanden.')
ONE_CELL = _('Eine einzelne Zelle: Titel oder Vermerk.')
_SUM = re.compile(r'(?i)\s*(?:(?:zwischen)?(?:summen?|gesamt\w*|insgesamt|anzahl|total|stand|seite|legende|quelle|'
                  r'erstellt|gedruckt|letzte änderung|aktualisiert|'
                  r'\d+\s+(?:personen|leute|einträge|zeilen|mitglieder))\b|ges\.|[Σ∑øØ]\W*$)')
_COUNTED = re.compile(r'[\d.,:\s%€-]*(?:(?<=[\d\s])[^\W\d]{1,20})?')     # '4 Geräte', '14,5 kg'
_AMOUNT = re.compile(r'(?i)[~≈=]?\s*(?:ca\.?\s*)?-?\d[\d.,\s]*(?:,-)?\s*(?:€|eur|euro|%|st\.?|stk\.?|stück)?')
_TOLD = frozenset({'fault', 'brand', 'model', 'brand_model', 'accessories', 'finding', 'warning', 'collected_on',
                   'received_at', 'ready_on', 'responsible', 'first_name', 'email'})   # no sum has anything there
_DAYS = frozenset({'received_at', 'ready_on', 'collected_on'})    # 'davon fertig' in a column of days is none
_RULED = re.compile(r'(?P<sign>[-–—=*#~_])[-–—=*#~_\s]*[^\W_].*(?P=sign)\s*')     # '– ab hier neu –'
_TITLE = re.compile(r'(?i).*:\s*$|.*\b(?:mitglieder|kund\w*|ehemalige|externe?|team\w*|repair-?\s?caf[eé]|gruppe'
                    r'|liste|aktive|passive|seite \d+|(?:januar|februar|märz|april|mai|juni|juli|august|september'
                    r'|oktober|november|dezember)\s+\d{4}|20\d\d)\b.*')


def why(row: Row, layout: Layout, sheet: RawSheet) -> str:
    """Why this row holds no data, or ''."""
    texts = [row.text(place) for place in row.filled]
    if not texts:
        return EMPTY if not row.broken else _('Nur Formeln ohne Ergebnis.')
    if all(SIGNS_OF_NOTHING.fullmatch(text) for text in texts):
        return _('Nur Striche, keine Angaben.')
    if layout.row is None:
        return ''
    if len(texts) > 1 and all(place < len(layout.headings) and layout.headings[place].casefold() == text.casefold()
                              for place, text in zip(row.filled, texts, strict=True)):
        return _('Die Überschriften noch einmal.')
    if _SUM.match(texts[0]) and all(_COUNTED.fullmatch(text) and re.search(r'\d', text) for text in texts[1:]):
        return SUM
    if _sums_up(row, layout) or (adds_up(texts) and not _reaches(row, layout)):
        return SUM
    return _title(row, layout, sheet, texts)


def _sums_up(row: Row, layout: Layout) -> bool:
    """'Offen | 3', 'Spenden gesamt | 43,50 €', 'Übertrag | 7': an amount where an item should be, or a word for one
    where a name should be, and nothing that tells of an item or a person."""
    cells = [(layout.targets[place], row.text(place)) for place in row.filled if place < len(layout.targets)]
    if any((target in _TOLD and not (target in _DAYS and not exact_day(text))) or _may_reach(target, text)
           for target, text in cells):
        return False
    who = [text for target, text in cells if target in WHO_OR_WHAT and target != 'item']
    items = [text for target, text in cells if target == 'item']
    if not items:
        return bool(who) and all(map(counts, who))
    beside = [text for target, text in cells if target in ('state', 'outcome', 'consent')]
    return all(_AMOUNT.fullmatch(text) or counts(text) for text in items) and all(
        _AMOUNT.fullmatch(text) or counts(text) for text in beside) and all(
        counts(text) or is_word_for_state(text) for text in who) and any(map(str.isdigit, ''.join(row.text(
            place) for place in row.filled)))


def _reaches(row: Row, layout: Layout) -> bool:
    return any(_may_reach(layout.targets[place], row.text(place)) for place in row.filled
               if place < len(layout.targets))


def _may_reach(target: str, text: str) -> bool:
    return target.startswith(('phone', 'email', 'contact')) and len(_NO_DIGIT.sub('', text)) > 5


def above(row: Row, first: int) -> str:
    """The same for a row above the data of a list that begins further down on its sheet; `first` is the place of its
    first row of data."""
    if len(row.filled) < 2:
        return ONE_CELL if row.filled else EMPTY
    return HEADINGS if row.number > first - 2 or looks_like_headings(row) else ''


def _title(row: Row, layout: Layout, sheet: RawSheet, texts: list[str]) -> str:
    if len(texts) > 1:
        return ''
    target = layout.targets[row.filled[0]] if row.filled[0] < len(layout.targets) else ''
    if _RULED.fullmatch(texts[0]):
        return ONE_CELL
    wide = any(span[0] == row.number - 1 and span[3] - span[1] >= 2 for span in sheet.spans)
    if wide or texts[0].isdigit() or _TITLE.fullmatch(texts[0]) or (
            target not in WHO_OR_WHAT and target.partition('_')[0] not in ('phone', 'email', 'contact', 'fault')):
        return ONE_CELL
    return ''
