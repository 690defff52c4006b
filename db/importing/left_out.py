"""What stays out of an import, to take along: below the headings of the list, so that it can be worked through."""
import csv
import io

from db.defusing import defused
from db.i18n import _
from db.importing.drafts import Line, Plan, Result
from db.importing.headings import Layout
from db.importing.targets import SheetKind

OURS = (_('Blatt'), _('Zeile'), _('Ergebnis'), _('Grund'))


def left_behind(plan: Plan) -> list[Line]:
    """Rows of which somebody or something stays out. A repair of our own export that has no person had none there."""
    out = {Result.HELD_BACK, Result.NOT_UNDERSTOOD}
    if not any(layout.kind is SheetKind.REPAIRS for layout in plan.layouts.values()):
        out |= {Result.REPAIR_ONLY}
    return [line for line in plan.lines if line.cut or line.result in out]


def as_csv(plan: Plan) -> bytes:
    """What did not come in, or not whole, with the reason and what the file says, as csv."""
    held = io.StringIO()
    writer = csv.writer(held, delimiter=';', quoting=csv.QUOTE_ALL, lineterminator='\r\n')
    lines = [(line, _below_headings(line, plan.layouts[line.sheet])) for line in left_behind(plan)]
    headings = list(dict.fromkeys(heading for __, cells in lines for heading in cells))
    writer.writerow([*OURS, *map(defused, headings)])
    for line, cells in lines:
        texts = (line.sheet, str(line.row.number), line.result.label, line.reason, *map(cells.get, headings))
        writer.writerow([defused(text or '') for text in texts])
    return ('\ufeff' + held.getvalue()).encode()


def _below_headings(line: Line, layout: Layout) -> dict[str, str]:
    """What the row says, by heading; one that stands there twice, or is one of ours, gets the number of its column."""
    found: dict[str, str] = {}
    for place in line.row.filled:
        heading = layout.headings[place] if place < len(layout.headings) else ''
        heading = heading or _('Spalte {n} (ohne Überschrift)').format(n=place + 1)
        taken = heading in found or heading in OURS
        found[f'{heading} ({place + 1})' if taken else heading] = line.row.text(place)
    return found
