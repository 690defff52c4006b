"""One repair on the screen: moving it along, handing it back, withdrawing, and two people at it at once."""
import threading
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from nicegui import ui
from nicegui.element import Element

from db import fields, handover, people, repairs, retention, sessions, settings
from db.clock import show_when, utc_now
from db.importing import applying
from db.importing.drafts import Choices
from db.repairs import RepairView
from db.retention import run_due
from db.who import Who
from db.words import NEXT, Outcome, Purpose, State
from pages import guard
from tests.db.importing.lists import CUSTOMERS, book, customer
from tests.db.stories import count, drop_off, joins, nameless, owner, rows
from tests.pages.conftest import Visit, Visitor
from tests.pages.seeing import buttons, choose, field, press, put, soon, still, tap, visible, words

ON_BUTTONS = {state: 'Abgeholt' if state is State.COLLECTED else state.value for state in State}
FOREIGN = [('x?bcc=evil@example.org', 'mailto:x%3Fbcc%3Devil@example.org'),
           ('a&cc=evil@example.org', 'mailto:a%26cc%3Devil@example.org'),
           ('100%25@example.org', 'mailto:100%2525@example.org'),
           ('vor.nach+cafe@example.org', 'mailto:vor.nach+cafe@example.org')]
OF_SEYMA = ('Şeyma', 'Wiśniewska', '1234567', 'seyma@example.org')


@pytest.fixture
def number(anja: Who) -> str:
    """Şeyma's toaster."""
    return drop_off(anja, utc_now(), email='seyma@example.org', fault='geht nicht an', warning=True,
                    warning_reason='Kabel beschädigt').number


@pytest.fixture
def look_at(visit: Visit) -> Callable[..., Awaitable[Visitor]]:
    """`await look_at(number, 'Mira')`: her screen of this repair."""
    async def look(number: str, name: str = 'Mira') -> Visitor:
        visitor = await visit(name)
        await visitor.open(f'/r/{number}')
        return visitor
    return look


LookAt = Callable[..., Awaitable[Visitor]]


def stored(number: str) -> RepairView:
    return repairs.read(number, utc_now())


def steps_offered(visitor: Visitor) -> list[str]:
    return [word for word in buttons(visitor) if word in ON_BUTTONS.values()]


def steps_in_order(visitor: Visitor) -> list[str]:
    (row,) = [element for element in visible(visitor, ui.element) if 'kb-next__row' in element.classes]
    return [button.text for button in row.default_slot.children if button.visible]


def mine(visitor: Visitor) -> list[str]:
    """What of Şeyma is still to be seen."""
    return [word for word in OF_SEYMA if word in words(visitor)]


# ---- finding ---------------------------------------------------------------------------------------------------------
async def test_it_shows_the_item_the_person_and_how_to_reach_her(look_at: LookAt, number: str) -> None:
    visitor = await look_at(number)
    for word in (number, 'Toaster', 'Şeyma Wiśniewska', '0351 1234567', 'tel:03511234567', 'mailto:seyma@example.org',
                 'Speichern bis zur Abholung', 'Nicht einschalten! Kabel beschädigt'):
        assert word in words(visitor), word
    assert field(visitor, 'Was ist kaputt?').value == 'geht nicht an'


@pytest.mark.parametrize(('address', 'link'), FOREIGN)
async def test_a_mail_goes_to_this_address_alone(look_at: LookAt, anja: Who, address: str, link: str) -> None:
    visitor = await look_at(drop_off(anja, utc_now(), email=address).number)
    assert [word for word in words(visitor).split('\n') if 'mailto' in word] == [link]


@pytest.mark.parametrize('other', ['ohne Striche', 'Zeichenfolge', 'kleingeschrieben'])
async def test_every_other_way_of_writing_it_leads_to_the_one_address(visit: Visit, number: str, other: str) -> None:
    token = stored(number).token
    path = {'ohne Striche': number.replace('-', ''), 'Zeichenfolge': token, 'kleingeschrieben': token.lower()}[other]
    answer = await (await visit('Mira')).get(f'/r/{path}')
    assert answer.headers['location'] == f'/r/{number}'


