"""Heute: what each role sees first, what can be done from there, and that it follows what others do."""
import time
from datetime import datetime, timedelta

import pytest
from nicegui.testing.user_interaction import UserInteraction

from db import accounts, figures, handover, members, people, repairs, retention, settings
from db.clock import days_between, utc_now
from db.modelfields import to_text
from db.models import Person
from db.who import COMMAND_LINE, Who
from db.words import Purpose, State
from pages.moments import day_and_time, days, long_date, since_days
from pages.today import line_of_the_day, unbroken
from tests.db.importing.lists import TEAM, stored
from tests.db.stories import drop_off, joins, nameless, ready
from tests.pages.conftest import Visit, Visitor
from tests.pages.seeing import buttons, do_task, press, put, soon, still, sure, task_lines, task_rows, words
from tests.personas import NOW, given

LONG_AGO = timedelta(days=60)


async def at_home(visit: Visit, name: str = 'Mira') -> Visitor:
    visitor = await visit(name)
    await visitor.open('/')
    return visitor


def long_ready(anja: Who) -> str:
    then = utc_now() - LONG_AGO
    number = drop_off(anja, then, place='Schrank 1').number
    ready(number, anja, then)
    return number


# ---- the team --------------------------------------------------------------------------------------------------------
async def test_the_strip_counts_what_the_store_holds_and_leads_to_the_lists(visit: Visit, anja: Who) -> None:
    for state in (State.ACCEPTED, State.WORKING, State.WORKING):
        number = drop_off(anja, utc_now(), item=f'Radio {state.key}').number
        repairs.move(number, state, anja, utc_now())
    shown = words(await at_home(visit)).split('\n')
    assert shown[shown.index('offen, davon') - 1] == '3'
    assert shown[shown.index('in Arbeit') - 1] == '2'
    assert '/reparaturen?stand=arbeit' in shown
    assert 'nicht abgeholt' not in shown   # nothing of that kind, no line for it


async def test_what_was_ready_for_long_is_to_be_called_about(visit: Visit, anja: Who) -> None:
    number = long_ready(anja)
    shown, now = words(await at_home(visit)), utc_now()
    days = f'{days_between(now - LONG_AGO, now)} Tage'
    for word in ('Fertig, aber nicht abgeholt', number, 'Şeyma W. · Schrank 1', days, 'tel:03511234567'):
        assert word in shown, word
    assert 'Wiśniewska' not in shown   # the first name and an initial are enough here


async def test_a_nameless_item_that_is_ready_has_its_own_line(visit: Visit, anja: Who) -> None:
    number = nameless(anja, utc_now(), place='Regal').number
    ready(number, anja, utc_now())
    shown = words(await at_home(visit))
    assert 'Fertig, ohne Namen' in shown
    assert number in shown


async def test_what_a_list_brought_without_a_name_has_no_slip(visit: Visit, anja: Who) -> None:
    stored(Kunden=[['Gegenstand', 'Status'], ['Toaster', 'fertig']])
    shown = words(await at_home(visit))
    assert 'Hier können wir niemanden anrufen. Sie kamen mit einer Liste, ohne Namen und ohne Schein.' in shown
    assert 'Tag unbekannt' in shown


async def test_taking_over_makes_it_mine_and_takes_the_line_away(visit: Visit, anja: Who, mira: Who) -> None:
    joins(anja, utc_now())
    accounts.set_member(mira.account or 0, repairs.team()[0].membership_id, anja, utc_now())
    number = drop_off(anja, utc_now(), item='Nähmaschine').number
    visitor = await at_home(visit)
    do_task(visitor, 'Übernehmen', 'Nähmaschine')
    await soon(lambda: repairs.read(number, utc_now()).responsible == 'Jörg R.')
    await visitor.should_see(f'{number} ist jetzt bei dir.')
    await soon(lambda: 'Übernehmen' not in words(visitor))


async def test_taking_over_makes_it_the_one_s_the_account_names_by_then(visit: Visit, anja: Who, mira: Who) -> None:
    joerg, olena = joins(anja, utc_now()), joins(anja, utc_now(), first_name='Olena', last_name='Shevchenko')
    accounts.set_member(mira.account or 0, membership_of(joerg), anja, utc_now())
    number = drop_off(anja, utc_now(), item='Nähmaschine').number
    visitor = await at_home(visit)
    accounts.set_member(mira.account or 0, membership_of(olena), anja, utc_now())
    do_task(visitor, 'Übernehmen', 'Nähmaschine')
    await soon(lambda: repairs.read(number, utc_now()).responsible == 'Olena S.')


