"""How the journal reads: one sentence for each verb, and the kind it is found under. A verb without words fails
`tests/db/test_journal_lines.py`.

Nothing of what somebody saved is told, and nobody but the accounts is named: the journal outlives every erasure.
"""
from dataclasses import dataclass

from db.i18n import _

KINDS: dict[str, str] = {
    'repair': _('Reparaturen'), 'person': _('Kontakte'), 'account': _('Zugänge'), 'settings': _('Einstellungen'),
    'exchange': _('Austausch'), 'login': _('Anmeldungen'), 'erasure': _('Löschungen'),
}


@dataclass(frozen=True)
class Words:
    """`sentence` may name who did it, the repair with its new state, the account it was about, and settings.
    `program`: without an account it was not the command line but the program by itself."""
    kind: str
    sentence: str
    program: bool = False


def _repair(sentence: str) -> Words:
    return Words('repair', sentence)


def _person(sentence: str) -> Words:
    return Words('person', sentence)


def _account(sentence: str) -> Words:
    return Words('account', sentence)


def _settings(sentence: str) -> Words:
    return Words('settings', sentence)


def _exchange(sentence: str) -> Words:
    return Words('exchange', sentence)


def _login(sentence: str) -> Words:
    return Words('login', sentence)


def _erasure(sentence: str) -> Words:
    return Words('erasure', sentence, program=True)


