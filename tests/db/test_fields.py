"""Say a field once: columns come out of the models, own columns beside them, and refuse by name (R11)."""
from datetime import datetime
from pathlib import Path

import pytest

from db import repairs
from db.errors import Refused
from db.fields import Column, columns, own_columns, parse_all, split
from db.kinds import Kind
from db.models import Person
from db.people import add, read, save
from db.who import Who
from db.words import Purpose
from tests.db.naughty import CONTROL, LETTERS, LONG
from tests.db.stories import drop_off, nameless, own, row_counts, rows
from tests.personas import given

USES = [('person', 'member'), ('person', 'customer'), ('person', 'former'), ('person', 'external'),
        ('membership', 'form'), ('organisation', 'form'), ('contact', 'form'), ('repair', 'counter'),
        ('repair', 'detail')]


def column(table: str, use: str, name: str) -> Column:
    return next(one for one in columns(table, use) if one.name == name)


@pytest.mark.parametrize(('table', 'use'), USES)
def test_columns_come_from_the_model(store: Path, table: str, use: str) -> None:
    found = columns(table, use)
    assert found
    for one in found:
        assert one.label[0].isalpha()
        assert '*' not in one.label
        assert one.limit > 0
        assert one.kind in set(Kind)


def test_labels_are_the_names_that_stay_as_they_are(store: Path) -> None:
    labels = {one.label for use in (('person', 'customer'), ('repair', 'counter')) for one in columns(*use)}
    assert {'Telefon', 'Vorname', 'Nachname', 'E-Mail', 'Gegenstand', 'Was ist kaputt?', 'Zubehör'} <= labels


def test_only_the_item_is_required_at_the_counter(store: Path) -> None:
    assert [one.name for one in columns('repair', 'counter') if one.required] == ['item']
    with pytest.raises(Refused, match='Gegenstand') as refusal:
        column('repair', 'counter', 'item').parse('   ')
    assert refusal.value.field == 'item'


def test_a_refusal_names_its_column(store: Path) -> None:
    for use, name, text in (('member', 'phone', 'abends'), ('member', 'email', 'x'), ('member', 'first_name', 'a\nb')):
        with pytest.raises(Refused) as refusal:
            column('person', use, name).parse(text)
        assert refusal.value.field == name


def test_an_age_is_one_that_a_thing_may_have(store: Path) -> None:
    age = column('repair', 'detail', 'age')
    assert [age.parse(text) for text in ('', '0', '2,5', '300')] == [None, 0, 2.5, 300]
    for text in ('-3', '1985', '300,5'):
        with pytest.raises(Refused, match='von 0 bis 300') as refusal:
            age.parse(text)
        assert refusal.value.field == 'age'


def test_the_first_refusal_stops_a_form(store: Path) -> None:
    described = columns('person', 'member')
    assert parse_all(described, {'first_name': ' Emine ', 'phone': '0351 12345'}) == {
        'first_name': 'Emine', 'phone': '0351 12345'}
    with pytest.raises(Refused) as refusal:
        parse_all(described, {'first_name': 'Emine', 'phone': 'abends', 'email': 'x'})
    assert refusal.value.field == 'phone'


def test_an_odd_number_warns_beside_its_field_only(store: Path) -> None:
    assert column('person', 'member', 'phone').warn('0351 123456789012345')
    assert column('person', 'member', 'phone').warn('0351 1234567') is None
    assert column('person', 'member', 'first_name').warn('0351 123456789012345') is None


# ---- R11: through form and store -------------------------------------------------------------------------------------
def test_r11_a_text_goes_into_the_store_and_comes_out_the_same(store: Path, mira: Who, now: datetime) -> None:
    for text in LETTERS.values():
        goes_in_and_comes_out(text, mira, now)
    assert rows('SELECT count(*) FROM person') == [(len(LETTERS),)], 'nobody dropped a table'


def goes_in_and_comes_out(text: str, mira: Who, now: datetime) -> None:
    names = ('first_name', 'city', 'note')
    person = add('member', {name: column('person', 'member', name).parse(text) for name in names}
                 | {'skills': column('membership', 'form', 'skills').parse(text)}, given(Purpose.MEMBER), mira, now)
    values = read(person).values
    assert [values[name] for name in (*names, 'skills')] == [text] * 4
    number = nameless(mira, now, item=text, fault=text, place=text, brand=text).number
    view = repairs.read(number, now)
    assert (view.item, view.fault, view.place, view.brand) == (text, text, text, text)


