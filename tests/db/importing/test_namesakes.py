"""Thousands of one name are told apart by their numbers."""
from typing import Any

import pytest

from db.importing import showing
from db.importing.assumed import Assumed
from db.importing.drafts import PersonDraft, Result
from db.importing.known import People
from db.masking import Masked, mask
from tests.db.importing.lists import CUSTOMERS, customer, customers, stored
from tests.db.stories import rows

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


# ---- somebody of whose name only a part is known ---------------------------------------------------------------------
PERHAPS_SAME = 'Doppelt? Vielleicht dieselbe Person: '
KRAUSE = {'Nachname': 'Krause', 'Vorname': 'Helga', 'Telefon': '0351 5556'}
MAILBOX = {'E_Mail': 'krause@example.org'}      # the second way to reach them


@pytest.mark.parametrize(('first', 'second', 'asked'), [
    (KRAUSE, {'Vorname': '', 'Nachname': 'Frau Krause'}, True), ({'Nachname': 'Frau Krause', 'Vorname': ''}, {}, True),
    (KRAUSE, {'Nachname': 'Krause', 'Vorname': ''}, True), (KRAUSE, {'Nachname': '', 'Vorname': 'Helga'}, True),
    (KRAUSE, {'Nachname': 'Frau Krause', 'Vorname': '', 'Telefon': '0351 999'}, False),
    (MAILBOX, {'Nachname': 'Frau Krause', 'Vorname': ''}, True),
    (MAILBOX, MAILBOX | {'Nachname': 'Frau Krause', 'Vorname': '', 'Telefon': '0351 999'}, True),
    (MAILBOX | {'Nachname': 'Frau Krause', 'Vorname': ''}, MAILBOX | {'Telefon': '0351 999'}, True),
    (MAILBOX, {'Nachname': 'Frau Krause', 'Vorname': '', 'Telefon': '', 'E_Mail': 'krause@example.org'}, True),
    (KRAUSE, {'Nachname': 'Frau Kraus', 'Vorname': ''}, False), (KRAUSE, {'Vorname': 'Uwe'}, False),
    (KRAUSE, {'Nachname': 'Familie Krause', 'Vorname': ''}, False), (KRAUSE, {}, False),
    ({'Nachname': 'Herr Krause', 'Vorname': ''}, {'Nachname': 'Frau Krause', 'Vorname': 'Helga'}, False)])
@pytest.mark.parametrize('stands', [True, False])
def test_of_one_number_and_a_part_of_the_name_two_stay_and_the_row_asks(
        stands: bool, first: dict[str, str], second: dict[str, str], asked: bool) -> None:
    one, other = customer(**KRAUSE | first), customer(**KRAUSE | second, Gegenstand='Lampe')
    if stands:
        stored(Kunden=[CUSTOMERS, one])
    plan, __ = stored(Kunden=[CUSTOMERS, *([] if stands else [one]), other])
    assert (PERHAPS_SAME in plan.lines[-1].reason) is asked
    sheet = showing.sheets(plan, ())[0]
    assert (sheet.told, Assumed.TWICE in sheet.assumed) == ('1 vielleicht doppelt.' if asked else '', asked)
    if asked:
        assert rows('SELECT COUNT(*) FROM person') == [(2,)]
        again, __ = stored(Kunden=[CUSTOMERS, one, other])
        assert not any(PERHAPS_SAME in line.reason for line in again.lines)


# ---- somebody with a new number, perhaps -----------------------------------------------------------------------------
NEW_NUMBER = 'Doppelt? Jemand mit diesem Namen, aber anderer Nummer'


@pytest.mark.parametrize(('more', 'asked'), [
    ({'Telefon': '0351 99999'}, True), ({'Telefon': '0351 99999', 'Nachname': 'Özdemir jun.'}, False),
    ({'Telefon': '0351 99999', 'Vorname': 'Eda'}, False), ({'Telefon': '0351 99999', 'Vorname': ''}, False),
    ({'Gegenstand': 'Lampe'}, False)])
def test_who_is_there_with_another_number_stays_and_is_named(more: dict[str, str], asked: bool) -> None:
    first, second = customers(customer(), customer(**more))
    assert (NEW_NUMBER in first.reason, NEW_NUMBER in second.reason) == (False, asked)
    assert (first.person is second.person) is ('Gegenstand' in more)


def test_so_is_who_stands_in_the_store() -> None:
    stored(Kunden=[CUSTOMERS, customer()])
    (line,) = customers(customer(Telefon='0351 99999', Gegenstand='Lampe'))
    assert (NEW_NUMBER in line.reason, line.result) == (True, Result.STORED)


def test_where_many_have_a_name_another_number_says_nothing() -> None:
    lines = customers(*(customer(Telefon=f'0351 {10000 + n}') for n in range(6)))
    assert [NEW_NUMBER in line.reason for line in lines] == [False, True, True, True, False, False]


def test_one_word_with_another_number_is_nobody_to_ask_about() -> None:
    """There are many a Rolf."""
    rolf = {'Nachname': '', 'Vorname': 'Rolf'}
    stored(Kunden=[CUSTOMERS, customer(**rolf)])
    (line,) = customers(customer(Telefon='0351 99999', Gegenstand='Lampe', **rolf))
    assert (line.result, NEW_NUMBER in line.reason) == (Result.STORED, False)
