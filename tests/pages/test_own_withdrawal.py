"""„Meine Daten löschen“ on the slip's page: plain, two taps, and nothing for those who only guess (D5, D13, S1, S6)."""
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db import handover, repairs, slips
from db.clock import utc_now
from db.intake import Taken
from db.store import FILE
from db.who import Who
from pages import public
from pages.lan import only_two_things
from tests.db.stories import count, drop_off, nameless
from tests.pages.conftest import Visit
from tests.pages.lists import Listed
from tests.pages.seeing import soon, words
from tests.pages.test_public import words as read_aloud
from tests.personas import CAFE

PERSONAL = ('Şeyma', 'Wiśniewska', '1234567', 'seyma', 'Geheimfach', 'Omas', 'brennt', 'Netzteil', 'Tresen')
LINK = re.compile(r'href="(/t/[^"]+/widerruf)"')


@pytest.fixture
def taken(tresen: Who) -> Taken:
    return drop_off(tresen, utc_now(), item='Omas Mixer', email='seyma@example.org', fault='brennt',
                    accessories='Netzteil', place='Geheimfach')


def address(taken: Taken) -> str:
    return f'/t/{taken.token}/widerruf'


async def test_two_taps_and_it_is_done(visit: Visit, taken: Taken) -> None:
    stranger = await visit()
    page = await stranger.get(f'/t/{taken.token}')
    assert 'Meine Daten löschen' in page.text
    question = await stranger.get(LINK.search(page.text)[1])
    assert question.status_code == 200
    assert f'<form method="post" action="{address(taken)}">' in question.text
    done = await stranger.post(address(taken))
    assert done.status_code == 200
    assert 'Gelöscht Zu dieser Reparatur ist nichts über Sie gespeichert' in read_aloud(done.text)
    assert count('person') == count('consent') == 0


async def test_d13_what_goes_and_what_stays_is_said_first(visit: Visit, taken: Taken) -> None:
    page = read_aloud((await (await visit()).get(address(taken))).text)
    goes, stays = page.split('Das bleibt')
    for word in ('Name', 'Telefon', 'E-Mail', 'Zubehör', 'Ihre Einwilligung'):
        assert word in goes
    for word in (taken.number, 'Nachweis für die Abholung', 'Wir können dann nicht mehr anrufen.', 'Jetzt löschen'):
        assert word in stays
    assert CAFE in page
    assert count('person') == 1


async def test_s3_nobody_is_named_on_any_of_the_pages(visit: Visit, taken: Taken) -> None:
    stranger = await visit()
    for answer in (await stranger.get(address(taken)), await stranger.post(address(taken)),
                   await stranger.post(address(taken)), await stranger.get(address(taken))):
        assert not [text for text in PERSONAL if text.lower() in answer.text.lower()]
        assert 'set-cookie' not in answer.headers
        assert answer.headers['cache-control'] == 'no-store'
        assert '<script' not in answer.text


async def test_again_says_that_nothing_is_stored_and_the_slip_goes_on(visit: Visit, taken: Taken) -> None:
    stranger = await visit()
    await stranger.post(address(taken))
    for again in (await stranger.post(address(taken)), await stranger.get(address(taken))):
        assert again.status_code == 200
        assert 'Zu dieser Reparatur ist nichts über Sie gespeichert' in read_aloud(again.text)
        assert 'Gelöscht' not in read_aloud(again.text)
    page = await stranger.get(f'/t/{taken.token}')
    assert taken.number in read_aloud(page.text)
    assert not LINK.search(page.text)


async def test_where_nobody_is_stored_there_is_no_such_link(visit: Visit, tresen: Who) -> None:
    taken = nameless(tresen, utc_now())
    stranger = await visit()
    assert 'Meine Daten löschen' not in (await stranger.get(f'/t/{taken.token}')).text
    assert 'ist nichts über Sie gespeichert' in read_aloud((await stranger.get(address(taken))).text)


async def test_after_the_pick_up_the_slip_ends_with_the_data(visit: Visit, taken: Taken, tresen: Who) -> None:
    handover.hand_back(taken.number, tresen, utc_now())
    stranger = await visit()
    done = await stranger.post(address(taken))
    assert 'schon abgeholt' in read_aloud(done.text)
    assert 'href="/t/' not in done.text
    assert (await stranger.post(address(taken))).status_code == 404


