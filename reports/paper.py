"""A sheet of paper to draw on: text, lines, boxes. Lengths in points, every `top` counted downwards from the edge."""
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from threading import Lock
from typing import Final, Literal

from reportlab import rl_config
from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from reports.inks import BLACK
from reports.letters import MISSING
from reports.typeset import BOX, CAPITALS, Block, Font, Led, face, width_of

rl_config.useA85 = 0  # streams as they are: the detour through letters costs 2 ms a page and a quarter more bytes

MM: Final = 72 / 25.4
_saving = Lock()  # ReportLab reads a font through one file position: two threads cutting subsets would mix them up

Side = Literal['left', 'centre', 'right']


class Sheet:
    """One page; `turn` makes it the next one."""

    def __init__(self, width: float, height: float, title: str) -> None:
        self.width, self.height = width, height
        self._buffer = BytesIO()
        # invariant: the same values give the same bytes, so a reprint can be compared and no clock gets in
        self.canvas = Canvas(self._buffer, pagesize=(width, height), pageCompression=1, invariant=1, lang='de')
        self.canvas.setTitle(title)
        self.canvas.setAuthor('Kontaktbuch')   # else the library signs as anonymous
        self.canvas.setProducer('Kontaktbuch')
        self.canvas.setCreator('Kontaktbuch')
        self.canvas.setViewerPreference('PrintScaling', 'None')
        self.canvas.setViewerPreference('DisplayDocTitle', 'true')

    def turn(self) -> None:
        self.canvas.showPage()

    def bytes(self) -> bytes:
        self.canvas.showPage()
        with _saving:
            self.canvas.save()
        return self._buffer.getvalue()

    def text(self, block: Block, left: float, top: float, ink: Color = BLACK, side: Side = 'left') -> float:
        """Draw the lines; `left` is the edge (or the middle) that they keep to. Answers where they end."""
        font = block.font
        self.canvas.setFillColor(ink)
        baseline = top + font.base
        for line in block.lines:
            shift = {'left': 0.0, 'centre': 0.5, 'right': 1.0}[side] * (width_of(line, font) if side != 'left' else 0)
            self._line(line, font, left - shift, self.height - baseline, ink)
            baseline += font.line
        return top + block.height

    def led(self, words: Led, left: float, top: float, ink: Color = BLACK) -> float:
        self.text(words.lead, left, top, ink)
        self.text(replace(words.body, lines=words.body.lines[:1]), left + words.indent, top, ink)
        self.text(replace(words.body, lines=words.body.lines[1:]), left, top + words.body.font.line, ink)
        return top + words.height

    def figures(self, block: Block, left: float, top: float, ink: Color = BLACK, side: Side = 'left') -> float:
        """One line of large type whose capitals and figures begin exactly at `top`. Answers its base line."""
        height = CAPITALS * block.font.size
        self.text(block, left, top + height - block.font.base, ink, side)
        return top + height

    def _line(self, line: str, font: Font, x: float, y: float, ink: Color) -> None:
        name = face(font.bold).name
        for number, part in enumerate(line.split(MISSING)):
            if number:
                self._missing(font.size, x, y, ink)
                x += BOX * font.size
            if part:
                self.canvas.setFont(name, font.size)
                self.canvas.drawString(x, y, part)
                x += width_of(part, font)

    def _missing(self, size: float, x: float, y: float, ink: Color) -> None:
        self.canvas.setStrokeColor(ink)
        self.canvas.setLineWidth(size * 0.06)
        self.canvas.rect(x + size * 0.09, y, size * (BOX - 0.18), size * 0.66, stroke=1, fill=0)

    def rule(self, left: float, top: float, right: float, weight: float = 0.5, ink: Color = BLACK,
             dash: Sequence[float] = ()) -> None:
        self.canvas.saveState()
        self.canvas.setLineWidth(weight)
        self.canvas.setStrokeColor(ink)
        self.canvas.setDash(list(dash))
        self.canvas.line(left, self.height - top, right, self.height - top)
        self.canvas.restoreState()

    def fill(self, left: float, top: float, width: float, height: float, ink: Color, radius: float = 0) -> None:
        self.canvas.setFillColor(ink)
        self.canvas.roundRect(left, self.height - top - height, width, height, radius, stroke=0, fill=1)

    def frame(self, left: float, top: float, width: float, height: float, radius: float, weight: float,
              ink: Color = BLACK) -> None:
        self.canvas.setStrokeColor(ink)
        self.canvas.setLineWidth(weight)
        self.canvas.roundRect(left, self.height - top - height, width, height, radius, stroke=1, fill=0)

    def stroke(self, points: Sequence[tuple[float, float]], weight: float, ink: Color = BLACK,
               closed: bool = False, filled: bool = False) -> None:
        """A line through points, with round ends: what small signs are made of."""
        path = self.canvas.beginPath()
        path.moveTo(points[0][0], self.height - points[0][1])
        for x, top in points[1:]:
            path.lineTo(x, self.height - top)
        if closed:
            path.close()
        self.canvas.saveState()
        self.canvas.setLineWidth(weight)
        self.canvas.setLineCap(1)
        self.canvas.setLineJoin(1)
        self.canvas.setStrokeColor(ink)
        self.canvas.setFillColor(ink)
        self.canvas.drawPath(path, stroke=1, fill=int(filled))
        self.canvas.restoreState()

    def ring(self, x: float, top: float, radius: float, weight: float, ink: Color = BLACK) -> None:
        self.canvas.setStrokeColor(ink)
        self.canvas.setLineWidth(weight)
        self.canvas.circle(x, self.height - top, radius, stroke=1, fill=0)
