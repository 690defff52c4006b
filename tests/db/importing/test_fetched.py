"""Only a plain pick-up is one: a wrong one throws somebody's number away for ever, a missed one costs a tap."""
from datetime import UTC, datetime

import pytest

from db.importing.fetched import days_of_pick_up, is_plainly_fetched
from db.importing.states import standing
from db.words import Outcome, State
from tests.db.importing.lists import CUSTOMERS, customer, planned
from tests.personas import NOW

PLAINLY = """
abgeholt | Abgeholt. | ABGEHOLT!! | abgeholt 3.10. | abgeholt 3.10.26 | abgeholt am 03.10.2026 | abgeholt: 3.10.
am 3.10. abgeholt | am 3.10. abgeholt von Sohn | abgeholt von Tochter | abgeholt (Tochter) | abgeholt (Ehefrau, 3.10.)
abgeholt ✓ | ✓ abgeholt | [x] abgeholt | ja, abgeholt | ok, abgeholt | o.k., abgeholt | abgeholt, danke! | abgeholt :-)
abgeholt + Spende 10 € | abgeholt, 5 € Spende | abgeholt, 5,- € | abgeholt (bezahlt) | bezahlt und abgeholt
abgeholt, Spende 10 | abgeholt 3.10. 15 Uhr | abgeholt Sa 3.10. um 15:30 Uhr | Samstag abgeholt | heute abgeholt
Kunde hat abgeholt | Kundin hat es abgeholt | von der Kundin abgeholt | vom Besitzer abgeholt | durch Sohn abgeholt
hat der Mann abgeholt | Tochter hat das Gerät abgeholt | ihr Mann hat abgeholt | abgeholt vom Enkel | ist abgeholt
wurde abgeholt | wurde am 3.10. abgeholt | schon abgeholt | bereits abgeholt | selbst abgeholt | wieder abgeholt
alles abgeholt | beide abgeholt | Gerät abgeholt | fertig, abgeholt | fertig / abgeholt | repariert + abgeholt
fertig und abgeholt 3.10. | repariert, abgeholt 12.11.26 | fertig 3.10., abgeholt 17.10. | erledigt, abgeholt
abgeholt, läuft | abgeholt, läuft wieder | abgeholt, geht wieder prima | abgeholt, Kundin sehr zufrieden
nicht repariert, abgeholt | unrepariert abgeholt | abgeholt (defekt) | abgeholt, nicht reparierbar
angerufen, abgeholt 3.10. | abgeholt 3. Oktober | abgeholt 3. Okt. 2026 | abgeholt im Oktober | abgeholt KW 40
abgeholt 2026-10-03 | abgeh. 3.10. | Abgehohlt | Abholung erfolgt | Abholung erledigt 3.10. | geholt | geholt 14.10.
am 3.10. geholt | heute geholt | mitgenommen | mitgenommen, läuft | Kunde hat mitgenommen | von Kundin mitgenommen
wieder mitgenommen | unrepariert wieder mitgenommen | von der Tochter mitgenommen | mitgenommen (Sohn) | zurück
zurückgegeben | zurückgegeben 3.10. | zurückgegeben, unrepariert | repariert zurück | defekt zurück | heil zurück
zurück an Kundin | zurück an den Besitzer | ging zurück an die Kundin | per Post zurück | zurückgeschickt
an Kunden übergeben | übergeben an Sohn | dem Kunden übergeben | an Kundin ausgehändigt | ausgehändigt am 3.10.
ausgegeben 3.10. | ausgeliefert | Rückgabe erfolgt | Rückgabe 5.11.26 | wieder daheim | wieder zuhause
zurück 3.10.2026 | zurückgebracht zum Kunden | an Kundin abgegeben
"""
NOT_PLAINLY = """
nicht mitgenommen | wurde nicht mitgenommen | konnte nicht mitgenommen werden | hat es nicht mitgenommen
noch nicht übergeben | nicht übergeben | nicht ausgehändigt | nicht ausgegeben | nicht ausgeliefert
nicht zurückgegeben | abgeholt... | noch nicht zurück | noch nicht ausgeliefert | nie mitgenommen
kein Kunde hat abgeholt | niemand hat abgeholt
Abgeholt: nein | abgeholt: – | abgeholt: | abgeholt ____ | ( ) abgeholt | [ ] abgeholt | ☐ abgeholt | abgeholt ☐
✗ abgeholt | ❌ abgeholt | abgeholt ❌ | fast abgeholt | un-abgeholt | abgeholt…
Lampe abgeholt, Uhr noch da | teilweise abgeholt | tw. abgeholt | 1 abgeholt, 1 in Arbeit | 1 abgeholt | 1/2 abgeholt
2 von 3 abgeholt | eine abgeholt | eins abgeholt, eins offen | nur Lampe abgeholt | halb abgeholt | Rest abgeholt
erste abgeholt, zweite offen | 1. abgeholt, 2. noch da | abgeholt bis auf Kabel | abgeholt, Netzteil noch hier
abgeholt (nur Zubehör) | abgeholt ohne Netzteil | ½ abgeholt | 50 % abgeholt | abgeholt, Kabel folgt | 0 abgeholt
Netzteil mitgenommen | Kundin hat Netzteil mitgenommen | Gerät hier, Fernbedienung mitgenommen | Kabel abgeholt
Kabel zurückgegeben, Gerät noch da | Schlüssel übergeben | Ersatzteil abgeholt | Teil abgeholt, Einbau folgt
Paket abgeholt | Leihgerät ausgehändigt | Ersatzgerät ausgegeben | Leihgerät zurück | Teil zurück an Händler
Laufzettel ausgegeben | Abholschein ausgegeben | Rechnung übergeben | Angebot mitgenommen | Flyer mitgenommen
Teile mitgenommen | geholt haben wir das Teil | vom Lager geholt | Zettel abgeholt | Nummer ausgegeben
Rückgabe | Rückgabe vereinbart | Rückgabe offen | Rückgabe steht aus | Rückgabe am 5.12. geplant | Rückgabe 5.12.
Rückgabe am Samstag | Rückgabe an Kunde nicht möglich | Rückgabe? | geholt wird es Montag | abgeholt wird am Sa
ausgeliefert wird Freitag | übergeben wird Montag | mitgenommen wird es Sa | abgeholt werden | will abgeholt werden
abgeholt morgen | zurückgegeben wird nächste Woche | bald abgeholt | sobald abgeholt | wenn abgeholt, zahlen
wird zurückgegeben | soll zurückgegeben werden | muss übergeben werden | kann mitgenommen werden
darf mitgenommen werden | bitte mitnehmen, sonst abgeholt
an Uhrmacher übergeben | an Meier übergeben zur Reparatur | zurück an Hersteller | zurück an Absender
zurück zum Hersteller | zurück zur Werkstatt | zurück an Werkstatt | zurück an Uwe | ausgegeben an Techniker
ausgegeben an Lehrling | übergeben an Ali | übergeben | mitgenommen von Ali zum Testen | von Ali mit heim genommen
Peter mitgenommen | mitgenommen (Peter) | hat Peter mitgenommen | Peter hat Gerät mitgenommen | abgeholt von Ali
von Uwe abgeholt | Uwe hat abgeholt | abgeholt vom Elektriker | abgeholt durch Spedition | von uns abgeholt, in Arbeit
von uns abgeholt | durch uns abgeholt (Großgerät) | wir haben es abgeholt | bei Kunde abgeholt | beim Kunden abgeholt
vom Kunden geholt | zu Hause abgeholt, in Arbeit | daheim abgeholt | von DHL abgeholt | abgeholt für Werkstatt
an Sperrmüll übergeben | an Sozialkaufhaus abgegeben und übergeben | von Paketdienst mitgenommen | zur Probe mitgenommen
abgeholt, wieder gebracht 3.11. | zurück, Fehler wieder da | abgeholt und reklamiert | abgeholt, wieder da
abgeholt und reklamiert, wieder da | war abgeholt, kam zurück | kam zurück | zurück von Elektriker | zurück von Kunde
zurück (Garantie) | zurück, wieder defekt | zurück, defekt | zurückgegeben von Kunde | Kunde hat zurückgegeben
abgeholt, geht nicht | abgeholt, läuft nicht | abgeholt, läuft noch nicht | abgeholt, Fehler wieder da
abgeholt, kommt nochmal | abgeholt, kommt wieder | wieder zurück in Reparatur | wieder zurück | abgeholt, Nacharbeit
abgeholt, bringt es wieder | zurück in Regal 3 | zurückgeholt | zurückgebracht | Kunde hat zurückgebracht
abgeholt, Kabel nachliefern | abgeholt 3.10., in Arbeit | abgeholt, wartet auf Teil | abgeholt oder Regal 2
zurück 5.12. | zurück am 5.12. | Montag zurück | heute zurück | abgeholt, Gerät kaputt | abgeholt am | am abgeholt
abgeholt laut Uwe | angeblich abgeholt | nicht fertig, abgeholt?
"""


