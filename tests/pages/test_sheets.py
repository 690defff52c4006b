"""The five lists: who stands on them, searching, what others change, what opens beside them, and who may look."""
from collections.abc import Awaitable, Callable

import pytest
from nicegui import ui

from db import accounts, handover, members, organisations, people, repairs
from db.clock import utc_now
from db.who import Role, Who
from db.words import Purpose, State
from tests.db.stories import OEZDEMIR, drop_off, joins, leaves, nameless, outside, own
from tests.pages.conftest import Visit, Visitor
from tests.pages.lists import Listed, links, push, sheets_open, titles
from tests.pages.seeing import press, soon, still, words
from tests.personas import given

LISTS = {'team': 'Team', 'kundinnen': 'Kund:innen', 'extern': 'Extern', 'ehemalige': 'Ehemalige',
         'reparaturen': 'Reparaturen'}
Look = Callable[..., Awaitable[tuple[Visitor, Listed]]]


@pytest.fixture
def look(visit: Visit) -> Look:
    """`await look('/team')`: the page of somebody of the team, and the list on it."""
    async def look_at(path: str, name: str = 'Mira') -> tuple[Visitor, Listed]:
        visitor = await visit(name)
        await visitor.open(path)
        return visitor, Listed(visitor)
    return look_at


# ---- who stands where ------------------------------------------------------------------------------------------------
async def test_everybody_stands_on_the_right_list_by_the_facts_alone(look: Look, anja: Who) -> None:
    now = utc_now()
    joins(anja, now)
    leaves(joins(anja, now, first_name='Ünal', last_name='Öz'), anja, now, keep=True)
    drop_off(anja, now)
    nameless(anja, now)
    outside(anja, now, organisations.add({'name': 'Ehrenamtsbüro'}, anja, now), function='Spenden')
    organisations.add({'name': 'Wertstoffhof'}, anja, now)
    found = {name: (await look(f'/{name}'))[1] for name in LISTS}
    assert found['team'].names == ['Jörg Rademacher']
    assert set(found['kundinnen'].names) == {'Şeyma Wiśniewska', 'ohne Namen'}
    assert found['ehemalige'].names == ['Ünal Öz']
    assert found['extern'].column('organisation') == ['Ehrenamtsbüro', 'Wertstoffhof']
    assert found['extern'].names == ['Łucja Groß', '']
    assert set(found['reparaturen'].column('item')) == {'Toaster', 'Radio'}


@pytest.mark.parametrize(('name', 'title'), LISTS.items())
async def test_each_list_has_its_heading_and_is_there_in_the_first_page(look: Look, name: str, title: str) -> None:
    visitor, listed = await look(f'/{name}')
    assert title in words(visitor)
    assert listed.page['rows'] == []
    assert listed.element.props['words']['emptyTitle']
    assert listed.sent == []


async def test_own_columns_are_columns_of_the_list(look: Look, anja: Who) -> None:
    own('person', 'schluessel', purposes=(Purpose.MEMBER,))
    joins(anja, utc_now(), schluessel='Nr. 7')
    _visitor, listed = await look('/team')
    assert listed.column('schluessel') == ['Nr. 7']
    assert 'Schluessel' in [column['label'] for column in listed.element.props['columns']]


# ---- searching, filtering, sorting, turning pages --------------------------------------------------------------------
async def test_typing_finds_names_however_they_are_spelled(look: Look, anja: Who) -> None:
    joins(anja, utc_now(), **OEZDEMIR)
    joins(anja, utc_now(), first_name='Karl', last_name='Großmann')
    _visitor, listed = await look('/team')
    for typed, name in {'oezdemir': 'Emine Özdemir', 'ozdemir': 'Emine Özdemir', 'grossmann': 'Karl Großmann',
                        '03517654321': 'Emine Özdemir'}.items():
        await listed.ask(text=typed)
        assert listed.names == [name], typed
    await listed.ask(text='quatsch')
    assert listed.names == []


