"""What a row of customers says about its item, and the repair it becomes."""
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from db import undated
from db.clock import local
from db.folding import fold_written_out
from db.i18n import _
from db.importing.choosing import NO_REASON, choices
from db.importing.consenting import shortened
from db.importing.contacts import one_line
from db.importing.content import is_item
from db.importing.dates import exact_day, exact_moment, find_days, is_soon, last_day, no_such_day
from db.importing.desk import Desk
from db.importing.drafts import RepairDraft
from db.importing.fetched import days_of_pick_up, is_fetched_below, is_plainly_fetched, is_plainly_thrown_away
from db.importing.intake_days import in_cafe
from db.importing.meanings import key_of
from db.importing.plain_yes import TICKS, is_plain_yes
from db.importing.said import Said, checked
from db.importing.states import Standing, standing
from db.importing.yes_days import first_day, latest_day
from db.kinds import YES
from db.numbers import random_letters
from db.ords import CLOSED
from db.words import State

NO_ITEM = _('ohne Angabe')      # something was brought, the list does not say what
_FETCHED = re.compile(r'abgeholt|^geholt|zurueckgegeben|mitgenommen|ausgegeben|uebergeben|ausgehaendigt')
# „liegt vor“ and „vorhanden“ say yes to a consent, and of an item that it is still here
_MARK = re.compile(rf'[\s\[(]*(?:ja|j|x|yes|wahr|true|[{"".join(sorted(TICKS))}])(?!\w)')
_DAY_ONLY = re.compile(r'(?:am )?\d{1,2}\.\s?\d{1,2}\.?(?:\s*/\s*\w{1,3})?')
NO_DAY = _('Das Annahmedatum steht nicht in der Liste; als Datum gilt heute.')
NOT_EXACT = _('Das Annahmedatum steht nicht genau in der Liste; als Datum gilt heute.')
NO_SUCH_DAY = _('Den {day} gibt es nicht')
NO_DAY_BUT_READY = _('Das Annahmedatum steht nicht genau in der Liste; als Datum gilt der Tag, seit dem es fertig ist.')
NO_DAY_BUT_FETCHED = _('Das Annahmedatum steht nicht genau in der Liste; als Datum gilt der Tag der Abholung.')
NO_YEAR = _('„{text}“ nennt kein Jahr und kann noch kommen: Der Gegenstand gilt als noch hier.')
TITLE = _('Termin laut Liste')
STATE = _('Stand laut Liste')
NO_STATE = _('Der Stand „{text}“ ist nicht erkannt: {state}.')
NO_RESULT = _('Das Ergebnis „{text}“ ist nicht erkannt: {state}.')
NO_RESULT_NOTED = _('Das Ergebnis „{text}“ ist nicht erkannt: {state}, die Worte stehen in der Notiz.')
NO_STATE_NOTED = _('Der Stand „{text}“ ist nicht erkannt: {state}, die Worte stehen in der Notiz.')


@dataclass
class Visit:
    """What a row says about its item. `received` is None where the list names no exact day."""
    facts: dict[str, Any]
    standing: Standing
    received: datetime | None
    collected: datetime | None
    ready: datetime | None = None

    @property
    def day(self) -> str:
        return in_cafe(self.received) if self.received else ''

    @property
    def is_gone(self) -> bool:
        return self.standing.state is State.COLLECTED

    @property
    def came(self) -> datetime | None:
        """The day it was brought at the latest, as far as the list says."""
        is_ready = self.standing.state in (State.READY, State.UNCOLLECTED)
        return self.received or self.collected or (self.ready if is_ready else None)

    @property
    def warning_has_words(self) -> bool:
        return self.facts['warning'] not in ('', NO_REASON)

    @property
    def goes_with_the_person(self) -> list[str]:
        """What is told about the item and yet stays only as long as whoever brought it."""
        return [_('Zubehör')] * bool(self.facts['accessories']) + [_('Grund der Warnung')] * self.warning_has_words


