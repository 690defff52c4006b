"""What the ledger holds and the database does not know is carried out before anybody sees the store (D7)."""
from collections.abc import Iterable
from datetime import datetime

from db import journal
from db.erasure import anonymise, close, prove, shrink
from db.ledger import Line
from db.models import Erasure, Person, Repair
from db.who import COMMAND_LINE
from db.words import Ended, Purpose


def replay(lines: Iterable[Line], now: datetime) -> tuple[Line, ...]:
    """Erase again whom a restored backup brought back. Returns the lines that were carried out. Idempotent."""
    known = {row[0] for row in Erasure.select(Erasure.public_id).tuples()}
    missing = tuple(line for line in lines if line.id not in known)
    for line in missing:
        with journal.writing(COMMAND_LINE, now, 'erase.replay') as batch:
            if not Erasure.select().where(Erasure.public_id == line.id).exists():
                _carry_out(batch, line)
    return missing


def _carry_out(batch: journal.Batch, line: Line) -> None:
    """As the erasure was, on what the store holds now: an older store may hold other purposes, so what none of those
    that are left covers goes as well. The proof keeps the id and the moment of the first time."""
    person = Person.get_or_none(Person.public_id == line.person) if line.person else None
    repair = Repair.get_or_none(Repair.request_id == line.repair) if line.repair else None
    if person is not None:
        shrink(batch, person, _ended(line), line.rule, again=line)
    elif repair is not None and repair.person_id is None:
        anonymise(batch, repair, None)
    elif repair is not None:   # it was fetched while its person had something else here
        close(batch, repair, again=line)
    if not Erasure.select().where(Erasure.public_id == line.id).exists():
        prove(batch, line.rule, line)


def _ended(line: Line) -> dict[Purpose, Ended]:
    """Everything, when the person was gone afterwards."""
    ended = {Purpose(purpose): Ended(because) for purpose, because in line.ended.items()}
    return dict.fromkeys(Purpose, Ended.WITHDRAWN) | ended if line.gone else ended
