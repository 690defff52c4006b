"""Where a repair stands, in the words of those who keep the list; what nobody understands is told."""
import pytest

from db.importing import report
from db.importing.states import standing
from db.words import Outcome, State
from tests.db.importing.lists import CUSTOMERS, customer, planned

HERE, WORK, PART, DONE, GONE = State.ACCEPTED, State.WORKING, State.WAITING, State.READY, State.COLLECTED


@pytest.mark.parametrize(('state', 'texts'), [
    (HERE, ['0 %', 'auf Halde', 'in der Warteschlange', 'nächstes Mal', 'beim nächsten Mal fertig machen',
            'verschoben', 'zurückgestellt', 'noch nicht dran', 'noch nix gemacht', 'noch nicht angeschaut',
            'angen.', 'Neuzugang', 'n. rep.', 'nicht rep.', 'wartet auf Rückruf', 'warten auf Rückruf',
            'liegt noch im Regal', 'steht noch im Lager', 'heute reingekommen', 'am 3.11. hereingekommen',
            'wartet auf Kundin', 'wartet',
             'unangetastet', 'geplant', 'defekt', 'geht noch nicht', 'auf Eis', 'angenomen']),
    (WORK, ['beim Techniker', 'bei Peter', 'beim Bastler', 'liegt bei Uwe', 'bei Uwe zuhause', 'beim Elektriker',
            'Uwe schaut', "Uwe macht's", 'Uwe ist dran', '50 %', '50%', 'zu 90 % fertig', '3/4 fertig', 'pausiert',
            'Fehlersuche', 'Diagnose', 'Testlauf', 'Kleber trocknet', 'wird gelötet', 'Akku lädt', 'ET da',
            'in Arbiet', 'teilw. rep.', 'in Rep.', 'zum Reparieren mitgenommen', 'beinah fertig']),
    (PART, ['Teil kommt nächste Woche', 'Teil bestellen', 'Teil nötig', 'braucht Ersatzteil', 'ET bestellt',
            'Teil im Zulauf', 'bei Peter, Teil fehlt', 'E-Teil bestellt', 'Lieferverzug', 'noch nicht geliefert',
            'Ersatzeil bestelt', 'wartet auf Tasten aus Japan', 'wartet (Ersatzbirnen)', 'warte auf Dichtung',
            'wartet auf neuen Akku', 'warten auf Netzteil', 'wartet noch auf Fernsehlampe']),
    (DONE, ['✓', '✔', '☑', '100 %', '100%', '100 % fertig', 'kann geholt werden', 'liegt bereit',
            'steht bereit, Regal 3', 'bereit', 'Abholung Samstag', 'Abholung offen', 'Abholung am 3.12.',
            'Abholtermin Sa 10 Uhr', 'holt Samstag', 'Kundin informiert', 'informiert',
            'Kunde benachrichtigt am 3.11.', 'Bescheid gesagt', 'angerufen, kommt Sa', 'wird Sa geholt',
            'wird geholt', 'fertich', 'FERTG', 'i.O.', 'in Ordnung', 'funktioniert', 'geschafft',
            'bei Peter fertig', 'kein Erfolg', 'noch nicht abgehohlt', 'bei Peter zur Abholung']),
    (GONE, ['Abgehohlt', 'abgehlt', 'Abholung erfolgt', 'zurück', 'zurück an Kundin', 'zurückgeschickt',
            'per Post zurück', 'zurück an Kunden ohne Rep.',
            'ohne Rep. zurück an Kundin', 'mitgenommen', 'Kunde hat mitgenommen', 'von Kundin mitgenommen',
            'vom Kunden mitgenommen'])])
def test_states_are_read_in_many_words(state: State, texts: list[str]) -> None:
    found = {text: standing(text, '') for text in texts}
    assert {text: one.state for text, one in found.items()} == dict.fromkeys(texts, state)
    assert all(one.understood for one in found.values())


@pytest.mark.parametrize(('text', 'outcome'), [
    ('heile', Outcome.FIXED), ('reperiert', Outcome.FIXED), ('Reparatur erfolgreich', Outcome.FIXED),
    ('unwirtschaftlich', Outcome.END_OF_LIFE), ('nicht mehr zu retten', Outcome.END_OF_LIFE),
    ('nicht mehr zu reparieren', Outcome.END_OF_LIFE), ('nicht gelungen', None), ('funktioniert', None), ('✓', None)])
def test_what_came_of_it_is_read_only_where_it_is_said(text: str, outcome: Outcome | None) -> None:
    assert (standing(text, '').state, standing(text, '').outcome) == (DONE, outcome)


@pytest.mark.parametrize('text', [
    'Zurückrufen', 'zurück ins Regal', 'zurück in die Werkstatt', 'zurückgezogen', 'von Uwe mitgenommen',
    'Uwe hat es mitgenommen', 'Uwe repariert', 'Kunde angerufen', 'angerufen, nicht erreicht', 'kommt Samstag',
    'Kundin informieren', 'bei Peter nachfragen', 'bei Bedarf', 'bei Frau Uhl', 'beim Kunden', 'beim Techniker fragen',
    'Abholung nicht möglich', 'Ersatzteilspender', '120 %', 'Regal 3', 'x', 'storniert', 'bereit zum Testen', 'Uwe',
    'rep.', 'wartet auf Godot', 'warten auf Godot', 'fertig?', 'nicht reingekommen',
    'liegt noch bei Uhl', 'wartet auf das da'])
