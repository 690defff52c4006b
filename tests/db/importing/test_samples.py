"""The lists of real teams, where they lie beside the program: every row is stored or listed with a reason."""
from pathlib import Path

import pytest

from db.importing import applying
from db.importing.drafts import Choices, Result
from db.who import COMMAND_LINE
from tests.db.importing.lists import accounted_for, read
from tests.db.stories import residue, rows
from tests.personas import NOW

SAMPLES = Path(__file__).parents[4] / 'shared' / 'samples'

if SAMPLES.is_dir():
    FILES = sorted(SAMPLES.iterdir())

    @pytest.mark.parametrize('file', FILES, ids=lambda file: str(file.name))
    def test_every_row_is_accounted_for(store: Path, file: Path) -> None:
        book = read(file.read_bytes(), file.name)
        plan, __ = applying.apply(book, Choices(), COMMAND_LINE, NOW)
        accounted_for(book, plan)
        assert Result.NOT_UNDERSTOOD not in {line.result for line in plan.lines}
        assert rows('SELECT COUNT(*) FROM person') == [(len(plan.people),)]

    def test_the_four_sheets(store: Path) -> None:
        file = SAMPLES / 'kontaktliste.xlsx'
        plan, __ = applying.apply(read(file.read_bytes(), file.name), Choices(), COMMAND_LINE, NOW)
        assert [layout.kind for layout in plan.layouts.values()] == ['team', 'customers', 'external', 'former']
        members = "SELECT phone, postcode FROM person WHERE last_name IN ('Bergmann', 'Krause') ORDER BY last_name"
        assert rows(members) == [
            ('0351 4567890', '01067'), ('0171 2223344', '01069')]
        assert rows('SELECT COUNT(*) FROM repair') == [(60,)]
        assert not residue(store, ['Erika', 'erika@example.org', 'Pohl\x00'])