JANUARY = datetime(2027, 1, 5, 9, tzinfo=UTC)


def texts(table: str) -> list[str]:
    return [text for line in table.strip().splitlines() for text in line.split(' | ')]


@pytest.mark.parametrize('text', texts(PLAINLY))
def test_a_plain_pick_up(text: str) -> None:
    found = standing(text, '')
    assert (found.state, found.understood) == (State.COLLECTED, True)


@pytest.mark.parametrize('text', texts(NOT_PLAINLY))
def test_one_word_more_and_it_is_none(text: str) -> None:
    found = standing(text, '')
    assert not is_plainly_fetched(text)
    assert found.state is not State.COLLECTED
    assert found.state is not State.READY or '?' in text
    assert found.said == text.strip()


BY_SOMEBODY = """
abgeholt von Frau Uhl | von Frau Uhl abgeholt | Frau Uhl hat abgeholt | abgeholt durch Herrn Krause
abgeholt (Frau Uhl) | abgeholt von Herrn Dr. Berg | abgeholt von Fam. Uhl | von Familie Uhl abgeholt 3.10.
Abgeholt von Frau Uhl | ABGEHOLT von Herrn Krause
abgeholt von Tochter Lisa | abgeholt vom Sohn (Max) | von Nachbarin Frau Uhl abgeholt
von Sohn abgeholt 3.10. | abgeholt von Frau Anna Uhl
Herr Uhl hat es am 3.10. abgeholt | abgeholt von Hrn. Uhl, läuft | Schwester Eva hat abgeholt
"""
BY_WHOM = """
bei Frau Uhl abgeholt | abgeholt bei Herrn Uhl | von Frau Netzteil abgeholt | Sohn Netzteil abgeholt | abgeholt von Lisa
abgeholt von Frau Uhl? | nicht von Frau Uhl abgeholt | abgeholt von Frau Uhl zur Reparatur | Frau Uhl: Kabel abgeholt
von Frau Uhl geholt | Frau Uhl hat es mitgenommen | an Frau Uhl übergeben | abgeholt von Uhl | zurück an Herrn Uhl
abgeholt von Frau Uhl, Kabel noch da | Frau Uhl hat Fernbedienung abgeholt | abgeholt von Herrn Uhl (Werkstatt)
"""


