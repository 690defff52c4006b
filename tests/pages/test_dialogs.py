"""What opens above a screen stands there once, however quickly somebody taps twice."""
from collections.abc import Callable

import pytest

from db import columns, organisations
from db.clock import utc_now
from db.kinds import Kind
from db.who import Who
from tests.db.stories import drop_off, joins
from tests.pages.conftest import Visit, Visitor
from tests.pages.lists import sheets_open
from tests.pages.seeing import press, soon, still

Prepare = Callable[[Who], str]   # a story, and the address to look at then


def nobody(path: str) -> Prepare:
    return lambda _who: path


def a_member(who: Who) -> str:
    return f'/team?person={joins(who, utc_now())}'


def a_column(who: Who) -> str:
    columns.add('membership', 'Farbe', Kind.TEXT, who, utc_now())
    return '/einstellungen'


def an_organisation(who: Who) -> str:
    return f'/extern?organisation={organisations.add({"name": "Wertstoffhof"}, who, utc_now())}'


def a_repair(who: Who) -> str:
    return f'/r/{drop_off(who, utc_now()).number}'


OPENERS = [
    ('Neu', nobody('/team')), ('Neu', nobody('/extern')), ('Neue Spalte', nobody('/einstellungen')),
    ('Bearbeiten: Farbe', a_column), ('Neuer Zugang', nobody('/einstellungen')),
    ('Bearbeiten: Mira', nobody('/einstellungen')), ('Tablet anmelden …', nobody('/einstellungen')),
    ('Herunterladen …', nobody('/einstellungen')), ('Excel laden …', nobody('/austausch')),
    ('CSV laden …', nobody('/austausch')), ('JSON laden …', nobody('/austausch')),
    ('Ansehen: Dürfen wir Sie auch später noch kontaktieren?', nobody('/datenschutz')),
    ('Mitgliedschaft beenden …', a_member), ('Einwilligung widerrufen …', a_member),
    ('Zustimmung eintragen …', a_member), ('Organisation löschen …', an_organisation),
    ('Einwilligung widerrufen …', a_repair),
]


@pytest.mark.parametrize(('word', 'prepare'), OPENERS)
async def test_two_taps_at_once_open_one(visit: Visit, anja: Who, word: str, prepare: Prepare) -> None:
    visitor = await visit('Anja')
    await visitor.open(prepare(anja))
    before = len(sheets_open(visitor))
    tap_twice(visitor, word)
    await soon(lambda: len(sheets_open(visitor)) > before)
    await still(lambda: len(sheets_open(visitor)) == before + 1)
    assert not visitor.notify.messages
    with visitor.client:
        sheets_open(visitor)[-1].close()
    await soon(lambda: len(sheets_open(visitor)) == before)
    press(visitor, word)   # what was closed can be opened again
    await soon(lambda: len(sheets_open(visitor)) == before + 1)


def tap_twice(visitor: Visitor, word: str) -> None:
    """The second tap is there before the first has done anything."""
    for _ in range(2):
        press(visitor, word)