WORDS: dict[str, Words] = {
    'repair.take_in': _repair(_('{who} hat {repair} angenommen')),
    'repair.move': _repair(_('{who} hat {repair} auf „{state}“ gesetzt')),
    'repair.outcome': _repair(_('{who} hat bei {repair} das Ergebnis eingetragen')),
    'repair.save': _repair(_('{who} hat die Angaben zu {repair} geändert')),
    'repair.assign': _repair(_('{who} hat die Ansprechperson von {repair} geändert')),
    'repair.hand_back': _repair(_('{who} hat {repair} herausgegeben')),
    'repair.undo_hand_back': _repair(_('{who} hat die Herausgabe von {repair} rückgängig gemacht')),

    'person.add.member': _person(_('{who} hat jemanden ins Team eingetragen')),
    'person.add.external': _person(_('{who} hat jemanden bei Extern eingetragen')),
    'person.add.former_customer': _person(_('{who} hat jemanden bei den Ehemaligen eingetragen')),
    'person.add.former_member': _person(_('{who} hat jemanden bei den Ehemaligen eingetragen')),
    'person.save': _person(_('{who} hat die Angaben zu einer Person geändert')),
    'membership.end': _person(_('{who} hat eine Mitgliedschaft beendet')),
    'messenger.fact': _person(_('{who} hat eine Änderung in der Messenger-Gruppe abgehakt')),
    'consent.give.messenger': _person(_('{who} hat ein Ja zur Messenger-Gruppe eingetragen')),
    'consent.refuse.messenger': _person(_('{who} hat ein Nein zur Messenger-Gruppe eingetragen')),
    'access.report': _person(_('{who} hat eine Auskunft erstellt')),
    'import': _exchange(_('{who} hat eine Liste hereingeholt')),
    'import.insert': _exchange(_('{who} hat mit einer Liste etwas eingetragen')),
    'import.update': _exchange(_('{who} hat mit einer Liste etwas ergänzt')),
    'import.undo': _exchange(_('{who} hat einen Import zurückgenommen')),
    'organisation.add': _person(_('{who} hat eine Organisation eingetragen')),
    'organisation.save': _person(_('{who} hat die Angaben zu einer Organisation geändert')),
    'organisation.remove': _person(_('{who} hat eine Organisation entfernt')),

    'account.set_up': _account(_('Das Kontaktbuch wurde eingerichtet, mit dem ersten Zugang „{account}“')),
    'account.add': _account(_('{who} hat den Zugang „{account}“ angelegt')),
    'account.password': _account(_('{who} hat ein neues Passwort für „{account}“ gesetzt')),
    'account.role': _account(_('{who} hat die Rolle von „{account}“ geändert')),
    'account.on': _account(_('{who} hat den Zugang „{account}“ eingeschaltet')),
    'account.off': _account(_('{who} hat den Zugang „{account}“ abgeschaltet')),
    'account.member': _account(_('{who} hat eingetragen, zu wem im Team „{account}“ gehört')),
    'account.pin_on': _account(_('{who} hat eine PIN für „{account}“ gesetzt')),
    'account.pin': _account(_('{who} hat die PIN von „{account}“ geändert')),
    'account.pin_off': _account(_('{who} hat die PIN von „{account}“ entfernt')),
    'device.enrol': _account(_('{who} hat ein Tablet für die Annahme angemeldet')),
    'device.revoke': _account(_('{who} hat ein Tablet entfernt')),

    'account.log_in': _login(_('{who} hat sich angemeldet')),
    'account.log_out': _login(_('{who} hat sich abgemeldet')),
    'account.unlock': _login(_('{who} hat ein Tablet entsperrt')),
    'account.lock': _login(_('{who} hat gesperrt')),
    'account.failed': _login(_('Fehlgeschlagene Anmeldung als „{account}“')),
    'account.wrong_pin': _login(_('Falsche PIN für „{account}“ an einem Tablet')),
    'account.pin_closed': _login(_('Die PIN von „{account}“ ist geschlossen, nach fünf falschen Versuchen')),
    'account.unknown': _login(_('Fehlgeschlagene Anmeldung mit einem Namen, den es hier nicht gibt')),
    'account.wrong_password': _login(_('Falsches Passwort bei einer Nachfrage, während „{account}“ angemeldet war')),
    'device.wrong_code': _login(_('Ein Tablet wollte mit einem Code herein, der nicht gilt')),

    'settings.save': _settings(_('{who} hat Einstellungen geändert: {settings}')),
    'consent.reword': _settings(_('{who} hat den Text einer Frage geändert')),
    'settings.backup': _settings(_('{who} hat den zweiten Ort für Sicherungen geändert')),
    'column.add': _settings(_('{who} hat eine eigene Spalte angelegt')),
    'column.change': _settings(_('{who} hat eine eigene Spalte geändert')),
    'column.move': _settings(_('{who} hat die Reihenfolge der eigenen Spalten geändert')),
    'column.retire': _settings(_('{who} hat eine eigene Spalte stillgelegt')),
    'column.take_back': _settings(_('{who} hat eine eigene Spalte zurückgeholt')),
    'clock.confirm': _settings(_('{who} hat bestätigt, dass das Datum stimmt')),
    'backup.noted': Words('settings', _('{who} hat bemerkt, wie es um die Sicherungen steht'), program=True),
    'backup.download': _settings(_('{who} hat eine Sicherung heruntergeladen')),
    'backup.restore': _settings(_('{who} hat eine Sicherung zurückgeholt')),

    'export.xlsx': _exchange(_('{who} hat alles als Excel-Tabelle mitgenommen')),
    'export.csv': _exchange(_('{who} hat Listen als CSV mitgenommen')),
    'export.json': _exchange(_('{who} hat alles als JSON mitgenommen')),
    'export.vcf': _exchange(_('{who} hat Kontakte für ein Adressbuch mitgenommen')),
    'export.ords': _exchange(_('{who} hat offene Reparaturdaten geladen')),
    'ords.read': _exchange(_('{who} hat Fehlertexte für offene Reparaturdaten durchgesehen')),

    'consent.withdraw': _erasure(_('{who} hat einen Widerruf eingetragen')),
    'slip.withdraw': _erasure(_('Jemand hat mit dem eigenen Schein sein Ja zurückgenommen')),
    'erase.pick-up': _erasure(_('{who} hat nach einer Abholung Kontaktdaten gelöscht')),
    'erase.term': _erasure(_('{who} hat jemanden nach Ablauf der Frist gelöscht')),
    'erase.column': _erasure(_('{who} hat die Werte einer stillgelegten Spalte gelöscht')),
    'erase.replay': _erasure(_('{who} hat eine frühere Löschung wiederholt')),
}
OF_AN_OLDER_VERSION = Words('', _('{who} hat etwas geändert'))


def of(verb: str) -> Words:
    return WORDS.get(verb, OF_AN_OLDER_VERSION)


def verbs(kind: str) -> tuple[str, ...]:
    return tuple(verb for verb, words in WORDS.items() if words.kind == kind)
