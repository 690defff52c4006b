"""D7: taking an import back is no erasure. The ledger knows nothing of it, nobody is alarmed about that, and when an
older backup brings such an import back it is said."""
from datetime import timedelta
from pathlib import Path

import pytest

from db import backup, handover, health, keeping, ledger, privacy
from db.importing import undoing
from db.restore import restore
from db.store import close_store
from db.who import COMMAND_LINE, Who
from tests.commands import command
from tests.db.importing.lists import CUSTOMERS, customer, stored
from tests.db.stories import count, drop_off, owner
from tests.personas import NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WELL = 'ist vollständig'


def comes() -> str:
    return stored(Kunden=[CUSTOMERS, customer()])[1]


def comes_and_goes() -> None:
    undoing.undo(comes(), COMMAND_LINE, NOW + HOUR)


def the_ledger(after: timedelta) -> str:
    return next(found.words for found in health.quick(NOW + after) if found.what == 'Löschbuch')


@pytest.mark.parametrize('days', [0, 1, 13, 14])
def test_d7_an_import_taken_back_is_no_alarm(store: Path, days: int) -> None:
    comes_and_goes()
    assert the_ledger(2 * HOUR + days * DAY) == WELL
    assert [line.words for line in privacy.overview(NOW + 2 * HOUR).gone] == ['Import zurückgenommen']


def test_d7_check_says_so_as_well(store: Path) -> None:
    comes_and_goes()
    keeping.daily(NOW + HOUR)
    close_store()
    (line,) = (line for line in command(store, 'check').stdout.splitlines() if 'Löschbuch' in line)
    assert line.split() == ['✓', 'Löschbuch', *WELL.split()]


def test_d7_a_line_that_is_missing_beside_it_is_still_one(store: Path, anja: Who) -> None:
    comes_and_goes()
    handover.withdraw(owner(drop_off(anja, NOW).number, NOW), None, anja, NOW)
    assert the_ledger(2 * HOUR) == WELL
    (store / ledger.FILE).unlink()
    assert 'fehlen Zeilen (1)' in the_ledger(2 * HOUR)


# ---- an older backup that still has it -------------------------------------------------------------------------------
def brought_back(store: Path, after: timedelta) -> list[str]:
    """From a backup of an hour after the import, which was taken back the day after."""
    batch = comes()
    source = backup.make(store / backup.FOLDER, NOW + HOUR).path
    undoing.undo(batch, COMMAND_LINE, NOW + DAY)
    assert count('person') == 0
    close_store()
    told: list[str] = []
    assert restore(source, store, NOW + after, say=told.append) == 0, 'nobody is erased anew'
    assert count('person') == 1
    assert the_ledger(after) == WELL
    return told


def test_d7_an_older_backup_brings_it_back_and_it_is_said(store: Path) -> None:
    (told,) = brought_back(store, 2 * DAY)
    assert told == ('Der Import vom 23.11.2026 war schon zurückgenommen und steht mit dieser Sicherung wieder da. '
                    'Unter „Austausch“ lässt er sich noch einmal zurücknehmen.')
    (again,) = undoing.lately(NOW + 2 * DAY)
    undoing.undo(again.batch, COMMAND_LINE, NOW + 2 * DAY)
    assert (count('person'), the_ledger(3 * DAY)) == (0, WELL)


def test_d7_after_its_fourteen_days_somebody_has_to_look(store: Path) -> None:
    (told,) = brought_back(store, 14 * DAY + HOUR)
    assert told.endswith('Als Ganzes geht das nicht mehr: Bitte ansehen, wer daraus noch einmal zu löschen ist.')


def test_an_import_that_was_taken_back_when_the_backup_was_made_is_not_named(store: Path) -> None:
    comes_and_goes()
    source = backup.make(store / backup.FOLDER, NOW + 2 * HOUR).path
    close_store()
    told: list[str] = []
    restore(source, store, NOW + DAY, say=told.append)
    assert (told, count('person')) == ([], 0)


def test_an_import_that_nobody_has_taken_back_is_not_named(store: Path) -> None:
    comes()
    source = backup.make(store / backup.FOLDER, NOW + HOUR).path
    close_store()
    told: list[str] = []
    restore(source, store, NOW + DAY, say=told.append)
    assert (told, count('person')) == ([], 1)