async def test_a_wrong_digit_is_answered_with_what_was_probably_meant(visit: Visit, number: str) -> None:
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    visitor = await visit('Mira')
    await visitor.open(f'/r/{wrong}')
    await visitor.should_see('Diese Nummer gibt es nicht')
    assert number in buttons(visitor)


async def test_nothing_like_it_is_simply_not_there(visit: Visit) -> None:
    visitor = await visit('Mira')
    await visitor.open('/r/quatsch')
    await visitor.should_see('Diese Nummer gibt es nicht')


async def test_what_a_repair_consists_of_is_read_in_a_worker_thread(look_at: LookAt, number: str,
                                                                    monkeypatch: pytest.MonkeyPatch) -> None:
    read_in: list[str] = []
    own_columns = fields.own_columns

    def read(table: str) -> tuple[fields.Column, ...]:
        read_in.append(threading.current_thread().name)
        return own_columns(table)
    monkeypatch.setattr(fields, 'own_columns', read)
    await look_at(number)
    assert read_in
    assert all(name.startswith('store') for name in read_in)


# ---- moving ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize('state', [state for state in State if state is not State.COLLECTED])
async def test_the_buttons_are_those_of_the_rule_table(look_at: LookAt, number: str, anja: Who, state: State) -> None:
    if state is State.UNCOLLECTED:
        repairs.move(number, State.READY, anja, utc_now())
    repairs.move(number, state, anja, utc_now())
    visitor = await look_at(number)
    assert steps_in_order(visitor) == [ON_BUTTONS[to] for to in NEXT[state]]   # the usual next step first


async def test_a_tap_moves_it_and_the_history_says_who(look_at: LookAt, number: str) -> None:
    visitor = await look_at(number)
    press(visitor, 'in Arbeit')
    await soon(lambda: stored(number).state is State.WORKING)
    await visitor.should_see('Mira: in Arbeit')


async def test_what_a_list_brought_has_a_day_and_no_hour(look_at: LookAt, anja: Who) -> None:
    read = book(Kunden=[CUSTOMERS, customer(Datum='10.10.2025', Status='')])
    plan, __ = applying.apply(read, Choices(), anja, utc_now())
    assert plan.lines[0].repair is not None
    visitor = await look_at(plan.lines[0].repair.public)
    await visitor.should_see('Anja: aus einer Liste übernommen')
    await visitor.should_see('laut Liste: angenommen')
    assert '10.10.2025\n' in words(visitor)
    assert '10.10.2025,' not in words(visitor)


async def test_a_second_tap_of_the_same_finger_does_nothing(look_at: LookAt, number: str) -> None:
    visitor = await look_at(number)
    press(visitor, 'fertig')
    press(visitor, 'fertig')
    await soon(lambda: stored(number).state is State.READY)
    await still(lambda: [line.text for line in stored(number).history] == ['fertig', 'angenommen'])


async def test_a_step_it_never_took_gets_no_tick(look_at: LookAt, number: str) -> None:
    visitor = await look_at(number)
    press(visitor, 'fertig')
    await soon(lambda: 'is-now' in str(path_of(visitor)[3].classes))
    marks = [' '.join(step.classes) for step in path_of(visitor)]
    assert marks == ['is-done', 'is-skipped', 'is-skipped', 'is-now', '']


def path_of(visitor: Visitor) -> list[ui.element]:
    (path,) = [element for element in visible(visitor, ui.element) if 'kb-path' in element.classes]
    return path.default_slot.children


async def test_the_counter_may_move_and_hand_back(look_at: LookAt, number: str) -> None:
    visitor = await look_at(number, 'Tresen')
    press(visitor, 'fertig')
    await soon(lambda: stored(number).state is State.READY)
    press(visitor, 'Abgeholt')
    await soon(lambda: stored(number).state is State.COLLECTED)


