"""A no in a remark counts against the yes beside it; a remark about anything else does not (D1)."""
from datetime import date

import pytest

from db.importing.drafts import Choices, Evidence, Result
from db.importing.objections import says_no
from tests.db.importing.lists import CUSTOMERS, TEAM, customer, planned


@pytest.mark.parametrize('text', [
    'Einwilligung widerrufen am 3.4.26', 'bitte löschen!', 'will nicht gespeichert werden', 'hat widerrufen',
    'Daten löschen', 'Widerruf am 3.4.2026', 'Möchte nicht in die Liste', 'Daten bitte löschen, hat am 3.4. angerufen',
    'möchte gelöscht werden', 'aus der Liste streichen', 'hat die Einwilligung zurückgezogen', 'keine Einwilligung',
    'Zustimmung verweigert', 'nicht einverstanden', 'nicht mit Datenspeicherung einverstanden', 'keine Daten speichern',
    'darf nicht gespeichert werden', 'Daten nicht speichern', 'nett. Bitte Daten löschen.', 'hat widersprochen',
    'Widerspruch gegen Speicherung', 'Einwilligung fehlt noch', 'will nicht mehr auf der Liste stehen',
    'bittet um Löschung', 'Löschung der Daten', 'DSGVO: nein', 'Datenschutz nicht unterschrieben', 'ohne Einwilligung',
    'hat Einwilligung am 3.4. schriftlich widerrufen', 'Einwilligung widerrufen, aus Signal-Gruppe raus',
    'Einwilligung widerrufen, Kosten zu hoch', 'Einwilligung am 3.11. zurückgezogen', 'Zustimmung am 12.10. entzogen',
    'Einw. zurückgezogen', 'Löschung gewünscht', 'bat um Löschung', 'Löschantrag gestellt 3.11.',
    'Speicherung widersprochen', 'hat der Speicherung widersprochen', 'nicht in die Liste', 'raus aus der Liste',
    'nicht in die Liste aufnehmen', 'aus Kartei entfernen', 'hat nicht unterschrieben', 'Unterschrift verweigert',
    'bitte Daten vernichten', 'Einwilligung noch einholen', 'Einwilligung nachholen', 'Einwilligung steht aus',
    'Einwilligung abgelaufen', 'Handy abgeholt, Einwilligung widerrufen'])
def test_d1_plain_words_about_being_stored_are_a_no(text: str) -> None:
    assert says_no(text)


@pytest.mark.parametrize('text', [
    '', 'bitte anrufen', 'Gerät nicht löschen', 'nicht einverstanden mit dem Preis', 'Daten auf Festplatte löschen',
    'Einstellungen werden nicht gespeichert', 'Fehlerspeicher löschen', 'nicht widerrufen', 'kein Widerruf',
    'Widerrufsbelehrung erhalten', 'Einwilligung Foto widerrufen', 'Keine Fotos', 'Auftrag widerrufen',
    'mit Entsorgung nicht einverstanden', 'Einwilligung liegt vor', 'Einwilligung nicht widerrufen',
    'Daten nach Abholung löschen', 'Datenschutz unterschrieben', 'Ersatzteilliste fehlt', 'nicht in Messenger-Gruppe',
    'Zustimmung zum Kostenvoranschlag abgelehnt', 'Einwilligung unterschrieben, Netzteil fehlt', 'Stuhl neu streichen',
    'Handy löschen', 'Nummer stimmt nicht mehr', 'mit Speicherung einverstanden', 'Sender werden nicht gespeichert',
    'will nicht angerufen werden', 'nicht einverstanden, Preis zu hoch', 'nicht aus der Liste löschen',
    'aus der Signal-Gruppe löschen', 'Einwilligung mündlich, Zettel nicht mehr da',
    'Widerruf-Frist beim Händler läuft bis 3.12.', 'Widerruf beim Händler möglich', 'PC, alle Daten löschen',
    'Handy zurücksetzen, Daten löschen', 'alle Daten löschen, dann Windows neu', 'ohne Zustimmung nicht öffnen',
    'Windows neu installieren, Daten nicht speichern', 'Zustimmung zum Öffnen fehlt', 'streichen',
    'wenn zu teuer, nicht einverstanden', 'Rückruf gespeichert', 'Unterschrift fehlt auf dem Rezept'])
def test_remarks_about_anything_else_are_none(text: str) -> None:
    assert not says_no(text)


def test_d1_beside_a_yes_it_holds_the_row_back(store: object) -> None:
    def team(note: str, choices: Choices | None = None, heading: str = 'Bemerkung') -> tuple[Result, str]:
        (line,) = planned(choices, Team=[[*TEAM, heading], ['Anja', 'Weiß', '0351 1', '', '', '', 'ja', note]]).lines
        return line.result, line.reason
    result, reason = team('bitte löschen!')
    assert result is Result.HELD_BACK
    assert reason.startswith('Der Eintrag unter „Bemerkung“ spricht gegen eine Einwilligung.')
    assert team('hat widerrufen', heading='Farbe')[0] is Result.HELD_BACK
    assert team('bitte anrufen')[0] is Result.STORED
    proof = Evidence('Unterschrift', date(2026, 10, 1))
    for choices in (Choices(evidence={'Team': proof}), Choices(rows={('Team', 2): proof})):
        assert team('bitte löschen!', choices)[0] is Result.HELD_BACK


def test_d1_of_an_item_only_the_item_is_kept(store: object) -> None:
    rows = [CUSTOMERS, customer(Bemerkung='will nicht gespeichert werden'), customer(Gegenstand='Radio')]
    first, second = planned(Kunden=rows).lines
    assert first.result is Result.REPAIR_ONLY
    assert 'spricht gegen' in first.reason
    assert second.result is Result.REPAIR_ONLY      # a no anywhere in a file is a no
    assert 'In Zeile 2' in second.reason


def test_d1_it_is_about_everything_a_file_says_of_them(store: object) -> None:
    team = [[*TEAM, 'Bemerkung'], ['Emine', 'Özdemir', '0351 7654321', '', '', '', 'ja', 'hat widerrufen']]
    lines = planned(Team=team, Kunden=[CUSTOMERS, customer()]).lines
    assert [line.result for line in lines] == [Result.HELD_BACK, Result.REPAIR_ONLY]
