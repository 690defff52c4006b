"""Small signs drawn as shapes, because the font has none of them: ✓ ✗ ☐ ⚠ ✂. Each stands in a square of `size`."""
from reportlab.lib.colors import Color

from reports.inks import BLACK
from reports.paper import Sheet


def tick(sheet: Sheet, left: float, top: float, size: float, ink: Color = BLACK) -> None:
    points = [(0.12, 0.55), (0.40, 0.84), (0.90, 0.18)]
    sheet.stroke([(left + x * size, top + y * size) for x, y in points], size * 0.15, ink)


def cross(sheet: Sheet, left: float, top: float, size: float, ink: Color = BLACK) -> None:
    for line in ([(0.2, 0.2), (0.8, 0.8)], [(0.8, 0.2), (0.2, 0.8)]):
        sheet.stroke([(left + x * size, top + y * size) for x, y in line], size * 0.15, ink)


def empty_box(sheet: Sheet, left: float, top: float, size: float, ink: Color = BLACK) -> None:
    inset = size * 0.08
    sheet.frame(left + inset, top + inset, size - 2 * inset, size - 2 * inset, size * 0.12, size * 0.09, ink)


def warning(sheet: Sheet, left: float, top: float, size: float, ink: Color = BLACK) -> None:
    def at(*points: tuple[float, float]) -> list[tuple[float, float]]:
        return [(left + x * size, top + y * size) for x, y in points]
    sheet.stroke(at((0.5, 0.1), (0.95, 0.9), (0.05, 0.9)), size * 0.1, ink, closed=True)
    sheet.stroke(at((0.5, 0.38), (0.5, 0.6)), size * 0.11, ink)
    sheet.stroke(at((0.5, 0.755), (0.5, 0.76)), size * 0.12, ink)


def scissors(sheet: Sheet, left: float, middle: float, size: float, ink: Color = BLACK) -> None:
    """Cutting to the right along the line through `middle`."""
    weight = size * 0.075
    for way in (1, -1):
        sheet.ring(left + 0.17 * size, middle + way * 0.22 * size, 0.13 * size, weight, ink)
        sheet.stroke([(left + 0.28 * size, middle + way * 0.14 * size), (left + size, middle - way * 0.2 * size)],
                     weight, ink)