@pytest.mark.parametrize('text', texts(BY_SOMEBODY))
def test_who_fetched_it_may_be_named(text: str) -> None:
    assert standing(text, '').state is State.COLLECTED


@pytest.mark.parametrize('text', texts(BY_WHOM))
def test_but_nobody_who_may_be_of_the_team_nor_where_it_came_from(text: str) -> None:
    assert (standing(text, '').state, standing(text, '').said) == (State.ACCEPTED, text)


@pytest.mark.parametrize(('item', 'text', 'state'), [
    ('Lampe', 'Lampe abgeholt', State.COLLECTED), ('Stehlampe', 'Lampe abgeholt 3.10.', State.COLLECTED),
    ('Lampe', 'die Lampe wurde abgeholt', State.COLLECTED), ('Lampe', 'Sohn hat Lampe abgeholt', State.COLLECTED),
    ('Lampe', 'Lampe von Frau Uhl abgeholt', State.COLLECTED), ('Lampe', 'Lampe zurückgegeben', State.COLLECTED),
    ('2 Lampen', '2 Lampen abgeholt', State.COLLECTED), ('Lampe, Uhr', 'Lampe, Uhr abgeholt', State.COLLECTED),
    ('Radio (alt', 'Radio (alt abgeholt', State.COLLECTED),
    ('Toaster Philips', 'Toaster Philips abgeholt', State.COLLECTED),
    ('Rührgerät', 'Rührgerät entsorgt', State.COLLECTED), ('Rührgerät', 'Kabel entsorgt', State.ACCEPTED),
    ('Netzteil', 'Netzteil abgeholt', State.COLLECTED), ('Lampe', 'Lampe nicht abgeholt', State.UNCOLLECTED),
    ('Lampe, Uhr', 'Lampe abgeholt', State.ACCEPTED), ('2 Lampen', 'Lampe abgeholt', State.ACCEPTED),
    ('Lampe', 'Lampe abgeholt, Uhr noch da', State.ACCEPTED), ('Lampe', 'Lampenschirm abgeholt', State.ACCEPTED),
    ('Laptop', 'Netzteil abgeholt', State.ACCEPTED), ('Laptop + Netzteil', 'Netzteil abgeholt', State.ACCEPTED),
    ('', 'Lampe abgeholt', State.ACCEPTED), ('Lampe', 'Lampe: abgeholt?', State.ACCEPTED),
    ('Lampe mit Schirm', 'Schirm abgeholt', State.ACCEPTED),
    ('Lampe', 'Lampe abgeholt am', State.ACCEPTED), ('...', '... abgeholt', State.ACCEPTED)])