async def test_whoever_left_the_team_just_now_takes_nothing_over(visit: Visit, anja: Who, mira: Who) -> None:
    joerg = joins(anja, utc_now())
    accounts.set_member(mira.account or 0, membership_of(joerg), anja, utc_now())
    number = drop_off(anja, utc_now(), item='Nähmaschine').number
    visitor = await at_home(visit)
    accounts.set_member(mira.account or 0, None, anja, utc_now())
    do_task(visitor, 'Übernehmen', 'Nähmaschine')
    await visitor.should_see('Dein Zugang gehört gerade zu niemandem im Team.')
    assert repairs.read(number, utc_now()).responsible_id is None


async def test_who_is_named_while_the_screen_is_open_can_take_over(visit: Visit, anja: Who, mira: Who) -> None:
    joerg = joins(anja, utc_now())
    drop_off(anja, utc_now(), item='Nähmaschine')
    visitor = await at_home(visit)
    assert [line['word'] for line in task_lines(visitor)] == ['Öffnen']
    accounts.set_member(mira.account or 0, membership_of(joerg), anja, utc_now())
    await soon(lambda: [line['word'] for line in task_lines(visitor)] == ['Übernehmen'])
    members.end_membership(joerg, True, 'mündlich', anja, utc_now())
    await soon(lambda: [line['word'] for line in task_lines(visitor)] == ['Öffnen'])


def membership_of(public_id: str) -> int:
    return next(member.membership_id for member in repairs.team() if member.public_id == public_id)


async def test_an_account_that_names_nobody_opens_the_repair_instead(visit: Visit, anja: Who) -> None:
    number = drop_off(anja, utc_now()).number
    visitor = await at_home(visit)
    (line,) = task_lines(visitor)
    assert (line['word'], line['to']) == ('Öffnen', f'/r/{number}')


async def test_only_a_line_that_is_there_can_be_ticked_off(visit: Visit, anja: Who) -> None:
    number = drop_off(anja, utc_now()).number
    joerg = joins(anja, utc_now())
    visitor = await at_home(visit)
    with visitor.client:
        for rows in task_rows(visitor):
            for invented in (joerg, number, 'x', None):
                UserInteraction(visitor, {rows}, None).trigger('act', invented)
    await still(lambda: not people.read(joerg).membership.in_messenger)
    assert repairs.read(number, utc_now()).responsible_id is None


async def test_the_messenger_group_is_a_list_to_tick_off(visit: Visit, anja: Who) -> None:
    joerg = people.add('member', {'first_name': 'Jörg', 'last_name': 'R.'}, given(Purpose.MEMBER, Purpose.MESSENGER),
                       anja, utc_now())
    visitor = await at_home(visit)
    do_task(visitor, 'Erledigt', 'Jörg R. hinzufügen')
    await soon(lambda: 'Jörg R. hinzufügen' not in words(visitor))
    assert people.read(joerg).membership.in_messenger
    members.end_membership(joerg, True, 'mündlich', anja, utc_now())
    await soon(lambda: 'Jörg R. entfernen' in words(visitor))
    do_task(visitor, 'Erledigt', 'Jörg R. entfernen')
    await soon(lambda: 'Messenger-Gruppe' not in words(visitor))


async def test_d3_whom_a_list_put_into_the_group_is_to_be_asked_on_their_sheet(visit: Visit) -> None:
    stored(utc_now(), Team=[TEAM, ['Anja', 'Bergmann', '0351 7654321', '', '', 'ja', 'ja']])
    public_id = Person.get(Person.last_name == 'Bergmann').public_id
    visitor = await at_home(visit)
    (line,) = task_lines(visitor)
    assert (line['title'], line['sub'], line['word'], line['to']) == (
        'Anja Bergmann noch fragen', '0351 7654321 · ist in der Gruppe, Zustimmung fehlt', 'Öffnen',
        f'/team?person={public_id}')
    assert 'Bitte fragen und die Antwort auf der Teamliste festhalten.' in words(visitor)
    assert 'hier abhaken' not in words(visitor)
    with visitor.client:   # its button leads elsewhere; what a browser says instead takes nobody out
        for rows in task_rows(visitor):
            UserInteraction(visitor, {rows}, None).trigger('act', public_id)
    await still(lambda: people.read(public_id).membership.in_messenger)
    members.refuse_messenger(public_id, COMMAND_LINE, utc_now())
    await soon(lambda: 'Anja Bergmann entfernen' in words(visitor))
    assert 'hat nicht zugestimmt' in words(visitor)


