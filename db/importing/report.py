"""What an import did or would do, as JSON: one entry per row of the file, and nothing of what stood in it."""
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from db.i18n import _
from db.importing.consent_headings import said_below
from db.importing.consenting import is_plain_no, shortened
from db.importing.contacts import one_line
from db.importing.drafts import Line, Plan
from db.importing.headings import Layout
from db.importing.meanings import key_of
from db.importing.targets import SheetKind

LEFT_OUT = '„…“'
_QUOTED = re.compile('„([^„“]*)“')
_STARTS = r'(?:^|(?<=[.!?] ))'


def as_json(plan: Plan, *, applied: bool) -> dict[str, Any]:
    """A sheet whose rows or lists are of several kinds is 'mixed', every other has the kind of all its rows. `person`
    and `repair` are public ids; what is not stored yet has none."""
    kinds: dict[str, set[SheetKind]] = defaultdict(set)
    for name, layout in plan.layouts.items():
        kinds[plan.parts.get(name, name)].add(layout.kind)
    return {
        'file': plan.file,
        'sheets': {name: (min(found) if len(found) == 1 else SheetKind.MIXED).value for name, found in kinds.items()},
        'counts': plan.counts,
        'rows': [{'sheet': plan.parts.get(line.sheet, line.sheet), 'row': line.row.number, 'result': line.result.value,
                  'reason': without_quotations(line, plan.layouts[line.sheet], plan.layouts),
                  'person': _public(line.person, applied), 'repair': _public(line.repair, applied)}
                 for line in plan.lines],
    }


def _public(draft: Any, applied: bool) -> str | None:
    return draft.public or None if draft is not None and (applied or draft.before) else None


def without_quotations(line: Line, layout: Layout, sheets: Iterable[str] = ()) -> str:
    """The reason without the cells it quotes; what the sheets are called is told anyway. The preview shows them beside
    the row; a report lies about in a folder, and in a cell may stand what nobody agreed to (D1). A plain no is no more
    than that."""
    reason, ours = line.reason, {*layout.headings, *sheets, _('Austausch')}     # our own page is named as well
    if '„' not in reason:
        return reason
    asked = {place for place, target in enumerate(layout.targets) if target.startswith('consent')}
    for place in sorted(line.row.filled, key=lambda one: (-len(line.row.text(one)), one not in asked)):
        text = line.row.text(place)
        heading = layout.headings[place] if place < len(layout.headings) else ''
        instead = _('Der Eintrag unter „{heading}“').format(heading=heading) if heading else LEFT_OUT
        read = said_below(heading, key_of(heading), text) if place in asked else text
        for quoted in dict.fromkeys((f'„{text}“', f'„{shortened(text)}“', f'„{shortened(read)}“')):
            # looked for first: of wide rows the reason is as long as the row
            if quoted not in reason or is_plain_no(text) or text in ours:
                continue
            reason = re.sub(_STARTS + re.escape(quoted), instead.replace('\\', r'\\'), reason)
            reason = reason.replace(quoted, LEFT_OUT)
    cells = [_plain(line.row.text(place)) for place in line.row.filled]
    return _QUOTED.sub(lambda found: found[0] if found[1] in ours or is_plain_no(found[1]) or not any(
        _plain(found[1]) in cell for cell in cells) else LEFT_OUT, reason)


def _plain(text: str) -> str:
    """As it is compared: a cell may be quoted in part, or shortened."""
    return one_line(text).strip(' …').casefold()