@pytest.mark.parametrize('text', [*CONTROL.values(), LONG], ids=[*CONTROL, 'a hundred thousand'])
@pytest.mark.parametrize('name', ['item', 'brand', 'accessories', 'fault', 'place'])
def test_r11_what_cannot_be_stored_is_refused_by_name_and_stores_nothing(
        store: Path, tresen: Who, now: datetime, name: str, text: str) -> None:
    before = row_counts()
    with pytest.raises(Refused) as refusal:
        drop_off(tresen, now, **{'item': 'Toaster', name: text})
    assert refusal.value.field == name
    assert row_counts() == before


@pytest.mark.parametrize('category', ['Erfundenes', 'Lampe von Frau Özdemir', 'x' * 100_000, 'a\x00b'])
def test_r11_a_category_is_one_of_the_list_or_none(store: Path, tresen: Who, now: datetime, category: str) -> None:
    """It stays in the store as a figure after an erasure, so it cannot be free text."""
    nameless(tresen, now, item='Ding', category=category)
    assert rows('SELECT category FROM repair') == [('',)]


@pytest.mark.parametrize('text', ['3', '3,5', '0', '120'])
def test_an_age_is_stored_as_typed(store: Path, mira: Who, now: datetime, text: str) -> None:
    number = drop_off(mira, now).number
    age = column('repair', 'detail', 'age')
    repairs.save(number, repairs.read(number, now).version, {'age': age.parse(text)}, mira, now)
    assert age.show(repairs.read(number, now).values['age']) == text


# ---- own columns -----------------------------------------------------------------------------------------------------
def test_own_columns_stand_behind_the_declared_ones(store: Path, mira: Who, now: datetime) -> None:
    own('person', 'farbe', position=2)
    own('person', 'geburtstag', Kind.DATE, (Purpose.MEMBER,), position=1)
    own('person', 'alt', retired_at=now)
    assert [(one.name, one.kind, one.own) for one in columns('person', 'member')[-2:]] == [
        ('geburtstag', Kind.DATE, True), ('farbe', Kind.TEXT, True)]
    assert own_columns('person')[0].purposes == {'member'}
    assert own_columns('repair') == ()


def test_own_columns_are_stored_beside_the_row_and_journaled(store: Path, mira: Who, now: datetime) -> None:
    own('person', 'farbe')
    own('membership', 'schuhgrösse', Kind.NUMBER)
    person = add('member', {'first_name': 'Jörg', 'farbe': 'grün', 'schuhgrösse': 44}, given(Purpose.MEMBER), mira, now)
    assert read(person).values['farbe'] == 'grün'
    assert read(person).values['schuhgrösse'] == 44
    save(person, read(person).version, {'farbe': 'blau'}, mira, now)
    assert Person.get().extra == {'farbe': 'blau'}
    assert rows("SELECT old, new FROM change_value WHERE field = 'extra' ORDER BY id DESC LIMIT 1") == [
        ('{"farbe": "grün"}', '{"farbe": "blau"}')]


def test_a_column_that_a_table_does_not_have_is_not_stored(store: Path, mira: Who, now: datetime) -> None:
    own('person', 'farbe')
    assert split('person', {'first_name': 'A', 'farbe': 'b', 'tasks': 'c', 'egal': 'd'}) == (
        {'first_name': 'A'}, {'farbe': 'b'})
    person = add('member', {'first_name': 'Jörg', 'egal': 'd'}, given(Purpose.MEMBER), mira, now)
    assert 'egal' not in read(person).values


@pytest.mark.parametrize('kind', list(Kind))
def test_every_kind_can_be_an_own_column(store: Path, mira: Who, now: datetime, kind: Kind) -> None:
    """What is typed comes out as it is shown."""
    typed, shown = {
        Kind.NUMBER: ('3,5', '3,5'), Kind.DATE: ('3.1.26', '03.01.2026'), Kind.YES_NO: ('x', 'ja'),
        Kind.CHOICE: ('ROT', 'rot'), Kind.PHONE: ('+49 351 1234567', '0351 1234567'),
        Kind.EMAIL: ('a@example.org', 'a@example.org')}.get(kind, ('Grün', 'Grün'))
    own('person', 'eigenes', kind, choices=['rot', 'blau'])
    described = own_columns('person')[0]
    person = add('member', {'first_name': 'Jörg', 'eigenes': described.parse(typed)}, given(Purpose.MEMBER), mira, now)
    assert described.show(read(person).values['eigenes']) == shown