async def test_what_is_about_to_be_erased_is_told(visit: Visit, anja: Who) -> None:
    number = drop_off(anja, utc_now()).number
    handover.hand_back(number, anja, utc_now())
    shown = words(await at_home(visit))
    assert f'{number}: Kontaktdaten' in shown
    assert 'werden am' in shown


async def test_nothing_to_do_is_said_kindly(visit: Visit, anja: Who) -> None:
    joerg = joins(anja, utc_now())
    number = drop_off(anja, utc_now(), responsible=repairs.team()[0].membership_id).number
    visitor = await at_home(visit)
    await visitor.should_see('Im Moment ist nichts zu tun.')
    repairs.assign(number, None, anja, utc_now())
    await soon(lambda: 'Im Moment ist nichts zu tun.' not in words(visitor))
    assert people.read(joerg).membership.running


async def test_it_follows_what_others_do(visit: Visit, anja: Who) -> None:
    number = drop_off(anja, utc_now()).number
    visitor = await at_home(visit)
    repairs.move(number, State.WORKING, anja, utc_now())
    await visitor.should_see(f'Anja hat {number} auf „in Arbeit“ gesetzt')
    second = drop_off(anja, utc_now(), item='Lampe', first_name='Olena', last_name='S', phone='0351 9').number
    await soon(lambda: second in words(visitor))


async def test_what_is_saved_while_the_screen_is_built_appears(visit: Visit, anja: Who,
                                                               monkeypatch: pytest.MonkeyPatch) -> None:
    drop_off(anja, utc_now())
    read = figures.today

    def just_then(now: datetime, lists: bool = True) -> figures.Today:
        """What it answers is not so any more when the screen shows it."""
        monkeypatch.setattr(figures, 'today', read)
        old = read(now, lists)
        drop_off(anja, utc_now(), item='Lampe')
        time.sleep(0.2)   # others are told meanwhile
        return old
    monkeypatch.setattr(figures, 'today', just_then)
    visitor = await at_home(visit)
    await soon(lambda: 'Lampe' in words(visitor))


async def test_a_café_that_has_just_begun_is_shown_the_first_steps(visit: Visit, anja: Who) -> None:
    visitor = await at_home(visit, 'Anja')
    await visitor.should_see('Willkommen im Kontaktbuch')
    for to in ('/annahme', '/team', '/einstellungen', '/einstellungen#zugaenge'):
        assert to in words(visitor)
    drop_off(anja, utc_now())
    await visitor.should_see('Das ist zu tun')   # the first entry changes the screen by itself
    assert 'Willkommen im Kontaktbuch' not in words(visitor)


async def test_the_first_steps_of_the_team_hold_no_settings(visit: Visit) -> None:
    visitor = await at_home(visit, 'Mira')
    await visitor.should_see('Willkommen im Kontaktbuch')
    assert '/einstellungen' not in words(visitor)


# ---- the clock (D10) -------------------------------------------------------------------------------------------------
@pytest.fixture
def a_clock_that_jumped(store: object) -> None:
    """Asked for before `visit`: what is due is looked for at the program's start, and notes its own day."""
    settings.put('last_due_run', {'at': to_text(utc_now()), 'doubt': True})


async def test_a_doubtful_clock_is_confirmed_by_the_organiser(a_clock_that_jumped: None, visit: Visit,
                                                              anja: Who) -> None:
    drop_off(anja, utc_now())
    visitor = await at_home(visit, 'Anja')
    await soon(lambda: 'Ist heute wirklich' in words(visitor))
    press(visitor, 'Ja, das stimmt')
    await sure(visitor)   # S12: what waited for it is erased seconds later
    await soon(lambda: not retention.clock_doubted())
    await soon(lambda: 'Ist heute wirklich' not in words(visitor))


