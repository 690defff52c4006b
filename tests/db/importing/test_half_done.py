"""What is ready in part is not ready: a wrong „fertig“ sends somebody here in vain."""
from datetime import date

import pytest

from db.importing.states import standing
from db.words import State

HERE, WORK, PART, DONE = State.ACCEPTED, State.WORKING, State.WAITING, State.READY


@pytest.mark.parametrize(('state', 'understood', 'texts'), [
    (WORK, True, ['eine fertig, andere offen', '3 fertig, 1 in Arbeit', 'Lampen fertig / Radio offen', '1 von 2 fertig',
                  '1/2 repariert', 'fertig bis auf Kabel', 'fertig (bis auf Deckel)', 'fertig, noch testen',
                  'fertig, andere in Reparatur', 'erste fertig, zweite offen', 'eine repariert', 'nur Lampe fertig',
                  'fertig, Rest offen', 'eine abholbereit, andere in Arbeit', '2 Lampen fertig', 'teilweise repariert',
                  'repariert bis auf Schalter', 'fertig, aber klappert', 'fertig machen', 'fertig bis 5.12.',
                  'außer Radio alles fertig', 'zum Teil fertig', 'fertig (noch zusammenbauen)', 'fertigstellen',
                  'bis Samstag fertig', 'morgen fertig', 'nächste Woche fertig', 'fertig nächsten Samstag',
                  'fertig zum Testen', 'fertig (ungeprüft)', 'fertig, Test fehlt', 'fertig, VDE-Messung steht noch aus',
                  'fertig - bitte prüfen', 'repariert, muss noch getestet werden', 'fertig, testen', 'fast fertig',
                  'noch nicht fertig', 'so gut wie fertig', 'demnächst fertig', 'gleich fertig', 'ab Samstag fertig',
                  'un-fertig', 'fertig bald', 'in Kürze fertig', 'fertig, nicht getestet', 'fertig, Endtest morgen',
                  'fertig, morgen Endtest', 'fertig, Messung am Samstag', 'fertig, kein Test', 'fertig für Endmontage',
                  'fertig zur Prüfung', '2/3 fertig', '3/4 repariert', '(morgen) fertig', 'fertig (zum Testen)']),
    (PART, True, ['fertig, aber Kabel fehlt', 'repariert, Deckel fehlt noch', 'fertig, Birnen bestellt',
                  'erste fertig, zweite wartet auf Teil', '1 fertig, 1 wartet auf Akku']),
    (HERE, False, ['fertig?', 'repariert?', 'bereit?', 'erledigt: nein', 'fertig: nein', 'nicht abholbereit',
                   'noch nicht abholbereit', 'nicht ok', 'fertig (?)', 'Kunde ok', 'Termin ok', 'kaum fertig',
                   'nie fertig', 'fertig nicht', 'vielleicht fertig', 'evtl. repariert', 'müsste fertig sein',
                   'kann fertig werden', 'möglichst fertig', 'angeblich fertig', 'läuft wieder?', 'in Ordnung?',
                   'fertig zur Abholung?', 'nicht reparierbar?', 'zu teuer?', 'kein ET', 'kein Ersatzteil',
                   'kein ET bekommen', 'keine Teile', 'leider kein ET', 'kein Ersatzteil nötig', 'in Fertigung',
                   'Läuft wieder (?)', 'fertig wahrscheinlich', 'fertig - vermutlich', 'fertig, hoffentlich',
                   'voraussichtlich fertig', 'repariert, defekt', 'fertig, wieder kaputt', 'repariert, geht nicht',
                   'kein ET, entsorgen?', 'Motor hin, lohnt nicht?', '3.10. abgeholt?', '3. Okt. abgeholt?',
                   'fertig (leider defekt)', 'repariert (defekt)', 'fertig (wieder kaputt)', 'fertig (geht nicht)',
                   'fertig (ist defekt)', 'fertig [defekt]', 'fertig (evtl.)', '(vielleicht) fertig', 'fertig (nicht)',
                   'repariert (läuft wieder nicht)', 'geht wieder, leider kaputt', 'repariert, geht nicht mehr',
                   'repariert (geht nicht mehr)', 'repariert; ist jetzt ganz kaputt', 'repariert, ohne Erfolg',
                   'geht wieder, nun Motor kaputt', 'repariert, leider wieder kaputt gegangen', 'fertig leider nicht',
                   'repariert, funktioniert nicht richtig', 'fertig, geht wieder nicht mehr',
                   'fertig, defekt wie vorher', 'läuft wieder, jetzt defekt',
                   'vielleicht nicht mehr zu retten', 'wohl nicht reparierbar', 'ist vermutlich irreparabel']),
    (DONE, True, ['fertig', 'fertig 3.10.', '3.10. fertig', 'am 3. 10. fertig', '2 von 2 fertig', 'alles fertig',
                  'beide fertig', 'fertig, Rechnung offen', 'fertig, noch bezahlen', 'fertig, noch nicht abgeholt',
                  'fertig, Telefonnummer fehlt', 'fertig, aber nicht erreicht', 'fertig, wartet auf Abholung',
                  'Regal 3, fertig', 'Regal 3 fertig', 'fertig Platz 4', 'fertig, Spende fehlt noch',
                  'alles ok', 'O.K.', 'ok', '14 Uhr fertig', 'fertig, Abholung offen', 'fertiggestellt',
                  'muss noch abgeholt werden', 'noch abzuholen', 'fertig, noch abzuholen',
                  'repariert, läuft', 'fertig seit 3.10.', 'fertig am 3.10.2026', 'heute fertig', 'fertig geprüft',
                  'fertig, Test bestanden', 'fertig, kann abgeholt werden', 'fertig, vielleicht Samstag',
                  'fertig. Kunde angerufen?', 'kein ET mehr lieferbar', 'keine Ersatzteile erhältlich',
                  'fertig, holt er morgen', 'fertig, wird morgen abgeholt', 'fertig zum Mitnehmen', 'abgeholt?',
                  'fertig für Kundin', 'fertig für Herrn Uhl', 'fertig zum Abholen', 'fertig für die Kundin Uhl',
                  'fertig - vermutlich Kabelbruch', 'fertig, defekter Schalter ersetzt', 'fertig, gleich Anruf',
                  'fertig, defekt war das Kabel', 'lohnt nicht. Kunde angerufen?', 'kann fertig geholt werden',
                  '3/3 fertig', '1/1 fertig', '12/12 fertig', 'fertig 3/3', '2/2 repariert',
                  'fertig (Kabel war defekt)', 'geht wieder, Kabel war kaputt', 'fertig (für Herrn Uhl)'])])
