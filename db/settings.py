"""What the café decides itself. One row per setting; the form is drawn from `columns()`."""
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from db import journal, own_categories
from db.categories import CATEGORIES, Category
from db.connection import db
from db.errors import Refused
from db.fields import Column
from db.i18n import _
from db.kinds import Kind
from db.models import Setting
from db.who import Who
from db.words import REASONS, Outcome


@dataclass(frozen=True)
class Settings:
    """`grace_minutes` and `pickup_term_days` are whole numbers; lists are one entry per line."""
    cafe_name: str = ''
    address: str = ''
    phone: str = ''
    opening: tuple[str, ...] = ()
    base_address: str = ''
    ticket_texts: tuple[str, ...] = (
        _('Die Hilfe ist ehrenamtlich und kostenlos, ohne Garantie. Ersatzteile kosten extra: Wir fragen vorher.'),
        _('Bitte bringen Sie diesen Schein zur Abholung mit.'))
    liability: str = _('Haftungsbegrenzung: Wir haften für Vorsatz und grobe Fahrlässigkeit.')
    pickup_term_days: int = 90
    grace_minutes: int = 30
    places: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    reasons_repairable: tuple[str, ...] = ()
    reasons_end_of_life: tuple[str, ...] = ()
    lan: bool = False
    backup_place: str = ''   # set by `db.keeping.set_second`, together with its passphrase


LONGEST_GRACE = 120   # minutes
_COLUMNS: tuple[Column, ...] = (
    Column('cafe_name', _('Name des Cafés'), Kind.TEXT, required=True, limit=80),
    Column('address', _('Adresse'), Kind.TEXT, limit=200),
    Column('phone', _('Telefon'), Kind.PHONE, limit=40, hint=_('Steht auf dem Schein und der Seite für Kund:innen.')),
    Column('opening', _('Öffnungszeiten'), Kind.LONG_TEXT, limit=400, hint=_('Eine Zeile je Tag: Montag 14–18 Uhr')),
    Column('base_address', _('Adresse für Scheine'), Kind.TEXT, limit=120,
           hint=_('Steckt im QR-Code. Beispiel: http://192.168.178.42:8081')),
    Column('ticket_texts', _('Texte auf dem Schein'), Kind.LONG_TEXT, limit=600, hint=_('Eine Zeile je Absatz.')),
    Column('liability', _('Haftungsbegrenzung'), Kind.LONG_TEXT, limit=300,
           hint=_('Vorsatz und grobe Fahrlässigkeit lassen sich nicht ausschließen.')),
    Column('pickup_term_days', _('Abholfrist in Tagen'), Kind.NUMBER, required=True, between=(1, 365), whole=True,
           hint=_('1 bis 365')),
    Column('grace_minutes', _('Minuten bis zum Löschen nach der Abholung'), Kind.NUMBER, required=True,
           between=(0, LONGEST_GRACE), whole=True,
           hint=_('0 bis 120. So lange lässt sich „Abgeholt“ rückgängig machen.')),
    Column('lan', _('Im WLAN öffnen'), Kind.YES_NO,
           hint=_('Verschlüsselt, für Tablets und Handys des Teams. Sonst gibt es das Programm nur hier.')),
    Column('places', _('Plätze'), Kind.LONG_TEXT, limit=2000, hint=_('Eine Zeile je Platz: Schrank 2, Fach 4')),
    Column('tasks', _('Aufgaben im Team'), Kind.LONG_TEXT, limit=2000,
           hint=_('Eine Zeile je Aufgabe. Sie stehen als Beispiele unter dem Feld.')),
    Column('skills', _('Was Mitglieder gut können'), Kind.LONG_TEXT, limit=2000,
           hint=_('Eine Zeile je Fähigkeit. Sie stehen als Beispiele unter dem Feld.')),
    Column('categories', _('Weitere Kategorien'), Kind.LONG_TEXT, limit=2000,
           hint=_('Eine Zeile je Kategorie, zusätzlich zu den eingebauten. Geräte mit Strom zählen in den offenen '
                  'Reparaturdaten als eine von diesen: Thermomix = Küchenmaschine/Mixer')),
    Column('reasons_repairable', _('Weitere Gründe bei „reparierbar“'), Kind.LONG_TEXT, limit=1000,
           hint=_('Eine Zeile je Grund, zusätzlich zu den eingebauten.')),
    Column('reasons_end_of_life', _('Weitere Gründe bei „nicht reparierbar“'), Kind.LONG_TEXT, limit=1000,
           hint=_('Eine Zeile je Grund. In den offenen Reparaturdaten erscheinen eigene Gründe nicht.')),
)
_HOST = re.compile(r'([A-Za-z0-9][A-Za-z0-9.-]*|\[[0-9A-Fa-f:]+\])(:[0-9]+)?')
_NAMES = {item.name for item in fields(Settings)}
_LISTS = {item.name for item in fields(Settings) if isinstance(item.default, tuple)}


