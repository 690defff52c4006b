"""How an access report says what the store holds: labels and values in words, and values that other programs read."""
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from db import journal, repairs
from db.clock import show_moment
from db.i18n import _
from db.kinds import Kind, show
from db.modelfields import Moment, from_text
from db.models import MODELS, Account, ConsentText, CustomColumn, Device, Organisation
from db.who import Role, actor
from db.words import Ended, Purpose, Review


@dataclass(frozen=True)
class Fact:
    """One value. `shown` is for people, `value` for programs; both empty where nothing is stored."""
    table: str
    column: str
    label: str
    shown: str
    value: Any


LABELS = {
    'public_id': _('Kennung'), 'purpose': _('Wofür'), 'text': _('Gefragt mit diesen Worten'),
    'given_at': _('Ja gesagt am'), 'recorded_by': _('Aufgeschrieben von'), 'ended_at': _('Beendet am'),
    'ended_because': _('Beendet, weil'), 'listed_at': _('Übernommen am'), 'organisation': _('Organisation'),
    'number': _('Nummer'), 'state': _('Stand'), 'received_at': _('Angenommen am'),
    'ready_at': _('Fertig seit'), 'collected_at': _('Abgeholt am'), 'erase_at': _('Wird gelöscht am'),
    'responsible': _('Ansprechperson'), 'at': _('Wann'), 'actor': _('Wer'), 'verb': _('Was'),
    'table': _('Worin'), 'field': _('Angabe'), 'old': _('vorher'), 'new': _('nachher'), 'role': _('Rolle'),
    'created_at': _('Angelegt am'), 'last_login_at': _('Zuletzt angemeldet'), 'seen_at': _('Zuletzt benutzt'),
    'sheet': _('Liste'), 'view': _('Ansicht'), 'device': _('Tablet'), 'pin_misses': _('Falsche PIN-Versuche'),
    'refused_messenger_at': _('Nein zur Messenger-Gruppe am'),
    'fault_review': _('Fehlertext in offenen Reparaturdaten'), 'extra': _('Eigene Spalten'), 'person': _('Person'),
}
TABLES = {
    'person': _('Person'), 'consent': _('Einwilligung'), 'membership': _('Mitgliedschaft'),
    'contact': _('Kontakt'), 'repair': _('Reparatur'), 'account': _('Zugang'),
}
UNTIL = {
    Purpose.REPAIR: _('bis zur Abholung'),
    Purpose.FORMER: _('höchstens zwei Jahre'),
    Purpose.MEMBER: _('solange die Mitgliedschaft besteht'),
    Purpose.MESSENGER: _('solange die Mitgliedschaft besteht'),
    Purpose.EXTERNAL: _('solange die Zusammenarbeit besteht'),
}
VERBS = {   # each verb that touches somebody's rows, and those of an older version
    'access.report': _('Auskunft erstellt'), 'person.save': _('Angaben geändert'),
    'person.add.member': _('Ins Team eingetragen'), 'person.add.external': _('Bei Extern eingetragen'),
    'person.add.former_customer': _('Bei den Ehemaligen eingetragen'),
    'person.add.former_member': _('Bei den Ehemaligen eingetragen'),
    'repair.take_in': _('Bei der Annahme eingetragen'),
    'repair.move': _('Stand geändert'), 'repair.outcome': _('Ergebnis eingetragen'),
    'repair.save': _('Reparatur geändert'), 'repair.assign': _('Ansprechperson geändert'),
    'repair.hand_back': _('Abgeholt'), 'repair.undo_hand_back': _('„Abgeholt“ zurückgenommen'),
    'ords.read': _('Fehlertext für offene Reparaturdaten durchgesehen'),
    'consent.give.messenger': _('Ja zur Messenger-Gruppe aufgeschrieben'),
    'consent.refuse.messenger': _('Nein zur Messenger-Gruppe aufgeschrieben'),
    'consent.withdraw': _('Einwilligung widerrufen'), 'slip.withdraw': _('Mit dem Schein widerrufen'),
    'membership.end': _('Mitgliedschaft beendet'), 'messenger.fact': _('Messenger-Gruppe abgehakt'),
    'account.set_up': _('Ersten Zugang angelegt'), 'account.add': _('Zugang angelegt'),
    'account.password': _('Neues Passwort gesetzt'), 'account.role': _('Rolle geändert'),
    'account.on': _('Zugang eingeschaltet'), 'account.off': _('Zugang abgeschaltet'),
    'account.member': _('Mit einer Person im Team verbunden'), 'account.pin': _('PIN geändert'),
    'account.pin_on': _('PIN gesetzt'), 'account.pin_off': _('PIN entfernt'),
    'account.pin_closed': _('PIN geschlossen'), 'account.wrong_pin': _('Falsche PIN an einem Tablet'),
    'account.wrong_password': _('Falsches Passwort bei einer Nachfrage'),
    'account.log_in': _('Angemeldet'), 'account.log_out': _('Abgemeldet'),
    'account.unlock': _('Tablet entsperrt'), 'account.lock': _('Tablet gesperrt'),
    'account.failed': _('Fehlgeschlagene Anmeldung'),
    'account.unknown': _('Fehlgeschlagene Anmeldung mit einem unbekannten Namen'),
    'erase.pick-up': _('Nach einer Abholung gelöscht'), 'erase.term': _('Nach Ablauf gelöscht'),
    'erase.replay': _('Frühere Löschung wiederholt'),
    'erase.column': _('Werte einer stillgelegten Spalte gelöscht'),
    'import': _('Aus einer Datei übernommen'), 'import.insert': _('Aus einer Datei übernommen'),
    'import.update': _('Aus einer Datei ergänzt'), 'import.undo': _('Übernahme aus einer Datei zurückgenommen'),
    'merge': _('Zusammengeführt'), 'undo': _('Zurückgenommen'),
}