async def test_the_day_that_is_asked_about_is_today_s(a_clock_that_jumped: None, visit: Visit, anja: Who,
                                                      monkeypatch: pytest.MonkeyPatch) -> None:
    from pages import today_tasks  # each time anew: NiceGUI forgets modules with pages after each test

    visitor = await at_home(visit, 'Anja')
    tomorrow = utc_now() + timedelta(days=1)
    monkeypatch.setattr(today_tasks, 'utc_now', lambda: tomorrow)
    drop_off(anja, utc_now())   # the page stayed open over night, and the first one in brings something
    await soon(lambda: f'Ist heute wirklich {long_date(tomorrow)}?' in words(visitor))


async def test_nobody_else_is_asked_about_the_clock(a_clock_that_jumped: None, visit: Visit) -> None:
    assert 'Ist heute wirklich' not in words(await at_home(visit, 'Mira'))


# ---- the counter -----------------------------------------------------------------------------------------------------
async def test_the_counter_sees_counts_and_no_names(visit: Visit, anja: Who) -> None:
    number = long_ready(anja)
    shown = words(await at_home(visit, 'Tresen'))
    assert 'offen, davon' in shown
    for word in ('Şeyma', number, '/reparaturen', 'Das ist zu tun', 'Gerade eben'):
        assert word not in shown, word


async def test_the_counter_opens_a_repair_by_its_number(visit: Visit, anja: Who) -> None:
    number = drop_off(anja, utc_now()).number
    visitor = await at_home(visit, 'Tresen')
    put(visitor, 'Nummer', number.replace('-', ''))
    press(visitor, 'Öffnen')
    await soon(lambda: visitor.back_history[-1] == f'/r/{number}')


async def test_a_scanned_code_opens_it_whatever_its_host(visit: Visit, anja: Who) -> None:
    taken = drop_off(anja, utc_now())
    visitor = await at_home(visit, 'Tresen')
    put(visitor, 'Nummer', f'HTTP://192.168.1.1/T/{taken.token}')
    press(visitor, 'Öffnen')
    await soon(lambda: f'/r/{taken.number}' in visitor.back_history)


async def test_a_slip_of_the_finger_is_answered_with_the_right_number(visit: Visit, anja: Who) -> None:
    number = drop_off(anja, utc_now()).number
    visitor = await at_home(visit, 'Tresen')
    put(visitor, 'Nummer', number[:-1] + str((int(number[-1]) + 3) % 10))
    press(visitor, 'Öffnen')
    await visitor.should_see('Meinten Sie …?')
    assert number in buttons(visitor)
    put(visitor, 'Nummer', 'Toaster')
    press(visitor, 'Öffnen')
    await soon(lambda: number not in buttons(visitor))


async def test_what_is_being_typed_stays_when_something_changes(visit: Visit, anja: Who) -> None:
    visitor = await at_home(visit, 'Tresen')
    put(visitor, 'Nummer', '26-0')
    drop_off(anja, utc_now())
    await soon(lambda: '1' in words(visitor).split('\n'))
    await still(lambda: '26-0' in words(visitor).split('\n'))


# ---- words -----------------------------------------------------------------------------------------------------------
def test_the_line_names_the_hours_of_this_weekday() -> None:
    opening = ('Montag 14–18 Uhr', 'Donnerstag: 10–13 Uhr')
    assert line_of_the_day(opening, NOW) == f'Montag, 23. November 2026 · geöffnet {unbroken("14–18 Uhr")}'
    assert line_of_the_day(opening, NOW + timedelta(days=1)) == 'Dienstag, 24. November 2026'
    assert line_of_the_day(opening, NOW + timedelta(days=3)).endswith(f'geöffnet {unbroken("10–13 Uhr")}')


def test_hours_stay_on_one_line() -> None:
    assert unbroken('14–18 Uhr') == '14\u2060–\u206018\xa0Uhr'


@pytest.mark.parametrize(('back', 'said'), [
    (timedelta(minutes=1), 'heute, 14:04'), (timedelta(hours=14), 'heute, 00:05'),
    (timedelta(hours=15), 'gestern, 23:05'),
    (timedelta(days=5), '18.11., 14:05'), (timedelta(days=400), '19.10.2025, 15:05')])
def test_moments_are_said_in_words(back: timedelta, said: str) -> None:
    assert day_and_time(NOW - back, NOW) == said


def test_days_are_said_in_words() -> None:
    assert [days(count) for count in (0, 1, 2)] == ['heute', '1 Tag', '2 Tage']
    assert [since_days(count) for count in (0, 1, 2)] == ['seit heute', 'seit gestern', 'seit 2 Tagen']