def read_visit(desk: Desk, said: Said) -> Visit:
    texts = {name: said.text(name) for name in ('item', 'brand', 'model', 'fault', 'accessories', 'place', 'finding')}
    if said.text('brand_model'):
        texts['brand'] = ' '.join(filter(None, (texts['brand'], said.text('brand_model'))))
    if 'item' not in said.layout.targets and not texts['item'] and is_item(texts['fault']):
        texts |= {'item': texts['fault'], 'fault': ''}      # „Reparaturwunsch“, where nothing else says what it is
    if not texts['item']:
        texts['item'] = texts['brand'] or NO_ITEM
    stands = stands_by(said, desk.now)
    if stands.said:
        said.note(STATE, stands.said)
    facts = checked('repair', 'detail', texts, said)
    facts |= choices(said, stands)
    received = _moment(desk, said, 'received_at')
    collected = _moment(desk, said, 'collected_on') if stands.state is State.COLLECTED else None
    if stands.state is not State.COLLECTED and said.text('collected_on'):
        said.note(said.heading('collected_on'), said.text('collected_on'))
    ready = _moment(desk, said, 'ready_on') if stands.state is not State.COLLECTED else None
    if ready and stands.state not in (State.READY, State.UNCOLLECTED):
        said.note(said.heading('ready_on'), said.text('ready_on'))
    if collected is None and stands.on and stands.on <= local(desk.now).date():
        day = exact_moment(stands.on.isoformat())
        collected = day and min(day, desk.now)      # noon may be still to come
    return Visit(facts, stands, received, collected, ready)


def stands_by(said: Said, now: datetime) -> Standing:
    """Where the repair of this row stands, by all that the row says about it."""
    today = local(now).date()
    fetched, text = _when_fetched(said, today), said.text('state') or said.text('outcome')
    found = standing(said.text('state'), fetched, said.text('outcome'), _when_ready(said, today), today,
                     one_line(said.text('item')))
    if found.state is State.COLLECTED and not fetched and _is_to_come(said, text, today):
        return Standing(State.ACCEPTED, None, found.said or text, understood=False)
    return found


def _is_to_come(said: Said, text: str, today: date) -> bool:
    """'abgeholt 24.12.' of what came in October, on a day before: the last one there was is none of its days. Of what
    came on no exact day it may be either, where the next one is near."""
    text = '' if find_days(text) else days_of_pick_up(text)
    if not (day := last_day(text, today)):
        return False
    came, vague = exact_day(said.cell('received_at')) or exact_day(said.day), said.text('received_at')
    first, latest = came or first_day(vague, today), came or latest_day(vague, today)
    return bool(first and day < first) or (not (latest and latest <= day) and is_soon(text, today))


def _when_fetched(said: Said, today: date) -> str:
    """Below „abgeholt am“ stands „14.10.“, „ja, 14.10.“, „durch Sohn“ or „✓“: fetched, whatever the year. „Abholung:
    14.10.“ may be a plan, and is one where it is still to come or the item is still worked on."""
    text, day = said.text('collected_on'), exact_day(said.cell('collected_on'))
    is_past = bool(_FETCHED.search(key_of(said.heading('collected_on'))))
    if any(one > today for one in ([day] if day else find_days(text))) or _is_to_come(said, text, today):
        return ''
    if day and not is_past and standing(said.text('state'), '').state in (State.WORKING, State.WAITING):
        return ''
    is_marked = _MARK.match(fold_written_out(text)) and is_plain_yes(text)
    if is_past and not day and (is_marked or _DAY_ONLY.fullmatch(text) or is_fetched_below(text)):
        return text if find_days(text) and is_plainly_fetched(text) else 'ja'
    return text


def _of_which_year(said: Said, today: date) -> list[str]:
    """Why what is called fetched stays here: its day names no year."""
    below = said.text('collected_on') if _FETCHED.search(key_of(said.heading('collected_on'))) else ''
    text, item = said.text('state') or said.text('outcome'), one_line(said.text('item'))
    is_gone = is_plainly_fetched(text, item) or is_plainly_thrown_away(text, item)
    return [NO_YEAR.format(text=shortened(one)) for one in (below, text if is_gone else '')
            if _is_to_come(said, one, today)]


