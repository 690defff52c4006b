"""Searching, lists, figures and papers, measured at the verbs of `db` and at `reports`."""
from collections.abc import Iterator
from datetime import datetime
from functools import partial

from db import figures, people, repairs, search, sheets
from db.sheets import Question
from pages.paper_values import ticket_pdf, weekly_pdf
from tests.bench.asked import Questions
from tests.bench.floor import Floors
from tests.bench.measuring import P95, Figure, Target, times

SEARCH, TICKET = Target(3, P95), Target(15)


def searching(asked: Questions, floors: Floors, now: datetime) -> Iterator[Figure]:
    for kind, texts in asked.kinds.items():
        yield Figure(f'Finden: {kind}', times(partial(search.find, text) for text in texts), SEARCH, floors.search)
    for name, sheet in sheets.SHEETS.items():
        calls = [partial(sheets.read, name, Question(text=text), now) for text in asked.mixed]
        yield Figure(f'{sheet.title}: Suchen', times(calls), SEARCH, floors.search)


def lists(floors: Floors, now: datetime) -> Iterator[Figure]:
    for name, sheet in sheets.SHEETS.items():
        total = sheets.read(name, Question(), now).total
        for words, offset in (('erste Seite', 0), ('mitten darin', total // 2)):
            calls = [partial(sheets.read, name, Question(offset=offset), now)] * 30
            yield Figure(f'{sheet.title}: {words}', times(calls), floor=floors.list)
        slowest = max((Figure(f'{sheet.title}: sortiert nach {column}', times(
            [partial(sheets.read, name, Question(sort=column, descending=True), now)] * 10), floor=floors.list)
            for column in sheet.orders), key=lambda figure: figure.median, default=None)
        if slowest:
            yield slowest


def views(asked: Questions, floors: Floors, now: datetime) -> Iterator[Figure]:
    yield Figure('eine Reparatur', times(partial(repairs.read, number, now) for number in asked.numbers),
                 floor=floors.list)
    yield Figure('eine Person', times(partial(people.read, person) for person in asked.people), floor=floors.list)
    yield Figure('Heute', times([partial(figures.today, now)] * 20), floor=floors.list)
    yield Figure('Zahlen einer Woche', times([partial(figures.week, now)] * 10), floor=floors.list)


def papers(asked: Questions, now: datetime) -> Iterator[Figure]:
    yield Figure('Schein', times(partial(ticket_pdf, number, now) for number in asked.brought), TICKET)
    yield Figure('Wochenübersicht', times([partial(weekly_pdf, None, now)] * 10))