def done(verb: str) -> str:
    return VERBS.get(verb, _('Geändert'))


def fact(table: str, column: str, value: Any, verb: str = '') -> Fact:
    """`verb` tells who acted where no account did."""
    if column in ('actor', 'recorded_by'):
        by = actor(_linked('change', 'actor', value), verb)
        return Fact(table, column, label_of(table, column), by, by)
    leads_to = (table, column) in _LINKS
    words = _linked(table, column, value) if leads_to and value is not None else ''
    return Fact(table, column, label_of(table, column), words or shown(table, column, value),
                words if leads_to else journal.plain(value))


def label_of(table: str, column: str) -> str:
    field = MODELS[table]._meta.fields.get(column)
    return str((field is not None and field.verbose_name) or LABELS.get(column) or column)


def shown(table: str, column: str, value: Any) -> str:
    """Also of a value as the journal keeps it: moments and keys as JSON holds them."""
    if value in (None, '') or value == {}:
        return ''
    if (table, column) in _LINKS:
        return _linked(table, column, value)
    if (table, column) in _WORDS:
        return _WORDS[table, column](value)
    field = MODELS[table]._meta.fields.get(column)
    if isinstance(field, Moment):
        return show_moment(from_text(value) if isinstance(value, str) else value)
    if isinstance(value, dict):
        return ', '.join(f'{label}: {held}' for label, held in _own(table, value))
    return show(getattr(field, 'kind', Kind.TEXT), value)


@contextmanager
def each_link_once() -> Iterator[None]:
    """Inside, what a key leads to is asked for once, however often it stands there."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def _once(key: tuple[Any, ...], ask: Callable[[], Any]) -> Any:
    known = _known.get(None)
    if known is None:
        return ask()
    if key not in known:
        known[key] = ask()
    return known[key]


def _linked(table: str, column: str, key: int | None) -> str:
    return str(_once((table, column, key), lambda: _LINKS[table, column](key)))


def own_columns(table: str) -> dict[str, CustomColumn]:
    """Also those that are retired: their values are still there."""
    return dict(_once(('own', table), lambda: {
        row.name: row for row in CustomColumn.select().where(CustomColumn.table == table)}))


def _own(table: str, values: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The café's own columns as their forms call and show them."""
    known = own_columns(table)
    for name, value in values.items():
        column = known.get(name)
        yield (column.label, show(Kind(column.kind), value)) if column else (name, str(value))


def _name(table: Any, row_id: int | None) -> str:
    row = table.get_or_none(table.id == row_id) if row_id else None
    return row.name if row else ''


def _wording(text: int) -> str:
    row = ConsentText.get_by_id(text)
    return f'{row.title}\n{row.text}\n' + _('Fassung {n}').format(n=row.version)


def _responsible(membership: int) -> str:
    member = repairs.team_member(membership)
    return member.short if member else ''


Words = Callable[[Any], str]
_known: ContextVar[dict[tuple[Any, ...], Any]] = ContextVar('known')
_LINKS: dict[tuple[str, str], Words] = {   # keys of other rows, which mean nothing by themselves
    ('consent', 'text'): _wording, ('consent', 'recorded_by'): lambda account: _name(Account, account),
    ('repair', 'responsible'): _responsible,
    ('contact', 'organisation'): lambda organisation: _name(Organisation, organisation),
    ('change', 'actor'): lambda account: _name(Account, account),
    ('session', 'device'): lambda device: _name(Device, device),
}
_REVIEWED = {Review.OPEN: '', Review.RELEASED: _('freigegeben'), Review.WITHHELD: _('zurückgehalten')}
_WORDS: dict[tuple[str, str], Words] = {
    ('consent', 'purpose'): lambda purpose: Purpose(purpose).label,
    ('consent', 'ended_because'): lambda because: Ended(because).label,
    ('account', 'role'): lambda role: Role(role).label,
    ('repair', 'fault_review'): lambda review: _REVIEWED[Review(review)],
    ('change', 'verb'): done, ('change', 'table'): lambda table: TABLES[table],
}
