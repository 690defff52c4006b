"""The tag stays on the item where everybody sees it: no surname, no phone, no fault, no consent."""
from db.i18n import _
from reports import qr, signs
from reports.inks import GREY
from reports.layouts import TagLayout
from reports.paper import MM, Sheet
from reports.typeset import CAPITALS, Block, fit, shorter, wrap
from reports.values import TicketValues


def draw(sheet: Sheet, values: TicketValues, layout: TagLayout) -> None:
    area = layout.area
    left, top, width = area.left * MM, area.top * MM, area.width * MM
    bottom = top + area.height * MM
    if values.warning:
        bottom = _warning(sheet, values.warning, layout, left, bottom, width)
    narrow = width - _code(sheet, values.tag_code, layout, left + width, top, bottom)
    since = _('Nummer · seit {date}') if values.received_on else _('Nummer')
    label = fit(since.format(date=values.received_on), layout.label, narrow)
    top = sheet.text(label, left, top - 0.4 * MM, GREY) + 0.8 * MM
    number, words = _fitting(values, layout, narrow, bottom - 1.1 * MM - top)
    top = sheet.figures(number, left, top) + _BELOW_NUMBER
    for block in words:
        top = sheet.text(block, left, top)


_BELOW_NUMBER = 1.5 * MM


def _fitting(values: TicketValues, layout: TagLayout, width: float, room: float) -> tuple[Block, list[Block]]:
    """Number, name, item and where it lies, as large as the room down to the warning allows."""
    for scale in layout.scales:
        number = fit(values.number, layout.number.scaled(max(scale, 0.8)), width, smallest=12)
        name = wrap(values.short_name, layout.name.scaled(scale), width, 1)
        item = wrap(values.item, layout.item.scaled(scale), width, 3)
        place = wrap(values.place, layout.item.scaled(scale * 0.85), width, 1)
        rest = room - CAPITALS * number.font.size - _BELOW_NUMBER - name.height - place.height
        if name.whole and item.whole and place.whole and item.height <= rest:
            break
    return number, [name, shorter(item, max(int(rest / item.font.line), 0), width), place]


def _warning(sheet: Sheet, text: str, layout: TagLayout, left: float, bottom: float, width: float) -> float:
    """A box at the foot of the tag. Answers its upper edge."""
    padding = layout.padding * MM
    sign = layout.warning.size * 1.15
    inner = width - 2 * padding - sign - 1.5 * MM
    block, above = wrap(text, layout.warning, inner), 0.75 * padding
    if len(block.lines) > 1:
        block, above = fit(text, layout.warning.scaled(0.82), inner, most=2, smallest=8), 0.5 * padding
    height = block.height + 2 * above
    top = bottom - height
    sheet.frame(left, top, width, height, radius=1.4 * MM, weight=1.4)
    signs.warning(sheet, left + padding, top + (height - sign) / 2 - 0.2, sign)
    sheet.text(block, left + padding + sign + 1.5 * MM, top + above)
    return top


def _code(sheet: Sheet, data: str, layout: TagLayout, right: float, top: float, bottom: float) -> float:
    """Draw the code into the corner, its border kept white. Answers how much width it takes with that border."""
    modules = qr.matrix(data)
    if modules is None:
        return 0
    size = min(layout.code * MM, (bottom - top) / (1 + qr.quiet(modules, 1)))
    qr.draw(sheet.canvas, modules, right - size, sheet.height - top, size)
    return size + qr.quiet(modules, size)