# ---- who else comes by -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize('name', ['Anja', 'Mira', 'Tresen'])
async def test_the_team_is_led_to_the_repair_and_erases_nothing_as_a_customer(
        visit: Visit, taken: Taken, name: str) -> None:
    visitor = await visit(name)
    for answer in (await visitor.get(address(taken)), await visitor.post(address(taken))):
        assert (answer.status_code, answer.headers['location']) == (303, f'/r/{taken.number}')
    assert count('person') == 1


async def test_wrong_and_unknown_codes_get_the_same_answer(visit: Visit, taken: Taken,
                                                           monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public.guesses, 'wait', lambda *_: 0)
    stranger = await visit()
    answers = [await ask(f'/t/{code}/widerruf') for code in (taken.number, '0' * 16, 'x', '%00', '<b>')
               for ask in (stranger.get, stranger.post)]
    assert {(answer.status_code, answer.text) for answer in answers} == {(404, answers[0].text)}
    assert count('person') == 1


async def test_s6_guessing_is_slowed_here_too_and_counts_together(visit: Visit, taken: Taken,
                                                                  monkeypatch: pytest.MonkeyPatch) -> None:
    moment = utc_now()
    monkeypatch.setattr(public, 'utc_now', lambda: moment)   # all within one second, however slow the test is
    stranger = await visit()
    tries = [await stranger.post('/t/0000000000000001/widerruf'), await stranger.get('/t/0000000000000002'),
             await stranger.get('/t/0000000000000003/widerruf'), await stranger.post('/t/0000000000000004/widerruf')]
    assert [answer.status_code for answer in tries] == [404, 404, 404, 429]
    assert (await stranger.post(address(taken))).status_code == 429
    assert count('person') == 1


@pytest.mark.parametrize('origin', ['http://evil.example', 'null', 'https://localhost:8080'])
async def test_s1_no_foreign_page_can_do_it(visit: Visit, taken: Taken, origin: str) -> None:
    answer = await (await visit()).http_client.post(address(taken), headers={'origin': origin})
    assert answer.status_code == 403
    assert count('person') == 1


async def test_looking_alone_erases_nothing(visit: Visit, taken: Taken) -> None:
    stranger = await visit()
    for path in (f'/t/{taken.token}', address(taken), f'/T/{taken.token}'):
        await stranger.get(path)
        await stranger.http_client.head(path)
    assert count('person') == 1


async def test_s3_at_the_plain_door_a_cookie_makes_nobody_a_member_of_the_team(visit: Visit, taken: Taken) -> None:
    visitor = await visit('Anja')
    visitor.http_client._transport = type(visitor.http_client._transport)(only_two_things)
    done = await visitor.post(address(taken))
    assert done.status_code == 200
    assert count('person') == 0


# ---- when the store cannot be written --------------------------------------------------------------------------------
async def test_r7_a_locked_store_is_a_sentence_and_nothing_is_half_done(visit: Visit, taken: Taken,
                                                                        store: Path) -> None:
    stranger = await visit()
    with closing(sqlite3.connect(store / FILE, isolation_level=None)) as other:
        other.execute('BEGIN IMMEDIATE')
        answer = await stranger.post(address(taken))
        other.execute('ROLLBACK')
    assert answer.status_code == 503
    assert 'gerade beschäftigt' in read_aloud(answer.text)
    assert slips.is_stored(slips.read(taken.token, utc_now()))
    assert (await stranger.post(address(taken))).status_code == 200
    assert count('person') == 0


# ---- the team's open screens -----------------------------------------------------------------------------------------
async def test_the_open_repair_follows_at_once(visit: Visit, taken: Taken) -> None:
    team = await visit('Mira')
    await team.open(f'/r/{taken.number}')
    await soon(lambda: 'Şeyma' in words(team))
    await (await visit()).post(address(taken))
    await soon(lambda: 'Şeyma' not in words(team))
    assert repairs.read(taken.number, utc_now()).person is None


@pytest.mark.parametrize('path', ['/kundinnen', '/reparaturen'])
async def test_open_lists_follow_at_once(visit: Visit, taken: Taken, path: str) -> None:
    team = await visit('Mira')
    await team.open(path)
    listed = Listed(team)
    assert 'Şeyma' in str(listed.page)
    await (await visit()).post(address(taken))
    await soon(lambda: 'Şeyma' not in str(listed.page))