async def test_nobody_moves_anything_after_logging_out_elsewhere(look_at: LookAt, number: str) -> None:
    visitor = await look_at(number)
    sessions.log_out(visitor.http_client.cookies[guard.Cookie.name], utc_now())
    press(visitor, 'in Arbeit')
    await soon(lambda: visitor.sent_to)
    assert stored(number).state is State.ACCEPTED


# ---- how it went -----------------------------------------------------------------------------------------------------
async def test_ready_goes_at_once_and_asks_afterwards(look_at: LookAt, number: str) -> None:
    visitor = await look_at(number)
    assert 'Wie ist es ausgegangen?' not in words(visitor)
    press(visitor, 'fertig')
    await visitor.should_see('Wie ist es ausgegangen?')
    assert (stored(number).state, stored(number).outcome) == (State.READY, Outcome.UNKNOWN)


async def test_outcome_and_reason_are_saved_with_the_tap_and_can_be_changed(look_at: LookAt, number: str,
                                                                            anja: Who) -> None:
    repairs.move(number, State.READY, anja, utc_now())
    visitor = await look_at(number)
    tap(visitor, 'nicht reparierbar')
    await soon(lambda: stored(number).outcome is Outcome.END_OF_LIFE)
    await visitor.should_see('Grund')
    choose(visitor, 'Grund', 'Ersatzteil zu teuer')
    await soon(lambda: stored(number).reason == 'Ersatzteil zu teuer')
    tap(visitor, 'repariert')
    await soon(lambda: (stored(number).outcome, stored(number).reason) == (Outcome.FIXED, ''))


def version(number: str) -> int:
    return int(rows('SELECT version FROM repair WHERE number = ?', number)[0][0])


@pytest.mark.parametrize('stays', [State.READY, State.COLLECTED])
async def test_looking_at_an_outcome_with_a_reason_saves_nothing(look_at: LookAt, number: str, anja: Who,
                                                                 stays: State) -> None:
    repairs.move(number, State.READY, anja, utc_now(), Outcome.END_OF_LIFE, 'Ersatzteil zu teuer')
    if stays is State.COLLECTED:
        handover.hand_back(number, anja, utc_now())
    before = version(number)
    await look_at(number)
    await look_at(number, 'Tresen')
    await still(lambda: version(number) == before)
    assert (stored(number).outcome, stored(number).reason) == (Outcome.END_OF_LIFE, 'Ersatzteil zu teuer')


async def test_an_outcome_that_somebody_else_says_is_shown_and_not_said_again(look_at: LookAt, number: str,
                                                                              anja: Who) -> None:
    repairs.move(number, State.READY, anja, utc_now(), Outcome.REPAIRABLE, 'vertagt')
    visitor = await look_at(number)
    for outcome, reason in ((Outcome.END_OF_LIFE, 'Ersatzteil zu teuer'), (Outcome.FIXED, '')):
        repairs.set_outcome(number, outcome, reason, anja, utc_now())
        before = count('change')
        await soon(lambda reason=reason: field(visitor, 'Grund').value == reason if reason
                   else 'Grund' not in labels(visitor))
        await still(lambda before=before: count('change') == before)
        assert (stored(number).outcome, stored(number).reason) == (outcome, reason)


def labels(visitor: Visitor) -> list[str]:
    return [element.props['label'] for element in visible(visitor, ui.element) if 'label' in element.props]


# ---- handing back ----------------------------------------------------------------------------------------------------
async def test_what_happens_to_the_data_is_said_before_and_after_the_tap(look_at: LookAt, number: str) -> None:
    visitor = await look_at(number)
    await visitor.should_see('Name, Telefon und Notizen werden 30 Minuten später gelöscht.')
    press(visitor, 'Abgeholt')
    await soon(lambda: stored(number).erase_at)
    when = show_when(stored(number).erase_at or utc_now(), utc_now())
    await visitor.should_see(f'Kontaktdaten werden {when} gelöscht.')
    assert steps_offered(visitor) == []


async def test_another_grace_time_is_said_on_the_open_page(look_at: LookAt, number: str, anja: Who) -> None:
    visitor = await look_at(number)
    settings.save({'grace_minutes': '0'}, anja, utc_now())
    await visitor.should_see('Name, Telefon und Notizen werden sofort gelöscht.')


