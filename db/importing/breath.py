"""Long work that lets the others breathe."""
import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Looking for garbage among a hundred thousand new rows stops every thread for a quarter of a second. Afterwards it
    goes on as before."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
