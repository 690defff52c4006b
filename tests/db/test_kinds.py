"""Each kind of column: what is read from text, and how it is shown again (R11)."""
from datetime import UTC, date, datetime

import pytest

from db import kinds
from db.errors import Refused
from db.kinds import Kind, clean
from tests.db.naughty import BREAKS, CONTROL, LETTERS, LONG


def says(refusal: pytest.ExceptionInfo[Refused]) -> str:
    """A refusal is one or two German sentences, and nothing from inside the program."""
    sentence = refusal.value.sentence
    assert sentence[0].isupper()
    assert sentence.endswith(('.', '?'))
    assert len(sentence) < 200
    return sentence


# ---- text ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize('text', LETTERS.values(), ids=LETTERS)
def test_r11_text_is_kept_as_it_was_typed(text: str) -> None:
    assert clean(text, 200) == text
    assert kinds.show(Kind.TEXT, clean(f'  {text}\t', 200)) == text


@pytest.mark.parametrize('text', CONTROL.values(), ids=CONTROL)
@pytest.mark.parametrize('lines', [True, False])
def test_r11_control_characters_are_refused_with_a_sentence(text: str, lines: bool) -> None:
    with pytest.raises(Refused) as refusal:
        clean(text, 200, lines=lines)
    assert 'Zeichen' in says(refusal)


@pytest.mark.parametrize('text', BREAKS.values(), ids=BREAKS)
def test_r11_a_single_line_has_no_breaks(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        clean(text, 200)
    says(refusal)


def test_a_long_text_keeps_its_lines() -> None:
    assert clean('Erst das.\n\tDann das.\n', 200, lines=True) == 'Erst das.\n\tDann das.'
    assert clean('Von\r\nWindows', 200, lines=True) == 'Von\nWindows'


@pytest.mark.parametrize(('length', 'limit'), [(200, 200), (1, 1), (100_000, 100_000)])
def test_a_text_may_fill_its_field(length: int, limit: int) -> None:
    assert len(clean('ä' * length, limit)) == length


def test_r11_a_text_beyond_its_field_is_refused_with_both_numbers() -> None:
    with pytest.raises(Refused) as refusal:
        clean(LONG, 200)
    assert '200' in says(refusal)
    assert '100000' in refusal.value.sentence


# ---- numbers ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(('text', 'value', 'shown'), [
    ('12', 12, '12'), ('0', 0, '0'), ('-3', -3, '-3'), ('3,5', 3.5, '3,5'), ('1 000', 1000, '1000'), ('', None, ''),
    ('1\u00a0000', 1000, '1000'), ('007', 7, '7'), ('-0,25', -0.25, '-0,25'),
    ('1.234,5', 1234.5, '1234,5'), ('-12.345', -12345, '-12345'), ('1.000.000', 1000000, '1000000')])
def test_numbers_in_german(text: str, value: float | None, shown: str) -> None:
    assert kinds.parse_number(text) == value
    assert kinds.show(Kind.NUMBER, value) == shown


@pytest.mark.parametrize('text', [
    'zwölf', '12a', '1.5', '1.23', '1234.567', '0.123', '1.234.56', '0.5,1', '1,2,3', '--1', '1e9', '0x10', 'NaN',
    'inf', '9' * 16, ',', '1,', '½', '²', *[text for name, text in LETTERS.items() if name != 'plus']])
def test_r11_other_text_is_no_number(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        kinds.parse_number(text)
    assert 'keine Zahl' in says(refusal)


# ---- dates -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(('text', 'day'), [
    ('23.11.2026', date(2026, 11, 23)), ('3.1.26', date(2026, 1, 3)), ('03.01.69', date(2069, 1, 3)),
    ('3.1.70', date(1970, 1, 3)), ('2026-11-23', date(2026, 11, 23)), ('29.02.2028', date(2028, 2, 29)), ('', None)])
def test_dates_in_german_and_iso(text: str, day: date | None) -> None:
    assert kinds.parse_date(text) == day


def test_a_date_is_shown_in_german_and_read_again() -> None:
    assert kinds.show(Kind.DATE, date(2026, 1, 3)) == '03.01.2026'
    assert kinds.parse_date(kinds.show(Kind.DATE, date(2026, 1, 3))) == date(2026, 1, 3)
    assert kinds.show(Kind.DATE, datetime(2026, 11, 23, 13, 5, tzinfo=UTC)) == '23.11.2026, 14:05'


@pytest.mark.parametrize('text', ['31.02.2026', '29.02.2027', '32.1.2026', '1.13.2026', '0.1.2026', 'gestern', '23.11.',
                                  '11/23/2026', '23.11.1899', '23.11.2101', '2026-13-01', '23.11.20261',
                                  *LETTERS.values()])
