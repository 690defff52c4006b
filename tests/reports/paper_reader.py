"""Reads a PDF as a person does: what is written where, and what a phone's camera sees in it. All places in mm."""
from dataclasses import dataclass

import pypdfium2 as pdfium
import zxingcpp
from PIL.Image import Image
from pypdfium2 import raw

MM = 72 / 25.4


@dataclass(frozen=True)
class Box:
    """A rectangle in mm, measured from the upper left corner of the page."""
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: 'Box', slack: float = 0.05) -> bool:
        return (self.left + slack < other.right and other.left + slack < self.right
                and self.top + slack < other.bottom and other.top + slack < self.bottom)

    def within(self, other: 'Box', slack: float = 0.05) -> bool:
        return (self.left >= other.left - slack and self.top >= other.top - slack
                and self.right <= other.right + slack and self.bottom <= other.bottom + slack)

    def grown(self, by: float) -> 'Box':
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)


class Paper:
    def __init__(self, pdf: bytes, page: int = 0) -> None:
        self.document = pdfium.PdfDocument(pdf)
        self.pages = len(self.document)
        self.page = self.document[page]
        width, height = self.page.get_size()
        self.width, self.height = width / MM, height / MM
        self.title = self.document.get_metadata_dict()['Title']

    @property
    def text(self) -> str:
        """Everything written, line breaks as spaces."""
        return ' '.join(self.page.get_textpage().get_text_range().split())

    def text_between(self, top: float, bottom: float) -> str:
        words = self.page.get_textpage().get_text_bounded(
            left=0, right=self.width * MM, top=(self.height - top) * MM, bottom=(self.height - bottom) * MM)
        return ' '.join(words.split())

    def lines(self) -> list[Box]:
        """The ink of each drawn line of text."""
        return self._boxes(raw.FPDF_PAGEOBJ_TEXT)

    def shapes(self) -> list[Box]:
        return self._boxes(raw.FPDF_PAGEOBJ_PATH)

    def image(self, dpi: int = 300) -> Image:
        return self.page.render(scale=dpi / 72).to_pil().convert('L')

    def codes(self, dpi: int = 300) -> dict[str, Box]:
        """What a scanner reads, and where."""
        found = {}
        for code in zxingcpp.read_barcodes(self.image(dpi)):
            place = code.position
            corners = [place.top_left, place.top_right, place.bottom_left, place.bottom_right]
            xs, ys = [c.x * 25.4 / dpi for c in corners], [c.y * 25.4 / dpi for c in corners]
            found[code.text] = Box(min(xs), min(ys), max(xs), max(ys))
        return found

    def _boxes(self, kind: int) -> list[Box]:
        boxes = []
        for item in self.page.get_objects(filter=[kind]):
            left, bottom, right, top = (edge / MM for edge in item.get_bounds())
            boxes.append(Box(left, self.height - top, right, self.height - bottom))
        return boxes


def overlaps(boxes: list[Box]) -> list[tuple[Box, Box]]:
    return [(a, b) for i, a in enumerate(boxes) for b in boxes[i + 1:] if a.meets(b)]
