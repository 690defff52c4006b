"""Consents: what was given, what is in force (D1–D3). The words that people are asked with: `db.wording`."""
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from peewee import JOIN

from db.clock import show_date
from db.connection import db
from db.errors import Refused
from db.i18n import _
from db.journal import Batch
from db.listed import BY_LIST, taken_over
from db.models import Account, Consent
from db.wording import ConsentQuestion, audiences, ensure_texts, reword, text_in_force
from db.words import HOW, Ended, Purpose

__all__ = ['FORMER_TERM', 'ConsentLine', 'ConsentQuestion', 'Given', 'audiences', 'end', 'end_these', 'ensure_texts',
           'in_force', 'lines', 'people_without', 'record', 'reword', 'text_in_force']


@dataclass(frozen=True)
class ConsentLine:
    """What holds for one purpose, as screens and tickets say it."""
    purpose: Purpose
    yes: bool
    title: str
    detail: str


@dataclass(frozen=True)
class Given:
    """A yes to be recorded. `on` is the moment it was said; None is now. `shown` is the id of the wording that was
    shown; None is the one in force for those who are usually asked. `taken_over`: from a list, which has no words."""
    purpose: Purpose
    how: str
    on: datetime | None = None
    shown: int | None = None
    taken_over: bool = False


PEOPLE_WITHOUT = ('SELECT COUNT(*) FROM person WHERE NOT EXISTS (SELECT 1 FROM consent '
                  'WHERE person_id = person.id AND ended_at IS NULL)')
FORMER_TERM = timedelta(days=730)   # „höchstens zwei Jahre“, as `db.wording` promises


def in_force(person_id: int) -> frozenset[Purpose]:
    """The purposes this person agrees to now."""
    rows = db.execute_sql('SELECT purpose FROM consent WHERE person_id = ? AND ended_at IS NULL', (person_id,))
    return frozenset(Purpose(row[0]) for row in rows)


def people_without() -> int:
    """People without a consent in force. The triggers keep this at none (D1)."""
    return int(db.execute_sql(PEOPLE_WITHOUT).fetchone()[0])


def record(batch: Batch, person_id: int, given: Given) -> None:
    """Write down one yes, unless the same is already in force. Part of a verb's transaction.

    Being kept afterwards has a term, so a later yes to it starts anew. Whoever is asked with words has said more than
    a list about them.
    """
    if given.how not in HOW:
        raise Refused(_('Bitte angeben, wie zugestimmt wurde: {ways}.').format(ways=', '.join(HOW)), 'how')
    moment = (given.on or batch.now).astimezone(UTC).replace(microsecond=0)
    if moment > batch.now:
        raise Refused(_('Die Einwilligung kann nicht aus der Zukunft sein.'), 'on')
    if given.purpose is Purpose.FORMER and moment <= batch.now - FORMER_TERM:
        raise Refused(_('Dieses Ja ist älter als zwei Jahre und gilt nicht mehr. Bitte noch einmal fragen.'), 'on')
    text = _shown(given)
    older = list(Consent.select().where(Consent.person == person_id, Consent.purpose == given.purpose,
                                        Consent.ended_at.is_null()))
    by_list = given.taken_over or given.how == BY_LIST
    less = {} if by_list else taken_over(older)
    if any(row.text_id == text and row.id not in less and (
            given.purpose is not Purpose.FORMER or row.given_at >= moment) for row in older):
        return
    batch.insert(Consent(person=person_id, purpose=given.purpose, text=text, given_at=moment, how=given.how,
                         recorded_by=batch.who.account, listed_at=batch.now if given.taken_over else None),
                 untold=('text',) if given.taken_over else ())
    for row in older:   # a later yes, or one to newer words, takes the place of the earlier one
        batch.update(row, {'ended_at': batch.now, 'ended_because': Ended.FULFILLED})


def _shown(given: Given) -> int:
    """A yes counts for the words that were shown; raises `Refused` when they have changed since (D2)."""
    if given.shown is None:
        return text_in_force(given.purpose).id
    newest = {text_in_force(given.purpose, audience).id for audience in audiences(given.purpose)}
    if given.shown not in newest:
        raise Refused(_('Die Frage wurde gerade geändert. Bitte die Seite neu laden und noch einmal fragen.'),
                      'consent')
    return given.shown


def end(batch: Batch, person_id: int, purpose: Purpose, because: Ended) -> None:
    """End a purpose. The last one cannot end while the person is stored: erase the person instead."""
    end_these(batch, Consent.select().where(Consent.person == person_id, Consent.purpose == purpose,
                                            Consent.ended_at.is_null()), because)


def end_these(batch: Batch, rows: Iterable[Consent], because: Ended) -> None:
    for row in rows:
        batch.update(row, {'ended_at': batch.now, 'ended_because': because})


TITLES = {
    Purpose.REPAIR: (_('Speichern bis zur Abholung'), _('Nicht für eine Reparatur gespeichert')),
    Purpose.FORMER: (_('Darf später kontaktiert werden'), _('Nicht später kontaktieren')),
    Purpose.MEMBER: (_('Steht auf der Teamliste'), _('Nicht auf der Teamliste')),
    Purpose.MESSENGER: (_('Darf in die Messenger-Gruppe'), _('Nicht in die Messenger-Gruppe')),
    Purpose.EXTERNAL: (_('Steht bei den Kontakten'), _('Nicht bei den Kontakten')),
}


def lines(person_id: int, purposes: tuple[Purpose, ...] = tuple(Purpose)) -> tuple[ConsentLine, ...]:
    """One line per purpose: the yes in force, else the no that follows from its absence."""
    rows = {row.purpose: row for row in Consent.select(Consent, Account)
            .join(Account, JOIN.LEFT_OUTER, on=Consent.recorded_by == Account.id)
            .where(Consent.person == person_id).order_by(Consent.id)}
    came = taken_over(list(rows.values()))
    return tuple(_line(purpose, rows.get(purpose), came) for purpose in purposes)


def _line(purpose: Purpose, row: Consent | None, came: Mapping[int, datetime | None]) -> ConsentLine:
    yes, no = TITLES[purpose]
    if row is not None and row.ended_at is None:
        by = row.recorded_by.name if row.recorded_by else _('Befehlszeile')
        until = _(', bis {day}').format(day=show_date(row.given_at + FORMER_TERM)) if purpose is Purpose.FORMER else ''
        return ConsentLine(purpose, True, yes, f'{_how_and_when(row, came)}, {by}{until}')
    if row is not None:
        return ConsentLine(purpose, False, no, f'{Ended(row.ended_because).label} {show_date(row.ended_at)}')
    return ConsentLine(purpose, False, no, '')


def _how_and_when(row: Consent, came: Mapping[int, datetime | None]) -> str:
    """Of a list without a day nobody knows when; of a proof for a list nobody here has heard the yes."""
    how = _('{how} laut Nachweis').format(how=row.how) if row.id in came and row.how != BY_LIST else row.how
    if came.get(row.id) == row.given_at:
        return _('{how}, übernommen am {day}').format(how=how, day=show_date(row.given_at))
    return f'{how}, {show_date(row.given_at)}'
