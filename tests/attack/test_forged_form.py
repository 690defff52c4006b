"""S2, R11: what the counter's form never sends: another row, another field, another kind, another version."""
import sqlite3
from contextlib import closing
from typing import Any
from uuid import uuid4

import pytest

from db.store import FILE
from tests.e2e.cafe import Cafe
from tests.outside import Caller
from tests.sample import Sample

pytestmark = pytest.mark.long

KINDS: list[Any] = [None, True, 0, -1, 10 ** 30, 1.5, [], ['x'], {}, {'x': 1}, '', 'x' * 100_000, '\x00', '\ud800',
                    "'; DROP TABLE repair; --", '{{7*7}}', '<script>alert(1)</script>', '../../etc/passwd']
FIELDS = ('item', 'store', 'later', 'phone', 'first_name', 'last_name', 'email', 'fault', 'accessories', 'place',
          'warning', 'warning_reason', 'responsible', 'person', 'request_id', 'shown')
FORGED = {'id': 1, 'number': '26-9999-9', 'token': '0' * 16, 'state': 'abgeholt', 'version': 99,
          'erase_at': '2000-01-01', 'received_at': '2000-01-01T00:00:00Z', 'finding': 'x', 'outcome': 'repariert',
          'who': 'Anja', 'account': 1}


def query(cafe: Cafe, sql: str, *values: object) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(cafe.folder / FILE)) as store:
        return store.execute(sql, values).fetchall()


@pytest.mark.parametrize('field', FIELDS)
def test_r11_every_field_with_every_kind_of_value(tresen: Caller, field: str) -> None:
    for value in KINDS:
        answer = tresen.drop_off(**{field: value})
        assert answer.status_code in {200, 409, 422}, f'{field}={value!r} answers {answer.status_code}'
        assert answer.status_code == 200 or answer.json()['sentence'].endswith(('.', '?'))


def test_s2_fields_the_form_does_not_have_change_nothing(cafe: Cafe) -> None:
    number = Caller(cafe.url, 'tresen').drop_off(**FORGED).json()['number']
    assert number != FORGED['number']
    (state, version, outcome, erase_at), = query(
        cafe, 'SELECT state, version, outcome, erase_at FROM repair WHERE number = ?', number)
    assert (state, version, outcome, erase_at) == ('angenommen', 1, '', None)


def test_s2_a_person_cannot_be_taken_over(cafe: Cafe, sample: Sample) -> None:
    """Naming somebody's id with another name does not write over them, and an invented id is nobody."""
    tresen = Caller(cafe.url, 'tresen')
    before = query(cafe, 'SELECT first_name, last_name, phone, street FROM person WHERE public_id = ?', sample.joerg)
    tresen.drop_off(store=True, person=sample.joerg, first_name='Mallory', last_name='Fremd', phone='0351 999000')
    assert query(cafe, 'SELECT first_name, last_name, phone, street FROM person WHERE public_id = ?',
                 sample.joerg) == before
    answer = tresen.drop_off(store=True, person=str(uuid4()), first_name='', last_name='')
    assert answer.status_code == 422


def test_d2_a_yes_to_words_that_were_never_shown_does_not_count(tresen: Caller) -> None:
    for shown in ([], [1], ['x'], [10 ** 9, 10 ** 9], None, 'x'):
        assert tresen.drop_off(shown=shown).status_code == 409


def test_r9_the_same_request_from_two_places_is_one_repair(cafe: Cafe) -> None:
    same = str(uuid4())
    numbers = {Caller(cafe.url, name).drop_off(same).json()['number'] for name in ('tresen', 'mira', 'tresen')}
    assert len(numbers) == 1
    assert query(cafe, 'SELECT count(*) FROM repair WHERE request_id = ?', same) == [(1,)]


@pytest.mark.parametrize('wanted', ['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)',
                                    '/\tevil', '///evil.example', '/%2f/evil.example', ' //evil.example'])
def test_s10_a_login_leads_to_no_other_place(fort: Cafe, wanted: str) -> None:
    caller = Caller(fort.url)
    caller.http.cookies.clear()
    answer = caller.post('/anmelden', data={'name': 'Mira', 'password': 'mira-naeht-und-loetet', 'next': wanted})
    assert answer.status_code == 303
    where = answer.headers['location']
    assert where.startswith('/')
    assert not where.startswith(('//', '/\\'))