async def test_an_older_question_never_overtakes_a_newer_one(look: Look, anja: Who) -> None:
    joins(anja, utc_now())
    _visitor, listed = await look('/team')
    for number, text in enumerate(('j', 'jo', 'jox', 'jo', 'joe'), start=1):
        listed.trigger('ask', {'n': number, **listed.question, 'text': text})
    await soon(lambda: listed.answered == 5)
    await still(lambda: listed.answered == 5)
    assert listed.numbers == sorted(listed.numbers)
    assert listed.names == ['Jörg Rademacher']


async def test_a_state_can_be_linked_and_picked(look: Look, anja: Who) -> None:
    ready, working = (drop_off(anja, utc_now(), item=item).number for item in ('Fön', 'Uhr'))
    repairs.move(ready, State.READY, anja, utc_now())
    _visitor, listed = await look('/kundinnen?stand=fertig')
    assert listed.column('number') == [ready]
    assert listed.page['counts']['fertig'] == 1
    await listed.ask(filter='angenommen')
    assert listed.column('number') == [working]
    await listed.ask(filter='')
    assert set(listed.column('number')) == {ready, working}


async def test_sorting_and_pages_come_from_the_address(look: Look, anja: Who) -> None:
    for letter in 'abcdefghijklmnopqrstuvwxyz':
        joins(anja, utc_now(), first_name='', last_name=f'{letter}mann')
    _visitor, listed = await look('/team?sort=-name')
    assert listed.names[:2] == ['zmann', 'ymann']
    assert len(listed.names) == 25
    await listed.ask(offset=25)
    assert listed.names == ['amann']
    _visitor, listed = await look('/team?seite=2')
    assert listed.names == ['zmann']


@pytest.mark.parametrize('address', [
    '?stand=quatsch', '?sort=password', '?seite=abc', '?seite=-3', '?seite=99999999999', '?neu=quatsch', '?person=%00',
    '?stand=%F0%9F%A6%84&sort=--'])
async def test_an_odd_address_shows_the_list_all_the_same(look: Look, anja: Who, address: str) -> None:
    joins(anja, utc_now())
    visitor, listed = await look(f'/team{address}')
    assert 'Team' in words(visitor)
    assert sheets_open(visitor) == []
    await listed.ask(offset=0)
    assert listed.names == ['Jörg Rademacher']


@pytest.mark.parametrize('odd', [
    '\x00', "'; DROP TABLE person; --", '{{7*7}}', '<b>', '\u202e', '%', '🦄', 'a' * 100_000])
async def test_odd_words_find_nobody_else_and_break_nothing(look: Look, anja: Who, odd: str) -> None:
    joins(anja, utc_now())
    _visitor, listed = await look('/team')
    await listed.ask(text=odd)
    assert listed.names == []
    await listed.ask(text='jörg')
    assert listed.names == ['Jörg Rademacher']


# ---- numbers and scanners --------------------------------------------------------------------------------------------
@pytest.mark.parametrize('path', ['/reparaturen', '/kundinnen'])
async def test_a_number_or_scanned_code_opens_its_repair(look: Look, anja: Who, path: str) -> None:
    taken = drop_off(anja, utc_now())
    visitor, listed = await look(path)
    for typed in (taken.number, taken.number.replace('-', ''), f'HTTP://10.0.0.9:81/R/{taken.number}',
                  f'https://anderswo.example/T/{taken.token}', taken.token.lower()):
        visitor.back_history.clear()
        listed.enter(typed)
        await soon(lambda: visitor.back_history and visitor.back_history[-1] == f'/r/{taken.number}')
        await visitor.open(path)
        listed = Listed(visitor)


async def test_one_wrong_digit_is_answered_with_what_was_probably_meant(look: Look, anja: Who) -> None:
    number = drop_off(anja, utc_now()).number
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    visitor, listed = await look('/reparaturen')
    await listed.ask(text=wrong)
    assert {'text': number, 'href': f'/r/{number}'} in listed.page['hint']
    listed.enter(wrong)
    await still(lambda: visitor.back_history[-1] == '/reparaturen')
    await listed.ask(text='toaster')
    assert listed.page['hint'] == []


