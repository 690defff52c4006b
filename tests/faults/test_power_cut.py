"""R2: the power goes. What the disk holds at that moment is what there is afterwards; nothing acknowledged is missing.

The store lies on a disk of its own, an image with a file system. While the writer is stopped, the image is copied: the
copy holds what has reached the disk and nothing of what was still in memory.
"""
import multiprocessing
import os
import shutil
import signal
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import sleep

import pytest

from db import connection, handover
from db.retention import run_due
from db.store import close_store, open_store
from db.who import Who
from tests.db.stories import drop_off, owner, residue, rows
from tests.faults.disks import new_image, of_image

pytestmark = pytest.mark.faults
fork = multiprocessing.get_context('fork')
CUTS = 6
Writing = Callable[[Path, Who, datetime, int], None]


def takes_in(folder: Path, who: Who, now: datetime, pipe: int) -> None:
    """Says each number after the commit; every third person withdraws, and that is said, too."""
    open_store(folder)
    for turn in range(100_000):
        number = drop_off(who, now, first_name=f'Wegda{turn}ende').number
        os.write(pipe, f'{number}\n'.encode())
        if turn % 3 == 0:
            handover.withdraw(owner(number, now), None, who, now)
            os.write(pipe, f'Wegda{turn}ende\n'.encode())


def with_less_care(folder: Path, who: Who, now: datetime, pipe: int) -> None:
    """As most programs set up SQLite: the log reaches the disk some time later."""
    connection.PRAGMAS['synchronous'] = 1
    takes_in(folder, who, now, pipe)


def cut(tmp_path: Path, template: Path, writing: Writing, who: Who, now: datetime,
        after: int) -> tuple[Path, list[str]]:
    """The copied image, and what had been said by then."""
    image, copy = new_image(tmp_path / f'{after}.image', 40), tmp_path / f'{after}.copy'
    with of_image(image, tmp_path / 'disk') as disk:
        shutil.copytree(template, disk / 'data')
        os.sync()
        said, heard = os.pipe()
        child = fork.Process(target=writing, args=(disk / 'data', who, now, heard))
        child.start()
        os.close(heard)
        with os.fdopen(said) as lines:
            told = [lines.readline().strip() for _ in range(after)]
            os.kill(child.pid or 0, signal.SIGSTOP)
            sleep(0.05)
            shutil.copyfile(image, copy)
            os.kill(child.pid or 0, signal.SIGKILL)
            child.join()
    return copy, told


def lost(folder: Path, told: list[str], now: datetime) -> list[str]:
    open_store(folder)
    there = {number for (number,) in rows('SELECT number FROM repair')}
    named = {name for (name,) in rows('SELECT first_name FROM person')}
    gone = [word for word in told if (word in named if word.startswith('Wegda') else word not in there)]
    assert rows('PRAGMA integrity_check') == [('ok',)]
    run_due(now)
    close_store()
    erased = [word for word in told if word.startswith('Wegda')]
    assert residue(folder, erased) == []
    return gone


@pytest.mark.parametrize('after', [1 + 9 * number for number in range(CUTS)])
def test_r2_nothing_acknowledged_is_lost(tmp_path: Path, template: Path, anja: Who, now: datetime, after: int) -> None:
    close_store()
    copy, told = cut(tmp_path, template, takes_in, anja, now, after)
    with of_image(copy, tmp_path / 'afterwards') as disk:
        assert lost(disk / 'data', told, now) == []


def test_the_cut_is_a_real_one(tmp_path: Path, template: Path, anja: Who, now: datetime) -> None:
    """With less care than we take, the same cut does lose what was acknowledged."""
    close_store()
    copy, told = cut(tmp_path, template, with_less_care, anja, now, 1)
    with of_image(copy, tmp_path / 'afterwards') as disk:
        assert lost(disk / 'data', told, now) == told
