"""Papers: who gets them, that they tell the truth about this person, and that nothing is kept."""
import asyncio
import threading
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db import figures, handover, people, repairs, settings, weeks
from db.clock import utc_now
from db.holding import noted_addresses
from db.who import Who
from db.words import Purpose, State
from pages import paper_values, papers
from pages.lan import Lan, lan
from pages.ticket_values import this_computer, ticket_values
from pages.weekly_values import weekly_values
from tests.db.importing.lists import TEAM, stored
from tests.db.stories import drop_off, files_of_at_most, joins, nameless, owner, ready
from tests.pages.conftest import Visit, Visitor
from tests.pages.seeing import choose, field, soon, still, words
from tests.personas import given
from tests.reports.paper_reader import Paper


def ticket_of(number: str) -> Paper:
    return Paper(paper_values.ticket_pdf(number, utc_now()))


# ---- the ticket ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize('name', ['Anja', 'Mira', 'Tresen'])
async def test_the_ticket_opens_in_the_browser_and_is_kept_nowhere(visit: Visit, anja: Who, name: str,
                                                                   store: Path) -> None:
    number = drop_off(anja, utc_now()).number
    answer = await (await visit(name)).get(f'/r/{number}/schein.pdf')
    assert answer.status_code == 200
    assert answer.headers['content-type'] == 'application/pdf'
    assert answer.headers['content-disposition'] == 'inline; filename="schein.pdf"'
    assert answer.headers['cache-control'] == 'no-store'
    assert number in Paper(answer.content).text
    assert not list(store.rglob('*.pdf'))


@pytest.mark.parametrize('number', ['26-9999-9', 'quatsch', '0', '%2e%2e'])
async def test_an_unknown_number_is_plainly_not_there(visit: Visit, number: str) -> None:
    answer = await (await visit('Mira')).get(f'/r/{number}/schein.pdf')
    assert answer.status_code == 404


