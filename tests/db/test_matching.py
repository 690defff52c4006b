"""However common the words are that somebody asks for, the rows that hold all of them are found."""
import itertools
from datetime import datetime
from pathlib import Path

import pytest

from db import matching
from db.matching import FORMERS, GONE_REPAIRS, OPEN_REPAIRS, PEOPLE, Index
from db.models import Person, Repair
from db.who import Who
from tests.db.stories import drop_off

FIRST, LAST = ('Anna', 'Anton', 'Berta', 'Cem'), ('Schneider', 'Schubert', 'Bauer')
QUESTIONS = ('anna schneider', 'an sch', 'a b', 'sch', 'cem', 'cem cem', 'toaster anna', 'krups', 'anna xq', 'xq', '–')


@pytest.fixture
def people(store: Path, mira: Who, now: datetime) -> None:
    for first, last in itertools.product(FIRST, LAST):
        drop_off(mira, now, 'Toaster', first_name=first, last_name=last, brand='Krups')


@pytest.mark.parametrize('listed', [1, 3, 100], ids=lambda most: f'{most} listed')
@pytest.mark.parametrize('few', [0, 1000], ids=['many wanted', 'few wanted'])
def test_all_words_lead_to_the_row(few: int, listed: int, people: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """By lists that are intersected, row by row, and by both."""
    monkeypatch.setattr(matching, 'LISTED', listed)
    monkeypatch.setattr(matching, 'FEW', few)
    for question, (index, table) in itertools.product(QUESTIONS, ((PEOPLE, Person), (OPEN_REPAIRS, Repair))):
        found = matching.matching(index, question, 200)
        assert (sorted(found.ids), found.more) == (expected(table, question), False), question
    for question, empty in itertools.product(QUESTIONS, (GONE_REPAIRS, FORMERS)):
        assert matching.matching(empty, question, 200).ids == [], question


def expected(table: type[Person] | type[Repair], question: str) -> list[int]:
    terms = [term for term in question.split() if term.isalnum()]
    return [row.id for row in table.select().order_by(table.id)
            if terms and all(f' {term}' in row.words for term in terms)]


@pytest.mark.parametrize('index', [PEOPLE, OPEN_REPAIRS], ids=lambda index: index.rows)
def test_what_was_not_looked_at_is_said(index: Index, people: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, 'CANDIDATES', 5)
    assert not matching.matching(index, 'anna', 200).more
    assert matching.matching(index, 'sch', 200).more
    assert matching.matching(index, 'anna', 2) == (matching.matching(index, 'anna', 200).ids[:2], True)