async def test_handing_back_can_be_taken_back(look_at: LookAt, number: str) -> None:
    visitor = await look_at(number)
    assert 'Rückgängig' not in buttons(visitor)
    press(visitor, 'Abgeholt')
    await soon(lambda: 'Rückgängig' in buttons(visitor))
    press(visitor, 'Rückgängig')
    await soon(lambda: stored(number).state is State.ACCEPTED)
    await soon(lambda: 'Rückgängig' not in buttons(visitor))


async def test_an_unknown_outcome_never_blocks_handing_back(look_at: LookAt, number: str) -> None:
    visitor = await look_at(number)
    press(visitor, 'Abgeholt')
    await soon(lambda: stored(number).state is State.COLLECTED)
    assert stored(number).outcome is Outcome.UNKNOWN


async def test_without_a_name_it_says_so_and_offers_no_call(look_at: LookAt, anja: Who) -> None:
    visitor = await look_at(nameless(anja, utc_now()).number)
    await visitor.should_see('Wer den Abholschein mit dieser Nummer hat, bekommt die Sache zurück.')
    assert 'Anrufen' not in buttons(visitor)
    assert 'Einwilligung widerrufen …' not in buttons(visitor)


# ---- withdrawing -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize('name', ['Mira', 'Tresen'])
async def test_withdrawing_says_what_goes_and_stays_and_erases_at_once(look_at: LookAt, number: str, name: str) -> None:
    visitor = await look_at(number, name)
    person = owner(number, utc_now())
    press(visitor, 'Einwilligung widerrufen …')
    await visitor.should_see('Das wird sofort gelöscht')
    for sentence in ('Telefon', 'der Fehler ohne Namen und Nummern, Platz und Stand',
                     'Wir können dann nicht mehr anrufen',
                     'Der Schein ist der Nachweis für die Abholung'):   # D13
        assert sentence in words(visitor), sentence
    press(visitor, 'Jetzt widerrufen und löschen')
    await soon(lambda: stored(number).person is None)
    await soon(lambda: mine(visitor) == [])
    assert (stored(number).item, stored(number).state) == ('Toaster', State.ACCEPTED)
    with pytest.raises(people.Unknown):
        people.read(person)


async def test_only_one_of_two_consents_can_be_withdrawn(look_at: LookAt, anja: Who) -> None:
    number = drop_off(anja, utc_now(), later=True).number
    visitor = await look_at(number)
    press(visitor, 'Einwilligung widerrufen …')
    await visitor.should_see('Was wird widerrufen?')
    tap(visitor, f'nur: {Purpose.FORMER.label}')
    await soon(lambda: 'gespeichert für' in words(visitor))
    press(visitor, 'Jetzt widerrufen und löschen')
    await soon(lambda: stored(number).purposes == {Purpose.REPAIR})
    assert 'Şeyma Wiśniewska' in words(visitor)


async def test_withdrawing_at_a_repair_leaves_the_team_list_alone(look_at: LookAt, anja: Who) -> None:
    joerg = joins(anja, utc_now(), phone='0351 7654321')
    number = drop_off(anja, utc_now(), person=joerg, phone='0351 7654321').number
    visitor = await look_at(number, 'Tresen')
    press(visitor, 'Einwilligung widerrufen …')
    await visitor.should_see('Das gilt sofort')
    press(visitor, 'Jetzt widerrufen und löschen')
    await soon(lambda: stored(number).person is None)
    assert people.read(joerg).purposes == {Purpose.MEMBER}


async def test_changing_ones_mind_changes_nothing(look_at: LookAt, number: str) -> None:
    visitor = await look_at(number)
    press(visitor, 'Einwilligung widerrufen …')
    await visitor.should_see('Das wird sofort gelöscht')
    press(visitor, 'Abbrechen')
    await still(lambda: stored(number).person is not None)


