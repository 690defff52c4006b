"""The paper of a drop-off: the slip for the customer and the tag for the item, on one sheet with a tear line."""
from reports import signs, slip, tag
from reports.layouts import A6, Layout
from reports.paper import MM, Sheet
from reports.values import ConsentPrint, TicketValues

__all__ = ['A6', 'ConsentPrint', 'Layout', 'TicketValues', 'ticket']


def ticket(values: TicketValues, layout: Layout = A6) -> bytes:
    """The PDF. Whatever the values hold, it is one page and nothing leaves its place."""
    sheet = Sheet(layout.width * MM, layout.height * MM, title=values.number)
    if layout.slip:
        slip.draw(sheet, values, layout.slip)
    if layout.tear is not None:
        _tear_line(sheet, layout.tear * MM)
    if layout.tag:
        tag.draw(sheet, values, layout.tag)
    return sheet.bytes()


def _tear_line(sheet: Sheet, top: float) -> None:
    start = 2.2 * MM
    signs.scissors(sheet, start, top, 3.2 * MM)
    sheet.rule(start + 4.4 * MM, top, sheet.width - start, weight=0.7, dash=(3.2, 2.4))
