"""What people are asked: the words of each question, in versions that never change (D2).

A yes is recorded with the version that was shown. So the words name the café as „unser Repair-Café“ and hold nothing
that is filled in later: what stands in the store is what was read aloud, letter by letter, even after a new name.
"""
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db import journal
from db.connection import db
from db.errors import Conflict, Refused
from db.fields import Column, parse_all
from db.i18n import _
from db.kinds import Kind
from db.listed import in_force_by_text
from db.models import ConsentText
from db.who import Who
from db.words import Audience, Purpose

MOST_WORDS = 15   # of a sentence that is read aloud


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
class Version:
    """Words that are asked with, or were. `until` is None for those in force; `held` counts the yeses to them that
    are in force, `listed` those of them that came with a list, which knows of no words."""
    id: int
    purpose: Purpose
    audience: Audience
    version: int
    words: dict[str, str]
    since: datetime
    until: datetime | None
    held: int
    listed: int


USUALLY = {Purpose.REPAIR: Audience.OUTSIDE, Purpose.FORMER: Audience.OUTSIDE, Purpose.EXTERNAL: Audience.OUTSIDE,
           Purpose.MEMBER: Audience.TEAM, Purpose.MESSENGER: Audience.TEAM}
_BY_CAFE = 'Verantwortlich ist unser Repair-Café. '
_COMPLAIN = 'Beschweren können Sie sich bei der Datenschutz-Aufsicht Ihres Landes.'
_COMPLAIN_TEAM = 'Beschweren kannst du dich bei der Datenschutz-Aufsicht deines Landes.'
_TAKE_BACK, _TAKE_BACK_TEAM = ('Sie können Ihr Ja jederzeit zurücknehmen. ',
                               'Du kannst dein Ja jederzeit zurücknehmen. ')

# Each names what for, how long, how to take it back, who is responsible and where to complain, in short sentences.
DEFAULT_TEXTS: tuple[tuple[Purpose, Audience, str, str, str, str], ...] = (
    (Purpose.REPAIR, Audience.OUTSIDE, 'Dürfen wir Ihre Daten speichern?',
     'Wir speichern Name, Telefon und E-Mail, damit wir Sie erreichen. '
     'Nach der Abholung löschen wir das, und jederzeit, wenn Sie Ihr Ja zurücknehmen. '
     'Verantwortlich ist unser Repair-Café, wie es auf dem Schein steht. ' + _COMPLAIN,
     'Ja, speichern', 'Nein, ohne Namen'),
    (Purpose.FORMER, Audience.OUTSIDE, 'Dürfen wir Sie auch später noch kontaktieren?',
     'Zum Beispiel, wenn ein Ersatzteil doch noch auftaucht. '
     'Dafür behalten wir Name, Telefon, E-Mail und eine Notiz höchstens zwei Jahre. '
     + _TAKE_BACK + _BY_CAFE + _COMPLAIN,
     'Ja, gern', 'Nein, danach löschen'),
    (Purpose.MEMBER, Audience.TEAM, 'Dürfen wir dich auf die Teamliste setzen?',
     'Wir speichern deine Kontaktdaten, Aufgaben und was du gut kannst, um uns abzusprechen. '
     'Nur das Team sieht sie. Wenn du gehst, löschen wir sie. ' + _TAKE_BACK_TEAM + _BY_CAFE + _COMPLAIN_TEAM,
     'Ja, auf die Liste', 'Nein'),
    (Purpose.MESSENGER, Audience.TEAM, 'Möchtest du in die Messenger-Gruppe des Teams?',
     'Dort sprechen wir uns ab, solange du im Team bist. '
     'Alle in der Gruppe sehen deinen Namen und deine Nummer. '
     'Du kannst jederzeit wieder heraus. ' + _BY_CAFE + _COMPLAIN_TEAM,
     'Ja, gern', 'Nein'),
    (Purpose.EXTERNAL, Audience.OUTSIDE, 'Dürfen wir Sie als Ansprechperson speichern?',
     'Wir speichern Ihren Namen, Ihre Funktion und wie wir Sie erreichen. '
     'Nur das Team sieht das, solange wir zusammenarbeiten. ' + _TAKE_BACK + _BY_CAFE + _COMPLAIN,
     'Ja, speichern', 'Nein'),
    (Purpose.FORMER, Audience.TEAM, 'Dürfen wir dich auch später noch kontaktieren?',
     'Zum Beispiel, wenn wir deinen Rat brauchen. '
     'Dafür behalten wir Name, Telefon, E-Mail und eine Notiz höchstens zwei Jahre. '
     + _TAKE_BACK_TEAM + _BY_CAFE + _COMPLAIN_TEAM,
     'Ja, gern', 'Nein, danach löschen'),
)
_COLUMNS = (
    Column('title', _('Frage'), Kind.TEXT, required=True, limit=120, most_words=MOST_WORDS),
    Column('text', _('Erklärung'), Kind.LONG_TEXT, required=True, limit=2000, most_words=MOST_WORDS,
           hint=_('Wird vorgelesen. Nennt wofür, wie lange, wie man es zurücknimmt, wer verantwortlich ist und wo man '
                  'sich beschwert.')),
    Column('yes', _('Antwort für Ja'), Kind.TEXT, required=True, limit=40),
    Column('no', _('Antwort für Nein'), Kind.TEXT, required=True, limit=40),
)