def _when_ready(said: Said, today: date) -> str:
    """What the list says about it, unless it is a day that is still to come."""
    day = exact_day(said.cell('ready_on'))
    if day:
        return day.isoformat() if day <= today else ''
    return said.text('ready_on')


def _moment(desk: Desk, said: Said, name: str) -> datetime | None:
    """An exact day that is not in the future; any other text is kept as it stands."""
    is_above = name == 'received_at' and not said.text(name)
    found = exact_moment(said.day if is_above else said.cell(name))
    if found and found.date() <= local(desk.now).date():
        return min(found, desk.now)
    text = said.day if is_above else said.text(name)
    if text and fold_written_out(text) not in (*YES, 'abgeholt', 'fertig'):
        said.note(TITLE if is_above else said.heading(name), f'{found:%d.%m.%Y}' if found else text)
    return None


def facts_of(desk: Desk, visit: Visit, note: str) -> dict[str, Any]:
    """The repair as it will stand. What was fetched keeps only what stays as a figure."""
    received = visit.came or desk.now
    facts = {**visit.facts, 'note': note, 'state': visit.standing.state.value, 'received_at': received, 'extra': {}}
    if visit.is_gone:
        facts |= dict.fromkeys(('note', 'accessories', 'place', 'warning', 'power'), '')
        facts['collected_at'] = visit.collected and max(visit.collected, received)
    elif visit.standing.state is State.READY or (visit.ready and visit.standing.state is State.UNCOLLECTED):
        facts['ready_at'] = max(visit.ready, received) if visit.ready else desk.now   # the list may not say since when
    return facts


def new_repair(desk: Desk, said: Said, visit: Visit, note: str) -> RepairDraft:
    facts = facts_of(desk, visit, note)
    told_of_day = '' if visit.received else _which_day(said, visit)
    said.told += filter(None, [told_of_day])
    said.told += [] if visit.standing.understood or visit.is_gone else [_not_understood(said, visit.standing)]
    said.told += [] if visit.is_gone else _of_which_year(said, local(desk.now).date())
    facts |= undated_id(visit)
    draft = RepairDraft('repair', facts, told_of_day=told_of_day)
    if not visit.is_gone:
        draft.wanted, draft.heading = one_line(said.text('responsible')), said.heading('responsible')
    draft.moves = _moves(visit, facts['received_at'], facts, desk.now)
    desk.plan.add(draft)
    return draft


def _which_day(said: Said, visit: Visit) -> str:
    """What the day of the intake is, of which the list names none."""
    text = said.text('received_at') or said.day
    told = NOT_EXACT if text else NO_DAY
    if visit.came:
        told = NO_DAY_BUT_FETCHED if visit.collected else NO_DAY_BUT_READY
    day = no_such_day(text)
    return NO_SUCH_DAY.format(day=day) + told[told.index(';'):] if day else told


def _not_understood(said: Said, stands: Standing) -> str:
    """Of a repair without a person the words stay out with the note. Where no state says anything, a result might."""
    if not stands.said:
        text = said.text('outcome')
        told = NO_RESULT_NOTED if (said.heading('outcome'), text) in said.notes else NO_RESULT
        return told.format(text=shortened(text), state=stands.state)
    told = NO_STATE_NOTED if (STATE, stands.said) in said.notes else NO_STATE
    return told.format(text=shortened(stands.said), state=stands.state)


def undated_id(visit: Visit) -> dict[str, str]:
    """Of the days that the list does not name nobody shall read one later: the id of the intake says so."""
    is_done = visit.standing.state in CLOSED
    if visit.came and (visit.collected or visit.ready or not is_done):
        return {}
    beginning = undated.DONE_LATER if visit.came else undated.DONE if is_done else undated.OPEN
    return {'request_id': f'{beginning}{random_letters(16).lower()}'}


def _moves(visit: Visit, received: datetime, facts: dict[str, Any], now: datetime) -> list[tuple[State, datetime]]:
    moves = [(State.ACCEPTED, received)]
    if visit.standing.state is not State.ACCEPTED:
        ready = facts.get('ready_at') if visit.standing.state is State.READY else None
        moves.append((visit.standing.state, facts.get('collected_at') or ready or now))
    return moves
