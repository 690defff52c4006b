"""Ticket numbers that survive being read aloud, and codes from any scanner (Damm check digit)."""
import random
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from db import numbers, repairs
from db.errors import Unknown
from db.numbers import Code, is_valid, make, read_code
from db.who import Who
from tests.db.naughty import BREAKS, CONTROL, LETTERS, LONG
from tests.db.stories import drop_off

SOME = [make(year, serial) for year in (2025, 2026, 2031) for serial in (1, 9, 42, 417, 999, 1234, 9999, 10000, 123456)]
TOKEN = '7H3K9MPQ2RSTVWXZ'


def digits_of(number: str) -> str:
    return number.replace('-', '')


def test_the_number_of_the_design() -> None:
    assert make(2026, 417) == '26-0417-7'
    assert make(2026, 1)[:8] == '26-0001-'
    assert make(2026, 12345)[:9] == '26-12345-'


@pytest.mark.parametrize('number', SOME)
def test_every_single_wrong_digit_is_noticed(number: str) -> None:
    digits = digits_of(number)
    assert is_valid(digits)
    for place, right in enumerate(digits):
        for wrong in set('0123456789') - {right}:
            assert not is_valid(digits[:place] + wrong + digits[place + 1:])


@pytest.mark.parametrize('number', SOME)
def test_every_swap_of_neighbours_is_noticed(number: str) -> None:
    digits = digits_of(number)
    for place in range(len(digits) - 1):
        one, other = digits[place:place + 2]
        swapped = digits[:place] + other + one + digits[place + 2:]
        assert (one == other) == is_valid(swapped)


def test_thousand_random_numbers_catch_both_kinds_of_slips() -> None:
    chance = random.Random(417)
    for _ in range(1000):
        digits = digits_of(make(chance.randrange(2020, 2099), chance.randrange(1, 9_999_999)))
        place = chance.randrange(len(digits) - 1)
        wrong = chance.choice([digit for digit in '0123456789' if digit != digits[place]])
        assert not is_valid(digits[:place] + wrong + digits[place + 1:])
        if digits[place] != digits[place + 1]:
            assert not is_valid(digits[:place] + digits[place + 1] + digits[place] + digits[place + 2:])


@pytest.mark.parametrize('typed', ['26-0417-7', '2604177', '26 0417 7', '26.0417.7', '26/0417/7', ' 26-0417-7 ',
                                   '26–0417–7', '26-0417 7', '26 - 0417 - 7', '\t26-0417-7\n'])
def test_a_number_is_understood_with_dashes_or_without(typed: str) -> None:
    assert read_code(typed) == Code(number='26-0417-7')


@pytest.mark.parametrize('number', SOME)
def test_long_serials_are_read_without_their_dashes_too(number: str) -> None:
    assert read_code(digits_of(number)).number == number


@pytest.mark.parametrize('host', ['http://192.168.178.42:8080', 'HTTP://192.168.178.42:8080',
                                  'https://cafe.example.org',
                                  'http://[fe80::1]:8080', 'http://alter-rechner.local', 'ftp://x', ''])
def test_a_scanned_address_of_any_host(host: str) -> None:
    for path in (f'/t/{TOKEN}', f'/T/{TOKEN}', f'/t/{TOKEN.lower()}', f'/t/{TOKEN}/', f'/t/{TOKEN}?x=1',
                 f'/T/{TOKEN}#a'):
        assert read_code(host + path) == Code(token=TOKEN)
    for path in ('/r/26-0417-7', '/R/26-0417-7', '/r/2604177', '/r/26-0417-7/', '/r/26-0417-7?von=heute'):
        assert read_code(host + path) == Code(number='26-0417-7')
    assert read_code(f'{host}/r/{TOKEN}') == Code(token=TOKEN)


@pytest.mark.parametrize('typed', [TOKEN, TOKEN.lower(), f' {TOKEN} ', '7H3K-9MPQ-2RST-VWXZ', '7h3k 9mpq 2rst vwxz'])
def test_a_token_in_any_case(typed: str) -> None:
    assert read_code(typed) == Code(token=TOKEN)


def test_what_people_misread_in_a_token_is_read_right() -> None:
    assert read_code('OIL0OIL0OIL0OIL0').token == '0110011001100110'


def test_new_tokens_hold_eighty_bits_and_nothing_to_misread() -> None:
    tokens = {numbers.new_token() for _ in range(2000)}
    assert len(tokens) == 2000
    assert all(len(token) == 16 and read_code(token) == Code(token=token) for token in tokens)
    assert set(''.join(tokens)) == set(numbers.CROCKFORD)


def test_no_letter_of_a_token_is_likelier_than_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbers.secrets, 'token_bytes', lambda length: bytes(range(length)))
    assert Counter(numbers.random_letters(256)) == dict.fromkeys(numbers.CROCKFORD, 8)


@pytest.mark.parametrize('number', SOME)
def test_meinten_sie_contains_the_right_one(number: str) -> None:
    digits = digits_of(number)
    slips = {digits[:place] + wrong + digits[place + 1:] for place in range(len(digits)) for wrong in '0123456789'}
    slips |= {digits[:place] + digits[place + 1] + digits[place] + digits[place + 2:]
              for place in range(len(digits) - 1)}
    for slip in slips - {digits}:
        code = read_code(slip)
        assert not code.understood
        assert number in code.suggestions
        assert all(is_valid(digits_of(other)) for other in code.suggestions)
        assert len(set(code.suggestions)) == len(code.suggestions) < 40


@pytest.mark.parametrize('digits', ['２６０４１７７', '٢٦٠٤١٧٧', '२६०४१७७', '２６-０４１７-７'])
def test_digits_of_other_scripts_are_read_as_digits_or_not_at_all(digits: str) -> None:
    assert read_code(digits).number in (None, '26-0417-7')
    assert all(suggestion.isascii() for suggestion in read_code(digits).suggestions)


@pytest.mark.parametrize('text', ['', ' ', '-', '26', '26-0417', '½6-0417-7', '12345678901', '/t/', '/r/', '/t/kurz',
                                  'http://host/t/', 'r/r/r/r', '/r/' * 500, TOKEN[:-1], TOKEN + 'A', TOKEN[:-1] + '!',
                                  *LETTERS.values(), *CONTROL.values(), *BREAKS.values(), LONG])
def test_r11_nonsense_is_not_understood_and_never_raises(text: str) -> None:
    assert read_code(text) == Code()


def test_an_unknown_number_is_a_sentence(store: Path, tresen: Who, now: datetime) -> None:
    taken = drop_off(tresen, now)
    for code in ('26-0417-7', taken.token[:-1] + ('A' if taken.token[-1] != 'A' else 'B'), 'Quatsch', '', '\ud800'):
        with pytest.raises(Unknown, match='Diese Nummer gibt es nicht'):
            repairs.read(code, now)


def test_number_and_token_open_the_same_repair(store: Path, tresen: Who, now: datetime) -> None:
    taken = drop_off(tresen, now)
    for code in (taken.number, taken.number.replace('-', ''), taken.token, taken.token.lower(),
                 f'HTTP://ALT:8080/T/{taken.token}', f'http://neu/r/{taken.number}'):
        assert repairs.read(code, now).number == taken.number
