"""Letters that were lost on a file's way through programs. They are stored as they stand, for nobody can know what they
were, and the row says where to look."""
import re
from collections.abc import Iterable

from db.i18n import _
from db.importing.said import Said
from db.importing.targets import IGNORED, LEAVE

_UNDEFINED = b'\x81\x8d\x8f\x90\x9d'
_BEHIND = ''.join(chr(byte) if byte in _UNDEFINED else bytes([byte]).decode('cp1252') for byte in range(0x80, 0xc0))
_UNQUOTED = ''.join(sign for sign in _BEHIND if sign not in '“”„‘’»«')   # „Ä“ may stand between quotation marks
# What UTF-8 looks like when it was read as if it were the old Windows encoding: „MÃ¼ller“.
_MISREAD = re.compile(f'[ÂÃ][{re.escape(_BEHIND)}]|[ÄÅ][{re.escape(_UNQUOTED)}]|â€')
_ASKED = re.compile(r'[^\W\d_]\?(?=[^\W\d_])')      # „Nguy?n“
_PARAGRAPH = re.compile(r'[^\W\d_][§¤]')      # „Gro§“: from an old Macintosh; a real one stands before a number
LOST = '\ufffd'
_OF_THE_ITEM = frozenset({'item', 'fault', 'brand', 'model', 'brand_model', 'accessories', 'place', 'finding'})
_NO_QUESTIONS = frozenset({'name', 'first_name', 'last_name', 'item', 'brand', 'organisation', 'street', 'city'})
MISREAD = _('Unter „{heading}“ sind Umlaute oder andere Zeichen falsch umgewandelt (wie Ã¼ statt ü): bitte prüfen.')
HEADINGS = _('In den Überschriften sind Umlaute beschädigt (wie Ã¼ statt ü). Bitte die Tabelle aus dem Programm, mit '
             'dem sie geführt wird, noch einmal speichern, am besten als xlsx.')
SIGN = _('Das Zeichen {sign} unter „{heading}“ bitte prüfen: Dort ist vermutlich ein Buchstabe verloren gegangen.')


def in_headings(headings: Iterable[str]) -> str:
    """Why a sheet may not be understood: 'GerÃ¤t' is no heading anybody knows."""
    return HEADINGS if any(_MISREAD.search(heading) or LOST in heading for heading in headings) else ''


def sentences(said: Said, only_the_item: bool) -> list[str]:
    """One for each kind of damage and column. `only_the_item`: of the rest nothing comes in."""
    found = []
    for column, target in enumerate(said.layout.targets):
        text = said.row.text(column)
        if not text or target in (LEAVE, IGNORED) or (only_the_item and target not in _OF_THE_ITEM):
            continue
        heading = said.layout.heading(column)
        if _MISREAD.search(text):
            found.append(MISREAD.format(heading=heading))
        if LOST in text:
            found.append(SIGN.format(sign=LOST, heading=heading))
        if target in _NO_QUESTIONS and _ASKED.search(text):
            found.append(SIGN.format(sign='?', heading=heading))
        if target in _NO_QUESTIONS and (sign := _PARAGRAPH.search(text)):
            found.append(SIGN.format(sign=sign[0][-1], heading=heading))
    return found
