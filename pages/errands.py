"""What the running program does by itself: erasing what is due, at the minute that was promised (D4), and backups."""
import asyncio
import itertools
import logging
from collections.abc import Callable
from functools import partial

from db import exporting, keeping, retention
from db.clock import utc_now
from pages.bridge import in_store
from reports.typeset import warm_up

log = logging.getLogger(__name__)
PAUSE = 10           # seconds between two looks; an erasure is at most that late
BACKUP_EVERY = 60    # looks: every ten minutes it is asked whether today's backup is there (R4)
_running: list[asyncio.Task[None]] = []


def start() -> None:
    """At once, because the program may have been off when something became due; then again and again."""
    stop()
    _running.append(asyncio.get_running_loop().create_task(run(), name='erase what is due'))


def stop() -> None:
    while _running:
        _running.pop().cancel()


async def last() -> None:
    """At an orderly stop: what came in since the last backup is in one, too."""
    stop()
    try:
        await in_store(partial(keeping.daily, stopping=True), utc_now())
    except Exception:
        log.exception('the last backup of the day failed')


async def run() -> None:
    try:
        await in_store(warm_up)   # the fonts, so that the first ticket need not wait for them
    except Exception:
        log.exception('the fonts could not be loaded')
    for look in itertools.count():
        await attempt(retention.run_due, utc_now())
        if look % BACKUP_EVERY == 0:
            await attempt(keeping.daily, utc_now())
            await attempt(exporting.sweep)
        await attempt(keeping.follow_ledger)
        await asyncio.sleep(PAUSE)


async def attempt(errand: Callable[..., object], *args: object) -> None:
    """Each on its own: what fails today must not keep the others from being done."""
    try:
        await in_store(errand, *args)
    except Exception:
        log.exception('%s failed, the next look tries again', errand.__name__)
