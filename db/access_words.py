"""How an access report says what the store holds: labels and values in words, and values that other programs read."""
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from db import journal, repairs
from db.clock import show_moment
from db.i18n import _
from db.kinds import Kind, show
from db.modelfields import Moment, from_text
from db.models import MODELS, Account, ConsentText, CustomColumn, Device, Organisation
from db.who import Role, actor
from db.words import Ended, Purpose


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
    'ended_because': _('Beendet, weil'), 'organisation': _('Organisation'), 'number': _('Nummer'),
    'state': _('Stand'), 'received_at': _('Angenommen am'), 'ready_at': _('Fertig seit'),
    'collected_at': _('Abgeholt am'), 'erase_at': _('Wird gelöscht am'), 'responsible': _('Ansprechperson'),
    'at': _('Wann'), 'actor': _('Wer'), 'verb': _('Was'), 'table': _('Worin'), 'field': _('Angabe'),
    'old': _('vorher'), 'new': _('nachher'), 'role': _('Rolle'), 'created_at': _('Angelegt am'),
    'last_login_at': _('Zuletzt angemeldet'), 'seen_at': _('Zuletzt benutzt'), 'sheet': _('Liste'),
    'view': _('Ansicht'), 'device': _('Tablet'), 'pin_misses': _('Falsche PIN-Versuche'),
    'extra': _('Eigene Spalten'), 'person': _('Person'),
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
_VERBS = {
    'access.report': _('Auskunft erstellt'), 'repair.take_in': _('Bei der Annahme eingetragen'),
    'repair.move': _('Stand geändert'), 'repair.outcome': _('Ergebnis eingetragen'),
    'repair.save': _('Reparatur geändert'), 'repair.assign': _('Ansprechperson geändert'),
    'repair.hand_back': _('Abgeholt'), 'repair.undo_hand_back': _('„Abgeholt“ zurückgenommen'),
    'person.save': _('Angaben geändert'), 'person.add': _('Eingetragen'), 'consent.give': _('Ja aufgeschrieben'),
    'consent.withdraw': _('Einwilligung widerrufen'), 'slip.withdraw': _('Mit dem Schein widerrufen'),
    'membership.end': _('Mitgliedschaft beendet'), 'messenger.fact': _('Messenger-Gruppe abgehakt'),
    'account': _('Zugang geändert'), 'erase': _('Nach Ablauf gelöscht'), 'import': _('Aus einer Datei übernommen'),
    'merge': _('Zusammengeführt'), 'undo': _('Zurückgenommen'),
}


def done(verb: str) -> str:
    """'person.add.member' → 'Eingetragen': the longest beginning that has a word."""
    parts = verb.split('.')
    beginnings = ('.'.join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((_VERBS[one] for one in beginnings if one in _VERBS), _('Geändert'))


def fact(table: str, column: str, value: Any, verb: str = '') -> Fact:
    """`verb` tells who acted where no account did."""
    if column in ('actor', 'recorded_by'):
        by = actor(_name(Account, value), verb)
        return Fact(table, column, label_of(table, column), by, by)
    leads_to = _LINKS.get((table, column))
    words = leads_to(value) if leads_to and value is not None else ''
    return Fact(table, column, label_of(table, column), words or shown(table, column, value),
                words if leads_to else journal.plain(value))


def label_of(table: str, column: str) -> str:
    field = MODELS[table]._meta.fields.get(column)
    return str((field is not None and field.verbose_name) or LABELS.get(column) or column)


def shown(table: str, column: str, value: Any) -> str:
    """Also of a value as the journal keeps it: moments and keys as JSON holds them."""
    if value in (None, '') or value == {}:
        return ''
    said = _LINKS.get((table, column)) or _WORDS.get((table, column))
    if said:
        return said(value)
    field = MODELS[table]._meta.fields.get(column)
    if isinstance(field, Moment):
        return show_moment(from_text(value) if isinstance(value, str) else value)
    if isinstance(value, dict):
        return ', '.join(f'{label}: {held}' for label, held in _own(table, value))
    return show(getattr(field, 'kind', Kind.TEXT), value)


def _own(table: str, values: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The café's own columns as their forms call and show them."""
    known = {row.name: row for row in CustomColumn.select().where(CustomColumn.table == table)}
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
_LINKS: dict[tuple[str, str], Words] = {   # keys of other rows, which mean nothing by themselves
    ('consent', 'text'): _wording, ('consent', 'recorded_by'): lambda account: _name(Account, account),
    ('repair', 'responsible'): _responsible,
    ('contact', 'organisation'): lambda organisation: _name(Organisation, organisation),
    ('session', 'device'): lambda device: _name(Device, device),
}
_WORDS: dict[tuple[str, str], Words] = {
    ('consent', 'purpose'): lambda purpose: Purpose(purpose).label,
    ('consent', 'ended_because'): lambda because: Ended(because).label,
    ('account', 'role'): lambda role: Role(role).label,
    ('change', 'verb'): done, ('change', 'table'): lambda table: TABLES[table],
}
