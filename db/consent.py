"""Consents: the texts people are shown, what was given, what is in force (D1–D3)."""
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from peewee import JOIN

from db.clock import show_date
from db.connection import db
from db.errors import Refused
from db.i18n import _
from db.journal import Batch
from db.models import Account, Consent, ConsentText
from db.words import HOW, Audience, Ended, Purpose


@dataclass(frozen=True)
class ConsentQuestion:
    """The exact text of the version in force."""
    id: int
    purpose: Purpose
    version: int
    title: str
    text: str
    yes: str
    no: str


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
    shown; None is the one in force for those who are usually asked."""
    purpose: Purpose
    how: str
    on: datetime | None = None
    shown: int | None = None


FORMER_TERM = timedelta(days=730)   # „höchstens zwei Jahre“, as the text below promises

USUALLY = {Purpose.REPAIR: Audience.OUTSIDE, Purpose.FORMER: Audience.OUTSIDE, Purpose.EXTERNAL: Audience.OUTSIDE,
           Purpose.MEMBER: Audience.TEAM, Purpose.MESSENGER: Audience.TEAM}

# Sentences of at most 15 words; who, what for, how long, how to take it back.
DEFAULT_TEXTS: tuple[tuple[Purpose, Audience, str, str, str, str], ...] = (
    (Purpose.REPAIR, Audience.OUTSIDE, 'Dürfen wir Ihre Daten speichern?',
     'Wir speichern Name, Telefon und E-Mail, damit wir Sie erreichen. '
     'Nach der Abholung löschen wir das. '
     'Sie können jederzeit Nein sagen, dann löschen wir sofort.',
     'Ja, speichern', 'Nein, ohne Namen'),
    (Purpose.FORMER, Audience.OUTSIDE, 'Dürfen wir Sie auch später noch kontaktieren?',
     'Zum Beispiel, wenn ein Ersatzteil doch noch auftaucht. '
     'Dafür bewahren wir Name, Telefon, E-Mail und eine Notiz höchstens zwei Jahre auf. '
     'Sie können das jederzeit zurücknehmen.',
     'Ja, gern', 'Nein, danach löschen'),
    (Purpose.MEMBER, Audience.TEAM, 'Dürfen wir dich auf die Teamliste setzen?',
     'Wir speichern deine Kontaktdaten, Aufgaben und was du gut kannst. '
     'Nur das Team sieht sie. Wenn du gehst, löschen wir sie. '
     'Du kannst das jederzeit zurücknehmen.',
     'Ja, auf die Liste', 'Nein'),
    (Purpose.MESSENGER, Audience.TEAM, 'Möchtest du in die Messenger-Gruppe des Teams?',
     'Dort sehen alle im Team deinen Namen und deine Nummer. '
     'Du kannst jederzeit wieder heraus.',
     'Ja, gern', 'Nein'),
    (Purpose.EXTERNAL, Audience.OUTSIDE, 'Dürfen wir Sie als Ansprechperson speichern?',
     'Wir speichern Ihren Namen, Ihre Funktion und wie wir Sie erreichen. '
     'Nur das Team sieht sie. Sie können das jederzeit zurücknehmen.',
     'Ja, speichern', 'Nein'),
    (Purpose.FORMER, Audience.TEAM, 'Dürfen wir dich auch später noch kontaktieren?',
     'Zum Beispiel, wenn wir deinen Rat brauchen. '
     'Dafür bewahren wir Name, Telefon, E-Mail und eine Notiz höchstens zwei Jahre auf. '
     'Du kannst das jederzeit zurücknehmen.',
     'Ja, gern', 'Nein, danach löschen'),
)


def ensure_texts(now: datetime) -> None:
    """The first texts of a new store. Looks first: a command beside a busy server must not wait for its turn."""
    if ConsentText.select().exists():
        return
    with db.atomic('IMMEDIATE'):
        if not ConsentText.select().exists():
            for purpose, audience, title, text, yes, no in DEFAULT_TEXTS:
                ConsentText.create(purpose=purpose, audience=audience, version=1, title=title, text=text, yes=yes,
                                   no=no, created_at=now)


def text_in_force(purpose: Purpose, audience: Audience | None = None) -> ConsentQuestion:
    row = (ConsentText.select().where(ConsentText.purpose == purpose, ConsentText.language == 'de',
                                      ConsentText.audience == (audience or USUALLY[purpose]))
           .order_by(ConsentText.version.desc()).get())
    return ConsentQuestion(row.id, Purpose(row.purpose), row.version, row.title, row.text, row.yes, row.no)


def in_force(person_id: int) -> frozenset[Purpose]:
    """The purposes this person agrees to now."""
    rows = db.execute_sql('SELECT purpose FROM consent WHERE person_id = ? AND ended_at IS NULL', (person_id,))
    return frozenset(Purpose(row[0]) for row in rows)


def people_without() -> int:
    """People without a consent in force. The triggers keep this at none (D1)."""
    return int(db.execute_sql('SELECT COUNT(*) FROM person WHERE NOT EXISTS (SELECT 1 FROM consent '
                              'WHERE person_id = person.id AND ended_at IS NULL)').fetchone()[0])


def record(batch: Batch, person_id: int, given: Given) -> None:
    """Write down one yes, unless the same is already in force. Part of a verb's transaction.

    Being kept afterwards has a term, so a later yes to it starts anew.
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
    if any(row.text_id == text and (given.purpose is not Purpose.FORMER or row.given_at >= moment) for row in older):
        return
    batch.insert(Consent(person=person_id, purpose=given.purpose, text=text, given_at=moment, how=given.how,
                         recorded_by=batch.who.account))
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


def audiences(purpose: Purpose) -> tuple[Audience, ...]:
    """Whom this is asked: being kept afterwards concerns customers and the team."""
    return tuple(Audience) if purpose is Purpose.FORMER else (USUALLY[purpose],)


def end(batch: Batch, person_id: int, purpose: Purpose, because: Ended) -> None:
    """End a purpose. The last one cannot end while the person is stored: erase the person instead."""
    for row in Consent.select().where(Consent.person == person_id, Consent.purpose == purpose,
                                      Consent.ended_at.is_null()):
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
    return tuple(_line(purpose, rows.get(purpose)) for purpose in purposes)


def _line(purpose: Purpose, row: Consent | None) -> ConsentLine:
    yes, no = TITLES[purpose]
    if row is not None and row.ended_at is None:
        by = row.recorded_by.name if row.recorded_by else _('Befehlszeile')
        until = _(', bis {day}').format(day=show_date(row.given_at + FORMER_TERM)) if purpose is Purpose.FORMER else ''
        return ConsentLine(purpose, True, yes, f'{row.how}, {show_date(row.given_at)}, {by}{until}')
    if row is not None:
        return ConsentLine(purpose, False, no, f'{Ended(row.ended_because).label} {show_date(row.ended_at)}')
    return ConsentLine(purpose, False, no, '')