def columns() -> tuple[Column, ...]:
    """What can be changed about a question. A long sentence is odd and may stay: a café may have to use words that its
    own legal people insist on, and nobody shall be kept from changing the rest."""
    return _COLUMNS


def audiences(purpose: Purpose) -> tuple[Audience, ...]:
    """Whom this is asked: being kept afterwards concerns customers and the team."""
    return tuple(Audience) if purpose is Purpose.FORMER else (USUALLY[purpose],)


# ---- reading ---------------------------------------------------------------------------------------------------------
def text_in_force(purpose: Purpose, audience: Audience | None = None) -> ConsentQuestion:
    row = _newest(purpose, audience or USUALLY[purpose])
    return ConsentQuestion(row.id, Purpose(row.purpose), row.version, row.title, row.text, row.yes, row.no)


def _newest(purpose: Purpose, audience: Audience) -> ConsentText:
    return _versions(purpose, audience).get()


def _versions(purpose: Purpose, audience: Audience) -> Any:
    return (ConsentText.select().where(ConsentText.purpose == purpose, ConsentText.language == 'de',
                                       ConsentText.audience == audience).order_by(ConsentText.version.desc()))


def everything() -> tuple[tuple[Version, ...], ...]:
    """All questions in the order in which people meet them, each with its versions, the one in force first."""
    held = in_force_by_text()
    return tuple(_history(purpose, audience, held) for purpose, audience, *_words in DEFAULT_TEXTS)


def _history(purpose: Purpose, audience: Audience, held: Mapping[int, tuple[int, int]]) -> tuple[Version, ...]:
    found: list[Version] = []
    for row in _versions(purpose, audience):
        words = {column.name: getattr(row, column.name) for column in _COLUMNS}
        until = found[-1].since if found else None
        found.append(Version(row.id, purpose, audience, row.version, words, row.created_at, until,
                             *held.get(row.id, (0, 0))))
    return tuple(found)


def suggested(purpose: Purpose, audience: Audience) -> dict[str, str]:
    """The words a new café starts with."""
    return next(dict(zip(('title', 'text', 'yes', 'no'), words, strict=True))
                for one, whom, *words in DEFAULT_TEXTS if (one, whom) == (purpose, audience))


# ---- writing ---------------------------------------------------------------------------------------------------------
def ensure_texts(now: datetime) -> None:
    """The first texts of a new store. Looks first: a command beside a busy server must not wait for its turn."""
    if ConsentText.select().exists():
        return
    with db.atomic('IMMEDIATE'):
        if not ConsentText.select().exists():
            for purpose, audience, title, text, yes, no in DEFAULT_TEXTS:
                ConsentText.create(purpose=purpose, audience=audience, version=1, title=title, text=text, yes=yes,
                                   no=no, created_at=now)


def reword(purpose: Purpose, audience: Audience, title: str, text: str, yes: str, no: str, who: Who, now: datetime,
           instead_of: int | None = None) -> ConsentQuestion:
    """Ask with these words from now on: a new version, while everybody who said yes before keeps theirs (D2).

    The same words again change nothing. Raises `Refused` naming the field, and `Conflict` when the words in force are
    not those of `instead_of` any more.
    """
    if audience not in audiences(purpose):
        raise Refused(_('Danach wird hier nicht gefragt.'), 'audience')
    words = parse_all(_COLUMNS, {'title': title, 'text': text, 'yes': yes, 'no': no})
    if words['yes'].casefold() == words['no'].casefold():
        raise Refused(_('Ja und Nein müssen sich unterscheiden.'), 'no')
    with journal.writing(who, now, 'consent.reword') as batch:
        last = _newest(purpose, audience)
        if instead_of not in (None, last.id):
            raise Conflict(_('Diese Frage wurde gerade von jemand anderem geändert. Bitte noch einmal hinsehen.'))
        if any(getattr(last, name) != word for name, word in words.items()):
            batch.insert(ConsentText(purpose=purpose, audience=audience, version=last.version + 1, created_at=now,
                                     **words))
            batch.shows('consent_text', f'{purpose}-{audience}')
    return text_in_force(purpose, audience)