def test_r11_dates_that_do_not_exist(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        kinds.parse_date(text)
    assert '23.11.2026' in says(refusal)


# ---- yes and no, one of several --------------------------------------------------------------------------------------
@pytest.mark.parametrize(('text', 'value'), [('ja', True), ('JA', True), ('x', True), ('1', True), ('nein', False),
                                             ('', False), ('0', False), ('-', False)])
def test_yes_and_no(text: str, value: bool) -> None:
    assert kinds.parse_yes_no(text) is value
    assert kinds.show(Kind.YES_NO, value) == ('ja' if value else 'nein')


@pytest.mark.parametrize('text', ['vielleicht', '2', *LETTERS.values()])
def test_r11_neither_yes_nor_no(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        kinds.parse_yes_no(text)
    says(refusal)


def test_a_choice_is_one_of_its_words_in_any_case() -> None:
    assert kinds.parse_choice('akku', ('Akku', '230 V')) == 'Akku'
    assert kinds.parse_choice('', ('Akku',)) == ''
    with pytest.raises(Refused, match='Akku, 230 V'):
        kinds.parse_choice('Atom', ('Akku', '230 V'))


# ---- telephone -------------------------------------------------------------------------------------------------------
SAME_NUMBER = ['0351 1234567', '03511234567', '0351/1234567', '0351 / 123 45 67', '+49 351 1234567', '+493511234567',
               '0049 351 1234567', '+49 (0)351 1234567', '+49(0)351/12345-67', '0049 (0) 351 1234567', '(0351) 1234567',
               '0351-1234567', '0351.123.45.67', '0351–1234567', '(+49) 351 1234567', '+ 49 351 1234567',
               '0351\u00a01234567']


@pytest.mark.parametrize('text', SAME_NUMBER)
def test_one_number_in_any_spelling_is_kept_and_recognised(text: str) -> None:
    assert kinds.parse_phone(text) == text
    assert kinds.phone_key(text) == '03511234567'
    assert kinds.phone_warning(text) is None


@pytest.mark.parametrize('text', ['+43 1 5131234', '0043 1 5131234'])
def test_a_number_abroad_stays_abroad(text: str) -> None:
    assert kinds.phone_key(text) == '004315131234'
    assert kinds.show_phone(text if text.startswith('+') else '+43 1 5131234').startswith('+43')


@pytest.mark.parametrize('text', ['0351 1234567 (abends)', 'Büro 0351 1234567', 'siehe Notiz', '0351x1234', '12a',
                                  '0351 1234567;', *[text for name, text in LETTERS.items() if name != 'plus']])
def test_letters_in_a_number_are_refused(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        kinds.parse_phone(text)
    assert 'Ziffer' in says(refusal)


@pytest.mark.parametrize('text', ['1', '0351 123456789012345', '+999 12345'])
def test_an_odd_number_warns_and_saves(text: str) -> None:
    assert kinds.parse_phone(text) == text
    assert (kinds.phone_warning(text) or '').endswith('Bitte noch einmal hinsehen.')


def test_a_number_is_shown_as_germans_read_it_and_called_with_digits() -> None:
    assert kinds.show_phone('+49 (0)351 1234567') == kinds.show_phone('0351/1234567') == '0351 1234567'
    assert kinds.show_phone('110') == '110'
    assert kinds.phone_link('+49 (0)351 / 12345-67') == 'tel:+493511234567'
    assert kinds.phone_link('') == ''


# ---- e-mail ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize('text', ['name@example.org', 'Vor.Nach+cafe@sub.example.org', 'özdemir@müller.de', 'a@b.co',
                                  ''])
def test_addresses_are_kept_as_typed(text: str) -> None:
    assert kinds.parse_email(text) == text


@pytest.mark.parametrize('text', ['name', 'name@', '@example.org', 'a b@example.org', 'name@example', 'a@b@c.de',
                                  'name@exam ple.org', 'name@example..org', 'javascript:alert(1)@x', 'name@-x.de',
                                  '<name@example.org>', *LETTERS.values()])
def test_r11_other_text_is_no_address(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        kinds.parse_email(text)
    says(refusal)


@pytest.mark.parametrize('text', ['1234567,5', '123456,75', '0,000001', '3', '-2,5', '999999999999,25'])
def test_r11_a_number_is_shown_as_it_was_typed(text: str) -> None:
    assert kinds.show(Kind.NUMBER, kinds.parse_number(text)) == text


@pytest.mark.parametrize(('text', 'target'), [
    ('www.werkhaus.example.org', 'https://www.werkhaus.example.org'),
    ('http://werkhaus.example.org/offen?tag=mo', 'http://werkhaus.example.org/offen?tag=mo'),
    ('HTTPS://Bürgerhaus.example.org', 'HTTPS://Bürgerhaus.example.org'),
    ('javascript:alert(1)', ''), ('javascript:alert(document.cookie)//www.x.de', ''), ('data:text/html,x.y', ''),
    ('siehe Flyer', ''), ('https://[', ''), ('localhost', ''), ('', '')])
def test_only_a_website_becomes_a_link(text: str, target: str) -> None:
    assert kinds.web_link(text) == target
