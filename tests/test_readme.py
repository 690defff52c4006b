"""What the README promises is there: every test file it names exists and tests something."""
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SURVIVED = re.search(r'\n## Was es übersteht\n(.*?)\n## ', (ROOT / 'README.md').read_text('utf-8'), re.DOTALL)[1]
ROWS = [line for line in SURVIVED.splitlines() if line.startswith('| ')][1:]


@pytest.mark.parametrize('row', ROWS)
def test_each_row_names_its_test(row: str) -> None:
    (named,) = re.findall(r'`(tests/\S+\.py)`', row)
    assert re.search(r'^(async )?def test_', (ROOT / named).read_text('utf-8'), re.MULTILINE), named


def test_each_fault_and_each_attack_has_its_row() -> None:
    named = set(re.findall(r'`(tests/\S+\.py)`', SURVIVED))
    there = {str(path.relative_to(ROOT)) for room in ('faults', 'attack')
             for path in (ROOT / 'tests' / room).glob('test_*.py')}
    untold = {'tests/attack/test_headers.py', 'tests/faults/test_kill_erasing.py'}   # told in other rows
    assert there - untold <= named
    assert len(ROWS) == len(named)