async def test_it_is_drawn_in_a_worker_thread(visit: Visit, anja: Who, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn_in: list[str] = []

    def draw(*_what: object) -> bytes:
        drawn_in.append(threading.current_thread().name)
        return b'%PDF-'
    for name in ('ticket_pdf', 'weekly_pdf'):
        monkeypatch.setattr(papers, name, draw)
    visitor = await visit('Mira')
    await visitor.get(f'/r/{drop_off(anja, utc_now()).number}/schein.pdf')
    await visitor.get('/berichte/woche.pdf')
    assert all(name.startswith('store') for name in drawn_in)
    assert len(drawn_in) == 2


def test_the_slip_leads_to_the_repair_and_the_tag_holds_only_the_number(anja: Who) -> None:
    settings.save({'base_address': 'http://192.168.178.42:8080'}, anja, utc_now())
    taken = drop_off(anja, utc_now())
    assert set(ticket_of(taken.number).codes()) == {f'HTTP://192.168.178.42:8080/T/{taken.token}', taken.number}


def test_before_an_address_is_set_the_code_works_on_this_computer(anja: Who) -> None:
    taken = drop_off(anja, utc_now())
    assert f'{this_computer().upper()}/T/{taken.token}' in ticket_of(taken.number).codes()


def test_until_then_it_leads_where_the_running_program_is_reached_for_a_command_beside_it_too(
        store: Path, anja: Who, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('KONTAKTBUCH_PORT', '9999')
    monkeypatch.setattr(lan, 'folder', store)
    monkeypatch.setattr(lan, 'port', 8731)
    taken = drop_off(anja, utc_now())
    lan.note_addresses()
    assert f'HTTP://127.0.0.1:8731/T/{taken.token}' in ticket_of(taken.number).codes()
    monkeypatch.setattr(Lan, 'open', property(lambda _lan: True))
    monkeypatch.setattr(lan, 'ips', ['192.168.0.7'])
    lan.note_addresses()
    assert f'HTTP://192.168.0.7:8732/T/{taken.token}' in ticket_of(taken.number).codes()
    settings.save({'base_address': 'http://repair.example'}, anja, utc_now())
    assert f'HTTP://REPAIR.EXAMPLE/T/{taken.token}' in ticket_of(taken.number).codes()


def test_r7_a_full_disk_keeps_where_it_leads(store: Path, anja: Who, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lan, 'folder', store)
    monkeypatch.setattr(lan, 'port', 8731)
    lan.note_addresses()
    with files_of_at_most(0):
        lan.note_addresses()
    assert noted_addresses()[0] == 'http://127.0.0.1:8731'


@pytest.mark.parametrize(('set_address', 'leads_to'), [
    ('', 'HTTPS://192.168.0.7:9094'), ('http://192.168.0.7:8732', 'HTTPS://192.168.0.7:9094'),
    ('http://cafe.local:8732', 'HTTPS://CAFE.LOCAL:9094'), ('https://repair.example', 'HTTPS://REPAIR.EXAMPLE')],
    ids=['none set', 'the plain door', 'the plain door by its name', 'their own'])
def test_s3_codes_for_the_team_lead_to_the_encrypted_door(set_address: str, leads_to: str, store: Path, anja: Who,
                                                          monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lan, 'folder', store)
    monkeypatch.setattr(lan, 'port', 8731)
    monkeypatch.setattr(Lan, 'open', property(lambda _lan: True))
    monkeypatch.setattr(lan, 'ips', ['192.168.0.7'])
    lan.note_addresses()
    settings.save({'base_address': set_address}, anja, utc_now())
    taken = drop_off(anja, utc_now())
    assert set(Paper(paper_values.weekly_pdf(None, utc_now())).codes()) == {f'{leads_to}/R/{taken.number}'}


def test_it_says_what_this_person_agreed_to(anja: Who) -> None:
    no, yes = drop_off(anja, utc_now()), drop_off(anja, utc_now(), first_name='Olena', last_name='S.', later=True)
    assert 'Danach löschen wir Ihre Daten. Wir melden uns später nicht mehr.' in ticket_of(no.number).text
    assert 'Danach weiter gespeichert, weil Sie es möchten (mündlich,' in ticket_of(yes.number).text
    for taken in (no, yes):
        assert 'Gespeichert bis zur Abholung, mit Ihrer Einwilligung (mündlich,' in ticket_of(taken.number).text


def test_who_is_on_the_team_list_is_promised_no_deletion(anja: Who) -> None:
    joerg = joins(anja, utc_now(), phone='0351 7654321')
    number = drop_off(anja, utc_now(), person=joerg, phone='0351 7654321').number
    assert 'Danach löschen wir' not in ticket_of(number).text


def test_without_a_name_it_says_that_nothing_is_stored_and_when_to_ask(anja: Who) -> None:
    number = nameless(anja, utc_now()).number
    values = ticket_values(repairs.read(number, utc_now()), settings.read())
    assert (values.short_name, values.will_call) == ('', False)
    text = ticket_of(number).text
    assert 'Von Ihnen ist nichts gespeichert.' in text
    assert f'Bitte fragen Sie nach am {values.ask_on}' in text.replace('\xa0', ' ')


def test_nobody_without_a_number_is_promised_a_call(anja: Who) -> None:
    number = drop_off(anja, utc_now(), phone='').number
    assert 'Wir rufen an' not in ticket_of(number).text
    assert 'Wir rufen an' in ticket_of(drop_off(anja, utc_now()).number).text


def test_a_warning_without_a_reason_still_warns(anja: Who) -> None:
    with_reason = drop_off(anja, utc_now(), warning=True, warning_reason='Kabel blank').number
    without = drop_off(anja, utc_now(), warning=True).number
    assert 'Nicht einschalten! Kabel blank' in ticket_of(with_reason).text
    assert ticket_values(repairs.read(without, utc_now()), settings.read()).warning == 'Nicht einschalten!'
    assert ticket_values(repairs.read(drop_off(anja, utc_now()).number, utc_now()), settings.read()).warning == ''


def test_a_reprint_after_withdrawal_names_nobody(anja: Who) -> None:
    number = drop_off(anja, utc_now()).number
    handover.withdraw(owner(number, utc_now()), None, anja, utc_now())
    text = ticket_of(number).text
    assert 'Şeyma' not in text
    assert 'Von Ihnen ist nichts gespeichert.' in text


# ---- the weekly overview ---------------------------------------------------------------------------------------------
async def test_the_overview_opens_for_the_team(visit: Visit, anja: Who) -> None:
    drop_off(anja, utc_now())
    answer = await (await visit('Mira')).get('/berichte/woche.pdf?week=2026-W47')
    assert answer.status_code == 200
    assert answer.headers['cache-control'] == 'no-store'
    assert 'Wochenübersicht KW 47' in Paper(answer.content).text


@pytest.mark.parametrize('week', ['2026-W99', 'quatsch', '../../etc', '2026-W47;'])
async def test_a_week_that_does_not_exist_is_refused_with_a_sentence(visit: Visit, week: str) -> None:
    answer = await (await visit('Mira')).get('/berichte/woche.pdf', params={'week': week})
    assert (answer.status_code, answer.text) == (422, 'Diese Woche gibt es nicht. Beispiel: 2026-W47.')


def test_it_names_tasks_with_initials_and_codes_and_no_phone(anja: Who) -> None:
    then = utc_now() - timedelta(days=60)
    late = drop_off(anja, then).number
    ready(late, anja, then)
    lonely = drop_off(anja, utc_now(), item='Radio', first_name='Olena', last_name='Shevchenko',
                      phone='0351 7777777').number
    people.add('member', {'first_name': 'Jörg', 'last_name': 'Rademacher', 'phone': '0351 7654321'},
               given(Purpose.MEMBER, Purpose.MESSENGER), anja, utc_now())
    stored(utc_now(), Team=[TEAM, ['Anja', 'Bergmann', '0351 7888888', '', '', 'ja', 'ja']])
    paper = Paper(paper_values.weekly_pdf(None, utc_now()))
    for word in (late, 'Şeyma W.', lonely, 'Hinzufügen:', 'Jörg R.', 'Noch fragen:',
                 'Anja B., ist in der Gruppe, Zustimmung fehlt'):
        assert word in paper.text, word
    for word in ('1234567', '7777777', '7654321', '7888888', 'Wiśniewska', 'Rademacher', 'Bergmann', 'Entfernen'):
        assert word not in paper.text, word
    assert f'{this_computer().upper()}/R/{late}' in paper.codes()


def test_a_quiet_week_has_no_empty_groups(anja: Who) -> None:
    values = weekly_values(figures.week(utc_now()), settings.read(), utc_now())
    assert (values.tasks, values.waiting, values.repaired) == ((), (), None)


def test_things_left_behind_have_a_bar_only_when_there_are_any(anja: Who) -> None:
    number = drop_off(anja, utc_now()).number
    states = [one.state for one in weekly_values(figures.week(utc_now()), settings.read(), utc_now()).states]
    assert 'nicht abgeholt' not in states
    for state in (State.READY, State.UNCOLLECTED):
        repairs.move(number, state, anja, utc_now())
    later = utc_now() + timedelta(seconds=5)
    found = figures.week(later, weeks.current(later).name)
    assert 'nicht abgeholt' in [one.state for one in weekly_values(found, settings.read(), utc_now()).states]


async def test_a_code_in_capitals_leads_to_the_repair(visit: Visit, anja: Who) -> None:
    number = drop_off(anja, utc_now()).number
    answer = await (await visit('Mira')).get(f'/R/{number}')
    assert (answer.status_code, answer.headers['location']) == (303, f'/r/{number}')
    answer = await (await visit()).get(f'/R/{number}')
    assert answer.headers['location'].startswith('/anmelden')


async def test_a_code_in_capitals_leads_to_no_other_place(visit: Visit) -> None:
    answer = await (await visit('Mira')).get('/R/%2F%2Fevil.example')
    assert answer.status_code == 404 or answer.headers['location'].startswith('/r/')


# ---- the screen ------------------------------------------------------------------------------------------------------
async def test_the_chosen_week_shows_its_figures_and_is_the_one_to_open(visit: Visit, anja: Who) -> None:
    drop_off(anja, utc_now())
    visitor = await visit('Mira')
    await visitor.open('/berichte')
    await visitor.should_see('Das Programm hebt nichts davon auf')
    (make,) = visitor.find('Wochenübersicht erstellen').elements
    running, before = list(field(visitor, 'Woche').options.items())[:2]
    for name, word in (before, running):   # on a Monday the week before is chosen already, else the running one
        choose(visitor, 'Woche', word)
        await soon(lambda name=name: make.props['data-week'] == name)
    await soon(lambda: figure(visitor, 'angenommen') == '1')


async def test_the_figures_follow_what_others_do(visit: Visit, anja: Who) -> None:
    visitor = await visit('Mira')
    await visitor.open('/berichte')
    await soon(lambda: figure(visitor, 'offen') == '0')
    drop_off(anja, utc_now())
    choose(visitor, 'Woche', next(iter(field(visitor, 'Woche').options.values())))   # the running one
    await soon(lambda: figure(visitor, 'offen') == '1')
    drop_off(anja, utc_now(), item='Lampe')
    await soon(lambda: (figure(visitor, 'angenommen'), figure(visitor, 'offen')) == ('2', '2'))


async def test_an_answer_for_another_week_does_not_overtake(visit: Visit, anja: Who,
                                                            monkeypatch: pytest.MonkeyPatch) -> None:
    drop_off(anja, utc_now())
    visitor = await visit('Mira')
    await visitor.open('/berichte')
    running, *_between, long_ago = field(visitor, 'Woche').options.items()
    count = figures.week

    def slowly(now: datetime, name: str | None = None) -> figures.WeekFigures:
        time.sleep(0.3 if name == long_ago[0] else 0)
        return count(now, name)
    monkeypatch.setattr(figures, 'week', slowly)
    choose(visitor, 'Woche', long_ago[1])
    await asyncio.sleep(0.05)
    choose(visitor, 'Woche', running[1])
    await soon(lambda: figure(visitor, 'angenommen') == '1')
    await still(lambda: figure(visitor, 'angenommen') == '1', 0.5)


def figure(visitor: Visitor, word: str) -> str:
    """The number above this word; nothing while they are drawn anew."""
    shown = words(visitor).split('\n')
    return shown[shown.index(word) - 1] if word in shown else ''


async def test_the_counter_gets_no_reports(visit: Visit) -> None:
    visitor = await visit('Tresen')
    assert (await visitor.get('/berichte')).status_code == 403
    assert (await visitor.get('/berichte/woche.pdf')).status_code == 403
