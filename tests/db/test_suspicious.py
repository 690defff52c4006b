"""Words that might tell who somebody is are marked before a text is published; rather too many than too few."""
from itertools import pairwise

import pytest

from db.suspicious import known_names, marks
from db.who import Who
from tests.db.naughty import LETTERS, LONG
from tests.db.stories import drop_off


def marked(text: str, *names: str) -> list[str]:
    return [text[start:end] for start, end in marks(text, names)]


@pytest.mark.parametrize(('text', 'expected'), [
    ('Herr Müller wartet', ['Herr Müller']), ('von Frau Dr. Becker', ['Frau Dr. Becker']),
    ('bitte 0351 1234567 anrufen', ['0351 1234567']), ('+49 (0) 176/99 88 77', ['+49 (0) 176/99 88 77']),
    ('Mail an anna@example.org', ['anna@example.org']), ('anna (at) example.org', ['anna (at) example.org']),
    ('Peters Radio', ['Peters']), ('gehört Sabine', ['Sabine']), ('meine Oma sagt', ['meine Oma']),
    ('Lindenstr. 5', ['Lindenstr. 5']), ('01067 Dresden', ['01067 Dresden']), ('sagt …', ['…']),
    ('Anna-Lena brachte es', ['Anna-Lena'])])
def test_what_tells_of_somebody_is_marked(text: str, expected: list[str]) -> None:
    assert marked(text) == expected


@pytest.mark.parametrize('text', [
    'Geht nicht an, riecht verbrannt', '230 V, 12 Monate alt', '2 x 1,5 V', 'Akku hält nur 5 min.', 'Netzteil defekt',
    'Display gebrochen, Touch reagiert nicht', 'mark', 'der Motor läuft kurz an'])
def test_what_tells_of_a_thing_is_not(text: str) -> None:
    assert marked(text) == []


def test_names_in_the_store_are_known(store: object, anja: Who, now: object) -> None:
    drop_off(anja, now, first_name='Wilfriede', last_name='Großmann')
    assert {'wilfriede', 'grossmann'} <= known_names()
    assert marked('Grossmanns Lampe, von WILFRIEDE', *known_names()) == ['Grossmanns', 'WILFRIEDE']


def test_marks_are_apart_and_in_order() -> None:
    found = marks('Herr Peter Peters 0351 123456 x@y.de Lindenstr. 5, 01067 Dresden', {'peters'})
    assert list(found) == sorted(found)
    assert all(first[1] < second[0] for first, second in pairwise(found))


@pytest.mark.parametrize('text', [*LETTERS.values(), LONG])
def test_r11_any_text_may_be_read(text: str) -> None:
    assert all(0 <= start < end <= len(text) for start, end in marks(text, ()))
