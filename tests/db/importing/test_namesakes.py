"""Thousands of one name are told apart by their numbers."""
from typing import Any

import pytest

from db.importing.drafts import PersonDraft
from db.importing.known import People
from db.masking import Masked, mask

pytestmark = pytest.mark.usefixtures('store')


def anna(phone: str = '', **more: str) -> dict[str, Any]:
    return {'first_name': 'Anna', 'last_name': 'Berg', 'phone': phone, **more}


def namesakes(count: int) -> People:
    people = People()
    for n in range(count):
        assert people.find(anna(f'0351 {100000 + n}')) is None
        people.add(PersonDraft('person', anna(f'0351 {100000 + n}')))
    return people


def test_each_is_found_by_a_number_of_her_own() -> None:
    people = namesakes(4000)
    assert people.find(anna('+49 351 103333')).values['phone'] == '0351 103333'     # type: ignore[union-attr]
    assert people.find(anna()) is None


def test_by_a_number_that_came_later_too() -> None:
    people, draft, other = People(), PersonDraft('person', anna()), PersonDraft('person', anna('0351 222222'))
    people.add(draft)
    assert people.find(anna()) is draft
    assert people.find(anna('0351 111111')) is draft          # nothing speaks against it
    people.add(other)
    assert people.find(anna()) is draft                       # the one of whom no number is known
    draft.values['email'] = 'anna@example.org'
    people.add(draft)
    assert people.find(anna('0351 9', email='ANNA@example.org')) is draft
    assert people.find(anna()) is None


def test_what_is_masked_in_several_texts_is_masked_as_in_one() -> None:
    masked = Masked(['Özdemir', 'Emine'], ['0351 7654321'], ['Hauptstraße 5'])
    for text in ('Frau Oezdemir sagt 0351/7654321', 'EmineÖzdemir, Hauptstr. 5', ''):
        assert masked(text, inside=True) == mask(text, ['Özdemir', 'Emine'], ['0351 7654321'], ['Hauptstraße 5'],
                                                 inside=True)
