"""D5: what a kill has left in the middle goes, and nothing else."""
import shutil
from pathlib import Path

import pytest

from db.unfinished import begun, sweep


@pytest.mark.parametrize('other', ['.film.mkv.part', '.Urlaub.zip.a1b2c3d4.part', '.part'])
def test_what_other_programs_have_begun_on_a_stick_stays(tmp_path: Path, other: str) -> None:
    (tmp_path / other).write_text('halb geladen')
    sweep(tmp_path)
    assert (tmp_path / other).read_text() == 'halb geladen'


@pytest.mark.parametrize('name', ['kontaktbuch.sqlite', 'kontaktbuch-2026-11-23T130500Z.sqlite.age', 'abends.sqlite'])
def test_d5_ours_go_whatever_name_somebody_has_chosen(tmp_path: Path, name: str) -> None:
    with begun(tmp_path / name) as at_work:
        sweep(tmp_path)
        assert at_work.exists()
        left = tmp_path / f'{at_work.name[:-5]}0.part'   # as a kill leaves it: nobody holds it
        shutil.copy(at_work, left)
        sweep(tmp_path)
        assert (at_work.exists(), left.exists()) == (True, False)