# ---- what is known about it ------------------------------------------------------------------------------------------
async def test_typing_brings_the_button_and_saving_takes_it_away(look_at: LookAt, number: str) -> None:
    visitor = await look_at(number)
    assert 'Speichern' not in buttons(visitor)
    put(visitor, 'Platz', 'Schrank 2')
    press(visitor, 'Speichern')
    await soon(lambda: stored(number).place == 'Schrank 2')
    await soon(lambda: 'Speichern' not in buttons(visitor))


async def test_a_category_that_was_guessed_is_seen_and_changed(look_at: LookAt, number: str) -> None:
    visitor = await look_at(number)
    assert field(visitor, 'Kategorie').value == stored(number).category == 'Toaster'
    choose(visitor, 'Kategorie', 'Küchen-Kleingerät')
    press(visitor, 'Speichern')
    await soon(lambda: stored(number).category == 'Küchen-Kleingerät')


async def test_pressing_twice_saves_once_and_blames_nobody(look_at: LookAt, number: str) -> None:
    visitor = await look_at(number)
    put(visitor, 'Platz', 'Schrank 2')
    press(visitor, 'Speichern')
    press(visitor, 'Speichern')
    await soon(lambda: 'Speichern' not in buttons(visitor))
    await still(lambda: visitor.notify.messages == ['Gespeichert.'])
    assert stored(number).place == 'Schrank 2'


async def test_a_refused_text_says_so_beside_its_field_and_stays(look_at: LookAt, number: str) -> None:
    visitor = await look_at(number)
    put(visitor, 'Platz', 'x' * 61)
    press(visitor, 'Speichern')
    await soon(lambda: 'höchstens 60 Zeichen' in field(visitor, 'Platz').props.get('error-message', ''))
    assert field(visitor, 'Platz').value == 'x' * 61
    assert stored(number).place == ''


async def test_throwing_away_brings_back_what_is_stored(look_at: LookAt, number: str) -> None:
    visitor = await look_at(number)
    put(visitor, 'Was ist kaputt?', 'etwas anderes')
    press(visitor, 'Verwerfen')
    await soon(lambda: field(visitor, 'Was ist kaputt?').value == 'geht nicht an')
    assert 'Speichern' not in buttons(visitor)


async def test_choosing_somebody_is_saving(look_at: LookAt, number: str, anja: Who) -> None:
    joins(anja, utc_now())
    visitor = await look_at(number)
    choose(visitor, 'Ansprechperson', 'Jörg Rademacher')
    await soon(lambda: stored(number).responsible == 'Jörg R.')
    choose(visitor, 'Ansprechperson', 'noch offen')
    await soon(lambda: stored(number).responsible_id is None)


async def test_a_look_begun_before_takes_no_choice_back(look_at: LookAt, number: str, anja: Who,
                                                        monkeypatch: pytest.MonkeyPatch) -> None:
    joins(anja, utc_now())
    visitor, assign, go_on = await look_at(number), repairs.assign, threading.Event()

    def slow(*args: Any) -> None:
        go_on.wait(10)
        assign(*args)
    monkeypatch.setattr(repairs, 'assign', slow)
    choose(visitor, 'Ansprechperson', 'Jörg Rademacher')
    try:
        chosen = field(visitor, 'Ansprechperson').value
        repairs.save(number, stored(number).version, {'place': 'Schrank 7'}, anja, utc_now())
        await soon(lambda: field(visitor, 'Platz').value == 'Schrank 7')   # the page has looked since
        assert field(visitor, 'Ansprechperson').value == chosen
    finally:
        go_on.set()
    await soon(lambda: stored(number).responsible == 'Jörg R.')


# ---- two at it at once -----------------------------------------------------------------------------------------------
async def test_what_one_does_the_other_sees_without_losing_what_is_typed(look_at: LookAt, number: str,
                                                                         anja: Who) -> None:
    visitor = await look_at(number)
    put(visitor, 'Notiz', 'ich tippe gerade')
    repairs.move(number, State.WORKING, anja, utc_now())
    repairs.save(number, stored(number).version, {'place': 'Schrank 7'}, anja, utc_now())
    await visitor.should_see('Anja: in Arbeit')
    await soon(lambda: field(visitor, 'Platz').value == 'Schrank 7')
    assert field(visitor, 'Notiz').value == 'ich tippe gerade'
    press(visitor, 'Speichern')
    await soon(lambda: (stored(number).note, stored(number).place) == ('ich tippe gerade', 'Schrank 7'))


