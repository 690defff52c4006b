"""What the slip's code shows: the state of that repair and nothing personal, and nothing at all to those who guess."""
import re
from pathlib import Path

import pytest
from nicegui import Client

from db import accounts, handover, intake, repairs, settings
from db.clock import utc_now
from db.errors import Refused
from db.intake import Intake, Taken
from db.who import Who
from db.words import State
from pages import public
from tests.pages.conftest import Visit
from tests.personas import CAFE

PERSONAL = ('Şeyma', 'Wiśniewska', '1234567', 'seyma', 'Geheimfach', 'Omas', 'brennt', 'Netzteil', 'Mira')


@pytest.fixture
def taken(mira: Who, anja: Who) -> Taken:
    settings.save({'address': 'Werkstraße 5, 01099 Musterstadt', 'phone': '0351 987650',
                   'opening': 'Montag 14–18 Uhr\nnach Absprache'}, anja, utc_now())
    return intake.take_in(Intake(
        'request-0001', item='Omas Küchenmaschine', store=True, later=False, phone='0351 1234567', first_name='Şeyma',
        last_name='Wiśniewska', email='seyma@example.org', fault='brennt', accessories='Netzteil',
        place='Geheimfach'), mira, utc_now())


def words(page: str) -> str:
    """What a person reads."""
    body = page.partition('<body')[2]
    return ' '.join(re.sub(r'<[^>]+>', ' ', body).split())


async def test_a_customer_sees_state_hours_and_address(visit: Visit, taken: Taken) -> None:
    answer = await (await visit()).get(f'/t/{taken.token}')
    assert answer.status_code == 200
    page = words(answer.text)
    due = repairs.read(taken.number, utc_now()).due_on
    assert due
    for text in (CAFE, taken.number, 'Ihr Gegenstand ist bei uns', 'Montag 14–18 Uhr', 'Geöffnet nach Absprache',
                 f'Abholen bis {due:%d.%m.%Y}', 'Werkstraße 5, 01099 Musterstadt', 'Für das Team'):
        assert text in page, text
    assert 'href="tel:' in answer.text


async def test_nothing_personal_is_on_it(visit: Visit, taken: Taken) -> None:
    page = (await (await visit()).get(f'/t/{taken.token}')).text
    assert not [text for text in PERSONAL if text.lower() in page.lower()]


@pytest.mark.parametrize(('state', 'headline'), [(state, public.HEADLINES[state]) for state in State])
async def test_each_state_has_its_page(visit: Visit, taken: Taken, mira: Who, state: State, headline: str) -> None:
    if state is State.COLLECTED:
        handover.hand_back(taken.number, mira, utc_now())
    elif state is State.UNCOLLECTED:
        repairs.move(taken.number, State.READY, mira, utc_now())
        repairs.move(taken.number, state, mira, utc_now())
    elif state is not State.ACCEPTED:
        repairs.move(taken.number, state, mira, utc_now())
    answer = await (await visit()).get(f'/t/{taken.token}')
    assert headline in words(answer.text)
    assert re.search(rf'aria-current=step>.*?<span>{state.value}', answer.text, re.DOTALL)


async def test_waiting_for_a_part_stands_there_only_when_it_happened(visit: Visit, taken: Taken, mira: Who) -> None:
    stranger = await visit()
    repairs.move(taken.number, State.READY, mira, utc_now())
    assert State.WAITING.value not in words((await stranger.get(f'/t/{taken.token}')).text)
    repairs.move(taken.number, State.WAITING, mira, utc_now())
    repairs.move(taken.number, State.READY, mira, utc_now())
    assert State.WAITING.value in words((await stranger.get(f'/t/{taken.token}')).text)


async def test_what_was_left_out_on_the_way_is_none_of_its_steps(visit: Visit, taken: Taken, mira: Who) -> None:
    stranger = await visit()
    assert State.WORKING.value in words((await stranger.get(f'/t/{taken.token}')).text), 'still to come'
    repairs.move(taken.number, State.READY, mira, utc_now())
    page = words((await stranger.get(f'/t/{taken.token}')).text)
    assert State.WORKING.value not in page
    assert State.COLLECTED.value in page


