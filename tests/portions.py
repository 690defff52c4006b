"""Of a long table a few in every run, and all of them in `./run.sh test faults`."""
from collections.abc import Iterable
from itertools import count

import pytest


def first_of(few: int, values: Iterable[object]) -> list[object]:
    """The rest is `long`: it says the same in other words, or rolls the same dice again."""
    return [value if place < few else pytest.param(value, marks=pytest.mark.long)
            for place, value in zip(count(), values, strict=False)]
