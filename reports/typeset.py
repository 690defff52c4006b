"""Text into lines of a font: broken, made smaller or cut until it fits. Lengths in points.

Whatever a person typed stays a plain string. Nothing is ever read as markup.
"""
from dataclasses import dataclass, replace
from io import BytesIO
from threading import Lock
from typing import Final

import pymupdf_fonts
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

from reports import letters

BOX: Final = 0.62  # width of the box for a missing glyph, in em
_ASCENT, _DESCENT = 0.935, 0.265  # of FiraGO, in em
CAPITALS: Final = 0.689  # height of its capital letters, in em


@dataclass(frozen=True)
class Font:
    size: float
    bold: bool = False
    leading: float = 1.22  # line height in em

    def scaled(self, scale: float, smallest: float = 5.5) -> 'Font':
        return replace(self, size=max(self.size * scale, min(self.size, smallest)))

    @property
    def line(self) -> float:
        return self.size * self.leading

    @property
    def base(self) -> float:
        """From the upper edge of a line to the line that letters stand on."""
        return (self.line - (_ASCENT + _DESCENT) * self.size) / 2 + _ASCENT * self.size


@dataclass(frozen=True)
class Block:
    """Text broken into lines, ready to be drawn."""
    lines: tuple[str, ...]
    font: Font
    whole: bool = True  # False: the end is missing and an ellipsis says so

    @property
    def height(self) -> float:
        return len(self.lines) * self.font.line

    @property
    def width(self) -> float:
        return max((width_of(line, self.font) for line in self.lines), default=0)


@dataclass(frozen=True)
class Led:
    """A few bold words and the text that runs on behind them."""
    lead: Block
    body: Block
    indent: float

    @property
    def height(self) -> float:
        return max(self.body.height, self.lead.height)


# ---- fonts ---------------------------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Face:
    name: str
    widths: dict[str, float]
    drawable: frozenset[str]
    plain: frozenset[str]


def face(bold: bool) -> Face:
    """A face is loaded at its first use; a process that prints nothing never pays for it."""
    if bold not in _faces:
        with _loading:
            if bold not in _faces:
                _faces[bold] = _load(bold)
    return _faces[bold]


_faces: dict[bool, Face] = {}
_loading = Lock()


def _load(bold: bool) -> Face:
    name = 'FiraGO-Bold' if bold else 'FiraGO'
    font = TTFont(name, BytesIO(pymupdf_fonts.myfont('figbo' if bold else 'figo')), asciiReadable=False, shapable=False)
    registerFont(font)
    widths = {chr(code): width / 1000 for code, width in font.face.charWidths.items() if code in font.face.charToGlyph}
    drawable = frozenset(widths) - {letters.MISSING}
    return Face(name, {**widths, letters.MISSING: BOX}, drawable, letters.plain(drawable))


def warm_up() -> None:
    """Load both faces now, so that the first ticket of the day is as quick as the others."""
    for bold in (False, True):
        face(bold)


# ---- text into lines -----------------------------------------------------------------------------------------------

def wrap(text: str, font: Font, width: float, most: int = 1000, indent: float = 0) -> Block:
    """The text in at most `most` lines of `width`, the first one shorter by `indent`; a cut end is marked with …"""
    text = _ready(text, font)
    lines, whole = _broken(text, font, width, most, indent)
    if lines and not whole:
        lines[-1] = _with_ellipsis(lines[-1], font, width - (indent if len(lines) == 1 else 0))
    if face(font.bold).plain.issuperset(text):
        return Block(tuple(lines), font, whole)
    from_right = letters.reads_from_right(text)
    return Block(tuple(letters.in_drawing_order(line, from_right) for line in lines), font, whole)


def fit(text: str, font: Font, width: float, most: int = 1, smallest: float = 6) -> Block:
    """Like `wrap`, but rather a little smaller than cut."""
    block = wrap(text, font, width, most)
    while not block.whole and block.font.size > smallest:
        block = wrap(text, replace(font, size=max(block.font.size * 0.92, smallest)), width, most)
    return block


def led(lead: str, text: str, font: Font, width: float, most: int = 1000) -> Led:
    heading = wrap(lead, replace(font, bold=True), width * 0.7 if text else width, 1)
    indent = heading.width + 0.3 * font.size if heading.lines else 0
    return Led(heading, wrap(text, font, width, most, indent), indent)


def tidy(text: str) -> str:
    """What of this text is printed, on one line."""
    return _ready(text, Font(1))


def shorter(block: Block, most: int, width: float) -> Block:
    """The block's first lines, for a place that turned out smaller."""
    if len(block.lines) <= most:
        return block
    kept = list(block.lines[:most])
    if kept:
        kept[-1] = _with_ellipsis(kept[-1], block.font, width)
    return Block(tuple(kept), block.font, False)


def _ready(text: str, font: Font) -> str:
    known = face(font.bold)
    text = text[:letters.LIMIT]
    return letters.single_spaced(text) if known.plain.issuperset(text) else letters.ready(text, known.drawable)


def width_of(text: str, font: Font) -> float:
    return font.size * sum(map(face(font.bold).widths.__getitem__, text))


def _broken(text: str, font: Font, width: float, most: int, indent: float) -> tuple[list[str], bool]:
    """Lines filled word by word. A word that is longer than a line is broken where it must be."""
    space = width_of(' ', font)
    lines: list[str] = []
    line, used = '', indent
    for whole_word in _words(text, font, width):
        word, length = whole_word, width_of(whole_word, font)
        if line and used + space + length <= width:
            line, used = f'{line} {word}', used + space + length
            continue
        if line or used + length > width > length:
            lines.append(line)
            used = 0
        while used + length > width and len(lines) <= most:
            head = _head(word, font, width - used)
            lines.append(head)
            word, used = word[len(head):], 0
            length = width_of(word, font)
        if len(lines) > most:
            break
        line, used = word, used + length
    if line:
        lines.append(line)
    return lines[:most], len(lines) <= most


_CLOSING = frozenset(')]}')
_MARKS = frozenset(')]}/,;.:!?')


def _words(text: str, font: Font, width: float) -> list[str]:
    """What stands between blanks. A bracket that closes, or a mark by itself, begins no line: it stays with the word
    before it, as long as both fit on one."""
    words: list[str] = []
    for word in reversed(text.split(' ')):
        if words and (words[-1][:1] in _CLOSING or _MARKS.issuperset(words[-1].split(' ', 1)[0])):
            both = f'{word} {words[-1]}'
            if width_of(both, font) <= width:
                words[-1] = both
                continue
        words.append(word)
    return words[::-1]


def _head(word: str, font: Font, width: float) -> str:
    """As many letters as fit (at least one), up to the last hyphen or slash where there is one."""
    widths = face(font.bold).widths
    used, fitting = 0.0, 0
    for char in word:
        used += widths[char] * font.size
        if used > width:
            break
        fitting += 1
    head = word[:max(fitting, 1)]
    cut = max(head.rfind('-'), head.rfind('/')) + 1
    return head[:cut] if cut > len(head) / 2 else head


def _with_ellipsis(line: str, font: Font, width: float) -> str:
    while line and width_of(line + ' …', font) > width:
        line = line[:-1]
    return f'{line.rstrip(" ,;.–-")} …'.strip()
