"""The whole way of a list on the command line: read, plan, apply, report."""
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from db.errors import Refused, why
from db.i18n import _
from db.importing import applying, own_book, planning, reading, report, showing
from db.importing.assumed import summed_up
from db.importing.book import Book
from db.importing.drafts import Choices, Result
from db.importing.meanings import key_of
from db.importing.no_consent import ASKS_NOT, never_asks
from db.importing.own_consents import BY_NOBODY_HERE
from db.importing.remembered import forgetting
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


@forgetting()
def run(book: Book, applied: bool, who: Who, now: datetime, progress: Callable[[int, int], None],
        consents: Sequence[str] = ()) -> tuple[dict[str, Any], str]:
    """The report, and why nothing changes if so; what they say has happened only when `applied`. `consents` are
    headings of which an organiser says that the consent stands below them."""
    choices = Choices(columns=_asking(book, consents, now)) if consents else Choices()
    if applied:
        plan, __ = applying.apply(book, choices, who, now, progress)
    else:
        plan = planning.make(book, choices, now, progress)
    return report.as_json(plan, applied=applied), showing.idle(plan)


def _asking(book: Book, headings: Sequence[str], now: datetime) -> dict[tuple[str, int], str]:
    """The columns under these headings, wherever they stand. A heading that is nowhere is a slip of the fingers, and
    one that says no or allows something else is no consent, whoever says so (D1)."""
    if own_book.is_own(book):
        raise Refused(_('Das ist ein eigener Export: Wer eingewilligt hat, steht dort auf dem Blatt Einwilligungen.'))
    layouts, found = planning.make(book, Choices(), now).layouts, {}
    for heading in map(str.strip, headings):
        key = key_of(heading)
        places = [(name, place) for name, layout in layouts.items() for place, title in enumerate(layout.headings)
                  if title == heading or (key and key_of(title) == key)]
        if not heading or not places:
            raise Refused(_('Über keiner Spalte der Datei steht „{heading}“.').format(heading=heading))
        if never_asks(heading):
            raise Refused(ASKS_NOT.format(heading=heading))
        found.update(dict.fromkeys(places, 'consent'))
    return found


def summary(told: dict[str, Any], applied: bool, idle: str = '') -> list[str]:
    """What a person reads in the window. `idle` says why nothing changes."""
    lines = [_('{sheet}: {kind}, {n} Zeilen').format(
        sheet=name, kind=SheetKind(kind).label, n=sum(row['sheet'] == name for row in told['rows']))
        for name, kind in told['sheets'].items()]
    lines += [f'{count:6}  {Result(result).label if applied else Result(result).to_come(count)}'
              for result, count in told['counts'].items() if count]
    lines += filter(None, [summed_up(row['reason'] for row in told['rows'])])
    nobodys = sum(BY_NOBODY_HERE in row['reason'] for row in told['rows'])
    if nobodys:
        lines.append(_('Einwilligungen, bei denen „festgehalten von“ ein Konto nennt, das es hier nicht gibt: {n}')
                     .format(n=nobodys))
    if not told['rows']:
        return [*lines, _('In der Datei stehen nur Überschriften: Es gibt nichts zu übernehmen.')]
    if idle:
        lines.append(idle if not applied else _('Es hat sich nichts geändert.'))
    else:
        lines.append(_('Gespeichert.') if applied else _('Das war eine Probe, nichts wurde gespeichert. Mit --apply '
                                                         'wird gespeichert.'))
    if told['counts'][Result.HELD_BACK] or told['counts'][Result.NOT_UNDERSTOOD]:
        lines.append(_('Was nicht hineinkam, steht mit Grund im Bericht: --report DATEI.json'))
    return lines


def as_bytes(told: dict[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False, indent=1).encode()
