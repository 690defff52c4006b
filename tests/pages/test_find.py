"""`Finden`: hits while typing, and the way from a number or a scanned code to its repair."""
import asyncio
from typing import Any

import pytest

from db import intake
from db.clock import utc_now
from db.intake import Intake, Taken
from db.who import Who
from pages import find
from tests.pages.conftest import Visit, Visitor


@pytest.fixture
def taken(mira: Who) -> Taken:
    return intake.take_in(Intake('request-0001', item='Kaffeemaschine', store=True, later=False, phone='0351 1234567',
                                 first_name='Karl-Heinz', last_name='Großmann'), mira, utc_now())


class Typing:
    """The field at the top of somebody's page, and what the program answers to it."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        (self.field,) = visitor.find(find.Find).elements
        self.calls: list[tuple[str, tuple[Any, ...]]] = []
        self.field.run_method = lambda name, *args: self.calls.append((name, args))

    async def send(self, event: str, text: str) -> None:
        for listener in self.field._event_listeners.values():
            if listener.type == event:
                self.field._handle_event({'listener_id': listener.id, 'args': {'n': 7, 'text': text}})
        await asyncio.sleep(0.2)

    @property
    def titles(self) -> list[str]:
        (_name, (_number, groups, _note)), = self.calls
        return [hit['title'] for group in groups for hit in group['hits']]


async def typing(visit: Visit, name: str) -> Typing:
    visitor = await visit(name)
    await visitor.open('/berichte' if name != 'Tresen' else '/')
    return Typing(visitor)


async def test_people_and_repairs_are_found_while_typing(visit: Visit, taken: Taken) -> None:
    field = await typing(visit, 'Mira')
    await field.send('ask', 'grossm')
    assert field.titles == ['Karl-Heinz Großmann', 'Kaffeemaschine']
    assert field.calls[0][1][0] == 7   # the answer names its question


async def test_nothing_found_is_said(visit: Visit, taken: Taken) -> None:
    field = await typing(visit, 'Mira')
    await field.send('ask', 'quatsch')
    assert field.calls == [('show', (7, [], 'Nichts gefunden.'))]


async def test_the_counter_finds_nobody(visit: Visit, taken: Taken) -> None:
    field = await typing(visit, 'Tresen')
    assert field.field.props['suggests'] is False
    await field.send('ask', 'grossm')
    assert not field.calls
    await field.send('go', 'grossm')
    assert field.calls == [('show', (7, [], 'Diese Nummer gibt es nicht.'))]


@pytest.mark.parametrize('name', ['Mira', 'Tresen'])
@pytest.mark.parametrize('shape', ['{number}', '{digits}', 'http://old.example/r/{number}', 'HTTP://OLD.EXAMPLE/T/{token}'])
async def test_a_number_or_a_code_opens_its_repair(visit: Visit, taken: Taken, name: str, shape: str) -> None:
    field = await typing(visit, name)
    await field.send('go', shape.format(number=taken.number, digits=taken.number.replace('-', ''), token=taken.token))
    assert field.calls[0] == ('opened', ())
    await field.visitor.should_see('Kaffeemaschine')


async def test_a_slip_of_the_finger_is_answered_with_the_number_meant(visit: Visit, taken: Taken) -> None:
    field = await typing(visit, 'Tresen')
    wrong = taken.number[:-1] + str((int(taken.number[-1]) + 1) % 10)
    await field.send('go', wrong)
    assert field.titles == [taken.number]


@pytest.mark.parametrize('text', ["'; DROP TABLE person", '\x00', 'ß' * 300, '"*', '{{7*7}}', '٣', '<b>', '%',
                                  'a' * 9000])
async def test_whatever_is_typed_is_answered(visit: Visit, taken: Taken, text: str) -> None:
    field = await typing(visit, 'Mira')
    for event in ('ask', 'go'):
        await field.send(event, text)
    assert [name for name, _args in field.calls] == ['show', 'show']
