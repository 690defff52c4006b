"""Cells of our own file that their column does not take, because somebody has changed them in a spreadsheet: nobody is
lost for one of them. It stands in the note, under its heading."""
from collections.abc import Iterable

from db.errors import Refused
from db.i18n import _
from db.importing.consenting import shortened
from db.importing.drafts import Draft, Line
from db.importing.headings import Layout
from db.importing.notes import below, whole_note
from db.importing.own_book import Unfit
from db.importing.said import Said
from db.kinds import clean

NOTED = _('„{text}“ passt nicht in die Spalte „{label}“ und steht in der Notiz.')
LEFT = _('„{text}“ passt nicht in die Spalte „{label}“ und bleibt weg.')


def keep(unfit: Iterable[Unfit], line: Line, layout: Layout) -> None:
    """What comes in with this row, with the cells below its note; the reason says so."""
    said = Said(layout, line.row, True)
    for cell in unfit:
        draft = _of(cell, line)
        if draft is None or draft.before:
            continue    # nothing of it comes in, or nothing changes there
        noted = not cell.heading.machine and _may_stand(cell, draft, line)
        said.remarks.append((NOTED if noted else LEFT).format(text=shortened(cell.text), label=cell.heading.title))
        if noted:
            said.notes = [('' if cell.heading.column.name == 'note' else cell.heading.title, cell.text)]
            draft.values['note'] = below(draft.values.get('note') or '', whole_note(said), said)
    line.reason = ' '.join([line.reason, *said.remarks, *said.losses])


def _of(cell: Unfit, line: Line) -> Draft | None:
    """Whose note it is. What the sheet of customers says of a repair stands on that of the repairs, too."""
    if cell.heading.table in ('repair', 'repair_state'):
        return line.repair
    return line.organisation if cell.heading.table == 'organisation' else line.person


def _may_stand(cell: Unfit, draft: Draft, line: Line) -> bool:
    """Where nobody has said yes, a text that may be about somebody stays out (D1); so do signs that nothing stores."""
    if draft is not line.person and line.person is None:
        return False
    try:
        return bool(clean(cell.text, len(cell.text), lines=True))
    except Refused:
        return False
