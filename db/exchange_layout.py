"""The sheets of the café's own file, heading by heading: what the export writes, the import reads back and the
template shows.

Four sheets as people know them, two that make it whole, and a seventh only where the café has columns of its own.
Each heading names the table and the column its value belongs to; a value without a table is there to be read by
people. What only the program needs (`machine`) stands in the last columns. Where sheets repeat each other,
`Reparaturen` leads for what belongs to a repair and `Einwilligungen` for what somebody agreed to.
"""
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from db.fields import Column, columns, own_columns
from db.i18n import _
from db.kinds import Kind
from db.words import HOW, OUTCOMES, REASONS_ALL, STATES, Audience, Ended, Purpose

TEAM, CUSTOMERS, EXTERNAL, FORMER = 'Team', 'Kundinnen', 'Extern', 'Ehemalige'
REPAIRS, CONSENTS, OWN = 'Reparaturen', 'Einwilligungen', 'Spalten'
FOUR = (TEAM, CUSTOMERS, EXTERNAL, FORMER)
SHEETS = (*FOUR, REPAIRS, CONSENTS)
READ_ONLY = ''   # the table of what people read and nothing is stored from

ASKED_FOR = {TEAM: Purpose.MEMBER, CUSTOMERS: Purpose.REPAIR, EXTERNAL: Purpose.EXTERNAL, FORMER: Purpose.FORMER}
PURPOSES = {purpose.label: purpose for purpose in Purpose}
ENDINGS = {ended.label: ended for ended in Ended}
AUDIENCES = {_('Kund:innen und andere'): Audience.OUTSIDE, _('das Team'): Audience.TEAM}
KINDS = {_('Text'): Kind.TEXT, _('langer Text'): Kind.LONG_TEXT, _('Zahl'): Kind.NUMBER, _('Datum'): Kind.DATE,
         _('ja/nein'): Kind.YES_NO, _('Auswahl'): Kind.CHOICE, _('Telefon'): Kind.PHONE, _('E-Mail'): Kind.EMAIL}
MEMBER_WORD, CUSTOMER_WORD = _('Mitglied'), _('Kund:in')   # under „Art“ on the sheet of the former


@dataclass(frozen=True)
class Heading:
    """One column of a sheet. `column.name` is the name in `table`; moments are UTC texts, '2026-11-23T13:05:07Z'."""
    title: str
    table: str
    column: Column
    machine: bool = False

    @property
    def key(self) -> tuple[str, str]:
        return self.table, self.column.name


def layout(sheet: str) -> tuple[Heading, ...]:
    """The headings of one sheet in their order, the café's own columns included; no title stands there twice."""
    return tuple(_told_apart(_HEADINGS[sheet]()))


def layouts() -> dict[str, tuple[Heading, ...]]:
    """Every sheet of a whole file. `Spalten` is among them only where the café has columns of its own."""
    own = any(own_columns(table) for table in OWN_TABLES)
    return {sheet: layout(sheet) for sheet in (*SHEETS, *([OWN] if own else []))}


def template() -> dict[str, tuple[Heading, ...]]:
    """The four sheets as somebody fills them in by hand."""
    return {sheet: tuple(heading for heading in layout(sheet)
                         if not heading.machine and (sheet, *heading.key) not in _NOT_BY_HAND) for sheet in FOUR}


# ---- how headings are made -------------------------------------------------------------------------------------------
OWN_TABLES = {'person': _('Personen'), 'membership': _('Team'), 'repair': _('Reparaturen'), 'contact': _('Extern'),
              'organisation': _('Organisationen')}
# numbers are given, and a note about a customer needs a consent that is asked for later
_NOT_BY_HAND = {(CUSTOMERS, 'repair', 'number'), (CUSTOMERS, 'person', 'note'), (FORMER, READ_ONLY, 'last_collected'),
                (TEAM, READ_ONLY, 'refused_on')}


def _declared(table: str, use: str, *names: str) -> list[Heading]:
    """Some of a table's own headings, in the order named."""
    found = {column.name: column for column in columns(table, use) if not column.own}
    return [Heading(found[name].label, table, found[name]) for name in names or found]


def _own(*tables: str) -> list[Heading]:
    return [Heading(column.label, table, column) for table in tables for column in own_columns(table)]


def _made(table: str, name: str, title: str, kind: Kind = Kind.TEXT, *, limit: int = 200,
          choices: Iterable[str] = ()) -> Heading:
    return Heading(title, table, Column(name, title, kind, limit=limit, choices=tuple(choices)))


def _machine(*headings: Heading) -> list[Heading]:
    return [replace(heading, machine=True) for heading in headings]


