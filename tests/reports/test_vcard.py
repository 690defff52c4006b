"""Cards that a phone reads: every name as it is, one card per person."""
import pytest
import vobject

from reports.vcard import CardValues, vcards
from tests.db.exchanging import NASTY
from tests.db.naughty import LETTERS


def back(content: bytes) -> list[vobject.base.Component]:
    return list(vobject.readComponents(content.decode()))


def test_a_card_says_how_to_reach_somebody() -> None:
    (card,) = back(vcards([CardValues('abc', 'Şeyma', 'Wiśniewska', 'Şeyma Wiśniewska', ('0351 1234567', '0176 99'),
                                      ('s@example.org',), 'Am Markt 1', '01067', 'Dresden', 'Stadt', 'Büro')]))
    assert (card.fn.value, card.n.value.given, card.n.value.family) == ('Şeyma Wiśniewska', 'Şeyma', 'Wiśniewska')
    assert [line.value for line in card.tel_list] == ['0351 1234567', '0176 99']
    assert card.email.value == 's@example.org'
    assert (card.adr.value.street, card.adr.value.code, card.adr.value.city) == ('Am Markt 1', '01067', 'Dresden')
    assert (card.org.value, card.title.value) == (['Stadt'], 'Büro')
    assert card.uid.value == 'kontaktbuch-abc'
    assert card.version.value == '3.0'


def test_what_is_not_known_is_not_there() -> None:
    (card,) = back(vcards([CardValues('abc', 'Mo', '', 'Mo')]))
    assert {line.name for line in card.lines()} == {'VERSION', 'UID', 'N', 'FN'}


@pytest.mark.parametrize('text', [*NASTY, *LETTERS.values()])
def test_r11_every_name_comes_back(text: str) -> None:
    (card,) = back(vcards([CardValues('k', text, text, text, (text,), (text,), text, text, text, text, text)]))
    assert card.n.value.given == card.n.value.family == card.fn.value == card.tel.value == card.adr.value.city == text


@pytest.mark.parametrize('text', ['a\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:x', 'a\nTEL:110', 'a\rEND:VCARD'])
def test_no_text_makes_a_card_of_its_own(text: str) -> None:
    (card,) = back(vcards([CardValues('k', text, text, text, organisation=text, function=text)]))
    assert {line.name for line in card.lines()} == {'VERSION', 'UID', 'N', 'FN', 'ORG', 'TITLE'}


def test_several_cards_one_after_the_other() -> None:
    assert [card.fn.value for card in back(vcards([CardValues('a', 'A', '', 'A'), CardValues('b', 'B', '', 'B')]))] == [
        'A', 'B']
    assert vcards([]) == b''
