"""What an import did or would do, as JSON: one entry per row of the file, and nothing of what stood in it."""
from typing import Any

from db.importing.drafts import Plan


def as_json(plan: Plan, *, applied: bool) -> dict[str, Any]:
    """A sheet whose rows say their own kind is 'mixed', every other has the kind of all its rows. `person` and `repair`
    are public ids; what is not stored yet has none."""
    return {
        'file': plan.file,
        'sheets': {name: layout.kind.value for name, layout in plan.layouts.items()},
        'counts': plan.counts,
        'rows': [{'sheet': line.sheet, 'row': line.row.number, 'result': line.result.value, 'reason': line.reason,
                  'person': _public(line.person, applied), 'repair': _public(line.repair, applied)}
                 for line in plan.lines],
    }


def _public(draft: Any, applied: bool) -> str | None:
    return draft.public or None if draft is not None and (applied or draft.before) else None
