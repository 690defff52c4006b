"""Protokoll: what organisers read there, how they look through it, and that nobody else does."""
from datetime import timedelta

import pytest
from nicegui import ui

from db import accounts
from db.clock import utc_now
from db.journal import writing
from db.journal_lines import PAGE
from db.who import Role, Who
from pages import journal
from pages.journal import address, day_of, number
from tests.db.stories import drop_off, nameless
from tests.pages.conftest import Visit, Visitor
from tests.pages.seeing import choose, soon, still, visible, words
from tests.personas import NOW


async def at_journal(visit: Visit, query: str = '') -> Visitor:
    visitor = await visit('Anja')
    await visitor.open(f'/protokoll{query}')
    return visitor


def sentences(visitor: Visitor) -> list[str]:
    return [line for line in words(visitor).split('\n') if ' hat ' in line and line.endswith(
        ('t', '“')) and not line.startswith('Wer hat')]


async def follow(visitor: Visitor, word: str) -> None:
    """A link of the pager, as the browser follows it inside the shell."""
    link = next(link for link in visible(visitor, ui.link) if word in [getattr(one, 'text', '') for one in link])
    with visitor:
        await visitor.client.sub_pages_router._handle_navigate(link.props['href'])


def some(who: Who, count: int) -> None:
    for _ in range(count):
        with writing(who, utc_now() - timedelta(days=1), 'organisation.save') as batch:
            batch.did('organisation')


async def test_who_did_what_the_newest_first(visit: Visit, mira: Who) -> None:
    then = utc_now()
    one, two = nameless(mira, then - timedelta(days=1)).number, nameless(mira, then).number
    shown = words(await at_journal(visit)).split('\n')
    for word in ('Anja hat sich angemeldet', f'Mira hat {two} angenommen', 'Gestern', f'Mira hat {one} angenommen'):
        assert word in shown[:shown.index(f'Mira hat {one} angenommen') + 1]
    assert shown.index('Heute', shown.index('Protokoll')) < shown.index(f'Mira hat {two} angenommen') < shown.index(
        'Gestern') < shown.index(f'Mira hat {one} angenommen')
    assert f'/r/{two}' in shown


async def test_nobody_is_named_but_accounts(visit: Visit, mira: Who) -> None:
    drop_off(mira, utc_now(), fault='Frau Wiśniewska: klemmt')
    shown = words(await at_journal(visit))
    for word in ('Şeyma', 'Wiśniewska', '0351', 'klemmt', 'Toaster'):
        assert word not in shown


@pytest.mark.parametrize('name', ['Mira', 'Tresen'])
async def test_s9_it_is_for_organisers_alone(visit: Visit, name: str, tresen: Who) -> None:
    number = nameless(tresen, utc_now()).number
    answer = await (await visit(name)).get('/protokoll')
    assert answer.status_code == 403
    assert 'Nicht für dich freigegeben' in answer.text
    assert f'hat {number} angenommen' not in answer.text


async def test_by_kind(visit: Visit, mira: Who) -> None:
    made = nameless(mira, utc_now()).number
    visitor = await at_journal(visit, '?art=login')
    assert 'Anja hat sich angemeldet' in words(visitor)
    assert made not in words(visitor)
    here = [link for link in visible(visitor, ui.link) if 'aria-current' in link.props and 'kb-pick' in link.classes]
    assert [(link.text, link.props['href']) for link in here] == [('Anmeldungen', '/protokoll?art=login')]


async def test_by_account(visit: Visit, mira: Who, tresen: Who) -> None:
    hers, his = nameless(mira, utc_now()).number, nameless(tresen, utc_now()).number
    visitor = await at_journal(visit, '?art=repair')
    choose(visitor, 'Wer', 'Mira')
    await soon(lambda: his not in words(visitor) and hers in words(visitor))   # between the two the list is drawn anew
    assert visitor.client.sub_pages_router.current_path == f'/protokoll?art=repair&wer={mira.account}'


async def test_turning_the_pages(visit: Visit, mira: Who) -> None:
    some(mira, PAGE + 2)
    visitor = await at_journal(visit, '?art=person')
    assert len(sentences(visitor)) == PAGE
    await follow(visitor, 'Ältere')
    await soon(lambda: len(sentences(visitor)) == 2)
    await follow(visitor, 'Neuere')
    await soon(lambda: len(sentences(visitor)) == PAGE)
    assert 'nach=' in visitor.client.sub_pages_router.current_path


async def test_what_is_done_now_appears_at_once_and_is_marked(visit: Visit, mira: Who) -> None:
    visitor = await at_journal(visit)
    made = nameless(mira, utc_now()).number
    await soon(lambda: f'Mira hat {made} angenommen' in words(visitor))
    fresh = [each for each in visitor.client.elements.values() if 'kb-fresh' in each.classes]
    assert len(fresh) == 1
    accounts.log_in('Tresen', 'tresen-tablet-links', '192.168.178.20', utc_now())
    await soon(lambda: 'Tresen hat sich angemeldet' in words(visitor))
    assert words(visitor).count('Heute\n') == 1, 'the day is said once'


async def test_an_older_page_stays_as_it_is(visit: Visit, mira: Who) -> None:
    some(mira, PAGE + 2)
    visitor = await at_journal(visit, '?art=person')
    await follow(visitor, 'Ältere')
    await soon(lambda: len(sentences(visitor)) == 2)
    some(mira, 3)
    await still(lambda: len(sentences(visitor)) == 2)


async def test_where_there_is_nothing_it_says_so(visit: Visit) -> None:
    assert 'Davon steht noch nichts im Protokoll.' in words(await at_journal(visit, '?art=erasure'))


@pytest.mark.parametrize('query', ['?art=quatsch', '?wer=x', '?vor=-1', '?vor=99999999999999999999', '?nach=²',
                                   '?art=<b>', '?wer=1%00', '?kind=1&x=y'])
async def test_an_invented_address_is_no_mistake(visit: Visit, query: str) -> None:
    answer = await (await visit('Anja')).get(f'/protokoll{query}')
    assert answer.status_code == 200
    assert 'Das hat nicht geklappt' not in answer.text


async def test_somebody_whose_role_is_taken_away_sees_no_more(visit: Visit, anja: Who, mira: Who) -> None:
    accounts.add('Zweite', Role.ORGANISER, 'noch ein langes Passwort', anja, utc_now())
    visitor = await at_journal(visit)
    await still(lambda: not visitor.sent_to)   # what the login itself brings up to date has been read
    accounts.set_role(anja.account or 0, Role.TEAM, mira, utc_now())
    await soon(lambda: visitor.sent_to)
    assert 'hat die Rolle von „Anja“ geändert' not in words(visitor)


@pytest.mark.parametrize(('days', 'words_'), [(0, 'Heute'), (1, 'Gestern'), (3, 'Freitag, 20. November 2026'),
                                              (-2, 'Mittwoch, 25. November 2026')])
def test_days_are_said_as_people_say_them(days: int, words_: str) -> None:
    assert day_of(NOW - timedelta(days=days), NOW) == words_


def test_addresses() -> None:
    assert address(journal.Question()) == '/protokoll'
    assert address(journal.Question('login', 3, before=812)) == '/protokoll?art=login&wer=3&vor=812'
    assert number('812') == 812
    assert number('8' * 40) is None
