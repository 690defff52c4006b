"""The whole way of a list on the command line: read, plan, apply, report."""
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from db.errors import Refused, why
from db.i18n import _
from db.importing import applying, planning, reading, report
from db.importing.book import Book
from db.importing.drafts import Choices, Result
from db.importing.own_consents import BY_NOBODY_HERE
from db.importing.targets import SheetKind
from db.who import Who


def read(source: Path) -> Book:
    """Raises `Refused` with one sentence when there is nothing to read."""
    try:
        if source.stat().st_size > reading.MOST_BYTES:
            raise Refused(reading.SENTENCES['large'].format(name=source.name))
        return reading.read(source.read_bytes(), source.name)
    except OSError as problem:
        raise Refused(_('{file} lässt sich nicht lesen: {reason}').format(file=source, reason=why(problem))) from None


def run(book: Book, applied: bool, who: Who, now: datetime, progress: Callable[[int, int], None]) -> dict[str, Any]:
    """The report; what it says has happened only when `applied`."""
    if applied:
        plan, __ = applying.apply(book, Choices(), who, now, progress)
    else:
        plan = planning.make(book, Choices(), now, progress)
    return report.as_json(plan, applied=applied)


def summary(told: dict[str, Any], applied: bool) -> list[str]:
    """What a person reads in the window."""
    lines = [_('{sheet}: {kind}, {n} Zeilen').format(
        sheet=name, kind=SheetKind(kind).label, n=sum(row['sheet'] == name for row in told['rows']))
        for name, kind in told['sheets'].items()]
    lines += [f'{count:6}  {Result(result).label}' for result, count in told['counts'].items() if count]
    nobodys = sum(BY_NOBODY_HERE in row['reason'] for row in told['rows'])
    if nobodys:
        lines.append(_('Einwilligungen, bei denen „festgehalten von“ ein Konto nennt, das es hier nicht gibt: {n}')
                     .format(n=nobodys))
    if not told['rows']:
        return [*lines, _('In der Datei stehen nur Überschriften: Es gibt nichts zu übernehmen.')]
    lines.append(_('Gespeichert.') if applied else _('Das war eine Probe, nichts wurde gespeichert. Mit --apply wird '
                                                     'gespeichert.'))
    if told['counts'][Result.HELD_BACK] or told['counts'][Result.NOT_UNDERSTOOD]:
        lines.append(_('Was nicht hineinkam, steht mit Grund im Bericht: --report DATEI.json'))
    return lines


def as_bytes(told: dict[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False, indent=1).encode()
