"""Who comes for what is nobody's: only who brought something to the counter was given a slip."""
from collections.abc import Iterable

from db.i18n import _
from db.todo import TaskRow


def who_asks(rows: Iterable[TaskRow]) -> str:
    listed = {row.is_listed for row in rows}
    return (_('Wer den Schein hat, fragt nach.') if True not in listed
            else _('Wer einen Schein hat, fragt nach; aus einer Liste kam es ohne Namen und Schein.') if False in listed
            else _('Sie kamen mit einer Liste, ohne Namen und ohne Schein.'))