async def test_two_texts_for_one_field_are_never_mixed_and_never_lost(look_at: LookAt, number: str, anja: Who) -> None:
    visitor = await look_at(number)
    put(visitor, 'Notiz', 'von Mira')
    repairs.save(number, stored(number).version, {'note': 'von Anja'}, anja, utc_now())
    await visitor.should_see('„Notiz“ hat inzwischen jemand geändert: von Anja')
    assert (stored(number).note, field(visitor, 'Notiz').value) == ('von Anja', 'von Mira')
    press(visitor, 'Speichern')   # the other text was read; this one is meant
    await soon(lambda: stored(number).note == 'von Mira')


async def test_what_is_saved_while_the_page_is_built_appears(look_at: LookAt, number: str, anja: Who,
                                                             monkeypatch: pytest.MonkeyPatch) -> None:
    read = repairs.team

    def just_then() -> list[repairs.TeamMember]:
        """Read after the repair itself: from now on the page shows what is not so any more."""
        monkeypatch.setattr(repairs, 'team', read)
        repairs.move(number, State.WORKING, anja, utc_now())
        time.sleep(0.2)   # others are told meanwhile
        return read()
    monkeypatch.setattr(repairs, 'team', just_then)
    visitor = await look_at(number)
    await visitor.should_see('Anja: in Arbeit')


async def test_an_erased_person_vanishes_from_every_open_page(look_at: LookAt, number: str, anja: Who) -> None:
    visitor = await look_at(number)
    press(visitor, 'Einwilligung widerrufen …')
    await visitor.should_see('Das wird sofort gelöscht')   # the question names her, too
    handover.withdraw(owner(number, utc_now()), None, anja, utc_now())
    await visitor.should_see('Ohne Namen')
    await soon(lambda: mine(visitor) == [])


async def test_when_the_grace_time_is_over_the_open_page_forgets_the_name(look_at: LookAt, number: str,
                                                                          anja: Who) -> None:
    visitor = await look_at(number)
    press(visitor, 'Abgeholt')
    await soon(lambda: stored(number).erase_at)
    assert mine(visitor)
    retention.run_due(utc_now() + timedelta(minutes=31), anja)
    await visitor.should_see('Keine Kontaktdaten')
    await soon(lambda: mine(visitor) == [])
    await soon(lambda: 'Rückgängig' not in buttons(visitor))


async def test_other_repairs_do_not_stir_this_page(look_at: LookAt, number: str, anja: Who) -> None:
    visitor = await look_at(number)
    other = drop_off(anja, utc_now(), item='Lampe', first_name='Olena', last_name='S.', phone='0351 7777777').number
    put(visitor, 'Notiz', 'halb')
    repairs.move(other, State.WORKING, anja, utc_now())
    await still(lambda: field(visitor, 'Notiz').value == 'halb' and 'Anja: in Arbeit' not in words(visitor))


# ---- a repair that is closed -----------------------------------------------------------------------------------------
async def test_d4_a_closed_repair_offers_no_ticket_and_no_field_that_nothing_would_erase(
        look_at: LookAt, number: str, anja: Who) -> None:
    handover.hand_back(number, anja, utc_now())
    run_due(utc_now() + timedelta(hours=1))
    visitor = await look_at(number)
    labels = [made.props['label'] for made in visible(visitor, Element) if 'data-field' in made.props]
    assert {'Gegenstand', 'Befund', 'Was ist kaputt?'} <= set(labels)
    assert not {'Notiz', 'Zubehör', 'Platz'} & set(labels)
    assert 'Schein drucken' not in buttons(visitor)
    answer = await visitor.get(f'/r/{number}/schein.pdf')
    assert (answer.status_code, 'keinen Schein mehr' in answer.text) == (404, True)
