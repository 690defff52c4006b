"""A category is suggested while an item is being typed: the right one among the first three, mostly first."""
from pathlib import Path

import pytest

from db.categories import CATEGORIES
from db.category_terms import TERMS
from db.suggestions import MOST, category, suggestions
from tests.db.naughty import CONTROL, LETTERS, LONG
from tests.hit_rate import REAL, TERMS_OF_OTHERS, hit_rate

NAMES = {one.name for one in CATEGORIES}


@pytest.mark.parametrize(('item', 'first'), [
    ('Toaster', 'Toaster'), ('toas', 'Toaster'), ('Staubs', 'Staubsauger'),
    ('Kaffeemaschine DeLonghi', 'Kaffeemaschine'),
    ('alte Stehlampe', 'Lampe'), ('Föhn', 'Haartrockner'), ('FOEN', 'Haartrockner'), ('Radiowecker', 'Radio'),
    ('E-Bike', 'Fahrrad'), ('Jacke mit kaputtem Reißverschluss', 'Textil'), ('Akkuschrauber', 'Elektrowerkzeug'),
    ('Bahnhofsuhr', 'Uhr/Wecker'), ('iPhone 12', 'Handy/Telefon'), ('Pürierstab', 'Küchenmaschine/Mixer'),
    ('puerierstab', 'Küchenmaschine/Mixer'), ('PC', 'Desktop-Computer'), ('Holzstuhl', 'Möbel'),
    ('Spielkonsole', 'Spielkonsole'), ('Spielkonsole Sega', 'Spielkonsole'),
    ('Teddy', 'Textil'), ('Puppe', 'Anderes'),     # open data takes what has a plug
    ('Modelleisenbahn', 'Spielzeug (elektrisch)')])
def test_the_likeliest_comes_first(item: str, first: str) -> None:
    assert suggestions(item)[0] == first


def test_what_may_be_several_things_says_so() -> None:
    assert set(suggestions('CD-Player')) == {'Tragbares Unterhaltungsgerät', 'HiFi-Einzelgerät'}
    assert set(suggestions('cd player')) == set(suggestions('CD-Player'))


@pytest.mark.parametrize('item', ['', ' ', 'x', 'qwrtz', '???', '王小明', *CONTROL.values()])
def test_nothing_fitting_is_nothing_suggested(item: str) -> None:
    assert suggestions(item) == ()


@pytest.mark.parametrize('item', [*LETTERS.values(), LONG])
def test_r11_any_text_may_be_asked(item: str) -> None:
    found = suggestions(item)
    assert len(found) <= MOST
    assert set(found) <= NAMES


def test_every_category_has_words_and_every_word_a_category() -> None:
    assert set(TERMS) <= NAMES
    for name in NAMES:
        assert name in suggestions(TERMS[name].split()[0]), name


@pytest.mark.parametrize(('chosen', 'item', 'kept'), [
    ('Kopfhörer', 'Radio', 'Kopfhörer'), ('Fernseher', 'Radio', 'Flachbildschirm/Fernseher'), ('', 'Radio', 'Radio'),
    ('gibt es nicht', 'Radio', 'Radio'), ('', 'qwrtz', '')])
def test_what_was_chosen_counts_else_the_likeliest(chosen: str, item: str, kept: str) -> None:
    assert category(chosen, item) == kept


if REAL.exists() and TERMS_OF_OTHERS.exists():
    @pytest.mark.parametrize('file', [TERMS_OF_OTHERS, REAL], ids=lambda file: file.stem)
    def test_the_right_one_is_among_the_first_three(file: Path) -> None:
        assert hit_rate(file) >= 0.8
