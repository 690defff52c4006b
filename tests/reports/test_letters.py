"""What typed text becomes on paper: the same words, a visible box for what the font does not know, never an error."""
import pytest

from reports import letters
from reports.typeset import Font, tidy, wrap

BODY = Font(10)


@pytest.mark.parametrize('text', [
    'İsmet Weiß', 'Nguyễn Thị Hồng', 'Жанна', 'Μαρία-Ξένια', 'Łukasz Żółć', "O'Brien", 'Null', '<b>fett</b> & {{7*7}}',
    "'; DROP TABLE person;--", '=1+1', '½ € № „so“ – …'])
def test_names_and_signs_stay_as_they_are(text: str) -> None:
    assert wrap(text, BODY, 500).lines == (text,)


@pytest.mark.parametrize(('typed', 'printed'), [
    ('Toaster 🔥', 'Toaster □'), ('👍🏽 gut', '□ gut'), ('日本', '□□'), ('a\ud800b', 'a□b'), ('□', '□'),
    ('\ue000', '□'), ('\u0301 allein', '◌\u0301 allein')])
def test_what_the_font_does_not_know_is_a_visible_box(typed: str, printed: str) -> None:
    assert tidy(typed) == printed


@pytest.mark.parametrize(('typed', 'printed'), [
    ('zwei\nZeilen\r\n\tund  mehr ', 'zwei Zeilen und mehr'), ('null\x00byte', 'null byte'),
    ('un\u200bsicht\u202ebar\ufeff', 'unsichtbar'), ('Kabel\u00adbruch', 'Kabelbruch'), ('e\u0301', 'é'), ('   ', ''),
    ('am Mo\xa07.12.', 'am Mo\xa07.12.')])
def test_spaces_and_invisible_signs(typed: str, printed: str) -> None:
    assert tidy(typed) == printed


@pytest.mark.parametrize(('line', 'drawn'), [
    ('שלום', 'םולש'), ('Lampe שלום 12', 'Lampe 12 םולש'), ('דקות 10.5', '10.5 תוקד'),
    ('שלום (Bosch) שלום', 'םולש (Bosch) םולש'), ('Bosch 10.5', 'Bosch 10.5'), ('ש\u05c1ל', 'לש\u05c1')])
def test_right_to_left_scripts_are_turned_and_numbers_are_not(line: str, drawn: str) -> None:
    assert letters.in_drawing_order(line, letters.reads_from_right(line)) == drawn


def test_arabic_letters_join() -> None:
    """Meem initial, hah medial, meem medial, dal final: drawn from the right."""
    assert wrap('محمد', BODY, 500).lines == ('\ufeaa\ufee4\ufea4\ufee3',)


def test_lam_and_alef_are_one_sign() -> None:
    assert wrap('لا', BODY, 500).lines == ('\ufefb',)


def test_a_long_text_is_broken_at_words_and_cut_with_an_ellipsis() -> None:
    block = wrap('eins zwei drei vier fünf sechs sieben acht neun zehn', BODY, 60, most=2)
    assert not block.whole
    assert len(block.lines) == 2
    assert block.lines[1].endswith(' …')
    assert block.width <= 60


def test_a_word_longer_than_the_line_is_broken_preferably_at_a_hyphen() -> None:
    block = wrap('Staubsaugerroboter-Ladestation', BODY, 100)
    assert block.lines == ('Staubsaugerroboter-', 'Ladestation')
    assert ''.join(wrap('W' * 100, BODY, 60).lines) == 'W' * 100
