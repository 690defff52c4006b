"""The one way from the screens to the store: verbs run in worker threads, never on the event loop.

Four threads keep a database connection each. Password work has two threads of its own, so that guesses at the
login never hold up the counter (S4).
"""
import asyncio
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any, ParamSpec, TypeVar

from db import store

HANDED_OVER = 0.001   # seconds after which a thread at work lets the event loop on: somebody is typing meanwhile
P = ParamSpec('P')
Result = TypeVar('Result')


class Bridge:
    """Threads that are there from `start` until `stop`. Who asks later is told to stop: so does the program."""

    def __init__(self, threads: int, name: str) -> None:
        self._threads, self._name = threads, name
        self._pool: ThreadPoolExecutor | None = None

    def start(self) -> None:
        if self._pool is None:
            self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix=self._name)

    async def __call__(self, verb: Callable[P, Result], *args: P.args, **kwargs: P.kwargs) -> Result:
        # an own pool, because NiceGUI's `run.io_bound` answers None while the program stops
        if self._pool is None:
            raise asyncio.CancelledError
        work = partial(_connected, partial(verb, *args, **kwargs))
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    @property
    def is_open(self) -> bool:
        """Something long looks now and then, and gives up when the program stops."""
        return self._pool is not None

    def stop(self) -> None:
        """Wait for what is running and close every thread's connection."""
        pool, self._pool = self._pool, None
        if pool is None:
            return
        at_the_door = _Door(self._threads)
        for _ in range(self._threads):
            pool.submit(at_the_door.leave)
        pool.shutdown(wait=True)


class _Door:
    """Makes each thread take exactly one of the closing jobs: none leaves before all have come."""

    def __init__(self, threads: int) -> None:
        self._barrier = Barrier(threads)

    def leave(self) -> None:
        self._barrier.wait(timeout=5)
        store.close_store()


def _connected(work: Callable[[], Any]) -> Any:
    with store.connected():
        return work()


in_store = Bridge(4, 'store')     # `await in_store(verb, …)`
hashing = Bridge(2, 'password')   # `await hashing(verb, …)`: argon2, at most two at once
exporting = Bridge(1, 'export')   # whole files: one after the other, and nobody at the counter waits for them

importing = Bridge(1, 'import')   # lists: one after the other, and nobody at the counter waits for them


def start() -> None:
    sys.setswitchinterval(HANDED_OVER)
    in_store.start()
    hashing.start()
    exporting.start()
    importing.start()


def stop() -> None:
    in_store.stop()
    hashing.stop()
    exporting.stop()
    importing.stop()
