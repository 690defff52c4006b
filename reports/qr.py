"""A QR code as one path of merged rectangles: sharp at any size, half a kilobyte, under a millisecond."""
from collections.abc import Iterator

from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.exceptions import DataOverflowError
from qrcode.main import QRCode
from qrcode.util import QRData
from reportlab.pdfgen.canvas import Canvas

QUIET = 4  # modules of white around the code, by the standard
_MASK = 2  # choosing the best of eight takes 7 ms; readers do not care

Matrix = list[list[bool]]


def matrix(data: str) -> Matrix | None:
    """The modules, rows from the top; None when there is nothing to say or it is too long for a code.

    At least level M, and as much more correction as fits into the same size. An address in capitals stays in
    the alphanumeric mode, which needs fewer modules.
    """
    if not data:
        return None
    codes = [_code(data, level) for level in (ERROR_CORRECT_H, ERROR_CORRECT_Q, ERROR_CORRECT_M)]
    fitting = [code for code in codes if code is not None]
    if not fitting:
        return None
    code = next(c for c in fitting if c.version == fitting[-1].version)
    code.make(fit=False)
    return [[bool(module) for module in row] for row in code.modules]


def _code(data: str, level: int) -> QRCode | None:
    code = QRCode(error_correction=level, mask_pattern=_MASK)
    code.add_data(QRData(data.encode('utf-8', 'replace')))
    try:
        code.best_fit()
    except (DataOverflowError, ValueError):
        return None
    return code


def draw(canvas: Canvas, modules: Matrix, left: float, top: float, size: float) -> None:
    """Black modules in the square `size`; the quiet zone around it is the caller's to keep free (`quiet`).

    Written as PDF operators with whole numbers, in modules: formatting each rectangle by ReportLab takes longer
    than all the rest of a ticket's drawing.
    """
    canvas.saveState()
    canvas.translate(left, top)
    canvas.scale(size / len(modules), -size / len(modules))
    canvas.setFillGray(0)
    canvas.addLiteral(' '.join(f'{x} {y} {width} {height} re' for x, y, width, height in rectangles(modules)) + ' f')
    canvas.restoreState()


def quiet(modules: Matrix, size: float) -> float:
    """How much must stay white on each side of a code of this size."""
    return QUIET * size / len(modules)


def rectangles(modules: Matrix) -> Iterator[tuple[int, int, int, int]]:
    """x, y, width, height: dark runs of a row, grown downwards while the next row has the same run."""
    growing: dict[tuple[int, int], int] = {}
    for y, row in enumerate([*modules, [False] * len(modules)]):
        runs = set(_runs(row))
        for run in [run for run in growing if run not in runs]:
            start = growing.pop(run)
            yield run[0], start, run[1], y - start
        for run in runs:
            growing.setdefault(run, y)


def _runs(row: list[bool]) -> Iterator[tuple[int, int]]:
    """(start, length) of each dark run."""
    start = None
    for x, dark in enumerate([*row, False]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            yield start, x - start
            start = None