def test_what_may_mean_several_things_is_not_guessed(text: str) -> None:
    found = standing(text, '')
    assert (found.state, found.said, found.understood) == (HERE, text, False)


@pytest.mark.parametrize('text', ['Teil kann geholt werden', 'Ersatzteil liegt bereit', 'holt Samstag das Teil',
                                  'Abholung Ersatzteil'])
def test_a_part_that_can_be_fetched_is_no_item_that_can(text: str) -> None:
    assert standing(text, '').state is not DONE


def test_a_long_tale_of_a_state_is_read_at_once() -> None:
    for piece in ('wird ', 'von Uwe ', 'bei ', '1 ', 'ist liegt '):
        assert standing(piece * 9000, '').said == (piece * 9000).strip()
    assert not standing('ach ' * 200 + 'fertig', '').understood      # only its beginning is looked at


# ---- and it is told --------------------------------------------------------------------------------------------------
def reason(state: str, **said: str) -> tuple[str, str, str]:
    (line,) = planned(Kunden=[CUSTOMERS, customer(Status=state, **said)]).lines
    assert line.repair is not None
    return line.reason, line.repair.values['state'], line.repair.values['note']


def test_a_state_nobody_understands_is_named_and_stands_in_the_note(store: object) -> None:
    told, state, note = reason('Montag nochmal schauen')
    assert told.endswith(
        'Der Stand „Montag nochmal schauen“ ist nicht erkannt: angenommen, die Worte stehen in der Notiz.')
    assert (state, note) == ('angenommen', 'Stand laut Liste: Montag nochmal schauen')


def test_of_a_repair_without_a_person_the_words_stay_out(store: object) -> None:
    told, state, note = reason('Frau Uhl anrufen', Einwilligung='')
    assert told.endswith('ohne Kontaktdaten und Notiz. Der Stand „Frau Uhl anrufen“ ist nicht erkannt: angenommen.')
    assert (state, note) == ('angenommen', '')
    plan = planned(Kunden=[CUSTOMERS, customer(Status='Frau Uhl anrufen')])
    assert 'Der Stand „…“ ist nicht erkannt: angenommen, die Worte' in report.as_json(plan, applied=False)['rows'][0][
        'reason']


@pytest.mark.parametrize('state', ['', '-', 'fertig', 'beim Techniker', 'Teil fehlt', 'auf Halde'])
def test_of_a_state_that_is_understood_or_empty_nothing_is_told(store: object, state: str) -> None:
    assert 'nicht erkannt' not in reason(state)[0]


def test_where_the_words_say_nothing_the_result_does(store: object) -> None:
    rows = [[*CUSTOMERS, 'Ergebnis'], [*customer(Status='Regal 3'), 'repariert']]
    (line,) = planned(Kunden=rows).lines
    assert line.repair is not None
    assert (line.repair.values['state'], line.repair.values['outcome']) == ('fertig', 'repariert')
    assert 'Der Stand „Regal 3“ ist nicht erkannt: fertig, die Worte stehen in der Notiz.' in line.reason


@pytest.mark.parametrize(('result', 'state', 'outcome'), [
    ('rep.', 'fertig', 'repariert'), ('n. rep.', 'fertig', ''), ('nicht rep.', 'fertig', ''),
    ('teilw. rep.', 'fertig', ''), ('irrep.', 'fertig', 'nicht reparierbar'), ('nein', 'angenommen', ''),
    ('wartet auf Tasten aus Japan', 'wartet auf Ersatzteil', ''), ('', 'angenommen', '')])
def test_short_results_are_read(store: object, result: str, state: str, outcome: str) -> None:
    (line,) = planned(Kunden=[[*CUSTOMERS, 'Ergebnis'], [*customer(Status=''), result]]).lines
    assert line.repair is not None
    assert (line.repair.values['state'], line.repair.values['outcome']) == (state, outcome)
    assert 'nicht erkannt' not in line.reason


@pytest.mark.parametrize('result', ['mal so, mal so', 'repariert?', 'Netzteil mitgenommen', 'wartet auf Godot'])
def test_a_result_nobody_understands_is_named_where_it_would_say_the_state(store: object, result: str) -> None:
    rows = [[*CUSTOMERS, 'Ergebnis'], [*customer(Status=''), result],
            [*customer(Status='fertig', Nachname='Uhl'), result],
            [*customer(Status='', Nachname='Kern', Einwilligung=''), result]]
    plan = planned(Kunden=rows)
    here, ready, nameless = plan.lines
    assert here.repair is not None
    assert here.repair.values['note'] == f'Ergebnis: {result}'
    assert f'Das Ergebnis „{result}“ ist nicht erkannt: angenommen, die Worte stehen in der Notiz.' in here.reason
    assert 'nicht erkannt' not in ready.reason
    assert nameless.reason.endswith(f'Das Ergebnis „{result}“ ist nicht erkannt: angenommen.')
    assert result not in str(report.as_json(plan, applied=False))


def test_what_was_fetched_is_gone_whatever_the_state_says(store: object) -> None:
    rows = [[*CUSTOMERS, 'Abgeholt am'], [*customer(Status='Regal 3'), '12.10.2026']]
    (line,) = planned(Kunden=rows).lines
    assert line.reason.startswith('Schon abgeholt')
    assert 'nicht erkannt' not in line.reason