async def test_the_code_is_read_in_capitals_too(visit: Visit, taken: Taken) -> None:
    answer = await (await visit()).get(f'/T/{taken.token.upper()}')
    assert taken.number in words(answer.text)


@pytest.mark.parametrize('name', ['Anja', 'Mira', 'Tresen'])
async def test_the_team_lands_on_the_repair(visit: Visit, taken: Taken, name: str) -> None:
    answer = await (await visit(name)).get(f'/T/{taken.token}')
    assert (answer.status_code, answer.headers['location']) == (303, f'/r/{taken.number}')


async def test_a_repair_has_one_address(visit: Visit, taken: Taken) -> None:
    mira = await visit('Mira')
    for way in (taken.token, taken.number.replace('-', '')):
        answer = await mira.get(f'/r/{way}')
        assert (answer.status_code, answer.headers['location']) == (303, f'/r/{taken.number}')
    assert (await mira.get(f'/r/{taken.number}')).status_code == 200
    assert (await mira.get('/r/0000000000000000')).status_code == 200


async def test_the_link_for_the_team_leads_there_through_the_login(visit: Visit, taken: Taken) -> None:
    page = (await (await visit()).get(f'/t/{taken.token}')).text
    assert f'href="/anmelden?next=/t/{taken.token}"' in page


async def test_wrong_unknown_and_erased_codes_get_the_same_answer(
        visit: Visit, taken: Taken, mira: Who, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public.guesses, 'wait', lambda *_: 0)
    stranger = await visit()
    person = repairs.read(taken.number, utc_now()).person
    assert person
    handover.hand_back(taken.number, mira, utc_now())
    handover.withdraw(person.public_id, None, mira, utc_now())
    answers = [await stranger.get(f'/t/{token}') for token in
               (taken.token, taken.number, '0' * 16, 'x', '%00', '<b>', 'a' * 500)]
    assert {(answer.status_code, answer.text) for answer in answers} == {(404, answers[0].text)}
    assert 'Diese Adresse gehört zu keiner Reparatur' in words(answers[0].text)


async def test_guessing_is_slowed_and_right_codes_wait_too(visit: Visit, taken: Taken) -> None:
    stranger = await visit()
    tries = [await stranger.get(f'/t/{number:016d}') for number in range(4)]
    assert [answer.status_code for answer in tries] == [404, 404, 404, 429]
    assert int(tries[-1].headers['retry-after']) >= 1
    assert (await stranger.get(f'/t/{taken.token}')).status_code == 429
    assert (await (await visit('Mira')).get(f'/t/{taken.token}')).status_code == 303


async def test_a_stranger_costs_no_page_in_memory(visit: Visit, taken: Taken, store: Path) -> None:
    stranger = await visit()
    before = len(Client.instances)
    for path in (f'/t/{taken.token}', '/t/0000000000000000', '/anmelden', '/team'):
        answer = await stranger.get(path)
        assert 'set-cookie' not in answer.headers
        assert '_nicegui_ws' not in answer.text
        assert answer.text.count('<script') == (path == '/anmelden'), 'there, old drafts are forgotten'
    assert len(Client.instances) == before


async def test_a_closed_account_is_a_stranger(visit: Visit, taken: Taken, anja: Who) -> None:
    visitor = await visit('Mira')
    mira = next(line for line in accounts.accounts() if line.name == 'Mira')
    accounts.set_active(mira.id, False, anja, utc_now())
    assert (await visitor.get(f'/t/{taken.token}')).status_code == 200


async def test_markup_in_the_settings_stays_text(visit: Visit, taken: Taken, anja: Who) -> None:
    settings.save({'cafe_name': '<b>Café</b>', 'address': '{{7*7}} "><script>x</script>'}, anja, utc_now())
    page = (await (await visit()).get(f'/t/{taken.token}')).text
    assert '<b>' not in page
    assert '<script' not in page
    assert '{{7*7}}' in page


def test_an_unreadable_code_is_none(store: Path) -> None:
    assert public.read('26-0417-7', utc_now()) is None
    with pytest.raises(Refused):
        repairs.read('26-0417-7', utc_now())
