"""The slip: what the customer takes home. Every part knows its height before anything is drawn."""
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from db.i18n import _
from reports import qr, signs
from reports.inks import GREY
from reports.layouts import SlipLayout
from reports.letters import HARD_SPACE
from reports.paper import MM, Sheet
from reports.typeset import Block, Font, fit, led, tidy, wrap
from reports.values import ConsentPrint, TicketValues

GOOD = 0.85  # down to this size everything is shown in full before the fault is cut
FAULT_LINES = 3  # before a cut fault gets fewer lines than these, all type gets smaller


@dataclass(frozen=True)
class Part:
    height: float
    draw: Callable[[float], object]  # given its upper edge


@dataclass(frozen=True)
class Plan:
    """Everything below the number at one size of type."""
    parts: tuple[Part, ...]
    foot: Part  # the small print, which stands at the lower edge
    fault: Block
    height: float  # with the smallest gaps


def draw(sheet: Sheet, values: TicketValues, layout: SlipLayout) -> None:
    values = replace(values, fault=tidy(values.fault))  # once, because it is broken into lines several times
    top = _number(sheet, values, layout, _head(sheet, values, layout))
    bottom = (layout.area.top + layout.area.height) * MM
    room = bottom - top
    plan = _fitting(sheet, values, layout, room)
    spread = min((room - plan.height) / (len(plan.parts) + 1), 1.5 * MM)
    for part in plan.parts:
        top += layout.gap * MM + spread
        part.draw(top)
        top += part.height
    plan.foot.draw(bottom - plan.foot.height)


def _fitting(sheet: Sheet, values: TicketValues, layout: SlipLayout, room: float) -> Plan:
    """Everything in full if it can be had at a good size; else a long fault is cut; else all type gets smaller."""
    tried: list[Plan] = []
    for scale in layout.scales:
        plan = _plan(sheet, values, layout, room, scale)
        if plan.height <= room and plan.fault.whole:
            return plan
        tried.append(plan)
        good = [plan for plan in tried if plan.height <= room and len(plan.fault.lines) >= FAULT_LINES]
        if good and scale <= GOOD:
            return good[0]
    for tight in (1, 2):
        if plan.height > room:
            plan = _plan(sheet, values, layout, room, layout.scales[-1], tight)
    return plan


def _plan(sheet: Sheet, values: TicketValues, layout: SlipLayout, room: float, scale: float, tight: int = 0) -> Plan:
    """`tight` 1 cuts the accessories, 2 the small print as well: only when all else did not help."""
    gap = layout.gap * MM
    pick_up = _pick_up(sheet, values, layout, scale)
    consents = _consents(sheet, values.consents[:4], layout, scale, most=2 if tight else 3)
    parts = [part for part in (pick_up, consents) if part.height]
    rows = _rows(values, layout, scale, 1 if tight else 2)
    line = layout.body.scaled(scale).line + _ROW_GAP
    room -= _height(rows) + gap + sum(part.height + gap for part in parts)
    foot = _small_print(sheet, values, layout, scale, room - line - gap if tight == 2 else 1000)
    foot_height = foot.height + gap if foot.height else 0
    fault = _fault(values.fault, layout, scale, room - foot_height)
    if fault.lines:
        rows.append((_('Fehler'), fault))
    facts = _facts(sheet, rows, layout, scale)
    height = sum(part.height + gap for part in (facts, *parts)) + foot_height
    return Plan((facts, *parts), foot, fault, height)


# ---- head and number, always at full size --------------------------------------------------------------------------

