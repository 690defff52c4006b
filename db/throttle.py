"""Guessing is slowed, never locked for ever (S6): one second, doubling with each miss, at most 15 minutes."""
from collections import OrderedDict, deque
from collections.abc import Hashable
from datetime import datetime, timedelta
from threading import Lock

from db.i18n import _

FREE_MISSES = 3                       # a slip of the finger costs nothing
LONGEST = timedelta(minutes=15)
FORGET = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def too_many(seconds: int) -> str:
    if seconds == 1:
        return _('Zu viele Versuche. Bitte eine Sekunde warten.')
    if seconds < 120:
        return _('Zu viele Versuche. Bitte {seconds} Sekunden warten.').format(seconds=seconds)
    return _('Zu viele Versuche. Bitte {minutes} Minuten warten.').format(minutes=round(seconds / 60))


def later(seconds: int) -> str:
    """'in einer Sekunde', 'in 4 Minuten'."""
    if seconds == 1:
        return _('in einer Sekunde')
    if seconds < 120:
        return _('in {seconds} Sekunden').format(seconds=seconds)
    return _('in {minutes} Minuten').format(minutes=round(seconds / 60))


class Throttle:
    """Misses per key (an account, an address), in memory and bounded: the oldest keys are forgotten first."""

    def __init__(self, keys: int = 10_000, free: int = FREE_MISSES) -> None:
        self._keys, self._free = keys, free
        self._misses: OrderedDict[Hashable, tuple[int, datetime]] = OrderedDict()
        self._lock = Lock()

    def wait(self, key: Hashable, now: datetime) -> int:
        """Seconds until the next try is answered; 0 is at once."""
        with self._lock:
            count, last = self._misses.get(key, (0, now))
        if count < self._free or now - last > FORGET:
            return 0
        pause = min(timedelta(seconds=2 ** (count - self._free)), LONGEST)
        return max(0, round((min(last, now) + pause - now).total_seconds()))   # a clock set back locks nobody out

    def failed(self, key: Hashable, now: datetime) -> None:
        with self._lock:
            count, last = self._misses.pop(key, (0, now))
            self._misses[key] = (1 if now - last > FORGET else min(count + 1, 30), now)
            while len(self._misses) > self._keys:
                self._misses.popitem(last=False)

    def succeeded(self, key: Hashable) -> None:
        with self._lock:
            self._misses.pop(key, None)

    def eased(self, key: Hashable) -> None:
        """One miss less: where many share a place, a slip of one finger is made good by somebody who is right."""
        with self._lock:
            count, last = self._misses.get(key, (0, None))
            if last is not None:
                self._misses[key] = (max(count - 1, 0), last)


class Rate:
    """At most so many questions in a minute per key; more are not answered."""

    def __init__(self, most: int, keys: int = 10_000) -> None:
        self._most, self._keys = most, keys
        self._asked: OrderedDict[Hashable, deque[datetime]] = OrderedDict()
        self._lock = Lock()

    def allow(self, key: Hashable, now: datetime) -> bool:
        with self._lock:
            asked = self._asked.pop(key, deque(maxlen=self._most))
            self._asked[key] = asked
            while len(self._asked) > self._keys:
                self._asked.popitem(last=False)
            if len(asked) == self._most and timedelta() <= now - asked[0] < MINUTE:
                return False
            asked.append(now)
            return True