def test_what_is_left_to_do(state: State, understood: bool, texts: list[str]) -> None:
    found = {text: standing(text, '') for text in texts}
    assert {text: one.state for text, one in found.items()} == dict.fromkeys(texts, state)
    assert {one.understood for one in found.values()} == {understood}
    assert all(one.said == text or text == 'fertig' for text, one in found.items())


@pytest.mark.parametrize(('text', 'state'), [
    ('fertig am 3.12.2026', WORK), ('fertig 24.12.', WORK), ('am 3.12. fertig', WORK), ('fertig (3.12.)', WORK),
    ('repariert 5. Dezember', WORK), ('fertig 2026-12-03', WORK), ('fertig am 1. Jan. gegen 12', WORK),
    ('fertig 3.10.', DONE), ('fertig am 23.11.', DONE), ('fertig 24.12.2025', DONE), ('fertig am 31.4.', DONE),
    ('fertig, Abholung 5.12.', DONE), ('fertig, Kunde holt am 3.12.2026 ab', DONE), ('fertig, kommt 3.12.', DONE),
    ('fertig 3.12. mitnehmen', DONE), ('fertig, 3.12. anrufen', DONE), ('fertig am 3.12. zum Abholen', DONE),
    ('3.12. wieder fertig', WORK)])
def test_what_is_ready_on_a_day_to_come_is_worked_on(text: str, state: State) -> None:
    found = standing(text, '', today=date(2026, 11, 23))
    assert (found.state, found.said) == (state, text)
    assert state is DONE or found.outcome is None
    assert standing('', '', text, today=date(2026, 11, 23)).state is state


def test_a_day_without_a_year_is_the_nearest() -> None:
    assert standing('fertig 24.12.', '', today=date(2027, 1, 5)).state is DONE
    assert standing('fertig 5.1.', '', today=date(2026, 12, 30)).state is WORK


def test_what_asks_has_no_result() -> None:
    assert standing('kein ET, entsorgen?', '').outcome is None


@pytest.mark.parametrize(('outcome', 'state'), [
    ('repariert, aber Kabel fehlt', PART), ('repariert bis auf Kabel', WORK), ('repariert (1 von 2)', WORK),
    ('repariert: nein', HERE), ('repariert (defekt)', HERE), ('teilweise repariert', DONE),
    ('repariert (neues Kabel)', DONE)])
def test_so_it_is_with_results(outcome: str, state: State) -> None:
    assert standing('', '', outcome).state is state


def test_a_long_tale_of_what_is_left_is_read_at_once() -> None:
    for piece in ('fertig noch ', 'eine ', '1 von ', 'nicht ', 'noch nicht '):
        assert standing(f'{piece * 9000}fertig', '').said.startswith(piece)