def _head(sheet: Sheet, values: TicketValues, layout: SlipLayout) -> float:
    left, width = layout.area.left * MM, layout.area.width * MM
    title = wrap(_('Abholschein'), Font(layout.cafe.size * 0.92), width)
    cafe = fit(values.cafe_name, layout.cafe, width - title.width - 4 * MM, most=1, smallest=layout.cafe.size * 0.8)
    if not cafe.whole:
        cafe = fit(values.cafe_name, layout.cafe, width - title.width - 4 * MM, most=2, smallest=7)
    top = layout.area.top * MM
    bottom = max(sheet.text(cafe, left, top), top + title.height)
    base = bottom - cafe.font.line + cafe.font.base
    sheet.text(title, left + width, base - title.font.base, side='right')
    bottom += 0.9 * MM
    sheet.rule(left, bottom, left + width, weight=1.2)
    return bottom


def _number(sheet: Sheet, values: TicketValues, layout: SlipLayout, top: float) -> float:
    """Number, name and date beside the code. Answers the lower edge of the deeper one."""
    left, width = layout.area.left * MM, layout.area.width * MM
    code_bottom, code_width = _code(sheet, values.slip_code, layout, left + width, top)
    width -= code_width
    top = sheet.text(wrap(_('Nummer'), layout.label, width), left, top + 1.6 * MM, GREY) + 0.9 * MM
    top = sheet.figures(fit(values.number, layout.number, width, smallest=12), left, top) + 1.7 * MM
    if values.short_name:
        top = sheet.text(fit(values.short_name, layout.name, width, smallest=8), left, top)
    else:
        top = sheet.text(fit(_('ohne Namen'), Font(layout.name.size * 0.9), width), left, top, GREY)
    if values.received:
        received = _('abgegeben {date} bei {name}') if values.taken_by else _('abgegeben {date}')
        received = received.format(date=values.received, name=values.taken_by)
        top = sheet.text(fit(received, layout.small, width), left, top + 0.3 * MM)
    return max(top, code_bottom)


def _code(sheet: Sheet, data: str, layout: SlipLayout, right: float, rule: float) -> tuple[float, float]:
    """The code in the corner below the rule. Answers its lower edge and its width, white border included."""
    modules = qr.matrix(data)
    if modules is None:
        return rule, 0
    size = layout.code * MM
    quiet = qr.quiet(modules, size)
    qr.draw(sheet.canvas, modules, right - size, sheet.height - rule - quiet, size)
    return rule + size + 2 * quiet - layout.gap * MM, size + quiet


# ---- the parts below -----------------------------------------------------------------------------------------------

Row = tuple[str, Block]


def _rows(values: TicketValues, layout: SlipLayout, scale: float, accessories: int) -> list[Row]:
    """What was brought, without the fault, which gets the room that remains."""
    width = _value_width(layout)
    body, item = layout.body.scaled(scale), layout.item.scaled(scale)
    rows = [(_('Gegenstand'), fit(values.item, item, width, 2, smallest=item.size * 0.85)),
            (_('dabei'), fit(values.accessories, body, width, accessories, smallest=body.size * 0.85))]
    return [(label, block) for label, block in rows if block.lines]


def _fault(text: str, layout: SlipLayout, scale: float, room: float) -> Block:
    font = layout.body.scaled(scale)
    lines = int((room - _ROW_GAP) / font.line)
    return wrap(text, font, _value_width(layout), max(lines, 1))


def _value_width(layout: SlipLayout) -> float:
    return (layout.area.width - layout.labels) * MM


_ROW_GAP = 0.5 * MM


def _height(rows: Sequence[Row]) -> float:
    return sum(block.height + _ROW_GAP for _label, block in rows)


def _facts(sheet: Sheet, rows: Sequence[Row], layout: SlipLayout, scale: float) -> Part:
    left = layout.area.left * MM
    font = layout.label.scaled(scale)

    def draw(top: float) -> None:
        for label, block in rows:
            name = fit(label, font, (layout.labels - 1.5) * MM, smallest=5)
            sheet.text(name, left, top + block.font.base - name.font.base, GREY)
            top = sheet.text(block, left + layout.labels * MM, top) + _ROW_GAP
    return Part(_height(rows), draw)


