"""„Becker Monika“ was taken for a first name Becker: a later row that says plainly which is the surname puts it right.

Only where nobody has changed the name by hand since: what a person has typed no list turns round. And where a first
name people know stands first, that order may have been as plain: it stays.
"""
from collections.abc import Mapping
from typing import Any

from db.connection import db
from db.folding import fold_written_out
from db.i18n import _
from db.importing.drafts import PersonDraft
from db.importing.name_order import is_first_name
from db.importing.said import Said

TURNED = _('Vor- und Nachname standen vertauscht und sind nach dieser Zeile richtiggestellt.')
_NAMES = ('first_name', 'last_name')


def put_right(draft: PersonDraft, values: Mapping[str, Any], said: Said) -> None:
    first, last = (str(values.get(name) or '') for name in _NAMES)
    if not said.in_clear_order or not (first and last):
        return
    is_known, draft.in_clear_order = draft.in_clear_order, True
    here = tuple(fold_written_out(str(draft.values.get(name) or '')) for name in _NAMES)
    is_turned = here == (fold_written_out(last), fold_written_out(first)) and here[0] != here[1]
    if is_turned and not is_known and not is_first_name(last) and (draft.id is None or _as_listed(draft.id)):
        draft.values |= {'first_name': first, 'last_name': last}
        said.remarks.append(TURNED)


def _as_listed(person: int) -> bool:
    """A list gave this name, and nobody has touched it since."""
    lines = db.execute_sql(
        "SELECT c.verb FROM change c JOIN change_value v ON v.change_id = c.id WHERE c.table_name = 'person' "
        "AND c.row_id = ? AND v.field IN ('first_name', 'last_name')", (person,)).fetchall()
    return bool(lines) and all(verb.startswith('import.') for verb, in lines)
