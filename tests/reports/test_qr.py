"""The codes on paper, read back by a real decoder from the printed page."""
import pytest
import zxingcpp
from PIL import Image, ImageDraw

from reports import qr

from .examples import REPAIR, SLIP_CODE


def printed(modules: qr.Matrix, pixels: int = 6) -> Image.Image:
    """The rectangles that go to paper, as a picture with the standard's white border."""
    side = (len(modules) + 2 * qr.QUIET) * pixels
    image = Image.new('L', (side, side), 255)
    draw = ImageDraw.Draw(image)
    for x, y, width, height in qr.rectangles(modules):
        left, top = (x + qr.QUIET) * pixels, (y + qr.QUIET) * pixels
        draw.rectangle((left, top, left + width * pixels - 1, top + height * pixels - 1), fill=0)
    return image


@pytest.mark.parametrize('data', [
    SLIP_CODE, '26-0417-7', '26-123456-7', REPAIR + '26-0417-7', 'https://kontaktbuch.example:8443/t/ABCDEFGHJKMNPQRS',
    'HTTP://[FD00:0:0:1::17]:8080/T/ABCDEFGHJKMNPQRS', 'Çafé ễ Ж', 'x' * 600])
def test_a_decoder_reads_what_was_put_in(data: str) -> None:
    modules = qr.matrix(data)
    assert modules is not None
    assert [code.text for code in zxingcpp.read_barcodes(printed(modules))] == [data]


def test_capitals_stay_in_the_mode_with_fewer_modules() -> None:
    capitals, small = qr.matrix(SLIP_CODE), qr.matrix(SLIP_CODE.lower())
    assert capitals is not None
    assert small is not None
    assert len(capitals) == 29
    assert len(small) > len(capitals)


@pytest.mark.parametrize(('data', 'level'), [(SLIP_CODE, 'Q'), (REPAIR + '26-0417-7', 'M'), ('26-0417-7', 'H')])
def test_correction_is_raised_as_far_as_the_size_allows(data: str, level: str) -> None:
    modules = qr.matrix(data)
    assert modules is not None
    assert zxingcpp.read_barcodes(printed(modules))[0].ec_level == level


@pytest.mark.parametrize('data', ['', 'x' * 5000])
def test_nothing_to_say_or_too_much_gives_no_code_instead_of_an_error(data: str) -> None:
    assert qr.matrix(data) is None


def test_rectangles_cover_each_dark_module_exactly_once() -> None:
    modules = qr.matrix(SLIP_CODE)
    assert modules is not None
    covered = [(x + dx, y + dy) for x, y, width, height in qr.rectangles(modules)
               for dx in range(width) for dy in range(height)]
    dark = {(x, y) for y, row in enumerate(modules) for x, module in enumerate(row) if module}
    assert len(covered) == len(set(covered))
    assert set(covered) == dark