def _pick_up(sheet: Sheet, values: TicketValues, layout: SlipLayout, scale: float) -> Part:
    """The box: where; when we are there and how to reach us on the left, what is promised on the right."""
    left, width = layout.area.left * MM, layout.area.width * MM
    padding = layout.padding * MM * max(scale, 0.8)
    inner = width - 2 * padding
    body, strong = layout.body.scaled(scale), layout.strong.scaled(scale)
    heading = led(_('Abholung'), values.address, body, inner, 2)
    opening = [day for day in values.opening if day.strip()][:8]
    small = body.scaled(0.88) if len(opening) > 3 else body
    reach = [_('Fragen? {phone}').format(phone=values.phone)] if values.phone else []
    days = [fit(day, small, inner * 0.46, 1, smallest=5.5) for day in (*opening, *reach)]
    column = min(max((block.width for block in days), default=0), inner / 2) + (5 * MM if days else 0)
    promises = [wrap(text, font, inner - column, 2) for text, font in _promises(values, body, strong)]
    below = heading.height + 0.6 * MM
    height = 2 * padding + below + max(sum(block.height for block in side) for side in (days, promises))

    def draw(top: float) -> None:
        sheet.frame(left, top, width, height, radius=1.6 * MM, weight=1)
        sheet.led(heading, left + padding, top + padding)
        for side, x in ((days, left + padding), (promises, left + padding + column)):
            y = top + padding + below
            for block in side:
                y = sheet.text(block, x, y)
    return Part(height, draw)


def _promises(values: TicketValues, body: Font, strong: Font) -> Iterator[tuple[str, Font]]:
    """Only what will really happen: nobody is told of a call who left no number."""
    if values.collect_by:
        yield _('Bitte abholen bis {date}.').format(date=values.collect_by), strong
    if values.will_call and values.short_name:
        yield _('Wir rufen an, wenn es fertig ist.'), body
    elif values.ask_on:
        yield _('Bitte fragen Sie nach am {date}.').format(date=values.ask_on.replace(' ', HARD_SPACE)), body
    else:
        yield _('Bitte fragen Sie nach, ob es fertig ist.'), body
    if values.responsible:
        yield _('Ansprechperson: {name}').format(name=values.responsible), body


def _consents(sheet: Sheet, consents: Sequence[ConsentPrint], layout: SlipLayout, scale: float, most: int) -> Part:
    left = layout.area.left * MM
    font = layout.consent.scaled(scale)
    indent = font.size * 1.5
    lines = [(consent.yes, fit(consent.text, font, layout.area.width * MM - indent, most, smallest=6))
             for consent in consents]

    def draw(top: float) -> None:
        for yes, block in lines:
            size = font.size * 0.92
            (signs.tick if yes else signs.cross)(sheet, left, top + (font.line - size) / 2, size)
            top = sheet.text(block, left + indent, top) + 0.3 * MM
    return Part(sum(block.height + 0.3 * MM for _yes, block in lines), draw)


def _small_print(sheet: Sheet, values: TicketValues, layout: SlipLayout, scale: float, room: float) -> Part:
    """Short texts of the café; the limits of liability stand under a heading of their own."""
    left, width = layout.area.left * MM, layout.area.width * MM
    font = layout.print.scaled(scale)
    most = max(int(room / font.line), 0)
    liability = led(_('Haftungsbegrenzung:') if most and values.liability.strip() else '', values.liability, font,
                    width, most)
    shown: list[Block] = []
    for text in values.texts:  # should they have to be cut, then not the liability
        lines = int((room - liability.height - sum(block.height for block in shown)) / font.line)
        shown += [wrap(text, font, width, lines)] if lines > 0 else []

    def draw(top: float) -> None:
        for block in shown:
            top = sheet.text(block, left, top)
        sheet.led(liability, left, top)
    return Part(sum(block.height for block in shown) + liability.height, draw)
