"""Repairs of nobody are found by what a list tells of them, as quickly on a day of thousands as on any other."""
import random
from typing import Any

import pytest

from db.importing import unnamed
from db.importing.unnamed import Alike, Day, says_the_same
from db.masking import MASK

WORDS = ('Toaster', 'Lampe', 'Walze', 'brummt', 'heizt', 'nicht', 'Kern', 'Özdemir', 'sagt:', 'Nr.', '7', 'kalt,',
         '(alt)', 'a-b', 'Straße')


def facts(item: str, fault: str) -> dict[str, Any]:
    return {'item': item, 'fault': fault}


def day_of(*told: tuple[str, str]) -> Day:
    day = Day()
    for row_id, (item, fault) in enumerate(told, start=1):
        day.add(row_id, f'26-{row_id}', item, fault)
    return day


def found(day: Day, bare: dict[str, Any], plain: dict[str, Any]) -> list[int]:
    return sorted(row_id for alike in day.told_by(bare, plain) for row_id in alike.held)


def masked(text: str, chance: random.Random) -> str:
    """Some of its words, whole or but for the signs beside them."""
    words = text.split()
    for place in range(len(words)):
        if chance.random() < 0.3:
            words[place] = chance.choice((MASK, f'{MASK}{words[place][-1]}', f'{words[place][0]}{MASK}'))
    return ' '.join(words)


def test_what_is_found_is_what_says_the_same_and_nothing_else() -> None:
    chance = random.Random(11)
    texts = [(chance.choice(WORDS), ' '.join(chance.choices(WORDS, k=chance.randint(1, 4)))) for _ in range(60)]
    held = [(masked(item, chance), masked(fault, chance)) for item, fault in texts * 3]
    day, times = day_of(*held), 0
    for item, fault in texts:
        bare, plain = facts(masked(item, chance), masked(fault, chance)), facts(item.upper(), fault)
        wanted = [row_id for row_id, one in enumerate(held, start=1) if all(
            says_the_same(text, bare[name], plain[name]) for name, text in zip(plain, one, strict=True))]
        assert found(day, bare, plain) == wanted
        times += len(wanted)
    assert times > 200


@pytest.mark.parametrize(('item', 'fault', 'told'), [
    (MASK, '', ('Radio', '')), (MASK, MASK, ('Radio', 'brummt')), ('', MASK, ('', 'brummt')),
    (f'Radio{MASK}', '', ('Radiohaus', '')), (f'{MASK}radio', '', ('Küchenradio', ''))])
def test_where_no_whole_word_is_left_it_is_found_all_the_same(item: str, fault: str, told: tuple[str, str]) -> None:
    assert found(day_of((item, fault), ('Lampe', 'brummt')), facts('x', 'y'), facts(*told)) == [1]


def test_the_first_that_came_is_named_first() -> None:
    day = day_of(('Radio', 'kalt'), (MASK, MASK))
    assert [alike.first[0] for alike in day.told_by(facts('Radio', 'kalt'), facts('Radio', 'kalt'))] == [1, 2]


@pytest.mark.parametrize('said', ['Toas\u00adter', 'To\u200baster'])
def test_signs_nobody_sees_do_not_hide_it(said: str) -> None:
    """They go when something is masked, and stay where there is a yes."""
    assert found(day_of(('Toaster', MASK)), facts('Toaster', MASK), facts(said, 'Kern')) == [1]


def test_what_a_row_has_found_is_left_to_no_other() -> None:
    day = day_of(('Toaster', 'kalt'), ('toaster', 'kalt'))
    told = facts('Toaster', 'kalt')
    day.take(1, 'Toaster', 'kalt')
    assert [alike.first for alike in day.told_by(told, told)] == [(2, '26-2')]
    day.take(2, 'toaster', 'kalt')
    assert day.told_by(told, told) == []


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[Alike]:
    seen: list[Alike] = []
    asks = Alike.is_told_by

    def counted(self: Alike, bare: Any, plain: Any) -> bool:
        seen.append(self)
        return asks(self, bare, plain)
    monkeypatch.setattr(unnamed.Alike, 'is_told_by', counted)
    return seen


@pytest.mark.parametrize('fault', [
    '{n}', '{MASK} sagt: heizt nicht', '{MASK} sagt: heizt nicht, Nr. {n}', 'am Schalter z{k} z{m} lose'])
def test_a_day_of_thousands_is_not_gone_through_for_each_of_them(fault: str, compared: list[Alike]) -> None:
    told = [('Toaster', fault.format(n=n, k=n % 50, m=n // 50, MASK=MASK)) for n in range(2000)]
    day = day_of(*told)
    for item, text in told:
        assert day.told_by(facts(item, text), facts(item, text.replace(MASK, 'Kern')))
    assert len(compared) <= 100 * len(told)