def test_what_was_fetched_may_be_called_as_the_row_calls_it(item: str, text: str, state: State) -> None:
    assert standing(text, '', item=item).state is state


def test_a_row_tells_what_it_calls_its_item(store: object) -> None:
    (line,) = planned(Kunden=[CUSTOMERS, customer(Gegenstand='Stehlampe', Status='Lampe abgeholt')]).lines
    assert line.repair
    assert (line.repair.values['state'], line.person) == (State.COLLECTED, None)


def test_there_are_many_of_both() -> None:
    assert len(texts(PLAINLY)) > 100
    assert len(texts(NOT_PLAINLY)) > 150


@pytest.mark.parametrize('text', ['Akku entsorgt', 'altes Kabel entsorgt, neues dran', 'Netzteil weggeworfen',
                                  'entsorgt?', 'Verpackung entsorgt', 'von Uwe verschrottet'])
def test_nor_is_the_item_gone_because_a_piece_of_it_is(text: str) -> None:
    found = standing(text, '')
    assert (found.state, found.understood) == (State.ACCEPTED, False)


@pytest.mark.parametrize('text', ['entsorgt', 'von uns fachgerecht entsorgt', 'nicht reparierbar, entsorgt 3.11.',
                                  'wurde verschrottet', 'lohnt sich nicht, entsorgt'])
def test_what_is_thrown_away_is_gone(text: str) -> None:
    found = standing(text, '')
    assert (found.state, found.outcome, found.is_thrown_away) == (State.COLLECTED, Outcome.END_OF_LIFE, True)


def test_a_long_tale_of_a_pick_up_is_read_at_once() -> None:
    for piece in ('abgeholt ', 'von der Kundin ', 'wieder ', '3.10. ', 'läuft wieder ', '('):
        assert not is_plainly_fetched(piece * 9000)


# ---- days and columns ------------------------------------------------------------------------------------------------
def told(heading: str, text: str, state: str = 'fertig') -> tuple[str, str, str]:
    """State, note and reason of a row with a column of its own for pick-ups, read on 23.11.2026."""
    (line,) = planned(Kunden=[[*CUSTOMERS, heading], [*customer(Status=state), text]]).lines
    assert line.repair is not None
    return line.repair.values['state'], line.repair.values['note'], line.reason


@pytest.mark.parametrize('heading', ['Abholung', 'Abgeholt am', 'Rückgabe', 'Ausgabe', 'Zurückgegeben am'])
@pytest.mark.parametrize('day', ['05.12.2026', '2026-12-05', 'Sa 5.12.2026', '5.12.2026 durch Sohn'])
def test_a_day_to_come_is_a_plan(store: object, heading: str, day: str) -> None:
    assert told(heading, day)[:2] == ('fertig', f'{heading}: {day}')
    assert told(heading, day, 'in Arbeit')[0] == 'in Arbeit'


def test_so_it_is_within_a_state(store: object) -> None:
    state, note, reason = told('Regal', '', 'abgeholt 5.12.2026')
    assert (state, note) == ('angenommen', 'Stand laut Liste: abgeholt 5.12.2026')
    assert 'Der Stand „abgeholt 5.12.2026“ ist nicht erkannt: angenommen' in reason
    assert told('Regal', '', 'abgeholt 5.11.2026')[0] == 'abgeholt'


@pytest.mark.parametrize(('text', 'state'), [
    ('abgeholt 24.12.', 'angenommen'), ('am 24.12. abgeholt', 'angenommen'), ('abgeholt 24. Dez.', 'angenommen'),
    ('abgeholt 24.12', 'angenommen'), ('abgeholt 24.12. 18 Uhr', 'angenommen'), ('abgeholt 24.12. 18:30', 'angenommen'),
    ('abgeholt 1.1.', 'angenommen'), ('entsorgt 24.12.', 'angenommen'), ('abgeholt 10.10.', 'abgeholt'),
    ('fertig 3.11., abgeholt 24.12.', 'angenommen'), ('fertig 24.12., abgeholt 12.11.', 'abgeholt'),
    ('abgeholt 20.11. 16 Uhr', 'abgeholt'), ('fertig 3.9., abgeholt 12.10.', 'abgeholt'), ('abgeholt', 'abgeholt'),
    ('abgeholt 31.4.', 'abgeholt'), ('abgeholt 24.12.2025', 'abgeholt')])
