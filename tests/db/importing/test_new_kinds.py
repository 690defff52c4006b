"""A column that a list brings along gets the kind that takes every one of its values, and changes none of them."""
from typing import Any

import pytest

from db.columns import all_columns
from db.importing import applying
from db.importing.drafts import Choices
from db.importing.new_kinds import kind_of
from db.importing.targets import NEW
from db.kinds import Kind
from db.models import Membership
from db.who import COMMAND_LINE
from tests.db.importing.lists import TEAM, book
from tests.personas import NOW


@pytest.mark.parametrize(('kind', 'values'), [
    (Kind.YES_NO, ['ja', 'Nein', 'x']), (Kind.YES_NO, ['X']),
    (Kind.NUMBER, ['3', '12,5', '-7']), (Kind.NUMBER, [2019, 2020.5]), (Kind.NUMBER, ['1', '0']),
    (Kind.NUMBER, ['1.234,50', '12']),
    (Kind.DATE, ['3.10.26', '2026-10-03', '3. Oktober 2026']),
    (Kind.EMAIL, ['a@example.org', 'B@example.org']),
    (Kind.PHONE, ['0351 123456', '0171/2345678', '+49 351 99887766']),
    (Kind.TEXT, ['rot', 'blau', 'ja']), (Kind.TEXT, ['ja', '-']), (Kind.TEXT, ['0351 123456', 'keins']),
    (Kind.PHONE, [171234567, '0171 2345678']), (Kind.TEXT, ['0.250', '1.500']), (Kind.NUMBER, ['1.250', '2.500']),
    (Kind.TEXT, ['12 €']), (Kind.TEXT, ['007', '12']), (Kind.TEXT, ['3.10', '4.10']), (Kind.TEXT, ['10/2026']),
    (Kind.TEXT, ['3.10.26', 'Ende 2024']), (Kind.TEXT, ['a@example.org, b@example.org']), (Kind.TEXT, ['2b']),
    (Kind.PHONE, ['+49 171 5551234']), (Kind.PHONE, ['+49351123456', '0171 2345678']), (Kind.TEXT, ['30 40']),
    (Kind.TEXT, ['3 4', '5']), (Kind.TEXT, ['19 11 2026']), (Kind.TEXT, ['4711 0815']), (Kind.TEXT, ['12 345']),
    (Kind.TEXT, ['+5', '3']), (Kind.TEXT, ['3\xa04']), (Kind.TEXT, ['1 234,5']), (Kind.NUMBER, ['- 5', '7']),
    (Kind.TEXT, ['0351 1, 0351 2']), (Kind.TEXT, []), (Kind.TEXT, ['nein, danke']), (Kind.TEXT, ['10:30']),
    (Kind.LONG_TEXT, ['rot', 'ein langer Satz, der in keine Zeile einer Liste passt und den doch jemand liest']),
    (Kind.LONG_TEXT, ['rot\nblau'])])
def test_the_kind_takes_every_value(kind: Kind, values: list[Any]) -> None:
    assert kind_of(values, typed=False) is kind


def test_a_number_that_may_be_called_is_none_and_keeps_its_zero() -> None:
    assert kind_of(['0171234567'], typed=False) is Kind.PHONE
    assert kind_of([171234567], typed=True) is Kind.NUMBER


@pytest.mark.usefixtures('store')
def test_nothing_is_run_together() -> None:
    values = ['+49 171 5551234', '30 40', '4711 0815', '12 345', '19 11 2026']
    heads = [f'Spalte {value}' for value in values]
    choices = Choices(columns={('Team', place): NEW for place in range(7, 12)})
    applying.apply(book(Team=[[*TEAM, *heads], ['Jürgen', 'Weiß', '', '', '', '', 'ja', *values]]), choices,
                   COMMAND_LINE, NOW)
    (member,) = Membership.select()
    assert [member.extra[one.name] for one in all_columns()] == values


@pytest.mark.usefixtures('store')
def test_it_comes_in_as_that_kind() -> None:
    people = [['Jürgen', 'Weiß', '', '', '', '', 'ja', '3', '3.10.26', 'ja'],
              ['Rita', 'Held', '', '', '', '', 'ja', '4,5', '5. März 2025', 'nein']]
    choices = Choices(columns={('Team', place): NEW for place in (7, 8, 9)})
    applying.apply(book(Team=[[*TEAM, 'Losnummer', 'Erste Hilfe', 'Hund'], *people]), choices, COMMAND_LINE, NOW)
    made = all_columns()
    assert {one.label: one.kind for one in made} == {
        'Losnummer': Kind.NUMBER, 'Erste Hilfe': Kind.DATE, 'Hund': Kind.YES_NO}
    names = {one.label: one.name for one in made}
    assert [[member.extra[names[label]] for label in ('Losnummer', 'Erste Hilfe', 'Hund')]
            for member in Membership.select().order_by(Membership.id)] == [
        [3, '2026-10-03', True], [4.5, '2025-03-05', False]]
