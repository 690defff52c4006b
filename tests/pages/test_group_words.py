"""What Heute and the weekly paper ask for is what the rows are about."""
import pytest

from db.todo import MessengerRow
from pages.group_words import ASK, ASK_OTHERS, to_do


@pytest.mark.parametrize(('asked', 'said'), [
    ([True, True], ASK), ([False], 'Abhaken.'), ([True, False], f'Abhaken. {ASK_OTHERS}')])
def test_whom_to_ask_is_nothing_to_tick_off(asked: list[bool], said: str) -> None:
    rows = [MessengerRow('a', 'Jörg R.', 'Jörg R.', '', '', add=True, ask=one) for one in asked]
    assert to_do(rows, 'Abhaken.') == said
