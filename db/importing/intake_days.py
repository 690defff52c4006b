"""The day on which something was brought, as the café's calendar has it: by it a list that comes again is known."""
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from db import undated
from db.clock import local
from db.modelfields import from_text


def day_of(facts: Mapping[str, Any]) -> str:
    """Empty where no list has said so."""
    return in_cafe(facts['received_at']) if undated.came_on_a_day(facts.get('request_id', '')) else ''


def in_cafe(moment: datetime) -> str:
    return local(moment).date().isoformat()


def of_store(received: str) -> str:
    """The same of a moment as the store holds it, or of none. Of thousands only those late in UTC, which the clock of
    the café has on the next day, are worth the clock."""
    return received[:10] if received[11:13] < '22' else in_cafe(from_text(received))
