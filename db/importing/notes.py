"""The note of a row: everything that fits nowhere else, as long as a note may be. What does not fit is said."""
import re

from db.errors import Refused
from db.i18n import _
from db.importing.absent import MASKED, own_surnames
from db.importing.drafts import NotUnderstood
from db.importing.said import Said
from db.kinds import clean

NOTE_LIMIT = 2000
LEAST = 100     # signs: less of a text is not worth keeping
MORE = ' …'
_BREAKS = re.compile(r'[\x0b\x0c\x1c-\x1f\x85]')   # of word processors; elsewhere they are blanks


def whole_note(said: Said) -> str:
    """All that is left of the row, its longest text shortened where this is too much for a note."""
    pieces = [_unnamed(_trimmed(piece), said) for piece in said.note_pieces()]
    text = '\n'.join(pieces)
    try:
        clean(text, len(text), lines=True)
    except Refused as refusal:
        raise NotUnderstood(_('Notiz: {sentence}').format(sentence=refusal.sentence)) from None
    return _fitted(pieces, said)


def _unnamed(piece: str, said: Said) -> str:
    """Whatever cell it comes from, nobody stands in it who stays out: „Name: Anna Adler / … …“ (D1)."""
    masked = said.absent.masked(piece, own_surnames(said.row, said.layout)) if said.absent else piece
    if masked != piece and MASKED.strip() not in said.remarks:
        said.remarks.append(MASKED.strip())
    return masked


def below(held: str, text: str, said: Said) -> str:
    """What stands there stays; lines of the text which it does not have yet come below it."""
    known = held.split('\n')
    fresh = [line for line in text.split('\n') if line and line not in known]
    return _fitted(fresh, said, held) if fresh else held


def _fitted(pieces: list[str], said: Said, held: str = '') -> str:
    """The pieces below what stands there. Of the longest only the beginning is kept, down to nothing where hardly any
    room is left; each loss is a sentence of the row."""
    kept = {piece: piece for piece in pieces if piece}
    labels = {heading.rstrip(':'): heading for heading, __ in reversed(said.notes)}
    length = len('\n'.join([held, *kept] if held else kept))
    for longest in sorted(kept, key=len, reverse=True):
        if length <= NOTE_LIMIT:
            break
        room = NOTE_LIMIT - (length - len(longest))
        start = kept[longest] = _beginning(longest, room) if room >= LEAST else ''
        length -= len(longest) - len(start) + (not start)     # with its line
        said.losses.append(_('„{label}“ passt nicht ganz in die Notiz (höchstens {limit} Zeichen): {n} Zeichen kommen '
                             'nicht mit.').format(label=_label(longest, labels), limit=NOTE_LIMIT,
                                                  n=len(longest) - len(start.removesuffix(MORE))))
    return '\n'.join(filter(None, (held, *kept.values())))


def _beginning(text: str, room: int) -> str:
    """As many whole words as fit, and a sign that there was more."""
    cut = text[:room - len(MORE)]
    at_blank = max(cut.rfind(' '), cut.rfind('\n'))
    return (cut[:at_blank] if at_blank > len(cut) - 60 else cut) + MORE


def _label(piece: str, labels: dict[str, str]) -> str:
    return next((said_by for end in re.finditer(': ', piece) if (said_by := labels.get(piece[:end.start()]))),
                _('Notiz'))


def _trimmed(piece: str) -> str:
    piece = _BREAKS.sub('\n', piece)
    return '\n'.join(line.rstrip() for line in piece.replace('\r\n', '\n').replace('\r', '\n').split('\n')).strip()