def _called(title: str, heading: Heading) -> Heading:
    return replace(heading, title=title)


def _told_apart(headings: Iterable[Heading]) -> Iterator[Heading]:
    seen: set[str] = set()
    for heading in headings:
        title, again = heading.title, 1
        while title.casefold() in seen:
            again += 1
            title = _('{label} (eigene Spalte)').format(label=heading.title) + (f' {again - 1}' if again > 2 else '')
        seen.add(title.casefold())
        yield replace(heading, title=title)


# ---- parts that several sheets have ----------------------------------------------------------------------------------
_REACH = ('phone', 'phone_2', 'email', 'email_2')
_HOME = ('street', 'postcode', 'city')


def _person(*names: str) -> list[Heading]:
    return _declared('person', 'member', *names)


def _note() -> list[Heading]:
    return [_called(_('Notiz zur Person'), _person('note')[0])]


def _agreed() -> list[Heading]:
    """What the sheet stands on, for people; the sheet of consents holds it with its wording."""
    return [_made(READ_ONLY, 'agreed', _('Einwilligung')),
            _made(READ_ONLY, 'agreed_on', _('Einwilligung vom'), Kind.DATE)]


def _behind_person(*more: Heading) -> list[Heading]:
    """`earlier`: memberships beyond the one the sheet shows, '2020-01-31/2022-12-31', one per line, open ends empty."""
    return _machine(_made('person', 'was_customer', _('war Kund:in'), Kind.YES_NO),
                    _made('membership', 'earlier', _('Frühere Mitgliedschaften'), Kind.LONG_TEXT, limit=2000),
                    _made('person', 'public_id', _('Kennung')),
                    _made('person', 'version', _('Fassung'), Kind.NUMBER), *more)


def _member() -> list[Heading]:
    return [_made('membership', 'version', _('Fassung der Mitgliedschaft'), Kind.NUMBER),
            _made('membership', 'refused_messenger_at', _('Nein zur Gruppe (UTC)'))]


def _organisation(*names: str) -> list[Heading]:
    told = {'phone': _('Telefon der Organisation'), 'email': _('E-Mail der Organisation'),
            'note': _('Notiz zur Organisation')}
    return [_called(told.get(heading.column.name, heading.title), heading)
            for heading in _declared('organisation', 'form', *names)]


def _state() -> Heading:
    return _made('repair', 'state', _('Stand'), Kind.CHOICE, choices=STATES)


def _repair(*names: str) -> list[Heading]:
    return _declared('repair', 'detail', *names)


# ---- the sheets ------------------------------------------------------------------------------------------------------
def _team() -> list[Heading]:
    return [*_person('first_name', 'last_name', *_REACH, *_HOME),
            *_declared('membership', 'form', 'tasks', 'skills', 'started_on', 'in_messenger'),
            _made(READ_ONLY, 'refused_on', _('Nein zur Gruppe am'), Kind.DATE), *_person('note'),
            *_own('membership', 'person'), *_agreed(), *_behind_person(*_member())]


def _customers() -> list[Heading]:
    return [_made('repair', 'number', _('Nummer')), *_person('first_name', 'last_name', *_REACH),
            *_repair('item', 'brand', 'fault'), _state(), _made(READ_ONLY, 'responsible', _('Ansprechperson')),
            _made(READ_ONLY, 'received_on', _('Angenommen am'), Kind.DATE),
            *_repair('accessories', 'place', 'note'), *_note(), *_own('repair', 'person'), *_agreed(),
            *_behind_person()]


def _external() -> list[Heading]:
    return [*_organisation('name', 'topic'), *_person('first_name', 'last_name'), *_declared('contact', 'form'),
            *_person(*_REACH, *_HOME, 'note'), *_own('contact', 'person'),
            *_organisation('phone', 'email', 'website', 'address', 'note'), *_own('organisation'), *_agreed(),
            *_behind_person(_made('contact', 'version', _('Fassung des Kontakts'), Kind.NUMBER),
                            _made('organisation', 'public_id', _('Kennung der Organisation')),
                            _made('organisation', 'version', _('Fassung der Organisation'), Kind.NUMBER))]


def _former() -> list[Heading]:
    return [_made(READ_ONLY, 'was', _('Art')), *_person('first_name', 'last_name', *_REACH),
            *_declared('membership', 'form', 'started_on'),
            _made('membership', 'ended_on', _('ausgeschieden am'), Kind.DATE),
            _made(READ_ONLY, 'last_collected', _('zuletzt abgeholt am'), Kind.DATE), *_person('note'), *_own('person'),
            *_agreed(), *_machine(*_declared('membership', 'form', 'in_messenger')), *_behind_person(*_member())]


