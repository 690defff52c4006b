"""From the store to the finished file, for the screens and the command line: what there is to take out, and how.

A file is made as a whole before the first byte leaves: in the data folder, where nobody else may look, and without a
name there. A reader who is slow or goes away holds nothing up.
"""
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, TypeVar

from db import exchange_cards, exchange_everything, exchange_example, exchange_reading, exporting, ords
from db.clock import local
from db.errors import Refused
from db.exchange_cards import Card
from db.exchange_layout import SHEETS, Heading, template
from db.i18n import _
from db.who import Who
from reports import csvs, json_file, vcard, xlsx
from reports import ords as ords_file
from reports.sheets import SheetValues, Title
from reports.vcard import CardValues

Progress = Callable[[int], None]   # told about every so many rows
TOLD_EVERY = 200
Item = TypeVar('Item')


@dataclass(frozen=True)
class Wanted:
    """What somebody wants to take out: a kind of `KINDS`, for csv one sheet or all, for cards a group and whom."""
    kind: str
    sheet: str = ''
    group: str = exchange_cards.TEAM
    chosen: tuple[str, ...] | None = None

    @property
    def made(self) -> 'Kind':
        return KINDS['zip' if self.kind == 'csv' and not self.sheet else self.kind]


@dataclass(frozen=True)
class Kind:
    """`name` is how the name of the file ends. `asks`: whole lists leave, so the password is asked again (S12)."""
    name: str
    media_type: str
    write: Callable[[IO[bytes], 'Job'], None]
    asks: bool = True


@dataclass(frozen=True)
class Job:
    """`place` is a folder for what is under way."""
    wanted: Wanted
    now: datetime
    place: Path
    told: Progress


def make(wanted: Wanted, who: Who, now: datetime, told: Progress = lambda _rows: None) -> IO[bytes]:
    """The finished file, open at its start; it is gone when it is closed. Raises `Refused` where that cannot be."""
    with ExitStack() as kept, exporting.scratch() as place:
        target = kept.enter_context(tempfile.TemporaryFile(dir=place))
        with exporting.moment():
            wanted.made.write(target, Job(wanted, now, place, told))
        exporting.note(wanted.kind, who, now)
        target.seek(0)
        kept.pop_all()   # from here on the reader closes it
    return target


def name_of(wanted: Wanted, now: datetime) -> str:
    """The café's day and what it is; nothing about a person (D8)."""
    what = {'ords': '-open-repair-data', 'vcf': f'-{wanted.group}', 'csv': f'-{wanted.sheet.lower()}' if wanted.sheet
            else '-tabellen'}.get(wanted.kind, '')
    return f'kontaktbuch{what}-{local(now):%Y-%m-%d}.{wanted.made.name}'


def rows_of(wanted: Wanted) -> int:
    """About how many rows there are, for a bar. Raises `Refused` for a sheet that is none."""
    if wanted.sheet and wanted.sheet.casefold() not in {sheet.name.casefold() for sheet in exchange_reading.sheets()}:
        raise no_such_sheet(wanted.sheet)
    counted = exchange_reading.counts()
    return {'ords': ords.counts().rows, 'vcf': 1}.get(wanted.kind, counted.get(wanted.sheet, sum(counted.values())))


# ---- the kinds of files ----------------------------------------------------------------------------------------------
def _xlsx(target: IO[bytes], job: Job) -> None:
    try:
        xlsx.write(target, (_values(sheet, job.told) for sheet in exchange_reading.sheets()), job.place)
    except ValueError as problem:
        raise Refused(_('{problem} Bitte als JSON.').format(problem=problem)) from None


def _zip(target: IO[bytes], job: Job) -> None:
    csvs.zipped(target, (_values(sheet, job.told) for sheet in exchange_reading.sheets()))


def _csv(target: IO[bytes], job: Job) -> None:
    for sheet in exchange_reading.sheets():
        if sheet.name.casefold() == job.wanted.sheet.casefold():
            target.writelines(csvs.lines(_values(sheet, job.told)))
            return
    raise no_such_sheet(job.wanted.sheet)


def no_such_sheet(name: str) -> Refused:
    return Refused(_('Ein Blatt „{name}“ gibt es nicht. Es gibt: {names}.').format(name=name, names=', '.join(SHEETS)))


def _json(target: IO[bytes], job: Job) -> None:
    parts = exchange_everything.everything(job.now)
    target.writelines(json_file.lines((name, counted(part, job.told) if isinstance(part, Iterator) else part)
                                      for name, part in parts))


def _vcf(target: IO[bytes], job: Job) -> None:
    target.write(vcard.vcards(_card(card) for card in exchange_cards.cards(job.wanted.group, job.wanted.chosen)))


def _ords(target: IO[bytes], job: Job) -> None:
    target.writelines(ords_file.lines(counted(ords.rows(), job.told)))


KINDS: dict[str, Kind] = {
    'xlsx': Kind('xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', _xlsx),
    'zip': Kind('zip', 'application/zip', _zip), 'csv': Kind('csv', 'text/csv; charset=utf-8', _csv),
    'json': Kind('json', 'application/json', _json), 'vcf': Kind('vcf', 'text/vcard; charset=utf-8', _vcf, asks=False),
    'ords': Kind('csv', 'text/csv; charset=utf-8', _ords, asks=False)}


# ---- what people fill in ---------------------------------------------------------------------------------------------
def template_file(filled: bool) -> bytes:
    """The four sheets to fill in, empty or with an example."""
    hint = _('Eine Zeile je Person oder Gerät. Gespeichert wird nur, wer zugestimmt hat: „ja“ unter „Einwilligung“.')
    with exporting.scratch() as place:
        target = io.BytesIO()
        xlsx.write(target, (SheetValues(
            name, _titles(headings), exchange_example.rows(name, headings) if filled else (), hint)
            for name, headings in template().items()), place)
    return target.getvalue()


# ---- from what is read to what is written ----------------------------------------------------------------------------
def _values(sheet: exchange_reading.Sheet, told: Progress) -> SheetValues:
    return SheetValues(sheet.name, _titles(sheet.headings), counted(sheet.rows, told))


def _titles(headings: Iterable[Heading]) -> tuple[Title, ...]:
    return tuple(Title(heading.title, heading.column.kind.value, heading.machine, heading.column.choices)
                 for heading in headings)


def _card(card: Card) -> CardValues:
    held = asdict(card)
    return CardValues(key=held.pop('public_id'), name=card.name, **held)


def counted(rows: Iterator[Item], told: Progress) -> Iterator[Item]:
    number = 0
    for number, row in enumerate(rows, start=1):
        yield row
        if number % TOLD_EVERY == 0:
            told(TOLD_EVERY)
    told(number % TOLD_EVERY)