async def test_enter_opens_a_single_hit(look: Look, anja: Who) -> None:
    joins(anja, utc_now())
    joins(anja, utc_now(), first_name='Emine')
    visitor, listed = await look('/team')
    await listed.ask(text='rade')
    listed.enter('rade')   # two hits: nobody knows which one is meant
    await still(lambda: sheets_open(visitor) == [])
    await listed.ask(text='emine')
    listed.enter('emine')
    await soon(lambda: titles(visitor) == ['Emine Rademacher'])


# ---- what others change ----------------------------------------------------------------------------------------------
async def test_a_changed_row_is_redrawn_alone_and_says_who_did_it(look: Look, anja: Who) -> None:
    number = drop_off(anja, utc_now()).number
    drop_off(anja, utc_now(), item='Lampe', first_name='Olena', last_name='S.', phone='0351 777')
    _visitor, listed = await look('/kundinnen')
    await still(lambda: True)   # until everybody has been told of these
    listed.sent.clear()
    repairs.move(number, State.WORKING, anja, utc_now())
    await soon(lambda: listed.sent == ['patch'])
    assert listed.marked == {'Şeyma Wiśniewska': 'gerade geändert von Anja'}
    assert listed.page['counts']['arbeit'] == 1
    assert 'in Arbeit' in listed.column('state')


async def test_somebody_new_appears_and_somebody_erased_vanishes(look: Look, anja: Who) -> None:
    visitor, listed = await look('/team')
    public_id = joins(anja, utc_now())
    await soon(lambda: listed.names == ['Jörg Rademacher'])
    assert '1 Mitglied' in words(visitor)
    handover.withdraw(public_id, None, anja, utc_now())
    await soon(lambda: listed.names == [])


async def test_a_change_elsewhere_sends_nothing(look: Look, anja: Who) -> None:
    joins(anja, utc_now())
    _visitor, listed = await look('/team')
    outside(anja, utc_now())
    await still(lambda: listed.sent == [])


async def test_a_row_that_only_moves_up_into_the_page_is_not_called_changed(look: Look, anja: Who) -> None:
    first = joins(anja, utc_now(), first_name='', last_name='Aman')
    for number in range(25):
        joins(anja, utc_now(), first_name='', last_name=f'Beman{number:02}')
    await still(lambda: True)   # until everybody has been told of these, or the page hears of them, too
    _visitor, listed = await look('/team')
    handover.withdraw(first, None, anja, utc_now())
    await soon(lambda: 'Beman24' in listed.names)
    assert listed.marked == {}


async def test_a_change_keeps_to_the_question_asked_last(look: Look, anja: Who) -> None:
    joins(anja, utc_now())
    _visitor, listed = await look('/team')
    await listed.ask(text='emine')
    joins(anja, utc_now(), first_name='Emine')
    await soon(lambda: listed.names == ['Emine Rademacher'])
    joins(anja, utc_now(), first_name='Karl')
    await still(lambda: listed.names == ['Emine Rademacher'])


# ---- beside the list -------------------------------------------------------------------------------------------------
async def test_a_row_opens_its_person_and_the_address_says_so(look: Look, anja: Who) -> None:
    public_id = joins(anja, utc_now())
    visitor, listed = await look('/team')
    listed.open('Jörg Rademacher')
    await soon(lambda: titles(visitor) == ['Jörg Rademacher'])
    assert listed.address == {'person': public_id}
    push(visitor, 'Schließen')
    await soon(lambda: listed.address == {})
    assert sheets_open(visitor) == []


async def test_a_person_can_be_linked(look: Look, anja: Who) -> None:
    visitor, _listed = await look(f'/kundinnen?person={joins(anja, utc_now())}')
    assert titles(visitor) == ['Jörg Rademacher']


async def test_a_link_to_somebody_erased_shows_the_list(look: Look) -> None:
    visitor, _listed = await look('/team?person=gibtesnicht')
    assert sheets_open(visitor) == []
    assert 'Diese Person steht nicht (mehr) im Kontaktbuch.' in visitor.notify.messages


