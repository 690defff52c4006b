"""The bars beside Heute: as high as what was counted, with a sentence for whoever cannot see them."""
import re

from db.figures import WeekBar
from pages.today_figures import drawn

WEEKS = (WeekBar('2026-W46', 46, 4, 1), WeekBar('2026-W47', 47, 0, 0), WeekBar('2026-W48', 48, 2, 3))


def test_the_highest_bar_fills_the_height_and_the_others_follow() -> None:
    assert re.findall(r'kb-(in|out)" style="--v:(\d+)"', drawn(WEEKS)) == [
        ('in', '100'), ('out', '25'), ('in', '0'), ('out', '0'), ('in', '50'), ('out', '75')]


def test_only_this_week_says_how_many() -> None:
    assert re.findall(r'<b>(\d+)</b>', drawn(WEEKS)) == ['2', '3']


def test_it_is_said_in_words() -> None:
    assert 'aria-label="KW 46 bis 48: angenommen 4, 0, 2; abgeholt 1, 0, 3"' in drawn(WEEKS)


def test_eight_quiet_weeks_are_flat() -> None:
    assert set(re.findall(r'--v:(\d+)', drawn((WEEKS[1],) * 8))) == {'0'}