def _repairs() -> list[Heading]:
    return [_made('repair', 'number', _('Nummer')), *_repair('item'), _made('repair', 'category', _('Kategorie')),
            *_repair('brand', 'model', 'age', 'power', 'fault', 'accessories', 'warning', 'place'), _state(),
            _made('repair', 'outcome', _('Ergebnis'), Kind.CHOICE, choices=OUTCOMES),
            _made('repair', 'reason', _('Grund'), Kind.CHOICE, choices=REASONS_ALL), *_repair('finding', 'note'),
            _made(READ_ONLY, 'responsible', _('Ansprechperson')), _made(READ_ONLY, 'name', _('Name')),
            _made(READ_ONLY, 'received_on', _('Angenommen am'), Kind.DATE),
            _made(READ_ONLY, 'ready_on', _('Fertig am'), Kind.DATE),
            _made(READ_ONLY, 'collected_on', _('Abgeholt am'), Kind.DATE),
            _made('repair', 'due_on', _('Abholen bis'), Kind.DATE), *_own('repair'),
            *_machine(_made('person', 'public_id', _('Kennung der Person')),
                      _made('membership', 'person', _('Kennung der Ansprechperson')),
                      _made('repair', 'version', _('Fassung'), Kind.NUMBER),
                      _made('repair', 'request_id', _('Schlüssel der Annahme')),
                      _made('repair', 'token', _('Schlüssel des Scheins')),
                      _made('repair', 'received_at', _('Angenommen (UTC)')),
                      _made('repair', 'ready_at', _('Fertig (UTC)')),
                      _made('repair', 'collected_at', _('Abgeholt (UTC)')),
                      _made('repair_state', 'moves', _('Verlauf (UTC)'), Kind.LONG_TEXT, limit=30_000))]


def _consents() -> list[Heading]:
    return [_made(READ_ONLY, 'first_name', _('Vorname')), _made(READ_ONLY, 'last_name', _('Nachname')),
            _made('consent', 'purpose', _('Zweck'), Kind.CHOICE, choices=PURPOSES),
            _made(READ_ONLY, 'given_on', _('gegeben am'), Kind.DATE),
            _made('consent', 'how', _('wie'), Kind.CHOICE, choices=HOW),
            _made('consent', 'recorded_by', _('festgehalten von')),
            _made(READ_ONLY, 'listed_on', _('aus einer Liste übernommen am'), Kind.DATE),
            _made(READ_ONLY, 'ended_on', _('beendet am'), Kind.DATE),
            _made('consent', 'ended_because', _('beendet, weil'), Kind.CHOICE, choices=ENDINGS),
            _made('consent_text', 'title', _('Frage'), limit=2000),
            _made('consent_text', 'text', _('Wortlaut'), Kind.LONG_TEXT, limit=20_000),
            _made('consent_text', 'yes', _('Antwort Ja'), limit=2000),
            _made('consent_text', 'no', _('Antwort Nein'), limit=2000),
            _made('consent_text', 'version', _('Fassung des Wortlauts'), Kind.NUMBER),
            *_machine(_made('consent_text', 'audience', _('gefragt wurden'), Kind.CHOICE, choices=AUDIENCES),
                      _made('consent_text', 'language', _('Sprache')),
                      _made('consent_text', 'created_at', _('Wortlaut vom (UTC)')),
                      _made('person', 'public_id', _('Kennung der Person')),
                      _made('consent', 'given_at', _('Gegeben (UTC)')),
                      _made('consent', 'listed_at', _('Übernommen (UTC)')),
                      _made('consent', 'ended_at', _('Beendet (UTC)')))]


def _own_columns() -> list[Heading]:
    """`choices` and `purposes` are JSON lists; the order of the rows is the order of the columns."""
    return [_made('custom_column', 'label', _('Spalte')),
            _made(READ_ONLY, 'where', _('Blatt')),
            _made('custom_column', 'kind', _('Art'), Kind.CHOICE, choices=KINDS),
            _made('custom_column', 'hint', _('Hinweis')),
            _made('custom_column', 'choices', _('Auswahl'), Kind.LONG_TEXT, limit=20_000),
            *_machine(_made('custom_column', 'table', _('Tabelle')), _made('custom_column', 'name', _('Schlüssel')),
                      _made('custom_column', 'purposes', _('Zwecke')))]


_HEADINGS = {TEAM: _team, CUSTOMERS: _customers, EXTERNAL: _external, FORMER: _former, REPAIRS: _repairs,
             CONSENTS: _consents, OWN: _own_columns}
