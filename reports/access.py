"""The access report: everything about one person, on as many pages as it takes, to be handed over to them."""
from collections.abc import Iterator
from dataclasses import replace

from db.i18n import _
from reports import flow
from reports.flow import Part
from reports.inks import ACCENT, INK, LINE, SOFT_INK
from reports.letters import LIMIT
from reports.paper import MM, Sheet
from reports.typeset import Block, Font, fit, wrap
from reports.values import AccessEntry, AccessSection, AccessValues

__all__ = ['AccessEntry', 'AccessSection', 'AccessValues', 'access']

_LEFT = 20 * MM
_WIDTH = 170 * MM
_LABELS = 44 * MM
_TOP, _TOP_OTHERS, _BOTTOM = 58 * MM, 26 * MM, 278 * MM
_SECTION = Font(14, bold=True)
_ENTRY = Font(11, bold=True)
_BODY = Font(10, leading=1.35)
_SMALL = Font(8.5, leading=1.3)


def access(values: AccessValues) -> bytes:
    """The PDF. Nothing is ever cut: what is long goes on over the next page."""
    sheet = Sheet(210 * MM, 297 * MM, title=_('Auskunft'))
    parts = [part for section in values.sections for part in _section(section)]
    pages = flow.paged(parts, _BOTTOM - _TOP, _BOTTOM - _TOP_OTHERS)
    for number, page in enumerate(pages):
        if number:
            sheet.turn()
        _head(sheet, values, first=not number)
        flow.draw(sheet, page, _TOP_OTHERS if number else _TOP)
        _foot(sheet, values, number + 1, len(pages))
    return sheet.bytes()


# ---- the frame of a page ---------------------------------------------------------------------------------------------
def _head(sheet: Sheet, values: AccessValues, *, first: bool) -> None:
    sheet.fill(0, 0, sheet.width, 2.2 * MM, ACCENT)
    if not first:
        words = fit(_('Auskunft für {name}').format(name=values.name), _SMALL, _WIDTH, smallest=6)
        sheet.text(words, _LEFT, 13 * MM, SOFT_INK)
        sheet.rule(_LEFT, 19 * MM, _LEFT + _WIDTH, 0.6, LINE)
        return
    cafe = fit(values.cafe_name, Font(10, bold=True), _WIDTH)
    top = sheet.text(cafe, _LEFT, 11 * MM, ACCENT)
    for line in values.reach:
        top = sheet.text(fit(line, _SMALL, _WIDTH, smallest=6), _LEFT, top, SOFT_INK)
    name = fit(values.name, Font(22, bold=True), _WIDTH, most=1, smallest=11)
    top = sheet.text(fit(_('Auskunft für'), Font(11), _WIDTH), _LEFT, max(top + 3 * MM, 27 * MM), SOFT_INK)
    top = sheet.text(name, _LEFT, top, INK)
    sheet.text(fit(_('Stand {stamp}').format(stamp=values.stamp), Font(10), _WIDTH), _LEFT, top + 1 * MM, SOFT_INK)


def _foot(sheet: Sheet, values: AccessValues, number: int, many: int) -> None:
    page = wrap(_('Seite {n} von {many}').format(n=number, many=many), Font(8), _WIDTH)
    sheet.text(page, _LEFT + _WIDTH, 285 * MM, SOFT_INK, 'right')
    words = _('Vertraulich: nur für {name}. Das Programm hebt diese Auskunft nicht auf.').format(name=values.name)
    sheet.text(fit(words, Font(8), _WIDTH - page.width - 5 * MM, smallest=6), _LEFT, 285 * MM, SOFT_INK)


# ---- what stands on it -----------------------------------------------------------------------------------------------
def _section(section: AccessSection) -> Iterator[Part]:
    yield _line(wrap(section.title, _SECTION, _WIDTH, 1), gap=8 * MM, keeps=True)
    for line in _lines(section.hint, _SMALL, _WIDTH):
        yield _line(line, gap=0.5 * MM, keeps=True, soft=True)
    for entry in section.entries:
        yield from _entry(entry)


def _entry(entry: AccessEntry) -> Iterator[Part]:
    """A rule, the title, its rows and notes. A title stays with its first row."""
    yield Part(0, lambda sheet, top: sheet.rule(_LEFT, top, _LEFT + _WIDTH, 0.6, LINE), 2.5 * MM, keeps=True)
    below = 2 * MM
    for line in _lines(entry.title, _ENTRY, _WIDTH):
        yield _line(line, gap=below, keeps=True)
        below = 0.8 * MM
    for label, text in entry.rows:
        yield from _row(label, text, below)
        below = 0.8 * MM
    for note in entry.notes:
        for line in _lines(note, _SMALL, _WIDTH - _LABELS):
            yield _line(line, gap=below, left=_LEFT + _LABELS, soft=True)
            below = 0.3 * MM


def _row(label: str, text: str, gap: float) -> Iterator[Part]:
    """The label stands beside the first line; the others may go over to the next page."""
    name = fit(label, replace(_BODY, size=9), _LABELS - 3 * MM, most=2, smallest=7)
    for number, line in enumerate(_lines(text, _BODY, _WIDTH - _LABELS)):
        if number:
            yield _line(line, left=_LEFT + _LABELS)
        else:
            yield _labelled(name, line, gap)


def _labelled(name: Block, line: Block, gap: float) -> Part:
    def draw(sheet: Sheet, top: float) -> None:
        sheet.text(name, _LEFT, top + line.font.base - name.font.base, SOFT_INK)
        sheet.text(line, _LEFT + _LABELS, top, INK)
    return Part(max(line.height, name.height), draw, gap)


def _line(line: Block, gap: float = 0, left: float = _LEFT, *, keeps: bool = False, soft: bool = False) -> Part:
    return Part(line.height, lambda sheet, top: sheet.text(line, left, top, SOFT_INK if soft else INK), gap, keeps)


def _lines(text: str, font: Font, width: float) -> Iterator[Block]:
    """Line by line as it was typed, each broken where it must be."""
    for typed in text.splitlines():
        for start in range(0, len(typed), LIMIT):   # more at once would be cut
            block = wrap(typed[start:start + LIMIT], font, width)
            for line in block.lines:
                yield replace(block, lines=(line,))