async def test_back_and_links_change_the_same_list(look: Look, anja: Who) -> None:
    public_id = joins(anja, utc_now())
    visitor, listed = await look('/team')
    with visitor.client:
        await visitor.client.sub_pages_router._handle_open(f'/team?person={public_id}&sort=-name')
    await soon(lambda: titles(visitor) == ['Jörg Rademacher'])
    await soon(lambda: listed.question['descending'] is True)
    with visitor.client:
        await visitor.client.sub_pages_router._handle_open('/team')
    await soon(lambda: sheets_open(visitor) == [])


async def test_an_organisation_and_its_people_lead_to_each_other(look: Look, anja: Who) -> None:
    office = organisations.add({'name': 'Ehrenamtsbüro'}, anja, utc_now())
    contact = outside(anja, utc_now(), office)
    visitor, listed = await look(f'/extern?organisation={office}')
    assert titles(visitor) == ['Ehrenamtsbüro']
    push(visitor, 'Łucja Groß')
    await soon(lambda: titles(visitor) == ['Łucja Groß'])
    assert listed.address == {'person': contact}
    assert f'/extern?organisation={office}' in links(visitor)


@pytest.mark.parametrize('path', ['/kundinnen', '/reparaturen'])
async def test_new_leads_to_the_counter_where_an_item_comes_in(look: Look, path: str) -> None:
    visitor, _listed = await look(path)
    press(visitor, 'Neu')
    await soon(lambda: visitor.back_history[-1] == '/annahme')


@pytest.mark.parametrize(('path', 'title'), [('/team', 'Neu im Team'), ('/extern', 'Neue Organisation'),
                                             ('/ehemalige', 'Neu bei den Ehemaligen')])
async def test_new_opens_the_form_that_belongs_here(look: Look, path: str, title: str) -> None:
    visitor, _listed = await look(path)
    press(visitor, 'Neu')
    await soon(lambda: titles(visitor) == [title])


# ---- who may ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize('name', LISTS)
async def test_the_counter_sees_no_list(visit: Visit, anja: Who, name: str) -> None:
    joins(anja, utc_now())
    answer = await (await visit('Tresen')).get(f'/{name}')
    assert answer.status_code == 403
    assert 'Nicht für dich freigegeben' in answer.text
    assert 'Rademacher' not in answer.text
    assert 'nicegui-rows' not in answer.text


async def test_who_lost_the_right_gets_no_answer_any_more(look: Look, anja: Who, mira: Who) -> None:
    joins(anja, utc_now())
    visitor, listed = await look('/team')
    accounts.set_role(mira.account, Role.COUNTER, anja, utc_now())
    listed.trigger('ask', {'n': 1, **listed.question, 'text': 'jörg'})
    listed.open('Jörg Rademacher')
    await soon(lambda: 'Dafür fehlt dir das Recht.' in visitor.notify.messages or visitor.sent_to)
    await still(lambda: listed.answered == 0 and sheets_open(visitor) == [])


async def test_who_is_logged_out_elsewhere_gets_no_answer_any_more(look: Look, anja: Who, mira: Who) -> None:
    joins(anja, utc_now())
    visitor, listed = await look('/team')
    accounts.set_active(mira.account, False, anja, utc_now())
    listed.trigger('ask', {'n': 1, **listed.question, 'text': 'jörg'})
    await soon(lambda: visitor.sent_to)
    await still(lambda: listed.answered == 0)


async def test_formers_are_kept_only_with_their_yes(look: Look, anja: Who) -> None:
    now = utc_now()
    people.add('former_customer', {'first_name': 'Emine', 'last_name': 'Öz'}, given(Purpose.FORMER), anja, now)
    members.end_membership(joins(anja, now), False, '', anja, now)
    visitor, listed = await look('/ehemalige')
    assert listed.names == ['Emine Öz']
    assert 'Jörg' not in words(visitor)
    assert not any(isinstance(each, ui.dialog) and each.value for each in visitor.client.elements.values())