def test_d1_a_day_without_a_year_before_the_item_came_is_still_to_come(store: object, text: str, state: str) -> None:
    """It came on 10.10.2026, today is the 23.11.2026: the last 24.12. there was is none of its days."""
    note, reason = told('Regal', '', text)[1:]
    assert told('Regal', '', text)[0] == state
    if state == 'angenommen':
        assert note == f'Stand laut Liste: {text}'
        assert reason.startswith(f'Person und Reparatur kommen hinein. Der Stand „{text}“ ist nicht erkannt: ')
        (line,) = planned(Kunden=[[*CUSTOMERS[:8], 'Ergebnis', *CUSTOMERS[9:]], customer(Status=text)]).lines
        assert line.person


@pytest.mark.parametrize('text', ['24.12.', '24.12', 'ja, 24.12.', 'am 24.12.', '24.12. durch Sohn'])
def test_d1_so_it_is_below_a_heading_that_says_it(store: object, text: str) -> None:
    assert told('Abgeholt am', text)[:2] == ('fertig', f'Abgeholt am: {text}')
    assert told('Abgeholt am', text, 'abgeholt 24.12.')[0] == 'angenommen'
    assert told('Abgeholt am', '12.10.', 'abgeholt 24.12.')[0] == 'abgeholt'


def test_a_title_tells_when_an_item_came_as_well(store: object) -> None:
    rows = [['Repair-Café am 10.10.2026'], CUSTOMERS, customer(Datum='', Status='abgeholt 24.12.')]
    assert planned(Kunden=rows).lines[-1].person
    rows[0] = ['Repair-Café am 10.10.2025']
    assert not planned(Kunden=rows).lines[-1].person


@pytest.mark.parametrize(('heading', 'text', 'came', 'now', 'is_gone'), [
    ('Regal', 'abgeholt 24.12.', '', NOW, False), ('Regal', 'abgeholt 24. Dez.', 'Herbst', NOW, False),
    ('Regal', 'entsorgt 24.11.', '', NOW, False), ('Regal', 'abgeholt 23.11.', '', NOW, True),
    ('Regal', 'abgeholt 3.5.', '', NOW, True), ('Regal', 'abgeholt 24.12.', '', JANUARY, True),
    ('Regal', 'abgeholt 20.2.', '', NOW, False), ('Regal', 'abgeholt 1.3.', '', NOW, True),
    ('Regal', 'abgeholt 24.12.2025', '', NOW, True), ('Regal', 'abgeholt 24.12.', 'Oktober 2025', NOW, True),
    ('Regal', 'abgeholt 24.12.', '2024', NOW, True), ('Regal', 'abgeholt 24.12.', '2025', NOW, False),
    ('Regal', 'abgeholt 24.12.', 'Oktober 2026', NOW, False), ('Regal', 'abgeholt 24.12.', '10.10.', NOW, False),
    ('Regal', 'abgeholt 20.10.', 'Oktober 2026', NOW, True), ('Regal', 'abgeholt 12.10.', '12.11.', NOW, False),
    ('Regal', 'abgeholt', '', NOW, True), ('Regal', 'abgeholt 31.4.', '', NOW, True),
    ('Abgeholt am', '24.12.', '', NOW, False), ('Abgeholt am', 'ja, 24.12.', '2025', NOW, False),
    ('Abgeholt am', '24.12. durch Sohn', '', NOW, False), ('Abgeholt am', '24.12.', '', JANUARY, True),
    ('Abgeholt am', '24.12.', '10/2025', NOW, True), ('Abgeholt am', '3.5.', '', NOW, True)])
def test_d1_of_what_came_on_no_known_day_a_day_that_may_be_to_come_is_none(
        store: object, heading: str, text: str, came: str, now: datetime, is_gone: bool) -> None:
    """Today is the 23.11.2026, or the 5.1.2027."""
    row = customer(Datum=came, Status=text if heading == 'Regal' else 'fertig')
    (line,) = planned(now=now, Kunden=[[*CUSTOMERS, heading], [*row, text if heading != 'Regal' else '']]).lines
    assert line.repair
    assert ((line.repair.values['state'] == 'abgeholt'), line.person is None) == (is_gone, is_gone)
    assert (f'„{text}“ nennt kein Jahr und kann noch kommen: Der Gegenstand gilt als noch hier.'
            in line.reason) is not is_gone


