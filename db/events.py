"""What changed, told to whoever listens once it is committed (and never when it was rolled back)."""
import logging
from collections.abc import Callable
from dataclasses import dataclass, field

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Changed:
    """Public keys of changed rows, e.g. `('repair', '26-0417-7')`, and who changed them."""
    rows: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    by: str = ''

    @property
    def tables(self) -> frozenset[str]:
        return frozenset(table for table, __ in self.rows)


_listeners: list[Callable[[Changed], None]] = []


def on_change(listener: Callable[[Changed], None]) -> Callable[[], None]:
    """Call `listener` after each commit, in the thread that committed. Returns the way to stop listening."""
    _listeners.append(listener)
    return lambda: _listeners.remove(listener)


def emit(changed: Changed) -> None:
    """A listener that fails must not undo what is already committed for the person waiting for it."""
    for listener in tuple(_listeners):
        try:
            listener(changed)
        except Exception:
            log.exception('a listener failed')