def columns() -> tuple[Column, ...]:
    return _COLUMNS


@cache
def _by_name() -> dict[str, Column]:
    return {column.name: column for column in _COLUMNS}


def read() -> Settings:
    held: dict[str, Any] = {name: json.loads(value) for name, value in db.execute_sql('SELECT name, value FROM setting')
                            if name in _NAMES}
    for name in _LISTS & set(held):
        held[name] = tuple(held[name])
    return Settings(**held)


def reasons() -> dict[Outcome, tuple[str, ...]]:
    """Why it ended like that: the built-in reasons, which open repair data knows, and the café's own."""
    cafe = read()
    own = {Outcome.REPAIRABLE: cafe.reasons_repairable, Outcome.END_OF_LIFE: cafe.reasons_end_of_life}
    return {outcome: tuple(dict.fromkeys((*known, *own.get(outcome, ())))) for outcome, known in REASONS.items()}


def categories() -> tuple[Category, ...]:
    """The built-in ones and the café's own."""
    return (*CATEGORIES, *categories_of_own())


def categories_of_own() -> tuple[Category, ...]:
    return own_categories.read_all(read().categories)


def with_categories(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """A repair can be of each of the café's own categories, too."""
    names = tuple(one.name for one in categories())
    return tuple(replace(column, choices=names) if column.name == 'category' and not column.own else column
                 for column in columns)


def with_examples(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Tasks and skills name the café's own words as examples, where it has written some down."""
    cafe = read()
    words = {'tasks': cafe.tasks, 'skills': cafe.skills}
    return tuple(replace(column, hint=_('Zum Beispiel: {words}.').format(words=', '.join(words[column.name])))
                 if words.get(column.name) else column for column in columns)


def as_text(settings: Settings) -> dict[str, str]:
    """Each setting as its form field shows it; a no is empty."""
    return {name: '\n'.join(value) if name in _LISTS else column.show(value) if value is not False else ''
            for name, column in _by_name().items() for value in [getattr(settings, name)]}


def save(values: Mapping[str, str], who: Who, now: datetime) -> Settings:
    """Save some settings, given as typed. All or none; raises `Refused` naming the field."""
    parsed = {name: _parse(_by_name()[name], text) for name, text in values.items()}
    with journal.writing(who, now, 'settings.save') as batch:
        before = read()
        for name, value in parsed.items():
            put(name, value)
            batch.shows('setting', name)
        after = read()
        changed = [name for name in parsed if getattr(before, name) != getattr(after, name)]
        if changed:
            batch.did('setting', fields=changed)
    return after


def put(name: str, value: Any) -> None:
    Setting.insert(name=name, value=value).on_conflict_replace().execute()


def _parse(column: Column, text: str) -> Any:
    value = column.parse(text)
    if column.name in _LISTS:
        lines = [*dict.fromkeys(line.strip() for line in value.splitlines() if line.strip())]
        if column.name == 'categories':
            _check_categories(lines)
        return lines
    return _base_address(value) if column.name == 'base_address' else value


def _check_categories(lines: list[str]) -> None:
    try:
        own_categories.read_all(lines)
    except Refused as refusal:
        raise Refused(refusal.sentence, 'categories') from None


def _base_address(text: str) -> str:
    if not text:
        return ''
    try:
        parts = urlsplit(text)
        is_host = bool(parts.scheme.lower() in ('http', 'https') and _HOST.fullmatch(parts.netloc) and parts.port != 0
                       and not parts.path.strip('/') and not set(text) & set('?#'))
    except ValueError:
        is_host = False
    if not is_host:
        raise Refused(_('Das ist keine Adresse. Beispiel: http://192.168.178.42:8081'), 'base_address')
    return text.rstrip('/')