@pytest.mark.parametrize(('text', 'is_gone'), [
    ('fertig 4.1., abgeholt 20.11.', True), ('repariert 3.1., abgeholt 20.11.', True),
    ('repariert 3.1., abgeholt', True), ('abgeholt 3.11. (bezahlt 5.12.)', True),
    ('fertig (4.1.), abgeholt 20.11.', True), ('fertig 4.1. abgeholt 20.11.', True),
    ('4.1. fertig 20.11. abgeholt', True), ('fertig 4.1., 20.11. abgeholt', True),
    ('abgeholt 3.11. und bezahlt 5.12.', True), ('angerufen 4. Januar, abgeholt 20. November', True),
    ('repariert 3.1., zurückgegeben 20.11.', True), ('nicht repariert 3.1., entsorgt 20.11.', True),
    ('fertig 20.11., abgeholt 24.12.', False), ('fertig 20.11. abgeholt 24.12.', False),
    ('bezahlt 20.11., 24.12. abgeholt', False), ('20.11. fertig 24.12. abgeholt', False),
    ('abgeholt (24.12.)', False), ('abgeholt, 24.12.', False), ('24.12., abgeholt', False),
    ('abgeholt (Ehefrau, 24.12.)', False), ('abgeholt, bezahlt, 24.12.', False), ('nach Anruf 24.12. abgeholt', False),
    ('abgeholt bezahlt 20.11., 24.12.', False), ('abgeholt 20.11., 24.12.', False)])
def test_d1_only_a_day_of_the_pick_up_may_be_its_plan(store: object, text: str, is_gone: bool) -> None:
    """Of what came on no known day. What is called ready on 4.1. was so in January."""
    (line,) = planned(Kunden=[CUSTOMERS, customer(Datum='', Status=text)]).lines
    assert line.repair
    assert (line.repair.values['state'] == 'abgeholt', line.person is None) == (is_gone, is_gone)


@pytest.mark.parametrize(('text', 'state'), [
    ('20.11., bezahlt 5.12.', 'abgeholt'), ('20.11. (bezahlt 5.12.)', 'abgeholt'), ('24.12., bezahlt 20.11.', 'fertig'),
    ('bezahlt 24.12.', 'fertig')])
def test_so_it_is_below_a_heading_for_pick_ups(store: object, text: str, state: str) -> None:
    (line,) = planned(Kunden=[[*CUSTOMERS, 'Abgeholt am'], [*customer(Datum='', Status='fertig'), text]]).lines
    assert line.repair
    assert line.repair.values['state'] == state


def test_a_planned_day_that_went_by_takes_nothing_away_that_is_worked_on(store: object) -> None:
    assert told('Abholung', '5.11.2026', 'wartet auf Ersatzteil')[:2] == (
        'wartet auf Ersatzteil', 'Abholung: 5.11.2026')
    assert told('Abholung', '5.11.2026')[0] == 'abgeholt'
    assert told('Abgeholt am', '5.11.2026', 'in Arbeit')[0] == 'abgeholt'


@pytest.mark.parametrize(('text', 'state'), [
    ('20.11. durch Sohn', 'abgeholt'), ('20.11.2026 (Tochter)', 'abgeholt'), ('durch Sohn', 'abgeholt'),
    ('20.11., läuft', 'abgeholt'), ('20.11.', 'abgeholt'), ('geholt 20.11.', 'abgeholt'), ('✓', 'abgeholt'),
    ('20.11. durch Uwe', 'fertig'), ('nicht 20.11.', 'fertig'), ('Lampe 20.11.', 'fertig'), ('Samstag', 'fertig'),
    ('abgeholt von Uwe', 'fertig'), ('20.11. nicht erschienen', 'fertig'), ('geholt wird Sa', 'fertig')])
def test_below_a_heading_that_says_it_a_day_and_somebody_are_a_pick_up(store: object, text: str, state: str) -> None:
    assert told('Abgeholt am', text)[0] == state


@pytest.mark.parametrize('said', ['abgeholt und bezahlt 5.12.', 'abgeholt & bezahlt am 5.12.',
                                  'abgeholt, bezahlt 5.12.'])
def test_a_day_of_both_is_one_of_the_pick_up(said: str) -> None:
    assert '5.12.' in days_of_pick_up(said)
