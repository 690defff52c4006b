"""S10: what a spreadsheet would run is only text there, and comes back as it was."""
import pytest

from db.defusing import defused, restored
from tests.db.exchanging import NASTY
from tests.db.naughty import LETTERS

FORMULAS = ['=1+1', '=cmd|\' /C calc\'!A0', '+49 351 1234567', '-', '-5', '@SUM(A1)', '\tx', '\rx', '＝1', '＠x', "'=1",
            "''=1", "'+", "'''@x"]
TEXTS = ["'", "''", "'Anna'", '1=1', 'a+b', 'x@y.de', '', ' =1', 'O\'Brien', "'n Abend"]


@pytest.mark.parametrize('text', FORMULAS)
def test_a_formula_begins_with_an_apostrophe(text: str) -> None:
    assert defused(text).startswith("'")
    assert restored(defused(text)) == text


@pytest.mark.parametrize('text', TEXTS)
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert defused(text) == text
    assert restored(text) == text


@pytest.mark.parametrize('text', [*NASTY, *LETTERS.values()])
def test_every_text_comes_back(text: str) -> None:
    assert restored(defused(text)) == text


def test_no_two_texts_become_one() -> None:
    texts = {*FORMULAS, *TEXTS, *NASTY, *(f"'{text}" for text in FORMULAS)}
    assert len({defused(text) for text in texts}) == len(texts)
